"""The engine survives any order of commands."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer_core.protocol.commands import (
    Advance,
    Command,
    Evaluate,
    FinishEpoch,
    Keep,
    Pause,
    SetHyperparameter,
    Split,
    Start,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import Crashed, RunEnded, RunStarted, State
from trainer_core.protocol.predicting import Predict

_COMMANDS: list[Command] = [
    Pause(),
    Unpause(),
    Advance(Unit.PHASE),
    Advance(Unit.BATCH),
    Advance(Unit.EPOCH),
    FinishEpoch(),
    Stop(Keep.LAST),
    Stop(Keep.BEST),
    Stop(Keep.NOTHING),
    SetHyperparameter("optimizer.lr", 0.01),
    Evaluate(Split.VALIDATION),
    Predict((0,)),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(_COMMANDS), st.integers(0, 30)), max_size=14))
def test_any_order_of_commands_ends_in_a_state_with_a_name(driver, tiny, script):
    driver.events.clear()
    driver.post(Start(tiny.with_values({"data.limit": 64})))
    for command, turns in script:
        driver.post(command)
        for _ in range(turns):
            driver.engine.turn()
    driver.engine.drive()
    while driver.state == "paused":
        driver.do(Unpause())

    assert driver.state == State.IDLE
    assert len(driver.of(RunEnded)) == len(driver.of(RunStarted)) <= 1
    assert not driver.of(Crashed)
    assert not driver.engine.busy
