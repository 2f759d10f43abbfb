"""What is proposed for a table: what stands in the recipe, and that it learns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from trainer_core.data.labels import TaskName
from trainer_core.data.tables.proposal import propose_table, reason_for, sections_for
from trainer_core.data.tables.read import Reading
from trainer_core.data.tables.roles import Choice
from trainer_core.data.tables.table import Table

Read = Callable[..., Table]
ROWS = (f"A{n:03},{n}.5,2024-01-{1 + n % 28:02},w{n % 9},{n * 3}.25\n" for n in range(90))
CONTENT = "id,size,day,who,price\n" + "".join(ROWS)


def test_the_recipe_names_the_target_and_what_is_left_out(read: Read) -> None:
    proposal = propose_table(read(CONTENT))
    assert proposal.task is TaskName.REGRESSION
    assert proposal.target == ("price",)
    assert proposal.recipe["data"]["left_out"] == ["id"]
    assert proposal.recipe["data"]["standardize_target"] is True
    assert proposal.examples == 90
    assert [column.name for column in proposal.columns] == ["id", "size", "day", "who", "price"]


def test_what_a_person_set_is_in_the_recipe(read: Read) -> None:
    reading = Reading(separator="comma", decimal=".")
    data = propose_table(read(CONTENT), Choice(target=("who",), group="day"), reading=reading).recipe["data"]
    assert (data["target"], data["group"], data["split"]) == (["who"], "day", "group")
    assert (data["separator"], data["decimal"]) == ("comma", ".")
    timed = propose_table(read(CONTENT), Choice(time="day")).recipe["data"]
    assert (timed["time"], timed["split"], timed["left_out"]) == ("day", "time", ["id"])


@pytest.mark.parametrize("examples", [20, 500, 5_000, 100_000, 5_000_000])
def test_larger_tables_get_larger_networks_and_fewer_epochs(examples: int) -> None:
    here, larger = (sections_for(count, features=8) for count in (examples, examples * 100))
    assert here["model"]["widths"][0] <= larger["model"]["widths"][0]
    assert here["training"]["epochs"] >= larger["training"]["epochs"] >= 20
    assert here["data"]["batch_size"] <= larger["data"]["batch_size"]


def test_points_in_the_plane_get_a_network_that_may_bend() -> None:
    points, row = sections_for(500, features=2), sections_for(500, features=8)
    assert len(points["model"]["widths"]) > len(row["model"]["widths"])
    assert points["optimizer"]["weight_decay"] < row["optimizer"]["weight_decay"]


@pytest.mark.parametrize(("examples", "features"), [(500, 2), (500, 8), (100_000, 8)])
def test_a_reason_stands_beside_the_settings(examples: int, features: int) -> None:
    assert f"{examples:,}" in str(reason_for(examples, features))
