"""Batches that stream through a DataLoader, for data that does not fit on the training device.

Loader processes are started as `trainer_core.trial.starting` says, once, and serve every epoch.
"""

from __future__ import annotations

import shutil
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, get_worker_info
from torch.utils.data.dataloader import _MultiProcessingDataLoaderIter

from trainer_core.data.examples import Examples
from trainer_core.data.plan import Plan
from trainer_core.errors import N_, DataError, Message, TrainerError
from trainer_core.formats import size as formatted_size
from trainer_core.trial.starting import main_not_imported, process_context

A = TypeVar("A")

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
        self._portion = plan.batch_size * max(1, _PORTION // max(1, plan.source.first(plan.batch_size).nbytes))
        pinned = plan.device.type == "cuda"
        self._loader: Loader[tuple[Tensor, Tensor]] = Loader(
            _Gather(plan.source), workers=workers, stopped=_stopped, pin_memory=pinned
        )

    def batches(self, order: Tensor, epoch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Yield the batches of the examples ``order``: see `trainer_core.data.batches.Rows`."""
        rows = order.numpy()
        portions = [rows[i : i + self._portion] for i in range(0, len(rows), self._portion)]
        for raw, targets in self._loader.answers(portions):
            portion = (part.to(self._device, non_blocking=True) for part in (raw, targets))
            parts = (torch.split(part, self._batch_size) for part in portion)
            yield from zip(*parts, strict=True)


class Loader(Generic[A]):
    """A DataLoader that asks ``dataset`` for whatever it is given, in ``workers`` processes (or this one, with 0).

    ``stopped`` makes the error that is raised when these die or do not answer, from the reason. ``more`` goes to the
    DataLoader.
    """

    def __init__(
        self, dataset: Dataset[A], *, workers: int, stopped: Callable[[str], TrainerError], **more: Any
    ) -> None:
        self._queue = _Queue()
        self._stopped = stopped
        if workers:
            more |= {
                "num_workers": workers,
                "multiprocessing_context": process_context(),
                "persistent_workers": True,
                "timeout": _SECONDS_BETWEEN_LOOKS,
            }
        self._loader: DataLoader[A] = DataLoader(
            dataset,
            batch_size=None,
            sampler=self._queue,
            # A loader draws a seed whenever it is gone through; a run's own random numbers must not notice.
            generator=torch.Generator(),
            **more,
        )

    def answers(self, questions: Iterable[Any]) -> Iterator[A]:
        """Yield what the dataset answers to each of ``questions``, in their order."""
        self._queue.questions = questions
        try:
            with main_not_imported():
                answers = _started(self._loader)
            while (answer := _next_of(answers)) is not None:
                yield answer
        except (RuntimeError, OSError, EOFError, MemoryError) as error:
            raise self._stopped(_reason(error)) from error


def _stopped(reason: str) -> DataError:
    return DataError(
        "loader-stopped",
        "The processes that load the data have stopped or do not answer ({reason}). "
        "Train with data.workers = 0, or free some memory and try again.",
        reason=reason,
    )


def _started(loader: DataLoader[A]) -> Iterator[A]:
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


def _next_of(answers: Iterator[A]) -> A | None:
    """Return the next answer, or None after the last; raises `RuntimeError` if it does not come.

    A DataLoader whose time is up can be asked again: it goes on waiting for the same answer.
    """
    give_up = time.monotonic() + _ANSWER_WITHIN
    while True:
        try:
            return next(answers, None)
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
    """The sampler: what is still to be asked for in this epoch."""

    def __init__(self) -> None:
        self.questions: Iterable[Any] = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.questions)


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
        "The data ({size}) is streamed by a loader in this process: the memory that loader processes "
        "would share has only {shared} free.",
        facts,
    )
