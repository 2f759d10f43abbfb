"""Trust: which Python files a person has agreed to run, by place and content, in the user's own state folder.

A file that was agreed to is asked about again when its content, or that of a module beside it that it imports, has
changed. ``TRAINER_TRUST=yes`` in the environment agrees to every file and records nothing.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
from filelock import FileLock, Timeout

from trainer_core.errors import CodeError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_read import read_bytes
from trainer_core.trial.code import Code

TRUST_VARIABLE = "TRAINER_TRUST"
STATE_VARIABLE = "TRAINING_STUDIO_STATE"

_LARGEST = 10_000_000
_MOST_CONTENTS = 50
"""Contents of one file that are remembered: going back to an earlier version asks nothing."""
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class NeededTrust:
    """A file that a person has not agreed to run; ``changed`` says that an earlier content was agreed to."""

    code: Code
    changed: bool

    @property
    def path(self) -> Path:
        return self.code.shown


def state_root() -> Path:
    """The user's state folder, or the one that the environment variable ``TRAINING_STUDIO_STATE`` names."""
    chosen = os.environ.get(STATE_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_state_path("training-studio")


def trust_needed(code: Code) -> NeededTrust | None:
    """What has to be agreed to before ``code`` may run, or None if it was."""
    if os.environ.get(TRUST_VARIABLE, "").strip().lower() == "yes":
        return None
    known = _contents(_read(), _key(code))
    return None if code.sha256 in known else NeededTrust(code, bool(known))


def trust(code: Code) -> None:
    """Record that a person has agreed to run ``code``; raises `CodeError` if that cannot be written."""
    folder = state_root()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "trusted.lock", timeout=_PATIENCE):
            files = _read()
            known = [each for each in _contents(files, _key(code)) if each != code.sha256]
            files[_key(code)] = [*known, code.sha256][-_MOST_CONTENTS:]
            with atomic_write(_store(), error=CodeError) as file:
                file.write(json.dumps({"version": 1, "files": files}, indent=2).encode())
    except (OSError, Timeout) as error:
        raise CodeError(
            "cannot-write",
            "{path} cannot be written: {reason}, so it is not remembered that this file may run. Make the folder "
            "writable, or set TRAINER_TRUST=yes.",
            path=str(_store()),
            reason=getattr(error, "strerror", None) or str(error),
        ) from None


def require_trust(code: Code) -> None:
    """Raise `CodeError` with the code ``"needs-trust"`` if nobody has agreed to run ``code``."""
    needed = trust_needed(code)
    if needed is None:
        return
    if needed.changed:
        raise CodeError(
            "needs-trust",
            "{path} has changed since you agreed to run it. Look at it, then agree again (--trust on the command "
            "line, or TRAINER_TRUST=yes).",
            path=str(code.shown),
        )
    raise CodeError(
        "needs-trust",
        "{path} is a program that has not run here before, and it could do anything that you can. Look at it, then "
        "agree to run it (--trust on the command line, or TRAINER_TRUST=yes).",
        path=str(code.shown),
    )


def _store() -> Path:
    return state_root() / "trusted.json"


def _key(code: Code) -> str:
    return os.path.normcase(os.path.realpath(code.path))


def _read() -> dict[str, Any]:
    """What was agreed to; nothing where the store cannot be read, so that everything is asked again."""
    try:
        values = json.loads(read_bytes(_store(), _LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    files = values.get("files") if isinstance(values, dict) else None
    return files if isinstance(files, dict) else {}


def _contents(files: dict[str, Any], key: str) -> list[str]:
    known = files.get(key)
    return [each for each in known if isinstance(each, str)] if isinstance(known, list) else []
