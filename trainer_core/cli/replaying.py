"""``trainer replay``: writes a run, or part of one, as one page that plays in a browser."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from trainer_core.cli.json_lines import print_json
from trainer_core.errors import CommandError
from trainer_core.export.replay_page import Stretch, write_replay_page
from trainer_core.formats import size
from trainer_core.library.folders import find_run
from trainer_core.library.replay import Replay


def replay(options: argparse.Namespace) -> int:
    """Write the page. Neither the data of the run nor its device is needed."""
    path, run = Path(options.html), Replay.read(find_run(options.run, options.root))
    # Batches are counted from 1 by people.
    first, total = options.first, len(run.history)
    last = total if options.last is None else options.last
    if not 1 <= first <= min(last, total):
        raise CommandError(
            "no-stretch",
            "The run has {total:,} batches, so there are none from {first} to {last}. Choose others with --first and "
            "--last.",
            total=total,
            first=first,
            last=last,
        )
    written = write_replay_page(run, path, Stretch(first - 1, last))
    problems = [str(problem) for problem in run.problems]
    if options.json:
        print_json({"path": str(path), "bytes": written, "problems": problems})
        return 0
    for problem in problems:
        print(f"trainer: {problem}", file=sys.stderr)
    print(f"{path} plays in any browser ({size(written)}).")
    return 0
