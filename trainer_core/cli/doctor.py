"""``trainer doctor``: checks the installation. It is reached without torch, for that may be what is broken."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Sequence

from trainer_core.cli.json_lines import print_json
from trainer_core.engine.doctor.finding import Status
from trainer_core.engine.doctor.parts import PARTS, run_part
from trainer_core.engine.doctor.processes import SECONDS, findings
from trainer_core.engine.doctor.report import lines_of, summary

ABOUT = "check Python, PyTorch, devices, Qt, fonts and folders, and say what to do"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``doctor``."""
    add_options(commands.add_parser("doctor", help=ABOUT)).set_defaults(command=doctor)


def add_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="print JSON, an object a line")
    parser.add_argument(
        "--only", action="append", default=[], choices=(*PARTS, "window"), help="check this part alone; may be repeated"
    )
    parser.add_argument(
        "--time-limit", type=_seconds, default=SECONDS, metavar="S", help=f"seconds that a part may take ({SECONDS:g})"
    )
    parser.add_argument("--part", help=argparse.SUPPRESS)  # of the processes that this one starts
    return parser


def doctor(options: argparse.Namespace) -> int:
    """Check, and print each finding as it is found. Returns 1 where something is broken."""
    if options.part:
        run_part(options.part, options.time_limit)
        return 0
    found = []
    for finding in findings(options.time_limit, options.only):
        found.append(finding)
        if options.json:
            print_json(finding.to_json(), flush=True)
        else:
            print(*lines_of(finding), sep="\n", flush=True)
    told = summary(found)
    broken = any(finding.status is Status.PROBLEM for finding in found)
    if options.json:
        print_json({"status": "problem" if broken else "ok", "message": str(told), **told.facts}, flush=True)
    else:
        print(f"\n{told}")
    return 1 if broken else 0


def main(arguments: Sequence[str]) -> int:
    """Run the command by itself, without the other ones and what they import."""
    parser = argparse.ArgumentParser(prog="trainer doctor", description=f"{ABOUT[0].upper()}{ABOUT[1:]}.")
    options = add_options(parser).parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # So that the process of the part that is checked is ended as well.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        return doctor(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        with contextlib.suppress(OSError):
            sys.stderr.close()
        return 1


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 100_000:
        raise argparse.ArgumentTypeError("a number of seconds above 0")
    return seconds
