"""What looking inside costs: the run while each part of it is on, a step of each kind, and the GUI thread meanwhile."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

from tests.benchmarks.contest import Contestant, answer, arguments, once, turns
from tests.benchmarks.engine_run import Runner
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.workloads import BATCH, recipe
from trainer_core.protocol.commands import Advance, Pause, Start, Unit, Unpause
from trainer_core.protocol.events import Event
from trainer_core.protocol.inside import LookInside, SetWatchpoints, StepBack, StoodInside, WatchFor, Watchpoint

_WORKLOADS = ("MLP 784-512-512-10, Adam", "small CNN, Adam")
_CNN_EXAMPLES, _QUICK_EXAMPLES = 6_400, 1_280
_OFF, _OFF_AGAIN, _LOOKING, _KEPT = "off", "off again", "the page Inside is open", "losses of examples and health kept"
_NEVER = {
    WatchFor.DEAD_UNIT: Watchpoint(WatchFor.DEAD_UNIT, batches=1_000_000),
    WatchFor.STILL_WEIGHT: Watchpoint(WatchFor.STILL_WEIGHT, batches=1_000_000),
    WatchFor.EXPRESSION: Watchpoint(WatchFor.EXPRESSION, expression="loss is not None and loss > 1e9"),
}
"""Watchpoints that never come true; those of the other kinds do so only for NaN and infinity."""
_WATCHED = {f"watched: {each.value}": (_NEVER.get(each, Watchpoint(each)),) for each in WatchFor}
_WATCHED["watched: all of these"] = tuple(watchpoint for (watchpoint,) in _WATCHED.values())

_MOVES: dict[str, Advance | StepBack] = {
    "an operation on": Advance(Unit.OPERATION),
    "a module on": Advance(Unit.MODULE),
    "a phase on": Advance(Unit.PHASE),
    "a batch on": Advance(Unit.BATCH),
    "a phase back, from before the optimizer's step": StepBack(Unit.PHASE),
}
_SECONDS_A_TAB = 2


def measure(options: Options) -> list[Table]:
    """For each workload the speed with each part on, and the milliseconds of a move; then the GUI thread's ticks."""
    tables = [table for name in _WORKLOADS for table in (_speeds(name, options), _moves(name, options))]
    return [*tables, _gui_thread(options)]


def _limit(name: str, options: Options) -> int:
    return _QUICK_EXAMPLES if options.quick else _CNN_EXAMPLES if "CNN" in name else 0


def _speeds(name: str, options: Options) -> Table:
    figures: dict[str, list[float]] = defaultdict(list)
    for _ in range(options.rounds):
        with Contestant("inside", task="speed", workload=name, limit=_limit(name, options)) as engine:
            for part in (_OFF_AGAIN, _KEPT, _LOOKING, *_WATCHED):
                figures[f"{part}, beside"].append(engine.turn(part=_OFF))
                figures[part].append(engine.turn(part=part))
    table = Table(f"{name}, batch {BATCH}: the engine while its steps are looked into", "samples/s")
    table.add(_OFF, figures[f"{_OFF_AGAIN}, beside"])
    targets = {_OFF_AGAIN: "as before", _KEPT: "≥ 0.95"}
    for part in (_OFF_AGAIN, _KEPT, _LOOKING, *_WATCHED):
        table.add(part, figures[part], against=figures[f"{part}, beside"], target=targets.get(part, ""))
    table.notes.append("Each turn is an epoch beside one with all of it off. Nobody steps: the run goes on freely.")
    return table


def _moves(name: str, options: Options) -> Table:
    times = 10 if options.quick else 100
    rounds = [once("inside", task="moves", workload=name, times=times) for _ in range(options.rounds)]
    table = Table(f"{name}, batch {BATCH}: from a move through the step to the place where it stands", "ms")
    for move in _MOVES:
        table.add(move, [each[move] for each in rounds], digits=2)
    table.notes.append(
        f"The mean of {times} moves, with all that is told of the place. Going back runs the batch anew."
    )
    return table


def _gui_thread(options: Options) -> Table:
    table = Table("GUI thread with all of Inside open while training: time between ticks of a 10 ms timer", "ms")
    rounds = [once("inside", task="window", quick=options.quick, stalls=options.stalls) for _ in range(options.rounds)]
    for key, target in (("p50", ""), ("p99", "≤ 25"), ("max", "≤ 100")):
        table.add(key, [each[key] for each in rounds], digits=1, target=target)
    table.notes.extend(each["stalls"] for each in rounds if each["stalls"])
    table.notes.append(
        f"1440×900; every {_SECONDS_A_TAB} s another tab of the page, a watchpoint on, and the run paused and walked "
        "through at 20 phases a second in between."
    )
    return table


