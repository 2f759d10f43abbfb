"""The command palette in the real window: real keys, what is found, what runs, and where the focus goes."""

import io
import json
import os
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from studio.demos.playing import Demos
from studio.look import fonts, i18n
from studio.look.theme import current_theme
from studio.widgets.command_palette.items import PaletteItem
from studio.widgets.command_palette.matching import Findable, marks, ranked
from studio.window.actions import TABLE, Do
from studio.window.page_bar import Page
from tests.gui.hands import commit
from tests.gui.recipe_form.conftest import type_into
from trainer_core.library.record import Change, ChangeKind, RunRecord, RunState
from trainer_core.protocol.events import State

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def _as_before(studio_app):
    yield
    i18n.set_language(studio_app, "en")
    current_theme().set_scale(1.0)
    current_theme().set_mode("system")


def press(studio, key: Qt.Key, modifier=NONE) -> None:
    studio.qtbot.keyClick(QApplication.focusWidget() or studio.window, key, modifier)


def open_palette(studio, text: str = ""):
    studio.window.activateWindow()
    studio.wait_for(studio.window.isActiveWindow)
    press(studio, Qt.Key.Key_K, CONTROL)
    palette = studio.window.palette_flow.palette
    assert palette.isVisible()
    assert palette.field.hasFocus()
    studio.qtbot.keyClicks(palette.field, text)
    return palette


def titles(palette) -> list[str]:
    return [row.title for row in palette.model.rows if not isinstance(row, str)]


def labels(palette) -> list[str]:
    return [row for row in palette.model.rows if isinstance(row, str)]


def item(palette, identifier: str) -> PaletteItem:
    return next(row for row in palette.model.rows if not isinstance(row, str) and row.id == identifier)


def choose(studio, text: str, identifier: str) -> None:
    """Type, go down to what is meant with real keys, and press Enter."""
    palette = open_palette(studio, text)
    item(palette, identifier)
    while palette.list.item.id != identifier:
        press(studio, Qt.Key.Key_Down)
    press(studio, Qt.Key.Key_Return)
    assert not palette.isVisible()


def test_everything_that_can_be_done_is_there_with_its_shortcut(studio):
    palette = open_palette(studio)
    assert labels(palette) == ["Actions", "Recipe", "Presets", "Settings", "Views", "Help"]
    by_id = {row.id: row for row in palette.model.rows if not isinstance(row, str)}
    for row in TABLE:
        if row.key is not Do.PALETTE:
            action = studio.window.actions_by_key[row.key]
            assert by_id[f"action/{row.key}"].shortcut == action.shortcut().toString()
    assert by_id["field/optimizer.lr"].detail == "Optimizer · 1e-3"
    assert by_id["preset/fashion-mnist-fast"].about
    assert {"setting/theme/dark", "setting/language/ko", "setting/size/1.5", "setting/device/cpu"} <= set(by_id)


def test_what_cannot_be_done_says_why_and_does_not_run(studio):
    palette = open_palette(studio, "keep the best")
    assert palette.list.item.id == "action/stopKeepBestAction"
    assert (palette.list.item.off, palette.hint.text()) == (True, "No run is under way.")
    press(studio, Qt.Key.Key_Return)
    assert palette.isVisible()
    studio.qtbot.mouseClick(
        palette.list.viewport(),
        Qt.MouseButton.LeftButton,
        NONE,
        palette.list.visualRect(palette.list.currentIndex()).center(),
    )
    assert palette.isVisible()
    assert studio.session.state is State.IDLE


def test_enter_on_a_field_opens_the_form_there(studio):
    studio.window.pages.show_page(Page.RUNS)
    section = studio.window.form.sections["schedule"]
    section.set_expanded(False)
    choose(studio, "warm", "field/schedule.warmup_epochs")
    assert studio.window.pages.page is Page.TRAIN
    assert section.expanded
    assert studio.window.form.row("schedule.warmup_epochs").editor.hasFocus()


