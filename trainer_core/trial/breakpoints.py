"""``breakpoint()`` in a process that has nobody in front of it: passed over and noted, or refused with a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from multiprocessing import parent_process
from pdb import Pdb
from types import FrameType
from typing import Any

from trainer_core.errors import CodeError

VARIABLE = "PYTHONBREAKPOINT"
"""Names the function that ``breakpoint()`` calls in the processes that a person's code starts."""

REFUSED = f"{__name__}.refused"


def pass_over(note: Callable[[str, int], None] | None = None) -> None:
    """From now on ``breakpoint()`` goes on at once in this process; ``note`` is told its file and line."""

    def passed_over(*arguments: Any, **named: Any) -> None:
        frame = sys._getframe(1)
        if note is not None:
            note(frame.f_code.co_filename, frame.f_lineno)

    sys.breakpointhook = passed_over


def refused(*arguments: Any, **named: Any) -> None:
    """Raise `CodeError` where ``breakpoint()`` is called: nobody could answer it, and it would wait for good.

    In the program's own process, on a thread of its own, it is Python's debugger as ever.
    """
    frame = sys._getframe(1)
    if parent_process() is None:
        Pdb().set_trace(frame)
    else:
        refuse(frame)


def refuse(frame: FrameType) -> None:
    """Raise `CodeError` for a ``breakpoint()`` that stands in ``frame``."""
    raise CodeError(
        "breakpoint-elsewhere",
        "breakpoint() in {file}, line {line}, was called in a process that loads data, where no console can open. "
        "Load the data with num_workers=0 to stop there.",
        file=os.path.basename(frame.f_code.co_filename),
        line=frame.f_lineno,
    )
