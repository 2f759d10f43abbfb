"""What stands above a list of examples: what it is, how far a search is, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.data.listing import Listing
from studio.widgets.button import Button


class ListHead(Retranslated, QWidget):
    """A sentence where the list is one of the run, or of the nearest examples; hidden for any other.

    Signals:
        back_asked(): what was listed before the nearest is to be listed again.
    """

    back_asked = Signal()

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listHead")
        self._listing = listing
        self.about = QLabel(self)
        self.about.setObjectName("listAbout")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("role", "muted")
        fonts.use(self.about, "small")
        self.back_button = Button("", "chevron-left", self)
        self.back_button.setObjectName("listBack")
        self.back_button.setProperty("size", "small")
        self.progress = QProgressBar(self)
        self.progress.setObjectName("listProgress")
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.about, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 8)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        self.back_button.clicked.connect(self.back_asked)
        listing.changed.connect(self.refresh)
        listing.progressed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.back_button.setText(self.tr("Back"))
        self.back_button.setToolTip(self.tr("Show what was listed before (Esc)"))
        self.refresh()

    @Slot()
    def refresh(self, is_new: bool = False) -> None:
        """Follow the listing."""
        listing = self._listing
        near, listed = listing.near is not None, listing.listed
        self.setVisible(near or listed is not None or listing.share is not None)
        self.back_button.setVisible(near)
        self.progress.setVisible(listing.share is not None)
        self.progress.setValue(round(1000 * (listing.share or 0.0)))
        self.progress.setAccessibleName(
            self.tr("How far the search for the nearest examples is")
            if near
            else self.tr("How far the search for doubtful labels is")
        )
        if near:
            self.about.setText(
                self.tr(
                    "The first example, and the training examples that the model sees as most like it: their "
                    "distance is one minus the cosine of what goes into its last layer."
                )
            )
        elif listing.share is not None:
            self.about.setText(self.tr("Comparing the label of each example with those of the most similar ones…"))
        elif listed is not None:
            self.about.setText(listing.words.about(listed))
