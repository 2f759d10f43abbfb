"""The engine looks into files when asked, a piece at a time, also while it trains, and survives what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from trainer_core.engine import inspector as answers
from trainer_core.errors import Message
from trainer_core.protocol.commands import (
    CompareWeights,
    InspectWeights,
    LoadWeights,
    MeasureTensors,
    Prepare,
    PreviewWeights,
    Start,
)
from trainer_core.protocol.events import EpochEnded, Refused, StateChanged, WeightsLoaded
from trainer_core.protocol.inspection_events import (
    InspectionFailed,
    TensorsMeasured,
    TensorsMoved,
    WeightsCompared,
    WeightsInspected,
    WeightsPreviewed,
)
from trainer_core.protocol.weights_choice import Rename, RenameKind, WeightsChoice
from trainer_core.protocol.weights_report import TensorStatistics
from trainer_core.weights.weights_file import PIECE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    torch.save({"a.weight": torch.ones(3, 2), "b": torch.zeros(4)}, tmp_path / "w.pt")
    return tmp_path / "w.pt"


def test_inspecting_and_measuring_need_no_model(driver, path: Path) -> None:
    driver.do(InspectWeights(path), MeasureTensors(path, ("a.weight", "nope")))
    assert [entry.key for entry in driver.last(WeightsInspected).report.entries] == ["a.weight", "b"]
    (event,) = driver.of(TensorsMeasured)
    assert event.done
    assert isinstance(event.statistics["a.weight"], TensorStatistics)
    assert isinstance(event.statistics["nope"], Message)


def test_a_file_that_cannot_be_read_is_told_and_refuses_nothing_else(driver, tmp_path: Path) -> None:
    driver.do(InspectWeights(tmp_path / "none.pt"))
    event = driver.last(InspectionFailed)
    assert (event.command, event.path, event.code) == ("InspectWeights", tmp_path / "none.pt", "missing-file")
    assert not driver.of(Refused)


def test_a_file_that_was_replaced_is_opened_again(driver, path: Path) -> None:
    driver.do(InspectWeights(path))
    torch.save({"new": torch.ones(2)}, path)
    driver.do(MeasureTensors(path, ("new",)))
    assert driver.last(TensorsMeasured).statistics["new"].norm == pytest.approx(2**0.5)


def test_a_comparison_tells_its_verdicts_first_and_then_how_far_values_moved(driver, path: Path) -> None:
    other = path.with_name("other.pt")
    torch.save({"a.weight": torch.ones(3, 2) * 2, "c": torch.ones(1)}, other)
    driver.do(CompareWeights(path, other))
    order = [type(event) for event in driver.events if isinstance(event, (WeightsCompared, TensorsMoved))]
    assert order == [WeightsCompared, TensorsMoved]
    moved = driver.last(TensorsMoved)
    assert moved.fraction == 1.0
    assert moved.movements["a.weight"].relative == 1.0


def test_a_new_comparison_takes_the_place_of_the_one_under_way(driver, path: Path) -> None:
    driver.post(CompareWeights(path, path), CompareWeights(path, path.with_name("none.pt")))
    driver.engine.drive()
    assert not driver.of(WeightsCompared)
    assert driver.last(InspectionFailed).path == path.with_name("none.pt")


def test_long_measuring_is_told_in_parts(driver, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "REPORT_SECONDS", 0.0)
    driver.do(MeasureTensors(path, ("a.weight", "b")))
    assert [(list(event.statistics), event.done) for event in driver.of(TensorsMeasured)] == [
        (["a.weight"], False),
        (["b"], True),
    ]


def test_a_run_goes_on_between_the_pieces_of_a_large_tensor(driver, tiny, tmp_path: Path) -> None:
    torch.save({"large": torch.ones(6 * PIECE)}, tmp_path / "large.pt")
    driver.post(Start(tiny))
    while not driver.of(StateChanged) or driver.state != "training":
        driver.engine.turn()
    driver.post(MeasureTensors(tmp_path / "large.pt", ("large",)))
    turns = 0
    while not driver.of(TensorsMeasured):
        driver.engine.turn()
        turns += 1
    assert turns >= 12
    assert driver.of(EpochEnded) or driver.state == "validating"
    driver.engine.drive()
    assert driver.ended.reason == "completed"


def test_measuring_changes_no_number_of_a_run(driver, tiny, path: Path) -> None:
    driver.start(tiny)
    losses = [event.row.train_loss for event in driver.of(EpochEnded)]
    again = type(driver)()
    again.post(Start(tiny))
    again.engine.turn()
    again.do(MeasureTensors(path, ("a.weight", "b")), CompareWeights(path, path))
    assert [event.row.train_loss for event in again.of(EpochEnded)] == losses


def test_a_preview_says_what_loading_then_does(driver, tiny, tmp_path: Path) -> None:
    driver.do(Prepare(tiny))
    model = driver.engine.parts.model
    state = {f"net.{key}": value + 1 for key, value in model.state_dict().items()}
    first = next(iter(state))
    state[first] = torch.ones(2, 2)
    state["net.more"] = torch.ones(1)
    path = tmp_path / "w.pt"
    torch.save({"model": state}, path)
    choice = WeightsChoice((*tuple(state)[:-2], "net.more"), (Rename(RenameKind.STRIP_PREFIX, "net."),))
    driver.do(PreviewWeights(path, choice))
    preview = driver.last(WeightsPreviewed)
    assert preview.choice == choice
    driver.do(LoadWeights(path, only_what_fits=True, recipe=tiny, choice=choice))
    loaded = driver.last(WeightsLoaded)
    assert loaded.report.keys == preview.report.keys
    counts = {verdict: loaded.report.count(verdict) for verdict in ("shape differs", "unexpected", "missing")}
    assert counts == {"shape differs": 1, "unexpected": 1, "missing": 1}


def test_a_preview_of_a_choice_that_cannot_be_is_told(driver, tiny, path: Path) -> None:
    driver.do(PreviewWeights(path, WeightsChoice()))
    assert driver.last(InspectionFailed).code == "no-model"
    driver.do(Prepare(tiny), PreviewWeights(path, WeightsChoice(("nope",))))
    assert driver.last(InspectionFailed).code == "missing-keys"
    torch.save([torch.ones(2)], path)
    driver.do(PreviewWeights(path, WeightsChoice()))
    assert driver.last(InspectionFailed).code == "no-state-dict"


def test_a_snapshot_of_a_run_is_laid_out_and_its_model_goes_into_the_model(driver, tiny, tmp_path: Path) -> None:
    driver.start(tiny, tmp_path / "run")
    newest = max((tmp_path / "run" / "snapshots").glob("*.pt"))
    driver.do(InspectWeights(newest))
    report = driver.last(WeightsInspected).report
    keys = {entry.key for entry in report.entries}
    assert {"position/step", "recipe", "optimizer/state/0/exp_avg"} <= keys
    model = driver.engine.parts.model.state_dict()
    assert {entry.name: entry.shape for entry in report.loadable} == {
        key: tuple(value.shape) for key, value in model.items()
    }
    driver.do(LoadWeights(newest, recipe=tiny))
    assert driver.last(WeightsLoaded).report.fits
