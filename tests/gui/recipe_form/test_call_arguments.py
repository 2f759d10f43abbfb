"""The arguments of a person's class as fields: typed, with choices and defaults, and marked where they are wrong."""

import pytest
from PySide6.QtCore import Qt

from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.line_field import LiteralField, TextField
from studio.widgets.number_field import NumberField
from tests.gui.recipe_form.conftest import type_into
from tests.gui.recipe_form.test_appearance import _prepared
from trainer_core.errors import Message
from trainer_core.protocol.events import CallDescribed, Refused
from trainer_core.recipe.call_form import ARGUMENTS
from trainer_core.trial.report import Candidate, Parameter

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CALL = Candidate(
    name="Mine",
    kind="class",
    line=3,
    summary="",
    parameters=[
        Parameter(name="root", kind="path", required=True),
        Parameter(name="size", kind="int", required=True),
        Parameter(name="wide", kind="bool", required=True),
        Parameter(name="side", kind="int", required=False, default=3),
        Parameter(name="rate", kind="float", required=False, default=0.5),
        Parameter(name="mode", kind="choice", required=False, default="FAST", choices=["FAST", "SLOW"]),
        Parameter(name="part", kind="choice", required=False, default=1, choices=[1, 2]),
        Parameter(name="mean", kind="literal", required=False, default="(0.5, 0.5)"),
        Parameter(name="flag", kind="bool", required=False, default=False),
        Parameter(name="note", kind="text", required=False, default=""),
    ],
)


@pytest.fixture
def called(form, session, tmp_path):
    """The form with the fields of `CALL`."""
    path = tmp_path / "mine.py"
    session.set_recipe(session.recipe.with_values({"data.source": "dataset", "data.path": str(path)}))
    assert form.row("data.arguments").editor.text() == ""
    session.take(CallDescribed("data", path, (CALL,), "Mine"))
    return form


def given(session):
    return session.recipe.data.arguments["arguments"]


def test_each_argument_is_a_field_of_its_kind_with_its_default(called, session):
    assert "data.arguments" not in called.sections["data"].rows
    editors = {key.rpartition(".")[2]: row.editor for key, row in called.sections["data"].rows.items()}
    kinds = [
        TextField,
        NumberField,
        ChoiceField,
        NumberField,
        NumberField,
        ChoiceField,
        ChoiceField,
        LiteralField,
        CheckField,
        TextField,
    ]
    shown = ["", None, "", 3, 0.5, "FAST", "1", "(0.5, 0.5)", False, ""]
    names = [parameter.name for parameter in CALL.parameters]
    assert [type(editors[name]) for name in names] == kinds
    assert [editors[name].value for name in names] == shown
    assert editors["size"].text() == ""
    assert not any(
        row.reset_button.isVisible() for key, row in called.sections["data"].rows.items() if ARGUMENTS in key
    )
    assert called.row("data.arguments.root").browse_button is not None
    assert given(session) == {}, "what is not changed stays the class's own default"


def test_what_is_set_stands_in_the_recipe_and_is_reset_to_the_default(called, session, qtbot):
    side = called.row("data.arguments.side")
    type_into(qtbot, side.editor, "32")
    called.row("data.arguments.mode").editor.value_changed.emit("SLOW")
    type_into(qtbot, called.row("data.arguments.mean").editor, "(1, 2)")
    assert given(session) == {"side": 32, "mode": "SLOW", "mean": "(1, 2)"}
    qtbot.mouseClick(side.reset_button, Qt.MouseButton.LeftButton)
    assert given(session)["side"] == 3


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [("side", "three", "This is not a whole number"), ("mean", "(1, 2", "Write a value as Python does")],
)
def test_a_wrong_value_is_marked_where_it_stands(called, session, qtbot, name, text, reason):
    row = called.row(f"data.arguments.{name}")
    type_into(qtbot, row.editor, text)
    assert row.remark.startswith(reason)
    assert row.key in session.errors
    assert given(session) == {}


