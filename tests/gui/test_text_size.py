"""Larger and smaller text: one size everywhere, whatever was changed before or after it, and a way back to normal."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QApplication, QMenu, QRadioButton, QStyle, QStyleOptionButton, QWidget

from studio.look import fonts
from studio.look.theme import current_theme


@pytest.fixture(autouse=True)
def _normal_size_afterwards(studio_app):
    yield
    current_theme().set_scale(1.0)
    current_theme().set_mode("system")


def press(studio, key: Qt.Key, times: int = 1) -> None:
    studio.window.activateWindow()
    for _ in range(times):
        studio.qtbot.keyClick(studio.window, key, Qt.KeyboardModifier.ControlModifier)


def of_another_size(window: QWidget) -> list[tuple[str, float]]:
    """Widgets of the window, hidden ones too, whose font is not the one that they were given at this scale."""
    current_theme().restyling.finish()
    wrong = []
    for widget in (window, *window.findChildren(QWidget)):
        size = widget.property("fontSize")
        if size and abs(widget.font().pointSizeF() - fonts.font(size).pointSizeF()) > 0.01:
            wrong.append((widget.objectName() or type(widget).__name__, widget.font().pointSizeF()))
    return wrong


def test_larger_text_stays_larger_in_another_theme(studio):
    press(studio, Qt.Key.Key_Plus, 3)
    studio.wait_for(lambda: fonts.scale() == 1.3)
    assert of_another_size(studio.window) == []
    studio.action("theme_dark").trigger()
    studio.wait_for(lambda: current_theme().tokens.name == "dark")
    assert of_another_size(studio.window) == []
    assert studio.find("statusText", QWidget).font().pointSizeF() == pytest.approx(fonts.font().pointSizeF(), abs=0.01)


def test_text_that_became_smaller_does_not_grow_with_another_theme(studio):
    press(studio, Qt.Key.Key_Plus, 5)
    press(studio, Qt.Key.Key_Minus, 4)
    studio.wait_for(lambda: fonts.scale() == 1.1)
    studio.action("theme_dark").trigger()
    assert of_another_size(studio.window) == []


def test_a_widget_in_another_place_keeps_its_size(studio):
    """The confusion matrix moves between two tabs, and Qt dresses what it moves anew."""
    press(studio, Qt.Key.Key_Plus, 10)
    studio.wait_for(lambda: fonts.scale() == 2.0)
    studio.window.tabs.setCurrentIndex(1)
    press(studio, Qt.Key.Key_0)
    studio.wait_for(lambda: fonts.scale() == 1.0)
    studio.window.tabs.setCurrentIndex(0)
    assert of_another_size(studio.window) == []


def test_presses_in_a_row_dress_the_window_once(studio, monkeypatch):
    sheets, dress = [], QApplication.setStyleSheet

    def count(app: QApplication, sheet: str) -> None:
        sheets.append(sheet)
        dress(app, sheet)

    monkeypatch.setattr(QApplication, "setStyleSheet", count)
    press(studio, Qt.Key.Key_Plus, 9)
    studio.wait_for(lambda: fonts.scale() == 1.9)
    assert len(sheets) == 1


def test_one_key_brings_the_normal_size_back_and_it_is_remembered(studio):
    press(studio, Qt.Key.Key_Plus, 2)
    studio.wait_for(lambda: fonts.scale() == 1.2)
    press(studio, Qt.Key.Key_0)
    studio.wait_for(lambda: fonts.scale() == 1.0)
    assert studio.studio.settings.scale == 1.0


def test_icons_grow_with_the_text(studio):
    close = studio.find("bannerClose", QWidget)
    normal = close.iconSize().width(), studio.button("stopButton").sizeHint().width()
    press(studio, Qt.Key.Key_Plus, 10)
    studio.wait_for(lambda: fonts.scale() == 2.0 and not current_theme().restyling.busy)
    assert close.iconSize().width() == 2 * normal[0]
    assert studio.window.rail.buttons["train"].sizeHint().height() == 112


@pytest.mark.parametrize("scale", [1.0, 1.1, 1.5])
def test_a_radio_button_is_round_at_every_size_of_text(studio_app, qtbot, scale: float):
    current_theme().set_mode("light")
    current_theme().set_scale(scale)
    button = QRadioButton()
    qtbot.addWidget(button)
    button.show()
    option = QStyleOptionButton()
    button.initStyleOption(option)
    circle = button.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, button)
    picture = button.grab(circle).toImage()
    assert picture.pixelColor(0, 0) == picture.pixelColor(1, 1) != picture.pixelColor(circle.width() // 2, 0)


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("exclusive", [True, False])
def test_the_box_of_a_menu_entry_does_not_touch_its_words(studio_app, qtbot, scale: float, exclusive: bool):
    current_theme().set_mode("light")
    current_theme().set_scale(scale)
    menu = QMenu()
    qtbot.addWidget(menu)
    group = QActionGroup(menu)
    action = menu.addAction("Normal")
    action.setCheckable(True)
    if exclusive:
        group.addAction(action)
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    place = menu.actionGeometry(action)
    picture = menu.grab(place).toImage()
    ground = picture.pixelColor(picture.width() - 2, picture.height() // 2)
    rows, columns = range(4, picture.height() - 4), range(picture.width())
    drawn = [any(picture.pixelColor(x, y) != ground for y in rows) for x in columns]
    box_begins = drawn.index(True)
    box_ends = drawn.index(False, box_begins)
    words_begin = drawn.index(True, box_ends)
    assert words_begin - box_ends >= 6


def test_a_change_of_size_is_told_in_the_status_bar_for_a_while_and_in_the_menu(studio):
    bar, label = studio.window.status, studio.find("statusText", QWidget)
    words = bar.state_text
    press(studio, Qt.Key.Key_Plus, 3)
    studio.wait_for(lambda: label.text() == "Text size 130%")
    assert bar.state_text == words, "what the engine does is not what is said for a moment"
    studio.action("textSizeNow").parent().aboutToShow.emit()
    assert studio.action("textSizeNow").text() == "Text size: 130%"
    studio.wait_for(lambda: label.text() == words)
