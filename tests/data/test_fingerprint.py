"""A run knows its files again: by size and time, and by their content where only the time is another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainer_core.data.fingerprint import DataChanges, ReadFile, differences, from_lines, to_lines
from trainer_core.errors import DataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b/c.txt", "b/한글 \u2028\x85.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def read(folder: Path) -> tuple[ReadFile, ...]:
    return tuple(ReadFile.of(path, folder) for path in sorted(folder.rglob("*.txt")))


def recorded(folder: Path) -> tuple[ReadFile, ...]:
    return from_lines(to_lines(read(folder)))


def test_what_is_written_comes_back_with_the_content_s_sum(folder: Path) -> None:
    files = recorded(folder)
    assert files == tuple(file.hashed() for file in read(folder))
    assert files[0].digest.startswith("sha256:")
    assert files[0].name == "a.txt"


def test_unchanged_files_are_the_same_without_being_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = recorded(folder)
    monkeypatch.setattr(ReadFile, "hashed", lambda self: pytest.fail("read again"))
    assert not differences(before, read(folder))


def test_another_time_alone_is_no_change_and_another_content_of_the_same_size_is(folder: Path) -> None:
    before = recorded(folder)
    os.utime(folder / "a.txt", ns=(1, 1))
    assert not differences(before, read(folder))
    (folder / "a.txt").write_text("A.txt")
    assert differences(before, read(folder)) == DataChanges(altered=("a.txt",))


def test_added_removed_and_altered_files_are_named(folder: Path) -> None:
    before = recorded(folder)
    (folder / "a.txt").unlink()
    (folder / "b" / "c.txt").write_text("longer than before")
    for number in range(7):
        (folder / f"new {number}.txt").write_text("x")
    changed = differences(before, read(folder))

    assert (changed.removed, changed.altered, len(changed.added)) == (("a.txt",), ("b/c.txt",), 7)
    text = str(changed.message)
    assert "7 files were added (new 0.txt, new 1.txt, new 2.txt, new 3.txt, new 4.txt, …)" in text
    assert "1 file is gone (a.txt)" in text
    assert "1 file has another content (b/c.txt)" in text


def test_a_file_that_vanishes_before_its_sum_is_taken_is_a_sentence(folder: Path) -> None:
    files = read(folder)
    (folder / "a.txt").unlink()
    assert not files[0].is_as_it_was
    with pytest.raises(DataError, match=r"a\.txt could not be read"):
        to_lines(files)


@pytest.mark.parametrize("line", ["{}", "[1]", "nothing", '{"name": "a", "size": "1", "mtime_ns": 2, "digest": ""}'])
def test_a_damaged_line_is_named(folder: Path, line: str) -> None:
    with pytest.raises(ValueError, match="4"):
        from_lines(to_lines(read(folder)) + line)
