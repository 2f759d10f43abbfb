"""The editor for Python source, driven by its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from studio.look import fonts
from studio.look.theme import DARK, LIGHT, contrast, current_theme
from studio.widgets.code_editor import editing
from studio.widgets.code_editor.code_editor import CodeEditor
from studio.widgets.code_editor.code_pane import CodePane
from studio.widgets.code_editor.highlighter import COLOURS
from studio.widgets.code_editor.line_numbers import LOOKS, Mark, MarkKind
from tests.gui.conftest import shown

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

NET = '''from torch import nn


class Net(nn.Module):
    """One line,
    and another: def no_code."""

    def forward(self, x):
        return self.layer(x)  # not a string "
'''


@pytest.fixture
def pane(studio_app, qtbot) -> CodePane:
    pane = CodePane()
    pane.resize(700, 500)
    shown(qtbot, pane)
    yield pane
    pane.shut_down()


@pytest.fixture
def editor(pane, qtbot) -> CodeEditor:
    pane.editor.setFocus()
    return pane.editor


def type_into(qtbot, editor: CodeEditor, text: str) -> None:
    for line, rest in enumerate(text.split("\n")):
        if line:
            qtbot.keyClick(editor, Key.Key_Return)
        qtbot.keyClicks(editor, rest)


def select(editor: CodeEditor, first: int, last: int) -> None:
    """Select whole lines, counted from 1."""
    editor.go_to(first)
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(last - 1).position(), QTextCursor.MoveMode.KeepAnchor)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def colour_at(editor: CodeEditor, word: str) -> str:
    """The colour of the first letter of ``word``."""
    place = editor.text.index(word)
    block = editor.document().findBlock(place)
    column = place - block.position()
    for each in block.layout().formats():
        if each.start <= column < each.start + each.length:
            return each.format.foreground().color().name()
    return ""


def test_what_is_typed_is_indented_as_the_lines_before_suggest(editor, qtbot):
    type_into(qtbot, editor, "class Net(nn.Module):\ndef __init__(self):\nself.stack = nn.Sequential(\nnn.ReLU(),\n)")
    assert editor.text == (
        "class Net(nn.Module):\n    def __init__(self):\n        self.stack = nn.Sequential(\n"
        "            nn.ReLU(),\n        )"
    )
    type_into(qtbot, editor, "\n\nreturn 1  # done:\nx = 2")
    assert ")\n\n        return" in editor.text
    assert editor.text.endswith("        return 1  # done:\n    x = 2")


def test_a_colon_in_a_comment_or_a_string_indents_nothing(editor, qtbot):
    type_into(qtbot, editor, "x = 1  # why:\ny = 'a:'\nz")
    assert editor.text == "x = 1  # why:\ny = 'a:'\nz"


def test_tab_and_shift_tab_move_the_selected_lines_and_one_undo_takes_them_back(editor, qtbot):
    editor.set_text("a\n\nb\nc")
    select(editor, 1, 3)
    qtbot.keyClick(editor, Key.Key_Tab)
    assert editor.text == "    a\n\n    b\nc"
    qtbot.keyClick(editor, Key.Key_Backtab, SHIFT)
    assert editor.text == "a\n\nb\nc"
    editor.undo()
    editor.undo()
    assert editor.text == "a\n\nb\nc"
    assert not editor.document().isUndoAvailable()


def test_tab_goes_to_the_next_stop_and_backspace_to_the_one_before(editor, qtbot):
    editor.set_text("ab")
    editor.go_to(1, 2)
    qtbot.keyClick(editor, Key.Key_Tab)
    assert editor.text == "ab  "
    editor.set_text("      ")
    editor.go_to(1, 6)
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert editor.text == "    "
    qtbot.keyClick(editor, Key.Key_Backspace)
    assert editor.text == ""


def test_a_file_with_tabs_is_indented_with_tabs(editor, qtbot):
    editor.set_text("def f():\n\tpass")
    editor.go_to(1, 8)
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "x")
    assert editor.text == "def f():\n\tx\n\tpass"


def test_after_escape_tab_leaves_the_editor(pane, editor, qtbot):
    other = QLineEdit(pane)
    other.show()
    qtbot.keyClick(editor, Key.Key_Escape)
    qtbot.keyClick(editor, Key.Key_Tab)
    assert not editor.hasFocus()
    assert editor.text == ""


def test_lines_are_commented_out_and_in_again(editor, qtbot):
    editor.set_text("def f():\n    a = 1\n\n    b = 2\n")
    select(editor, 2, 4)
    qtbot.keyClick(editor, Key.Key_Slash, CONTROL)
    assert editor.text == "def f():\n    # a = 1\n\n    # b = 2\n"
    qtbot.keyClick(editor, Key.Key_Slash, CONTROL)
    assert editor.text == "def f():\n    a = 1\n\n    b = 2\n"


def test_home_goes_to_the_first_letter_and_then_to_the_edge(editor, qtbot):
    editor.set_text("    word")
    editor.go_to(1, 8)
    qtbot.keyClick(editor, Key.Key_Home)
    assert editor.textCursor().position() == 4
    qtbot.keyClick(editor, Key.Key_Home)
    assert editor.textCursor().position() == 0


def test_words_have_the_colours_of_the_theme_also_after_it_changed(editor, dark):
    editor.set_text(NET)
    assert colour_at(editor, "class") == DARK.overlay_4
    assert colour_at(editor, "and another") == DARK.right
    assert colour_at(editor, "def no_code") == DARK.right
    assert colour_at(editor, "def forward") == DARK.overlay_4
    assert colour_at(editor, "# not") == DARK.muted
    current_theme().set_mode("light")
    assert colour_at(editor, "class") == LIGHT.overlay_4


def test_an_opened_string_colours_what_follows_and_a_closed_one_no_more(editor, qtbot):
    editor.set_text("\nclass A:\n    x = 1\n")
    editor.go_to(1)
    qtbot.keyClicks(editor, '"""')
    assert colour_at(editor, "class") == current_theme().tokens.right
    qtbot.keyClicks(editor, '"""')
    assert colour_at(editor, "class") == current_theme().tokens.overlay_4


