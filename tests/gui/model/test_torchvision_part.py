"""torchvision's networks on the model page: found, chosen, begun from a file, and trained in stages."""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from studio.session.session import Action
from studio.views.model.kinds import Kind
from studio.window.actions import Do
from tests.gui.hands import choose_file, click, press
from trainer_core import Recipe
from trainer_core.models.torchvision import architectures
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.events import HyperparameterChanged, RunEnded


@pytest.fixture(autouse=True)
def _no_weights_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    from torchvision import models

    torch.manual_seed(5)
    torch.save(models.squeezenet1_1().state_dict(), tmp_path / "mine.pth")
    return tmp_path / "mine.pth"


def opened(studio):
    click(studio, "modelPageButton")
    page = studio.window.pages.model
    page.show_kind(Kind.TORCHVISION)
    part = page.parts[Kind.TORCHVISION]
    studio.wait_for(lambda: len(part.table.names) > 50)
    return part


def choose(studio, part, name: str) -> None:
    row = part.table.names.index(name)
    part.table.scrollTo(part.table.model().index(row, 0))
    place = part.table.visualRect(part.table.model().index(row, 0)).center()
    studio.qtbot.mouseClick(part.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))


def small(recipe: Recipe) -> Recipe:
    return recipe.with_values({"data.limit": 64, "data.batch_size": 16, "training.epochs": 3, "training.device": "cpu"})


def test_networks_are_found_ordered_and_chosen(studio):
    part = opened(studio)
    assert studio.session.recipe.model.name == "neural_network"
    studio.find("architectureSearch", QLineEdit).setText("squeeze")
    assert part.table.names == ["squeezenet1_0", "squeezenet1_1"]
    header = part.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(3) + 10, header.height() // 2)
    studio.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert part.table.names == ["squeezenet1_1", "squeezenet1_0"]
    choose(studio, part, "squeezenet1_1")
    model = studio.session.recipe.model
    assert (model.name, model.arguments["architecture"]) == ("torchvision", "squeezenet1_1")
    changes = studio.find("architectureChanges", QLabel)
    studio.wait_for(lambda: "The last layer has 10 outputs in place of 1,000 classes." in changes.text())
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.model.name == "neural_network"


def test_published_weights_are_named_with_their_file_and_offered_for_download(studio):
    part = opened(studio)
    choose(studio, part, "resnet18")
    part.weights.field.setCurrentIndex(1)
    part.weights.field.activated.emit(1)
    assert studio.session.recipe.model.arguments["weights"] == "IMAGENET1K_V1"
    assert "resnet18-f37072fd.pth" in studio.find("weightsWords", QLabel).text()
    assert studio.button("downloadWeightsButton").isVisible()


def test_without_a_network_it_is_said_and_training_from_scratch_is_a_click_away(studio, monkeypatch):
    def unreachable(*asked: object, **named: object) -> None:
        raise OSError("Network is unreachable")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, unreachable)
    part = opened(studio)
    choose(studio, part, "squeezenet1_1")
    studio.wait_for(lambda: studio.session.possible(Action.TRAIN))
    assert not studio.button("weightsFromScratchButton").isVisible()
    part.weights.field.setFocus()
    studio.qtbot.keyClick(part.weights.field, Qt.Key.Key_Down)
    click(studio, "downloadWeightsButton")
    studio.wait_for(lambda: studio.window.banner.isVisible())
    assert "squeezenet1_1-b8a52dc0.pth could not be downloaded" in studio.window.banner.sentence
    assert "Network is unreachable" in studio.window.banner.sentence
    click(studio, "weightsFromScratchButton")
    assert studio.session.recipe.model.arguments["weights"] == ""
    assert not studio.button("weightsFromScratchButton").isVisible()
    studio.wait_for(lambda: studio.session.preparation.recipe == studio.session.recipe)


@pytest.mark.parametrize("by", ["an edit", "Train"])
def test_torchvision_is_not_read_on_the_threads_of_the_window(studio, monkeypatch, by):
    from torchvision import models

    studio.wait_for(lambda: studio.session.possible(Action.TRAIN))
    architectures.cache_clear()
    threads: list[str] = []
    listed = models.list_models

    def list_models(*asked: object, **named: object) -> list[str]:
        threads.append(threading.current_thread().name)
        return listed(*asked, **named)

    monkeypatch.setattr(models, "list_models", list_models)
    flow = studio.window.preparing
    named = {"model.name": "torchvision", "model.architecture": "squeezenet1_1", "model.weights": "DEFAULT"}
    studio.session.set_recipe(studio.session.recipe.with_values(named))
    asked: list[str] = []

    def cancel(dialog) -> None:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))
        press("downloadCancelButton")(dialog)

    if by == "Train":
        flow.timer.stop()
        studio.answer("downloadDialog", cancel)
        click(studio, "trainButton")
        studio.wait_for(lambda: asked)
        assert any("squeezenet1_1" in text for text in asked)
    else:
        studio.wait_for(lambda: threads)
    assert threads == ["Background"]
    assert not studio.session.in_run


