"""Whether a person's files are still as a run kept them, and in which lines they differ if not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from trainer_core.errors import N_, CodeError, Message
from trainer_core.recipe.code_files import code_paths
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.code import Code, kept_code, read_code
from trainer_core.trial.kept import code_at, code_folder, code_of_run

_MOST_PLACES = 8
"""Changed places that a sentence names."""


def code_differences(folder: Path, recipe: Recipe, *, accepted: bool = False) -> Iterator[Message]:
    """A sentence for each file of ``recipe`` that is not as the run in ``folder`` kept it, with its changed lines.

    The run goes on with its copy, or where that is ``accepted`` with the file as it is now.
    """
    for path, kept, now in _files(folder, recipe):
        if now is None:
            yield Message(
                "{path} is not there any more, so the copy that the run kept is used: {kept}.",
                {"path": str(path), "kept": str(kept.shown)},
            )
            continue
        if now.sha256 == kept.sha256:
            continue
        facts = {"path": str(path), **_counted(kept, now), "kept": str(kept.shown)}
        if accepted:
            text = N_(
                "{path} has changed since the run began (+{added} −{removed} lines; {places}). The new version is "
                "used from here on."
            )
        else:
            text = N_(
                "{path} has changed since the run began (+{added} −{removed} lines; {places}), so the copy that the "
                "run kept is used: {kept}."
            )
        yield Message(text, facts)


def object_differences(folder: Path, given: Mapping[str, Code | None]) -> Iterator[Message]:
    """A sentence for each object of a Python program whose class is not as the run in ``folder`` recorded it.

    ``given`` holds the source of the classes that are given now, by the part that each is for.
    """
    for part, now in given.items():
        if now is None:
            continue
        try:
            then = kept_code(folder / code_folder(part), now.path)
        except CodeError:
            continue
        if then.sha256 != now.sha256:
            facts = {"name": now.path.stem, **_counted(then, now)}
            text = N_(
                "The class {name} that was passed in has changed since the run began (+{added} −{removed} lines; "
                "{places}). It is used as it is now."
            )
            yield Message(text, facts)


def changed_lines(folder: Path, recipe: Recipe) -> tuple[str, ...]:
    """What has changed in the files of ``recipe`` since the run in ``folder`` kept them, as a unified diff."""
    found: list[str] = []
    for path, kept, now in _files(folder, recipe):
        if now is None or now.sha256 == kept.sha256:
            continue
        for name in {**kept.files, **now.files}:
            place = str(path.parent / name)
            found += difflib.unified_diff(_lines(kept, name), _lines(now, name), place, place, lineterm="", n=2)
    return tuple(found)


def _files(folder: Path, recipe: Recipe) -> Iterator[tuple[Path, Code, Code | None]]:
    """Each file of ``recipe`` that the run in ``folder`` kept: its path, the copy, and what is there now."""
    for part, path in code_paths(recipe):
        try:
            with code_of_run(folder):
                kept = code_at(path, part)
        except CodeError:
            continue
        if kept.kept_in is None:
            continue
        try:
            yield path, kept, read_code(path)
        except CodeError:
            yield path, kept, None


def _counted(then: Code, now: Code) -> dict[str, int | str]:
    """How many lines were added and removed, and which those are in the files as they are now."""
    added = removed = 0
    places: list[str] = []
    for name in {**then.files, **now.files}:
        old, new = _lines(then, name), _lines(now, name)
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new).get_opcodes():
            if tag != "equal":
                added, removed = added + j2 - j1, removed + i2 - i1
                first, last = (j1 + 1, j2) if j2 > j1 else (max(j1, 1), max(j1, 1))
                places.append(f"{name}:{first}" if first == last else f"{name}:{first}–{last}")
    told = places if len(places) <= _MOST_PLACES else [*places[:_MOST_PLACES], "…"]
    return {"added": added, "removed": removed, "places": ", ".join(told)}


def _lines(code: Code, name: str) -> list[str]:
    return code.files.get(name, b"").decode("utf-8", "replace").splitlines()
