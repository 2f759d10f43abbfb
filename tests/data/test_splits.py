"""What a source does not bring is split off, by class, by group or by time; and classes are drawn equally often."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from trainer_core.data import Examples, Provenance, RawData, TaskName, load_dataset, sources, training_batches
from trainer_core.data.seeds import Purpose
from trainer_core.data.split import grouped_split, ordered_split, stratified_split
from trainer_core.errors import DataError

COUNT = 200


@pytest.fixture
def source() -> Iterator[Callable[..., None]]:
    """Makes "made" a source of numbered examples of four classes that brings no test part."""
    inputs = torch.arange(COUNT, dtype=torch.float32).view(-1, 1)
    plain = RawData(
        Examples(inputs, torch.arange(4).repeat(COUNT // 4)),
        None,
        ("a", "b", "c", "d"),
        "Made",
        TaskName.CLASSIFICATION,
        Provenance("here"),
    )

    def make(**changes: object) -> None:
        sources.add("made", lambda: replace(plain, **changes), title="Made", summary="")  # type: ignore[arg-type]

    yield make
    sources.remove("made")


def numbers(part: Examples) -> list[int]:
    return [int(number) for number in part.gathered()[0].flatten()]


def test_test_and_validation_are_split_off_with_each_class_in_its_share(source: Callable[..., None]) -> None:
    source()
    data = load_dataset("made", validation_share=10, test_share=20, seed=1)
    again = load_dataset("made", validation_share=10, test_share=20, seed=1)
    other = load_dataset("made", validation_share=10, test_share=20, seed=2)

    assert (len(data.train), len(data.validation), len(data.test)) == (144, 16, 40)
    assert torch.bincount(data.test.targets).tolist() == [10] * 4
    assert torch.bincount(data.validation.targets).tolist() == [4] * 4
    assert sorted(numbers(data.train) + numbers(data.validation) + numbers(data.test)) == list(range(COUNT))
    assert numbers(again.test) == numbers(data.test)
    assert numbers(other.test) != numbers(data.test)


def test_the_test_part_does_not_depend_on_the_validation_share(source: Callable[..., None]) -> None:
    source()
    parts = [load_dataset("made", validation_share=share, seed=1).test for share in (0, 10, 50)]
    assert numbers(parts[0]) == numbers(parts[1]) == numbers(parts[2])


def test_a_validation_part_of_the_data_s_own_is_taken_as_it_is(source: Callable[..., None]) -> None:
    own = Examples(torch.full((3, 1), 1000.0), torch.zeros(3, dtype=torch.int64))
    source(validation=own)
    data = load_dataset("made", validation_share=30, seed=1)
    assert numbers(data.validation) == [1000] * 3
    assert (len(data.train), len(data.test)) == (160, 40)


def test_a_group_is_on_one_side_only(source: Callable[..., None]) -> None:
    groups = torch.arange(COUNT) // 7
    source(groups=groups)
    data = load_dataset("made", validation_share=20, test_share=25, split="group", seed=3)
    sides = [{int(groups[number]) for number in numbers(part)} for part in (data.train, data.validation, data.test)]

    assert not (sides[0] & sides[1]) | (sides[0] & sides[2]) | (sides[1] & sides[2])
    assert len(data.test) == pytest.approx(50, abs=7)
    assert len(data.validation) == pytest.approx(30, abs=7)


@given(
    groups=st.lists(st.integers(0, 6), min_size=2, max_size=60),
    share=st.floats(0.1, 90),
    seed=st.integers(0, 1000),
)
def test_two_groups_or_more_always_leave_something_on_both_sides(groups: list[int], share: float, seed: int) -> None:
    kept, aside = grouped_split(torch.tensor(groups), share=share, seed=seed)
    assert sorted([*kept.tolist(), *aside.tolist()]) == list(range(len(groups)))
    assert not {groups[i] for i in kept} & {groups[i] for i in aside}
    if len(set(groups)) > 1:
        assert len(kept)
        assert len(aside)


def test_by_time_the_latest_are_tested_and_those_before_validated(source: Callable[..., None]) -> None:
    times = (torch.arange(COUNT) * 37) % COUNT
    source(times=times)
    data = load_dataset("made", validation_share=10, test_share=20, split="time", seed=0)
    latest = [max(int(times[n]) for n in numbers(part)) for part in (data.train, data.validation, data.test)]
    first = [min(int(times[n]) for n in numbers(part)) for part in (data.train, data.validation, data.test)]

    assert latest[0] < first[1] <= latest[1] < first[2]
    assert (len(data.validation), len(data.test)) == (16, 40)


def test_at_the_same_time_the_last_examples_are_kept_aside() -> None:
    _, aside = ordered_split(torch.tensor([5, 1, 5, 5]), share=50)
    assert aside.tolist() == [2, 3]


@pytest.mark.parametrize(("split", "what"), [("group", "belong together"), ("time", "came first")])
def test_a_split_that_the_data_does_not_allow_says_why(source: Callable[..., None], split: str, what: str) -> None:
    source()
    with pytest.raises(DataError, match=what) as caught:
        load_dataset("made", validation_share=10, split=split, seed=0)  # type: ignore[arg-type]
    assert caught.value.code == "no-such-split"


def test_a_single_example_cannot_be_split(source: Callable[..., None]) -> None:
    source(train=Examples(torch.zeros(1, 1), torch.zeros(1, dtype=torch.int64)))
    with pytest.raises(DataError, match=r"only 1 example.*Add more"):
        load_dataset("made", validation_share=10, seed=0)


def test_two_purposes_choose_independently() -> None:
    targets = torch.zeros(100, dtype=torch.int64)
    _, one = stratified_split(targets, share=20, seed=0)
    _, other = stratified_split(targets, share=20, seed=0, purpose=Purpose.TEST)
    assert one.tolist() != other.tolist()


def batches_of(classes: Tensor) -> list[Tensor]:
    """The targets of an epoch, resampled, and of the same epoch from its second batch on."""
    examples = Examples(torch.arange(len(classes), dtype=torch.float32).view(-1, 1), classes)
    batches = training_batches(
        examples, device=torch.device("cpu"), batch_size=16, seed=4, mean=(0.0,), std=(1.0,), resample=True
    )
    return [torch.cat([inputs.flatten() for inputs, _ in batches.epoch(2, start)]) for start in (0, 1)]


def test_resampling_draws_every_class_equally_often_and_is_taken_up_anywhere() -> None:
    classes = torch.tensor([0] * 90 + [1] * 8 + [2] * 3)
    whole, rest = batches_of(classes)
    drawn = torch.bincount(classes[whole.long()]).tolist()

    assert sum(drawn) == len(classes)
    assert max(drawn) - min(drawn) <= 1
    assert torch.equal(whole[16:], rest)
    rare = torch.bincount(whole.long(), minlength=101)[98:].tolist()
    assert max(rare) - min(rare) <= 1


def test_numbers_cannot_be_resampled_by_class() -> None:
    table = Examples(torch.zeros(4, 2), torch.tensor([0.0, 1.0, 1.5, 0.0]))
    with pytest.raises(DataError, match=r"data\.resample") as caught:
        training_batches(
            table, device=torch.device("cpu"), batch_size=2, seed=0, mean=(0.0,) * 2, std=(1.0,) * 2, resample=True
        )
    assert caught.value.code == "no-classes"
