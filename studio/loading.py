"""Imports what takes long, in the one order that works and as fast as it goes."""

from __future__ import annotations

import gc
from types import ModuleType


def load_application() -> ModuleType:
    """Import torch, Qt and the studio; returns `studio.app`. Raises ImportError if a library is missing.

    torch comes before Qt: on Windows its libraries cannot be loaded once Qt's are. Nothing that is imported is garbage,
    so nobody looks for any meanwhile, nor in these objects later: that took 0.3 s of the start, and a look at all of
    them holds up the window and training.
    """
    gc.disable()
    try:
        import torch  # noqa: F401, I001
        import studio.app
    finally:
        gc.freeze()
        gc.enable()
    return studio.app
