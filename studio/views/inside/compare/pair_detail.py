"""One tensor of both models: the first, the second and the difference, as maps or as tiles in the same colours."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.look.theme import set_state
from studio.views.inside.compare.marks import of_tensor
from studio.views.inside.numbers import exact, short
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.heat_map import HeatMap
from studio.widgets.paired_tiles import PairedTiles
from trainer_core.errors import Message
from trainer_core.protocol.model_comparison import CompareLayer, LayerCompared, TensorPair
from trainer_core.protocol.tensors import Plane

Floats = npt.NDArray[np.float32]

_LONGEST_ROW, _SHORTEST_ROW = 32, 8
_VECTOR = 4096


class PairDetail(Retranslated, QWidget):
    """Shows a `LayerCompared`, and words about it.

    Signals:
        asked(): other values of the same tensor are wanted.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compareDetail")
        self.pair: TensorPair | None = None
        self.shown: LayerCompared | None = None
        self._refusal: Message | None = None
        self._bound = 0.0
        self._sliders: list[tuple[QLabel, QSlider]] = []
        self.title = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self.words, self.under_mouse = QLabel(self), ElidedLabel("", self)
        self.captions = tuple(QLabel(name, self) for name in ("1", "2", "2 − 1"))
        self.maps = tuple(HeatMap(self) for _ in range(3))
        self.tiles = PairedTiles(self)
        self.tiles_words = QLabel(self)
        self.title.setObjectName("compareTitle")
        self.words.setObjectName("compareWords")
        self.tiles.setObjectName("compareTiles")
        for name, heat in zip(("First", "Second", "Difference"), self.maps, strict=True):
            heat.setObjectName(f"compareMap{name}")
            heat.pointed.connect(self._say_cell)
        self._arrange()
        self.retranslate()

    def begin(self, pair: TensorPair | None) -> None:
        """Another tensor is chosen, or none, whose values are not there yet."""
        same = pair is not None and self.pair is not None and (pair.name, pair.shapes) == (
            self.pair.name, self.pair.shapes,
        )  # fmt: skip
        self.pair, self._refusal = pair, None
        if not same:
            self.shown = None
            self._set_sliders()
        self._show()

    def command(self) -> CompareLayer | None:
        """What asks for the values of the chosen tensor; None where none is chosen."""
        if self.pair is None:
            return None
        along = self._along
        fixed = tuple(slider.value() for place, (_, slider) in enumerate(self._sliders) if place != along)
        vector = all(len(shape) < 2 or (len(shape) == 2 and shape[0] == 1) for shape in self._shapes)
        return CompareLayer(self.pair.name, fixed, along, (1, _VECTOR) if vector else (64, 64))

    def show_layer(self, shown: LayerCompared) -> None:
        """Show these values."""
        self.shown, self._refusal = shown, None
        if shown.tiled:
            self.tiles.show_stacks(*shown.tiles, shown.tile_differences)
        length = _row_length(shown.planes)
        planes = [None if plane is None else _drawn(plane, length) for plane in (*shown.planes, shown.difference)]
        bound = self._bound = max((_bound(values) for values in planes[:2] if values is not None), default=0.0)
        for heat, values, own in zip(self.maps, planes, (False, False, True), strict=True):
            if values is not None:
                heat.show_values(values, None if own else bound)
        wide = any(values is not None and values.shape[1] > 2 * values.shape[0] for values in planes)
        self._place_maps([values is not None for values in planes], wide=wide)
        self._show()

    def show_refusal(self, message: Message) -> None:
        """Say why the values cannot be shown."""
        self._refusal, self.shown = message, None
        self._show()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        accessible = (
            self.tr("Values of the first model as colours"),
            self.tr("Values of the second model as colours"),
            self.tr("Difference as colours"),
        )
        for heat, name in zip(self.maps, accessible, strict=True):
            heat.setAccessibleName(name)
        self.tiles.setAccessibleName(self.tr("Each unit in both models, and the difference"))
        self._word_sliders()
        self._show()

    @property
    def _shapes(self) -> list[tuple[int, ...]]:
        return [shape for shape in self.pair.shapes if shape is not None] if self.pair is not None else []

    @property
    def _leading(self) -> tuple[int, ...]:
        """The dimensions before the last two; of two shapes of as many, the smaller sizes."""
        shapes = self._shapes
        if not shapes or len({len(shape) for shape in shapes}) > 1:
            return ()
        return tuple(min(sizes) for sizes in zip(*(shape[:-2] for shape in shapes), strict=True))

    @property
    def _along(self) -> int | None:
        """The dimension whose indices are tiles: the longest of those before the last two, the later of two alike."""
        leading = self._leading
        longest = max(leading, default=1)
        return len(leading) - 1 - leading[::-1].index(longest) if longest > 1 else None

    def _show(self) -> None:
        pair, shown = self.pair, self.shown
        self.title.setText("" if pair is None else pair.name)
        if self._refusal is not None:
            self.words.setText(words(self._refusal))
        else:
            self.words.setText(
                self.tr("Choose a tensor to see it in both models.") if pair is None else self._told(pair)
            )
        set_state(self.words, role="error" if self._refusal is not None else "muted")
        tiled = shown is not None and shown.tiled
        there = (None, None, None) if shown is None else (*shown.planes, shown.difference)
        for label, heat, plane in zip(self.captions, self.maps, there, strict=True):
            label.setVisible(plane is not None)
            heat.setVisible(plane is not None)
        self.under_mouse.setVisible(any(plane is not None for plane in there))
        self.tiles.setVisible(tiled)
        self.tiles_words.setVisible(tiled)
        if tiled and shown is not None:
            count = max(shown.counts)
            self.tiles_words.setText(
                self.tr("{shown} of {count} units: in model 1, in model 2 and their difference").format(
                    shown=formats.count(self.tiles.count), count=formats.count(count)
                )
                if shown.tile_differences is not None
                else self.tr("{shown} of {count} units: in model 1 and in model 2").format(
                    shown=formats.count(self.tiles.count), count=formats.count(count)
                )
            )
        along = self._along
        for place, (label, slider) in enumerate(self._sliders):
            there_is = shown is not None and place != along and slider.maximum() > 0
            label.setVisible(there_is)
            slider.setVisible(there_is)
        self._say_cell(None)

    def _told(self, pair: TensorPair) -> str:
        """How far it differs, in a sentence."""
        first, second = pair.shapes
        moved = pair.movement
        if first is None or second is None:
            return (
                self.tr("Only the second model has it.") if first is None else self.tr("Only the first model has it.")
            )
        if first != second:
            return self.tr("Its shape is {first} in the first model and {second} in the second.").format(
                first=formats.shape(first), second=formats.shape(second)
            )
        if moved is None:
            return self.tr("Its values cannot be read.")
        if moved.same:
            return self.tr("Both have the same values.")
        if not moved.finite:
            return self.tr("Values that are not finite: {first} in the first model, {second} in the second.").format(
                first=formats.count(moved.nan[0] + moved.infinite[0]),
                second=formats.count(moved.nan[1] + moved.infinite[1]),
            )
        return self.tr("Distance {distance}, largest difference {largest}, cosine {cosine}.").format(
            distance=of_tensor(pair).words, largest=short(moved.largest), cosine=short(moved.cosine)
        )

    @Slot(object)
    def _say_cell(self, cell: tuple[int, int] | None) -> None:
        shown = self.shown
        if shown is None:
            self.under_mouse.setText("")
            return
        planes = (*shown.planes, shown.difference)
        place = next((place for place, heat in enumerate(self.maps) if heat is self.sender()), 0)
        plane = planes[place]
        if cell is None or plane is None:
            text = self.tr("Colour range: ±{high}")
            if shown.difference is not None:
                text = self.tr("Colour range: ±{high}; for the difference ±{difference}")
            self.under_mouse.setText(text.format(high=short(self._bound), difference=short(self.maps[2].bound)))
            return
        at = ", ".join(map(str, (*plane.fixed, *_index(plane, self.maps[place].values, cell))))
        value = exact(float(self.maps[place].values[cell]))
        around = plane.reduced and self.maps[place].values is plane.heat
        said = self.tr("about {value} around [{place}]") if around else self.tr("{value} at [{place}]")
        self.under_mouse.setText(said.format(value=value, place=at))

    def _set_sliders(self) -> None:
        leading = self._leading
        while len(self._sliders) < len(leading):
            self._add_slider()
        for (_, slider), size in zip(self._sliders, leading, strict=False):
            slider.blockSignals(True)
            slider.setRange(0, max(0, size - 1))
            slider.setValue(0)
            slider.blockSignals(False)
        for label, slider in self._sliders[len(leading) :]:
            for part in (label, slider):
                self._slider_rows.removeWidget(part)
                part.deleteLater()
        del self._sliders[len(leading) :]
        self._word_sliders()

    def _add_slider(self) -> None:
        label, slider = QLabel(self), QSlider(Qt.Orientation.Horizontal, self)
        label.setProperty("role", "muted")
        fonts.use(label, "small")
        place = len(self._sliders)
        slider.setObjectName(f"compareSlider{place}")
        self._slider_rows.addWidget(label, place, 0)
        self._slider_rows.addWidget(slider, place, 1)
        slider.valueChanged.connect(self._slide)
        self._sliders.append((label, slider))

    def _word_sliders(self) -> None:
        for place, (label, slider) in enumerate(self._sliders):
            text = self.tr("Dimension {place}: {index} of 0 … {last}").format(
                place=place, index=slider.value(), last=slider.maximum()
            )
            label.setText(text)
            slider.setAccessibleName(text)

    @Slot(int)
    def _slide(self, value: int) -> None:
        self._word_sliders()
        self.asked.emit()

    def _place_maps(self, there: Sequence[bool], *, wide: bool) -> None:
        """Side by side, each below its caption; what is wide one above the other, beside their captions."""
        for part in (*self.captions, *self.maps):
            self._maps.removeWidget(part)
        for place, (label, heat) in enumerate(zip(self.captions, self.maps, strict=True)):
            label.setAlignment(Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag.AlignHCenter)
            self._maps.addWidget(label, place if wide else 0, 0 if wide else place)
            self._maps.addWidget(heat, place if wide else 1, 1 if wide else place)
            self._maps.setColumnStretch(place, int(place == 1 if wide else there[place]))

    def _arrange(self) -> None:
        fonts.use(self.title, strong=True)
        for label in (*self.captions, self.words, self.under_mouse, self.tiles_words):
            label.setProperty("role", "muted")
            fonts.use(label, "small")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._maps = QGridLayout()
        self._maps.setHorizontalSpacing(8)
        self._maps.setVerticalSpacing(4)
        self._slider_rows = QGridLayout()
        self._slider_rows.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 12)
        whole.setSpacing(6)
        for part in (self.title, self.words):
            whole.addWidget(part)
        whole.addLayout(self._maps)
        for below in (self.under_mouse, self.tiles_words, self.tiles):
            whole.addWidget(below)
        whole.addLayout(self._slider_rows)
        whole.addStretch(1)


