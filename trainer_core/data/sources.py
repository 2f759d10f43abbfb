"""The registry of sources, and the one that ships with the studio: Fashion-MNIST.

A source's builder is called with ``progress`` alone and returns `RawData`. It takes nothing from the recipe.
"""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel

from trainer_core.data.examples import Progress, Provenance, RawData, Task
from trainer_core.data.idx import read_checked
from trainer_core.errors import DataError, Message
from trainer_core.registry import Registry, arguments_model
from trainer_core.resources import resource

NO_ARGUMENTS: type[BaseModel] = arguments_model("source", {})


class Source(Protocol):
    """Reads a source's examples; raises `DataError` if they are missing, damaged or cannot be fetched."""

    def __call__(self, *, progress: Progress) -> RawData: ...


sources: Registry[Source] = Registry("source")


def fashion_mnist(*, progress: Progress) -> RawData:
    """Read the bundled Fashion-MNIST: 60,000 + 10,000 grey images, 28 × 28, of ten kinds of clothing.

    The four official files are checked against the sums that torchvision knows and read by its reader: half a
    second.

    Raises:
        DataError: a file is missing, empty, cut short or altered.
    """
    from torchvision.datasets import FashionMNIST

    remedy = Message("Reinstall Training Studio.")
    try:
        folder = resource("data", "fashion-mnist")
    except FileNotFoundError as error:
        path = "resources/data/fashion-mnist"
        raise DataError("missing-file", "{path} is missing. {remedy}", path=path, remedy=remedy) from error
    progress(Message("Reading Fashion-MNIST."), 0.0)
    digests = dict(FashionMNIST.resources)
    train, test = read_checked(folder, digests, remedy=remedy)
    progress(Message("Fashion-MNIST is read."), 1.0)
    return RawData(
        train=train,
        test=test,
        class_names=tuple(FashionMNIST.classes),
        title="Fashion-MNIST",
        task=Task.CLASSIFICATION,
        provenance=Provenance(
            origin=str(folder),
            licence="MIT",
            note="Xiao, Rasul and Vollgraf, 2017, https://github.com/zalandoresearch/fashion-mnist",
            digests=digests,
        ),
    )


sources.add(
    "fashion-mnist",
    fashion_mnist,
    title="Fashion-MNIST",
    summary="70,000 grey pictures of ten kinds of clothing, 28 × 28; ships with the studio.",
    arguments=NO_ARGUMENTS,
)
