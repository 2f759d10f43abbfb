"""What a run keeps to be shown again: complete, exact when it is resumed, and without a bit of the training changed."""

from __future__ import annotations

import gc
import shutil
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, dropped, whole
from trainer_core import Recipe
from trainer_core.compute import randomness
from trainer_core.errors import RunFolderError
from trainer_core.inside.compare import versions_of
from trainer_core.library.replay import Replay
from trainer_core.protocol.answer_map import AnswersMapped
from trainer_core.protocol.commands import Advance, MapAnswers, Split, Start, Unit, Unpause
from trainer_core.protocol.events import DiskTrouble, Evaluated, Logged, Reason
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.shown.folder import SHOWN, ShownFolder
from trainer_core.training import answers as answering
from trainer_core.training import recorder, shown_maps
from trainer_core.training import shown as recording
from trainer_core.training.answer_ground import Ground
from trainer_core.training.assembly import Parts
from trainer_core.training.share import Share

WITH_DROPOUT = {
    "name": "layers",
    "layers": [
        {"type": "Flatten"},
        {"type": "Linear", "out_features": 16},
        {"type": "ReLU"},
        {"type": "Dropout"},
        {"type": "Linear", "out_features": 10},
    ],
}


PLANE = {
    "data": {"source": "moons", "batch_size": 64},
    "loss": {"name": "BCEWithLogitsLoss"},
    "training": {"epochs": 2, "device": "cpu", "threads": 1},
}
LINE = {
    "data": {"source": "wave", "batch_size": 64},
    "loss": {"name": "MSELoss"},
    "training": {"epochs": 2, "device": "cpu", "threads": 1},
}


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep answers as often as a batch is looked at, whatever that takes."""
    monkeypatch.setattr(recording, "_INTERVAL", 0.0)
    monkeypatch.setattr(recording, "_ALLOWANCE", 1e9)
    monkeypatch.setattr(shown_maps, "_INTERVAL", 0.0)
    monkeypatch.setattr(shown_maps, "_ALLOWANCE", 1e9)


def by_place(replay: Replay) -> dict[tuple[int, int], np.ndarray]:
    answers = replay.answers
    assert answers is not None
    return {(int(answers.steps[at]), int(answers.epochs[at])): answers.at(at) for at in range(len(answers))}


@pytest.mark.parametrize("inputs", ["images", "plane"])
def test_no_number_of_the_run_is_another_though_the_model_draws_when_it_answers(
    tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, eager: None, inputs: str
) -> None:
    recipe = Recipe.from_dict({**tiny.to_dict(), "model": WITH_DROPOUT})
    if inputs == "plane":
        layers = [*WITH_DROPOUT["layers"][1:-1], {"type": "Linear", "out_features": 1}]
        recipe = Recipe.from_dict({**PLANE, "model": {"name": "layers", "layers": layers}})
    asked = answering.answers

    def drawing(parts: Parts, raw: torch.Tensor) -> torch.Tensor:
        torch.rand(7)
        np.random.random(7)
        return asked(parts, raw)

    monkeypatch.setattr(answering, "answers", drawing)
    whole(recipe, tmp_path / "with")
    whole(recipe.with_values({"training.replay": False}), tmp_path / "without")

    assert_same_run(tmp_path / "with", tmp_path / "without")
    kept = Replay.read(tmp_path / "with")
    assert len(by_place(kept)) >= 3
    assert (kept.maps is not None and len(kept.maps) >= 3) is (inputs == "plane")
    assert not (tmp_path / "without" / SHOWN).exists()


def test_generators_that_have_moved_are_put_back(tiny: Recipe) -> None:
    randomness.seed_all(3)
    expected = (torch.rand(3), np.random.random())
    randomness.seed_all(3)
    with randomness.undisturbed():
        torch.rand(100)
        np.random.random(5)
    assert torch.equal(torch.rand(3), expected[0])
    assert np.random.random() == expected[1]


def test_answers_evaluations_log_and_weights_are_those_of_the_run(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    driver.do(Start(tiny.with_values({"training.epoch_weights": True}), tmp_path / "run", paused=True))
    driver.do(Advance(Unit.EPOCH))
    replay = Replay.read(tmp_path / "run")
    assert replay.examples is not None
    driver.do(Predict(replay.examples.indices))
    predicted = driver.last(Predicted)
    np.testing.assert_array_equal(by_place(replay)[8, 1], predicted.predictions.astype(np.float16).astype(np.float32))
    np.testing.assert_array_equal(replay.examples.images, predicted.images)
    np.testing.assert_array_equal(replay.examples.truth, predicted.truth)
    assert np.bincount(replay.examples.truth).max() <= 3, "every class about as often"
    driver.do(Unpause())

    replay = Replay.read(tmp_path / "run")
    told = driver.of(Evaluated)
    assert [(each.epoch, each.step, each.split) for each in replay.evaluations] == [
        *((event.epoch, event.step, event.evaluation.split) for event in told),
    ]
    for kept, event in zip(replay.evaluations, told, strict=True):
        evaluation = kept.read()
        assert evaluation.values == event.evaluation.values
        assert evaluation.examples == event.evaluation.examples
        for name in ("truth", "predicted", "confidence", "confusion"):
            np.testing.assert_array_equal(getattr(evaluation.scores, name), getattr(event.evaluation.scores, name))
    assert [line.message for line in replay.log] == [event.message for event in driver.of(Logged)]
    assert (replay.log[-1].step, replay.log[-1].epoch) == (16, 2)
    assert [(each.epoch, each.step) for each in replay.weights] == [(0, 0), (1, 8), (2, 16)]
    last = torch.load(replay.weights[-1].path, weights_only=True)
    assert all(torch.equal(value, last[name]) for name, value in torch.load(tmp_path / "run" / "last.pt").items())
    assert "shown/epochs/epoch-00001.pt" in {version.file for version in versions_of(tmp_path / "run")}


@pytest.mark.parametrize("values", [PLANE, LINE], ids=["plane", "line"])
def test_a_model_with_one_or_two_inputs_is_shown_all_over_them(driver, values, tmp_path, monkeypatch) -> None:
    driver.do(Start(Recipe.from_dict(values), tmp_path / "run", paused=True))
    driver.do(Advance(Unit.EPOCH))
    kept = Replay.read(tmp_path / "run").maps
    assert kept is not None
    with monkeypatch.context() as patch:
        # As far as the data goes, where it is recorded.
        patch.setattr(Ground.of.__func__, "__kwdefaults__", {"margin": 0.0})
        driver.do(MapAnswers(len(kept.grid.axes[0].places)))
    asked = driver.last(AnswersMapped)
    shown = kept.at(asked.step, asked.run, 0)
    assert shown is not None
    assert (shown.step, int(kept.steps[0])) == (asked.step, 0)
    bits = np.float16 if kept.grid.probabilities else np.float32
    np.testing.assert_array_equal(shown.answered, asked.answered.astype(bits).astype(np.float32))
    for mine, theirs in zip(shown.axes, asked.axes, strict=True):
        assert mine.name == theirs.name
        np.testing.assert_array_equal(mine.places, theirs.places)
    for points, others in zip(shown.points, asked.points, strict=True):
        np.testing.assert_array_equal(points.answered, others.answered.astype(bits).astype(np.float32))
        for name in ("split", "of", "places", "truth", "rows"):
            np.testing.assert_array_equal(getattr(points, name), getattr(others, name))
    driver.do(Unpause())
    whole = Replay.read(tmp_path / "run")
    assert not whole.problems
    assert whole.maps is not None
    assert int(whole.maps.steps[-1]) == len(whole.history) == 2 * asked.step


def test_a_resumed_run_has_kept_the_maps_that_one_without_a_break_has(tmp_path: Path, eager: None) -> None:
    recipe = Recipe.from_dict(PLANE)
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", 5)
    continued(tmp_path / "broken")
    assert_same_run(tmp_path / "whole", tmp_path / "broken")
    one, other = (Replay.read(tmp_path / name).maps for name in ("whole", "broken"))
    assert one is not None
    assert other is not None
    assert other.grid.same_as(one.grid)
    assert len(set(other.steps.tolist())) > 3
    for step in set(one.steps.tolist()) & set(other.steps.tolist()):
        first, second = one.at(step, 1, 0), other.at(step, 1, 0)
        assert first is not None
        assert second is not None
        np.testing.assert_array_equal(first.answered, second.answered)


def test_a_model_that_takes_no_place_of_the_grid_loses_its_maps_alone(driver, tmp_path, monkeypatch) -> None:
    asked = answering.answers

    def broken(parts: Parts, raw: torch.Tensor) -> torch.Tensor:
        if len(raw) > 24:
            raise IndexError("no such place")
        return asked(parts, raw)

    monkeypatch.setattr(answering, "answers", broken)
    driver.start(Recipe.from_dict(PLANE), tmp_path / "run")

    assert driver.ended.reason is Reason.COMPLETED
    told = [str(event.message) for event in driver.of(Logged) if "recorded for" in str(event.message)]
    assert told == [
        "The decision boundary or fitted curve is not recorded for replay: no such place. Training continues."
    ]
    replay = Replay.read(tmp_path / "run")
    assert replay.maps is None
    assert replay.answers is not None
    assert int(replay.answers.steps[-1]) == len(replay.history)


def test_a_model_that_would_be_waited_for_is_not_asked_all_over_its_inputs(driver, tmp_path, monkeypatch) -> None:
    asked: list[int] = []
    plain = shown_maps.answers_aside

    def slow(parts: Parts, raw: torch.Tensor) -> torch.Tensor:
        asked.append(len(raw))
        time.sleep(len(raw) / 1000)
        return plain(parts, raw)

    monkeypatch.setattr(shown_maps, "answers_aside", slow)
    driver.start(Recipe.from_dict(PLANE), tmp_path / "run")

    assert driver.ended.reason is Reason.COMPLETED
    assert asked == [64, 64]
    assert Replay.read(tmp_path / "run").maps is None


def test_where_maps_take_too_much_the_beginning_and_the_end_are_kept(driver, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shown_maps, "_ALLOWANCE", 0.0)
    monkeypatch.setattr(shown_maps, "SHARE", 0.0)
    driver.start(Recipe.from_dict(PLANE), tmp_path / "run")

    replay = Replay.read(tmp_path / "run")
    assert replay.maps is not None
    assert replay.maps.steps.tolist() == [0, len(replay.history)]


@pytest.mark.parametrize("leave", [broken_off, dropped])
def test_a_resumed_run_has_kept_what_one_without_a_break_has(leave, tiny, tmp_path, eager) -> None:
    recipe = tiny.with_values({"training.epoch_weights": True, "training.epochs": 3})
    whole(recipe, tmp_path / "whole")
    leave(recipe, tmp_path / "broken", 13)
    shown = ShownFolder(tmp_path / "broken")
    later = Replay.read(tmp_path / "whole").evaluations[-1]
    for name in ("test.npz", "epoch-00003.npz", "epochs/epoch-00002.pt"):
        shutil.copy(later.path, shown.path / name)
    continued(tmp_path / "broken")

    one, other = Replay.read(tmp_path / "whole"), Replay.read(tmp_path / "broken")
    assert not other.problems
    answers, again = by_place(one), by_place(other)
    assert {(0, 0), (8, 1), (16, 2), (24, 3)} <= answers.keys() & again.keys()
    for place in answers.keys() & again.keys():
        np.testing.assert_array_equal(answers[place], again[place])
    assert other.answers is not None
    assert len(again) == len(other.answers), "no place comes twice"
    first, second = ([each.path.read_bytes() for each in replay.evaluations] for replay in (one, other))
    assert first == second
    for kept, replayed in zip(one.weights, other.weights, strict=True):
        then, now = (torch.load(each.path, weights_only=True) for each in (kept, replayed))
        assert all(torch.equal(value, now[name]) for name, value in then.items())
    places = [(line.step, line.epoch) for line in other.log]
    assert places == sorted(places)


def test_a_failing_write_is_made_up_for_and_never_ends_the_run(driver, tiny, tmp_path, monkeypatch) -> None:
    driver.start(tiny, tmp_path / "run", paused=True)

    def full(self: RunFolder, write: object) -> None:
        raise RunFolderError("disk-full", "There is no room to write {path}.", path=str(self.path))

    with monkeypatch.context() as patch:
        patch.setattr(RunFolder, "write_shown", full)
        driver.do(Advance(Unit.EPOCH))
        assert not (tmp_path / "run" / SHOWN / "epoch-00001.npz").exists()
    shutil.rmtree(tmp_path / "run" / SHOWN)
    driver.do(Unpause())

    assert driver.ended.reason is Reason.COMPLETED
    assert [event.over for event in driver.of(DiskTrouble)] == [False, True]
    assert sum("no room" in str(event.message) for event in driver.of(Logged)) == 1
    replay = Replay.read(tmp_path / "run")
    assert not replay.problems
    assert {(8, 1), (16, 2)} <= by_place(replay).keys()
    assert [each.split for each in replay.evaluations] == [Split.VALIDATION, Split.VALIDATION, Split.TEST]


def test_a_folder_that_stays_unwritable_does_not_make_the_run_a_failure(driver, tiny, tmp_path, monkeypatch) -> None:
    def full(self: RunFolder, write: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunFolder, "write_shown", full)
    driver.start(tiny, tmp_path / "run")
    assert driver.ended.reason is Reason.COMPLETED


def test_a_model_that_cannot_answer_is_told_of_once_and_trained_all_the_same(
    driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(parts: Parts, raw: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("no batch of 24 for me")

    monkeypatch.setattr(answering, "answers", broken)
    driver.start(tiny, tmp_path / "run")

    assert driver.ended.reason is Reason.COMPLETED
    told = [str(event.message) for event in driver.of(Logged) if "recorded for a replay" in str(event.message)]
    assert told == [
        "The model's answers are no longer recorded for a replay: no batch of 24 for me. Training continues."
    ]
    replay = Replay.read(tmp_path / "run")
    assert (replay.examples, replay.answers, len(replay.evaluations)) == (None, None, 3)


def test_where_it_takes_too_much_the_beginning_and_the_end_are_kept(
    driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_ALLOWANCE", 0.0)
    monkeypatch.setattr(recording, "_SHARE", 0.0)
    driver.start(tiny.with_values({"training.epochs": 3}), tmp_path / "run")

    replay = Replay.read(tmp_path / "run")
    assert list(by_place(replay)) == [(0, 0), (24, 3)]
    assert [(each.epoch, each.split) for each in replay.evaluations] == [(3, Split.VALIDATION), (3, Split.TEST)]


def test_other_examples_begin_the_answers_anew(tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_off(tiny, tmp_path / "run", 13)
    monkeypatch.setattr(recording, "FIXED", 5)
    continued(tmp_path / "run")

    replay = Replay.read(tmp_path / "run")
    assert replay.examples is not None
    assert len(replay.examples.indices) == 5
    assert (0, 0) not in by_place(replay)
    assert (16, 2) in by_place(replay)


@pytest.fixture
def stingy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing may be kept that takes time."""
    monkeypatch.setattr(recording, "_ALLOWANCE", 0.0)
    monkeypatch.setattr(recording, "_SHARE", 0.0)


