"""The sources that torchvision knows: fetched once into the cache folder, checked, and read through its
classes.

Addresses and MD5 sums are torchvision's own. A file that a person puts into the folder named in an error is
taken like a downloaded one. torchvision takes 0.9 s to import, so it is imported where it is first needed.
"""

from __future__ import annotations

import io
import os
import shutil
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from trainer_core.data.download import Download, RemoteFile, cache_folder, fetch, is_whole, sole_writer
from trainer_core.data.examples import Examples, Progress, Provenance, RawData
from trainer_core.data.idx import read_checked, read_examples
from trainer_core.data.labels import TaskName
from trainer_core.data.sources import sources
from trainer_core.errors import DataError, Message

_DIGITS = tuple("0123456789")


def mnist(*, progress: Progress) -> RawData:
    """Read MNIST: 60,000 + 10,000 grey images, 28 × 28, of handwritten digits."""
    from torchvision.datasets import MNIST

    return _idx_family("mnist", "MNIST", MNIST, _DIGITS, "CC BY-SA 3.0", progress)


def kmnist(*, progress: Progress) -> RawData:
    """Read Kuzushiji-MNIST: 60,000 + 10,000 grey images, 28 × 28, of ten classical Japanese characters."""
    from torchvision.datasets import KMNIST

    return _idx_family("kmnist", "Kuzushiji-MNIST", KMNIST, tuple(KMNIST.classes), "CC BY-SA 4.0", progress)


def _idx_family(
    name: str, title: str, official: Any, class_names: tuple[str, ...], licence: str, progress: Progress
) -> RawData:
    folder = cache_folder(name)
    files = [
        RemoteFile(file, tuple(mirror + file for mirror in official.mirrors), md5) for file, md5 in official.resources
    ]
    _fetch_all(files, folder, progress)
    train, test = read_checked(folder, dict(official.resources), remedy=_remedy(folder))
    provenance = Provenance(official.mirrors[0], licence, digests=dict(official.resources))
    return RawData(train, test, class_names, title, TaskName.CLASSIFICATION, provenance)


def emnist_balanced(*, progress: Progress) -> RawData:
    """Read EMNIST's balanced split: 112,800 + 18,800 grey images, 28 × 28, of 47 digits and letters.

    The images are stored with rows and columns exchanged, and are turned upright here. Of the archive (560
    MB) the four gzipped files of this split are kept; each carries its own length and sum.
    """
    from torchvision.datasets import EMNIST

    folder = cache_folder("emnist-balanced")
    names = [
        f"emnist-balanced-{part}-{kind}-ubyte.gz"
        for part in ("train", "test")
        for kind in ("images-idx3", "labels-idx1")
    ]

    def unpack(archive: Path, into: Path) -> None:
        with zipfile.ZipFile(archive) as packed:
            for name in names:
                with packed.open(f"gzip/{name}") as member, (into / name).open("wb") as file:
                    shutil.copyfileobj(member, file)

    unpacked = folder / "balanced"
    archive = RemoteFile("gzip.zip", (EMNIST.url,), EMNIST.md5)
    _fetch_and_unpack(archive, unpacked, lambda: all((unpacked / n).is_file() for n in names), unpack, progress)
    remedy = Message("Delete {folder} and try again.", {"folder": str(unpacked)})
    train, test = (
        read_examples(unpacked / images, unpacked / labels, remedy=remedy) for images, labels in (names[:2], names[2:])
    )
    return RawData(
        train=_upright(train),
        test=_upright(test),
        class_names=tuple(EMNIST.classes_split_dict["balanced"]),
        title="EMNIST (balanced)",
        task=TaskName.CLASSIFICATION,
        provenance=Provenance(
            EMNIST.url, note="Cohen et al., 2017, from NIST SD 19", digests={archive.name: archive.md5}
        ),
    )


def _upright(examples: Examples) -> Examples:
    return Examples(examples.inputs.transpose(2, 3).contiguous(), examples.targets)


