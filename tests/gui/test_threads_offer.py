"""The offer in the status bar of another number of threads, beside programs that keep the cores busy."""

import time

import pytest
import torch
from PySide6.QtCore import Qt

from studio.testing import StudioRobot
from studio.window.threads_offer import ThreadsOffer
from trainer_core.compute import cpu_load
from trainer_core.compute.cpu_load import CpuLoad
from trainer_core.protocol.events import HyperparameterChanged, RunEnded, State


@pytest.fixture
def others(monkeypatch):
    """How many of two cores other programs keep busy: a test writes another number into the list."""
    monkeypatch.setattr(cpu_load, "_own_cores", lambda: [0, 1])
    yield [0.0]
    torch.set_num_threads(1)


@pytest.fixture
def offer(studio: StudioRobot, others) -> ThreadsOffer:
    """The offer in a run of two threads that goes on until it is stopped."""
    offer = studio.window.findChild(ThreadsOffer, "statusThreads")
    begun = time.monotonic()
    offer.busy.load = CpuLoad(lambda: ((time.monotonic() - begun) * others[0], 0.0))
    offer.busy.timer.setInterval(120)
    studio.session.set_recipe(studio.session.recipe.with_values({"training.threads": 2, "training.epochs": 100_000}))
    studio.press("trainButton")
    studio.wait_for(lambda: studio.session.run.history and len(studio.session.run.history) > 0)
    assert offer.busy.looking
    yield offer
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_event(RunEnded)
    studio.wait_for_state(State.IDLE)
    assert not offer.busy.looking
    assert offer.isHidden()


def test_one_click_takes_fewer_threads_and_later_all_again(studio, qtbot, offer, others):
    assert offer.isHidden()
    others[0] = 2.0
    studio.wait_for(lambda: not offer.isHidden())
    assert offer.text() == "Use 1 thread"
    assert "keep 2 of the 2 CPU cores busy" in offer.toolTip()
    assert "2 threads" in studio.window.status.device.text()
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    change = studio.wait_for_event(HyperparameterChanged)
    assert (change.key, change.old, change.new) == ("training.threads", 2, 1)
    studio.wait_for(offer.isHidden)
    studio.wait_for(lambda: "1 thread" in studio.window.status.device.text())
    assert studio.window.form.row("training.threads").editor.text() == "1"
    assert any("threads 2 → 1" in sentence for sentence in studio.window.log.sentences)
    others[0] = 0.0
    studio.wait_for(lambda: not offer.isHidden())
    assert offer.text() == "Use 2 threads"
    offer.setFocus()
    qtbot.keyClick(offer, Qt.Key.Key_Space)
    assert studio.wait_for_event(HyperparameterChanged, 2).new == 2
    studio.wait_for(offer.isHidden)
