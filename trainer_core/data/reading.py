"""Reads the examples of a person's dataset: once into memory or a mapped file, or anew in each epoch.

A dataset of a file is made and read in loader processes only, never on the engine's thread: what it draws, prints or
changes stays there, and if it dies or hangs that is a sentence. One that is at hand as an object is read in this
process, with the program's random generators put back each time.

Before an example is read, Python's, NumPy's and PyTorch's generators are seeded from (seed, epoch, index). So an
example depends on these alone, whatever the number of processes, and a run that resumes reads the same again.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
import os
import random
import signal
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.utils.data import Dataset, get_worker_info

from trainer_core.data.examples import Progress
from trainer_core.data.room import GrowingRoom, room_for
from trainer_core.data.seeds import Purpose, mixed
from trainer_core.data.streamed import Loader
from trainer_core.errors import CodeError, DataError, Message
from trainer_core.trial.breakpoints import pass_over
from trainer_core.trial.code import Code
from trainer_core.trial.dataset_check import dataset_of
from trainer_core.trial.facts import DatasetFacts
from trainer_core.trial.report import Problem, Stage, finding
from trainer_core.trial.tried import ProblemError, raised
from trainer_core.trial.values import example_of, shape_of

_PORTION = 4_000_000
"""Bytes, about, that a process hands over at once."""
_SECONDS = 1.0
"""Seconds, about, that a process reads before it hands over what it has."""
_MOST_WITHOUT_END = 10_000_000
"""Examples that are read of a dataset that does not say how many it has."""

Arrays = tuple[npt.NDArray[Any], npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class FromFile:
    """A dataset that a file makes."""

    code: Code
    name: str
    arguments: Mapping[str, Any]

    def make(self) -> Any:
        return dataset_of(self.code, self.name, self.arguments)


@dataclass(frozen=True, slots=True)
class AtHand:
    """A dataset that is there as an object; ``title`` names it in sentences."""

    dataset: Any
    title: str

    def make(self) -> Any:
        return self.dataset


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a dataset's examples as inputs of ``shape`` and ``dtype``, and as targets: classes, or so many ``numbers``.

    ``length`` is None where the dataset does not say; ``changes`` says that an example is drawn at random; ``seconds``
    is what one takes. Make one with `reader_of`.
    """

    source: FromFile | AtHand
    shape: tuple[int, ...]
    dtype: torch.dtype
    numbers: int
    length: int | None
    iterable: bool
    changes: bool
    seconds: float
    seed: int

    @property
    def in_this_process(self) -> bool:
        """Whether no process can make the dataset again."""
        return isinstance(self.source, AtHand)

    def workers(self, wanted: int) -> int:
        """How many processes read: at least one for a file, one for what has an order of its own."""
        if self.in_this_process:
            return 0
        return 1 if self.iterable else max(1, wanted)

    def all(self, count: int, workers: int, progress: Progress) -> ReadAll:
        """Read every example once, or the first ``count`` (0: all).

        Raises `CodeError` for an example that does not hold what the first ones did, and `DataError` if the processes
        die or hang, or if there is no room.
        """
        if self.iterable:
            return self._until_the_end(count, progress)
        assert self.length is not None
        length = min(count or self.length, self.length)
        inputs, mapped = room_for((length, *self.shape), self.dtype)
        targets = self._room_for_targets(length)
        digest, start = _Digest(), 0
        indices = np.arange(length)
        size = self._portion()
        questions = [_Question(indices[i : i + size]) for i in range(0, length, size)]
        for read, answers in self._answers(Loader(_Reads(self), **self._loading(workers)), questions):
            stop = start + len(read)
            inputs[start:stop], targets[start:stop] = torch.from_numpy(read), torch.from_numpy(answers)
            digest.update(read, answers)
            start = stop
            progress(self._words(start), start / length)
        return ReadAll(inputs, targets, mapped, digest.hexdigest())

    def again(self, order: npt.NDArray[np.int64], epoch: int, loader: Loader[Any]) -> Iterator[Arrays]:
        """Read the examples ``order`` as they are in ``epoch``, some at a time, with a ``loader`` of `loader`."""
        size = self._portion()
        return self._answers(loader, [_Question(order[i : i + size], epoch) for i in range(0, len(order), size)])

    def loader(self, workers: int) -> Loader[Any]:
        """Processes that make the dataset once and then read whatever they are asked for."""
        return Loader(_Reads(self), **self._loading(workers))

    def _until_the_end(self, count: int, progress: Progress) -> ReadAll:
        """Read what has an order of its own in bounded memory, however much it is."""
        digest, targets = _Digest(), list[npt.NDArray[Any]]()
        room = GrowingRoom(self.shape, self.dtype)
        try:
            for inputs, answers in self._in_its_order(count):
                room.add(inputs)
                targets.append(answers)
                digest.update(inputs, answers)
                read = sum(map(len, targets))
                progress(self._words(read), read / (count or self.length or math.inf))
        except BaseException:
            room.close()
            raise
        held, mapped = room.filled()
        answers = np.concatenate(targets) if targets else self._room_for_targets(0).numpy()
        return ReadAll(held, torch.from_numpy(answers), mapped, digest.hexdigest())

    def _in_its_order(self, count: int) -> Iterator[Arrays]:
        """Yield examples as they come, to their end or ``count`` of them; raises `DataError` where there is no end."""
        most, size, read = count or self.length or _MOST_WITHOUT_END, self._portion(), 0
        questions = (_Question(np.arange(i, min(i + size, most))) for i in range(0, most, size))
        for inputs, answers in self._answers(self.loader(1), questions):
            wanted = min(size, most - read)
            read += len(inputs)
            if len(inputs):
                yield inputs, answers
            if len(inputs) < wanted:
                return
        if most == _MOST_WITHOUT_END:
            raise DataError(
                "does-not-end",
                "{name} has given {n:,} examples and has not ended. Say how many are to be read: data.count.",
                name=self.name,
                n=read,
            )

    def _answers(self, loader: Loader[Any], questions: Any) -> Iterator[Arrays]:
        for answer in loader.answers(questions):
            if isinstance(answer, Problem):
                found = finding(answer, self.name)
                assert found is not None
                raise CodeError(found.code, found.message)
            yield answer

    def _loading(self, workers: int) -> dict[str, Any]:
        wanted = self.workers(workers)
        more = {"worker_init_fn": _apart} if wanted else {}
        return {"workers": wanted, "stopped": self._stopped, "collate_fn": _as_it_is, **more}

    def _room_for_targets(self, count: int) -> Tensor:
        if self.numbers:
            return torch.empty(count, self.numbers, dtype=torch.float32)
        return torch.empty(count, dtype=torch.int64)

    def _portion(self) -> int:
        each = int(np.prod(self.shape)) * self.dtype.itemsize
        return max(1, min(_PORTION // max(1, each), int(_SECONDS / max(self.seconds, 1e-6))))

    def _stopped(self, reason: str) -> DataError:
        return DataError(
            "dataset-stopped",
            "A process that reads examples of {name} has died or does not answer ({reason}). Look at what its "
            "__getitem__ calls, or give the computer more memory, and try again.",
            name=self.name,
            reason=reason,
        )

    def _words(self, read: int) -> Message:
        if self.length is None:
            return Message("Reading {name}: {read:,} examples", {"name": self.name, "read": read})
        return Message(
            "Reading {name}: {read:,} of {n:,} examples", {"name": self.name, "read": read, "n": self.length}
        )

    @property
    def name(self) -> str:
        """What sentences call the dataset: its file, or its class."""
        return self.source.code.path.name if isinstance(self.source, FromFile) else self.source.title


def reader_of(source: FromFile | AtHand, facts: DatasetFacts, seed: int) -> Reader:
    """How a dataset is read that was tried."""
    return Reader(
        source=source,
        shape=facts.input_shape,
        dtype=torch.uint8 if facts.input_type == "uint8" else torch.float32,
        numbers=facts.numbers if facts.target == "numbers" else 0,
        length=facts.length,
        iterable=facts.iterable,
        changes=facts.changes,
        seconds=facts.seconds,
        seed=seed,
    )


@dataclass(frozen=True, slots=True)
class ReadAll:
    """What was read: inputs (N, …), targets (N,) int64 or (N, K) float32, and the SHA-256 of both."""

    inputs: Tensor
    targets: Tensor
    mapped: bool
    sha256: str


class _Digest:
    """The SHA-256 of inputs and targets, whatever the portions in which they come."""

    def __init__(self) -> None:
        self._parts = hashlib.sha256(), hashlib.sha256()

    def update(self, *arrays: npt.NDArray[Any]) -> None:
        for part, array in zip(self._parts, arrays, strict=True):
            part.update(np.ascontiguousarray(array).data)

    def hexdigest(self) -> str:
        return hashlib.sha256(b"".join(part.digest() for part in self._parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class _Question:
    """The examples at ``indices`` in an epoch; of what has an order of its own, the next so many."""

    indices: npt.NDArray[np.int64]
    epoch: int = 0


@dataclass(slots=True)
class _Reads(Dataset[Any]):
    """Answers questions in a loader process: arrays, or the problem that an example has."""

    reader: Reader
    made: Any = None
    items: Any = None
    stage: Stage = field(default_factory=lambda: Stage(name="importing"))

    def __getitem__(self, question: _Question) -> Arrays | Problem:
        kept = contextlib.nullcontext() if get_worker_info() is not None else _generators_kept()
        with kept:
            try:
                return self._read(question)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt) and get_worker_info() is None:
                    raise
                code = self.reader.source.code if isinstance(self.reader.source, FromFile) else None
                return raised(error, self.stage, code).problem

    def _read(self, question: _Question) -> Arrays:
        reader = self.reader
        if self.made is None:
            self.stage = Stage(name="making", facts={"name": getattr(reader.source, "name", "") or "dataset"})
            _seed(reader.seed, 0, 0)
            self.made = reader.source.make()
        inputs: list[Tensor] = []
        targets: list[Tensor] = []
        for index in question.indices.tolist():
            self.stage = Stage(name="iterating" if reader.iterable else "reading", facts={"index": index})
            if reader.iterable:
                if self.items is None:
                    self.items = iter(self.made)
                try:
                    item = next(self.items)
                except StopIteration:
                    break
            else:
                _seed(reader.seed, question.epoch, index)
                item = self.made[index]
            input, target = example_of(item, index)
            self._require_same(input, target, index)
            inputs.append(input)
            targets.append(target)
        if not inputs:
            return np.empty((0, *reader.shape), dtype=np.uint8), np.empty(0, dtype=np.int64)
        return torch.stack(inputs).numpy(), torch.stack(targets).numpy()

    def _require_same(self, input: Tensor, target: Tensor, index: int) -> None:
        """Raise `ProblemError` where an example is not like those that were tried."""
        reader = self.reader
        if tuple(input.shape) != reader.shape:
            shape, other = shape_of(input), str(reader.shape)
            raise ProblemError("shapes-differ", index=index, shape=shape, first=0, other=other)
        if input.dtype != reader.dtype:
            kind, other = str(input.dtype), str(reader.dtype)
            raise ProblemError("inputs-differ", index=index, dtype=kind, first=0, other=other)
        numbers = target.numel() if target.is_floating_point() else 0
        if numbers != reader.numbers:
            kinds = ["int" if not each else f"float ({each})" for each in (numbers, reader.numbers)]
            raise ProblemError("targets-differ", index=index, kind=kinds[0], first=0, other=kinds[1])


def _seed(seed: int, epoch: int, index: int) -> None:
    number = mixed(seed, Purpose.READING, epoch, index)
    torch.manual_seed(number)
    random.seed(number)
    np.random.seed(number & 0xFFFFFFFF)


@contextlib.contextmanager
def _generators_kept() -> Iterator[None]:
    own, arrays = random.getstate(), np.random.get_state()
    with torch.random.fork_rng(devices=range(torch.cuda.device_count()) if torch.cuda.is_initialized() else []):  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            random.setstate(own)
            np.random.set_state(arrays)


def _apart(worker: int) -> None:
    """What a loader process does first: Ctrl-C is the program's, and so is its output; ``breakpoint()`` goes on."""
    pass_over()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.dup2(2, 1)


def _as_it_is(answer: Any) -> Any:
    """Arrays go through a pipe, not through memory that is shared, of which a container may have little."""
    return answer
