"""Asks what has to be agreed to before two models are compared: a run's Python file, or a download of its data."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.download import DownloadDialog, OnDownload
from studio.flows.resume import NEEDS_DOWNLOAD
from studio.flows.trust import TrustFlow
from studio.look.messages import words
from studio.session.background import Background
from studio.views.inside.compare.panel import ComparePanel
from trainer_core.data import download_needed
from trainer_core.errors import Message
from trainer_core.protocol.events import Refused
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_recipe


class CompareFlow(QObject):
    """Compares again once a person has agreed.

    Signals:
        notice(object, str): a sentence for the window's banner and its kind.
    """

    notice = Signal(object, str)

    def __init__(self, panel: ComparePanel, background: Background, trust: TrustFlow, window: QWidget) -> None:
        super().__init__(window)
        self._panel, self._background, self._trust, self._window = panel, background, trust, window
        self._downloads: tuple[Path, ...] = ()
        """The folders of the runs for which a person has agreed to download."""
        panel.agreement_asked.connect(self._ask)

    @Slot(object)
    def _ask(self, event: Refused) -> None:
        if event.code == NEEDS_DOWNLOAD:
            needed = download_needed(str(event.message.facts["source"]))
            agreed = needed is not None and DownloadDialog(needed, self._window).ask() is OnDownload.DOWNLOAD
            self._downloads = self._panel.folders if agreed else ()
            if agreed:
                self._panel.compare(download=True)
            return
        folders = self._panel.folders

        def agree(recipes: list[Recipe]) -> None:
            if all(self._trust.agrees(recipe, folder) for folder, recipe in zip(folders, recipes, strict=True)):
                self._panel.compare(download=folders == self._downloads)

        self._background.do(lambda: [read_recipe(folder) for folder in folders], agree, self._tell)

    def _tell(self, message: Message) -> None:
        self.notice.emit(partial(words, message), "error")
