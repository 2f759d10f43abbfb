"""Cyclic garbage with widgets in it goes on the GUI thread, whichever thread fills the memory."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import threading
import weakref
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

import studio
from studio.app import Studio
from studio.session.garbage import GarbageCollector
from studio.testing import StudioRobot


def _allocate() -> list[list[int]]:
    """Containers enough for Python to look for garbage many times, if it does so by itself."""
    return [[number] for number in range(200_000)]


def test_a_widget_in_a_cycle_is_deleted_on_the_gui_thread(studio):
    deleted_on: list[threading.Thread] = []
    label = QLabel("closed long ago")
    label.itself = label
    weakref.finalize(label, lambda: deleted_on.append(threading.current_thread()))
    del label
    worker = threading.Thread(target=_allocate)
    worker.start()
    worker.join()
    assert deleted_on == []
    kept = _allocate()
    studio.wait_for(lambda: bool(deleted_on))
    assert deleted_on == [threading.main_thread()]
    assert len(kept) == 200_000


def test_python_collects_by_itself_again_once_the_engine_has_ended(studio):
    assert not gc.isenabled()
    studio.studio.shut_down()
    studio.wait_for(studio.studio.thread_.isFinished)
    studio.wait_for(gc.isenabled)


def test_what_is_there_for_good_is_looked_at_no_more(studio):
    studio.studio.garbage.settle()
    try:
        assert gc.get_freeze_count() > 10_000
        frozen = gc.get_freeze_count()
        studio.studio.garbage.settle()
        assert gc.get_freeze_count() <= frozen
    finally:
        gc.unfreeze()


class _Kept:
    """May be referred to weakly."""


def test_what_has_grown_old_in_a_run_is_looked_at_after_it(studio_app, qtbot, monkeypatch):
    monkeypatch.setattr("studio.session.garbage._GROWN", -(1 << 40))  # as if the process had grown
    running = True
    collector = GarbageCollector(None, lambda: running)
    collector.settle()
    try:
        old = _Kept()
        old.itself = old
        gone = weakref.ref(old)
        while gc.get_count()[2] <= gc.get_threshold()[2]:
            gc.collect(1)
        frozen = gc.get_freeze_count()
        qtbot.waitUntil(lambda: gc.get_freeze_count() > frozen)
        del old
        assert gone() is not None
        running = False
        qtbot.waitUntil(lambda: gone() is None)
    finally:
        collector.stop()
    assert gc.get_freeze_count() == 0


def test_python_collects_by_itself_again_once_a_window_of_a_test_is_closed(studio_app, studio_settings, qtbot):
    robot = StudioRobot(Studio(studio_app, studio_settings), qtbot)
    assert not gc.isenabled()
    robot.close()
    assert gc.isenabled()


def test_windows_are_listed_while_some_without_a_parent_are_garbage():
    """In a process of its own: where garbage is collected while the list is made, it ends by a segmentation fault."""
    listing = """
import gc
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from studio.testing import top_level_widgets

app = QApplication([])
gc.set_threshold(3, 2, 2)
for _ in range(100):
    gc.disable()
    for _ in range(20):
        menu, box = QMenu(), QComboBox()
        menu.itself, menu.box = menu, box
        box.view()  # has a window of its own, of which Python does not know yet
    del menu, box
    gc.enable()
    for widget in top_level_widgets():
        widget.objectName()
    assert gc.isenabled()
print("listed")
"""
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "listed"), done.stderr


def test_windows_are_listed_in_one_place():
    packages = [Path(studio.__file__).parent, Path(__file__).parents[1]]
    files = [path for package in packages for path in package.rglob("*.py")]
    asking = [path.name for path in files if re.search(r"\.(topLevel|all)Widgets\(", path.read_text("utf-8"))]
    # To restyle all widgets, Qt's own list is gone through with the collector off.
    assert sorted(asking) == ["restyling.py", "windows.py"]


def test_looks_are_frequent_in_a_run_and_seldom_without_one(qtbot):
    in_run = [False]
    collector = GarbageCollector(None, lambda: in_run[0])
    timer = collector.findChild(QTimer)
    resting = timer.interval()
    in_run[0] = True
    qtbot.waitUntil(lambda: timer.interval() < resting / 2)
    in_run[0] = False
    qtbot.waitUntil(lambda: timer.interval() == resting)
    collector.stop()
