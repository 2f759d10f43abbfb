"""All runs of a folder: what changes is told, what does not is not read again, and no index is to be relied on."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer_core.errors import RunFolderError
from trainer_core.files.run_lock import RunLock
from trainer_core.library import library as library_module
from trainer_core.library.index import default_index
from trainer_core.library.library import Library
from trainer_core.library.notes import write_notes
from trainer_core.library.record import ChangeKind, RunRecord, RunState


@pytest.fixture
def root(tmp_path: Path, make_run) -> Path:
    """Three runs, a folder that is none, a hidden one and a file."""
    for name in ("a", "b", "c"):
        make_run(tmp_path / "runs" / name, title=f"Run {name}")
    make_run(tmp_path / "runs" / ".trash")
    (tmp_path / "runs" / "pictures").mkdir()
    (tmp_path / "runs" / "note.txt").write_text("mine")
    return tmp_path / "runs"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.jsonl"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the runs that are read, in order."""
    names: list[str] = []
    real = library_module.record_of

    def record_of(path: Path, found: Any) -> RunRecord:
        names.append(path.name)
        return real(path, found)

    monkeypatch.setattr(library_module, "record_of", record_of)
    return names


def scan(root: Path, index: Path) -> tuple[Library, list[tuple[str, str]]]:
    library = Library(root, index)
    return library, [(change.kind.value, change.record.path.name) for change in library.scan()]


def by_name(library: Library) -> dict[str, RunRecord]:
    return {record.path.name: record for record in library.records()}


def test_the_first_scan_tells_every_run_the_newest_names_first(root, index):
    library, changes = scan(root, index)

    assert changes == [("added", "c"), ("added", "b"), ("added", "a")]
    assert {record.name for record in library.records()} == {"Run a", "Run b", "Run c"}


def test_records_are_told_as_they_are_read(root, index, read):
    changes = Library(root, index).scan()
    next(changes)

    assert read == ["c"]
    changes.close()
    assert {record.path.name for record in Library(root, index).records()} == {"c"}


def test_a_later_start_knows_all_at_once_and_reads_nothing_again(root, index, read):
    before, _ = scan(root, index)
    read.clear()
    library = Library(root, index)

    assert by_name(library) == by_name(before)
    assert list(library.scan()) == []
    assert read == []


def test_what_changed_is_told_and_nothing_else_is_read(root, index, read, make_run, settle):
    scan(root, index)
    read.clear()
    shutil.rmtree(root / "a")
    write_notes(root / "b", name="Better")
    settle(root / "b", 1_700_000_100)
    make_run(root / "d")

    library, changes = scan(root, index)
    assert changes == [("added", "d"), ("changed", "b"), ("removed", "a")]
    assert read == ["d", "b"]
    assert by_name(library)["b"].name == "Better"
    assert by_name(Library(root, index)) == by_name(library)


def test_a_run_that_is_going_on_is_always_read_again(root, index, read):
    lock = RunLock(root / "b")
    library, _ = scan(root, index)
    assert by_name(library)["b"].state is RunState.RUNNING
    read.clear()
    assert list(library.scan()) == []
    lock.release()
    changes = list(library.scan())

    assert read == ["b", "b"]
    assert [(change.kind, change.record.state) for change in changes] == [(ChangeKind.CHANGED, RunState.COMPLETED)]


def test_one_run_can_be_looked_at_alone(root, index, read):
    library, _ = scan(root, index)
    assert library.refresh(root / "a") is None
    write_notes(root / "a", tags=["kept"])
    assert library.refresh(root / "a").record.tags == ("kept",)
    shutil.rmtree(root / "b")
    assert library.refresh(root / "b").kind is ChangeKind.REMOVED
    assert library.refresh(root / "b") is None
    assert set(by_name(library)) == {"a", "c"}
    with pytest.raises(ValueError, match="not right below"):
        library.refresh(root.parent)


def test_a_run_that_becomes_unreadable_stays_in_the_list(root, index, settle):
    scan(root, index)
    (root / "a" / "recipe.toml").write_text("[[[")
    settle(root / "a", 1_700_000_100)

    library, changes = scan(root, index)
    assert changes == [("changed", "a")]
    assert by_name(library)["a"].state is RunState.UNREADABLE


