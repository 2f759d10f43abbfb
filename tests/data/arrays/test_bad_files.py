"""Every wrong file of arrays is answered with a sentence that names it and says what to do; nothing in it is run."""

from __future__ import annotations

import io
import os
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from trainer_core.data import sources
from trainer_core.data.examples import no_progress
from trainer_core.errors import DataError

ROWS = np.ones((40, 5), np.float32)
CLASSES = np.arange(40) % 3


def refused(path: Path, **arguments: object) -> DataError:
    with pytest.raises(DataError) as caught:
        sources.read("arrays", progress=no_progress, seed=0, path=path, **arguments)
    assert str(path) in str(caught.value)
    assert str(caught.value).endswith((".", '.")'))
    return caught.value


def npz(folder: Path, **arrays: Any) -> Path:
    np.savez(folder / "data.npz", **arrays)
    return folder / "data.npz"


def header_of(shape: tuple[int, ...]) -> bytes:
    """An ``.npy`` file that claims a shape and holds nothing."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, {"descr": "<f4", "fortran_order": False, "shape": shape})
    return head.getvalue()


class Bad:
    """A pickle that would run something."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch /tmp/arrays-ran",)


def objects(path: Path) -> None:
    np.savez(path, x=np.array([{}, 1], dtype=object), y=np.arange(2), allow_pickle=True)


def entry(path: Path, content: bytes) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.npy", content)


BROKEN: list[tuple[str, str, Callable[[Path], Any], str]] = [
    ("missing", "none.npz", lambda path: None, "missing-file"),
    ("a folder", "folder.npz", Path.mkdir, "is-a-folder"),
    ("another ending", "data.txt", lambda path: path.write_text("1 2"), "unknown-format"),
    ("empty", "data.npz", Path.touch, "empty-file"),
    ("no archive", "data.npz", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200)), "damaged-file"),
    ("text", "data.npz", lambda path: path.write_text("x,y\n1,2\n"), "damaged-file"),
    ("cut", "data.npz", lambda path: path.write_bytes(npz_bytes()[:-300]), "damaged-file"),
    ("a wrong sum", "data.npz", lambda path: path.write_bytes(flipped()), "damaged-file"),
    ("objects", "data.npz", objects, "objects"),
    ("no array", "data.npz", lambda path: entry(path, b"nothing"), "damaged-file"),
    ("a lie", "data.npz", lambda path: entry(path, header_of((10**9, 10**6))), "damaged-file"),
    ("a negative side", "data.npz", lambda path: entry(path, header_of((-1, 4))), "damaged-file"),
    ("a cut array", "data.npy", lambda path: path.write_bytes(header_of((4, 4)) + bytes(3)), "damaged-file"),
    ("no array", "data.npy", lambda path: path.write_bytes(b"\x93NUMPY\x01"), "damaged-file"),
    ("pickled objects", "data.npy", lambda path: np.save(path, np.array([Bad()]), allow_pickle=True), "objects"),
    ("code", "data.pt", lambda path: torch.save({"x": Bad()}, path), "not-plain"),
    ("a plain pickle", "data.pt", lambda path: path.write_bytes(pickle.dumps([1], 2)), "unknown-format"),
    ("a model", "data.pt", lambda path: torch.save(torch.nn.Linear(2, 2), path), "not-plain"),
    ("a dataset", "data.pt", lambda path: torch.save(dataset(), path), "not-plain"),
    ("text", "data.pt", lambda path: path.write_text("hello"), "unknown-format"),
    ("cut", "data.pt", lambda path: path.write_bytes(pt_bytes()[:-100]), "damaged"),
    ("sparse", "data.pt", lambda path: torch.save({"x": torch.ones(3, 3).to_sparse()}, path), "not-plain"),
    (
        "complex",
        "data.pt",
        lambda path: torch.save({"x": torch.ones(3) * 1j}, path),
        "unloadable-type",
    ),
    ("a single tensor", "data.pt", lambda path: torch.save(torch.ones(4, 4), path), "no-targets"),
    ("no tensor", "data.pt", lambda path: torch.save({"epoch": 3}, path), "no-targets"),
    ("a long header", "data.safetensors", lambda path: path.write_bytes(struct.pack("<Q", 10**12) + b"{}"), "damaged"),
    ("cut", "data.safetensors", lambda path: path.write_bytes(safetensors_bytes(path)[:-10]), "damaged-file"),
]


def npz_bytes() -> bytes:
    file = io.BytesIO()
    np.savez(file, x=ROWS, y=CLASSES)
    return file.getvalue()


def flipped() -> bytes:
    data = bytearray(npz_bytes())
    data[200] ^= 1
    return bytes(data)


def pt_bytes() -> bytes:
    file = io.BytesIO()
    torch.save({"x": torch.from_numpy(ROWS), "y": torch.from_numpy(CLASSES)}, file)
    return file.getvalue()


