"""What a check of the installation finds, in words and as JSON. Imports nothing but the standard library."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from trainer_core.errors import Message


class Status(StrEnum):
    """How grave a finding is: nothing to do, worth knowing, or broken."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked. ``check`` names it for programs, and is stable: ``"torch.pair"``.

    ``advice`` says what to do. The facts of both are plain values.
    """

    check: str
    status: Status
    message: Message
    advice: Message | None = None

    def to_json(self) -> dict[str, Any]:
        """The finding as a line of ``trainer doctor --json``."""
        advice = self.advice
        return {
            "check": self.check,
            "status": self.status.value,
            "message": str(self.message),
            "advice": str(advice) if advice is not None else "",
            "facts": dict(self.message.facts) | (advice.facts if advice is not None else {}),
            "template": self.message.template,
            "advice_template": advice.template if advice is not None else "",
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Finding:
        """The finding of such a line; raises `KeyError`, `ValueError` or `TypeError` for anything else."""
        facts = dict(values["facts"])
        template, advice = str(values["template"]), str(values["advice_template"])
        found = cls(
            str(values["check"]),
            Status(values["status"]),
            Message(template, facts),
            Message(advice, facts) if advice else None,
        )
        str(found.message), str(found.advice)
        return found


def home_short(path: str | Path) -> str:
    """A path, or a text with paths in it, as it can be shown to others: the home folder is ``~``."""
    text, home = os.fspath(path), os.path.expanduser("~")
    return text.replace(home, "~") if len(home) > 1 else text


def reason_of(error: BaseException) -> str:
    """The first line of what an exception says, without private paths and a full stop."""
    text = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return home_short(text).rstrip(".")
