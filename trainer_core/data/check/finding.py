"""One thing that a check of the data has found: a sentence, what it is about, and what a recipe could do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer_core.errors import Message
from trainer_core.trial.report import Severity

__all__ = ["Finding", "Offer", "Severity", "column_names", "row_name"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be changed: a sentence, and the ``values`` of a recipe by key (``{"data.resample": True}``)."""

    message: Message
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, by a ``code`` that stays.

    ``items`` are what it is about, in full: paths relative to the data's folder, names of columns or classes, numbers
    of rows. What is alike stands side by side. ``advice`` says what a person can do, ``offers`` what a recipe can.
    """

    code: str
    severity: Severity
    message: Message
    items: tuple[str, ...] = ()
    advice: Message | None = None
    offers: tuple[Offer, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON, the sentences in English."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": str(self.message),
            "items": list(self.items),
            "advice": str(self.advice) if self.advice is not None else "",
            "offers": [{"message": str(offer.message), "values": dict(offer.values)} for offer in self.offers],
        }


def row_name(split: int, row: int) -> str:
    """What an example is called that is neither a file nor a row of a table: by its part and its row there."""
    return f"{('training', 'validation', 'test')[split]} {row + 1}"


def column_names(given: Sequence[str], count: int) -> tuple[str, ...]:
    """What ``count`` features are called: as they were ``given``, else by their place."""
    return tuple(given) or tuple(f"feature {place + 1}" for place in range(count))
