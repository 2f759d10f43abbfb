"""Parameters in groups: rates, decay, freezing and unfreezing, exactly resumed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.conftest import Driver, weights_of
from tests.training.resuming.conftest import assert_same_run, broken_off, continued, whole
from trainer_core import Recipe
from trainer_core.errors import RecipeError
from trainer_core.parts.optimizers import build_optimizer
from trainer_core.protocol.commands import (
    Advance,
    Keep,
    Prepare,
    ResumeRun,
    SetHyperparameter,
    Stop,
    Unit,
    Unpause,
    VerifyRun,
)
from trainer_core.protocol.events import HyperparameterChanged, Logged, Refused, Verified
from trainer_core.recipe.parameter_groups import ParameterGroup, group_of, in_words
from trainer_core.recipe.schema import field, value_of
from trainer_core.runs.run_files import read_marks
from trainer_core.training.parameter_groups import ParameterGroups

HEAD_FIRST = [
    {"pattern": "linear_relu_stack.4"},
    {"pattern": "*", "lr_factor": 0.1, "frozen_until": 1, "weight_decay": 0.01},
]


@pytest.fixture
def grouped(tiny: Recipe) -> Recipe:
    return tiny.with_values({"training.groups": HEAD_FIRST, "training.epochs": 3, "optimizer.name": "AdamW"})


def network() -> nn.Sequential:
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3))


def groups_of(*groups: dict[str, Any]) -> list[ParameterGroup]:
    return [ParameterGroup.model_validate(group) for group in groups]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("layer1.0.conv1.weight", 0),
        ("layer1.0.bn1.bias", 0),
        ("layer10.0.conv1.weight", 2),
        ("fc.bias", 1),
        ("class_token", None),
    ],
)
def test_the_first_pattern_that_matches_a_name_or_a_module_around_it_counts(name: str, place: int | None) -> None:
    groups = groups_of({"pattern": "layer1"}, {"pattern": "fc.bias"}, {"pattern": "layer*"}, {"pattern": "fc"})
    assert group_of(name, groups) == place


def test_each_group_has_its_own_rate_and_decay() -> None:
    model = network()
    groups = ParameterGroups(
        model, groups_of({"pattern": "3", "lr_factor": 2.0}, {"pattern": "0", "weight_decay": 0.5})
    )
    optimizer = build_optimizer(groups.for_optimizer("AdamW", {"weight_decay": 0.1}), "AdamW", lr=0.1, weight_decay=0.1)
    assert groups.names == [["3.weight", "3.bias"], ["0.weight", "0.bias"], ["1.weight", "1.bias"]]
    assert groups.factors == [2.0, 1.0, 1.0]
    assert [table["weight_decay"] for table in optimizer.param_groups] == [0.1, 0.5, 0.1]


def test_what_is_frozen_gets_no_gradient_and_its_normalization_stays_as_it_is() -> None:
    model = network()
    groups = ParameterGroups(model, groups_of({"pattern": "3"}, {"pattern": "*", "frozen_until": 1}))
    groups.begin(0)
    before = model[1].running_mean.clone()
    model(torch.rand(6, 4)).sum().backward()
    assert model[0].weight.grad is None
    assert model[3].weight.grad is not None
    assert torch.equal(model[1].running_mean, before)
    assert not model[1].training
    groups.begin(1)
    model(torch.rand(6, 4)).sum().backward()
    assert model[0].weight.grad is not None
    assert model[1].training
    assert not torch.equal(model[1].running_mean, before)


def test_parameters_that_a_model_keeps_itself_stay_as_they_are() -> None:
    model = network()
    model[0].weight.requires_grad_(False)
    groups = ParameterGroups(model, groups_of({"pattern": "0", "frozen_until": 1}))
    groups.begin(1)
    assert not model[0].weight.requires_grad
    assert model[0].bias.requires_grad


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        ([{"pattern": "linear_relu_stak"}], "Did you mean linear_relu_stack"),
        ([{"pattern": "zzz"}], "The model's parts are: linear_relu_stack"),
        ([{"pattern": "*"}, {"pattern": "linear_relu_stack.0"}], "which matches no parameter that an earlier group"),
        ([{"pattern": "*", "frozen_until": 2}], "freezes every parameter of the model in epoch 1"),
        ([{"pattern": "*", "frozen_until": -1}], "freezes every parameter"),
    ],
)
def test_groups_that_cannot_be_are_refused(driver: Driver, tiny: Recipe, groups: Any, sentence: str) -> None:
    driver.do(Prepare(tiny.with_values({"training.groups": groups})))
    assert sentence in str(driver.last(Refused).message)


def test_a_group_has_no_weight_decay_where_the_optimizer_has_none(driver: Driver, tiny: Recipe) -> None:
    recipe = tiny.with_values({"training.groups": [{"pattern": "*", "weight_decay": 0.1}], "optimizer.name": "Rprop"})
    driver.do(Prepare(recipe))
    assert "Rprop has no weight decay" in str(driver.last(Refused).message)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('pattern = "a"\nlr_factr = 1', "training.groups.0.lr_factr is not a setting.*Did you mean"),
        ('pattern = "a"\nlr_factor = 0', "training.groups.0.lr_factor is 0"),
        ("lr_factor = 1", "training.groups.0.pattern is missing"),
        ('pattern = ""', "training.groups.0.pattern"),
        ('pattern = "a"\nfrozen_until = -2', "greater than or equal to -1"),
    ],
)
def test_a_wrong_entry_is_named(text: str, sentence: str) -> None:
    with pytest.raises(RecipeError, match=sentence):
        Recipe.from_toml(f"[[training.groups]]\n{text}\n")


def test_groups_survive_toml_and_single_values_can_be_set(grouped: Recipe) -> None:
    assert Recipe.from_toml(grouped.to_toml()) == grouped
    changed = grouped.with_values({"training.groups.1.frozen_until": 4})
    assert changed.training.groups[1].frozen_until == 4
    assert in_words(changed.to_dict()["training"]["groups"]) == "linear_relu_stack.4 ×1, * ×0.1 decay 0.01 frozen 4"
    with pytest.raises(RecipeError, match="has 2 parameter groups, counted from 0"):
        grouped.with_values({"training.groups.2.frozen_until": 4})


def test_one_group_of_everything_trains_as_without_groups(tiny: Recipe, tmp_path: Path) -> None:
    whole(tiny, tmp_path / "plain")
    whole(tiny.with_values({"training.groups": [{"pattern": "*"}]}), tmp_path / "grouped")
    assert_same_run(tmp_path / "plain", tmp_path / "grouped")


def test_a_frozen_part_begins_with_its_epoch_and_the_log_says_so(grouped: Recipe, tmp_path: Path) -> None:
    driver = Driver()
    driver.start(grouped, tmp_path / "run", paused=True)
    before = weights_of(driver)
    driver.do(Advance(Unit.EPOCH))
    after = weights_of(driver)
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert changed == {"linear_relu_stack.4.weight", "linear_relu_stack.4.bias"}
    driver.do(Unpause())
    end = weights_of(driver)
    assert all(not torch.equal(after[name], end[name]) for name in after)
    rates = [group["lr"] for group in driver.engine.parts.step.optimizer.param_groups]
    assert rates == pytest.approx([1e-3, 1e-4])
    said = [str(event.message) for event in driver.of(Logged)]
    assert "From epoch 2 on “*” is trained too: 664,576 parameters." in said
    begun = [(mark.step, str(mark.message)) for mark in read_marks(tmp_path / "run")]
    assert begun == [(len(driver.engine.parts.training), "“*” is trained from epoch 2 on")]


@pytest.mark.parametrize("turns", [3, 9, 14])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_a_run_in_stages_is_resumed_exactly(tiny: Recipe, tmp_path: Path, turns: int, batch_norm: bool) -> None:
    recipe = tiny.with_values(
        {
            "model.name": "mlp",
            "model.batch_norm": batch_norm,
            "training.epochs": 3,
            "training.groups": [
                {"pattern": "layers.1", "frozen_until": 1, "lr_factor": 0.5},
                {"pattern": "layers.[245]", "frozen_until": 2},
            ],
        }
    )
    whole(recipe, tmp_path / "whole")
    broken_off(recipe, tmp_path / "broken", turns)
    continued(tmp_path / "broken")
    assert_same_run(tmp_path / "whole", tmp_path / "broken")
    assert len(read_marks(tmp_path / "whole")) == 2
    assert read_marks(tmp_path / "broken") == read_marks(tmp_path / "whole")
    driver = Driver()
    driver.do(VerifyRun(tmp_path / "broken"))
    assert driver.last(Verified).equal


def test_unfreezing_by_hand_leaves_a_mark_and_is_done_again(grouped: Recipe, tmp_path: Path) -> None:
    slow = grouped.with_values({"training.groups.1.frozen_until": 3})

    def live(folder: Path) -> Driver:
        driver = Driver()
        driver.start(slow, folder, paused=True)
        driver.do(Advance(Unit.EPOCH), Advance(Unit.BATCH), Advance(Unit.BATCH))
        driver.do(
            SetHyperparameter("training.groups.1.frozen_until", 0),
            SetHyperparameter("training.groups.1.lr_factor", 0.2),
            SetHyperparameter("optimizer.weight_decay", 0.3),
        )
        return driver

    driver = live(tmp_path / "whole")
    assert not driver.of(Refused)
    change = driver.of(HyperparameterChanged)[0]
    assert (change.key, change.old, change.new) == ("training.groups.1.frozen_until", 3, 0)
    tables = driver.engine.parts.step.optimizer.param_groups
    assert [table["weight_decay"] for table in tables] == [0.3, 0.01]
    driver.do(Unpause())
    assert read_marks(tmp_path / "whole")[0].message.facts["field"] == change.key

    other = live(tmp_path / "killed")
    other.post(Unpause())
    for _ in range(3):
        other.engine.turn()
    other.engine._training.run.records.history()
    other.engine._training.run.records.folder.release()
    continued(tmp_path / "killed")
    assert_same_run(tmp_path / "whole", tmp_path / "killed")
    checked = Driver()
    checked.do(VerifyRun(tmp_path / "whole"))
    assert checked.last(Verified).equal


def test_a_decay_that_is_taken_away_by_hand_is_that_of_the_optimizer_again(grouped: Recipe, tmp_path: Path) -> None:
    driver = Driver()
    driver.start(grouped, tmp_path / "run", paused=True)
    tables = driver.engine.parts.step.optimizer.param_groups
    usual = tables[0]["weight_decay"]
    assert [table["weight_decay"] for table in tables] == [usual, 0.01]
    driver.do(SetHyperparameter("training.groups.1.weight_decay", None))
    assert [table["weight_decay"] for table in tables] == [usual, usual]
    driver.do(Stop(Keep.LAST))


def test_a_value_of_a_group_is_described_like_a_field(grouped: Recipe) -> None:
    info = field(grouped, "training.groups.1.frozen_until")
    assert (info.title, info.live, info.minimum) == ("Frozen for", True, -1)
    assert not field(grouped, "training.groups.1.pattern").live
    assert value_of(grouped, "training.groups.1.weight_decay") == 0.01
    with pytest.raises(KeyError):
        field(grouped, "training.groups.1.colour")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("training.groups.0.frozen_until", -1, "freezes every parameter"),
        ("training.groups.0.pattern", "*", "cannot change while a run"),
        ("training.groups.7.lr_factor", 1.0, "has 2 parameter groups"),
        ("training.groups.0.lr_factor", -1.0, "greater than 0"),
    ],
)
def test_a_change_that_cannot_be_changes_nothing(
    grouped: Recipe, tmp_path: Path, key: str, value: Any, sentence: str
) -> None:
    driver = Driver()
    driver.start(grouped, tmp_path / "run", paused=True)
    driver.do(SetHyperparameter(key, value))
    assert sentence in str(driver.last(Refused).message)
    driver.do(Unpause())
    assert not [mark for mark in read_marks(tmp_path / "run") if mark.repeatable]


def test_other_groups_can_be_gone_on_with_and_averages_follow_their_parameters(grouped: Recipe, tmp_path: Path) -> None:
    broken_off(grouped, tmp_path / "run", 14)
    averages = {name: state["exp_avg"].sum() for name, state in _averages(tmp_path / "run").items()}
    other = [{"pattern": "linear_relu_stack.0"}, {"pattern": "linear_relu_stack.2", "lr_factor": 0.5}]
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "run", {"training.groups": other}, paused=True))
    assert not driver.of(Refused)
    parts = driver.engine.parts
    for name, parameter in parts.model.named_parameters():
        assert parts.step.optimizer.state[parameter]["exp_avg"].sum() == averages[name]
    said = " ".join(str(event.message) for event in driver.of(Logged))
    assert "training.groups: linear_relu_stack.4 ×1, * ×0.1 decay 0.01 frozen 1 → linear_relu_stack.0 ×1" in said
    driver.do(Stop(Keep.LAST))


def _averages(folder: Path) -> dict[str, dict[str, torch.Tensor]]:
    path = sorted((folder / "snapshots").glob("*.pt"))[-1]
    values = torch.load(path, weights_only=True)
    # The head's group comes first.
    names = [name for name in values["model"] if ".4." in name] + [
        name for name in values["model"] if ".4." not in name
    ]
    return {name: values["optimizer"]["state"][at] for at, name in enumerate(names)}
