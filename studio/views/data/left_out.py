"""What a finding is about where none of it is an example: files and folders, with the reason if one is known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.data.check.finding import Finding
from trainer_core.errors import Message

_SHOWN = 500


class LeftOut(Retranslated, ScrollColumn):
    """A sentence, and a line for each item of a finding. ``lines`` are those that are shown. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataLeftOut")
        self._finding: Finding | None = None
        self._notes: tuple[Message, ...] = ()
        self.lines: list[str] = []
        inner = QWidget(self)
        inner.setProperty("role", "clear")
        self._sentence, self._items = QLabel(inner), QLabel(inner)
        fonts.use(self._sentence, "title", strong=True)
        for label in (self._sentence, self._items):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 8, 14, 14)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addWidget(self._items)
        column.addStretch(1)
        self.setWidget(inner)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("What is not used as an example"))
        if self._finding is not None:
            self.show_items(self._finding, self._notes)

    def show_items(self, finding: Finding, notes: Sequence[Message]) -> None:
        """Show what ``finding`` is about; ``notes`` on the reading tell of a file why it was left out."""
        self._finding, self._notes = finding, tuple(notes)
        why = {str(note.facts["file"]): words(note) for note in notes if "file" in note.facts}
        self.lines = [why.get(name, name) for name in finding.items[:_SHOWN]]
        more = len(finding.items) - len(self.lines)
        if more:
            self.lines.append(counted(more, "… and 1 more", "… and {n:,} more"))
        self._sentence.setText(self.tr("Not used as examples"))
        self._items.setText("\n".join(self.lines))
