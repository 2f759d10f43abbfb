"""What a speaker points with: captions of keys and clicks, spotlight, pen, zoom, and a frame with words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QCursor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from studio.look.theme import current_theme
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from tests.gui.presenter.conftest import go_on_stage, press


def caption(studio: StudioRobot) -> str:
    label = studio.window.presenter.captions
    return label.text() if label.isVisible() else ""


def middle_of(studio: StudioRobot, widget: QWidget) -> QPoint:
    return widget.mapTo(studio.window, widget.rect().center())


def colour_at(studio: StudioRobot, at: QPoint) -> QColor:
    image: QImage = studio.window.grab().toImage()
    return image.pixelColor(at)


def test_keys_and_clicks_are_captioned_once_each(plain_stage: StudioRobot):
    go_on_stage(plain_stage)
    press(plain_stage, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert caption(plain_stage) == "Ctrl+2"
    assert plain_stage.window.pages.page is Page.DATA
    plain_stage.qtbot.mouseClick(plain_stage.button("trainButton"), Qt.MouseButton.LeftButton)
    assert caption(plain_stage) == "Ctrl+2   Click: Train"
    plain_stage.wait_for_state("idle")
    plain_stage.wait_for(lambda: caption(plain_stage) == "")


def test_what_is_typed_into_code_and_path_fields_is_never_captioned(plain_stage: StudioRobot, tmp_path: Path):
    go_on_stage(plain_stage)
    for kind in (QPlainTextEdit, QLineEdit):
        field = kind(plain_stage.window)
        field.setGeometry(300, 200, 200, 60)
        field.show()
        field.setFocus()
        plain_stage.qtbot.keyClicks(field, "secret/Path", Qt.KeyboardModifier.NoModifier)
        assert caption(plain_stage) == ""
        plain_stage.qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        assert caption(plain_stage) == "Click"
        plain_stage.window.presenter.captions.clear()
        plain_stage.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert caption(plain_stage) == "Ctrl+A"
        plain_stage.window.presenter.captions.clear()
        field.deleteLater()


def test_captions_can_be_switched_off_and_are_off_away_from_the_stage(plain_stage: StudioRobot):
    press(plain_stage, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert caption(plain_stage) == ""
    go_on_stage(plain_stage)
    plain_stage.action("captionsAction").trigger()
    press(plain_stage, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert caption(plain_stage) == ""
    assert not plain_stage.studio.settings.stage_captions


def test_letters_that_point_write_in_a_field_and_do_nothing_off_the_stage(plain_stage: StudioRobot):
    press(plain_stage, Qt.Key.Key_D)
    assert not plain_stage.action("drawAction").isChecked()
    go_on_stage(plain_stage)
    plain_stage.window.pages.train.show_panel("recipe")
    search = QLineEdit(plain_stage.window)
    search.setGeometry(300, 200, 200, 60)
    search.show()
    search.setFocus()
    plain_stage.qtbot.keyClicks(search, "dcsz")
    assert search.text() == "dcsz"
    assert not plain_stage.action("drawAction").isChecked()
    search.deleteLater()


def test_a_spotlight_leaves_only_what_is_near_the_pointer_bright(plain_stage: StudioRobot):
    go_on_stage(plain_stage)
    window, light = plain_stage.window, plain_stage.window.presenter.spotlight
    plain_stage.wait_for(lambda: window.geometry() == window.screen().geometry())
    corner = QPoint(window.width() - 3, 3)
    bright = colour_at(plain_stage, corner).lightness()
    QCursor.setPos(window.mapToGlobal(QPoint(10, window.height() - 10)))
    press(plain_stage, Qt.Key.Key_S)
    plain_stage.wait_for(light.isVisible)
    assert colour_at(plain_stage, corner).lightness() < 0.6 * bright
    QCursor.setPos(window.mapToGlobal(corner))
    plain_stage.wait_for(lambda: light.light.contains(corner))
    assert colour_at(plain_stage, corner - QPoint(2, -2)).lightness() == pytest.approx(bright, abs=20)
    press(plain_stage, Qt.Key.Key_S)
    assert not light.isVisible()


def test_one_draws_on_the_window_and_what_lies_below_is_not_clicked(plain_stage: StudioRobot):
    go_on_stage(plain_stage)
    drawing, bot = plain_stage.window.presenter.drawing, plain_stage.qtbot
    press(plain_stage, Qt.Key.Key_D)
    train = middle_of(plain_stage, plain_stage.button("trainButton"))
    bot.mousePress(drawing, Qt.MouseButton.LeftButton, pos=train)
    bot.mouseMove(drawing, train + QPoint(40, 200))
    bot.mouseRelease(drawing, Qt.MouseButton.LeftButton, pos=train + QPoint(80, 400))
    assert len(drawing.strokes) == 1
    assert plain_stage.session.run.started is None
    ink = current_theme().tokens.colour("wrong")
    assert colour_at(plain_stage, train) == ink
    press(plain_stage, Qt.Key.Key_Escape)
    assert not plain_stage.action("drawAction").isChecked()
    assert drawing.isVisible(), "what was drawn stays"
    assert drawing.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    press(plain_stage, Qt.Key.Key_C)
    assert not drawing.isVisible()
    assert colour_at(plain_stage, train) != ink


def test_a_click_fills_the_window_with_a_panel_and_escape_goes_back(plain_stage: StudioRobot):
    plain_stage.train_to_end()
    go_on_stage(plain_stage)
    zoom, window = plain_stage.window.presenter.zoom, plain_stage.window
    window.pages.train.show_panel("curves")
    panel = plain_stage.find("lossPanel", QWidget)
    plain_stage.wait_for(panel.isVisible)
    before = QApplication.focusWidget()
    press(plain_stage, Qt.Key.Key_Z)
    at = middle_of(plain_stage, panel)
    plain_stage.qtbot.mouseMove(zoom, at)
    plain_stage.qtbot.mouseClick(zoom, Qt.MouseButton.LeftButton, pos=at)
    assert zoom.panel is panel
    wide, high = zoom.place.width() / window.width(), zoom.place.height() / window.height()
    assert max(wide, high) == pytest.approx(1, abs=0.01)
    press(plain_stage, Qt.Key.Key_Escape)
    assert not zoom.isVisible()
    assert not plain_stage.action("zoomAction").isChecked()
    assert QApplication.focusWidget() is before


def test_a_demo_points_at_something_with_words_on_the_stage_and_off(plain_stage: StudioRobot):
    presenter, train = plain_stage.window.presenter, plain_stage.button("trainButton")
    presenter.point_at(train, "Press here")
    frame = presenter.pointing.frame
    assert frame.contains(middle_of(plain_stage, train))
    assert not presenter.pointing.bubble.intersects(frame)
    assert plain_stage.window.rect().contains(presenter.pointing.bubble)
    ring = colour_at(plain_stage, QPoint(frame.center().x(), frame.top() + 1))
    assert ring == current_theme().tokens.colour("validation")
    plain_stage.qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    plain_stage.wait_for_state("idle")
    go_on_stage(plain_stage)
    plain_stage.wait_for(lambda: presenter.pointing.frame.contains(middle_of(plain_stage, train)))
    presenter.point_at(None)
    assert not presenter.pointing.isVisible()


def test_what_is_pointed_at_may_go_away(plain_stage: StudioRobot):
    passing = QWidget(plain_stage.window)
    passing.setGeometry(300, 300, 50, 50)
    passing.show()
    presenter = plain_stage.window.presenter
    presenter.point_at(passing, "Here")
    assert not presenter.pointing.frame.isEmpty()
    passing.deleteLater()
    plain_stage.wait_for(lambda: presenter.pointing.frame.isEmpty())
    assert presenter.pointing.caption == "Here"
    presenter.point_at(None)


def test_words_about_a_plot_leave_the_head_of_the_one_below_in_sight(plain_stage: StudioRobot):
    plain_stage.window.resize(1440, 900)
    plain_stage.train(epochs=1)
    panels, pointing = plain_stage.window.curves.panels, plain_stage.window.presenter.pointing
    plain_stage.window.presenter.point_at(panels["loss"], "The loss falls.")
    head = panels["accuracy"].header
    plain_stage.wait_for(lambda: not pointing.bubble.isEmpty())
    assert not pointing.bubble.intersects(head.rect().translated(head.mapTo(plain_stage.window, QPoint(0, 0))))
    plain_stage.window.presenter.point_at(None)
