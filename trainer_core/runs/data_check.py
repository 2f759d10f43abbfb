"""Whether the data that a run has read is still the same, and what has become of it if not."""

from __future__ import annotations

from pathlib import Path

from trainer_core.data import Dataset
from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.data.fingerprint import DataChanges, differences
from trainer_core.errors import DataError, Message
from trainer_core.runs.run_files import read_data


def data_changes(folder: Path, dataset: Dataset, *, corrected: bool = False) -> DataChanges:
    """How the files of ``dataset`` differ from those that the run in ``folder`` has read; none if it recorded none.

    With ``corrected`` the recipe names other corrections than the run had, and those are not compared. Raises
    `RunFolderError` if the record is damaged.
    """
    recorded, present = read_data(folder), dataset.files
    if corrected:
        recorded, present = (tuple(f for f in files if f.name != CORRECTIONS) for files in (recorded, present))
    return differences(recorded, present) if recorded else DataChanges()


def require_same_data(folder: Path, dataset: Dataset, *, accepted: bool, corrected: bool = False) -> Message | None:
    """Raise `DataError` with the code ``"changed-data"`` if the run's data has changed, unless that is ``accepted``.

    Returns the warning that goes into the log then, None where nothing has changed.
    """
    changed = data_changes(folder, dataset, corrected=corrected)
    if not changed:
        return None
    if accepted:
        return Message("The data is not what the run was trained on: {what}.", {"what": changed.message})
    raise DataError(
        "changed-data",
        "The data is not what the run was trained on: {what}. Put it back, or accept it as it is now "
        "(--accept-changed-data on the command line, accept_changed_data=True in Python).",
        what=changed.message,
        added=changed.added,
        removed=changed.removed,
        altered=changed.altered,
    )
