"""Where weights that a recipe names come from: torchvision's cache, which is filled with consent, or a file on disk."""

from __future__ import annotations

import os
from pathlib import Path

import torch
from pydantic import ValidationInfo

from trainer_core.data.download import RemoteFile, fetch, sole_writer
from trainer_core.data.examples import Progress
from trainer_core.data.sources import NeededDownload
from trainer_core.errors import DataError, Message, RecipeError, WeightsError, nearest
from trainer_core.models.torchvision.catalogue import PublishedWeights, architecture

DEFAULT = "DEFAULT"
"""torchvision's own word for the weights that it recommends."""

_SUFFIXES = (".pt", ".pth", ".safetensors", ".ckpt", ".bin")
_FROM_SCRATCH = Message("Or empty model.weights to train from scratch.")


def is_file(weights: str) -> bool:
    """Whether ``weights`` is the path of a file, and not a name that torchvision registers."""
    return any(sign in weights for sign in ("/", "\\", "~")) or weights.lower().endswith(_SUFFIXES)


def absolute_file(weights: str, info: ValidationInfo) -> str:
    """A path made absolute, relative to the recipe's folder or the present one; a name as it is."""
    if not is_file(weights):
        return weights.strip()
    base = (info.context or {}).get("relative_to") or Path.cwd()
    return os.path.abspath(base / Path(weights).expanduser())


def published(name: str, weights: str) -> PublishedWeights:
    """The weights called ``weights`` of the architecture ``name``; for a file, those that it is known to be by its name
    or else the recommended ones, whose preprocessing it is taken to share. Raises `RecipeError`.
    """
    known = architecture(name).weights
    if is_file(weights):
        return next((each for each in known if each.file == Path(weights).name), known[0])
    if weights == DEFAULT:
        return known[0]
    found = next((each for each in known if each.name == weights), None)
    if found is not None:
        return found
    names = [each.name for each in known]
    if near := nearest(weights.upper(), names):
        raise RecipeError(
            "unknown-name",
            "{field} is {value}, which torchvision does not have for {architecture}. Did you mean {near}?",
            field="model.weights",
            value=repr(weights[:80]),
            architecture=name,
            near=near,
        )
    raise RecipeError(
        "unknown-name",
        "{field} is {value}, which torchvision does not have for {architecture}. It can be: {allowed}, or the path of "
        "a file.",
        field="model.weights",
        value=repr(weights[:80]),
        architecture=name,
        allowed=", ".join(names),
    )


def cache() -> Path:
    """The folder in which torch.hub, and so torchvision, keeps weights."""
    return Path(torch.hub.get_dir()) / "checkpoints"


def needed_download(name: str, weights: str) -> NeededDownload | None:
    """What has to be downloaded before the weights can be used; None if nothing. Raises `RecipeError`."""
    if not weights or is_file(weights):
        return None
    each = published(name, weights)
    if (cache() / each.file).exists():
        return None
    origin = each.url.rpartition("/")[0] + "/"
    return NeededDownload("", f"{name} {each.name} ({each.file})", each.bytes, origin, "", cache())


def on_disk(name: str, weights: str, progress: Progress, *, download: bool) -> Path:
    """The path of the weights' file, fetched first if ``download`` allows it; a damaged one in the cache is replaced.

    Raises:
        RecipeError: the architecture or the weights are unknown.
        WeightsError: the file is not here, or could not be fetched.
    """
    if is_file(weights):
        return Path(weights)
    each = published(name, weights)
    path, remote = cache() / each.file, RemoteFile(each.file, (each.url,), sha256=each.sha256)
    if remote.is_whole(path):
        return path
    if not download:
        raise WeightsError(
            "needs-download",
            "The weights {file} are not on this computer yet: {megabytes} MB would be downloaded from {origin} into "
            "{folder}. Agree to the download (--download on the command line, download=True in Python), or put the "
            "file there yourself. {otherwise}",
            field="model.weights",
            file=each.file,
            megabytes=f"{each.bytes / 1e6:.0f}",
            origin=each.url.rpartition("/")[0],
            folder=str(cache()),
            otherwise=_FROM_SCRATCH,
        )
    try:
        with sole_writer(cache()):
            return fetch(remote, cache(), progress)
    except DataError as error:
        if error.code == "cannot-write":
            raise WeightsError(
                error.code,
                "Weights cannot be written into {folder} ({reason}). Free some space there or make it writable, or "
                "name another folder in the environment variable {variable}.",
                **error.message.facts | {"variable": "TORCH_HOME"},
            ) from error
        raise WeightsError(
            error.code, "{problem} {otherwise}", field="model.weights", problem=error.message, otherwise=_FROM_SCRATCH
        ) from error
