"""Decoded pictures are kept between runs and programs: each is decoded once, and what is kept is always whole."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.data.pictures.conftest import Painted
from tests.data.pictures.reading import DECODING, CancelledError, assert_right, read
from trainer_core.data.examples import no_progress
from trainer_core.data.pictures import cached, store
from trainer_core.data.pictures.cached import Cached, decode_all
from trainer_core.data.pictures.decoding import Decoding, decoded
from trainer_core.data.pictures.entry import Index, Known, Writer, read_index
from trainer_core.data.pictures.scanning import scan
from trainer_core.errors import Message


def test_each_picture_is_decoded_once(paint: Painted, decoded_names: list[int]) -> None:
    root = paint("cat/1.png", "cat/2.jpg", "dog/1.png", "고양이/1.png")
    assert_right(read(root), root)
    assert len(decoded_names) == 4
    decoded_names.clear()
    again = read(root)
    assert decoded_names == []
    assert_right(again, root)
    assert isinstance(again.pixels, np.memmap)
    assert len({known.sha256 for known in again.known.values()}) == 4


def test_other_settings_are_decoded_beside(paint: Painted, decoded_names: list[int]) -> None:
    root = paint("1.png", "2.png")
    for decoding in (DECODING, Decoding(9), Decoding(8, "pad"), Decoding(8, colour="grey")):
        decoded_names.clear()
        assert_right(read(root, decoding), root, decoding)
        assert len(decoded_names) == 2


def test_what_is_new_is_added_and_what_is_gone_forgotten(paint: Painted, decoded_names: list[int]) -> None:
    root = paint("cat/1.png", "cat/2.png", "dog/1.png")
    read(root)
    decoded_names.clear()
    paint("dog/2.png")
    paint("cat/2.png", seed=9)
    (root / "cat/1.png").unlink()
    found = read(root)
    assert (found.new, found.changed, found.gone) == (("dog/2.png",), ("cat/2.png",), ("cat/1.png",))
    assert len(decoded_names) == 2
    assert_right(found, root)
    assert len(found.known) == 3


def test_a_moved_or_copied_picture_is_not_decoded_again(
    paint: Painted, tmp_path: Path, decoded_names: list[int]
) -> None:
    root = paint("cat/1.png", "cat/2.png")
    Image.new("L", (9, 9), 3).save(root / "cat/3.png")
    read(root)
    decoded_names.clear()
    (root / "cat/1.png").rename(root / "renamed.png")
    shutil.copy(root / "cat/2.png", root / "copy.png")
    assert_right(read(root), root)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(root, elsewhere)
    (elsewhere / "renamed.png").unlink()
    assert_right(read(elsewhere), elsewhere)
    assert decoded_names == []


def test_a_grey_copy_of_a_grey_picture_among_coloured_ones_is_grey(paint: Painted, tmp_path: Path) -> None:
    root = paint("1.png", "2.png")
    paint("2.png", mode="L")
    assert read(root).pixels.shape[1] == 3
    elsewhere = tmp_path / "grey"
    elsewhere.mkdir()
    shutil.copy(root / "2.png", elsewhere)
    found = read(elsewhere)
    assert found.pixels.shape == (1, 1, 8, 8)
    assert_right(found, elsewhere)


def test_pictures_are_grey_until_one_in_colour_comes(paint: Painted, decoded_names: list[int]) -> None:
    names = [f"{number:02}.png" for number in range(40)]
    root = paint(*names, mode="L")
    before = read(root)
    seen = before.pixels.copy()
    assert before.pixels.shape == (40, 1, 8, 8)
    decoded_names.clear()
    paint("zz.png")
    after = read(root)
    assert after.pixels.shape == (41, 3, 8, 8)
    assert len(decoded_names) == 1
    assert_right(after, root)
    assert np.array_equal(before.pixels, seen)


def test_an_edit_within_the_same_tick_of_the_clock_is_seen(paint: Painted, decoded_names: list[int]) -> None:
    root = paint("1.bmp", "2.bmp")
    for name in ("1.bmp", "2.bmp"):
        os.utime(root / name)
    read(root)
    status = os.stat(root / "1.bmp")
    Image.new("RGB", (12, 10), "red").save(root / "1.bmp")
    os.utime(root / "1.bmp", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert os.stat(root / "1.bmp").st_size == status.st_size
    decoded_names.clear()
    assert_right(read(root), root)
    assert len(decoded_names) == 1


def test_a_touched_file_is_hashed_and_not_decoded(paint: Painted, decoded_names: list[int]) -> None:
    root = paint("1.png", "2.png")
    read(root)
    decoded_names.clear()
    os.utime(root / "1.png", (1_600_000_000, 1_600_000_000))
    found = read(root)
    assert (decoded_names, found.changed) == ([], ())


def test_unreadable_files_are_told_with_the_reason_and_not_tried_again(
    paint: Painted, decoded_names: list[int]
) -> None:
    root = paint("1.png", "2.jpg")
    (root / "2.jpg").write_bytes((root / "2.jpg").read_bytes()[:-200])
    (root / "3.png").write_bytes(b"no picture")
    for name in ("2.jpg", "3.png"):
        os.utime(root / name, (1_700_000_000, 1_700_000_000))
    reasons = {name: str(known.reason) for name, known in read(root).known.items()}
    assert reasons["1.png"] == ""
    assert "truncated" in reasons["2.jpg"]
    assert "not a PNG" in reasons["3.png"]
    decoded_names.clear()
    again = {name: str(known.reason) for name, known in read(root).known.items()}
    assert (again, decoded_names) == (reasons, [])


def test_a_file_that_vanishes_or_is_locked_is_tried_again(paint: Painted) -> None:
    root = paint("1.png", "2.png")
    found = scan(root)
    (root / "2.png").rename(root / "aside")
    first = decode_all(root, found.pictures, DECODING, no_progress)
    assert str(first.known["2.png"].reason) == "it is no longer there"
    assert first.known["1.png"].row == 0
    (root / "aside").rename(root / "2.png")
    assert_right(decode_all(root, found.pictures, DECODING, no_progress), root)


def test_progress_says_how_much_is_left_and_may_break_it_off(
    paint: Painted, decoded_names: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = paint(*(f"{number:03}.png" for number in range(200)))
    monkeypatch.setattr(cached, "_SECONDS_BETWEEN_REPORTS", 0.0)
    told: list[tuple[str, float]] = []

    def stop(message: Message, fraction: float) -> None:
        told.append((str(message), fraction))
        if fraction > 0.3:
            raise CancelledError

    with pytest.raises(CancelledError):
        read(root, progress=stop)
    assert told[0] == ("Reading pictures: 0 of 200.", 0.0)
    assert told[-1][0].endswith(" left.")
    before = len(decoded_names)
    assert 0 < before < 200
    kept = read_index(store.entry_of(root, DECODING))
    assert kept is not None
    assert 0 < kept.rows < 200
    decoded_names.clear()
    assert_right(read(root), root)
    assert len(decoded_names) == 200 - kept.rows


def test_two_programs_decode_each_picture_once_between_them(paint: Painted, decoded_names: list[int]) -> None:
    root = paint(*(f"{number:03}.png" for number in range(100)))
    found: list[Cached] = []
    threads = [threading.Thread(target=lambda: found.append(read(root))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(decoded_names) == 100
    for each in found:
        assert_right(each, root)


def test_only_a_few_decoded_pictures_are_in_memory_at_once(paint: Painted, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer is slow here, and the threads wait for it."""
    root = paint(*(f"{number:03}.png" for number in range(300)))
    monkeypatch.setattr(cached, "_MOST_IN_A_CHUNK", 2)
    monkeypatch.setattr(cached, "_MOST_THREADS", 2)
    ahead: list[int] = []
    count = [0]
    lock = threading.Lock()

    def decode(content: bytes, decoding: Decoding) -> Any:
        with lock:
            count[0] += 1
        return decoded(content, decoding)

    real = cached._Reading._take

    def take(self: Any, some: Any) -> None:
        with lock:
            ahead.extend([count[0] - len(ahead)] * len(some))
        real(self, some)

    monkeypatch.setattr(cached, "decoded", decode)
    monkeypatch.setattr(cached._Reading, "_take", take)
    read(root)
    assert len(ahead) == 300
    assert max(ahead) <= 2 * 2 * (cached._CHUNKS_AHEAD + 1)


def test_names_that_are_no_text_are_kept(tmp_path: Path) -> None:
    """As Python has them on Linux."""
    known = Known("\udcff\udcfe.png", 3, 5, "ab", 0, False, True, 12, 10)
    with Writer(tmp_path, Index(DECODING)) as writer:
        writer.add([(known, np.zeros((3, 8, 8), np.uint8))])
        writer.commit()
    kept = read_index(tmp_path)
    assert kept is not None
    assert list(kept.files.values()) == [known]
