"""Every kind of file that the program reads: how a real one is made, how it is read, and what a right result is."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from PIL import Image

from trainer_core.checkpoint import read_weights
from trainer_core.history import EpochRow, History
from trainer_core.picture_files import read_picture
from trainer_core.recipe import Recipe
from trainer_core.runs import RunFolder, read_history, read_recipe, read_summary


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


def state() -> dict[str, torch.Tensor]:
    """A small state_dict with the types that weights have."""
    return {
        "stack.0.weight": torch.linspace(-1, 1, 48).reshape(6, 8),
        "stack.0.bias": torch.ones(6),
        "stack.1.running_mean": torch.zeros(6, dtype=torch.float64),
        "stack.1.num_batches_tracked": torch.tensor(4),
        "half": torch.ones(5, dtype=torch.bfloat16),
    }


def _weights(path: Path, whole: bool) -> Case:
    """``whole``: the format has checksums, so that what is read is what was written."""

    def read() -> None:
        found = read_weights(path).state_dict
        assert all(value.isfinite().all() for value in found.values())
        assert sum(value.nbytes for value in found.values()) <= path.stat().st_size
        if whole:
            assert found.keys() == state().keys()
            assert all(torch.equal(found[key], value) for key, value in state().items())

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
    made = History()
    for row in np.random.default_rng(0).random((batches, 4)).tolist():
        made.append(*row)
    for number in range(1, epochs + 1):
        made.append_epoch(EpochRow(number, 8 * number, 0.5, 0.8, math.nan, 0.75, 1e-3, 2.5 * number, 1e5 / 7))
    return made


def run_folder(folder: Path) -> RunFolder:
    """A run's folder as it looks in the middle of a run."""
    made = RunFolder.create(folder, Recipe())
    made.write_history(history())
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
