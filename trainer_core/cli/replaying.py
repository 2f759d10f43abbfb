"""``trainer replay``: writes a run, or part of one, as one page that plays in a browser."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer_core.cli.json_lines import print_json
from trainer_core.export.replay_page import Stretch, write_replay_page
from trainer_core.formats import size
from trainer_core.library.folders import find_run
from trainer_core.library.replay import Replay


def replay(options: argparse.Namespace) -> int:
    """Write the page. Neither the data of the run nor its device is needed."""
    path = Path(options.html)
    # Batches are counted from 1 by people.
    stretch = Stretch(max(0, options.first - 1), options.last)
    written = write_replay_page(Replay.read(find_run(options.run, options.root)), path, stretch)
    if options.json:
        print_json({"path": str(path), "bytes": written})
    else:
        print(f"{path} plays in any browser ({size(written)}).")
    return 0
