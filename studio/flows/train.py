"""Ask, then do: what happens when a person trains, tests, saves or loads weights, or drops a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from studio.dialogs.about import AboutDialog
from studio.dialogs.download import DownloadDialog, OnDownload
from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.dialogs.plugins import PluginsDialog
from studio.dialogs.trained_weights import OnTrainedWeights, TrainedWeightsDialog
from studio.dialogs.weights_fit import WeightsFitDialog
from studio.flows.data import is_data
from studio.flows.leaving_out import LeavingOutFlow
from studio.flows.python_file import SUFFIXES as PYTHON
from studio.flows.recipe import SUFFIXES as RECIPES
from studio.flows.trust import TrustFlow
from studio.look import formats
from studio.look.messages import counted, words
from studio.look.metrics import number, word
from studio.look.settings import Settings
from studio.session.background import Background
from studio.session.downloads import tell_downloads
from studio.session.session import Action, Session
from trainer_core.data import NeededDownload
from trainer_core.data.pictures.opening import SUFFIXES as PICTURES
from trainer_core.engine.plugins import GROUPS, VIEWS, load_plugins
from trainer_core.protocol.commands import Split, Unit
from trainer_core.protocol.events import (
    Evaluated,
    Prepared,
    Reason,
    RunEnded,
    RunStarted,
    State,
    WeightsLoaded,
    WeightsRefused,
)
from trainer_core.protocol.reports import Evaluation
from trainer_core.recipe.recipe import Recipe, same_model
from trainer_core.runs.run_files import RECIPE, default_folder
from trainer_core.weights.state_dicts import SAFETENSORS_SUFFIX, SUFFIXES, TORCH_SUFFIXES


class Flows(QObject):
    """The window's behaviour: each method asks what has to be asked and gives the session what was answered.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind (``"info"``,
            ``"warning"``, ``"error"``).
        renames_asked(object): the names in the weights file at this path are to be changed until they fit.
        recipe_dropped(object), run_dropped(object), data_dropped(object), python_dropped(object): the path of a recipe,
            the folder of a run, data or a Python file fell on the window.
        pictures_dropped(object): the paths of pictures fell on the window.
    """

    notice = Signal(object, str)
    recipe_dropped = Signal(object)
    run_dropped = Signal(object)
    data_dropped = Signal(object)
    python_dropped = Signal(object)
    pictures_dropped = Signal(object)
    renames_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        files: FileDialogs,
        trust: TrustFlow,
        leaving_out: LeavingOutFlow,
        background: Background,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._files = files
        self._trust = trust
        self._leaving_out = leaving_out
        self._background = background
        self._window = window
        self.next_folder: Path | None = None
        """Folder for the next run, instead of a new one below `runs_root`."""
        self._weights_from: Path | None = None
        """The file whose weights are in the model and have not been trained since."""
        self._weights_for: Recipe | None = None
        self._asked_for_test = 0
        self._just_loaded: Path | None = None
        session.weights_refused.connect(self._ask_what_fits)
        session.weights_loaded.connect(self._show_loaded)
        session.evaluated.connect(self._show_test)
        session.run_started.connect(self._forget_what_was_used)
        session.prepared.connect(self._forget_lost_weights)
        session.run_ended.connect(self._run_ended)

    @property
    def runs_root(self) -> Path:
        """The folder in which new runs are kept."""
        return self._settings.runs_root

    @Slot()
    def train_or_pause(self) -> None:
        """Train, pause or continue, whichever is next."""
        if self._session.state is State.PAUSED:
            if self._session.possible(Action.UNPAUSE):
                self._session.resume()
        elif self._session.in_run:
            if self._session.possible(Action.PAUSE):
                self._session.pause()
        else:
            self.start(paused=False)

    def step(self, unit: Unit) -> None:
        """Go on by one unit; with no run under way, start one that stands before its first phase."""
        if not self._session.possible(Action.STEP):
            return
        if self._session.in_run:
            self._session.advance(unit)
        else:
            self.start(paused=True)

    def start(self, *, paused: bool) -> None:
        """Start a run in a new folder; asks first what becomes of loaded weights that would be lost, and what is to be
        left out.
        """
        if not self._session.possible(Action.TRAIN):
            return
        keep = False
        if self._weights_from is not None:
            answer = TrainedWeightsDialog(self._weights_from.name, self._window).ask()
            if answer is OnTrainedWeights.CANCEL:
                return
            keep = answer is OnTrainedWeights.CONTINUE
        recipe = self._session.recipe
        tell_downloads(recipe, self._background, partial(self._start, recipe, paused, keep))

    def _start(self, recipe: Recipe, paused: bool, keep: bool, needed: tuple[NeededDownload, ...]) -> None:
        """Start the run once it is known what it needs, and a person has agreed to that."""
        if recipe != self._session.recipe or not self._session.possible(Action.TRAIN):
            return
        if any(DownloadDialog(each, self._window).ask() is not OnDownload.DOWNLOAD for each in needed):
            return
        if not self._trust.agrees(recipe):
            return
        folder = self.next_folder or default_folder(recipe, self.runs_root)
        self._leaving_out.when_agreed(
            partial(self._session.train, folder, paused=paused, keep_weights=keep, download=bool(needed))
        )

    def save_weights(self) -> None:
        """Ask where and save the state_dict, in the folder of the run where there is one."""
        if not self._session.possible(Action.SAVE):
            return
        kinds = (
            FileKind(self.tr("PyTorch weights"), TORCH_SUFFIXES),
            FileKind("Safetensors", (SAFETENSORS_SUFFIX,)),
        )
        suggestion = f"{self._session.preparation.model.name.lower()}.pt" if self._session.preparation else "weights.pt"
        run = self._session.run.started
        folder = run.folder if run is not None and self._is_of_run() else None
        start = folder if folder is not None and folder.is_dir() else None
        title = self.tr("Save weights")
        path = self._files.ask_save(Purpose.WEIGHTS, title, suggestion, kinds, "saveWeightsDialog", start=start)
        if path is not None:
            self._session.save_weights(path)

    def _is_of_run(self) -> bool:
        """Whether the model at hand is that of the run that is shown, and not one for other data."""
        run, prepared = self._session.run.recipe, self._session.preparation
        return run is not None and prepared is not None and same_model(run, prepared.recipe)

    def load_weights(self) -> None:
        """Ask for a file and load it."""
        path = self._files.ask_open_weights(self.tr("Load weights"), "loadWeightsDialog")
        if path is not None:
            self._session.load_weights(path)

    def test(self) -> None:
        """Evaluate the present weights on the test set and say how they do."""
        if self._session.possible(Action.EVALUATE):
            self._asked_for_test = self._session.evaluate(Split.TEST)

    def open_run_folder(self) -> None:
        """Show the run's folder in the system's file manager."""
        run = self._session.run.started
        if run is None or run.folder is None or not run.folder.exists():
            self.notice.emit(
                self.tr("There is no run yet. Its folder will be in {path}.").format(path=self._settings.runs_root),
                "info",
            )
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def choose_runs_folder(self) -> None:
        """Ask where new runs are kept from now on."""
        path = self._files.ask_folder(self.tr("Runs folder"), self._settings.runs_root, "runsFolderDialog")
        if path is not None:
            self._settings.runs_folder = str(path)
            self.notice.emit(self.tr("New runs are kept in {path}.").format(path=path), "info")

    def about(self) -> None:
        """Say what this program is, its version and licences, and where it keeps things."""
        dialog = AboutDialog(self.runs_root, Path(self._settings.store.fileName()), self._window)
        dialog.exec()

    def plugins(self) -> None:
        """List the plug-ins that were found when the program started, the broken ones with the reason."""
        PluginsDialog(load_plugins((*GROUPS, *VIEWS)), self._window).exec()

    def takes(self, data: QMimeData) -> bool:
        """Whether a drop holds files that the studio knows what to do with."""
        return any(kind_of(path) for path in dropped_paths(data))

    def drop(self, data: QMimeData) -> None:
        """Do the obvious with dropped files: load weights or a recipe, open a run, take data, predict pictures."""
        paths = dropped_paths(data)
        pictures = tuple(path for path in paths if kind_of(path) == "picture")
        first = next((path for path in paths if kind_of(path) not in ("", "picture")), None)
        kind = kind_of(first) if first is not None else ""
        if first is not None and kind == "weights":
            if self._session.possible(Action.LOAD):
                self._session.load_weights(first)
            else:
                self._not_yet()
        elif kind == "recipe":
            self.recipe_dropped.emit(first)
        elif kind == "run":
            self.run_dropped.emit(first)
        elif kind == "python":
            self.python_dropped.emit(first)
        elif kind == "data":
            self.data_dropped.emit(first)
        elif pictures:
            self.pictures_dropped.emit(pictures)
        else:
            self.notice.emit(
                self.tr(
                    "Nothing here takes {name}. Drop weights ({suffixes}), a recipe (.toml), a run's folder, data or "
                    "pictures."
                ).format(name=paths[0].name if paths else "", suffixes=", ".join(SUFFIXES)),
                "warning",
            )

    def _not_yet(self) -> None:
        self.notice.emit(self.tr("The data is still being prepared. Drop the file again in a moment."), "warning")

    @Slot(object)
    def _forget_what_was_used(self, event: RunStarted) -> None:
        if not self._session.replaying:
            self.next_folder = None
            self._weights_from = None

    @Slot(object)
    def _forget_lost_weights(self, event: Prepared) -> None:
        """Weights that were loaded are gone once another model was built."""
        if self._session.replaying:
            return
        if self._weights_for is None or not same_model(self._weights_for, event.recipe):
            self._weights_from = None

    @Slot(object)
    def _ask_what_fits(self, event: WeightsRefused) -> None:
        dialog = WeightsFitDialog(event.report, event.path, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._session.load_weights(event.path, only_what_fits=True)
        elif dialog.renames:
            self.renames_asked.emit(event.path)

    @Slot(object)
    def _show_loaded(self, event: WeightsLoaded) -> None:
        if not self._session.in_run:
            self._weights_from = event.path
            self._weights_for = self._session.recipe
        self._settings.set_last_folder(Purpose.WEIGHTS, event.path.parent)
        self._just_loaded = event.path
        self.test()

    @Slot(object)
    def _show_test(self, event: Evaluated) -> None:
        """Say how the weights did in a test that was asked for; a run's own tests are said by its end."""
        result = event.evaluation
        if not event.answers or event.answers != self._asked_for_test:
            return
        loaded, self._just_loaded = self._just_loaded, None
        self.notice.emit(partial(self._test_words, result, loaded), "info")

    def _test_words(self, result: Evaluation, loaded: Path | None) -> str:
        count, (metric, value) = result.examples, result.headline
        facts = {"metric": word(metric), "value": number(metric, value), "loss": formats.loss(result.loss)}
        if loaded is None:
            return counted(
                count,
                "Test {metric}: {value} on 1 example; loss {loss}",
                "Test {metric}: {value} on {n:,} examples; loss {loss}",
                **facts,
            )
        return counted(
            count,
            "{file} loaded: test {metric} {value} on 1 example, loss {loss}.",
            "{file} loaded: test {metric} {value} on {n:,} examples, loss {loss}.",
            file=loaded.name,
            **facts,
        )

    @Slot(object)
    def _run_ended(self, event: RunEnded) -> None:
        """A good end is said by the status bar, on every page."""
        if self._session.replaying:
            return
        if event.reason in (Reason.DIVERGED, Reason.OUT_OF_MEMORY, Reason.FAILED):
            self.notice.emit(partial(words, event.message), "error")


def dropped_paths(data: QMimeData) -> tuple[Path, ...]:
    """The local files and folders of a drop."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def kind_of(path: Path) -> str:
    """What a dropped path is; empty for what nothing here takes.

    It is ``"weights"``, ``"recipe"``, ``"picture"``, ``"python"``, ``"run"`` or ``"data"``.
    """
    suffix = path.suffix.lower()
    kinds = (("weights", SUFFIXES), ("recipe", RECIPES), ("picture", PICTURES), ("python", PYTHON))
    for kind, suffixes in kinds:
        if suffix in suffixes:
            return kind
    if (path / RECIPE).is_file():
        return "run"
    return "data" if is_data(path) else ""
