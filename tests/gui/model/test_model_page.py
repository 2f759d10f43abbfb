"""The page of the model: a built-in network is chosen there, undone, and locked while it trains."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton

from studio.views.model.kinds import Kind
from studio.window.actions import Do
from tests.gui.hands import click
from trainer_core.protocol.events import RunEnded, RunStarted


def test_a_built_in_network_is_chosen_and_undone(studio):
    click(studio, "modelPageButton")
    page = studio.window.pages.model
    assert page.kind is Kind.BUILT_IN
    assert studio.find("builtIn_neural_network", QRadioButton).isChecked()
    click(studio, "builtIn_small_cnn")
    assert studio.session.recipe.model.name == "small_cnn"
    studio.wait_for(lambda: "421,642" in page.summary.text())
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.model.name == "neural_network"
    assert studio.find("builtIn_neural_network", QRadioButton).isChecked()
    assert not studio.find("builtIn_small_cnn", QRadioButton).isChecked()


def test_a_click_anywhere_on_a_card_and_the_arrow_keys_choose(studio):
    click(studio, "modelPageButton")
    card = studio.window.pages.model.parts[Kind.BUILT_IN].cards["mlp"]
    studio.qtbot.mouseClick(card.findChild(QLabel), Qt.MouseButton.LeftButton)
    assert studio.session.recipe.model.name == "mlp"
    before = studio.session.recipe.model.name
    studio.qtbot.keyClick(card.radio, Qt.Key.Key_Down)
    assert studio.session.recipe.model.name != before


def test_the_page_is_locked_while_a_run_is_under_way(studio):
    click(studio, "modelPageButton")
    studio.session.set_value("training.epochs", 100)
    click(studio, "trainButton")
    studio.wait_for_event(RunStarted)
    click(studio, "modelPageButton")
    assert studio.window.pages.model.lock_caption.isVisible()
    assert not studio.find("builtIn_mlp", QRadioButton).isEnabled()
    studio.wait_for_event(RunEnded)
    studio.wait_for(lambda: studio.find("builtIn_mlp", QRadioButton).isEnabled())


def test_a_diagram_is_promised_while_the_data_is_not_read(studio):
    click(studio, "modelPageButton")
    structure = studio.window.pages.model.structure
    assert "parameters" in structure.totals.text()
    assert studio.session.set_value("data.source", "digits")
    assert "as soon as the data is read" in structure.verdict.text()
    studio.wait_for(lambda: "10 outputs" in structure.verdict.text())
