"""Waits for a condition while the window is served, and says what did not come and where the window was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pytestqt.qtbot import QtBot

from studio.demos.values import values_now
from studio.session.session import Session
from studio.testing.dialog_rules import DialogRules
from studio.views.log.log_view import LogView


class Waiting:
    """Serves the window of ``session`` until something holds; ``seconds`` is how long that may take."""

    def __init__(self, qtbot: QtBot, session: Session, dialogs: DialogRules, log: LogView, seconds: float) -> None:
        self._qtbot = qtbot
        self._session = session
        self._dialogs = dialogs
        self._log = log
        self._seconds = seconds

    def until(self, condition: Callable[[], Any], what: str, patience: int = 1) -> None:
        """Serve the window until ``condition`` holds; a dialog that nobody expected ends it at once.

        Raises TimeoutError, with ``what`` was waited for, after ``patience`` times the seconds that a wait may take.
        """
        seconds = patience * self._seconds

        def holds() -> bool:
            self._dialogs.check()
            return bool(condition())

        try:
            self._qtbot.waitUntil(holds, timeout=round(seconds * 1000))
        except self._qtbot.TimeoutError:
            raise TimeoutError(f"{what} did not come within {seconds:g} s. {self._place()}") from None

    def _place(self) -> str:
        lines, numbers = self._log.model.lines, values_now(self._session)
        at = f" in epoch {numbers['epoch']:.0f}, batch {numbers['batch']:.0f}" if "batch" in numbers else ""
        last = f", and the log ends with “{lines[-1].sentence}”" if lines else ""
        return f"The engine is {self._session.state}{at}{last}"
