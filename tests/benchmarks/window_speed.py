"""What the window costs: a run in the open window, in a hidden one, with each view alone, and without a window."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean, median

from tests.benchmarks.contest import Contestant
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table

_WORKLOADS = {"MLP 784-512-512-10, Adam": 0, "small CNN, Adam": 6_400}
_QUICK_EXAMPLES = 1_280
_EVERYTHING, _HIDDEN, _MINIMISED = "everything", "hidden", "minimised"
_TARGETS = {_EVERYTHING: "≥ 0.95", _HIDDEN: "≥ 0.98", _MINIMISED: "≥ 0.98"}
_COMPARISONS = {_EVERYTHING: 4, _HIDDEN: 2, _MINIMISED: 2}
"""In each round; one of each view. A comparison is four turns, the window's two between the others."""
_VIEWS = ("curves", "predictions", "confusion", "classes", "status bar", "log", "recipe form")
_WITHOUT = "without a window"


def measure(options: Options) -> list[Table]:
    return [_workload(name, limit, options) for name, limit in _WORKLOADS.items()]


def _workload(name: str, limit: int, options: Options) -> Table:
    figures: dict[str, list[float]] = defaultdict(list)
    redraws: list[float] = []
    chosen = {
        "workload": name,
        "limit": _QUICK_EXAMPLES if options.quick else limit,
        "epochs": 1,
    }
    for _ in range(options.rounds):
        with (
            Contestant("engine_run", **chosen, folder=True, validation_share=10.0) as without,
            Contestant("window_run", **chosen) as window,
        ):
            for show in (_EVERYTHING, _HIDDEN, _MINIMISED, *_VIEWS):
                for _ in range(1 if options.quick else _COMPARISONS.get(show, 1)):
                    before = without.turn()
                    seen = [window.turn(show=show) for _ in range(2)]
                    figures[f"{show}, beside"].append(mean((before, without.turn())))
                    figures[show].append(mean(turn["speed"] for turn in seen))
                    if show == _EVERYTHING:
                        redraws += (turn["redraws"] for turn in seen)
    table = Table(f"{name}, batch 64, in the window", "samples/s")
    table.add(_WITHOUT, figures[f"{_EVERYTHING}, beside"])
    for show in (_EVERYTHING, _HIDDEN, _MINIMISED, *_VIEWS):
        what = {_EVERYTHING: "window open", _HIDDEN: "window hidden", _MINIMISED: "window minimised"}
        table.add(
            what.get(show, f"only the {show}"),
            figures[show],
            against=figures[f"{show}, beside"],
            target=_TARGETS.get(show, ""),
        )
    table.notes.append(
        f"1440×900, curves redrawn {median(redraws):.1f} times a second of training. Validation and the "
        "ends of epochs are in all figures; each ratio is to the turns of a run without a window just before and after."
    )
    return table
