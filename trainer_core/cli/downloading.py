"""Asks on the terminal before data is downloaded."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer_core.data import NeededDownload, download_needed
from trainer_core.errors import TrainerError
from trainer_core.recipe.downloads import downloads_needed
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe


def may_download(source: str, *, agreed: bool) -> bool:
    """Whether what ``source`` needs may be downloaded: ``agreed`` (``--download``), or said yes to on the terminal.

    Where no terminal is there to ask at, nobody has agreed, and the engine refuses in a sentence. Raises `RecipeError`
    for an unknown source.
    """
    needed = download_needed(source)
    return agreed if needed is None else _agrees(needed, agreed=agreed)


def may_download_for_new_run(recipe: Recipe, *, agreed: bool) -> bool:
    """`may_download` for the data of ``recipe`` and the weights that its model begins from: all of it, or nothing.

    Raises `RecipeError` for an unknown architecture or unknown weights.
    """
    needed = downloads_needed(recipe)
    return agreed if not needed else all(_agrees(each, agreed=agreed) for each in needed)


def _agrees(needed: NeededDownload, *, agreed: bool) -> bool:
    if agreed or not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
        return agreed
    licence = f" (licence: {needed.licence})" if needed.licence else ""
    print(
        f"{needed.title} is not on this computer yet: {needed.bytes / 1e6:.0f} MB would be downloaded from "
        f"{needed.origin} into {needed.folder}{licence}.",
        file=sys.stderr,
    )
    print("Download it now? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def may_download_for_run(folder: Path, *, agreed: bool) -> bool:
    """`may_download` for the source of the run in ``folder``; what is wrong with the run is not found out here."""
    try:
        return may_download(read_recipe(folder.expanduser()).data.source, agreed=agreed)
    except TrainerError:
        return agreed
