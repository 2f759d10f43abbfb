"""``trainer estimate``: what a run needs and takes, and on request what is fastest here and a learning rate."""

from __future__ import annotations

import argparse
import dataclasses
import math
import sys
from contextlib import closing
from typing import Any

from rich.table import Table

from trainer_core.api import drive
from trainer_core.cli.downloading import may_download_for_new_run
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.own_data import add_options, wanted_recipe
from trainer_core.cli.trusting import agree_to_code
from trainer_core.compute.process_state import process_as_found
from trainer_core.engine.engine import Engine
from trainer_core.errors import plural
from trainer_core.formats import count, duration, rate, size
from trainer_core.protocol.before_train import (
    DeviceRoom,
    EstimateRun,
    FindLearningRate,
    LearningRateFound,
    MeasuredSpeed,
    MeasureSpeeds,
    RunEstimated,
    SpeedsMeasured,
)
from trainer_core.protocol.commands import Command, Prepare
from trainer_core.protocol.events import Crashed, Event, Progress, Refused


def add_to(commands: Any) -> None:
    """Add the command that measures before anything is trained."""
    command = commands.add_parser("estimate", help="measure what a run needs and how long it takes, before it begins")
    command.add_argument("recipe", metavar="WHAT", help="a preset, a recipe's .toml file, or data")
    command.add_argument("--largest-batch", action="store_true", help="try larger batches until one does not fit")
    command.add_argument(
        "--fastest", action="store_true", help="measure other settings too: layout, precision, threads"
    )
    command.add_argument("--find-lr", action="store_true", help="find a learning rate by a range test")
    command.add_argument("--device", help="auto, cpu, cuda, cuda:N or mps (default: what the recipe says)")
    add_options(command)
    command.add_argument("--download", action="store_true", help="download the data if it is not here yet")
    command.add_argument("--trust", action="store_true", help="agree to run the Python file that the data is from")
    command.add_argument("--json", action="store_true", help="print JSON, an object a line; the last one is the result")
    command.set_defaults(command=estimate)


def estimate(options: argparse.Namespace) -> int:
    """Measure and tell. Returns 0 if the run fits into the memory of its device, else 1."""
    recipe = wanted_recipe(options, told=False, device=options.device)
    download = may_download_for_new_run(recipe, agreed=options.download)
    agree_to_code(recipe, agreed=options.trust)
    commands: list[Command] = [Prepare(recipe, download), EstimateRun(recipe, options.largest_batch)]
    if options.fastest:
        commands.append(MeasureSpeeds(recipe))
    if options.find_lr:
        commands.append(FindLearningRate(recipe))
    seen, found = _measured(commands, json_lines=options.json)
    if options.json:
        print_json({key: value for event in found for key, value in _values(event).items()})
    else:
        for event in found:
            _tell(event)
    estimated = next(event for event in seen if isinstance(event, RunEstimated))
    return 0 if estimated.rooms[0].fits else 1


def _measured(commands: list[Command], *, json_lines: bool) -> tuple[list[Event], list[Event]]:
    """Carry out the commands; returns all that was told of them, and the results in order."""
    seen: list[Event] = []
    terminal = console(stderr=True)

    def take(event: Event) -> None:
        if isinstance(event, (Refused, Crashed, RunEstimated)) or getattr(event, "done", False):
            seen.append(event)
        if isinstance(event, SpeedsMeasured) and json_lines and not event.done:
            print_json({"event": "speed"} | _speed(event.rows[-1]), flush=True)
        if isinstance(event, Progress):
            if json_lines:
                print_json({"event": "progress", "message": str(event.message), "done": event.fraction}, flush=True)
            elif terminal.is_terminal:
                status.update(f"{event.message} {event.fraction:.0%}")

    engine = Engine(take)
    with process_as_found(), closing(engine), terminal.status("") as status:
        drive(engine, commands, seen)
    return seen, [event for event in seen if not isinstance(event, (Refused, Crashed))]


def _values(event: Event) -> dict[str, Any]:
    match event:
        case RunEstimated():
            values = dataclasses.asdict(event) | {"rooms": [_room(room) for room in event.rooms]}
            for key in ("recipe", "answers"):
                del values[key]
            return {
                "estimate": values
                | {
                    "activations_by": str(event.activations_by),
                    "fits": event.rooms[0].fits,
                    "largest_batch": event.largest_batch,
                    "tried_until": str(event.tried_until) if event.tried_until else None,
                }
            }
        case SpeedsMeasured():
            return {"speeds": [_speed(row) for row in event.rows], "fastest": dict(event.fastest.changes)}
        case LearningRateFound():
            return {
                "learning_rate": {
                    "suggestion": event.suggestion,
                    "explanation": str(event.explanation),
                    "diverged": event.diverged,
                    "rates": list(event.rates),
                    "losses": list(event.losses),
                    "smoothed": list(event.smoothed),
                }
            }
    return {}


def _room(room: DeviceRoom) -> dict[str, Any]:
    needs = {use.value: amount for use, amount in room.needs.items()}
    return {
        "device": room.device,
        "name": room.name,
        "free": room.free,
        "total": room.total,
        "needed": room.needed,
        "needs": needs,
        "fits": room.fits,
        "chosen": room.chosen,
    }


def _speed(row: MeasuredSpeed) -> dict[str, Any]:
    return {
        "way": str(row.label),
        "changes": dict(row.changes),
        "samples_per_second": row.samples_per_second,
        "ratio": row.ratio,
        "compile_seconds": row.compile_seconds,
        "problem": str(row.problem) if row.problem else None,
    }


def _tell(event: Event) -> None:
    match event:
        case RunEstimated():
            _tell_estimate(event)
        case SpeedsMeasured():
            table = Table("What", "samples/s", "×", "Settings", box=None, pad_edge=False, header_style="bold")
            for row in event.rows:
                settings = " ".join(f"--set {key}={_written(value)}" for key, value in row.changes.items())
                if row.problem is not None:
                    table.add_row(str(row.label), "–", "–", str(row.problem))
                else:
                    compiled = f" (compiled in {row.compile_seconds:.0f} s)" if row.compile_seconds else ""
                    speed = rate(row.samples_per_second)
                    table.add_row(str(row.label) + compiled, speed, f"{row.ratio:.2f}", settings)
            console().print(table)
        case LearningRateFound():
            print(event.explanation)


def _tell_estimate(event: RunEstimated) -> None:
    for room in event.rooms:
        verdict = "it fits" if room.fits else "it does not fit"
        print(f"{room.name}: {size(room.needed)} needed, {size(room.free)} free: {verdict}.")
    needs = event.rooms[0].needs.items()
    print("  " + ", ".join(f"{use.value} {size(amount)}" for use, amount in needs))
    print(f"  The activations are those of {event.activations_by}.")
    if math.isfinite(event.total_seconds):
        epochs = plural(event.recipe.training.epochs, "1 epoch", "{n:,} epochs")
        print(
            f"{rate(event.samples_per_second)} samples/s: about {duration(event.epoch_seconds)} an epoch, "
            f"{duration(event.total_seconds)} in all ({epochs} and the last test)."
        )
    else:
        print("How long it takes was not measured.", file=sys.stderr)
    if event.tried_until is not None:
        print(f"The largest batch that was tried and fits: {count(event.largest_batch)}. {event.tried_until}")


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
