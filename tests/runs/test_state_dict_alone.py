"""What a run saves is worth something without this project: plain torch loads it and finds the same accuracy."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from trainer_core import Recipe, train
from trainer_core.files.resources import resource

PLAIN = """
    import gzip, json, sys

    import torch
    from torch import nn

    class WithoutThisProject:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in ("trainer_core", "studio"):
                raise SystemExit(f"{name} was asked for")

    assert not any(name.split(".")[0] in ("trainer_core", "studio") for name in sys.modules)
    sys.meta_path.insert(0, WithoutThisProject())

    weights, images, labels, limit = sys.argv[1:]

    class NeuralNetwork(nn.Module):
        # As in PyTorch's quickstart.
        def __init__(self):
            super().__init__()
            self.flatten = nn.Flatten()
            self.linear_relu_stack = nn.Sequential(
                nn.Linear(28 * 28, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
            )

        def forward(self, x):
            return self.linear_relu_stack(self.flatten(x))

    def read(path, header):
        with gzip.open(path) as file:
            return torch.frombuffer(bytearray(file.read()[header:]), dtype=torch.uint8)

    model = NeuralNetwork()
    print(model.load_state_dict(torch.load(weights, weights_only=True)), file=sys.stderr)
    model.eval()
    inputs = read(images, 16).reshape(-1, 1, 28, 28)[: int(limit)].float() / 255
    targets = read(labels, 8)[: int(limit)].long()
    with torch.no_grad():
        logits = model(inputs)
    print(json.dumps({
        "accuracy": (logits.argmax(1) == targets).double().mean().item(),
        "loss": nn.functional.cross_entropy(logits, targets).item(),
        "examples": len(targets),
    }))
"""


@pytest.mark.parametrize("changes", [{}, {"training.precision": "bfloat16", "training.channels_last": True}])
def test_the_saved_weights_give_the_reported_accuracy_in_plain_torch(tmp_path, changes):
    import json

    recipe = Recipe.from_dict(
        {"data": {"limit": 2000, "batch_size": 64}, "training": {"epochs": 2, "device": "cpu"}}
    ).with_values(changes)
    trained = train(recipe, tmp_path / "run")
    folder = resource("data", "fashion-mnist")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            textwrap.dedent(PLAIN),
            str(tmp_path / "run" / trained.summary.weights),
            str(folder / "t10k-images-idx3-ubyte.gz"),
            str(folder / "t10k-labels-idx1-ubyte.gz"),
            "2000",
        ],
        cwd=elsewhere,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["examples"] == 2000
    assert found["accuracy"] == trained.summary.test["accuracy"]
    assert found["loss"] == pytest.approx(trained.summary.test["loss"], rel=1e-5)
