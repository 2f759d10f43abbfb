"""How many labels that were changed are found by the list of probably mislabelled examples."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core import load_preset, train
from trainer_core.data import load_dataset
from trainer_core.data.corrections import key_of, write_corrections
from trainer_core.history.example_lists import ExampleList, example_facts, listed
from trainer_core.runs.example_losses import read_example_losses

_SHARE = 0.02
_PRESET = "fashion-mnist-tutorial"
_MOST_ROUNDS = 3


def measure(options: Options) -> list[Table]:
    table = Table(f"Wrong labels among the first {_SHARE:.0%} of the list of probably mislabelled examples", "%")
    rounds = range(min(options.rounds, _MOST_ROUNDS))
    shares = [once("wrong_labels", seed=seed, epochs=1 if options.quick else 0) for seed in rounds]
    table.add("highest mean loss over the epochs", [each["mislabelled"] for each in shares], digits=1, target="≥ 88")
    table.add("highest loss in the last epoch", [each["hardest"] for each in shares], digits=1)
    table.notes.append(
        f"{_SHARE:.0%} of the training labels of Fashion-MNIST changed at random to another class, by corrections; the "
        f"preset {_PRESET}, five epochs; each round another seed. The examples are those that the model learns from."
    )
    return [table]


def main() -> None:
    options = arguments()
    seed, epochs = options["seed"], options["epochs"]
    recipe = load_preset(_PRESET).with_values({"training.seed": seed, "training.device": "cpu"})
    if epochs:
        recipe = recipe.with_values({"training.epochs": epochs})
    data = load_dataset("fashion-mnist", validation_share=recipe.data.validation_share, seed=seed)
    draw = np.random.default_rng(seed)
    count = round(_SHARE * len(data.train))
    changed = draw.choice(len(data.train), count, replace=False)
    labels = (data.train.targets[torch.from_numpy(changed)].numpy() + draw.integers(1, 10, count)) % 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.jsonl"
        keys = (key_of(data, 0, int(index)) for index in changed)
        write_corrections(path, {key: data.class_names[label] for key, label in zip(keys, labels, strict=True)})
        train(recipe.with_values({"data.corrections": str(path)}), Path(folder) / "run")
        facts = example_facts(read_example_losses(Path(folder) / "run"))
    found = {
        which.value: 100 * float(np.isin(listed(facts, which).places[:count], changed).mean())
        for which in (ExampleList.MISLABELLED, ExampleList.HARDEST)
    }
    answer(found)


if __name__ == "__main__":
    main()
