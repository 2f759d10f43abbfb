"""The field for a number: read as people write it, stepped by key and wheel, kept and explained when wrong."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.look.numbers import NumberError, NumberRules
from studio.widgets.number_field import NumberField
from tests.gui.conftest import shown

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


def _wheel(widget: QWidget, angle: int) -> QWheelEvent:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre,
        centre,
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(widget, event)
    return event


LEARNING_RATE = NumberRules(minimum=0, open_minimum=True, logarithmic=True)
BATCH = NumberRules(whole=True, minimum=1, maximum=4096, logarithmic=True)
OFF = NumberRules(whole=True, minimum=0, zero="off")


@pytest.mark.parametrize(
    ("text", "rules", "value"),
    [
        ("3e-4", LEARNING_RATE, 3e-4),
        (" 0.5 ", LEARNING_RATE, 0.5),
        ("60,000", NumberRules(whole=True), 60000),
        ("1e3", BATCH, 1000),
        ("OFF", OFF, 0),
        ("−2", NumberRules(), -2.0),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, rules: NumberRules, value: float) -> None:
    assert rules.parse(text) == value


@pytest.mark.parametrize(
    ("text", "rules", "reason"),
    [
        ("", BATCH, "empty"),
        ("abc", BATCH, "not-a-number"),
        ("nan", LEARNING_RATE, "not-a-number"),
        ("inf", LEARNING_RATE, "not-a-number"),
        ("1e999", LEARNING_RATE, "not-a-number"),
        ("1,5", LEARNING_RATE, "not-a-number"),
        ("1.5", BATCH, "not-whole"),
        ("0", BATCH, "too-small"),
        ("0", LEARNING_RATE, "too-small"),
        ("5000", BATCH, "too-large"),
        ("1e99", NumberRules(whole=True), "too-large"),
    ],
)
def test_what_is_no_number_for_the_field_has_a_reason(text: str, rules: NumberRules, reason: str) -> None:
    with pytest.raises(NumberError) as caught:
        rules.parse(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("value", "text"),
    [(3e-4, "3e-4"), (1.25e-5, "1.25e-5"), (0.1, "0.1"), (10.0, "10"), (1e7, "1e7"), (0.0, "0")],
)
def test_a_number_is_written_in_its_shortest_form_and_reads_back(value: float, text: str) -> None:
    assert NumberRules().write(value) == text
    assert NumberRules().parse(text) == value


@pytest.mark.parametrize(
    ("rules", "value", "steps", "after"),
    [
        (LEARNING_RATE, 1e-3, 1, 2e-3),
        (LEARNING_RATE, 3e-4, -1, 2e-4),
        (LEARNING_RATE, 1e-3, -3, 1e-4),
        (LEARNING_RATE, 1e-6, -1, 1e-6),
        (NumberRules(minimum=0, logarithmic=True), 0.0, 1, 1e-6),
        (BATCH, 64, 1, 128),
        (BATCH, 100, -1, 64),
        (BATCH, 1, -1, 1),
        (BATCH, 4096, 1, 4096),
        (NumberRules(minimum=0, maximum=1, step=0.1), 0.2, 1, 0.3),
        (OFF, 0, -1, 0),
    ],
)
def test_steps_stay_on_the_ladder_and_in_the_range(rules: NumberRules, value: float, steps: int, after: float) -> None:
    assert rules.stepped(value, steps) == after


def test_a_field_commits_on_enter_and_says_so_once(qtbot) -> None:
    field = shown(qtbot, NumberField(1e-3, LEARNING_RATE))
    field.selectAll()
    with qtbot.waitSignal(field.value_changed) as blocker:
        qtbot.keyClicks(field, "3e-4")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert blocker.args == [3e-4]
    with qtbot.assertNotEmitted(field.value_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_wrong_number_stays_in_the_field_and_is_explained(qtbot) -> None:
    field = shown(qtbot, NumberField(64, BATCH))
    field.setToolTip("How many images a step sees.")
    field.selectAll()
    with qtbot.assertNotEmitted(field.value_changed), qtbot.waitSignal(field.error_changed):
        qtbot.keyClicks(field, "5000")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "5000"
    assert field.value == 64
    assert field.property("invalid") == "true"
    assert "4096" in field.error
    assert field.toolTip() == field.error
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "500"
    assert field.error == ""
    assert field.property("invalid") == "false"
    assert field.toolTip() == "How many images a step sees."


def test_a_value_set_by_the_program_leaves_a_text_in_progress_alone(qtbot) -> None:
    field = shown(qtbot, NumberField(64, BATCH))
    field.selectAll()
    qtbot.keyClicks(field, "12")
    field.set_value(64)
    assert field.text() == "12"
    with qtbot.assertNotEmitted(field.value_changed):
        field.set_value(32)
    assert field.text() == "32"


def test_escape_brings_the_last_number_back(qtbot) -> None:
    field = shown(qtbot, NumberField(64, BATCH))
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.error) == ("64", "")


def test_leaving_a_field_commits_what_was_typed(qtbot) -> None:
    page = QWidget()
    field, other = NumberField(64, BATCH, parent=page), NumberField(1, BATCH, parent=page)
    other.move(0, 60)
    shown(qtbot, page)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "32")
    with qtbot.waitSignal(field.value_changed):
        other.setFocus()
    assert field.value == 32


def test_arrow_keys_step_and_a_locked_field_does_not(qtbot) -> None:
    field = shown(qtbot, NumberField(64, BATCH))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (field.value, field.text()) == (128, "128")
    field.setReadOnly(True)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value == 128


def test_the_wheel_works_only_in_the_field_that_has_the_focus(qtbot) -> None:
    page = QWidget()
    field, other = NumberField(64, BATCH, parent=page), NumberField(1, BATCH, parent=page)
    shown(qtbot, page)
    other.setFocus()
    assert not _wheel(field, 120).isAccepted()
    assert field.value == 64
    field.setFocus()
    _wheel(field, 60)
    assert field.value == 64
    _wheel(field, 60)
    assert field.value == 128


def test_a_reason_from_outside_marks_the_field_until_it_is_edited(qtbot) -> None:
    field = shown(qtbot, NumberField(64, BATCH))
    field.set_error("Larger than the training set.")
    assert field.property("invalid") == "true"
    qtbot.keyClicks(field, "1")
    assert field.error == ""


def test_a_language_change_words_a_standing_error_anew(qtbot) -> None:
    field = shown(qtbot, NumberField(64, BATCH))
    field.setText("")
    field.commit()
    field._error = "an older language"
    QCoreApplication.sendEvent(field, QEvent(QEvent.Type.LanguageChange))
    assert field.error == "A number is needed here."
