"""Turns presenter mode on and off, and is what the rest of the program sees of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from studio.look.settings import Settings
from studio.window.actions import Do
from studio.window.presenter.awake import Awake
from studio.window.presenter.captions import Captions, InputEar
from studio.window.presenter.drawing import Drawing
from studio.window.presenter.pointing import Pointing
from studio.window.presenter.screens import Screen, Seats, move_to, seats
from studio.window.presenter.speaker_window import SpeakerWindow
from studio.window.presenter.spotlight import Spotlight
from studio.window.presenter.stage import Stage
from studio.window.presenter.zoom import Zoom

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_ANSWER_S = 5.0
"""An error that comes so soon after a key or a click is about what the speaker does."""
_ON_STAGE_ONLY = (Do.SWAP_SCREENS, Do.SPOTLIGHT, Do.ZOOM, Do.DRAW, Do.CLEAR_DRAWING)


def _screens() -> Sequence[Screen]:
    main = QGuiApplication.primaryScreen()
    return [main, *(screen for screen in QGuiApplication.screens() if screen is not main)]


class Presenter(QObject):
    """Puts the window on stage and back, with everything a speaker needs meanwhile.

    Signals:
        changed(bool): presenter mode is on, or is off again.
    """

    changed = Signal(bool)

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings, self._actions = window, settings, window.actions_by_key
        self.awake = Awake()
        self.screens: Callable[[], Sequence[Screen]] = _screens
        """The screens there are, the system's main one first."""
        self.stage = Stage(window, settings)
        self.captions = Captions(window)
        self.spotlight, self.drawing, self.zoom = Spotlight(window), Drawing(window), Zoom(window)
        self.pointing = Pointing(window)
        self._speaker: SpeakerWindow | None = None
        self._notes = ("", "")
        self._by_hand = False
        self.ear = InputEar(self)
        self.ear.key.connect(self.captions.say)
        self.ear.clicked.connect(self.captions.say_click)
        self.drawing.put_down.connect(self._put_pen_down)
        self.zoom.ended.connect(self._end_zoom)
        window.banner.held.connect(self._tell_speaker)
        window.banner.held.connect(window.toolbar.mark_sign)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for change in (app.screenAdded, app.screenRemoved, app.primaryScreenChanged):
            change.connect(self._rearrange_soon)
        window.installEventFilter(self)
        self._actions[Do.CAPTIONS].setChecked(settings.stage_captions)
        self.captions.wanted = settings.stage_captions
        self._enable()

    @property
    def on(self) -> bool:
        """Whether presenter mode is on."""
        return self.stage.on

    @property
    def speaker(self) -> SpeakerWindow:
        """The speaker's window, made when it is first asked for."""
        if self._speaker is None:
            self._speaker = SpeakerWindow(self._window, self._state_words)
            self._speaker.show_notes(*self._notes)
            self._speaker.closed.connect(self._note_closed)
        return self._speaker

    def show_notes(self, text: str, next_text: str = "") -> None:
        """Show the speaker ``text``, and what comes next; kept for a window that is opened later."""
        self._notes = (text, next_text)
        if self._speaker is not None:
            self._speaker.show_notes(text, next_text)

    def point_at(self, widget: QWidget | None, caption: str = "") -> None:
        """Frame ``widget`` and say ``caption`` beside it, on the stage or off it; ``point_at(None)`` takes it away."""
        self.pointing.point_at(widget, caption)

    def carry_out(self, key: Do) -> bool:
        """Carry out one of the actions of presenter mode; False if ``key`` is none of them."""
        do: dict[Do, Callable[[], None]] = {
            Do.PRESENT: self.toggle,
            Do.SPEAKER_WINDOW: self._show_or_hide_speaker,
            Do.SWAP_SCREENS: self.swap,
            Do.CAPTIONS: self._choose_captions,
            Do.SPOTLIGHT: self._light,
            Do.ZOOM: self._zoom,
            Do.DRAW: self._draw,
            Do.CLEAR_DRAWING: self.drawing.clear,
        }
        if key in do:
            do[key]()
        return key in do

    def toggle(self) -> None:
        """Enter presenter mode, or leave it."""
        if self.on:
            self.leave()
        else:
            self._enter()

    def leave(self) -> None:
        """Leave presenter mode and restore the window; does nothing if it is off."""
        if not self.on:
            return
        self._end_zoom()
        self._put_pen_down()
        self.drawing.clear()
        self.spotlight.hide()
        self._actions[Do.SPOTLIGHT].setChecked(False)
        self.ear.listen(False)
        self.captions.clear()
        self.awake.release()
        self._hide_speaker()
        self.stage.leave(self.screens())
        self._window.banner.let_through()
        self._enable()
        self.changed.emit(False)

    def swap(self) -> None:
        """Swap the screens of audience and speaker, now and the next time."""
        self._settings.stage_swapped = not self._settings.stage_swapped
        self._rearrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.ear.listen(False)
            self.awake.release()
            self._hide_speaker()
        return False

    def _enter(self) -> None:
        seats_ = self._seats
        self.stage.enter(seats_.audience)
        self._window.banner.hold_back(self._is_about_what_is_done)
        self.awake.hold()
        self.ear.listen(True)
        self._enable()
        if seats_.speaker is not None:
            self._show_speaker(seats_)
        self.changed.emit(True)

    @property
    def _seats(self) -> Seats:
        return seats(self.screens(), self._settings.stage_swapped)

    @Slot()
    def _rearrange_soon(self) -> None:
        # Qt moves the windows of a screen that is gone first.
        QTimer.singleShot(0, self, self._rearrange)

    @Slot()
    def _rearrange(self) -> None:
        """The screens are others: the audience's window follows the projector, the run goes on."""
        if not self.on or not self.screens():
            return
        seats_ = self._seats
        self.stage.go_to(seats_.audience)
        if seats_.speaker is not None or self._by_hand:
            self._show_speaker(seats_)
        elif self._speaker is not None:
            self._hide_speaker()

    def _enable(self) -> None:
        self._actions[Do.PRESENT].setChecked(self.on)
        for key in _ON_STAGE_ONLY:
            self._actions[key].setEnabled(self.on)

    def _show_speaker(self, seats_: Seats) -> None:
        speaker = self.speaker
        # The keys of the audience's window do the same here.
        speaker.addActions(self._window.actions())
        move_to(speaker, seats_.speaker or seats_.audience)
        if self.on:
            speaker.stopwatch.start()
        speaker.show()
        self._actions[Do.SPEAKER_WINDOW].setChecked(True)

    def _hide_speaker(self) -> None:
        self._by_hand = False
        if self._speaker is not None:
            self._speaker.hide()
        self._actions[Do.SPEAKER_WINDOW].setChecked(False)

    def _show_or_hide_speaker(self) -> None:
        if self._speaker is not None and self._speaker.isVisible():
            self._hide_speaker()
        else:
            self._by_hand = self._seats.speaker is None
            self._show_speaker(self._seats)

    @Slot()
    def _note_closed(self) -> None:
        self._by_hand = False
        self._actions[Do.SPEAKER_WINDOW].setChecked(False)

    def _is_about_what_is_done(self, kind: str) -> bool:
        return kind == "error" and self.ear.silent_for < _ANSWER_S

    @Slot(str, str)
    def _tell_speaker(self, sentence: str, kind: str) -> None:
        if self.on or self._speaker is not None:
            self.speaker.tell(sentence)

    def _state_words(self) -> str:
        status = self._window.status
        parts = (status.state_text, status.epoch.text(), status.batch.text(), status.time_left.text())
        return "  ·  ".join(part for part in parts if part)

    def _choose_captions(self) -> None:
        wanted = self._actions[Do.CAPTIONS].isChecked()
        self._settings.stage_captions = wanted
        self.captions.wanted = wanted
        if not wanted:
            self.captions.clear()

    def _light(self) -> None:
        if self._actions[Do.SPOTLIGHT].isChecked():
            self.spotlight.show_over()
        else:
            self.spotlight.hide()

    def _draw(self) -> None:
        wanted = self._actions[Do.DRAW].isChecked()
        if wanted and self.zoom.panel is None:
            self._end_zoom()
        self.drawing.draw(wanted)

    @Slot()
    def _put_pen_down(self) -> None:
        if self._actions[Do.DRAW].isChecked():
            self._actions[Do.DRAW].setChecked(False)
            self.drawing.draw(False)

    def _zoom(self) -> None:
        if self._actions[Do.ZOOM].isChecked():
            self._put_pen_down()
            self.zoom.choose()
        else:
            self._end_zoom()

    @Slot()
    def _end_zoom(self) -> None:
        self._actions[Do.ZOOM].setChecked(False)
        self.zoom.end()
