"""Points at a part of the window: a frame around it, and a caption beside it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.window.presenter.overlay import Overlay

_LOOKS_MS = 100
_GAP, _SIDE, _WIDEST = 6, 12, 420
_HEAD, _CARD = 60, 3
"""Pixels below a card to the end of the next one's head, and how many times as high as the words a card is."""
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Pointing(Overlay):
    """Follows what it points at, until it is asked to point at something else or at nothing. No signals."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("stagePointing")
        self.caption = ""
        """The words beside the frame."""
        self._target: QWidget | None = None
        self._floor: QWidget | None = None
        self._frame = QRect()
        self.timer.setInterval(_LOOKS_MS)

    @property
    def frame(self) -> QRect:
        """What is pointed at, in the window; empty where it cannot be seen."""
        return self._frame

    def point_at(self, target: QWidget | None, caption: str = "") -> None:
        """Frame ``target`` and say ``caption``; without a target the words stand alone, and without words nothing."""
        self._leave()
        self._target, self.caption = target, caption
        self.setAccessibleName(caption)
        if target is not None:
            target.destroyed.connect(self._forget)
        if target is None and not caption:
            self.hide()
            return
        self._frame = self._place_of_target()
        self.show_over()
        self.update()
        self.timer.start()

    def stay_above(self, floor: QWidget) -> None:
        """Say nothing over ``floor``, a strip at the bottom of the window, for as long as it is there."""
        self._floor = floor
        floor.destroyed.connect(self._forget_floor)

    @Slot()
    def _forget_floor(self) -> None:
        self._floor = None

    @property
    def _bottom(self) -> int:
        floor = self._floor
        return floor.mapTo(self.over, QPoint(0, 0)).y() if floor is not None and floor.isVisible() else self.height()

    def _leave(self) -> None:
        if self._target is not None:
            self._target.destroyed.disconnect(self._forget)
        self._target = None

    @Slot()
    def _forget(self) -> None:
        self._target = None

    def _place_of_target(self) -> QRect:
        target, window = self._target, self.over
        if target is None or not target.isVisible() or not window.isAncestorOf(target):
            return QRect()
        # Qt's visible region takes away what children paint, too: nothing would be left of a plot.
        seen, outer = target.rect(), target
        while outer is not window and (parent := outer.parentWidget()) is not None:
            outer = parent
            seen &= QRect(-target.mapTo(outer, QPoint(0, 0)), outer.size())
        if seen.isEmpty():
            return QRect()
        gap = fonts.scaled(_GAP)
        return QRect(target.mapTo(window, seen.topLeft()), seen.size()).adjusted(-gap, -gap, gap, gap) & self.rect()

    @Slot()
    def tick(self) -> None:
        frame = self._place_of_target()
        if frame != self._frame:
            self._frame = frame
            self.update()
        self.raise_()

    @property
    def bubble(self) -> QRect:
        """Where the words stand: below what is pointed at, or above it, or over its lower part; never cut."""
        if not self.caption:
            return QRect()
        side, gap = fonts.scaled(_SIDE), fonts.scaled(_GAP)
        most = min(fonts.scaled(_WIDEST), self.width() - 4 * side)
        words = QFontMetrics(fonts.font("title", strong=True)).boundingRect(
            QRect(0, 0, most, self.height()), _WRAPPED, self.caption
        )
        room = QRect(0, 0, words.width() + 2 * side + 2, words.height() + side)
        if self._frame.isEmpty():
            room.moveCenter(QPoint(self.width() // 2, self._bottom - room.height()))
            return room
        room.moveLeft(min(max(self._frame.center().x() - room.width() // 2, gap), self.width() - room.width() - gap))
        # Below a card stands the next one, whose head says what it shows.
        below = self._frame.bottom() + (fonts.scaled(_HEAD) if self._frame.height() > _CARD * room.height() else gap)
        if below + room.height() < self._bottom:
            room.moveTop(below)
        elif self._frame.top() - gap - room.height() > 0:
            room.moveBottom(self._frame.top() - gap)
        else:
            room.moveBottom(self._frame.bottom() - gap)
        return room

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        radius, line = fonts.scaled(6), max(2.0, fonts.stroke(2))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._frame.isEmpty():
                painter.setPen(QPen(tokens.colour("validation"), line))
                inside = QRectF(self._frame).adjusted(line / 2, line / 2, -line / 2, -line / 2)
                painter.drawRoundedRect(inside, radius, radius)
            bubble = self.bubble
            if not bubble.isEmpty():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(tokens.colour("accent_fill"))
                painter.drawRoundedRect(QRectF(bubble), radius, radius)
                painter.setPen(tokens.colour("on_accent"))
                painter.setFont(fonts.font("title", strong=True))
                side = fonts.scaled(_SIDE)
                painter.drawText(bubble.adjusted(side, 0, -side, 0), _WRAPPED, self.caption)
