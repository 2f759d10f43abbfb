"""The page that chooses what of a file goes into the model, and shows beforehand what will fit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.messages import words
from studio.look.theme import set_state
from studio.views.weights.key_tree import KeyTree, Node
from studio.views.weights.key_view import KeyView
from studio.views.weights.rename_rows import RenameRows
from studio.widgets.button import Button
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.errors import Message
from trainer_core.files.state_dict_in import visible
from trainer_core.protocol.reports import FitReport, KeyReport
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.protocol.weights_report import Entry, FileReport

KEY, VERDICT, NAME, SHAPE, IN_MODEL = range(5)
COLUMNS = 5
WIDTHS = (18, 24, 12, 12)
"""The widths of the columns after the key, in characters."""

VERDICTS = ("fits", "shape differs", "unexpected", "missing")

_SOON_MS = 80
_ICONS = {
    "fits": ("check", "right"),
    "shape differs": ("warning", "warning"),
    "unexpected": ("plus", "warning"),
}


class LoadingCells(QObject):
    """Words the rows: each key, its name after the renames, and how it would fit the model."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names: dict[str, str] = {}
        self.fits: dict[str, KeyReport] = {}

    def headings(self) -> list[str]:
        return [
            self.tr("Key"),
            self.tr("Result"),
            self.tr("Name in the model"),
            self.tr("In the file"),
            self.tr("In the model"),
        ]

    def cell(self, node: Node, column: int, role: int) -> object:
        entry: Entry | None = node.item
        if entry is None:
            return None
        report = self.fits.get(self.names.get(node.key, ""))
        if role == Qt.ItemDataRole.DecorationRole and column == VERDICT and report is not None:
            return icon(*_ICONS[report.verdict])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if column == SHAPE:
            return formats.shape(entry.shape or ())
        if column == NAME:
            return visible(self.names.get(node.key, formats.UNKNOWN))
        if column == IN_MODEL:
            return formats.shape(report.in_model) if report is not None else formats.UNKNOWN
        return self.verdict_words()[report.verdict] if report is not None else self.tr("left out")

    def verdict_words(self) -> dict[str, str]:
        return {
            "fits": self.tr("fits"),
            "shape differs": self.tr("shape differs"),
            "unexpected": self.tr("not in the model"),
            "missing": self.tr("missing in the file"),
        }


class LoadPage(Retranslated, QWidget):
    """Check boxes for keys, rows of renames, and a preview that follows both.

    Signals:
        preview_asked(object): a `WeightsChoice` whose preview is wanted; answer with `take_preview`.
        load_asked(object): a person wants this `WeightsChoice` in the model, as far as it fits.
    """

    preview_asked = Signal(object)
    load_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = LoadingCells(self)
        self.model = KeyTree(self.cells, COLUMNS, self, checkable=True)
        self.model.on_check = self.refresh
        self.tree = KeyView(self.model, WIDTHS, self)
        self.tree.setObjectName("weightsLoadTree")
        self.renames = RenameRows(self)
        self.load = Button("", "upload", self)
        self.load.setObjectName("weightsLoadButton")
        self.load.set_primary(True)
        self.counts = QLabel(self)
        self.counts.setObjectName("weightsLoadCounts")
        self.remark = QLabel(self)
        self.remark.setObjectName("weightsLoadRemark")
        self._head, self._rename_head, self._rename_hint = QLabel(self), QLabel(self), QLabel(self)
        self._report: FileReport | None = None
        self._fit: FitReport | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._arrange()
        self._soon.timeout.connect(self._ask)
        self.renames.changed.connect(self.refresh)
        self.load.clicked.connect(self._load)
        self.retranslate()

    @property
    def choice(self) -> WeightsChoice:
        """What is checked, under the names that the renames make."""
        keys = tuple(self.model.leaf(key).item.name for key in self.model.checked)  # type: ignore[union-attr]
        return WeightsChoice(keys if self.model.unchecked else None, self.renames.renames)

    def show_report(self, report: FileReport) -> None:
        """Offer what loading takes from a file; everything is checked, and nothing renamed."""
        self._report = report
        self.renames.clear()
        self.model.set_items([((entry.name or "",), entry.name or "", entry) for entry in report.loadable])
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask for the preview anew: the choice, or the model, is another."""
        self._soon.start()

    def take_preview(self, choice: WeightsChoice, report: FitReport, names: dict[str, str]) -> None:
        """Show how a choice would fit, under ``names``; one that is not the present choice any more is left aside."""
        if choice != self.choice:
            return
        self._fit = report
        self.cells.names = names
        self.cells.fits = {key.key: key for key in report.keys}
        self._show("\n".join(words(note) for note in report.notes))

    def show_trouble(self, message: Message) -> None:
        """Say why the choice cannot be loaded."""
        self._fit = None
        self.cells.names, self.cells.fits = {}, {}
        self._show(words(message), wrong=True)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._head.setText(self.tr("What will fit"))
        self._rename_head.setText(self.tr("Renames"))
        self._rename_hint.setText(
            self.tr("Where the file’s names are not the model’s, change all of them at once, from top to bottom.")
        )
        self.tree.setAccessibleName(self.tr("Keys to load"))
        self.model.retranslate()
        self._word()

    def _loadable(self) -> tuple[Entry, ...]:
        return self._report.loadable if self._report is not None else ()

    def _arrange(self) -> None:
        for head in (self._head, self._rename_head):
            fonts.use(head, strong=True)
        for label in (self.counts, self.remark, self._rename_hint):
            fonts.use(label, "small")
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column = QWidget(self)
        column.setProperty("role", "panel")
        lines = QVBoxLayout(column)
        lines.setContentsMargins(14, 12, 14, 14)
        lines.setSpacing(8)
        for part in (self._head, self.counts, self.remark):
            lines.addWidget(part)
        lines.addSpacing(6)
        for widget in (self._rename_head, self._rename_hint, self.renames):
            lines.addWidget(widget)
        lines.addStretch(1)
        lines.addWidget(self.load)
        side = ScrollColumn(self)
        side.setObjectName("weightsLoadSide")
        side.setProperty("role", "panel")
        side.setWidget(column)
        side.setMinimumWidth(260)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.tree)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([740, 300])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    @Slot()
    def _ask(self) -> None:
        if self.isVisible() and self._report is not None:
            self.preview_asked.emit(self.choice)

    @Slot()
    def _load(self) -> None:
        if self._fit is not None:
            self.load_asked.emit(self.choice)

    def _show(self, remark: str, *, wrong: bool = False) -> None:
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        set_state(self.remark, role="wrong" if wrong else "muted")
        self.tree.viewport().update()
        self._word()

    def _word(self) -> None:
        fit = self._fit
        fits = fit.count("fits") if fit is not None else 0
        self.load.setEnabled(fits > 0)
        if fit is None:
            self.load.setText(self.tr("Load"))
            self.counts.setText("")
            return
        everything = sum(key.in_model is not None for key in fit.keys)
        self.load.setText(self.tr("Load {fits} of {all} tensors").format(fits=fits, all=everything))
        self.load.setToolTip(self.tr("Copy the tensors that fit; the others of the model stay as they are"))
        verdict_words = self.cells.verdict_words()
        lines = [f"{verdict_words[verdict]}: {formats.count(fit.count(verdict))}" for verdict in VERDICTS]
        missing = [key.key for key in fit.keys if key.verdict == "missing"]
        if missing:
            shown = ", ".join(map(visible, missing[:4])) + (", …" if len(missing) > 4 else "")
            lines.append(self.tr("Stay as they are in the model: {keys}").format(keys=shown))
        self.counts.setText("\n".join(lines))
