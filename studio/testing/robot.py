"""A running studio that a test drives in a few words: open, set, press, train, look, close."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.demos.arrival import Arrival
from studio.demos.expressions import Expression
from studio.demos.hands import MENU_SIGN, Hands
from studio.demos.values import known_names, values_now
from studio.testing.clock import Clock
from studio.testing.dialog_rules import Act, DialogRules
from studio.testing.leaks import Footprint, LeakError
from studio.testing.options import Options
from studio.testing.pictures import Gallery
from studio.testing.reading import curve_of, predictions_of, result_of, status_of
from studio.testing.renamed import present_name
from studio.testing.steps import Steps
from studio.testing.waiting import Waiting
from studio.testing.windows import top_level_widgets
from studio.views.confusion import ConfusionView
from studio.views.log.log_view import LogView
from studio.views.predictions.predictions_view import PredictionsView
from studio.views.status_bar import StatusBar
from trainer_core.errors import nearest
from trainer_core.protocol.events import Event, Prepared, RunEnded, State, StateChanged
from trainer_core.protocol.predicting import Predicted

W = TypeVar("W", bound=QWidget)
E = TypeVar("E", bound=Event)

_UNITS = {"phase": "stepPhaseAction", "batch": "stepBatchAction", "epoch": "stepEpochAction"}
_PHASES = 6
"""The phases of a step, and the pause between two of them."""


class StudioRobot:
    """A running studio, driven in a few words.

    ``events`` holds every event of the engine since the start, in order; ``folder`` is where its settings and runs are.
    """

    def __init__(
        self,
        studio: Studio,
        qtbot: QtBot,
        folder: Path | None = None,
        options: Options | None = None,
        before: Footprint | None = None,
        gallery: Gallery | None = None,
    ) -> None:
        options = options or Options(strict=False)
        folder = folder or Path(studio.settings.store.fileName()).parent
        self.studio = studio
        self.window = studio.window
        self.session = studio.session
        self.qtbot = qtbot
        self.events: list[Event] = []
        self.folder = folder
        self.options = options
        self.closed = False
        self.steps = Steps()
        self.hands = Hands(self.window)
        self._before = before
        self._gallery = gallery
        self._clock: Clock | None = None
        test = gallery.test if gallery is not None else ""
        self._dialogs = DialogRules(self.window, options.artifacts or folder, test, strict=options.strict)
        self._waiting = Waiting(qtbot, studio.session, self._dialogs, self.find("logView", LogView), options.timeout)
        self._ear = _Ear(self.events, studio)
        studio.thread_.engine_event.connect(self._ear.hear)

    def find(self, name: str, kind: type[W]) -> W:
        """The widget called ``name`` in the window."""
        widget = self.window.findChild(kind, present_name(name))
        assert widget is not None, f"no {kind.__name__} is called {name}{self._like(name, kind)}"
        return widget

    def button(self, name: str) -> QAbstractButton:
        return self.find(present_name(name), QAbstractButton)

    def action(self, name: str) -> QAction:
        action = self.window.findChild(QAction, present_name(name))
        assert action is not None, f"no action is called {name}{self._like(name, QAction)}"
        return action

    def _like(self, name: str, kind: type[QObject]) -> str:
        meant = nearest(name, {each.objectName() for each in self.window.findChildren(kind)} - {""})
        return f"; did you mean {meant}?" if meant else ""

    def of(self, kind: type[E] | tuple[type[E], ...]) -> list[E]:
        """The engine's events of one kind, or of several, so far."""
        return [event for event in self.events if isinstance(event, kind)]

    def wait_for(self, condition: Callable[[], Any], what: str = "what was waited for", patience: int = 1) -> None:
        """Serve the window until ``condition`` holds. See `waiting.Waiting.until`."""
        self._waiting.until(condition, what, patience)

    def wait_for_event(self, kind: type[E], number: int = 1) -> E:
        """Serve the window until the engine has sent ``number`` events of a kind; return the last of them."""
        self.wait_for(lambda: len(self.of(kind)) >= number, f"{kind.__name__} number {number}")
        return self.of(kind)[number - 1]

    def wait_for_state(self, state: State | str) -> None:
        self.wait_for(lambda: self.session.state == state, f"the state {state}")

    def wait_until_prepared(self) -> None:
        """Serve the window until the data is loaded and the model built."""
        self.wait_for(
            lambda: (
                self.studio.is_complete and self.session.preparation is not None and self.session.state is State.IDLE
            ),
            "data, model and pages",
        )

    def train_to_end(self) -> RunEnded:
        """Press Train and serve the window until the run has ended."""
        ended = len(self.of(RunEnded))
        self.button("trainButton").click()
        event = self.wait_for_event(RunEnded, ended + 1)
        self.wait_for_state(State.IDLE)
        return event

    def answer(self, name: str, act: Act = None, *, always: bool = False) -> None:
        """Say what is done with the dialog called ``name`` as soon as it opens: once, or ``always``.

        ``act`` is the ``objectName`` of the button to press, the path to choose in a file dialog, a function that is
        called with the dialog, or None to leave it to the test. A dialog that never opens fails the test.
        """
        act = present_name(act) if isinstance(act, str) else act
        self._dialogs.add(present_name(name), act, always=always)

    @property
    def unanswered(self) -> list[str]:
        """The names of the dialogs for which a rule waits."""
        return self._dialogs.waiting

    def open(self, what: str | Path) -> None:
        """Choose a preset or built-in data by its name, or drop the file or folder at this path, and wait for it.

        Raises `studio.demos.sight.UnknownControlError` where there is no such preset, data or path.
        """
        arrival = Arrival(self.window)
        self.hands.open(str(what))
        self._took("open", str(what))
        if not self.window.recipes.has_preset(str(what)):
            self.wait_for(lambda: arrival.has_come, f"what is in {what}")
        self.wait_for(lambda: arrival.refusal or self._is_prepared(), f"{what}, ready to train")
        arrival.deleteLater()
        assert not arrival.refusal, f"{what} is not taken: {arrival.refusal}"

    def set(self, key: str, value: Any) -> None:
        """Type or choose the value of a field of the recipe: ``set("optimizer.lr", 0.01)``.

        Raises AssertionError with the reason if the form does not take it.
        """
        problem = self.hands.set(key, value)
        self._took("set", {key: value})
        assert not problem, f"{key} = {value} is not taken: {problem}"

    def press(self, name: str) -> None:
        """Click on the control called ``name``, or choose the action from its menu."""
        name = present_name(name)
        with self._dialogs.acting():
            self.hands.press(name)
        self._took("press", name)

    def train(self, epochs: int | None = None) -> dict[str, Any]:
        """Press Train, or go on with a paused run, and wait until it has ended. See `reading.result_of`."""
        if epochs is not None:
            self.set("training.epochs", epochs)
        ended = len(self.of(RunEnded))
        self.hands.press("trainButton")
        self._took("train", {})
        event = self.wait_for_event(RunEnded, ended + 1)
        self.wait_for_state(State.IDLE)
        return result_of(event)

    def step(self, unit: str = "batch") -> str:
        """Go on by a ``"phase"``, a ``"batch"`` or an ``"epoch"``, or until the phase of this name is about to run.

        Starts a run first where there is none. Returns the phase that is about to run, empty between two batches.
        """
        if not self.session.in_run:
            self._step(_UNITS["phase"])  # begins a run, which stands before its first phase
        if unit in _UNITS:
            return self._step(_UNITS[unit])
        for _ in range(_PHASES):
            if self._step(_UNITS["phase"]) == unit:
                return unit
        raise AssertionError(f"there is no phase {unit}; a step is a phase, a batch or an epoch")

    def _step(self, action: str) -> str:
        pauses, ended = self._pauses(), len(self.of(RunEnded))
        self.press(action)
        self.wait_for(lambda: self._pauses() > pauses or len(self.of(RunEnded)) > ended, f"the pause after {action}")
        return self.session.phase

    def wait_until(self, what: State | str | Callable[[], Any]) -> None:
        """Serve the window until the engine is in this state (``"paused"``), or the condition holds.

        A condition is a function, or a text as in a demo: ``"val_accuracy > 0.5 and epoch >= 2"``. Raises
        `trainer_core.errors.DemoError` if it cannot be read.
        """
        if callable(what):
            self.wait_for(what)
        elif what in [str(state) for state in State]:
            self.wait_for_state(what)
        else:
            condition = Expression(what, known_names(self.session.recipe))
            self.wait_for(lambda: condition.holds(values_now(self.session)), f"“{what}”")

    def drop(self, path: Path) -> None:
        """Drop a file or a folder on the window."""
        self.hands.drop(path)
        self._took("open", path)

    def menu(self, *path: str) -> None:
        """Choose from the window's menu by what stands there: ``menu("View", "Theme", "Dark")``."""
        self.hands.menu(*path)
        self._took("menu", MENU_SIGN.join(path))

    def key(self, sequence: str) -> None:
        """Press keys: ``key("Ctrl+Z")``."""
        with self._dialogs.acting():
            self.hands.key(sequence)
        self._took("key", sequence)

    def predictions(self) -> list[dict[str, Any]]:
        """What the model answers to the test examples that are shown. See `reading.predictions_of`."""
        view = self.find("predictionsView", PredictionsView)
        self.hands.bring_to_sight("predictionsView")
        self.wait_for(lambda: view.tiles and self._shown_predictions(), "a prediction")
        return predictions_of(self._shown_predictions()[-1], self.session)

    def curve(self, name: str = "loss") -> list[float]:
        """The numbers of a curve: ``"loss"`` of each batch, ``"validation_loss"`` of each epoch. See
        `reading.curve_of`."""
        return curve_of(self.session, name)

    def confusion(self) -> list[list[int]]:
        """The counts of the confusion matrix that is shown, the truth in rows."""
        self.hands.bring_to_sight("confusionView")
        matrix = self.find("confusionView", ConfusionView).matrix
        none = "there is no confusion matrix before the first epoch, or for numbers"
        assert matrix is not None, none
        assert matrix.size, none
        rows: list[list[int]] = matrix.tolist()
        return rows

    def status(self) -> dict[str, Any]:
        """What stands in the status bar. See `reading.status_of`."""
        return status_of(self.find("statusBar", StatusBar), self.session)

    def looks_as_accepted(self, name: str, control: str = "", tolerance: float = 0.002) -> None:
        """Compare the window, or one control, with the accepted picture ``pictures/NAME.png`` beside the test's file.

        ``tolerance`` is the part of the pixels that may differ. Raises `pictures.PictureError` if more do.
        """
        assert self._gallery is not None, "pictures are compared by studios of the fixtures"
        shown: QWidget = self.window
        if control:
            control = present_name(control)
            self.hands.bring_to_sight(control)
            shown = self.find(control, QWidget)
        self._settle()
        assert shown.isVisible(), f"{control} is not seen now"
        self._gallery.check(shown.grab().toImage(), name, tolerance)

    def _took(self, verb: str, what: Any) -> None:
        self.steps.add(verb, what)
        self._settle()

    def _settle(self) -> None:
        """After a step: serve what waits, give a person time to see it, and look for dialogs that were not expected."""
        if self.options.slow:
            self.qtbot.wait(round(self.options.slow * 1000))
        QCoreApplication.processEvents()
        self._dialogs.check()

    def _is_prepared(self) -> bool:
        ready = self.session.preparation
        return self.session.state is State.IDLE and ready is not None and ready.recipe == self.session.recipe

    def _pauses(self) -> int:
        return sum(event.state is State.PAUSED for event in self.of(StateChanged))

    def _shown_predictions(self) -> list[Predicted]:
        """Those of the data and model at hand, the last one last."""
        since = max((i for i, event in enumerate(self.events) if isinstance(event, Prepared)), default=0)
        return [event for event in self.events[since:] if isinstance(event, Predicted) and event.tag == "grid"]

    @property
    def clock(self) -> Clock:
        """The clock of the window, which a test can move; it goes by itself too."""
        if self._clock is None:
            self._clock = Clock(self.window, self.studio)
        return self._clock

    def close(self) -> None:
        """Close without asking, wait until the engine has left, and look for what it left behind.

        Raises `leaks.LeakError` if there is anything, or if a dialog for which there is a rule never opened.
        """
        if self.closed:
            return
        self.closed = True
        for widget in top_level_widgets():
            if isinstance(widget, QDialog):
                widget.close()
        self.window.hide()
        self.studio.shut_down()
        try:
            self.qtbot.waitUntil(self.studio.thread_.isFinished, timeout=round(self.options.timeout * 1000))
        except self.qtbot.TimeoutError:
            # Nothing is deleted: Qt ends the process where it deletes a thread that runs.
            raise LeakError(f"the engine has not left within {self.options.timeout:g} s") from None
        finally:
            if self._clock is not None:
                self._clock.put_back()
        self.studio.thread_.wait()
        # The signal that the thread has ended may still be on its way, and is not delivered to what is deleted here.
        self.studio.garbage.stop()
        unanswered = self.unanswered
        try:
            self._dialogs.check()
        finally:
            self.window.deleteLater()
            self.studio.deleteLater()
            # Without a running event loop nothing else deletes them, and what comes next would dress them with its own.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        left = self._before.left(self.folder) if self._before is not None else []
        if unanswered:
            left.append(f"dialogs that never opened: {', '.join(unanswered)}")
        if left:
            raise LeakError("; ".join(left))


class _Ear(QObject):
    """Collects events on the GUI thread."""

    def __init__(self, events: list[Event], parent: QObject) -> None:
        super().__init__(parent)
        self._events = events

    @Slot(object)
    def hear(self, event: Event) -> None:
        self._events.append(event)
