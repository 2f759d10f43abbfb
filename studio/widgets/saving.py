"""Writes a file by Qt that is whole or not there: beside its place, and renamed into it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSaveFile


def opened_to_save(path: Path) -> QSaveFile:
    """The file, open to be written; raises OSError."""
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(f"{path}: {file.errorString()}")
    return file


def committed(file: QSaveFile) -> None:
    """Put what was written in its place; raises OSError."""
    if not file.commit():
        raise OSError(f"{file.fileName()}: {file.errorString()}")
