"""Measures what is fastest here: the model as is, in other layouts and number formats, compiled, on other threads."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

import torch

from trainer_core.compute.devices import cpu_threads
from trainer_core.engine.before_train.rehearsal import Build, rehearsing, speed
from trainer_core.engine.device_memory import free_device_memory, is_out_of_memory
from trainer_core.errors import Message, TrainerError, is_interrupt, plural
from trainer_core.protocol.before_train import WORTHWHILE, MeasuredSpeed, MeasureSpeeds, SpeedsMeasured
from trainer_core.protocol.events import Event, Progress
from trainer_core.recipe.recipe import Recipe

_SECONDS = 1.0
_AS_IT_IS = Message("As it is")
_TOGETHER = Message("All that helps, together")
_COMPILED = Message("Compiled")

_Way = tuple[Message, dict[str, Any]]


def measure_speeds(build: Build, command: MeasureSpeeds, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.before_train.MeasureSpeeds`, way by way and piece by piece.

    Raises `TrainerError` if the recipe as it is cannot be trained.
    """
    recipe = command.recipe
    rows: list[MeasuredSpeed] = []
    shape, device, threads = yield from _first(build, recipe, rows, emit)
    ways = _ways(recipe, shape, device, threads, compiled=command.compile)
    for number, (label, changes) in enumerate(ways):
        emit(SpeedsMeasured(recipe, tuple(rows), False))
        emit(Progress(label, (number + 1) / (len(ways) + 2)))
        yield
        rows.append((yield from _measured(build, recipe, label, changes, rows[0].samples_per_second)))
    together = _all_that_helps(rows)
    if together and not any(row.changes == together for row in rows):
        emit(SpeedsMeasured(recipe, tuple(rows), False))
        emit(Progress(_TOGETHER, (len(ways) + 1) / (len(ways) + 2)))
        yield
        rows.append((yield from _measured(build, recipe, _TOGETHER, together, rows[0].samples_per_second)))
    emit(SpeedsMeasured(recipe, tuple(rows), True))


def _first(
    build: Build, recipe: Recipe, rows: list[MeasuredSpeed], emit: Callable[[Event], None]
) -> Generator[None, None, tuple[tuple[int, ...], torch.device, int]]:
    """Measure the recipe as it is; returns the shape of an input, the device, and its threads."""
    parts = build(recipe)
    emit(Progress(_AS_IT_IS, 0.0))
    with rehearsing(parts):
        yield
        found = yield from speed(parts, _SECONDS)
    rows.append(MeasuredSpeed(_AS_IT_IS, {}, found.samples_per_second, 1.0))
    return parts.dataset.input_shape, parts.device, parts.device_report.threads


def _ways(
    recipe: Recipe, input_shape: tuple[int, ...], device: torch.device, threads: int, *, compiled: bool
) -> list[_Way]:
    """What may be faster than the recipe is, each with what it changes."""
    training = recipe.training
    layout, bfloat16 = {"training.channels_last": True}, {"training.precision": "bfloat16"}
    pictures = len(input_shape) == 3 and not training.channels_last
    precise = training.precision == "float32"
    ways: list[_Way] = []
    if pictures:
        ways.append((Message("Channels last"), layout))
    if precise:
        ways.append((Message("bfloat16"), bfloat16))
    if pictures and precise:
        ways.append((Message("Channels last and bfloat16"), layout | bfloat16))
    if device.type == "cuda" and not training.tf32:
        ways.append((Message("TF32"), {"training.tf32": True}))
    if compiled and not training.compile:
        ways.append((_COMPILED, {"training.compile": True}))
    if device.type == "cpu":
        ways += [
            (plural(count, "1 thread", "{n:,} threads"), {"training.threads": count})
            for count in _thread_counts(cpu_threads())
            if count != threads
        ]
    return ways


def _thread_counts(cores: int) -> list[int]:
    """1, 2, 4 and so on, and as many as there are cores."""
    counts = [1 << power for power in range(cores.bit_length())]
    return sorted({*(count for count in counts if count < cores), cores})


def _measured(
    build: Build, recipe: Recipe, label: Message, changes: Mapping[str, Any], as_it_is: float
) -> Generator[None, None, MeasuredSpeed]:
    """Measure one way; what does not work here is told with the reason."""
    compiles = "training.compile" in changes
    try:
        with _compiler() if compiles else contextlib.nullcontext():
            parts = build(recipe.with_values(changes))
            with rehearsing(parts):
                found = yield from speed(parts, _SECONDS)
        typical = recipe.data.batch_size / found.samples_per_second
        seconds = max(found.first_seconds - typical, 0.0) if compiles else 0.0
        rate = found.samples_per_second
        return MeasuredSpeed(label, dict(changes), rate, rate / as_it_is, seconds)
    except TrainerError as error:
        if error.code == "cancelled":
            raise
        problem = error.message
    except Exception as error:
        if is_interrupt(error):
            raise
        problem = _problem(error)
    free_device_memory()
    return MeasuredSpeed(label, dict(changes), problem=problem)


def _problem(error: Exception) -> Message:
    if is_out_of_memory(error):
        return Message("It does not fit into the memory.")
    reason = (str(error).splitlines() or [""])[0][:200]
    return Message("It does not work with this model: {reason}.", {"reason": f"{type(error).__name__}: {reason}"})


@contextlib.contextmanager
def _compiler() -> Iterator[None]:
    """Compile afresh, and leave nothing of it: what is compiled belongs to the code that a class's models share."""
    torch._dynamo.reset()
    try:
        yield
    finally:
        torch._dynamo.reset()


def _all_that_helps(rows: list[MeasuredSpeed]) -> dict[str, Any]:
    """What the fastest of each kind change, taken together: layout and format, TF32, the compiler, threads."""
    together: dict[str, Any] = {}
    for keys in (
        {"training.channels_last", "training.precision"},
        {"training.tf32"},
        {"training.compile"},
        {"training.threads"},
    ):
        of_kind = [row for row in rows if row.changes and row.changes.keys() <= keys and row.ratio > WORTHWHILE]
        if of_kind:
            together |= max(of_kind, key=lambda row: row.ratio).changes
    return together
