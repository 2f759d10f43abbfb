"""The parts of the check, and one of them run in this process, which prints a line of JSON for each finding."""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

from trainer_core.engine.doctor.finding import Finding, Status, home_short, reason_of
from trainer_core.errors import Message

PARTS = ("machine", "packages", "folders", "pytorch", "device", "program")
"""The modules here that check something, in the order in which their findings are told.

``device`` is run once for each device that ``pytorch`` finds; what the window needs is checked by the window's own
package, which prints the same lines.
"""


def run_part(part: str, seconds: float) -> None:
    """Run ``part`` (``"machine"``, ``"device:cuda:0"``) and print what it finds; after ``seconds`` the process ends.

    Raises `KeyError` if there is no such part.
    """
    name, _, argument = part.partition(":")
    if name not in PARTS:
        raise KeyError(part)
    check = import_module(f"trainer_core.engine.doctor.{name}").check
    print_findings(lambda: check(argument) if argument else check(), part, seconds)


def print_findings(check: Callable[[], Iterable[Finding]], part: str, seconds: float) -> None:
    """Print what ``check`` yields as lines of JSON, an exception as well; after ``seconds`` the process ends.

    Nothing else gets to standard output. The end comes from a thread that does not need Python, so it comes in a
    call that hangs, too.
    """
    out, sys.stdout = sys.stdout, sys.stderr
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        for finding in check():
            print(json.dumps(finding.to_json()), file=out, flush=True)
    except Exception as error:
        facts = {"part": part, "reason": home_short(f"{type(error).__name__}: {reason_of(error)}")}
        message = Message("The check of {part} failed: {reason}.", facts)
        advice = Message("Please report this, with the whole report.")
        print(json.dumps(Finding("doctor.failed", Status.PROBLEM, message, advice).to_json()), file=out, flush=True)
    finally:
        faulthandler.cancel_dump_traceback_later()
        sys.stdout = out
