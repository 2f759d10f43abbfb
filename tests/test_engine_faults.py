"""The engine when things go wrong, or come at an unlucky moment: nothing is lost, and every run ends once."""

from __future__ import annotations

import functools
import math
import struct
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver
from trainer_core import Engine, Recipe, assembly
from trainer_core.commands import (
    Advance,
    Command,
    Evaluate,
    FinishEpoch,
    Keep,
    LoadWeights,
    Pause,
    Predict,
    PredictFiles,
    Prepare,
    Resume,
    SaveWeights,
    SetHyperparameter,
    Shutdown,
    Split,
    Start,
    Stop,
    Unit,
)
from trainer_core.errors import Message, TrainerError
from trainer_core.events import (
    Acknowledged,
    Crashed,
    Diverged,
    EpochEnded,
    Evaluated,
    Event,
    Predicted,
    PredictedFiles,
    Prepared,
    Progress,
    Reason,
    Refused,
    RunEnded,
    RunStarted,
    StateChanged,
    WeightsLoaded,
    WeightsRefused,
)
from trainer_core.fit import Boundary
from trainer_core.runs import read_summary

EXPLODING = {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}


def weights_of(driver: Driver) -> dict[str, torch.Tensor]:
    assert driver.engine.parts is not None
    return {name: value.clone() for name, value in driver.engine.parts.model.state_dict().items()}


def same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


def turn_until(driver: Driver, state: str) -> None:
    """Let the engine work until it tells that it is in a state."""
    while not driver.of(StateChanged) or driver.state != state:
        assert driver.engine.busy
        driver.engine.turn()


def poison(driver: Driver) -> None:
    """Make the next loss NaN."""
    assert driver.engine.parts is not None
    with torch.no_grad():
        next(driver.engine.parts.model.parameters()).fill_(math.nan)


@pytest.fixture
def trained(driver: Driver, tiny: Recipe) -> Driver:
    """An engine whose run is over."""
    driver.start(tiny.with_values({"training.epochs": 1}))
    driver.events.clear()
    return driver


@pytest.fixture
def no_memory_for_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 EiB.")

    monkeypatch.setattr(assembly, "build_model", fail)


# What a start that fails leaves behind


