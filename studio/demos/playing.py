"""Demos in a window: choosing one, reading its file, and playing it with the strip with which it is led."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Slot

from studio.demos.acting import Pace
from studio.demos.bar import DemoBar
from studio.demos.choosing import DemosDialog
from studio.demos.player import Player
from studio.demos.reading import read_script
from studio.demos.script import SUFFIX, Script, shipped
from studio.demos.values import known_names
from studio.dialogs.file_dialogs import FileDialogs, FileKind
from studio.look.messages import words
from studio.look.settings import Settings
from studio.session.session import Session
from studio.window.main_window import MainWindow
from trainer_core.errors import TrainerError


class Demos(QObject):
    """The demos of one window: asked for in its menu, or given by their file. No signals."""

    def __init__(self, window: MainWindow, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self.player: Player | None = None
        """What plays, or played last."""
        self._window = window
        self._session = session
        self._files = FileDialogs(settings, window)
        window.demos_asked.connect(self.ask)

    def read(self, path: Path) -> Script:
        """Read the demo at ``path`` with the conditions that can be put to this session; raises `DemoError`."""
        return read_script(path, known_names(self._session.recipe))

    def play(self, script: Script, pace: Pace | None = None, *, strict: bool = False, loop: bool = False) -> Player:
        """Play ``script`` in the place of a demo that is there; returns the `Player`, which has begun."""
        for bar in self._window.findChildren(DemoBar):
            bar.leave()
        self.player = Player(self._window, self._session, script, pace, strict=strict, loop=loop)
        bar = DemoBar(self.player, self._window)
        bar.file_asked.connect(self._choose_file)
        self._window.show_below(bar)
        self._window.presenter.pointing.stay_above(bar)
        self.player.start()
        return self.player

    @Slot()
    def ask(self) -> None:
        """Ask which demo, and play it."""
        dialog = DemosDialog([self.read(path) for path in shipped()], self._window)
        if not dialog.exec():
            return
        path = dialog.chosen or self._files.ask_data_file(
            self.tr("Open a demo"), FileKind(self.tr("Demos"), (SUFFIX,)), "openDemoDialog"
        )
        if path is not None:
            self.play_file(path)

    @Slot(str)
    def _choose_file(self, title: str) -> None:
        path = self._files.ask_data_file(title, None, "demoFileDialog")
        if path is not None and self.player is not None:
            self.player.open_chosen(path)

    def play_file(self, path: Path) -> None:
        """Play the demo at ``path``; one that is wrong is explained."""
        try:
            script = self.read(path)
        except TrainerError as error:
            self._window.notices.show(words(error.message), "error")
            return
        self.play(script)
