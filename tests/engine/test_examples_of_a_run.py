"""What the engine tells of single training examples: lists that deserve a look, and neighbours."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest
import torch
import torch.nn.functional as F

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.data.corrections import ExampleKey, write_corrections
from trainer_core.history.example_lists import ExampleFacts, ExampleList, Losses, example_facts, listed, members
from trainer_core.protocol.commands import Prepare, Split
from trainer_core.protocol.events import Progress, Refused
from trainer_core.protocol.examples import (
    ExamplesListed,
    FindNeighbours,
    ListExamples,
    LossesShown,
    NeighboursFound,
    ShowLosses,
    StopListing,
)
from trainer_core.protocol.reports import ListedExample
from trainer_core.runs.example_losses import read_example_losses
from trainer_core.runs.run_files import EXAMPLES


def test_a_list_names_its_examples_and_passes_over_those_that_are_left_out_now(
    driver: Driver, tiny: Recipe, tmp_path: Path
) -> None:
    driver.start(tiny, tmp_path / "run")
    driver.do(ListExamples(tmp_path / "run", ExampleList.HARDEST, most=5))
    told = driver.last(ExamplesListed)

    expected = listed(example_facts(read_example_losses(tmp_path / "run")), ExampleList.HARDEST)
    assert told.total == 256
    assert told.epochs == 2
    facts = example_facts(read_example_losses(tmp_path / "run"))
    assert told.totals == tuple(int(members(facts, which).sum()) for which in ExampleList)
    assert told.lists == tuple(ExampleList)
    assert [example.index for example in told.examples] == expected.places[:5].tolist()
    assert [example.score for example in told.examples] == expected.scores[:5].tolist()
    dataset = driver.engine.parts.dataset
    for example in told.examples:
        assert example.key == ExampleKey(row=int(dataset.origins[0].rows[example.index]))
        assert example.label == dataset.class_names[int(dataset.train.targets[example.index])]

    worst = told.examples[0]
    write_corrections(tmp_path / "c.jsonl", {worst.key: None})
    driver.do(Prepare(tiny.with_values({"data.corrections": str(tmp_path / "c.jsonl")})))
    driver.do(ListExamples(tmp_path / "run", ExampleList.HARDEST, most=4))
    assert [each.key for each in driver.last(ExamplesListed).examples] == [each.key for each in told.examples[1:]]
    assert driver.last(ExamplesListed).total == 255

    following = driver.last(ExamplesListed).examples[0]
    driver.do(ShowLosses(tmp_path / "run", following.index))
    shown = driver.last(LossesShown)
    assert np.isclose(shown.losses[-1], following.loss)
    assert np.isclose(shown.losses.mean(), following.mean)
    assert bool(shown.right[-1]) is following.right
    driver.do(ShowLosses(tmp_path / "run", 255))
    assert driver.last(Refused).code == "no-such-example"


def test_no_file_of_the_run_stays_open_once_its_lists_and_losses_are_told(
    driver: Driver, tiny: Recipe, tmp_path: Path
) -> None:
    driver.start(tiny, tmp_path / "run")
    for which in ExampleList:
        driver.do(ListExamples(tmp_path / "run", which, most=5), ShowLosses(tmp_path / "run", 3))
    assert driver.last(LossesShown).losses.shape == (2,)
    driver.events.clear()
    assert [file.path for file in psutil.Process().open_files() if file.path.endswith(EXAMPLES)] == []


def test_data_of_another_size_is_refused(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    driver.start(tiny, tmp_path / "run")
    driver.do(Prepare(tiny.with_values({"data.limit": 100})))
    driver.do(ListExamples(tmp_path / "run"))

    assert driver.last(Refused).code == "changed-data"


def test_neighbours_are_those_whose_last_hidden_layer_points_the_same_way(driver: Driver, tiny: Recipe) -> None:
    driver.start(tiny.with_values({"training.evaluation_batch_size": 100}))
    parts = driver.engine.parts
    with torch.no_grad():
        stack = parts.model.linear_relu_stack[:-1]
        of = [
            stack(parts.prepared(each.gathered()[0]).flatten(1)) for each in (parts.dataset.train, parts.dataset.test)
        ]
        train, test = (F.normalize(each) for each in of)

    driver.do(FindNeighbours(7, Split.TRAINING, count=5))
    own = driver.last(NeighboursFound)
    driver.do(FindNeighbours(7, Split.TEST, count=5))
    other = driver.last(NeighboursFound)

    likeness = train @ train[7]
    likeness[7] = -1
    for told, expected in ((own, likeness), (other, train @ test[7])):
        values, _ = expected.topk(5)
        assert torch.allclose(torch.tensor(told.cosines), values, atol=1e-5)
        assert torch.allclose(expected[list(told.neighbours)], values, atol=1e-5)
    assert 7 not in own.neighbours
    assert not any(module._forward_pre_hooks for module in parts.model.modules())


def test_a_search_is_broken_off_and_a_list_of_losses_does_not_wait_behind_it(
    driver: Driver, tiny: Recipe, tmp_path: Path
) -> None:
    driver.start(tiny.with_values({"training.evaluation_batch_size": 32}), tmp_path / "run")
    doubtful, hardest = ListExamples(tmp_path / "run"), ListExamples(tmp_path / "run", ExampleList.HARDEST, most=1)
    near, other = FindNeighbours(7), FindNeighbours(8)
    driver.post(doubtful, near, other)
    driver.engine.turn()
    driver.post(hardest)
    driver.engine.turn()
    assert [event.answers for event in driver.of(ExamplesListed)] == [hardest.id]

    driver.do(StopListing(doubtful.id), StopListing(near.id))
    assert {(event.answers, event.code) for event in driver.of(Refused)} == {
        (doubtful.id, "cancelled"),
        (near.id, "cancelled"),
    }
    assert [event.answers for event in driver.of(NeighboursFound)] == [other.id]
    assert len(driver.of(ExamplesListed)) == 1


@pytest.mark.parametrize("which", [ExampleList.MISLABELLED, ExampleList.CONFIDENT, ExampleList.HARDEST])
def test_a_list_is_told_in_pages_and_the_losses_are_summed_up_once(
    which: ExampleList, driver: Driver, tiny: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.start(tiny, tmp_path / "run")
    sums: list[int] = []

    def counted(losses: Losses) -> ExampleFacts:
        sums.append(len(losses))
        return example_facts(losses)

    monkeypatch.setattr("trainer_core.engine.run_examples.example_facts", counted)
    driver.do(ListExamples(tmp_path / "run", which, most=0))
    whole, asked = driver.last(ExamplesListed), len(driver.of(Progress))
    paged: list[ListedExample] = []
    while len(paged) < whole.total:
        driver.do(ListExamples(tmp_path / "run", which, most=100, first=len(paged)))
        paged += driver.last(ExamplesListed).examples
    driver.do(ShowLosses(tmp_path / "run", 0))

    assert tuple(paged) == whole.examples
    assert len(driver.of(Progress)) == asked
    assert sums == [2]


def test_an_example_that_is_not_there_has_no_neighbours(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny))
    driver.do(FindNeighbours(256))

    assert driver.last(Refused).code == "no-such-example"
