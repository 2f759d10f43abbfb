"""Lists every window of the application in a way that is safe from Python's garbage collector."""

from __future__ import annotations

import gc

from PySide6.QtWidgets import QApplication, QWidget


def top_level_widgets() -> list[QWidget]:
    """Every window, dialog and popup of the application.

    `QApplication.topLevelWidgets` makes Python objects of a list of pointers. If Python collects garbage meanwhile, and
    a widget without a parent is part of it (pyqtgraph makes some), the rest of the list points at what is gone, and the
    process ends. So nothing is collected until the list is made.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        return QApplication.topLevelWidgets()
    finally:
        if collects:
            gc.enable()
