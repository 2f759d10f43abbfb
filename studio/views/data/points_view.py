"""Rows of one or two numbers as points: in the plane by class or by value, or a value over its one input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.theme import current_theme
from studio.session.session import Session
from studio.views.data.example_store import ExampleStore
from studio.widgets.class_marks import SIGNS, class_colour, class_symbol, sign
from studio.widgets.colour_scale import ColourScale, coloured
from studio.widgets.map_plot import MapPlot
from studio.widgets.plot_items import Floats, Spots, pen
from studio.widgets.plot_view import Range
from trainer_core.data import sources
from trainer_core.protocol.data_browsing import SPLITS, Browse, Browsed
from trainer_core.protocol.reports import DataReport

MOST = 2_000
"""Points that are drawn; of more, so many spread evenly over the list."""
_SMALL, _LARGE, _CHOSEN = 7, 9, 15
_MARGIN = 0.06
_NEAR = 14.0
"""Pixels within which a click means a point."""


@dataclass(frozen=True, slots=True)
class _Points:
    """Points that are shown: their ``places`` (n,), where they stand, (n,) each, what is true of them, (n,)."""

    places: npt.NDArray[np.int64]
    x: Floats
    y: Floats
    truth: Floats


def are_points(data: DataReport) -> bool:
    """Whether rows can be drawn: two inputs, or one and a number to be predicted."""
    return data.input_shape == (2,) or (data.input_shape == (1,) and len(data.target_names) == 1)


class PointsView(Retranslated, QWidget):
    """Asks for what is listed, as far as it is seen, and draws it; ``drawn`` are the places of the points.

    Training points are filled, those of validation and test hollow. A click, or the arrow keys, choose one.

    Signals:
        chosen(int): the example at this place is the current one.
        selection_changed(): another point is chosen.
    """

    chosen = Signal(int)
    selection_changed = Signal()

    def __init__(self, session: Session, store: ExampleStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("examplePoints")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._store = store
        self._data: DataReport | None = None
        self._names: tuple[str, ...] = ()
        self._places: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._points: _Points | None = None
        self._asked = 0
        self._current = -1
        self.caption, self.legend = QLabel(self), QLabel(self)
        self.scale = ColourScale(self)
        self.plot = MapPlot(self)
        self.plot.setObjectName("examplePlot")
        self.plot.setFocusProxy(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 10)
        layout.setSpacing(6)
        for label in (self.caption, self.legend):
            fonts.use(label, "small")
            label.setProperty("role", "muted")
            label.setWordWrap(True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        for widget in (self.caption, self.legend, self.scale):
            layout.addWidget(widget)
        layout.addWidget(self.plot, 1)
        self.plot.pressed.connect(self._press)
        current_theme().changed.connect(self._draw)
        session.data_browsed.connect(self._take)
        self.retranslate()

    @property
    def drawn(self) -> npt.NDArray[np.int64]:
        """The places of the points that are drawn."""
        return self._points.places if self._points is not None else np.empty(0, np.int64)

    @property
    def selected(self) -> list[int]:
        """The place of the chosen point, if one is."""
        return [self._current] if self._current in self.drawn else []

    def show_places(self, places: npt.NDArray[np.int64], data: DataReport, names: tuple[str, ...]) -> None:
        """Draw these examples of ``data``, whose inputs are called ``names``."""
        if data is not self._data:
            self._current = -1
        # What is listed may still be of the data before.
        self._data, self._names = data, names
        self._places = places[places < data.training + data.validation + data.test]
        self.plot.use_one_scale(sources.are_in_plane(data.source))
        self._ask()

    def choose(self, at: int) -> None:
        """Make the ``at``-th point the current one."""
        if at < len(self.drawn):
            self._choose(int(self.drawn[at]))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.plot.setAccessibleName(self.tr("Examples as points"))
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self._points is not None and len(self.drawn):
            across = np.argsort(self._points.x, kind="stable")
            at = np.flatnonzero(self.drawn[across] == self._current)
            place = int(at[0]) + steps[Qt.Key(event.key())] if len(at) else 0
            self._choose(int(self.drawn[across][min(max(0, place), len(across) - 1)]))
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if not self.isVisible():
            return
        some = self._places
        if len(some) > MOST:
            some = some[np.linspace(0, len(some) - 1, MOST).astype(np.int64)]
        if not len(some):
            self._points, self._asked = None, 0
            self._draw()
        elif not np.array_equal(some, self.drawn) or self._asked == 0:
            command = Browse(tuple(some.tolist()), 1)
            self._asked = command.id
            self._session.post(command)

    @Slot(object)
    def _take(self, event: object) -> None:
        if not isinstance(event, Browsed) or event.answers != self._asked or self._data is None:
            return
        truth = event.truth.reshape(len(event.places), -1)[:, 0].astype(np.float64)
        inputs = event.inputs.astype(np.float64)
        up = inputs[:, 1] if inputs.shape[1] == 2 else truth
        good = np.isfinite(inputs[:, 0]) & np.isfinite(up)
        self._points = _Points(np.array(event.places, np.int64)[good], inputs[good, 0], up[good], truth[good])
        self._draw()

    @Slot(float, float, bool)
    def _press(self, x: float, y: float, right: bool) -> None:
        points, view = self._points, self.plot.view
        if points is None or not len(points.places):
            return
        (left, end), (bottom, top) = view.x_range, view.y_range
        away = np.hypot((points.x - x) * view.width() / (end - left), (points.y - y) * view.height() / (top - bottom))
        if away.min() <= _NEAR:
            self._choose(int(points.places[away.argmin()]))
        if right:
            self.customContextMenuRequested.emit(self.mapFromGlobal(self.cursor().pos()))

    def _choose(self, place: int) -> None:
        self._current = place
        self._mark()
        self._store.want((place,))
        self.chosen.emit(place)
        self.selection_changed.emit()

    @Slot()
    def _draw(self) -> None:
        self.plot.clear_spots()
        points, data = self._points, self._data
        if points is None or data is None:
            return
        if len(points.places):
            self.plot.show_range(_span(points.x), _span(points.y))
        ends = np.cumsum((data.training, data.validation, data.test))
        of_split = np.searchsorted(ends, points.places, "right")
        for number, split in enumerate(SPLITS):
            here = of_split == number
            if data.class_names:
                for label in range(len(data.class_names)):
                    chosen, colour = here & (points.truth == label), class_colour(current_theme().tokens, label)
                    spots = self._spots(f"{split.value} {label}", class_symbol(label), colour, filled=number == 0)
                    spots.setData(points.x[chosen], points.y[chosen])
            elif data.input_shape == (2,):
                spots = self._spots(split.value, "s" if number == 0 else "o", None, filled=True)
                colours = coloured(points.truth[here], *_ends(points.truth))
                spots.setData(points.x[here], points.y[here],
                              brush=[pg.mkBrush(QColor(*colour)) for colour in colours.tolist()])  # fmt: skip
            else:
                colour = current_theme().tokens.colour(("training", "validation", "muted")[number])
                symbol = "s" if number == 0 else "o"
                self._spots(split.value, symbol, colour, filled=number == 0).setData(points.x[here], points.y[here])
        self._mark()
        self._word()

    def _spots(self, name: str, symbol: str, colour: QColor | None, *, filled: bool) -> Spots:
        ground = current_theme().tokens.colour("panel")
        spots = self.plot.spots_of(name, 5 if filled else 6)
        if filled or colour is None:
            spots.style(symbol, _SMALL, colour or ground, pen(ground, 1.0))
        else:
            spots.style(symbol, _LARGE, ground, pen(colour, 1.75))
        return spots

    def _mark(self) -> None:
        """Ring the point that is chosen."""
        spots = self.plot.spots_of("chosen", 4)
        accent = current_theme().tokens.colour("accent")
        spots.style("o", _CHOSEN, accent, pen(accent, 1.0))
        at = np.flatnonzero(self.drawn == self._current)
        points = self._points
        spots.setData(*((points.x[at], points.y[at]) if points is not None else ([], [])))

    def _word(self) -> None:
        data, tokens = self._data, current_theme().tokens
        if data is None or not self._names:
            return
        up = self._names[1] if len(self._names) == 2 else ", ".join(data.target_names)
        text = self.tr("{up} ↑ over {across} →").format(up=up, across=self._names[0])
        if len(self._places) > MOST:
            some = self.tr("{shown} of {total} examples, spread evenly, are drawn.")
            text += " · " + some.format(shown=formats.count(MOST), total=formats.count(len(self._places)))
        self.caption.setText(text)
        self.plot.setAccessibleDescription(text)
        signs = [sign(class_colour(tokens, n), SIGNS[class_symbol(n)], name) for n, name in enumerate(data.class_names)]
        surface = not data.class_names and data.input_shape == (2,)
        if data.class_names:
            signs.append(sign(tokens.colour("muted"), "○", self.tr("hollow: validation and test")))
        elif surface:
            signs = [sign(tokens.colour("muted"), "■", self.tr("training")),
                     sign(tokens.colour("muted"), "●", self.tr("validation and test"))]  # fmt: skip
        else:
            signs = [sign(tokens.colour("training"), "■", self.tr("training")),
                     sign(tokens.colour("validation"), "○", self.tr("validation")),
                     sign(tokens.colour("muted"), "○", self.tr("test"))]  # fmt: skip
        self.legend.setText(" &nbsp; ".join(signs))
        self.scale.setVisible(surface)
        if surface and self._points is not None and len(self._points.truth):
            low, high = (formats.number(float(f"{each:.3g}")) for each in _ends(self._points.truth))
            self.scale.set_words(", ".join(data.target_names), low, high)


def _ends(values: Floats) -> Range:
    return (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)


def _span(values: Floats) -> Range:
    low, high = _ends(values)
    room = (high - low or 1.0) * _MARGIN
    return low - room, high + room
