"""Statistics and movements agree with plain torch, for one piece and for many, and survive what is not finite."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from trainer_core.protocol.weights_report import BINS, Movement, TensorStatistics
from trainer_core.weights.compare_files import compare_reports
from trainer_core.weights.measuring import finished, movement, statistics
from trainer_core.weights.weights_file import PIECE, WeightsFile


def measured(folder: Path, tensor: Tensor) -> TensorStatistics:
    torch.save({"w": tensor}, folder / "w.pt")
    return finished(statistics(WeightsFile(folder / "w.pt"), "w"))


def moved(folder: Path, one: Tensor, two: Tensor) -> Movement:
    torch.save({"w": one}, folder / "a.pt")
    torch.save({"w": two}, folder / "b.pt")
    return finished(movement(WeightsFile(folder / "a.pt"), "w", WeightsFile(folder / "b.pt"), "w"))


@pytest.mark.parametrize("elements", [1, 7, PIECE, 3 * PIECE + 11])
def test_numbers_are_those_of_torch(tmp_path: Path, elements: int) -> None:
    tensor = torch.randn(elements) * 3 + 100
    tensor[0] = 0
    got, exact = measured(tmp_path, tensor), tensor.double()
    assert (got.elements, got.zeros, got.nan, got.infinite) == (elements, 1, 0, 0)
    assert (got.minimum, got.maximum) == (float(exact.min()), float(exact.max()))
    assert got.mean == pytest.approx(float(exact.mean()), rel=1e-12)
    assert got.std == pytest.approx(float(exact.std(correction=0)), rel=1e-9)
    assert got.norm == pytest.approx(float(exact.norm()), rel=1e-12)
    assert got.histogram.sum() == elements


def test_the_histogram_is_numpys(tmp_path: Path) -> None:
    tensor = torch.rand(2 * PIECE, dtype=torch.float64)
    got = measured(tmp_path, tensor)
    expected, _ = np.histogram(tensor.numpy(), bins=BINS)
    assert np.abs(got.histogram - expected).sum() <= 4


def test_what_is_not_finite_is_counted_and_left_out(tmp_path: Path) -> None:
    tensor = torch.tensor([1.0, math.nan, 3.0, math.inf, -math.inf, math.nan])
    got = measured(tmp_path, tensor)
    assert (got.nan, got.infinite) == (2, 2)
    assert (got.minimum, got.maximum, got.mean, got.std) == (1.0, 3.0, 2.0, 1.0)
    assert got.histogram.sum() == 2


@pytest.mark.parametrize("tensor", [torch.empty(0, 3), torch.full((3,), math.nan)], ids=["empty", "only NaN"])
def test_without_a_finite_value_numbers_are_unknown(tmp_path: Path, tensor: Tensor) -> None:
    got = measured(tmp_path, tensor)
    assert all(math.isnan(value) for value in (got.minimum, got.maximum, got.mean, got.std, got.norm))
    assert got.histogram.sum() == 0


@pytest.mark.parametrize(
    "tensor",
    [
        torch.tensor([True, False, True]),
        torch.tensor(5, dtype=torch.int64),
        torch.arange(9, dtype=torch.uint8),
        torch.linspace(-2, 3, 40).half(),
        torch.linspace(-2, 3, 40).bfloat16(),
        torch.full((5,), 2.0),
        torch.tensor([1e300, -1e300], dtype=torch.float64),
        torch.tensor([1e-200, 2e-200], dtype=torch.float64),
    ],
    ids=["bool", "int64", "uint8", "float16", "bfloat16", "equal", "huge", "small"],
)
def test_every_kind_of_number_is_measured(tmp_path: Path, tensor: Tensor) -> None:
    got, exact = measured(tmp_path, tensor), tensor.double()
    largest = float(exact.abs().max())
    assert got.norm == pytest.approx(float((exact / largest).norm()) * largest)
    assert got.histogram.sum() == tensor.numel()
    assert (got.minimum, got.maximum) == (float(exact.min()), float(exact.max()))


def test_of_complex_numbers_the_magnitudes_are_measured(tmp_path: Path) -> None:
    got = measured(tmp_path, torch.tensor([3 + 4j, 0j]))
    assert got.magnitudes
    assert (got.minimum, got.maximum, got.norm) == (0.0, 5.0, 5.0)


@pytest.mark.parametrize("elements", [1, 100, 2 * PIECE + 5])
def test_movements_are_those_of_torch(tmp_path: Path, elements: int) -> None:
    one = torch.randn(elements)
    two = one + torch.randn(elements) * 0.1
    a, b = one.double(), two.double()
    got = moved(tmp_path, one, two)
    assert got.largest == pytest.approx(float((b - a).abs().max()), rel=1e-12)
    assert got.norm == pytest.approx(float((b - a).norm()), rel=1e-12)
    assert got.relative == pytest.approx(float((b - a).norm() / a.norm()), rel=1e-12)
    assert got.cosine == pytest.approx(float(torch.nn.functional.cosine_similarity(a, b, 0)), rel=1e-9)
    assert not got.same


def test_the_same_values_have_not_moved_also_where_they_are_nan(tmp_path: Path) -> None:
    tensor = torch.tensor([1.0, math.nan, 2.0])
    got = moved(tmp_path, tensor, tensor.clone())
    assert (got.same, got.nan, got.infinite) == (True, (1, 1), (0, 0))
    assert math.isnan(got.largest)
    other = torch.tensor([1.0, 5.0, 2.0])
    got = moved(tmp_path, tensor, other)
    assert (got.same, got.nan) == (False, (1, 0))


def test_integers_that_float_cannot_tell_apart_are_not_the_same(tmp_path: Path) -> None:
    one = torch.tensor([2**60], dtype=torch.int64)
    assert not moved(tmp_path, one, one + 1).same
    assert moved(tmp_path, one, one.clone()).same


def test_types_are_compared_by_their_values(tmp_path: Path) -> None:
    one = torch.tensor([1.0, 2.0, 3.0])
    got = moved(tmp_path, one, one.half() + 1)
    assert (got.largest, got.norm) == (1.0, pytest.approx(math.sqrt(3)))


def test_complex_numbers_move_in_the_plane(tmp_path: Path) -> None:
    got = moved(tmp_path, torch.tensor([1 + 1j]), torch.tensor([4 + 5j]))
    assert got.largest == pytest.approx(5)
    assert got.norm == pytest.approx(5)


def test_from_nothing_a_relative_movement_is_unknown(tmp_path: Path) -> None:
    got = moved(tmp_path, torch.zeros(3), torch.ones(3))
    assert math.isnan(got.relative)
    assert math.isnan(got.cosine)


def test_two_files_are_compared_by_the_names_that_loading_gives(tmp_path: Path) -> None:
    plain = {"same": torch.ones(2), "shape": torch.ones(3), "type": torch.ones(2), "gone": torch.ones(1)}
    other = {"same": torch.ones(2), "shape": torch.ones(4), "type": torch.ones(2).half(), "new": torch.ones(1)}
    torch.save(plain, tmp_path / "a.pt")
    wrapped = {f"module.{key}": value for key, value in other.items()}
    torch.save({"model": wrapped, "optimizer": {"lr": 1e-3, "buffer": torch.ones(9)}}, tmp_path / "b.pt")
    comparison = compare_reports(WeightsFile(tmp_path / "a.pt").report, WeightsFile(tmp_path / "b.pt").report)
    assert {key.name: key.verdict for key in comparison.keys} == {
        "same": "same shape",
        "shape": "shape differs",
        "type": "type differs",
        "gone": "only in first",
        "new": "only in second",
    }
    assert comparison.count("shape differs") == 1
