"""A person's own Dataset in the window: asked about before it runs, tried, and trained on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.trial.files import GOOD, dataset, written
from trainer_core.protocol.events import RunEnded
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import STATE_VARIABLE, trust_needed


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


def choose(studio, path, **more):
    """Make the file the data, as the form does."""
    values = {"data.source": "dataset", "data.path": str(path), "data.workers": 1, "training.epochs": 1, **more}
    studio.session.set_recipe(studio.session.recipe.with_values(values))


def test_a_file_is_asked_about_when_it_is_chosen_and_then_trained_on(studio, qtbot, tmp_path):
    path = written(tmp_path, GOOD)
    asked = []

    def run_it(dialog):
        asked.append(dialog.text)
        dialog.findChild(QPushButton, "trustRunButton").click()

    studio.answer("trustDialog", run_it)
    choose(studio, path)
    studio.wait_for(lambda: studio.session.preparation is not None and studio.session.preparation.data.title == "Mine")
    assert "Run mine.py?" in asked[0]
    assert trust_needed(read_code(path)) is None
    qtbot.mouseClick(studio.button("trainButton"), Qt.MouseButton.LeftButton)
    studio.wait_for_event(RunEnded)
    assert (studio.session.run.started.folder / "code" / "mine.py").read_text() == GOOD


def test_what_is_declined_does_not_run_and_is_asked_about_again_by_train(studio, qtbot, tmp_path):
    path = written(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')\n" + GOOD)
    asked = []

    def decline(dialog):
        asked.append(dialog)
        dialog.findChild(QPushButton, "trustCancelButton").click()

    studio.answer("trustDialog", decline)
    choose(studio, path)
    told = "mine.py runs only after you have agreed"
    studio.wait_for(lambda: len(asked) == 1 and told in studio.window.banner.sentence)
    studio.answer("trustDialog", decline)
    qtbot.mouseClick(studio.button("trainButton"), Qt.MouseButton.LeftButton)
    studio.wait_for(lambda: len(asked) == 2)
    assert studio.session.run.started is None
    assert not (tmp_path / "ran").exists()
    studio.answer("trustDialog", lambda dialog: dialog.findChild(QPushButton, "trustRunButton").click())
    qtbot.mouseClick(studio.button("trainButton"), Qt.MouseButton.LeftButton)
    studio.wait_for_event(RunEnded)
    assert "mine.py runs only" not in studio.window.banner.sentence or not studio.window.banner.isVisible()


def test_what_does_not_hold_is_said_in_the_window_which_lives_on(studio, qtbot, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINER_TRUST", "yes")
    choose(studio, written(tmp_path, dataset("import os; os._exit(3)")))
    studio.wait_for(lambda: "mine.py: It ended its process with status 3" in studio.window.banner.sentence)
    choose(studio, written(tmp_path, dataset("return torch.zeros(1, 4, 4), 'cat'"), "other.py"))
    studio.wait_for(
        lambda: "other.py, line 7: The target of example 0 is the text “cat”" in studio.window.banner.sentence
    )


def test_the_arguments_of_the_class_become_fields_and_a_missing_one_is_marked(studio, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINER_TRUST", "yes")
    choose(studio, written(tmp_path, GOOD.replace("count: int = 40, side: int = 6", "side: int, count: int = 40")))
    form = studio.window.form
    studio.wait_for(lambda: "data.arguments.side" in form.sections["data"].rows)
    studio.wait_for(lambda: "Squares needs side" in form.row("data.arguments.side").remark)
    studio.session.set_value("data.arguments.side", 9)
    studio.wait_for(lambda: studio.session.preparation is not None and studio.session.preparation.data.title == "Mine")
    assert studio.session.preparation.data.input_shape == (1, 9, 9)
    assert not studio.session.errors
    assert (form.row("data.arguments.count").label.text(), form.row("data.count").label.text()) == (
        "count =",
        "Count",
    )
    studio.session.set_value("data.arguments.count", 30)
    studio.wait_for(lambda: studio.session.preparation.recipe.data.arguments["arguments"].get("count") == 30)
    data = studio.session.preparation.data
    assert data.training + data.validation + data.test == 30


def test_a_file_of_models_that_is_opened_as_data_is_refused_without_a_question(studio, tmp_path):
    before = studio.session.recipe
    path = written(tmp_path, "from torch import nn\n\nclass Net(nn.Module):\n    pass\n")
    studio.window.own_data.take(path)
    studio.wait_for(lambda: "It holds models (Net) and no Dataset" in studio.window.banner.sentence)
    assert studio.session.recipe == before
