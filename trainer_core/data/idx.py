"""Reading the gzipped idx files of the MNIST family, checked, through torchvision's own reader."""

from __future__ import annotations

import gzip
import shutil
import tempfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from torch import Tensor

from trainer_core.data.download import md5_of
from trainer_core.data.examples import Examples
from trainer_core.errors import DataError, Message


def check_file(path: Path, md5: str, *, remedy: Message) -> None:
    """Make sure that ``path`` is the official file.

    Raises:
        DataError: it is missing, empty, unreadable, or has another MD5 sum; ``remedy`` ends the sentence's
            advice.
    """
    facts = {"path": str(path), "remedy": remedy}
    if not path.is_file():
        raise DataError("missing-file", "{path} is missing. {remedy}", **facts)
    try:
        if not path.stat().st_size:
            raise DataError("empty-file", "{path} is empty. {remedy}", **facts)
        found = md5_of(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    if found != md5:
        raise DataError(
            "damaged-file",
            "{path} is cut short or altered: its MD5 sum is {found}, and that of the official file is "
            "{expected}. {remedy}",
            found=found,
            expected=md5,
            **facts,
        )


def read_examples(images: Path, labels: Path, *, remedy: Message) -> Examples:
    """Read a pair of gzipped idx files into (N, 1, H, W) uint8 images and (N,) int64 classes.

    Raises:
        DataError: a file cannot be read, or the two do not belong together.
    """
    from torchvision.datasets.mnist import read_image_file, read_label_file

    inputs = _read(images, read_image_file, remedy).unsqueeze(1)
    targets = _read(labels, read_label_file, remedy)
    if len(inputs) != len(targets):
        raise DataError(
            "damaged-file",
            "The number of images in {path} ({images}) is not that of labels in {other} ({labels}). {remedy}",
            path=str(images),
            images=len(inputs),
            other=str(labels),
            labels=len(targets),
            remedy=remedy,
        )
    return Examples(inputs, targets)


def read_checked(folder: Path, md5: Mapping[str, str], *, remedy: Message) -> tuple[Examples, Examples]:
    """Check the four official files of the MNIST family in ``folder`` and read training and test examples.

    ``md5`` maps the four names, in torchvision's order (training images and labels, test images and labels),
    to sums.
    """
    for name, expected in md5.items():
        check_file(folder / name, expected, remedy=remedy)
    train_images, train_labels, test_images, test_labels = (folder / name for name in md5)
    return (
        read_examples(train_images, train_labels, remedy=remedy),
        read_examples(test_images, test_labels, remedy=remedy),
    )


def _read(path: Path, read: Callable[[str], Tensor], remedy: Message) -> Tensor:
    """Unpack ``path`` into a file of this call's own, since torchvision reads plain files only, and read
    that.

    The folder of the gzipped files may be read-only, and other programs may be reading them at this moment.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="training-studio-") as folder:
            plain = Path(folder) / path.stem
            with gzip.open(path, "rb") as packed, plain.open("wb") as file:
                shutil.copyfileobj(packed, file, 1 << 20)
            return read(str(plain))
    except (
        gzip.BadGzipFile,
        EOFError,
        zlib.error,
        AssertionError,
        ValueError,
        TypeError,
        RuntimeError,
    ) as error:
        raise DataError(
            "damaged-file",
            "{path} cannot be read as a gzipped idx file ({reason}). {remedy}",
            path=str(path),
            reason=str(error) or type(error).__name__,
            remedy=remedy,
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(
        "unreadable-file",
        "{path} could not be read or unpacked into the system's temporary folder ({reason}). "
        "Check that you may read it, and that there are 50 MB of free space.",
        path=str(path),
        reason=error.strerror or str(error),
    )
