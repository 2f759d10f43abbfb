"""``trainer verify``: replays part of a run from a snapshot and compares every number with the recorded ones."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from typing import Any

from rich.table import Table

from trainer_core.api import drive
from trainer_core.cli.downloading import may_download_for_run
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.trusting import agree_to_code_of_run
from trainer_core.engine.engine import Engine
from trainer_core.errors import plural
from trainer_core.library.folders import find_run
from trainer_core.protocol.commands import VerifyRun
from trainer_core.protocol.events import Crashed, Event, Logged, Refused, Verified

_SHOWN = 10


def verify(options: argparse.Namespace) -> int:
    """Replay up to so many batches. Returns 0 if every number is equal, 1 if one differs."""
    seen: list[Event] = []

    def take(event: Event) -> None:
        if isinstance(event, (Refused, Crashed, Verified)):
            seen.append(event)
        elif isinstance(event, Logged) and not any(isinstance(earlier, Refused) for earlier in seen):
            print(f"{event.level}: {event.message}", file=sys.stderr)

    run = find_run(options.run, options.root)
    download = may_download_for_run(run, agreed=options.download)
    agree_to_code_of_run(run, agreed=options.trust)
    command = VerifyRun(run, options.batches, download, options.accept_changed_data)
    drive(Engine(take), [command], seen)
    verified = next(event for event in seen if isinstance(event, Verified))
    if options.json:
        print_json(_values(verified))
    else:
        _tell(verified)
    return 0 if verified.equal else 1


def _tell(verified: Verified) -> None:
    start = "its beginning" if verified.snapshot is None else f"the snapshot after batch {verified.first:,}"
    replayed = str(plural(verified.batches, "Replayed 1 batch", "Replayed {n:,} batches")) + f" from {start}"
    if verified.equal:
        print(f"{replayed}: all {verified.compared:,} numbers are equal.")
    else:
        print(f"{replayed}: {verified.different:,} of {verified.compared:,} numbers differ.")
        table = Table("Batch", "Number", "Recorded", "Replayed", box=None, pad_edge=False, header_style="bold")
        for each in verified.differences[:_SHOWN]:
            table.add_row(f"{each.step + 1:,}", each.column, repr(each.recorded), repr(each.replayed))
        console().print(table)
    if verified.remark is not None and not verified.equal:
        print(verified.remark)


def _values(verified: Verified) -> dict[str, Any]:
    values = dataclasses.asdict(verified) | {"equal": verified.equal}
    values["folder"], values["remark"] = str(verified.folder), str(verified.remark) if verified.remark else None
    values["snapshot"] = str(verified.snapshot) if verified.snapshot else None
    return values
