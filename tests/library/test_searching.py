"""Finding and ordering runs."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer_core.library.record import RunRecord, RunState
from trainer_core.library.searching import ORDERS, matches, ordered

RECORD = RunRecord(
    path=Path("/runs/one"),
    name="Straße am Abend",
    state=RunState.STOPPED_EARLY,
    title={"en": "Clothes", "ko": "옷"},
    recipe_parts=((("MLP", "512,512"),), (("Adam", "1e-3"),)),
    source="Fashion-MNIST",
    model="MLP",
    device="cuda:0",
    tags=("paper", "Wide Net"),
    notes="A lower rate\nnext time.",
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "strasse",
        "ABEND",
        "adam mlp",
        "512,512",
        "옷",
        "fashion rate",
        "stopped early",
        "cuda",
        '"lower rate"',
        '"lower rate',
        "tag:paper",
        "TAG:Pap",
        'tag:"wide net" adam',
        "state:stopped",
        "state:stopped-early tag:paper",
        'state:"stopped early"',
        "tag:",
    ],
)
def test_words_that_all_occur_find_a_run(text):
    assert matches(RECORD, text)


@pytest.mark.parametrize(
    "text",
    [
        "sgd",
        "adam sgd",
        '"rate lower"',
        "tag:net",
        "tag:adam",
        "state:early",
        "state:completed",
        "tag:paper tag:x",
        "/runs",
    ],
)
def test_a_word_that_does_not_occur_finds_none(text):
    assert not matches(RECORD, text)


def record(name: str, **values: object) -> RunRecord:
    return RunRecord(Path("/runs") / name, name, RunState.COMPLETED, **values)  # type: ignore[arg-type]


def names(records: list[RunRecord]) -> list[str]:
    return [each.name for each in records]


def test_each_order_begins_with_what_one_wants_to_see():
    good = record(
        "good", metric="accuracy", validation={"accuracy": 0.9, "loss": 0.1}, started=datetime(2026, 1, 2, tzinfo=UTC)
    )
    bad = record(
        "bad", metric="accuracy", validation={"accuracy": 0.1, "loss": 2.0}, started=datetime(2026, 1, 1, tzinfo=UTC)
    )

    for key in ("best", "loss", "started"):
        assert names(ordered([bad, good], key)) == ["good", "bad"]
        assert names(ordered([bad, good], key, reverse=True)) == ["bad", "good"]
    assert names(ordered([good, bad], "name")) == ["bad", "good"]


@pytest.mark.parametrize("reverse", [False, True])
def test_what_is_not_known_comes_last_either_way(reverse):
    runs = [record("unknown"), record("known", test={"loss": 0.5}, started=datetime(2026, 1, 1, tzinfo=UTC))]

    for key in ("test-loss", "started"):
        assert names(ordered(runs, key, reverse=reverse)) == ["known", "unknown"]


def test_every_order_takes_every_run():
    runs = [RECORD, record("empty"), record("infinite", seconds=math.inf, validation={"loss": math.nan})]

    for key in ORDERS:
        assert len(ordered(runs, key)) == 3
