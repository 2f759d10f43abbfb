"""The window's pages, and the recipe in the form: nothing edited is lost, not even over a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton

from studio.app import Studio
from studio.testing import StudioRobot
from studio.window.actions import TABLE, Do
from studio.window.page_bar import Page
from tests.gui.hands import choose_file, click, drop
from trainer_core.protocol.events import DeviceMemory, Evaluated, RunEnded, WeightsLoaded
from trainer_core.protocol.inspection_events import WeightsInspected
from trainer_core.recipe.presets import DEFAULT, load_preset


@pytest.fixture
def start(studio_app, studio_settings, qtbot) -> Iterator[Callable[[], StudioRobot]]:
    """Starts the program with what it has remembered, and no change of the test's own."""
    robots = []

    def begin() -> StudioRobot:
        robot = StudioRobot(Studio(studio_app, studio_settings), qtbot)
        robots.append(robot)
        robot.window.show()
        qtbot.waitExposed(robot.window)
        return robot

    yield begin
    for robot in robots:
        robot.close()


def press(name: str):
    return lambda dialog: dialog.findChild(QPushButton, name).click()


def preset_action(studio, name: str) -> QAction:
    return studio.window.toolbar.preset_button.menu().findChild(QAction, f"preset_{name}")


def test_the_rail_and_its_keys_switch_pages(studio, studio_settings):
    pages = studio.window.pages
    control = Qt.KeyboardModifier.ControlModifier
    for name, key, page in (
        ("dataPageButton", Qt.Key.Key_2, pages.data),
        ("modelPageButton", Qt.Key.Key_3, pages.model),
        ("insidePageButton", Qt.Key.Key_4, pages.inside),
        ("runsPageButton", Qt.Key.Key_5, pages.runs),
        ("weightsPageButton", Qt.Key.Key_6, pages.weights),
        ("trainPageButton", Qt.Key.Key_1, pages.train),
    ):
        click(studio, name)
        assert page.isVisible()
        click(studio, "trainPageButton")
        studio.qtbot.keyClick(studio.window, key, control)
        assert page.isVisible()
        assert studio.button(name).isChecked()
        assert studio.button(name).accessibleName()
    assert [page for page, button in studio.window.rail.buttons.items() if button.isChecked()] == [Page.TRAIN]
    assert studio_settings.page == "train"


def test_tool_bar_and_status_stay_on_every_page(studio):
    for page in Page:
        studio.window.pages.show_page(page)
        assert studio.window.toolbar.isVisible()
        assert studio.window.status.isVisible()
        assert studio.button("trainButton").isVisible()


def test_training_from_another_page_shows_the_curves(studio):
    click(studio, "runsPageButton")
    click(studio, "trainButton")
    studio.wait_for(lambda: studio.window.curves.isVisible())
    studio.wait_for_event(RunEnded)


def test_the_page_is_remembered(start, studio_settings):
    robot = start()
    click(robot, "weightsPageButton")
    assert start().window.pages.page is Page.WEIGHTS


@pytest.mark.parametrize("page", Page)
@pytest.mark.parametrize("size", [(1024, 700), (1440, 900), (1920, 1080)])
def test_nothing_of_a_page_stands_outside_the_window(studio, size, page):
    studio.window.resize(*size)
    studio.window.pages.show_page(page)
    studio.wait_for(lambda: studio.window.width() == size[0])
    assert studio.window.size().toTuple() == size
    for button in studio.window.pages.currentWidget().findChildren(QPushButton):
        if button.isVisible() and not button.visibleRegion().isEmpty():
            right = button.mapTo(studio.window, QPoint(button.width(), 0)).x()
            assert right <= size[0], button.objectName()
    tabs = studio.window.tabs
    bar = tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= tabs.width()


def test_weights_dropped_on_the_weights_page_are_looked_into_and_loaded_from_there(studio, tmp_path):
    path = tmp_path / "mine.pt"
    hidden = torch.nn.Sequential(torch.nn.Linear(784, 512), torch.nn.ReLU(), torch.nn.Linear(512, 512))
    torch.save({f"linear_relu_stack.{key}": value for key, value in hidden.state_dict().items()}, path)
    click(studio, "weightsPageButton")
    drop(studio.window, path)
    studio.wait_for_event(WeightsInspected)
    studio.wait_for(lambda: studio.window.pages.weights.path == path)
    assert not studio.of(WeightsLoaded)

    click(studio, "weightsLoad")
    load = studio.window.pages.weights.loading
    studio.wait_for(lambda: any(b.isEnabled() and b.isVisible() for b in load.findChildren(QPushButton)))
    studio.window.pages.weights.load_asked.emit(path, load.choice)
    assert studio.wait_for_event(WeightsLoaded).report.count("fits") == 4
    studio.wait_for_event(Evaluated)


def test_an_edited_recipe_gives_way_to_a_preset_only_when_told_so(studio):
    studio.session.set_value("training.epochs", 7)
    studio.answer("replaceRecipeDialog", lambda dialog: studio.qtbot.keyClick(dialog, Qt.Key.Key_Return))
    preset_action(studio, "fashion-mnist-fast").trigger()
    assert studio.session.recipe.training.epochs == 7
    assert not preset_action(studio, "fashion-mnist-fast").isChecked()

    studio.answer("replaceRecipeDialog", press("replaceRecipeButton"))
    preset_action(studio, "fashion-mnist-fast").trigger()
    assert studio.session.recipe.model == load_preset("fashion-mnist-fast").model
    assert preset_action(studio, "fashion-mnist-fast").isChecked()


