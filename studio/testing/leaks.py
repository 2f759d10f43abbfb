"""Finds what a studio must not leave behind: threads, windows, and open files of its own folder."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import psutil

from studio.testing.windows import top_level_widgets


class LeakError(AssertionError):
    """A closed studio has left something behind."""


class Footprint:
    """What was there before a studio was opened."""

    def __init__(self, folder: Path) -> None:
        self._threads = set(threading.enumerate())
        self._windows = {id(window) for window in top_level_widgets() if window.isVisible()}
        self._files = _open_files(folder)

    def left(self, folder: Path) -> list[str]:
        """Threads, visible windows and open files below ``folder`` that are new since; a sentence for each kind."""
        threads = [each for each in threading.enumerate() if each not in self._threads and not each.daemon]
        windows = [each for each in top_level_widgets() if each.isVisible() and id(each) not in self._windows]
        left = {
            "threads still running": [each.name for each in threads],
            "windows still open": [each.objectName() or type(each).__name__ for each in windows],
            "files still open": sorted(self._files_left(folder)),
        }
        return [f"{what}: {', '.join(names)}" for what, names in left.items() if names]

    def _files_left(self, folder: Path) -> set[str]:
        left = _open_files(folder) - self._files
        if left:
            gc.collect()  # what is garbage already is left by nobody
            left &= _open_files(folder)
        return left


def _open_files(folder: Path) -> set[str]:
    root = folder.resolve()
    return {file.path for file in psutil.Process().open_files() if Path(file.path).is_relative_to(root)}
