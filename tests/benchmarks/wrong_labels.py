"""How many labels that were changed are found by the list of probably mislabelled examples."""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
import torch

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from trainer_core import load_preset, train
from trainer_core.data import load_dataset
from trainer_core.data.corrections import key_of, write_corrections
from trainer_core.data.examples import no_progress
from trainer_core.engine.run_examples import RunExamples, examples_of_run, ordered
from trainer_core.history.example_lists import ExampleList
from trainer_core.runs.run_files import read_recipe
from trainer_core.training.assembly import assemble

_SHARE = 0.02
_PRESET = "fashion-mnist-tutorial"
_MOST_ROUNDS = 3
_OURS = "mean loss and labels of the nearest in two spaces"
_MEAN = "mean loss over the epochs alone (Dataset Cartography)"
_NEAREST = "labels of the nearest alone (Deep k-NN)"
_LAST = "loss in the last epoch"


def measure(options: Options) -> list[Table]:
    table = Table(f"Wrong labels among the first {_SHARE:.0%} of the list of probably mislabelled examples", "%")
    rounds = range(min(options.rounds, _MOST_ROUNDS))
    shares = [once("wrong_labels", seed=seed, epochs=1 if options.quick else 0) for seed in rounds]
    for what in (_OURS, _MEAN, _NEAREST, _LAST):
        table.add(what, [each[what] for each in shares], digits=1, target="≥ 88" if what == _OURS else "")
    seconds = median(each["seconds"] for each in shares)
    table.notes.append(
        f"{_SHARE:.0%} of the training labels of Fashion-MNIST changed at random to another class, by corrections; the "
        f"preset {_PRESET}, five epochs; each round another seed. The examples are those that the model learns from; "
        "only in the vote of the nearest inputs an example's own label has no part. The methods' papers measure other "
        f"things on other data, so each stands alone here as well. Judging all labels took {seconds:.0f} s."
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
        run = Path(folder) / "run"
        train(recipe.with_values({"data.corrections": str(path)}), run)
        parts = assemble(read_recipe(run), no_progress, run=run)
        parts.configure_torch()
        found, began = examples_of_run(run, parts.dataset), perf_counter()
        judged = gone_through(ordered(found, parts, run, ExampleList.MISLABELLED))
        seconds = perf_counter() - began
    doubts, mean = judged.scores[ExampleList.MISLABELLED], found.facts.mean
    orders = {_OURS: doubts, _MEAN: mean, _NEAREST: doubts - mean, _LAST: found.facts.now}
    shares = {what: 100 * float(np.isin(np.argsort(-by)[:count], changed).mean()) for what, by in orders.items()}
    answer(shares | {"seconds": seconds})


def gone_through(steps: Generator[float, None, RunExamples]) -> RunExamples:
    """What work that is done piece by piece comes to."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


if __name__ == "__main__":
    main()
