"""What happens before there is a window, seen from a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

import pytest

LOOK = """
import gc, sys

order = []

class Witness:
    def find_spec(self, name, path=None, target=None):
        if name in ("torch", "PySide6"):
            order.append((name, gc.isenabled()))

sys.meta_path.insert(0, Witness())
import studio.__main__
assert not order, order
from studio.__main__ import load_application
load_application()
assert list(dict.fromkeys(order)) == [("torch", False), ("PySide6", False)], order
assert gc.isenabled()
assert gc.get_freeze_count() > 100_000
"""


def test_torch_is_imported_before_qt_and_no_garbage_is_looked_for_meanwhile():
    subprocess.run([sys.executable, "-c", LOOK], check=True, timeout=120)


TRITON = """
import sys

class Witness:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6":
            with open("/proc/self/maps") as maps:
                print("libtriton.so" in maps.read())

sys.meta_path.insert(0, Witness())
from studio.__main__ import load_application
load_application()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux") or find_spec("triton") is None, reason="Triton is Linux's")
@pytest.mark.parametrize(("platform", "loaded"), [("xcb", True), ("offscreen", False)])
def test_the_llvm_of_triton_is_loaded_before_a_desktop_theme_brings_another(platform, loaded):
    done = subprocess.run(
        [sys.executable, "-c", TRITON],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"QT_QPA_PLATFORM": platform},
    )
    assert done.stdout.split() == [str(loaded)]
