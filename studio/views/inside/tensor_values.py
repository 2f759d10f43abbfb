"""The values of one tensor: a plane of it as a map, a table or tiles, another beside it, sliders to other planes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.pictures import fitted, to_image
from studio.views.inside.numbers import exact, short
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.heat_map import HeatMap
from studio.widgets.segmented import Segmented
from studio.widgets.unit_pictures import UnitPictures
from studio.widgets.value_table import ValueTable
from trainer_core.protocol.tensors import Plane, TensorDescribed, TensorsCompared, TensorTiled

Floats = npt.NDArray[np.float32]

_TABLE, _PICTURE, _CELLS = 240, 72, 64


class TensorValues(Retranslated, QWidget):
    """Shows a `TensorDescribed`, and what else was told of the same tensor.

    Signals:
        asked(): other values are wanted: another ``form``, ``fixed`` or ``origin``.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: TensorDescribed | None = None
        self.compared: TensorsCompared | None = None
        self.origin = (0, 0)
        self._sliders: list[tuple[QLabel, QSlider]] = []
        self.form = Segmented([("map", ""), ("tiles", ""), ("values", "")], self)
        self.map, self.other_map, self.change_map = HeatMap(self), HeatMap(self), HeatMap(self)
        self.tiles, self.table = UnitPictures(self), ValueTable(self)
        self.beside, self.under_mouse, self.words = QLabel(self), ElidedLabel("", self), QLabel(self)
        for widget, name in (
            (self.form, "tensorForm"),
            (self.map, "tensorMap"),
            (self.other_map, "tensorOtherMap"),
            (self.change_map, "tensorDifferenceMap"),
            (self.tiles, "tensorTiles"),
            (self.table, "tensorValues"),
        ):
            widget.setObjectName(name)
        self._arrange()
        self.form.changed.connect(self._change_form)
        for heat in (self.map, self.other_map, self.change_map):
            heat.pointed.connect(self._say_cell)
        self.map.chosen.connect(self._go_to)
        self.retranslate()

    @property
    def fixed(self) -> tuple[int, ...]:
        """Where the plane lies in the dimensions before the last two."""
        return tuple(slider.value() for _, slider in self._sliders[: len(self._leading)])

    @property
    def along(self) -> int | None:
        """The dimension whose indices are tiles: the last of those before the last two that is longer than 1."""
        return next((place for place in reversed(range(len(self._leading))) if self._leading[place] > 1), None)

    @property
    def tiled(self) -> bool:
        """Whether tiles are wanted."""
        return self.form.value == "tiles" and self.along is not None

    @property
    def _leading(self) -> tuple[int, ...]:
        return self.shown.facts.shape[:-2] if self.shown is not None else ()

    def begin(self) -> None:
        """Another tensor is chosen: its first plane is wanted."""
        self.shown, self.compared, self.origin = None, None, (0, 0)
        self._set_sliders((), ())

    def show_tensor(self, described: TensorDescribed) -> None:
        """Show this tensor; the sliders stay where they are."""
        first = self.shown is None
        self.shown = described
        if first:
            self._set_sliders(self._leading, described.plane.fixed if described.plane is not None else ())
        plane = described.plane
        if plane is not None:
            self.map.show_values(plane.heat)
            self.table.show_values(plane.values, plane.origin)
        self._show_form()
        self._say_plane()

    def show_comparison(self, compared: TensorsCompared | None) -> None:
        """Show a second tensor beside it, and the difference; None shows the one alone."""
        self.compared = compared
        if compared is not None:
            bound = max(_bound(plane.heat) for plane in compared.planes)
            self.map.show_values(compared.planes[0].heat, bound)
            self.other_map.show_values(compared.planes[1].heat, bound)
            self.change_map.show_values(compared.difference.heat)
        elif self.shown is not None and self.shown.plane is not None:
            self.map.show_values(self.shown.plane.heat)
        self._show_form()
        self._say_plane()

    def show_tiles(self, tiled: TensorTiled) -> None:
        """Show its tiles, the first of them with the input that they belong to."""
        self.tiles.show_units(np.ascontiguousarray(tiled.tiles[:, ::-1]))
        if tiled.beside is not None:
            image = to_image(_as_picture(tiled.beside))
            self.beside.setPixmap(fitted(image, fonts.scaled(_PICTURE), self.devicePixelRatioF()))
        self.beside.setVisible(tiled.beside is not None and self.tiled)
        self.words.setText(
            self.tr("{shown} of {count} tiles").format(
                shown=formats.count(len(tiled.tiles)), count=formats.count(tiled.count)
            )
        )

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.form.set_labels({"map": self.tr("Map"), "tiles": self.tr("Tiles"), "values": self.tr("Values")})
        self.form.setAccessibleName(self.tr("How the values are shown"))
        self.map.setToolTip(self.tr("A click shows the numbers there"))
        for widget, name in (
            (self.map, self.tr("Values as colours")),
            (self.other_map, self.tr("Values of the other tensor as colours")),
            (self.change_map, self.tr("Difference as colours")),
            (self.tiles, self.tr("Each unit as a picture")),
            (self.table, self.tr("Values")),
        ):
            widget.setAccessibleName(name)
        self._word_sliders()
        self._say_plane()

    @Slot(str)
    def _change_form(self, form: str) -> None:
        self._show_form()
        self._say_plane()
        self.asked.emit()

    def _show_form(self) -> None:
        readable, two = self.shown is not None and self.shown.plane is not None, self.compared is not None
        self.form.offer(("map", "tiles", "values") if self.along is not None else ("map", "values"))
        form = self.form.value if self.along is not None or self.form.value != "tiles" else "map"
        mapped = readable and (form == "map" or two)
        self.form.setVisible(readable)
        for part in (self.map, self.under_mouse):
            part.setVisible(mapped)
        self.other_map.setVisible(mapped and two)
        self.change_map.setVisible(mapped and two)
        self.tiles.setVisible(readable and form == "tiles" and not two)
        self.beside.setVisible(self.beside.isVisible() and self.tiles.isVisible())
        self.table.setVisible(readable and form == "values" and not two)
        self.words.setVisible(readable and form != "map" and not two)
        along = self.along if form == "tiles" and not two else None
        for place, (label, slider) in enumerate(self._sliders):
            there = place < len(self._leading) and self._leading[place] > 1 and place != along
            label.setVisible(there)
            slider.setVisible(there)

    def _say_plane(self) -> None:
        """Say which part of the plane the numbers are, or how far the colours reach."""
        self._say_cell(None)
        plane = self.shown.plane if self.shown is not None else None
        if plane is None or self.form.value != "values":
            return
        rows, columns = plane.values.shape
        self.words.setText(
            self.tr("Rows {first} to {last} of {rows}, columns {left} to {right} of {columns}").format(
                first=plane.origin[0],
                last=plane.origin[0] + rows - 1,
                rows=formats.count(plane.shape[0]),
                left=plane.origin[1],
                right=plane.origin[1] + columns - 1,
                columns=formats.count(plane.shape[1]),
            )
        )

    def _plane_of(self, heat: HeatMap) -> Plane | None:
        if self.compared is not None:
            place = (self.map, self.other_map, self.change_map).index(heat)
            return (*self.compared.planes, self.compared.difference)[place]
        return self.shown.plane if self.shown is not None else None

    @Slot(object)
    def _say_cell(self, cell: tuple[int, int] | None) -> None:
        sender = self.sender()
        heat = sender if isinstance(sender, HeatMap) else self.map
        plane = self._plane_of(heat)
        if plane is None:
            self.under_mouse.setText("")
            return
        if cell is None:
            words = self.tr("Colours reach from {low} to {high}")
            self.under_mouse.setText(words.format(low=short(-self.map.bound), high=short(self.map.bound)))
            return
        at = ", ".join(map(str, (*plane.fixed, *_in_plane(plane, cell))))
        value = exact(float(plane.heat[cell]))
        words = self.tr("about {value} around [{place}]") if plane.reduced else self.tr("{value} at [{place}]")
        self.under_mouse.setText(words.format(place=at, value=value))

    @Slot(object)
    def _go_to(self, cell: tuple[int, int]) -> None:
        """Show the numbers around a cell of the map."""
        plane = self.shown.plane if self.shown is not None else None
        if plane is None or self.compared is not None:
            return
        place = _in_plane(plane, cell)
        last = [max(0, size - _CELLS) for size in plane.shape]
        self.origin = (
            min(max(place[0] - _CELLS // 2, 0), last[0]),
            min(max(place[1] - _CELLS // 2, 0), last[1]),
        )
        self.form.set_value("values")
        self._change_form("values")

    def _set_sliders(self, sizes: tuple[int, ...], fixed: tuple[int, ...]) -> None:
        while len(self._sliders) < len(sizes):
            self._add_slider()
        for place, (_, slider) in enumerate(self._sliders):
            slider.blockSignals(True)
            slider.setRange(0, max(0, sizes[place] - 1) if place < len(sizes) else 0)
            slider.setValue(fixed[place] if place < len(fixed) else 0)
            slider.blockSignals(False)
        self._word_sliders()

    def _add_slider(self) -> None:
        label, slider = QLabel(self), QSlider(Qt.Orientation.Horizontal, self)
        label.setProperty("role", "muted")
        fonts.use(label, "small")
        slider.setObjectName(f"tensorSlider{len(self._sliders)}")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(slider, 1)
        self._slider_rows.addLayout(row)
        slider.valueChanged.connect(self._slide)
        self._sliders.append((label, slider))

    def _word_sliders(self) -> None:
        for place, (label, slider) in enumerate(self._sliders):
            words = self.tr("Dimension {place}: {index} of 0 … {last}").format(
                place=place, index=slider.value(), last=slider.maximum()
            )
            label.setText(words)
            slider.setAccessibleName(words)

    @Slot(int)
    def _slide(self, value: int) -> None:
        self._word_sliders()
        self.asked.emit()

    def _arrange(self) -> None:
        for label in (self.under_mouse, self.words):
            label.setProperty("role", "muted")
            fonts.use(label, "small")
        self.beside.hide()
        self.table.setMinimumHeight(fonts.scaled(_TABLE))
        maps, tiles = QHBoxLayout(), QHBoxLayout()
        for row in (maps, tiles):
            row.setSpacing(8)
        for heat in (self.map, self.other_map, self.change_map):
            maps.addWidget(heat, 1)
        tiles.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignTop)
        tiles.addWidget(self.tiles, 1)
        self._slider_rows = QVBoxLayout()
        self._slider_rows.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.form, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(maps)
        column.addLayout(tiles)
        for part in (self.table, self.under_mouse, self.words):
            column.addWidget(part)
        column.addLayout(self._slider_rows)


def _bound(values: Floats) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max()) if finite.size else 0.0


def _in_plane(plane: Plane, cell: tuple[int, int]) -> tuple[int, int]:
    """Row and column of the plane at a cell of its heat map."""
    rows, columns = plane.heat.shape
    return cell[0] * plane.shape[0] // max(rows, 1), cell[1] * plane.shape[1] // max(columns, 1)


def _as_picture(values: Floats) -> npt.NDArray[np.uint8]:
    """(C, H, W) numbers from their smallest to their largest as a gray or coloured picture."""
    channels = values if values.shape[0] in (1, 3) else values[:1]
    low, high = float(np.nanmin(channels)), float(np.nanmax(channels))
    picture: npt.NDArray[np.uint8] = ((np.nan_to_num(channels) - low) / ((high - low) or 1.0) * 255).astype(np.uint8)
    return picture
