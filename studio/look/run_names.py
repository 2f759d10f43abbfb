"""What a run is called wherever the window names it."""

from __future__ import annotations

from studio.look import i18n
from trainer_core.library.record import RunRecord


def name_of_run(record: RunRecord) -> str:
    """The name that a person gave, else the recipe's title in the window's language, else the folder's name."""
    given = record.title and record.name != record.title.get("en")
    return record.name if given else record.title.get(i18n.language(), record.name)
