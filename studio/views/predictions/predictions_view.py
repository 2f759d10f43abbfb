"""The view that shows what the model thinks of a few test examples, always the same ones, while it learns."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.pictures import bars, to_image
from studio.look.theme import current_theme
from studio.session.prediction_feed import PredictionFeed
from studio.session.session import Session
from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.focus import lead_to
from studio.widgets.list_buttons import ListButtons
from studio.widgets.segmented import Segmented
from studio.widgets.tile import AnyTile, Tile, ValueTile
from studio.widgets.tile_browser import TileBrowser
from studio.widgets.tile_painting import GAP
from trainer_core.data.balanced_choice import FIXED, balanced, candidates
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Prepared, RunEnded, RunOpened, RunStarted, WeightsLoaded
from trainer_core.protocol.predicting import Predicted
from trainer_core.protocol.reports import DataReport
from trainer_core.tasks import task_for

_SIDE = 14


class _Weights(Enum):
    """Which weights a prediction between runs was made with; within a run, its step says it."""

    FRESH = auto()
    ENDED = auto()
    LOADED = auto()


class PredictionsView(Retranslated, QWidget):
    """A grid of test examples with picture, guess, truth and confidence; a click shows one with all
    probabilities. A row of a table is drawn as bars.

    Predictions are asked for each second while the session trains and the view is seen, and once after
    whatever else changes the weights. For tests and for those who drive the view: ``tiles`` in their fixed
    order, ``order`` the indices as shown, ``mistakes`` how many are wrong, ``browser`` the grid and its
    detail, ``feed`` the requests, ``own_button`` the way to picture files of the person's own.

    Signals:
        copy_asked(object, object), save_asked(object, object): the paths of these examples, a `Split` and places in it,
            are wanted on the clipboard, or the list as a file.
    """

    copy_asked = Signal(object, object)
    save_asked = Signal(object, object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predictionsView")
        self._session = session
        self._data: tuple[object, ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._choosing = False
        self._weights = _Weights.FRESH
        self._loaded = ""
        self._last: Predicted | None = None
        self.tiles: tuple[AnyTile, ...] = ()
        self.feed = PredictionFeed(session, "grid", self)
        self.title = ElidedLabel("", self)
        self.caption = ElidedLabel("", self)
        self.caption.setObjectName("predictionsCaption")
        self.ordering = Segmented([("mistakes", ""), ("fixed", "")], self)
        self.ordering.setObjectName("predictionsOrder")
        self.own_button = Button("", "image", self)
        self.own_button.setObjectName("tryPicturesButton")
        self.list_buttons = ListButtons("predictions", self)
        self.list_buttons.copy_asked.connect(lambda: self.copy_asked.emit(Split.TEST, self.order))
        self.list_buttons.save_asked.connect(lambda: self.save_asked.emit(Split.TEST, self.order))
        self.browser = TileBrowser(self)
        self.browser.setObjectName("predictionsBrowser")
        self.empty = EmptyState("image", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()
        if session.preparation is not None:
            self._take_preparation(session.preparation)

    @property
    def order(self) -> tuple[int, ...]:
        """The indices of the test examples in the order in which their tiles stand."""
        return tuple(tile.key for tile in self.browser.grid.tiles)

    @property
    def mistakes(self) -> int:
        """How many of the examples are guessed wrong."""
        return sum(tile.verdict == "wrong" for tile in self.tiles)

    @property
    def _recorded(self) -> tuple[int, ...] | None:
        """The examples of which a replay knows the answers; None while the model itself is asked."""
        player = self._session.replay
        if player is None:
            return None
        return player.replay.examples.indices if player.replay.examples is not None else ()

    @property
    def _classes(self) -> bool:
        """Whether the model answers with classes, and not with numbers."""
        preparation = self._session.preparation
        return preparation is None or task_for(preparation.data.task).answers_classes

    @property
    def _of_pictures(self) -> bool:
        """Whether the examples are pictures, and not rows."""
        preparation = self._session.preparation
        return preparation is None or len(preparation.data.input_shape) == 3

    def retranslate(self) -> None:
        """Word everything in the present language."""
        pictures = self._of_pictures
        self.title.setText(
            self.tr("Test images, never trained on") if pictures else self.tr("Test rows, never trained on")
        )
        columns = self.tr("Each bar is a column: up if its value is above the mean of these rows, down if it is below.")
        self.title.setToolTip("" if pictures else columns)
        first = self.tr("mistakes first") if self._classes else self.tr("largest errors first")
        self.ordering.set_labels({"mistakes": first, "fixed": self.tr("fixed order")})
        self.ordering.setToolTip(self.tr("Put wrong guesses to the front, or leave every picture in its place"))
        self.ordering.setAccessibleName(self.tr("Order of the pictures"))
        self.browser.grid.setAccessibleName(self.tr("Test images with the model's guesses"))
        self._word_empty()
        self._word_caption()

    def _arrange(self) -> None:
        fonts.use(self.title, "small")
        fonts.use(self.caption, "small")
        for label in (self.title, self.caption):
            label.setProperty("role", "muted")
        self.caption.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        header = QGridLayout()
        header.setContentsMargins(GAP // 2, 0, _SIDE, 0)
        header.setHorizontalSpacing(8)
        header.setVerticalSpacing(2)
        header.setColumnStretch(0, 1)
        header.addWidget(self.title, 0, 0)
        header.addWidget(self.ordering, 0, 1)
        header.addWidget(self.caption, 1, 0, 1, 2)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(_SIDE - GAP // 2, 8, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(header)
        layout.addWidget(self.browser, 1)
        own = FlowLayout()  # one below the other where they do not fit beside each other
        own.setContentsMargins(GAP // 2, 4, _SIDE, 8)
        own.addWidget(self.own_button)
        own.addWidget(self.list_buttons)
        layout.addLayout(own)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.browser.grid)

    def _connect(self) -> None:
        session = self._session
        session.prepared.connect(self._take_preparation)
        session.replays.changed.connect(self._take_replay)
        session.run_started.connect(self._take_start)
        session.run_opened.connect(self._take_start)
        session.epoch_ended.connect(self._refresh)
        session.run_ended.connect(self._take_end)
        session.weights_loaded.connect(self._take_weights)
        session.by_hand.changed.connect(self._word_caption)
        self.feed.arrived.connect(self._take_predictions)
        self.ordering.changed.connect(self._reorder)
        current_theme().changed.connect(self._restyle)

    @Slot(object)
    def _take_preparation(self, event: Prepared) -> None:
        """The model is built anew; choose examples anew only if the test set is another."""
        self._last = None
        if not event.weights_kept and not self._session.replaying:
            self._weights = _Weights.FRESH
        data = event.data
        recorded = self._recorded
        identity = (data.source, data.test, data.class_names, data.target_names, data.input_shape, recorded)
        if identity != self._data:
            self._data, self._pictures = identity, {}
            self.tiles = ()
            self._choosing = _drawn(data) and recorded is None
            chosen = recorded or ()
            if self._choosing:
                chosen = candidates(data.test, len(data.class_names), FIXED)
            self._choosing = self._choosing and self._classes
            self.retranslate()
            self.feed.watch(chosen)
            self._show_tiles()
        self.feed.refresh()

    @Slot()
    def _take_replay(self) -> None:
        """Show nothing of a run that has not kept what its model answered."""
        if self._recorded == () or (self._session.replay is not None and self._session.replay.replay.data is None):
            self._data, self._pictures, self._last, self.tiles = (), {}, None, ()
            self.feed.watch(())
            self._show_tiles()

    @Slot(object)
    def _take_start(self, event: RunStarted | RunOpened) -> None:
        if not self._session.replaying:
            self._weights = _Weights.ENDED
        self.feed.refresh()

    @Slot(object)
    def _take_end(self, event: RunEnded) -> None:
        self.feed.refresh()

    @Slot(object)
    def _take_weights(self, event: WeightsLoaded) -> None:
        self._weights = _Weights.LOADED
        self._loaded = event.path.name
        self.feed.refresh()

    @Slot(object)
    def _refresh(self, event: object) -> None:
        self.feed.refresh()

    @Slot(object)
    def _take_predictions(self, event: Predicted) -> None:
        places: Sequence[int] = range(len(event.indices))
        if self._choosing:
            self._choosing = False
            places = [int(place) for place in balanced(event.truth, FIXED)]
            self.feed.watch(tuple(event.indices[place] for place in places))
        new = [place for place in places if event.indices[place] not in self._pictures]
        if new:
            pictures = _pictures(event.images[list(places)])
            self._pictures |= {event.indices[place]: pictures[at] for at, place in enumerate(places)}
        self.tiles = tuple(self._tile(event, place) for place in places)
        self._last = event
        self._show_tiles()

    def _tile(self, event: Predicted, place: int) -> AnyTile:
        """What the model answers to one of the examples."""
        index, data = event.indices[place], self._session.preparation.data if self._session.preparation else None
        what = self.tr("test image {index}") if self._of_pictures else self.tr("test row {index}")
        picture, caption = self._pictures[index], what.format(index=index)
        answer, truth = event.predictions[place], event.truth[place]
        if self._classes:
            names = data.class_names if data is not None else ()
            return Tile(index, picture, names, answer, int(truth), caption)
        names = data.target_names if data is not None else ()
        return ValueTile(index, picture, names, answer, truth, np.ptp(event.truth, axis=0), caption)

    @Slot()
    def _restyle(self) -> None:
        """Rows are drawn in the theme's colours."""
        if self._last is not None and not self._of_pictures:
            self._pictures.clear()
            self._take_predictions(self._last)

    @Slot(str)
    def _reorder(self, key: str) -> None:
        self._show_tiles()

    def _show_tiles(self) -> None:
        tiles = self.tiles
        if self.ordering.value == "mistakes":
            tiles = tuple(sorted(tiles, key=_urgency))
        self.browser.set_tiles(tiles)
        self.pages.setCurrentIndex(1 if tiles else 0)
        self._word_empty()
        self._word_caption()

    @Slot()
    def _word_caption(self) -> None:
        if self._last is None or not self.tiles:
            self.caption.setText("")
            return
        words = self.tr("{right} of {all} right").format(right=len(self.tiles) - self.mistakes, all=len(self.tiles))
        if not self._classes:
            words = self.tr("the longer the bar, the further off")
        by_hand = self._session.by_hand
        changed = self.tr("changed by hand") if by_hand.unsettled or by_hand.kept else ""
        self.caption.setText(" · ".join(part for part in (words, self._moment(self._last), changed) if part))
        self.browser.grid.setAccessibleDescription(self.caption.text())

    def _moment(self, event: Predicted) -> str:
        """When the model guessed so, in words."""
        if self._weights is _Weights.LOADED and not self._session.replaying:
            return self.tr("weights of {file}").format(file=self._loaded)
        tested = self._session.run.tested
        if event.run == 0 and self._weights is _Weights.ENDED and tested is not None:
            if tested.weights.startswith("best") and tested.best_epoch > 0:
                return self.tr("weights of epoch {epoch}").format(epoch=tested.best_epoch)
            return counted(tested.steps, "after 1 batch", "after {n:,} batches")
        if event.step == 0:
            return self.tr("before training")
        return counted(event.step, "after 1 batch", "after {n:,} batches")

    def _word_empty(self) -> None:
        preparation = self._session.preparation
        if preparation is not None and not _drawn(preparation.data):
            self.empty.set_words(
                self.tr("Nothing to see of this data"),
                self.tr("Test examples appear here when the data has some and they are pictures or rows."),
            )
            return
        if self._session.replaying:
            self.empty.set_words(
                self.tr("No answers were recorded"),
                self.tr("This run did not record its model's answers, so only its curves are replayed."),
            )
            return
        self.empty.set_words(
            self.tr("What the model thinks"),
            self.tr(
                "Test images appear here, with the model's guess and how sure it is of each. "
                "Press Train and watch them change."
            ),
        )


def _drawn(data: DataReport) -> bool:
    """Whether there is a test set of what can be drawn: pictures, or rows."""
    return data.test > 0 and len(data.input_shape) in (1, 3)


def _pictures(inputs: npt.NDArray[Any]) -> list[QImage]:
    """Pictures (n, C, H, W) as they are; rows (n, F) as bars, each column against its mean among them."""
    if inputs.ndim == 4:
        return [to_image(each) for each in inputs]
    spread = inputs.std(axis=0)
    values = (inputs - inputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    tokens = current_theme().tokens
    return [bars(each, *(tokens.colour(name) for name in ("accent", "muted", "raised"))) for each in values]


def _urgency(tile: AnyTile) -> float:
    """What wants to be seen first has least: a wrong class, or a number that is far off."""
    return -tile.off() if isinstance(tile, ValueTile) else float(tile.verdict != "wrong")
