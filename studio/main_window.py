"""The main window: where the views stand, and which action calls which flow. It holds no behaviour of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter, QTabWidget, QVBoxLayout, QWidget

from studio import actions, fonts, i18n
from studio.actions import Do
from studio.flows import Flows
from studio.icons import app_icon
from studio.messages import words
from studio.session import Action, Session
from studio.settings import Settings
from studio.theme import current_theme
from studio.toolbar import Toolbar
from studio.views.classes import ClassesView
from studio.views.confusion import ConfusionView
from studio.views.curves import CurvesView
from studio.views.data_facts import DataFactsView
from studio.views.log import LogView
from studio.views.predictions import PredictionsView
from studio.views.recipe_form import RecipeForm
from studio.views.schedule_preview import SchedulePreview
from studio.views.status_bar import StatusBar
from studio.widgets.banner import Banner
from trainer_core.commands import Keep, Unit
from trainer_core.devices import Device
from trainer_core.events import Diverged, Refused, WeightsSaved
from trainer_core.recipe import Recipe

_CONFUSION_BELOW = 700
_PREPARE_AFTER_MS = 400
_SILENT = frozenset({"Predict"})


class MainWindow(QMainWindow):
    """The studio's window over one session.

    Signals:
        closed(): the window was closed, after every question was answered.
    """

    closed = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        presets: dict[str, Recipe],
        devices: tuple[Device, ...],
    ) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 600)
        self._session = session
        self._settings = settings
        self._presets = presets
        self.remembers = True
        """Whether the window's place and shape are kept for the next start; a demo's are not."""
        self.flows = Flows(session, settings, self)
        self.actions_by_key = actions.make_actions(self, self._carry_out)
        self.addActions(list(self.actions_by_key.values()))
        self.toolbar = Toolbar(session, self.actions_by_key, presets, devices, self)
        self.banner = Banner(self)
        self.banner.setObjectName("noticeBanner")
        self.form = RecipeForm(session, self)
        self.form.add_to_section("schedule", SchedulePreview(session, self.form))
        self.curves = CurvesView(session, self)
        self.predictions = PredictionsView(session, self)
        self.confusion = ConfusionView(session, self)
        self.classes = ClassesView(session, self)
        self.data_facts = DataFactsView(session, self)
        self.log = LogView(session, self)
        self.status = StatusBar(session, self)
        self._prepare_timer = QTimer(self, singleShot=True, interval=_PREPARE_AFTER_MS)
        self._arrange()
        self._connect()
        self.retranslate()
        self._restore()
        self._name_recipe()

    def retranslate(self) -> None:
        """Word the window in the present language."""
        self.setWindowTitle(self.tr("Training Studio"))
        actions.retranslate(self.actions_by_key)
        titles = (self.tr("Predictions"), self.tr("Confusion"), self.tr("Classes"), self.tr("Data"))
        for index, title in enumerate(titles):
            self.tabs.setTabText(index, title)
        self.tabs.setAccessibleName(self.tr("What the model does"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.flows.ask_to_close():
            event.ignore()
            return
        if self.remembers:
            self._remember()
        event.accept()
        self.closed.emit()

    def _remember(self) -> None:
        self._settings.geometry = self.saveGeometry()
        self._settings.columns = self.columns.saveState()
        self._settings.log_height = self.middle.saveState()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.tabs and event.type() == QEvent.Type.Resize:
            self._place_confusion()
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.flows.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.flows.drop(event.mimeData())

    def _arrange(self) -> None:
        self.middle = QSplitter(Qt.Orientation.Vertical, self)
        self.middle.addWidget(self.curves)
        self.middle.addWidget(self.log)
        self.middle.setStretchFactor(0, 1)
        self.middle.setCollapsible(0, False)
        self._first_tab = QWidget(self)
        self._first_layout = QVBoxLayout(self._first_tab)
        self._first_layout.setContentsMargins(0, 0, 0, 0)
        self._first_layout.setSpacing(0)
        self._first_layout.addWidget(self.predictions, 1)
        self._second_tab = QWidget(self)
        self._second_layout = QVBoxLayout(self._second_tab)
        self._second_layout.setContentsMargins(0, 0, 0, 0)
        self._second_layout.addWidget(self.confusion)
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("resultTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.installEventFilter(self)
        for page in (self._first_tab, self._second_tab, self.classes, self.data_facts):
            self.tabs.addTab(page, "")
        self.tabs.setProperty("role", "panel")
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.form, self.middle, self.tabs):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 1)
        self.columns.setCollapsible(1, False)
        self.columns.setSizes([268, 760, 404])
        central = QWidget(self)
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.banner)
        layout.addWidget(self.columns, 1)
        layout.addWidget(self.status)
        self.setCentralWidget(central)
        self.toolbar.train_button.setFocus()
        self.tabs.currentChanged.connect(self._place_confusion)

    def _connect(self) -> None:
        session, toolbar, flows = self._session, self.toolbar, self.flows
        toolbar.device_chosen.connect(self._choose_device)
        toolbar.preset_chosen.connect(self._choose_preset)
        toolbar.theme_chosen.connect(self._choose_theme)
        toolbar.language_chosen.connect(self._choose_language)
        flows.notice.connect(self._show_notice)
        flows.may_close.connect(self.close)
        session.state_changed.connect(self._enable_actions)
        session.refused.connect(self._show_refusal)
        session.diverged.connect(self._show_divergence)
        session.weights_saved.connect(self._show_saved)
        session.recipe_changed.connect(self._prepare_timer.start)
        session.recipe_changed.connect(self._name_recipe)
        self.curves.controls.smoothing_changed.connect(self._remember_smoothing)
        self._prepare_timer.timeout.connect(self._prepare)
        self._enable_actions()

    def _carry_out(self, key: Do) -> None:
        flows = self.flows
        do = {
            Do.TRAIN: flows.train_or_pause,
            Do.STEP_PHASE: lambda: flows.step(Unit.PHASE),
            Do.STEP_BATCH: lambda: flows.step(Unit.BATCH),
            Do.STEP_EPOCH: lambda: flows.step(Unit.EPOCH),
            Do.STOP_LAST: lambda: flows.stop(Keep.LAST),
            Do.STOP_BEST: lambda: flows.stop(Keep.BEST),
            Do.STOP_DISCARD: lambda: flows.stop(Keep.NOTHING),
            Do.FINISH_EPOCH: self._session.finish_epoch,
            Do.SAVE: flows.save_weights,
            Do.LOAD: flows.load_weights,
            Do.EVALUATE: flows.test,
            Do.OPEN_RECIPE: flows.open_recipe,
            Do.SAVE_RECIPE: flows.save_recipe,
            Do.OPEN_RUN_FOLDER: flows.open_run_folder,
            Do.RUNS_FOLDER: flows.choose_runs_folder,
            Do.SHOW_LOG: self._show_log,
            Do.LARGER: lambda: self._scale_text(0.1),
            Do.SMALLER: lambda: self._scale_text(-0.1),
            Do.ABOUT: flows.about,
            Do.QUIT: self.close,
        }
        do[key]()

    def _restore(self) -> None:
        settings = self._settings
        self.toolbar.set_theme(settings.theme)
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)
        else:
            available = self.screen().availableGeometry()
            self.resize(min(1440, available.width()), min(900, available.height()))
        if not settings.columns.isEmpty():
            self.columns.restoreState(settings.columns)
        if not settings.log_height.isEmpty():
            self.middle.restoreState(settings.log_height)
        self.curves.controls.set_beta(settings.smoothing)
        self.actions_by_key[Do.SHOW_LOG].setChecked(settings.log_shown)
        self.log.setVisible(settings.log_shown)

    @Slot()
    def _enable_actions(self) -> None:
        for row in actions.TABLE:
            if row.needs is not None:
                self.actions_by_key[row.key].setEnabled(self._session.possible(row.needs))

    @Slot()
    def _place_confusion(self) -> None:
        """Put the one confusion matrix under the predictions where the window is high enough, else in its own tab."""
        below = self.tabs.currentIndex() == 0 and self.tabs.height() / fonts.scale() >= _CONFUSION_BELOW
        if below and self._first_layout.indexOf(self.confusion) < 0:
            self._first_layout.addWidget(self.confusion, 1)
            self.confusion.show()
        elif not below and self._second_layout.indexOf(self.confusion) < 0:
            self._second_layout.addWidget(self.confusion)
            self.confusion.show()

    @Slot()
    def _prepare(self) -> None:
        if not self._session.in_run and not self._session.pending:
            self._session.prepare()

    @Slot()
    def _show_log(self) -> None:
        shown = self.actions_by_key[Do.SHOW_LOG].isChecked()
        self._settings.log_shown = shown
        self.log.setVisible(shown)

    @Slot(str, str)
    def _show_notice(self, sentence: str, kind: str) -> None:
        self.banner.show_notice(sentence, kind)

    @Slot(object)
    def _show_refusal(self, event: Refused) -> None:
        if event.command not in _SILENT:
            self.banner.show_notice(words(event.message), "info" if event.code == "cancelled" else "error")

    @Slot(object)
    def _show_divergence(self, event: Diverged) -> None:
        self.banner.show_notice(words(event.message), "error")

    @Slot(object)
    def _show_saved(self, event: WeightsSaved) -> None:
        self.banner.show_notice(self.tr("The weights are saved in {path}.").format(path=event.path), "info")

    @Slot(float)
    def _remember_smoothing(self, beta: float) -> None:
        self._settings.smoothing = beta

    @Slot(str)
    def _choose_device(self, key: str) -> None:
        self._session.set_value("training.device", key)

    @Slot(str)
    def _choose_preset(self, name: str) -> None:
        if not self._session.possible(Action.EDIT_RECIPE):
            return
        device = self._session.recipe.training.device
        self._session.set_recipe(self._presets[name].with_values({"training.device": device}))
        self._settings.preset = name

    @Slot()
    def _name_recipe(self) -> None:
        """Show which preset the recipe is, or that it is the person's own."""
        recipe = self._session.recipe.with_values({"training.device": "auto"})
        self.toolbar.set_preset(next((name for name, preset in self._presets.items() if preset == recipe), ""))

    @Slot(str)
    def _choose_theme(self, mode: str) -> None:
        self._settings.theme = mode
        current_theme().set_mode(mode)
        self.toolbar.set_theme(mode)

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        self._settings.language = code
        i18n.set_language(QApplication.instance(), code)

    def _scale_text(self, by: float) -> None:
        scale = min(max(round(fonts.scale() + by, 1), fonts.SMALLEST_SCALE), fonts.LARGEST_SCALE)
        self._settings.scale = scale
        fonts.set_scale(scale)
        self._place_confusion()
