"""Each small part alone: what the keyboard does, what it announces, and that it keeps what a person typed."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.theme import DARK, LIGHT, current_theme
from studio.widgets.banner import Banner
from studio.widgets.button import Button
from studio.widgets.confidence_bar import ConfidenceBar
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.folding_section import FoldingSection
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from studio.widgets.number_field import NumberField
from studio.widgets.numbers import NumberError, NumberRules
from studio.widgets.pill import Pill
from studio.widgets.report_dialog import ReportDialog
from studio.widgets.segmented import Segmented
from studio.widgets.state_dot import StateDot

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def _dark(qapp: QApplication):
    theme = current_theme()
    theme.set_mode("dark")
    theme.apply(qapp)
    yield
    theme.set_mode("system")


def _shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


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
    field = _shown(qtbot, NumberField(1e-3, LEARNING_RATE))
    field.selectAll()
    with qtbot.waitSignal(field.value_changed) as blocker:
        qtbot.keyClicks(field, "3e-4")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert blocker.args == [3e-4]
    with qtbot.assertNotEmitted(field.value_changed):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_wrong_number_stays_in_the_field_and_is_explained(qtbot) -> None:
    field = _shown(qtbot, NumberField(64, BATCH))
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
    field = _shown(qtbot, NumberField(64, BATCH))
    field.selectAll()
    qtbot.keyClicks(field, "12")
    field.set_value(64)
    assert field.text() == "12"
    with qtbot.assertNotEmitted(field.value_changed):
        field.set_value(32)
    assert field.text() == "32"


def test_escape_brings_the_last_number_back(qtbot) -> None:
    field = _shown(qtbot, NumberField(64, BATCH))
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.error) == ("64", "")


def test_leaving_a_field_commits_what_was_typed(qtbot) -> None:
    page = QWidget()
    field, other = NumberField(64, BATCH, parent=page), NumberField(1, BATCH, parent=page)
    other.move(0, 60)
    _shown(qtbot, page)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "32")
    with qtbot.waitSignal(field.value_changed):
        other.setFocus()
    assert field.value == 32


def test_arrow_keys_step_and_a_locked_field_does_not(qtbot) -> None:
    field = _shown(qtbot, NumberField(64, BATCH))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert (field.value, field.text()) == (128, "128")
    field.setReadOnly(True)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value == 128


def test_the_wheel_works_only_in_the_field_that_has_the_focus(qtbot) -> None:
    page = QWidget()
    field, other = NumberField(64, BATCH, parent=page), NumberField(1, BATCH, parent=page)
    _shown(qtbot, page)
    other.setFocus()
    assert not _wheel(field, 120).isAccepted()
    assert field.value == 64
    field.setFocus()
    _wheel(field, 60)
    assert field.value == 64
    _wheel(field, 60)
    assert field.value == 128


def test_a_reason_from_outside_marks_the_field_until_it_is_edited(qtbot) -> None:
    field = _shown(qtbot, NumberField(64, BATCH))
    field.set_error("Larger than the training set.")
    assert field.property("invalid") == "true"
    qtbot.keyClicks(field, "1")
    assert field.error == ""


def test_a_language_change_words_a_standing_error_anew(qtbot) -> None:
    field = _shown(qtbot, NumberField(64, BATCH))
    field.setText("")
    field.commit()
    field._error = "an older language"
    QCoreApplication.sendEvent(field, QEvent(QEvent.Type.LanguageChange))
    assert field.error == "A number is needed here."


def test_a_section_folds_by_keyboard_and_mouse(qtbot) -> None:
    section = _shown(qtbot, FoldingSection("Model"))
    header = section.header
    for key, expanded in (
        (Qt.Key.Key_Space, False),
        (Qt.Key.Key_Return, True),
        (Qt.Key.Key_Left, False),
        (Qt.Key.Key_Right, True),
    ):
        with qtbot.waitSignal(section.toggled) as blocker:
            qtbot.keyClick(header, key)
        assert blocker.args == [expanded]
        assert section.body.isVisible() is expanded
    qtbot.mouseClick(header, Qt.MouseButton.LeftButton)
    assert not section.expanded


def test_a_long_summary_is_elided_and_told_whole_in_the_tool_tip(qtbot) -> None:
    section = _shown(qtbot, FoldingSection("Model"))
    section.resize(220, 60)
    section.set_summary("tutorial network · 669,706 parameters")
    assert section.header.shown_summary().endswith("…")
    assert section.header.toolTip() == "tutorial network · 669,706 parameters"


def test_a_segment_is_chosen_with_the_arrow_keys(qtbot) -> None:
    switch = _shown(qtbot, Segmented([("linear", "linear"), ("log", "log")]))
    first = switch.findChild(QWidget, "linear")
    first.setFocus()
    with qtbot.waitSignal(switch.changed) as blocker:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert blocker.args == ["log"]
    assert switch.value == "log"


def test_a_segment_set_by_the_program_is_silent(qtbot) -> None:
    switch = _shown(qtbot, Segmented([("linear", "linear"), ("log", "log")]))
    with qtbot.assertNotEmitted(switch.changed):
        switch.set_value("log")
    assert switch.value == "log"
    switch.set_labels({"log": "로그"})
    assert switch.findChild(QWidget, "log").text() == "로그"
    with qtbot.waitSignal(switch.changed) as blocker:
        qtbot.mouseClick(switch.findChild(QWidget, "linear"), Qt.MouseButton.LeftButton)
    assert blocker.args == ["linear"]


@pytest.mark.parametrize("options", [[], [("a", "A"), ("a", "B")]])
def test_a_switch_without_distinct_keys_is_refused(qapp, options) -> None:
    with pytest.raises(ValueError, match="distinct keys"):
        Segmented(options)


def test_a_button_stands_for_its_action(qtbot) -> None:
    action = QAction("&Train")
    button = _shown(qtbot, Button(icon_name="play"))
    button.set_action(action)
    assert button.text() == "Train"
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    action.setEnabled(False)
    assert not button.isEnabled()
    with qtbot.assertNotEmitted(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_primary_button_is_filled_with_the_accent_of_each_theme(qtbot) -> None:
    button = Button("Train", "play")
    button.set_primary(True)
    _shown(qtbot, button)
    assert _corner(button) == DARK.accent_fill
    current_theme().set_mode("light")
    assert _corner(button) == LIGHT.accent_fill


def test_a_menu_button_opens_its_menu_by_keyboard(qtbot) -> None:
    button = _shown(qtbot, MenuButton("Step", "step"))
    opened = []
    button.menu().addAction("Batch")
    button.menu().aboutToShow.connect(lambda: opened.append(True))
    button.menu().aboutToShow.connect(button.menu().deleteLater)
    qtbot.keyClick(button, Qt.Key.Key_Down)
    assert opened


def test_a_long_text_gives_way_and_is_told_in_the_tool_tip(qtbot) -> None:
    label = _shown(qtbot, ElidedLabel("Ankle boot, worn on the left foot"))
    label.resize(60, 20)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


@pytest.mark.parametrize("given", [-1.0, 0.0, 0.5, 2.0])
def test_a_bar_is_filled_to_its_fraction(qtbot, given: float) -> None:
    bar = ConfidenceBar(given, "right")
    qtbot.addWidget(bar)
    bar.resize(100, 4)
    image = bar.grab().toImage()
    row = [image.pixelColor(x, 2).name() for x in range(100)]
    assert row.count(DARK.right) == pytest.approx(100 * bar.fraction, abs=4)


def test_states_differ_in_shape_and_not_in_colour_alone(qtbot) -> None:
    outlines = set()
    for state in ("idle", "active", "held", "good", "bad"):
        dot = StateDot(state)
        qtbot.addWidget(dot)
        dot.resize(dot.sizeHint())
        dot.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        image = dot.grab().toImage()
        ground = image.pixelColor(0, 0)
        outlines.add(
            tuple(image.pixelColor(x, y) != ground for x in range(image.width()) for y in range(image.height()))
        )
    assert len(outlines) == 5


def test_a_pill_grows_with_its_word(qtbot) -> None:
    short, long = Pill("live", "live"), Pill("CPU · 2 threads", "muted")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.sizeHint().width() > short.sizeHint().width()
    short.set_kind("warning")
    assert short.kind == "warning"


def test_a_notice_offers_its_action_and_can_be_closed(qtbot) -> None:
    banner = _shown(qtbot, Banner())
    banner.show_notice("CUDA is missing.", "warning", "Choose a device")
    assert banner.action_button.isVisible()
    with qtbot.waitSignal(banner.action_triggered):
        qtbot.mouseClick(banner.action_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.dismissed):
        qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()
    banner.show_notice("Saved.")
    assert banner.kind == "info"
    assert not banner.action_button.isVisible()


def test_a_report_copies_its_sentence_and_its_details(qtbot) -> None:
    report = _shown(qtbot, ReportDialog("The picture could not be drawn.", "ValueError: 3"))
    assert not report.details.isVisible()
    report.section.set_expanded(True)
    assert report.details.isVisible()
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "The picture could not be drawn.\n\nValueError: 3"
    qtbot.keyClick(report, Qt.Key.Key_Escape)
    assert not report.isVisible()


def test_an_empty_place_tells_a_screen_reader_what_it_tells_the_eye(qtbot) -> None:
    place = EmptyState("live", "No curves yet", "Press Train.")
    qtbot.addWidget(place)
    place.set_words("곡선 없음", "학습을 누르세요.")
    assert (place.accessibleName(), place.accessibleDescription()) == ("곡선 없음", "학습을 누르세요.")


def test_an_icon_alone_has_a_name(qtbot) -> None:
    button = IconButton("export", "Export the curves")
    qtbot.addWidget(button)
    assert button.toolTip() == button.accessibleName() == "Export the curves"


def _corner(button: Button) -> str:
    """Return the colour of the button's ground, near its left edge."""
    image = button.grab().toImage()
    return image.pixelColor(5, image.height() // 2).name()
