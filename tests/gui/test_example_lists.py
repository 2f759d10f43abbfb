"""Know every example: lists of a run on the page of the data, and from an example to a correction and a run with it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar

from studio.look import formats
from studio.views.data.filters import Filter
from studio.window.page_bar import Page
from tests.gui.hands import choose_file, click
from tests.gui.test_data_page import press_cell
from trainer_core.data.corrections import ExampleKey, read_corrections
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.history.example_lists import ExampleList
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import Prepared, Refused, RunEnded, RunOpened, RunStarted
from trainer_core.protocol.examples import ExamplesListed
from trainer_core.recipe.recipe import Recipe

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def photos_with_a_wrong_label(root: Path) -> Path:
    """Dark and light pictures, 40 each, and a light one among the dark."""
    rng = np.random.default_rng(0)
    for number, name in enumerate(("dark", "light")):
        (root / name).mkdir(parents=True)
        for index in range(40):
            pixels = rng.integers(number * 150, number * 150 + 60, (12, 12, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(root / name / f"{index:02}.png")
    Image.fromarray(rng.integers(150, 210, (12, 12, 3), dtype=np.uint8)).save(root / "dark" / "wrong.png")
    return root


def small(data: dict[str, object], loss: str = "CrossEntropyLoss") -> Recipe:
    """A recipe that trains in no time."""
    return Recipe.from_dict(
        {
            "data": {"batch_size": 16, "validation_share": 5, "test_share": 5, **data},
            "model": {"name": "mlp", "widths": [16]},
            "loss": {"name": loss},
            "optimizer": {"name": "Adam", "lr": 0.01},
            "training": {"epochs": 4, "device": "cpu", "threads": 1},
        }
    )


def train_on(studio, recipe: Recipe):
    """The page of the data after a run of a recipe."""
    studio.session.set_recipe(recipe)
    studio.wait_for(lambda: studio.session.preparation.recipe == studio.session.recipe)
    studio.wait_until_prepared()
    studio.train_to_end()
    click(studio, "dataPageButton")
    return studio.window.pages.data


@pytest.fixture
def page(studio, tmp_path):
    """The page of the data after a run on the photos."""
    photos = photos_with_a_wrong_label(tmp_path / "photos")
    return train_on(studio, small({"source": "folder", "path": str(photos), "side": 12}))


def show_list(studio, page, which: ExampleList) -> ExamplesListed:
    page.filters.choose(Filter(which=which))
    studio.wait_for(lambda: page.listing.listed is not None and page.listing.listed.which is which)
    studio.wait_for(lambda: page.store.at(int(page.listing.places[0])) is not None)
    return page.listing.listed


def choose_name(studio, page, name: str) -> int:
    """Choose the picture of a file that is listed, as one does with the mouse; its place."""
    at = next(n for n, place in enumerate(page.grid.places) if name_of(page, place).endswith(name))
    press_cell(studio, page.grid, at // page.grid.columns, at % page.grid.columns)
    place = int(page.grid.places[at])
    studio.wait_for(lambda: page.detail.shown is not None and page.detail.shown.place == place)
    return place


def name_of(page, place: int) -> str:
    example = page.store.at(int(place))
    return example.name if example is not None else ""


def said(page, place: int):
    return page.chosen.said(place, page.store.at(place))


def corrections_of(studio) -> dict[ExampleKey, object]:
    path = studio.session.recipe.data.corrections
    return read_corrections(Path(path)) if path else {}


def wait_for_corrections(studio, count: int) -> None:
    studio.wait_for(lambda: len(corrections_of(studio)) == count == len(studio.window.corrections.made))


def give_label(studio, page, label: str) -> None:
    menu = page.chosen.tools.label_button.menu()
    action = next(each for each in menu.actions() if each.objectName() == f"label_{label}")
    action.trigger()


def test_the_surest_mistake_says_what_was_answered_also_where_examples_were_mixed(studio, tmp_path):
    photos = photos_with_a_wrong_label(tmp_path / "photos")
    mixed = small({"source": "folder", "path": str(photos), "side": 12, "augment": [{"name": "mixup"}]})
    page = train_on(studio, mixed.with_values({"training.epochs": 8}))
    listed = show_list(studio, page, ExampleList.CONFIDENT)

    place = choose_name(studio, page, "wrong.png")
    assert page.grid.places[0] == place
    assert said(page, place).below == f"light {formats.percent(listed.examples[0].confidence)}"
    assert "separate pass" in studio.find("listAbout", QLabel).text()


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
    log = (studio.session.run.folder / "log.txt").read_text()
    assert "data.corrections" in log
    assert studio.session.run_recipe.data.corrections == studio.session.recipe.data.corrections

    click(studio, "dataPageButton")
    page.corrections_bar.back_action.trigger()
    wait_for_corrections(studio, 0)
    assert studio.session.recipe.data.corrections == ""
    assert page.corrections_bar.isVisible()


def cell(page, at: int) -> QPoint:
    index = page.grid.model().index(at // page.grid.columns, at % page.grid.columns)
    return page.grid.visualRect(index).center() - QPoint(3, 3)


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
    assert said(page, int(page.grid.places[1])).below.startswith("similarity")
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


def offered(page) -> list[str]:
    return [action.text() for action in page.chosen.tools.label_button.menu().actions() if action.isVisible()]


def counts_of_classes(page) -> dict[str, str]:
    items = [page.filters.findItems(name, Qt.MatchFlag.MatchExactly)[0] for name in ("dark", "light")]
    return {item.text(0): item.text(1) for item in items}


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
    folder = studio.session.run.folder
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
