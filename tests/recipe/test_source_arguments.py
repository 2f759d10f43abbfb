"""The arguments of a source stand in [data]: read, written, checked, described; paths become absolute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import pytest
from pydantic import Field

from trainer_core import Recipe
from trainer_core.data import RawData, load_dataset, sources
from trainer_core.data.examples import Progress
from trainer_core.data.labels import TaskName
from trainer_core.errors import DataError, RecipeError
from trainer_core.library.recipe_line import recipe_line
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.schema import describe, field
from trainer_core.training.resume import changes


def shelf(
    *,
    progress: Progress,
    seed: int,
    path: Annotated[
        Path,
        Field(title="Folder", description="Where it lies.", json_schema_extra={"path": "folder"}),
    ],
    side: Annotated[int, Field(ge=1, le=64, title="Side", description="Pixels of a side.")] = 28,
    fit: Annotated[Literal["crop", "pad"], Field(title="Fit", description="How.")] = "crop",
    labels: Annotated[Path, Field(description="A table.", json_schema_extra={"suffixes": (".csv",)})] = Path(),
    columns: Annotated[list[str], Field(description="Which.")] = [],  # noqa: B006
) -> RawData:
    raise AssertionError("not read here")


@pytest.fixture(autouse=True)
def _shelf() -> Iterator[None]:
    sources.add("shelf", shelf, title="Shelf", summary="", task=None)
    yield
    sources.remove("shelf")


def test_arguments_stand_flat_in_the_section_and_come_back(tmp_path: Path) -> None:
    text = "[data]\nsource = 'shelf'\npath = 'photos/cats'\nside = 32\ncolumns = ['a', 'b']\n"
    recipe = Recipe.from_toml(text, relative_to=tmp_path)

    assert recipe.data.arguments == {
        "path": tmp_path / "photos" / "cats",
        "side": 32,
        "fit": "crop",
        "labels": Path(),
        "columns": ["a", "b"],
    }
    written = recipe.to_toml()
    assert f'path = "{tmp_path}/photos/cats"' in written
    assert 'labels = ""' in written
    assert Recipe.from_toml(written, relative_to=tmp_path / "elsewhere") == recipe


def test_the_arguments_of_a_person_s_class_are_a_table_of_which_one_is_set(tmp_path: Path) -> None:
    text = "[data]\nsource = 'dataset'\npath = 'mine.py'\n[data.arguments]\nside = 28\nnote = 'a'\n"
    recipe = Recipe.from_toml(text, relative_to=tmp_path)
    assert recipe.data.arguments["arguments"] == {"side": 28, "note": "a"}
    other = recipe.with_values({"data.arguments.side": 32, "data.arguments.mean": "(0.5, 0.5)"})
    assert other.data.arguments["arguments"] == {"side": 32, "note": "a", "mean": "(0.5, 0.5)"}
    assert Recipe.from_toml(other.to_toml()) == other
    with pytest.raises(RecipeError, match=r"data\.arguments\.side"):
        Recipe().with_values({"data.arguments.side": 32})


def test_paths_are_relative_to_the_recipe_s_file_and_of_a_change_to_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "recipes").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    file = tmp_path / "recipes" / "mine.toml"
    file.write_text("[data]\nsource = 'shelf'\npath = '../photos'\n")
    loaded = Recipe.load(file)

    assert loaded.data.arguments["path"] == tmp_path / "photos"
    assert loaded.with_values({"data.side": 40}).data.arguments["path"] == tmp_path / "photos"
    assert loaded.with_values({"data.path": "."}).data.arguments["path"] == tmp_path / "here"
    assert Recipe.load("../recipes/mine.toml") == loaded


def test_another_source_starts_from_its_own_defaults_and_keeps_the_common_fields() -> None:
    recipe = Recipe().with_values({"data.source": "shelf", "data.side": 40, "data.batch_size": 16})
    back = recipe.with_values({"data.source": "fashion-mnist"})

    assert (recipe.data.batch_size, back.data.batch_size) == (16, 16)
    assert back.data.arguments == {}
    assert back.with_values({"data.source": "shelf"}).data.arguments["side"] == 28


def test_a_loss_that_does_not_fit_another_source_gives_way_to_the_usual_one() -> None:
    sources.add("numbers", shelf, title="Numbers", summary="", task=TaskName.REGRESSION)
    try:
        recipe = Recipe().with_values({"loss.label_smoothing": 0.1})
        numbers = recipe.with_values({"data.source": "numbers"})
        assert numbers.loss.name == "MSELoss"
        assert recipe.with_values({"data.source": "shelf"}).loss == recipe.loss
        assert recipe.with_values({"data.source": "numbers", "loss.name": "L1Loss"}).loss.name == "L1Loss"
        with pytest.raises(RecipeError, match="CrossEntropyLoss"):
            numbers.with_values({"loss.name": "CrossEntropyLoss"})
    finally:
        sources.remove("numbers")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("data.sides", 3, "Did you mean data.side"),
        ("data.side", 65, "less than or equal to 64"),
        ("data.side", "three", "whole number"),
        ("data.path", 7, "It should be a path"),
        ("data.fit", "stretch", "'crop' or 'pad'"),
        ("data.whatever", 1, "path, side, fit"),
    ],
)
def test_a_wrong_argument_is_named_with_what_is_allowed(key: str, value: object, words: str) -> None:
    recipe = Recipe().with_values({"data.source": "shelf"})
    with pytest.raises(RecipeError) as caught:
        recipe.with_values({key: value})
    assert key in str(caught.value)
    assert words in str(caught.value)


def test_an_argument_of_another_source_is_unknown() -> None:
    with pytest.raises(RecipeError, match=r"data\.side is not a setting"):
        Recipe().with_values({"data.side": 3})


def test_a_path_that_is_not_chosen_is_asked_for_where_the_data_is_read() -> None:
    recipe = Recipe().with_values({"data.source": "shelf"})
    with pytest.raises(DataError, match=r"Shelf needs to know.*data\.path") as caught:
        load_dataset(recipe.data.source, validation_share=10, seed=0, **recipe.data.arguments)
    assert caught.value.code == "nothing-chosen"


def test_the_form_is_told_of_the_arguments_right_after_the_source() -> None:
    recipe = Recipe().with_values({"data.source": "shelf"})
    keys = [info.key for info in describe(recipe)[0].fields]
    path, labels = field(recipe, "data.path"), field(recipe, "data.labels")

    assert keys[:4] == ["data.source", "data.path", "data.side", "data.fit"]
    assert "data.path" not in [info.key for info in describe(Recipe())[0].fields]
    assert (path.kind, path.path, path.default, path.title) == ("path", "folder", "", "Folder")
    assert (labels.kind, labels.path, labels.suffixes) == ("path", "file", (".csv",))
    assert field(recipe, "data.columns").kind == "texts"


def test_no_source_takes_the_name_of_a_common_field() -> None:
    for entry in sources:
        assert not set(entry.arguments.model_fields) & set(DataRecipe.model_fields), entry.name


def test_the_line_about_a_recipe_names_what_is_not_as_usual(tmp_path: Path) -> None:
    recipe = Recipe().with_values({"data.source": "shelf", "data.path": str(tmp_path / "photos"), "data.side": 32})
    assert "path photos · side 32" in recipe_line(recipe)


def test_data_may_have_moved_when_a_run_goes_on_but_not_be_read_in_another_way(tmp_path: Path) -> None:
    before = Recipe().with_values({"data.source": "shelf", "data.path": str(tmp_path)})
    moved = {change.key: change for change in changes(before, before.with_values({"data.path": str(tmp_path / "b")}))}
    other = {change.key: change for change in changes(before, before.with_values({"data.side": 9}))}
    apart = changes(before, before.with_values({"data.source": "fashion-mnist"}))

    assert moved["data.path"].allowed
    assert moved["data.path"].title == "Folder"
    assert not other["data.side"].allowed
    assert [change.key for change in apart] == ["data.source"]
