"""Files in the window: weights saved and loaded by the dialogs; weights, recipes and pictures dropped on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from tests.gui.hands import choose_file, click, drop
from trainer_core.engine.plugins import Plugin
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import (
    Evaluated,
    Prepared,
    Refused,
    WeightsLoaded,
    WeightsRefused,
    WeightsSaved,
)
from trainer_core.protocol.predicting import PathsPredicted


def test_weights_are_saved_and_loaded_by_the_dialogs_and_tested_at_once(studio, tmp_path):
    studio.train_to_end()
    accuracy = studio.of(Evaluated)[-1].evaluation.metrics["accuracy"]
    path = tmp_path / "mine.pt"
    studio.answer("saveWeightsDialog", choose_file(path))
    click(studio, "saveWeightsButton")
    studio.wait_for_event(WeightsSaved)
    assert str(path) in studio.window.banner.sentence
    assert set(torch.load(path, weights_only=True)) == {
        f"linear_relu_stack.{layer}.{kind}" for layer in (0, 2, 4) for kind in ("weight", "bias")
    }

    for width in (64, 512):
        prepared = len(studio.of(Prepared))
        studio.session.set_value("model.hidden", width)
        studio.wait_for_event(Prepared, prepared + 1)
    tests = len(studio.of(Evaluated))
    studio.answer("loadWeightsDialog", choose_file(path))
    click(studio, "loadWeightsButton")
    studio.wait_for_event(WeightsLoaded)
    evaluated = studio.wait_for_event(Evaluated, tests + 1)
    assert evaluated.evaluation.split is Split.TEST
    assert evaluated.evaluation.metrics["accuracy"] == accuracy
    assert studio.window.banner.sentence.startswith("mine.pt loaded: ")
    assert " examples, loss " in studio.window.banner.sentence


def test_each_purpose_begins_in_the_folder_used_last_for_it_and_weights_are_saved_beside_their_run(studio, tmp_path):
    began: dict[str, Path] = {}

    def choose(path: Path):
        def act(dialog: QFileDialog) -> None:
            began[dialog.objectName()] = Path(dialog.directory().absolutePath())
            choose_file(path)(dialog)

        return act

    def leave(dialog: QFileDialog) -> None:
        began[dialog.objectName()] = Path(dialog.directory().absolutePath())
        dialog.reject()

    recipes, curves, weights = (tmp_path / name for name in ("recipes", "curves", "weights"))
    for folder in (recipes, curves, weights):
        folder.mkdir()
    studio.answer("saveWeightsDialog", choose(weights / "untrained"))
    click(studio, "saveWeightsButton")
    studio.wait_for_event(WeightsSaved)
    assert began["saveWeightsDialog"] == Path.home()
    assert (weights / "untrained.pt").is_file()

    run = studio.train_to_end().summary.run
    studio.answer("saveRecipeDialog", choose(recipes / "mine"))
    studio.action("saveRecipeAction").trigger()
    assert (recipes / "mine.toml").is_file()
    studio.answer("exportCurvesDialog", choose(curves / "mine"))
    studio.window.curves.controls.exports["svg"].trigger()
    assert (curves / "mine.svg").stat().st_size > 1000

    names = {"openRecipe": recipes, "loadWeights": weights, "saveWeights": run, "weightsOpen": weights}
    for name in ("openRecipe", "loadWeights", "saveWeights"):
        studio.answer(f"{name}Dialog", leave)
        studio.action(f"{name}Action").trigger()
    click(studio, "weightsPageButton")
    studio.answer("weightsOpenDialog", leave)
    click(studio, "weightsOpen")
    studio.answer("exportCurvesDialog", leave)
    studio.window.curves.controls.exports["png"].trigger()
    assert {name: began[f"{name}Dialog"] for name in names} == names
    assert began["exportCurvesDialog"] == curves


def test_nothing_is_overwritten_without_asking(studio, tmp_path):
    path = tmp_path / "mine.pt"
    path.write_text("precious")
    studio.answer("saveWeightsDialog", choose_file(path))
    studio.answer("outputExistsDialog", lambda dialog: studio.qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    click(studio, "saveWeightsButton")

    assert path.read_text() == "precious"
    assert not studio.of(WeightsSaved)


def test_weights_that_do_not_fit_show_a_table_and_what_fits_can_be_loaded(studio, tmp_path):
    model = torch.nn.Module()
    model.linear_relu_stack = torch.nn.Sequential(
        torch.nn.Linear(784, 512), torch.nn.ReLU(), torch.nn.Linear(512, 512), torch.nn.ReLU(), torch.nn.Linear(512, 7)
    )
    path = tmp_path / "other.pth"
    torch.save(model.state_dict(), path)

    def load_what_fits(dialog) -> None:
        assert dialog.report.count("shape differs") == 2
        assert dialog.report.count("fits") == 4
        studio.qtbot.mouseClick(dialog.load_button, Qt.MouseButton.LeftButton)

    studio.answer("weightsFitDialog", load_what_fits)
    drop(studio.window, path)
    studio.wait_for_event(WeightsRefused)
    assert studio.wait_for_event(WeightsLoaded).report.count("fits") == 4
    studio.wait_for_event(Evaluated)


def test_keys_of_which_none_fits_are_renamed_on_the_weights_page_and_loaded(studio, tmp_path):
    path, stranger = tmp_path / "renamed.pt", "encoder.linear_relu_stack"
    shapes = {"0": (512, 784), "2": (512, 512), "4": (10, 512)}
    state = {f"{stranger}.{layer}.weight": torch.full(shape, 0.01) for layer, shape in shapes.items()}
    torch.save(state | {"decoder.weight": torch.ones(2)}, path)

    def rename(dialog) -> None:
        assert not dialog.load_button.isEnabled()
        studio.qtbot.mouseClick(dialog.rename_button, Qt.MouseButton.LeftButton)

    studio.answer("loadWeightsDialog", choose_file(path))
    studio.answer("weightsFitDialog", rename)
    click(studio, "loadWeightsButton")
    page = studio.window.pages.weights.loading
    studio.wait_for(page.isVisible)
    studio.wait_for(lambda: "not in the model: 4" in page.counts.text())
    studio.qtbot.mouseClick(page.renames.add, Qt.MouseButton.LeftButton)
    text = studio.find("weightsRenameText0", QLineEdit)
    studio.qtbot.keyClicks(text, "encoder.")
    studio.wait_for(lambda: page.load.text() == "Load 3 of 6 tensors")
    studio.qtbot.mouseClick(page.load, Qt.MouseButton.LeftButton)

    assert studio.wait_for_event(WeightsLoaded).report.count("fits") == 3
    studio.wait_for_event(Evaluated)


@pytest.mark.parametrize("content", [b"", b"not weights at all", b"PK\x03\x04 cut short"])
def test_a_damaged_weights_file_is_explained_and_changes_nothing(studio, tmp_path, content):
    path = tmp_path / "broken.pt"
    path.write_bytes(content)
    drop(studio.window, path)
    studio.wait_for_event(Refused)

    assert "broken.pt" in studio.window.banner.sentence
    assert not studio.of(WeightsLoaded)


def test_a_dropped_recipe_fills_the_form_and_a_wrong_one_changes_nothing(studio, tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('[training]\nepochs = 7\n[optimizer]\nname = "SGD"\nlr = 0.05\n')
    bad.write_text("[training]\nepoks = 7\n")
    drop(studio.window, good)
    assert studio.session.recipe.training.epochs == 7
    assert studio.find("trainingEpochsField", QLineEdit).text() == "7"
    drop(studio.window, bad)
    assert "training.epoks" in studio.window.banner.sentence
    assert studio.session.recipe.training.epochs == 7


def _grey(path: Path) -> Path:
    Image.fromarray(np.full((60, 40, 3), 200, np.uint8)).save(path)
    return path


def _menu_entry(studio) -> None:
    studio.qtbot.mouseClick(studio.button("menuButton"), Qt.MouseButton.LeftButton)
    menu = studio.button("menuButton").menu()
    studio.wait_for(menu.isVisible)
    place = menu.actionGeometry(studio.action("tryPicturesAction")).center()
    studio.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("way", ["button", "menu"])
def test_own_pictures_are_chosen_in_a_dialog_and_predicted_on_the_try_tab(studio, tmp_path, way):
    studio.answer("tryFilesDialog", choose_file(_grey(tmp_path / "mine.png")))
    if way == "button":
        click(studio, "tryPicturesButton")
    else:
        _menu_entry(studio)

    assert studio.wait_for_event(PathsPredicted).predictions.files == (str(tmp_path / "mine.png"),)
    studio.wait_for(studio.window.pages.train.trying.files.table.isVisible)


def test_a_dropped_picture_is_predicted_on_the_try_tab(studio, tmp_path):
    drop(studio.window, _grey(tmp_path / "shirt.png"))

    assert studio.wait_for_event(PathsPredicted).predictions.images.shape == (1, 1, 28, 28)
    studio.wait_for(studio.window.pages.train.trying.files.table.isVisible)


def test_the_menu_lists_the_plug_ins_that_were_found(studio, monkeypatch):
    found = (Plugin("bad", "bad-plugin", "models", "ZeroDivisionError: division by zero"),)
    monkeypatch.setattr("studio.flows.train.load_plugins", lambda groups: found)
    listed = []

    def read(dialog):
        listed.extend(dialog.lines)
        dialog.reject()

    studio.answer("pluginsDialog", read)
    studio.action("pluginsAction").trigger()
    assert listed == ["bad: left out: ZeroDivisionError: division by zero"]
