"""Shows, key by key, how a weights file fits the model, and asks whether to load the part that fits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.icons import icon
from studio.look.messages import words
from studio.widgets.segmented import Segmented
from trainer_core.files.state_dict_in import visible
from trainer_core.protocol.reports import FitReport

ALL = "all"
VERDICTS = ("missing", "unexpected", "shape differs", "fits")

_INDEX = QModelIndex | QPersistentModelIndex
_ICONS = {
    "missing": ("cross", "wrong"),
    "unexpected": ("plus", "warning"),
    "shape differs": ("warning", "warning"),
    "fits": ("check", "right"),
}


class WeightsFitDialog(QDialog):
    """The table of a `FitReport`. Accepted means: load only what fits; rejected (also Escape): load nothing.

    ``renames`` says that it was closed with the wish to change the names in the file first.

    Signals: Qt's ``accepted`` and ``rejected``.
    """

    def __init__(self, report: FitReport, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weightsFitDialog")
        self.report = report
        self.table = QTableView(self)
        self.table.setObjectName("weightsFitTable")
        self._model = _FitTable(report, self._verdict_words(), self._headings(), self)
        self._shown = _OfVerdict(self._model, self)
        self.filter = Segmented(self._filters(), self)
        self.filter.setObjectName("weightsFitFilter")
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setObjectName("weightsFitCancel")
        self.renames = False
        self.rename_button = QPushButton(self.tr("Rename keys…"), self)
        self.rename_button.setObjectName("weightsFitRename")
        self.load_button = QPushButton(self)
        self.load_button.setObjectName("weightsFitLoad")
        self._head = QLabel(self.tr("{name} does not fit the model").format(name=path.name), self)
        self._counts = QLabel(self._count_words(), self)
        self._word_buttons()
        self._dress_table()
        self._arrange()
        self.filter.changed.connect(self._filter)
        self.cancel_button.clicked.connect(self.reject)
        self.rename_button.clicked.connect(self._rename)
        self.load_button.clicked.connect(self.accept)

    @property
    def counts(self) -> str:
        """The sentence that sums the table up."""
        return self._counts.text()

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """The shown rows: key, shape in the file, shape in the model, verdict in words."""
        return [
            tuple(self._shown.index(row, column).data() for column in range(4)) for row in range(self._shown.rowCount())
        ]

    def ask(self) -> bool:
        """Show the table, wait, and return whether what fits is to be loaded."""
        return self.exec() == QDialog.DialogCode.Accepted

    def sizeHint(self) -> QSize:
        return QSize(round(720 * fonts.scale()), round(460 * fonts.scale()))

    @Slot()
    def _rename(self) -> None:
        self.renames = True
        self.reject()

    @Slot(str)
    def _filter(self, verdict: str) -> None:
        self._shown.show_only(verdict)

    def _filters(self) -> list[tuple[str, str]]:
        """The positions of the switch, each with its count; a verdict that no key has gets none."""
        verdict_words = self._verdict_words()
        text = self.tr("{verdict} {count}")
        positions = [(ALL, text.format(verdict=self.tr("all"), count=len(self.report.keys)))]
        for verdict in VERDICTS:
            count = self.report.count(verdict)
            if count:
                positions.append((verdict, text.format(verdict=verdict_words[verdict], count=count)))
        return positions

    def _verdict_words(self) -> dict[str, str]:
        return {
            "missing": self.tr("missing"),
            "unexpected": self.tr("unexpected"),
            "shape differs": self.tr("shape differs"),
            "fits": self.tr("fits"),
        }

    def _headings(self) -> list[str]:
        return [self.tr("Key"), self.tr("In the file"), self.tr("In the model"), self.tr("Result")]

    def _count_words(self) -> str:
        sentence = self.tr(
            "{fits} of the model's {model} tensors fit. Missing in the file: {missing}. Different shape: "
            "{shape}. Only in the file: {unexpected}. Nothing was changed."
        ).format(
            model=self._in_model,
            fits=self.report.count("fits"),
            missing=self.report.count("missing"),
            shape=self.report.count("shape differs"),
            unexpected=self.report.count("unexpected"),
        )
        return " ".join([sentence, *(words(note) for note in self.report.notes)])

    @property
    def _in_model(self) -> int:
        return sum(key.in_model is not None for key in self.report.keys)

    def _word_buttons(self) -> None:
        self.setWindowTitle(self.tr("Load weights"))
        self.setAccessibleName(self._head.text())
        self.setAccessibleDescription(self._counts.text())
        fits = self.report.count("fits")
        self.load_button.setText(
            self.tr("Load only what fits ({fits} of {model})").format(fits=fits, model=self._in_model)
        )
        self.load_button.setEnabled(fits > 0)
        self.load_button.setToolTip(
            self.tr("Copy the tensors that fit; the others of the model stay as they are")
            if fits
            else self.tr("No tensor of the file fits this model")
        )
        self.rename_button.setToolTip(self.tr("Change the names in the file on the Weights page until they fit"))
        self.cancel_button.setToolTip(self.tr("Load nothing; the model stays as it is"))
        self.cancel_button.setProperty("role", "primary")
        self.cancel_button.setDefault(True)
        self.filter.setAccessibleName(self.tr("Which keys are shown"))
        self.table.setAccessibleName(self.tr("Keys of the file and of the model"))

    def _dress_table(self) -> None:
        self.table.setModel(self._shown)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _arrange(self) -> None:
        fonts.use(self._head, "title", strong=True)
        self._counts.setProperty("role", "muted")
        for label in (self._head, self._counts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(20, 12, 20, 16)
        buttons.setSpacing(8)
        buttons.addWidget(self.rename_button)
        buttons.addStretch(1)
        buttons.addWidget(self.load_button)
        buttons.addWidget(self.cancel_button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 20, 20, 12)
        top.setSpacing(8)
        top.addWidget(self._head)
        top.addWidget(self._counts)
        top.addWidget(self.filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        middle = QHBoxLayout()
        middle.setContentsMargins(12, 0, 12, 0)
        middle.addWidget(self.table)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)
        self.cancel_button.setFocus()


class _FitTable(QAbstractTableModel):
    """A row for each key, what does not fit first; the last column has the verdict in words with its mark."""

    def __init__(self, report: FitReport, verdict_words: dict[str, str], headings: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.keys = sorted(report.keys, key=lambda key: VERDICTS.index(key.verdict))
        self._words = verdict_words
        self._headings = headings

    def rowCount(self, parent: _INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.keys)

    def columnCount(self, parent: _INDEX | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: _INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        report = self.keys[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                visible(report.key),
                formats.shape(report.in_file),
                formats.shape(report.in_model),
                self._words[report.verdict],
            )[index.column()]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 3:
            return icon(*_ICONS[report.verdict])
        return None


class _OfVerdict(QSortFilterProxyModel):
    def __init__(self, model: _FitTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._verdict = ALL
        self.setSourceModel(model)

    def show_only(self, verdict: str) -> None:
        self._verdict = verdict
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _INDEX) -> bool:
        return self._verdict in (ALL, self._model.keys[row].verdict)
