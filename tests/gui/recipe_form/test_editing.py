"""The recipe's form: an editor for every field of every part, wrong values kept and explained."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.session.session import Action
from studio.views.recipe.layers_field import LayersField
from studio.views.recipe.parts_field import PartsField
from studio.widgets.arguments_field import ArgumentsField
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.line_field import TextField
from studio.widgets.list_field import ListField
from studio.widgets.number_field import NumberField
from tests.gui.recipe_form.conftest import PARTS, type_into
from trainer_core.parts.optimizers import optimizers
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import describe, value_of

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_every_field_of_every_part_has_an_editor_that_shows_the_recipe(form, session, section, name):
    assert session.set_value(f"{section}.name", name)
    for info in describe(session.recipe):
        assert list(form.sections[info.key].rows) == [field.key for field in info.fields]
        for field in info.fields:
            row = form.row(field.key)
            kind = {
                "arguments": ArgumentsField,
                "int": NumberField,
                "float": NumberField,
                "bool": CheckField,
                "choice": ChoiceField,
                "ints": ListField,
                "floats": ListField,
                "parts": PartsField,
                "path": TextField,
                "text": TextField,
                "layers": LayersField,
            }[field.kind]
            assert isinstance(row.editor, kind)
            value = value_of(session.recipe, field.key)
            assert row.editor.value == (list(value) if isinstance(value, tuple) else value), field.key
            assert row.editor.accessibleName()
            assert row.editor.toolTip()
            assert row.badge.isHidden() != field.live
            assert not row.error


@pytest.mark.parametrize(("section", "name"), PARTS)
def test_every_number_survives_being_typed_as_it_is_shown(form, session, section, name):
    session.set_value(f"{section}.name", name)
    before = session.recipe
    for row in form.sections[section].rows.values():
        if isinstance(row.editor, (NumberField, ListField)):
            row.editor.setModified(True)
            assert row.editor.commit() is not False, row.key
    assert session.recipe == before
    assert not session.errors


def test_object_names_are_made_from_the_keys(form):
    assert form.findChild(NumberField, "optimizerLrField") is form.row("optimizer.lr").editor
    assert form.findChild(NumberField, "dataBatchSizeField") is form.row("data.batch_size").editor
    assert form.findChild(ChoiceField, "optimizerNameField") is form.row("optimizer.name").editor


def test_a_typed_value_reaches_the_recipe_on_enter(qtbot, form, session):
    type_into(qtbot, form.row("data.batch_size").editor, "128")
    assert session.recipe.data.batch_size == 128


def test_a_typed_value_reaches_the_recipe_on_tab_and_the_focus_goes_on_downwards(qtbot, form, session):
    form.row("data.validation_share").editor.setFocus()
    type_into(qtbot, form.row("data.validation_share").editor, "20", Qt.Key.Key_Tab)
    assert session.recipe.data.validation_share == 20
    assert QApplication.focusWidget() is form.row("data.batch_size").editor


def test_escape_brings_back_the_value_of_the_recipe(qtbot, form, session):
    editor = form.row("data.batch_size").editor
    type_into(qtbot, editor, "99", Qt.Key.Key_Escape)
    assert editor.text() == "64"
    assert session.recipe.data.batch_size == 64


def test_a_wrong_value_stays_with_its_reason_and_train_is_off_until_it_is_mended(qtbot, form, session):
    row = form.row("data.batch_size")
    type_into(qtbot, row.editor, "0")
    assert row.editor.text() == "0"
    assert row.remark == "This must be at least 1."
    assert row.editor.property("invalid") == "true"
    assert session.recipe.data.batch_size == 64
    assert not session.possible(Action.TRAIN)
    type_into(qtbot, row.editor, "32")
    assert not row.remark
    assert not session.errors
    assert session.possible(Action.TRAIN)
    assert session.recipe.data.batch_size == 32


def test_escape_on_a_wrong_value_clears_the_mark(qtbot, form, session):
    row = form.row("data.batch_size")
    type_into(qtbot, row.editor, "many")
    assert session.errors
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "64"
    assert not row.remark
    assert not session.errors


def test_a_wrong_text_outlives_changes_of_other_fields(qtbot, form, session):
    type_into(qtbot, form.row("data.batch_size").editor, "x")
    type_into(qtbot, form.row("training.epochs").editor, "7")
    assert session.recipe.training.epochs == 7
    assert form.row("data.batch_size").editor.text() == "x"
    assert form.row("data.batch_size").error


def test_a_refused_value_stays_marked_and_escape_brings_back_the_recipes(qtbot, form, session, monkeypatch):
    row = form.row("training.epochs")

    def refuse(key, value):
        session.mark_error(key, "Not this one.")
        return False

    monkeypatch.setattr(session, "set_value", refuse)
    type_into(qtbot, row.editor, "6")
    assert row.editor.text() == "6"
    assert row.remark == "Not this one."
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "5"
    assert not session.errors


def test_another_recipe_replaces_everything_also_wrong_texts(qtbot, form, session):
    type_into(qtbot, form.row("data.batch_size").editor, "0")
    session.set_recipe(Recipe.from_dict({"data": {"batch_size": 64}, "optimizer": {"name": "SGD", "lr": 0.05}}))
    assert form.row("data.batch_size").editor.text() == "64"
    assert not form.row("data.batch_size").remark
    assert form.row("optimizer.name").editor.value == "SGD"
    assert form.row("optimizer.lr").editor.text() == "0.05"
    assert not session.errors


def test_showing_another_recipe_changes_no_recipe(form, session):
    other = Recipe.from_dict({"training": {"epochs": 9, "channels_last": True}, "data": {"resample": True}})
    changes = []
    session.recipe_changed.connect(lambda: changes.append(session.recipe))
    session.set_recipe(other)
    assert changes == [other]
    assert form.row("data.resample").editor.isChecked()


@pytest.mark.parametrize(
    ("key", "word"),
    [("data.limit", "all"), ("training.stop_early_after", "off"), ("training.threads", "automatic")],
)
def test_zero_is_shown_as_its_word_and_the_word_can_be_typed(qtbot, form, session, key, word):
    form.reveal(key)
    editor = form.row(key).editor
    assert editor.text() == word
    type_into(qtbot, editor, "3")
    assert editor.text() == "3"
    type_into(qtbot, editor, word)
    assert editor.text() == word
    section, _, name = key.partition(".")
    assert getattr(getattr(session.recipe, section), name) == 0


def test_a_list_is_typed_with_commas_and_a_wrong_item_is_named(qtbot, form, session):
    form.reveal("optimizer.betas")
    row = form.row("optimizer.betas")
    type_into(qtbot, row.editor, "0.8, 0.99")
    assert tuple(session.recipe.optimizer.betas) == (0.8, 0.99)
    type_into(qtbot, row.editor, "0.8, two")
    assert "“two”" in row.remark
    type_into(qtbot, row.editor, "0.8")
    assert row.remark == "The list must have exactly 2 values."
    assert tuple(session.recipe.optimizer.betas) == (0.8, 0.99)
    qtbot.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.editor.text() == "0.8, 0.99"
    assert not session.errors


@pytest.mark.parametrize("text", ["0,8 0,99", "0,8", "1,5 2", "0,8; 0,99"])
def test_a_list_of_fractions_takes_no_decimal_comma(qtbot, form, session, text):
    form.reveal("optimizer.betas")
    before = session.recipe
    row = form.row("optimizer.betas")
    type_into(qtbot, row.editor, text)
    assert "is not clear. Write the list like 0.9, 0.99." in row.remark
    assert session.recipe == before


def test_a_list_of_fractions_may_have_commas_without_spaces(qtbot, form, session):
    form.reveal("optimizer.betas")
    type_into(qtbot, form.row("optimizer.betas").editor, "0.8,0.99")
    assert tuple(session.recipe.optimizer.betas) == (0.8, 0.99)


def test_a_list_of_whole_numbers_takes_no_fraction(qtbot, form, session):
    session.set_value("model.name", "mlp")
    info = next(field for field in form.sections["model"].info.fields if field.kind == "ints")
    form.reveal(info.key)
    type_into(qtbot, form.row(info.key).editor, "128 64.5")
    assert form.row(info.key).remark == "64.5 must be a whole number."
    type_into(qtbot, form.row(info.key).editor, "128 64")
    assert list(session.recipe.model.arguments[info.key.partition(".")[2]]) == [128, 64]


def test_a_check_box_switches_with_the_space_bar(qtbot, form, session):
    form.reveal("data.resample")
    qtbot.keyClick(form.row("data.resample").editor, Qt.Key.Key_Space)
    assert session.recipe.data.resample is True


def test_another_optimizer_rebuilds_its_section_and_keeps_the_focus(qtbot, form, session):
    editor = form.row("optimizer.name").editor
    others = {key: [*section.rows.values()] for key, section in form.sections.items() if key != "optimizer"}
    editor.setFocus()
    names = [entry.name for entry in optimizers]
    step = names.index("SGD") - names.index("Adam")
    for _ in range(abs(step)):
        qtbot.keyClick(editor, Qt.Key.Key_Down if step > 0 else Qt.Key.Key_Up)
    assert session.recipe.optimizer.name == "SGD"
    assert form.row("optimizer.name").editor is editor
    assert QApplication.focusWidget() is editor
    assert "optimizer.momentum" in form.sections["optimizer"].rows
    assert "optimizer.betas" not in form.sections["optimizer"].rows
    assert {key: [*section.rows.values()] for key, section in form.sections.items() if key != "optimizer"} == others


def test_a_field_that_goes_away_takes_its_error_with_it(qtbot, form, session):
    form.reveal("optimizer.betas")
    type_into(qtbot, form.row("optimizer.betas").editor, "x")
    assert session.errors
    session.set_value("optimizer.name", "SGD")
    assert not session.errors


def test_tab_goes_from_top_to_bottom_also_after_a_rebuild(form, session):
    session.set_value("optimizer.name", "SGD")
    stops = [stop for section in form.sections.values() for stop in section.stops()]
    seen, widget = [], stops[0]
    for _ in range(500):
        if widget in stops:
            seen.append(widget)
        widget = widget.nextInFocusChain()
        if widget is stops[0]:
            break
    assert seen == stops


def test_the_wheel_over_the_form_scrolls_and_changes_nothing(qtbot, form, session):
    form.resize(284, 300)
    before = session.recipe
    for key in ("optimizer.name", "data.batch_size", "training.precision"):
        editor = form.row(key).editor
        editor.clearFocus()
        centre = QPointF(editor.rect().center())
        event = QWheelEvent(
            centre,
            centre,
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(editor, event)
    assert session.recipe == before
