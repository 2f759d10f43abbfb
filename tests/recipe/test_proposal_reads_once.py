"""A table is read once for its proposal and the training that follows, and anew once the file is another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainer_core import propose
from trainer_core.data import load_dataset
from trainer_core.data.tables import loading
from trainer_core.recipe.recipe import Recipe

_LONG_AGO = 1_700_000_000


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The tables that are read for training."""
    found: list[Path] = []
    read = loading.read_table

    def counted(path: Path, *rest: object, **more: object) -> object:
        found.append(path)
        return read(path, *rest, **more)

    monkeypatch.setattr(loading, "read_table", counted)
    return found


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    write(path, "yes")
    return path


def write(path: Path, word: str, when: int = _LONG_AGO) -> None:
    path.write_text("a,b,label\n" + "".join(f"{n},{n % 7},{word if n % 2 else 'no'}\n" for n in range(60)))
    os.utime(path, (when, when))


def load(recipe: Recipe):
    return load_dataset(recipe.data.source, validation_share=20, seed=0, **recipe.data.arguments)


def test_what_was_read_for_the_proposal_is_trained_on_and_given_back(table, reads):
    recipe = propose(table).recipe
    first = load(recipe)
    assert reads == []
    assert first.labels.class_names == ("no", "yes")
    again = load(recipe)
    assert reads == [table]
    assert again.train.gathered()[0].equal(first.train.gathered()[0])


def test_a_file_that_has_changed_since_is_read_anew(table, reads):
    recipe = propose(table).recipe
    write(table, "yep", _LONG_AGO + 1)
    assert load(recipe).labels.class_names == ("no", "yep")
    assert reads == [table]


def test_another_way_of_reading_reads_anew(table, reads):
    recipe = propose(table).recipe
    load(recipe.with_values({"data.categories": ["b"]}))
    assert reads == [table]


def test_a_file_that_was_written_just_now_is_read_anew(table, reads):
    os.utime(table)
    load(propose(table).recipe)
    assert reads == [table]
