"""The split is exact, stratified and seeded; the test set stays out; mean and deviation are training's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from trainer_core.data import Examples, Labels, Provenance, RawData, TaskName, load_dataset, sources
from trainer_core.data.load import moments
from trainer_core.data.seeds import Purpose, generator
from trainer_core.data.split import stratified_split
from trainer_core.errors import RecipeError


@pytest.fixture
def small(images: Examples) -> Iterator[RawData]:
    """A source called "small"."""
    test = Examples(255 - images.inputs[:40], images.targets[:40])
    data = RawData(images, test, ("a", "b", "c"), "Small", TaskName.CLASSIFICATION, Provenance("here"))
    sources.add("small", lambda *, progress: data, title="Small", summary="")
    yield data
    sources.remove("small")


@given(
    counts=st.lists(st.integers(0, 60), min_size=1, max_size=12),
    share=st.floats(0, 50),
    seed=st.integers(0, 2**32),
)
def test_each_class_gives_its_share(counts: list[int], share: float, seed: int) -> None:
    targets = torch.repeat_interleave(torch.arange(len(counts)), torch.tensor(counts))
    training, validation = stratified_split(targets, share=share, seed=seed)
    assert sorted([*training.tolist(), *validation.tolist()]) == list(range(len(targets)))
    assert len(validation) == round(len(targets) * share / 100)
    given_by = torch.bincount(targets[validation], minlength=len(counts)).tolist()
    assert all(abs(got - count * share / 100) < 1 for got, count in zip(given_by, counts, strict=True))


def test_the_split_of_fashion_mnist_s_labels_is_exact() -> None:
    targets = torch.arange(10).repeat(6_000)
    training, validation = stratified_split(targets, share=10, seed=0)
    assert torch.bincount(targets[training]).tolist() == [5_400] * 10
    assert torch.bincount(targets[validation]).tolist() == [600] * 10


def test_the_seed_chooses_the_examples_and_nothing_else_does() -> None:
    targets = torch.arange(10).repeat(100)
    torch.manual_seed(1)
    _, first = stratified_split(targets, share=20, seed=3)
    torch.manual_seed(2)
    _, same = stratified_split(targets, share=20, seed=3)
    _, other = stratified_split(targets, share=20, seed=4)
    assert torch.equal(first, same)
    assert not torch.equal(first, other)


def test_a_share_of_zero_leaves_validation_empty(small: RawData) -> None:
    data = load_dataset("small", validation_share=0, seed=0)
    assert (len(data.train), len(data.validation), len(data.test)) == (150, 0, 40)


def test_the_test_examples_are_the_source_s(small: RawData) -> None:
    data = load_dataset("small", validation_share=20, seed=0)
    assert data.test.inputs is small.test.inputs
    assert (len(data.train), len(data.validation)) == (120, 30)
    assert data.input_shape == (1, 8, 6)
    assert data.labels == Labels(("a", "b", "c"))


def test_a_limit_keeps_the_first_of_each_part(small: RawData) -> None:
    whole = load_dataset("small", validation_share=20, seed=0)
    some = load_dataset("small", validation_share=20, seed=0, limit=35)
    assert (len(some.train), len(some.validation), len(some.test)) == (35, 30, 35)
    assert torch.equal(some.train.inputs, whole.train.gathered()[0][:35])
    assert torch.equal(some.validation.inputs, whole.validation.gathered()[0])


def test_mean_and_deviation_are_those_of_the_training_part(small: RawData) -> None:
    data = load_dataset("small", validation_share=20, seed=0)
    values = data.train.gathered()[0].double() / 255
    assert data.mean == pytest.approx((values.mean().item(),), abs=1e-12)
    assert data.std == pytest.approx((values.std(correction=0).item(),), abs=1e-12)


def test_moments_are_per_channel_and_never_zero() -> None:
    images = torch.zeros(5, 2, 3, 3, dtype=torch.uint8)
    images[:, 1] = 255
    assert moments(Examples(images, torch.zeros(5))) == ((0.0, 1.0), (1.0, 1.0))


def test_moments_of_a_table_are_per_feature() -> None:
    mean, std = moments(Examples(torch.tensor([[1.0, 5.0], [3.0, 5.0]]), torch.zeros(2)))
    assert mean == (2.0, 5.0)
    assert std == (1.0, 1.0)


def test_generators_of_neighbouring_seeds_epochs_and_purposes_differ() -> None:
    seeds = {
        generator(seed, purpose, epoch).initial_seed() & 0xFFFFFFFF
        for seed in range(8)
        for purpose in Purpose
        for epoch in range(8)
    }
    assert len(seeds) == 8 * len(Purpose) * 8


def test_an_unknown_source_names_those_that_there_are() -> None:
    with pytest.raises(RecipeError, match=r"fashion-mnist, folder, table, .*svhn"):
        load_dataset("imagenet", validation_share=10, seed=0)


def test_inputs_and_targets_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="2 inputs with 3 targets"):
        Examples(torch.zeros(2, 1), torch.zeros(3, dtype=torch.int64))
