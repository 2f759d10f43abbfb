"""Ask, then do: what happens when a person trains, saves, loads, drops a file or closes the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from studio import formats
from studio.dialogs.about import AboutDialog
from studio.dialogs.closing import ClosingDialog, OnClosing
from studio.dialogs.output_exists import OnExisting, OutputExistsDialog
from studio.dialogs.trained_weights import OnTrainedWeights, TrainedWeightsDialog
from studio.dialogs.weights_fit import WeightsFitDialog
from studio.messages import words
from studio.session import Action, Session
from studio.settings import Settings
from trainer_core.atomic import atomic_write
from trainer_core.commands import Keep, Split, Unit
from trainer_core.errors import RecipeError, TrainerError
from trainer_core.events import Evaluated, Prepared, Reason, RunEnded, RunStarted, State, WeightsLoaded, WeightsRefused
from trainer_core.recipe import Recipe
from trainer_core.runs import default_folder

WEIGHTS = frozenset({".pt", ".pth", ".safetensors"})
RECIPES = frozenset({".toml"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff"})


class Flows(QObject):
    """The window's behaviour: each method asks what has to be asked and gives the session what was answered.

    Signals:
        notice(str, str): a sentence for the window's banner and its kind (``"info"``, ``"warning"``, ``"error"``).
        may_close(): the window can close now.
    """

    notice = Signal(str, str)
    may_close = Signal()

    def __init__(self, session: Session, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self.next_folder: Path | None = None
        """Folder for the next run, instead of a new one below `runs_root`."""
        self._weights_from: Path | None = None
        self._weights_for: tuple[str, object] | None = None
        self._closing = False
        self._asked_for_test = False
        session.weights_refused.connect(self._ask_what_fits)
        session.weights_loaded.connect(self._show_loaded)
        session.evaluated.connect(self._show_test)
        session.run_started.connect(self._forget_what_was_used)
        session.prepared.connect(self._forget_lost_weights)
        session.run_ended.connect(self._run_ended)
        session.state_changed.connect(self._close_when_idle)

    @property
    def weights_from(self) -> Path | None:
        """The file whose weights are in the model and have not been trained since, or None."""
        return self._weights_from

    @property
    def runs_root(self) -> Path:
        """The folder in which new runs are kept."""
        return self._settings.runs_root

    @Slot()
    def train_or_pause(self) -> None:
        """Train, pause or continue, whichever is next."""
        if self._session.state is State.PAUSED:
            if self._session.possible(Action.RESUME):
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
        """Start a run in a new folder; asks first what becomes of loaded weights that would be lost."""
        if not self._session.possible(Action.TRAIN):
            return
        keep = False
        if self._weights_from is not None:
            answer = TrainedWeightsDialog(self._weights_from.name, self._window).ask()
            if answer is OnTrainedWeights.CANCEL:
                return
            keep = answer is OnTrainedWeights.CONTINUE
        folder = self.next_folder or default_folder(self._session.recipe, self.runs_root)
        self._session.train(folder, paused=paused, keep_weights=keep)

    def stop(self, keep: Keep) -> None:
        if self._session.possible(Action.STOP):
            self._session.stop(keep)

    def save_weights(self) -> None:
        """Ask where and save the state_dict; the file dialog asks before a file is overwritten."""
        if not self._session.possible(Action.SAVE):
            return
        filters = ";;".join((self.tr("PyTorch weights (*.pt *.pth)"), self.tr("Safetensors (*.safetensors)")))
        suggestion = f"{self._session.preparation.model.name.lower()}.pt" if self._session.preparation else "weights.pt"
        path = self._ask_save(self.tr("Save weights"), suggestion, filters, "saveWeightsDialog", WEIGHTS)
        if path is not None:
            self._session.save_weights(path)

    def load_weights(self) -> None:
        """Ask for a file and load it."""
        filters = self.tr("Weights (*.pt *.pth *.safetensors);;All files (*)")
        path = self._ask_open(self.tr("Load weights"), filters, "loadWeightsDialog")
        if path is not None:
            self._session.load_weights(path)

    def test(self) -> None:
        """Evaluate the present weights on the test set and say how they do."""
        if self._session.possible(Action.EVALUATE):
            self._asked_for_test = True
            self._session.evaluate(Split.TEST)

    def open_recipe(self) -> None:
        path = self._ask_open(self.tr("Open recipe"), self.tr("Recipes (*.toml);;All files (*)"), "openRecipeDialog")
        if path is not None:
            self.take_recipe(path)

    def take_recipe(self, path: Path) -> None:
        """Read a recipe's file into the form; a wrong one changes nothing and is explained."""
        if not self._session.possible(Action.EDIT_RECIPE):
            self.notice.emit(self.tr("A run is under way; its recipe cannot change. Stop it first."), "warning")
            return
        try:
            recipe = Recipe.load(path)
        except RecipeError as error:
            self.notice.emit(words(error.message), "error")
            return
        self._session.set_recipe(recipe)
        self.notice.emit(self.tr("The recipe {name} is loaded.").format(name=path.name), "info")

    def save_recipe(self) -> None:
        filters = self.tr("Recipes (*.toml)")
        path = self._ask_save(self.tr("Save recipe"), "recipe.toml", filters, "saveRecipeDialog", RECIPES)
        if path is None:
            return
        try:
            with atomic_write(path, error=RecipeError) as file:
                file.write(self._session.recipe.to_toml().encode())
        except TrainerError as error:
            self.notice.emit(words(error.message), "error")
            return
        self.notice.emit(self.tr("The recipe is saved in {path}.").format(path=path), "info")

    def open_run_folder(self) -> None:
        """Show the run's folder in the system's file manager."""
        run = self._session.run
        if run is None or run.folder is None or not run.folder.exists():
            self.notice.emit(
                self.tr("There is no run yet. Its folder will be in {path}.").format(path=self._settings.runs_root),
                "info",
            )
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.folder)))

    def choose_runs_folder(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Keep runs in"), str(self._settings.runs_root))
        dialog.setObjectName("runsFolderDialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._settings.runs_folder = dialog.selectedFiles()[0]
            self.notice.emit(self.tr("New runs are kept in {path}.").format(path=self._settings.runs_folder), "info")

    def about(self) -> None:
        """Say what this program is, its version and licences, and where it keeps things."""
        dialog = AboutDialog(self.runs_root, Path(self._settings.store.fileName()), self._window)
        dialog.exec()

    def takes(self, data: QMimeData) -> bool:
        """Whether a drop holds files that the studio knows what to do with."""
        return any(_kind(path) for path in _paths(data))

    def drop(self, data: QMimeData) -> None:
        """Do the obvious with dropped files: load weights, load a recipe, predict pictures."""
        paths = _paths(data)
        pictures = tuple(path for path in paths if _kind(path) == "picture")
        first = next((path for path in paths if _kind(path) in ("weights", "recipe")), None)
        if first is not None and _kind(first) == "weights":
            if self._session.possible(Action.LOAD):
                self._session.load_weights(first)
            else:
                self._not_yet()
        elif first is not None:
            self.take_recipe(first)
        elif pictures and self._session.possible(Action.PREDICT):
            self._session.predict_files(pictures)
        elif pictures:
            self._not_yet()
        else:
            self.notice.emit(
                self.tr(
                    "Nothing here takes {name}. Drop weights (.pt, .pth, .safetensors), a recipe (.toml) or pictures."
                ).format(name=paths[0].name if paths else ""),
                "warning",
            )

    def _not_yet(self) -> None:
        self.notice.emit(self.tr("The data is still being prepared. Drop the file again in a moment."), "warning")

    def ask_to_close(self) -> bool:
        """Whether the window may close at once. If a run is under way the person decides; `may_close` may follow."""
        if not self._session.in_run and self._session.pending != "Start":
            return True
        if self._closing:
            self._session.stop(Keep.LAST)
            return False
        kept = self._session.run is not None and self._session.run.folder is not None
        answer = ClosingDialog(kept, self._window).ask()
        if answer is OnClosing.GO_ON:
            return False
        if not self._session.in_run:
            return True
        self._closing = True
        self._session.stop(Keep.NOTHING if answer is OnClosing.DISCARD else Keep.LAST)
        return False

    @Slot(object)
    def _forget_what_was_used(self, event: RunStarted) -> None:
        self.next_folder = None
        self._weights_from = None

    @Slot(object)
    def _forget_lost_weights(self, event: Prepared) -> None:
        """Weights that were loaded are gone once another model was built."""
        if self._weights_for != (event.recipe.data.source, event.recipe.model):
            self._weights_from = None

    @Slot(object)
    def _ask_what_fits(self, event: WeightsRefused) -> None:
        dialog = WeightsFitDialog(event.report, event.path, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._session.load_weights(event.path, only_what_fits=True)

    @Slot(object)
    def _show_loaded(self, event: WeightsLoaded) -> None:
        if not self._session.in_run:
            self._weights_from = event.path
            self._weights_for = (self._session.recipe.data.source, self._session.recipe.model)
        self._settings.last_folder = str(event.path.parent)
        self.test()

    @Slot(object)
    def _show_test(self, event: Evaluated) -> None:
        """Say how the weights did in a test that was asked for; a run's own tests are said by its end."""
        result = event.evaluation
        if not self._asked_for_test or result.split is not Split.TEST:
            return
        self._asked_for_test = False
        self.notice.emit(
            self.tr("These weights are right about {accuracy} of {count} test examples; the loss is {loss}.").format(
                accuracy=formats.percent(result.accuracy),
                count=formats.count(result.examples),
                loss=formats.loss(result.loss),
            ),
            "info",
        )

    @Slot(object)
    def _run_ended(self, event: RunEnded) -> None:
        if self._closing:
            return
        kind = (
            "info"
            if event.reason in (Reason.COMPLETED, Reason.STOPPED, Reason.STOPPED_EARLY, Reason.DISCARDED)
            else "error"
        )
        self.notice.emit(words(event.message), kind)

    @Slot()
    def _close_when_idle(self) -> None:
        if self._closing and self._session.state is State.IDLE:
            self.may_close.emit()

    def _ask_save(self, title: str, name: str, filters: str, object_name: str, suffixes: frozenset[str]) -> Path | None:
        """Ask for a file to write, with one of ``suffixes``; one that is there is replaced only after asking."""
        while True:
            dialog = QFileDialog(self._window, title, self._folder(), filters)
            dialog.setObjectName(object_name)
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
            dialog.selectFile(name)
            path = self._answer(dialog)
            if path is None:
                return None
            if path.suffix.lower() not in suffixes:
                chosen = dialog.selectedNameFilter()
                suffix = next((suffix for suffix in sorted(suffixes) if f"*{suffix}" in chosen), min(suffixes))
                path = path.with_name(path.name + suffix)
            answer = OutputExistsDialog(path, self._window).ask() if path.exists() else OnExisting.REPLACE
            if answer is OnExisting.REPLACE:
                return path
            if answer is OnExisting.CANCEL:
                return None
            name = path.name

    def _ask_open(self, title: str, filters: str, object_name: str) -> Path | None:
        dialog = QFileDialog(self._window, title, self._folder(), filters)
        dialog.setObjectName(object_name)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return self._answer(dialog)

    def _answer(self, dialog: QFileDialog) -> Path | None:
        if dialog.exec() != QDialog.DialogCode.Accepted or not dialog.selectedFiles():
            return None
        path = Path(dialog.selectedFiles()[0])
        self._settings.last_folder = str(path.parent)
        return path

    def _folder(self) -> str:
        return self._settings.last_folder or str(Path.home())


def _paths(data: QMimeData) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _kind(path: Path) -> str:
    suffix = path.suffix.lower()
    for kind, suffixes in (("weights", WEIGHTS), ("recipe", RECIPES), ("picture", PICTURES)):
        if suffix in suffixes:
            return kind
    return ""
