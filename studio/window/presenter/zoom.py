"""Zoom: one panel fills the window, live, until Escape is pressed."""

from __future__ import annotations

import time
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.look.painting import reporting
from studio.look.theme import current_theme
from studio.window.presenter.overlay import Overlay

_LEAST_MS, _COSTS = 100, 20
"""The picture is taken anew after a tenth of a second, or twenty times what taking it took."""
_SMALLEST = 5
"""What is less than a fifth of the window wide or high is a part of a panel."""
_LARGEST = 0.6
"""A card that takes more of the window is looked at by its parts."""


class _State(Enum):
    OFF = "off"
    CHOOSING = "choosing"
    ZOOMED = "zoomed"


def panel_at(window: QWidget, at: QPoint) -> QWidget | None:
    """The panel of ``window`` at this place: the card around it, or else the smallest part that is worth a look."""
    chain: list[QWidget] = []
    widget = window.childAt(at)
    while widget is not None and widget is not window:
        chain.append(widget)
        widget = widget.parentWidget()
    whole = window.width() * window.height()
    for each in chain:
        if each.property("role") == "card" and each.width() * each.height() < _LARGEST * whole:
            return each
    for each in chain:
        wide, high = each.width() * _SMALLEST >= window.width(), each.height() * _SMALLEST >= window.height()
        if wide and high and each.objectName() != "qt_scrollarea_viewport":
            return each
    return None


class Zoom(Overlay):
    """Chooses a panel with a click, then shows it as large as the window.

    Signals:
        ended(): Escape was pressed, or what was shown is gone.
    """

    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("stageZoom")
        self._state = _State.OFF
        self._panel: QWidget | None = None
        self._picture = QPixmap()
        self.timer.setSingleShot(True)

    @property
    def panel(self) -> QWidget | None:
        """The panel that fills the window; None while there is none."""
        return self._panel if self._state is _State.ZOOMED else None

    def choose(self) -> None:
        """Let a person click the panel that is to fill the window."""
        self._state = _State.CHOOSING
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.show_over()
        self.take_mouse(True)

    def end(self) -> None:
        """Show the window again."""
        self._state = _State.OFF
        self._picture = QPixmap()
        self._take_panel(None)
        self.hide()
        self.take_mouse(False)

    def _take_panel(self, panel: QWidget | None) -> None:
        if panel is self._panel:
            return
        if self._panel is not None:
            self._panel.destroyed.disconnect(self._lose)
        self._panel = panel
        if panel is not None:
            panel.destroyed.connect(self._lose)
        self.update()

    @Slot()
    def _lose(self) -> None:
        """End at the next turn: if it is the window that is being deleted, there is none."""
        self._panel = None
        QTimer.singleShot(0, self, self.tick)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._state is _State.CHOOSING:
            self._take_panel(self._panel_below(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._state is _State.CHOOSING and event.button() == Qt.MouseButton.LeftButton:
            self._take_panel(self._panel_below(event.position().toPoint()))
            if self._panel is not None:
                self._state = _State.ZOOMED
                self.setCursor(Qt.CursorShape.ArrowCursor)
                self.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            event.ignore()

    def _panel_below(self, at: QPoint) -> QWidget | None:
        """The panel at this place, which lies under this sheet."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        found = panel_at(self.over, at)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        return found

    @Slot()
    def tick(self) -> None:
        """Paint the panel larger: its text and lines are drawn at that size, and stay sharp."""
        panel = self._panel
        if panel is None or not panel.isVisible() or panel.size().isEmpty():
            self.ended.emit()
            return
        begin = time.perf_counter()
        factor = min(self.width() / panel.width(), self.height() / panel.height())
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(panel.width() * factor * ratio), round(panel.height() * factor * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(current_theme().tokens.colour("panel"))
        with QPainter(picture) as painter:
            painter.scale(factor, factor)
            panel.render(painter, QPoint(), QRegion(panel.rect()), QWidget.RenderFlag.DrawChildren)
        self._picture = picture
        self.update()
        self.timer.start(max(_LEAST_MS, round(_COSTS * 1000 * (time.perf_counter() - begin))))

    @property
    def place(self) -> QRect:
        """Where in the window the panel is shown, in the middle."""
        size = self._picture.deviceIndependentSize().toSize()
        room = QRect(QPoint(), size)
        room.moveCenter(self.rect().center())
        return room

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            if self._state is _State.ZOOMED:
                painter.fillRect(event.rect(), tokens.colour("window"))
                painter.drawPixmap(QPointF(self.place.topLeft()), self._picture)
            elif self._panel is not None:
                area = QRectF(QPointF(self._panel.mapTo(self.over, QPoint())), self._panel.size())
                painter.setPen(QPen(tokens.colour("accent"), max(3.0, fonts.stroke(2))))
                painter.drawRect(area)
