"""The view that says what the data is: how many examples of what, where they come from and where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.session import Action, Session
from studio.views.data.data_findings import DataFindings
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_button import IconButton
from trainer_core.data import sources
from trainer_core.data.check.finding import Finding
from trainer_core.errors import Message
from trainer_core.protocol.data_browsing import DataDescribed
from trainer_core.protocol.events import Prepared
from trainer_core.protocol.reports import DataReport

_SIDE = 14
_LEFT_OUT = ("unreadable", "identifier", "constant")
"""Findings that name what is left out in reading."""


class DataFactsView(Retranslated, QWidget):
    """Facts about the data in use. ``facts`` maps keys (``"training"``, ``"shape"``, …) to the words shown;
    ``balance`` maps each class to its number of training examples.

    Signals:
        again_asked(): a person wants the data to be read again.
    """

    again_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataFactsView")
        self._session = session
        self.facts: dict[str, str] = {}
        self.balance: dict[str, int] = {}
        self._described: DataDescribed | None = None
        self.title = QLabel(self)
        self.again_button = IconButton("again", "", self)
        self.again_button.setObjectName("dataReadAgain")
        self.balance_title = QLabel(self)
        self.findings = DataFindings(session, self)
        self.bars = BarList(self)
        self.bars.setObjectName("dataBalance")
        self._form = QFormLayout()
        self._names: list[QLabel] = []
        self.empty = EmptyState("info", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        session.follow(Prepared, self._refresh, self)
        session.state_changed.connect(self._follow_state)
        self.again_button.clicked.connect(self.again_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.again_button.set_name(
            self.tr("Read the data again: new examples are added, and missing ones are left out")
        )
        self.empty.set_words(
            self.tr("About the data"),
            self.tr(
                "How many examples there are, of which classes, and where they come from. Press Train to load them."
            ),
        )
        self.bars.setAccessibleName(self.tr("Examples of each class"))
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._wrap()

    def minimumSizeHint(self) -> QSize:
        # Where names and values do not fit beside each other, the values go below: see `_wrap`.
        return QSize(0, super().minimumSizeHint().height())

    def show_described(self, event: DataDescribed) -> None:
        """Add what was measured of the data that is shown."""
        self._described = event
        self._refresh()

    def _arrange(self) -> None:
        fonts.use(self.title, "title", strong=True)
        fonts.use(self.balance_title, "small")
        self.balance_title.setProperty("role", "muted")
        for label in (self.title, self.balance_title):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        body = QWidget(self)
        body.setProperty("role", "clear")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_SIDE, 12, _SIDE, 12)
        layout.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        layout.addWidget(self.findings)
        layout.addLayout(self._form)
        layout.addWidget(self.balance_title)
        layout.addWidget(self.bars)
        layout.addStretch(1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    @Slot()
    def _follow_state(self) -> None:
        self.again_button.setEnabled(self._session.possible(Action.EDIT_RECIPE))

    @Slot(object)
    def _refresh(self, event: object = None) -> None:
        if not self.isVisible():
            return
        preparation = self._session.preparation
        if event is not None:
            self._described = None
        self.pages.setCurrentIndex(0 if preparation is None else 1)
        if preparation is None:
            return
        self.title.setText(preparation.data.title)
        self.findings.setVisible(sources.is_own(preparation.data.source))
        self.findings.show_findings(preparation.data.findings)
        rows = self._rows(preparation.data)
        facts = {key: value for key, (_, value) in rows.items()}
        if facts != self.facts or self._form.rowCount() == 0 or event is None:
            self.facts = facts
            self._fill_form(rows)
        self._count_classes(preparation.data)

    def _rows(self, data: DataReport) -> dict[str, tuple[str, str]]:
        """Label and words of each fact that is known, by key."""
        origin: Mapping[str, object] = data.provenance
        rows = {
            "training": (self.tr("Training"), formats.count(data.training)),
            "validation": (self.tr("Validation"), formats.count(data.validation)),
            "test": (self.tr("Test"), formats.count(data.test)),
            "shape": (self.tr("Each example"), self._shape_words(data.input_shape)),
            "classes": (self.tr("Classes"), formats.count(len(data.class_names)) if data.class_names else ""),
            "targets": (self.tr("Targets"), ", ".join(data.target_names)),
            **self._measured(data),
            "placement": (self.tr("Stored in"), words(data.placement)),
            "origin": (self.tr("Source"), str(origin.get("origin", ""))),
            "licence": (self.tr("Licence"), words(Message(str(origin.get("licence", ""))))),
            "note": (self.tr("Note"), words(Message(str(origin.get("note", ""))))),
            "reading": (
                self.tr("Reading"),
                " ".join(words(note) for note in data.notes if not _is_found(note, data.findings)),
            ),
        }
        return {key: row for key, row in rows.items() if row[1]}

    def _measured(self, data: DataReport) -> dict[str, tuple[str, str]]:
        event = self._described
        if event is None:
            return {}
        span = self.tr("{low} to {high}").format(low=_short(event.low), high=_short(event.high))
        files = counted(event.files, "1 file, {size}", "{n:,} files, {size}", size=formats.size(event.bytes))
        return {
            "range": (self.tr("Training values"), span if len(data.input_shape) == 3 else ""),
            "mean": (self.tr("Mean per channel"), ", ".join(map(_short, event.mean.tolist()))),
            "deviation": (
                self.tr("Std. dev. per channel"),
                ", ".join(map(_short, event.deviation.tolist())),
            ),
            "files": (self.tr("Files read"), files if event.files else ""),
        }

    def _shape_words(self, shape: tuple[int, ...]) -> str:
        if len(shape) != 3:
            return counted(int(np.prod(shape)), "1 number", "{n:,} numbers")
        channels, height, width = shape
        kind = {1: self.tr("grey"), 3: self.tr("colour")}.get(channels)
        size = self.tr("{width} × {height} pixels").format(width=width, height=height)
        kind = kind or counted(channels, "1 channel", "{n:,} channels")
        return f"{size}, {kind}"

    def _fill_form(self, rows: Mapping[str, tuple[str, str]]) -> None:
        self._names.clear()
        while self._form.rowCount():
            self._form.removeRow(0)
        for key, (name, value) in rows.items():
            label, field = QLabel(name), QLabel(formats.breakable(value))
            label.setProperty("role", "muted")
            field.setObjectName(f"dataFact_{key}")
            field.setAccessibleName(name)
            field.setToolTip(value)
            field.setWordWrap(True)
            field.setTextFormat(Qt.TextFormat.PlainText)
            field.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._form.addRow(label, field)
            self._names.append(label)
        self._wrap()

    def _wrap(self) -> None:
        """Have the values below their names where the longest word of one, a number perhaps, would be cut."""
        names = (label.sizeHint().width() for label in self._names)
        values = (formats.breakable(value).replace("\u200b", " ") for value in self.facts.values())
        words = (fonts.width_of(word, self.font()) for value in values for word in value.split())
        needed = max(names, default=0) + self._form.horizontalSpacing() + max(words, default=0) + 2 * _SIDE
        policy = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policy.WrapAllRows if needed > self.width() else policy.WrapLongRows)

    def _count_classes(self, data: DataReport) -> None:
        self.balance = dict(zip(data.class_names, data.class_counts, strict=False))
        self.bars.setVisible(bool(self.balance))
        self.balance_title.setVisible(bool(self.balance))
        self.balance_title.setText(self.tr("Training examples of each class"))
        most = max(self.balance.values(), default=1) or 1
        self.bars.set_bars([Bar(name, count / most, formats.count(count)) for name, count in self.balance.items()])


def _is_found(note: Message, findings: Iterable[Finding]) -> bool:
    """Whether a finding, which stands above, names what a note on the reading says is left out."""
    named = str(note.facts.get("file") or str(note.facts.get("names", "")).split(", ")[0])
    return any(named in finding.items for finding in findings if finding.code in _LEFT_OUT)


def _short(value: float) -> str:
    return formats.number(float(f"{value:.4g}"))
