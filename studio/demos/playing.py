"""The demos of one window: choosing, playing and recording them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from studio.demos.acting import Pace
from studio.demos.bar import DemoBar
from studio.demos.choosing import DemosDialog
from studio.demos.in_palette import DemoItems
from studio.demos.player import Player
from studio.demos.reading import read_script
from studio.demos.record_bar import RecordBar
from studio.demos.recorder import Recorder
from studio.demos.script import SUFFIX, Script, shipped
from studio.demos.values import known_names
from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look.messages import words
from studio.look.settings import Settings
from studio.session.session import Session
from studio.window.main_window import MainWindow
from trainer_core.errors import DemoError, TrainerError
from trainer_core.files.atomic import atomic_write


class Demos(QObject):
    """Plays and records the demos of one window. No signals."""

    def __init__(self, window: MainWindow, session: Session, settings: Settings) -> None:
        super().__init__(window)
        self.player: Player | None = None
        """The player of the current or last demo."""
        self._recorder: Recorder | None = None
        self._record_bar: RecordBar | None = None
        self._window = window
        self._session = session
        self._files = FileDialogs(settings, window)
        window.demos_asked.connect(self.ask)
        window.palette_flow.providers.append(DemoItems(self._shipped, self._play_now))

    def read(self, path: Path) -> Script:
        """Read the demo at ``path``, with the names that conditions can use in this session; raises `DemoError`."""
        return read_script(path, known_names(self._session.recipe))

    def play(self, script: Script, pace: Pace | None = None, *, strict: bool = False, loop: bool = False) -> Player:
        """Play ``script``, in place of a demo that is playing; returns the `Player`, already started."""
        for bar in self._window.findChildren(DemoBar):
            bar.leave()
        self.player = Player(self._window, self._session, script, pace, strict=strict, loop=loop)
        bar = DemoBar(self.player, self._window)
        bar.file_asked.connect(self._choose_file)
        self._window.show_below(bar)
        self._window.presenter.pointing.stay_above(bar)
        self.player.start()
        return self.player

    def _shipped(self) -> list[Script]:
        return [self.read(path) for path in shipped()]

    def _play_now(self, script: Script) -> None:
        self.play(script)

    @Slot()
    def ask(self) -> None:
        """Ask which demo, and play it."""
        dialog = DemosDialog(self._shipped(), self._window)
        if not dialog.exec():
            return
        if dialog.records:
            self.record()
            return
        path = dialog.chosen or self._files.ask_data_file(
            self.tr("Open a demo"), FileKind(self.tr("Demos"), (SUFFIX,)), "openDemoDialog"
        )
        if path is not None:
            self.play_file(path)

    def record(self) -> None:
        """Record what a person does from now on, until they save or discard it."""
        for bar in self._window.findChildren(DemoBar):
            bar.leave()
        self._end_recording()
        self._recorder = Recorder(self._window, self._session)
        self._record_bar = RecordBar(self._recorder, self._window)
        self._record_bar.save_asked.connect(self._save_recording)
        self._record_bar.discard_asked.connect(self._end_recording)
        self._window.show_below(self._record_bar)

    @Slot()
    def _save_recording(self) -> None:
        assert self._recorder is not None
        kinds = (FileKind(self.tr("Demos"), (SUFFIX,)),)
        name = self.tr("my demo") + SUFFIX
        path = self._files.ask_save(Purpose.RECIPE, self.tr("Save the demo"), name, kinds, "saveDemoDialog")
        if path is None:
            return
        try:
            with atomic_write(path, error=DemoError) as file:
                file.write(self._recorder.text(path.stem).encode())
        except TrainerError as error:
            self._window.notices.show(partial(words, error.message), "error")
            return
        self._end_recording()
        self._window.notices.show(self.tr("The demo is saved in {path}.").format(path=path), "info")

    @Slot()
    def _end_recording(self) -> None:
        if self._recorder is not None and self._record_bar is not None:
            self._recorder.stop()
            self._record_bar.hide()
            self._record_bar.deleteLater()
            self._recorder.deleteLater()
            self._recorder = self._record_bar = None

    @Slot(str)
    def _choose_file(self, title: str) -> None:
        path = self._files.ask_data_file(title, None, "demoFileDialog")
        if path is not None and self.player is not None:
            self.player.open_chosen(path)

    def play_file(self, path: Path) -> None:
        """Play the demo at ``path``; a notice explains what is wrong with it."""
        try:
            script = self.read(path)
        except TrainerError as error:
            self._window.notices.show(partial(words, error.message), "error")
            return
        self.play(script)