def test_an_edited_recipe_is_saved_first_where_that_is_wished(studio, tmp_path):
    path = tmp_path / "mine.toml"
    studio.session.set_value("training.epochs", 7)
    studio.answer("replaceRecipeDialog", press("replaceSaveFirstButton"))
    studio.answer("saveRecipeDialog", choose_file(path))
    preset_action(studio, "fashion-mnist-cnn").trigger()
    assert "epochs = 7" in path.read_text()
    assert studio.session.recipe.model == load_preset("fashion-mnist-cnn").model


def test_a_dropped_recipe_asks_before_it_replaces_an_edited_one(studio, tmp_path):
    path = tmp_path / "other.toml"
    path.write_text("[training]\nepochs = 9\n")
    studio.session.set_value("training.epochs", 7)
    studio.answer("replaceRecipeDialog", press("replaceKeepButton"))
    drop(studio.window, path)
    assert studio.session.recipe.training.epochs == 7


def test_what_a_run_was_trained_with_is_in_its_folder_and_is_not_asked_about(studio):
    studio.session.set_value("training.epochs", 1)
    studio.train_to_end()
    preset_action(studio, "fashion-mnist-cnn").trigger()
    assert studio.session.recipe.model == load_preset("fashion-mnist-cnn").model


def test_an_edited_recipe_is_there_again_after_a_restart(start):
    first = start()
    first.session.set_value("training.epochs", 41)
    second = start()
    assert second.session.recipe.training.epochs == 41
    assert second.find("trainingEpochsField", QLineEdit).text() == "41"
    second.answer("replaceRecipeDialog", press("replaceKeepButton"))
    preset_action(second, "fashion-mnist-cnn").trigger()
    assert second.session.recipe.training.epochs == 41


def test_a_preset_that_is_chosen_back_is_what_the_next_start_has(start, studio_settings):
    first = start()
    first.session.set_value("training.epochs", 41)
    first.answer("replaceRecipeDialog", press("replaceRecipeButton"))
    preset_action(first, "fashion-mnist-cnn").trigger()
    assert studio_settings.edited_recipe == ""
    assert start().session.recipe == load_preset("fashion-mnist-cnn")


@pytest.mark.parametrize("text", ["no recipe", "[training]\nepochs = -1\n", "\x00\xff", "[" * 5000, "version = 99"])
def test_a_remembered_recipe_that_is_none_is_replaced_by_the_preset(start, studio_settings, text):
    studio_settings.edited_recipe = text
    assert start().session.recipe == load_preset(DEFAULT)


def test_every_stop_and_menu_has_a_key(studio):
    rows = {row.key: row.shortcut for row in TABLE}
    assert all(rows[key] for key in (Do.STOP_LAST, Do.STOP_BEST, Do.FINISH_EPOCH, Do.STOP_DISCARD))
    assert all(rows[key] for key in (Do.RESUME_RUN, Do.VERIFY, Do.PAGE_TRAIN, Do.PAGE_RUNS, Do.PAGE_WEIGHTS))
    studio.window.activateWindow()
    for key, name in ((Qt.Key.Key_P, "presetButton"), (Qt.Key.Key_D, "deviceButton")):
        menu = studio.button(name).menu()
        with studio.qtbot.waitSignal(menu.aboutToShow):
            studio.qtbot.keyClick(studio.window, key, Qt.KeyboardModifier.AltModifier)
        studio.wait_for(menu.isVisible)
        menu.close()


def test_a_test_that_was_asked_for_is_seen_to_go_on(studio):
    studio.action("evaluateAction").trigger()
    assert "Testing the present weights" in studio.window.status.state_text
    assert not studio.action("evaluateAction").isEnabled()
    studio.wait_for_event(Evaluated)
    studio.wait_for(lambda: studio.window.status.state_text == "Ready")
    assert studio.action("evaluateAction").isEnabled()


def test_the_badge_tells_the_memory_of_a_gpu(studio):
    device = studio.session.preparation.device.device
    studio.session.take(DeviceMemory(device, 3 << 30, 80 << 30))
    studio.window.status.refresh()
    badge = studio.find("statusDevice", QLabel)
    assert "3.0 GB of 80 GB" in badge.text()
    assert "3.0 GB" in badge.toolTip()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_menu_fits_a_small_screen_in_one_column(studio, language):
    studio.action(f"language_{language}").trigger()
    try:
        menu, named = studio.button("menuButton").menu(), "Language" if language == "en" else "언어 (Language)"
        studio.wait_for(lambda: named in [each.text() for each in menu.actions()])
        assert menu.sizeHint().height() <= 700
        actions = [each for each in menu.actions() if not each.isSeparator()]
        assert actions[0] is studio.action("commandPaletteAction")
        assert len({menu.actionGeometry(each).left() for each in actions}) == 1
    finally:
        studio.action("language_en").trigger()


def test_every_action_of_the_table_but_those_of_other_buttons_is_in_the_menu(studio):
    menu = studio.button("menuButton").menu()
    inside = {action for each in (menu, *menu.findChildren(QMenu)) for action in each.actions()}
    elsewhere = {
        Do.TRAIN, Do.STEP_PHASE, Do.STEP_BATCH, Do.STEP_EPOCH, Do.STOP_LAST, Do.STOP_BEST, Do.FINISH_EPOCH,
        Do.STOP_DISCARD, Do.SAVE, Do.LOAD,
    }  # fmt: skip
    assert {row.key for row in TABLE if studio.action(row.key.value) not in inside} == elsewhere
