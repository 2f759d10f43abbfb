"""The plug-in as pytest runs it: what it finds wrong fails its test, and what is kept of that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from studio.testing.options import options_of

ROOT = Path(__file__).parents[3]
PLUGIN = ("-p", "studio.testing.plugin", "-p", "no:cacheprovider")

FAULTS = """
import threading
import pytest
from PySide6.QtWidgets import QLabel

left = threading.Event()


def test_an_unexpected_dialog(studio):
    studio.step("batch")
    studio.press("stopDiscardAction")


@pytest.fixture
def found(tmp_path):
    # Takes away at last what the test forgets.
    threads, files, windows = [], [], []
    yield threads, files, windows
    left.set()
    for each in (*files, *windows):
        each.close()


def test_forgetting(found, studio, tmp_path):
    threads, files, windows = found
    threads.append(threading.Thread(target=left.wait, name="forgotten"))
    threads[0].start()
    files.append(open(tmp_path / "forgotten.txt", "w"))
    windows.append(QLabel("forgotten"))
    windows[0].setObjectName("forgottenWindow")
    windows[0].show()
    studio.answer("aboutDialog", "closeButton")


def test_a_picture_that_differs(studio):
    studio.set("optimizer.lr", 0.5)
    studio.looks_as_accepted("rail", "rail")


def test_two_windows(studio_factory):
    one, other = studio_factory(), studio_factory(size=(1100, 750))
    assert one.studio.settings.runs_root != other.studio.settings.runs_root
    assert other.window.width() == 1100
"""

IN_TURN = """
import gc
import weakref

windows = []


def test_one(studio):
    windows.append(weakref.ref(studio.window))


def test_another(studio):
    gc.collect()
    assert windows[0]() is None
"""

DEMO = """title: A demo that expects what is not so
steps:
  - set: {data.limit: 512}
  - expect: data.limit == 5
"""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kit")


@pytest.fixture
def faults(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, out: Path) -> str:
    """What pytest said of the tests above, on two workers."""
    told = out / "told.txt"
    if not told.exists():
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
        pytester.makepyfile(FAULTS)
        (pytester.path / "wrong.studio").write_text(DEMO)
        (pytester.path / "pictures").mkdir()
        QImage(10, 10, QImage.Format.Format_RGB32).save(str(pytester.path / "pictures" / "rail.png"))
        artifacts = f"--studio-artifacts={out / 'artifacts'}"
        result = pytester.runpytest_subprocess(*PLUGIN, "-n", "2", "-ra", artifacts, timeout=300)
        told.write_text(result.stdout.str(), encoding="utf-8")
    return told.read_text(encoding="utf-8")


def test_what_is_wrong_fails_its_test_and_nothing_else_does(faults: str) -> None:
    summary = {line.partition(" - ")[0] for line in faults.splitlines() if line.startswith(("FAILED", "ERROR"))}
    here = "test_what_is_wrong_fails_its_test_and_nothing_else_does.py::"
    assert summary == {
        f"FAILED {here}test_an_unexpected_dialog",
        f"FAILED {here}test_a_picture_that_differs",
        f"ERROR {here}test_forgetting",
        "FAILED wrong.studio::plays",
    }
    assert "2 passed" in faults


def test_an_unexpected_dialog_is_named_and_pictured(faults: str, out: Path) -> None:
    assert 'studio.answer("discardDialog", …)' in faults
    (path,) = (out / "artifacts").glob("*test_an_unexpected_dialog-unexpected-discardDialog.png")
    picture = QImage(str(path))
    assert picture.width() > 200


def test_a_demo_that_expects_what_is_not_so_fails_with_its_line(faults: str) -> None:
    assert "wrong.studio, line 4, step 2: “data.limit == 5” is not true here" in faults


def test_what_was_left_behind_is_named(faults: str) -> None:
    assert "threads still running: forgotten" in faults
    assert "windows still open: forgottenWindow" in faults
    assert "forgotten.txt" in faults
    assert "dialogs that never opened: aboutDialog" in faults


def test_of_a_test_that_failed_grab_log_runs_and_steps_are_kept(faults: str, out: Path) -> None:
    (place,) = (out / "artifacts").glob("*test_a_picture_that_differs")
    assert QImage(str(place / "window.png")).width() == 1440
    assert '- set: {"optimizer.lr": 0.5}' in (place / "steps.studio").read_text(encoding="utf-8")
    (stepped,) = (out / "artifacts").glob("*test_an_unexpected_dialog")
    assert (stepped / "log.txt").read_text(encoding="utf-8")
    assert list((stepped / "runs").glob("*/recipe.toml"))
    assert str(place) in faults


def test_pictures_that_differ_are_reported_once_for_all_workers(faults: str, out: Path) -> None:
    assert f"Pictures that differ: {out / 'artifacts' / 'index.html'}" in faults
    assert "the sizes differ" in (out / "artifacts" / "index.html").read_text(encoding="utf-8")


def test_without_a_studio_nothing_large_is_imported(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
    pytester.makepyfile(
        """
        import sys

        def test_small():
            assert not {"torch", "pyqtgraph", "studio.app"} & set(sys.modules)
        """
    )
    result = pytester.runpytest_subprocess(*PLUGIN, "-p", "no:pytest-qt", "-p", "no:xdist")
    result.assert_outcomes(passed=1)


def test_no_window_is_kept_once_its_test_is_over(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
    pytester.makepyfile(IN_TURN)
    pytester.runpytest_subprocess(*PLUGIN, "-p", "no:xdist", timeout=200).assert_outcomes(passed=2)


def test_steps_kept_of_a_failure_are_played_only_where_they_are_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
    kept = pytester.mkdir("kept") / "steps.studio"
    for path in (kept, pytester.path / "mine.studio"):
        path.write_text(DEMO)
    kept.with_name("window.png").touch()
    for words, found in (((), ["mine.studio::plays"]), ((str(kept),), ["kept/steps.studio::plays"])):
        result = pytester.runpytest_subprocess(*PLUGIN, "-p", "no:xdist", "--collect-only", "-q", *words)
        assert [line for line in result.outlines if "::" in line] == found


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("studio_timeout=soon", "studio_timeout is a number of seconds above 0, and not “soon”"),
        ("studio_timeout=0", "studio_timeout is a number of seconds above 0, and not “0”"),
        ("studio_unexpected_dialogs=maybe", "studio_unexpected_dialogs is “fail” or “allow”, and not “maybe”"),
    ],
)
def test_a_setting_that_is_none_of_its_values_is_told(setting: str, told: str, pytester: pytest.Pytester) -> None:
    config = pytester.parseconfig("-p", "studio.testing.plugin", "-o", setting)
    with pytest.raises(pytest.UsageError, match=told):
        options_of(config)
