"""Cyclic garbage with widgets in it goes on the GUI thread, whichever thread fills the memory."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtWidgets import QLabel

from studio.app import Studio
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


def test_python_collects_by_itself_again_once_a_window_of_a_test_is_closed(studio_app, studio_settings, qtbot):
    robot = StudioRobot(Studio(studio_app, studio_settings), qtbot)
    assert not gc.isenabled()
    robot.close()
    assert gc.isenabled()