@pytest.mark.parametrize("fault", ["occupied folder", "no device", "weights do not fit", "out of memory", "bug"])
def test_a_start_that_fails_changes_nothing(trained, tiny, tmp_path, fault, monkeypatch):
    before, command = weights_of(trained), Start(tiny)
    if fault == "occupied folder":
        (tmp_path / "mine.txt").write_text("mine")
        command = Start(tiny, tmp_path)
    elif fault == "no device":
        command = Start(tiny.with_values({"training.device": "cuda:63"}))
    elif fault == "weights do not fit":
        command = Start(tiny.with_values({"model.hidden": 64}), tmp_path / "run", keep_weights=True)
    else:
        error: Exception = torch.OutOfMemoryError("no memory") if fault == "out of memory" else ZeroDivisionError()

        def fail(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(assembly, "build_model", fail)
        command = Start(tiny, tmp_path / "run")
    trained.do(command)
    monkeypatch.undo()

    assert same(before, weights_of(trained))
    assert trained.state == "idle"
    assert not trained.of(RunStarted)
    assert not trained.of(RunEnded)
    assert not trained.of(Prepared)
    assert not (tmp_path / "run").exists()
    assert len(trained.of(Refused)) == 1
    assert bool(trained.of(Crashed)) is (fault == "bug")
    trained.do(Evaluate(), Start(tiny, tmp_path / "run"))
    assert trained.ended.reason is Reason.COMPLETED


def test_no_memory_while_preparing_is_refused_with_a_sentence(driver, tiny, no_memory_for_a_model):
    driver.do(Prepare(tiny))

    assert driver.last(Refused).code == "out-of-memory"
    assert "smaller batch size (now 32)" in str(driver.last(Refused).message)
    assert driver.state == "idle"


def test_no_memory_to_begin_with_leaves_no_folder_that_stands_in_the_way(driver, tiny, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise torch.OutOfMemoryError("no memory")

    monkeypatch.setattr("trainer_core.standings._copy_of", fail)
    driver.start(tiny, tmp_path / "run")
    monkeypatch.undo()
    driver.start(tiny, tmp_path / "run")

    assert driver.last(Refused).code == "out-of-memory"
    assert driver.ended.reason is Reason.COMPLETED


def test_no_memory_for_a_command_refuses_it_and_the_run_goes_on(driver, tiny):
    driver.start(tiny, paused=True)
    assert driver.engine.parts is not None

    def hungry(*_: object) -> None:
        raise torch.OutOfMemoryError("no memory")

    handle = driver.engine.parts.model.register_forward_hook(hungry)
    driver.do(Predict((0,)))
    handle.remove()
    driver.do(Resume())

    assert driver.last(Refused).code == "out-of-memory"
    assert driver.ended.reason is Reason.COMPLETED


# Stopping before there is a run


@pytest.mark.parametrize("prepared", [False, True])
@pytest.mark.parametrize("command", [Stop(), Stop(Keep.NOTHING), Shutdown()])
def test_a_start_that_is_stopped_while_it_prepares_never_becomes_a_run(driver, tiny, tmp_path, prepared, command):
    if prepared:
        driver.do(Prepare(tiny))
    before = weights_of(driver) if prepared else None
    driver.do(Start(tiny, tmp_path / "run"), command)

    assert driver.last(Refused).code == "cancelled"
    assert not driver.of(RunStarted)
    assert not (tmp_path / "run").exists()
    assert driver.state == "idle"
    if before is not None:
        assert same(before, weights_of(driver))


def test_commands_may_arrive_while_an_engine_that_prepares_looks_for_a_stop():
    engine = Engine(lambda event: None)
    posting = threading.Thread(target=lambda: [engine.post(Pause()) for _ in range(20_000)])
    posting.start()
    while posting.is_alive():
        engine._leave_if_stopped()
    posting.join()

    assert len(engine._inbox) == 20_000


# Stopping at unlucky moments


def test_a_stop_that_meets_a_divergence_ends_the_run_and_saves_it(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Stop(Keep.LAST))

    assert driver.state == "idle"
    assert driver.ended.reason is Reason.DIVERGED
    kept = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


@pytest.mark.parametrize("keep", list(Keep))
def test_a_stop_while_validating_acts_at_once(driver, tiny, tmp_path, keep):
    recipe = tiny.with_values({"training.evaluation_batch_size": 16})
    driver.post(Start(recipe, tmp_path / "run"))
    turn_until(driver, "validating")
    driver.do(Stop(keep))

    reasons = {Keep.NOTHING: Reason.DISCARDED, Keep.FOR_LATER: Reason.INTERRUPTED}
    assert driver.ended.reason is reasons.get(keep, Reason.STOPPED)
    assert not driver.of(EpochEnded)
    assert (tmp_path / "run").exists() is (keep is not Keep.NOTHING)
    assert driver.engine.parts is not None
    assert driver.engine.parts.model.training


def test_a_stop_while_testing_keeps_the_run_and_says_that_it_was_not_tested(driver, tiny, tmp_path):
    driver.post(Start(tiny.with_values({"training.evaluation_batch_size": 16}), tmp_path / "run"))
    turn_until(driver, "testing")
    driver.do(Stop(Keep.LAST))

    assert driver.ended.reason is Reason.STOPPED
    assert "nan" not in str(driver.ended.message)
    assert driver.ended.summary.epochs == 2
    assert math.isnan(driver.ended.summary.test_accuracy)
    assert read_summary(tmp_path / "run")["test_accuracy"] is None
    assert (tmp_path / "run" / "best.pt").exists()


def test_discarding_while_testing_discards(driver, tiny, tmp_path):
    driver.post(Start(tiny.with_values({"training.evaluation_batch_size": 16}), tmp_path / "run"))
    turn_until(driver, "testing")
    driver.do(Stop(Keep.NOTHING))

    assert driver.ended.reason is Reason.DISCARDED
    assert not (tmp_path / "run").exists()


def test_discarding_leaves_what_a_person_put_into_the_folder(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH), SaveWeights(tmp_path / "run" / "mine.pt"), Stop(Keep.NOTHING))

    assert [path.name for path in (tmp_path / "run").iterdir()] == ["mine.pt"]


@pytest.mark.parametrize("keep", [Keep.LAST, Keep.BEST])
def test_stopping_before_the_first_epoch_keeps_the_weights_as_they_are(driver, tiny, tmp_path, keep):
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.BATCH))
    before = weights_of(driver)
    driver.do(Stop(keep))

    assert same(before, weights_of(driver))
    assert same(before, torch.load(tmp_path / "run" / "best.pt", weights_only=True))
    assert same(before, torch.load(tmp_path / "run" / "last.pt", weights_only=True))
    summary = driver.ended.summary
    assert (summary.epochs, summary.steps, summary.best_epoch, summary.weights) == (0, 1, 0, "last.pt")
    assert math.isnan(summary.validation_accuracy)
    assert summary.test_accuracy > 0


