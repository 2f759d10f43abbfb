"""F9 puts the window on the stage, large enough for the last row, and the same key brings everything back."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QSplitter,
    QTabBar,
    QTabWidget,
    QWidget,
)

from studio.look import fonts
from studio.look.theme import current_theme
from studio.testing import StudioRobot
from studio.views.model.kinds import Kind
from studio.widgets.pill import Pill
from studio.widgets.value_legend import ValueLegend
from studio.window.page_bar import Page
from tests.gui.presenter.conftest import FakeScreen, Wakefulness, go_on_stage, press
from tests.gui.text_fits import misfits

EXACT = 20
SIZES = ((1024, 768), (1920, 1080), (3840, 2160))


def grey(image: QImage) -> np.ndarray:
    """The pixels of ``image`` as (height, width) numbers from 0 to 255."""
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].astype(int)


def heights_of_lines(pixels: np.ndarray) -> list[int]:
    """How many rows each line of figures takes that stands on a plain ground."""
    ground = np.bincount(pixels.ravel()).argmax()
    contrast = np.abs(pixels - ground)
    inked = (contrast > contrast.max() / 4).any(axis=1)
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
    """What the window looks like, but for the line at the bottom, where memory is counted."""
    return grey(window.grab(QRect(0, 0, window.width(), window.height() - window.status.height())).toImage())


def settled(window) -> bool:
    """Whether nothing is laid out or painted anew any more."""
    first = picture(window)
    QApplication.processEvents()
    return np.array_equal(picture(window), first)


def test_the_same_key_brings_everything_back_as_it_was(stage: StudioRobot):
    stage.train_to_end()
    window = stage.window
    window.columns.setSizes([300, 600, 540])
    window.tabs.setCurrentIndex(1)
    stage.find("recipeScroll", QWidget).verticalScrollBar().setValue(70)
    stage.wait_for(lambda: window.curves.isVisible())
    stage.wait_for(lambda: settled(window))
    before, seen = everything(window), picture(window)
    go_on_stage(stage)
    assert window.isFullScreen()
    assert not window.rail.isVisible()
    press(stage, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    press(stage, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.tabs.setCurrentIndex(2)
    window.pages.train.show_panel("recipe")
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


@pytest.mark.parametrize("state", [Qt.WindowState.WindowMaximized, Qt.WindowState.WindowFullScreen])
def test_a_window_that_fills_the_screen_does_so_again(plain_stage: StudioRobot, state: Qt.WindowState):
    window = plain_stage.window
    window.setWindowState(state)
    window.pages.show_page(Page.DATA)
    plain_stage.action("showLogAction").trigger()
    window.middle.setSizes([200, 260])
    plain_stage.wait_for(lambda: window.isMaximized() or window.isFullScreen())
    plain_stage.wait_for(lambda: settled(window))
    before, plain, log = everything(window), window.normalGeometry(), window.middle.sizes()
    go_on_stage(plain_stage)
    press(plain_stage, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    press(plain_stage, Qt.Key.Key_F9)
    plain_stage.wait_for(lambda: not changed(window, before))
    assert window.windowState() & ~Qt.WindowState.WindowActive == state
    assert window.normalGeometry() == plain
    assert window.middle.sizes() == log


def test_the_results_have_the_ground_of_a_panel_from_the_start(plain_stage: StudioRobot):
    """One that was dressed before it had its role was another after the first change of theme or text size."""
    stack = plain_stage.window.tabs.findChild(QWidget, "qt_tabwidget_stackedwidget")
    plain_stage.window.tabs.setCurrentIndex(1)
    ground = stack.grab().toImage().pixelColor(2, stack.height() - 2)
    assert ground == current_theme().tokens.colour("panel")


def test_a_sign_says_that_the_window_is_on_the_stage(plain_stage: StudioRobot):
    stage = plain_stage
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
    window = stage.window
    window.presenter.screens = lambda: [FakeScreen("projector", QRect(0, 0, *size))]
    go_on_stage(stage)
    window.setWindowState(Qt.WindowState.WindowNoState)  # the screen of the test has a size of its own
    window.resize(*size)
    stage.wait_for(lambda: fonts.scale() > size[1] / 400)
    measured = {f"{page} {name}": height for page in Page for name, height in words_measured(stage, page).items()}
    window.pages.show_page(Page.TRAIN)
    stage.train_to_end()
    window.pages.train.show_panel("curves")
    stage.wait_for(lambda: window.pages.train.curves.isVisible() and window.size().toTuple() == size)
    image = grey(window.grab().toImage())
    labels = [
        label
        for label in window.findChildren(QLabel)
        if label.isVisible() and re.fullmatch(r"[\d.]+%?", label.text()) and label.visibleRegion().boundingRect()
    ]
    measured |= {label.text(): figures_in(image, placed(label, window)) for label in labels}
    plot = window.pages.train.findChild(QWidget, "lossCanvas")
    corner, axis = plot.mapTo(window, QPoint()), plot.axes["left"]
    ticks = image[corner.y() : corner.y() + plot.height(), corner.x() : corner.x() + int(axis.width()) - 10]
    measured["ticks"] = max(heights_of_lines(ticks))  # what lies half outside the plot is cut
    for legend in filter(QWidget.isVisible, window.findChildren(ValueLegend)):
        measured[legend.accessibleName()] = figures_in(image, placed(legend, window))
    measured |= results_measured(stage)
    small = {name: height for name, height in measured.items() if height < size[1] / 40}
    assert len(measured) > 100
    assert not small


def placed(widget: QWidget, window: QWidget, part: QRect | None = None) -> QRect:
    """Where ``widget``, or a part of it, is in ``window``."""
    part = widget.rect() if part is None else part
    return QRect(widget.mapTo(window, part.topLeft()), part.size())


def figures_in(image: np.ndarray, area: QRect) -> float:
    """How high the highest line is that is written there."""
    part = image[area.top() : area.bottom() + 1, area.left() : area.right() + 1]
    return max(heights_of_lines(part), default=0)


def results_measured(studio: StudioRobot) -> dict[str, float]:
    """The figures of the confusion table and the words below the predictions, as they are painted."""
    window, measured = studio.window, {}
    window.pages.train.show_panel("results")
    window.tabs.setCurrentIndex(0)
    tiles = window.predictions.browser.grid
    studio.wait_for(lambda: tiles.isVisible() and tiles.model().rowCount() > 0)
    first = tiles.visualRect(tiles.model().index(0, 0))
    caption = first.adjusted(10, round(first.width() * 0.98), -10, -fonts.scaled(4) - 12)
    image = grey(window.grab().toImage())
    measured["caption"] = figures_in(image, placed(tiles.viewport(), window, caption))
    window.tabs.setCurrentIndex(1)
    table = window.confusion.table
    studio.wait_for(lambda: table.isVisible() and table.shows_numbers)
    # All of it is seen at once, without scrolling.
    last = len(table.counts) - 1
    studio.wait_for(lambda: table.viewport().rect().contains(table.cell_rect(last, last)))
    image = grey(window.grab().toImage())
    seen = table.viewport().rect()
    for row, column in product(range(len(table.counts)), repeat=2):
        cell = table.cell_rect(row, column).adjusted(2, 1, -3, -2)
        if table.words(row, column).isdigit() and seen.contains(cell):
            name = f"cell {row} {column} {table.words(row, column)}"
            measured[name] = figures_in(image, placed(table.viewport(), window, cell))
    return measured


def words_measured(studio: StudioRobot, page: Page) -> dict[str, float]:
    """How high a figure is in the font of everything that has words on ``page``, the bars above and below too."""
    studio.window.pages.show_page(page)
    studio.wait_for(lambda: studio.window.pages.currentWidget().isVisible())
    wordy = (QLabel, QAbstractButton, QLineEdit, QComboBox, QTabBar, QHeaderView, QAbstractItemView, Pill)
    measured = {}
    for widget in studio.window.findChildren(QWidget):
        arrow = isinstance(widget.parentWidget(), QTabBar)  # which has no words
        if isinstance(widget, wordy) and widget.isVisible() and not arrow:
            font = QFont(widget.font())
            font.setPointSizeF(font.pointSizeF() * EXACT)  # where letters are not rounded to pixels
            measured[widget.objectName()] = QFontMetricsF(font).tightBoundingRect("0").height() / EXACT
    return measured


def test_larger_text_on_the_stage_is_for_the_stage_alone(stage: StudioRobot):
    go_on_stage(stage)
    before = fonts.scale()
    press(stage, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    stage.wait_for(lambda: fonts.scale() > before)
    press(stage, Qt.Key.Key_F9)
    assert fonts.scale() == 1.0
    assert stage.studio.settings.scale == 1.0
    assert stage.studio.settings.stage_size == 1.1


def test_a_run_goes_on_while_the_window_goes_on_the_stage_and_off(plain_stage: StudioRobot):
    stage = plain_stage
    stage.session.set_value("training.epochs", 1000)
    stage.button("trainButton").click()
    stage.wait_for_state("training")
    go_on_stage(stage)
    press(stage, Qt.Key.Key_F9)
    assert stage.session.state.in_run
    stage.action("stopKeepLastAction").trigger()
    stage.wait_for_state("idle")


def test_the_computer_is_kept_awake_on_the_stage(plain_stage: StudioRobot, wakefulness: Wakefulness):
    stage = plain_stage
    go_on_stage(stage)
    assert wakefulness.told == ["hold"]
    press(stage, Qt.Key.Key_F9)
    assert wakefulness.told == ["hold", "release"]


def test_a_computer_that_cannot_be_kept_awake_is_presented_from_all_the_same(plain_stage, wakefulness, caplog):
    stage = plain_stage
    wakefulness.works = False
    go_on_stage(stage)
    assert "keep the computer awake" in caplog.text
    press(stage, Qt.Key.Key_F9)
    assert wakefulness.told == ["hold"]


def test_nothing_is_cut_off_on_any_page(stage: StudioRobot):
    window = stage.window
    window.presenter.screens = lambda: [FakeScreen("projector", QRect(0, 0, 1024, 768))]
    go_on_stage(stage)
    window.setWindowState(Qt.WindowState.WindowNoState)  # the screen of the test has a size of its own
    window.resize(1024, 768)
    stage.wait_for(lambda: window.size().toTuple() == (1024, 768) and fonts.scale() > 768 / 400)
    for language in ("ko", "en"):
        stage.action(f"language_{language}").trigger()
        for page in Page:
            window.pages.show_page(page)
            assert_fits(stage, f"{language} {page}")
        for kind in Kind:
            window.pages.show_page(Page.MODEL)
            window.pages.model.show_kind(kind)
            assert_fits(stage, f"{language} {kind}")


def assert_fits(studio: StudioRobot, what: str) -> None:
    """Wait until the layout has settled: what still misfits then is a fault."""
    window = studio.window
    try:
        studio.qtbot.waitUntil(lambda: not misfits(window, (window.curves,)), timeout=5000)
    except Exception as error:
        raise AssertionError(f"{what}: {misfits(window, (window.curves,))}") from error


def test_lists_and_details_of_the_data_take_turns_where_there_is_little_room(plain_stage: StudioRobot):
    window = plain_stage.window
    window.pages.show_page(Page.DATA)
    columns, page = window.pages.data.columns, window.pages.data
    plain_stage.wait_for(lambda: page.grid.isVisible() and page.grid.model().rowCount() > 0)
    assert page.filters.isVisible()
    assert page.side.isVisible()
    assert not columns.turns.isVisible()
    current_theme().set_scale(2.0)
    window.resize(1024, 700)
    plain_stage.wait_for(columns.turns.isVisible)
    plain_stage.wait_for(lambda: page.filters.isVisible() and not page.side.isVisible())
    place = page.grid.visualRect(page.grid.model().index(0, 0)).center()
    plain_stage.qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    plain_stage.wait_for(lambda: page.side.isVisible() and not page.filters.isVisible())
    lists = columns.turns.findChild(QAbstractButton, "lists")
    plain_stage.qtbot.mouseClick(lists, Qt.MouseButton.LeftButton)
    assert page.filters.isVisible()
    assert not page.side.isVisible()


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
