"""Runs thrown away and brought back: into the trash, out of it with undo, and nothing lost without one."""

import pytest
from PySide6.QtCore import Qt

from tests.gui.runs.conftest import LEFT, PATIENCE_MS, choose, click, names_in, record_of
from trainer_core.files.run_lock import RunLock
from trainer_core.library.record import RunState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_deleted_run_is_in_the_trash_and_comes_back_with_undo(qtbot, make, root, tmp_path):
    view = make(root)
    folder = root / "2026-11-21_090000_faster"
    files = sorted(path.name for path in folder.iterdir())
    choose(view, "faster", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "faster" not in names_in(view), timeout=PATIENCE_MS)
    assert not folder.exists()
    qtbot.waitUntil(lambda: view.banner.sentence == "“Faster” is in the trash.", timeout=PATIENCE_MS)
    assert list((tmp_path / "data" / "Trash" / "info").iterdir())
    qtbot.mouseClick(view.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: "faster" in names_in(view), timeout=PATIENCE_MS)
    assert sorted(path.name for path in folder.iterdir()) == files
    assert not list((tmp_path / "data" / "Trash" / "info").iterdir())
    assert not list((tmp_path / "data" / "Trash" / "files").iterdir())
    qtbot.waitUntil(lambda: [each.path for each in view.list.chosen()] == [folder], timeout=PATIENCE_MS)


def test_several_runs_go_to_the_trash_and_come_back_together(qtbot, make, root):
    view = make(root)
    view.list.selectAll()
    click(view, qtbot, "runsDeleteButton")
    qtbot.waitUntil(lambda: view.table.rowCount() == 0, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.banner.sentence == "5 runs are in the trash.", timeout=PATIENCE_MS)
    qtbot.mouseClick(view.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: view.table.rowCount() == 5, timeout=PATIENCE_MS)
    assert len(list(root.iterdir())) == 5


def test_control_z_brings_deleted_runs_back_and_redo_deletes_them_again(qtbot, make, root):
    view = make(root)
    view.list.selectAll()
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.table.rowCount() == 0 and view.undo_stack.canUndo(), timeout=PATIENCE_MS)
    assert view.undo_stack.undo_words() == "Delete 5 runs"
    view.undo_stack.undo()
    qtbot.waitUntil(lambda: view.table.rowCount() == 5, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.banner.sentence == "Restored 5 runs.", timeout=PATIENCE_MS)
    view.undo_stack.redo()
    qtbot.waitUntil(lambda: view.table.rowCount() == 0, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not list(root.iterdir()), timeout=PATIENCE_MS)
    view.undo_stack.undo()
    qtbot.waitUntil(lambda: view.table.rowCount() == 5, timeout=PATIENCE_MS)


def test_undo_puts_nothing_over_what_is_there_again(qtbot, make, root, trained):
    view = make(root)
    choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.banner.action_button.isVisible(), timeout=PATIENCE_MS)
    folder = root / "2026-11-20_090000_adam"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    qtbot.mouseClick(view.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: view.banner.kind == "error", timeout=PATIENCE_MS)
    assert "is there again" in view.banner.sentence
    assert (folder / "mine.txt").read_text() == "mine"


def test_a_running_run_is_marked_and_not_deleted(qtbot, make, root):
    folder = root / "2026-11-23_090000_cut"
    lock = RunLock(folder)
    try:
        view = make(root)
        assert record_of(view, "cut").state is RunState.RUNNING
        choose(view, "cut", qtbot)
        qtbot.keyClick(view.list, Qt.Key.Key_Delete)
        qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
        assert view.banner.kind == "error"
        assert "going on" in view.banner.sentence
        assert folder.is_dir()
        assert "cut" in names_in(view)
    finally:
        lock.release()
    qtbot.waitUntil(lambda: record_of(view, "cut").state is RunState.INTERRUPTED, timeout=8000)


def test_without_a_trash_nothing_is_deleted(qtbot, make, root, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file" / "data"))
    view = make(root)
    choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
    assert "Nothing was deleted" in view.banner.sentence
    assert (root / "2026-11-20_090000_adam").is_dir()
    assert "adam" in names_in(view)


def test_a_deleted_run_leaves_the_curves(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    view.overlays.toggle(root / "2026-11-20_090000_adam")
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: told[-1] == [], timeout=PATIENCE_MS)
