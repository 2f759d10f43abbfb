"""Carries out the steps of a demo in the window, and says when each is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from studio.demos.arrival import Arrival
from studio.demos.hands import MENU_SIGN, Hands
from studio.demos.script import (
    Ask,
    Choose,
    Drop,
    Expect,
    Key,
    Menu,
    Open,
    Pause,
    Point,
    Press,
    Set,
    Show,
    Step,
    Texts,
    Train,
    Wait,
    in_language,
)
from studio.demos.sight import unknown
from studio.demos.values import values_now
from studio.look.i18n import language
from studio.session.session import Action, Session
from studio.window.main_window import MainWindow
from trainer_core.errors import DemoError, Message
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import Refused, State
from trainer_core.recipe.proposal.kinds import is_built_in

_LOOK = 1.5
"""Seconds in which a caption is found."""
_A_SIGN = {"en": 0.055, "ko": 0.1}
"""Seconds in which one sign of it is read, by the language: a sign of Korean is a syllable."""
_LONGEST = 20.0
"""Seconds to wait for data and model of a recipe, which may need something that a demo cannot give."""
_KEY = 2.0
"""Seconds that a demo playing by itself waits where a person would press Next."""


class Pace:
    """The pace of a demo. ``by_itself``: continue after a while instead of waiting for Next; ``speed`` divides that."""

    def __init__(self, speed: float = 1.0, *, by_itself: bool = False) -> None:
        self.speed = speed
        self.by_itself = by_itself


def seconds_of(step: Step, language: str) -> float:
    """For how long a step is shown in a demo that plays by itself at the speed of reading; 0 where it is not held."""
    match step:
        case Point(say=say, seconds=None):
            return _reading(say, language)
        case Ask(question=question):
            return _reading(question, language)
        case Wait(until=None, seconds=None):
            return _KEY
        case Point(seconds=float(seconds)) | Wait(seconds=float(seconds)):
            return seconds
    return 0.0


def _reading(texts: Texts, language: str) -> float:
    """Seconds in which a text is read."""
    spoken = language if language in texts else next(iter(texts), language)
    return _LOOK + _A_SIGN.get(spoken, max(_A_SIGN.values())) * len(in_language(texts, language))


class Acting(QObject):
    """Carries out steps one at a time. No signals: poll `is_done`."""

    def __init__(self, window: MainWindow, session: Session, folder: Path, pace: Pace, parent: QObject) -> None:
        super().__init__(parent)
        self.hands = Hands(window)
        self.strict = False
        """Whether a condition that does not hold where it is expected is an error."""
        self._window = window
        self._session = session
        self._folder = folder
        self._pace = pace
        self._until: Callable[[], bool] = lambda: True
        self._step: Step | None = None
        self._begun = 0.0
        self._hurried = False
        self._is_met = self._was_in_run = False
        self._started = self._advanced = self._is_exact = False
        self._before: tuple[object, object] = (None, None)
        self._refusal: Message | None = None
        session.refused.connect(self._take_refusal)
        session.state_changed.connect(self._go_on)

    def begin(self, step: Step) -> None:
        """Do ``step``, or begin to. Where a dialog opens this returns once it closes; `is_done` is valid meanwhile.

        Raises:
            DemoError: it cannot be done; the sentence says why.
        """
        self._step, self._begun, self._hurried = step, time.monotonic(), False
        self._refusal = None
        self._is_met = self._started = self._was_in_run = self._advanced = self._is_exact = False
        self._before = (self._session.run.started, self._session.run.ended)
        self._until = lambda: True
        match step:
            case Open():
                self._until = self._is_settled
                self._open(step)
            case Set():
                for key, value in step.values.items():
                    self._set(key, value)
                self._until = self._is_settled
            case Press():
                self.hands.press(step.name)
            case Show():
                self.hands.bring_to_sight(step.name)
            case Choose():
                self.hands.choose(step.name, in_language(step.text, language()))
            case Menu():
                self.hands.menu(*in_language(step.path, language()).split(MENU_SIGN))
            case Drop():
                self._await_arrival(", ".join(step.paths))
                self._drop(step)
            case Key():
                self.hands.key(step.keys)
            case Train():
                self._until = lambda: self._is_trained(step)
            case Pause():
                self._until = lambda: not self._is_running
                self._press_pause()
            case Point():
                if step.at:
                    self.hands.bring_to_sight(step.at)
                self._until = self._after(step)
            case Wait(until=condition) if condition is not None:
                self._until = lambda: condition.holds(values_now(self._session)) or self._has_nothing_to_come
            case Wait() | Ask():
                self._until = self._after(step)
            case Expect() if self.strict and not step.condition.holds(values := values_now(self._session)):
                told = {name: values[name] for name in sorted(step.condition.names) if name in values}
                raise DemoError(
                    "unexpected",
                    "“{text}” is not true here: {values}.",
                    text=step.condition.text,
                    values=", ".join(f"{name} = {value:.6g}" if isinstance(value, float) else f"{name} = {value}"
                                     for name, value in told.items()) or "-",
                )  # fmt: skip

    def is_done(self) -> bool:
        """Whether the step that was begun is over; raises `DemoError` if the engine has refused what it needs."""
        if self._refusal is not None:
            raise DemoError("refused", "{reason}", reason=self._refusal)
        return self._until()

    def hurry(self) -> None:
        """Complete the step at once: a wait is over; a training goes as far as the step says, for what follows is about
        that, and it is at its full speed.
        """
        self._hurried = True
        if not isinstance(self._step, Train):
            self._until = lambda: True

    @property
    def is_completing(self) -> bool:
        """Whether a training has been told to come to its end, and has not."""
        return self._hurried and isinstance(self._step, Train)

    @property
    def is_starting(self) -> bool:
        """Whether a run was begun, for a step that may have been left since, and is not there yet."""
        begun = self._started and self._session.run.started is self._before[0]
        return begun and self._refusal is None and not self._is_late

    def forget_start(self) -> None:
        """A run that was begun does not come: what it asked for was not granted."""
        self._started = False

    def open_chosen(self, path: Path) -> None:
        """Open the file that a person has chosen for a step that asks for one."""
        self._begun = time.monotonic()
        self._await_arrival(path.name)
        self.hands.open(str(path))

    def leave(self) -> None:
        """Leave the step as it is, because a person takes over."""
        self._step = None

    @property
    def _is_running(self) -> bool:
        return self._session.in_run and self._session.state is not State.PAUSED

    @property
    def _has_nothing_to_come(self) -> bool:
        """Whether there is no run, nor one about to begin: no condition about one will come true."""
        session = self._session
        return session.state is State.IDLE and not session.pending and session.run.ended is not None

    def _after(self, step: Step) -> Callable[[], bool]:
        """Hold so long; where a person's Next is waited for, and there is a person, until that comes."""
        waits_for_key = isinstance(step, Ask) or getattr(step, "seconds", None) is None
        if waits_for_key and not self._pace.by_itself:
            return lambda: False
        begun, length = time.monotonic(), seconds_of(step, language()) / self._pace.speed
        return lambda: time.monotonic() - begun >= length

    def _is_settled(self) -> bool:
        """Whether the data and the model of the form are there, or will not be soon."""
        session = self._session
        prepared = session.preparation
        ready = prepared is not None and prepared.recipe == session.recipe and session.state is State.IDLE
        return session.in_run or ready or bool(session.errors) or self._is_late

    @property
    def _is_late(self) -> bool:
        return time.monotonic() - self._begun > _LONGEST

    def _open(self, step: Open) -> None:
        window, session, what = self._window, self._session, step.what
        if step.ask is not None:
            self._until = lambda: False
            if self._pace.by_itself:
                raise DemoError("asks", "Someone has to choose a file here, but the demo is playing by itself.")
            return
        if window.recipes.has_preset(what):
            threads = session.recipe.training.threads
            window.recipes.choose_preset(what, asks=False)
            session.set_value("training.threads", threads)  # as the device, it is of this computer
        elif is_built_in(what):
            self.hands.open(what)
            self._until = lambda: session.recipe.data.source == what and self._is_settled()
        else:
            self._await_arrival(what)
            self.hands.open(str(path) if (path := self._folder / what).exists() else what)

    def _await_arrival(self, what: str) -> None:
        """Let the step last until ``what`` is about to be opened has been looked at, taken and prepared."""
        arrival = Arrival(self._window)
        self._until = lambda: self._has_come(arrival, what)

    def _has_come(self, arrival: Arrival, what: str) -> bool:
        refusal, over = arrival.refusal, self._is_late or (arrival.has_come and self._is_settled())
        if refusal or over:
            arrival.deleteLater()
            self._until = lambda: True
        if refusal:
            raise DemoError("not-opened", "{what} was not opened: {reason}", what=what, reason=refusal)
        return over

    def _drop(self, step: Drop) -> None:
        paths = tuple(self._folder / each for each in step.paths)
        for path in paths:
            if not path.exists():
                raise unknown(path.name, {each.name for each in path.parent.glob("*")})
        self.hands.drop(*paths)

    def _set(self, key: str, value: object) -> None:
        reason = self.hands.set(key, value)
        if reason:
            raise DemoError(
                "not-taken", "{field} cannot be set to {value}: {reason}", field=key, value=str(value), reason=reason
            )

    def _press_pause(self) -> None:
        if self._session.possible(Action.PAUSE):
            self.hands.press("trainButton")

    def _is_trained(self, step: Train) -> bool:
        """Whether the run has come as far as ``step`` says, and stands there; has it begin and go on."""
        session = self._session
        if session.run.ended is not None and session.run.ended is not self._before[1] and not session.in_run:
            return True
        there = session.in_run and not (self._started and session.run.started is self._before[0])
        if step.until is not None and there and step.until.holds(values_now(session)):
            self._is_met = True
            self._press_pause()
        if session.errors and not session.in_run and not self._started:
            field, reason = next(iter(session.errors.items()))
            raise DemoError("cannot-train", "Training cannot start. {field}: {reason}", field=field, reason=reason)
        if session.state is State.PAUSED and not session.pending and self._is_reached(step):
            return True
        self._go_on()
        return False

    def _is_reached(self, step: Train) -> bool:
        history = self._session.run.history
        if history is None or step.until is not None:
            return self._is_met
        if step.epochs:
            return step.epochs < self._epochs and len(history.epochs) >= step.epochs
        return bool(step.batches) and len(history) >= step.batches

    @property
    def _epochs(self) -> int:
        """How many epochs the run at hand, or the next one, has in all."""
        session = self._session
        run = session.run.started
        return run.epochs if run is not None and session.in_run else session.recipe.training.epochs

    @Slot()
    def _go_on(self) -> None:
        """Have the run that a step waits for begin, or go on, wherever it stands."""
        step, session = self._step, self._session
        self._advanced &= session.state is State.PAUSED
        if not isinstance(step, Train) or session.pending or self._refusal is not None:
            return
        self._was_in_run |= session.in_run
        exact = 0 < step.epochs < self._epochs or step.batches > 0
        if session.state is State.PAUSED and not self._is_reached(step):
            self._advance(step, exact)
        elif self._is_running and exact and not self._is_exact and not self._started:
            self._press_pause()
        elif not session.in_run and not self._started and not self._was_in_run and session.possible(Action.TRAIN):
            self._started = True
            self._window.flows.start(paused=exact)

    def _advance(self, step: Train, exact: bool) -> None:
        """Go on from a pause by as much as keeps the goal exact; once from each."""
        session = self._session
        if self._advanced:
            return
        self._advanced = self._is_exact = True
        if not exact:
            session.resume()
        elif step.epochs:
            session.advance(Unit.EPOCH)
        else:
            session.advance(Unit.BATCH, step.batches - len(session.run.history or ()))

    @Slot(object)
    def _take_refusal(self, event: Refused) -> None:
        waits = self._step is not None or self._started
        if waits and event.command in ("Start", "Prepare") and not self._session.in_run:
            self._refusal = event.message
