"""Each set is fetched, checked and read, from small files in the real formats, served on this machine."""

from __future__ import annotations

import hashlib
import io
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.io import savemat
from torchvision import datasets

from trainer_core.data import RawData, download_needed, load_dataset, sources, torchvision_sources
from trainer_core.errors import DataError, Message

RANDOM = np.random.default_rng(0)
GREY = {part: RANDOM.integers(0, 256, (count, 28, 28), dtype=np.uint8) for part, count in (("train", 40), ("test", 20))}
CLASSES = {"train": np.arange(40) % 10, "test": np.arange(20) % 10}
COLOUR = {
    part: RANDOM.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8) for part, count in (("train", 40), ("test", 20))
}


def read(name: str) -> RawData:
    return sources[name].build(progress=lambda message, fraction: None)


def md5(content: bytes) -> str:
    return hashlib.md5(content).hexdigest()


@pytest.fixture(params=["mnist", "kmnist"])
def idx_family(request, publisher, idx, monkeypatch: pytest.MonkeyPatch) -> str:
    """MNIST and Kuzushiji-MNIST, published here."""
    official = {"mnist": datasets.MNIST, "kmnist": datasets.KMNIST}[request.param]
    contents = (GREY["train"], CLASSES["train"], GREY["test"], CLASSES["test"])
    files = [publisher.publish(name, idx(array)) for (name, _), array in zip(official.resources, contents, strict=True)]
    monkeypatch.setattr(official, "mirrors", [publisher.url])
    monkeypatch.setattr(official, "resources", files)
    return request.param


