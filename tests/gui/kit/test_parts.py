"""The parts of the kit that need no window: the disk, the clock, pictures and their report, steps, tiny data."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QImage

from studio.testing import report
from studio.testing.clock import Clock
from studio.testing.disk import Disk
from studio.testing.opening import NoDisplayError, choose_platform
from studio.testing.pictures import Gallery, PictureError
from studio.testing.steps import Steps
from studio.testing.tiny_data import CLASSES, write_pictures
from trainer_core.errors import RunFolderError
from trainer_core.files.append import append
from trainer_core.files.atomic import atomic_write


@pytest.mark.parametrize(
    ("fail", "number"), [(Disk.full, errno.ENOSPC), (Disk.read_only, errno.EROFS), (Disk.broken, errno.EIO)]
)
def test_a_failing_disk_refuses_every_way_of_writing_and_no_reading(fail, number, tmp_path, studio_disk):
    old = tmp_path / "old"
    old.write_text("old")
    fail(studio_disk)
    for write in (
        lambda: old.write_text("new"),
        lambda: (tmp_path / "folder").mkdir(),
        lambda: os.replace(old, tmp_path / "other"),
        lambda: (tmp_path / "new").open("xb"),
    ):
        with pytest.raises(OSError, match=os.strerror(number)) as refused:
            write()
        assert refused.value.errno == number
    with pytest.raises(RunFolderError), atomic_write(old, error=RunFolderError) as file:
        file.write(b"new")
    with pytest.raises(RunFolderError):
        append(old, b"more")
    assert old.read_text() == "old"
    studio_disk.mend()
    old.write_text("new")
    assert old.read_text() == "new"


def test_a_failing_disk_is_that_of_its_folder_alone(tmp_path, tmp_path_factory, studio_disk):
    studio_disk.full()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    elsewhere.write_text("written")
    assert studio_disk.refused == []


def test_a_slow_disk_waits_before_it_writes(tmp_path, studio_disk, monkeypatch):
    waited = []
    monkeypatch.setattr(time, "sleep", waited.append)
    studio_disk.slow(2.5)
    (tmp_path / "file").write_text("text")
    (tmp_path / "file").read_text()
    assert waited == [2.5]


def test_a_clock_that_is_moved_rings_what_is_due_and_nothing_else(qapp):
    owner, rung = QObject(), []
    once, often, later = QTimer(owner, singleShot=True, interval=8_000), QTimer(owner, interval=5_000), QTimer(owner)
    later.setInterval(60_000)
    for name, timer in (("once", once), ("often", often), ("later", later)):
        timer.timeout.connect(lambda name=name: rung.append(name))
        timer.start()
    before = time.time(), time.monotonic()
    real = time.time
    clock = Clock(owner)
    clock.forward(10)
    assert rung == ["often", "once"]
    assert (once.isActive(), often.isActive()) == (False, True)
    assert time.time() - before[0] >= 10
    assert time.monotonic() - before[1] >= 10
    clock.put_back()
    assert time.time is real


def picture(width: int = 20, spots: int = 0) -> QImage:
    image = QImage(width, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(spots):
        image.setPixelColor(x, 0, QColor("black"))
    return image


def gallery(folder: Path, accept: bool = False) -> Gallery:
    return Gallery(folder / "pictures", folder / "report", "test_x.py::test_a", accept)


def test_a_picture_within_the_tolerance_passes_and_one_beyond_is_reported(tmp_path):
    gallery(tmp_path, accept=True).check(picture(), "plot", 0)
    gallery(tmp_path).check(picture(spots=2), "plot", tolerance=0.01)
    assert report.write(tmp_path / "report") is None
    with pytest.raises(PictureError, match=r"1\.50% of the pixels differ"):
        gallery(tmp_path).check(picture(spots=3), "plot", tolerance=0.01)
    page = report.write(tmp_path / "report")
    text = page.read_text(encoding="utf-8")
    assert "test_x.py::test_a" in text
    for kind in ("drawn", "accepted", "differing"):
        (shown,) = (tmp_path / "report" / "pictures").glob(f"*.{kind}.png")
        assert f'src="pictures/{shown.name}"' in text
    report.clear(tmp_path / "report")
    assert list((tmp_path / "report").iterdir()) == []


def test_a_picture_of_another_size_or_without_an_accepted_one_fails(tmp_path):
    with pytest.raises(PictureError, match="--studio-accept"):
        gallery(tmp_path).check(picture(), "plot", 1)
    gallery(tmp_path, accept=True).check(picture(), "plot", 1)
    with pytest.raises(PictureError, match="30 × 10 and 20 × 10"):
        gallery(tmp_path).check(picture(30), "plot", 1)


def test_accepting_leaves_what_has_not_changed(tmp_path):
    gallery(tmp_path, accept=True).check(picture(), "plot", 0.01)
    written = (tmp_path / "pictures" / "plot.png").read_bytes()
    gallery(tmp_path, accept=True).check(picture(spots=1), "plot", 0.01)
    assert (tmp_path / "pictures" / "plot.png").read_bytes() == written
    gallery(tmp_path, accept=True).check(picture(spots=9), "plot", 0.01)
    assert (tmp_path / "pictures" / "plot.png").read_bytes() != written


@pytest.mark.parametrize(
    ("platform", "show", "asked"), [("offscreen", True, "--studio-show"), ("xcb", False, "QT_QPA_PLATFORM=xcb")]
)
def test_where_nothing_can_be_shown_that_is_said(platform, show, asked, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    for name in ("QT_SCALE_FACTOR", "QT_FONT_DPI"):
        monkeypatch.setenv(name, "1")
    with pytest.raises(NoDisplayError, match=f"{asked} cannot show the window because"):
        choose_platform(show=show)


def test_steps_become_the_text_of_a_demo():
    steps = Steps()
    steps.add("set", {"optimizer.lr": 0.01})
    steps.remark("menu: View > Theme > Dark")
    steps.add("open", Path("a b"))
    assert steps.as_demo("test_a") == (
        'title: "test_a"\nsteps:\n  - set: {"optimizer.lr": 0.01}\n  # menu: View > Theme > Dark\n  - open: "a b"\n'
    )


def test_the_tiny_pictures_are_the_same_each_time(tmp_path):
    one, other = (write_pictures(tmp_path / name) for name in ("one", "other"))
    files = sorted(path.relative_to(one) for path in one.rglob("*.png"))
    assert {path.parent.name for path in files} == set(CLASSES)
    assert len(files) == 80
    assert all((one / path).read_bytes() == (other / path).read_bytes() for path in files)
