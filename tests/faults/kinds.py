"""Every kind of file that the program reads: how a real one is made, how it is read, and what a right result is."""

from __future__ import annotations

import dataclasses
import json
import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from PIL import Image
from torch import nn

from trainer_core.data.picture_files import read_picture
from trainer_core.engine.engine import Engine
from trainer_core.errors import WeightsError
from trainer_core.history.history import EpochRow, History
from trainer_core.library.library import Library
from trainer_core.library.notes import write_notes
from trainer_core.library.reading import read_record
from trainer_core.library.record import RunRecord
from trainer_core.protocol.commands import Start
from trainer_core.protocol.events import Event
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_history, read_recipe, read_summary
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.snapshots import read_snapshot, snapshot_paths
from trainer_core.training.checkpoints import all_finite
from trainer_core.weights.checkpoint import load_weights, read_weights


@dataclass(frozen=True, slots=True)
class Case:
    """Real files, which are damaged one at a time, and how they are read: ``read`` checks what it gets."""

    files: tuple[Path, ...]
    read: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    make: Callable[[Path], Case]


KINDS: dict[str, Kind] = {}


def kind(name: str) -> Callable[[Callable[[Path], Case]], Callable[[Path], Case]]:
    def add(make: Callable[[Path], Case]) -> Callable[[Path], Case]:
        KINDS[name] = Kind(name, make)
        return make

    return add


def problem_of_sentence(sentence: str) -> str:
    """Why ``sentence`` helps nobody, or nothing if it does."""
    if not sentence.endswith((".", "?")) or len(sentence) > 1500 or "\n" in sentence or not sentence.isprintable():
        return f"no clear sentence: {sentence!r}"
    return ""


def state() -> dict[str, torch.Tensor]:
    """A small state_dict with the types that weights have."""
    return {
        "stack.0.weight": torch.linspace(-1, 1, 48).reshape(6, 8),
        "stack.0.bias": torch.ones(6),
        "stack.1.running_mean": torch.zeros(6, dtype=torch.float64),
        "stack.1.num_batches_tracked": torch.tensor(4),
        "gain": torch.ones(5, dtype=torch.bfloat16),
    }


class Model(nn.Module):
    """A model for `state`: one tensor has another type here, and some are only in the model."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = nn.Sequential(nn.Linear(8, 6), nn.BatchNorm1d(6))
        self.gain = nn.Parameter(torch.zeros(5, dtype=torch.bfloat16))


def _load(path: Path) -> None:
    """Load what fits into a model: all that it holds then is finite, and weights that are refused leave it alone."""
    model = Model()
    before = {key: value.clone() for key, value in model.state_dict().items()}
    try:
        load_weights(model, path, only_what_fits=True)
    except WeightsError:
        assert all(torch.equal(value, before[key]) for key, value in model.state_dict().items())
        raise
    assert all_finite(model)


def _weights(path: Path, whole: bool) -> Case:
    """``whole``: the format has checksums, so that what is read is what was written."""

    def read() -> None:
        found = read_weights(path).state_dict
        assert sum(value.nbytes for value in found.values()) <= path.stat().st_size
        if whole:
            assert found.keys() == state().keys()
            assert all(torch.equal(found[key], value) for key, value in state().items())
        _load(path)

    return Case((path,), read)


@kind("weights .pt")
def _zip(folder: Path) -> Case:
    torch.save(state(), folder / "weights.pt")
    return _weights(folder / "weights.pt", whole=True)


@kind("weights .pt of before 1.6")
def _legacy(folder: Path) -> Case:
    torch.save(state(), folder / "weights.pth", _use_new_zipfile_serialization=False)
    return _weights(folder / "weights.pth", whole=False)


@kind("weights .safetensors")
def _safetensors(folder: Path) -> Case:
    safetensors.torch.save_file(state(), folder / "weights.safetensors")
    return _weights(folder / "weights.safetensors", whole=False)


@kind("recipe")
def _recipe(folder: Path) -> Case:
    path = folder / "recipe.toml"
    path.write_text(Recipe.from_dict({"about": {"title": {"en": "One", "ko": "하나"}}}).to_toml(), encoding="utf-8")

    def read() -> None:
        recipe = Recipe.load(path)
        assert Recipe.from_toml(recipe.to_toml()) == recipe

    return Case((path,), read)


def history(batches: int = 40, epochs: int = 3) -> History:
    """Numbers as a run leaves them."""
    made = History("accuracy")
    for row in np.random.default_rng(0).random((batches, 4)).tolist():
        made.append(*row)
    for number in range(1, epochs + 1):
        made.append_epoch(
            EpochRow(
                number,
                8 * number,
                {"loss": 0.5, "accuracy": 0.8},
                {"loss": math.nan, "accuracy": 0.75},
                1e-3,
                2.5 * number,
                1e5 / 7,
            )
        )
    return made


def run_folder(folder: Path) -> RunFolder:
    """A run's folder as it looks in the middle of a run."""
    made = RunFolder.create(folder, Recipe(), "accuracy")
    made.write_history(history())
    made.release()
    return made


