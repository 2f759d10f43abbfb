"""Settings that a crash, a disk or a person has damaged: each option has a value of its type, and the window opens."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.look.settings import Option, Settings
from studio.testing import StudioRobot
from tests.faults.mutations import FACTOR, mutated

COUNT = int(1500 * FACTOR)
OPTIONS = tuple(name for name, value in vars(Settings).items() if isinstance(value, Option))


@pytest.fixture
def whole(studio_app: QApplication, tmp_path: Path) -> bytes:
    """A file of settings in which every option is set."""
    settings = Settings(tmp_path / "whole.ini")
    for name in OPTIONS:
        setattr(settings, name, getattr(settings, name))
    settings.runs_folder = str(tmp_path / "runs")
    settings.store.sync()
    return (tmp_path / "whole.ini").read_bytes()


def test_damaged_settings_are_read_option_by_option(whole: bytes, tmp_path: Path) -> None:
    assert len(whole) > 100
    kinds = {name: type(getattr(Settings(tmp_path / "none.ini"), name)) for name in OPTIONS}
    for seed in range(COUNT):
        done, data = mutated(whole, seed)
        path = tmp_path / f"{seed}.ini"
        path.write_bytes(data)
        settings = Settings(path)
        for name, kind in kinds.items():
            assert isinstance(getattr(settings, name), kind), f"seed {seed} ({done}): {name}"
        assert settings.theme in ("system", "light", "dark")
        assert settings.language in ("", "en", "ko")
        assert isinstance(settings.runs_root, Path)
        settings.store.clear()
        path.unlink(missing_ok=True)


HOSTILE = {
    "random": random.Random(0).randbytes(4000),
    "wrong types": b"[look]\ntheme=@ByteArray(x)\nscale=huge\nlanguage=99\n[curves]\nsmoothing=-1\n",
    "impossible numbers": b"[look]\nscale=1e999\n[curves]\nsmoothing=nan\n[window]\npage=nowhere\n",
    "bytes that are no geometry": b"[window]\ngeometry=@ByteArray(\\x0\\xff)\ncolumns=@ByteArray(\\xff)\n",
    "a variant of a class": b"[look]\ntheme=@Variant(\\0\\0\\0\\x7f\\0\\0\\0\\x8QFoo\\0)\n[look]\nscale=@Invalid()\n",
    "a recipe that is none": b'[recipe]\nedited="[training]\\nepochs = -3"\npreset=../../etc\n',
    "a folder that is none": b"[files]\nruns_folder=/proc/nothing\nput_away=\\n\\n/\n[folders]\nweights=\\0\n",
}


@pytest.mark.no_qt_log
@pytest.mark.parametrize("name", HOSTILE)
def test_the_window_opens_and_trains_with_hostile_settings(
    studio_app: QApplication, tmp_path: Path, qtbot: QtBot, name: str
) -> None:
    (tmp_path / "settings.ini").write_bytes(HOSTILE[name])
    settings = Settings(tmp_path / "settings.ini")
    quick = {"data.limit": 256, "training.epochs": 1, "training.device": "cpu"}
    studio = StudioRobot(Studio(studio_app, settings, changes=quick), qtbot)
    settings.runs_folder = str(tmp_path / "runs")
    studio.window.show()
    try:
        studio.wait_until_prepared()
        assert studio.window.width() >= studio.window.minimumWidth()
        assert studio.train_to_end().summary.epochs == 1
    finally:
        studio.close()
