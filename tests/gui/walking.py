"""A random walk over the real window: clicks, keys, text, drops, menus and dialogs in any state, on the real engine.

The walk never quits the program, opens nothing outside it, and reads and writes below one temporary folder. It follows
from its seed as far as two threads follow from anything.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from unittest import mock

import numpy as np
import torch
from PIL import Image
from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QMimeData,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QTabBar,
    QWidget,
)

from studio import app as studio_app
from studio.app import Studio, make_application
from studio.settings import Settings
from trainer_core.commands import Keep
from trainer_core.events import Crashed, Event, RunEnded, State
from trainer_core.presets import load_preset
from trainer_core.recipe import Recipe

QUICK = {"data.limit": 256, "data.batch_size": 32, "training.epochs": 2, "training.device": "cpu"}
FORBIDDEN_ACTIONS = {"quitAction"}
FORBIDDEN_FIELDS = {"trainingCompileField"}
"""Compiling takes minutes by itself."""

FROZEN = 1.0
"""Seconds."""

_TICK_MS, _PULSE_MS = 2, 20
_CALM_SECONDS = 60.0
_STUCK_AFTER = 500
_HARMLESS = ("This plugin does not support", "propagateSizeHints")
_WORDS = (
    "",
    "0",
    "1",
    "4",
    "16",
    "-1",
    "0.5",
    "1e-3",
    "1e999",
    "nan",
    "x",
    "4, 8",
    "한글",
    "\u202e",
    "a b",
    "{}",
    "%1",
)
_KEYS = (
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_F2, Qt.Key.Key_F5, Qt.Key.Key_F10, Qt.Key.Key_F11),
    *(Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_A, Qt.Key.Key_L, Qt.Key.Key_T, Qt.Key.Key_S, Qt.Key.Key_O),
    *(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3),
)
_MODIFIERS = (
    *[Qt.KeyboardModifier.NoModifier] * 6,
    *[Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier] * 2,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


class Walk(QObject):
    """Walks over a studio until `actions` are done; what went wrong is in `problems`, the last steps in `trail`."""

    def __init__(self, studio: Studio, folder: Path, seed: int, actions: int, seconds: float = 1e9) -> None:
        super().__init__(studio)
        self.problems: list[str] = []
        self.trail: deque[str] = deque(maxlen=40)
        self.counts: Counter[str] = Counter()
        self.largest_gap, self.gap_at = 0.0, ""
        self.done = 0
        self.runs = 0
        self._studio = studio
        self._rng = random.Random(seed)
        self._folder = folder
        self._files = make_files(folder)
        self._actions, self._give_up = actions, time.monotonic() + seconds
        self._pulse_at = time.perf_counter()
        self._loop = QEventLoop(self)
        self._pause = _TICK_MS
        self._pulse = QTimer(self, interval=_PULSE_MS)
        self._pulse.setTimerType(Qt.TimerType.PreciseTimer)
        self._pulse.timeout.connect(self._beat)
        studio.thread_.event.connect(self._hear)
        choices: dict[Callable[[], str], int] = {
            self._click: 30,
            self._click_anywhere: 14,
            self._press: 20,
            self._type: 10,
            self._tab: 4,
            self._trigger: 10,
            self._drop: 5,
            self._wheel: 4,
            self._drag: 3,
            self._resize: 2,
            self._wait: 4,
        }
        self._choices, self._weights = list(choices), list(choices.values())

    def go(self) -> None:
        """Walk, then bring the studio to rest and train a run with it."""
        with _listening(self.problems):
            self._pulse_at = time.perf_counter()
            self._pulse.start()
            while self.done < self._actions and time.monotonic() < self._give_up and not self.problems:
                self._part_ends_at = min(self.done + _STUCK_AFTER, self._actions)
                QTimer.singleShot(0, self._step)
                self._loop.exec()
                self._come_to_rest()
            self._pulse.stop()
        if self.largest_gap >= FROZEN:
            self.problems.append(f"frozen for {self.largest_gap:.2f} s at {self.gap_at}")

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        if now - self._pulse_at > self.largest_gap:
            self.largest_gap = now - self._pulse_at
            self.gap_at = f"step {self.done} after {self.trail[-1] if self.trail else 'the start'}"
        self._pulse_at = now

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if isinstance(event, Crashed):
            self.problems.append(f"the engine: {event.details}")
        self.runs += isinstance(event, RunEnded)

    @Slot()
    def _step(self) -> None:
        over = self.done >= self._part_ends_at or self.problems or time.monotonic() > self._give_up
        if over and self._nothing_is_open():
            self._loop.quit()
            return
        # Before it is taken, for a step may open a dialog and end only when later steps have closed it. A timer that
        # repeats itself would not be heard in there.
        QTimer.singleShot(self._pause, self._step)
        if over:
            return
        self._pause = _TICK_MS
        self.done += 1
        try:
            popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
            if popup is not None:
                done = self._use_popup(popup)
            elif isinstance(dialog, QFileDialog):
                done = self._answer_file_dialog(dialog)
            else:
                done = self._rng.choices(self._choices, self._weights)[0]()
        except RuntimeError as error:
            if "already deleted" not in str(error):
                raise
            done = "something that went away meanwhile"
        self.counts[done.partition(" ")[0]] += 1

    # What a person can do. Each returns it in words, and has noted it in the trail before it was done: it may end late.

    def _note(self, words: str) -> str:
        self.trail.append(words)
        return words

    @property
    def _place(self) -> QWidget:
        """The dialog that bars the window, or else the window or a dialog that does not."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        others = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog)]
        others = [widget for widget in others if widget.isVisible()]
        return self._rng.choice([self._studio.window, *others])

    def _some(self, kind: type[QWidget]) -> QWidget | None:
        widgets = self._place.findChildren(kind)
        usable = [
            widget
            for widget in widgets
            if widget.isVisible() and widget.isEnabled() and widget.objectName() not in FORBIDDEN_FIELDS
        ]
        return self._rng.choice(usable) if usable else None

    def _click(self) -> str:
        button = self._some(QAbstractButton)
        if button is None:
            return "nothing to click"
        words = self._note(f"click {_name(button)} in {_name(button.window())}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return words

    def _click_anywhere(self) -> str:
        place = self._place
        at = QPoint(self._rng.randrange(max(1, place.width())), self._rng.randrange(max(1, place.height())))
        widget = place.childAt(at)
        if widget is None or widget.objectName() in FORBIDDEN_FIELDS:
            return "nothing there"
        button = self._rng.choice([Qt.MouseButton.LeftButton] * 5 + [Qt.MouseButton.RightButton])
        inside = widget.mapFrom(place, at)
        twice = self._rng.random() < 0.2
        words = self._note(f"{'doubleclick' if twice else 'pointclick'} {_name(widget)} at {inside.toTuple()} {button}")
        QTest.mouseMove(widget, inside)
        (QTest.mouseDClick if twice else QTest.mouseClick)(widget, button, Qt.KeyboardModifier.NoModifier, inside)
        return words

    def _press(self) -> str:
        key, modifier = self._rng.choice(_KEYS), self._rng.choice(_MODIFIERS)
        widget = QApplication.focusWidget() or self._place
        words = self._note(f"press {modifier.name} {key.name} in {_name(widget)}")
        QTest.keyClick(widget, key, modifier)
        return words

    def _type(self) -> str:
        field = self._some(self._rng.choice([QLineEdit, QAbstractSpinBox]))
        if field is None:
            return "nothing to type into"
        text = self._rng.choice(_WORDS)
        words = self._note(f"type {text!r} into {_name(field)}")
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            # QTest types ASCII only; this is how an input method does it.
            committed = QInputMethodEvent()
            committed.setCommitString(text)
            QApplication.sendEvent(field, committed)
        QTest.keyClick(field, self._rng.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))
        return words

    def _tab(self) -> str:
        bar = self._some(QTabBar)
        if not isinstance(bar, QTabBar) or not bar.count():
            return "no tabs"
        index = self._rng.randrange(bar.count())
        words = self._note(f"tab {index} of {_name(bar.parentWidget())}")
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.tabRect(index).center())
        return words

    def _trigger(self) -> str:
        if QApplication.activeModalWidget() is not None:
            return "barred by a dialog"
        actions = [each for each in self._studio.window.actions_by_key.values() if each.isEnabled()]
        action = self._rng.choice([each for each in actions if each.objectName() not in FORBIDDEN_ACTIONS])
        words = self._note(f"trigger {action.objectName()}")
        action.trigger()
        return words

    def _drop(self) -> str:
        if QApplication.activeModalWidget() is not None:
            return "barred by a dialog"
        window = self._studio.window
        runs = [path for path in (self._folder / "runs").glob("*") if path.is_dir()]
        some = self._rng.sample([*self._files, *runs[:3]], self._rng.choice((1, 1, 1, 3)))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in some])
        words = self._note(f"drop {[path.name for path in some]}")
        at, copy = QPointF(window.width() / 2, window.height() / 2), Qt.DropAction.CopyAction
        enter = QDragEnterEvent(at.toPoint(), copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, enter)
        if enter.isAccepted():
            drop = QDropEvent(at, copy, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(window, drop)
        return words

    def _wheel(self) -> str:
        widget = self._some(QWidget)
        if widget is None:
            return "nothing to turn the wheel over"
        words = self._note(f"wheel over {_name(widget)}")
        middle = QPointF(widget.width() / 2, widget.height() / 2)
        QApplication.sendEvent(
            widget,
            QWheelEvent(
                middle,
                QPointF(widget.mapToGlobal(middle.toPoint())),
                QPoint(),
                QPoint(0, self._rng.choice((-360, -120, 120, 360))),
                Qt.MouseButton.NoButton,
                self._rng.choice((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)),
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )
        return words

    def _drag(self) -> str:
        widget = self._some(QWidget)
        if widget is None or widget.width() < 4 or widget.height() < 4:
            return "nothing to drag over"
        points = [QPoint(self._rng.randrange(widget.width()), self._rng.randrange(widget.height())) for _ in range(3)]
        words = self._note(f"drag over {_name(widget)}")
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, none, points[0])
        QTest.mouseMove(widget, points[1])
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, none, points[2])
        return words

    def _resize(self) -> str:
        size = self._rng.choice(((900, 600), (1024, 700), (1440, 900), (1920, 1080)))
        words = self._note(f"resize to {size}")
        self._studio.window.resize(*size)
        return words

    def _wait(self) -> str:
        words = self._note("wait")
        self._pause = self._rng.choice((_TICK_MS, 10, 60))
        return words

    def _use_popup(self, popup: QWidget) -> str:
        if not isinstance(popup, QMenu):
            words = self._note(f"popup {_name(popup)} is left")
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return words
        usable = [each for each in popup.actions() if each.isEnabled() and each.isVisible() and not each.isSeparator()]
        usable = [each for each in usable if each.objectName() not in FORBIDDEN_ACTIONS]
        if not usable or self._rng.random() < 0.2:
            words = self._note("menu is left")
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return words
        action = self._rng.choice(usable)
        words = self._note(f"menu: {action.objectName() or action.text()}")
        QTest.mouseClick(
            popup,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            popup.actionGeometry(action).center(),
        )
        return words

    def _answer_file_dialog(self, dialog: QFileDialog) -> str:
        """Choose one of the files here, or a new name here: a walk writes nowhere else."""
        saving = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        if self._rng.random() < 0.4:
            words = self._note(f"file dialog {dialog.objectName()} is left")
            dialog.reject()
            return words
        if dialog.fileMode() == QFileDialog.FileMode.Directory:
            chosen = self._folder / "runs"
            chosen.mkdir(exist_ok=True)
        elif saving:
            chosen = self._folder / "saved" / self._rng.choice(("one.pt", "two.safetensors", "three.toml", "four"))
            chosen.parent.mkdir(exist_ok=True)
        else:
            chosen = self._rng.choice([path for path in self._files if path.is_file()])
        words = self._note(f"file dialog {dialog.objectName()}: {chosen.name}")
        dialog.setDirectory(str(chosen if chosen.is_dir() else chosen.parent))
        dialog.selectFile(str(chosen))
        dialog.accept()
        return words

    def _come_to_rest(self) -> None:
        """From wherever the walk stands: close what is open, stop what runs, and train a run to its end."""
        self._note("coming to rest")
        session, window = self._studio.session, self._studio.window
        self._serve(self._nothing_is_open, "a dialog or menu that cannot be left")
        session.stop(Keep.LAST)
        self._serve(lambda: session.state is State.IDLE and not session.pending, "a run that cannot be stopped")
        self._serve(self._nothing_is_open, "a dialog or menu that cannot be left")
        session.set_recipe(Recipe().with_values(QUICK))
        session.prepare()
        self._serve(lambda: session.preparation is not None and session.state is State.IDLE, "no preparation")
        ended = self.runs
        window.actions_by_key["trainAction"].trigger()
        self._serve(
            lambda: self._nothing_is_open() and self.runs > ended and session.state is State.IDLE,
            f"no run can be trained (state {session.state}, pending {session.pending!r}, {session.errors})",
        )
        # Until here the walk has to have left no question open, and Train on.
        train = window.actions_by_key["trainAction"]
        if not train.isEnabled():
            self.problems.append("Train is off")

    def _nothing_is_open(self) -> bool:
        """Leave whatever is open by its own means: Escape."""
        for widget in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if widget is not None:
                if widget.objectName() == "trainedWeightsDialog":
                    next(iter(widget.findChildren(QAbstractButton))).click()
                else:
                    QTest.keyClick(widget, Qt.Key.Key_Escape)
                return False
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.close()
                return False
        return True

    def _serve(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Serve the window until ``condition()`` holds."""
        loop, give_up = QEventLoop(), time.monotonic() + _CALM_SECONDS
        timer = QTimer(interval=5)

        def look() -> None:
            if condition():
                loop.quit()
            elif time.monotonic() > give_up:
                self.problems.append(f"{otherwise} after {_CALM_SECONDS} s, {describe()}")
                loop.quit()

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()


def describe() -> str:
    """What is open."""
    modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
    return f"dialog {_name(modal) if modal else None}, menu {_name(popup) if popup else None}"


def _name(widget: QWidget) -> str:
    return widget.objectName() or type(widget).__name__


def make_files(folder: Path) -> list[Path]:
    """Good and bad files of each kind that can be dropped."""
    place = folder / "files"
    place.mkdir(exist_ok=True)
    quick = Recipe().with_values(QUICK)
    state = {"layers.0.weight": torch.ones(3, 4)}
    torch.save(state, place / "other.pt")
    torch.save({name: torch.full_like(value, float("nan")) for name, value in state.items()}, place / "nan.pth")
    for name, data in {
        "empty.pt": b"",
        "text.pt": b"not weights",
        "cut.safetensors": b"\x08\x00\x00\x00\x00\x00\x00\x00{",
        "good.toml": quick.to_toml().encode(),
        "other.toml": quick.with_values({"model.name": "mlp", "optimizer.name": "SGD"}).to_toml().encode(),
        "wrong.toml": b"[training]\nepochs = -3\n",
        "bad.toml": b"\xff[",
        "broken.png": b"\x89PNG\r\n\x1a\n",
        "notes.txt": b"nothing for the studio",
    }.items():
        (place / name).write_bytes(data)
    noise = np.random.default_rng(0).integers(0, 255, (40, 30, 3), dtype=np.uint8)
    for name in ("shirt.png", "bag.jpg"):
        Image.fromarray(noise).save(place / name)
    return [*sorted(place.iterdir()), place / "gone.pt", place]


@contextmanager
def _listening(problems: list[str]) -> Iterator[None]:
    """Collect every exception that nobody caught, and Qt's warnings."""

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        problems.append("".join(traceback.format_exception(kind, error, trace)))

    def take_from_thread(arguments: threading.ExceptHookArgs) -> None:
        assert arguments.exc_value is not None
        take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def take_message(kind: QtMsgType, context: object, message: str) -> None:
        loud = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if loud and not any(part in message for part in _HARMLESS):
            problems.append(f"Qt: {message}")

    hooks = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = take, take_from_thread
    before = qInstallMessageHandler(take_message)
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = hooks
        qInstallMessageHandler(before)


class _Nowhere(QObject):
    """Takes what would be opened in a file manager or a browser."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None: ...


def quick_preset(name: str) -> Recipe:
    """A preset on few examples; the widest network is left out, a batch of it takes seconds."""
    recipe = load_preset("fashion-mnist-cnn" if name == "fashion-mnist-best" else name)
    return recipe.with_values(QUICK)


@contextmanager
def walkable_studio(folder: Path) -> Iterator[Studio]:
    """The real studio on quick recipes, all its files below ``folder``, and nothing opened outside of it."""
    application = make_application()
    settings = Settings(folder / "settings.ini")
    settings.runs_folder, settings.last_folder = str(folder / "runs"), str(folder / "files")
    settings.language, settings.theme = "en", "light"
    outside: Mapping[str, str] = {
        "XDG_DATA_HOME": str(folder / "trash"),
        "TRAINING_STUDIO_CACHE": str(folder / "cache"),
        "HOME": str(folder),
    }
    nowhere = _Nowhere()
    with mock.patch.dict(os.environ, outside), mock.patch.object(studio_app, "load_preset", quick_preset):
        for scheme in ("file", "http", "https"):
            QDesktopServices.setUrlHandler(scheme, nowhere, "take")
        studio = Studio(application, settings)
        studio.window.resize(1440, 900)
        studio.window.show()
        try:
            yield studio
        finally:
            _end(studio)
            for scheme in ("file", "http", "https"):
                QDesktopServices.unsetUrlHandler(scheme)


def _end(studio: Studio) -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, (QDialog, QMenu)):
            widget.close()
    studio.window.hide()
    loop = QEventLoop()
    studio.thread_.finished.connect(loop.quit)
    studio.shut_down()
    loop.exec()
    studio.thread_.wait()
    studio.window.deleteLater()
    studio.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
