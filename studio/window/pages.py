"""The pages of the window, one of which is seen: training, data, model, the running step, runs, a file of weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from studio.dialogs.file_dialogs import FileDialogs
from studio.flows.train import dropped_paths, kind_of
from studio.look.settings import Settings
from studio.session.background import Background
from studio.session.corrections import CorrectionsOfRecipe
from studio.session.session import Session
from studio.window.page_bar import Page
from studio.window.train_page import TrainPage
from trainer_core.protocol.events import Refused

if TYPE_CHECKING:
    from studio.views.data.data_view import DataView
    from studio.views.inside.page import InsidePage
    from studio.views.model.model_view import ModelView
    from studio.views.runs.runs_view import RunsView
    from studio.views.weights.weights_view import WeightsView


class Pages(QStackedWidget):
    """Holds the pages and remembers which one was seen last.

    The page Train is there from the beginning. The others take twice as long to import and to build, and are not seen
    first: they are built one by one by `build_next`, or all of them when one is first asked for.

    Signals:
        completed(): all pages are built.
        page_changed(object): another `Page` is seen.
        open_asked(object), play_asked(object), continue_asked(object), verify_asked(object): the folder of a run.
        recipe_asked(object): a `Recipe` is to be put into the form.
        load_asked(object, object): from the weights' file at this path, what this `WeightsChoice` says.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    completed = Signal()
    page_changed = Signal(object)
    open_asked = Signal(object)
    play_asked = Signal(object)
    continue_asked = Signal(object)
    verify_asked = Signal(object)
    recipe_asked = Signal(object)
    load_asked = Signal(object, object)
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        files: FileDialogs,
        background: Background,
        corrections: CorrectionsOfRecipe,
        continue_action: QAction,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._session, self._settings = session, settings
        self._files, self._background, self._corrections = files, background, corrections
        self.train = TrainPage(session, files, continue_action, self)
        self._later: dict[Page, Callable[[], QWidget]] = {}
        self._by_page: dict[Page, QWidget] = {Page.TRAIN: self.train}
        self.addWidget(self.train)
        self._building: Iterator[None] | None = self._build()
        self.train.form.layers_asked.connect(self._show_model)

    @property
    def data(self) -> DataView:
        """The page of the data."""
        self.complete()
        return self._data

    @property
    def model(self) -> ModelView:
        """The page of the model."""
        self.complete()
        return self._model

    @property
    def inside(self) -> InsidePage:
        """The page on which the running step is looked into."""
        self.complete()
        return self._inside

    @property
    def runs(self) -> RunsView:
        """The page of all runs."""
        self.complete()
        return self._runs

    @property
    def weights(self) -> WeightsView:
        """The page of a file of weights."""
        self.complete()
        return self._weights

    @property
    def is_complete(self) -> bool:
        """Whether all pages are built."""
        return self._building is None

    def complete(self) -> None:
        """Build all pages that are not there yet."""
        while self.build_next():
            pass

    def build_next(self) -> bool:
        """Build one page that is not there yet; False if there is none."""
        if self._building is None:
            return False
        if next(self._building, self) is self:
            self._building = None
            self._connect_pages()
            self.completed.emit()
        return True

    def _build(self) -> Iterator[None]:
        """Build the pages, one at each step; what they import is imported with them."""
        session, settings, files = self._session, self._settings, self._files
        from studio.views.data.data_view import DataView

        yield
        self._data = DataView(session, self._corrections, files, self._background, self)
        self._add(Page.DATA, self._data)
        yield
        from studio.views.model.model_view import ModelView

        yield
        self._model = ModelView(session, files, self._background, self)
        self._add(Page.MODEL, self._model)
        yield
        from studio.views.inside.page import InsidePage

        yield
        self._inside = InsidePage(session, files, lambda: settings.runs_root, self)
        self._add(Page.INSIDE, self._inside)
        yield
        from studio.views.curves import RunCurves
        from studio.views.runs.runs_view import RunsView

        yield
        self._runs = RunsView(session, lambda: settings.runs_root, RunCurves, self)
        self._add(Page.RUNS, self._runs)
        yield
        from studio.views.weights.weights_view import WeightsView

        self._weights = WeightsView(session, files, self)
        self._add(Page.WEIGHTS, self._weights)

    def _add(self, page: Page, widget: QWidget) -> None:
        self._by_page[page] = widget
        self.addWidget(widget)

    def _connect_pages(self) -> None:
        session, settings = self._session, self._settings
        for view in (self.train.predictions, self.train.confusion, self.train.scatter, self.train.residuals):
            view.copy_asked.connect(self.data.export.copy_of)
            view.save_asked.connect(self.data.export.save_of)
        self.runs.open_asked.connect(self.open_asked)
        self.runs.play_asked.connect(self.play_asked)
        self.runs.continue_asked.connect(self.continue_asked)
        self.runs.verify_asked.connect(self.verify_asked)
        self.runs.duplicate_asked.connect(self.recipe_asked)
        self.runs.inside_asked.connect(self._compare_inside)
        self.runs.overlay_changed.connect(self.train.curves.set_overlays)
        self.inside.attention_asked.connect(self.show_inside)
        beside = self.inside.beside
        beside.placed.connect(self.train.parts.place)
        beside.fetched.connect(self.train.parts.remove)
        beside.asked.connect(self._show_part)
        self.train.parts.closed.connect(beside.fetch)
        beside.restore(settings.beside_curves.split())
        beside.changed.connect(self._keep_beside)
        self.inside.console.set_history(settings.console_entries)
        self.inside.console.history_changed.connect(self._keep_console)
        self.inside.watch.watched.restore(settings.watchpoints)
        self.inside.watch.watched.changed.connect(self._keep_watchpoints)
        for noticing in (self.data, self.model, self.inside, self.runs):
            noticing.notice.connect(self.notice)
        for page in (self.data, self.model, self.inside):
            page.crashed.connect(self.crashed)
        self.runs.crashed.connect(self.crashed)
        self.train.curves.overlay_removed.connect(self.runs.shelf.remove)
        self.weights.load_asked.connect(self.load_asked)
        session.inspected.connect(self.weights.take)

    @property
    def page(self) -> Page:
        """The page that is seen."""
        return next(page for page, widget in self._by_page.items() if widget is self.currentWidget())

    def page_of(self, widget: QWidget) -> Page:
        """The page that this widget is."""
        return next(page for page, each in self._by_page.items() if each is widget)

    def widget_of(self, page: Page) -> QWidget | None:
        """What ``page`` is, None as long as it has not been made."""
        return self._by_page.get(page)

    def show_page(self, page: Page) -> None:
        """Show ``page``, also at the next start unless it is Help."""
        if page in self._later:
            self._add(page, self._later.pop(page)())
        if page not in self._by_page:
            self.complete()
        self.setCurrentWidget(self._by_page[page])
        if page is not Page.HELP:
            self._settings.page = page.value
        self.page_changed.emit(page)

    def add_later(self, page: Page, make: Callable[[], QWidget]) -> None:
        """Have ``make`` make ``page`` when it is shown for the first time."""
        self._later[page] = make

    @Slot()
    def show_train(self, event: object = None) -> None:
        """Show the training page."""
        self.show_page(Page.TRAIN)

    @Slot()
    def show_run(self, event: object = None) -> None:
        """Show the run that begins: on the training page, unless it is looked into."""
        if self.page is not Page.INSIDE:
            self.show_page(Page.TRAIN)

    @Slot()
    def show_inside(self) -> None:
        """Show the page on which the running step is looked into."""
        self.show_page(Page.INSIDE)

    @Slot()
    def show_step(self) -> None:
        """Show the step that stands still: on its page, or beside the curves where it was put."""
        if not self.inside.show_step():
            self.show_page(Page.INSIDE)

    @Slot(object)
    def _show_part(self, part: QWidget) -> None:
        self.show_page(Page.TRAIN)
        self.train.show_part(part)

    @Slot(object)
    def _keep_beside(self, names: list[str]) -> None:
        self._settings.beside_curves = " ".join(names)

    @Slot(object, object)
    def _compare_inside(self, first: Path, second: Path) -> None:
        self.show_page(Page.INSIDE)
        self.inside.compare_runs(first, second)

    def shows_step(self) -> bool:
        """Whether the step that stands still is seen."""
        return self.is_complete and self.inside.stepper.isVisible()

    def shows(self, event: Refused) -> bool:
        """Whether a page that is seen says already what was refused."""
        if not self.is_complete:
            return False
        pages = (self.model, self.inside.compare, self.inside.watch)
        return any(page.shows(event) for page in pages)

    @Slot(object)
    def _keep_console(self, entries: list[str]) -> None:
        self._settings.console_entries = entries

    def compare_weights(self, folder: Path, first: str, second: str) -> None:
        """Show two of the files of weights of a run side by side."""
        self.show_page(Page.INSIDE)
        self.inside.compare_weights(folder, first, second)

    @Slot(object)
    def show_weights(self, path: Path) -> None:
        """Look inside a file of weights."""
        self.show_page(Page.WEIGHTS)
        self.weights.open(path)

    @Slot()
    def _keep_watchpoints(self) -> None:
        self._settings.watchpoints = self.inside.watch.watched.stored()

    @Slot()
    def _show_model(self) -> None:
        self.show_page(Page.MODEL)

    @Slot(object)
    def open_class(self, path: Path) -> None:
        """Show the page of the model with the Python file at ``path`` in the editor, and make it the model."""
        self.show_page(Page.MODEL)
        self.model.open_class(path)

    @Slot()
    def show_runs(self) -> None:
        """Show the page of the runs."""
        self.show_page(Page.RUNS)

    @Slot(object)
    def show_renames(self, path: Path) -> None:
        """Show on the weights page how the names in a file can be changed before it is loaded."""
        self.show_page(Page.WEIGHTS)
        self.weights.open(path, to_load=True)

    @Slot(object)
    def try_files(self, paths: tuple[Path, ...]) -> None:
        """Show what the model answers to these files."""
        self.show_page(Page.TRAIN)
        self.train.try_files(paths)

    def choose_files_to_try(self) -> None:
        """Ask for files, and show what the model answers to them."""
        self.show_page(Page.TRAIN)
        self.train.choose_files_to_try()

    @Slot(object)
    def try_picture(self, picture: QImage) -> None:
        """Show what the model answers to a picture from the clipboard."""
        self.show_page(Page.TRAIN)
        if not self.train.try_picture(picture):
            self.notice.emit(
                self.tr("The model takes no pictures, so the one on the clipboard cannot be tried on it."), "warning"
            )

    def takes_drop(self, data: QMimeData) -> bool:
        """Whether the page that is seen has taken what was dropped on the window: the weights page looks inside."""
        path = next((path for path in dropped_paths(data) if kind_of(path) == "weights"), None)
        if self.page is not Page.WEIGHTS or path is None:
            return False
        self.weights.open(path)
        return True

    def may_close(self) -> bool:
        """Whether nothing that was typed is lost if the window closes; asks where something would be."""
        return not self.is_complete or self.model.may_close()

    def shut_down(self) -> None:
        """Write what is being typed, and end the threads of the pages."""
        self.complete()
        self.runs.shut_down()
        self.data.shut_down()
        self.model.shut_down()
        self.inside.shut_down()
