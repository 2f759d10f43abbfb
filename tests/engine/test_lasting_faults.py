"""What a person's own code raises, what the process keeps of a run, and which answer belongs to which command."""

from __future__ import annotations

import gc
import os
import random
import signal
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import numpy as np
import pytest
import torch
from pydantic import Field
from torch import Tensor, nn

from trainer_core import Recipe, TrainerError, resume, train
from trainer_core.data.labels import TaskName
from trainer_core.engine.engine import Engine
from trainer_core.errors import RecipeError
from trainer_core.models import models
from trainer_core.parts.losses import losses, losses_for
from trainer_core.protocol.commands import (
    Advance,
    Command,
    Evaluate,
    Keep,
    Pause,
    Prepare,
    ResumeRun,
    SetHyperparameter,
    Start,
    Stop,
    Unit,
    Unpause,
)
from trainer_core.protocol.events import (
    Answer,
    Done,
    Evaluated,
    Event,
    Prepared,
    Reason,
    Refused,
    RunEnded,
    RunStarted,
    State,
    StateChanged,
)
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.recipe.schema import field


class Raising(nn.Module):
    """A linear model that raises something in its sixth training batch."""

    def __init__(self, error: type[BaseException]) -> None:
        super().__init__()
        self.layer, self.error, self.calls = nn.Linear(784, 10), error, 0

    def forward(self, inputs: Tensor) -> Tensor:
        self.calls += self.training
        if self.calls > 5:
            raise self.error("of someone's own")
        return self.layer(inputs.flatten(1))


@pytest.fixture(params=[SystemExit, KeyboardInterrupt, GeneratorExit])
def raising(request: pytest.FixtureRequest, tiny: Recipe) -> Iterator[Recipe]:
    """A recipe whose model raises what is no `Exception`."""
    models.add("raising", lambda shape, outputs: Raising(request.param), title="Raising", summary="")
    yield tiny.with_values({"model.name": "raising"})
    models.remove("raising")


def test_whatever_a_model_raises_ends_the_run_and_not_the_engine(raising: Recipe, tiny: Recipe, tmp_path: Path):
    events: list[Event] = []
    engine = Engine(events.append)

    def work() -> None:
        engine.post(Start(raising, tmp_path / "run"))
        engine.drive()
        engine.post(Prepare(tiny))
        engine.drive()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    (ended,) = [event for event in events if isinstance(event, RunEnded)]
    assert ended.reason is Reason.FAILED
    assert "of someone's own" in str(ended.message)
    assert isinstance(events[-1], (StateChanged, Done))
    assert [event for event in events if isinstance(event, Prepared)][-1].recipe == tiny
    assert (tmp_path / "run" / "last.pt").exists()


def test_whatever_a_model_raises_is_an_error_of_train(raising: Recipe):
    with pytest.raises(RuntimeError, match="of someone's own"):
        train(raising)


def test_after_two_interrupts_the_run_can_be_resumed_in_this_process(tiny: Recipe, tmp_path: Path):
    def interrupt_twice(event: Event) -> None:
        if isinstance(event, StateChanged) and event.state is State.VALIDATING:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt) as kept:
        train(tiny, tmp_path / "run", watch=interrupt_twice)
    assert resume(tmp_path / "run").summary.epochs == 2
    assert kept.tb


def test_train_leaves_the_process_as_it_found_it(tiny: Recipe, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CUBLAS_WORKSPACE_CONFIG", raising=False)
    before = torch.get_num_threads(), torch.get_float32_matmul_precision(), torch.backends.cudnn.allow_tf32
    expected = random.Random(0).random(), np.random.RandomState(0).rand(), torch.rand(1, generator=seeded(0))
    train(tiny.with_values({"training.deterministic": True, "training.tf32": True, "training.epochs": 1}))
    assert not torch.are_deterministic_algorithms_enabled()
    assert "CUBLAS_WORKSPACE_CONFIG" not in os.environ
    assert before == (
        torch.get_num_threads(),
        torch.get_float32_matmul_precision(),
        torch.backends.cudnn.allow_tf32,
    )
    assert (random.random(), np.random.rand(), torch.rand(1)) == expected


def seeded(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_what_a_run_held_is_let_go_without_the_garbage_collector(tiny: Recipe):
    gc.collect()
    gc.disable()
    try:
        trained = train(tiny.with_values({"training.epochs": 1}))
        model = weakref.ref(trained.model)
        del trained
        assert model() is None
    finally:
        gc.enable()


def last_answers(driver, command: Command) -> list[str]:
    answers = [event for event in driver.events if isinstance(event, Answer) and event.answers == command.id]
    return [type(event).__name__ for event in answers if isinstance(event, (Done, Refused))]


def is_done(event: Event, command: Command) -> bool:
    return isinstance(event, Done) and event.answers == command.id


def test_every_command_is_answered_once_by_its_id(driver, tiny: Recipe):
    start, early, pause, step, test = Start(tiny, paused=True), Unpause(), Pause(), Advance(Unit.PHASE), Evaluate()
    change, wrong, look, stop = SetHyperparameter("optimizer.lr", 0.1), Prepare(tiny), Predict((0,)), Stop(Keep.LAST)
    commands = (early, start, step, pause, change, wrong, look, test, stop)
    for command in commands:
        driver.do(command)
    refused = {early.id, wrong.id}
    for command in commands:
        assert last_answers(driver, command) == ["Refused" if command.id in refused else "Done"], command
    assert driver.of(RunStarted)[0].answers == start.id
    assert driver.of(Predicted)[0].answers == look.id
    assert [event.answers for event in driver.of(Evaluated)] == [test.id, 0]


def test_a_pause_is_done_before_the_state_says_so(driver, tiny: Recipe):
    pause = Pause()
    driver.post(Start(tiny))
    while not driver.of(StateChanged) or driver.state != "training":
        driver.engine.turn()
    driver.do(pause)
    told = [type(event).__name__ for event in driver.events if isinstance(event, StateChanged) or is_done(event, pause)]
    assert told[-2:] == ["Done", "StateChanged"]
    assert driver.state == "paused"


@pytest.mark.parametrize("first", [Keep.NOTHING, Keep.FOR_LATER])
def test_stopping_again_keeps_what_was_chosen_first(driver, tiny: Recipe, tmp_path: Path, first: Keep):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.PHASE))
    driver.post(Stop(first), Stop(Keep.LAST))
    driver.engine.drive()
    assert driver.ended.reason is (Reason.DISCARDED if first is Keep.NOTHING else Reason.INTERRUPTED)