def test_finishing_the_epoch_outdoes_a_pause_that_has_not_acted_yet(driver, tiny):
    driver.post(Start(tiny.with_values({"training.epochs": 5})))
    for _ in range(3):
        driver.engine.turn()
    driver.do(Pause(), FinishEpoch())

    assert driver.ended.reason is Reason.STOPPED
    assert driver.ended.summary.epochs == 1


def test_a_run_paused_after_it_was_asked_to_finish_its_epoch_still_finishes_there(driver, tiny):
    driver.start(tiny.with_values({"training.epochs": 5}), paused=True)
    driver.do(FinishEpoch(), Pause())
    assert driver.state == "paused"
    driver.do(Resume())

    assert driver.ended.summary.epochs == 1


def test_the_best_epoch_is_the_one_whose_weights_were_tested(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"training.epochs": 4, "optimizer.lr": 0.02}), tmp_path / "run")

    rows = driver.last(RunStarted).history.epochs
    best = max(rows, key=lambda row: row.validation_accuracy)
    summary = driver.ended.summary
    assert summary.best_epoch == best.epoch
    assert summary.validation_accuracy == best.validation_accuracy
    assert [event.best for event in driver.of(EpochEnded)].count(True) >= 1
    assert same(weights_of(driver), torch.load(tmp_path / "run" / summary.weights, weights_only=True))


# Divergence


def diverged(driver: Driver, recipe: Recipe, folder: Path | None = None) -> None:
    """Bring a run to its second epoch and let it diverge there."""
    driver.start(recipe, folder, paused=True)
    driver.do(Advance(Unit.EPOCH))
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Resume())
    assert driver.last(Diverged)
    assert driver.state == "paused"


def test_after_a_divergence_the_model_has_the_last_good_weights_at_once(driver, tiny, tmp_path):
    diverged(driver, tiny, tmp_path / "run")

    good = torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert same(good, weights_of(driver))
    driver.do(Evaluate(Split.VALIDATION))
    assert math.isfinite(driver.last(Evaluated).evaluation.loss)