def test_colours_count_letters_beyond_sixteen_bits_as_the_text_does(editor):
    editor.set_text("x = '\U0001f600'  # end")
    block = editor.document().firstBlock()
    last = block.layout().formats()[-1]
    assert last.start + last.length == block.length() - 1


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_every_colour_of_the_text_can_be_read(tokens):
    assert min(contrast(getattr(tokens, name), tokens.field) for name in COLOURS.values()) >= 4.5
    assert min(contrast(getattr(tokens, colour), tokens.field) for _, colour in LOOKS.values()) >= 3


def test_five_thousand_lines_are_there_at_once_and_get_their_colours_bit_by_bit(editor, qtbot):
    editor.set_text("def f(x):\n    return x + 1\n" * 2500)
    assert editor.highlighter.coloured < 5000
    editor.go_to(5000)
    qtbot.waitUntil(lambda: editor.highlighter.coloured == editor.blockCount())
    last = editor.document().findBlockByNumber(4999)
    assert last.layout().formats()[0].format.foreground().color().name() == current_theme().tokens.overlay_4
    qtbot.keyClicks(editor, "x")
    assert editor.text.count("\n") == 5000


def test_lines_removed_while_a_long_text_waits_leave_none_without_colours(editor, qtbot):
    editor.set_text("x = 1\n" * 5000)
    select(editor, 1, 50)
    editor.textCursor().removeSelectedText()
    qtbot.waitUntil(lambda: editor.highlighter.coloured == editor.blockCount())
    for number in range(editor.blockCount() - 1):
        assert not editor.document().findBlockByNumber(number).text() or (
            editor.document().findBlockByNumber(number).layout().formats()
        )


def test_marks_stay_at_their_lines_and_tell_their_sentence(editor, qtbot):
    editor.set_text("a\nb\nc")
    editor.set_marks([Mark(2, MarkKind.WARNING, "Odd."), Mark(2, MarkKind.ERROR, "Wrong."), Mark(9, MarkKind.NOTE, "")])
    assert [mark.sentence for mark in editor.marks_of(2)] == ["Wrong.", "Odd."]
    editor.go_to(1)
    qtbot.keyClick(editor, Key.Key_Return)
    assert not editor.marks_of(2)
    assert [mark.kind for mark in editor.marks_of(3)] == [MarkKind.ERROR, MarkKind.WARNING]
    top = next(top for line, top, _ in editor.shown_lines() if line == 3)
    numbers = editor._numbers
    place = QPoint(4, round(top) + 4)
    event = QHelpEvent(QEvent.Type.ToolTip, place, numbers.mapToGlobal(place))
    assert QApplication.sendEvent(numbers, event)
    qtbot.mouseClick(numbers, Qt.MouseButton.LeftButton, pos=place)
    assert editor.current_line() == 3


def test_find_goes_round_and_replaces_one_or_all(pane, editor, qtbot):
    editor.set_text("one two\nOne three\none")
    qtbot.keyClick(editor, Key.Key_F, CONTROL)
    find = pane.bar.find_edit
    assert find.hasFocus()
    qtbot.keyClicks(find, "one")
    assert pane.bar.counts.text() == "1 of 3"
    grounds = [each.format.background().color().alpha() for each in editor.extraSelections()]
    assert len(grounds) == 3
    assert all(grounds)
    qtbot.keyClick(find, Key.Key_Return)
    assert editor.textCursor().selectedText() == "One"
    qtbot.keyClick(find, Key.Key_Return, SHIFT)
    qtbot.keyClick(find, Key.Key_Return, SHIFT)
    assert pane.bar.counts.text() == "3 of 3"
    pane.bar.case_box.click()
    assert len(pane.bar.found) == 2
    qtbot.keyClick(find, Key.Key_Escape)
    assert editor.hasFocus()
    assert not pane.bar.isVisible()
    qtbot.keyClick(editor, Key.Key_H, CONTROL)
    qtbot.keyClicks(pane.bar.replace_edit, "1")
    editor.go_to(1)
    qtbot.keyClick(editor, Key.Key_F3)
    pane.bar.replace_button.click()
    assert editor.text == "1 two\nOne three\none"
    pane.bar.case_box.click()
    pane.bar.all_button.click()
    assert editor.text == "1 two\n1 three\n1"
    assert pane.bar.counts.text() == "2 replaced"
    editor.undo()
    assert editor.text == "1 two\nOne three\none"
    qtbot.keyClicks(pane.bar.find_edit, "missing")
    assert pane.bar.counts.text() == "Not found"


