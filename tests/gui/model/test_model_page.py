"""The page of the model: a built-in network is chosen there, undone, and locked while it trains."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from studio.views.model.kinds import Kind
from studio.window.actions import Do
from tests.gui.hands import choose_file, click
from trainer_core.protocol.commands import Keep
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
    studio.session.stop(Keep.LAST)
    studio.wait_for_event(RunEnded)
    studio.wait_for(lambda: studio.find("builtIn_mlp", QRadioButton).isEnabled())


def test_a_diagram_is_promised_while_the_data_is_not_read(studio):
    click(studio, "modelPageButton")
    structure = studio.window.pages.model.structure
    assert "parameters" in structure.totals.text()
    assert studio.session.set_value("data.source", "digits")
    assert "as soon as the data is read" in structure.verdict.text()
    studio.wait_for(lambda: "10 outputs" in structure.verdict.text())


def torchvision(studio, architecture: str, **changes):
    """Open the page on one of torchvision's networks, and wait until it is built."""
    click(studio, "modelPageButton")
    values = {"model.name": "torchvision", "model.architecture": architecture, "data.limit": 64, **changes}
    studio.session.set_recipe(studio.session.recipe.with_values(values))
    studio.wait_until_prepared()
    return studio.window.pages.model


def drawn(page) -> list[str]:
    return [box.node.label for box in page.structure.diagram.boxes]


def test_a_network_of_torchvision_is_drawn_with_its_blocks_folded_and_saved(studio, tmp_path):
    studio.window.resize(1600, 900)
    page = torchvision(studio, "squeezenet1_1")
    assert not page.structure.isVisible()
    click(studio, "modelDiagramButton")
    assert page.structure.isVisible()
    studio.wait_for(lambda: len(drawn(page)) > 6)
    assert "Fire" in drawn(page)
    assert "Conv2d" in drawn(page)
    assert "10 outputs for 10 classes" in page.structure.verdict.text()
    assert "multiply-adds" in page.structure.totals.text()
    diagram = page.structure.diagram
    block = next(box.node for box in diagram.boxes if box.node.label == "Fire")
    place = diagram.place_of(block.key)
    before = len(diagram.boxes)
    studio.qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=QPointF(place).toPoint())
    assert len(diagram.boxes) > before
    assert "squeeze: Conv2d" in drawn(page)
    studio.answer("saveDiagramDialog", choose_file(tmp_path / "network.svg"))
    click(studio, "diagramExportButton")
    assert ElementTree.parse(tmp_path / "network.svg").getroot().tag.endswith("svg")


def test_where_there_is_no_room_for_both_the_diagram_takes_the_place_of_the_list(studio):
    studio.window.resize(1024, 700)
    page = torchvision(studio, "squeezenet1_1")
    assert page.stack.isVisible()
    button = studio.button("modelDiagramButton")
    button.setFocus()
    studio.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.structure.isVisible()
    assert not page.stack.isVisible()
    assert page.structure.width() > page.width() * 3 // 4
    studio.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.stack.isVisible()
    assert not page.structure.isVisible()


def test_another_kind_says_what_the_recipe_trains_and_how_that_is_changed(studio):
    click(studio, "modelPageButton")
    page = studio.window.pages.model
    page.show_kind(Kind.OWN_CLASS)
    assert "until a file is opened or saved here" in page.remark.text
    studio.qtbot.mouseClick(studio.find("modelTemplate_cnn", QWidget), Qt.MouseButton.LeftButton)
    assert "until you save this file" in page.remark.text
    studio.session.set_recipe(
        studio.session.recipe.with_values({"model.name": "torchvision", "model.architecture": "resnet18"})
    )
    page.show_kind(Kind.BUILT_IN)
    assert page.remark.text == "The recipe trains torchvision (resnet18) until a network is chosen here."
