"""Help by hand: F1 on a control, typing into the search, Enter, links, back and forward, both languages, on stage."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QInputMethodEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTextBrowser, QTreeWidget, QWidget

from studio.look.guide import FILES, entries, entry
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from studio.window.shortcut_list import WORDS, owner_of, shortcut_list
from tests.gui.hands import click
from trainer_core.protocol.events import RunEnded

F1, ESC, ENTER = Qt.Key.Key_F1, Qt.Key.Key_Escape, Qt.Key.Key_Return
ALT = Qt.KeyboardModifier.AltModifier


def press(studio: StudioRobot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or studio.window, key, modifier)


def focus(studio: StudioRobot, name: str) -> QWidget:
    studio.window.activateWindow()
    studio.qtbot.waitUntil(studio.window.isActiveWindow)
    widget = studio.find(name, QWidget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    studio.qtbot.waitUntil(widget.hasFocus)
    return widget


def ask(studio: StudioRobot, name: str) -> str:
    """Press F1 on the control called ``name``; the entry that is shown."""
    focus(studio, name)
    press(studio, F1)
    assert studio.window.pages.page is Page.HELP
    return studio.window.help.view.shown


def typed(studio: StudioRobot, text: str) -> list[str]:
    """Type into the search; the titles that are found."""
    search = studio.find("helpSearch", QLineEdit)
    assert search.hasFocus()
    if text.isascii():
        QTest.keyClicks(search, text)
    else:  # as an input method hands over what was composed
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(search, composed)
    results = studio.window.help.view.results
    studio.qtbot.waitUntil(results.isVisible)
    studio.qtbot.waitUntil(lambda: bool(results.found))
    return [title for title, _ in results.found]


@pytest.fixture
def korean(studio: StudioRobot):
    studio.action("language_ko").trigger()
    yield studio
    studio.action("language_en").trigger()


def test_f1_on_a_field_shows_its_concept_and_f1_again_goes_back_to_the_field(studio):
    field = focus(studio, "optimizerLrField")
    press(studio, F1)
    view = studio.window.help.view
    assert studio.window.pages.page is Page.HELP
    assert view.shown == "learning-rate"
    assert view.text.startswith("Learning rate\n")
    assert studio.button("helpPageButton").isChecked()
    press(studio, F1)
    assert studio.window.pages.page is Page.TRAIN
    assert field.hasFocus()
    assert studio.button("trainPageButton").isChecked()


def test_escape_empties_the_search_first_and_then_leaves(studio):
    ask(studio, "dataBatchSizeField")
    typed(studio, "momentum")
    press(studio, ESC)
    assert studio.find("helpSearch", QLineEdit).text() == ""
    assert studio.window.pages.page is Page.HELP
    press(studio, ESC)
    assert studio.window.pages.page is Page.TRAIN


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("trainButton", "tool-bar"),
        ("saveWeightsButton", "state-dict"),
        ("dataHeader", "recipe-data"),
        ("dataValidationShareField", "recipe-split"),
        ("trainingEpochsField", "epoch"),
        ("smoothingSlider", "moving-average"),
        ("predictionsBrowser", "predictions"),
    ],
)
def test_what_has_the_focus_decides_what_is_shown_first(studio, name, id_):
    widget = studio.find(name, QWidget)
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        widget = next(each for each in widget.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    studio.window.activateWindow()
    widget.setFocus()
    press(studio, F1)
    assert studio.window.help.view.shown == id_


def test_a_tab_that_has_the_focus_leads_to_what_is_behind_it(studio):
    tabs = studio.window.tabs
    for index, id_ in ((0, "predictions"), (1, "confusion"), (2, "classes"), (7, "try")):
        tabs.setCurrentIndex(index)
        studio.window.activateWindow()
        tabs.tabBar().setFocus()
        press(studio, F1)
        assert studio.window.help.view.shown == id_
        press(studio, F1)


def test_without_a_focus_the_page_that_is_seen_is_explained(studio):
    for page in (Page.DATA, Page.RUNS, Page.WEIGHTS):
        studio.window.pages.show_page(page)
        if (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        QTest.keyClick(studio.window, F1)
        assert studio.window.help.view.shown == page.value
        press(studio, F1)
        assert studio.window.pages.page is page


def test_the_button_of_the_rail_shows_the_entry_for_what_has_the_focus(studio):
    focus(studio, "trainingSeedField")
    click(studio, "helpPageButton")
    assert studio.window.help.view.shown == "seed"


def test_typing_finds_and_enter_opens(studio):
    ask(studio, "optimizerLrField")
    assert typed(studio, "overfit")[0] == "Overfitting"
    press(studio, ENTER)
    view = studio.window.help.view
    assert view.shown == "overfitting"
    assert "the gap between the curves widens" in view.text
    assert view.reader.hasFocus()
    assert view.contents.isVisible()


def test_arrows_choose_among_what_is_found(studio):
    ask(studio, "optimizerLrField")
    titles = typed(studio, "loss")
    assert len(titles) > 3
    press(studio, Qt.Key.Key_Down)
    press(studio, Qt.Key.Key_Down)
    press(studio, Qt.Key.Key_Up)
    press(studio, ENTER)
    assert entry(studio.window.help.view.shown).title == titles[1]


def test_enter_opens_nothing_where_nothing_is_found(studio):
    ask(studio, "optimizerLrField")
    QTest.keyClicks(studio.find("helpSearch", QLineEdit), "xylophone")
    press(studio, ENTER)
    assert studio.window.help.view.shown == "learning-rate"
    assert studio.window.help.view.results.found == []


def test_back_and_forward_go_through_what_was_read(studio):
    ask(studio, "optimizerLrField")
    view = studio.window.help.view
    assert not view.back_button.isEnabled()
    for id_ in ("loss", "epoch"):
        view.open(id_)
    press(studio, Qt.Key.Key_Left, ALT)
    assert view.shown == "loss"
    click(studio, "helpBack")
    assert view.shown == "learning-rate"
    press(studio, Qt.Key.Key_Right, ALT)
    assert view.shown == "loss"
    view.open("batch")
    assert not view.forward_button.isEnabled()
    click(studio, "helpBack")
    assert view.shown == "loss"


def test_back_returns_to_the_line_that_was_read(studio):
    studio.window.help.open("shortcuts")
    view = studio.window.help.view
    bar = view.reader.verticalScrollBar()
    studio.qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(240)
    view.open("epoch")
    assert bar.value() == 0
    click(studio, "helpBack")
    assert bar.value() == 240


def test_a_link_leads_to_another_entry_by_a_click(studio):
    ask(studio, "optimizerLrField")
    view = studio.window.help.view
    reader = view.reader
    place = next(
        QPoint(x, y)
        for y in range(0, reader.viewport().height(), 3)
        for x in range(0, reader.viewport().width(), 6)
        if reader.anchorAt(QPoint(x, y)) == "#divergence"
    )
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.shown == "divergence"


def test_the_contents_lead_to_an_entry_and_mark_the_one_that_is_read(studio):
    ask(studio, "optimizerLrField")
    view = studio.window.help.view
    contents = studio.find("helpContents", QTreeWidget)
    assert contents.currentItem().text(0) == "Learning rate"
    (item,) = contents.findItems("Gradient clipping", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    contents.scrollToItem(item)
    QTest.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, pos=contents.visualItemRect(item).center())
    assert view.shown == "gradient-clipping"


def test_what_is_first_shown_is_shown_from_its_beginning(studio):
    studio.window.pages.show_page(Page.HELP)
    reader = studio.window.help.view.reader
    studio.wait_for(lambda: reader.isVisible() and reader.verticalScrollBar().maximum() > 0)
    QApplication.processEvents()
    assert reader.verticalScrollBar().value() == 0


def test_all_entries_are_listed_on_a_page(studio):
    ask(studio, "optimizerLrField")
    click(studio, "helpAll")
    text = studio.window.help.view.text
    assert all(each.title in text for each in entries("en"))


def test_the_first_entry_of_a_part_lists_the_others(studio):
    studio.window.help.open("runs")
    assert "Replay" in studio.window.help.view.text
    assert "#replay" in studio.window.help.view.reader.document().toHtml()


def test_an_address_outside_is_opened_outside(studio, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    studio.window.help.open("epoch")
    studio.find("helpReader", QTextBrowser).anchorClicked.emit(QUrl("https://pytorch.org"))
    assert opened == ["https://pytorch.org"]
    assert studio.window.help.view.shown == "epoch"


def test_keys_are_told_as_they_are_now(studio):
    studio.window.help.open("step")
    assert "F10 advances by one phase" in studio.window.help.view.text
    studio.action("stepPhaseAction").setShortcut("Ctrl+Alt+9")
    studio.window.help.open("epoch")
    studio.window.help.open("step")
    assert "Ctrl+Alt+9 advances by one phase" in studio.window.help.view.text


def test_places_of_files_are_those_of_this_computer(studio, studio_settings):
    studio.window.help.open("files")
    text = studio.window.help.view.text
    assert str(studio_settings.runs_root) in text
    assert studio_settings.store.fileName() in text


def test_help_is_in_korean_and_follows_the_language(korean):
    ask(korean, "optimizerLrField")
    view = korean.window.help.view
    assert view.text.startswith("학습률\n")
    assert typed(korean, "과적합")[0] == "과적합"
    press(korean, ENTER)
    assert view.shown == "overfitting"
    korean.action("language_en").trigger()
    korean.wait_for(lambda: view.text.startswith("Overfitting\n"))
    assert view.contents.topLevelItem(0).text(0) == "First minutes"


def test_shortcuts_and_troubleshooting_are_in_the_menu(studio):
    studio.menu("Help", "Shortcuts")
    assert studio.window.help.view.shown == "shortcuts"
    studio.menu("Help", "Troubleshooting")
    assert studio.window.help.view.shown == "troubleshooting"
    assert "The loss became NaN" in studio.window.help.view.text


def test_every_shortcut_of_the_window_is_on_the_list(studio):
    studio.window.help.open("shortcuts")
    told = shortcut_list(studio.window)
    for action in studio.window.actions_by_key.values():
        for keys in action.shortcuts():
            assert f"`{keys.toString()}`" in told, action.objectName()
    for shortcut in studio.window.findChildren(QShortcut):
        portable = shortcut.key().toString()
        parent = shortcut.parent()
        if not portable or any(portable == keys for owner, keys in WORDS if owner == owner_of(shortcut)):
            continue
        raise AssertionError(f"{portable} of {parent.objectName()} ({type(parent).__name__}) is not in the list")
    assert f"`{'F6'}`" in told


def test_what_the_list_has_words_for_is_there(studio):
    studio.window.pages.show_page(Page.HELP)
    there = {(owner_of(each), each.key().toString()) for each in studio.window.findChildren(QShortcut)}
    # An augmentation has its keys once there is one, a comparison once runs are compared.
    made_later = {key for key in WORDS if key[0] in ("dataAugmentField", "runComparison")}
    assert set(WORDS) - there <= made_later


def test_the_next_start_does_not_begin_in_help(studio, studio_settings):
    studio.window.pages.show_page(Page.RUNS)
    studio.window.help.open("epoch")
    assert studio_settings.page == "runs"


def test_help_is_read_while_a_run_goes_on(studio):
    studio.session.set_value("training.epochs", 2)
    click(studio, "trainButton")
    studio.wait_for(lambda: studio.session.in_run)
    studio.window.help.open("epoch")
    studio.wait_for_event(RunEnded)
    assert studio.window.pages.page is Page.HELP


def test_f1_in_a_question_shows_its_entry_over_it(studio):
    seen: list[tuple[str, bool]] = []

    def look(question: QDialog) -> None:
        studio.wait_for(lambda: studio.action("showHelpPageAction") in question.actions())
        studio.action("showHelpPageAction").trigger()
        help_ = question.findChild(QDialog, "helpDialog")
        view = help_.findChild(QWidget, "helpView")
        seen.append((view.shown, help_.isVisible()))
        QTest.keyClick(view.search, ESC)
        studio.wait_for(lambda: not help_.isVisible())
        question.reject()

    studio.answer("aboutDialog", look)
    studio.action("aboutAction").trigger()
    studio.wait_for(lambda: seen)
    assert seen == [("files", True)]
    assert studio.window.pages.page is Page.TRAIN


def test_a_part_that_is_one_entry_does_not_list_itself(studio):
    view = studio.window.help.view
    for name in FILES:
        studio.window.help.open(name)
        alone = [each.id for each in entries() if each.file == name] == [name]
        assert ("In this part" in view.text) is not alone, name
        assert f"[#{name}]" not in view.reader.document().toMarkdown().replace("(#", "[#").replace(")", "]"), name


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_newcomer_is_led_to_the_first_minutes_from_where_the_curves_will_be(studio, language):
    studio.action(f"language_{language}").trigger()
    try:
        studio.wait_for(lambda: entry("first-minute", language).title in studio.button("firstMinutesButton").text())
        click(studio, "firstMinutesButton")
        assert studio.window.help.view.shown == "first-minute"
        press(studio, ESC)
        assert studio.window.pages.page is Page.TRAIN
    finally:
        studio.action("language_en").trigger()
