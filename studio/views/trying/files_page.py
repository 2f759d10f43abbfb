"""Drop, paste or open files and folders, and see what the model answers to each, as they are read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.look.metrics import number, title
from studio.session.session import Action, Session
from studio.views.trying.prediction_table import COLUMNS, THUMBNAIL, PredictionTable
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_button import IconButton
from studio.widgets.scaled import Scaled, set_row_height
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.segmented import Segmented
from trainer_core.data.arrays.stored import SUFFIXES as ARRAYS
from trainer_core.data.labels import Labels
from trainer_core.data.pictures.opening import SUFFIXES as PICTURES
from trainer_core.data.tables.source import SUFFIXES as TABLES
from trainer_core.errors import Message, TrainerError
from trainer_core.export.predictions import predictions_csv
from trainer_core.protocol.events import Done, Prepared, Refused
from trainer_core.protocol.predicting import PathsPredicted, PathsScored, StopPredicting
from trainer_core.protocol.reports import Evaluation

_SIDE, _COLUMN, _ROW = 14, 86, 26


class FilesPage(Retranslated, QWidget):
    """A table of predictions with a filter, a score where labels are known, and the way out as CSV.

    For tests and for those who drive the view: ``model``, ``table``, ``score`` the newest `Evaluation` or None,
    ``busy`` whether predictions are under way, `predict`.
    """

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tryFilesPage")
        self._session, self._files = session, files
        self._of: tuple[object, ...] = ()
        self._asked = 0
        self._wanted: tuple[Path, ...] = ()
        self._problem: Message | None = None
        self._epoch: int | None = None
        """The epoch of a replay whose weights have answered; None for the model at hand."""
        self.score: Evaluation | None = None
        self.model = PredictionTable(self)
        self.open_button = Button("", "image", self)
        self.open_button.setObjectName("tryOpenFiles")
        self.folder_button = Button("", "folder", self)
        self.folder_button.setObjectName("tryOpenFolder")
        self.search = QLineEdit(self)
        self.search.setObjectName("tryFilter")
        self.search.setClearButtonEnabled(True)
        self.kinds = Segmented([("all", ""), ("wrong", ""), ("problems", "")], self)
        self.kinds.setObjectName("tryKinds")
        self.csv_button = IconButton("export", "", self)
        self.csv_button.setObjectName("trySaveCsv")
        self.copy_button = IconButton("copy", "", self)
        self.copy_button.setObjectName("tryCopyPaths")
        self.copy_action = QAction(self)
        self.table = QTableView(self)
        self.table.setObjectName("tryTable")
        self.sentence = QLabel(self)
        self.sentence.setObjectName("trySentence")
        self.progress = QProgressBar(self)
        self.progress.setObjectName("tryProgress")
        self.stop_button = Button("", "stop", self)
        self.stop_button.setObjectName("tryStop")
        self.empty = EmptyState("upload", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()
        self._show_state()

    @property
    def busy(self) -> bool:
        """Whether predictions are under way, or wait for the data."""
        return bool(self._asked or self._wanted)

    @Slot(object)
    def predict(self, paths: tuple[Path, ...]) -> None:
        """Predict files and folders in place of what is shown."""
        if paths:
            self.stop()
            self._wanted = paths
            self._begin()

    @Slot()
    def _begin(self) -> None:
        """Ask for what is wanted, as soon as the data and the model are ready."""
        preparation = self._session.preparation
        if not self._wanted or preparation is None or not self._session.possible(Action.PREDICT):
            return
        paths, self._wanted = self._wanted, ()
        weights = self._session.replay.weights if self._session.replay is not None else None
        self._epoch = None if weights is None else weights.epoch
        self._problem = self.score = None
        self.model.clear(Labels(preparation.data.class_names, preparation.data.target_names))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.progress.setValue(0)
        self._asked = self._session.predict_paths(paths)
        self._show_state()

    @Slot()
    def stop(self) -> None:
        """Break off what is under way; what is answered stays."""
        self._wanted = ()
        if self._asked:
            self._session.post(StopPredicting())
            self._end()

    @Slot()
    def copy_paths(self) -> None:
        """Put the paths of the selected rows on the clipboard, of all that are shown where none is, one a line."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()] or range(self.model.rowCount())
        paths = dict.fromkeys(str(self.model.path(row)) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(paths))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.open_button.setText(self.tr("Open files…"))
        self.folder_button.setText(self.tr("Open folder…"))
        self.search.setPlaceholderText(self.tr("Filter by file or answer"))
        self.search.setAccessibleName(self.tr("Filter by file or answer"))
        self.kinds.set_labels({"all": self.tr("All"), "wrong": self.tr("Wrong"), "problems": self.tr("Unreadable")})
        self.kinds.setAccessibleName(self.tr("Predictions that are listed"))
        self.csv_button.set_name(self.tr("Save what is listed as CSV"))
        self.copy_button.set_name(self.tr("Copy the paths of what is selected, or of all that is listed (Ctrl+C)"))
        self.copy_action.setText(self.tr("Copy paths"))
        self.stop_button.setText(self.tr("Stop"))
        self.table.setAccessibleName(self.tr("Predictions"))
        self.progress.setAccessibleName(self.tr("Predictions that are done"))
        self.model.set_headings((self.tr("File"), self.tr("Answer"), self.tr("Probability"), self.tr("Truth")))
        self.empty.set_words(
            self.tr("Try the model on your own files"),
            self.tr(
                "Drop pictures, a folder, a table or arrays here, paste them with Ctrl+V, or open them. Where class "
                "folders or a target column say what is true, they are scored like a test set."
            ),
        )
        self._word()

    def _arrange(self) -> None:
        fonts.use(self.sentence, "small")
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setFixedHeight(6)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table.addAction(self.copy_action)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.setIconSize(QSize(THUMBNAIL, THUMBNAIL))
        table.verticalHeader().hide()
        self._row_height = Scaled(table, set_row_height, _ROW)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        for place, name in enumerate(COLUMNS):
            stretched = name in ("file", "answer")
            mode = QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive
            head.setSectionResizeMode(place, mode)
            if not stretched:
                head.resizeSection(place, fonts.scaled(_COLUMN))
        head.setSortIndicatorClearable(True)
        head.setSortIndicatorShown(True)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        first = FlowLayout()
        first.addWidget(self.open_button)
        first.addWidget(self.folder_button)
        self._tools = QWidget(self)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(6)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.kinds)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.csv_button)
        self._running = QWidget(self)
        running = QHBoxLayout(self._running)
        running.setContentsMargins(0, 0, 0, 0)
        running.setSpacing(8)
        running.addWidget(self.progress, 1)
        running.addWidget(self.stop_button)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._tools)
        column.addWidget(table, 1)
        column.addWidget(self._running)
        column.addWidget(self.sentence)
        words = ScrollColumn(self)
        words.setWidget(self.empty)
        self.pages.addWidget(words)
        self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open_files)
        self.folder_button.clicked.connect(self.open_folder)
        self.search.textChanged.connect(self._filter)
        self.kinds.changed.connect(self._filter)
        self.csv_button.clicked.connect(self.save_csv)
        self.copy_button.clicked.connect(self.copy_paths)
        self.copy_action.triggered.connect(self.copy_paths)
        self.stop_button.clicked.connect(self.stop)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.model.sort)
        session = self._session
        session.paths_predicted.connect(self._take)
        session.paths_scored.connect(self._take_score)
        session.done.connect(self._take_end)
        session.refused.connect(self._take_refusal)
        session.state_changed.connect(self._begin)
        session.prepared.connect(self._forget_other)
        session.replays.changed.connect(self._forget_replayed)

    @Slot(object)
    def _forget_other(self, event: Prepared) -> None:
        """What another model answered to other inputs is not this one's."""
        of, self._of = self._of, (event.data.class_names, event.data.target_names, event.data.input_shape)
        if of and of != self._of and not self._wanted:
            self._forget(Labels(event.data.class_names, event.data.target_names))

    @Slot()
    def _forget_replayed(self) -> None:
        """What the weights of an epoch answered belongs to the replay, which is over."""
        if self._epoch is not None:
            self._forget(self.model.labels)

    def _forget(self, labels: Labels) -> None:
        self.stop()
        self._problem = self.score = self._epoch = None
        self.model.clear(labels)
        self._show_state()

    @Slot()
    def open_files(self) -> None:
        """Ask for files and predict them."""
        kind = FileKind(self.tr("Pictures, tables and arrays"), tuple(sorted({*PICTURES, *TABLES, *ARRAYS})))
        self.predict(self._files.ask_open_many(Purpose.PICTURES, self.tr("Try files"), kind, "tryFilesDialog"))

    @Slot()
    def open_folder(self) -> None:
        """Ask for a folder and predict all that lies in it."""
        path = self._files.ask_data_folder(self.tr("Try a folder"), "tryFolderDialog")
        if path is not None:
            self.predict((path,))

    @Slot()
    def save_csv(self) -> None:
        """Ask where and save what is listed, in its order."""
        kind = FileKind("CSV", (".csv",))
        title_ = self.tr("Save predictions")
        path = self._files.ask_save(Purpose.DATA, title_, "predictions.csv", (kind,), "savePredictionsDialog")
        if path is None:
            return
        try:
            with predictions_csv(path, self.model.labels) as file:
                for predictions, at in self.model.shown():
                    file.write(predictions, (at,))
        except TrainerError as error:
            self._problem = error.message
            self._word()

    @Slot()
    def _filter(self) -> None:
        self.model.set_filter(self.search.text(), self.kinds.value)

    @Slot(object)
    def _take(self, event: PathsPredicted) -> None:
        if event.answers != self._asked:
            return
        self.model.add(event.predictions)
        self.progress.setValue(round(1000 * event.predictions.done))
        self._show_state()

    @Slot(object)
    def _take_score(self, event: PathsScored) -> None:
        if event.answers == self._asked:
            self.score = event.evaluation
            self._word()

    @Slot(object)
    def _take_end(self, event: Done) -> None:
        if event.answers == self._asked:
            self._end()

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        if event.answers == self._asked and self._asked:
            self._problem = event.message
            self._end()

    def _end(self) -> None:
        self._asked = 0
        if self.table.horizontalHeader().sortIndicatorSection() < len(COLUMNS):
            self.model.arrange()
        self._show_state()

    def _show_state(self) -> None:
        self.pages.setCurrentIndex(1 if self.model.total or self.busy or self._problem is not None else 0)
        self._running.setVisible(self.busy)
        classes = bool(self.model.labels.class_names)
        self.table.setColumnHidden(COLUMNS.index("number"), not classes)
        self.table.setColumnHidden(COLUMNS.index("truth"), not self.model.has_truth)
        offered = ["all"]
        offered += ["wrong"] if classes and self.model.has_truth else []
        offered += ["problems"] if self.model.problems else []
        self.kinds.offer(offered)
        self.kinds.setVisible(len(offered) > 1)
        pictures = len(self._shape) == 3
        self._row_height.set_pixels(THUMBNAIL + 8 if pictures else _ROW)
        for button in (self.csv_button, self.copy_button):
            button.setEnabled(self.model.total > 0)
        self._word()

    @property
    def _shape(self) -> tuple[int, ...]:
        return self._session.preparation.data.input_shape if self._session.preparation is not None else ()

    def _word(self) -> None:
        if self._problem is not None:
            self.sentence.setText(words(self._problem))
            return
        sentences = [counted(self.model.total, "1 prediction.", "{n:,} predictions.")]
        if self._epoch is not None:
            sentences.append(self.tr("Answered by the weights of epoch {epoch}.").format(epoch=self._epoch))
        if self.model.problems:
            sentences.append(counted(self.model.problems, "1 input cannot be read.", "{n:,} inputs cannot be read."))
        if self.score is not None:
            found = list(self.score.metrics.items())[:3]
            measured = ", ".join(f"{title(name)} {number(name, value)}" for name, value in found)
            sentences.append(
                counted(
                    self.score.examples,
                    "Scored on 1 labelled example: {measured}.",
                    "Scored on {n:,} labelled examples: {measured}.",
                    measured=measured,
                )
            )
        self.sentence.setText(" ".join(sentences))