def test_what_the_trial_refuses_is_said_at_its_field(called, session, qtbot):
    problem = Message("{name} needs {arguments}. Give it in the arguments.", {"name": "Mine", "arguments": "root"})
    message = Message("{file}, line {line}: {problem}", {"file": "mine.py", "line": 3, "problem": problem})
    session.take(Refused("Prepare", "argument-missing", message))
    row = called.row("data.arguments.root")
    assert "Mine needs root" in row.remark
    session.set_value("training.epochs", 7)
    assert "Mine needs root" in row.remark
    assert not session.errors, "the file may be mended instead, and Train tries it anew"
    type_into(qtbot, row.editor, "pictures")
    assert given(session) == {"root": "pictures"}
    assert row.remark == ""
    session.take(Refused("Prepare", "argument-missing", message))
    session.take(_prepared(session.recipe))
    assert row.remark == ""


def test_arguments_that_the_class_does_not_take_stay_in_one_line_to_be_mended(called, session, qtbot):
    session.set_recipe(session.recipe.with_values({"data.arguments": {"sides": 4}}))
    row = called.row("data.arguments")
    assert row.editor.text() == "sides = 4"
    type_into(qtbot, row.editor, "side = 4")
    assert called.row("data.arguments.side").editor.value == 4


def test_another_file_or_class_is_not_described_by_this_one(called, session, tmp_path):
    session.set_value("data.class_name", "Other")
    assert "data.arguments.side" not in called.sections["data"].rows
    session.set_value("data.class_name", "Mine")
    assert "data.arguments.side" in called.sections["data"].rows
    session.set_value("data.path", str(tmp_path / "other.py"))
    assert "data.arguments.side" not in called.sections["data"].rows


@pytest.mark.parametrize("section", ["model", "loss", "optimizer", "metric"])
def test_each_section_that_names_a_file_has_the_arguments_of_its_class(form, session, qtbot, tmp_path, section):
    path = tmp_path / "net.py"
    session.set_recipe(session.recipe.with_values({f"{section}.name": "file", f"{section}.path": str(path)}))
    assert f"{section}.arguments" in form.sections[section].rows
    session.take(CallDescribed(section, path, (CALL,), "Mine"))
    side = form.row(f"{section}.arguments.side")
    assert f"{section}.arguments" not in form.sections[section].rows
    type_into(qtbot, side.editor, "32")
    arguments = getattr(session.recipe, section).arguments
    assert arguments["arguments"] == {"side": 32}
    problem = Message("{name} needs {arguments}.", {"name": "Mine", "arguments": "root"})
    message = Message("{file}, line {line}: {problem}", {"file": "net.py", "line": 3, "problem": problem})
    session.take(Refused("Prepare", "argument-missing", message))
    assert "Mine needs root" in form.row(f"{section}.arguments.root").remark
    session.set_value(f"{section}.class", "Other")
    assert f"{section}.arguments" in form.sections[section].rows


@pytest.mark.parametrize(
    ("section", "named", "field"),
    [
        ("data", {"data.source": "dataset"}, "data.class_name"),
        ("model", {"model.name": "file"}, "model.class"),
        ("loss", {"loss.name": "file"}, "loss.class"),
    ],
)
def test_what_the_file_holds_can_be_chosen_and_takes_no_arguments_of_another(
    form, session, qtbot, tmp_path, section, named, field
):
    path = tmp_path / "mine.py"
    session.set_recipe(session.recipe.with_values({**named, f"{section}.path": str(path)}))
    assert isinstance(form.row(field).editor, TextField)
    other = Candidate(name="Other", kind="class", line=9, summary="Another one.", parameters=[])
    session.take(CallDescribed(section, path, (CALL, other), ""))
    session.set_recipe(session.recipe.with_values({f"{section}.arguments": {"side": 4}}))
    editor = form.row(field).editor
    assert isinstance(editor, ChoiceField)
    assert [editor.itemText(index) for index in range(editor.count())] == ["Automatic", "Mine", "Other"]
    assert editor.itemData(2, Qt.ItemDataRole.ToolTipRole) == "Another one."
    form.reveal(field)
    qtbot.keyClick(editor, Qt.Key.Key_End)
    given = getattr(session.recipe, section).arguments
    assert (given[field.partition(".")[2]], given["arguments"]) == ("Other", {})
    # A name that the file does not hold any more is still shown.
    session.take(CallDescribed(section, path, (CALL,), ""))
    assert [editor.itemText(index) for index in range(editor.count())] == ["Automatic", "Mine", "Other"]
    assert editor.value == "Other"
