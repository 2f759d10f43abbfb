"""What a person does, done by name: pressing, setting, opening and typing reach the window as real events do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction

from studio.demos.hands import Hands
from studio.demos.sight import UnknownControlError, UnusableControlError
from studio.look.theme import current_theme
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from trainer_core.protocol.events import State
from trainer_core.protocol.predicting import PathsPredicted


@pytest.fixture
def hands(studio: StudioRobot) -> Hands:
    return Hands(studio.window)


def test_a_control_is_found_by_its_name_or_told_what_was_meant(hands: Hands) -> None:
    with pytest.raises(UnknownControlError, match=r"no trainButon here\. Did you mean trainButton\?"):
        hands.find("trainButon")
    for split in ("confusionSplit", "classesSplit"):
        found = hands.find(f"{split}/test")
        assert found.parent().objectName() == split
    with pytest.raises(UnusableControlError, match="stopButton is disabled now"):
        hands.press("stopButton")


def test_pressing_train_trains(hands: Hands, studio: StudioRobot) -> None:
    hands.press("trainButton")
    studio.wait_for_state(State.TRAINING)
    with pytest.raises(UnusableControlError, match="disabled now"):
        hands.set("optimizer.name", "SGD")
    hands.press("stopKeepLastAction")
    studio.wait_for_state(State.IDLE)


def test_each_kind_of_field_takes_what_is_typed_or_chosen(hands: Hands, studio: StudioRobot) -> None:
    for key, value, held in (
        ("optimizer.lr", 0.5, 0.5),
        ("training.epochs", 3, 3),
        ("data.limit", "1,000", 1000),
        ("optimizer.name", "SGD", "SGD"),
        ("data.standardize", True, True),
    ):
        assert hands.set(key, value) == ""
        section, name = key.split(".")
        assert studio.session.recipe.to_dict()[section][name] == held
        assert hands.value(key) == held
    assert hands.set("data.augment", [{"name": "flip"}]) == ""
    assert [part["name"] for part in studio.session.recipe.to_dict()["data"]["augment"]] == ["flip"]

    before = studio.session.recipe
    assert "not a number" in hands.set("optimizer.lr", "fast")
    assert studio.session.recipe == before


def test_a_field_or_tab_out_of_sight_is_brought_there(hands: Hands, studio: StudioRobot) -> None:
    studio.window.pages.show_page(Page.RUNS)
    hands.bring_to_sight("loss.name")
    assert studio.window.pages.page is Page.TRAIN
    place = hands.place("loss.name")
    assert place.isValid()
    assert studio.window.rect().contains(place)

    hands.bring_to_sight("classesView")
    assert not hands.place("classesView").isEmpty()
    hands.bring_to_sight("drawingCanvas")
    assert not hands.place("drawingCanvas").isEmpty()


def test_actions_menus_and_keys_are_those_of_the_window(hands: Hands, studio: StudioRobot) -> None:
    hands.press("showModelPageAction")
    assert studio.window.pages.page is Page.MODEL
    assert hands.place("preset_fashion-mnist-cnn") == hands.place("presetButton")
    hands.menu("View", "Theme", "Dark")
    assert current_theme().mode == "dark"
    with pytest.raises(UnknownControlError, match="Did you mean Dark"):
        hands.menu("View", "Theme", "Drak")
    hands.key("Ctrl+5")
    assert studio.window.pages.page is Page.RUNS
    lr = studio.session.recipe.optimizer.lr
    hands.set("optimizer.lr", 0.5)
    hands.key("Ctrl+Z")
    assert studio.session.recipe.optimizer.lr == lr


def test_presets_data_and_files_are_opened(hands: Hands, studio: StudioRobot, tmp_path: Path) -> None:
    recipe = tmp_path / "mine.toml"
    recipe.write_text(studio.session.recipe.with_values({"optimizer.lr": 0.25}).to_toml(), encoding="utf-8")
    hands.set("training.epochs", 7)
    studio.answer("replaceRecipeDialog", lambda dialog: Hands(studio.window).press("replaceRecipeButton"))
    QTimer.singleShot(0, studio.window, lambda: hands.open(str(recipe)))
    studio.wait_for(lambda: studio.session.recipe.optimizer.lr == 0.25)
    hands.open("fashion-mnist-cnn")
    assert studio.session.recipe.model.name == "small_cnn"
    hands.open("moons")
    studio.wait_for(lambda: studio.session.recipe.data.source == "moons")
    with pytest.raises(UnknownControlError, match="Did you mean fashion-mnist-cnn"):
        hands.open("fashion-mnist-cn")


def test_an_entry_of_a_list_is_chosen_by_what_it_says(hands: Hands, studio: StudioRobot) -> None:
    hands.press("showDataPageAction")
    page = studio.window.pages.data
    studio.wait_for(lambda: len(page.grid.places) == 1536)
    hands.choose("dataFilters", "Bag")
    studio.wait_for(lambda: 0 < len(page.grid.places) < 1536)
    assert page.filters.current.label >= 0
    with pytest.raises(UnknownControlError, match=r"There is no Beg here\. Did you mean Bag\?"):
        hands.choose("dataFilters", "Beg")
    with pytest.raises(UnusableControlError, match="dataSplit is not a list"):
        hands.choose("dataSplit", "Test")


def test_several_files_are_dropped_at_once(hands: Hands, studio: StudioRobot, tmp_path: Path) -> None:
    pictures = [tmp_path / f"{name}.png" for name in "ab"]
    for picture in pictures:
        assert studio.window.grab().scaled(28, 28).save(str(picture))
    hands.drop(*pictures)
    studio.wait_for(lambda: sum(len(event.predictions.files) for event in studio.of(PathsPredicted)) == 2)


def test_what_is_behind_a_dialog_is_not_pressed(hands: Hands, studio: StudioRobot) -> None:
    said: list[str] = []

    def act(dialog: object) -> None:
        try:
            hands.press("trainButton")
        except UnusableControlError as error:
            said.append(str(error))
        hands.key("Esc")

    studio.answer("aboutDialog", act)
    hands.press("aboutAction")
    assert said == ["trainButton is blocked by the dialog aboutDialog."]
    assert isinstance(hands.find("aboutAction"), QAction)