def safetensors_bytes(path: Path) -> bytes:
    save_file({"x": torch.from_numpy(ROWS), "y": torch.from_numpy(CLASSES)}, path)
    return path.read_bytes()


def dataset() -> Any:
    return torch.utils.data.TensorDataset(torch.ones(2, 2), torch.ones(2))


@pytest.mark.parametrize(
    ("name", "make", "code"), [row[1:] for row in BROKEN], ids=[f"{row[0]} {row[1]}" for row in BROKEN]
)
def test_a_file_that_is_no_whole_file_of_arrays_says_so(
    name: str, make: Callable[[Path], Any], code: str, tmp_path: Path
) -> None:
    make(tmp_path / name)
    assert refused(tmp_path / name).code == code
    assert not Path("/tmp/arrays-ran").exists()


def test_an_array_that_is_larger_than_the_memory_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = type("Memory", (), {"available": 100})()
    monkeypatch.setattr("trainer_core.data.arrays.stored.psutil.virtual_memory", lambda: memory)
    assert refused(npz(tmp_path, x=ROWS, y=CLASSES)).code == "too-large"


def test_a_file_that_vanishes_while_it_is_read_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = npz(tmp_path, x=ROWS, y=CLASSES)
    stored = "trainer_core.data.arrays.stored"
    monkeypatch.setattr(f"{stored}._require_memory", lambda *arguments: path.unlink(missing_ok=True))
    assert refused(path).code == "missing-file"


@pytest.mark.parametrize(
    ("arrays", "code", "words"),
    [
        ({"x": ROWS}, "no-targets", "x (40, 5)"),
        ({"x": ROWS, "y": CLASSES[:39]}, "lengths-differ", "x has 40 examples and y has 39"),
        ({"a": ROWS, "b": ROWS, "c": CLASSES}, "unclear", "data.inputs and data.targets"),
        ({"x": ROWS, "images": ROWS, "y": CLASSES}, "unclear", "x, images"),
        ({"x": np.ones((40, 2, 2, 2, 2)), "y": CLASSES}, "unknown-shape", "(40, 2, 2, 2, 2)"),
        ({"x": np.ones((0, 5)), "y": np.ones(0)}, "no-examples", "x holds no examples"),
        ({"x": np.ones((40, 0)), "y": CLASSES}, "unknown-shape", "at least one"),
        ({"x": ROWS * np.nan, "y": CLASSES}, "not-finite", "first in example 0"),
        ({"x": ROWS, "y": np.where(np.arange(40) > 37, np.nan, 1.5)}, "not-finite", "2 of the targets"),
        ({"x": ROWS, "y": np.ones(40, np.int64)}, "single-class", "all targets in y are the same"),
        ({"x": ROWS, "y": np.ones((40, 2, 2))}, "unknown-shape", "(40, 2, 2)"),
        ({"x": ROWS, "y": CLASSES.astype("M8[s]")}, "no-targets", "y (40,)"),
        (
            {"x_train": ROWS, "y_train": CLASSES, "x_test": ROWS[:, :4], "y_test": CLASSES},
            "shapes-differ",
            "(4,) float32, (5,) float32",
        ),
        (
            {"x_train": ROWS, "y_train": CLASSES, "x_test": ROWS, "y_test": ROWS},
            "unknown-shape",
            "different shapes",
        ),
    ],
)
def test_arrays_that_are_no_inputs_and_targets_say_why(
    arrays: dict[str, Any], code: str, words: str, tmp_path: Path
) -> None:
    error = refused(npz(tmp_path, **arrays))
    assert error.code == code
    assert words in str(error)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ({"inputs": "xx"}, "no-such-array", "data.inputs"),
        ({"targets": "z"}, "no-such-array", "data.targets"),
        ({"inputs": "name"}, "not-numbers", "holds no numbers"),
        ({"targets": "name", "task": "regression"}, "not-classes", "not classes"),
        ({"targets": "y", "task": "binary"}, "not-binary", "3 different values"),
        ({"targets": "x", "inputs": "y", "task": "classification"}, "not-classes", "not classes"),
        ({"targets": "many", "task": "classification"}, "too-many-classes", "1001 different values"),
    ],
)
def test_what_the_recipe_asks_for_and_is_not_there_says_why(
    arguments: dict[str, str], code: str, words: str, tmp_path: Path
) -> None:
    count = 1001
    arrays = {
        "x": np.random.default_rng(0).normal(size=(count, 2)),
        "y": np.arange(count) % 3,
        "name": np.array(["a", "b", "c"] * 334)[:count],
        "many": np.arange(count),
    }
    error = refused(npz(tmp_path, **arrays), **({"targets": "y"} | arguments))
    assert error.code == code
    assert words in str(error)
