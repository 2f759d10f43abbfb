"""What is seen before there is a file: templates to begin with, and a way to open one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.model.own_class.templates import TEMPLATES, Template
from studio.widgets.button import Button
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.wrapping_button import WrappingButton

_SENTENCE = 720
_CARD = 250
"""Least width of a template's card in pixels at the system's text size."""


class StartPage(Retranslated, ScrollColumn):
    """A sentence, a button to open a file, and a card for each template.

    Signals:
        open_asked(): a person wants to open a file.
        template_asked(object): a person begins with this `Template`.
    """

    open_asked = Signal()
    template_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = QWidget(self)
        content.setProperty("role", "clear")
        self.title, self.sentence = QLabel(content), QLabel(content)
        fonts.use(self.title, "title", strong=True)
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        self.open_button = Button("", "folder", content)
        self.open_button.setObjectName("modelOpenFile")
        self.open_button.clicked.connect(self.open_asked)
        self.begin = QLabel(content)
        self.begin.setProperty("role", "muted")
        fonts.use(self.begin, "small", strong=True)
        self.cards = [_Card(template, content) for template in TEMPLATES]
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._columns = 0
        column = QVBoxLayout(content)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self.begin)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for card in self.cards:
            card.clicked.connect(self._begin)
        self._place()
        self._limit()
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._limit()

    def _limit(self) -> None:
        """Keep the lines as short as is easy to read."""
        self.sentence.setMaximumWidth(fonts.scaled(_SENTENCE))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.title.setText(self.tr("Your own class"))
        self.sentence.setText(
            self.tr(
                "Train any nn.Module from a Python file. Write it here, or open one and continue in the editor "
                "that you like: the studio follows the file. It is tried on a batch before it is trained, and what "
                "does not hold is shown at its line."
            )
        )
        self.open_button.setText(self.tr("Open a Python file…"))
        self.begin.setText(self.tr("Or begin with"))
        for card in self.cards:
            card.word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = min(max(1, (self.viewport().width() - 24) // fonts.scaled(_CARD)), 3)
        if columns != self._columns:
            self._columns = columns
            for number, card in enumerate(self.cards):
                self._grid.addWidget(card, number // columns, number % columns)
            for number in range(3):
                self._grid.setColumnStretch(number, 1 if number < columns else 0)

    @Slot()
    def _begin(self) -> None:
        card = self.sender()
        assert isinstance(card, _Card)
        self.template_asked.emit(card.template)


class _Card(WrappingButton):
    """One template. Qt's button signals apply."""

    def __init__(self, template: Template, parent: QWidget) -> None:
        super().__init__(parent)
        self.template = template
        self.setObjectName(f"modelTemplate_{template.name}")
        self.setProperty("role", "finding")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title, self._sentence = QLabel(self), QLabel(self)
        fonts.use(self._title, "base", strong=True)
        fonts.use(self._sentence, "small")
        self._sentence.setProperty("role", "muted")
        self._sentence.setWordWrap(True)
        self.hold(self._title, self._sentence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addStretch(1)

    def word(self) -> None:
        """Say what it is in the present language."""
        self._title.setText(self.template.title)
        self._sentence.setText(self.template.sentence)
        self.setAccessibleName(self.template.title)
        self.setAccessibleDescription(self.template.sentence)
