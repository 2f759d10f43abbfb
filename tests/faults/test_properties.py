"""Whatever values stand in a recipe or among a run's facts: a recipe or a sentence, and never another exception."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.faults.kinds import finished_run, problem_of_sentence
from trainer_core.errors import TrainerError
from trainer_core.library.reading import read_record
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_facts, read_history, read_summary

EXAMPLES = settings(
    max_examples=250, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
KEYS = [
    f"{section}.{name}" for section, values in Recipe().to_dict().items() if isinstance(values, dict) for name in values
]

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**300)
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["auto", "SGD", "mlp", "cuda:99", "{x}", "..", "\x1b[2J"])
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def check(make: Any) -> None:
    """It makes a recipe that survives being written down, or an error of ours with a clear sentence."""
    try:
        recipe = make()
    except TrainerError as error:
        sentence = str(error)
    else:
        assert Recipe.from_toml(recipe.to_toml()) == recipe
        return
    assert not problem_of_sentence(sentence), sentence


@given(st.dictionaries(st.sampled_from(["version", "about", "data", "model", "training", "x"]), values, max_size=4))
@example({"version": 1 << 20_000})
@example({"version": math.inf})
@example({"training": {"epochs": 1 << 20_000}})
@EXAMPLES
def test_any_values_make_a_recipe_or_a_sentence(found: dict[str, Any]) -> None:
    check(lambda: Recipe.from_dict(found))


@given(st.dictionaries(st.sampled_from(KEYS), values, min_size=1, max_size=3))
@EXAMPLES
def test_any_change_of_a_recipe_makes_one_or_a_sentence(changes: dict[str, Any]) -> None:
    check(lambda: Recipe().with_values(changes))


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["[", "]", "=", '"', "a", ".", "\n", "{", "}", "#", "1"])).map("".join)
)
@EXAMPLES
def test_any_text_is_a_recipe_or_a_sentence(text: str) -> None:
    check(lambda: Recipe.from_toml(text))


@given(values)
@EXAMPLES
def test_any_toml_of_any_values_is_a_recipe_or_a_sentence(found: Any) -> None:
    try:
        text = tomlkit.dumps({"data": found})
    except Exception:  # TOML has no null, and no surrogates
        return
    check(lambda: Recipe.from_toml(text))


@pytest.mark.parametrize("name", ["result.json", "run.json", "notes.json"])
@given(found=values)
@EXAMPLES
def test_any_json_among_the_facts_of_a_run_is_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, found: Any
) -> None:
    folder = _run(tmp_path_factory)
    known = ("epochs", "steps", "seconds", "test_accuracy", "reason", "started", "device", "name", "tags", "notes")
    for content in (found, dict.fromkeys(known, found)):
        (folder / name).write_text(json.dumps(content))
        record = read_record(folder)
        assert not record.problem or not problem_of_sentence(record.problem)
        assert isinstance(read_summary(folder), dict)
        assert isinstance(read_facts(folder), dict)
    (folder / name).unlink()


@given(
    found=st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys(("step", "field", "old", "new"), values)), max_size=4
    )
)
@EXAMPLES
def test_any_lines_among_the_changes_of_a_run_are_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, found: list[dict[str, Any]]
) -> None:
    folder = _run(tmp_path_factory)
    (folder / "marks.jsonl").write_text("".join(json.dumps(line) + "\n" for line in found))
    try:
        history = read_history(folder)
    except TrainerError as error:
        sentence = str(error)
    else:
        assert len(history.marks) == len(found)
        assert all(str(mark.message) for mark in history.marks)
        return
    assert not problem_of_sentence(sentence), sentence


_folders: list[Path] = []


def _run(factory: pytest.TempPathFactory) -> Path:
    """One run's folder for all examples."""
    if not _folders:
        _folders.append(factory.mktemp("properties") / "run")
        finished_run(_folders[0])
    return _folders[0]
