"""The engine of a window that is closed, its model and its data go with it, without a garbage collection."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from PySide6.QtCore import QObject, Slot

from studio.session.engine_thread import EngineThread
from trainer_core.protocol.commands import Start
from trainer_core.protocol.events import Event, RunEnded
from trainer_core.recipe.recipe import Recipe


class Listener(QObject):
    """Hears what the engine tells, as the session does."""

    def __init__(self) -> None:
        super().__init__()
        self.ended = False

    @Slot(object)
    def hear(self, event: Event) -> None:
        self.ended |= isinstance(event, RunEnded)


def held_by(thread: EngineThread) -> dict[str, weakref.ref[Any]]:
    parts = thread._engine.parts
    assert parts is not None
    held = {
        "engine": thread._engine,
        "model": parts.model,
        "weight": next(parts.model.parameters()),
        "optimizer": parts.step.optimizer,
        "images": parts.dataset.train.inputs,
    }
    return {name: weakref.ref(each) for name, each in held.items()}


def left(held: dict[str, weakref.ref[Any]]) -> list[str]:
    return [name for name, reference in held.items() if reference() is not None]


def test_the_engine_of_a_thread_is_gone_with_it(qapp, qtbot):
    recipe = Recipe.from_dict({"data": {"limit": 96}, "training": {"epochs": 1, "device": "cpu", "threads": 1}})
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        thread, listener = EngineThread(), Listener()
        thread.engine_event.connect(listener.hear)
        thread.start()
        thread.post(Start(recipe))
        qtbot.waitUntil(lambda: listener.ended, timeout=60_000)
        held = held_by(thread)
        with qtbot.waitSignal(thread.finished, timeout=60_000):
            thread.shut_down()
        assert thread.wait(60_000)
        assert left(held) == ["engine"]
        del thread
        assert left(held) == []
    finally:
        if was_enabled:
            gc.enable()


def test_a_closed_window_keeps_no_model_and_no_data(studio):
    studio.train_to_end()
    held = held_by(studio.studio.thread_)
    assert not gc.isenabled()
    studio.studio.shut_down()
    studio.wait_for(studio.studio.thread_.isFinished)
    assert left(held) == ["engine"]
