"""What the units of a layer give for the example that is explained, and which examples move one of them most."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.numbers import NumberRules
from studio.look.pictures import to_image
from studio.look.theme import current_theme
from studio.views.inside.numbers import short
from studio.views.inside.row_images import row_images
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.example_tiles import ExampleTile, ExampleTiles
from studio.widgets.heat_map import HeatMap
from studio.widgets.heat_pictures import laid_over
from studio.widgets.number_field import NumberField
from studio.widgets.unit_pictures import UnitPictures
from trainer_core.protocol.commands import Split
from trainer_core.protocol.explain import ExampleChoice, LayerUnits, Mover, MoversFound, UnitsShown
from trainer_core.protocol.reports import DataReport

_ACROSS = 32


@dataclass(frozen=True, slots=True)
class ChosenUnit:
    """A unit by its layer and number."""

    layer: str
    unit: int


class UnitExplorer(Retranslated, QWidget):
    """A choice of the layer over its units, and the examples that move the chosen one.

    Signals:
        layer_chosen(str): the units of this layer are wanted.
        movers_asked(object): the examples that move this `ChosenUnit` are wanted.
        example_chosen(object): a person has clicked an example that moves a unit, an `ExampleChoice`.
    """

    layer_chosen = Signal(str)
    movers_asked = Signal(object)
    example_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: UnitsShown | None = None
        self.movers: MoversFound | None = None
        self._data: DataReport | None = None
        self._waiting = False
        self.title, self.words, self.found = QLabel(self), QLabel(self), QLabel(self)
        self.layer = ChoiceField(self)
        self.pictures, self.map = UnitPictures(self), HeatMap(self)
        self.unit_label, self.unit = (
            QLabel(self),
            NumberField(0, NumberRules(whole=True, minimum=0, maximum=0), "", self),
        )
        self.find_button = Button("", "search", self)
        self.up_label, self.down_label = QLabel(self), QLabel(self)
        self.up, self.down = ExampleTiles(1, self), ExampleTiles(1, self)
        for part, name in (
            (self.layer, "explainUnitLayer"),
            (self.pictures, "explainUnits"),
            (self.map, "explainUnitNumbers"),
            (self.unit, "explainUnit"),
            (self.find_button, "explainFindButton"),
            (self.found, "explainFound"),
        ):
            part.setObjectName(name)
        self._arrange()
        self.layer.value_changed.connect(self._choose_layer)
        self.pictures.chosen.connect(self._choose_unit)
        self.map.chosen.connect(self._choose_cell)
        self.unit.value_changed.connect(self._choose_unit)
        self.find_button.clicked.connect(self._find)
        self.up.chosen.connect(self._choose_highest)
        self.down.chosen.connect(self._choose_lowest)
        current_theme().changed.connect(self._restyle)
        self.retranslate()

    def set_data(self, data: DataReport) -> None:
        """A model is there, or another one: what moved its units is not known."""
        self._data = data
        self.show_movers(None)

    def offer(self, layers: tuple[LayerUnits, ...], usual: str) -> str:
        """Offer these layers, and return the one whose units are wanted: the ``usual`` one until one is chosen."""
        self.layer.set_choices([each.name for each in layers], [_described(each) for each in layers])
        names = [each.name for each in layers]
        if self.layer.value not in names:
            self.layer.set_value(usual if usual in names else names[0] if names else "")
        self.setVisible(bool(layers))
        return self.layer.value

    def show_units(self, event: UnitsShown) -> None:
        """Show what the units of a layer give."""
        self.shown = event
        values = event.values
        self.pictures.setVisible(values.ndim == 3)
        self.map.setVisible(values.ndim == 1)
        if values.ndim == 3:
            self.pictures.show_units(np.ascontiguousarray(values[:, ::-1]))
        else:
            across = min(_ACROSS, len(values))
            rows = -(-len(values) // across)
            self.map.show_values(np.pad(values, (0, rows * across - len(values))).reshape(rows, across))
        self._fit_map()
        self.unit.set_rules(NumberRules(whole=True, minimum=0, maximum=event.count - 1))
        if int(self.unit.value or 0) >= event.count:
            self.unit.set_value(0)
        self._mark()
        self._say()

    def show_movers(self, event: MoversFound | None) -> None:
        """Show the examples that move a unit, or none."""
        self.movers, self._waiting = event, False
        self.find_button.setEnabled(True)
        there = event is not None and not event.constant
        for tiles, label, movers in (
            (self.up, self.up_label, event.highest if event is not None and there else ()),
            (self.down, self.down_label, event.lowest if event is not None and there else ()),
        ):
            tiles.set_tiles([self._tile(*each) for each in zip(movers, _pictures(movers), strict=True)])
            tiles.setVisible(bool(movers))
            label.setVisible(bool(movers))
        self.found.setVisible(event is not None)
        self._say()

    def give_up(self) -> None:
        """No answer comes any more."""
        self._waiting = False
        self.find_button.setEnabled(True)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.title.setText(self.tr("Output of the layer"))
        self.layer.setAccessibleName(self.tr("Layer"))
        self.pictures.setAccessibleName(self.tr("The activation map of each unit"))
        self.map.setAccessibleName(self.tr("The value of each unit"))
        self.unit_label.setText(self.tr("Unit"))
        self.unit.setAccessibleName(self.tr("Unit"))
        self.unit.setToolTip(self.tr("The number of the unit, counted from 0; you can also click the unit"))
        self.find_button.setText(self.tr("Find what activates it most"))
        self.find_button.setToolTip(
            self.tr("Find the examples for which this unit has the largest and the smallest values")
        )
        for tiles in (self.up, self.down):
            tiles.setToolTip(self.tr("The true answer and the value of the unit; click to explain this example"))
        self.up_label.setText(self.tr("Highest"))
        self.down_label.setText(self.tr("Lowest"))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_map()

    def _fit_map(self) -> None:
        """As high as its cells are in this width."""
        self.map.setFixedHeight(self.map.heightForWidth(self.width()))

    @Slot(object)
    def _choose_layer(self, name: str) -> None:
        self.unit.set_value(0)
        self.show_movers(None)
        self.layer_chosen.emit(name)

    @Slot(object)
    def _choose_cell(self, cell: tuple[int, int]) -> None:
        self._choose_unit(cell[0] * self.map.values.shape[1] + cell[1])

    @Slot(int)
    def _choose_unit(self, unit: int) -> None:
        if self.shown is None or unit >= self.shown.count:
            return
        self.unit.set_value(unit)
        self._mark()
        self._say()

    @Slot()
    def _find(self) -> None:
        if self.layer.value:
            self._waiting = True
            self.find_button.setEnabled(False)
            self.movers_asked.emit(ChosenUnit(self.layer.value, int(self.unit.value or 0)))

    @Slot(int)
    def _choose_highest(self, place: int) -> None:
        if self.movers is not None:
            self.example_chosen.emit(ExampleChoice(self.movers.split, self.movers.highest[place].index))

    @Slot(int)
    def _choose_lowest(self, place: int) -> None:
        if self.movers is not None:
            self.example_chosen.emit(ExampleChoice(self.movers.split, self.movers.lowest[place].index))

    @Slot()
    def _restyle(self, tokens: object = None) -> None:
        if self.movers is not None:
            self.show_movers(self.movers)

    def _mark(self) -> None:
        self.pictures.mark(int(self.unit.value or 0))

    def _say(self) -> None:
        self.words.setText(self._of_layer())
        event = self.movers
        if event is None:
            return
        if event.split is Split.TEST:
            told = self.tr("Unit {unit} of {layer}, in {seen} of {of} test examples.")
        else:
            told = self.tr("Unit {unit} of {layer}, in {seen} of {of} training examples.")
        sentences = [
            told.format(unit=event.unit, layer=event.layer, seen=formats.count(event.seen), of=formats.count(event.of))
        ]
        if event.constant:
            sentences.append(
                self.tr(
                    "It is {value} in each of them. It does not vary, so no example activates it more than another."
                ).format(value=short(event.highest[0].value))
            )
        elif math.isfinite(event.mean):
            sentences.append(
                self.tr("Its mean is {mean}; it is above zero in {share} of them.").format(
                    mean=short(event.mean), share=formats.percent(event.active)
                )
            )
        self.found.setText(" ".join(sentences))

    def _of_layer(self) -> str:
        if self.shown is None:
            return ""
        unit = int(self.unit.value or 0)
        told = self.tr("{shown} of {count} units").format(
            shown=formats.count(len(self.shown.values)), count=formats.count(self.shown.count)
        )
        if unit >= len(self.shown.values):
            return told
        values = self.shown.values[unit]
        if values.ndim == 0:
            value = self.tr("unit {unit}: {value}").format(unit=unit, value=short(float(values)))
        else:
            value = self.tr("unit {unit}: {low} to {high}").format(
                unit=unit, low=short(float(values.min())), high=short(float(values.max()))
            )
        return f"{told} · {value}"

    def _tile(self, mover: Mover, picture: QImage) -> ExampleTile:
        data = self._data
        names = () if data is None else data.class_names
        if names and mover.truth.size:
            title = names[int(mover.truth[0])]
        else:
            title = " ".join(short(float(value)) for value in mover.truth[:2])
        return ExampleTile(picture, title, short(mover.value))

    def _arrange(self) -> None:
        fonts.use(self.title, strong=True)
        for label in (self.words, self.found, self.unit_label, self.up_label, self.down_label):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
            fonts.use(label, "small")
        for label in (self.words, self.found):
            label.setWordWrap(True)
        self.unit.setFixedWidth(fonts.scaled(64))
        head, chosen = QHBoxLayout(), QHBoxLayout()
        for row in (head, chosen):
            row.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.layer, 1)
        chosen.addWidget(self.unit_label)
        chosen.addWidget(self.unit)
        chosen.addWidget(self.find_button)
        chosen.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        shown: tuple[QWidget, ...] = (self.pictures, self.map, self.words)
        found: tuple[QWidget, ...] = (self.found, self.up_label, self.up, self.down_label, self.down)
        for part in shown:
            column.addWidget(part)
        column.addLayout(chosen)
        for part in found:
            column.addWidget(part)
        for part in (self.map, *found):
            part.hide()


def _described(layer: LayerUnits) -> str:
    return f"{layer.name} · {layer.type} · {formats.shape(layer.shape)}"


def _pictures(movers: tuple[Mover, ...]) -> list[QImage]:
    """Each example to be seen, with the map of the unit over it, or a row as bars."""
    if not movers or movers[0].picture.ndim == 1:
        return row_images(np.stack([mover.picture for mover in movers])) if movers else []
    return [laid_over(each.picture, each.map) if each.map.size else to_image(each.picture) for each in movers]
