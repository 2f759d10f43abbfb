"""How processes are started beside the program: from a fork server where there is one, spawned elsewhere.

They are never forked from the program itself: the engine's thread is one of many (a window's, torch's own pools), and a
child forked while another thread holds a lock waits for it for ever (pytorch issues 15808, 75147 and 130610). Both
ways would import the person's ``__main__`` again in each child, which runs a script without a ``__main__`` guard a
second time; nothing that is started here needs it, so they are not told of it.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import spawn
from multiprocessing.context import BaseContext
from typing import Any

_PRELOADED = ["torch", "trainer_core.trial.child", "trainer_core.trial.ends_when_idle"]
"""What the fork server imports once, so that each process begins with it: half a second instead of four."""


def process_context() -> BaseContext:
    """The way in which this system starts a process that has nothing of the program's threads and locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def warm_up() -> None:
    """Start the fork server, where there is one and none runs: it imports while nothing is waited for."""
    if process_context().get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        with main_not_imported():
            ensure_running()


@contextmanager
def main_not_imported() -> Iterator[None]:
    """Processes that this thread starts in the block do not import the person's ``__main__``; those of others do."""
    prepare, starter = spawn.get_preparation_data, threading.get_ident()

    def prepare_without_main(name: str) -> dict[str, Any]:
        data = prepare(name)
        if threading.get_ident() == starter:
            data.pop("init_main_from_name", None)
            data.pop("init_main_from_path", None)
        return data

    spawn.get_preparation_data = prepare_without_main
    try:
        yield
    finally:
        spawn.get_preparation_data = prepare
