"""Estimates a run: the memory that it needs against what is free, its time, and the largest batch that fits."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator

import psutil
import torch

from trainer_core.compute.devices import available_devices, synchronize
from trainer_core.engine.before_train.memory import activations, data_bytes, evaluated, standing, step_of_a_few
from trainer_core.engine.before_train.rehearsal import Build, rehearsing, speed
from trainer_core.engine.device_memory import free_device_memory, is_out_of_memory
from trainer_core.errors import Message, plural
from trainer_core.protocol.before_train import DeviceRoom, EstimateRun, MemoryUse, RunEstimated, TriedBatch
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event, Progress
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import evaluation

_SECONDS = 1.0
_SECONDS_A_SIZE = 0.3
_SECONDS_OF_SIZES = 20.0
_LARGEST = 65536
_MOST_OF_FREE = 0.9
"""Share of what is free that a larger batch may take by what was measured."""
_MEASURING = Message("Measuring memory and time")


def estimate(build: Build, held: Parts | None, command: EstimateRun, emit: Callable[[Event], None]) -> Iterator[None]:
    """Answer `trainer_core.protocol.before_train.EstimateRun`, piece by piece; ``held`` are the parts at hand.

    Raises `TrainerError` if the recipe's parts cannot be had.
    """
    free = _free_everywhere()
    parts = build(command.recipe)
    if held is not None and held.dataset is parts.dataset and parts.device.type == "cpu":
        free["cpu"] += 0 if parts.dataset.train.mapped else data_bytes(parts)
    # In the last epoch nothing is frozen that is trained at all: it needs the most.
    with rehearsing(parts, command.recipe.training.epochs - 1):
        emit(Progress(_MEASURING, 0.1))
        yield
        needs, by = _needs(parts)
        emit(Progress(_MEASURING, 0.3))
        yield
        rooms = _rooms(parts, needs, free)
        seconds = (math.nan, math.nan, math.nan)
        if rooms[0].fits or parts.device.type == "cuda":
            seconds = yield from _unless_out_of_memory(_times(parts, emit))
        if parts.device.type == "cuda" and math.isfinite(seconds[0]):
            synchronize(parts.device)
            peak = torch.cuda.max_memory_allocated(parts.device) - torch.cuda.memory_allocated(parts.device)
            needs[MemoryUse.ACTIVATIONS] = max(peak, 1)
            rooms = _rooms(parts, needs, free)
    device, examples = parts.device, parts.training.examples
    del parts
    tried: tuple[TriedBatch, ...] = ()
    until = None
    if command.largest_batch:
        per_example = needs[MemoryUse.ACTIVATIONS] / command.recipe.data.batch_size
        room = rooms[0].free - rooms[0].needed + needs[MemoryUse.ACTIVATIONS]
        most = math.inf if device.type == "cuda" else room * _MOST_OF_FREE / max(per_example, 1e-9)
        tried, until = yield from _sizes(build, command.recipe, seconds[0], examples, most, emit)
    emit(RunEstimated(command.recipe, rooms, by, *seconds, tried=tried, tried_until=until))


def _needs(parts: Parts) -> tuple[dict[MemoryUse, int], Message]:
    """Bytes by use, and what needs most of the activations; one step is trained, of a few examples."""
    recipe = parts.recipe
    size = min(recipe.data.batch_size, parts.training.examples)
    trained = activations(parts, size)
    largest = max(len(parts.dataset.validation), len(parts.dataset.test))
    looked_at = min(recipe.training.evaluation_batch_size, largest)
    tested = evaluated(parts, looked_at)
    step_of_a_few(parts)
    needs = standing(parts)
    needs[MemoryUse.ACTIVATIONS] = max(trained, tested)
    needs[MemoryUse.DATA] = data_bytes(parts)
    if tested > trained:
        by = plural(looked_at, "a validation batch of 1 example", "a validation batch of {n:,} examples")
    else:
        by = plural(size, "a training batch of 1 example", "a training batch of {n:,} examples")
    return needs, by


def _times(parts: Parts, emit: Callable[[Event], None]) -> Generator[None, None, tuple[float, float, float]]:
    """Samples a second, seconds of an epoch with its validation, and seconds of all epochs and the last test."""
    if parts.device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(parts.device)
    training = yield from speed(parts, _SECONDS)
    emit(Progress(_MEASURING, 0.7))
    tests = len(parts.dataset.test) / _evaluation_speed(parts)
    yield
    validation = tests / len(parts.dataset.test) * len(parts.dataset.validation) if len(parts.dataset.test) else 0.0
    epoch = parts.training.examples / training.samples_per_second + validation
    return training.samples_per_second, epoch, epoch * parts.recipe.training.epochs + tests


def _evaluation_speed(parts: Parts) -> float:
    """Examples a second in evaluation, by the faster of the first two batches of the test set."""
    steps = evaluation(parts.model, parts.step.criterion, parts.test, Split.TEST, parts.scorer)
    best, done = 0.0, 0
    for _ in range(min(2, len(parts.test))):
        began = time.perf_counter()
        examples = next(steps)
        synchronize(parts.device)
        best, done = max(best, (examples - done) / max(time.perf_counter() - began, 1e-9)), examples
    steps.close()
    return best or math.inf


def _unless_out_of_memory(
    work: Generator[None, None, tuple[float, float, float]],
) -> Generator[None, None, tuple[float, float, float]]:
    try:
        return (yield from work)
    except BaseException as error:
        if not is_out_of_memory(error):
            raise
    free_device_memory()
    return math.nan, math.nan, math.nan


def _sizes(
    build: Build, recipe: Recipe, measured: float, examples: int, most: float, emit: Callable[[Event], None]
) -> Generator[None, None, tuple[tuple[TriedBatch, ...], Message]]:
    """Try batch sizes: twice as large each time while they fit, or half if that of the recipe does not.

    ``measured`` is the speed of the recipe's own, NaN if it does not fit, and ``most`` how large one may be by the
    memory that is free.
    """
    tried = [TriedBatch(recipe.data.batch_size, measured)]
    began = time.perf_counter()
    grows = tried[0].fits
    while True:
        size = tried[-1].batch_size * 2 if grows else tried[-1].batch_size // 2
        if until := _why_no_other(size, examples, most if grows else math.inf, time.perf_counter() - began):
            break
        emit(Progress(plural(size, "Trying a batch of 1 example", "Trying a batch of {n:,} examples"), 0.8))
        yield
        tried.append(TriedBatch(size, (yield from _tried(build, recipe.with_values({"data.batch_size": size})))))
        if tried[-1].fits is not grows:
            until = Message("Twice as many do not fit into the memory.")
            break
    return tuple(sorted(tried, key=lambda each: each.batch_size)), until


def _why_no_other(size: int, examples: int, most: float, spent: float) -> Message | None:
    if size > min(examples, _LARGEST):
        return Message("A larger batch would be more than the training examples, or than a recipe allows.")
    if size > most:
        return Message("Twice as many would need more than nine tenths of the memory that is free.")
    if size < 1:
        return Message("Not even one example fits into the memory.")
    if spent > _SECONDS_OF_SIZES:
        return Message("Trying more sizes would take too long.")
    return None


def _tried(build: Build, recipe: Recipe) -> Generator[None, None, float]:
    """Examples a second with a recipe; NaN if its batches do not fit into the memory."""

    def measured() -> Generator[None, None, tuple[float, float, float]]:
        parts = build(recipe)
        with rehearsing(parts):
            found = yield from speed(parts, _SECONDS_A_SIZE)
        return found.samples_per_second, math.nan, math.nan

    rate, _, _ = yield from _unless_out_of_memory(measured())
    return rate


def _free_everywhere() -> dict[str, int]:
    """Bytes that are free on each device, with those of a GPU that PyTorch keeps for reuse; MPS shares the CPU's."""
    found = {"cpu": int(psutil.virtual_memory().available)}
    for device in available_devices():
        if device.key.startswith("cuda"):
            kept = torch.cuda.memory_reserved(device.key) - torch.cuda.memory_allocated(device.key)
            found[device.key] = int(torch.cuda.mem_get_info(device.key)[0]) + kept
    return found


def _rooms(parts: Parts, needs: dict[MemoryUse, int], free: dict[str, int]) -> tuple[DeviceRoom, ...]:
    """A room for each device, that of the parts first; the main memory also holds a run's good and best weights."""
    total = int(psutil.virtual_memory().total)
    kept = {MemoryUse.KEPT_WEIGHTS: 2 * needs[MemoryUse.PARAMETERS] + needs[MemoryUse.OPTIMIZER]}
    rooms = [
        DeviceRoom(
            device.key,
            device.name,
            free.get(device.key, free["cpu"]),
            device.memory or total,
            needs if device.key.startswith("cuda") else needs | kept,
            device.key == str(parts.device),
        )
        for device in available_devices()
    ]
    return tuple(sorted(rooms, key=lambda room: not room.chosen))
