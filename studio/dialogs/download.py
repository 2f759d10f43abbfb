"""Asks before data is downloaded that is not on this computer."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from studio.dialogs.question import Question
from studio.look import formats
from trainer_core.data import NeededDownload


class OnDownload(StrEnum):
    """Whether the data is downloaded."""

    CANCEL = "cancel"
    DOWNLOAD = "download"


class DownloadDialog(Question[OnDownload]):
    """Download the data, or not, which is also what Escape means."""

    def __init__(self, needed: NeededDownload, parent: QWidget | None = None) -> None:
        super().__init__("downloadDialog", OnDownload.CANCEL, OnDownload.DOWNLOAD, parent)
        self.set_words(
            self.tr("Download data"), self.tr("Download {title}?").format(title=needed.title), download_words(needed)
        )
        self.set_answers(
            [
                (OnDownload.CANCEL, "downloadCancelButton", self.tr("Cancel"), self.tr("Download nothing")),
                (
                    OnDownload.DOWNLOAD,
                    "downloadButton",
                    self.tr("Download"),
                    self.tr("Download the data, then continue with what was asked for"),
                ),
            ]
        )


def download_words(needed: NeededDownload) -> str:
    """Say how much would be downloaded, from where, into which folder and under which licence."""

    text = QCoreApplication.translate(
        "DownloadDialog", "{title} is not on this computer: {size} from {origin}, into {folder}."
    ).format(title=needed.title, size=formats.size(needed.bytes), origin=needed.origin, folder=needed.folder)
    licence = QCoreApplication.translate("DownloadDialog", "Its publisher names no licence.")
    if needed.licence:
        licence = QCoreApplication.translate("DownloadDialog", "Licence: {licence}.").format(licence=needed.licence)
    return f"{text} {licence}"