class _Engine(Runner):
    """A runner of which a part of Inside can be switched on."""

    def switch(self, part: str) -> None:
        self.engine.post(SetWatchpoints(_WATCHED.get(part, ())))
        self.engine.post(LookInside(on=part == _LOOKING))
        self.engine.drive()


class _Moves(Runner):
    """Makes one move after another as soon as the step stands, and takes the time of each."""

    def __init__(self) -> None:
        super().__init__()
        self._move: type[Advance | StepBack] = Advance
        self._unit = Unit.PHASE
        self._left = 0
        self._taken = self._since = 0.0

    def each(self, move: Advance | StepBack, times: int) -> float:
        """The mean milliseconds of a move; to go back, the step is brought before its last phase each time."""
        self._move, self._unit, self._left, self._taken, self._since = type(move), move.unit, times, 0.0, 0.0
        self.engine.post(Advance(Unit.PHASE))
        self.engine.drive()
        return 1000 * self._taken / times

    def _take(self, event: Event) -> None:
        super()._take(event)
        if not isinstance(event, StoodInside):
            return
        if self._since:
            self._taken += time.perf_counter() - self._since
            self._left, self._since = self._left - 1, 0.0
        if self._left <= 0:
            return
        if self._move is StepBack and event.place.name != "step":
            self.engine.post(Advance(Unit.PHASE))
            return
        self._since = time.perf_counter()
        self.engine.post(self._move(self._unit))


def _measure_speeds(options: dict[str, object], folder: Path) -> None:
    wanted = recipe(str(options["workload"]), limit=int(str(options["limit"])))
    engines = {True: _Engine(), False: _Engine()}
    for keeps, engine in engines.items():
        kept = wanted.with_values({"training.example_losses": keeps, "training.health": keeps})
        engine.start(Start(kept, folder / str(keeps), paused=True))
        engine.train(1)
    for how in turns():
        engine = engines[how["part"] == _KEPT]
        engine.switch(how["part"])
        answer(engine.train(1))
        engine.switch(_OFF)


def _measure_moves(options: dict[str, object]) -> None:
    runner = _Moves()
    runner.engine.post(LookInside(on=True))
    runner.start(Start(recipe(str(options["workload"])), None, paused=True))
    answer({name: runner.each(move, int(str(options["times"]))) for name, move in _MOVES.items()})


def _measure_window(options: dict[str, object], folder: Path) -> None:
    import numpy as np
    from PySide6.QtCore import QObject, QTimer, Slot

    from studio.window.page_bar import Page
    from tests.benchmarks.latency import Pulse
    from tests.benchmarks.window_run import end, open_studio, serve, serve_for
    from trainer_core.protocol.events import State

    class Tabs(QObject):
        """Shows another tab of the page every so often."""

        def __init__(self, tabs: object, parent: QObject) -> None:
            super().__init__(parent)
            self._tabs = tabs
            self._timer = QTimer(self, interval=1000 * _SECONDS_A_TAB)
            self._timer.timeout.connect(self.turn)
            self._timer.start()

        @Slot()
        def turn(self) -> None:
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + 1) % self._tabs.count())

    studio = open_studio(folder, recipe("small CNN, Adam"))
    session, pages = studio.session, studio.window.pages
    serve(session.state_changed, lambda: session.preparation is not None and session.state is State.IDLE)
    pages.show_page(Page.INSIDE)
    session.post(SetWatchpoints(_WATCHED[f"watched: {WatchFor.NOT_FINITE.value}"]))
    studio.window.toolbar.train_button.click()
    serve(session.state_changed, lambda: session.state is State.TRAINING)
    serve_for(2000)
    stalls = folder / "stalls.txt" if options["stalls"] else None
    pulse, tabs = Pulse(studio, stalls), Tabs(pages.inside.tabs, studio)
    whole = 1000 * _SECONDS_A_TAB * pages.inside.tabs.count()
    for _ in range(1 if options["quick"] else 3):
        serve_for(whole)
        session.post(Pause())
        serve(session.state_changed, lambda: session.state is State.PAUSED)
        for _ in range(whole // 50):
            session.post(Advance(Unit.PHASE))
            serve_for(50)
        session.post(Unpause())
        serve(session.state_changed, lambda: session.state is State.TRAINING)
    pulse.stop()
    tabs.deleteLater()
    gaps = np.diff(pulse.ticks) * 1000
    figures = {"p50": float(np.percentile(gaps, 50)), "p99": float(np.percentile(gaps, 99)), "max": float(gaps.max())}
    answer({**figures, "stalls": stalls.read_text() if stalls else ""})
    end(studio)


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        match options["task"]:
            case "speed":
                _measure_speeds(options, Path(folder))
            case "moves":
                _measure_moves(options)
            case "window":
                _measure_window(options, Path(folder))


if __name__ == "__main__":
    main()
