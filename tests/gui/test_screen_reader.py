"""What a screen reader is told, read from Qt's accessibility tree on every page and every tab of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QGraphicsView, QLabel, QTabBar, QWidget

from studio.testing import StudioRobot
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.heat_map import HeatMap
from studio.widgets.heat_pictures import HeatPicture, HeatPictures
from studio.widgets.heat_table import HeatTable
from studio.widgets.histogram import Histogram
from studio.widgets.network_diagram import NetworkDiagram
from studio.widgets.network_layout import Node
from studio.widgets.strips import Strips
from studio.widgets.tile_grid import TileGrid
from studio.widgets.unit_pictures import UnitPictures
from studio.widgets.value_legend import ValueLegend
from studio.window.page_bar import Page
from tests.gui.accessibility import called, interactive, told

DRAWN = (QGraphicsView, HeatMap, HeatPictures, HeatTable, Histogram, NetworkDiagram, Strips, TileGrid, UnitPictures)
"""What draws numbers: its name says what it is, its description what it shows."""


def tabs(studio: StudioRobot, page: Page) -> Iterator[None]:
    """Show the page as it opens, then each of its tabs."""
    window = studio.window
    window.pages.show_page(page)
    yield
    for bar in [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]:
        for index in range(bar.count()):
            if bar.isVisible() and bar.isTabEnabled(index):
                bar.setCurrentIndex(index)
                yield


@pytest.fixture
def trained(studio: StudioRobot) -> StudioRobot:
    studio.train_to_end()
    return studio


@pytest.mark.parametrize("page", list(Page))
def test_every_control_has_a_name_and_a_role_and_what_is_drawn_says_what(trained: StudioRobot, page: Page) -> None:
    nameless: dict[str, None] = {}
    silent: dict[str, None] = {}
    seen = 0
    for _ in tabs(trained, page):
        for widget in interactive(trained.window):
            name, role, _ = told(widget)
            # Elsewhere than on Windows, Qt gives the value of a combo box in the place of its name.
            name = widget.accessibleName() if isinstance(widget, QComboBox) else name
            seen += 1
            if not name.strip() or role in (QAccessible.Role.NoRole, QAccessible.Role.Client):
                nameless[f"{called(widget)}: {name!r}, {role.name}"] = None
        for widget in _drawn(trained.window):
            if not _says_all(widget):
                silent[f"{called(widget)}: {told(widget)}"] = None
    assert seen > 10
    assert not nameless, "\n".join(nameless)
    assert not silent, "\n".join(silent)


def _drawn(window: QWidget) -> list[QWidget]:
    drawn = [widget for widget in window.findChildren(QWidget) if isinstance(widget, DRAWN) and widget.isVisible()]
    # Pictures that have not been asked for yet are room without content.
    return [
        widget
        for widget in drawn
        if not (isinstance(widget, HeatPictures) and not widget.items)
        and not (isinstance(widget, UnitPictures) and not len(widget.values))
    ]


def _says_all(widget: QWidget) -> bool:
    name, _, description = told(widget)
    return bool(name.strip()) and bool(description.strip())


def _curve(studio: StudioRobot) -> QWidget:
    """The plot of the loss beside the form; the page of the runs has some, too."""
    curve = studio.find("lossPanel", QWidget).findChild(QWidget, "lossCanvas")
    assert curve is not None
    return curve


def test_the_curves_say_their_newest_values(trained: StudioRobot) -> None:
    history = trained.session.run.history
    assert history is not None
    curve = _curve(trained)
    last = f"validation {history.epochs[-1].validation_loss:.3f}"
    trained.wait_for(lambda: last in told(curve)[2])
    assert told(curve)[2].startswith("Loss: training ")
    assert "after 2 of 2 epochs." in told(curve)[2]
    assert last in told(trained.find("lossPanel", QWidget).findChild(ValueLegend))[0]


def test_the_confusion_matrix_and_the_pictures_say_what_they_show(trained: StudioRobot) -> None:
    assert trained.session.run.ended is not None
    assert told(trained.find("tileGrid", TileGrid))[2].startswith(f"{24 - trained.window.predictions.mistakes} of 24")
    trained.window.tabs.setCurrentIndex(1)
    assert "test examples are classified correctly" in told(trained.find("confusionTable", HeatTable))[2]


def test_a_network_reads_its_layers(qtbot) -> None:
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    block = Node("block", "Residual", lists=((Node("a", "Linear", (64,)), Node("b", "ReLU", (64,))),))
    diagram.show_network((Node("flat", "Flatten", (784,)), block, Node("last", "Linear", (10,))))
    assert told(diagram)[2] == "Flatten 784 → Residual (Linear 64 → ReLU 64) → Linear 10"


def test_the_words_of_the_curves_are_korean_in_a_korean_window(trained: StudioRobot) -> None:
    trained.action("language_ko").trigger()
    curve = _curve(trained)
    trained.wait_for(lambda: told(curve)[0] == "손실")
    trained.action("language_en").trigger()
    trained.wait_for(lambda: told(curve)[0] == "Loss")


def test_the_labels_of_the_form_are_buddies_of_their_fields(trained: StudioRobot) -> None:
    for section in trained.window.form.sections.values():
        for row in section.rows.values():
            label = row.findChild(QLabel)
            assert label is not None
            buddy = label.buddy()
            assert buddy is not None, row.info.key
            assert row.isAncestorOf(buddy)


def test_pictures_over_a_picture_and_of_units_say_how_many_they_are(qtbot) -> None:
    over, units = HeatPictures(), UnitPictures()
    qtbot.addWidget(over)
    qtbot.addWidget(units)
    over.show_pictures([HeatPicture("", "Saliency", np.zeros((1, 8, 8), np.uint8), np.ones((8, 8), np.float32))])
    units.show_units(np.zeros((3, 4, 4), np.float32))
    assert told(over)[2] == "Saliency"
    assert told(units)[2] == "3 pictures"


def test_bars_read_their_values(qtbot) -> None:
    bars = BarList()
    qtbot.addWidget(bars)
    bars.set_bars([Bar("cat", 0.7, "70%"), Bar("dog", 0.3, "30%")])
    assert told(bars)[2] == "cat 70%, dog 30%"
