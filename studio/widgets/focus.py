"""Where the keyboard is: when a ring shows it, and who has it after what had it is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
_SAME_AS_BEFORE = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


def ring_after(event: QFocusEvent, before: bool) -> bool:
    """Return whether a widget that this event gives the focus shows its ring; ``before``: did it last."""
    return before if event.reason() in _SAME_AS_BEFORE else event.reason() in _KEYBOARD


def has_keyboard(place: QWidget) -> bool:
    """Return whether ``place`` or something in it has the keyboard focus."""
    focus = QApplication.focusWidget()
    return focus is not None and (place is focus or place.isAncestorOf(focus))


def hand_over(leaving: QWidget, heir: QWidget) -> None:
    """Give the keyboard to ``heir`` before ``leaving`` goes; Qt would give it to whatever comes next in the window."""
    if has_keyboard(leaving):
        heir.setFocus(Qt.FocusReason.OtherFocusReason)


@contextmanager
def kept_in(place: QWidget, heir: QWidget) -> Iterator[None]:
    """Give the keyboard to ``heir`` if ``place`` has it before the block and no more after it."""
    held = has_keyboard(place)
    yield
    if held and not has_keyboard(place):
        heir.setFocus(Qt.FocusReason.OtherFocusReason)


def lead_to(place: QWidget, heir: QWidget) -> None:
    """Give the keyboard to ``heir``, which is in ``place``, whenever ``place`` is given it.

    Not a focus proxy of Qt: Tab stops at a widget that has one, and goes on from the proxy. A widget that was moved
    into another one comes after what is in it, so that Tab went round in it for ever.
    """
    _Lead(place, heir)


class _Lead(QObject):
    """Hands on the focus of its parent."""

    def __init__(self, place: QWidget, heir: QWidget) -> None:
        super().__init__(place)
        self._heir = heir
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._heir.setFocus(event.reason())
        return False
