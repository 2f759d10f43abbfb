"""The builder: a network is stacked by mouse and trained; what does not fit is said and mended; keys do it all."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from studio.look import i18n
from studio.window.actions import Do
from tests.gui.hands import choose_file, click
from tests.gui.model.conftest import CNN
from trainer_core.protocol.commands import Keep
from trainer_core.protocol.events import RunEnded

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_network_is_stacked_by_mouse_and_trained(builder):
    studio = builder.studio
    click(studio, "modelPageButton")
    click(studio, "layers")
    click(studio, "layersFirstButton")
    builder.pick("conv2d")
    for kind in ("relu", "maxpool2d", "flatten", "linear"):
        click(studio, "layerAddButton")
        builder.pick(kind)
    assert builder.types == ["Conv2d", "ReLU", "MaxPool2d", "Flatten", "Linear"]
    assert "10" in builder.card(4).problem.text()
    assert not studio.button("trainButton").isEnabled()
    repair = builder.card(4).findChild(QPushButton, "layerRepair_0")
    builder.click(repair)
    builder.wait_until_traced()
    assert builder.part.trace.problem is None
    assert builder.part.trace.output_shape == (10,)
    studio.wait_until_prepared()
    ended = studio.train_to_end()
    assert ended.summary.test["accuracy"] > 0.3


def test_an_impossible_chain_is_mended_by_a_click_and_the_click_is_undone(cnn):
    studio = cnn.studio
    cnn.choose(3)
    studio.button("layerRemoveButton").click()
    cnn.wait_until_traced()
    broken = cnn.card(3)
    assert broken.problem.isVisible()
    assert studio.session.errors.keys() == {"model.layers"}
    assert not studio.button("trainButton").isEnabled()
    repairs = {button.text(): button for button in broken.findChildren(QPushButton)}
    cnn.click(repairs["Insert Flatten"])
    cnn.wait_until_traced()
    assert cnn.types == [layer["type"] for layer in CNN]
    assert not studio.session.errors
    studio.action(Do.UNDO).trigger()
    studio.action(Do.UNDO).trigger()
    cnn.wait_until_traced()
    assert studio.session.recipe.model.arguments["layers"] == CNN
    studio.action(Do.REDO).trigger()
    assert "Flatten" not in cnn.types
    studio.action(Do.UNDO).trigger()


def test_cards_show_what_each_layer_makes_of_the_data(cnn):
    face = cnn.card(0).face.face
    assert (face.cell("output"), face.cell("parameters")) == ("4 × 28 × 28", "40")
    assert cnn.card(4).face.face.cell("output") == "10"
    assert "2,010 parameters" in cnn.studio.window.pages.model.structure.totals.text()
    assert "10 outputs for 10 classes" in cnn.studio.window.pages.model.structure.verdict.text()


def test_an_argument_is_edited_in_its_field(cnn):
    cnn.choose(0)
    field = cnn.studio.find("layerOutChannelsField", QLineEdit)
    field.selectAll()
    cnn.studio.qtbot.keyClicks(field, "8")
    cnn.studio.qtbot.keyClick(field, Qt.Key.Key_Return)
    cnn.wait_until_traced()
    assert cnn.card(0).face.face.cell("output") == "8 × 28 × 28"
    assert cnn.column.form.editors["out_channels"] is field
    field.selectAll()
    cnn.studio.qtbot.keyClicks(field, "0")
    cnn.studio.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.error
    assert cnn.studio.session.recipe.model.arguments["layers"][0]["out_channels"] == 8


def test_layers_are_dragged_also_into_blocks(builder):
    builder.show([{"type": "Residual", "layers": [{"type": "ReLU"}]}, *CNN])
    builder.drag(builder.card(2), builder.line(0, "layers", 1))
    assert builder.types == ["Residual", *(layer["type"] for layer in CNN if layer["type"] != "ReLU")]
    inside = builder.studio.session.recipe.model.arguments["layers"][0]["layers"]
    assert [layer["type"] for layer in inside] == ["ReLU", "ReLU"]
    builder.wait_until_traced()
    builder.drag(builder.card(0, "layers", 0), builder.card(1))
    assert builder.types[:3] == ["Residual", "ReLU", "Conv2d"]
    assert builder.column.path == (1,)


def test_the_keyboard_alone_adds_moves_disables_duplicates_and_removes(cnn):
    studio = cnn.studio
    cnn.choose(1)
    cnn.key(Qt.Key.Key_Down)
    assert cnn.column.path == (2,)
    cnn.key(Qt.Key.Key_Up, ALT)
    assert cnn.types[:3] == ["Conv2d", "MaxPool2d", "ReLU"]
    assert cnn.column.path == (1,)
    cnn.key(Qt.Key.Key_Space)
    assert studio.session.recipe.model.arguments["layers"][1]["enabled"] is False
    cnn.wait_until_traced()
    assert cnn.card(1).face.face.off == "off"
    cnn.key(Qt.Key.Key_Space)
    cnn.key(Qt.Key.Key_D, CONTROL)
    assert cnn.types[:4] == ["Conv2d", "MaxPool2d", "MaxPool2d", "ReLU"]
    cnn.key(Qt.Key.Key_Delete)
    assert cnn.types[:3] == ["Conv2d", "MaxPool2d", "ReLU"]
    cnn.key(Qt.Key.Key_Insert)
    cnn.pick("batchn")
    assert "BatchNorm1d" in cnn.types or "BatchNorm2d" in cnn.types
    assert cnn.card(*cnn.column.path).hasFocus()
    cnn.key(Qt.Key.Key_Return)
    assert cnn.column.form.isAncestorOf(QApplication.focusWidget())


def test_layers_are_copied_and_pasted_between_recipes(cnn):
    studio = cnn.studio
    cnn.choose(0)
    cnn.key(Qt.Key.Key_C, CONTROL)
    assert 'type = "Conv2d"' in QApplication.clipboard().text()
    studio.session.set_recipe(studio.session.recipe.with_values({"model.layers": CNN[3:]}))
    cnn.wait_until_traced()
    cnn.choose(0)
    cnn.key(Qt.Key.Key_V, CONTROL)
    assert cnn.types == ["Flatten", "Conv2d", "Linear"]
    studio.action(Do.UNDO).trigger()
    cnn.choose(0)
    studio.action(Do.PASTE).trigger()
    assert cnn.types == ["Flatten", "Conv2d", "Linear"]
    QApplication.clipboard().setText("nothing of the kind")
    cnn.choose(0)
    cnn.key(Qt.Key.Key_V, CONTROL)
    assert cnn.types == ["Flatten", "Conv2d", "Linear"]
    assert studio.window.banner.isVisible()


def click_with(builder, held, *path) -> None:
    card = builder.card(*path)
    place = QPoint(card.indent + 30, 20)
    builder.studio.qtbot.mouseClick(card, Qt.MouseButton.LeftButton, held, place)


def test_several_layers_are_chosen_by_mouse_and_edited_in_one_step(cnn):
    studio = cnn.studio
    cnn.choose(0)
    click_with(cnn, SHIFT, 2)
    assert [line.path for line in cnn.column.lines if line.is_chosen] == [(0,), (1,), (2,)]
    assert studio.find("layersChosenCount", QLabel).text() == "3 layers chosen"
    assert cnn.column.form is None
    click_with(cnn, CONTROL, 1)
    assert cnn.column.chosen_layers == ((0,), (2,))
    click(studio, "layersChosenRemove")
    assert cnn.types == ["ReLU", "Flatten", "Linear"]
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.model.arguments["layers"] == CNN
    cnn.wait_until_traced()
    assert not studio.find("layersChosenBar", QWidget).isVisible()
    cnn.choose(1)
    click_with(cnn, CONTROL, 2)
    cnn.drag(cnn.card(1), cnn.card(4), below=True)
    assert cnn.types == ["Conv2d", "Flatten", "Linear", "ReLU", "MaxPool2d"]
    assert cnn.column.chosen_layers == ((3,), (4,))
    studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.model.arguments["layers"] == CNN
    cnn.choose(3)
    assert cnn.column.form is not None


def test_the_keyboard_chooses_several_layers_and_edits_them_together(cnn):
    studio = cnn.studio
    cnn.choose(1)
    cnn.key(Qt.Key.Key_Down, SHIFT)
    assert cnn.column.chosen_layers == ((1,), (2,))
    cnn.key(Qt.Key.Key_Up, ALT)
    assert cnn.types[:3] == ["ReLU", "MaxPool2d", "Conv2d"]
    assert cnn.column.chosen_layers == ((0,), (1,))
    cnn.key(Qt.Key.Key_Space)
    layers = studio.session.recipe.model.arguments["layers"]
    assert [layer.get("enabled", True) for layer in layers] == [False, False, True, True, True]
    cnn.key(Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().count("[[model.layers]]") == 2
    cnn.key(Qt.Key.Key_D, CONTROL)
    assert cnn.types[:4] == ["ReLU", "MaxPool2d", "ReLU", "MaxPool2d"]
    assert cnn.column.chosen_layers == ((2,), (3,))
    cnn.key(Qt.Key.Key_Escape)
    assert cnn.column.chosen_layers == ((3,),)
    cnn.key(Qt.Key.Key_A, CONTROL)
    assert len(cnn.column.chosen_layers) == 7
    for _ in range(3):
        studio.action(Do.UNDO).trigger()
    assert studio.session.recipe.model.arguments["layers"] == CNN


def test_branches_are_added_filled_and_removed(builder):
    builder.show([{"type": "Parallel", "branches": [[{"type": "ReLU"}], []]}, *CNN])
    builder.choose(0)
    builder.studio.button("layerBranchButton").click()
    assert len(builder.studio.session.recipe.model.arguments["layers"][0]["branches"]) == 3
    builder.wait_until_traced()
    end = builder.line(0, "branches", 2, 0)
    builder.click(end, QPoint(60, 10))
    builder.pick("tanh")
    builder.click(builder.line(0, "branches", 1, 0), QPoint(60, 10))
    builder.part.palette_.hide()
    builder.key(Qt.Key.Key_Delete)
    branches = builder.studio.session.recipe.model.arguments["layers"][0]["branches"]
    assert [[layer["type"] for layer in branch] for branch in branches] == [["ReLU"], ["Tanh"]]


def test_a_built_in_network_is_edited_as_layers(builder):
    studio = builder.studio
    click(studio, "modelPageButton")
    click(studio, "builtIn_small_cnn")
    studio.wait_for(lambda: "421,642" in studio.window.pages.model.structure.totals.text())
    click(studio, "editAsLayers_small_cnn")
    builder.wait_until_traced()
    assert studio.window.pages.model.kind == "layers"
    assert builder.part.trace.parameters == 421_642
    click(studio, "trainPageButton")
    assert studio.window.form.row("model.layers").editor.label.text()
    studio.window.form.row("model.layers").editor.button.click()
    assert studio.window.pages.model.isVisible()


def test_the_palette_finds_by_name_and_by_what_a_layer_does(cnn):
    cnn.choose(0)
    cnn.key(Qt.Key.Key_Insert)
    palette = cnn.part.palette_
    box = palette.filter
    assert len(palette.offered()) > 60
    cnn.studio.qtbot.keyClicks(box, "overfit")
    assert palette.offered()[0] == "Dropout"
    cnn.studio.qtbot.keyClick(box, Qt.Key.Key_Escape)
    cnn.studio.wait_for(lambda: not palette.isVisible())
    assert cnn.types == [layer["type"] for layer in CNN]


def test_the_diagram_follows_the_list_and_the_list_the_diagram(cnn):
    diagram = cnn.studio.window.pages.model.structure.diagram
    cnn.choose(2)
    assert diagram.key == (2,)
    cnn.click(diagram, diagram.place_of((4,)).toPoint())
    assert cnn.column.path == (4,)


def test_the_diagram_is_saved_as_svg_and_png(cnn, tmp_path):
    for name, begins in (("drawing.svg", b"<?xml"), ("picture.png", b"\x89PNG")):
        cnn.studio.answer("saveDiagramDialog", choose_file(tmp_path / name))
        click(cnn.studio, "diagramExportButton")
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_network_is_read_as_code_copied_and_saved(cnn, tmp_path):
    seen = []

    def act(dialog):
        seen.append(dialog.findChild(QPlainTextEdit, "codeText").toPlainText())
        dialog.copy_button.click()
        cnn.studio.answer("saveCodeDialog", choose_file(tmp_path / "net.py"))
        dialog.save_button.click()
        dialog.close_button.click()

    cnn.studio.answer("codeDialog", act)
    click(cnn.studio, "layersCodeButton")
    assert "nn.Conv2d(1, 4" in seen[0]
    assert QApplication.clipboard().text() == seen[0]
    assert (tmp_path / "net.py").read_text(encoding="utf-8") == seen[0]


def test_the_list_is_locked_while_a_run_is_under_way(cnn):
    cnn.studio.session.set_value("training.epochs", 500)
    click(cnn.studio, "trainButton")
    cnn.studio.wait_for_state("training")
    click(cnn.studio, "modelPageButton")
    assert not cnn.card(0).isEnabled()
    cnn.studio.session.stop(Keep.NOTHING)
    cnn.studio.wait_for_event(RunEnded)
    cnn.studio.wait_for(lambda: cnn.card(0).isEnabled())


def test_layers_follow_data_that_they_do_not_fit_yet(cnn):
    studio = cnn.studio
    studio.session.set_value("data.source", "moons")
    studio.wait_for(lambda: cnn.part.data is not None and len(cnn.part.data[0]) == 1 and cnn.part.is_traced)
    assert cnn.card(0).problem.isVisible()
    assert not studio.button("trainButton").isEnabled()
    studio.action(Do.UNDO).trigger()
    studio.wait_for(lambda: cnn.part.is_traced and cnn.part.trace.problem is None)
    assert studio.button("trainButton").isEnabled()


def test_layers_are_traced_again_when_the_data_comes_back_that_is_still_prepared(cnn):
    """Data that is still prepared is not prepared again, so no event repeats its shape."""
    studio = cnn.studio
    studio.wait_for(lambda: studio.session.preparation.recipe == studio.session.recipe)
    studio.session.set_value("data.source", "moons")
    studio.wait_for(lambda: cnn.part.data is not None and len(cnn.part.data[0]) == 1 and cnn.part.is_traced)
    studio.action(Do.UNDO).trigger()
    studio.wait_for(lambda: cnn.part.is_traced and cnn.part.trace.problem is None)
    assert studio.button("trainButton").isEnabled()


def test_the_builder_speaks_korean_and_english(cnn):
    studio, app = cnn.studio, cnn.studio.studio.app
    studio.session.set_recipe(studio.session.recipe.with_values({"model.layers": [*CNN[:3], CNN[4]]}))
    cnn.wait_until_traced()
    cnn.choose(0)
    verdict = studio.window.pages.model.structure.verdict

    def said() -> tuple[str, ...]:
        return cnn.part.add_button.text(), cnn.card(3).problem.text(), cnn.column.form.more.text(), verdict.text()

    english = said()
    i18n.set_language(app, "ko")
    studio.wait_for(lambda: all(one != other for one, other in zip(english, said(), strict=True)))
    i18n.set_language(app, "en")
    studio.wait_for(lambda: said() == english)


def test_the_repaired_card_has_the_keyboard_and_is_chosen(cnn):
    cnn.choose(3)
    cnn.key(Qt.Key.Key_Delete)
    cnn.wait_until_traced()
    repair = next(each for each in cnn.card(3).findChildren(QPushButton) if each.text() == "Insert Flatten")
    repair.setFocus()
    cnn.key(Qt.Key.Key_Space)
    assert cnn.card(4).hasFocus()
    assert cnn.column.path == (4,)
    cnn.wait_until_traced()
    assert cnn.card(4).hasFocus()


def test_the_keyboard_stays_in_the_list_when_what_had_it_is_deleted(cnn):
    cnn.choose(4)
    cnn.studio.button("layerRemoveButton").setFocus()
    cnn.key(Qt.Key.Key_Space)
    cnn.wait_until_traced()
    assert cnn.types[-1] == "Flatten"
    assert cnn.column.isAncestorOf(QApplication.focusWidget())


def test_what_is_chosen_follows_its_layer_when_a_drag_is_undone(cnn):
    cnn.drag(cnn.card(0), cnn.card(3))
    assert cnn.types[:3] == ["ReLU", "MaxPool2d", "Conv2d"]
    assert cnn.column.path == (2,)
    cnn.studio.action(Do.UNDO).trigger()
    assert cnn.column.path == (0,)
    cnn.studio.action(Do.REDO).trigger()
    assert cnn.column.path == (2,)


def test_the_names_of_the_columns_stand_over_their_numbers_also_without_a_scroll_bar(builder):
    builder.show([*CNN[:1], *([{"type": "ReLU"}] * 30), *CNN[1:]])
    builder.studio.wait_for(builder.column.verticalScrollBar().isVisible)
    builder.show(CNN)
    builder.studio.wait_for(lambda: not builder.column.verticalScrollBar().isVisible())
    builder.studio.wait_for(lambda: builder.part.heads._width == builder.column.viewport().width())


def test_layers_are_counted_as_they_are_seen(builder):
    builder.show([{"type": "Residual", "layers": [{"type": "ReLU"}], "shortcut": [{"type": "ReLU"}]}, *CNN])
    assert builder.studio.window.pages.model.summary.text().startswith("8 layers")
