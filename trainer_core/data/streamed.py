"""Batches that stream through a DataLoader, for data that does not fit on the training device.

Loader processes come from a fork server where there is one, and are spawned elsewhere. They are never forked
from the program itself: the engine's thread is one of many (a window's, torch's own pools), and a child
forked while another thread holds a lock waits for it for ever (pytorch issues 15808, 75147 and 130610). Both
ways would import the person's ``__main__`` again in each child, which runs a script without a ``__main__``
guard a second time; nothing in a loader needs it, so they are not told of it. They start once and serve every
epoch.
"""

from __future__ import annotations

import multiprocessing
import shutil
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import spawn
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, get_worker_info
from torch.utils.data.dataloader import _MultiProcessingDataLoaderIter

from trainer_core.data.examples import Examples
from trainer_core.data.plan import Plan
from trainer_core.errors import N_, DataError, Message
from trainer_core.formats import size as formatted_size

_ANSWER_WITHIN = 60.0
"""Seconds that a loader process may take for a portion before it counts as hung."""

_SECONDS_BETWEEN_LOOKS = 3.0
"""A DataLoader notices that a process has died only when it has waited in vain for its ``timeout``."""

_PORTION = 4_000_000
"""Bytes, about, that a loader process hands over at once: several batches, if they are small.

Handing over takes some milliseconds whatever the size, which for 64 small images is fifty times what their
gather takes.
"""

_SHARED_MEMORY = Path("/dev/shm")


class StreamedRows:
    """Rows that are gathered by loader processes (or this one, with ``workers`` 0)."""

    def __init__(self, plan: Plan, *, workers: int) -> None:
        self._batch_size, self._device = plan.batch_size, plan.device
        self._queue = _Queue()
        self._portion = plan.batch_size * max(1, _PORTION // max(1, plan.source.first(plan.batch_size).nbytes))
        parallel: dict[str, Any] = {}
        if workers:
            parallel = {
                "num_workers": workers,
                "multiprocessing_context": _context(),
                "persistent_workers": True,
                "timeout": _SECONDS_BETWEEN_LOOKS,
            }
        self._loader: DataLoader[tuple[Tensor, Tensor]] = DataLoader(
            _Gather(plan.source),
            batch_size=None,
            sampler=self._queue,
            pin_memory=plan.device.type == "cuda",
            # A loader draws a seed whenever it is gone through; a run's own random numbers must not notice.
            generator=torch.Generator(),
            **parallel,
        )

    def batches(self, order: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield raw inputs and targets of the examples ``order``, (K,) int64, a batch at a time, on the device."""
        rows = order.numpy()
        self._queue.portions = [rows[i : i + self._portion] for i in range(0, len(rows), self._portion)]
        for raw, targets in self._rows():
            portion = (part.to(self._device, non_blocking=True) for part in (raw, targets))
            parts = (torch.split(part, self._batch_size) for part in portion)
            yield from zip(*parts, strict=True)

    def _rows(self) -> Iterator[tuple[Tensor, Tensor]]:
        """Iterate over the loader, with what it raises as a sentence."""
        try:
            with _main_not_imported():
                rows = _started(self._loader)
            while (portion := _next_of(rows)) is not None:
                yield portion
        except (RuntimeError, OSError, EOFError, MemoryError) as error:
            raise DataError(
                "loader-stopped",
                "The processes that load the data have stopped or do not answer ({reason}). "
                "Train with data.workers = 0, or free some memory and try again.",
                reason=_reason(error),
            ) from error


def _started(loader: DataLoader[tuple[Tensor, Tensor]]) -> Iterator[tuple[Tensor, Tensor]]:
    """Start the loader's processes; those that have started are ended again if not all of them can.

    torch does not finish the iterator then, and its ``__del__`` prints a traceback (pytorch issue 973).
    """
    try:
        return iter(loader)
    except Exception as error:
        for frame, _ in traceback.walk_tb(error.__traceback__):
            unfinished = frame.f_locals.get("self")
            if isinstance(unfinished, _MultiProcessingDataLoaderIter):
                unfinished._shutdown = True
                for process in getattr(unfinished, "_workers", ()):
                    process.terminate()
                    process.join()
        raise


def _reason(error: Exception) -> str:
    """The line that says what happened: in what a process reports it is the last one, after its traceback."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return (lines[-1] if lines[0].startswith("Caught ") else lines[0]).rstrip(".")


def _next_of(rows: Iterator[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor] | None:
    """Return the next portion, or None after the last; raises `RuntimeError` if it does not come.

    A DataLoader whose time is up can be asked again: it goes on waiting for the same portion.
    """
    give_up = time.monotonic() + _ANSWER_WITHIN
    while True:
        try:
            return next(rows, None)
        except RuntimeError as error:
            if "timed out" not in str(error) or time.monotonic() > give_up:
                raise


class _Gather(Dataset[tuple[Tensor, Tensor]]):
    """Answers an array of indices with these examples; what a loader process is given."""

    def __init__(self, source: Examples) -> None:
        self._source = source

    def __getitem__(self, indices: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
        portion = self._source.at(torch.from_numpy(indices)).gathered()
        if get_worker_info() is not None:
            # Done here, a failure is told; done by the thread that hands over, the portion would just never come.
            for tensor in portion:
                tensor.share_memory_()  # type: ignore[no-untyped-call]
        return portion


class _Queue:
    """The sampler: index arrays, each of some whole batches, for what is still to come in this epoch."""

    def __init__(self) -> None:
        self.portions: list[npt.NDArray[np.int64]] = []

    def __iter__(self) -> Iterator[npt.NDArray[np.int64]]:
        return iter(self.portions)

    def __len__(self) -> int:
        return len(self.portions)


def _context() -> BaseContext:
    methods = multiprocessing.get_all_start_methods()
    return multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")


@contextmanager
def _main_not_imported() -> Iterator[None]:
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


def workers_that_fit(source: Examples, workers: int, placement: Message) -> tuple[int, Message]:
    """Do without loader processes where the data does not fit into the memory that they would share.

    Writing more than there is (64 MB in a container, often) would end the program by a bus error, not an
    exception. What is mapped from a file is not brought there at all: gathering it is no work worth a process.
    """
    if workers and source.mapped:
        text = N_("The data ({size}) streams from a mapped file through a loader in this process.")
        return 0, Message(text, placement.facts)
    if not workers or not _SHARED_MEMORY.is_dir():
        return workers, placement
    free = shutil.disk_usage(_SHARED_MEMORY).free
    if source.inputs.nbytes + source.targets.nbytes <= free / 2:
        return workers, placement
    facts = placement.facts | {"shared": formatted_size(free)}
    return 0, Message(
        "The data ({size}) streams through a loader in this process: the memory that loader processes "
        "would share has only {shared} free.",
        facts,
    )
