"""The page of the data: examples by class, part and finding, the chosen one beside what the model receives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.settings import Settings
from studio.session.background import Background
from studio.session.corrections import CorrectionsOfRecipe
from studio.views.data.data_view import DataView
from studio.window.page_bar import Page
from tests.gui.conftest import shown
from tests.gui.hands import click, drop
from tests.gui.test_own_data import folder_of_pictures, wait_for_data
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.protocol.data_browsing import Browsed
from trainer_core.protocol.events import Refused


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def open_page(studio, **values):
    """The page with the data of the present recipe, changed by ``values``."""
    for key, value in values.items():
        assert studio.session.set_value(key.replace("__", "."), value)
    studio.session.prepare()
    studio.wait_for(lambda: studio.session.preparation is not None)
    click(studio, "dataPageButton")
    page = studio.window.pages.data
    assert page.isVisible()
    return page


def part(studio, key: str) -> None:
    studio.qtbot.mouseClick(studio.window.pages.data.split.findChild(QPushButton, key), Qt.MouseButton.LeftButton)


def press_cell(studio, view, row: int, column: int) -> None:
    rect = view.visualRect(view.model().index(row, column))
    studio.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center() - QPoint(3, 3))


def test_without_data_the_page_says_what_for_and_offers_to_choose(qtbot, session, tmp_path):
    background = Background()
    corrections = CorrectionsOfRecipe(session, background, lambda: tmp_path)
    page = shown(qtbot, DataView(session, corrections, FileDialogs(Settings(tmp_path / "settings.ini")), background))
    assert page.start.empty.isVisible()
    assert page.start.open_button.isVisible()
    background.close()


def test_another_seed_shows_other_examples_though_every_fact_is_the_same(studio):
    page = open_page(studio, data__source="wine", loss__name="CrossEntropyLoss", model__name="mlp")
    studio.wait_for(lambda: studio.session.preparation.data.source == "wine" and len(page.rows.places) > 0)
    asked = len(studio.of(Browsed))
    before = studio.session.preparation
    assert studio.session.set_value("training.seed", 4711)
    studio.wait_for(lambda: studio.session.preparation is not before)
    assert studio.session.preparation.data == before.data
    studio.wait_for(lambda: len(studio.of(Browsed)) > asked)


def test_nothing_is_asked_of_places_that_smaller_data_does_not_have(studio):
    page = open_page(studio, data__limit=512)
    studio.wait_for(lambda: len(page.grid.places) == 1536)
    page.grid.verticalScrollBar().setValue(page.grid.verticalScrollBar().maximum())
    studio.wait_for(lambda: page.store.at(int(page.grid.places[-1])) is not None)
    click(studio, "trainPageButton")
    assert studio.session.set_value("data.limit", 20)
    studio.wait_for(lambda: studio.session.preparation.data.training == 20)
    studio.wait_until_prepared()
    click(studio, "dataPageButton")
    studio.wait_for(lambda: len(page.grid.places) == 60 and page.store.at(int(page.grid.places[-1])) is not None)
    studio.window.resize(1100, 720)
    assert studio.session.set_value("data.limit", 10)
    page.store.want(range(40, 60))
    studio.wait_for(lambda: len(page.grid.places) == 30 and page.store.at(int(page.grid.places[-1])) is not None)
    assert studio.of(Refused) == []


def test_a_class_of_a_part_is_shown_and_only_what_is_in_sight_is_fetched(studio):
    page = open_page(studio, data__limit=0)
    studio.wait_for(lambda: len(page.grid.places) == 70_000)
    studio.wait_for(lambda: page.store.at(0) is not None)
    assert page.store.at(5000) is None

    part(studio, "test")
    studio.wait_for(lambda: len(page.grid.places) == 10_000)

    def shirts():
        (item,) = page.filters.findItems("T-shirt/top", Qt.MatchFlag.MatchExactly)
        return item

    studio.wait_for(lambda: shirts().text(1) == "1,000")
    page.filters.scrollToItem(shirts())
    item = shirts()
    studio.qtbot.mouseClick(
        page.filters.viewport(), Qt.MouseButton.LeftButton, pos=page.filters.visualItemRect(item).center()
    )
    studio.wait_for(lambda: len(page.grid.places) == 1000)
    assert page.grid.places.min() >= 60_000
    page.grid.verticalScrollBar().setValue(page.grid.verticalScrollBar().maximum())
    studio.wait_for(lambda: page.store.at(int(page.grid.places[-1])) is not None)
    assert page.store.at(int(page.grid.places[-1])).truth[0] == 0


def test_the_chosen_example_stands_beside_what_the_model_receives(studio):
    page = open_page(studio, data__limit=200, data__augment=[{"name": "shift"}])
    studio.wait_for(lambda: page.store.at(0) is not None)
    press_cell(studio, page.grid, 0, 1)
    studio.wait_for(lambda: page.detail.shown is not None)
    assert page.detail.shown.place == page.grid.places[1]
    first = page.detail.shown.received

    click(studio, "exampleDrawAgain")
    studio.wait_for(lambda: page.detail.shown.draw == 1)
    assert not np.array_equal(page.detail.shown.received, first)
    studio.qtbot.keyClick(page.grid, Qt.Key.Key_Down)
    studio.wait_for(lambda: page.detail.shown.place == page.grid.places[1 + page.grid.columns])


def test_a_finding_is_one_click_from_its_examples(studio, tmp_path):
    drop(studio.window, folder_of_pictures(tmp_path / "shades"))
    wait_for_data(studio, "shades")
    page = studio.window.pages.data
    assert page.isVisible()
    studio.wait_for(lambda: bool(page.facts.findings.sentences) and len(page.grid.places) == 61)
    finding = next(each for each in studio.session.preparation.data.findings if "dark/00.png" in each.items)
    button = page.facts.findings.findChild(QPushButton, f"show_{finding.code}")
    page.side.ensureWidgetVisible(button)
    studio.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: len(page.grid.places) == len(finding.items))
    studio.wait_for(lambda: page.store.at(int(page.grid.places[0])) is not None)
    assert page.store.at(int(page.grid.places[0])).name == finding.items[0]


def test_rows_of_a_table_are_shown_and_a_column_by_part_and_class(studio):
    page = open_page(studio, data__source="iris")
    studio.wait_for(lambda: studio.session.preparation.data.source == "iris" and len(page.rows.places) == 150)
    studio.wait_for(lambda: page.store.at(0) is not None and len(page.column.shares) == 3)
    assert page.caption.text() == "150 examples"
    press_cell(studio, page.rows, 2, 2)
    studio.wait_for(lambda: page.detail.shown is not None and page.detail.shown.place == 2)
    studio.wait_for(lambda: page.column.title.text() == page.rows.model().headerData(2, Qt.Orientation.Horizontal))
    studio.qtbot.mouseClick(page.column.by.findChild(QPushButton, "target"), Qt.MouseButton.LeftButton)
    assert page.column.shares.sum(1) == pytest.approx([1, 1, 1])


def test_rows_are_sorted_by_the_heading_that_is_clicked_and_back(studio):
    page = open_page(studio, data__source="iris")
    studio.wait_for(lambda: studio.session.preparation.data.source == "iris" and len(page.rows.places) == 150)
    studio.wait_for(lambda: page.store.at(0) is not None)
    header, as_read = page.rows.horizontalHeader(), page.rows.places.tolist()

    def press_heading(section: int) -> None:
        at = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        before = page.rows.places.tolist()
        studio.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        studio.wait_for(lambda: page.rows.places.tolist() != before)

    def values() -> list[float]:
        places = page.rows.places.tolist()
        studio.wait_for(lambda: all(page.store.at(place) is not None for place in places[:5]))
        return [float(page.store.at(place).values[1]) for place in places[:5]]

    press_heading(2)
    assert values() == sorted(values())
    assert header.sortIndicatorSection() == 2
    lowest = values()[0]
    press_heading(2)
    assert values()[0] > lowest
    press_heading(2)
    assert page.rows.places.tolist() == as_read
    assert header.sortIndicatorSection() == -1


def test_the_keyboard_sorts_by_the_column_of_the_current_cell(studio):
    page = open_page(studio, data__source="iris")
    studio.wait_for(lambda: studio.session.preparation.data.source == "iris" and len(page.rows.places) == 150)
    studio.wait_for(lambda: page.store.at(0) is not None)
    as_read = page.rows.places.tolist()
    press_cell(studio, page.rows, 2, 1)
    header = page.rows.horizontalHeader()
    for key, order in ((Qt.Key.Key_Down, Qt.SortOrder.DescendingOrder), (Qt.Key.Key_Up, Qt.SortOrder.AscendingOrder)):
        before = page.rows.places.tolist()
        studio.qtbot.keyClick(page.rows, key, Qt.KeyboardModifier.AltModifier)
        studio.wait_for(lambda before=before: page.rows.places.tolist() != before)
        assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, order)
        press_cell(studio, page.rows, 0, 1)
    studio.qtbot.keyClick(page.rows, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    studio.wait_for(lambda: page.rows.places.tolist() == as_read)
    assert header.sortIndicatorSection() == -1


def test_points_of_the_plane_are_drawn_by_class_and_one_is_chosen(studio):
    page = open_page(studio, data__source="moons", loss__name="BCEWithLogitsLoss")
    studio.wait_for(lambda: page.points.isVisible() and len(page.points.drawn) == 500)
    assert page.pane.shown.isVisible()
    page.points.choose(3)
    place = int(page.points.drawn[3])
    studio.wait_for(lambda: page.detail.shown is not None and page.detail.shown.place == place)
    assert page.chosen.places == [place]
    view = page.points.plot.view
    across, up = (np.ptp(each) / size for each, size in ((view.x_range, view.width()), (view.y_range, view.height())))
    assert across == pytest.approx(up, rel=0.01)
    part(studio, "test")
    studio.wait_for(lambda: len(page.points.drawn) == studio.session.preparation.data.test)
    studio.qtbot.mouseClick(page.pane.shown.findChild(QPushButton, "rows"), Qt.MouseButton.LeftButton)
    assert page.rows.isVisible()


def test_a_page_that_is_not_seen_asks_nothing(studio):
    studio.session.prepare()
    studio.wait_for(lambda: studio.session.preparation is not None)
    assert studio.window.pages.page is not Page.DATA
    assert len(studio.window.pages.data.grid.places) == 0
