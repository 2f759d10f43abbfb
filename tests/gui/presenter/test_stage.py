"""F9 puts the window on the stage, large enough for the last row, and the same key brings everything back."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QScrollBar, QSplitter, QTabWidget, QWidget

from studio.look import fonts
from studio.look.theme import current_theme
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from tests.gui.presenter.conftest import FakeScreen, Wakefulness, go_on_stage, press

SIZES = ((1024, 768), (1920, 1080), (3840, 2160))


def grey(image: QImage) -> np.ndarray:
    """The pixels of ``image`` as (height, width) numbers from 0 to 255."""
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def heights_of_lines(pixels: np.ndarray) -> list[int]:
    """How many rows each line of figures takes that stands on a plain ground."""
    ground = np.bincount(pixels.ravel()).argmax()
    inked = (np.abs(pixels - ground) > 60).any(axis=1)
    edges = np.flatnonzero(np.diff(np.r_[False, inked, False].astype(int)))
    return [int(end - begin) for begin, end in edges.reshape(-1, 2)]


def everything(window) -> dict[str, object]:
    """What a person would find changed: place, sizes, tabs, what is scrolled, hidden or has the focus."""
    frame = [window.rail, window.log, *window.toolbar.findChildren(QWidget)]
    return {
        "geometry": window.geometry(),
        "state": window.isFullScreen(),
        "page": window.pages.page,
        "scale": (fonts.scale(), fonts.on_stage()),
        "theme": current_theme().mode,
        "tabs": [tabs.currentIndex() for tabs in window.findChildren(QTabWidget)],
        "splitters": [split.sizes() for split in window.findChildren(QSplitter) if split.isVisible()],
        "columns": bytes(window.columns.saveState()),
        "scrolled": [bar.value() for bar in window.findChildren(QScrollBar) if bar.isVisible()],
        "hidden": [each.objectName() for each in frame if each.isHidden()],
        "checked": {key: action.isChecked() for key, action in window.actions_by_key.items()},
        "enabled": {key: action.isEnabled() for key, action in window.actions_by_key.items()},
        "focus": window.focusWidget(),
    }


def changed(window, before: dict[str, object]) -> list[str]:
    """What of `everything` is not as it was."""
    return [name for name, value in everything(window).items() if value != before[name]]


def picture(window) -> np.ndarray:
    """What the window looks like up to the results, and without the line at the bottom, where memory is counted."""
    results = window.tabs.mapTo(window, QPoint()).x()
    return grey(window.grab(QRect(0, 0, results, window.height() - window.status.height())).toImage())


def test_the_same_key_brings_everything_back_as_it_was(stage: StudioRobot):
    stage.train_to_end()
    window = stage.window
    window.columns.setSizes([300, 600, 540])
    window.tabs.setCurrentIndex(1)
    stage.find("recipeScroll", QWidget).verticalScrollBar().setValue(70)
    stage.wait_for(lambda: window.curves.isVisible())
    stage.qtbot.wait(0)
    before, seen = everything(window), picture(window)
    go_on_stage(stage)
    assert window.isFullScreen()
    assert not window.rail.isVisible()
    press(stage, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    press(stage, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    stage.action("theme_dark").trigger()
    assert current_theme().tokens.name == "dark"
    press(stage, Qt.Key.Key_F9)
    stage.wait_for(lambda: not changed(window, before))
    stage.wait_for(lambda: np.array_equal(picture(window), seen))
    assert stage.studio.settings.theme == "light"
    assert stage.studio.settings.scale == 1.0
    assert not stage.studio.settings.log_shown
    go_on_stage(stage)
    assert current_theme().tokens.name == "dark", "the theme of the stage is remembered"


def test_a_sign_says_that_the_window_is_on_the_stage(stage: StudioRobot):
    sign = stage.find("stageSign", QLabel)
    assert not sign.isVisible()
    go_on_stage(stage)
    stage.wait_for(sign.isVisible)
    assert "F9" in sign.text()
    assert not stage.button("deviceButton").isVisible()
    assert stage.button("trainButton").isVisible()
    stage.action("language_ko").trigger()
    assert sign.isVisible()
    stage.action("language_en").trigger()


@pytest.mark.parametrize("size", SIZES)
def test_figures_are_a_fortieth_of_the_window_high(stage: StudioRobot, size: tuple[int, int]):
    stage.train_to_end()
    window = stage.window
    window.presenter.screens = lambda: [FakeScreen("projector", QRect(0, 0, *size))]
    go_on_stage(stage)
    window.setWindowState(Qt.WindowState.WindowNoState)  # the screen of the test has a size of its own
    window.resize(*size)
    window.pages.train.show_panel("curves")
    stage.wait_for(lambda: window.pages.train.curves.isVisible() and window.size().toTuple() == size)
    stage.wait_for(lambda: fonts.scale() > size[1] / 400)
    image = grey(window.grab().toImage())
    labels = [
        label
        for label in window.findChildren(QLabel)
        if label.isVisible() and re.fullmatch(r"[\d.]+%?", label.text()) and label.visibleRegion().boundingRect()
    ]
    measured = {}
    for label in labels:
        corner = label.mapTo(window, QPoint())
        area = image[corner.y() : corner.y() + label.height(), corner.x() : corner.x() + label.width()]
        measured[label.text()] = max(heights_of_lines(area), default=0)
    plot = window.findChild(QWidget, "lossCanvas")
    corner, axis = plot.mapTo(window, QPoint()), plot.axes["left"]
    ticks = image[corner.y() : corner.y() + plot.height(), corner.x() : corner.x() + int(axis.width()) - 10]
    measured["ticks"] = max(heights_of_lines(ticks))  # what lies half outside the plot is cut
    assert min(measured.values()) >= size[1] / 40, measured


def test_larger_text_on_the_stage_is_for_the_stage_alone(stage: StudioRobot):
    go_on_stage(stage)
    before = fonts.scale()
    press(stage, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    stage.wait_for(lambda: fonts.scale() > before)
    press(stage, Qt.Key.Key_F9)
    assert fonts.scale() == 1.0
    assert stage.studio.settings.scale == 1.0
    assert stage.studio.settings.stage_size == 1.1


def test_a_run_goes_on_while_the_window_goes_on_the_stage_and_off(stage: StudioRobot):
    stage.session.set_value("training.epochs", 1000)
    stage.button("trainButton").click()
    stage.wait_for_state("training")
    go_on_stage(stage)
    press(stage, Qt.Key.Key_F9)
    assert stage.session.state.in_run
    stage.action("stopKeepLastAction").trigger()
    stage.wait_for_state("idle")


def test_the_computer_is_kept_awake_on_the_stage(stage: StudioRobot, wakefulness: Wakefulness):
    go_on_stage(stage)
    assert wakefulness.told == ["hold"]
    press(stage, Qt.Key.Key_F9)
    assert wakefulness.told == ["hold", "release"]


def test_a_computer_that_cannot_be_kept_awake_is_presented_from_all_the_same(stage, wakefulness, caplog):
    wakefulness.works = False
    go_on_stage(stage)
    assert "keep the computer awake" in caplog.text
    press(stage, Qt.Key.Key_F9)
    assert wakefulness.told == ["hold"]


def test_notices_wait_until_the_window_is_off_the_stage(stage: StudioRobot):
    go_on_stage(stage)
    banner = stage.window.banner
    stage.window.notices.show("The weights are saved.", "info")
    assert not banner.isVisible()
    assert stage.window.presenter.speaker.notice.text() == "The weights are saved."
    stage.window.notices.show("This file does not fit.", "error")
    assert banner.isVisible(), "an error answers what was just done"
    stage.window.notices.show("The recipe is saved.", "info")
    press(stage, Qt.Key.Key_F9)
    assert banner.isVisible()
    assert banner.sentence == "The recipe is saved."
    assert stage.window.presenter.speaker.notice.text() == ""


def test_a_notice_that_is_taken_back_meanwhile_is_not_shown_later(stage: StudioRobot):
    go_on_stage(stage)
    stage.window.notices.show("A run can be resumed.", "info")
    stage.window.banner.hide()
    press(stage, Qt.Key.Key_F9)
    assert not stage.window.banner.isVisible()


def test_closing_on_the_stage_remembers_the_window_as_it_was_before(stage: StudioRobot):
    width = stage.window.columns.sizes()[0]
    go_on_stage(stage)
    stage.window.closeEvent(_Closing())
    assert not stage.window.presenter.on
    assert fonts.scale() == 1.0
    assert stage.window.columns.sizes()[0] == pytest.approx(width, abs=1)
    assert stage.window.pages.page is Page.TRAIN


class _Closing(QEvent):
    """A request to close, which is taken."""

    def __init__(self) -> None:
        super().__init__(QEvent.Type.Close)
