"""Answers dialogs by a test's rules; a dialog without one is saved as a picture, closed, and fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QLineEdit, QMenu, QWidget
from shiboken6 import isValid

from studio.testing.kept import file_name
from studio.testing.windows import top_level_widgets

Act = Callable[[Any], None] | str | Path | None
"""What is done with a dialog: called with it, the ``objectName`` of its button, the path to choose, or left alone."""

_LOOK_MS = 10


class UnexpectedDialogError(AssertionError):
    """A dialog opened for which the test had no rule."""


@dataclass
class _Rule:
    name: str
    act: Act
    always: bool
    used: bool = False


class DialogRules(QObject):
    """The rules of one window; menus and other popups can be answered as dialogs are.

    With ``strict`` a dialog without a rule is saved as a picture in ``folder`` and put away as by Esc, so that nothing
    hangs; `check` raises from then on. Without it such a dialog is left to the test.
    """

    def __init__(self, parent: QWidget, folder: Path, test: str = "", *, strict: bool) -> None:
        super().__init__(parent)
        self._rules: list[_Rule] = []
        self._met: list[QWidget] = []
        self._unexpected: list[str] = []
        self._is_acting = False
        self._folder = folder
        self._test = test
        self._strict = strict
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        if strict:
            self._timer.start()

    def add(self, name: str, act: Act, *, always: bool) -> None:
        """Do ``act`` with the dialog called ``name`` when it is open: once, or ``always``."""
        self._rules.append(_Rule(name, act, always))
        self._timer.start()

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Within the block something is done to the window: a menu that opens then and is served holds the test."""
        self._is_acting = True
        try:
            yield
        finally:
            self._is_acting = False

    @property
    def waiting(self) -> list[str]:
        """The names of the dialogs that were to open once and did not yet."""
        return [rule.name for rule in self._rules if not rule.used and not rule.always]

    def check(self) -> None:
        """Raise `UnexpectedDialogError`, once, if a dialog opened that had no rule."""
        if self._unexpected:
            told, self._unexpected = "\n".join(self._unexpected), []
            raise UnexpectedDialogError(told)

    @Slot()
    def _look(self) -> None:
        self._met = [each for each in self._met if isValid(each) and each.isVisible()]
        for window in top_level_widgets():
            if window in self._met or not window.isVisible():
                continue
            if (rule := self._rule_for(window.objectName())) is not None:
                self._met.append(window)
                self._follow(rule, window)
                return
            if self._strict and (isinstance(window, QDialog) or (self._is_acting and isinstance(window, QMenu))):
                self._met.append(window)
                self._put_away(window)
                return
        if not self._strict and not any(rule.always or not rule.used for rule in self._rules):
            self._timer.stop()

    def _rule_for(self, name: str) -> _Rule | None:
        return next((rule for rule in self._rules if rule.name == name and (rule.always or not rule.used)), None)

    def _follow(self, rule: _Rule, window: QWidget) -> None:
        rule.used = True
        try:
            _do(rule.act, window)
        except BaseException:
            # It would stay open, and the test that waits behind it would hang.
            window.close()
            raise

    def _put_away(self, dialog: QDialog | QMenu) -> None:
        name = dialog.objectName() or type(dialog).__name__
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{file_name(f'{self._test}-unexpected-{name}')}.png"
        dialog.grab().save(str(path))
        self._unexpected.append(
            f"The dialog {name} (“{dialog.windowTitle()}”) opened, but the test has no rule for it; see {path}. "
            f'If it is expected, say beforehand what to do with it: studio.answer("{name}", …).'
        )
        dialog.close() if isinstance(dialog, QMenu) else dialog.reject()


def _do(act: Act, dialog: QWidget) -> None:
    match act:
        case str():
            button = dialog.findChild(QAbstractButton, act)
            names = sorted({each.objectName() for each in dialog.findChildren(QAbstractButton)} - {""})
            assert button is not None, f"{dialog.objectName()} has no button {act}; it has {', '.join(names)}"
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        case Path():
            assert isinstance(dialog, QFileDialog), f"{dialog.objectName()} asks for no file"
            edit = dialog.findChild(QLineEdit, "fileNameEdit")
            assert edit is not None, "the system's own file dialog cannot be controlled"
            edit.setText(str(act))
            dialog.accept()
        case None:
            pass
        case _:
            act(dialog)
