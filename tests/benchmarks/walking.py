"""Ten thousand random actions on the real window: exceptions, frozen seconds, and states that cannot be left."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

_ACTIONS, _QUICK_ACTIONS = 10_000, 300


def measure(options: Options) -> list[Table]:
    seed = random.randrange(2**32)
    print(f"seed {seed}", flush=True)
    found = once("walking", seed=seed, actions=_QUICK_ACTIONS if options.quick else _ACTIONS)
    table = Table("A random walk over the real window, with a real engine", "")
    table.add("actions", found["actions"])
    table.add("runs that ended", found["runs"])
    table.add("exceptions, warnings of Qt, states that could not be left", len(found["problems"]), target="0")
    table.add("longest time between two ticks of a 20 ms timer, s", found["gap"], digits=2, target="< 1")
    if found["problems"]:
        table.notes.extend([*found["problems"], "The last steps:", *found["trail"]])
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in found["counts"])
    table.notes.append(f"Seed {seed}. {kinds}. The longest gap came at {found['gap_at']}.")
    return [table]


def main() -> None:
    from tests.gui.walk_ground import walkable_studio
    from tests.gui.walking import Walk

    how = arguments()
    with tempfile.TemporaryDirectory() as folder, walkable_studio(Path(folder)) as studio:
        walk = Walk(studio, Path(folder), how["seed"], how["actions"])
        walk.go()
    answer(
        {
            "actions": walk.done,
            "runs": walk.runs,
            "problems": walk.problems,
            "gap": walk.largest_gap,
            "gap_at": walk.gap_at,
            "trail": list(walk.trail),
            "counts": walk.counts.most_common(),
        }
    )


if __name__ == "__main__":
    main()
