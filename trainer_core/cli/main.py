"""Reads the command line and turns every error that a person can cause into one sentence and an exit status."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from trainer_core.cli import (
    doctor,
    estimating,
    inside,
    inspecting,
    library,
    listing,
    own_data,
    own_model,
    predicting,
    replaying,
    results,
    training,
    verifying,
)
from trainer_core.cli.json_lines import only_json, print_json
from trainer_core.cli.output import OutputError, safe_output
from trainer_core.data.picture_files import Invert
from trainer_core.engine.plugins import broken, load_plugins
from trainer_core.errors import TrainerError, nearest

INTERRUPTED = 128 + signal.SIGINT


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 on success, 1 with a sentence on an error, 130 after Ctrl-C."""
    with safe_output():
        try:
            options = _parser().parse_args(arguments)
            for plugin in broken(load_plugins()):
                print(f"trainer: {plugin.message}", file=sys.stderr)
            status = _run(options)
            sys.stdout.flush()
            return status
        except OutputError as error:
            print(f"trainer: the output cannot be written: {error}.", file=sys.stderr)
            return 1
        except BrokenPipeError:
            return 1


def _run(options: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        with only_json() if getattr(options, "json", False) else contextlib.nullcontext():
            return command(options)
    except TrainerError as error:
        if getattr(options, "json", False):
            print_json({"error": error.code, "message": str(error)}, flush=True)
        print(f"trainer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("trainer: interrupted.", file=sys.stderr)
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    """A parser that answers a misspelt command with the one that was probably meant."""

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        meant = nearest(str(value), action.choices or ())
        if meant and value not in (action.choices or ()):
            raise argparse.ArgumentError(action, f"{value!r} is not known. Did you mean {meant}?")
        super()._check_value(action, value)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(
        prog="trainer", description="Train a PyTorch model from a recipe, without a window."
    )
    parser.add_argument("--version", action="version", version=f"trainer {_version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    train = commands.add_parser("train", help="train a preset, a recipe, or data")
    train.add_argument(
        "recipe",
        metavar="WHAT",
        help="a preset, a recipe's .toml file, or data: a folder of pictures, a table, arrays, a Python file",
    )
    train.add_argument(
        "--out", type=Path, metavar="DIR", help="folder for the run; it must be new (default: one below --root)"
    )
    train.add_argument("--device", help="auto, cpu, cuda, cuda:N or mps (default: what the recipe says)")
    own_data.add_options(train)
    train.set_defaults(command=training.train)

    resume = commands.add_parser("resume", help="resume an interrupted run, or train a finished one for more epochs")
    library.add_run(resume)
    resume.add_argument("--epochs", type=int, metavar="N", help="epochs in all (default: what the run's recipe says)")
    resume.add_argument("--device", help="auto, cpu, cuda, cuda:N or mps (default: as before)")
    resume.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a value, if it may be")
    resume.add_argument(
        "--accept-changed-code",
        action="store_true",
        help="go on with Python files as they are now, not as the run kept them",
    )
    resume.set_defaults(command=training.resume)

    replay = commands.add_parser("replay", help="write a run as a page that plays in a browser")
    library.add_run(replay)
    replay.add_argument("--html", required=True, metavar="FILE", help="the page to write")
    replay.add_argument("--first", type=int, default=1, metavar="N", help="the first batch that is shown (1)")
    replay.add_argument("--last", type=int, default=None, metavar="N", help="the last one (the run's last)")
    replay.set_defaults(command=replaying.replay)

    verify = commands.add_parser("verify", help="replay part of a run from a snapshot and compare every number")
    library.add_run(verify)
    verify.add_argument("--batches", type=int, default=100, metavar="K", help="batches at most (100)")
    verify.set_defaults(command=verifying.verify)

    evaluate = commands.add_parser("evaluate", help="evaluate a run's weights on the test set, or on other data")
    library.add_run(evaluate)
    evaluate.add_argument(
        "--data", type=Path, metavar="PATH", help="labelled data of another set, read as the run's was"
    )
    evaluate.add_argument("--weights", type=Path, metavar="FILE", help="a weights file (default: the run's best.pt)")
    evaluate.add_argument("--device", help="auto, cpu, cuda, cuda:N or mps")
    evaluate.set_defaults(command=results.evaluate)

    predict = commands.add_parser("predict", help="predict pictures, tables and arrays with a run's weights")
    library.add_run(predict)
    predict.add_argument(
        "paths", type=Path, nargs="+", metavar="PATH", help="pictures, tables, arrays, or folders of them at any depth"
    )
    predict.add_argument("--csv", type=Path, metavar="OUT", help="write the predictions to this CSV file as well")
    predict.add_argument("--weights", type=Path, metavar="FILE", help="a weights file (default: the run's best.pt)")
    predict.add_argument(
        "--invert",
        choices=list(Invert),
        default=Invert.AUTO,
        help="exchange light and dark; auto: of pictures on a light ground if the training images are on a dark one",
    )
    predict.add_argument("--device", help="auto, cpu, cuda, cuda:N or mps")
    predict.set_defaults(command=predicting.predict)

    presets = commands.add_parser("presets", help="list the recipes that come with the program")
    presets.set_defaults(command=listing.presets)

    devices = commands.add_parser("devices", help="list the devices of this machine")
    devices.set_defaults(command=listing.devices)

    for command in (train, resume):
        command.add_argument(
            "--webhook", metavar="URL", help="send a report of the run as JSON to this http(s) address when it ends"
        )
    for command in (resume, verify):
        command.add_argument(
            "--accept-changed-data", action="store_true", help="go ahead although the data has changed since the run"
        )
    for command in (train, resume, verify, evaluate, predict):
        command.add_argument("--download", action="store_true", help="download the data if it is not here yet")
        command.add_argument(
            "--trust", action="store_true", help="agree to run the Python files of the data and the model"
        )
    for command in (train, resume, replay, verify, evaluate, predict, presets, devices):
        command.add_argument("--json", action="store_true", help="print JSON, an object a line")
    for command in (train, resume, replay, verify, evaluate, predict):
        library.add_root(command)
    own_data.add_to(commands)
    own_model.add_to(commands)
    estimating.add_to(commands)
    inspecting.add_to(commands)
    inside.add_to(commands)
    library.add_to(commands)
    doctor.add_to(commands)
    return parser


def _version() -> str:
    try:
        return version("training-studio")
    except PackageNotFoundError:
        return "(not installed)"
