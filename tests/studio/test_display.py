"""With no display the studio says so in one sentence, and never dies in a Qt abort."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from studio.display import missing_display


@pytest.fixture
def bare(monkeypatch):
    """An environment that names no display and no platform."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


linux = pytest.mark.usefixtures("bare") if sys.platform.startswith("linux") else pytest.mark.skip("X11 is Linux's")


@linux
def test_no_display_is_named():
    assert missing_display() == "there is no display"


@linux
@pytest.mark.parametrize("display", [":4711", "localhost:4711", "nonsense", ":", "127.0.0.1:9999.0"])
def test_a_display_that_does_not_answer_is_named(bare, display):
    bare.setenv("DISPLAY", display)
    assert missing_display() == f"the display {display} does not answer"


@linux
def test_a_wayland_socket_that_answers_is_a_display(bare, tmp_path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        bare.setenv("WAYLAND_DISPLAY", "wayland-7")
        assert missing_display() is None


@linux
@pytest.mark.parametrize("display", ["", "wayland-8"])
def test_wayland_without_a_compositor_is_no_display(bare, tmp_path, display):
    bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    bare.setenv("QT_QPA_PLATFORM", "wayland")
    bare.setenv("WAYLAND_DISPLAY", display)
    assert missing_display() == "no Wayland display answers"


@pytest.mark.parametrize("platform", ["bogus", "bogus:size=10x10"])
def test_a_platform_on_which_qt_does_not_start_is_named(bare, platform):
    bare.setenv("QT_QPA_PLATFORM", platform)
    assert missing_display() == "Qt does not start on the platform bogus"


@linux
@pytest.mark.parametrize(("platforms", "missing"), [("wayland;offscreen", False), ("xcb;wayland", True)])
def test_of_several_platforms_one_is_enough(bare, tmp_path, platforms, missing):
    bare.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    bare.setenv("QT_QPA_PLATFORM", platforms)
    assert bool(missing_display()) == missing


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=10x10"])
def test_a_platform_without_a_display_is_taken_at_its_word(bare, platform):
    bare.setenv("QT_QPA_PLATFORM", platform)
    assert missing_display() is None


def test_the_entry_imports_torch_before_qt():
    program = """
import sys
order = []
class Spy:
    def find_spec(self, name, path=None, target=None):
        if name in ("torch", "PySide6") and name not in order:
            order.append(name)
sys.meta_path.insert(0, Spy())
from studio.__main__ import main
assert order == [], order
assert main(["--preset", "no-such-preset"]) == 1
assert order == ["torch", "PySide6"], order
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "no-such-preset" in done.stderr
    assert "Traceback" not in done.stderr