def cifar_10(*, progress: Progress) -> RawData:
    """Read CIFAR-10: 50,000 + 10,000 colour images, 32 × 32, of ten kinds of animals and vehicles."""
    from torchvision.datasets import CIFAR10

    return _cifar("cifar-10", "CIFAR-10", CIFAR10, progress)


def cifar_100(*, progress: Progress) -> RawData:
    """Read CIFAR-100: 50,000 + 10,000 colour images, 32 × 32, of a hundred kinds of things."""
    from torchvision.datasets import CIFAR100

    return _cifar("cifar-100", "CIFAR-100", CIFAR100, progress)


def _cifar(name: str, title: str, official: Any, progress: Progress) -> RawData:
    """Read a CIFAR set.

    Its files are pickles: their MD5 sums are checked, here and by torchvision, before any is read.
    """
    folder = cache_folder(name)
    unpacked = folder / official.base_folder
    members = [*official.train_list, *official.test_list, (official.meta["filename"], official.meta["md5"])]

    def unpack(archive: Path, into: Path) -> None:
        with tarfile.open(archive) as packed:
            for member, _ in members:
                file = packed.extractfile(f"{official.base_folder}/{member}")
                if file is None:
                    raise KeyError(member)
                with file, (into / member).open("wb") as out:
                    shutil.copyfileobj(file, out)

    archive = RemoteFile(official.filename, (official.url,), official.tgz_md5)
    _fetch_and_unpack(
        archive,
        unpacked,
        lambda: all(is_whole(unpacked / member, md5) for member, md5 in members),
        unpack,
        progress,
    )
    train, test = (official(folder, train=part) for part in (True, False))
    return RawData(
        train=_colour(train.data, train.targets),
        test=_colour(test.data, test.targets),
        class_names=tuple(train.classes),
        title=title,
        task=TaskName.CLASSIFICATION,
        provenance=Provenance(
            official.url,
            note="Krizhevsky, 2009, https://www.cs.toronto.edu/~kriz/cifar.html",
            digests={archive.name: archive.md5},
        ),
    )


def _colour(images: Any, targets: Any) -> Examples:
    """Bring (N, H, W, C) uint8 into the order of channels that models take."""
    inputs = torch.from_numpy(np.ascontiguousarray(images.transpose(0, 3, 1, 2)))
    return Examples(inputs, torch.as_tensor(targets, dtype=torch.int64))


def svhn(*, progress: Progress) -> RawData:
    """Read SVHN: 73,257 + 26,032 colour images, 32 × 32, of digits on house fronts (label 10 is digit 0)."""
    from torchvision.datasets import SVHN

    folder = cache_folder("svhn")
    files = [RemoteFile(name, (url,), md5) for url, name, md5 in (SVHN.split_list[s] for s in ("train", "test"))]
    _fetch_all(files, folder, progress)
    train, test = (_house_numbers(folder / file.name) for file in files)
    return RawData(
        train=train,
        test=test,
        class_names=_DIGITS,
        title="SVHN",
        task=TaskName.CLASSIFICATION,
        provenance=Provenance(
            files[0].urls[0],
            str(Message("non-commercial use only")),
            "Netzer et al., 2011, http://ufldl.stanford.edu/housenumbers/",
            {file.name: file.md5 for file in files},
        ),
    )


def _house_numbers(path: Path) -> Examples:
    from scipy.io import loadmat

    try:
        arrays = loadmat(io.BytesIO(path.read_bytes()), variable_names=("X", "y"))
        images, labels = arrays["X"].transpose(3, 0, 1, 2), arrays["y"].astype(np.int64).ravel() % 10
    except Exception as error:  # SciPy's reader raises many kinds for a damaged file
        raise DataError(
            "damaged-file",
            "{path} cannot be read as SVHN's MATLAB file ({reason}). {remedy}",
            path=str(path),
            reason=str(error) or type(error).__name__,
            remedy=_remedy(path.parent),
        ) from error
    return _colour(images, labels)


