"""A move through a step is over before the window would show that the run goes on: nothing blinks."""

from __future__ import annotations

from PySide6.QtCore import QObject

from studio.session.going_on import GoingOn
from trainer_core.protocol.events import State


def test_training_between_two_pauses_is_not_told(qtbot):
    parent = QObject()
    going_on, told = GoingOn(parent), []
    going_on.told.connect(lambda: told.append(1))
    going_on.tell(State.PAUSED, State.TRAINING)
    going_on.tell(State.TRAINING, State.PAUSED)
    assert len(told) == 1
    with qtbot.waitSignal(going_on.told):
        going_on.tell(State.PAUSED, State.TRAINING)
    assert len(told) == 2


def test_train_keeps_its_word_while_a_step_is_walked(studio):
    studio.step("phase")
    words = []
    studio.session.state_changed.connect(lambda: words.append(studio.window.toolbar.train_button.text()))
    for _ in range(6):
        studio.step("phase")
    assert len(words) >= 6
    assert set(words) == {"Continue"}