def test_the_newest_validation_is_kept_where_an_error_breaks_the_run_off(
    driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stingy: None
) -> None:
    driver.start(tiny.with_values({"training.epochs": 3}), tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    driver.do(Advance(Unit.EPOCH))
    assert not list((tmp_path / "run" / SHOWN).glob("epoch-*"))

    def broken(*_: object) -> None:
        raise RuntimeError("no more")

    assert driver.engine.parts is not None
    monkeypatch.setattr(driver.engine.parts.model, "forward", broken)
    driver.do(Unpause())

    assert driver.ended.reason is Reason.FAILED
    (kept,) = Replay.read(tmp_path / "run").evaluations
    assert (kept.epoch, kept.read().values) == (2, driver.of(Evaluated)[-1].evaluation.values)


def test_a_validation_that_took_too_much_is_kept_as_soon_as_there_is_time(
    driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stingy: None
) -> None:
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    assert not Replay.read(tmp_path / "run").evaluations
    monkeypatch.setattr(Share, "affordable", lambda self, seconds: True)
    # It is looked at where numbers are sent, twenty times a second.
    monkeypatch.setattr(recorder, "_SECONDS", 0.0)
    driver.do(Advance(Unit.BATCH))
    assert [each.epoch for each in Replay.read(tmp_path / "run").evaluations] == [1]


def test_what_waits_for_room_on_the_disk_holds_no_evaluation_in_memory(
    driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: RunFolder, write: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunFolder, "write_shown", full)
    gc.collect()
    before = [each for each in gc.get_objects() if type(each) is Evaluated]
    driver.start(tiny, tmp_path / "run", paused=True)
    driver.do(Advance(Unit.EPOCH))
    assert driver.of(Evaluated)
    driver.events.clear()
    gc.collect()
    left = {id(each) for each in gc.get_objects() if type(each) is Evaluated}
    assert left <= {id(each) for each in before}
