"""The registry of sources, and the one that ships with the studio: Fashion-MNIST.

A source's builder is called with ``progress`` alone and returns `RawData`. It takes nothing from the recipe. A source
that fetches files says so when it is added, so that a person can be asked first: see `download_needed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from trainer_core.data.download import Download, cache_folder
from trainer_core.data.examples import Progress, Provenance, RawData, Task
from trainer_core.data.idx import read_checked
from trainer_core.errors import DataError, Message
from trainer_core.registry import Registry, arguments_model
from trainer_core.resources import resource

NO_ARGUMENTS: type[BaseModel] = arguments_model("source", {})


class Source(Protocol):
    """Reads a source's examples; raises `DataError` if they are missing, damaged or cannot be fetched."""

    def __call__(self, *, progress: Progress) -> RawData: ...


class SourceRegistry(Registry[Source]):
    """The sources by name, and what each has to download."""

    def __init__(self) -> None:
        super().__init__("source")
        self._downloads: dict[str, Download] = {}

    def add(
        self,
        name: str,
        build: Source,
        *,
        title: str,
        summary: str,
        arguments: type[BaseModel] | None = None,
        download: Download | None = None,
    ) -> Source:
        """Add a source, with what it has to ``download`` before its first use, if anything."""
        super().add(name, build, title=title, summary=summary, arguments=arguments or NO_ARGUMENTS)
        if download is not None:
            self._downloads[name] = download
        return build

    def remove(self, name: str) -> None:
        super().remove(name)
        self._downloads.pop(name, None)

    def download_of(self, name: str) -> Download | None:
        """What the source has to download before its first use, whether it is here already or not."""
        return self._downloads.get(self[name].name)


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
)