def test_weights_loaded_after_a_divergence_are_those_that_training_goes_on_from(driver, tiny, tmp_path):
    diverged(driver, tiny)
    other = {name: value * 0.5 for name, value in weights_of(driver).items()}
    torch.save(other, tmp_path / "other.pt")
    driver.do(LoadWeights(tmp_path / "other.pt"), Advance(Unit.PHASE))

    assert same(other, weights_of(driver))


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        ({"optimizer.name": "SGD", "optimizer.momentum": 0.5}, "optimizer.momentum", 0.9),
        ({"optimizer.name": "AdamW"}, "optimizer.weight_decay", 0.3),
        ({"optimizer.name": "RMSprop"}, "optimizer.momentum", 0.7),
    ],
)
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_hyperparameter_that_was_changed_stays_so_after_a_divergence(driver, tiny, changes, key, value, when):
    recipe = tiny.with_values(changes)
    driver.start(recipe, paused=True)
    driver.do(Advance(Unit.EPOCH))
    if when == "before":
        driver.do(SetHyperparameter(key, value))
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Resume())
    if when == "after":
        driver.do(SetHyperparameter(key, value))
    driver.do(Resume())

    assert driver.engine.parts is not None
    (group,) = driver.engine.parts.step.optimizer.param_groups
    assert group[key.partition(".")[2]] == value
    assert driver.ended.reason is Reason.COMPLETED


def test_weights_that_break_in_the_last_batch_are_noticed_at_the_end_of_the_epoch(driver, tiny, tmp_path):
    driver.start(tiny.with_values({"training.epochs": 1}), tmp_path / "run", paused=True)
    for _ in range(7):
        driver.do(Advance(Unit.BATCH))
    for _ in range(4):
        driver.do(Advance(Unit.PHASE))
    driver.do(Advance(Unit.PHASE))
    assert driver.last(StateChanged).phase == "step"
    poison(driver)
    driver.do(Resume())

    assert driver.state == "paused"
    assert driver.last(Diverged).step == 8
    driver.do(Stop(Keep.LAST))
    assert driver.ended.reason is Reason.DIVERGED


def test_an_epoch_with_a_batch_that_was_lost_has_the_mean_of_the_others(driver, tiny):
    driver.start(tiny.with_values({"data.limit": 250, "training.epochs": 1}), paused=True)
    driver.do(Advance(Unit.BATCH))
    driver.do(Advance(Unit.PHASE))
    poison(driver)
    driver.do(Resume())
    driver.do(Resume())

    history = driver.last(RunStarted).history
    (row,) = history.epochs
    assert len(history) == 7
    assert row.step == 7
    assert row.train_loss == pytest.approx(history.column("loss").mean(), rel=0.02)


def test_the_mean_of_an_epoch_counts_each_example_once(driver, tiny):
    driver.start(tiny.with_values({"data.limit": 250, "training.epochs": 1}))

    history = driver.last(RunStarted).history
    sizes = [32] * 7 + [26]
    assert history.epochs[0].train_loss == pytest.approx(np.average(history.column("loss"), weights=sizes), rel=1e-12)
    assert history.epochs[0].train_accuracy * 250 == pytest.approx(round(history.epochs[0].train_accuracy * 250))


def test_a_run_that_never_learns_a_number_ends_as_diverged_with_its_first_weights(driver, tiny, tmp_path):
    driver.start(tiny.with_values(EXPLODING), tmp_path / "run")
    while driver.state == "paused":
        driver.do(Stop(Keep.BEST))

    assert driver.ended.reason in (Reason.DIVERGED, Reason.STOPPED)
    kept = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in kept.values())


# Weights and models


def other_weights(tmp_path: Path, recipe: Recipe) -> Path:
    other = Driver()
    other.do(Prepare(recipe), SaveWeights(tmp_path / "other.pt"))
    return tmp_path / "other.pt"


def test_weights_of_another_recipe_bring_their_model(trained, tiny, tmp_path):
    wide = tiny.with_values({"model.hidden": 64})
    path = other_weights(tmp_path, wide)
    trained.do(LoadWeights(path, recipe=wide))

    assert trained.last(WeightsLoaded).report.fits
    assert trained.last(Prepared).recipe == wide
    assert same(weights_of(trained), torch.load(path, weights_only=True))


def test_weights_that_do_not_fit_another_recipe_leave_the_trained_model(trained, tiny, tmp_path):
    path = other_weights(tmp_path, tiny.with_values({"model.hidden": 64}))
    before = weights_of(trained)
    trained.do(LoadWeights(path, recipe=tiny.with_values({"model.hidden": 32})))

    assert trained.last(WeightsRefused).report.count("shape differs") == 5
    assert not trained.of(Prepared)
    assert same(before, weights_of(trained))
    trained.do(LoadWeights(tmp_path / "gone.pt", recipe=tiny.with_values({"model.hidden": 32})))
    assert trained.last(Refused).command == "LoadWeights"
    assert same(before, weights_of(trained))


