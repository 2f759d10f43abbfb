"""How the library makes the small plots of runs that are over, which belong to another view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

NewPlots = Callable[[QBoxLayout.Direction, QWidget], Any]
"""Makes a widget with ``show_run(history, best_by)`` and ``show_overlays(overlays)``."""
