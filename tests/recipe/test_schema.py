"""What a form is told of a recipe: every field of every part with a title, a sentence, a range and a default."""

from __future__ import annotations

import pytest

from trainer_core import Recipe
from trainer_core.data import sources
from trainer_core.data.labels import TaskName
from trainer_core.errors import RecipeError
from trainer_core.models import models
from trainer_core.parts.losses import losses_for
from trainer_core.parts.optimizers import optimizers
from trainer_core.parts.schedules import schedules
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.schema import SECTIONS, describe, field

PARTS = {"model": models, "loss": losses_for(TaskName.CLASSIFICATION), "optimizer": optimizers, "schedule": schedules}
EVERY_PART = [(section, entry.name) for section, registry in PARTS.items() for entry in registry]
EVERY_PART += [("data", entry.name) for entry in sources]


def with_part(section: str, name: str) -> Recipe:
    return Recipe().with_values({"data.source" if section == "data" else f"{section}.name": name})


def fields_of(recipe: Recipe) -> list[FieldInfo]:
    return [info for section in describe(recipe) for info in section.fields]


@pytest.mark.parametrize(("section", "name"), EVERY_PART)
def test_every_field_of_every_part_says_what_it_is(section, name):
    recipe = with_part(section, name)
    for info in fields_of(recipe):
        assert info.title, info.key
        assert info.title[0].isupper(), info.key
        assert info.description.endswith((".", "?")), info.key
        assert "\n" not in info.description
        if info.kind == "choice":
            assert len(info.choices) == len(info.labels) > 1, info.key
            assert info.default in info.choices
        if info.kind in ("int", "float"):
            assert info.minimum is not None, info.key
            low, high = info.minimum, info.maximum if info.maximum is not None else info.default
            assert low <= info.default <= high, info.key
            assert not (info.open_minimum and info.default == low), info.key
            assert not (info.open_maximum and info.default == high), info.key
            if info.zero:
                assert low == 0, info.key
                assert not info.open_minimum, info.key


@pytest.mark.parametrize(("section", "name"), EVERY_PART)
def test_every_default_is_what_a_recipe_is_filled_with(section, name):
    recipe = with_part(section, name)
    values = recipe.to_dict()
    for info in fields_of(recipe):
        group, _, key = info.key.partition(".")
        if key in ("name", "source"):
            continue
        default = list(info.default) if isinstance(info.default, tuple) else info.default
        assert values[group][key] == default, info.key
        assert recipe.with_values({info.key: default}) == recipe


@pytest.mark.parametrize(("section", "name"), EVERY_PART)
def test_a_value_beyond_a_bound_is_refused_and_the_bound_is_taken(section, name):
    recipe = with_part(section, name)
    for info in fields_of(recipe):
        if info.kind not in ("int", "float"):
            continue
        number = int if info.kind == "int" else float
        for bound, is_open, outside in (
            (info.minimum, info.open_minimum, -1),
            (info.maximum, info.open_maximum, 1),
        ):
            if bound is None:
                continue
            with pytest.raises(RecipeError, match=info.key.replace(".", r"\.")):
                recipe.with_values({info.key: number(bound + outside)})
            if not is_open:
                recipe.with_values({info.key: number(bound)})


def test_the_sections_come_in_order_and_the_device_is_chosen_elsewhere():
    described = describe(Recipe())

    assert tuple(section.key for section in described) == SECTIONS
    assert all(section.title for section in described)
    keys = [info.key for section in described for info in section.fields]
    assert len(keys) == len(set(keys))
    assert "training.device" not in keys


def test_only_what_an_engine_can_change_during_a_run_is_live():
    live = {info.key for section, name in EVERY_PART for info in fields_of(with_part(section, name)) if info.live}

    assert live == {
        "optimizer.lr", "optimizer.momentum", "optimizer.weight_decay", "model.dropout", "training.threads"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "unit", "zero", "kind", "advanced"),
    [
        ("data.batch_size", "examples", "", "int", False),
        ("data.validation_share", "%", "", "float", False),
        ("data.limit", "examples", "all", "int", True),
        ("data.augment", "", "", "parts", False),
        ("data.resample", "", "", "bool", True),
        ("data.source", "", "", "choice", False),
        ("training.stop_early_after", "epochs", "off", "int", False),
        ("training.clip_norm", "", "off", "float", True),
        ("training.precision", "", "", "choice", False),
        ("schedule.warmup_epochs", "epochs", "off", "float", False),
        ("model.hidden", "units", "", "int", False),
        ("loss.class_weights", "", "", "floats", True),
        ("optimizer.betas", "", "", "floats", True),
    ],
)
def test_units_words_for_nothing_and_kinds(key, unit, zero, kind, advanced):
    info = field(Recipe(), key)

    assert (info.unit, info.zero, info.kind, info.advanced) == (unit, zero, kind, advanced)


def test_the_numbers_of_a_list_have_bounds_too():
    betas = field(Recipe(), "optimizer.betas")
    weights = field(Recipe(), "loss.class_weights")

    assert (betas.minimum, betas.maximum, betas.open_maximum) == (0, 1, True)
    assert (weights.minimum, weights.open_minimum) == (0, True)


def test_a_learning_rate_steps_by_factors():
    assert field(Recipe(), "optimizer.lr").log


def test_a_field_that_a_recipe_does_not_have_is_a_key_error():
    with pytest.raises(KeyError, match="optimizer\\.momentum"):
        field(Recipe(), "optimizer.momentum")
