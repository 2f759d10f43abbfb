"""The main window: where tool bar, rail, pages and status stand, and which action calls which flow. No behaviour."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStyle, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.flows.checking import CheckFlow
from studio.flows.closing import ClosingFlow
from studio.flows.data import DataFlow
from studio.flows.leaving_out import LeavingOutFlow
from studio.flows.paste import PasteFlow
from studio.flows.picture_cache import PictureCacheFlow
from studio.flows.prepare import PrepareFlow
from studio.flows.python_file import PythonFileFlow
from studio.flows.recipe import RecipeFlow
from studio.flows.replay import ReplayFlow
from studio.flows.replay_export import ReplayExportFlow
from studio.flows.resume import ContinuingFlow
from studio.flows.smaller_batch import SmallerBatchFlow
from studio.flows.train import Flows
from studio.flows.trust import TrustFlow
from studio.look.i18n import Retranslated
from studio.look.icons import app_icon
from studio.look.settings import Settings
from studio.session.background import Background
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Session
from studio.views.replay_bar import ReplayBar
from studio.views.status_bar import StatusBar
from studio.widgets.banner import Banner
from studio.widgets.focus_ring import FocusRing
from studio.window import made_actions
from studio.window.actions import TABLE, Do
from studio.window.helping import Helping
from studio.window.interrupted_offer import OfferFlow
from studio.window.links import Links
from studio.window.look_flow import LookFlow
from studio.window.notices import Notices
from studio.window.page_bar import SHOWN_BY, Page, Rail
from studio.window.pages import Pages
from studio.window.palette.palette import PaletteFlow
from studio.window.presenter.presenter import Presenter
from studio.window.presenter.stage import Stage
from studio.window.telling.tell_me import TellMe
from studio.window.text_size import TextSize
from studio.window.threads_offer import ThreadsOffer
from studio.window.toolbar import Toolbar
from studio.window.undo import UndoFlow
from trainer_core.compute.devices import Device
from trainer_core.protocol.commands import Keep, Unit
from trainer_core.recipe.recipe import Recipe


class MainWindow(Retranslated, QMainWindow):
    """The studio's window over one session.

    Signals:
        closed(): the window was closed, after every question was answered.
        demos_asked(): a person wants to play or record a demo.
    """

    closed = Signal()
    demos_asked = Signal()

    def __init__(
        self,
        session: Session,
        settings: Settings,
        presets: dict[str, Recipe],
        devices: tuple[Device, ...],
        *,
        later: bool = False,
    ) -> None:
        """With ``later`` the pages beside Train are built when they are first needed, or by `Pages.build_next`."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 600)
        self._session = session
        self._settings = settings
        self._remembers = True
        self.background = Background(self)
        self.text_size = TextSize(settings, self)
        files = FileDialogs(settings, self)
        self.trust = TrustFlow(self)
        self.leaving_out = LeavingOutFlow(session, self)
        self.flows = Flows(session, settings, files, self.trust, self.leaving_out, self.background, self)
        self.recipes = RecipeFlow(session, settings, presets, files, self)
        self.closing = ClosingFlow(session, self)
        self.continuing = ContinuingFlow(session, self.recipes, self.background, self.trust, self)
        self.replaying = ReplayFlow(session, self.continuing, self.background, self)
        self.smaller_batch = SmallerBatchFlow(session, self.continuing, self)
        self.own_data = DataFlow(session, self.recipes, files, self.background, self.trust, self)
        self.python_files = PythonFileFlow(self.recipes, self.background, self)
        self.pasting = PasteFlow(settings, self.own_data, self.background, self)
        self.picture_cache = PictureCacheFlow(self.background, self)
        self.corrections = CorrectionsOfRecipe(session, self.background, lambda: settings.corrections_root, self)
        self.preparing = PrepareFlow(session, self.corrections, self.background, self)
        self.actions_by_key = made_actions.make_actions(self, self._carry_out)
        self.addActions(list(self.actions_by_key.values()))
        # From the outside in: Qt restyles a widget, and everything in it, when its parent changes.
        central = QWidget(self)
        self.setCentralWidget(central)
        middle = QWidget(central)
        self.toolbar = Toolbar(session, self.actions_by_key, presets, devices, central)
        self.rail = Rail({page: self.actions_by_key[key] for page, key in SHOWN_BY.items()}, middle)
        self.pages = Pages(
            session, settings, files, self.background, self.corrections, self.actions_by_key[Do.RESUME_RUN], middle
        )
        self.banner = Banner(self.pages)
        self.banner.setObjectName("noticeBanner")
        # A stack raises each page that it shows.
        self.pages.currentChanged.connect(self.banner.raise_)
        self.notices = Notices(
            session,
            self.banner,
            self.continuing,
            self.trust,
            self.pages.shows,
            self.pages.shows_step,
            self,
        )
        train = self.pages.train
        self.form, self.curves, self.log, self.tabs = train.form, train.curves, train.log, train.tabs
        self.predictions, self.confusion = train.predictions, train.confusion
        self.classes = train.classes
        self.predictions.own_button.set_action(self.actions_by_key[Do.TRY_PICTURES])
        self.columns, self.middle = train.columns, train.middle
        self.offers = OfferFlow(session, settings, self.background, train, self)
        self.undo = UndoFlow(
            session, self.pages, self.actions_by_key[Do.UNDO], self.actions_by_key[Do.REDO], self.corrections, self
        )
        self.status = StatusBar(session, central)
        self.status.add_offer(ThreadsOffer(session, self.status.busy, self.status))
        self.replay_bar = ReplayBar(session, middle)
        self.replay_export = ReplayExportFlow(session, files, self.background, train.picture_of_run, self)
        self.focus_ring = FocusRing(self)
        self.presenter = Presenter(self, settings)
        self.help = Helping(self, settings)
        self.palette_flow, self.checking = PaletteFlow(self, settings), CheckFlow(settings, self)
        self.telling = TellMe(session, settings, self)
        self.looks = LookFlow(settings, self.toolbar, self.presenter, self.actions_by_key[Do.REDUCE_MOTION], self)
        self._arrange(central, middle)
        self.links = Links(self, settings)
        session.state_changed.connect(self._enable_actions)
        self._enable_actions()
        self.retranslate()
        if not later:
            self.pages.complete()
        self._restore()
        self.toolbar.set_preset(self.recipes.preset or "")

    @property
    def remembers(self) -> bool:
        """Whether place, shape and edited recipe are kept for the next start; a demo's are not."""
        return self._remembers

    @remembers.setter
    def remembers(self, remembers: bool) -> None:
        self._remembers = self.recipes.remembers = remembers

    @property
    def session(self) -> Session:
        """What the window shows and drives."""
        return self._session

    def show_below(self, strip: QWidget) -> None:
        """Show a strip of its own between the pages and the status."""
        self._column.insertWidget(self._column.indexOf(self.status), strip)

    def shut_down(self) -> None:
        """End the threads that read files for the window, and remember what was edited last."""
        self.telling.shut_down()
        self.undo.shut_down()
        self.checking.shut_down()
        self.recipes.shut_down()
        self.background.close()
        self.corrections.shut_down()
        self.pages.shut_down()

    def retranslate(self) -> None:
        """Word the window in the present language."""
        self.setWindowTitle(self.tr("Training Studio"))
        made_actions.retranslate(self.actions_by_key)
        self.undo.refresh()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        with self.focus_ring.reaching():
            return super().focusNextPrevChild(forwards)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.pages.may_close() or not self.closing.ask_to_close():
            event.ignore()
            return
        self.presenter.leave()
        if self._remembers:
            self._settings.geometry = self.saveGeometry()
            if self.pages.train.all_shown:
                self._settings.columns = self.columns.saveState()
            self._settings.log_height = self.middle.saveState()
        event.accept()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.flows.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_files(event.mimeData())

    @Slot(object)
    def take_files(self, files: QMimeData) -> None:
        """Take files that were dropped or pasted."""
        if not self.pages.takes_drop(files):
            self.flows.drop(files)

    def _paste(self) -> None:
        """Take what is on the clipboard: layers into the list that is seen; in the tab Try, something to predict."""
        if self.pages.page is Page.MODEL and self.pages.model.paste():
            return
        trying, focus = self.pages.train.trying, QApplication.focusWidget()
        self.pasting.paste(trying.predict if focus is not None and trying.isAncestorOf(focus) else None)

    def _arrange(self, central: QWidget, middle: QWidget) -> None:
        self._column = layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.toolbar)
        layout.addWidget(middle, 1)
        layout.addWidget(self.status)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        over = QVBoxLayout()
        over.setSpacing(0)
        over.addWidget(self.replay_bar)
        over.addWidget(self.pages, 1)
        row.addLayout(over, 1)
        QWidget.setTabOrder(self.toolbar.menu_button, self.banner.action_button)
        QWidget.setTabOrder(self.banner.action_button, self.banner.close_button)
        self.toolbar.train_button.setFocus()

    def _carry_out(self, key: Do) -> None:
        if self.presenter.carry_out(key) or self.help.carry_out(key):
            return
        flows, stop = self.flows, self.closing.stop
        do: dict[Do, Callable[[], object]] = {
            Do.TRAIN: flows.train_or_pause,
            Do.STEP_PHASE: lambda: flows.step(Unit.PHASE),
            Do.STEP_BATCH: lambda: flows.step(Unit.BATCH),
            Do.STEP_EPOCH: lambda: flows.step(Unit.EPOCH),
            Do.STOP_LAST: lambda: stop(Keep.LAST),
            Do.STOP_BEST: lambda: stop(Keep.BEST),
            Do.STOP_DISCARD: lambda: stop(Keep.NOTHING),
            Do.FINISH_EPOCH: self._session.finish_epoch,
            Do.RESUME_RUN: self.continuing.ask_present,
            Do.VERIFY: self.continuing.verify_present,
            Do.SAVE: flows.save_weights,
            Do.LOAD: flows.load_weights,
            Do.EVALUATE: flows.test,
            Do.TRY_PICTURES: self.pages.choose_files_to_try,
            Do.OPEN_FOLDER: self.own_data.open_folder,
            Do.OPEN_DATA: self.own_data.open_file,
            Do.PASTE: self._paste,
            Do.OPEN_RECIPE: self.recipes.open,
            Do.SAVE_RECIPE: self.recipes.save,
            Do.OPEN_RUN_FOLDER: flows.open_run_folder,
            Do.RUNS_FOLDER: flows.choose_runs_folder,
            Do.EMPTY_CACHE: self.picture_cache.empty,
            Do.UNDO: self.undo.undo,
            Do.REDO: self.undo.redo,
            Do.SHOW_LOG: self._show_log,
            **{shown_by: partial(self.pages.show_page, page) for page, shown_by in SHOWN_BY.items()},
            Do.PALETTE: self.palette_flow.toggle,
            Do.CHECK: self.checking.show,
            Do.LARGER: lambda: self._size.step(1),
            Do.SMALLER: lambda: self._size.step(-1),
            Do.NORMAL_SIZE: lambda: self._size.set_scale(1.0),
            Do.DEMOS: self.demos_asked.emit,
            Do.TELL_ME: self.telling.ask,
            Do.REDUCE_MOTION: self.looks.reduce_motion,
            Do.PLUGINS: flows.plugins,
            Do.ABOUT: flows.about,
            Do.QUIT: self.close,
        }
        do[key]()

    @property
    def _size(self) -> TextSize | Stage:
        """What makes everything larger and smaller now."""
        return self.presenter.stage if self.presenter.on else self.text_size

    def _restore(self) -> None:
        settings = self._settings
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)
        else:
            available = self.screen().availableGeometry()
            frame = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)  # there is none to measure yet
            self.resize(min(1440, available.width()), min(900, available.height() - frame))
        self.pages.train.restore(settings.columns, settings.log_height)
        self.pages.show_page(Page(settings.page))
        self.curves.controls.smoothing.set_beta(settings.smoothing)
        self.actions_by_key[Do.SHOW_LOG].setChecked(settings.log_shown)
        self.log.setVisible(settings.log_shown)

    @Slot()
    def _enable_actions(self) -> None:
        for row in TABLE:
            if row.needs is not None:
                self.actions_by_key[row.key].setEnabled(self._session.possible(row.needs))

    @Slot()
    def _show_log(self) -> None:
        shown = self.actions_by_key[Do.SHOW_LOG].isChecked()
        self._settings.log_shown = shown
        self.log.setVisible(shown)
        if shown:
            self.pages.show_page(Page.TRAIN)
            if "curves" not in self.pages.train.panels:
                self.pages.train.show_panel("curves")
