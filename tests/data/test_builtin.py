"""The data that comes with the program: what scikit-learn ships, and points that the seed decides."""

from __future__ import annotations

import math

import pytest
import torch
from sklearn import datasets

from trainer_core import Recipe
from trainer_core.data import Examples, RawData, TaskName, load_dataset, prepare_inputs, sources
from trainer_core.data.examples import no_progress
from trainer_core.data.load import moments
from trainer_core.errors import DataError

TOYS = ("moons", "circles", "blobs", "spirals", "xor", "wave")


def read(name: str, seed: int = 0, **arguments: object) -> RawData:
    return sources.read(name, progress=no_progress, seed=seed, **arguments)


@pytest.mark.parametrize(
    ("name", "load", "classes"),
    [
        ("iris", datasets.load_iris, 3),
        ("wine", datasets.load_wine, 3),
        ("breast-cancer", datasets.load_breast_cancer, 2),
    ],
)
def test_the_tables_are_scikit_learn_s(name: str, load: object, classes: int) -> None:
    bunch, data = load(), read(name)  # type: ignore[operator]
    assert torch.equal(data.train.inputs, torch.from_numpy(bunch.data).float())
    assert data.train.targets.tolist() == bunch.target.tolist()
    assert data.feature_names == tuple(bunch.feature_names)
    assert data.class_names == tuple(str(each) for each in bunch.target_names)
    assert len(data.class_names) == classes
    assert data.provenance.origin.startswith("scikit-learn ")


def test_digits_keep_their_shades() -> None:
    bunch, data = datasets.load_digits(), read("digits")
    assert data.train.inputs.shape == (1797, 1, 8, 8)
    assert data.train.inputs.dtype is torch.uint8
    assert torch.equal((data.train.inputs[:, 0].double() * 16 / 255).round(), torch.from_numpy(bunch.images))
    assert data.train.inputs.max() == 255


def test_diabetes_is_in_its_own_units() -> None:
    data = read("diabetes")
    assert data.task is TaskName.REGRESSION
    assert data.train.targets.dtype is torch.float32
    assert (float(data.train.targets.min()), float(data.train.targets.max())) == (25.0, 346.0)
    assert float(data.train.inputs[:, data.feature_names.index("age")].max()) == 79.0
    assert (data.class_names, data.target_names) == ((), ("progression",))


@pytest.mark.parametrize("name", TOYS)
def test_the_seed_decides_the_points_and_nothing_else_does(name: str) -> None:
    torch.manual_seed(1)
    first = read(name, 3)
    torch.manual_seed(2)
    same, other = read(name, 3), read(name, 4)
    assert torch.equal(first.train.inputs, same.train.inputs)
    assert torch.equal(first.train.targets, same.train.targets)
    assert not torch.equal(first.train.inputs, other.train.inputs)


@pytest.mark.parametrize("name", TOYS)
def test_the_number_of_points_is_the_recipe_s(name: str) -> None:
    recipe = Recipe().with_values({"data.source": name, "data.count": 37})
    data = read(name, **recipe.data.arguments)
    assert len(data.train) == 37
    assert data.train.input_shape == ((1,) if name == "wave" else (2,))


def test_without_noise_the_shapes_are_exact() -> None:
    inner_and_outer = read("circles", noise=0.0).train
    radius = inner_and_outer.inputs.norm(dim=1)
    assert torch.allclose(radius, 1 - inner_and_outer.targets / 2, atol=1e-6)

    wave = read("wave", noise=0.0, turns=2.0).train
    assert torch.allclose(wave.targets, (wave.inputs[:, 0] * 2 * math.pi).sin(), atol=1e-6)

    xor = read("xor", noise=0.0).train
    assert torch.equal(xor.targets, ((xor.inputs[:, 0] > 0) != (xor.inputs[:, 1] > 0)).long())

    moons = read("moons", noise=0.0).train
    middle = torch.where(moons.targets.unsqueeze(1) == 0, torch.tensor([0.0, 0.0]), torch.tensor([1.0, 0.5]))
    assert torch.allclose((moons.inputs - middle).norm(dim=1), torch.ones(500), atol=1e-6)

    blobs = read("blobs", noise=0.0, classes=4).train
    assert len({tuple(point) for point in (blobs.inputs + 0.0).round(decimals=4).abs().tolist()}) <= 4