def test_training_asks_before_weights_are_downloaded(studio):
    part = opened(studio)
    choose(studio, part, "resnet18")
    studio.wait_for(lambda: studio.session.possible(Action.TRAIN))
    part.weights.field.setCurrentIndex(1)
    part.weights.field.activated.emit(1)
    asked: list[str] = []

    def cancel(dialog) -> None:
        asked.extend(label.text() for label in dialog.findChildren(QLabel))
        press("downloadCancelButton")(dialog)

    studio.answer("downloadDialog", cancel)
    click(studio, "trainButton")
    assert any("resnet18-f37072fd.pth" in text for text in asked)
    assert not studio.session.in_run


def test_a_file_is_fine_tuned_in_two_stages_and_unfrozen_by_hand(studio, weights: Path):
    studio.session.set_recipe(small(studio.session.recipe))
    part = opened(studio)
    choose(studio, part, "squeezenet1_1")
    studio.answer("initialWeightsDialog", choose_file(weights))
    last = part.weights.field.count() - 1
    part.weights.field.setCurrentIndex(last)
    part.weights.field.activated.emit(last)
    assert studio.session.recipe.model.arguments["weights"] == str(weights)
    click(studio, "headFirstButton")
    groups = studio.session.recipe.training.groups
    assert [(group.pattern, group.frozen_until, group.lr_factor) for group in groups] == [
        ("classifier", 0, 1.0),
        ("*", 1, 0.1),
    ]
    modules = part.stages.modules
    studio.wait_for(lambda: modules.model().rowCount() > 20 and modules.cell(0, 2) == "adapted")
    last = modules.model().rowCount() - 1
    assert [modules.cell(0, column) for column in (0, 2, 3)] == ["features.0", "adapted", "×0.1 from epoch 2 on"]
    assert [modules.cell(last, column) for column in (0, 2, 3)] == ["classifier.1", "new", "yes"]

    studio.wait_for(lambda: studio.session.possible(Action.STEP))
    studio.window.flows.step(Unit.BATCH)
    studio.wait_for_state("paused")
    row = part.stages.groups.rows[1]
    assert not row.pattern.isEnabled()
    row.frozen.setText("0")
    row.frozen.commit()
    event = studio.wait_for_event(HyperparameterChanged)
    assert (event.key, event.old, event.new) == ("training.groups.1.frozen_until", 1, 0)
    studio.session.resume()
    studio.wait_for_event(RunEnded)


def test_any_model_is_trained_in_stages(studio):
    studio.session.set_recipe(small(studio.session.recipe))
    click(studio, "modelPageButton")
    panel = studio.window.pages.model.stages
    panel.set_expanded(True)
    studio.wait_for(lambda: panel.stages.modules.model().rowCount() == 3)
    assert not panel.stages.groups.head_first.isVisible()
    studio.qtbot.mouseClick(panel.stages.groups.add, Qt.MouseButton.LeftButton)
    row = panel.stages.groups.rows[0]
    assert row.pattern.value == "linear_relu_stack.4"
    row.pattern.setText("linear_relu_stack.0")
    row.pattern.commit()
    row.frozen.setText("-1")
    row.frozen.commit()
    assert [panel.stages.modules.cell(at, 3) for at in range(3)] == ["frozen", "yes", "yes"]
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.training.groups[0].frozen_until == 0
    studio.window.pages.model.show_kind(Kind.TORCHVISION)
    assert not panel.isVisible()


def test_groups_are_added_edited_and_removed(studio):
    studio.session.set_recipe(small(studio.session.recipe))
    part = opened(studio)
    choose(studio, part, "squeezenet1_1")
    studio.wait_for(lambda: part.stages.modules.model().rowCount() > 20)
    click(studio, "addGroupButton")
    assert studio.session.recipe.training.groups[0].pattern == "classifier"
    row = part.stages.groups.rows[0]
    row.decay.setText("0.01")
    row.decay.commit()
    assert studio.session.recipe.training.groups[0].weight_decay == 0.01
    row.decay.setText("")
    row.decay.commit()
    assert studio.session.recipe.training.groups[0].weight_decay is None
    row.remove.setFocus()
    studio.qtbot.keyClick(row.remove, Qt.Key.Key_Space)
    assert part.stages.groups.add.hasFocus()
    assert not studio.session.recipe.training.groups
    assert not part.stages.groups.rows


def test_the_table_has_all_the_room_while_nothing_is_chosen(studio):
    part = opened(studio)
    assert part.table.height() > part.height() * 2 // 3
    assert part.table.width() > part.width() * 3 // 4
    choose(studio, part, "resnet18")
    studio.wait_for(lambda: part.weights.isVisible() and part.weights.width() > 100)
    studio.action(Do.UNDO).trigger()
    assert not part.weights.isVisible()
