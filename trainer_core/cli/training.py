"""``trainer train`` and ``trainer resume``: a run with a progress bar, plain lines, or JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing

from trainer_core.api import drive
from trainer_core.cli.downloading import may_download_for_new_run, may_download_for_run
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import OutputError
from trainer_core.cli.own_data import wanted_recipe
from trainer_core.cli.progress import reporter
from trainer_core.cli.settings import changes
from trainer_core.cli.trusting import agree_to_code, agree_to_code_of_run
from trainer_core.engine.engine import Engine
from trainer_core.engine.interrupts import shutting_down_on_signals
from trainer_core.errors import TrainerError
from trainer_core.library.folders import default_root, find_run
from trainer_core.protocol.before_train import SmallerBatchTried, TrySmallerBatch
from trainer_core.protocol.commands import ResumeRun, Shutdown, Start
from trainer_core.protocol.events import Crashed, Event, Logged, Reason, Refused, RunEnded, RunStarted
from trainer_core.runs.code_check import code_differences
from trainer_core.runs.run_files import default_folder, read_recipe, summary_values
from trainer_core.runs.run_report import Happening, report_of
from trainer_core.runs.webhook import PAUSES, check_url, send

_STATUS = {Reason.COMPLETED: 0, Reason.STOPPED_EARLY: 0, Reason.STOPPED: 0}


def train(options: argparse.Namespace) -> int:
    """Train a recipe, or what is proposed for data: see `_run`."""
    _check_webhook(options.webhook)
    recipe = wanted_recipe(options, told=True, device=options.device)
    out = options.out or default_folder(recipe, (options.root or default_root()).expanduser().absolute())
    download = may_download_for_new_run(recipe, agreed=options.download)
    agree_to_code(recipe, agreed=options.trust)
    return _run(Start(recipe, out, download=download), json_lines=options.json, webhook=options.webhook)


def resume(options: argparse.Namespace) -> int:
    """Go on with a run from its newest whole snapshot: see `_run`."""
    _check_webhook(options.webhook)
    wanted = changes(options.set, options.device)
    if options.epochs is not None:
        wanted["training.epochs"] = options.epochs
    run = find_run(options.run, options.root)
    download = may_download_for_run(run, agreed=options.download)
    agree_to_code_of_run(run, agreed=options.trust)
    if options.accept_changed_code:
        agree_to_code(read_recipe(run), agreed=options.trust)
    for note in code_differences(run, read_recipe(run), accepted=options.accept_changed_code):
        print(f"info: {note}", file=sys.stderr)
    try:
        accepted = options.accept_changed_data
        command = ResumeRun(
            run,
            wanted,
            download=download,
            accept_changed_data=accepted,
            accept_changed_code=options.accept_changed_code,
        )
        return _run(command, json_lines=options.json, webhook=options.webhook)
    except TrainerError as error:
        if error.code != "at-its-end":
            raise
        raise TrainerError(
            error.code,
            "{problem} Say how many there are to be in all, for example --epochs {more}.",
            problem=str(error),
            more=error.message.facts["n"] + 1,
        ) from None


def _run(command: Start | ResumeRun, *, json_lines: bool, webhook: str | None) -> int:
    """Run to the end, and tell ``webhook`` how it went.

    Returns 0 if the run ended as it should, 1 if not, 128 plus the signal if it was interrupted.
    Where nobody reads the output any more the run is ended and saved, and `BrokenPipeError` raised.
    """
    seen: list[Event] = []
    nobody_reads: list[BrokenPipeError] = []
    with reporter(json_lines=json_lines) as report:

        def take(event: Event) -> None:
            if isinstance(event, (Refused, Crashed, RunStarted, RunEnded, SmallerBatchTried)):
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
            except OutputError:
                return  # the numbers are in the run's folder, and the next line may be written again

        engine = Engine(take)
        with closing(engine), shutting_down_on_signals(engine) as received:
            try:
                drive(engine, [command], seen)
            except TrainerError:
                if not received:
                    raise
                print("trainer: interrupted before the run began.", file=sys.stderr)
                return 128 + received[0]
            offered = None if received or nobody_reads else _smaller_batch(engine, seen)
    if nobody_reads:
        raise nobody_reads[0]
    ended = next(event for event in seen if isinstance(event, RunEnded))
    if offered is not None and json_lines:
        changes = dict(offered.changes)
        print_json({"event": "smaller batch", "message": str(offered.message), "changes": changes}, flush=True)
    if json_lines:
        print_json(summary_values(ended.summary), flush=True)
    else:
        print(ended.message)
        if ended.summary.run:
            print(f"The run is in {ended.summary.run}")
    if webhook is not None:
        # Whoever interrupts a run does not wait for a second attempt.
        _tell(webhook, seen, ended, pauses=() if received else PAUSES)
    if received:
        return 128 + received[0]
    if ended.reason not in _STATUS:
        print(f"trainer: {ended.message}", file=sys.stderr)
        if offered is not None:
            print(offered.message, file=sys.stderr)
        if offered is not None and offered.changes:
            settings = " ".join(f"--set {key}={value}" for key, value in offered.changes.items())
            print(f"Go on with: trainer resume {offered.folder} {settings}", file=sys.stderr)
        return 1
    return 0


def _check_webhook(url: str | None) -> None:
    """Raise a `TrainerError` for an address that no report can be sent to, before anything is trained."""
    if url is not None:
        check_url(url)


def _tell(url: str, seen: list[Event], ended: RunEnded, pauses: Sequence[float]) -> None:
    """Send the report of a run; that it is not taken is told, and changes nothing about the run."""
    started = next(event for event in seen if isinstance(event, RunStarted))
    happening = Happening.DIVERGED if ended.reason is Reason.DIVERGED else Happening.ENDED
    delivery = send(url, report_of(happening, started, ended=ended), pauses=pauses)
    level = "info" if delivery.delivered else "warning"
    print(f"{level}: {delivery.message}", file=sys.stderr)


def _smaller_batch(engine: Engine, seen: list[Event]) -> SmallerBatchTried | None:
    """With which smaller batch a run that ran out of memory goes on, tried on the device; None for any other run."""
    ended = next(event for event in seen if isinstance(event, RunEnded))
    if ended.reason is not Reason.OUT_OF_MEMORY or ended.summary.run is None:
        return None
    told = len(seen)
    engine.post(TrySmallerBatch(ended.summary.run))
    engine.drive()
    # That it cannot be tried is no error of the run, which has told its own.
    tried, seen[told:] = seen[told:], []
    return next((event for event in tried if isinstance(event, SmallerBatchTried)), None)
