"""Keeps torch on a thread to one core, so that it takes none from the thread that trains."""

from __future__ import annotations

import torch


def stay_on_one_core() -> None:
    """Let torch use one core on the calling thread, whatever another thread asks for later.

    A second pool of OpenMP threads would halve training. Call it before the thread has used torch.
    """
    torch.set_num_threads(1)
    # Asking makes the thread's number final: PyTorch would else take over the engine's when it is first used here.
    torch.get_num_threads()