@pytest.fixture
def emnist(publisher, idx, monkeypatch: pytest.MonkeyPatch) -> str:
    """EMNIST's archive, with a split beside the balanced one, published here."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("gzip/emnist-letters-train-images-idx3-ubyte.gz", b"not wanted")
        for part in ("train", "test"):
            file.writestr(f"gzip/emnist-balanced-{part}-images-idx3-ubyte.gz", idx(GREY[part]))
            file.writestr(f"gzip/emnist-balanced-{part}-labels-idx1-ubyte.gz", idx(CLASSES[part]))
    _, digest = publisher.publish("gzip.zip", archive.getvalue())
    monkeypatch.setattr(datasets.EMNIST, "url", publisher.url + "gzip.zip")
    monkeypatch.setattr(datasets.EMNIST, "md5", digest)
    return "emnist-balanced"


@pytest.fixture(params=["cifar-10", "cifar-100"])
def cifar(request, publisher, monkeypatch: pytest.MonkeyPatch) -> str:
    """CIFAR-10 and CIFAR-100, published here."""
    official = {"cifar-10": datasets.CIFAR10, "cifar-100": datasets.CIFAR100}[request.param]
    labels = "labels" if request.param == "cifar-10" else "fine_labels"
    batches = np.array_split(np.arange(40), len(official.train_list))

    def batch(part: str, rows: np.ndarray) -> bytes:
        pixels = COLOUR[part][rows].transpose(0, 3, 1, 2).reshape(len(rows), -1)
        return pickle.dumps({"data": pixels, labels: CLASSES[part][rows].tolist()})

    members = {name: batch("train", rows) for (name, _), rows in zip(official.train_list, batches, strict=True)}
    members |= {name: batch("test", np.arange(20)) for name, _ in official.test_list}
    members[official.meta["filename"]] = pickle.dumps({official.meta["key"]: [f"kind {n}" for n in range(10)]})
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as file:
        for name, content in members.items():
            info = tarfile.TarInfo(f"{official.base_folder}/{name}")
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
    _, digest = publisher.publish(official.filename, archive.getvalue())
    monkeypatch.setattr(official, "url", publisher.url + official.filename)
    monkeypatch.setattr(official, "tgz_md5", digest)
    for which in ("train_list", "test_list"):
        monkeypatch.setattr(official, which, [[name, md5(members[name])] for name, _ in getattr(official, which)])
    meta = official.meta["filename"]
    monkeypatch.setattr(official, "meta", official.meta | {"md5": md5(members[meta])})
    return request.param


@pytest.fixture
def svhn(publisher, monkeypatch: pytest.MonkeyPatch) -> str:
    """SVHN, whose digit 0 has label 10, published here."""
    listed = {}
    for part in ("train", "test"):
        labels = np.where(CLASSES[part] == 0, 10, CLASSES[part]).astype(np.uint8).reshape(-1, 1)
        file = io.BytesIO()
        savemat(file, {"X": COLOUR[part].transpose(1, 2, 3, 0), "y": labels}, do_compression=True)
        name, digest = publisher.publish(f"{part}_32x32.mat", file.getvalue())
        listed[part] = [publisher.url + name, name, digest]
    monkeypatch.setattr(datasets.SVHN, "split_list", listed)
    return "svhn"


def assert_whole(data: RawData, images: dict[str, np.ndarray]) -> None:
    """``images`` are (N, C, H, W)."""
    for examples, part in ((data.train, "train"), (data.test, "test")):
        assert examples.inputs.dtype == torch.uint8
        assert examples.inputs.is_contiguous()
        assert np.array_equal(examples.inputs.numpy(), images[part])
        assert examples.targets.dtype == torch.int64
        assert examples.targets.tolist() == CLASSES[part].tolist()


def assert_fetched_once(publisher, name: str) -> None:
    """What was read is on this computer, and is known to be."""
    assert download_needed(name) is None
    asked = len(publisher.ranges)
    read(name)
    assert len(publisher.ranges) == asked


def test_the_mnist_family_is_fetched_once_and_read(publisher, idx_family: str, cache: Path) -> None:
    data = read(idx_family)
    assert_whole(data, {part: pixels[:, None] for part, pixels in GREY.items()})
    assert len(data.class_names) == 10
    assert_fetched_once(publisher, idx_family)
    assert not list((cache / idx_family).glob("*.part"))


def test_emnist_is_unpacked_upright_and_its_archive_removed(publisher, emnist: str, cache: Path) -> None:
    data = read(emnist)
    assert_whole(data, {part: pixels.transpose(0, 2, 1)[:, None] for part, pixels in GREY.items()})
    assert len(data.class_names) == 47
    assert data.class_names[10] == "A"
    assert_fetched_once(publisher, emnist)
    assert sorted(path.name for path in (cache / emnist).iterdir() if path.name != ".lock") == ["balanced"]
    assert len(list((cache / emnist / "balanced").iterdir())) == 4


def test_cifar_is_unpacked_and_read(publisher, cifar: str) -> None:
    data = read(cifar)
    assert_whole(data, {part: pixels.transpose(0, 3, 1, 2) for part, pixels in COLOUR.items()})
    assert data.class_names[3] == "kind 3"
    assert_fetched_once(publisher, cifar)


def test_svhn_is_read_without_scipy(publisher, svhn: str) -> None:
    data = read(svhn)
    assert_whole(data, {part: pixels.transpose(0, 3, 1, 2) for part, pixels in COLOUR.items()})
    assert_fetched_once(publisher, svhn)


def test_a_fetched_set_becomes_a_dataset(svhn: str) -> None:
    told: list[tuple[str, float]] = []

    def progress(message: Message, fraction: float) -> None:
        told.append((str(message), fraction))

    data = load_dataset(svhn, validation_share=50, seed=0, progress=progress, download=True)
    assert (len(data.train), len(data.validation), len(data.test)) == (20, 20, 20)
    assert len(data.mean) == len(data.std) == 3
    assert told[0][0].startswith("Downloading train_32x32.mat")
    assert told[-1][1] == 1.0
    assert [fraction for _, fraction in told] == sorted(fraction for _, fraction in told)


def test_a_pickle_that_was_altered_in_the_cache_is_never_read(publisher, cifar: str, cache: Path) -> None:
    read(cifar)
    (victim,) = (cache / cifar).glob("*/test*")
    victim.write_bytes(pickle.dumps({"data": "something else"}))
    asked = len(publisher.ranges)
    assert read(cifar).test.targets.tolist() == CLASSES["test"].tolist()
    assert len(publisher.ranges) == asked + 1


def test_a_damaged_unpacked_file_says_what_to_do(emnist: str, cache: Path) -> None:
    read(emnist)
    (victim,) = (cache / emnist).glob("balanced/*test-images*")
    content = victim.read_bytes()
    victim.write_bytes(content[: len(content) // 2])
    with pytest.raises(DataError, match=r"Delete .*balanced and try again") as caught:
        read(emnist)
    assert caught.value.code == "damaged-file"
    assert victim.name in str(caught.value)


def test_an_archive_without_what_it_should_hold_is_a_sentence(
    publisher, cifar: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = {"cifar-10": datasets.CIFAR10, "cifar-100": datasets.CIFAR100}[cifar]
    empty = io.BytesIO()
    tarfile.open(fileobj=empty, mode="w:gz").close()
    _, digest = publisher.publish(official.filename, empty.getvalue())
    monkeypatch.setattr(official, "tgz_md5", digest)
    with pytest.raises(DataError, match="could not be unpacked") as caught:
        read(cifar)
    assert caught.value.code == "cannot-unpack"
    assert not (cache / cifar / official.base_folder).exists()
    assert not list((cache / cifar).glob("unpacking-*"))


def test_an_official_file_of_another_form_is_a_sentence(publisher, svhn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, digest = publisher.publish("train_32x32.mat", b"not MATLAB")
    listed = datasets.SVHN.split_list | {"train": [publisher.url + name, name, digest]}
    monkeypatch.setattr(datasets.SVHN, "split_list", listed)
    with pytest.raises(DataError, match="cannot be read as SVHN's MATLAB file"):
        read(svhn)


@pytest.mark.parametrize(
    ("name", "lose"),
    [
        ("mnist", lambda patch, url: patch.setattr(datasets.MNIST, "mirrors", [url])),
        ("kmnist", lambda patch, url: patch.setattr(datasets.KMNIST, "mirrors", [url])),
        ("emnist-balanced", lambda patch, url: patch.setattr(datasets.EMNIST, "url", url)),
        ("cifar-10", lambda patch, url: patch.setattr(datasets.CIFAR10, "url", url)),
        ("cifar-100", lambda patch, url: patch.setattr(datasets.CIFAR100, "url", url)),
        (
            "svhn",
            lambda patch, url: patch.setattr(
                datasets.SVHN,
                "split_list",
                {part: [url, f"{part}_32x32.mat", "0" * 32] for part in ("train", "test")},
            ),
        ),
    ],
)
def test_without_a_network_each_set_says_so(
    name: str,
    lose: Callable[[pytest.MonkeyPatch, str], None],
    nowhere: str,
    monkeypatch: pytest.MonkeyPatch,
    cache: Path,
) -> None:
    lose(monkeypatch, nowhere)
    with pytest.raises(DataError, match="Connect to the network and try again") as caught:
        read(name)
    assert caught.value.code == "download-failed"
    assert str(cache / name) in str(caught.value)


def test_files_that_a_person_put_into_the_folder_are_taken(publisher, idx_family: str, cache: Path) -> None:
    folder = cache / idx_family
    folder.mkdir(parents=True)
    for name, content in publisher.files.items():
        (folder / name).write_bytes(content)
    read(idx_family)
    assert publisher.ranges == []


@pytest.mark.parametrize("kept", [0, 100, 140, 200, 250])
def test_a_damaged_svhn_file_is_refused_with_a_sentence(tmp_path: Path, kept: int) -> None:
    whole = io.BytesIO()
    savemat(whole, {"X": COLOUR["train"].transpose(1, 2, 3, 0), "y": CLASSES["train"]}, do_compression=True)
    path = tmp_path / "train_32x32.mat"
    path.write_bytes(whole.getvalue()[:kept])

    with pytest.raises(DataError, match="cannot be read as SVHN's MATLAB file"):
        torchvision_sources._house_numbers(path)
