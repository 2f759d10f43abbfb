"""Search in the recipe's form: what is narrowed, opened, marked, and brought back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from studio.look import i18n
from studio.look.field_rules import object_name
from tests.gui.hands import commit
from tests.gui.recipe_form.conftest import type_into

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def search(qtbot, form):
    qtbot.waitUntil(form.isActiveWindow)
    qtbot.keyClick(form, Qt.Key.Key_F, CONTROL)
    assert form.search.field.hasFocus()
    return form.search.field


def shown(form) -> list[str]:
    return [key for section in form.sections.values() for key, row in section.rows.items() if row.isVisible()]


def folds(form) -> dict[str, tuple[bool, bool]]:
    return {key: (each.expanded, each.more_button.isChecked()) for key, each in form.sections.items()}


def test_typing_narrows_the_form_to_what_matches_and_escape_brings_it_back(qtbot, form, search):
    before, all_shown = folds(form), shown(form)
    qtbot.keyClicks(search, "learning rate")
    assert "optimizer.lr" in shown(form)
    assert "data.batch_size" not in shown(form)
    assert form.sections["data"].isHidden()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert (folds(form), shown(form)) == (before, all_shown)


def test_what_is_folded_away_opens_while_it_is_searched_for(qtbot, form, search):
    section = form.sections["schedule"]
    assert not section.expanded
    qtbot.keyClicks(search, "warm-up")
    assert form.row("schedule.warmup_epochs").isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not section.expanded
    advanced = next(row for row in form.sections["training"].rows.values() if row.info.advanced and row.applies)
    assert not advanced.isVisible()
    qtbot.keyClicks(search, advanced.key)
    assert advanced.isVisible()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not advanced.isVisible()


@pytest.mark.parametrize("text", ["BATCH size", "data.batch_size", "size batch"])
def test_a_field_is_found_by_title_and_key_in_any_order(qtbot, form, search, text):
    qtbot.keyClicks(search, text)
    assert "data.batch_size" in shown(form)


def test_a_section_is_found_with_all_its_fields(qtbot, form, search):
    qtbot.keyClicks(search, "optimizer")
    optimizer = [key for key, row in form.sections["optimizer"].rows.items() if row.applies]
    assert set(optimizer) <= set(shown(form))


def test_a_description_is_found_and_shown_with_the_match_marked(qtbot, form, search):
    row = form.row("data.batch_size")
    word = next(each for each in row.info.description.split() if each.casefold() not in row.info.title.casefold())
    qtbot.keyClicks(search, word.strip(".,"))
    told = row.findChild(QLabel, object_name("data.batch_size", "Match"))
    assert told.isVisible()
    assert "<span" in told.text()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not told.isVisible()


def test_the_match_is_marked_in_the_title_in_the_colours_of_the_theme(qtbot, form, search):
    qtbot.keyClicks(search, "batch")
    label = form.row("data.batch_size").label
    assert label.text().startswith("<span")
    assert label.text().endswith("Batch</span> size")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert label.text() == "Batch size"


def test_nothing_that_matches_is_said_also_to_a_screen_reader(qtbot, form, search):
    qtbot.keyClicks(search, "flux capacitor")
    assert shown(form) == []
    assert form.search.nothing.isVisible()
    assert form.search.nothing.text() == "No fields match “flux capacitor”."
    assert search.accessibleDescription() == form.search.nothing.text()
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert not form.search.nothing.isVisible()
    assert search.accessibleDescription() == ""


def test_enter_goes_on_to_the_first_field_that_was_found(qtbot, form, search):
    qtbot.keyClicks(search, "batch size")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert form.row("data.batch_size").editor.hasFocus()


def test_an_edit_during_a_search_keeps_the_search(qtbot, form, session, search):
    qtbot.keyClicks(search, "optimizer")
    row = form.row("optimizer.name")
    row.editor.set_value("SGD")
    row.editor.value_changed.emit("SGD")
    assert session.recipe.optimizer.name == "SGD"
    assert "optimizer.momentum" in shown(form)
    assert "data.source" not in shown(form)
    type_into(qtbot, form.row("optimizer.momentum").editor, "0.8")
    assert session.recipe.optimizer.momentum == 0.8


def test_a_field_that_is_led_to_ends_a_search_that_hides_it(qtbot, form, search):
    qtbot.keyClicks(search, "optimizer")
    form.reveal("data.source")
    assert search.text() == ""
    assert form.row("data.source").editor.hasFocus()


def test_korean_titles_are_found_in_a_korean_form_and_english_ones_too(qtbot, qapp, form, search):
    i18n.set_language(qapp, "ko")
    try:
        for text in ("배치", "Batch size"):
            search.clear()
            commit(search, text)
            assert "data.batch_size" in shown(form)
    finally:
        i18n.set_language(qapp, "en")
