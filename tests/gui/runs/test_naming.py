"""Names, tags and notes of runs: typed where they stand, kept on the disk, and never lost on the way there."""

import shutil
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.gui.runs.conftest import CONTROL, LEFT, NONE, PATIENCE_MS, choose, index_of, names_in, record_of, search_for
from trainer_core.library.notes import read_notes
from trainer_core.library.record import Change, ChangeKind

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_name_is_edited_where_it_stands(qtbot, make, root):
    view = make(root)
    choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    editor = view.list.findChild(QLineEdit, "runNameEditor")
    qtbot.keyClicks(editor, "The first one")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    folder = root / "2026-11-20_090000_adam"
    qtbot.waitUntil(lambda: read_notes(folder).name == "The first one", timeout=PATIENCE_MS)
    assert index_of(view, "adam", "name").data() == "The first one"
    assert view.details.name.text() == "The first one"


def test_a_double_click_on_the_name_edits_and_elsewhere_opens(qtbot, make, root):
    view = make(root)
    choose(view, "adam", qtbot)
    place = view.list.visualRect(index_of(view, "adam", "name")).center()
    qtbot.mouseDClick(view.list.viewport(), LEFT, NONE, place)
    editor = view.list.findChild(QLineEdit, "runNameEditor")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    with qtbot.waitSignal(view.open_asked) as asked:
        place = view.list.visualRect(index_of(view, "adam", "best")).center()
        qtbot.mouseDClick(view.list.viewport(), LEFT, NONE, place)
    assert asked.args == [root / "2026-11-20_090000_adam"]


def test_a_name_in_progress_is_not_taken_away_by_what_happens_meanwhile(qtbot, make, root, trained):
    view = make(root)
    choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    editor = view.list.findChild(QLineEdit, "runNameEditor")
    qtbot.keyClicks(editor, "Slowly")
    shutil.copytree(trained / "2026-11-20_090000_adam", root / "2026-11-25_090000_new")
    qtbot.waitUntil(lambda: bool(view._held), timeout=8000)
    assert "new" not in names_in(view)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "new" in names_in(view), timeout=PATIENCE_MS)
    assert index_of(view, "adam", "name").data() == "Slowly"
    qtbot.waitUntil(lambda: read_notes(root / "2026-11-20_090000_adam").name == "Slowly", timeout=PATIENCE_MS)


def test_tags_and_notes_are_kept(qtbot, make, root):
    view = make(root)
    choose(view, "sgd", qtbot)
    tags = view.findChild(QLineEdit, "runTags")
    tags.setFocus()
    qtbot.keyClicks(tags, "slides, #Talk")
    qtbot.keyClick(tags, Qt.Key.Key_Return)
    notes = view.findChild(QPlainTextEdit, "runNotes")
    notes.setFocus()
    qtbot.keyClicks(notes, "Large steps")
    qtbot.keyClick(notes, Qt.Key.Key_Return, CONTROL)
    folder = root / "2026-11-22_090000_sgd"
    qtbot.waitUntil(lambda: read_notes(folder).notes == "Large steps", timeout=PATIENCE_MS)
    assert read_notes(folder).tags == ("slides", "Talk")
    search_for(view, qtbot, "tag:talk")
    qtbot.waitUntil(lambda: names_in(view) == ["sgd"], timeout=PATIENCE_MS)


def test_notes_in_progress_are_kept_when_another_run_is_chosen(qtbot, make, root):
    view = make(root)
    choose(view, "sgd", qtbot)
    notes = view.findChild(QPlainTextEdit, "runNotes")
    notes.setFocus()
    qtbot.keyClicks(notes, "half a thought")
    choose(view, "adam", qtbot)
    qtbot.waitUntil(lambda: read_notes(root / "2026-11-22_090000_sgd").notes == "half a thought", timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: notes.toPlainText() == "", timeout=PATIENCE_MS)
    assert read_notes(root / "2026-11-20_090000_adam").notes == ""


def test_what_was_read_before_an_edit_was_written_takes_nothing_back(qtbot, make, root):
    view = make(root)
    choose(view, "sgd", qtbot)
    before = record_of(view, "sgd")
    release = threading.Event()
    view.worker.do(lambda: release.wait(PATIENCE_MS / 1000), print, print)
    notes = view.details.notes
    notes.setFocus()
    qtbot.keyClicks(notes, "Large steps")
    qtbot.keyClick(notes, Qt.Key.Key_Return, CONTROL)
    qtbot.keyClicks(notes, ", half a thought")
    view.worker.changed.emit(root, [Change(ChangeKind.CHANGED, before)])

    assert notes.toPlainText() == "Large steps, half a thought"
    assert record_of(view, "sgd").notes == "Large steps"
    release.set()
    qtbot.waitUntil(lambda: read_notes(before.path).notes == "Large steps", timeout=PATIENCE_MS)
    assert notes.toPlainText() == "Large steps, half a thought"


def test_a_note_typed_before_closing_is_written_whatever_the_worker_is_doing(qtbot, make, root):
    view = make(root)
    choose(view, "sgd", qtbot)
    closing = threading.Event()
    view.worker.do(lambda: closing.wait(PATIENCE_MS / 1000), print, print)
    view.details.notes.setFocus()
    qtbot.keyClicks(view.details.notes, "the last thought")
    # The thread gets on only once it has been told to end.
    ended = threading.Thread(target=lambda: view.worker._stopping.wait() and closing.set())
    ended.start()
    view.shut_down()
    ended.join()
    assert read_notes(root / "2026-11-22_090000_sgd").notes == "the last thought"


def test_a_note_being_typed_is_kept_when_the_folder_of_the_runs_cannot_be_read(qtbot, make, root):
    view = make(root)
    choose(view, "sgd", qtbot)
    view.details.notes.setFocus()
    qtbot.keyClicks(view.details.notes, "half a thought")
    view.worker.failed.emit(root, "The disk does not answer.")
    assert view.table.rowCount() == 0
    qtbot.waitUntil(lambda: read_notes(root / "2026-11-22_090000_sgd").notes == "half a thought", timeout=PATIENCE_MS)


def test_a_name_that_cannot_be_written_is_told_and_the_old_one_is_back(qtbot, make, root):
    view = make(root)
    (root / "2026-11-20_090000_adam" / "notes.json").mkdir()
    choose(view, "adam", qtbot)
    before = view.details.name.text()
    view.details.name.setFocus()
    view.details.name.selectAll()
    qtbot.keyClicks(view.details.name, "Never")
    qtbot.keyClick(view.details.name, Qt.Key.Key_Return)
    qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
    assert view.banner.kind == "error"
    assert "notes.json" in view.banner.sentence
    assert view.details.name.text() == before
    assert index_of(view, "adam", "name").data(Qt.ItemDataRole.EditRole) == before


def test_what_goes_wrong_after_the_page_was_left_is_told_to_the_window(qtbot, make, root):
    view = make(root)
    (root / "2026-11-20_090000_adam" / "notes.json").mkdir()
    choose(view, "adam", qtbot)
    view.details.notes.setFocus()
    qtbot.keyClicks(view.details.notes, "too late")
    with qtbot.waitSignal(view.notice) as told:
        view.hide()
    assert "notes.json" in told.args[0]()
    assert told.args[1] == "error"
