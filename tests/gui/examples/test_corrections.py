"""From an example to a correction of it and a run with it; the person's data is never touched."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from studio.look import formats
from studio.views.data.filters import Filter
from tests.gui.examples.conftest import (
    CTRL,
    cell,
    choose_name,
    corrections_of,
    counts_of_classes,
    give_label,
    offered,
    said,
    show_list,
    small,
    train_on,
    wait_for_corrections,
)
from tests.gui.hands import choose_file, click
from tests.gui.test_data_page import press_cell
from trainer_core.data.corrections import ExampleKey, read_corrections
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.events import Prepared, RunEnded, RunStarted
from trainer_core.recipe.recipe import Recipe


def test_a_wrong_label_is_found_mended_and_the_next_run_learns_from_it(studio, page, tmp_path):
    listed = show_list(studio, page, ExampleList.MISLABELLED)
    assert "in sample" in studio.find("listAbout", QLabel).text()
    scores = [example.score for example in listed.examples]
    assert scores == sorted(scores, reverse=True)
    assert [example.index for example in listed.examples] == page.grid.places.tolist()
    place = choose_name(studio, page, "wrong.png")
    assert said(page, place).label == "dark"
    assert said(page, place).below.startswith("mean ")
    studio.wait_for(lambda: page.chosen.curve.isVisible())
    losses = page.chosen.curve.shown.losses
    assert page.chosen.curve.curve.ends == (formats.number(float(f"{losses.max():.3g}")), "0", "1", "4")
    assert "in each epoch" in studio.find("exampleLossesCaption", QLabel).text()

    prepared = len(studio.of(Prepared))
    give_label(studio, page, "light")
    wait_for_corrections(studio, 1)
    assert said(page, place).mark == "label"
    assert said(page, place).label == "light"
    assert corrections_of(studio) == {ExampleKey(file="dark/wrong.png"): "light"}
    assert Path(studio.session.recipe.data.corrections).parent == tmp_path / "corrections"
    assert page.corrections_bar.isVisible()
    assert len(studio.of(Prepared)) == prepared

    studio.window.activateWindow()
    page.grid.setFocus()
    studio.qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL)
    wait_for_corrections(studio, 0)
    assert said(page, place).mark == ""
    studio.qtbot.keyClick(page.grid, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    wait_for_corrections(studio, 1)

    before = studio.session.preparation.data.class_counts
    click(studio, "correctionsStart")
    studio.wait_for_event(RunEnded, 2)
    assert studio.of(RunStarted)[-1].recipe.data.corrections == studio.session.recipe.data.corrections
    after = studio.session.preparation.data.class_counts
    assert (after[0] - before[0], after[1] - before[1]) == (-1, 1)
    click(studio, "dataPageButton")
    studio.wait_for(lambda: page.listing.listed is not None and page.store.at(place) is not None)
    assert "trained with this" in studio.find("correctionsSentence", QLabel).text()
    assert (tmp_path / "photos" / "dark" / "wrong.png").exists()


def test_what_is_left_out_is_gone_from_the_next_run_and_can_be_taken_in_again(studio, page):
    show_list(studio, page, ExampleList.HARDEST)
    studio.qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell(page, 0))
    studio.qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, CTRL, cell(page, 2))
    assert page.chosen.places == [int(page.grid.places[0]), int(page.grid.places[2])]
    studio.window.activateWindow()
    page.grid.setFocus()
    studio.qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    wait_for_corrections(studio, 2)
    assert said(page, int(page.grid.places[0])).mark == "left out"
    assert "2 examples are left out" in studio.find("correctionsSentence", QLabel).text()

    count = studio.session.preparation.data.training
    studio.answer("continueDialog", lambda dialog: dialog.continue_button.click())
    click(studio, "correctionsContinue")
    studio.wait_for_event(RunEnded, 2)
    assert studio.session.preparation.data.training == count - 2
    log = (studio.session.run.started.folder / "log.txt").read_text()
    assert "data.corrections" in log
    assert studio.session.run.recipe.data.corrections == studio.session.recipe.data.corrections

    click(studio, "dataPageButton")
    page.corrections_bar.back_action.trigger()
    wait_for_corrections(studio, 0)
    assert studio.session.recipe.data.corrections == ""
    assert page.corrections_bar.isVisible()


def test_what_is_corrected_is_listed_and_all_of_it_taken_back(studio, page):
    show_list(studio, page, ExampleList.HARDEST)
    press_cell(studio, page.grid, 0, 0)
    first = int(page.grid.places[0])
    click(studio, "exampleLeaveOutButton")
    wait_for_corrections(studio, 1)
    page.corrections_bar.show_action.trigger()
    studio.wait_for(lambda: page.grid.places.tolist() == [first])
    page.corrections_bar.clear_action.trigger()
    wait_for_corrections(studio, 0)
    studio.wait_for(lambda: len(page.grid.places) == 81)
    assert not page.corrections_bar.isVisible()


def test_corrections_during_a_run_wait_for_its_end(studio, page):
    studio.session.train(None, paused=True)
    studio.wait_for_state("paused")
    click(studio, "dataPageButton")
    page.filters.choose(Filter(label=0))
    studio.wait_for(lambda: len(page.grid.places) == 41 and page.store.at(int(page.grid.places[0])) is not None)
    press_cell(studio, page.grid, 0, 0)
    click(studio, "exampleLeaveOutButton")
    studio.wait_for(lambda: studio.action("undoAction").isEnabled())
    assert len(studio.window.corrections.made) == 1
    assert studio.session.recipe.data.corrections == ""
    assert "next run" in studio.find("correctionsSentence", QLabel).text()
    studio.action("undoAction").trigger()
    studio.wait_for(lambda: not studio.window.corrections.made)
    studio.action("redoAction").trigger()
    studio.wait_for(lambda: len(studio.window.corrections.made) == 1)

    studio.session.resume()
    studio.wait_for_event(RunEnded, 2)
    wait_for_corrections(studio, 1)


def test_lists_of_a_table_are_rows_and_a_number_is_corrected(studio, tmp_path):
    rng = np.random.default_rng(3)
    path = tmp_path / "prices.csv"
    rows = [(a, b, 2 * a - b) for a, b in rng.normal(size=(120, 2))]
    rows[7] = (*rows[7][:2], 40.0)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("width", "height", "price"), *rows])
    data = {"source": "table", "path": str(path), "target": ["price"], "validation_share": 0, "test_share": 2}
    page = train_on(studio, small(data, "MSELoss"))
    studio.wait_for(lambda: len(page.rows.places) == 120)
    assert page.listing.lists() == (ExampleList.MISLABELLED, ExampleList.HARDEST)
    listed = show_list(studio, page, ExampleList.HARDEST)
    assert listed.examples[0].label == "40"
    assert page.filters.findItems("Probably wrong values", Qt.MatchFlag.MatchExactly)
    model = page.rows.model()
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(2)] == ["price", "why"]
    assert model.data(model.index(0, 1)).startswith("loss")

    press_cell(studio, page.rows, 0, 0)
    studio.wait_for(lambda: page.chosen.tools.value_button.isVisible())

    def write(dialog) -> None:
        field = dialog.findChild(QLineEdit, "labelField")
        assert field.text() == "40"
        field.setText("much")
        dialog.take_button.click()
        assert dialog.isVisible()
        field.setText("1.25")
        dialog.take_button.click()

    studio.answer("labelDialog", write)
    click(studio, "exampleValueButton")
    wait_for_corrections(studio, 1)
    (label,) = corrections_of(studio).values()
    assert label == 1.25
    assert model.data(model.index(0, 0)) == "1.25"
    lines = Path(studio.session.recipe.data.corrections).read_text().splitlines()
    assert json.loads(lines[0])["label"] == 1.25


def test_a_relabelled_example_goes_under_its_label_and_its_own_takes_it_back(studio, page):
    page.filters.choose(Filter(label=1))
    studio.wait_for(lambda: len(page.grid.places) == 40 and page.store.at(int(page.grid.places[0])) is not None)
    press_cell(studio, page.grid, 0, 0)
    place = page.chosen.places[0]
    studio.wait_for(lambda: page.detail.title.text() == "light")
    assert offered(page) == ["dark"]
    give_label(studio, page, "dark")
    wait_for_corrections(studio, 1)
    assert page.detail.title.text() == "dark (corrected)"
    assert offered(page) == ["light"]
    assert counts_of_classes(page) == {"dark": "42", "light": "39"}
    page.filters.choose(Filter(label=0))
    studio.wait_for(lambda: len(page.grid.places) == 42)
    assert place in page.grid.places
    studio.wait_for(lambda: page.store.at(int(page.grid.places[-1])) is not None)
    at = page.grid.places.tolist().index(place)
    press_cell(studio, page.grid, at // page.grid.columns, at % page.grid.columns)
    give_label(studio, page, "light")
    wait_for_corrections(studio, 0)
    assert counts_of_classes(page) == {"dark": "41", "light": "40"}
    studio.wait_for(lambda: page.detail.title.text() == "light")


def test_a_recipe_is_saved_with_its_corrections_beside_it_and_unused_ones_go(studio, page, tmp_path):
    page.filters.choose(Filter(label=1))
    studio.wait_for(lambda: len(page.grid.places) == 40 and page.store.at(int(page.grid.places[0])) is not None)
    press_cell(studio, page.grid, 0, 0)
    give_label(studio, page, "dark")
    wait_for_corrections(studio, 1)
    first = Path(studio.session.recipe.data.corrections)
    press_cell(studio, page.grid, 0, 1)
    click(studio, "exampleLeaveOutButton")
    wait_for_corrections(studio, 2)
    studio.answer("saveRecipeDialog", choose_file(tmp_path / "mine.toml"))
    studio.action("saveRecipeAction").trigger()
    saved = Recipe.load(tmp_path / "mine.toml")
    beside = Path(saved.data.corrections)
    assert beside.parent == tmp_path
    assert beside.name.startswith("mine-")
    assert read_corrections(beside) == corrections_of(studio)
    assert first.exists()

    studio.window.corrections.shut_down()
    assert not first.exists()
    assert Path(studio.session.recipe.data.corrections).exists()


def test_a_file_of_corrections_that_cannot_be_read_is_named_and_stays(studio, page, tmp_path):
    wrong = tmp_path / "mine.jsonl"
    wrong.write_text("no correction")
    assert studio.session.set_value("data.corrections", str(wrong))
    studio.wait_for(lambda: "Line 1 of" in studio.window.banner.sentence)
    assert wrong.read_text() == "no correction"
    assert not studio.window.corrections.ready
    page.filters.choose(Filter(label=1))
    studio.wait_for(lambda: len(page.grid.places) == 40)
    press_cell(studio, page.grid, 0, 0)
    assert not page.chosen.tools.isVisible()


def test_a_correction_that_cannot_be_written_is_said_and_not_shown(studio, page, studio_settings, tmp_path):
    (tmp_path / "file").write_text("")
    studio_settings.corrections_folder = str(tmp_path / "file")
    page.filters.choose(Filter(label=1))
    studio.wait_for(lambda: len(page.grid.places) == 40 and page.store.at(int(page.grid.places[0])) is not None)
    press_cell(studio, page.grid, 0, 0)
    click(studio, "exampleLeaveOutButton")
    studio.wait_for(
        lambda: studio.window.banner.kind == "error" and str(tmp_path / "file") in studio.window.banner.sentence
    )
    assert not studio.window.corrections.made
    assert said(page, int(page.grid.places[0])).mark == ""
    assert studio.session.recipe.data.corrections == ""
