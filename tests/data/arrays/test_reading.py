"""Files of arrays of every kind become examples: which array is what, classes or numbers, images or rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from safetensors.torch import save_file

from trainer_core import Recipe
from trainer_core.data import RawData, TaskName, load_dataset, sources
from trainer_core.data.arrays import stored
from trainer_core.data.examples import no_progress

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(40, 5)).astype(np.float32)
CLASSES = np.arange(40) % 3
IMAGES = RNG.integers(0, 256, (40, 6, 7), dtype=np.uint8)

Arrays = dict[str, npt.NDArray[Any]]


def read(path: Path, **arguments: object) -> RawData:
    return sources.read("arrays", progress=no_progress, seed=0, path=path, **arguments)


def as_npz(folder: Path, arrays: Arrays) -> Path:
    np.savez(folder / "data.npz", **arrays)
    return folder / "data.npz"


def as_compressed(folder: Path, arrays: Arrays) -> Path:
    np.savez_compressed(folder / "data.npz", **arrays)
    return folder / "data.npz"


def as_npy(folder: Path, arrays: Arrays) -> Path:
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    return folder / f"{next(iter(arrays))}.npy"


def as_pt(folder: Path, arrays: Arrays) -> Path:
    torch.save({name: torch.from_numpy(array) for name, array in arrays.items()}, folder / "data.pt")
    return folder / "data.pt"


def as_safetensors(folder: Path, arrays: Arrays) -> Path:
    save_file({name: torch.from_numpy(array) for name, array in arrays.items()}, folder / "data.safetensors")
    return folder / "data.safetensors"


EVERY_KIND = pytest.mark.parametrize("save", [as_npz, as_compressed, as_npy, as_pt, as_safetensors])


@EVERY_KIND
def test_rows_and_classes_come_as_they_are(save: Callable[[Path, Arrays], Path], tmp_path: Path) -> None:
    path = save(tmp_path, {"x": ROWS, "y": CLASSES})
    data = read(path)

    assert data.train.inputs.dtype is torch.float32
    assert np.array_equal(data.train.inputs.numpy(), ROWS)
    assert data.train.targets.tolist() == CLASSES.tolist()
    assert (data.task, data.class_names) == (TaskName.CLASSIFICATION, ("0", "1", "2"))
    assert data.test is None
    assert path.name in [file.name for file in data.files]
    assert "“x” (40, 5), the targets “y” (40,)" in str(data.notes[0])


@EVERY_KIND
def test_images_stay_bytes_and_get_a_channel(save: Callable[[Path, Arrays], Path], tmp_path: Path) -> None:
    data = read(save(tmp_path, {"images": IMAGES, "labels": CLASSES}))
    assert data.train.inputs.dtype is torch.uint8
    assert np.array_equal(data.train.inputs[:, 0].numpy(), IMAGES)


def test_the_parts_of_a_file_are_taken_for_what_they_are_called(tmp_path: Path) -> None:
    path = as_npz(
        tmp_path,
        {
            "x_train": IMAGES[:20],
            "y_train": CLASSES[:20],
            "x_test": IMAGES[20:30],
            "y_test": CLASSES[20:30],
            "x_val": IMAGES[30:],
            "y_val": CLASSES[30:],
        },
    )
    data = load_dataset("arrays", validation_share=50, seed=0, path=path)
    assert (len(data.train), len(data.validation), len(data.test)) == (20, 10, 10)
    assert np.array_equal(data.test.gathered()[0][:, 0].numpy(), IMAGES[20:30])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("X", "y"), ("X", "y")),
        (("trainX", "trainY"), ("trainX", "trainY")),
        (("Y_training", "images_training"), ("images_training", "Y_training")),
        (("features", "target"), ("features", "target")),
        (("one", "labels"), ("one", "labels")),
        (("data", "other"), ("data", "other")),
        (("b", "a"), ("b", "a")),
    ],
)
def test_inputs_and_targets_are_told_by_name_and_else_by_shape(
    names: tuple[str, str], expected: tuple[str, str], tmp_path: Path
) -> None:
    inputs = expected[0]
    data = read(as_npz(tmp_path, {name: ROWS if name == inputs else CLASSES for name in names}))
    assert np.array_equal(data.train.inputs.numpy(), ROWS)
    assert f"“{expected[0]}”" in str(data.notes[0])


def test_what_is_meant_can_be_said(tmp_path: Path) -> None:
    path = as_npz(tmp_path, {"a": ROWS, "b": ROWS + 1, "kind": CLASSES, "age": ROWS[:, 0]})
    data = read(path, inputs="b", targets="age")
    assert np.array_equal(data.train.inputs.numpy(), ROWS + 1)
    assert (data.task, data.target_names) == (TaskName.REGRESSION, ("age",))


def test_a_part_without_targets_is_left_out_and_said(tmp_path: Path) -> None:
    data = read(as_npz(tmp_path, {"x_train": ROWS, "y_train": CLASSES, "x_test": ROWS}))
    assert data.test is None
    assert any("“x_test” has no targets" in str(note) for note in data.notes)


@pytest.mark.parametrize(
    ("targets", "task", "names", "expected"),
    [
        (np.array([3, 7] * 20), TaskName.BINARY, ("3", "7"), [0, 1]),
        (np.array([True, False] * 20), TaskName.BINARY, ("False", "True"), [1, 0]),
        (np.array(["cat", "ant"] * 20), TaskName.BINARY, ("ant", "cat"), [1, 0]),
        (np.array([1.0, 0.0, 2.0, 0.0] * 10), TaskName.CLASSIFICATION, ("0", "1", "2"), [1, 0]),
        (np.eye(4)[np.arange(40) % 4], TaskName.CLASSIFICATION, ("0", "1", "2", "3"), [0, 1]),
        ((np.arange(40) % 4)[:, None], TaskName.CLASSIFICATION, ("0", "1", "2", "3"), [0, 1]),
    ],
    ids=["two numbers", "booleans", "texts", "whole floats", "one-hot", "a column"],
)
def test_classes_are_told_from_their_values(
    targets: npt.NDArray[Any], task: TaskName, names: tuple[str, ...], expected: list[int], tmp_path: Path
) -> None:
    data = read(as_npz(tmp_path, {"x": ROWS, "y": targets}))
    assert (data.task, data.class_names) == (task, names)
    assert data.train.targets.dtype is torch.int64
    assert data.train.targets[:2].tolist() == expected


@pytest.mark.parametrize(
    ("targets", "shape"), [(ROWS[:, 0], (40,)), (ROWS[:, :2], (40, 2)), (np.arange(40) * 7, (40,))]
)
def test_anything_else_is_numbers(targets: npt.NDArray[Any], shape: tuple[int, ...], tmp_path: Path) -> None:
    data = read(as_npz(tmp_path, {"x": ROWS, "y": targets}))
    assert data.task is TaskName.REGRESSION
    assert data.train.targets.dtype is torch.float32
    assert tuple(data.train.targets.shape) == shape
    assert data.target_names == (("y",) if len(shape) == 1 else ("y 0", "y 1"))


def test_the_recipe_decides_what_the_targets_are(tmp_path: Path) -> None:
    path = as_npz(tmp_path, {"x": ROWS, "y": np.array([0, 1] * 20)})
    assert read(path, task="classification").task is TaskName.CLASSIFICATION
    assert read(path, task="regression").task is TaskName.REGRESSION
    recipe = Recipe().with_values({"data.source": "arrays", "data.path": str(path), "data.task": "regression"})
    assert recipe.data.arguments["task"] == "regression"


def test_names_of_classes_and_features_are_taken_from_the_file(tmp_path: Path) -> None:
    path = as_npz(
        tmp_path,
        {
            "x": ROWS,
            "y": CLASSES,
            "class_names": np.array(["ant", "bee", "cat"]),
            "feature_names": np.array(list("abcde")),
        },
    )
    data = read(path)
    assert data.class_names == ("ant", "bee", "cat")
    assert data.feature_names == tuple("abcde")

    content = {"x": torch.from_numpy(ROWS), "y": torch.from_numpy(CLASSES), "classes": ["ant", "bee", "cat"]}
    torch.save(content, tmp_path / "data.pt")
    assert read(tmp_path / "data.pt").class_names == ("ant", "bee", "cat")


def test_a_pair_of_tensors_is_inputs_and_targets(tmp_path: Path) -> None:
    torch.save((torch.from_numpy(ROWS), torch.from_numpy(CLASSES)), tmp_path / "pair.pt")
    assert np.array_equal(read(tmp_path / "pair.pt").train.inputs.numpy(), ROWS)


def test_images_with_their_channels_last_are_turned_and_it_is_said(tmp_path: Path) -> None:
    images = RNG.integers(0, 256, (40, 6, 7, 3), dtype=np.uint8)
    data = read(as_npz(tmp_path, {"images": images, "labels": CLASSES}))
    assert np.array_equal(data.train.inputs.numpy(), images.transpose(0, 3, 1, 2))
    assert any("channels last" in str(note) for note in data.notes)


@pytest.mark.parametrize("scale", [1.0, 255.0])
def test_shades_saved_as_floats_become_bytes(scale: float, tmp_path: Path) -> None:
    floats = (IMAGES.astype(np.float32) / np.float32(255)) if scale == 1 else IMAGES.astype(np.float64)
    data = read(as_npz(tmp_path, {"x": floats, "y": CLASSES}))
    assert data.train.inputs.dtype is torch.uint8
    assert np.array_equal(data.train.inputs[:, 0].numpy(), IMAGES)


def test_images_that_are_no_shades_stay_floats(tmp_path: Path) -> None:
    images = RNG.normal(size=(40, 3, 5, 5))
    data = read(as_npz(tmp_path, {"x": images, "y": CLASSES}))
    assert data.train.inputs.dtype is torch.float32
    assert np.array_equal(data.train.inputs.numpy(), images.astype(np.float32))


@pytest.mark.parametrize("dtype", [">f4", ">i8", "f2", "f8", "u2", "i4", "?", "longdouble"])
def test_numbers_of_any_type_become_floats(dtype: str, tmp_path: Path) -> None:
    rows = RNG.integers(0, 2, (40, 5)).astype(dtype)
    data = read(as_npz(tmp_path, {"x": rows, "y": CLASSES}))
    assert np.array_equal(data.train.inputs.numpy(), rows.astype(np.float32))


def test_bfloat16_becomes_float32(tmp_path: Path) -> None:
    rows = torch.from_numpy(ROWS).bfloat16()
    save_file({"x": rows, "y": torch.from_numpy(CLASSES)}, tmp_path / "data.safetensors")
    assert torch.equal(read(tmp_path / "data.safetensors").train.inputs, rows.float())


def test_one_input_is_a_row_of_one(tmp_path: Path) -> None:
    data = read(as_npz(tmp_path, {"x": ROWS[:, 0], "y": ROWS[:, 1]}))
    assert tuple(data.train.inputs.shape) == (40, 1)


def test_a_large_npy_file_is_mapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MAPPED_FROM", 100)
    data = load_dataset("arrays", validation_share=10, seed=0, path=as_npy(tmp_path, {"x": IMAGES, "y": CLASSES}))
    assert data.train.mapped
    assert np.array_equal(data.train.gathered()[0][:, 0].numpy(), IMAGES[data.train.rows.numpy()])
    assert {file.name for file in data.files} == {"x.npy", "y.npy"}


def test_what_else_lies_beside_an_npy_file_does_not_matter(tmp_path: Path) -> None:
    path = as_npy(tmp_path, {"x": ROWS, "y": CLASSES})
    (tmp_path / "broken.npy").write_bytes(b"nothing")
    np.save(tmp_path / "objects.npy", np.array([{}, 1], dtype=object), allow_pickle=True)
    data = read(path)
    assert {file.name for file in data.files} == {"x.npy", "y.npy"}
