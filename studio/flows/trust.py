"""Asks before a Python file of a person's own runs, and records what was agreed to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.dialogs.trust import OnTrust, TrustDialog
from studio.look.messages import words
from trainer_core.errors import CodeError
from trainer_core.recipe.code_files import code_to_agree_to
from trainer_core.recipe.recipe import Recipe
from trainer_core.trial.trust import NeededTrust, trust

NEEDS_TRUST = "needs-trust"


class TrustFlow(QObject):
    """Puts the question for each file of a recipe that has not run yet.

    Signals:
        notice(object, str): a sentence for the window's banner and its kind.
    """

    notice = Signal(object, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._declined: set[tuple[str, str]] = set()
        """Files and contents that were not to run; they are asked about again only when a person wants to train."""
        self._asking = False

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._asking

    def agrees(self, recipe: Recipe, run: Path | None = None, *, wanted: bool = True) -> bool:
        """Whether every file of ``recipe`` may run, which is asked where nobody has said so yet.

        With a ``run`` the copies that it kept are meant. What was declined is only asked about again if it is
        ``wanted``: a person has pressed Train, say.
        """
        if self._asking:
            # The question is open already; who asked first goes on with the answer.
            return False
        while (needed := code_to_agree_to(recipe, run)) is not None:
            key = (str(needed.path), needed.code.sha256)
            if not wanted and key in self._declined:
                return False
            if self._ask(needed) is not OnTrust.RUN:
                self._declined.add(key)
                return False
            try:
                trust(needed.code)
            except CodeError as error:
                self.notice.emit(partial(words, error.message), "error")
                return False
        return True

    def _ask(self, needed: NeededTrust) -> OnTrust:
        self._asking = True
        try:
            return TrustDialog(needed, self._window).ask()
        finally:
            self._asking = False
