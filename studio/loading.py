"""Imports what takes long, in the one order that works and as fast as it goes."""

from __future__ import annotations

import ctypes
import gc
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from studio.display import is_off_screen


def load_application() -> ModuleType:
    """Import torch, Qt and the studio; returns `studio.app`. Raises ImportError if a library is missing.

    torch comes before Qt: on Windows its libraries cannot be loaded once Qt's are. Nothing that is imported is garbage,
    so nobody looks for any meanwhile, nor in these objects later: that took 0.3 s of the start, and a look at all of
    them holds up the window and training.
    """
    gc.disable()
    try:
        import torch  # noqa: F401

        _load_triton()
        import studio.app
    finally:
        gc.freeze()
        gc.enable()
    return studio.app


def _load_triton() -> None:
    """Load the library of Triton, which torch imports when it first needs it, before Qt's.

    A GTK desktop's theme brings Mesa, and Mesa's software renderer brings an LLVM whose symbols are global. Loaded
    after it, Triton's own LLVM binds to some of them, and the process dies in ``free``. This order does no harm.
    """
    if not sys.platform.startswith("linux") or is_off_screen():
        return
    triton = find_spec("triton")
    if triton is not None and triton.submodule_search_locations:
        with suppress(OSError):
            ctypes.CDLL(str(Path(triton.submodule_search_locations[0], "_C", "libtriton.so")))
