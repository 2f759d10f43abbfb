"""Parts of a run, processes and disks that break, as they are told in the window, which trains again."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QWidget,
)

from studio.crash import CrashReporter
from studio.testing import StudioRobot
from tests.faults import faulty
from trainer_core.data import streamed
from trainer_core.files.run_lock import is_locked
from trainer_core.protocol.events import (
    Crashed,
    DiskTrouble,
    EpochEnded,
    Reason,
    RunEnded,
    RunStarted,
    State,
)
from trainer_core.runs.run_files import read_summary


@pytest.fixture
def faulty_parts() -> Iterator[None]:
    with faulty.registered():
        yield


@pytest.mark.parametrize(
    "changes",
    [{"model__name": "faulty"}, {"loss__name": "faulty"}, {"data__source": "faulty"}],
    ids=["model", "loss", "data"],
)
def test_a_part_that_breaks_is_reported_the_run_saved_and_the_window_alive(
    faulty_parts: None, studio: StudioRobot, reporter: CrashReporter, changes: dict[str, str]
) -> None:
    studio.session.set_recipe(faulty.recipe(**changes))
    studio.wait_until_prepared()
    ended = studio.train_to_end()

    assert ended.reason is Reason.FAILED
    assert read_summary(ended.summary.run)["reason"] == "failed"
    assert not is_locked(ended.summary.run)
    assert (ended.summary.run / "last.pt").exists()
    studio.wait_for(lambda: reporter.dialog is not None)
    assert "saved" in reporter.dialog.text
    assert studio.of(Crashed)[-1].details in reporter.dialog.text
    reporter.dialog.close_button.click()
    assert studio.window.isVisible()
    studio.session.set_recipe(faulty.recipe())
    studio.wait_until_prepared()
    assert studio.train_to_end().reason is Reason.COMPLETED


# Python's own thread that fills the queue of a killed process may find its end of the pipe closed already.
@pytest.mark.filterwarnings("ignore:Exception in thread QueueFeederThread:pytest.PytestUnhandledThreadExceptionWarning")
def test_a_loader_process_that_is_killed_is_told_and_the_window_trains_again(studio, monkeypatch):
    monkeypatch.setattr(streamed, "_PORTION", 1)
    streaming = {"data.placement": "streamed", "data.workers": 2, "training.epochs": 10_000}
    studio.session.set_recipe(studio.session.recipe.with_values(streaming))
    studio.wait_until_prepared()
    studio.button("trainButton").click()
    studio.wait_for_event(EpochEnded)
    for process in multiprocessing.active_children():
        os.kill(process.pid, signal.SIGKILL)
    ended = studio.wait_for_event(RunEnded)

    assert ended.reason is Reason.FAILED
    assert "data.workers = 0" in str(ended.message)
    studio.wait_for_state(State.IDLE)
    studio.wait_for(studio.find("noticeBanner", QWidget).isVisible)
    assert "processes that load the data" in _text_of(studio.find("noticeBanner", QWidget))
    short = {"data.placement": "auto", "training.epochs": 1}
    studio.session.set_recipe(studio.session.recipe.with_values(short))
    studio.wait_until_prepared()
    assert studio.train_to_end().reason is Reason.COMPLETED


def test_a_disk_that_cannot_be_written_is_told_in_the_banner(studio: StudioRobot) -> None:
    studio.session.set_value("training.epochs", 10_000)
    studio.qtbot.mouseClick(studio.button("trainButton"), Qt.MouseButton.LeftButton)
    folder = studio.wait_for_event(RunStarted).folder
    assert folder is not None
    studio.wait_for_event(EpochEnded)
    (folder / "last.pt").unlink()
    (folder / "last.pt").mkdir()
    trouble = studio.wait_for_event(DiskTrouble)
    banner = studio.find("noticeBanner", QWidget)
    studio.wait_for(banner.isVisible)
    assert not trouble.over
    words = _text_of(banner)
    assert "last.pt" in words
    (folder / "last.pt").rmdir()
    assert studio.wait_for_event(DiskTrouble, 2).over
    studio.action("stopKeepLastAction").trigger()
    assert studio.wait_for_event(RunEnded).reason is Reason.STOPPED


def _text_of(widget: QWidget) -> str:
    texts: list[Callable[[], str]] = [child.text for child in widget.findChildren(QWidget) if hasattr(child, "text")]
    return " ".join(text() for text in texts)
