"""Reads the gzipped idx files of the MNIST family, checked against their MD5 sums.

The format is described at the end of https://yann.lecun.org/exdb/mnist/: two zero bytes, the type of the values, the
number of dimensions, their sizes as big-endian 32-bit integers, and the values.
"""

from __future__ import annotations

import gzip
import math
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from trainer_core.data.download import md5_of
from trainer_core.data.examples import Examples
from trainer_core.errors import DataError, Message

_UINT8 = 0x08


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
    inputs = torch.from_numpy(_read(images, 3, remedy)).unsqueeze(1)
    targets = torch.from_numpy(_read(labels, 1, remedy)).to(torch.int64)
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


def _read(path: Path, dimensions: int, remedy: Message) -> npt.NDArray[np.uint8]:
    """Read the bytes of a gzipped idx file of so many dimensions."""
    try:
        content = bytearray(gzip.decompress(path.read_bytes()))
        return _array(content, dimensions)
    except (gzip.BadGzipFile, EOFError, zlib.error, ValueError) as error:
        raise DataError(
            "damaged-file",
            "{path} cannot be read as a gzipped idx file ({reason}). {remedy}",
            path=str(path),
            reason=str(error) or type(error).__name__,
            remedy=remedy,
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _array(content: bytearray, dimensions: int) -> npt.NDArray[np.uint8]:
    """The array in an idx file, which shares the memory of ``content``; raises ValueError if it is none of bytes."""
    start = 4 + 4 * dimensions
    if len(content) < start or content[:4] != bytes((0, 0, _UINT8, dimensions)):
        raise ValueError(f"not an idx file of bytes with {dimensions} dimensions")
    shape = tuple(int(size) for size in np.frombuffer(content, ">u4", dimensions, offset=4))
    if len(content) - start != math.prod(shape):
        raise ValueError(f"{len(content) - start} bytes for the shape {shape}")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def _unreadable(path: Path, error: OSError) -> DataError:
    return DataError(
        "unreadable-file",
        "{path} could not be read ({reason}). Check its permissions.",
        path=str(path),
        reason=error.strerror or str(error),
    )