@pytest.mark.parametrize("name", ["blobs", "spirals"])
def test_the_number_of_classes_is_the_recipe_s_and_two_are_yes_or_no(name: str) -> None:
    many, two = read(name, classes=5, count=50), read(name, classes=2, count=50)
    assert torch.bincount(many.train.targets).tolist() == [10] * 5
    assert many.class_names == ("A", "B", "C", "D", "E")
    assert (many.task, two.task) == (TaskName.CLASSIFICATION, TaskName.BINARY)


def test_arms_do_not_cross_without_noise() -> None:
    arms = read("spirals", noise=0.0, classes=3, turns=2.0, count=900).train
    distance = torch.cdist(arms.inputs, arms.inputs)
    distance.fill_diagonal_(math.inf)
    nearest = arms.targets[distance.argmin(1)]
    assert (nearest == arms.targets).float().mean() > 0.99


def test_a_set_without_a_test_part_gets_one() -> None:
    data = load_dataset("iris", validation_share=10, test_share=20, seed=0)
    assert (len(data.train), len(data.validation), len(data.test)) == (108, 12, 30)
    assert torch.bincount(data.test.targets).tolist() == [10] * 3
    assert data.feature_names[0] == "sepal length (cm)"


@pytest.mark.parametrize("dtype", [torch.uint8, torch.float32])
@pytest.mark.parametrize("shape", [(6, 3), (6, 3, 4, 5)])
def test_bytes_and_numbers_are_measured_and_standardised_by_channel_or_feature(
    dtype: torch.dtype, shape: tuple[int, ...]
) -> None:
    raw = torch.randint(0, 256, shape, dtype=torch.uint8).to(dtype)
    mean, std = moments(Examples(raw, torch.zeros(6)))
    ours = prepare_inputs(raw, mean=mean, std=std, standardize=True, channels_last=True)
    over = [dim for dim in range(len(shape)) if dim != 1]

    assert len(mean) == len(std) == 3
    assert torch.allclose(ours.mean(over), torch.zeros(3), atol=1e-5)
    assert torch.allclose(ours.std(over, correction=0), torch.ones(3), atol=1e-5)
    plain = prepare_inputs(raw, mean=mean, std=std, standardize=False)
    assert torch.equal(plain, raw / 255 if dtype is torch.uint8 else raw)
    assert plain.data_ptr() != raw.data_ptr()


def test_points_that_were_added_and_removed_by_hand_are_part_of_the_recipe() -> None:
    plain = read("moons", count=20)
    edited = read("moons", count=20, removed=[0, 3, 99], added=[0.25, 0.5, 1.0])
    assert len(edited.train) == 19
    kept = [row for row in range(20) if row not in (0, 3)]
    assert torch.equal(edited.train.inputs[:-1], plain.train.inputs[kept])
    assert edited.train.inputs[-1].tolist() == [0.25, 0.5]
    assert edited.train.targets[-1] == 1
    wave = read("wave", count=20, added=[0.5, -1.0])
    assert (wave.train.inputs[-1].tolist(), float(wave.train.targets[-1])) == ([0.5], -1.0)


@pytest.mark.parametrize(("added", "words"), [([0.5, 0.5], "each point takes 3"), ([0.5, 0.5, 7.0], "from 0 to 1")])
def test_added_points_that_cannot_be_are_refused_with_the_reason(added: list[float], words: str) -> None:
    with pytest.raises(DataError, match=words):
        read("moons", added=added)


def test_points_that_were_added_are_learnt_and_leave_the_parts_of_the_others_alone():
    settings = {"validation_share": 20.0, "test_share": 20.0, "seed": 3}
    plain = load_dataset("moons", **settings, count=50)
    edited = load_dataset("moons", **settings, count=50, added=[0.25, 0.5, 1.0, 0.5, 0.5, 0.0])
    for part in ("validation", "test"):
        assert torch.equal(getattr(plain, part).gathered()[0], getattr(edited, part).gathered()[0])
    assert len(edited.train) == len(plain.train) + 2
