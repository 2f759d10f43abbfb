"""Shortens names to the room that there is so that no two of them look alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

_WAYS = (Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideLeft, Qt.TextElideMode.ElideRight)


def told_apart(names: Sequence[str], metrics: QFontMetricsF, room: float) -> list[str]:
    """Shorten ``names`` to ``room`` pixels: in the middle, and those that would look alike then where they differ."""
    ways = [[metrics.elidedText(name, way, max(0.0, room)) for name in names] for way in _WAYS]
    shown = ways[0]
    for other in ways[1:]:
        alike, fewer = Counter(shown), Counter(other)
        shown = [
            by_other if alike[text] > 1 and fewer[by_other] == 1 and by_other not in alike else text
            for text, by_other in zip(shown, other, strict=True)
        ]
    return shown
