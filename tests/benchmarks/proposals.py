"""What proposed recipes reach, without a setting changed, beside scikit-learn and what a careful person would get."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image
from sklearn import datasets
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.photos import paint_photos
from tests.benchmarks.table import Table
from trainer_core import Recipe, propose, train
from trainer_core.data import Examples, load_dataset
from trainer_core.files.cache import CACHE_VARIABLE

_SETS: dict[str, Callable[..., Any]] = {
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
    "breast-cancer": datasets.load_breast_cancer,
    "digits": datasets.load_digits,
    "diabetes": lambda **how: datasets.load_diabetes(scaled=False, **how),
}
_TOYS = ("moons", "circles", "blobs", "spirals", "xor", "wave")
_CLASSIFIERS = {"logistic regression": lambda: LogisticRegression(max_iter=2_000), "SVC": SVC}
_REGRESSORS = {"ridge regression": Ridge, "SVR": lambda: SVR(C=50)}
_QUICK = {"training.epochs": 1}
_PHOTOS = {"123 photos of 3 classes": (3, 41), "600 photos of 6 classes": (6, 100), "2,000 photos of 10": (10, 200)}


def measure(options: Options) -> Iterable[Table]:
    yield _beside_scikit_learn(options)
    yield from _toys(options)
    yield from _pictures(options)


def _beside_scikit_learn(options: Options) -> Table:
    table = Table("Test accuracy of proposed recipes (of diabetes R²), each seed another split", "%")
    means = []
    with tempfile.TemporaryDirectory() as folder:
        for name, load in _SETS.items():
            path = Path(folder, f"{name}.csv")
            load(as_frame=True).frame.to_csv(path, index=False)
            found: dict[str, list[float]] = {}
            for seed in range(options.rounds):
                for who, score in (*_baselines(name, seed).items(), *_ours(name, path, seed, options.quick).items()):
                    found.setdefault(who, []).append(100 * score)
            for who, scores in found.items():
                table.add(f"{name}: {who}", scores, digits=1)
            means.append(name + ": " + ", ".join(f"{who} {mean(scores):.1f}" for who, scores in found.items()))
    table.notes.append(
        "scikit-learn's models stand behind a StandardScaler and learn from all examples but the test's; of these the "
        "recipes keep some for validation. The test examples are the same."
    )
    table.notes.append("Means: " + "; ".join(means) + ".")
    return table


def _ours(name: str, path: Path, seed: int, quick: bool) -> dict[str, float]:
    recipes = {"by name": propose(name).recipe, "as CSV": propose(path, target="target").recipe}
    return {who: _score(_trained(recipe, seed, quick).summary.test) for who, recipe in recipes.items()}


def _trained(recipe: Recipe, seed: int, quick: bool) -> Any:
    return train(recipe.with_values({"training.seed": seed, **(_QUICK if quick else {})}))


def _score(test: Any) -> float:
    return test["r2"] if "r2" in test else test["accuracy"]


def _baselines(name: str, seed: int) -> dict[str, float]:
    """scikit-learn's scores on the examples that are the test's under ``seed``."""
    data = load_dataset(name, validation_share=0.0, seed=seed)
    (inputs, targets), (test_inputs, test_targets) = _arrays(data.train), _arrays(data.test)
    models = _REGRESSORS if name == "diabetes" else _CLASSIFIERS
    fitted = {who: make_pipeline(StandardScaler(), model()).fit(inputs, targets) for who, model in models.items()}
    return {who: float(model.score(test_inputs, test_targets)) for who, model in fitted.items()}


def _arrays(examples: Examples) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    inputs, targets = examples.gathered()[:2]
    return inputs.flatten(1).numpy(), targets.flatten().numpy()


def _toys(options: Options) -> Iterable[Table]:
    scores = Table("Test accuracy of proposed recipes on toy data (of wave R²)", "%")
    seconds = Table("Seconds of training on toy data", "s")
    for name in _TOYS:
        recipe = propose(name).recipe
        runs = [_trained(recipe, seed, options.quick) for seed in range(options.rounds)]
        scores.add(name, [100 * _score(run.summary.test) for run in runs], digits=1)
        seconds.add(name, [run.summary.seconds for run in runs], digits=1)
    yield scores
    yield seconds


def _pictures(options: Options) -> Iterable[Table]:
    scores = Table("Test accuracy of proposed recipes on folders of pictures", "%")
    seconds = Table("Seconds for it", "s")
    rounds = 1 if options.quick else min(options.rounds, 3)
    with tempfile.TemporaryDirectory() as place:
        folders = {title: Path(place, str(classes)) for title, (classes, _) in _PHOTOS.items()}
        for title, (classes, each) in _PHOTOS.items():
            paint_photos(folders[title], classes, each)
        count = 1_000 if options.quick else 0
        folders["Fashion-MNIST as a folder"] = Path(place, "fashion-mnist")
        export_fashion_mnist(folders["Fashion-MNIST as a folder"], count)
        for title, folder in folders.items():
            once_only = title.startswith("Fashion")
            runs = [_of_folder(folder, seed, options.quick) for seed in range(1 if once_only else rounds)]
            scores.add(title, [100 * run["accuracy"] for run in runs], digits=1)
            for what in ("reading", "training", "CPU"):
                seconds.add(f"{title}: {what}", [run[what] for run in runs], digits=1)
    scores.notes.append(
        "Photos: clothes of Fashion-MNIST in any size, colour and place before two real photos, 300 to 1,000 pixels a "
        "side. Fashion-MNIST: all 70,000 pictures as PNG in train and test."
    )
    yield scores
    yield seconds


def _of_folder(folder: Path, seed: int, quick: bool) -> Any:
    with tempfile.TemporaryDirectory() as cache:
        return once("proposals", folder=str(folder), seed=seed, quick=quick, cache=cache)


def export_fashion_mnist(folder: Path, count: int = 0) -> None:
    """Write the pictures as PNG, a folder for each part and class; ``count`` of each part, or all."""
    data = load_dataset("fashion-mnist", validation_share=0.0, seed=0, limit=count)
    names = [name.replace("/", " or ") for name in data.class_names]
    for part, examples in (("train", data.train), ("test", data.test)):
        for name in names:
            (folder / part / name).mkdir(parents=True)
        inputs, targets = examples.gathered()[:2]
        for number, (picture, label) in enumerate(zip(inputs[:, 0].numpy(), targets.tolist(), strict=True)):
            Image.fromarray(np.ascontiguousarray(picture)).save(folder / part / names[label] / f"{number:05}.png")


def main() -> None:
    options = arguments()
    os.environ[CACHE_VARIABLE] = options["cache"]
    began, cpu = time.perf_counter(), time.process_time()
    run = _trained(propose(options["folder"]).recipe, options["seed"], options["quick"])
    whole = time.perf_counter() - began
    training = run.summary.seconds
    answer(
        {
            "accuracy": run.summary.test["accuracy"],
            "reading": whole - training,
            "training": training,
            "CPU": time.process_time() - cpu,
        }
    )


if __name__ == "__main__":
    main()
