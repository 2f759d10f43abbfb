"""What the dry run found, a card each; a click goes to the line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.widgets.mark_label import MarkLabel
from studio.widgets.wrapping_button import WrappingButton
from trainer_core.errors import Message
from trainer_core.trial.report import Finding, Severity

_MARKS = {
    Severity.ERROR: ("cross", "wrong"),
    Severity.WARNING: ("warning", "warning"),
    Severity.NOTE: ("info", "muted"),
}
"""Icon and colour of each severity, the gravest first."""


class FindingsList(Retranslated, QWidget):
    """Cards in the order of their gravity. ``sentences`` are those that are shown.

    Signals:
        line_asked(str, int): a person wants to see this line of this file.
    """

    line_asked = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelFindings")
        self._findings: tuple[Finding, ...] = ()
        self.cards: list[FindingCard] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)

    @property
    def sentences(self) -> list[str]:
        return [sentence_of(finding) for finding in self._findings]

    def show_findings(self, findings: Sequence[Finding], own: str = "") -> None:
        """Show these in place of those that are there; ``own`` is the file of the class: others are named."""
        order = list(_MARKS)
        self._findings = tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
        for card in self.cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for finding in self._findings:
            card = FindingCard(finding, finding.file not in ("", own), self)
            card.clicked.connect(self._go)
            self._layout.addWidget(card)
            self.cards.append(card)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the cards in the present language."""
        for card in self.cards:
            card.word()

    @Slot()
    def _go(self) -> None:
        card = self.sender()
        assert isinstance(card, FindingCard)
        if card.finding.line is not None:
            self.line_asked.emit(card.finding.file, card.finding.line)


class FindingCard(WrappingButton):
    """One finding: icon, sentence, and the line below (and which file, if ``is_beside``). Qt's button signals apply."""

    def __init__(self, finding: Finding, is_beside: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.finding = finding
        self._is_beside = is_beside
        self.setObjectName(f"modelFinding_{finding.code}")
        self.setProperty("role", "finding")
        self._mark = MarkLabel(*_MARKS[finding.severity], self)
        self._sentence, self._place = QLabel(self), QLabel(self)
        self._sentence.setWordWrap(True)
        self._place.setProperty("role", "accent")
        for label in (self._sentence, self._place):
            label.setTextFormat(Qt.TextFormat.PlainText)
            fonts.use(label, "small")
        self.hold(self._mark, self._sentence, self._place)
        if finding.line is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._sentence)
        column.addWidget(self._place)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def word(self) -> None:
        """Say it in the present language."""
        kinds = {
            Severity.ERROR: self.tr("Error"),
            Severity.WARNING: self.tr("Warning"),
            Severity.NOTE: self.tr("Note"),
        }
        line = self.finding.line
        sentence = sentence_of(self.finding)
        place = self.tr("Go to line {line} of {file}") if self._is_beside else self.tr("Go to line {line}")
        place = place.format(line=line, file=self.finding.file) if line is not None else ""
        self._sentence.setText(sentence)
        self._place.setText(place)
        self._place.setVisible(bool(place))
        self._mark.setToolTip(kinds[self.finding.severity])
        self.setAccessibleName(f"{kinds[self.finding.severity]}: {sentence}")
        self.setAccessibleDescription(place)


def sentence_of(finding: Finding) -> str:
    """What was found, without the file and the line: those stand beside it."""
    inner = finding.message.facts.get("problem")
    return words(inner if isinstance(inner, Message) else finding.message)
