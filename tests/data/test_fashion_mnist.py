"""The bundled files are read whole, or an error says which one is wrong and what to do."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import torch

from trainer_core.data import RawData, TaskName, sources
from trainer_core.data.idx import read_examples
from trainer_core.errors import DataError, Message
from trainer_core.files.resources import resource

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
    assert data.task is TaskName.CLASSIFICATION
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


def test_a_file_that_cannot_be_read_is_a_sentence(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(DataError, match=r"could not be read \(Input/output error\)"):
        read()


def test_names_and_sums_are_those_that_torchvision_knows() -> None:
    from torchvision.datasets import FashionMNIST

    data = read()
    assert data.class_names == tuple(FashionMNIST.classes)
    assert data.provenance.as_dict()["digests"] == dict(FashionMNIST.resources)


def test_reading_does_not_import_torchvision() -> None:
    program = (
        "import sys; from trainer_core.data import sources; "
        "sources['fashion-mnist'].build(progress=lambda message, fraction: None); "
        "assert 'torchvision' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0\x08", b"\0\0\x0d\x01\0\0\0\x01\0", b"\0\0\x08\x01\0\0\0\x02\0", b"\0\0\x08\x01\xff\xff\xff\xff"],
)
def test_what_is_no_idx_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labels.gz"
    path.write_bytes(gzip.compress(content))
    with pytest.raises(DataError, match="cannot be read as a gzipped idx file") as caught:
        read_examples(path, path, remedy=Message("Ask for it again."))
    assert caught.value.code == "damaged-file"
