"""The page on which models are trained: recipe at the left, curves and log in the middle, results at the right."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from studio.look import fonts
from studio.session.session import Session
from studio.views.classes.classes_view import ClassesView
from studio.views.confusion import ConfusionView
from studio.views.curves import CurvesView
from studio.views.data_facts import DataFactsView
from studio.views.interrupted import InterruptedView
from studio.views.log.log_view import LogView
from studio.views.predictions.predictions_view import PredictionsView
from studio.views.recipe.recipe_form import RecipeForm
from studio.views.recipe.schedule_preview import SchedulePreview
from studio.views.resume_offer import ContinueOffer

_CONFUSION_BELOW = 700
_TABS_SIDE, _TABS_WIDEST = 8, 320


class TrainPage(QWidget):
    """Three columns with the views of a run. It places them and decides nothing. No signals."""

    def __init__(self, session: Session, continue_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trainPage")
        self.form = RecipeForm(session, self)
        self.form.add_to_section("schedule", SchedulePreview(session, self.form))
        self.form.set_footer(ContinueOffer(session, continue_action, self.form))
        self.curves = CurvesView(session, self)
        self.interrupted = InterruptedView(self)
        self.predictions = PredictionsView(session, self)
        self.confusion = ConfusionView(session, self)
        self.classes = ClassesView(session, self)
        self.data_facts = DataFactsView(session, self)
        self.log = LogView(session, self)
        self._arrange()
        self.retranslate()

    @property
    def offers(self) -> bool:
        """Whether the card about an interrupted run stands in the curves' place."""
        return self.centre.currentWidget() is self.interrupted

    def offer(self, shown: bool) -> None:
        """Show the card about an interrupted run in the curves' place, or the curves again."""
        self.centre.setCurrentWidget(self.interrupted if shown else self.curves)

    def restore(self, columns: QByteArray, log_height: QByteArray) -> None:
        """Bring the columns and the log's height back to how they were left."""
        if not columns.isEmpty():
            self.columns.restoreState(columns)
        if not log_height.isEmpty():
            self.middle.restoreState(log_height)

    def retranslate(self) -> None:
        """Word the tabs in the present language; the views word themselves."""
        titles = (self.tr("Predictions"), self.tr("Confusion"), self.tr("Classes"), self.tr("Data"))
        for index, title in enumerate(titles):
            self.tabs.setTabText(index, title)
        self.tabs.setAccessibleName(self.tr("What the model does"))
        self._fit_tabs()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._fit_tabs)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.tabs and event.type() == QEvent.Type.Resize:
            self.place_confusion()
        return super().eventFilter(watched, event)

    @Slot()
    def place_confusion(self) -> None:
        """Put the one confusion matrix under the predictions where the window is high enough, else in its own tab."""
        below = self.tabs.currentIndex() == 0 and self.tabs.height() / fonts.scale() >= _CONFUSION_BELOW
        if below and self._first_layout.indexOf(self.confusion) < 0:
            self._first_layout.addWidget(self.confusion, 1)
            self.confusion.show()
        elif not below and self._second_layout.indexOf(self.confusion) < 0:
            self._second_layout.addWidget(self.confusion)
            self.confusion.show()

    @Slot()
    def _fit_tabs(self) -> None:
        """Keep room for the names of all tabs."""
        wanted = self.tabs.tabBar().sizeHint().width() + 2 * _TABS_SIDE
        self.tabs.setMinimumWidth(min(wanted, round(_TABS_WIDEST * fonts.scale())))

    def _arrange(self) -> None:
        self.centre = QStackedWidget(self)
        self.centre.addWidget(self.curves)
        self.centre.addWidget(self.interrupted)
        self.middle = QSplitter(Qt.Orientation.Vertical, self)
        self.middle.addWidget(self.centre)
        self.middle.addWidget(self.log)
        self.middle.setStretchFactor(0, 1)
        self.middle.setCollapsible(0, False)
        self._first_tab = QWidget(self)
        self._first_layout = QVBoxLayout(self._first_tab)
        self._second_tab = QWidget(self)
        self._second_layout = QVBoxLayout(self._second_tab)
        for layout in (self._first_layout, self._second_layout):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._first_layout.addWidget(self.predictions, 1)
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.columns)
        self.tabs.currentChanged.connect(self.place_confusion)
