"""The engine when things go wrong: starts that fail, files that are no pictures, exceptions where none should be."""

from __future__ import annotations

import struct
import threading
import zlib

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver, same, weights_of
from trainer_core.engine.engine import Engine
from trainer_core.errors import TrainerError
from trainer_core.protocol.commands import (
    Command,
    Evaluate,
    FinishEpoch,
    LoadWeights,
    Prepare,
    SaveWeights,
    SetHyperparameter,
    Shutdown,
    Start,
    Unpause,
)
from trainer_core.protocol.events import (
    Acknowledged,
    Crashed,
    EpochEnded,
    Event,
    Prepared,
    Reason,
    Refused,
    RunEnded,
    RunStarted,
)
from trainer_core.protocol.predicting import PathsPredicted, Predict, Predicted, PredictPaths
from trainer_core.training import assembly


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
    assert "too little memory for the model neural_network" in str(driver.last(Refused).message)
    assert driver.state == "idle"


def test_no_memory_to_begin_with_leaves_no_folder_that_stands_in_the_way(driver, tiny, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise torch.OutOfMemoryError("no memory")

    monkeypatch.setattr("trainer_core.training.checkpoints._copy_in_main_memory", fail)
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
    driver.do(Unpause())

    assert driver.last(Refused).code == "out-of-memory"
    assert driver.ended.reason is Reason.COMPLETED


# Files that are no pictures


def broken_png() -> bytes:
    """A picture whose second chunk has no name; Pillow raises SyntaxError."""
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"\x00\x00\x00\x05\x01\x02\x03\x04hello"


@pytest.mark.parametrize("content", [b"", b"no picture", broken_png(), b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(40)])
def test_a_file_that_is_no_picture_costs_its_row_and_the_run_goes_on(driver, tiny, tmp_path, content):
    path = tmp_path / "drawn.png"
    path.write_bytes(content)
    driver.start(tiny, paused=True)
    driver.do(PredictPaths((path,)))

    (code, message) = driver.last(PathsPredicted).predictions.problems[0]
    assert code == "not-a-picture"
    assert str(path) in str(message)
    driver.do(Unpause())
    assert driver.ended.reason is Reason.COMPLETED


def test_a_picture_of_any_size_and_kind_is_predicted(driver, tiny, tmp_path):
    paths = []
    for index, (mode, size) in enumerate([("L", (28, 28)), ("RGB", (300, 100)), ("RGBA", (1, 90)), ("P", (5, 5))]):
        paths.append(tmp_path / f"{index}.png")
        Image.new(mode, size, 1).save(paths[-1])
    driver.do(Prepare(tiny), PredictPaths(tuple(paths)))

    told = [event.predictions for event in driver.of(PathsPredicted)]
    assert np.concatenate([each.images for each in told]).shape == (4, 1, 28, 28)
    np.testing.assert_allclose(np.concatenate([each.answers for each in told]).sum(1), 1, rtol=1e-5)


def test_predictions_do_not_depend_on_how_many_are_asked_for_at_once(driver, tiny):
    recipe = tiny.with_values({"training.evaluation_batch_size": 7})
    driver.do(Prepare(recipe), Predict(tuple(range(50))), Predict((33,)))

    many, one = (event.predictions for event in driver.of(Predicted))
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
    driver.do(Unpause())

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

    engine = Engine(emit)
    engine.post(Start(tiny, tmp_path / "run"))
    engine.drive()

    kinds = [type(event) for event in events]
    assert kinds.count(RunEnded) == kinds.count(RunStarted) == kinds.count(Crashed) == 1
    assert torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    assert not engine.busy


def test_a_command_whose_receipt_cannot_be_told_is_not_posted():
    def deaf(event: Event) -> None:
        if isinstance(event, Acknowledged):
            raise RuntimeError("deaf")

    engine = Engine(deaf)
    with pytest.raises(RuntimeError, match="deaf"):
        engine.post(Unpause())

    assert not engine.busy


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
        Unpause(),
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


def test_an_error_of_ours_has_a_code_and_facts():
    error = TrainerError("some-code", "{what} is wrong.", what="This")

    assert (str(error), error.code, error.message.facts) == ("This is wrong.", "some-code", {"what": "This"})
