"""Pictures that the person brought: each as the model saw it, with its likeliest names."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.tile import AnyTile, ValueTile
from studio.widgets.tile_browser import PictureBox

_TOP = 3


class PicturesDialog(Retranslated, QDialog):
    """A list of pictures with the three likeliest names of each; the window behind it stays usable.

    Qt's dialog signals apply. ``tiles`` are the pictures shown, ``bars`` their lists of names, ``notes`` the labels
    under the pictures that were inverted.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picturesDialog")
        self.tiles: tuple[AnyTile, ...] = ()
        self.bars: list[BarList] = []
        self.notes: list[QLabel] = []
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("role", "muted")
        fonts.use(self._sentence)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.close_button = QPushButton(self)
        self.close_button.setObjectName("picturesClose")
        self.close_button.setProperty("role", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self._sentence)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(buttons)
        self.retranslate()

    def set_tiles(self, tiles: Sequence[AnyTile], inverted: Sequence[bool]) -> None:
        """Show other pictures; the caption of a tile is the name of its file, and ``inverted`` has one for each."""
        self.tiles, self.bars, self.notes = tuple(tiles), [], []
        body = QWidget()
        body.setProperty("role", "clear")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for tile, exchanged in zip(self.tiles, inverted, strict=True):
            lines.addWidget(self._card(tile, inverted=exchanged))
        lines.addStretch(1)
        self._scroll.setWidget(body)
        self.close_button.setFocus()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setWindowTitle(self.tr("Your pictures"))
        self._sentence.setText(self.tr("As the model sees them, and what it takes them for with its present weights."))
        self._scroll.setAccessibleName(self.tr("Your pictures"))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close this list"))
        for note in self.notes:
            self._word_note(note)

    def sizeHint(self) -> QSize:
        return QSize(440, min(140 + 124 * max(len(self.tiles), 1), 620))

    def _word_note(self, note: QLabel) -> None:
        note.setText(self.tr("Inverted: its border is light, and that of the training images is dark."))

    def _card(self, tile: AnyTile, *, inverted: bool) -> QFrame:
        card = QFrame()
        card.setProperty("role", "tile")
        picture = PictureBox(card)
        picture.set_picture(tile)
        name = ElidedLabel(tile.caption, card, Qt.TextElideMode.ElideMiddle)
        fonts.use(name, "base", strong=True)
        bars = BarList(card)
        bars.set_bars(_bars(tile))
        self.bars.append(bars)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(name)
        words.addWidget(bars)
        if inverted:
            note = QLabel(card)
            note.setWordWrap(True)
            note.setProperty("role", "muted")
            fonts.use(note, "small")
            self._word_note(note)
            self.notes.append(note)
            words.addWidget(note)
        words.addStretch(1)
        layout = QHBoxLayout(card)
        layout.setContentsMargins(8, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(picture)
        layout.addLayout(words, 1)
        return card


def _bars(tile: AnyTile) -> list[Bar]:
    """The likeliest names, or the numbers, of a picture."""
    if isinstance(tile, ValueTile):
        return [Bar(name, tile.off(place), tile.words_of(place)) for place, name in enumerate(tile.names)]
    best = tile.likeliest(_TOP)
    return [
        Bar(tile.names[place], float(tile.fractions[place]), tile.share_of(place), strong=place == best[0])
        for place in best
    ]
