"""Runs side by side: what differs between their recipes, and how they did."""

from __future__ import annotations

import json
import math

import pytest

from trainer_core import Recipe
from trainer_core.errors import RunFolderError
from trainer_core.library.comparing import LiveValue, compare, differences


def test_equal_recipes_do_not_differ_whatever_they_are_called():
    other = Recipe.from_dict({"about": {"title": {"en": "Another name"}}})

    assert differences([Recipe(), other]) == ()
    assert differences([Recipe()]) == ()


def test_differences_have_the_forms_titles_and_order():
    changed = Recipe().with_values({"optimizer.lr": 0.01, "data.batch_size": 128, "training.device": "cpu"})
    found = differences([Recipe(), changed, Recipe()])

    assert [(each.key, each.title, each.values) for each in found] == [
        ("data.batch_size", "Batch size", (64, 128, 64)),
        ("optimizer.lr", "Learning rate", (1e-3, 0.01, 1e-3)),
        ("training.device", "Device", ("auto", "cpu", "auto")),
    ]


def test_a_setting_that_another_part_does_not_have_is_none():
    sgd = Recipe().with_values({"optimizer.name": "SGD", "optimizer.lr": 1e-3})
    found = {each.key: each for each in differences([Recipe(), sgd])}

    assert found["optimizer.name"].values == ("Adam", "SGD")
    assert found["optimizer.momentum"].values == (None, sgd.optimizer.arguments["momentum"])
    assert found["optimizer.momentum"].title == "Momentum"
    assert found["optimizer.betas"].values == ([0.9, 0.999], None)
    assert "optimizer.lr" not in found


def test_metrics_say_which_run_is_best(make_run, tmp_path):
    one, two = make_run(tmp_path / "one"), make_run(tmp_path / "two", changes={"training.seed": 1}, epochs=2)
    values = json.loads((two / "result.json").read_text()) | {"test_accuracy": 0.9, "test_loss": None}
    (two / "result.json").write_text(json.dumps(values))

    comparison = compare([one, two])
    metrics = {each.key: each for each in comparison.results}
    assert [record.path for record in comparison.records] == [one, two]
    assert [each.key for each in comparison.differences] == ["training.seed"]
    assert (metrics["test_accuracy"].values, metrics["test_accuracy"].best) == ((0.85, 0.9), (1,))
    assert math.isnan(metrics["test_loss"].values[1])
    assert metrics["test_loss"].best == ()
    assert metrics["validation_accuracy"].best == (0,)
    assert metrics["epochs"].values == (4, 2)
    assert metrics["epochs"].best == ()


def test_a_folder_that_is_no_run_is_told(make_run, tmp_path):
    with pytest.raises(RunFolderError, match="holds no recipe"):
        compare([make_run(tmp_path / "one"), tmp_path])


def test_what_was_changed_live_is_listed_with_what_acted_last(make_run, tmp_path):
    one, two = make_run(tmp_path / "one"), make_run(tmp_path / "two")
    changes = [(10, "optimizer.lr", 1e-3, 0.1), (30, "optimizer.lr", 0.1, 0.03), (20, "training.groups.0.factor", 1, 2)]
    lines = [json.dumps({"step": step, "field": key, "old": old, "new": new}) for step, key, old, new in changes]
    (two / "marks.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    found = {each.key: each for each in compare([one, two]).differences}
    assert found["optimizer.lr"].values == (1e-3, 1e-3)
    assert found["optimizer.lr"].live == (None, LiveValue(30, 1e-3, 0.03))
    assert found["training.groups.0.factor"].values == (None, 1)
    assert list(found) == ["optimizer.lr", "training.groups.0.factor"]
    assert compare([one, one]).differences == ()
