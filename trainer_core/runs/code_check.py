"""Whether a person's files are still as a run kept them, and how they differ if not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from trainer_core.errors import N_, CodeError, Message
from trainer_core.recipe.code_files import code_paths
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.code import Code, read_code
from trainer_core.trial.kept import code_at, code_of_run


def code_differences(folder: Path, recipe: Recipe, *, accepted: bool = False) -> Iterator[Message]:
    """A sentence for each file of ``recipe`` that is not as the run in ``folder`` kept it.

    The run goes on with its copy, or where that is ``accepted`` with the file as it is now.
    """
    for part, path in code_paths(recipe):
        try:
            with code_of_run(folder):
                kept = code_at(path, part)
        except CodeError:
            continue
        if kept.kept_in is None:
            continue
        try:
            now = read_code(path)
        except CodeError:
            yield Message(
                "{path} is not there any more, so the copy that the run kept is used: {kept}.",
                {"path": str(path), "kept": str(kept.shown)},
            )
            continue
        if now.sha256 == kept.sha256:
            continue
        added, removed = _changed_lines(kept, now)
        facts = {"path": str(path), "added": added, "removed": removed, "kept": str(kept.shown)}
        if accepted:
            text = N_("{path} has changed since the run began (+{added} −{removed} lines): from here on it is used.")
        else:
            text = N_(
                "{path} has changed since the run began (+{added} −{removed} lines), so the copy that the run kept is "
                "used: {kept}."
            )
        yield Message(text, facts)


def _changed_lines(then: Code, now: Code) -> tuple[int, int]:
    added = removed = 0
    for name in {**then.files, **now.files}:
        old, new = (code.files.get(name, b"").decode("utf-8", "replace").splitlines() for code in (then, now))
        for line in difflib.unified_diff(old, new, lineterm="", n=0):
            added += line.startswith("+") and not line.startswith("+++")
            removed += line.startswith("-") and not line.startswith("---")
    return added, removed
