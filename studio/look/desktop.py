"""What a person has set for the whole desktop, as far as this Qt tells it: contrast (from 6.10 on), motion (6.12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication


def wants_high_contrast(app: QApplication) -> bool:
    """Whether the desktop asks for high contrast; False where Qt does not tell."""
    return _preference(app, "contrastPreference")


def wants_less_motion(app: QApplication) -> bool:
    """Whether the desktop asks for reduced motion; False where Qt does not tell."""
    return _preference(app, "motionPreference")


def follow_contrast(app: QApplication, slot: Callable[[], None]) -> None:
    """Call ``slot``, that of a QObject, when the desktop's contrast changes."""
    _follow(app, "contrastPreferenceChanged", slot)


def follow_motion(app: QApplication, slot: Callable[[], None]) -> None:
    """Call ``slot``, that of a QObject, when the desktop's wish for less motion changes."""
    _follow(app, "motionPreferenceChanged", slot)


def _preference(app: QApplication, name: str) -> bool:
    # Both enumerations begin with NoPreference, and have one more value.
    hints: Any = app.styleHints()
    accessibility = hints.accessibility() if hasattr(hints, "accessibility") else None
    read = getattr(accessibility, name, None)
    return read is not None and read().name != "NoPreference"


def _follow(app: QApplication, name: str, slot: Callable[[], None]) -> None:
    hints: Any = app.styleHints()
    accessibility = hints.accessibility() if hasattr(hints, "accessibility") else None
    signal = getattr(accessibility, name, None)
    if signal is not None:
        signal.connect(slot)
