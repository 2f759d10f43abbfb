"""What the check of a person's own data found, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.messages import words
from studio.session.session import Action, Session
from studio.widgets.button import Button
from studio.widgets.mark_label import MarkLabel
from studio.widgets.wrapping_button import WrappingButton
from trainer_core.data.check.finding import Finding, Offer, Severity

_MARKS = {
    Severity.ERROR: ("close", "wrong"),
    Severity.WARNING: ("warning", "warning"),
    Severity.NOTE: ("info", "muted"),
}
"""Icon and colour of each severity, the gravest first."""
_SHOWN = 8
"""Items that are named; the tool tip has more."""
_IN_TIP = 40


class DataFindings(QWidget):
    """A card for each finding. ``sentences`` are those that are shown, in their order.

    Signals:
        examples_asked(object): a person wants to see what this `Finding` is about.
    """

    examples_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataFindings")
        self._session = session
        self._findings: tuple[Finding, ...] | None = None
        self._cards: list[QWidget] = []
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        fonts.use(self._title, "small")
        self._title.setProperty("role", "muted")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._title)

    @property
    def sentences(self) -> list[str]:
        return [words(finding.message) for finding in self._findings or ()]

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings, the gravest first."""
        order = list(_MARKS)
        self._findings = tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
        for card in self._cards:
            self._layout.removeWidget(card)
            card.deleteLater()
        self._cards = [self._card(finding) for finding in self._findings]
        for card in self._cards:
            self._layout.addWidget(card)
        self._title.setText(self.tr("Found in the data") if findings else self.tr("Nothing was found wrong with it."))

    def _card(self, finding: Finding) -> QWidget:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setObjectName(f"finding_{finding.code}")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        mark = MarkLabel(*_MARKS[finding.severity], card)
        mark.setAccessibleName(self._severity(finding.severity))
        mark.setToolTip(mark.accessibleName())
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_text(words(finding.message), card), 1)
        layout.addLayout(row)
        if finding.advice is not None:
            layout.addWidget(_text(words(finding.advice), card, muted=True))
        if finding.items:
            named = ", ".join(finding.items[:_SHOWN]) + (", …" if len(finding.items) > _SHOWN else "")
            items = _text(named, card, muted=True)
            items.setToolTip("\n".join(finding.items[:_IN_TIP]))
            layout.addWidget(items)
            show = Button(self.tr("Show"), "", card)
            show.setObjectName(f"show_{finding.code}")
            show.setProperty("size", "small")
            show.setToolTip(self.tr("Show the examples, or the column, that this is about"))
            show.clicked.connect(partial(self.examples_asked.emit, finding))
            layout.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        for offer in finding.offers:
            button = _offer_button(words(offer.message).rstrip("."), card)
            button.setObjectName(f"offer_{finding.code}")
            changes = ", ".join(f"{key} = {value}" for key, value in offer.values.items())
            button.setToolTip(self.tr("Sets in the recipe: {changes}").format(changes=changes))
            button.setEnabled(self._session.possible(Action.EDIT_RECIPE))
            button.clicked.connect(partial(self._take, offer))
            layout.addWidget(button)
        return card

    def _severity(self, severity: Severity) -> str:
        return {
            Severity.ERROR: self.tr("Error"),
            Severity.WARNING: self.tr("Warning"),
            Severity.NOTE: self.tr("Note"),
        }[severity]

    def _take(self, offer: Offer) -> None:
        for key, value in offer.values.items():
            self._session.set_value(key, value)


def _offer_button(text: str, parent: QWidget) -> WrappingButton:
    """A button whose words take as many lines as they need: some name columns, or a pattern."""
    button = WrappingButton(parent)
    button.setProperty("size", "small")
    button.setAccessibleName(text)
    label = QLabel(formats.breakable(text, "/\\_-."), button)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    button.hold(label)
    layout = QVBoxLayout(button)
    layout.setContentsMargins(10, 5, 10, 5)
    layout.addWidget(label)
    return button


def _text(text: str, parent: QWidget, *, muted: bool = False) -> QLabel:
    label = QLabel(formats.breakable(text, "/\\_-."), parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    if muted:
        label.setProperty("role", "muted")
        fonts.use(label, "small")
    return label