def test_places_are_found_behind_letters_that_take_two_and_those_that_change_their_length(pane, editor, qtbot):
    editor.set_text('hot = "\N{FIRE}"; one = 1\nname = "\u0130"; One = 2')
    qtbot.keyClick(editor, Key.Key_H, CONTROL)
    pane.bar.find_edit.setText("one")
    assert editor.textCursor().selectedText() == "one"
    pane.bar.replace_edit.setText("two")
    pane.bar.all_button.click()
    assert editor.text == 'hot = "\N{FIRE}"; two = 1\nname = "\u0130"; two = 2'
    pane.bar.find_edit.setText("\N{FIRE}")
    assert editor.textCursor().selectedText() == "\N{FIRE}"


def test_a_line_breaks_behind_a_letter_that_takes_two_places(editor, qtbot):
    editor.set_text('if x == "\N{FIRE}":  # (')
    editor.moveCursor(QTextCursor.MoveOperation.End)
    type_into(qtbot, editor, "\ny")
    assert editor.text == 'if x == "\N{FIRE}":  # (\n    y'
    editor.set_text('f("\N{FIRE}", [0])')
    assert editing.partner(editor.document(), 2, "(", forward=True) == len('f("  ", [0]')


def test_spaces_that_do_not_break_and_separators_in_a_line_stay_what_they_are(editor):
    editor.set_text('a = "1\u00a0000"\nb = "x\u2028y"\n')
    assert editor.text == 'a = "1\u00a0000"\nb = "x\u2028y"\n'


def test_a_line_is_gone_to_by_its_number(pane, editor, qtbot):
    editor.set_text("x\n" * 300)
    qtbot.keyClick(editor, Key.Key_G, CONTROL)
    qtbot.keyClicks(pane.bar.line_edit, "212")
    qtbot.keyClick(pane.bar.line_edit, Key.Key_Return)
    assert editor.current_line() == 212
    assert editor.hasFocus()


def test_brackets_find_each_other_past_those_in_strings(editor):
    editor.set_text("f(')', [1])")
    editor.go_to(1, 1)
    marked = [(each.cursor.selectionStart(), each.cursor.selectedText()) for each in editor.extraSelections()]
    assert marked == [(1, "("), (10, ")")]
    editor.set_text("f(1")
    editor.go_to(1, 2)
    assert [each.cursor.selectedText() for each in editor.extraSelections()] == ["("]


def test_names_are_completed_from_another_process(pane, editor, qtbot):
    editor.set_text("class Thing:\n    def alpha_one(self): ...\n    def alpha_two(self): ...\n\nThing()")
    editor.go_to(5, 7)
    offers = pane.completion
    qtbot.keyClicks(editor, ".al")
    qtbot.waitUntil(lambda: offers.offered == ["alpha_one", "alpha_two"], timeout=80_000)
    popup = offers.popup
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    assert editor.text.endswith("Thing().alpha_two")
    qtbot.keyClick(editor, Key.Key_Return)
    qtbot.keyClicks(editor, "Thing().al")
    qtbot.waitUntil(lambda: bool(offers.offered), timeout=80_000)
    # Nothing is chosen, so that Enter begins a line as always.
    qtbot.keyClick(popup, Key.Key_Return)
    assert editor.text.endswith("Thing().al\n")
    qtbot.keyClicks(editor, "Thing().alpha_o")
    qtbot.waitUntil(lambda: offers.offered == ["alpha_one"], timeout=80_000)
    qtbot.keyClick(popup, Key.Key_Tab)
    assert editor.text.endswith("Thing().alpha_one")
    assert not popup.isVisible()


def test_nothing_is_offered_in_a_comment(pane, editor, qtbot):
    type_into(qtbot, editor, "# pri")
    pane.completion.ask()
    assert not pane.completion._names.busy


def test_the_text_follows_the_size_of_the_program(editor, qtbot, studio_app):
    before = editor.fontMetrics().height(), editor._numbers.width()
    current_theme().apply(studio_app)
    try:
        current_theme().set_scale(1.5)
        assert editor.fontMetrics().height() > before[0]
        assert editor._numbers.width() > before[1]
        assert editor.document().defaultFont().pointSizeF() == pytest.approx(fonts.monospace().pointSizeF())
    finally:
        current_theme().set_scale(1.0)
