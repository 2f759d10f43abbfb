"""What runs in the process of a trial: takes the process apart from the program, then runs the check."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing import connection, parent_process
from pathlib import Path
from typing import Any

import torch

from trainer_core.trial.breakpoints import pass_over
from trainer_core.trial.code import Code
from trainer_core.trial.dataset_check import check_dataset
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.model_check import check_model
from trainer_core.trial.part_check import check_loss, check_metric, check_optimizer
from trainer_core.trial.tried import OUTPUT, STAGE, TRACE, ProblemError, Trying, worded

_GRACE = 15.0
"""Seconds after its time is up in which the process ends itself, should nobody have ended it."""

CHECKS: dict[str, Callable[[Trying], None]] = {
    "dataset": check_dataset,
    "model": check_model,
    "loss": check_loss,
    "optimizer": check_optimizer,
    "metric": check_metric,
}


def answer_in(
    folder: str,
    check: str,
    code: Code,
    name: str,
    arguments: dict[str, Any],
    seconds: float,
    fits: ModelFits | None,
) -> None:
    """Try ``code`` and write the answer into ``folder``; does not return."""
    _take_apart(Path(folder), seconds)
    trying = Trying(code, arguments, name, seconds, Path(folder), fits)
    pass_over(partial(trying.passed_over, "breakpoint-in-dataset" if check == "dataset" else "breakpoint"))
    trying.write(STAGE, b'{"name": "starting"}')
    try:
        CHECKS[check](trying)
    except ProblemError as error:
        trying.problems.insert(0, error.problem)
    except BaseException as error:
        trying.problems.insert(0, ProblemError("trial-broke", error=worded(error)).problem)
    trying.answer()
    # Without what the file may have left to be done at the end: threads, atexit.
    os._exit(0)


def _take_apart(folder: Path, seconds: float) -> None:
    """Leave the program's terminal and output, and end with the program."""
    if sys.platform != "win32":
        os.setsid()
    output = os.open(folder / OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for descriptor, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="replace", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="replace", buffering=1, closefd=False)
    trace = (folder / TRACE).open("wb", buffering=0)
    faulthandler.enable(trace, all_threads=False)
    if sys.platform != "win32":
        faulthandler.register(signal.SIGUSR1, trace, all_threads=True)
    threading.Thread(target=_end_with_the_program, args=(seconds + _GRACE,), daemon=True).start()
    torch.set_num_threads(1)


def _end_with_the_program(seconds: float) -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel], seconds)
    os._exit(1)
