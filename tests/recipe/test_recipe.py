"""The recipe: what it takes, what it refuses and in which words, and its way through TOML and back."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from trainer_core import Recipe, TrainerError, load_preset, preset_names
from trainer_core.data.labels import TaskName
from trainer_core.errors import RecipeError
from trainer_core.models import models
from trainer_core.parts.losses import losses_for
from trainer_core.parts.optimizers import optimizers
from trainer_core.parts.schedules import schedules
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.schema import describe

PARTS = {"model": models, "loss": losses_for(TaskName.CLASSIFICATION), "optimizer": optimizers, "schedule": schedules}

ANY_NAMES = st.fixed_dictionaries(
    {section: st.sampled_from([entry.name for entry in registry]) for section, registry in PARTS.items()}
)


def values_of(info: FieldInfo) -> st.SearchStrategy[object]:
    """Everything that a field takes."""
    if info.kind == "choice":
        return st.sampled_from(info.choices)
    if info.kind == "bool":
        return st.booleans()
    if info.kind == "int":
        return st.integers(int(info.minimum or 0), int(info.maximum if info.maximum is not None else 10**6))
    if info.kind == "float":
        return st.floats(
            info.minimum,
            info.maximum,
            exclude_min=info.open_minimum,
            exclude_max=info.open_maximum,
            allow_nan=False,
            allow_infinity=False,
        )
    return st.just(info.default)


_PARTS = ("name", "source")


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    names = draw(ANY_NAMES)
    recipe = Recipe().with_values({f"{section}.name": name for section, name in names.items()})
    # Another source may be for another task, which the loss that was drawn does not fit.
    fields = [
        info for section in describe(recipe) for info in section.fields if info.key.rpartition(".")[2] not in _PARTS
    ]
    chosen = draw(st.lists(st.sampled_from(fields), max_size=8, unique_by=lambda info: info.key))
    return recipe.with_values({info.key: draw(values_of(info)) for info in chosen})


def refused(text: str) -> RecipeError:
    with pytest.raises(RecipeError) as caught:
        Recipe.from_toml(text)
    return caught.value


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_survives_toml(name):
    recipe = load_preset(name)
    text = recipe.to_toml()

    assert Recipe.from_toml(text) == recipe
    assert Recipe.from_toml(text).to_toml() == text


@settings(max_examples=150, deadline=None)
@given(recipes())
def test_any_recipe_survives_toml_and_a_dict(recipe):
    text = recipe.to_toml()

    assert Recipe.from_toml(text) == recipe
    assert Recipe.from_toml(text).to_toml() == text
    assert Recipe.from_dict(recipe.to_dict()) == recipe


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["en", "ko", "x y", "ü"]), st.text(st.characters(exclude_categories=["Cs"]))),
)
def test_any_title_survives_toml(title):
    recipe = Recipe.from_dict({"about": {"title": title}})

    assert Recipe.from_toml(recipe.to_toml()).about.title == title


@pytest.mark.parametrize(
    ("text", "code", "parts"),
    [
        ("[training]\nepoch = 3", "unknown-key", ["training.epoch", "epochs"]),
        ("[trainings]\nepochs = 3", "unknown-key", ["trainings", "training"]),
        ("[optimizer]\nname = 'Adam'\nmomentum = 0.9", "unknown-key", ["optimizer.momentum", "lr", "betas"]),
        ("[model]\nname = 'neural_net'", "unknown-name", ["model.name", "'neural_net'", "neural_network", "mlp"]),
        ("[data]\nsource = 'fashion'", "unknown-name", ["data.source", "'fashion'", "fashion-mnist", "cifar-10"]),
        ("[optimizer]\nlr = 0.1", "missing-value", ["optimizer.name", "Adam", "SGD"]),
        ("[optimizer]\nname = 7", "unknown-name", ["optimizer.name", "7", "Adam"]),
        ("[training]\nepochs = 'five'", "bad-value", ["training.epochs", "'five'", "whole number"]),
        ("[training]\nepochs = '5'", "bad-value", ["training.epochs", "'5'", "whole number"]),
        ("[training]\nepochs = true", "bad-value", ["training.epochs", "True", "whole number"]),
        ("[training]\nepochs = 2.0", "bad-value", ["training.epochs", "2.0", "whole number"]),
        ("[training]\nepochs = 1979-05-27", "bad-value", ["training.epochs", "1979", "whole number"]),
        ("[training]\nepochs = [1]", "bad-value", ["training.epochs", "[1]", "whole number"]),
        ("[data]\nflip = 1", "bad-value", ["data.flip", "1", "true or false"]),
        ("[optimizer]\nname = 'Adam'\nlr = '0.1'", "bad-value", ["optimizer.lr", "'0.1'", "number"]),
        ("[optimizer]\nname = 'Adam'\nbetas = [0.9]", "bad-value", ["optimizer.betas", "(0.9,)", "more values"]),
        ("[optimizer]\nname = 'Adam'\nbetas = [0.9, 0.9, 0.9]", "bad-value", ["optimizer.betas", "2 values"]),
        ("[training]\nepochs = 0", "bad-value", ["training.epochs", "0", "greater than or equal to 1"]),
        ("[data]\nbatch_size = 65537", "bad-value", ["data.batch_size", "65537", "65536"]),
        ("[data]\nvalidation_share = 50.1", "bad-value", ["data.validation_share", "50.1", "50"]),
        ("[data]\nvalidation_share = nan", "bad-value", ["data.validation_share", "nan", "finite"]),
        ("[optimizer]\nname = 'Adam'\nlr = inf", "bad-value", ["optimizer.lr", "inf", "finite"]),
        ("[optimizer]\nname = 'Adam'\nlr = 0", "bad-value", ["optimizer.lr", "0", "greater than 0"]),
        ("[optimizer]\nname = 'Adam'\nbetas = [0.9, 1.0]", "bad-value", ["optimizer.betas.1", "1.0", "less than 1"]),
        ("[training]\nprecision = 'half'", "bad-value", ["training.precision", "'half'", "float32", "bfloat16"]),
        ("[training]\ndevice = 'gpu'", "bad-value", ["training.device", "'gpu'", "auto", "cuda:0"]),
        ("model = 'mlp'", "bad-value", ["model", "'mlp'", "[model]"]),
        ("model = 5", "bad-value", ["model", "5", "[model]"]),
        ("data = 5", "bad-value", ["data", "5", "[data]"]),
        ("version = 2", "future-version", ["version", "2", "1", "Update"]),
        ("version = 0", "bad-value", ["version", "0", "1"]),
        ("version = 'one'", "bad-value", ["version", "'one'", "1"]),
    ],
)
def test_a_wrong_recipe_is_refused_by_field_value_and_what_is_allowed(text, code, parts):
    error = refused(text)

    assert error.code == code
    assert error.message.facts["field"] == parts[0]
    for part in parts:
        assert part in str(error)
    assert "\n" not in str(error)
    assert "pydantic" not in str(error)


@pytest.mark.parametrize(
    "text",
    [
        "epochs 5",
        "[training\nepochs = 5",
        "[training]\nepochs = 5\nepochs = 6",
        "{}",
        "\x00",
        "a = " + "[" * 5000,
        "a = " + "{b = " * 5000,
        ".".join("a" * 3000) + " = 1",
        "[" + ".".join("a" * 3000) + "]",
        "[training]\nepochs = " + "9" * 5000,
    ],
    ids=[
        "no equals sign",
        "open bracket",
        "key twice",
        "json",
        "nul",
        "nested lists",
        "nested tables",
        "nested keys",
        "nested sections",
        "endless digits",
    ],
)
def test_what_is_no_recipe_is_refused_with_a_sentence(text):
    error = refused(text)

    assert error.code in ("not-toml", "unknown-key", "bad-value")
    assert len(str(error)) < 1000


def test_dots_in_comments_and_texts_are_no_key():
    text = f"# {'.' * 60}\n[training]\nepochs = 5  # it's {'.' * 60}\n[about.title]\nen = 'a{'.' * 60}'\n"
    assert Recipe.from_toml(text).training.epochs == 5


def test_a_number_that_python_does_not_write_is_refused_too():
    error = refused("[training]\nepochs = 0x" + "f" * 5000)

    assert error.message.facts["field"] in ("training.epochs", "")


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.text("[]{}=.\"'\n#ab01-_:TZ,", max_size=40)))
def test_no_text_at_all_raises_anything_but_a_recipe_error(text):
    with contextlib.suppress(RecipeError):
        Recipe.from_toml(text)


@pytest.mark.parametrize("kind", ["missing", "folder", "binary", "other encoding", "device", "huge"])
def test_a_file_that_cannot_be_a_recipe_is_refused_by_its_name(kind, tmp_path):
    path = tmp_path / "recipe.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "binary":
        path.write_bytes(os.urandom(64) + b"\xff\xfe")
    elif kind == "other encoding":
        path.write_bytes("[about]\ntitle = {ko = '가장 정확하게'}".encode("cp949"))
    elif kind == "huge":
        path.write_bytes(b"#" * 2_000_000)
    elif kind == "device":
        path = Path("/dev/zero")

    with pytest.raises(RecipeError) as caught:
        Recipe.load(path)
    assert caught.value.code == "unreadable"
    assert str(path) in str(caught.value)


def test_a_wrong_value_in_a_file_names_file_and_field(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("[training]\nepochs = 0")

    with pytest.raises(RecipeError, match=r"^mine\.toml: training\.epochs is 0\.") as caught:
        Recipe.load(path)
    assert caught.value.message.facts["field"] == "training.epochs"


@pytest.mark.parametrize("text", ["#" * 300_000, "a." * 7_000 + "a = 1", "a = " + "[" * 15_000])
def test_text_that_would_take_long_or_is_nested_too_deeply_is_no_recipe(text):
    with pytest.raises(RecipeError, match=r"not a recipe in TOML: it (has more|has a key|is nested)") as caught:
        Recipe.from_toml(text)
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize("name", ["mse", "MSELos", "MSELoss"])
def test_a_wrong_loss_is_answered_with_those_that_fit_the_data(name):
    with pytest.raises(RecipeError) as caught:
        Recipe().with_values({"loss.name": name})
    assert str(caught.value).endswith("It can be: CrossEntropyLoss, MultiMarginLoss, file.")


def test_an_unknown_source_names_its_field_and_the_nearest_one():
    with pytest.raises(
        RecipeError, match=r"^data\.source is 'fashion-mnst', .* Did you mean fashion-mnist\?"
    ) as caught:
        Recipe.from_dict({"data": {"source": "fashion-mnst"}})
    assert caught.value.code == "unknown-name"


def test_an_empty_file_is_the_default_recipe(tmp_path):
    path = tmp_path / "recipe.toml"
    path.write_text("")

    assert Recipe.load(path) == Recipe()


def test_naming_another_part_starts_from_its_own_defaults():
    recipe = Recipe().with_values({"optimizer.lr": 0.5})
    changed = recipe.with_values({"optimizer.momentum": 0.8, "optimizer.name": "SGD"})

    assert changed.optimizer.arguments["momentum"] == 0.8
    assert changed.optimizer.arguments["lr"] != 0.5
    assert recipe.with_values({"optimizer.name": "Adam"}).optimizer.arguments["lr"] == 0.5


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("nowhere.lr", "unknown-key"),
        ("version", "unknown-key"),
        ("training", "unknown-key"),
        ("", "unknown-key"),
        ("training.", "unknown-key"),
        ("training.epochs.more", "unknown-key"),
        ("optimizer.name", "unknown-name"),
    ],
)
def test_changing_what_is_not_there_is_refused(key, code):
    with pytest.raises(TrainerError) as caught:
        Recipe().with_values({key: 3})
    assert caught.value.code == code


def test_a_refused_change_leaves_the_recipe_as_it_was():
    recipe = Recipe()
    before = recipe.to_toml()
    with pytest.raises(RecipeError):
        recipe.with_values({"training.epochs": 3, "optimizer.lr": -1})

    assert recipe.to_toml() == before


def test_a_recipe_cannot_be_changed_in_place():
    recipe = Recipe().with_values({"model.name": "mlp"})
    before = recipe.to_toml()
    with pytest.raises(ValidationError):
        recipe.training.epochs = 9
    with pytest.raises(ValidationError):
        recipe.optimizer.name = "SGD"
    with pytest.raises(ValidationError):
        recipe.data = Recipe().data
    recipe.model.arguments["widths"].append(9)
    recipe.to_dict()["model"]["widths"].append(9)

    assert recipe.to_toml() == before


def test_a_pair_is_taken_as_a_list_or_a_tuple():
    as_list = Recipe().with_values({"optimizer.betas": [0.8, 0.9]})
    as_tuple = Recipe().with_values({"optimizer.betas": (0.8, 0.9)})

    assert as_list == as_tuple
    assert as_list.optimizer.arguments["betas"] == (0.8, 0.9)


def test_a_title_comes_in_the_language_asked_for_then_english_then_what_it_trains():
    recipe = Recipe.from_dict({"about": {"title": {"en": "Mine", "ko": "내 것"}}})

    assert (recipe.title("ko"), recipe.title("en"), recipe.title("fr")) == ("내 것", "Mine", "Mine")
    assert Recipe().title("ko") == "fashion-mnist · neural_network"