def test_a_preset_asks_where_the_recipe_was_edited(studio):
    studio.window.activateWindow()
    studio.session.set_value("training.epochs", 7)
    before = studio.session.recipe
    studio.answer("replaceRecipeDialog", "replaceKeepButton")
    choose(studio, "fast", "preset/fashion-mnist-fast")
    assert studio.session.recipe == before
    studio.answer("replaceRecipeDialog", "replaceRecipeButton")
    choose(studio, "fast", "preset/fashion-mnist-fast")
    assert studio.window.recipes.preset == "fashion-mnist-fast"


def test_settings_change_what_they_name(studio):
    choose(studio, "theme dark", "setting/theme/dark")
    assert (current_theme().mode, studio.studio.settings.theme) == ("dark", "dark")
    choose(studio, "text size 150", "setting/size/1.5")
    studio.wait_for(lambda: fonts.scale() == 1.5)
    assert item(open_palette(studio, "size"), "setting/size/1.5").current
    press(studio, Qt.Key.Key_Escape)
    choose(studio, "language", "setting/language/ko")
    assert i18n.language() == "ko"


def test_korean_and_english_names_both_match_in_a_korean_window(studio):
    i18n.set_language(studio.studio.app, "ko")
    studio.wait_for(lambda: studio.window.tabs.tabText(0) == "예측")
    palette = open_palette(studio, "learning rate")
    assert palette.list.item.id == "field/optimizer.lr"
    title = palette.list.item.title
    assert title != "Learning rate"
    palette.field.clear()
    commit(palette.field, title[:2])
    assert "field/optimizer.lr" in [row.id for row in palette.model.rows if not isinstance(row, str)]


def test_keys_go_through_the_list_and_come_around(studio):
    palette = open_palette(studio)
    first = palette.list.item
    press(studio, Qt.Key.Key_Up)
    last = palette.list.item
    assert last.id == [row.id for row in palette.model.rows if not isinstance(row, str)][-1]
    press(studio, Qt.Key.Key_Down)
    assert palette.list.item is first
    press(studio, Qt.Key.Key_PageDown)
    page = palette.list.currentIndex().row()
    assert page > 5
    press(studio, Qt.Key.Key_PageUp)
    assert palette.list.item is first
    for _ in range(60):
        press(studio, Qt.Key.Key_PageDown)
    assert palette.list.item is last
    assert palette.list.viewport().rect().contains(palette.list.visualRect(palette.list.currentIndex()).center())
    assert palette.field.hasFocus()


def test_escape_a_second_press_and_a_click_beside_it_close_it_and_give_the_focus_back(studio):
    studio.window.form.reveal("training.epochs")
    field = studio.window.form.row("training.epochs").editor
    palette = open_palette(studio)  # from a field of text, which would take Ctrl+K for itself
    press(studio, Qt.Key.Key_Escape)
    assert (palette.isVisible(), field.hasFocus()) == (False, True)
    open_palette(studio)
    press(studio, Qt.Key.Key_K, CONTROL)
    assert (palette.isVisible(), field.hasFocus()) == (False, True)
    open_palette(studio)
    studio.qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, NONE, QPoint(5, palette.height() - 5))
    assert (palette.isVisible(), field.hasFocus()) == (False, True)


