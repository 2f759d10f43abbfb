"""When a focus ring is shown: for a person who moves by keyboard, not for one who clicks or just arrived."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_SAME_AS_BEFORE = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


def ring_after(event: QFocusEvent, before: bool) -> bool:
    """Return whether a widget that this event gives the focus shows its ring; ``before``: did it last."""
    return before if event.reason() in _SAME_AS_BEFORE else event.reason() in _KEYBOARD
