"""The presets: all load, say what they are in both languages, and come in a stable order."""

from __future__ import annotations

import pytest

from trainer_core import Recipe, find_recipe, load_preset, preset_names
from trainer_core.errors import RecipeError
from trainer_core.recipe.presets import DEFAULT


def test_the_presets_come_in_a_stable_order_the_default_first():
    assert preset_names()[0] == DEFAULT == "fashion-mnist-tutorial"
    assert preset_names()[:4] == (
        "fashion-mnist-tutorial",
        "fashion-mnist-cnn",
        "fashion-mnist-fast",
        "fashion-mnist-best",
    )
    assert preset_names() == preset_names()


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_has_a_title_and_a_sentence_in_both_languages(name):
    about = load_preset(name).about

    assert set(about.title) == set(about.summary) == {"en", "ko"}
    assert about.title["en"].isascii()
    assert not about.title["ko"].isascii()
    assert all(sentence.endswith(".") for sentence in about.summary.values())


def test_titles_tell_the_presets_apart():
    for language in ("en", "ko"):
        titles = [load_preset(name).title(language) for name in preset_names()]
        assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", preset_names())
def test_a_preset_trains_on_any_device(name):
    recipe = load_preset(name)

    assert recipe.training.device == "auto"
    assert recipe.training.precision != "float16"
    assert not recipe.training.compile
    assert 1 <= recipe.about.demo_epochs <= recipe.training.epochs


@pytest.mark.parametrize("name", ["fashion-mnist", "", "../presets/fashion-mnist-cnn", "a" * 5000])
def test_an_unknown_preset_is_refused_naming_those_that_exist(name):
    for read in (load_preset, find_recipe):
        with pytest.raises(RecipeError, match="fashion-mnist-tutorial, fashion-mnist-cnn") as caught:
            read(name)
        assert caught.value.code == "unknown-preset"


def test_a_recipe_is_found_by_a_presets_name_or_a_files_path(tmp_path):
    recipe = Recipe().with_values({"training.epochs": 3})
    path = tmp_path / "mine"
    path.write_text(recipe.to_toml(), encoding="utf-8")

    assert find_recipe(str(path)) == recipe
    assert find_recipe("fashion-mnist-cnn") == load_preset("fashion-mnist-cnn")
    with pytest.raises(RecipeError, match=r"gone\.toml cannot be read: No such file"):
        find_recipe(str(tmp_path / "gone.toml"))
    with pytest.raises(RecipeError, match="Is a directory"):
        find_recipe(str(tmp_path))
