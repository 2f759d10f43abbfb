"""Widgets that the window shows only in questions, on stage, or before anything is trained: one of each that paints."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListView, QWidget

from studio.look.guide import entries, search
from studio.views.data.column_table import ColumnTable
from studio.views.data.example_detail import PictureCard
from studio.views.data.loss_curve import LossCurve
from studio.views.help.results import Results
from studio.views.inside.code_line import CodeLine
from studio.views.inside.compare.pair_model import Row
from studio.views.inside.compare.pair_table import PairTable
from studio.views.inside.nested_lines import NestedLines
from studio.views.model.before.portions import Portion, Portions
from studio.views.model.layers.palette import Palette
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.colour_scale import ColourScale
from studio.widgets.command_palette.command_palette import CommandPalette
from studio.widgets.command_palette.items import PaletteItem
from studio.widgets.empty_state import EmptyState
from studio.widgets.example_tiles import ExampleTile, ExampleTiles
from studio.widgets.focus_ring import FocusRing
from studio.widgets.heat_map import HeatMap
from studio.widgets.heat_pictures import HeatPicture, HeatPictures
from studio.widgets.map_plot import MapPlot
from studio.widgets.mark_label import MarkLabel
from studio.widgets.paired_tiles import PairedTiles
from studio.widgets.signed_bars import SignedBar, SignedBars
from studio.widgets.small_curves import SmallCurves
from studio.widgets.strips import Strip, Strips
from studio.widgets.tile_browser import PictureBox
from studio.widgets.unit_pictures import UnitPictures
from studio.window.presenter.captions import Captions
from studio.window.presenter.drawing import Drawing
from studio.window.presenter.pointing import Pointing
from studio.window.presenter.speaker_window import SpeakerWindow
from studio.window.presenter.spotlight import Spotlight
from studio.window.presenter.zoom import Zoom
from trainer_core.data.tables.profiles import profile
from trainer_core.data.tables.read import read_clipboard
from trainer_core.protocol.examples import LossesShown
from trainer_core.protocol.inside import StepLine
from trainer_core.protocol.model_comparison import TensorPair
from trainer_core.protocol.weights_report import Movement


def _plane() -> MapPlot:
    plot = MapPlot()
    plot.show_picture(np.zeros((4, 4, 3), np.uint8), np.arange(4.0), np.arange(4.0))
    return plot


def _ringed() -> QWidget:
    window = QWidget()
    window.resize(200, 100)
    table = QListView(window)
    ring = FocusRing(window)
    ring.setGeometry(table.geometry())
    ring.show()
    return window


def _losses() -> QWidget:
    curve = LossCurve()
    shown = LossesShown(0, np.arange(4, dtype=np.float32), np.ones(4, dtype=np.bool_))
    curve.show_losses(shown, answers_classes=True)
    return curve


def _bars() -> BarList:
    bars = BarList()
    bars.set_bars([Bar("cat", 0.7, "70%"), Bar("dog", 0.3, "30%")])
    return bars


def _columns() -> ColumnTable:
    columns = ColumnTable()
    columns.resize(900, 200)
    columns.show_columns(profile(read_clipboard("length,width\n1.5,2\n2.5,3\n4.5,5\n")), {})
    return columns


class _OneItem:
    kind = "actions"

    def label(self) -> str:
        return "Actions"

    def items(self) -> list[PaletteItem]:
        return [PaletteItem("train", "Train", lambda: None, shortcut="F5", icon="play", detail="the recipe")]


def _command_palette() -> QWidget:
    window = QWidget()
    window.resize(700, 400)
    window.palette_over_it = CommandPalette(window)
    window.palette_over_it.open([_OneItem()])
    return window


def _pairs() -> PairTable:
    pairs = PairTable()
    pair = TensorPair("fc.weight", ((3, 2), (3, 2)), Movement(0.5, 1.0, 0.25, 0.9))
    pairs.resize(600, 200)
    pairs.show_rows([Row(pair, "weight")])
    return pairs


def _paired_tiles() -> QWidget:
    tiles = PairedTiles()
    tiles.resize(420, 10)
    tiles.show_stacks(np.ones((2, 3, 3), np.float32), np.zeros((2, 3, 3), np.float32), None)
    return tiles


def _units() -> QWidget:
    units = UnitPictures()
    units.show_units(np.ones((8, 4, 4), np.float32))
    return units


def _palette() -> QWidget:
    window = QWidget()
    palette = Palette(window)
    palette.setWindowFlags(Qt.WindowType.Widget)
    palette.filter.setText("linear")
    window.resize(palette.sizeHint())
    palette.resize(window.size())
    palette.show()
    return window


def _portions() -> Portions:
    portions = Portions()
    portions.show_portions([Portion("Data", 3.0, "3 MB"), Portion("Gradients", 1.0, "1 MB")])
    return portions


def _examples() -> QWidget:
    tiles = ExampleTiles()
    tiles.set_tiles([ExampleTile(None, "Sandal", "31.0%", 0.31, "wrong")])
    tiles.resize(200, 80)
    return tiles


def _found() -> Results:
    results = Results()
    results.resize(260, 200)
    results.show_hits(search("overfitting", entries("en")))
    return results


def _heat() -> QWidget:
    heat = HeatMap()
    heat.show_values(np.array([[1.0, -2.0], [np.nan, 0.0]], dtype=np.float32))
    return heat


def _heat_pictures() -> QWidget:
    pictures = HeatPictures()
    pictures.show_pictures([HeatPicture("", "Input", np.zeros((1, 4, 4), np.uint8))])
    pictures.resize(200, 200)
    return pictures


def _strips() -> QWidget:
    strips = Strips()
    strips.resize(400, 100)
    strips.show_strips([Strip("fc", "0.5")], np.arange(2), np.zeros((1, 2, 3), np.uint8), np.ones((1, 2), bool))
    return strips


def _signed_bars() -> QWidget:
    bars = SignedBars()
    bars.set_bars([SignedBar("size", -1.0, "-1")])
    return bars


def _nested() -> QWidget:
    lines = NestedLines()
    lines.show_lines((StepLine("self.fc", "forward", 1, "fc"),), 0)
    return lines


def _on_stage(show: Callable[[QWidget], None]) -> Callable[[], QWidget]:
    def window() -> QWidget:
        stage = QWidget()
        stage.resize(400, 300)
        show(stage)
        return stage

    return window


def _caption(stage: QWidget) -> None:
    Captions(stage).say_click("Train", QPoint(40, 40))


def _spotlight(stage: QWidget) -> None:
    Spotlight(stage).show_over()


def _drawing(stage: QWidget) -> None:
    Drawing(stage).draw(True)


def _zoom(stage: QWidget) -> None:
    Zoom(stage).choose()


def _pointing(stage: QWidget) -> None:
    Pointing(stage).point_at(None, "The loss falls.")


def _speaker() -> QWidget:
    audience = QWidget()
    SpeakerWindow(audience, lambda: "Training").show()
    return audience


ALONE: dict[str, Callable[[], QWidget]] = {
    "bar_list.BarList.paintEvent": _bars,
    "captions.Captions.paintEvent": _on_stage(_caption),
    "captions._Ring.paintEvent": _on_stage(_caption),
    "code_line.CodeLine.paintEvent": lambda: CodeLine("loss.backward()"),
    "colour_scale.ColourScale.paintEvent": ColourScale,
    "column_table._Bars.paint": _columns,
    "found_list._RowPainter.paint": _command_palette,
    "drawing.Drawing.paintEvent": _on_stage(_drawing),
    "example_detail.PictureCard.paintEvent": PictureCard,
    "empty_state._Picture.paintEvent": lambda: EmptyState("image", "Nothing", "There is nothing yet."),
    "example_tiles.ExampleTiles.paintEvent": _examples,
    "focus_ring.FocusRing.paintEvent": _ringed,
    "heat_map.HeatMap.paintEvent": _heat,
    "results._Rows.paint": _found,
    "heat_pictures.HeatPictures.paintEvent": _heat_pictures,
    "loss_curve._Curve.paintEvent": _losses,
    "map_plot._SmoothPicture.paint": _plane,
    "mark_label.MarkLabel.paintEvent": lambda: MarkLabel("check", "right"),
    "nested_lines.NestedLines.paintEvent": _nested,
    "palette._Line.paint": _palette,
    "pointing.Pointing.paintEvent": _on_stage(_pointing),
    "portions._Bar.paintEvent": _portions,
    "portions._Swatch.paintEvent": _portions,
    "signed_bars.SignedBars.paintEvent": _signed_bars,
    "small_curves.SmallCurves.paintEvent": SmallCurves,
    "speaker_window._Picture.paintEvent": _speaker,
    "spotlight.Spotlight.paintEvent": _on_stage(_spotlight),
    "tile_browser.PictureBox.paintEvent": PictureBox,
    "unit_pictures.UnitPictures.paintEvent": _units,
    "pair_table._Bars.paint": _pairs,
    "strips.Strips.paintEvent": _strips,
    "paired_tiles.PairedTiles.paintEvent": _paired_tiles,
    "zoom.Zoom.paintEvent": _on_stage(_zoom),
}


"""What is shown only in questions, on stage, or before anything is trained: each in a window of its own here."""
