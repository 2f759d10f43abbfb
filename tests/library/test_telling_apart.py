"""Runs of the same name are told apart by what differs in their recipes, and then by when they began."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from trainer_core.data.corrections import ExampleKey, write_corrections
from trainer_core.library.naming import tell_apart
from trainer_core.library.recipe_line import recipe_line, recipe_parts
from trainer_core.library.record import RunRecord, RunState
from trainer_core.recipe.recipe import Recipe

START = datetime(2026, 11, 20, 21, 58, tzinfo=UTC)


def run(number: int, name: str = "Tutorial", started: datetime | None = START, **changes) -> RunRecord:
    recipe = Recipe().with_values({key.replace("__", "."): value for key, value in changes.items()})
    return RunRecord(
        Path(f"/runs/{number}"), name, RunState.COMPLETED, recipe_parts=recipe_parts(recipe), started=started
    )


def words(*records: RunRecord) -> list[str]:
    found = tell_apart(records)
    return [found[record.path].in_words() for record in records]


def test_a_name_of_its_own_is_enough():
    assert words(run(1, "One"), run(2, "Two")) == ["", ""]


def test_only_what_differs_is_told():
    assert words(run(1), run(2, optimizer__lr=3e-3), run(3, "Other")) == ["Adam 1e-3", "Adam 3e-3", ""]
    assert words(run(1), run(2, data__augment=[{"name": "flip"}])) == ["Tutorial network 512", "flip"]


def test_points_and_corrections_are_counted_and_not_written_out(tmp_path):
    made = tmp_path / "made.jsonl"
    write_corrections(made, {ExampleKey(row=1): "Coat", ExampleKey(row=7): None, ExampleKey(row=9): None})
    toys = {"data__source": "moons"}
    assert words(run(1, **toys), run(2, **toys, data__added=[0.9658, -0.6041, 0.0] * 12), run(3, **toys,
        data__added=[0.1, 0.2, 1.0], data__removed=[3, 4])) == [
        "Tutorial network 512", "12 points added", "1 point added · 2 points removed"]  # fmt: skip
    assert words(run(1), run(2, data__corrections=str(made)))[1] == "3 corrections"
    assert words(run(1), run(2, data__corrections=str(tmp_path / "gone.jsonl")))[1] == "corrections"
    on_line = Recipe().with_values({"data.source": "wave", "data.added": [0.5, 1.0, 0.25, 0.0]})
    assert recipe_line(on_line).endswith("2 points added")


def test_equal_recipes_go_by_their_start_and_others_need_none():
    at = START.astimezone()
    later = START + timedelta(minutes=5)
    assert words(run(1), run(2, started=later), run(3, optimizer__lr=0.1)) == [
        f"Adam 1e-3 · {at:%H:%M}",
        f"Adam 1e-3 · {later.astimezone():%H:%M}",
        "Adam 0.1",
    ]


def test_a_start_on_another_day_comes_with_its_date():
    earlier = START - timedelta(days=3)
    assert words(run(1), run(2, started=earlier)) == [
        f"Tutorial network 512 · {START.astimezone():%m-%d %H:%M}",
        f"Tutorial network 512 · {earlier.astimezone():%m-%d %H:%M}",
    ]


def test_runs_that_began_together_or_nobody_knows_when_go_by_their_folders():
    assert words(run(1), run(2)) == ["Tutorial network 512 · 1", "Tutorial network 512 · 2"]
    assert words(run(1), run(2, started=None)) == ["Tutorial network 512 · 1", "Tutorial network 512 · 2"]


@given(st.lists(st.tuples(st.sampled_from([1e-3, 0.1]), st.integers(0, 3), st.integers(0, 3000)), max_size=12))
def test_no_two_runs_of_a_name_are_called_alike(runs):
    records = [
        run(number, started=START + timedelta(minutes=minutes), optimizer__lr=lr, training__seed=seed)
        for number, (lr, seed, minutes) in enumerate(runs)
    ]
    told = words(*records)
    assert len(set(told)) == len(told)


def test_the_line_is_made_of_the_parts():
    record = run(1, model__name="mlp", model__dropout=0.2)
    assert record.recipe_line == recipe_line(Recipe().with_values({"model.name": "mlp", "model.dropout": 0.2}))
