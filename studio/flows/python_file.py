"""Ask, then do, for a Python file that fell on the window: its Dataset becomes the data, its module the model."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.dialogs.python_file import OnPythonFile, PythonFileDialog
from studio.flows.recipe import RecipeFlow
from studio.look.messages import words
from studio.session.background import Background
from trainer_core.errors import Message
from trainer_core.trial.holdings import Holdings, holdings

SUFFIXES = (".py",)


class PythonFileFlow(QObject):
    """Looks at a file beside the GUI thread, without running it; one that seems to hold neither is taken for data,
    whose trial says what it lacks.

    Signals:
        notice(object, str): a sentence for the window's banner and its kind.
        data_asked(object), model_asked(object): the file at this path is to be the data, or the model.
    """

    notice = Signal(object, str)
    data_asked = Signal(object)
    model_asked = Signal(object)

    def __init__(self, recipes: RecipeFlow, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._recipes = recipes
        self._background = background
        self._window = window

    def take(self, path: Path) -> None:
        """Find out what the file at ``path`` holds, and ask where it holds both."""
        if self._recipes.may_edit():
            self._background.do(lambda: holdings(path), partial(self._use, path), self._fail)

    def _use(self, path: Path, found: Holdings) -> None:
        answer = OnPythonFile.MODEL if found.modules else OnPythonFile.DATA
        if found.modules and found.datasets:
            answer = PythonFileDialog(path.name, self._window).ask()
        if answer is OnPythonFile.MODEL:
            self.model_asked.emit(path)
        elif answer is OnPythonFile.DATA:
            self.data_asked.emit(path)

    def _fail(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")
