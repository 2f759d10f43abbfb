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

_DIGESTS = {
    "train-images-idx3-ubyte.gz": "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "train-labels-idx1-ubyte.gz": "25c81989df183df01b3e8a0aad5dffbe",
    "t10k-images-idx3-ubyte.gz": "bef4ecab320f06d8554ea6380940ec79",
    "t10k-labels-idx1-ubyte.gz": "bb300cfdad3c16e7a12a480ee83cd310",
}
_CLASSES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)


class Source(Protocol):
    """Reads a source's examples; raises `DataError` if they are missing, damaged or cannot be fetched."""

    def __call__(self, *, progress: Progress) -> RawData: ...


sources: Registry[Source] = Registry("source")


def fashion_mnist(*, progress: Progress) -> RawData:
    """Read the bundled Fashion-MNIST: 60,000 + 10,000 grey images, 28 × 28, of ten kinds of clothing.

    The four official files are checked against their published MD5 sums.

    Raises:
        DataError: a file is missing, empty, cut short or altered.
    """
    remedy = Message("Reinstall Training Studio.")
    try:
        folder = resource("data", "fashion-mnist")
    except FileNotFoundError as error:
        path = "resources/data/fashion-mnist"
        raise DataError("missing-file", "{path} is missing. {remedy}", path=path, remedy=remedy) from error
    progress(Message("Reading Fashion-MNIST."), 0.0)
    train, test = read_checked(folder, _DIGESTS, remedy=remedy)
    progress(Message("Fashion-MNIST is read."), 1.0)
    return RawData(
        train=train,
        test=test,
        class_names=_CLASSES,
        title="Fashion-MNIST",
        task=Task.CLASSIFICATION,
        provenance=Provenance(
            origin=str(folder),
            licence="MIT",
            note="Xiao, Rasul and Vollgraf, 2017, https://github.com/zalandoresearch/fashion-mnist",
            digests=_DIGESTS,
        ),
    )


sources.add(
    "fashion-mnist",
    fashion_mnist,
    title="Fashion-MNIST",
    summary="70,000 grey pictures of ten kinds of clothing, 28 × 28; ships with the studio.",
    arguments=NO_ARGUMENTS,
)
