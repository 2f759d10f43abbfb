"""A person's own data in the window: dropped or opened, checked, trained on; what cannot be data changes nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication

from studio.window.actions import Do
from tests.gui.hands import choose_file, click, drop
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.protocol.events import Reason, RunEnded


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))


def folder_of_pictures(root: Path) -> Path:
    """Two classes of 30 pictures each, one of which is in both."""
    rng = np.random.default_rng(0)
    for number, name in enumerate(("dark", "light")):
        (root / name).mkdir(parents=True)
        for index in range(30):
            pixels = rng.integers(number * 120, number * 120 + 100, (24, 24, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(root / name / f"{index:02}.png")
    (root / "light" / "again.png").write_bytes((root / "dark" / "00.png").read_bytes())
    return root


def wait_for_data(studio, title: str) -> None:
    studio.wait_for(lambda: studio.session.preparation is not None and studio.session.preparation.data.title == title)


def choose(studio, editor, title: str) -> None:
    """Choose by typing the beginning of its name, as the list of a closed combo box takes it."""
    editor.setFocus()
    studio.qtbot.keyClicks(editor, title)


def shorten(studio) -> None:
    studio.session.set_value("training.epochs", 1)


def test_a_folder_that_is_dropped_is_checked_and_trained_on(studio, tmp_path):
    before = studio.session.recipe
    drop(studio.window, folder_of_pictures(tmp_path / "shades"))
    wait_for_data(studio, "shades")

    assert studio.session.recipe.data.source == "folder"
    assert studio.window.pages.data.isVisible()
    studio.wait_for(lambda: bool(studio.window.pages.data.facts.findings.sentences))
    assert any("under two classes" in sentence for sentence in studio.window.pages.data.facts.findings.sentences)
    shorten(studio)
    click(studio, "trainButton")
    assert studio.wait_for_event(RunEnded).reason is Reason.COMPLETED
    studio.window.actions_by_key[Do.UNDO].trigger()
    studio.window.actions_by_key[Do.UNDO].trigger()
    assert studio.session.recipe == before


def test_a_table_is_opened_from_the_menu_and_trained_on(studio, tmp_path):
    path = tmp_path / "lengths.csv"
    rng = np.random.default_rng(1)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["width", "height", "length"])
        writer.writerows([round(w, 3), round(h, 3), round(2 * w - h, 3)] for w, h in rng.normal(size=(120, 2)))
    studio.answer("openDataFileDialog", choose_file(path))
    studio.window.actions_by_key[Do.OPEN_DATA].trigger()
    wait_for_data(studio, "lengths.csv")

    assert studio.session.preparation.data.task == "regression"
    shorten(studio)
    click(studio, "trainButton")
    ended = studio.wait_for_event(RunEnded)
    assert ended.summary.test["rmse"] > 0


def test_what_cannot_be_data_changes_nothing_and_is_explained(studio, tmp_path):
    before = studio.session.recipe
    (tmp_path / "empty").mkdir()
    drop(studio.window, tmp_path / "empty")
    studio.wait_for(lambda: studio.window.banner.kind == "error")
    assert str(tmp_path / "empty") in studio.window.banner.sentence
    assert studio.session.recipe == before
    english = studio.window.banner.sentence
    studio.action("language_ko").trigger()
    studio.wait_for(lambda: studio.window.banner.sentence != english)
    assert str(tmp_path / "empty") in studio.window.banner.sentence
    studio.action("language_en").trigger()
    studio.wait_for(lambda: studio.window.banner.sentence == english)


def test_a_source_that_is_chosen_in_the_form_offers_a_recipe_that_suits_it(studio):
    row = studio.window.form.row("data.source")
    assert not row.use_button.isVisible()
    choose(studio, row.editor, "Spi")
    studio.wait_for(lambda: studio.window.banner.kind == "error")
    assert "CrossEntropyLoss" in studio.window.banner.sentence
    click(studio, "dataSourceUse")
    wait_for_data(studio, "Spirals")

    recipe = studio.session.recipe
    assert (recipe.data.source, recipe.loss.name, recipe.model.name) == ("spirals", "BCEWithLogitsLoss", "mlp")
    assert not row.use_button.isVisible()
    studio.window.actions_by_key[Do.UNDO].trigger()
    assert (studio.session.recipe.data.source, studio.session.recipe.loss.name) == ("spirals", "CrossEntropyLoss")


def test_the_offer_goes_with_the_source(studio):
    row = studio.window.form.row("data.source")
    choose(studio, row.editor, "Moo")
    assert row.use_button.isVisible()
    studio.window.actions_by_key[Do.UNDO].trigger()
    assert not row.use_button.isVisible()
    assert row.remark == ""


def test_a_path_that_is_chosen_in_the_form_offers_a_recipe_too(studio, tmp_path):
    folder = folder_of_pictures(tmp_path / "shades")
    choose(studio, studio.window.form.row("data.source").editor, "Pict")
    row = studio.window.form.row("data.path")
    studio.answer("dataPathDialog", choose_file(folder))
    click(studio, "dataPathBrowse")
    studio.wait_for(row.use_button.isVisible)
    click(studio, "dataPathUse")
    wait_for_data(studio, "shades")
    studio.wait_for(lambda: studio.session.recipe.data.arguments["unreadable"] == "skip")
    assert studio.session.recipe.loss.name == "BCEWithLogitsLoss"


def test_a_folder_is_read_again_at_a_click_and_by_dropping_it_once_more(studio, tmp_path):
    folder = folder_of_pictures(tmp_path / "shades")
    drop(studio.window, folder)
    wait_for_data(studio, "shades")
    studio.wait_until_prepared()

    def examples() -> int:
        data = studio.session.preparation.data
        return data.training + data.validation + data.test

    click(studio, "dataReadAgain")
    studio.wait_for(lambda: "the same as before" in studio.window.banner.sentence)
    before = examples()
    Image.new("RGB", (24, 24), "red").save(folder / "dark" / "red.png")
    click(studio, "dataReadAgain")
    studio.wait_for(lambda: examples() == before + 1)
    studio.wait_for(lambda: "dark/red.png" in studio.window.banner.sentence)
    (folder / "dark" / "red.png").unlink()
    drop(studio.window, folder)
    studio.wait_for(lambda: examples() == before)


def test_the_examples_of_a_cell_and_the_shown_predictions_are_copied_and_saved(studio, tmp_path):
    folder = folder_of_pictures(tmp_path / "shades")
    drop(studio.window, folder)
    wait_for_data(studio, "shades")
    shorten(studio)
    studio.session.set_value("training.threads", 1)
    studio.train_to_end()
    train = studio.window.pages.train
    click(studio, "predictionsCopy")
    studio.wait_for(lambda: "copied" in studio.window.banner.sentence)
    copied = [Path(line) for line in QGuiApplication.clipboard().text().splitlines()]
    assert len(copied) == len(train.predictions.order)
    assert all(path.is_file() for path in copied)

    confusion = train.confusion
    train.tabs.setCurrentWidget(confusion)
    studio.wait_for(lambda: confusion.matrix is not None)
    truth, guess = divmod(int(confusion.matrix.argmax()), 2)
    confusion.open_cell(truth, guess)
    path = tmp_path / "cell.csv"
    studio.answer("saveExamplesDialog", choose_file(path))
    click(studio, "confusionExamplesSave")
    studio.wait_for(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == confusion.matrix[truth, guess]
    assert {row["label"] for row in rows} == {("dark", "light")[truth]}
    assert {row["part"] for row in rows} == {str(confusion.split)}


def test_while_other_data_is_read_the_page_says_so_and_how_far_it_is(studio, tmp_path):
    studio.wait_until_prepared()
    page = studio.window.pages.data
    seen = []

    def note() -> None:
        if page.isVisible() and page.pages.currentWidget() is page.reading:
            seen.append((page.reading.empty.accessibleName(), page.reading.far.text()))

    studio.session.progress.connect(note)
    drop(studio.window, folder_of_pictures(tmp_path / "shades"))
    wait_for_data(studio, "shades")
    studio.wait_for(lambda: page.pages.currentWidget() is page.columns)
    assert seen
    assert {name for name, _ in seen} == {"Reading shades"}
    assert any("pictures" in far.lower() for _, far in seen)
