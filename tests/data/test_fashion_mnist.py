"""The bundled files are read whole, or an error says which one is wrong and what to do."""

from __future__ import annotations

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

from trainer_core.data import RawData, Task, sources
from trainer_core.errors import DataError
from trainer_core.resources import resource

NAMES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)


def read() -> RawData:
    return sources["fashion-mnist"].build(progress=lambda message, fraction: None)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled files that may be damaged, in place of the real ones."""
    folder = tmp_path / "fashion-mnist"
    shutil.copytree(resource("data", "fashion-mnist"), folder)
    monkeypatch.setattr(sys.modules["trainer_core.data.sources"], "resource", lambda *parts: folder)
    return folder


def test_the_official_set_is_read_whole() -> None:
    data = read()
    assert data.train.inputs.shape == (60_000, 1, 28, 28)
    assert data.test.inputs.shape == (10_000, 1, 28, 28)
    assert data.train.inputs.dtype == torch.uint8
    assert data.train.targets.dtype == torch.int64
    assert torch.bincount(data.train.targets).tolist() == [6_000] * 10
    assert torch.bincount(data.test.targets).tolist() == [1_000] * 10
    assert data.class_names[:2] == ("T-shirt/top", "Trouser")
    assert data.task is Task.CLASSIFICATION
    assert data.provenance.as_dict()["digests"]["t10k-labels-idx1-ubyte.gz"] == "bb300cfdad3c16e7a12a480ee83cd310"


def test_reading_reports_its_end() -> None:
    fractions: list[float] = []
    sources["fashion-mnist"].build(progress=lambda message, fraction: fractions.append(fraction))
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_reading_changes_nothing_in_the_folder_nor_in_the_cache(copied: Path, cache: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in copied.iterdir()}
    read()
    assert {path.name: path.stat().st_mtime_ns for path in copied.iterdir()} == before
    assert not cache.exists()


def test_two_readers_at_once_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: read(), range(2))
    assert torch.equal(first.test.inputs, second.test.inputs)


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(DataError, match=r"is missing\. Reinstall Training Studio") as caught:
        read()
    assert caught.value.code == "missing-file"
    assert str(copied / name) in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_file_is_named(copied: Path, name: str) -> None:
    (copied / name).write_bytes(b"")
    with pytest.raises(DataError, match=r"is empty\. Reinstall Training Studio") as caught:
        read()
    assert caught.value.code == "empty-file"
    assert str(copied / name) in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_cut_short_is_named(copied: Path, name: str) -> None:
    content = (copied / name).read_bytes()
    (copied / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match=r"cut short or altered.*Reinstall Training Studio") as caught:
        read()
    assert caught.value.code == "damaged-file"
    assert str(copied / name) in str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_an_altered_file_is_named(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(DataError, match="cut short or altered") as caught:
        read()
    assert str(copied / name) in str(caught.value)


def test_a_folder_in_place_of_a_file_is_named(copied: Path) -> None:
    (copied / NAMES[0]).unlink()
    (copied / NAMES[0]).mkdir()
    with pytest.raises(DataError, match=NAMES[0]):
        read()


def test_a_missing_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*parts: str) -> Path:
        raise FileNotFoundError("/there/fashion-mnist is missing. Reinstall Training Studio.")

    monkeypatch.setattr(sys.modules["trainer_core.data.sources"], "resource", gone)
    with pytest.raises(DataError, match=r"resources/data/fashion-mnist is missing\. Reinstall") as caught:
        read()
    assert caught.value.code == "missing-file"


def test_no_room_to_unpack_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys.modules["trainer_core.data.idx"].shutil, "copyfileobj", full)
    with pytest.raises(DataError, match="No space left on device"):
        read()
