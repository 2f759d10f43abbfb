"""The runs that can be compared, by name, read beside the GUI thread."""

from __future__ import annotations

from pathlib import Path

from studio.look.messages import small_name_of
from studio.look.run_names import name_of_run
from trainer_core.library.library import Library
from trainer_core.library.naming import tell_apart
from trainer_core.library.record import RunRecord, RunState


def runs_below(root: Path) -> list[RunRecord]:
    """Every run below ``root`` that can be read, the newest first. Raises `RunFolderError` if ``root`` cannot be."""
    library = Library(root)
    for _ in library.scan():
        pass
    known = [record for record in library.records() if record.state is not RunState.UNREADABLE]
    return sorted(known, key=lambda record: record.path.name, reverse=True)


def named(records: list[RunRecord]) -> list[tuple[Path, str]]:
    """Folders and names, in the language of the window; runs of one name with what tells them apart."""
    apart = tell_apart(records, name_of_run)
    found = []
    for record in records:
        distinction = apart[record.path].in_words(small_name_of)
        found.append((record.path, " · ".join(part for part in (name_of_run(record), distinction) if part)))
    return found