def _fetch_all(files: list[RemoteFile], folder: Path, progress: Progress) -> None:
    """Fetch what is not there yet; a damaged file is fetched again."""
    if all(is_whole(folder / file.name, file.md5) for file in files):
        return
    with sole_writer(folder):
        for number, file in enumerate(files):
            fetch(file, folder, progress, base=number / len(files), share=1 / len(files))


def _fetch_and_unpack(
    archive: RemoteFile,
    unpacked: Path,
    is_there: Callable[[], bool],
    unpack: Callable[[Path, Path], None],
    progress: Progress,
) -> None:
    """Fetch an archive and unpack it into ``unpacked``, which appears when all is there; the archive goes."""
    if is_there():
        return
    folder = unpacked.parent
    with sole_writer(folder):
        if is_there():
            return
        path = fetch(archive, folder, progress, share=0.9)
        progress(Message("Unpacking {file}.", {"file": archive.name}), 0.9)
        try:
            with tempfile.TemporaryDirectory(dir=folder, prefix="unpacking-") as temporary:
                whole = Path(temporary) / "whole"
                whole.mkdir()
                unpack(path, whole)
                shutil.rmtree(unpacked, ignore_errors=True)
                os.replace(whole, unpacked)
            path.unlink()
        except (OSError, KeyError, EOFError, tarfile.TarError, zipfile.BadZipFile) as error:
            raise DataError(
                "cannot-unpack",
                "{path} could not be unpacked into {folder} ({reason}). Free some space there and try again.",
                path=str(path),
                folder=str(folder),
                reason=str(error),
            ) from error
    progress(Message("{file} is unpacked.", {"file": archive.name}), 1.0)


def _remedy(folder: Path) -> Message:
    return Message("Delete {folder} and try again; it is then downloaded again.", {"folder": str(folder)})


_IDX_FILES = tuple(f"{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1"))

for _name, _build, _title, _summary, _download in (
    (
        "mnist",
        mnist,
        "MNIST",
        "70,000 grey pictures of handwritten digits, 28 × 28; 11 MB.",
        Download(11_594_722, "https://ossci-datasets.s3.amazonaws.com/mnist/", "CC BY-SA 3.0", _IDX_FILES),
    ),
    (
        "kmnist",
        kmnist,
        "Kuzushiji-MNIST",
        "70,000 grey pictures of ten cursive Japanese characters, 28 × 28; 21 MB.",
        Download(21_240_888, "http://codh.rois.ac.jp/kmnist/dataset/kmnist/", "CC BY-SA 4.0", _IDX_FILES),
    ),
    (
        "emnist-balanced",
        emnist_balanced,
        "EMNIST (balanced)",
        "131,600 grey pictures of 47 handwritten digits and letters, 28 × 28; 560 MB.",
        Download(561_753_746, "https://biometrics.nist.gov/cs_links/EMNIST/", "", ("balanced",)),
    ),
    (
        "cifar-10",
        cifar_10,
        "CIFAR-10",
        "60,000 colour pictures of ten animals and vehicles, 32 × 32; 170 MB.",
        Download(170_498_071, "https://www.cs.toronto.edu/~kriz/", "", ("cifar-10-batches-py",)),
    ),
    (
        "cifar-100",
        cifar_100,
        "CIFAR-100",
        "60,000 colour pictures of a hundred kinds of things, 32 × 32; 169 MB.",
        Download(169_001_437, "https://www.cs.toronto.edu/~kriz/", "", ("cifar-100-python",)),
    ),
    (
        "svhn",
        svhn,
        "SVHN",
        "99,289 colour pictures of house numbers, 32 × 32; 246 MB.",
        Download(
            246_316_178,
            "http://ufldl.stanford.edu/housenumbers/",
            "non-commercial use only",
            ("train_32x32.mat", "test_32x32.mat"),
        ),
    ),
):
    sources.add(_name, _build, title=_title, summary=_summary, download=_download)
