"""The page that looks inside files of weights: one file, two side by side, and what of one goes into the model."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.session import Action, Session
from studio.views.weights.comparison import ComparePage
from studio.views.weights.loading import LoadPage
from studio.views.weights.tensors_page import TensorsPage
from studio.widgets.banner import Banner
from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.icon_button import IconButton
from trainer_core.protocol.commands import CompareWeights, InspectWeights, MeasureTensors, PreviewWeights
from trainer_core.protocol.events import Event, Prepared, WeightsLoaded, WeightsSaved
from trainer_core.protocol.inspection_events import (
    InspectionFailed,
    TensorsMeasured,
    TensorsMoved,
    WeightsCompared,
    WeightsInspected,
    WeightsPreviewed,
)
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.protocol.weights_report import FileReport
from trainer_core.weights.state_dicts import SUFFIXES

_EMPTY, _TENSORS, _COMPARE, _LOAD = range(4)
_SIDE = 14


class WeightsView(Retranslated, QWidget):
    """Opens a weights file by button, drop or `open`, and shows what it holds; nothing in it is executed.

    The engine reads and measures: commands go through the session, and `take` is given the events that answer them. For
    those who drive it: ``path`` and ``report`` of the file shown, ``other`` the one it is compared with, ``tensors``,
    ``comparison`` and ``loading`` the pages.

    Signals:
        load_asked(object, object): a person wants to load from this `Path` this `WeightsChoice`, as far as it fits.
    """

    load_asked = Signal(object, object)

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weightsView")
        self.setAcceptDrops(True)
        self._session = session
        self._files = files
        self.path: Path | None = None
        self.other: Path | None = None
        self.report: FileReport | None = None
        self._asked: Path | None = None
        self._to_load = False
        self._offered: FileReport | None = None
        self._saved: Path | None = None
        """What was saved since the page was last looked at."""
        self.back = IconButton("chevron-left", "", self)
        self.back.setObjectName("weightsBack")
        self.title = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self.title.setObjectName("weightsTitle")
        self.totals = ElidedLabel("", self)
        self.totals.setObjectName("weightsTotals")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("weightsFilter")
        self.filter.setClearButtonEnabled(True)
        self.open_button = Button("", "folder", self)
        self.open_button.setObjectName("weightsOpen")
        self.compare_button = Button("", "table", self)
        self.compare_button.setObjectName("weightsCompare")
        self.load_button = Button("", "upload", self)
        self.load_button.setObjectName("weightsLoad")
        self.banner = Banner(self)
        self.banner.setObjectName("weightsBanner")
        self.empty = EmptyState("table", "", "", self)
        self.tensors = TensorsPage(self)
        self.comparison = ComparePage(self)
        self.loading = LoadPage(self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()
        self._show_page(_EMPTY)

    @property
    def trees(self) -> tuple[QWidget, ...]:
        """The trees of all pages, of which one is seen."""
        return (self.tensors.tree, self.comparison.tree, self.loading.tree)

    def open(self, path: Path, *, to_load: bool = False) -> None:
        """Look inside another file; what is shown stays until it was read, and if it cannot be.

        With ``to_load`` the page that chooses what goes into the model is shown then.
        """
        self._asked, self._to_load = path, to_load
        self._session.post(InspectWeights(path))

    def compare_with(self, path: Path) -> None:
        """Hold the file that is shown against another one."""
        if self.path is not None:
            self.other = path
            self._session.post(CompareWeights(self.path, path))

    @Slot(object)
    def take(self, event: Event) -> None:
        """Take an event of the engine that answers this view; others are left aside."""
        match event:
            case WeightsInspected() if event.path == self._asked:
                self._show_file(event.path, event.report)
            case TensorsMeasured() if event.path == self.path:
                self.tensors.take_statistics(event.statistics, event.done)
            case WeightsCompared() if (event.first, event.second) == (self.path, self.other):
                self.comparison.show_comparison((event.first.name, str(event.second)), event.comparison)
                self._show_page(_COMPARE)
            case TensorsMoved() if (event.first, event.second) == (self.path, self.other):
                self.comparison.take_movements(event.movements, event.fraction)
            case WeightsPreviewed() if event.path == self.path:
                self.loading.take_preview(event.choice, event.report, event.names)
            case WeightsLoaded() if event.path == self.path and self.pages.currentIndex() == _LOAD:
                self._tell_loaded(event)
            case InspectionFailed():
                self._tell_failed(event)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.back.set_name(self.tr("Back to the file (Esc)"))
        self.open_button.setText(self.tr("Open…"))
        tip = self.tr("Open a weights file ({suffixes}), or a snapshot of a run")
        self.open_button.setToolTip(tip.format(suffixes=", ".join(SUFFIXES)))
        self.compare_button.setText(self.tr("Compare with…"))
        self.compare_button.setToolTip(self.tr("Compare with another file, key by key"))
        self.load_button.setText(self.tr("Load into the model…"))
        self.load_button.setToolTip(self.tr("Choose what of this file goes into the present model"))
        self.filter.setPlaceholderText(self.tr("Filter keys"))
        self.filter.setAccessibleName(self.tr("Show only keys that hold this text"))
        self.filter.setToolTip(self.tr("Show only keys that hold this text (Ctrl+F)"))
        self.empty.set_words(
            self.tr("Inspect a weights file"),
            self.tr(
                "Open or drop a weights file ({suffixes}), or a snapshot of a run. Its tensors appear here with shape, "
                "type, range and histogram. Nothing in the file is executed."
            ).format(suffixes=", ".join(SUFFIXES)),
        )
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_saved()
        self.loading.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pages.currentIndex() in (_COMPARE, _LOAD):
            self._go_back()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.open(path)

    def _arrange(self) -> None:
        fonts.use(self.title, "title", strong=True)
        fonts.use(self.totals, "small")
        fonts.use(self.filter, "small")
        self.totals.setProperty("role", "muted")
        self.filter.setMinimumWidth(160)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.back)
        first.addWidget(self.title, 1)
        for button in (self.compare_button, self.load_button, self.open_button):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(self.totals, 1)
        second.addWidget(self.filter)
        head = QVBoxLayout()
        head.setContentsMargins(_SIDE, 12, _SIDE, 10)
        head.setSpacing(8)
        for line in (first, second):
            head.addLayout(line)
        hairline = QFrame(self)
        hairline.setProperty("role", "hairline")
        for page in (self.empty, self.tensors, self.comparison, self.loading):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(hairline)
        layout.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.open_button.clicked.connect(self._choose_file)
        self.compare_button.clicked.connect(self._choose_other)
        self.load_button.clicked.connect(self._choose_keys)
        self.back.clicked.connect(self._go_back)
        self.filter.textChanged.connect(self._filter)
        self.tensors.wanted.connect(self._measure)
        self.loading.preview_asked.connect(self._preview)
        self.loading.load_asked.connect(self._load)
        self._session.follow(Prepared, self._model_changed, self)
        self._session.weights_loaded.connect(self.take)
        self._session.weights_saved.connect(self._take_saved)
        find = QShortcut(QKeySequence.StandardKey.Find, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    @Slot()
    def _choose_file(self) -> None:
        path = self._ask(self.tr("Open weights to look inside"), "weightsOpenDialog")
        if path is not None:
            self.open(path)

    @Slot()
    def _choose_other(self) -> None:
        path = self._ask(self.tr("Compare with another file"), "weightsCompareDialog")
        if path is not None:
            self.compare_with(path)

    def _ask(self, title: str, name: str) -> Path | None:
        return self._files.ask_open_weights(title, name, start=self.path.parent if self.path is not None else None)

    @Slot()
    def _choose_keys(self) -> None:
        if self.report is not None and self._offered is not self.report:
            self._offered = self.report
            self.loading.show_report(self.report)
            self.loading.tree.filter(self.filter.text())
        self._show_page(_LOAD)
        self.loading.refresh()

    @Slot()
    def _go_back(self) -> None:
        self.banner.hide()
        self._show_page(_TENSORS)
        self.tensors.tree.setFocus()

    @Slot(str)
    def _filter(self, text: str) -> None:
        for page in (self.tensors, self.comparison, self.loading):
            page.tree.filter(text)

    @Slot(object)
    def _measure(self, keys: tuple[str, ...]) -> None:
        if self.path is not None:
            self._session.post(MeasureTensors(self.path, keys))

    @Slot(object)
    def _preview(self, choice: WeightsChoice) -> None:
        if self.path is not None:
            self._session.post(PreviewWeights(self.path, choice))

    @Slot(object)
    def _load(self, choice: WeightsChoice) -> None:
        if self.path is not None and self._session.possible(Action.LOAD):
            self.load_asked.emit(self.path, choice)

    @Slot()
    def _model_changed(self) -> None:
        self.loading.refresh()

    @Slot(object)
    def _take_saved(self, event: WeightsSaved) -> None:
        self._saved = event.path
        if self.isVisible():
            self._show_saved()

    def _show_saved(self) -> None:
        """Show the file that was saved, unless something is being compared or loaded."""
        if self._saved is not None and self.pages.currentIndex() in (_EMPTY, _TENSORS):
            self.open(self._saved)
        self._saved = None

    def _show_file(self, path: Path, report: FileReport) -> None:
        self.path, self.report, self.other = path, report, None
        self.banner.hide()
        self.filter.clear()
        self.tensors.show_report(path.name, report)
        # The page that loads is filled when it is opened: of a large file that takes as long as the tree itself.
        self._offered = None
        self._show_page(_TENSORS)
        if self._to_load and report.loadable:
            self._choose_keys()
        self._to_load = False

    def _show_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.back.setVisible(page in (_COMPARE, _LOAD))
        self.filter.setVisible(page != _EMPTY)
        self.compare_button.setVisible(page != _EMPTY)
        self.load_button.setVisible(page != _EMPTY)
        self.open_button.set_primary(page == _EMPTY)
        self._word()

    def _tell_loaded(self, event: WeightsLoaded) -> None:
        sentence = counted(
            event.report.count("fits"),
            "Loaded 1 tensor from {name} into the model.",
            "Loaded {n:,} tensors from {name} into the model.",
            name=event.path.name,
        )
        self.banner.show_notice(sentence, "info")

    def _tell_failed(self, event: InspectionFailed) -> None:
        if event.command == PreviewWeights.__name__:
            self.loading.show_trouble(event.message)
        elif event.command == InspectWeights.__name__ and event.path == self._asked:
            self._asked = self.path
            self.banner.show_notice(words(event.message), "error")
        elif event.command == MeasureTensors.__name__ and event.path == self.path:
            self.tensors.forget_request()
            self.banner.show_notice(words(event.message), "error")
        elif event.command == CompareWeights.__name__:
            self.banner.show_notice(words(event.message), "error")

    def _word(self) -> None:
        if self.path is None or self.report is None:
            self.title.setText(self.tr("Weights"))
            self.totals.setText(self.tr("No file is open"))
            self.load_button.setEnabled(False)
            return
        report = self.report
        self.title.setText(self.path.name)
        parts = [
            counted(len(report.tensors), "1 tensor", "{n:,} tensors"),
            counted(report.parameters, "1 parameter", "{n:,} parameters"),
            formats.size(report.tensor_bytes),
            ", ".join(report.dtypes),
            report.format,
        ]
        if report.devices:
            parts.append(self.tr("saved from {devices}").format(devices=", ".join(report.devices)))
        parts.append(str(self.path.parent))
        self.totals.setText(" · ".join(part for part in parts if part))
        self.load_button.setEnabled(bool(report.loadable))


def _dropped(event: QDropEvent) -> Path | None:
    """The first file that is dropped, if one is."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if urls and urls[0].isLocalFile() else None
