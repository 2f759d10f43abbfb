"""The page on which models are trained: recipe at the left, curves and log in the middle, results at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.session.added_views import added_views
from studio.session.session import Session
from studio.views.answers.reliability_view import ReliabilityView
from studio.views.answers.threshold_view import ThresholdView
from studio.views.answers.values_view import ValuesView
from studio.views.boundary.boundary_view import BoundaryView
from studio.views.classes.classes_view import ClassesView
from studio.views.confusion import ConfusionView
from studio.views.curves import CurvesView
from studio.views.download_offer import DownloadOffer
from studio.views.interrupted import InterruptedView
from studio.views.log.log_view import LogView
from studio.views.phase_strip import PhaseStrip
from studio.views.predictions.predictions_view import PredictionsView
from studio.views.recipe.augmentation_preview import AugmentationPreview
from studio.views.recipe.recipe_form import AUGMENT, RecipeForm
from studio.views.recipe.schedule_preview import SchedulePreview
from studio.views.resume_offer import ContinueOffer
from studio.views.trying.try_view import TryView
from studio.widgets.segmented import Segmented
from studio.widgets.switched_pages import SwitchedPages
from studio.window.part_tabs import PartTabs
from trainer_core.data.labels import TaskName
from trainer_core.protocol.events import Prepared, RunStarted
from trainer_core.tasks import View, task_for, views_for

_CONFUSION_BELOW = 700
_TABS_SIDE, _TABS_WIDEST = 8, 320
_LOW = 320
"""In a page lower than this the strip of phases has few lines."""
_CURVES, _CURVES_AT_ANY_SIZE = 240, 60
"""The curves are given so many pixels, of which the first grow with the text."""


class TrainPage(Retranslated, QWidget):
    """Three columns with the views of a run, which take turns where there is not room for all. No signals."""

    def __init__(
        self, session: Session, files: FileDialogs, continue_action: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trainPage")
        self._session = session
        self._views: tuple[View, ...] = ()
        # From the outside in: what gets another parent is styled anew, with all that is in it.
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.middle = QSplitter(Qt.Orientation.Vertical, self.columns)
        self.centre = QStackedWidget(self.middle)
        self.tabs = QTabWidget(self.columns)
        # Before its parts are dressed, whose ground follows from it.
        self.tabs.setProperty("role", "panel")
        tab = self.tabs.findChild(QStackedWidget)
        self.form = RecipeForm(session, files, self.columns)
        self.form.add_to_section("data", DownloadOffer(session, self.form))
        self.form.add_below(AUGMENT, AugmentationPreview(session, self.form.parts(AUGMENT), self.form))
        self.form.add_to_section("schedule", SchedulePreview(session, self.form))
        self.form.set_footer(ContinueOffer(session, continue_action, self.form))
        self.curves = CurvesView(session, files, self.centre)
        self.interrupted = InterruptedView(self.centre)
        self._first_tab, self._second_tab = QWidget(tab), QWidget(tab)
        self.predictions = PredictionsView(session, self._first_tab)
        self.confusion = ConfusionView(session, self._second_tab)
        self.classes = ClassesView(session, tab)
        self.threshold = ThresholdView(session, tab)
        self.reliability = ReliabilityView(session, tab)
        self.by_class = SwitchedPages({"classes": self.classes, "calibration": self.reliability}, tab)
        self.by_class.switch.setObjectName("classesSwitch")
        self.scatter, self.residuals = ValuesView(session, "scatter", tab), ValuesView(session, "residuals", tab)
        self.boundary = BoundaryView(session, tab)
        self.trying = TryView(session, files, tab)
        self.log = LogView(session, self.middle)
        self._arrange()
        self.retranslate()

    @property
    def offers(self) -> bool:
        """Whether the card about an interrupted run stands in the curves' place."""
        return self.centre.currentWidget() is self.interrupted

    @property
    def panels(self) -> tuple[str, ...]:
        """Which of ``"recipe"``, ``"curves"`` and ``"results"`` are seen."""
        return tuple(name for name, widget in self._columns.items() if not widget.isHidden())

    @property
    def all_shown(self) -> bool:
        """Whether there is room for all `panels`."""
        return len(self.panels) == len(self._columns)

    def panel_of(self, widget: QWidget) -> str:
        """The name among `panels` that this widget has."""
        return next(name for name, each in self._columns.items() if each is widget)

    @Slot(str)
    def show_panel(self, name: str) -> None:
        """Show one of `panels`, in place of another where there is not room for all."""
        self.turns.set_value(name)
        self._share_room()

    @Slot(object)
    def show_part(self, part: QWidget) -> None:
        """Bring the tab to the front that holds a part of another page."""
        if "results" not in self.panels:
            self.show_panel("results")
        self.tabs.setCurrentWidget(part)

    def try_files(self, paths: tuple[Path, ...]) -> None:
        """Bring the tab to the front on which these files are predicted."""
        self._show_trying()
        self.trying.predict(paths)

    def choose_files_to_try(self) -> None:
        """Bring that tab to the front and ask for the files."""
        self._show_trying()
        self.trying.choose_files()

    def try_picture(self, picture: QImage) -> bool:
        """Bring that tab to the front with a picture on the drawing's paper; False if the model takes no pictures."""
        self._show_trying()
        return self.trying.take_picture(picture)

    def _show_trying(self) -> None:
        if "results" not in self.panels:
            self.show_panel("results")
        self.tabs.setCurrentWidget(self.trying)

    def picture_of_run(self) -> QImage:
        """What a run is watched by, as it is now: everything but its recipe."""
        self.curves.redraw()
        left = self.form.geometry().right() + 1 if "recipe" in self.panels else 0
        return self.columns.grab(self.columns.rect().adjusted(left, 0, 0, 0)).toImage()

    def offer(self, shown: bool) -> None:
        """Show the card about an interrupted run in the curves' place, or the curves again."""
        if shown and "curves" not in self.panels:
            self.show_panel("curves")
        self.centre.setCurrentWidget(self.interrupted if shown else self.curves)

    def restore(self, columns: QByteArray, log_height: QByteArray) -> None:
        """Bring the columns and the log's height back to how they were left."""
        if not columns.isEmpty():
            self._widths = columns
            if self.all_shown:
                self.columns.restoreState(columns)
        if not log_height.isEmpty():
            self.middle.restoreState(log_height)

    def retranslate(self) -> None:
        """Word the tabs in the present language; the views word themselves."""
        titles = (
            self.tr("Predictions"),
            self.tr("Confusion"),
            self.tr("Classes"),
            self.tr("Threshold"),
            self.tr("Scatter"),
            self.tr("Residuals"),
            self._plane_title,
            self.tr("Try"),
        )
        for index, title in enumerate(titles):
            self.tabs.setTabText(index, title)
        self.by_class.switch.set_labels({"classes": self.tr("Scores"), "calibration": self.tr("Calibration")})
        self.by_class.switch.setAccessibleName(self.tr("What is shown of the classes"))
        self.tabs.setAccessibleName(self.tr("What the model does"))
        self.turns.set_labels({"recipe": self.tr("Recipe"), "curves": self.tr("Curves"), "results": self.tr("Results")})
        self.turns.setAccessibleName(self.tr("Panel that is shown"))
        self.turns.setToolTip(self.tr("There is not room for all panels: choose which one to see"))
        self._fit()

    @property
    def _plane_title(self) -> str:
        """What is drawn over one or two inputs: a curve, a surface, or where classes meet."""
        if View.FIT in self._views:
            return self.tr("Fit")
        return self.tr("Surface") if View.SCATTER in self._views else self.tr("Boundary")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            QTimer.singleShot(0, self, self._fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.tabs and event.type() == QEvent.Type.Resize:
            self.place_confusion()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        self._offer_views(views_for(event.data.task, event.data.input_shape))
        self.retranslate()

    def _offer_views(self, views: tuple[View, ...]) -> None:
        """Have the tabs whose views apply to what is learnt."""
        self._views = views
        for index, of_tab in enumerate(self._views_of_tab):
            self.tabs.setTabVisible(index, of_tab is None or bool(of_tab & set(views)))

    @Slot()
    def place_confusion(self) -> None:
        """Put the one confusion matrix under the predictions where the window is high enough, else in its own tab."""
        below = (
            View.CONFUSION in self._views
            and self.tabs.currentIndex() == 0
            and self.tabs.height() / fonts.scale() >= _CONFUSION_BELOW
        )
        if below and self._first_layout.indexOf(self.confusion) < 0:
            self._first_layout.addWidget(self.confusion, 1)
            self.confusion.show()
        elif not below and self._second_layout.indexOf(self.confusion) < 0:
            self._second_layout.addWidget(self.confusion)
            self.confusion.show()

    @Slot()
    def _fit(self) -> None:
        """Another size of the text asks for other room."""
        self.phases.set_compact(self.height() < fonts.scaled(_LOW))
        self._fit_tabs()
        self._share_room()
        self.place_confusion()

    @Slot()
    def _share_room(self) -> None:
        """Show all three panels, or the curves and one beside them, or one at a time: as many as there is room for."""
        sides = {"recipe": self.form.minimumSizeHint().width(), "results": self.tabs.minimumWidth()}
        centre = max(self.middle.minimumSizeHint().width(), fonts.scaled(_CURVES) + _CURVES_AT_ANY_SIZE)
        handles = 2 * self.columns.handleWidth()
        chosen = self.turns.value
        offered: tuple[str, ...] = ()
        if sum(sides.values()) + centre + handles <= self.width():
            shown = {"recipe", "curves", "results"}
        elif max(sides.values()) + centre + handles <= self.width():
            if chosen == "curves":
                chosen = "recipe" if self._session.run.started is None else "results"
                self.turns.set_value(chosen)
            offered, shown = ("recipe", "results"), {"curves", chosen}
        else:
            offered, shown = ("recipe", "curves", "results"), {chosen}
        self.turns.offer(offered)
        self.turns_bar.setVisible(bool(offered))
        if shown != set(self.panels):
            self._show_only(shown, sides)

    def _show_only(self, shown: set[str], sides: dict[str, int]) -> None:
        """Show these panels; the widths that a person gave to all three come back with all three."""
        if self.all_shown:
            self._widths = self.columns.saveState()
        for name, widget in self._columns.items():
            widget.setVisible(name in shown)
        if self.all_shown:
            self.columns.restoreState(self._widths)
            return
        rest = self.width() - sum(sides[name] for name in shown if name in sides)
        if fonts.on_stage():  # what is beside the curves is looked at as much as they are
            rest = self.width() // 2
            sides = dict.fromkeys(sides, rest)
        self.columns.setSizes([sides["recipe"], rest, sides["results"]])

    @Slot(object)
    def _make_way(self, event: RunStarted) -> None:
        """Who has pressed Train wants to see it; the recipe is a click away."""
        if self.turns.value == "recipe":
            self.show_panel("curves")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.phases.set_compact(self.height() < fonts.scaled(_LOW))
        self._share_room()

    @Slot()
    def _fit_tabs(self) -> None:
        """Keep room for the names of all tabs, and for the button below the pictures."""
        wanted = self.tabs.tabBar().sizeHint().width() + 2 * _TABS_SIDE
        button = self.predictions.own_button.sizeHint().width() + 4 * _TABS_SIDE
        self.tabs.setMinimumWidth(max(min(wanted, fonts.scaled(_TABS_WIDEST)), button))

    def _arrange(self) -> None:
        self.centre.addWidget(self.curves)
        self.centre.addWidget(self.interrupted)
        self.phases = PhaseStrip(self._session, self)
        self.middle.addWidget(self.centre)
        self.middle.addWidget(self.log)
        self.middle.setStretchFactor(0, 1)
        self.middle.setCollapsible(0, False)
        self._first_layout = QVBoxLayout(self._first_tab)
        self._second_layout = QVBoxLayout(self._second_tab)
        for layout in (self._first_layout, self._second_layout):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._first_layout.addWidget(self.predictions, 1)
        self._second_layout.addWidget(self.confusion)
        self.tabs.setObjectName("resultTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.installEventFilter(self)
        pages: tuple[tuple[QWidget, frozenset[View] | None], ...] = (
            (self._first_tab, None),
            (self._second_tab, frozenset({View.CONFUSION})),
            (self.by_class, frozenset({View.CLASSES, View.RELIABILITY})),
            (self.threshold, frozenset({View.ROC, View.PRECISION_RECALL})),
            (self.scatter, frozenset({View.SCATTER})),
            (self.residuals, frozenset({View.RESIDUALS})),
            (self.boundary, frozenset({View.BOUNDARY, View.FIT})),
            (self.trying, None),
        )
        for page, name in (
            (self._first_tab, "predictions"),
            (self._second_tab, "confusion"),
            (self.by_class, "classes"),
        ):
            page.setObjectName(f"{name}Tab")
        self._views_of_tab = [views for _, views in pages]
        for page, _ in pages:
            self.tabs.addTab(page, "")
        for title, summary, view in added_views(self._session):
            self.tabs.addTab(view, title)
            self.tabs.setTabToolTip(self.tabs.count() - 1, summary)
        self._offer_views(task_for(TaskName.CLASSIFICATION).views)
        self.parts = PartTabs(self.tabs)
        for widget in (self.form, self.middle, self.tabs):
            self.columns.addWidget(widget)
        self.columns.setStretchFactor(1, 1)
        self.columns.setCollapsible(1, False)
        self._columns: dict[str, QWidget] = {"recipe": self.form, "curves": self.middle, "results": self.tabs}
        self.columns.setSizes([268, 708, 456])
        self._widths = self.columns.saveState()
        # Where the window is too low, the panels give way and not the tool bar and the status.
        self.columns.setMinimumHeight(1)
        self.turns = Segmented([("recipe", ""), ("curves", ""), ("results", "")], self)
        self.turns.setObjectName("panelSwitch")
        self.turns_bar = QFrame(self)
        self.turns_bar.setProperty("role", "section")
        row = QHBoxLayout(self.turns_bar)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.turns)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.phases)
        layout.addWidget(self.turns_bar)
        layout.addWidget(self.columns, 1)
        self.turns.changed.connect(self.show_panel)
        self._session.run_started.connect(self._make_way)
        self._session.prepared.connect(self._take_preparation)
        self.tabs.currentChanged.connect(self.place_confusion)
