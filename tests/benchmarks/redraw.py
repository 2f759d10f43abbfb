"""Milliseconds to bring both plots up to date and paint them, after ever longer runs."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtWidgets import QApplication

from studio.views.curves import CurvesView
from tests.benchmarks.contest import answer, arguments, once
from tests.benchmarks.options import Options
from tests.benchmarks.table import Table
from tests.benchmarks.window_run import end, open_studio, serve, serve_for
from trainer_core.history.history import EpochRow, History
from trainer_core.protocol.events import RunStarted, State

_STEPS = (10**3, 10**5, 10**7)
_QUICK_STEPS = (10**3, 10**4, 10**5)
_EPOCHS = 10
_FRAMES = 200


def measure(options: Options) -> list[Table]:
    table = Table("Redraw of both curves, painting included, after so many recorded batches", "ms")
    steps = _QUICK_STEPS if options.quick else _STEPS
    rounds = [once("redraw", steps=steps) for _ in range(1 if options.quick else min(3, options.rounds))]
    for key, what in (("frames", "{}"), ("whole", "{}, both plots painted whole")):
        first = [each[key][0] for each in rounds]
        for index, count in enumerate(steps):
            label, target = what.format(f"{count:,}"), "≤ 8 ms, ratio ≤ 1.5"
            table.add(label, [each[key][index] for each in rounds], digits=2, against=first, target=target)
    table.notes.append(
        f"A batch is appended before each frame; the figure is the median of {_FRAMES} frames at 1440×900: painted as "
        "the window does, only what changed, and with everything painted anew, as after a change of size. Appending a "
        f"batch takes {median(each['append'] for each in rounds):.2f} µs, mean over {steps[-1]:,}."
    )
    return [table]


class _Growing:
    """A history that grows to any length: a loss that falls, with noise."""

    def __init__(self) -> None:
        self.history = History("accuracy")
        self._noise = np.random.default_rng(0).normal(0, 0.1, 4096).tolist()

    def grow(self, steps: int, total: int) -> float:
        """Grow to ``steps`` of ``total`` batches; returns the seconds that it took."""
        append, noise = self.history.append, self._noise
        began = time.perf_counter()
        for step in range(len(self.history), steps):
            share = step / total
            wobble = noise[step % 4096]
            append(0.4 + 1.9 / (1 + 9 * share) + wobble, 0.9 - 0.6 / (1 + 9 * share) + wobble, 1e-3, step * 1e-3)
        return time.perf_counter() - began


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        studio = open_studio(Path(folder))
        session, curves = studio.session, studio.window.curves
        serve(session.state_changed, lambda: session.preparation is not None and session.state is State.IDLE)
        growing, frames, whole, filling = _Growing(), [], [], 0.0
        for steps in options["steps"]:
            filling += growing.grow(steps, steps)
            for epoch in range(len(growing.history.epochs), _EPOCHS):
                growing.history.append_epoch(
                    EpochRow(
                        epoch + 1,
                        steps // _EPOCHS * (epoch + 1),
                        {"loss": 0.5, "accuracy": 0.5},
                        {"loss": 0.5, "accuracy": 0.5},
                        *[0.5] * 3,
                    )
                )
            # Planned a third longer than it will be: a run that is under way, and stays so for all frames.
            planned = (steps + 2 * _FRAMES) * 4 // 3
            session.take(RunStarted(1, session.recipe, growing.history, None, _EPOCHS, planned // _EPOCHS, 64))
            serve_for(500)
            frames.append(median(_frame(curves, growing, whole=False) for _ in range(_FRAMES)) * 1000)
            whole.append(median(_frame(curves, growing, whole=True) for _ in range(_FRAMES)) * 1000)
        answer({"frames": frames, "whole": whole, "append": filling / options["steps"][-1] * 1e6})
        end(studio)


def _frame(curves: CurvesView, growing: _Growing, *, whole: bool) -> float:
    steps = len(growing.history) + 1
    growing.grow(steps, steps)
    began = time.perf_counter()
    curves.redraw()
    if whole:
        for panel in curves.panels.values():
            panel.canvas.viewport().repaint()
    QApplication.processEvents()  # the paints that are due are part of the frame
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
