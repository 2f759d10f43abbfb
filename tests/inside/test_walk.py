"""Walking through a step: where it stands, that it goes back, and that no number of the run changes by it."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import torch

from tests.conftest import same, weights_of
from tests.inside.conftest import OWN_CLASS, Walker, advance, back
from trainer_core import Engine
from trainer_core.protocol.commands import (
    Advance,
    Evaluate,
    Keep,
    Pause,
    SetHyperparameter,
    Shutdown,
    Split,
    Start,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.console import CodeDone, RunCode
from trainer_core.protocol.events import (
    Evaluated,
    HyperparameterChanged,
    Reason,
    Refused,
    RunEnded,
    State,
    StateChanged,
)
from trainer_core.protocol.graph import GraphRead, ReadGraph
from trainer_core.protocol.inside import LookInside, StepBack, StoodInside
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust


def test_a_step_is_walked_by_its_phases_operations_and_nodes(walker, short):
    walker.walk(short, *advance(Unit.OPERATION, 20))

    seen = [(place.phase, place.kind, place.name) for place in walker.places]
    assert seen[:3] == [
        ("zero_grad", "phase", "zero_grad"),
        ("forward", "phase", "forward"),
        ("forward", "operation", "flatten"),
    ]
    assert [name for phase, kind, name in seen if (phase, kind) == ("loss", "operation")] == ["cross_entropy"]
    nodes = [name for phase, kind, name in seen if (phase, kind) == ("backward", "node")]
    assert nodes[:3] == ["NllLossBackward0", "LogSoftmaxBackward0", "AddmmBackward0"]
    names = [name for name, _ in walker.engine.parts.model.named_parameters()]
    accumulating = {name for name in nodes if "Accumulate" in name}
    assert accumulating
    assert accumulating <= {f"AccumulateGrad({name})" for name in names}
    assert walker.ended.reason is Reason.COMPLETED


def test_what_the_backward_has_reached_is_told_by_the_nodes_of_the_graph(walker, short):
    walker.walk(short, *advance(Unit.OPERATION, 20))
    walker.do(ReadGraph())

    graph = walker.last(GraphRead).graph
    stood = [event for event in walker.of(StoodInside) if event.step == 0 and event.place.kind == "node"]
    assert [len(event.reached) for event in stood] == list(range(1, len(stood) + 1))
    ops = [graph.nodes[each.node].op for each in stood[2].reached]
    assert ops == ["NllLossBackward0", "LogSoftmaxBackward0", "AddmmBackward0"]
    assert stood[0].reached[0].norm == 1.0


def test_a_step_is_walked_by_its_modules_there_and_back_from_the_loss(walker, short):
    walker.walk(short, *advance(Unit.MODULE, 20))

    first = walker.places[: next(at for at, place in enumerate(walker.places) if place.name == "done")]
    forward = [place.name for place in first if place.kind == "module" and place.phase == "forward"]
    backward = [place.name for place in first if place.kind == "module" and place.phase == "backward"]
    assert forward[0] == "flatten"
    assert backward == [name for name in reversed(forward) if name in backward]
    assert backward


def test_the_last_place_of_a_batch_comes_after_its_step(walker, short):
    walker.walk(short, *advance(Unit.PHASE, 6))

    names = [place.name for place in walker.places]
    assert names == ["zero_grad", "forward", "loss", "backward", "step", "done", "zero_grad"]
    assert [event.step for event in walker.of(StoodInside)] == [0] * 6 + [1]


def test_what_the_console_is_asked_inside_a_phase_is_answered_there(walker, short):
    walker.walk(short, *advance(Unit.PHASE, 2), Advance(Unit.OPERATION), lambda: walker.post(RunCode("pred.shape")))

    assert walker.last(CodeDone).text == "torch.Size([32, 10])"
    assert walker.ended.reason is Reason.COMPLETED


def test_a_node_knows_the_line_that_made_it(own, walker):
    walker.walk(own, *advance(Unit.PHASE, 3), *advance(Unit.OPERATION, 12))

    lines = {place.name: place.line.text for place in walker.places if place.kind == "node" and place.line}
    assert lines["TanhBackward0"] == "x = torch.tanh(self.again(x))"


def test_going_back_shows_the_same_numbers(walker, short):
    seen: list[dict[str, torch.Tensor]] = []

    def look() -> None:
        at_hand = walker.engine.at_hand()
        assert at_hand is not None
        seen.append({name: value.detach().clone() for name, value in at_hand.tensors.items()})

    script = [*advance(Unit.PHASE, 4), look, *back(Unit.PHASE, 2), *advance(Unit.PHASE, 2), look]
    walker.walk(short.with_values({"model.name": "small_cnn", "model.dropout": 0.5}), *script)

    assert same(*seen)
    assert {"x", "y", "pred", "loss", "head.weight.grad"} <= {*seen[0]} | {"head.weight.grad"}
    assert any(name.endswith("().grad") for name in seen[0])


def test_a_step_does_not_go_back_beyond_its_batch(walker, short):
    walker.stays = True
    walker.walk(short, StepBack(Unit.PHASE))
    assert walker.last(Refused).code == "before-batch"
    assert walker.state == "paused"

    walker.do(Advance(Unit.BATCH))
    walker.do(StepBack(Unit.PHASE))
    assert [event.code for event in walker.of(Refused)] == ["before-batch"] * 2


def test_what_was_begun_without_looking_does_not_go_back(driver, short):
    driver.start(short, paused=True)
    driver.do(Advance(Unit.PHASE))
    driver.do(LookInside(on=True), StepBack(Unit.PHASE))

    assert driver.last(Refused).code == "not-looking"
    told = driver.last(StoodInside)
    assert (told.place.name, told.code[told.current].code, told.reports) == ("forward", "pred = model(x)", ())
    assert "without looking inside" in str(told.notes[0])
    driver.do(Advance(Unit.OPERATION))
    assert driver.last(StoodInside).place.name == "loss"


def test_nothing_is_installed_while_nobody_looks(driver, short):
    driver.start(short, paused=True)
    driver.do(Advance(Unit.OPERATION))
    parts = driver.engine.parts

    assert not any(module._forward_hooks or module._forward_pre_hooks for module in parts.model.modules())
    assert driver.last(StateChanged).phase == "forward"
    assert not torch.overrides._get_current_function_mode_stack()


def test_no_hook_stays_after_looking(walker, short):
    walker.walk(short, *advance(Unit.OPERATION, 8), LookInside(on=False), Unpause())
    model = walker.engine.parts.model

    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    assert not any(parameter._post_accumulate_grad_hooks for parameter in model.parameters())
    assert not torch.overrides._get_current_function_mode_stack()


def test_predictions_are_answered_inside_a_phase_as_between_two(short):
    recipe = short.with_values({"training.precision": "bfloat16", "model.name": "small_cnn", "model.dropout": 0.2})
    inside, between = Walker(), Walker()
    inside.walk(recipe, *advance(Unit.PHASE), *advance(Unit.OPERATION, 4), lambda: inside.post(Predict((0, 1))))
    between.walk(recipe, *advance(Unit.PHASE), lambda: between.post(Predict((0, 1))))

    one, other = inside.last(Predicted), between.last(Predicted)
    assert np.array_equal(one.predictions, other.predictions)
    assert same(weights_of(inside), weights_of(between))


def test_what_changes_the_model_waits_for_the_end_of_the_batch(walker, short):
    walker.stays = True
    walker.walk(short, *advance(Unit.OPERATION, 4), SetHyperparameter("optimizer.lr", 0.5))
    assert walker.last(HyperparameterChanged).step == 1
    assert walker.state == "paused"

    walker.script.extend([*advance(Unit.OPERATION, 3), Evaluate(Split.VALIDATION)])
    walker.do(Advance(Unit.PHASE))
    walker.do(Unpause())
    assert walker.of(Evaluated)
    assert walker.ended.reason is Reason.COMPLETED


def test_a_stop_inside_an_operation_ends_the_run_after_its_batch(walker, short, tmp_path):
    walker.walk(short, *advance(Unit.OPERATION, 4), Stop(Keep.LAST), folder=tmp_path / "run")

    assert walker.ended.reason is Reason.STOPPED
    assert walker.ended.summary.steps == 1
    assert (tmp_path / "run" / "last.pt").exists()


def test_the_engines_thread_waits_inside_and_leaves_on_shutdown(short, tmp_path):
    stood, told = threading.Semaphore(0), []

    def emit(event: Any) -> None:
        told.append(event)
        if isinstance(event, StoodInside):
            stood.release()

    engine = Engine(emit)
    thread = threading.Thread(target=engine.run)
    thread.start()
    engine.post(LookInside(on=True))
    engine.post(Start(short, tmp_path / "run", paused=True))
    for _ in range(4):
        assert stood.acquire(timeout=60)
        engine.post(Advance(Unit.OPERATION))
    assert stood.acquire(timeout=60)
    engine.post(Pause())
    engine.post(Predict((0,)))
    engine.post(Shutdown())
    thread.join(timeout=60)

    assert not thread.is_alive()
    assert [event.reason for event in told if isinstance(event, RunEnded)] == [Reason.INTERRUPTED]
    assert sum(isinstance(event, Predicted) for event in told) == 1
    assert [event for event in told if isinstance(event, StateChanged)][-1].state is State.IDLE


def test_an_error_in_forward_ends_the_run_and_keeps_the_batchs_beginning(walker, short, tmp_path):
    path = tmp_path / "net.py"
    breaks = (
        "self.seen = getattr(self, 'seen', 0) + 1\n        if self.seen > 15:\n            raise ValueError('eight')"
    )
    path.write_text(OWN_CLASS.replace("x = checkpoint(", breaks + "\n        x = checkpoint("), encoding="utf-8")
    trust(read_code(path))
    values = {"model.name": "file", "model.path": str(path), "model.class": "Net", "training.epochs": 9}
    script = [*advance(Unit.EPOCH, 3), *advance(Unit.OPERATION, 200)]
    walker.walk(short.with_values(values), *script, folder=tmp_path / "run")

    assert walker.ended.reason is Reason.FAILED
    assert "eight" in str(walker.ended.message)
    newest = max((tmp_path / "run" / "snapshots").iterdir())
    kept = torch.load(newest, weights_only=True)
    assert kept["position"]["step"] == walker.ended.summary.steps
    assert same(kept["model"], weights_of(walker))
    assert not any(module._forward_hooks for module in walker.engine.parts.model.modules())


def test_a_compiled_model_is_stepped_plainly_and_says_so(walker, short):
    walker.stays = True
    walker.walk(short.with_values({"training.compile": True}), *advance(Unit.PHASE, 1), Advance(Unit.OPERATION))

    told = next(event for event in walker.of(StoodInside) if event.place.kind == "operation")
    assert any("plain model" in str(note) for note in told.notes)
