"""The list of augmentations in a recipe: what it takes, what it refuses, and how recipes of earlier become it."""

from __future__ import annotations

import pytest

from trainer_core import Recipe, load_preset
from trainer_core.data.augment import augmentations
from trainer_core.errors import RecipeError
from trainer_core.library.recipe_line import recipe_line, written
from trainer_core.recipe.augmentation import in_words
from trainer_core.recipe.schema import field, part_fields
from trainer_core.training.resume import changes


def names(recipe: Recipe) -> list[str]:
    return [entry.name for entry in recipe.data.augment]


def test_the_three_settings_of_earlier_recipes_become_entries_in_the_order_in_which_they_acted() -> None:
    earlier = Recipe.from_toml("[data]\nflip = true\nerase = 8\nshift = 2\n")

    assert [(entry.name, entry.arguments) for entry in earlier.data.augment] == [
        ("shift", {"pixels": 2}),
        ("flip", {}),
        ("erase", {"side": 8}),
    ]
    assert earlier.data.augment == load_preset("fashion-mnist-best").data.augment
    assert Recipe.from_toml("[data]\nflip = false\nerase = 0\nshift = 0\n") == Recipe()
    assert "flip =" not in earlier.to_toml()
    assert Recipe.from_toml(earlier.to_toml()) == earlier


def test_they_can_still_be_set_where_there_is_no_list() -> None:
    assert names(Recipe().with_values({"data.flip": True, "data.shift": 3})) == ["shift", "flip"]
    with pytest.raises(RecipeError, match=r"data\.shift is an entry of data\.augment now"):
        Recipe().with_values({"data.augment": [{"name": "flip"}]}).with_values({"data.shift": 3})


def test_an_argument_of_an_entry_is_set_by_its_name_and_a_missing_entry_is_put_last() -> None:
    recipe = Recipe().with_values({"data.augment": [{"name": "rotate", "degrees": 5.0}, {"name": "flip"}]})
    changed = recipe.with_values({"data.augment.rotate.degrees": 20.0, "data.augment.blur.sigma": 2.0})

    assert names(changed) == ["rotate", "flip", "blur"]
    assert changed.data.augment[0].arguments == {"degrees": 20.0}


@pytest.mark.parametrize(
    ("text", "code", "field_name", "sentence"),
    [
        ("augment = 3", "bad-value", "data.augment", "It should be a list of sections: [[data.augment]]"),
        ("augment = 'flip'", "bad-value", "data.augment", "It should be a list"),
        ("augment = [{name = 'rotat'}]", "unknown-name", "data.augment", "Did you mean rotate?"),
        ("augment = [{name = 5}]", "unknown-name", "data.augment", "data.augment is '5'"),
        ("augment = ['flip']", "missing-value", "data.augment", "without a name"),
        ("augment = [{degrees = 5}]", "missing-value", "data.augment", "without a name"),
        (
            "augment = [{name = 'rotate', degree = 5}]",
            "unknown-key",
            "data.augment.rotate.degree",
            "Did you mean data.augment.rotate.degrees?",
        ),
        ("augment = [{name = 'rotate', degrees = 181}]", "bad-value", "data.augment.rotate.degrees", "is 181"),
        ("augment = [{name = 'shift', pixels = 1.5}]", "bad-value", "data.augment.shift.pixels", "a whole number"),
        ("augment = [{name = 'flip'}, {name = 'flip'}]", "augment-twice", "data.augment", "has flip twice"),
        ("augment = [{name = 'mixup'}, {name = 'blur'}]", "augment-order", "data.augment", "has blur after mixup"),
        ("augment = [{name = 'erase'}, {name = 'flip'}]", "augment-order", "data.augment", "move flip up"),
        ("flip = 1", "bad-value", "data.flip", "true or false"),
        ("shift = 65", "bad-value", "data.shift", "less than or equal to 64"),
    ],
)
def test_a_wrong_list_is_refused_by_its_field(text: str, code: str, field_name: str, sentence: str) -> None:
    with pytest.raises(RecipeError) as caught:
        Recipe.from_toml(f"[data]\n{text}\n")

    assert caught.value.code == code
    assert caught.value.message.facts["field"] == field_name
    assert sentence in str(caught.value)


def test_a_loss_that_needs_one_class_an_example_is_refused_where_examples_are_mixed() -> None:
    hinge = Recipe().with_values({"loss.name": "MultiMarginLoss", "data.augment": [{"name": "flip"}]})
    with pytest.raises(
        RecipeError, match="MultiMarginLoss, which needs one class for each example, and mixup"
    ) as caught:
        hinge.with_values({"data.augment": [{"name": "mixup"}]})
    assert (caught.value.code, caught.value.message.facts["field"]) == ("loss-unmixable", "loss.name")


def test_the_form_is_told_of_every_entry_and_its_arguments() -> None:
    info = field(Recipe(), "data.augment")

    assert (info.kind, info.default) == ("parts", [])
    assert info.choices == tuple(entry.name for entry in augmentations)
    assert all(summary.endswith(".") for summary in info.summaries)
    for name in info.choices:
        for part in part_fields("data.augment", name):
            assert part.key.startswith(f"data.augment.{name}.")
            assert part.title
            assert part.description.endswith(".")
            assert part.minimum is not None
            assert part.maximum is not None
            assert part.minimum <= part.default <= part.maximum


def test_a_list_is_written_in_a_line_and_side_by_side() -> None:
    recipe = Recipe().with_values({"data.augment": [{"name": "shift"}, {"name": "flip"}]})

    assert recipe_line(recipe).endswith("shift 2 · flip")
    assert written(recipe.to_dict()["data"]["augment"]) == "shift 2,flip"
    assert in_words(recipe.to_dict()["data"]["augment"]) == "shift 2, flip"
    assert in_words([]) == "none"


def test_a_run_may_go_on_with_another_list() -> None:
    (change,) = changes(Recipe(), Recipe().with_values({"data.augment": [{"name": "flip"}]}))

    assert (change.key, change.title, change.allowed) == ("data.augment", "Augmentation", True)
    assert change.new == [{"name": "flip"}]
