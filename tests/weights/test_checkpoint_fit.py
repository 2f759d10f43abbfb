"""Weights go into a model only if they fit; else each key is told apart, and the model stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.weights.small_model import equal, small, values
from trainer_core.errors import WeightsError
from trainer_core.weights.checkpoint import compare, load_weights, save_weights


def test_compare_tells_each_key_apart() -> None:
    model = nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 2))
    state = {
        "0.weight": torch.zeros(2, 3),
        "0.bias": torch.zeros(5),
        "1.weight": torch.zeros(2, 2),
        "head.weight": torch.zeros(1),
    }
    report = compare(state, model.state_dict())
    assert [(key.key, key.verdict) for key in report.keys] == [
        ("0.weight", "fits"),
        ("0.bias", "shape differs"),
        ("1.weight", "fits"),
        ("1.bias", "missing"),
        ("head.weight", "unexpected"),
    ]
    assert not report.fits
    assert report.count("fits") == 2
    assert compare(model.state_dict(), model.state_dict()).fits


def test_weights_that_do_not_fit_change_nothing(tmp_path: Path) -> None:
    model, path = small(), tmp_path / "weights.pt"
    save_weights({**small().state_dict(), "3.weight": torch.zeros(7, 4)}, path)
    before = values(model)
    result = load_weights(model, path)
    assert not result.loaded
    assert [key.key for key in result.report.keys if key.verdict != "fits"] == ["3.weight"]
    assert equal(values(model), before)


def test_only_what_fits_is_loaded_when_asked_for(tmp_path: Path) -> None:
    model, other, path = small(), small(), tmp_path / "weights.pt"
    state = {**other.state_dict(), "3.weight": torch.zeros(7, 4), "more": torch.zeros(1)}
    del state["0.bias"]
    save_weights(state, path)
    before = values(model)
    result = load_weights(model, path, only_what_fits=True)
    assert result.loaded
    assert not result.report.fits
    after = values(model)
    for key in after:
        assert torch.equal(after[key], (before if key in ("3.weight", "0.bias") else other.state_dict())[key])


def test_weights_of_which_nothing_fits_are_an_error(tmp_path: Path) -> None:
    model, path = small(), tmp_path / "weights.pt"
    save_weights({"head": torch.zeros(1)}, path)
    before = values(model)
    with pytest.raises(WeightsError, match="Not one tensor") as caught:
        load_weights(model, path, only_what_fits=True)
    assert caught.value.code == "nothing-fits"
    assert equal(values(model), before)


def test_the_parameters_stay_the_same_objects_of_the_same_type(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    save_weights(nn.Linear(3, 2).double().state_dict(), path)
    model = nn.Linear(3, 2).bfloat16()
    weight = model.weight
    assert load_weights(model, path).loaded
    assert model.weight is weight
    assert weight.dtype == torch.bfloat16
    assert weight.requires_grad


@pytest.mark.parametrize(
    ("value", "dtype"),
    [(torch.tensor([1e300]), torch.float32), (torch.tensor([70_000.0]), torch.float16)],
    ids=["float64", "float32"],
)
def test_values_too_large_for_the_model_change_nothing(tmp_path: Path, value: Any, dtype: torch.dtype) -> None:
    path = tmp_path / "weights.pt"
    model = nn.Module()
    model.first = nn.Parameter(torch.zeros(1))
    model.last = nn.Parameter(torch.zeros(1, dtype=dtype))
    wide = torch.tensor([1e300], dtype=torch.float64) if dtype == torch.float32 else value
    save_weights({"first": torch.ones(1), "last": wide}, path)
    with pytest.raises(WeightsError, match="does not go into the model's") as caught:
        load_weights(model, path)
    assert caught.value.code == "wrong-type"
    assert not model.first.any()


@pytest.mark.parametrize("wrong", [torch.ones(1, dtype=torch.complex64), torch.tensor([0.5])])
def test_a_kind_of_number_that_the_model_has_not_changes_nothing(tmp_path: Path, wrong: torch.Tensor) -> None:
    path = tmp_path / "weights.pt"
    model = nn.Module()
    model.first = nn.Parameter(torch.zeros(1))
    if wrong.is_complex():
        model.last = nn.Parameter(torch.zeros(1))
    else:
        model.register_buffer("last", torch.zeros(1, dtype=torch.int64))
    save_weights({"first": torch.ones(1), "last": wrong}, path)
    with pytest.raises(WeightsError, match="does not go into"):
        load_weights(model, path)
    assert not model.first.any()


def test_a_model_that_refuses_halfway_gets_its_weights_back(tmp_path: Path) -> None:
    class Refusing(nn.Linear):
        def _load_from_state_dict(self, *arguments: Any) -> None:
            super()._load_from_state_dict(*arguments)
            raise ValueError("no, thank you")

    path = tmp_path / "weights.pt"
    save_weights(nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 2)).state_dict(), path)
    model = nn.Sequential(nn.Linear(3, 2), Refusing(2, 2))
    before = values(model)
    with pytest.raises(WeightsError, match="no, thank you") as caught:
        load_weights(model, path)
    assert caught.value.code == "not-taken"
    assert equal(values(model), before)
