"""The cache of decoded pictures in trouble: full disks, killed programs, damage, and what has to make room."""

from __future__ import annotations

import errno
import gc
import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.data.pictures.conftest import Painted
from tests.data.pictures.reading import DECODING, CancelledError, assert_right, read
from trainer_core.data.pictures import store
from trainer_core.data.pictures.decoding import Decoding
from trainer_core.data.pictures.entry import read_index
from trainer_core.errors import DataError, Message


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    """Pixels beyond so many bytes do not fit."""
    real = Path.open

    def limited(self: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
        file = real(self, mode, *args, **options)
        if self.name.startswith("pixels-") and "+" in mode:
            write = file.write
            written = [0]

            class Limited:
                def write(self, data: Any) -> int:
                    written[0] += len(memoryview(data).cast("B"))
                    if written[0] > after:
                        raise OSError(errno.ENOSPC, "No space left on device")
                    return write(data)

                def __getattr__(self, name: str) -> Any:
                    return getattr(file, name)

            return Limited()
        return file

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", limited)
        yield


def test_a_full_disk_is_a_sentence_and_leaves_what_was_there(paint: Painted, monkeypatch: pytest.MonkeyPatch) -> None:
    root = paint("1.png", "2.png")
    before = read(root)
    paint("3.png", "4.png", "5.png")
    with full_disk(monkeypatch, 400), pytest.raises(DataError, match="No space left on device"):
        read(root)
    folder = store.entry_of(root, DECODING)
    kept = read_index(folder)
    assert kept is not None
    assert (folder / kept.pixels).stat().st_size == kept.rows * kept.stride == 2 * 192
    assert_right(before, root)
    assert_right(read(root), root)


def test_a_disk_that_is_too_small_is_said_before_anything_is_decoded(
    paint: Painted, decoded_names: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = paint("1.png")
    usage = shutil.disk_usage(root)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=100))
    with pytest.raises(DataError, match="only 100 B are free"):
        read(root)
    assert decoded_names == []


KILLED = """
import os, sys
from pathlib import Path
from trainer_core.data.pictures import cached
from trainer_core.data.pictures.decoding import Decoding
from trainer_core.data.pictures.scanning import scan

def progress(message, fraction):
    if fraction > 0.4:
        os._exit(9)

cached._SECONDS_BETWEEN_REPORTS = 0.0
cached._SECONDS_BETWEEN_COMMITS = float(sys.argv[2])
root = Path(sys.argv[1])
cached.decode_all(root, scan(root).pictures, Decoding(8), progress)
"""


@pytest.mark.parametrize("seconds", [0, 1000])
def test_a_killed_program_leaves_only_whole_pictures(paint: Painted, decoded_names: list[int], seconds: int) -> None:
    root = paint(*(f"{number:03}.png" for number in range(200)))
    assert subprocess.run([sys.executable, "-c", KILLED, str(root), str(seconds)], check=False).returncode == 9
    kept = read_index(store.entry_of(root, DECODING))
    rows = kept.rows if kept else 0
    assert (rows > 0) == (seconds == 0)
    assert_right(read(root), root)
    assert len(decoded_names) == 200 - rows
    assert store.empty_cache().in_use == 0


@pytest.mark.parametrize("damage", ["index", "pixels", "missing pixels", "another format"])
def test_a_damaged_entry_is_made_anew(paint: Painted, damage: str) -> None:
    root = paint("1.png", "2.png")
    read(root)
    gc.collect()
    folder = store.entry_of(root, DECODING)
    (pixels,) = folder.glob("pixels-*")
    if damage == "index":
        (folder / "index.json").write_text("{")
    elif damage == "pixels":
        pixels.write_bytes(b"short")
    elif damage == "missing pixels":
        pixels.unlink()
    else:
        values = json.loads((folder / "index.json").read_text())
        (folder / "index.json").write_text(json.dumps(values | {"format": 0}))
    assert_right(read(root), root)
    assert len(list(folder.glob("pixels-*"))) == 1


def test_half_of_the_pixels_at_most_are_of_files_that_are_gone(paint: Painted) -> None:
    names = [f"{number:02}.png" for number in range(20)]
    root = paint(*names)
    before = read(root)
    seen = before.pixels.copy()
    for name in names[:15]:
        (root / name).unlink()
    after = read(root)
    assert len(after.pixels) == 5
    assert_right(after, root)
    assert np.array_equal(before.pixels, seen)


def test_what_was_used_longest_ago_makes_room(paint: Painted, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = paint("1.png", "2.png")
    used, unused, newest = Decoding(8), Decoding(9), Decoding(10)
    kept = read(root, used)
    for decoding in (unused, newest):
        read(root, decoding)
    gc.collect()
    for seconds, decoding in enumerate((used, unused, newest)):
        os.utime(store.entry_of(root, decoding) / "index.json", (seconds, seconds))
    monkeypatch.setenv("TRAINING_STUDIO_PICTURES_GB", str((store.cache_size() + 100) / 2**30))
    read(root, Decoding(7))
    there = {decoding: store.entry_of(root, decoding).exists() for decoding in (used, unused, newest)}
    assert there == {used: True, unused: False, newest: True}
    assert_right(kept, root)


def test_more_than_the_cache_may_hold_is_refused_before_anything_is_decoded(
    paint: Painted, decoded_names: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = paint("1.png", "2.png")
    monkeypatch.setenv("TRAINING_STUDIO_PICTURES_GB", "0.0000001")
    with pytest.raises(DataError, match="smaller side length") as caught:
        read(root)
    assert (caught.value.code, decoded_names) == ("cache-full", [])
    monkeypatch.setenv("TRAINING_STUDIO_PICTURES_GB", "much")
    with pytest.raises(DataError, match="not a number of gigabytes"):
        read(root)


def test_emptying_leaves_what_is_in_use_until_nothing_uses_it(paint: Painted) -> None:
    root = paint("1.png", "2.png")
    read(root, Decoding(9))
    with warnings.catch_warnings():
        # PyTorch says it once in a process that the array is not writable.
        warnings.simplefilter("ignore", UserWarning)
        tensor = torch.from_numpy(read(root).pixels)
    gc.collect()
    size = store.cache_size()
    emptied = store.empty_cache()
    assert emptied.freed > 0
    assert emptied.in_use > 0
    assert emptied.freed + emptied.in_use == size
    view = tensor[1:]
    del tensor
    gc.collect()
    assert store.empty_cache().freed == 0
    del view
    gc.collect()
    assert store.empty_cache().freed == emptied.in_use
    assert store.cache_size() == 0


def test_whoever_waits_for_another_program_can_be_broken_off(paint: Painted) -> None:
    root = paint("1.png")
    folder = store.entry_of(root, DECODING)
    folder.mkdir(parents=True)
    told: list[str] = []

    def stop(message: Message, fraction: float) -> None:
        told.append(str(message))
        raise CancelledError

    with store.sole_writer(folder, lambda: None), pytest.raises(CancelledError):
        read(root, progress=stop)
    assert "Another program" in told[0]


def test_a_cache_that_cannot_be_written_is_a_sentence(paint: Painted, cache: Path) -> None:
    root = paint("1.png")
    cache.mkdir()
    (cache / "pictures").write_text("in the way")
    with pytest.raises(DataError, match="TRAINING_STUDIO_CACHE"):
        read(root)
