"""What an empty place shows: what will appear here, and how to get it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.icons import paint_icon
from studio.look.painting import reporting
from studio.widgets.button import Button

_SIDE = 32
_WIDEST = 520


class EmptyState(QWidget):
    """An icon, a title and a sentence in the middle of the room it is given, and below them what else is offered.

    Signals:
        taken(): the button of the offer was clicked.
    """

    taken = Signal()

    def __init__(self, icon_name: str, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._sentence = QLabel(self)
        self._sentence.setProperty("role", "muted")
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
        fonts.use(self._title, "title", strong=True)
        fonts.use(self._sentence)
        self.offer: Button | None = None
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(_Picture(icon_name, self), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(4)
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self._title)
        # A longer line is hard to read; a margin would be lost in a narrow place.
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._sentence, 1)
        row.addStretch()
        self._fit()
        layout.addLayout(row)
        layout.addStretch(1)
        self.set_words(title, sentence)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self._sentence.setMaximumWidth(fonts.scaled(_WIDEST))

    def set_words(self, title: str, sentence: str) -> None:
        """Set title and sentence, as for another language."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    def set_offer(self, name: str, text: str, tip: str) -> None:
        """Offer ``text`` on a button below the sentence, called ``name``."""
        if self.offer is None:
            self.offer = Button("", "help", self)
            self.offer.setObjectName(name)
            self.offer.clicked.connect(self.taken)
            place = self._column.count() - 1
            self._column.insertSpacing(place, 8)
            self._column.insertWidget(place + 1, self.offer, 0, Qt.AlignmentFlag.AlignHCenter)
        self.offer.setText(text)
        self.offer.setToolTip(tip)


class _Picture(QWidget):
    def __init__(self, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon_name = icon_name

    def sizeHint(self) -> QSize:
        side = fonts.scaled(_SIDE)
        return QSize(side, side)

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_icon(painter, self._icon_name, QRectF(self.rect()), "muted")
