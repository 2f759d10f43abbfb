"""``trainer train``: a run with a progress bar, plain lines, or JSON."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import tomlkit
import tomlkit.exceptions

from trainer_core.api import drive
from trainer_core.cli.progress import reporter
from trainer_core.commands import Shutdown, Start
from trainer_core.engine import Engine
from trainer_core.errors import RecipeError, TrainerError
from trainer_core.events import Crashed, Event, Logged, Reason, Refused, RunEnded
from trainer_core.presets import find_recipe
from trainer_core.recipe import Recipe
from trainer_core.runs import summary_values

_STATUS = {Reason.COMPLETED: 0, Reason.STOPPED_EARLY: 0, Reason.STOPPED: 0}


def train(options: argparse.Namespace) -> int:
    """Train a recipe. Returns 0 if the run ended as it should, 1 if not, 128 plus the signal if it was interrupted.

    Where nobody reads the output any more the run is ended and saved, and `BrokenPipeError` raised.
    """
    recipe = changed(find_recipe(options.recipe), options.set)
    if options.device:
        recipe = recipe.with_values({"training.device": options.device})
    seen: list[Event] = []
    nobody_reads: list[BrokenPipeError] = []
    with reporter(json_lines=options.json) as report:

        def take(event: Event) -> None:
            if isinstance(event, (Refused, Crashed, RunEnded)):
                seen.append(event)
            told_at_the_end = isinstance(event, Logged) and any(
                isinstance(earlier, Refused) and earlier.message == event.message for earlier in seen
            )
            if nobody_reads or told_at_the_end:
                return
            try:
                report(event)
            except BrokenPipeError as error:
                nobody_reads.append(error)
                engine.post(Shutdown())

        engine = Engine(take)
        with _signals(engine) as received:
            try:
                drive(engine, [Start(recipe, options.out)], seen)
            except TrainerError:
                if not received:
                    raise
                print("trainer: interrupted before the run began.", file=sys.stderr)
                return 128 + received[0]
    if nobody_reads:
        raise nobody_reads[0]
    ended = next(event for event in seen if isinstance(event, RunEnded))
    if options.json:
        print(json.dumps(summary_values(ended.summary)), flush=True)
    else:
        print(ended.message)
        if ended.summary.run:
            print(f"The run is in {ended.summary.run}")
    if received:
        return 128 + received[0]
    if ended.reason not in _STATUS:
        print(f"trainer: {ended.message}", file=sys.stderr)
        return 1
    return 0


def changed(recipe: Recipe, settings: list[str]) -> Recipe:
    """Apply ``KEY=VALUE`` settings, the value in TOML or plain text; raises `RecipeError`."""
    changes: dict[str, Any] = {}
    for setting in settings:
        key, sign, text = setting.partition("=")
        if not sign:
            raise RecipeError(
                "not-a-setting",
                "{setting} is not a setting. Write it as KEY=VALUE, for example training.epochs=3.",
                field=key,
                setting=repr(setting),
            )
        try:
            changes[key.strip()] = tomlkit.value(text.strip()).unwrap()
        except (tomlkit.exceptions.TOMLKitError, ValueError):
            changes[key.strip()] = text.strip()
    return recipe.with_values(changes) if changes else recipe


@contextmanager
def _signals(engine: Engine) -> Iterator[list[int]]:
    """While training, Ctrl-C and SIGTERM end the run at the next batch and save it; a second one ends at once."""
    received: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def handle(number: int, frame: FrameType | None) -> None:
        received.append(number)
        restore()
        engine.post(Shutdown())

    for number in before:
        signal.signal(number, handle)
    try:
        yield received
    finally:
        restore()