def test_weights_for_the_same_model_go_into_the_one_that_is_there(trained, tiny, tmp_path):
    path = other_weights(tmp_path, tiny)
    trained.do(LoadWeights(path, recipe=tiny.with_values({"optimizer.lr": 0.5, "training.epochs": 9})))

    assert trained.of(WeightsLoaded)
    assert not trained.of(Prepared)


def test_during_a_run_weights_go_into_the_running_model_whatever_the_recipe_says(driver, tiny, tmp_path):
    path = other_weights(tmp_path, tiny)
    driver.start(tiny, paused=True)
    driver.do(LoadWeights(path, recipe=tiny.with_values({"model.hidden": 64})))

    assert driver.of(WeightsLoaded)
    assert len(driver.of(Prepared)) == 1


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("state", ["validating", "testing"])
def test_no_evaluation_is_of_two_models(driver, tiny, tmp_path, state, held):
    recipe = tiny.with_values({"training.epochs": 1, "training.evaluation_batch_size": 16})
    path = other_weights(tmp_path, tiny.with_values({"training.seed": 9}))
    plain = Driver()
    plain.start(recipe)
    driver.post(Start(recipe))
    turn_until(driver, state)
    driver.engine.turn()
    driver.engine.turn()
    if held:
        driver.do(Pause())
        assert driver.state == "paused"
    driver.do(LoadWeights(path))
    assert driver.of(WeightsLoaded)
    if driver.state == "paused":
        driver.do(Resume())

    split = Split.VALIDATION if state == "validating" else Split.TEST
    (evaluated,) = [event.evaluation for event in driver.of(Evaluated) if event.evaluation.split is split]
    (expected,) = [event.evaluation for event in plain.of(Evaluated) if event.evaluation.split is split]
    assert evaluated.loss == expected.loss
    assert driver.ended.reason is Reason.COMPLETED


def test_evaluating_in_the_middle_of_a_batch_finishes_the_batch_first(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(Advance(Unit.PHASE), Advance(Unit.PHASE))
    driver.do(Evaluate())

    assert driver.last(Evaluated).step == 1
    assert driver.state == "paused"
    assert len(driver.last(RunStarted).history) == 1


# Files that are no pictures


def broken_png() -> bytes:
    """A picture whose second chunk has no name; Pillow raises SyntaxError."""
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"\x00\x00\x00\x05\x01\x02\x03\x04hello"


@pytest.mark.parametrize("content", [b"", b"no picture", broken_png(), b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40)])
def test_a_file_that_is_no_picture_is_refused_and_the_run_goes_on(driver, tiny, tmp_path, content):
    path = tmp_path / "drawn.png"
    path.write_bytes(content)
    driver.start(tiny, paused=True)
    driver.do(PredictFiles((path,)), PredictFiles(()), PredictFiles((tmp_path,)))

    assert [event.code for event in driver.of(Refused)] == ["not-a-picture", "no-files", "not-a-picture"]
    assert str(path) in str(driver.of(Refused)[0].message)
    driver.do(Resume())
    assert driver.ended.reason is Reason.COMPLETED


def test_a_picture_of_any_size_and_kind_is_predicted(driver, tiny, tmp_path):
    paths = []
    for index, (mode, size) in enumerate([("L", (28, 28)), ("RGB", (300, 100)), ("RGBA", (1, 90)), ("P", (5, 5))]):
        paths.append(tmp_path / f"{index}.png")
        Image.new(mode, size, 1).save(paths[-1])
    driver.do(Prepare(tiny), PredictFiles(tuple(paths)))

    event = driver.last(PredictedFiles)
    assert event.images.shape == (4, 1, 28, 28)
    np.testing.assert_allclose(event.probabilities.sum(1), 1, rtol=1e-5)


