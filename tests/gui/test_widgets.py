"""Each small part alone: what the keyboard and the mouse do, what it announces, and how it looks."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from studio.look.theme import DARK, LIGHT, current_theme
from studio.widgets import banner as banner_module
from studio.widgets.banner import Banner
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.empty_state import EmptyState
from studio.widgets.folding_section import FoldingSection
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from studio.widgets.pill import Pill
from studio.widgets.report_dialog import ReportDialog
from studio.widgets.segmented import Segmented
from studio.widgets.state_dot import StateDot
from studio.widgets.value_legend import ValueLegend
from tests.gui.conftest import shown

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


def test_a_section_folds_by_keyboard_and_mouse(qtbot) -> None:
    section = shown(qtbot, FoldingSection("Model"))
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


def test_a_long_summary_gets_a_line_of_its_own_and_is_told_whole_in_the_tool_tip(qtbot) -> None:
    section = shown(qtbot, FoldingSection("Model", expanded=False))
    section.resize(260, 80)
    section.set_summary("tutorial network")
    one_line = section.header.sizeHint().height()
    words = "tutorial network · 669,706 parameters"
    section.set_summary(words)
    assert section.header.sizeHint().height() > one_line
    assert section.header.shown_summary() == words
    assert section.header.toolTip() == words
    section.resize(500, 80)
    qtbot.waitUntil(lambda: section.header.sizeHint().height() == one_line)
    section.resize(150, 80)
    assert section.header.shown_summary().endswith("…"), "a line of its own may not do either"


def test_a_segment_is_chosen_with_the_arrow_keys(qtbot) -> None:
    switch = shown(qtbot, Segmented([("linear", "linear"), ("log", "log")]))
    first = switch.findChild(QWidget, "linear")
    first.setFocus()
    with qtbot.waitSignal(switch.changed) as blocker:
        qtbot.keyClick(first, Qt.Key.Key_Right)
    assert blocker.args == ["log"]
    assert switch.value == "log"


def test_a_segment_set_by_the_program_is_silent(qtbot) -> None:
    switch = shown(qtbot, Segmented([("linear", "linear"), ("log", "log")]))
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
    button = shown(qtbot, Button(icon_name="play"))
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
    shown(qtbot, button)
    assert _corner(button) == DARK.accent_fill
    current_theme().set_mode("light")
    assert _corner(button) == LIGHT.accent_fill


def test_a_menu_button_opens_its_menu_by_keyboard(qtbot) -> None:
    button = shown(qtbot, MenuButton("Step", "step"))
    opened = []
    button.menu().addAction("Batch")
    button.menu().aboutToShow.connect(lambda: opened.append(True))
    button.menu().aboutToShow.connect(button.menu().deleteLater)
    qtbot.keyClick(button, Qt.Key.Key_Down)
    assert opened


def test_a_long_text_gives_way_and_is_told_in_the_tool_tip(qtbot) -> None:
    label = shown(qtbot, ElidedLabel("Ankle boot, worn on the left foot"))
    label.resize(60, 20)
    assert label.shown_text().endswith("…")
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


def test_a_choice_that_is_cut_is_told_whole_in_the_tool_tip(qtbot) -> None:
    field = shown(qtbot, ChoiceField())
    field.set_choices(["mlp"], ["Multi-layer perceptron"])
    field.set_value("mlp")
    field.setToolTip("What is trained")
    for width, told in ((90, "Multi-layer perceptron\nWhat is trained"), (field.wanted_width(), "What is trained")):
        field.setFixedWidth(width)
        middle = field.rect().center()
        QApplication.sendEvent(field, QHelpEvent(QEvent.Type.ToolTip, middle, field.mapToGlobal(middle)))
        assert QToolTip.text() == told
    QToolTip.hideText()


def test_a_legend_without_its_names_tells_them_in_the_tool_tip(qtbot) -> None:
    legend = shown(qtbot, ValueLegend("0.000"))
    legend.set_names("training", "validation")
    legend.set_values("0.512", "0.498")
    assert legend.toolTip() == ""
    legend.set_compact(True)
    assert legend.toolTip() == "training 0.512, validation 0.498"
    legend.set_compact(False)
    assert legend.toolTip() == ""


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
    banner = shown(qtbot, Banner())
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


def test_news_go_by_themselves_and_what_needs_an_answer_stays(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(banner_module, "_READ_MS", 20)
    page = QWidget()
    page.resize(600, 400)
    news, problem, offer = (Banner(page) for _ in range(3))
    shown(qtbot, page)
    problem.show_notice("CUDA is missing.", "error")
    offer.show_notice("The run is in the trash.", "info", "Undo")
    news.show_notice("Saved.")
    qtbot.waitUntil(lambda: not news.isVisible())
    assert problem.isVisible()
    assert offer.isVisible()


def test_a_report_copies_its_sentence_and_its_details(qtbot) -> None:
    report = shown(qtbot, ReportDialog("The picture could not be drawn.", "ValueError: 3"))
    assert not report.details.isVisible()
    report.section.set_expanded(True)
    assert report.details.isVisible()
    qtbot.mouseClick(report.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "The picture could not be drawn.\n\nValueError: 3"
    qtbot.keyClick(report, Qt.Key.Key_Escape)
    assert not report.isVisible()


def test_a_report_opens_the_log_that_there_is(qtbot, tmp_path, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    log = tmp_path / "studio.log"
    without = shown(qtbot, ReportDialog("It failed.", "ValueError: 3", log=log))
    assert not without.log_button.isVisible()
    without.close()

    log.write_text("what happened")
    report = shown(qtbot, ReportDialog("It failed.", "ValueError: 3", log=log))
    assert str(log) in report.log_button.toolTip()
    qtbot.mouseClick(report.log_button, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(log)]
    report.close()


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
