"""Tells a person of what happens to a run by the ways that they chose, and asks them which."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from studio.dialogs.tell_me import TellMeDialog
from studio.look import i18n, metrics
from studio.look.messages import words
from studio.look.settings import Settings
from studio.session.run_watch import Happened, RunWatch
from studio.session.session import Session
from studio.session.tell_rules import Way, read_rules, written
from studio.window.telling.desktop import DesktopNotifications
from studio.window.telling.post import Post
from trainer_core.errors import Message
from trainer_core.protocol.events import Logged, RunStarted
from trainer_core.runs.run_report import Happening, report_of, trial_report
from trainer_core.runs.webhook import Delivery

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_log = logging.getLogger("studio.telling")

_LONG_S = 60.0
"""A run that takes no longer is waited for, so that nobody needs to be notified of its end."""
NO_NOTIFICATIONS = Message("This desktop shows no notifications: it has neither a tray nor a notification service.")


class TellMe(QObject):
    """Desktop notifications, sounds and reports to a webhook, as the settings say.

    A notification is shown only while the window is not in front. On stage nothing pops up or sounds: a notice says the
    same, and is held back as every notice is. A webhook is told there, too: nobody sees that.

    Signals:
        notice(object, str): a sentence for the banner, and its kind.
        show_asked(): a person wants to see the run that is at hand.
        open_asked(object): a person wants to see the run in this folder.
    """

    notice = Signal(object, str)
    show_asked = Signal()
    open_asked = Signal(object)

    def __init__(self, session: Session, settings: Settings, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._settings, self._window = session, settings, window
        self.watch = RunWatch(session, self)
        self.watch.rules = read_rules(settings.tell_rules)
        self.post = Post(self)
        self.desktop = DesktopNotifications(self)
        self.beep: Callable[[], None] = QApplication.beep
        self._clicked: RunStarted | None = None
        self._dialog: TellMeDialog | None = None
        self.watch.happened.connect(self._tell)
        self.post.delivered.connect(self._take_delivery)
        self.desktop.clicked.connect(self.come_forward)

    def shut_down(self) -> None:
        """Send what is on its way, and take the icon out of the tray."""
        self.desktop.close()
        self.post.close()

    def ask(self) -> None:
        """Show the rules, and keep what a person chose."""
        run, preparation = self._session.run.started, self._session.preparation
        task = preparation.data.task if preparation is not None else "classification"
        names = metrics.metrics_of(run.history if run is not None else None, task)
        dialog = TellMeDialog(
            self.watch.rules,
            self._settings.webhook,
            [(name, metrics.title(name)) for name in dict.fromkeys((*names[::-1], "loss"))],
            hides_address=self._window.presenter.on,
            parent=self._window,
        )
        self._dialog = dialog
        dialog.try_asked.connect(self._try)
        wanted = dialog.ask()
        self._dialog = None
        dialog.deleteLater()
        if wanted is not None:
            self.watch.rules, self._settings.webhook = wanted
            self._settings.tell_rules = written(self.watch.rules)

    @property
    def in_front(self) -> bool:
        """Whether a person works in the window, or in a dialog of it."""
        active = QApplication.activeWindow()
        return active is not None and (active is self._window or self._window.isAncestorOf(active))

    @Slot()
    def come_forward(self) -> None:
        """Bring the window to the front, with the run that the last notification was about."""
        window, started = self._window, self._clicked
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        shown = self._session.run.started
        if started is None or started.folder is None or (shown is not None and shown.folder == started.folder):
            self.show_asked.emit()
        else:
            self.open_asked.emit(started.folder)

    @Slot(object)
    def _tell(self, happened: Happened) -> None:
        ways = self.watch.rules.of(happened.happening)
        if Way.WEBHOOK in ways and self._settings.webhook:
            report = report_of(
                happened.happening,
                happened.started,
                device=happened.device,
                ended=happened.ended,
                message=happened.message,
            )
            self.post.send(self._settings.webhook, report)
        if self._window.presenter.on:
            if ways & {Way.DESKTOP, Way.SOUND}:
                self.notice.emit(partial(words, happened.message), "info")
            return
        if Way.SOUND in ways:
            self.beep()
        short = happened.happening is Happening.ENDED and happened.seconds < _LONG_S
        if Way.DESKTOP in ways and not self.in_front and not short:
            self._clicked = happened.started
            title = happened.started.recipe.title(i18n.language())
            if not self._notify(title, words(happened.message)):
                self._session.logged.emit(Logged("warning", NO_NOTIFICATIONS))

    def _notify(self, title: str, text: str) -> bool:
        return bool(self.desktop.show(title, text, self.tr("Show the run")))

    @Slot(str, str)
    def _try(self, way: str, url: str) -> None:
        """Do at once what a happening would do by this way."""
        dialog = self._dialog
        assert dialog is not None
        match Way(way):
            case Way.DESKTOP:
                shown = self._notify(
                    self.tr("Training Studio"), self.tr("This is what a notification of a run looks like.")
                )
                said = self.tr("A notification was shown.") if shown else words(NO_NOTIFICATIONS)
                dialog.show_outcome(said, wrong=not shown)
            case Way.SOUND:
                self.beep()
                dialog.show_outcome(self.tr("The desktop's alert sound was played, unless it is off."))
            case Way.WEBHOOK:
                dialog.show_outcome(self.tr("Sending…"))
                self.post.send(url, trial_report())

    @Slot(str, object)
    def _take_delivery(self, host: str, delivery: Delivery) -> None:
        """The log file names the host; what can be seen in the window, which may be on a projector, names nothing."""
        level = logging.INFO if delivery.delivered else logging.WARNING
        _log.log(level, "Webhook at %s after %d attempts: %s", host, delivery.attempts, delivery.message)
        if self._dialog is not None:
            self._dialog.show_outcome(words(delivery.message), wrong=not delivery.delivered)
            return
        self._session.logged.emit(Logged("info" if delivery.delivered else "warning", delivery.message))
        self.notice.emit(partial(words, delivery.message), "info" if delivery.delivered else "warning")