def test_predictions_do_not_depend_on_how_many_are_asked_for_at_once(driver, tiny):
    recipe = tiny.with_values({"training.evaluation_batch_size": 7})
    driver.do(Prepare(recipe), Predict(tuple(range(50))), Predict((33,)))

    many, one = (event.probabilities for event in driver.of(Predicted))
    np.testing.assert_allclose(many[33], one[0], rtol=1e-5)


# Exceptions where none should be


def test_a_device_that_is_beyond_use_still_ends_the_run_with_its_event(driver, tiny, tmp_path):
    driver.start(tiny, tmp_path / "run", paused=True)
    assert driver.engine.parts is not None
    model = driver.engine.parts.model

    def gone(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA error: an illegal memory access was encountered")

    model.register_forward_hook(gone)
    model.state_dict = gone  # type: ignore[method-assign]
    driver.do(Resume())

    assert driver.ended.reason is Reason.FAILED
    assert "illegal memory access" in str(driver.ended.message)
    assert driver.state == "idle"
    driver.do(Start(tiny))
    assert driver.of(RunEnded)[-1].reason is Reason.COMPLETED


def test_a_listener_that_fails_once_ends_the_run_and_not_the_engine(tiny, tmp_path):
    events: list[Event] = []

    def emit(event: Event) -> None:
        events.append(event)
        if isinstance(event, EpochEnded):
            raise KeyError("a view")

    driver = Driver()
    driver.engine._emit = emit
    driver.do(Start(tiny, tmp_path / "run"))

    kinds = [type(event) for event in events]
    assert kinds.count(RunEnded) == kinds.count(RunStarted) == kinds.count(Crashed) == 1
    assert torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert not driver.engine.busy


def test_a_command_whose_receipt_cannot_be_told_is_not_posted():
    def deaf(event: Event) -> None:
        if isinstance(event, Acknowledged):
            raise RuntimeError("deaf")

    driver = Driver()
    driver.engine._emit = deaf
    with pytest.raises(RuntimeError, match="deaf"):
        driver.engine.post(Resume())

    assert not driver.engine.busy


def test_a_receipt_always_comes_before_what_the_command_does(tiny):
    driver = Driver()
    thread = threading.Thread(target=driver.engine.run)
    thread.start()
    driver.post(Prepare(tiny), Start(tiny), Shutdown())
    thread.join(60)

    assert not thread.is_alive()
    order = [event.command if isinstance(event, Acknowledged) else type(event).__name__ for event in driver.events]
    assert order.index("Prepare") < order.index("StateChanged")


def test_the_reason_of_every_command_error_is_a_whole_sentence(driver, tiny, tmp_path):
    commands: list[Command] = [
        Resume(),
        Evaluate(),
        FinishEpoch(),
        SaveWeights(tmp_path / "w.pt"),
        SetHyperparameter("optimizer.lr", 1),
        LoadWeights(tmp_path / "w.pt"),
        Start(tiny.with_values({"training.precision": "float16"})),
        Start(tiny.with_values({"loss.class_weights": [1.0, 2.0]})),
        Start(tiny.with_values({"optimizer.name": "SGD", "optimizer.nesterov": True})),
    ]
    driver.do(*commands)

    assert [event.command for event in driver.of(Refused)] == [type(command).__name__ for command in commands]
    for event in driver.of(Refused):
        assert str(event.message)[0].isupper() or str(event.message).startswith(("loss.", "optimizer.", "training."))
        assert str(event.message).endswith(".")
        assert "{" not in str(event.message)
    assert driver.state == "idle"


# What one run leaves to the next


def test_threads_and_tf32_are_those_of_the_recipe_and_of_a_failed_start_never(driver, tiny):
    driver.do(Prepare(tiny.with_values({"training.threads": 1, "training.tf32": True})))
    assert torch.get_num_threads() == 1
    assert torch.get_float32_matmul_precision() == "high"
    driver.do(Start(tiny.with_values({"training.threads": 2, "training.precision": "float16"})))
    assert (torch.get_num_threads(), torch.get_float32_matmul_precision()) == (1, "high")
    driver.do(Prepare(tiny.with_values({"training.threads": 2})))
    assert (torch.get_num_threads(), torch.get_float32_matmul_precision()) == (2, "highest")
    assert not torch.backends.cudnn.allow_tf32


def test_a_schedule_that_reacts_starts_afresh_in_each_run(driver, tiny):
    recipe = tiny.with_values(
        {
            "schedule.name": "plateau",
            "schedule.patience": 0,
            "schedule.threshold": 0.9,
            "training.epochs": 4,
            "training.best_by": "loss",
        }
    )
    driver.start(recipe)
    driver.start(recipe)

    first, second = (event.history.column("lr") for event in driver.of(RunStarted))
    assert first[-1] < first[0]
    np.testing.assert_array_equal(first, second)


def test_a_live_learning_rate_belongs_to_its_run_alone(driver, tiny):
    driver.start(tiny, paused=True)
    driver.do(SetHyperparameter("optimizer.lr", 0.5), Resume())
    driver.start(tiny)

    assert driver.of(RunStarted)[-1].history.column("lr")[0] == 0.001
    assert driver.engine.parts is not None
    assert driver.engine.parts.recipe == tiny


@pytest.mark.parametrize("changes", [{}, {"data.placement": "streamed", "data.workers": 0}])
def test_evaluations_and_predictions_in_between_draw_no_random_number(tiny, changes):
    recipe = tiny.with_values({"model.name": "mlp", "model.dropout": 0.3, **changes})
    plain, interrupted = Driver(), Driver()
    plain.start(recipe)
    interrupted.start(recipe, paused=True)
    interrupted.do(Advance(Unit.BATCH))
    interrupted.do(Evaluate(Split.VALIDATION), Predict((1,)), Evaluate(), Resume())

    np.testing.assert_array_equal(
        plain.last(RunStarted).history.column("loss"), interrupted.last(RunStarted).history.column("loss")
    )


def test_a_compiled_model_saves_plain_names_and_trains_as_the_plain_one(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr(assembly.torch, "compile", functools.partial(torch.compile, backend="eager"))
    plain, compiled = Driver(), Driver()
    plain.start(tiny.with_values({"training.epochs": 1}))
    compiled.start(tiny.with_values({"training.epochs": 1, "training.compile": True}), tmp_path / "run")

    assert compiled.ended.reason is Reason.COMPLETED
    assert compiled.engine.parts is not None
    assert compiled.engine.parts.step.forward is not compiled.engine.parts.model
    kept = torch.load(tmp_path / "run" / "best.pt", weights_only=True)
    assert same(kept, weights_of(plain))
    compiled.do(LoadWeights(tmp_path / "run" / "best.pt"), Start(tiny, keep_weights=True))
    assert compiled.of(RunEnded)[-1].reason is Reason.COMPLETED


def test_a_boundary_tells_where_a_run_is_held(driver, tiny):
    driver.start(tiny.with_values(EXPLODING))

    assert driver.engine.held_by_divergence
    assert driver.engine._point is Boundary.DIVERGED
    driver.do(Stop())
    assert not driver.engine.held_by_divergence


def test_progress_is_told_while_data_is_loaded(driver, tiny):
    driver.do(Prepare(tiny))

    fractions = [event.fraction for event in driver.of(Progress)]
    assert fractions
    assert fractions == sorted(fractions)
    assert all(0 <= fraction <= 1 for fraction in fractions)
    assert all(isinstance(event.message, Message) and str(event.message) for event in driver.of(Progress))


def test_an_error_of_ours_has_a_code_and_facts():
    error = TrainerError("some-code", "{what} is wrong.", what="This")

    assert (str(error), error.code, error.message.facts) == ("This is wrong.", "some-code", {"what": "This"})
