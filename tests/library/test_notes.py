"""A person's name, notes and tags: kept whole, limited in length, and never lost to a file that is damaged."""

from __future__ import annotations

import json
import os

import pytest

from trainer_core.errors import RunFolderError
from trainer_core.library.notes import NOTES, SET_ASIDE, Notes, read_notes, write_notes


def test_what_is_written_is_read(run):
    written = write_notes(run, name="  First \n try ", notes="α\n\tβ", tags=["cnn", " wide net ", "CNN", ""])

    assert written == Notes("First try", "α\n\tβ", ("cnn", "wide net"))
    assert read_notes(run) == written
    assert json.loads((run / NOTES).read_text(encoding="utf-8"))["version"] == 1


def test_only_what_is_given_changes(run):
    write_notes(run, name="One", notes="Two", tags=["three"])

    assert write_notes(run, notes="2") == Notes("One", "2", ("three",))
    assert write_notes(run, name="") == Notes("", "2", ("three",))
    assert write_notes(run, tags=()) == Notes("", "2", ())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "n" * 201}, "The name has 201 characters; at most 200 are allowed"),
        ({"notes": "n" * 20_001}, "The note has 20,001 characters"),
        ({"tags": ["t" * 41]}, "A tag has 41 characters"),
        ({"tags": [f"t{n}" for n in range(33)]}, "at most 32 tags, and it would have 33"),
    ],
)
def test_what_is_too_long_is_refused_and_nothing_changes(run, given, words):
    write_notes(run, name="One")
    with pytest.raises(RunFolderError) as refused:
        write_notes(run, **({"name": "Two"} | given))

    assert words in str(refused.value)
    assert read_notes(run) == Notes("One")


def test_the_longest_that_is_possible_is_kept(run):
    tags = tuple(f"{n:02d}{'t' * 38}" for n in range(32))
    write_notes(run, name="n" * 200, notes="ü" * 20_000, tags=tags)

    assert read_notes(run) == Notes("n" * 200, "ü" * 20_000, tags)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("{}", Notes()),
        ('{"name": ["a"], "notes": 3, "tags": "cnn"}', Notes()),
        ('{"name": "a\\u001b[2Jb\\u202ec", "tags": [1, null, "ok", ["x"]]}', Notes("a[2Jbc", "", ("ok",))),
        (json.dumps({"name": "n" * 900, "notes": "x" * 30_000}), Notes("n" * 200, "x" * 20_000)),
        (json.dumps({"tags": [f"t{n}" for n in range(99)]}), Notes("", "", tuple(f"t{n}" for n in range(32)))),
        ('{"notes": "\\ud800 alone"}', Notes("", "? alone")),
    ],
)
def test_a_hostile_file_gives_harmless_notes(run, text, notes):
    (run / NOTES).write_text(text)

    assert read_notes(run) == notes
    notes.notes.encode()


@pytest.mark.parametrize("data", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"version": "x"}', b"9" * 10_000])
def test_a_damaged_file_is_told_and_set_aside_when_something_is_written(run, data):
    (run / NOTES).write_bytes(data)
    with pytest.raises(RunFolderError, match="is damaged"):
        read_notes(run)

    assert write_notes(run, name="New") == Notes("New")
    assert read_notes(run) == Notes("New")
    assert (run / SET_ASIDE).read_bytes() == data


def test_notes_of_a_later_version_are_not_written_over(run):
    (run / NOTES).write_text('{"version": 2, "name": "From tomorrow"}')
    with pytest.raises(RunFolderError, match="later version"):
        write_notes(run, name="Today")

    assert json.loads((run / NOTES).read_text())["name"] == "From tomorrow"


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(RunFolderError, match="is not there any more"):
        write_notes(tmp_path / "gone", name="Nothing")

    assert not (tmp_path / "gone").exists()


def test_notes_are_never_written_through_a_pipe(run):
    os.mkfifo(run / NOTES)
    with pytest.raises(RunFolderError):
        write_notes(run, name="Nothing")
