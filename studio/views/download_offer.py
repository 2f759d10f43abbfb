"""Says in the form that the chosen data has to be downloaded, and does it when asked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from studio.dialogs.download import download_words
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.session.session import Action, Session
from trainer_core.data import download_needed


class DownloadOffer(Retranslated, QWidget):
    """Shown while the recipe's data is not on this computer. Nothing is downloaded until its button is pressed.

    No signals.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("downloadOffer")
        self._session = session
        self.words = QLabel(self)
        self.words.setObjectName("downloadOfferText")
        self.words.setProperty("role", "muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.words, "small")
        self.button = QPushButton(self)
        self.button.setObjectName("downloadDataButton")
        self.button.clicked.connect(self._download)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self.button)
        session.recipe_changed.connect(self.refresh)
        session.state_changed.connect(self._enable)
        session.prepared.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self, event: object = None) -> None:
        """Show the offer if the data is needed and missing."""
        needed = download_needed(self._session.recipe.data.source)
        self.setVisible(needed is not None)
        if needed is not None:
            self.words.setText(download_words(needed))
            self.button.setText(self.tr("Download"))
            self.button.setToolTip(self.tr("Download this data to train on it"))
            self._enable()

    @Slot()
    def _enable(self) -> None:
        self.button.setEnabled(self._session.possible(Action.OPEN_RUN))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.refresh()

    @Slot()
    def _download(self) -> None:
        self._session.prepare(download=True)
