"""The steps of a random walk: what a person can do with whatever the window shows at the moment."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QWheelEvent
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

from studio.app import Studio
from studio.testing import top_level_widgets

TICK_MS = 2
_FORBIDDEN_ACTIONS = {"quitAction"}
_FORBIDDEN_FIELDS = {"trainingCompileField"}
"""Compiling takes minutes by itself."""

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


class Steps:
    """Takes one step after the other in ``studio``, on files below ``folder`` only.

    Each step returns in words what it was, and has noted it in `trail` before it was done: it may end late.
    """

    def __init__(self, studio: Studio, folder: Path, files: list[Path], rng: random.Random) -> None:
        self.trail: deque[str] = deque(maxlen=40)
        self.pause = TICK_MS
        self._studio, self._folder, self._files, self._rng = studio, folder, files, rng
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

    def take(self) -> str:
        """Do one thing, as what is open allows it."""
        self.pause = TICK_MS
        popup, dialog = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        try:
            if popup is not None:
                return self._use_popup(popup)
            if isinstance(dialog, QFileDialog):
                return self._answer_file_dialog(dialog)
            return self._rng.choices(self._choices, self._weights)[0]()
        except RuntimeError as error:
            if "already deleted" not in str(error):
                raise
            return "something that went away meanwhile"

    def _note(self, words: str) -> str:
        self.trail.append(words)
        return words

    @property
    def _place(self) -> QWidget:
        """The dialog that bars the window, or else the window or a dialog that does not."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        others = [widget for widget in top_level_widgets() if isinstance(widget, QDialog)]
        others = [widget for widget in others if widget.isVisible()]
        return self._rng.choice([self._studio.window, *others])

    def _some(self, kind: type[QWidget]) -> QWidget | None:
        widgets = self._place.findChildren(kind)
        usable = [
            widget
            for widget in widgets
            if widget.isVisible() and widget.isEnabled() and widget.objectName() not in _FORBIDDEN_FIELDS
        ]
        return self._rng.choice(usable) if usable else None

    def _click(self) -> str:
        button = self._some(QAbstractButton)
        if button is None:
            return "nothing to click"
        words = self._note(f"click {name_of(button)} in {name_of(button.window())}")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return words

    def _click_anywhere(self) -> str:
        place = self._place
        at = QPoint(self._rng.randrange(max(1, place.width())), self._rng.randrange(max(1, place.height())))
        widget = place.childAt(at)
        if widget is None or widget.objectName() in _FORBIDDEN_FIELDS:
            return "nothing there"
        button = self._rng.choice([Qt.MouseButton.LeftButton] * 5 + [Qt.MouseButton.RightButton])
        inside = widget.mapFrom(place, at)
        twice = self._rng.random() < 0.2
        words = self._note(
            f"{'doubleclick' if twice else 'pointclick'} {name_of(widget)} at {inside.toTuple()} {button}"
        )
        QTest.mouseMove(widget, inside)
        (QTest.mouseDClick if twice else QTest.mouseClick)(widget, button, Qt.KeyboardModifier.NoModifier, inside)
        return words

    def _press(self) -> str:
        key, modifier = self._rng.choice(_KEYS), self._rng.choice(_MODIFIERS)
        widget = QApplication.focusWidget() or self._place
        words = self._note(f"press {modifier.name} {key.name} in {name_of(widget)}")
        QTest.keyClick(widget, key, modifier)
        return words

    def _type(self) -> str:
        field = self._some(self._rng.choice([QLineEdit, QAbstractSpinBox]))
        if field is None:
            return "nothing to type into"
        text = self._rng.choice(_WORDS)
        words = self._note(f"type {text!r} into {name_of(field)}")
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
        words = self._note(f"tab {index} of {name_of(bar.parentWidget())}")
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, bar.tabRect(index).center())
        return words

    def _trigger(self) -> str:
        if QApplication.activeModalWidget() is not None:
            return "barred by a dialog"
        actions = [each for each in self._studio.window.actions_by_key.values() if each.isEnabled()]
        action = self._rng.choice([each for each in actions if each.objectName() not in _FORBIDDEN_ACTIONS])
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
        words = self._note(f"wheel over {name_of(widget)}")
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
        words = self._note(f"drag over {name_of(widget)}")
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
        self.pause = self._rng.choice((TICK_MS, 10, 60))
        return words

    def _use_popup(self, popup: QWidget) -> str:
        if not isinstance(popup, QMenu):
            words = self._note(f"popup {name_of(popup)} is left")
            QTest.keyClick(popup, Qt.Key.Key_Escape)
            return words
        usable = [each for each in popup.actions() if each.isEnabled() and each.isVisible() and not each.isSeparator()]
        usable = [each for each in usable if each.objectName() not in _FORBIDDEN_ACTIONS]
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


def describe() -> str:
    """What is open."""
    modal, popup = QApplication.activeModalWidget(), QApplication.activePopupWidget()
    return f"dialog {name_of(modal) if modal else None}, menu {name_of(popup) if popup else None}"


def name_of(widget: QWidget) -> str:
    """What the trail calls a widget."""
    return widget.objectName() or type(widget).__name__
