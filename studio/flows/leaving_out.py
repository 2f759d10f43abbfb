"""Asks before a run leaves out pictures that cannot be read, once for the same files."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.leave_out import LeaveOutDialog, OnUnreadable
from studio.session.session import Session
from trainer_core.data.check.finding import Finding
from trainer_core.protocol.commands import Prepare
from trainer_core.protocol.events import Done

_CODE = "unreadable"


class LeavingOutFlow(QObject):
    """Holds a start back until the pictures have been read, and until a person has agreed to what is left out.

    Signals:
        look_asked(object): a person wants to see what this `Finding` is about before anything is trained.
        notice(object, str): a sentence for the window's banner and its kind.
    """

    look_asked = Signal(object)
    notice = Signal(object, str)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._agreed: set[tuple[str, tuple[str, ...]]] = set()
        """Folders and files of them that were to be left out."""
        self._then: Callable[[], None] | None = None
        self._reading = 0
        # Queued, so that all others have heard: a question would keep them waiting.
        session.done.connect(self._go_on, Qt.ConnectionType.QueuedConnection)

    def when_agreed(self, then: Callable[[], None]) -> None:
        """Do ``then``, at once where the recipe leaves nothing out; it is dropped where a person says no, or if the
        pictures cannot be read.
        """
        self._then = None
        if not self._skips() or self._is_read():
            self._decide(then)
            return
        self._then = then
        command = Prepare(self._session.recipe)
        self._reading = command.id
        self._session.post(command)
        self.notice.emit(self.tr("Training begins once the pictures have been read."), "info")

    def _skips(self) -> bool:
        data = self._session.recipe.data
        return data.source == "folder" and data.arguments["unreadable"] == "skip"

    def _is_read(self) -> bool:
        """Whether the pictures of the recipe are those at hand."""
        data, prepared = self._session.recipe.data, self._session.preparation
        at_hand = prepared.recipe.data if prepared is not None else None
        return at_hand is not None and (at_hand.source, at_hand.arguments) == (data.source, data.arguments)

    def _decide(self, then: Callable[[], None]) -> None:
        finding = self._left_out() if self._skips() else None
        key = (str(self._session.recipe.data.arguments.get("path", "")), finding.items if finding is not None else ())
        if finding is not None and key not in self._agreed:
            if LeaveOutDialog(finding, self._window).ask() is not OnUnreadable.LEAVE_OUT:
                self.look_asked.emit(finding)
                return
            self._agreed.add(key)
        then()

    def _left_out(self) -> Finding | None:
        prepared = self._session.preparation
        assert prepared is not None
        return next((each for each in prepared.data.findings if each.code == _CODE), None)

    @Slot(object)
    def _go_on(self, event: Done) -> None:
        if self._then is None or event.answers != self._reading:
            return
        then, self._then = self._then, None
        if self._is_read():
            self._decide(then)
