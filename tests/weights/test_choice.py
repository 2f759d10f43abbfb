"""Chosen keys and renames: what they make of names, what is refused, and that nothing is half-loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from trainer_core.errors import WeightsError
from trainer_core.protocol.weights_choice import Rename, RenameKind, WeightsChoice
from trainer_core.weights.checkpoint import load_weights

HERE = Path("weights.pt")
ADD, STRIP, REPLACE = RenameKind.ADD_PREFIX, RenameKind.STRIP_PREFIX, RenameKind.REPLACE


def model() -> nn.Module:
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2))


def saved(folder: Path, prefix: str = "") -> tuple[Path, dict[str, torch.Tensor]]:
    state = {f"{prefix}{key}": value + 1 for key, value in model().state_dict().items()}
    torch.save(state, folder / "weights.pt")
    return folder / "weights.pt", state


@pytest.mark.parametrize(
    ("rename", "name", "expected"),
    [
        (Rename(ADD, "net."), "0.weight", "net.0.weight"),
        (Rename(STRIP, "net."), "net.0.weight", "0.weight"),
        (Rename(STRIP, "net."), "head.net.weight", "head.net.weight"),
        (Rename(REPLACE, "fc", "head"), "fc1.fc2", "head1.head2"),
        (Rename(REPLACE, "", "x"), "abc", "abc"),
        (Rename(STRIP, ""), "abc", "abc"),
    ],
)
def test_a_rename_changes_a_name(rename: Rename, name: str, expected: str) -> None:
    assert rename.renamed(name) == expected


def test_renames_are_done_in_order_on_chosen_keys_only() -> None:
    choice = WeightsChoice(("a.x", "a.y"), (Rename(STRIP, "a."), Rename(ADD, "b.")))
    assert choice.names(["a.y", "other", "a.x"], HERE) == {"a.y": "b.y", "a.x": "b.x"}


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (WeightsChoice(("nope",)), "missing-keys"),
        (WeightsChoice(()), "nothing-chosen"),
        (WeightsChoice(None, (Rename(REPLACE, "x", "y"),)), "rename-collision"),
        (WeightsChoice(("x",), (Rename(STRIP, "x"),)), "rename-empty"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_a_sentence(choice: WeightsChoice, code: str) -> None:
    with pytest.raises(WeightsError) as caught:
        choice.names(["x", "y"], HERE)
    assert caught.value.code == code
    assert str(HERE) in str(caught.value)
    assert str(caught.value).endswith(".")


@given(st.lists(st.text(min_size=1), min_size=1, unique=True), st.text(), st.text())
def test_names_are_distinct_or_refused(names: list[str], text: str, by: str) -> None:
    try:
        made = WeightsChoice(None, (Rename(REPLACE, text, by),)).names(names, HERE)
    except WeightsError:
        return
    assert len(set(made.values())) == len(names)
    assert all(made.values())


def test_renamed_weights_go_into_the_model(tmp_path: Path) -> None:
    path, state = saved(tmp_path, "backbone.")
    target = model()
    away = WeightsChoice(None, (Rename(REPLACE, "weight", "kernel"),))
    assert not load_weights(target, path, only_what_fits=False, choice=away).loaded
    result = load_weights(target, path, choice=WeightsChoice(None, (Rename(STRIP, "backbone."),)))
    assert result.loaded
    assert result.report.fits
    for key, value in target.state_dict().items():
        assert torch.equal(value, state[f"backbone.{key}"])


def test_only_chosen_keys_are_loaded(tmp_path: Path) -> None:
    path, state = saved(tmp_path)
    target = model()
    before = {key: value.clone() for key, value in target.state_dict().items()}
    choice = WeightsChoice(("2.weight", "2.bias"))
    assert not load_weights(target, path, choice=choice).loaded
    assert load_weights(target, path, choice=choice, only_what_fits=True).loaded
    for key, value in target.state_dict().items():
        assert torch.equal(value, state[key] if key.startswith("2.") else before[key])


def test_a_name_that_a_wrapper_would_have_is_the_plain_one(tmp_path: Path) -> None:
    path, _ = saved(tmp_path)
    result = load_weights(model(), path, choice=WeightsChoice(None, (Rename(ADD, "module."),)))
    assert result.loaded


def test_a_refused_choice_leaves_the_model_as_it_was(tmp_path: Path) -> None:
    path, _ = saved(tmp_path)
    target = model()
    before = {key: value.clone() for key, value in target.state_dict().items()}
    for choice in (WeightsChoice(("nope",)), WeightsChoice(None, (Rename(REPLACE, "0", "2"),))):
        with pytest.raises(WeightsError):
            load_weights(target, path, choice=choice, only_what_fits=True)
    assert all(torch.equal(value, before[key]) for key, value in target.state_dict().items())


def test_shapes_without_values_are_not_loaded(tmp_path: Path) -> None:
    state = {key: value.to("meta") for key, value in model().state_dict().items()}
    torch.save(state, tmp_path / "weights.pt")
    with pytest.raises(WeightsError) as caught:
        load_weights(model(), tmp_path / "weights.pt")
    assert caught.value.code == "no-values"
