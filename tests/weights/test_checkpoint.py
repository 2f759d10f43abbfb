"""Weights go out as plain PyTorch takes them, and come in under plain names, from each kind of file that holds them."""

from __future__ import annotations

import subprocess
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import nn

from tests.weights.small_model import equal, small, values
from trainer_core.errors import WeightsError
from trainer_core.models import NeuralNetwork, build_model
from trainer_core.weights.checkpoint import load_weights, read_weights, save_weights

QUICKSTART = """
import sys
import torch
from torch import nn

class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28 * 28, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
        )

    def forward(self, x):
        return self.linear_relu_stack(self.flatten(x))

torch.manual_seed(1)
model = NeuralNetwork()
if sys.argv[1] == "save":
    torch.save(model.state_dict(), sys.argv[2])
else:
    if sys.argv[2].endswith(".safetensors"):
        from safetensors.torch import load_file
        state = load_file(sys.argv[2])
    else:
        state = torch.load(sys.argv[2], weights_only=True)
    model.load_state_dict(state)
assert not [name for name in sys.modules if name.startswith(("trainer_core", "studio"))]
print(repr(model(torch.ones(1, 1, 28, 28)).sum().item()))
"""


def quickstart(what: str, path: Path) -> float:
    """Run PyTorch's own quickstart model where this project cannot be imported; return what it answers."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", QUICKSTART, what, str(path)],
        capture_output=True,
        text=True,
        timeout=80,
        cwd=path.parent,
    )
    assert not done.returncode, done.stderr
    return float(done.stdout)


def answer(model: nn.Module) -> float:
    return model(torch.ones(1, 1, 28, 28)).sum().item()


def neural_network() -> nn.Module:
    return build_model("neural_network", (1, 28, 28), 10, seed=0)


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".safetensors", ".PT"])
def test_what_is_saved_is_read_to_the_bit(tmp_path: Path, suffix: str) -> None:
    model, path = small(), tmp_path / f"weights{suffix}"
    assert save_weights(model.state_dict(), path) == path.stat().st_size
    read = read_weights(path)
    assert equal({key: read.state_dict[key] for key in model.state_dict()}, model.state_dict())
    assert read.notes == ()
    other = small()
    assert load_weights(other, path).loaded
    assert equal(values(other), values(model))


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_plain_pytorch_loads_what_was_saved(tmp_path: Path, suffix: str) -> None:
    model, path = neural_network(), tmp_path / f"weights{suffix}"
    assert isinstance(model, NeuralNetwork)
    save_weights(model.state_dict(), path)
    assert quickstart("load", path) == pytest.approx(answer(model), abs=1e-5)


def test_what_plain_pytorch_saved_is_loaded(tmp_path: Path) -> None:
    model, path = neural_network(), tmp_path / "model.pth"
    expected = quickstart("save", path)
    assert load_weights(model, path).loaded
    assert answer(model) == pytest.approx(expected, abs=1e-5)


def test_a_pt_file_is_what_torch_save_writes(tmp_path: Path) -> None:
    model, path = small(), tmp_path / "weights.pt"
    save_weights(model.state_dict(), path)
    plain = torch.load(path, weights_only=True)
    assert type(plain) is OrderedDict
    assert plain._metadata == model.state_dict()._metadata
    assert equal(plain, model.state_dict())
    torch.save(model.state_dict(), tmp_path / "plain.pt")
    assert path.stat().st_size == pytest.approx((tmp_path / "plain.pt").stat().st_size, abs=200)


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_views_slices_and_tied_tensors_are_saved_as_they_are_seen(tmp_path: Path, suffix: str) -> None:
    big, tied = torch.randn(1000, 1000), torch.randn(8)
    state = {
        "slice": big[:2, :3],
        "transposed": big[:3, :2].T,
        "channels_last": torch.randn(2, 3, 4, 4).to(memory_format=torch.channels_last),
        "parameter": nn.Parameter(tied),
        "tied": tied,
        "part": tied[2:5],
        "empty": torch.empty(0, 4),
        "half": torch.ones(2, dtype=torch.bfloat16),
        "count": 7,
        "share": 0.5,
    }
    path = tmp_path / f"weights{suffix}"
    save_weights(state, path)
    read = read_weights(path).state_dict
    assert path.stat().st_size < 10_000
    assert set(read) == set(state)
    for key, value in state.items():
        assert torch.equal(read[key], torch.as_tensor(value).detach()), key
        assert read[key].is_contiguous()
        assert not read[key].requires_grad


def test_tied_tensors_stay_tied_in_a_pt_file(tmp_path: Path) -> None:
    weight = torch.randn(100, 100)
    size = save_weights({"encoder": weight, "decoder": weight}, tmp_path / "weights.pt")
    assert size < 1.5 * weight.nbytes


@pytest.mark.parametrize("wrap", [nn.DataParallel, lambda model: torch.compile(model, backend="eager")])
def test_prefixes_of_wrappers_never_reach_the_file(tmp_path: Path, wrap: Any) -> None:
    model = small()
    wrapped, path = wrap(model), tmp_path / "weights.pt"
    assert list(wrapped.state_dict()) != list(model.state_dict())
    save_weights(wrapped.state_dict(), path)
    plain = torch.load(path, weights_only=True)
    assert equal(plain, model.state_dict())
    assert plain._metadata == model.state_dict()._metadata
    other = small()
    assert load_weights(wrap(other), path).loaded
    assert equal(values(other), values(model))


def test_a_compiled_part_of_a_model_is_saved_under_plain_names(tmp_path: Path) -> None:
    model, path = small(), tmp_path / "weights.safetensors"
    names = list(model.state_dict())
    model[0] = torch.compile(model[0], backend="eager")
    save_weights(model.state_dict(), path)
    assert set(safetensors.torch.load_file(path)) == set(names)


@pytest.mark.parametrize(
    ("prefix", "notes"),
    [
        ("module.", ["module."]),
        ("_orig_mod.", ["_orig_mod."]),
        ("module._orig_mod.", ["_orig_mod.", "module."]),
    ],
)
def test_prefixes_in_a_file_are_taken_off_and_told(tmp_path: Path, prefix: str, notes: list[str]) -> None:
    model, path = small(), tmp_path / "weights.pt"
    torch.save({prefix + key: value for key, value in model.state_dict().items()}, path)
    read = read_weights(path)
    assert equal(read.state_dict, model.state_dict())
    assert [note.facts["prefix"] for note in read.notes] == notes
    assert str(read.notes[0]) == f"“{notes[0]}” was removed from the names of 9 tensors."


def test_a_prefix_that_only_some_names_have_is_part_of_their_names(tmp_path: Path) -> None:
    state = {"module.a": torch.ones(1), "b": torch.ones(1)}
    torch.save(state, tmp_path / "weights.pt")
    read = read_weights(tmp_path / "weights.pt")
    assert list(read.state_dict) == ["module.a", "b"]
    assert read.notes == ()


def test_names_that_would_become_one_are_left_alone(tmp_path: Path) -> None:
    state = {"a": torch.ones(1), "_orig_mod.a": torch.zeros(1)}
    save_weights(state, tmp_path / "weights.pt")
    assert list(read_weights(tmp_path / "weights.pt").state_dict) == ["a", "_orig_mod.a"]


@pytest.mark.parametrize("wrapper", ["state_dict", "model", "model_state_dict"])
def test_a_checkpoint_around_the_weights_is_taken_off_and_told(tmp_path: Path, wrapper: str) -> None:
    model, path = small(), tmp_path / "checkpoint.pt"
    optimizer = torch.optim.Adam(model.parameters())
    model(torch.ones(2, 1, 3, 3)).sum().backward()
    optimizer.step()
    content = {"epoch": 3, "best": 0.9, "note": "x", "optimizer": optimizer.state_dict()}
    torch.save({**content, wrapper: model.state_dict()}, path)
    read = read_weights(path)
    assert equal(read.state_dict, model.state_dict())
    assert [str(note) for note in read.notes] == [f"The weights were taken from “{wrapper}” in the file."]
    result = load_weights(small(), path)
    assert result.loaded
    assert result.report.notes == read.notes


def test_a_file_of_torch_before_1_6_is_read(tmp_path: Path) -> None:
    model, path = small(), tmp_path / "old.pth"
    torch.save(model.state_dict(), path, _use_new_zipfile_serialization=False)
    assert equal(read_weights(path).state_dict, model.state_dict())


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    model = small()
    misnamed, other, unknown = tmp_path / "a.pt", tmp_path / "b.safetensors", tmp_path / "c.bin"
    misnamed.write_bytes(safetensors.torch.save(dict(model.state_dict())))
    torch.save(model.state_dict(), str(other))
    torch.save(model.state_dict(), unknown)
    assert load_weights(small(), misnamed).loaded
    assert load_weights(small(), other).loaded
    assert str(read_weights(misnamed).notes[0]) == f"{misnamed} was read as a file of safetensors, which is what it is."
    assert str(read_weights(other).notes[0]) == f"{other} was read as a file of torch.save, which is what it is."
    assert read_weights(unknown).notes == ()


def test_a_file_without_checksums_is_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    before = torch.serialization.get_crc32_options()
    torch.serialization.set_crc32_options(False)
    try:
        torch.save(small().state_dict(), path)
    finally:
        torch.serialization.set_crc32_options(before)
    assert len(read_weights(path).state_dict) == 9


def test_weights_are_read_to_the_device_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    save_weights(small().state_dict(), path)
    read = read_weights(path, map_location="meta")
    assert {value.device.type for value in read.state_dict.values()} == {"meta"}


def test_a_device_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    save_weights(small().state_dict(), path)
    with pytest.raises(WeightsError, match="cannot be put on cuda:99") as caught:
        read_weights(path, map_location="cuda:99")
    assert caught.value.code == "device"


@pytest.mark.cuda
@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_weights_travel_between_cuda_and_the_cpu(tmp_path: Path, suffix: str) -> None:
    model, path = small().cuda(), tmp_path / f"weights{suffix}"
    save_weights(model.state_dict(), path)
    assert {value.device.type for value in read_weights(path).state_dict.values()} == {"cpu"}
    assert {value.device.type for value in read_weights(path, "cuda").state_dict.values()} == {"cuda"}
    other, on_cpu = small().cuda(), small()
    assert load_weights(other, path, map_location="cuda").loaded
    assert load_weights(on_cpu, path).loaded
    assert equal(values(other), values(model))
    assert equal(values(on_cpu), values(model.cpu()))
    torch.save(other.state_dict(), path.with_suffix(".pth"))
    assert load_weights(on_cpu, path.with_suffix(".pth")).loaded


@pytest.mark.parametrize("name", ["weights", "weights.onnx", "weights.pt.txt"])
def test_an_ending_without_a_format_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WeightsError, match=r"end in \.pt, \.pth, \.safetensors") as caught:
        save_weights(small().state_dict(), tmp_path / name)
    assert caught.value.code == "unknown-suffix"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("state", [{}, {"a": "text"}, {"a": np.ones(2)}, {1: torch.ones(1)}])
def test_what_is_not_a_state_dict_is_not_saved(tmp_path: Path, state: Any) -> None:
    with pytest.raises(WeightsError):
        save_weights(state, tmp_path / "weights.pt")
    assert not list(tmp_path.iterdir())
