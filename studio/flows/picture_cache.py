"""Ask, then do, for the decoded pictures that all runs share: say how much room they take, and remove them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.dialogs.empty_cache import EmptyCacheDialog, OnEmpty
from studio.look import formats
from studio.look.messages import words
from studio.session.background import Background
from trainer_core.data.pictures.store import Emptied, cache_size, empty_cache, limit, pictures_cache
from trainer_core.errors import Message


class PictureCacheFlow(QObject):
    """Empties the cache of pictures. Its files are looked at and removed beside the GUI thread.

    Signals:
        notice(object, str): a sentence for the window's banner and its kind.
    """

    notice = Signal(object, str)

    def __init__(self, background: Background, window: QWidget) -> None:
        super().__init__(window)
        self._background = background
        self._window = window

    def empty(self) -> None:
        """Ask whether the decoded pictures are to go, and remove them."""
        self._background.do(lambda: (cache_size(), limit()), self._ask, self._fail)

    def _ask(self, sizes: tuple[int, int]) -> None:
        size, most = sizes
        if not size:
            self.notice.emit(self.tr("The picture cache is empty already."), "info")
            return
        dialog = EmptyCacheDialog(formats.size(size), formats.size(most), pictures_cache(), self._window)
        if dialog.ask() is OnEmpty.EMPTY:
            self._background.do(empty_cache, self._tell, self._fail)

    def _tell(self, emptied: Emptied) -> None:
        text = self.tr("Removed {freed} of decoded pictures.")
        if emptied.in_use:
            text = self.tr("Removed {freed} of decoded pictures; {kept} are in use and stay.")
        facts = {"freed": formats.size(emptied.freed), "kept": formats.size(emptied.in_use)}
        self.notice.emit(text.format(**facts), "info")

    def _fail(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")
