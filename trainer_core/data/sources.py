"""The registry of sources, and the one that ships with the studio: Fashion-MNIST.

A source is a function that returns `RawData`; its keyword-only parameters are its arguments in a recipe. A source that
fetches files says so when it is added, so that a person can be asked first: see `download_needed`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from trainer_core.data.download import Download, cache_folder
from trainer_core.data.examples import Progress, Provenance, RawData
from trainer_core.data.idx import read_checked
from trainer_core.data.labels import TaskName
from trainer_core.errors import DataError, Message
from trainer_core.files.resources import resource
from trainer_core.registry import Registry, arguments_of, is_to_be_chosen

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


_GIVEN = ("progress", "seed")
"""What a source is called with besides its arguments, as far as its signature has it."""


Source = Callable[..., RawData]
"""Reads a source's examples; raises `DataError` if they are missing, damaged or cannot be fetched.

Its keyword-only parameters are what a recipe can say in ``[data]``, beside the fields of
`trainer_core.recipe.sections.DataRecipe`, whose names they must not take. Two are given by the program: ``progress``
(`Progress`), and ``seed``, the run's, for a source that draws its examples.
"""


class SourceRegistry(Registry[Source]):
    """The sources by name, what is to be learnt from each, and what it has to download."""

    def __init__(self) -> None:
        super().__init__("source", field="data.source")

    def add(
        self,
        name: str,
        build: Source,
        *,
        title: str,
        summary: str,
        arguments: type[BaseModel] | None = None,
        task: TaskName | None = TaskName.CLASSIFICATION,
        download: Download | None = None,
        own: bool = False,
        pictures: bool | None = None,
        plane: bool = False,
        **facts: Any,
    ) -> Source:
        """Add a source for a ``task``, or for what its data decide (None), with what it has to ``download`` first.

        ``pictures`` says whether its examples are pictures, None where its data decide, and ``plane`` that they are
        points of a plane, of which both inputs have one unit.

        Data that a person brings is checked: that of a path to be chosen, or where ``own`` says so.
        """
        model = arguments or arguments_of(build, f"source_{name}", without=_GIVEN)
        facts |= {"task": task, "download": download, "own": own, "pictures": pictures, "plane": plane}
        return super().add(name, build, title=title, summary=summary, arguments=model, **facts)

    def read(self, name: str, *, progress: Progress, seed: int, **arguments: Any) -> RawData:
        """Read the source ``name`` with its ``arguments``.

        Raises `RecipeError` for an unknown name and `DataError` if a path is not chosen or the data cannot be read.
        """
        entry = self[name]
        parameters = inspect.signature(entry.build).parameters
        for key, field in entry.arguments.model_fields.items():
            if is_to_be_chosen(field) and arguments.get(key, Path()) == Path():
                raise DataError(
                    "nothing-chosen",
                    "{title} needs to know where the data is. Choose it in {field}.",
                    title=entry.title,
                    field=f"data.{key}",
                )
        known = {"progress": progress, "seed": seed}
        return entry.build(**{key: known[key] for key in _GIVEN if key in parameters}, **arguments)

    def is_own(self, name: str) -> bool:
        """Whether the source reads a person's own data, from a path or at hand; raises `RecipeError` for no source."""
        entry = self[name]
        return entry.facts["own"] or any(is_to_be_chosen(each) for each in entry.arguments.model_fields.values())

    def task_of(self, name: str) -> TaskName | None:
        """What is to be learnt from the source, None if its data decide; raises `RecipeError` for an unknown name."""
        task: TaskName | None = self[name].facts["task"]
        return task

    def are_pictures(self, name: str) -> bool | None:
        """Whether the source's examples are pictures, None if its data decide; raises `RecipeError` for no source."""
        pictures: bool | None = self[name].facts["pictures"]
        return pictures

    def are_in_plane(self, name: str) -> bool:
        """Whether examples are points of a plane, both inputs in one unit; raises `RecipeError` for no source."""
        plane: bool = self[name].facts["plane"]
        return plane

    def download_of(self, name: str) -> Download | None:
        """What the source has to download before its first use, whether it is here already or not."""
        download: Download | None = self[name].facts["download"]
        return download


sources = SourceRegistry()


@dataclass(frozen=True, slots=True)
class NeededDownload:
    """A download that a source needs and that is not on this computer: what a person is asked about.

    ``title`` is the source's for people, ``folder`` where the files will lie.
    """

    source: str
    title: str
    bytes: int
    origin: str
    licence: str
    folder: Path


def download_needed(source: str) -> NeededDownload | None:
    """What has to be downloaded before ``source`` can be used, or None if it needs nothing or has it all.

    Looks at names only, in microseconds, so it may be asked on any thread. A file that is there and damaged is
    replaced without another question when the source is read: its download was agreed to. Raises `RecipeError` for an
    unknown source.
    """
    download = sources.download_of(source)
    folder = cache_folder(source)
    if download is None or all((folder / file).exists() for file in download.files):
        return None
    return NeededDownload(source, sources[source].title, download.bytes, download.origin, download.licence, folder)


def require_downloaded(source: str) -> None:
    """Raise `DataError` with the code ``"needs-download"`` if ``source`` is not on this computer yet."""
    needed = download_needed(source)
    if needed is not None:
        raise DataError(
            "needs-download",
            "{title} is not on this computer yet: {megabytes} MB would be downloaded from {origin} into {folder}. "
            "Agree to the download (--download on the command line, download=True in Python), or choose another "
            "source.",
            title=needed.title,
            megabytes=f"{needed.bytes / 1e6:.0f}",
            origin=needed.origin,
            folder=str(needed.folder),
            source=source,
        )


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
        task=TaskName.CLASSIFICATION,
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
)