def _row_length(planes: Sequence[Plane | None]) -> int:
    """Of vectors the length of a row in which both are easily seen: a divisor of both; 0 where there is none."""
    there = [plane for plane in planes if plane is not None]
    long = [plane.shape[1] for plane in there]
    if not there or max(long) <= _LONGEST_ROW:
        return 0
    if any(plane.shape[0] != 1 or plane.values.shape != plane.shape for plane in there):
        return 0
    return next((each for each in range(_LONGEST_ROW, _SHORTEST_ROW - 1, -1) if not math.gcd(*long) % each), 0)


def _drawn(plane: Plane, row_length: int) -> Floats:
    """The values to be drawn, those of a long vector in rows."""
    if not row_length:
        return plane.heat
    values = np.abs(plane.values) if np.iscomplexobj(plane.values) else plane.values
    return np.ascontiguousarray(values.reshape(-1, row_length).astype(np.float32))


def _index(plane: Plane, drawn: Floats, cell: tuple[int, int]) -> tuple[int, ...]:
    """Row and column of the plane at a cell of the map; of a vector its index alone."""
    rows, columns = plane.shape
    height, width = drawn.shape
    if rows == 1 and height > 1:
        return (cell[0] * width + cell[1],)
    at = cell[0] * rows // max(height, 1), cell[1] * columns // max(width, 1)
    return at[1:] if rows == 1 else at


def _bound(values: Floats) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0
