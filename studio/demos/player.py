"""Plays demos in the window: step after step, Next and Back, one demo after the other, and handing the window over."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from studio.demos.acting import Acting, Pace
from studio.demos.moments import Moment, Runs, moment_of, returning, same_run
from studio.demos.reading import read_script
from studio.demos.script import Ask, Go, Notes, Open, Point, Script, Step, at_step, in_language
from studio.demos.trail import Trail, Visited
from studio.demos.values import known_names
from studio.look.i18n import language
from studio.session.session import Session
from studio.window.main_window import MainWindow
from trainer_core.errors import DemoError
from trainer_core.protocol.events import RunStarted

_TICK_MS = 20


class Playing(Enum):
    """What a player is doing."""

    NOTHING = auto()
    BEGIN = auto()
    STEP = auto()
    RETURN = auto()
    HANDED_OVER = auto()
    OVER = auto()


class Player(QObject):
    """Plays ``script`` in ``window``.

    A demo stops where it says something, asks or waits for Next; a ``pace`` by itself goes on there after a time. At
    its end a person's Next takes the demo that follows, which begins where this one began, and Back leads back into
    this. ``strict``: what is expected and does not hold is an error. ``loop``: begin anew at the end, without what the
    pass before has trained.

    Signals:
        changed(): ``playing`` or ``step`` is another.
        finished(): the last step of a demo is done; with ``loop`` that is told of each pass.
        failed(object): a step could not be done, for the reason that this `DemoError` tells; the window is handed over.
    """

    changed = Signal()
    finished = Signal()
    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        script: Script,
        pace: Pace | None = None,
        *,
        strict: bool = False,
        loop: bool = False,
    ) -> None:
        super().__init__(window)
        self.script = script
        """The demo that is played now."""
        self.following: Script | None = None
        """The demo that Next takes at the end of this one."""
        self.playing = Playing.NOTHING
        self.pace = pace or Pace()
        self.notes = ""
        """What the speaker is to be shown now, in the language of the window."""
        self.passes = 0
        """How often the demo has been played to its end."""
        self._window = window
        self._session = session
        self._loop = loop
        self._acting = Acting(window, session, script.path.parent, self.pace, self)
        self._acting.strict = strict
        self._presenter = window.presenter
        self._index = 0
        self._trail = Trail()
        self._backs = 0
        """How often Back was asked for on the way back."""
        self._dialogs = 0
        self._first: Moment | None = None
        self._runs = Runs()
        self._back: Iterator[Callable[[], bool]] = iter(())
        self._holds: Callable[[], bool] = lambda: True
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._look)
        session.run_started.connect(self._note_run)

    @property
    def step(self) -> Step | None:
        """The step that is being done, None before the first and after the last."""
        there = self.playing not in (Playing.NOTHING, Playing.OVER) and self._index < len(self.script.steps)
        return self.script.steps[self._index] if there else None

    @property
    def question(self) -> Ask | None:
        """The question that waits for an answer."""
        step = self.step
        return step if isinstance(step, Ask) and self.playing is Playing.STEP else None

    @property
    def file_question(self) -> str:
        """The question for a file, in the language of the window; empty while there is none."""
        step = self.step
        asks = isinstance(step, Open) and step.ask is not None and self.playing is Playing.STEP
        return in_language(step.ask, language()) if asks and isinstance(step, Open) and step.ask else ""

    @property
    def is_completing(self) -> bool:
        """Whether a training goes on to where it ends in this step, as Next has asked."""
        return self.playing is Playing.STEP and self._acting.is_completing

    @property
    def has_dialog(self) -> bool:
        """Whether a dialog is open that the demo itself has opened."""
        return self._dialogs > 0

    @property
    def caption(self) -> str:
        """What is being said."""
        return self._presenter.pointing.caption

    @property
    def next_notes(self) -> str:
        """The notes that come after the present ones."""
        later = next((step for step in self.script.steps[self._index + 1 :] if isinstance(step, Notes)), None)
        return in_language(later.text, language()) if later is not None else ""

    def start(self) -> None:
        """Play from the first step."""
        self._first = moment_of(self._window, self._session)
        self._trail.clear()
        self._timer.start()
        self._go_to(0)

    @Slot()
    def next(self) -> None:
        """Complete the step at once; after a question without an answer the first one counts. At the end, go on with
        the demo that follows.
        """
        if self.playing is Playing.STEP:
            self._acting.hurry()
            self.changed.emit()
        elif self.playing is Playing.OVER and self.following is not None and self._first is not None:
            self.script = self.following
            self._return_to(0, self._first)

    @Slot()
    def back(self) -> None:
        """Return to where the demo stopped before: what was trained or set since is taken back."""
        if self.playing is Playing.RETURN:
            self._backs += 1
            return
        if self.playing in (Playing.BEGIN, Playing.STEP, Playing.OVER):
            self._return_to_visited(self._trail.take_stop(over=self.playing is Playing.OVER))

    @Slot(int)
    def answer(self, number: int) -> None:
        """Answer the question with the answer of this place, counted from 0, and go on where that leads."""
        question = self.question
        if question is not None:
            to = question.answers[number].go
            self._go_to(self.script.labels[to] if to else self._index + 1)

    def open_chosen(self, path: Path) -> None:
        """Open the file or folder that a person has chosen where the demo asks for one."""
        if self.file_question:
            self._acting.open_chosen(path)

    @Slot()
    def hand_over(self) -> None:
        """Leave the window to a person; `take_up` goes on."""
        if self.playing in (Playing.BEGIN, Playing.STEP, Playing.RETURN):
            self._acting.leave()
            self._say_nothing()
            self._set(Playing.HANDED_OVER)

    @Slot()
    def take_up(self) -> None:
        """Go on with the step at which the window was handed over, from the state in which it began."""
        if self.playing is not Playing.HANDED_OVER:
            return
        last = self._trail.take_last()
        if last is not None and same_run(moment_of(self._window, self._session), last.moment):
            self._go_to(last.index)
        else:
            self._return_to_visited(last)

    def end(self) -> None:
        """Stop playing; the window stays as it is."""
        self._timer.stop()
        self._acting.leave()
        self._say_nothing()
        self._set(Playing.OVER)

    def close(self) -> None:
        """Stop playing and go."""
        self.end()
        self.deleteLater()

    @Slot()
    def _look(self) -> None:
        """See whether what is waited for has come, and go on with what is next."""
        try:
            if self.playing is Playing.STEP and self._acting.is_done():
                self._finish_step()
            elif self.playing is Playing.RETURN and self._holds():
                self._go_on_returning()
        except DemoError as error:
            self._fail(error)

    def _finish_step(self) -> None:
        step = self.step
        if isinstance(step, Ask):
            self.answer(0)
        elif isinstance(step, Go):
            self._go_to(self.script.labels[step.to])
        else:
            self._go_to(self._index + 1)

    def _go_to(self, index: int) -> None:
        self._index = index
        if index >= len(self.script.steps):
            self._finish()
            return
        step = self.script.steps[index]
        self._trail.add(self.script, index, moment_of(self._window, self._session))
        self._acting.leave()
        self._set(Playing.BEGIN)
        # From its own timer: where a dialog opens, this one's slot would not be called again before that closes.
        QTimer.singleShot(0, self, self._begin_step)
        if isinstance(step, Notes):
            self.notes = in_language(step.text, language())
            self._presenter.show_notes(self.notes, self.next_notes)

    @Slot()
    def _begin_step(self) -> None:
        if self._index >= len(self.script.steps) or self.playing is not Playing.BEGIN:
            return
        step = self.script.steps[self._index]
        self._say_nothing()
        self._set(Playing.STEP)
        self._dialogs += 1
        try:
            self._acting.begin(step)
        except DemoError as error:
            self._fail(error)
            return
        finally:
            self._dialogs -= 1
        if isinstance(step, Point) and self.step is step:
            self._presenter.point_at(self._shown(step), in_language(step.say, language()))
            self.changed.emit()

    def _shown(self, step: Point) -> QWidget | None:
        return self._acting.hands.shown(step.at) if step.at else None

    def _return_to_visited(self, to: Visited | None) -> None:
        if to is not None:
            self.script = to.script
            self._return_to(to.index, to.moment)

    def _return_to(self, index: int, moment: Moment) -> None:
        self._acting.leave()
        self._say_nothing()
        if _close_dialogs():
            self._acting.forget_start()
        self._index, self.following, self._backs = index, None, 0
        self._timer.start()
        self._back = returning(self._window, self._session, moment, self._runs, lambda: self._acting.is_starting)
        self._holds = lambda: True
        self._set(Playing.RETURN)

    def _go_on_returning(self) -> None:
        self._holds = next(self._back, _arrived)
        if self._holds is _arrived:
            backs = self._backs
            self._go_to(self._index)
            if backs:
                self.back()
                self._backs = backs - 1

    def _finish(self) -> None:
        self.passes += 1
        self._say_nothing()
        if self._loop and self._first is not None:
            self._set(Playing.STEP)
            self._forget_runs()
            self._trail.clear()
            self._return_to(0, self._first)
        else:
            self._timer.stop()
            self._offer_following()
            self._set(Playing.OVER)
        self.finished.emit()

    def _offer_following(self) -> None:
        if self.script.following is None:
            return
        try:
            self.following = read_script(self.script.following, known_names(self._session.recipe))
        except DemoError as error:
            self.failed.emit(error)

    def _forget_runs(self) -> None:
        """Delete the runs of the pass before the one that ended: what is still shown stays."""
        run = self._session.run.started
        shown = run.folder if run is not None else None
        for folder in self._runs.folders - {shown}:
            shutil.rmtree(folder, ignore_errors=True)
            self._runs.folders.discard(folder)

    def _fail(self, error: DemoError) -> None:
        step = self.script.steps[self._index]
        self._acting.leave()
        self._say_nothing()
        self._set(Playing.HANDED_OVER)
        self.failed.emit(at_step(self.script.path, step.line, step.number, error.message))

    def _say_nothing(self) -> None:
        self._presenter.point_at(None)

    def _set(self, playing: Playing) -> None:
        self.playing = playing
        self.changed.emit()

    @Slot(object)
    def _note_run(self, event: RunStarted) -> None:
        if event.folder is not None and not event.continued_from and self.playing in (Playing.STEP, Playing.RETURN):
            self._runs.folders.add(event.folder)


def _arrived() -> bool:
    return True


def _close_dialogs() -> bool:
    """Close what is open above the window; whether there was a dialog."""
    while isinstance(popup := QApplication.activePopupWidget(), QWidget):
        popup.close()
    if isinstance(dialog := QApplication.activeModalWidget(), QDialog):
        dialog.reject()
        return True
    return False
