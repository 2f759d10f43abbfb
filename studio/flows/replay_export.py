"""Ask, then do, for exporting a replay: as a web page, or as an animation of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QProgressDialog, QWidget

from studio.dialogs.export_replay import ExportReplayDialog, WantedStretch
from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import formats
from studio.look.i18n import language
from studio.look.messages import words
from studio.look.metrics import title
from studio.session.background import Background
from studio.session.replay_player import ReplayPlayer
from studio.session.session import Session
from trainer_core.errors import Message
from trainer_core.export.film import MOST_FRAMES, write_film
from trainer_core.export.replay_page import WORDS, Stretch, Wording, write_replay_page

_FRAMES_A_SECOND = 10
_WIDEST = 1100
"""Pixels: a wider picture is made smaller, or a GIF of ten seconds has tens of megabytes."""


class ReplayExportFlow(QObject):
    """Writes beside the GUI thread; frames are taken of the window itself, one at each turn of its event loop.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        exported(str): the file at this path is complete.
    """

    notice = Signal(object, str)
    exported = Signal(str)

    def __init__(
        self,
        session: Session,
        files: FileDialogs,
        background: Background,
        frame: Callable[[], QImage],
        window: QWidget,
    ) -> None:
        """``frame`` takes a picture of the part of the window that shows the run."""
        super().__init__(window)
        self._session = session
        self._files = files
        self._background = background
        self._frame = frame
        self._window = window
        self._film: _Film | None = None

    @Slot(str)
    def ask(self, kind: str) -> None:
        """Ask for the part of the run and a file, and export as ``"html"``, ``"gif"`` or ``"webp"``."""
        player = self._session.replay
        if player is None or self._film is not None:
            return
        player.pause()
        wanted = ExportReplayDialog(player.total, moving=kind != "html", parent=self._window).ask()
        if wanted is None:
            return
        titles = {"html": self.tr("Web pages"), "gif": "GIF", "webp": "WebP"}
        kinds = (FileKind(titles[kind], (f".{kind}",)),)
        name = f"{player.replay.folder.name}.{kind}"
        path = self._files.ask_save(Purpose.REPLAY, self.tr("Export the replay"), name, kinds, "exportReplayFileDialog")
        if path is None or self._session.replay is not player:
            return
        if kind == "html":
            self.write_page(player, wanted, path)
        else:
            self.film(player, wanted, path)

    def write_page(self, player: ReplayPlayer, wanted: WantedStretch, path: Path) -> None:
        """Write part of the run as one page, in the language of the window."""
        work = partial(write_replay_page, player.replay, path, Stretch(wanted.begin, wanted.end), self._wording(player))
        self._background.do(work, partial(self._tell_written, path), self._tell)

    def film(self, player: ReplayPlayer, wanted: WantedStretch, path: Path) -> None:
        """Capture the window at many places of the run, and write an animation."""
        self._film = _Film(player, wanted, self._frame, self._window)
        self._film.taken.connect(partial(self._write_film, path))
        self._film.left.connect(self._forget)
        self._film.start()

    def _write_film(self, path: Path, frames: list[bytes], frame_ms: int) -> None:
        self._background.do(partial(write_film, frames, path, frame_ms), partial(self._tell_written, path), self._tell)

    @Slot()
    def _forget(self) -> None:
        if self._film is not None:
            self._film.deleteLater()
            self._film = None

    def _tell_written(self, path: Path, size: int) -> None:
        text = self.tr("The replay is saved in {path} ({size}).")
        self.notice.emit(lambda: text.format(path=path, size=formats.size(size)), "info")
        self.exported.emit(str(path))

    def _tell(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")

    def _wording(self, player: ReplayPlayer) -> Wording:
        recipe, metric = player.replay.recipe, player.replay.history.metric
        return Wording(
            language(),
            recipe.title(language()),
            {key: words(Message(text)) for key, text in WORDS.items()},
            {metric: title(metric)},
            words,
        )


class _Film(QObject):
    """Goes through a stretch and takes a picture at each place; a dialog says how far it is, and can break it off.

    Signals:
        taken(object, int): the frames, as a list of PNG files, and how many milliseconds each stands.
        left(): it is over, also where it was broken off.
    """

    taken = Signal(object, int)
    left = Signal()

    def __init__(
        self, player: ReplayPlayer, wanted: WantedStretch, frame: Callable[[], QImage], window: QWidget
    ) -> None:
        super().__init__(window)
        self._player, self._frame = player, frame
        self._before = player.rows
        count = int(min(max(2, wanted.seconds * _FRAMES_A_SECOND), MOST_FRAMES, wanted.end - wanted.begin + 1))
        places = np.linspace(wanted.begin, wanted.end, max(2, count)).round().astype(int)
        self._places: list[int] = list(dict.fromkeys(places.tolist()))
        self._frame_ms = max(20, round(1000 * wanted.seconds / len(self._places)))
        self._frames: list[bytes] = []
        self._size: QSize | None = None
        self._progress = QProgressDialog(
            self.tr("Capturing the replay…"), self.tr("Cancel"), 0, len(self._places), window
        )
        self._progress.setObjectName("replayFilmProgress")
        self._progress.setWindowTitle(self.tr("Export the replay"))
        self._progress.setWindowModality(Qt.WindowModality.WindowModal)
        self._progress.setMinimumDuration(0)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._take)

    def start(self) -> None:
        """Take the first picture soon."""
        self._progress.setValue(0)
        self._timer.start()

    @Slot()
    def _take(self) -> None:
        if self._progress.wasCanceled():
            self._leave()
            return
        self._player.seek(self._places[len(self._frames)])
        picture = self._frame()
        if self._size is None:
            self._size = picture.size() * min(1.0, _WIDEST / picture.width())
        if picture.size() != self._size:
            # Also where the window has become another size meanwhile: the frames of a film are of one.
            ratio, how = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(self._size, ratio, how)
        self._frames.append(_png(picture))
        self._progress.setValue(len(self._frames))
        if len(self._frames) == len(self._places):
            self.taken.emit(self._frames, self._frame_ms)
            self._leave()

    def _leave(self) -> None:
        self._timer.stop()
        self._progress.close()
        self._progress.deleteLater()
        self._player.seek(self._before)
        self.left.emit()


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG", 90)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
