"""The result of verifying a run: every number equal, or a table of those that differ and why they may."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.look.messages import counted, words
from studio.look.metrics import word
from studio.widgets.mark_label import MarkLabel
from trainer_core.errors import Message, plural
from trainer_core.protocol.events import Verified

_PARTS = {
    "train_": QT_TRANSLATE_NOOP("VerifiedDialog", "training {metric}"),
    "validation_": QT_TRANSLATE_NOOP("VerifiedDialog", "validation {metric}"),
}


class VerifiedDialog(QDialog):
    """Says what `Verified` found. Qt's dialog signals apply; there are none of its own."""

    def __init__(self, event: Verified, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verifiedDialog")
        self._event = event
        self._head = QLabel(self.tr("Verified") if event.equal else self.tr("The numbers differ"), self)
        self._sentence = QLabel(self._words(), self)
        self._remark = QLabel(words(event.remark) if event.remark else "", self)
        place = self.tr("Replayed from {path}").format(path=event.snapshot) if event.snapshot else ""
        self._place = QLabel(place, self)
        self.table = QTableWidget(self)
        self.table.setObjectName("verifiedTable")
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setObjectName("verifiedCloseButton")
        self.close_button.setToolTip(self.tr("Close this page"))
        self.close_button.setProperty("role", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._fill()
        self._arrange()
        self.close_button.setFocus()

    @property
    def text(self) -> str:
        """The sentences, a line each."""
        return "\n".join(filter(None, (self._head.text(), self._sentence.text(), self._remark.text())))

    def sizeHint(self) -> QSize:
        width = round(520 * fonts.scale())
        return QSize(width, self._layout.totalHeightForWidth(width))

    def _words(self) -> str:
        event = self._event
        batches = plural(event.batches, "1 batch", "{n:,} batches")
        if event.snapshot is None:
            replayed = Message("Replayed {batches} from the beginning of the run", {"batches": batches})
        else:
            facts = {"batches": batches, "first": formats.count(event.first)}
            replayed = Message("Replayed {batches} from the snapshot after batch {first}", facts)
        if event.equal:
            return counted(
                event.compared,
                "{replayed}: the number is equal, to the last bit.",
                "{replayed}: all {n:,} numbers are equal, to the last bit.",
                replayed=replayed,
            )
        return counted(
            event.different,
            "{replayed}: 1 of {numbers} numbers differs. The run itself is untouched.",
            "{replayed}: {n:,} of {numbers} numbers differ. The run itself is untouched.",
            replayed=replayed,
            numbers=formats.count(event.compared),
        )

    def _fill(self) -> None:
        event = self._event
        self.table.setVisible(bool(event.differences))
        headings = [self.tr("Batch"), self.tr("Number"), self.tr("Recorded"), self.tr("Replayed")]
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(event.differences))
        for row, each in enumerate(event.differences):
            cells = (
                formats.count(each.step + 1),
                self.tr("learning rate") if each.column == "lr" else _name(each.column),
                repr(each.recorded),
                repr(each.replayed),
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def _arrange(self) -> None:
        self.setWindowTitle(self.tr("Verify run"))
        self.setAccessibleName(self._head.text())
        self.setAccessibleDescription(self._sentence.text())
        self.table.setAccessibleName(self.tr("Numbers that differ"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(round(180 * fonts.scale()))
        fonts.use(self._head, "title", strong=True)
        fonts.use(self._place, "small")
        for label in (self._remark, self._place):
            label.setProperty("role", "muted")
        for label in (self._sentence, self._remark, self._place):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remark.setVisible(bool(self._remark.text()))
        equal = self._event.equal
        title = QHBoxLayout()
        title.setSpacing(10)
        title.addWidget(MarkLabel("check" if equal else "warning", "right" if equal else "warning", self, 20))
        title.addWidget(self._head, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addLayout(title)
        for widget in (self._sentence, self._remark, self.table, self._place):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addLayout(buttons)


def _name(column: str) -> str:
    """The number of a batch or of an epoch in words: ``accuracy``, ``validation loss``."""
    for part, text in _PARTS.items():
        if column.startswith(part):
            template = QCoreApplication.translate("VerifiedDialog", text)
            return template.format(metric=word(column.removeprefix(part)))
    return word(column)
