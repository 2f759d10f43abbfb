"""Which labels are judged doubtful, and in what order the lists come that the model is asked about."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.data import load_dataset
from trainer_core.data.corrections import key_of, write_corrections
from trainer_core.engine import label_doubt
from trainer_core.engine.label_doubt import surprises, worth_looking_at
from trainer_core.history.example_lists import ExampleList, example_facts, far_out, listed, members
from trainer_core.protocol.commands import Pause, Start, Unpause
from trainer_core.protocol.events import Done, EpochEnded, Progress, Refused
from trainer_core.protocol.examples import ExamplesListed, ListExamples
from trainer_core.runs.example_losses import read_example_losses


def surprised(points: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return torch.cat([piece for _, piece in surprises(points, labels)])


def test_a_label_that_none_of_the_nearest_has_surprises_by_the_formula() -> None:
    points = torch.cat([torch.randn(100, 2), torch.randn(100, 2) + 50])
    labels = torch.arange(200) // 100
    labels[3] = 1

    found = surprised(points, labels)

    # 200 examples of two classes: k is 10 and, instead of 50, 20.
    prior = 101 / 200
    assert found[3].item() == pytest.approx(-math.log(2 * prior / 12) - math.log(2 * prior / 22))
    near_it = found[:100].clone()
    near_it[3] = 0
    assert near_it.max() < found[3] / 4
    agreed = -math.log((10 + 2 * prior) / 12) - math.log((20 + 2 * prior) / 22)
    assert torch.allclose(found[100:], torch.tensor(agreed))


def test_examples_are_judged_by_the_portion_and_among_those_that_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    points, labels = torch.randn(300, 3), torch.arange(300) % 3
    points[:, 0] += 20 * labels
    whole = surprised(points, labels)
    monkeypatch.setattr(label_doubt, "_DISTANCES", 900)
    assert torch.allclose(surprised(points, labels), whole)

    monkeypatch.setattr(label_doubt, "_REFERENCES", 150)
    assert torch.allclose(surprised(points, labels), whole)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_examples_are_judged_without_trouble(count: int) -> None:
    found = surprised(torch.randn(count, 4), torch.zeros(count, dtype=torch.int64)) if count else torch.empty(0)

    assert len(found) == count
    assert bool(found.isfinite().all())


@pytest.mark.parametrize(
    ("source", "loss"),
    [("iris", "CrossEntropyLoss"), ("breast-cancer", "BCEWithLogitsLoss"), ("digits", "CrossEntropyLoss")],
)
def test_labels_that_were_changed_come_first(driver: Driver, tmp_path: Path, source: str, loss: str) -> None:
    before = load_dataset(source, validation_share=10, seed=0)
    changed = np.random.default_rng(1).choice(len(before.train), 4, replace=False)
    names, labels = before.class_names, before.train.targets.numpy().astype(int)
    write_corrections(
        tmp_path / "c.jsonl",
        {key_of(before, 0, int(place)): names[(labels[place] + 1) % len(names)] for place in changed},
    )
    driver.start(trained_on(source, loss, corrections=str(tmp_path / "c.jsonl")), tmp_path / "run")

    driver.do(ListExamples(tmp_path / "run", ExampleList.MISLABELLED, most=5))

    told = driver.last(ExamplesListed)
    assert len({example.index for example in told.examples} & set(changed.tolist())) >= 3
    assert [each.score for each in told.examples] == sorted((each.score for each in told.examples), reverse=True)
    assert told.notes == ()


def test_mistakes_are_ordered_by_how_sure_the_wrong_answer_is(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    driver.start(tiny, tmp_path / "run")
    driver.do(ListExamples(tmp_path / "run", ExampleList.CONFIDENT, most=0))

    told, parts = driver.last(ExamplesListed), driver.engine.parts
    assert parts is not None
    parts.model.load_state_dict(torch.load(tmp_path / "run" / "last.pt", weights_only=True))
    inputs, targets = parts.dataset.train.gathered()
    parts.model.eval()
    with torch.no_grad():
        others = parts.model(parts.prepared(inputs)).softmax(1).scatter(1, targets.unsqueeze(1), -1.0)
    confidence, answer = others.max(1)
    wrong = members(example_facts(read_example_losses(tmp_path / "run")), ExampleList.CONFIDENT)
    expected = sorted(np.flatnonzero(wrong).tolist(), key=lambda index: -confidence[index])
    assert [each.index for each in told.examples] == expected
    assert told.total == len(expected)
    for each in told.examples:
        assert each.score == each.confidence == pytest.approx(float(confidence[each.index]), rel=1e-4)
        assert each.answer == parts.dataset.class_names[int(answer[each.index])]


def test_doubts_are_worked_out_once_and_again_when_the_run_has_gone_on(
    driver: Driver, tiny: Recipe, tmp_path: Path
) -> None:
    driver.start(tiny, tmp_path / "run")
    command = ListExamples(tmp_path / "run", ExampleList.MISLABELLED, most=3)
    driver.do(command)
    first, asked = driver.last(ExamplesListed), len(driver.of(Progress))
    assert asked
    driver.do(ListExamples(tmp_path / "run", ExampleList.MISLABELLED, most=3))

    assert driver.last(ExamplesListed).examples == first.examples
    assert len(driver.of(Progress)) == asked
    (tmp_path / "run" / "last.pt").touch()
    driver.do(ListExamples(tmp_path / "run", ExampleList.MISLABELLED, most=3))
    assert len(driver.of(Progress)) > asked
    assert driver.last(ExamplesListed).examples == first.examples


def test_while_the_run_goes_on_the_mean_loss_alone_decides_and_a_note_says_so(
    driver: Driver, tiny: Recipe, tmp_path: Path
) -> None:
    driver.do(Start(tiny, tmp_path / "run", paused=True))
    driver.post(Unpause())
    while not driver.of(EpochEnded):
        driver.engine.turn()
    driver.do(Pause())
    driver.do(ListExamples(tmp_path / "run", ExampleList.MISLABELLED, most=9))

    told = driver.last(ExamplesListed)
    expected = listed(example_facts(read_example_losses(tmp_path / "run")), ExampleList.MISLABELLED)
    assert [each.index for each in told.examples] == expected.places[:9].tolist()
    assert "mean loss alone" in str(told.notes[0])


def test_of_mixed_examples_a_note_says_where_the_losses_are_from(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    driver.start(tiny.with_values({"data.augment": [{"name": "mixup"}]}), tmp_path / "run")
    driver.do(ListExamples(tmp_path / "run", ExampleList.HARDEST, most=1))

    assert "separate pass" in str(driver.last(ExamplesListed).notes[0])


def test_a_run_whose_weights_are_gone_cannot_be_asked(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    driver.start(tiny, tmp_path / "run")
    (tmp_path / "run" / "last.pt").unlink()
    driver.do(ListExamples(tmp_path / "run", ExampleList.CONFIDENT))

    assert "last.pt" in str(driver.last(Refused).message)
    driver.do(ListExamples(tmp_path / "run", ExampleList.HARDEST))
    assert driver.of(Done)


def test_the_largest_residuals_of_values_come_first_without_the_model(driver: Driver, tmp_path: Path) -> None:
    driver.start(trained_on("diabetes", "MSELoss"), tmp_path / "run")
    driver.do(ListExamples(tmp_path / "run", ExampleList.MISLABELLED, most=3))

    told = driver.last(ExamplesListed)
    assert [each.score for each in told.examples] == [each.mean for each in told.examples]
    assert told.lists == (ExampleList.MISLABELLED, ExampleList.HARDEST)


def trained_on(source: str, loss: str, **data: object) -> Recipe:
    return Recipe.from_dict(
        {
            "data": {"source": source, "batch_size": 16, "validation_share": 10, "standardize": True, **data},
            "model": {"name": "mlp", "widths": [32]},
            "loss": {"name": loss},
            "optimizer": {"name": "Adam", "lr": 0.01},
            "training": {"epochs": 6, "device": "cpu", "threads": 1},
        }
    )


def test_what_is_worth_a_look_is_less_probable_than_a_guess() -> None:
    probable = np.array([0.9, 0.51, 0.49, 0.01, np.nan], np.float32)
    assert worth_looking_at(-3 * np.log(probable), 2) == 2
    assert worth_looking_at(-3 * np.log(probable), 10) == 1


def test_values_are_worth_a_look_where_their_loss_is_far_out() -> None:
    losses = np.full((2, 40), 1.0, np.float16)
    losses[:, :20] = 0.5
    assert far_out(example_facts(losses)) == 0
    losses[:, 3], losses[:, 30] = 9.0, 2.4
    assert far_out(example_facts(losses)) == 1