@pytest.mark.parametrize(
    "damage",
    ["missing", "empty", "cut", "binary", "folder", "foreign", "old", "future", "other root", "hostile", "pipe"],
)
def test_an_index_that_is_no_good_is_rebuilt_without_a_word(root, index, damage):
    good, _ = scan(root, index)
    lines = index.read_text().splitlines()
    head = json.loads(lines[0])
    index.unlink()
    match damage:
        case "empty":
            index.touch()
        case "cut":
            text = "\n".join(lines)
            index.write_text(text[: len(text) * 2 // 3])
        case "binary":
            index.write_bytes(bytes(range(256)) * 100)
        case "folder":
            index.mkdir()
        case "pipe":
            os.mkfifo(index)
        case "foreign":
            index.write_text('{"name": "something else"}\n' * 3)
        case "old" | "future":
            head["version"] += 1 if damage == "future" else -1
            index.write_text("\n".join([json.dumps(head), *lines[1:]]))
        case "other root":
            head["root"] = "/elsewhere"
            index.write_text("\n".join([json.dumps(head), *lines[1:]]))
        case "hostile":
            hostile = ['["../../etc", "x", [], "completed"]', "[" * 10_000, "null", '["a", 3]', '["", ""]', "{}"]
            changed = [line.replace('"completed"', '"owned"').replace("null", "{}") for line in lines[1:]]
            index.write_text("\n".join([lines[0], *hostile, *changed]))

    library, _ = scan(root, index)
    assert by_name(library) == by_name(good)


def test_a_mutated_index_never_raises_and_a_scan_mends_it(root, index):
    good, _ = scan(root, index)
    data = index.read_bytes()
    dice = random.Random(0)
    for _ in range(300):
        mutated = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            mutated[dice.randrange(len(mutated))] = dice.randrange(256)
        index.write_bytes(mutated[: dice.randint(1, len(mutated))])
        records = Library(root, index).records()
        assert all(record.path.parent == root for record in records)
    index.unlink()
    assert by_name(scan(root, index)[0]) == by_name(good)


def test_an_index_that_cannot_be_written_does_no_harm(root, tmp_path):
    (tmp_path / "file").write_text("mine")
    library, changes = scan(root, tmp_path / "file" / "index.jsonl")

    assert len(changes) == 3
    assert len(library.records()) == 3


def test_a_root_that_is_not_there_has_no_runs_and_what_was_known_is_kept(root, index, tmp_path):
    scan(root, index)
    root.rename(tmp_path / "unplugged")
    _, changes = scan(root, index)
    assert changes == [("removed", name) for name in "abc"]

    (tmp_path / "unplugged").rename(root)
    assert len(Library(root, index).records()) == 3


def test_a_root_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RunFolderError, match="cannot be read"):
        list(Library(tmp_path / "file", tmp_path / "index").scan())


def test_each_root_has_an_index_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path))

    assert default_index(Path("/one")) != default_index(Path("/two"))
    assert default_index(Path("/one")).is_relative_to(tmp_path)


def _scan_often(root: Path, index: Path) -> None:
    for number in range(10):
        write_notes(root / "a", name=f"{number}")
        list(Library(root, index).scan())


def test_two_programs_may_use_one_index(root, index):
    context = multiprocessing.get_context("spawn")
    others = [context.Process(target=_scan_often, args=(root, index)) for _ in range(2)]
    for other in others:
        other.start()
    while any(other.is_alive() for other in others):
        assert {record.path.name for record in Library(root, index).records()} <= {"a", "b", "c"}
    for other in others:
        other.join()

    assert [other.exitcode for other in others] == [0, 0]
    assert set(by_name(scan(root, index)[0])) == {"a", "b", "c"}
    assert len(index.read_text().splitlines()) == 4


NAMES = st.sampled_from(["a", "b", "c", ".hidden"])
STEPS = st.one_of(
    st.tuples(st.just("make"), NAMES),
    st.tuples(st.just("delete"), NAMES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("note"), NAMES, st.sampled_from(["one", "two"])),
    st.tuples(st.just("damage"), NAMES, st.sampled_from(["recipe.toml", "result.json", "history.csv", "batches.bin"])),
    st.tuples(st.just("lose"), NAMES, st.sampled_from(["recipe.toml", "result.json", "run.json", "batches.bin"])),
    st.tuples(st.just("grow"), NAMES),
    st.tuples(st.just("scan")),
    st.tuples(st.just("restart")),
    st.tuples(st.just("break off")),
    st.tuples(st.just("lose index")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=14))
def test_after_any_sequence_of_changes_the_index_equals_a_fresh_scan(make_run, settle, steps):
    clock = count(1_700_000_000)
    with tempfile.TemporaryDirectory() as folder:
        root, index = Path(folder).resolve() / "runs", Path(folder).resolve() / "index"
        root.mkdir()
        library, told = Library(root, index), {}
        for step in steps:
            if step[0] == "restart":
                library = Library(root, index)
                told = by_name(library)
            elif step[0] in ("scan", "break off"):
                _take(library, told, most=1 if step[0] == "break off" else 1000)
            elif step[0] == "lose index":
                index.unlink(missing_ok=True)
            else:
                _change(root, step, make_run)
                settle(root / step[-1 if step[0] == "rename" else 1], next(clock))
        _take(library, told)

        fresh = Library(root, Path(folder) / "fresh")
        assert len(list(fresh.scan())) == len(fresh.records())
        assert by_name(library) == by_name(fresh) == told
        again = Library(root, index)
        list(again.scan())
        assert by_name(again) == by_name(fresh)


def _take(library: Library, told: dict[str, RunRecord], most: int = 1000) -> None:
    """Apply what a scan tells to ``told``, as a view does."""
    changes = library.scan()
    for _, change in zip(range(most), changes, strict=False):
        name = change.record.path.name
        assert (change.kind is ChangeKind.ADDED) == (name not in told)
        if change.kind is ChangeKind.REMOVED:
            del told[name]
        else:
            told[name] = change.record
    changes.close()


def _change(root: Path, step: tuple[str, ...], make_run: Any) -> None:
    path = root / step[1]
    if step[0] == "make" and not path.exists():
        make_run(path, reason=None)
    elif not path.exists():
        return
    elif step[0] == "delete":
        shutil.rmtree(path)
    elif step[0] == "rename" and not (root / step[2]).exists():
        path.rename(root / step[2])
    elif step[0] == "note":
        write_notes(path, name=step[2])
    elif step[0] == "damage" and (path / step[2]).exists():
        data = (path / step[2]).read_bytes()
        (path / step[2]).write_bytes(bytes(reversed(data)))  # as long as before: only the time tells
    elif step[0] == "lose":
        (path / step[2]).unlink(missing_ok=True)
    elif step[0] == "grow" and (path / "batches.bin").exists():
        with (path / "batches.bin").open("ab") as file:
            file.write(b"\0" * 48)