class Tempered(nn.Module):
    """A model with a live argument of its own beside a dropout layer."""

    def __init__(self, temperature: float) -> None:
        super().__init__()
        self.layer, self.dropout, self.temperature = nn.Linear(784, 10), nn.Dropout(0.1), temperature

    def forward(self, inputs: Tensor) -> Tensor:
        return self.layer(self.dropout(inputs.flatten(1))) / self.temperature


def build_tempered(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    temperature: Annotated[float, Field(gt=0, json_schema_extra={"live": True})] = 1.0,
) -> nn.Module:
    return Tempered(temperature)


def test_a_live_argument_changes_what_it_names_and_no_dropout(driver, tiny: Recipe, request: pytest.FixtureRequest):
    def set_temperature(model: nn.Module, value: float) -> None:
        model.temperature = value

    with pytest.raises(ValueError, match="temperature"):
        models.add("tempered", build_tempered, title="Tempered", summary="")
    models.add("tempered", build_tempered, title="Tempered", summary="", live={"temperature": set_temperature})
    request.addfinalizer(lambda: models.remove("tempered"))
    driver.start(tiny.with_values({"model.name": "tempered"}), paused=True)
    driver.do(SetHyperparameter("model.temperature", 0.9))
    model = driver.engine.parts.model
    assert (model.temperature, model.dropout.p) == (0.9, 0.1)


def test_the_form_offers_only_losses_that_fit_the_data():
    assert field(Recipe(), "loss.name").choices == tuple(entry.name for entry in losses_for(TaskName.CLASSIFICATION))
    with pytest.raises(RecipeError, match="does not fit classification"):
        Recipe().with_values({"loss.name": "MSELoss"})


def test_a_loss_is_registered_with_its_task_in_one_call(tiny: Recipe, request: pytest.FixtureRequest):
    losses.add("mine", lambda class_counts: nn.CrossEntropyLoss(), title="Mine", summary="Mine.")
    request.addfinalizer(lambda: "mine" in losses and losses.remove("mine"))
    assert train(tiny.with_values({"loss.name": "mine", "training.epochs": 1})).summary.epochs == 1
    losses.remove("mine")
    with pytest.raises(RecipeError):
        Recipe().with_values({"loss.name": "mine"})


def test_accumulated_batches_with_class_weights_equal_one_large_batch(tiny: Recipe):
    weights = [100.0] + [1.0] * 9
    common = {
        "optimizer.name": "SGD",
        "optimizer.lr": 0.1,
        "loss.class_weights": weights,
        "training.epochs": 1,
        "data.limit": 128,
    }
    whole = train(tiny.with_values(common | {"data.batch_size": 64})).model.state_dict()
    parts = train(tiny.with_values(common | {"data.batch_size": 16, "training.accumulate": 4})).model.state_dict()
    for name, value in whole.items():
        torch.testing.assert_close(parts[name], value, rtol=0, atol=1e-5)


def test_without_a_compiler_compiling_is_refused_before_the_folder_is_made(
    tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    with pytest.raises(TrainerError) as refused:
        train(tiny.with_values({"training.compile": True}), tmp_path / "run")
    assert refused.value.code == "compile-not-here"
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(("share", "best"), [(0.0, "training"), (25.0, "validation")])
def test_a_run_that_stops_early_names_what_it_was_judged_by(tiny: Recipe, share: float, best: str):
    changes = {"data.validation_share": share, "training.stop_early_after": 1, "training.epochs": 5}
    # Steps too small to change a single answer: the second epoch is as good as the first, which is no better.
    still = {"optimizer.name": "SGD", "optimizer.lr": 1e-12, "training.best_by": "accuracy"}
    seen: list[Event] = []
    train(tiny.with_values(changes | still), watch=seen.append)
    (ended,) = (event for event in seen if isinstance(event, RunEnded))

    assert ended.reason is Reason.STOPPED_EARLY
    assert str(ended.message).startswith(f"Stopped early after epoch 2: {best} was best in epoch 1 and")


def test_a_device_that_does_not_compute_is_a_sentence(tiny: Recipe, monkeypatch: pytest.MonkeyPatch):
    from trainer_core.compute import devices

    there = (devices.Device("cuda:0", "Old GPU"), devices.Device("cpu", "CPU"))
    monkeypatch.setattr(devices, "available_devices", lambda: there)
    monkeypatch.setattr(devices, "problem_of", lambda key: "" if key == "cpu" else "no kernel image")
    with pytest.raises(TrainerError, match=r"Old GPU .* does not compute: no kernel image"):
        devices.choose_device("cuda")
    _, report = devices.choose_device("auto")
    assert report.device == "cpu"
    assert "no kernel image" in str(report.why)


def test_an_earlier_run_is_resumed_with_the_answer_naming_the_command(driver, tiny: Recipe, tmp_path: Path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Stop(Keep.FOR_LATER))
    command = ResumeRun(tmp_path / "run")
    driver.do(command)
    assert driver.last(RunStarted).answers == command.id
