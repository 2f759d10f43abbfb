"""The console's panel on the real engine, driven by its keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from studio.look import fonts
from studio.look.i18n import set_language
from studio.look.theme import current_theme
from studio.testing import StudioRobot
from studio.views.inside.console_panel import ConsolePanel
from studio.widgets.console_output import ConsoleOutput, Piece, Tone
from tests.gui.conftest import shown
from tests.gui.text_fits import misfits
from trainer_core.inside.console.snippets import CHAPTERS
from trainer_core.protocol.commands import Keep, Unit
from trainer_core.protocol.console import ChangesSettled, CodeDone, StoodAtBreakpoint
from trainer_core.protocol.events import RunEnded, State

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(studio: StudioRobot, qtbot) -> ConsolePanel:
    panel = ConsolePanel(studio.session)
    panel.resize(480, 600)
    shown(qtbot, panel)
    panel.activateWindow()
    panel.input.setFocus()
    yield panel
    panel.shut_down()
    panel.close()


def type_and_run(studio: StudioRobot, panel: ConsolePanel, text: str) -> CodeDone:
    """Type lines with real keys and press Enter; return how it ended."""
    done = len(studio.of(CodeDone))
    for number, line in enumerate(text.split("\n")):
        if number:
            studio.qtbot.keyClick(panel.input, Key.Key_Return, SHIFT)
        studio.qtbot.keyClicks(panel.input, line)
        panel.completion.popup.hide()
    studio.qtbot.keyClick(panel.input, Key.Key_Return)
    studio.wait_for_event(CodeDone, done + 1)
    studio.wait_for(lambda: not panel.interrupt_button.isEnabled())
    return studio.of(CodeDone)[done]


def begin_paused(studio: StudioRobot) -> None:
    studio.session.train(None, paused=True)
    studio.wait_for_state(State.PAUSED)


def test_enter_runs_and_the_result_stands_below_what_was_typed(studio, panel):
    type_and_run(studio, panel, "print('hello'); x.shape")
    assert panel.output.shown.startswith(">>> print('hello'); x.shape\nhello\ntorch.Size([32, 1, 28, 28])\n")
    assert panel.input.text == ""


def test_enter_goes_on_where_a_statement_is_not_complete(studio, panel, qtbot):
    qtbot.keyClicks(panel.input, "for i in range(2):")
    qtbot.keyClick(panel.input, Key.Key_Return)
    assert panel.input.text == "for i in range(2):\n    "
    type_and_run(studio, panel, "print(i)")
    assert panel.output.shown.startswith(">>> for i in range(2):\n...     print(i)\n0\n1\n")


def test_shift_enter_begins_another_line_and_the_input_grows(studio, panel, qtbot):
    height = panel.input.height()
    assert type_and_run(studio, panel, "a = 1").text == ""
    qtbot.keyClicks(panel.input, "a")
    qtbot.keyClick(panel.input, Key.Key_Return, SHIFT)
    qtbot.keyClicks(panel.input, "a + 1")
    qtbot.waitUntil(lambda: panel.input.height() > height)
    assert panel.input.text == "a\na + 1"


def test_up_and_down_bring_back_what_was_typed_also_of_earlier_sessions(studio, panel, qtbot):
    panel.set_history(["of before"])
    with qtbot.waitSignal(panel.history_changed) as told:
        type_and_run(studio, panel, "1 + 1")
    assert told.args == [["of before", "1 + 1"]]
    qtbot.keyClicks(panel.input, "draft")
    panel.completion.popup.hide()
    seen = []
    for key in (Key.Key_Up, Key.Key_Up, Key.Key_Up, Key.Key_Down, Key.Key_Down):
        qtbot.keyClick(panel.input, key)
        seen.append(panel.input.text)
    assert seen == ["1 + 1", "of before", "of before", "1 + 1", "draft"]


def test_an_error_is_red_and_ends_nothing(studio, panel):
    type_and_run(studio, panel, "1 / 0")
    assert [piece.tone for piece in panel.output.pieces] == [Tone.ENTRY, Tone.ERROR]
    assert panel.output.shown.rstrip().endswith("ZeroDivisionError: division by zero")
    cursor = panel.output.document().find("ZeroDivisionError")
    assert cursor.charFormat().foreground().color() == current_theme().tokens.colour("wrong")
    assert type_and_run(studio, panel, "2").text == "2"


def test_tensors_and_modules_are_links(studio, panel, qtbot):
    type_and_run(studio, panel, "model.linear_relu_stack[0].bias")
    with qtbot.waitSignal(panel.tensor_asked) as asked:
        open_link(panel.output, qtbot, "Show tensor")
    assert asked.args == ["linear_relu_stack.0.bias"]
    type_and_run(studio, panel, "model.linear_relu_stack[0]")
    with qtbot.waitSignal(panel.module_asked) as asked:
        open_link(panel.output, qtbot, "Show module")
    assert asked.args == ["linear_relu_stack.0"]


def open_link(output: ConsoleOutput, qtbot, text: str) -> None:
    """Click into the last place where ``text`` stands."""
    cursor = output.document().find(text, QTextCursor(output.document().lastBlock()))
    cursor = output.document().find(text) if cursor.isNull() else cursor
    cursor.setPosition(cursor.selectionStart() + 3)
    output.setTextCursor(cursor)
    output.ensureCursorVisible()
    qtbot.mouseClick(output.viewport(), Qt.MouseButton.LeftButton, pos=output.cursorRect().center())


def test_changes_are_named_and_undone(studio, panel, qtbot):
    begin_paused(studio)
    type_and_run(studio, panel, "model.linear_relu_stack[2].bias.data += 1")
    assert panel.changes.isVisible()
    assert panel.changes.sentence.text() == "Changed: linear_relu_stack.2.bias"
    panel.changes.undo_button.click()
    studio.wait_for(lambda: not panel.changes.isVisible())
    assert studio.of(ChangesSettled)[-1].kept is False
    assert "Undone: linear_relu_stack.2.bias. Everything is as it was before." in panel.output.shown
    studio.session.stop(Keep.LAST)
    studio.wait_for_event(RunEnded)


def test_changes_that_are_kept_are_a_mark_on_the_curves(studio, panel):
    begin_paused(studio)
    type_and_run(studio, panel, "model.eval()")
    assert panel.changes.sentence.text().endswith("more")
    panel.changes.keep_button.click()
    studio.wait_for(lambda: not panel.changes.isVisible())
    assert studio.window.banner.sentence.startswith("Kept your changes; the run is marked as changed by hand")
    assert [mark.message.facts["what"][:8] for mark in studio.session.run.history.marks] == ["training"]
    studio.session.stop(Keep.LAST)
    studio.wait_for_event(RunEnded)


def test_an_endless_entry_is_interrupted_by_the_button(studio, panel, qtbot):
    qtbot.keyClicks(panel.input, "while True: pass")
    panel.completion.popup.hide()
    qtbot.keyClick(panel.input, Key.Key_Return)
    qtbot.waitUntil(panel.interrupt_button.isEnabled)

    def pressed() -> bool:
        qtbot.mouseClick(panel.interrupt_button, Qt.MouseButton.LeftButton)
        return bool(studio.of(CodeDone))

    qtbot.waitUntil(pressed, timeout=30_000)
    studio.wait_for(lambda: not panel.interrupt_button.isEnabled())
    assert "Interrupted." in panel.output.shown
    assert type_and_run(studio, panel, "1").text == "1"


def test_a_single_call_that_cannot_be_interrupted_is_named(studio, panel, qtbot):
    panel._native.setInterval(1)
    qtbot.keyClicks(panel.input, "import threading; gate = threading.Event(); gate.wait(20)")
    panel.completion.popup.hide()
    qtbot.keyClick(panel.input, Key.Key_Return)
    qtbot.keyClick(panel.input, Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: panel.status.text().startswith("Inside a single call"))
    qtbot.waitUntil(lambda: "gate" in _names(studio), timeout=5000)
    _names(studio)["gate"].set()
    studio.wait_for_event(CodeDone)
    qtbot.waitUntil(lambda: panel.status.text() == "")


def _names(studio: StudioRobot) -> dict:
    return studio.studio.thread_._engine._console.console._module.names


def test_a_statement_from_the_menu_runs_with_enter(studio, panel, qtbot):
    chapters = panel.snippets.menu().actions()
    assert [action.text() for action in chapters] == [chapter.title for chapter in CHAPTERS]
    chapters[0].menu().actions()[0].trigger()
    assert panel.input.text == CHAPTERS[0].snippets[0].code
    qtbot.keyClick(panel.input, Key.Key_Return)
    assert studio.wait_for_event(CodeDone).text == "(torch.int64, torch.float32, torch.bool)"


def test_completion_offers_what_the_live_object_has(studio, panel, qtbot):
    qtbot.keyClicks(panel.input, "model.linear")
    qtbot.keyClick(panel.input, Key.Key_Space, CONTROL)
    qtbot.waitUntil(lambda: panel.completion.offered == ["linear_relu_stack"])
    qtbot.keyClick(panel.completion.popup, Key.Key_Tab)
    assert panel.input.text == "model.linear_relu_stack"


def test_breakpoint_opens_the_console_and_the_code_goes_on(studio, panel, qtbot):
    begin_paused(studio)
    hook = "def hook(module, given, answer):\n    inner = 20\n    breakpoint()\n\nh = model.register_forward_hook(hook)"
    panel.input.set_text(hook)
    qtbot.keyClick(panel.input, Key.Key_Return)
    studio.wait_for_event(CodeDone)
    with qtbot.waitSignal(panel.attention_asked):
        studio.session.advance(Unit.BATCH)
    assert panel.breakpoint.isVisible()
    assert "line 3, hook" in panel.breakpoint.sentence.text()
    assert type_and_run(studio, panel, "inner + 1").text == "21"
    panel.breakpoint.go_on_button.click()
    studio.wait_for(lambda: not panel.breakpoint.isVisible())
    studio.wait_for_state(State.PAUSED)
    assert len(studio.of(StoodAtBreakpoint)) == 1
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


def test_the_panel_on_the_page_keeps_its_history_and_opens_tensors(studio, studio_settings, qtbot):
    begin_paused(studio)
    page = studio.window.pages.inside
    studio.action("showInsidePageAction").trigger()
    page.tabs.setCurrentWidget(page.console)
    page.console.input.setFocus()
    type_and_run(studio, page.console, "model.linear_relu_stack[0].bias")
    assert studio_settings.console_entries == ["model.linear_relu_stack[0].bias"]
    page.console.output.link_opened.emit("tensor:linear_relu_stack.0.bias")
    assert page.tabs.currentWidget() is page.tensors
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


@pytest.mark.parametrize("stored", ["", "no JSON", "{}", "[1, 2]"])
def test_a_damaged_history_is_none(studio_settings, stored):
    studio_settings.console_history = stored
    assert studio_settings.console_entries == []


def test_output_follows_its_end_unless_a_person_has_scrolled_up(studio_app, qtbot):
    output = ConsoleOutput()
    output.resize(300, 200)
    shown(qtbot, output)
    output.add(*[Piece(Tone.TEXT, f"line {n}\n") for n in range(100)])
    bar = output.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(0)
    output.add(Piece(Tone.TEXT, "more\n"))
    assert bar.value() == 0


def test_long_output_is_bounded(studio_app, qtbot):
    output = ConsoleOutput()
    shown(qtbot, output)
    output.add(*[Piece(Tone.TEXT, f"line {n}\n") for n in range(5000)])
    assert output.document().blockCount() <= 3000
    assert output.shown.rstrip().endswith("line 4999")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_in_a_narrow_panel(studio, panel, qtbot, studio_app, language, scale):
    begin_paused(studio)
    try:
        set_language(studio_app, language)
        current_theme().set_scale(scale)
        panel.resize(fonts.scaled(430), 560)
        type_and_run(studio, panel, "model.eval()")
        qtbot.waitUntil(panel.changes.isVisible)
        qtbot.waitUntil(lambda: not current_theme().restyling.busy)
        qtbot.wait(0)  # what has been styled since asks for other room
        assert misfits(panel, (panel.output,)) == []
    finally:
        set_language(studio_app, "en")
        current_theme().set_scale(1.0)
    studio.session.stop(Keep.NOTHING)
    studio.wait_for_event(RunEnded)


def test_an_empty_console_says_what_can_be_typed_and_is_silent_once_there_is_something(studio, panel):
    hint = panel.output._hint
    assert hint.isVisible()
    assert "loss_fn" in hint.text()
    type_and_run(studio, panel, "1 + 1")
    assert not hint.isVisible()
    studio.qtbot.mouseClick(panel.clear_button, Qt.MouseButton.LeftButton)
    assert hint.isVisible()


def test_tensors_are_printed_for_the_width_of_the_panel(studio, panel):
    longest = []
    for width in (380, 1200):
        panel.resize(width, 600)
        type_and_run(studio, panel, "torch.arange(60)")
        columns = panel.output.columns
        lines = panel.output.shown.rpartition(">>> ")[2].splitlines()[1:]
        longest.append(max(map(len, lines)))
        assert longest[-1] <= columns
    assert longest[0] < 60 < 100 < longest[1]
