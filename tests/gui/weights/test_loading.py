"""Loading chosen tensors of a file: previewed, checked and renamed by hand, and what cannot be loaded says why."""

from __future__ import annotations

import torch
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.views.weights import loading as loading_page
from studio.views.weights.weights_view import WeightsView
from tests.gui.weights.conftest import LEFT, TIMEOUT, opened
from trainer_core.protocol.events import WeightsLoaded
from trainer_core.protocol.weights_choice import WeightsChoice


def prepared(view: WeightsView, qtbot) -> None:
    view.ear.session.prepare()
    qtbot.waitUntil(lambda: view.ear.session.preparation is not None, timeout=TIMEOUT)


def test_a_preview_follows_boxes_and_renames_and_loads_what_it_says(view, fitting, qtbot):
    prepared(view, qtbot)
    opened(view, fitting, qtbot)
    qtbot.mouseClick(view.load_button, LEFT)
    page = view.loading
    qtbot.waitUntil(lambda: page.load.text() == "Load 5 of 6 tensors", timeout=TIMEOUT)
    assert "“old.” was removed" in page.remark.text()
    assert "shape differs: 1" in page.counts.text()
    assert "not in the model: 1" in page.counts.text()
    tree = page.tree
    tree.setCurrentIndex(tree.index_for("old.linear_relu_stack.0.weight"))
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.load.text() == "Load 4 of 6 tensors", timeout=TIMEOUT)
    assert tree.index_for("old.linear_relu_stack.0.weight", loading_page.VERDICT).data() == "left out"
    qtbot.mouseClick(page.load, LEFT)
    qtbot.waitUntil(lambda: any(isinstance(each, WeightsLoaded) for each in view.ear.events), timeout=TIMEOUT)
    ((asked, choice),) = view.ear.asked
    assert asked == fitting
    assert "old.linear_relu_stack.0.weight" not in choice.keys
    assert choice.renames == ()
    qtbot.waitUntil(view.banner.isVisible, timeout=TIMEOUT)
    assert view.banner.sentence.startswith("Loaded 4 tensors from old.pt")


def test_a_module_is_checked_with_all_its_keys(view, fitting, qtbot):
    opened(view, fitting, qtbot)
    qtbot.mouseClick(view.load_button, LEFT)
    tree = view.loading.tree
    layer = tree.index_for("old.linear_relu_stack.2.weight").parent()
    tree.setCurrentIndex(layer)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert view.loading.model.unchecked == {"old.linear_relu_stack.2.weight", "old.linear_relu_stack.2.bias"}
    assert Qt.CheckState(layer.parent().data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.PartiallyChecked
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert view.loading.choice == WeightsChoice()


def test_renames_that_collide_say_so_and_cannot_be_loaded(view, fitting, qtbot):
    prepared(view, qtbot)
    opened(view, fitting, qtbot)
    qtbot.mouseClick(view.load_button, LEFT)
    page = view.loading
    qtbot.mouseClick(page.renames.add, LEFT)
    kind = page.findChild(QWidget, "weightsRenameKind0")
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_End)
    assert page.findChild(QWidget, "weightsRenameBy0").isVisible()
    qtbot.keyClicks(page.findChild(QWidget, "weightsRenameText0"), "weight")
    qtbot.keyClicks(page.findChild(QWidget, "weightsRenameBy0"), "bias")
    qtbot.waitUntil(lambda: "would both be called" in page.remark.text(), timeout=TIMEOUT)
    assert not page.load.isEnabled()
    qtbot.mouseClick(page.findChild(QWidget, "weightsRenameRemove0"), LEFT)
    qtbot.waitUntil(lambda: page.load.text() == "Load 5 of 6 tensors", timeout=TIMEOUT)


def test_a_new_model_is_previewed_anew(view, fitting, qtbot):
    opened(view, fitting, qtbot)
    qtbot.mouseClick(view.load_button, LEFT)
    qtbot.waitUntil(lambda: "no model yet" in view.loading.remark.text(), timeout=TIMEOUT)
    prepared(view, qtbot)
    qtbot.waitUntil(lambda: view.loading.load.text() == "Load 5 of 6 tensors", timeout=TIMEOUT)


def test_a_file_without_a_state_dict_cannot_be_loaded(view, tmp_path, qtbot):
    torch.save([torch.ones(2)], tmp_path / "list.pt")
    opened(view, tmp_path / "list.pt", qtbot)
    assert not view.load_button.isEnabled()
