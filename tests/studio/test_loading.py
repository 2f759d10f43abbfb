"""What happens before there is a window, seen from a process of its own."""

from __future__ import annotations

import subprocess
import sys

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
assert order == [("torch", False), ("PySide6", False)], order
assert gc.isenabled()
assert gc.get_freeze_count() > 100_000
"""


def test_torch_is_imported_before_qt_and_no_garbage_is_looked_for_meanwhile():
    subprocess.run([sys.executable, "-c", LOOK], check=True, timeout=120)
