"""A window that tells of its runs: what would appear on the desktop, and sound, is noted instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.session.tell_rules import TellRules, written
from studio.testing import StudioRobot
from tests.webhook_server import Webhook, serving


class FakeDesktop(QObject):
    """Stands where the desktop shows notifications."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.works = True
        self.shown: list[tuple[str, str]] = []

    def show(self, title: str, text: str, action: str) -> str:
        if self.works:
            self.shown.append((title, text))
        return "bus" if self.works else ""

    def close(self) -> None:
        """Nothing of it is in a tray."""


@dataclass
class Told:
    """The window, what it has told, and a window of another kind that can be in front of it."""

    studio: StudioRobot
    desktop: FakeDesktop
    hook: Webhook
    other: QWidget
    beeps: list[None] = field(default_factory=list)

    def obey(self, rules: TellRules, url: str = "") -> None:
        """Have these rules, as if they were chosen in the dialog."""
        telling = self.studio.window.telling
        telling.watch.rules = rules
        self.studio.studio.settings.tell_rules = written(rules)
        self.studio.studio.settings.webhook = url or self.hook.url

    def work_elsewhere(self) -> None:
        """Put another window in front."""
        self.other.show()
        self.other.activateWindow()
        self.studio.wait_for(lambda: not self.studio.window.telling.in_front, "another window in front")

    def come_back(self) -> None:
        self.studio.window.activateWindow()
        self.studio.wait_for(lambda: self.studio.window.telling.in_front, "the window in front")


@pytest.fixture
def told(studio: StudioRobot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    telling = studio.window.telling
    desktop = FakeDesktop()
    desktop.clicked.connect(telling.come_forward)
    telling.desktop = desktop
    telling.post.pauses = (0.0, 0.0)
    other = QWidget()
    with serving() as hook:
        told = Told(studio, desktop, hook, other)
        telling.beep = lambda: told.beeps.append(None)
        yield told
        other.close()
