"""A disk that is slow, full or broken, for everything that is written below one folder."""

from __future__ import annotations

import builtins
import errno
import io
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Disk:
    """Stands between the studio and what it writes below ``folder``; a file that is open already is written as it was.

    It replaces `open`, `os.open`, `os.mkdir` and `os.replace` through ``patch``, whose undoing puts them back.
    """

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._folder = os.path.realpath(folder)
        self._seconds = 0.0
        self._error = 0
        self.refused: list[str] = []
        """The paths that were not written."""
        ordinary = open
        wrapped = self._opening(ordinary, lambda mode: isinstance(mode, str) and any(sign in mode for sign in "wax+"))
        patch.setattr(builtins, "open", wrapped)
        patch.setattr(io, "open", wrapped)
        patch.setattr(os, "open", self._opening(os.open, lambda flags: bool(flags & _WRITES)))
        patch.setattr(os, "mkdir", self._changing(os.mkdir, 0))
        patch.setattr(os, "replace", self._changing(os.replace, 1))

    def slow(self, seconds: float) -> None:
        """Every file takes ``seconds`` to be opened for writing, from now on."""
        self._seconds = seconds

    def full(self) -> None:
        """There is no space left, from now on."""
        self._error = errno.ENOSPC

    def read_only(self) -> None:
        """Nothing may be written, from now on."""
        self._error = errno.EROFS

    def broken(self) -> None:
        """Each write fails as on a disk that dies, from now on."""
        self._error = errno.EIO

    def mend(self) -> None:
        """The disk works at full speed again, from now on."""
        self._seconds, self._error = 0.0, 0

    def _opening(self, real: Callable[..., Any], writes: Callable[[Any], bool]) -> Callable[..., Any]:
        def opened(path: Any, how: Any = "r", *rest: Any, **named: Any) -> Any:
            if writes(named.get("mode", how) if real is not os.open else how):
                self._touch(path)
            return real(path, *(() if "mode" in named and how == "r" else (how,)), *rest, **named)

        return opened

    def _changing(self, real: Callable[..., Any], place: int) -> Callable[..., Any]:
        def changed(*paths: Any, **named: Any) -> Any:
            self._touch(paths[place])
            return real(*paths, **named)

        return changed

    def _touch(self, path: Any) -> None:
        if not isinstance(path, str | os.PathLike):
            return
        whole = os.path.realpath(path)
        if whole != self._folder and not whole.startswith(self._folder + os.sep):
            return
        if self._seconds:
            time.sleep(self._seconds)
        if self._error:
            self.refused.append(whole)
            raise OSError(self._error, os.strerror(self._error), str(path))
