"""Lists of examples of a run: what they hold, when they are made anew, how they are saved."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar

from studio.look import formats
from studio.views.data.filters import Filter
from studio.window.page_bar import Page
from tests.gui.examples.conftest import (
    CTRL,
    choose_name,
    name_of,
    photos_with_a_wrong_label,
    said,
    show_list,
    small,
    train_on,
)
from tests.gui.hands import choose_file, click
from tests.gui.test_data_page import press_cell
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import Refused, RunOpened
from trainer_core.protocol.examples import ExamplesListed


def test_the_surest_mistake_says_what_was_answered_also_where_examples_were_mixed(studio, tmp_path):
    photos = photos_with_a_wrong_label(tmp_path / "photos")
    mixed = small({"source": "folder", "path": str(photos), "side": 12, "augment": [{"name": "mixup"}]})
    page = train_on(studio, mixed.with_values({"training.epochs": 8}))
    listed = show_list(studio, page, ExampleList.CONFIDENT)

    place = choose_name(studio, page, "wrong.png")
    assert page.grid.places[0] == place
    assert said(page, place).below == f"light {formats.percent(listed.examples[0].confidence)}"
    assert "separate pass" in studio.find("listAbout", QLabel).text()


def test_a_list_of_a_table_is_sorted_by_a_column_and_stays_so_when_it_is_made_anew(studio):
    page = train_on(studio, small({"source": "iris"}))
    listed = show_list(studio, page, ExampleList.HARDEST)
    own = [each.index for each in listed.examples]
    studio.wait_for(lambda: page.rows.places.tolist() == own)
    header = page.rows.horizontalHeader()

    def press_heading(section: int) -> None:
        before = page.rows.places.tolist()
        at = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        studio.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        studio.wait_for(lambda: page.rows.places.tolist() != before)

    def values() -> list[float]:
        places = page.rows.places.tolist()[:5]
        studio.wait_for(lambda: all(page.store.at(place) is not None for place in places))
        return [float(page.store.at(place).values[0]) for place in places]

    press_heading(2)
    assert values() == sorted(values())
    assert sorted(page.rows.places.tolist()) == sorted(own)
    assert page.listing.below.keys() == set(own)
    in_order = page.rows.places.tolist()
    asked = len(studio.of(ExamplesListed))
    page.listing.refresh()
    studio.wait_for(lambda: len(studio.of(ExamplesListed)) > asked)
    studio.wait_for(lambda: page.listing.listed is studio.of(ExamplesListed)[-1])
    assert page.rows.places.tolist() == in_order
    assert header.sortIndicatorSection() == 2
    press_heading(1)
    assert page.rows.places.tolist() == own
    assert header.sortIndicatorSection() == -1


def test_of_a_chosen_tile_nothing_is_painted_beside_its_frame(studio, page):
    page.filters.choose(Filter(label=1))
    studio.wait_for(lambda: len(page.grid.places) == 40 and page.store.at(int(page.grid.places[0])) is not None)
    corner = page.grid.visualRect(page.grid.model().index(0, 0)).bottomRight() - QPoint(2, 2)
    before = page.grid.viewport().grab().toImage().pixelColor(corner)
    press_cell(studio, page.grid, 0, 0)
    assert page.grid.viewport().grab().toImage().pixelColor(corner) == before


def test_the_nearest_examples_stand_behind_the_one_and_the_list_is_back_with_escape(studio, page):
    show_list(studio, page, ExampleList.MISLABELLED)
    listed = page.grid.places.tolist()
    place = choose_name(studio, page, "wrong.png")
    studio.window.activateWindow()
    page.grid.setFocus()
    studio.qtbot.keyClick(page.grid, Qt.Key.Key_N)
    studio.wait_for(lambda: len(page.grid.places) == 25)
    assert page.grid.places[0] == place
    assert page.chosen.places == [place]
    studio.wait_for(lambda: all(name_of(page, each) for each in page.grid.places))
    nearest = [name_of(page, each).partition("/")[0] for each in page.grid.places[1:6]]
    assert nearest.count("light") >= 4
    assert said(page, int(page.grid.places[1])).below.startswith("distance")
    assert not studio.find("listProgress", QProgressBar).isVisible()

    studio.qtbot.keyClick(page.grid, Qt.Key.Key_Escape)
    studio.wait_for(lambda: page.grid.places.tolist() == listed)


def test_a_list_is_copied_and_saved_a_page_at_a_time(studio, page, tmp_path, monkeypatch):
    listed = show_list(studio, page, ExampleList.MISLABELLED)
    click(studio, "examplesCopy")
    studio.wait_for(lambda: "paths are copied" in studio.window.banner.sentence)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [str(tmp_path / "photos" / example.key.file) for example in listed.examples]
    press_cell(studio, page.grid, 0, 0)
    studio.window.activateWindow()
    page.grid.setFocus()
    studio.qtbot.keyClick(page.grid, Qt.Key.Key_C, CTRL)
    studio.wait_for(lambda: "1 path is copied" in studio.window.banner.sentence)
    assert QGuiApplication.clipboard().text() == lines[0]

    studio.answer("saveExamplesDialog", choose_file(tmp_path / "list.csv"))
    click(studio, "examplesSave")
    studio.wait_for(lambda: (tmp_path / "list.csv").exists())
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["example"] for row in rows] == [example.key.file for example in listed.examples]
    assert float(rows[0]["mean_loss"]) == pytest.approx(listed.examples[0].mean, rel=1e-4)

    monkeypatch.setattr("studio.views.data.list_export._AT_ONCE", 7)
    pages: list[ExamplesListed] = []
    studio.session.examples_listed.connect(pages.append)
    studio.answer("saveExamplesDialog", choose_file(tmp_path / "paged.csv"))
    click(studio, "examplesSave")
    studio.wait_for(lambda: (tmp_path / "paged.csv").exists())
    assert (tmp_path / "paged.csv").read_bytes() == (tmp_path / "list.csv").read_bytes()
    assert max(len(page.examples) for page in pages) == 7

    page.filters.choose(Filter(label=1))
    studio.wait_for(lambda: len(page.grid.places) == 40)
    studio.answer("saveExamplesDialog", choose_file(tmp_path / "light.csv"))
    click(studio, "examplesSave")
    studio.wait_for(lambda: (tmp_path / "light.csv").exists())
    with (tmp_path / "light.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["label"] for row in csv.DictReader(file)} == {"light"}


def test_another_list_breaks_off_a_search_whose_progress_has_its_own_name(studio, page, tmp_path):
    """Nothing is seen of the search that was broken off."""
    refused: list[Refused] = []
    studio.session.refused.connect(refused.append)
    bar = studio.find("listProgress", QProgressBar)
    page.filters.choose(Filter(which=ExampleList.MISLABELLED))
    assert "doubtful labels" in bar.accessibleName()
    page.filters.choose(Filter(which=ExampleList.CONFIDENT))
    page.filters.choose(Filter(which=ExampleList.HARDEST))
    studio.wait_for(lambda: page.listing.listed is not None and page.listing.listed.which is ExampleList.HARDEST)
    studio.wait_for(lambda: len(refused) == 2)
    assert {event.code for event in refused} == {"cancelled"}
    assert page.listing.problem is None
    assert not bar.isVisible()


def test_without_a_run_and_without_losses_a_list_says_why(studio):
    click(studio, "dataPageButton")
    page = studio.window.pages.data
    studio.wait_for(lambda: len(page.grid.places) > 0)
    page.filters.choose(Filter(which=ExampleList.NEVER))
    assert page.pane.no_list.isVisible()
    assert "Press Train" in page.pane.no_list.accessibleDescription()

    assert studio.session.set_value("training.example_losses", False)
    studio.train_to_end()
    click(studio, "dataPageButton")
    studio.wait_for(lambda: "Losses of examples" in page.pane.no_list.accessibleDescription())
    assert studio.session.set_value("data.limit", 300)
    studio.wait_for(lambda: studio.session.preparation.recipe.data.limit == 300)
    assert studio.session.set_value("training.example_losses", True)
    studio.train_to_end()
    click(studio, "dataPageButton")
    studio.wait_for(lambda: page.listing.listed is not None)
    assert studio.session.set_value("data.limit", 200)
    studio.wait_for(lambda: "other data" in page.pane.no_list.accessibleDescription())


def test_a_list_follows_the_run_epoch_by_epoch_and_the_chosen_example_stays(studio, page, tmp_path, monkeypatch):
    studio.session.train(tmp_path / "runs" / "slow", paused=True)
    studio.wait_for_state("paused")
    click(studio, "dataPageButton")
    page.filters.choose(Filter(which=ExampleList.HARDEST))
    assert "first epoch" in page.pane.no_list.accessibleDescription()
    studio.session.advance(Unit.EPOCH)
    studio.wait_for(lambda: page.listing.listed is not None and page.listing.listed.epochs == 1)
    studio.wait_for(lambda: page.store.at(int(page.grid.places[0])) is not None)
    press_cell(studio, page.grid, 0, 0)
    (chosen,) = page.chosen.places
    studio.wait_for(lambda: page.chosen.curve.shown is not None and len(page.chosen.curve.shown.losses) == 1)
    studio.session.advance(Unit.EPOCH)
    studio.wait_for(lambda: page.listing.listed.epochs == 2)
    studio.wait_for(lambda: len(page.chosen.curve.shown.losses) == 2)
    assert page.chosen.places == [chosen]

    monkeypatch.setattr(page.pane.views, "underMouse", lambda: True)
    studio.session.advance(Unit.EPOCH)
    studio.wait_for(lambda: page.listing.held)
    assert page.listing.listed.epochs == 2
    monkeypatch.setattr(page.pane.views, "underMouse", lambda: False)
    QApplication.sendEvent(page.pane, QEvent(QEvent.Type.Leave))
    studio.wait_for(lambda: page.listing.listed.epochs == 3)


def test_a_run_from_the_library_has_its_lists_and_one_that_kept_nothing_is_asked_once(studio, page):
    folder = studio.session.run.started.folder
    studio.session.set_recipe(small({"source": "iris"}))
    studio.wait_for(lambda: studio.session.preparation.data.source == "iris")
    page.filters.choose(Filter(which=ExampleList.MISLABELLED))
    studio.wait_for(lambda: "other data" in page.pane.no_list.accessibleDescription())
    assert not page.corrections_bar.isVisible()
    studio.answer("replaceRecipeDialog", lambda dialog: dialog.buttons["replace"].click())
    studio.window.continuing.open(folder)
    studio.wait_for_event(RunOpened)
    click(studio, "dataPageButton")
    studio.wait_for(lambda: len(page.grid.places) == 81)
    page.filters.choose(Filter(which=ExampleList.MISLABELLED))
    studio.wait_for(lambda: page.listing.listed is not None and page.listing.listed.folder == folder)

    (folder / "examples.npy").unlink()
    page.filters.choose(Filter(label=0))
    studio.wait_for(lambda: len(page.grid.places) == 41)
    click(studio, "trainPageButton")
    click(studio, "dataPageButton")
    studio.wait_for(lambda: studio.of(Refused) and not page.listing.totals)
    refused = [event.code for event in studio.of(Refused)]
    click(studio, "trainPageButton")
    click(studio, "dataPageButton")
    studio.wait_for(lambda: page.store.at(int(page.grid.places[0])) is not None)
    press_cell(studio, page.grid, 0, 0)
    studio.wait_for(lambda: page.detail.shown is not None and page.detail.shown.place == page.chosen.places[0])
    assert [event.code for event in studio.of(Refused)] == refused == ["no-example-losses"]
    page.filters.choose(Filter(which=ExampleList.HARDEST))
    studio.wait_for(lambda: "no losses of single examples" in page.pane.no_list.accessibleDescription())


def test_what_can_be_done_is_in_the_menu_of_the_examples(studio, page):
    show_list(studio, page, ExampleList.HARDEST)
    press_cell(studio, page.grid, 0, 0)
    page.grid.customContextMenuRequested.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert menu.objectName() == "examplesContextMenu"
    names = [action.objectName() for action in menu.actions() if isinstance(action, QAction)]
    assert {"examplesLeaveOutAction", "examplesNearestAction", "examplesCopyAction", "examplesSaveAction"} <= set(names)
    assert page.chosen.tools.label_menu.menuAction() in menu.actions()
    menu.close()
    assert studio.window.pages.page is Page.DATA