def test_ctrl_k_leaves_the_text_of_a_field_alone(studio):
    studio.window.form.reveal("training.epochs")
    field = studio.window.form.row("training.epochs").editor
    type_into(studio.qtbot, field, "12", end=None)
    field.setCursorPosition(0)
    palette = open_palette(studio)
    assert field.text() == "12"
    press(studio, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_a_shortcut_of_another_page_closes_it(studio):
    palette = open_palette(studio)
    press(studio, Qt.Key.Key_2, CONTROL)
    assert studio.window.pages.page is Page.DATA
    studio.window.pages.data.setFocus()
    studio.window.toolbar.train_button.setFocus()
    assert not palette.isVisible()
    assert studio.window.toolbar.train_button.hasFocus()


def test_what_was_used_last_stands_first_also_at_the_next_start(studio):
    choose(studio, "theme light", "setting/theme/light")
    choose(studio, "text size 100", "setting/size/1.0")
    palette = open_palette(studio)
    assert labels(palette)[0] == "Recently used"
    assert titles(palette)[:2] == ["Text size: 100%", "Theme: Light"]
    assert studio.studio.settings.palette_recent.splitlines() == ["setting/size/1.0", "setting/theme/light"]


def test_runs_are_found_by_name_and_opened_in_the_library(studio):
    studio.train_to_end()
    folder = studio.session.run.started.folder
    (folder / "notes.json").write_text(json.dumps({"version": 1, "name": "Zebra stripes"}))
    palette = open_palette(studio, "zebra")
    studio.wait_for(lambda: "Zebra stripes" in titles(palette), "the run in the palette")
    assert palette.list.item.id == f"run/{folder}"
    assert not studio.window.pages.runs.isVisible()
    press(studio, Qt.Key.Key_Return)
    assert studio.window.pages.page is Page.RUNS
    assert [record.path for record in studio.window.pages.runs.list.chosen()] == [folder]


def test_what_pages_hold_behind_tabs_and_folds_is_found_and_shown(studio):
    window = studio.window
    choose(studio, "learning rate", "view/model/beforeFindRateButton")
    before = window.pages.model.before
    assert window.pages.page is Page.MODEL
    assert before.expanded
    assert QApplication.focusWidget() is before.rate.button
    assert studio.session.state is State.IDLE  # it is shown, and not begun
    choose(studio, "console", f"view/inside/{window.pages.inside.console.objectName()}")
    assert window.pages.page is Page.INSIDE
    assert window.pages.inside.tabs.currentWidget() is window.pages.inside.console
    choose(studio, "confusion", "view/train/confusionTab")
    assert window.pages.page is Page.TRAIN
    assert window.tabs.currentWidget().objectName() == "confusionTab"


def test_a_bundled_demo_is_found_by_its_title_and_played(studio):
    demos = Demos(studio.window, studio.session, studio.studio.settings)
    choose(studio, "learning rate", "demo/2-learning-rate")
    assert demos.player is not None
    assert demos.player.script.path.stem == "2-learning-rate"
    studio.button("demoTakeOver").click()


def test_while_training_train_is_called_pause_and_live_fields_are_there(studio):
    studio.session.set_value("training.epochs", 10_000)
    studio.button("trainButton").click()
    studio.wait_for_state(State.TRAINING)
    palette = open_palette(studio)
    assert item(palette, "action/trainAction").title == "Pause"
    assert not item(palette, "action/stopKeepBestAction").off
    preset = item(palette, "preset/fashion-mnist-fast")
    assert (preset.off, preset.reason) == (True, "A run is under way. Stop it first.")
    studio.qtbot.keyClicks(palette.field, "pause")
    press(studio, Qt.Key.Key_Return)
    studio.wait_for_state(State.PAUSED)
    choose(studio, "learning rate", "field/optimizer.lr")
    assert studio.window.form.row("optimizer.lr").editor.hasFocus()
    choose(studio, "stop last", "action/stopKeepLastAction")
    studio.wait_for_state(State.IDLE)


def test_a_screen_reader_hears_what_is_chosen(studio):
    palette = open_palette(studio, "keep the best")
    assert QAccessible.queryAccessibleInterface(palette.field).text(QAccessible.Text.Name) == "Command palette"
    heard = QAccessible.queryAccessibleInterface(palette.field).text(QAccessible.Text.Description)
    assert heard == "Stop, keep the best weights, Ctrl+F5, No run is under way."


@pytest.mark.parametrize(("width", "height", "scale"), [(1024, 700, 1.0), (1024, 700, 2.0), (1920, 1080, 1.5)])
def test_it_lies_within_the_window_near_its_top(studio, width, height, scale):
    studio.window.resize(width, height)
    current_theme().set_scale(scale)
    palette = open_palette(studio, "learning")
    frame = palette.frame.geometry()
    assert palette.rect().contains(frame)
    assert abs(frame.center().x() - studio.window.width() // 2) <= 1
    assert frame.top() < height / 5
    assert palette.list.viewport().rect().contains(palette.list.visualRect(palette.list.currentIndex()))


def test_no_run_is_read_for_a_key_press(studio, monkeypatch):
    studio.train_to_end()
    palette = open_palette(studio)
    studio.wait_for(lambda: any(title for title in labels(palette) if title == "Runs"), "the run")
    main, read = threading.get_ident(), []

    def recording(real):
        def call(path=".", *arguments, **named):
            if threading.get_ident() == main:
                read.append(str(path))
            return real(path, *arguments, **named)

        return call

    monkeypatch.setattr("builtins.open", recording(open))
    monkeypatch.setattr("io.open", recording(io.open))
    monkeypatch.setattr("os.scandir", recording(os.scandir))
    monkeypatch.setattr("os.stat", recording(os.stat))
    studio.qtbot.keyClicks(palette.field, "learning")
    assert palette.list.item.id == "field/optimizer.lr"
    assert [path for path in read if str(studio.folder) in path] == []
    press(studio, Qt.Key.Key_Escape)
    open_palette(studio, "fashion")
    # Whether the folder is there is asked once as it opens; nothing in it is looked at on this thread.
    root = str(studio.studio.settings.runs_root)
    assert [path for path in read if str(studio.folder) in path and path != root] == []


def test_a_thousand_runs_are_asked_for_once_and_found_by_typing(studio, monkeypatch):
    studio.wait_until_prepared()
    runs = studio.window.pages.runs
    palette = open_palette(studio)
    studio.wait_for(lambda: runs._scanned, "the empty library")
    press(studio, Qt.Key.Key_Escape)
    records = [
        RunRecord(Path(f"/runs/{number:04}"), f"trial number {number}", RunState.COMPLETED, tags=("sweep",))
        for number in range(1000)
    ]
    runs.table.apply(Change(ChangeKind.ADDED, record) for record in records)
    with studio.qtbot.waitSignal(runs.worker.scanned):
        open_palette(studio)
    studio.wait_for(lambda: not studio.window.palette_flow._soon.isActive(), "what the library has told")
    assert len([row for row in palette.model.rows if not isinstance(row, str) and row.id.startswith("run/")]) == 1000
    monkeypatch.setattr(type(studio.window.palette_flow.runs), "items", lambda self: pytest.fail("asked for a key"))
    studio.qtbot.keyClicks(palette.field, "number 734")
    assert titles(palette) == ["trial number 734"]
    palette.field.clear()
    studio.qtbot.keyClicks(palette.field, "sweep")
    assert len(titles(palette)) == 1000


# How matches are ranked


def found(query: str, *titles: str, recent: tuple[str, ...] = (), keywords: dict | None = None) -> list[str]:
    items = [
        Findable.of(PaletteItem(title, title, lambda: None, keywords=(keywords or {}).get(title, ())))
        for title in titles
    ]
    return [each.item.title for each in ranked(items, query, recent)]


def test_the_beginning_comes_before_word_starts_before_letters_in_order():
    given = ("Reopen runs", "Retrain", "The train page", "Train", "Train page", "Tensor ratio")
    assert found("train", *given) == ["Train", "Train page", "The train page", "Retrain"]
    assert found("tra", *given)[:2] == ["Train", "Train page"]


def test_first_letters_and_letters_in_order_match_and_scattered_ones_do_not():
    assert found("lr", "Learning rate", "Loss") == ["Learning rate"]
    assert found("svwt", "Save weights", "Show everything that was saved") == ["Save weights"]
    assert found("xq", "Save weights") == []


def test_what_was_used_recently_comes_first_among_equals_only():
    given = ("Stop now", "Stop later", "Unstoppable")
    assert found("stop", *given, recent=("Stop later",)) == ["Stop later", "Stop now", "Unstoppable"]
    assert found("stop", *given, recent=("Unstoppable",)) == ["Stop now", "Stop later", "Unstoppable"]


def test_keywords_and_korean_match_while_a_syllable_is_still_typed():
    words = {"학습률": ("Learning rate", "optimizer.lr")}
    for query in ("learning", "optimizer.lr", "학", "하", "학스", "ㅎㅅㄹ"):
        assert found(query, "학습률", "손실", keywords=words) == ["학습률"], query
    assert marks("학습률", "하") == [(0, 1)]
    assert marks("Learning rate", "rate") == [(9, 13)]
    assert marks("Learning rate", "lr") == [(0, 1), (9, 10)]
