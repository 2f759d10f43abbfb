"""What code has shown: entries, output, results and errors, in the theme's colours, with links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.theme import current_theme
from studio.widgets.scroll_column import ScrollColumn

_MOST_LINES = 3000
_MOST_PIECES = 1500
_WIDEST = 480


class Tone(Enum):
    """How a piece is shown: the token of its colour."""

    ENTRY = "accent"
    TEXT = "text"
    ERROR = "wrong"
    NOTE = "muted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of one tone, a link if it leads to ``target``, or a ``picture`` as PNG."""

    tone: Tone
    text: str
    target: str = ""
    picture: bytes = b""


class ConsoleOutput(Retranslated, QTextBrowser):
    """Grows at its end, which it follows unless a person has scrolled up. Its links can be reached with Tab.

    Signals:
        link_opened(str): a person has chosen the link to this target.
    """

    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consoleOutput")
        self.setProperty("role", "console")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setMaximumBlockCount(_MOST_LINES)
        self.pieces: list[Piece] = []
        self._pictures = 0
        self._follows = True
        self._hint = QLabel(self.viewport())
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("role", "muted")
        column = QVBoxLayout(self.viewport())
        # With large text in a small window it is longer than there is room.
        self._hint_area = ScrollColumn(self.viewport())
        self._hint_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint_area.setWidget(self._hint)
        for part in (self._hint_area.viewport(), self._hint):
            part.setAutoFillBackground(False)
        column.addWidget(self._hint_area)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().rangeChanged.connect(self._stay)
        self.anchorClicked.connect(self._open)
        current_theme().changed.connect(self._again)
        self._again()
        self.retranslate()

    @property
    def columns(self) -> int:
        """How many characters there is room for in a line."""
        margins = 2 * self.document().documentMargin()
        room = self.viewport().width() - margins
        return max(1, int(room / QFontMetricsF(self.document().defaultFont()).horizontalAdvance("0")))

    @property
    def shown(self) -> str:
        """The whole text that can be read."""
        return self.toPlainText()

    def add(self, *pieces: Piece) -> None:
        """Show more."""
        self.pieces += pieces
        del self.pieces[:-_MOST_PIECES]
        self._hint_area.setVisible(not self.pieces)
        self._insert(pieces)

    def clear(self) -> None:
        """Show nothing."""
        self.pieces.clear()
        super().clear()
        self._hint_area.show()

    def set_hint(self, text: str) -> None:
        """Say this while nothing was shown yet."""
        self._hint.setText(text)
        self.setAccessibleDescription(text)

    def retranslate(self) -> None:
        """Name the output in the present language."""
        self.setAccessibleName(self.tr("Output of the console"))

    def _insert(self, pieces: tuple[Piece, ...] | list[Piece]) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for piece in pieces:
            if piece.picture:
                self._insert_picture(cursor, piece.picture)
            else:
                cursor.insertText(piece.text, self._format(piece))
        cursor.endEditBlock()

    def _insert_picture(self, cursor: QTextCursor, png: bytes) -> None:
        picture = QImage.fromData(png)
        if picture.isNull():
            return
        if picture.width() > fonts.scaled(_WIDEST):
            picture = picture.scaledToWidth(fonts.scaled(_WIDEST))
        self._pictures += 1
        name = f"picture:{self._pictures}"
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), picture)
        cursor.insertImage(name)
        cursor.insertText("\n", QTextCharFormat())

    def _format(self, piece: Piece) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFont(fonts.monospace())
        form.setForeground(current_theme().tokens.colour("link" if piece.target else piece.tone.value))
        if piece.tone is Tone.ENTRY:
            form.setFontWeight(QFont.Weight.DemiBold)
        if piece.target:
            form.setAnchor(True)
            form.setAnchorHref(piece.target)
            form.setFontUnderline(True)
        return form

    @Slot(object)
    def _again(self, tokens: object = None) -> None:
        """Show everything anew, in the colours and size that hold now."""
        super().clear()
        self.document().setDefaultFont(fonts.monospace())
        self._insert(self.pieces)
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - self.fontMetrics().lineSpacing()

    @Slot(int, int)
    def _stay(self, least: int = 0, most: int = 0) -> None:
        """Stay at the end, also where there is less room than before."""
        if self._follows:
            self.verticalScrollBar().setValue(most)

    @Slot(QUrl)
    def _open(self, target: QUrl) -> None:
        self.link_opened.emit(target.toString())