@kind("history")
def _history(folder: Path) -> Case:
    run_folder(folder / "run")
    files = (folder / "run" / "batches.bin", folder / "run" / "history.csv")

    def read() -> None:
        found = read_history(folder / "run")
        assert len(found) <= files[0].stat().st_size // 32
        assert all(dataclasses.astuple(row) for row in found.epochs)

    return Case(files, read)


@kind("changes of a run")
def _marks(folder: Path) -> Case:
    run_folder(folder / "run")
    path = folder / "run" / "marks.jsonl"
    lines = [{"step": 8 * number, "field": "optimizer.lr", "old": 0.1, "new": 0.2} for number in range(5)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))

    def read() -> None:
        for mark in read_history(folder / "run").marks:
            assert mark.step >= 0
            assert str(mark.message)

    return Case((path,), read)


@kind("snapshot")
def _snapshot(folder: Path) -> Case:
    recipe = {"data": {"limit": 64, "batch_size": 32}, "model": {"name": "mlp", "widths": [4]}}
    events: list[Event] = []
    engine = Engine(events.append)
    engine.post(Start(Recipe.from_dict(recipe | {"training": {"epochs": 1, "device": "cpu"}}), folder / "run"))
    engine.drive()
    path = snapshot_paths(folder / "run")[-1]
    whole = read_snapshot(path).values

    def read() -> None:
        found = read_snapshot(path)
        assert found.step == whole["position"]["step"]
        assert all(torch.equal(found.values["model"][key], value) for key, value in whole["model"].items())

    return Case((path,), read)


@kind("result.json")
def _result(folder: Path) -> Case:
    path = folder / "result.json"
    values = {"run": "/runs/one", "reason": "completed", "epochs": 3, "test_accuracy": 0.75, "weights": "best.pt"}
    path.write_text(json.dumps(values, indent=2))

    def read() -> None:
        assert isinstance(read_summary(folder), dict)

    return Case((path,), read)


@kind("recipe of a run")
def _recipe_of_a_run(folder: Path) -> Case:
    run_folder(folder / "run")

    def read() -> None:
        assert isinstance(read_recipe(folder / "run"), Recipe)

    return Case((folder / "run" / "recipe.toml",), read)


def _pictures(folder: Path) -> tuple[Path, ...]:
    pixels = np.random.default_rng(0).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    picture, paths = Image.fromarray(pixels), []
    options: dict[str, dict[str, Any]] = {"png": {}, "jpg": {}, "gif": {}, "bmp": {}, "webp": {}, "tif": {}}
    options["tiff"] = {"compression": "tiff_lzw"}
    for suffix, given in options.items():
        paths.append(folder / f"picture.{suffix}")
        picture.save(paths[-1], **given)
    return tuple(paths)


@kind("picture")
def _picture(folder: Path) -> Case:
    paths = _pictures(folder)

    def read() -> None:
        for path in paths:
            found = read_picture(path, (1, 28, 28))
            assert found.shape == (1, 28, 28)
            assert found.dtype == torch.uint8

    return Case(paths, read)


def finished_run(folder: Path) -> tuple[Path, ...]:
    """Make a run's folder as it is after the run; return the files that the library reads."""
    run_folder(folder)
    facts = {"version": 1, "started": "2026-11-24T08:50:00Z", "device": "cpu", "device_name": "CPU", "versions": {}}
    (folder / "run.json").write_text(json.dumps(facts, indent=2))
    result = {"reason": "completed", "epochs": 3, "steps": 40, "best_epoch": 2, "test_accuracy": 0.75, "seconds": 7.5}
    (folder / "result.json").write_text(json.dumps(result, indent=2))
    write_notes(folder, name="One", notes="Two\nlines", tags=("a", "b"))
    names = ("recipe.toml", "batches.bin", "history.csv", "run.json", "result.json", "notes.json", "log.txt")
    return tuple(folder / name for name in names)


def _check_record(record: RunRecord) -> None:
    for each in dataclasses.fields(RunRecord):
        if each.type in ("str", "int", "float", "bool"):
            assert type(getattr(record, each.name)).__name__ == each.type, each.name
    assert not record.problem or not problem_of_sentence(record.problem)
    assert record.name.isprintable()
    assert all(len(curve) <= 64 for curve in record.picture.curves)


@kind("run in the library")
def _run_in_the_library(folder: Path) -> Case:
    files = finished_run(folder / "run")

    def read() -> None:
        _check_record(read_record(folder / "run"))

    return Case(files, read)


@kind("index of the library")
def _index(folder: Path) -> Case:
    for name in ("one", "two", "three"):
        finished_run(folder / "runs" / name)
        # Settled long ago, so that the index is trusted.
        for path in (folder / "runs" / name).iterdir():
            os.utime(path, (1_700_000_000, 1_700_000_000))
    index = folder / "index.jsonl"
    list(Library(folder / "runs", index).scan())
    whole = {record.path.name: record for record in Library(folder / "runs", index).records()}

    def read() -> None:
        for record in Library(folder / "runs", index).records():
            assert record.path.parent == folder / "runs"
            assert record.picture.curves
            hash(record)
        assert whole

    return Case((index,), read)
