"""Which screen the audience looks at, and which one the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget


class Screen(Protocol):
    """What is asked of a screen: a `QScreen`, or what stands in for one."""

    def name(self) -> str: ...

    def geometry(self) -> QRect: ...


@dataclass(frozen=True, slots=True)
class Seats:
    """Who looks where; with one screen there is none for the speaker alone."""

    audience: Screen
    speaker: Screen | None


def seats(screens: Sequence[Screen], swapped: bool) -> Seats:
    """Give the audience the last screen, which is the projector, and the speaker the first, the system's main one.

    ``swapped`` is the other way round. ``screens`` has at least one, the main one first.
    """
    if len(screens) < 2:
        return Seats(screens[0], None)
    first, last = screens[0], screens[-1]
    return Seats(first, last) if swapped else Seats(last, first)


def move_to(window: QWidget, screen: Screen) -> None:
    """Let ``window`` be on ``screen``; its size stays where it fits."""
    room = screen.geometry()
    if isinstance(screen, QScreen):
        # Where windows may not place themselves (Wayland) this is what counts.
        window.setScreen(screen)
    if not room.contains(window.geometry()):
        size = window.size().boundedTo(room.size())
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        window.setGeometry(place)
