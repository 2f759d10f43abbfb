"""Shows a run in a terminal as a bar, in a file or a pipe as plain lines, or as JSON, an object a line."""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import OutputError, console
from trainer_core.cli.run_words import named
from trainer_core.history.history import History
from trainer_core.protocol import events

Report = Callable[[events.Event], None]

LINE_EVERY = 30.0
"""Seconds within an epoch after which a line says how far it is, where there is no terminal for a bar."""

_LATELY = 100
"""Batches over which the numbers of a running epoch are averaged."""


@contextmanager
def reporter(*, json_lines: bool) -> Iterator[Report]:
    """Yield a function that shows events in the way that suits where the output goes."""
    if json_lines:
        yield _json_line
        return
    terminal = console(stderr=True)
    if not terminal.is_terminal:
        with _lines() as report:
            yield report
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[numbers]}"),
        TimeRemainingColumn(),
    )
    with _Bar(*columns, console=terminal, refresh_per_second=8) as bar:
        yield bar.show


class _Bar(Progress):
    """One bar over all batches of the run; it reads the history when it is drawn, not when a batch ends."""

    _training: TaskID | None = None
    _preparing: TaskID | None = None
    _history: History | None = None

    def get_renderables(self) -> Iterable[RenderableType]:
        if self._training is not None and self._history is not None and len(self._history):
            done, loss, value = _lately(self._history)
            numbers = f"loss {loss:.3f}  {named(self._history.metric, value)}"
            self.update(self._training, completed=done, numbers=numbers)
        yield from super().get_renderables()

    def show(self, event: events.Event) -> None:
        match event:
            case events.Progress():
                if self._preparing is None:
                    self._preparing = self.add_task("", total=1.0, numbers="")
                self.update(self._preparing, completed=event.fraction, description=str(event.message))
            case events.RunStarted():
                if self._preparing is not None:
                    self.remove_task(self._preparing)
                self._history = event.history
                self._training = self.add_task("Training", total=event.epochs * event.batches_per_epoch, numbers="")
            case events.Prepared():
                for note in event.data.notes:
                    self.console.print(escape(f"info: {note}"))
            case events.EpochEnded():
                self.console.print(_epoch_sentence(event))
            case events.Logged(level="error" | "warning"):
                self.console.print(escape(f"{event.level}: {event.message}"))


@contextmanager
def _lines() -> Iterator[Report]:
    """Yield a function that prints events as lines; in a long epoch a thread adds one now and then."""
    started: list[events.RunStarted] = []
    said: list[str] = []
    over, spoken = threading.Event(), threading.Event()

    def report(event: events.Event) -> None:
        if isinstance(event, events.RunStarted):
            started[:] = [event]
        if isinstance(event, events.RunEnded):
            started.clear()
        if isinstance(event, events.EpochEnded):
            spoken.set()
        if isinstance(event, events.Prepared):
            # A window prepares, and so does the start of its run: what has not changed is said once.
            lines = _prepared_lines(event)
            if lines != said:
                print(*lines, sep="\n", file=sys.stderr)
            said[:] = lines
        _plain_line(event)

    def watch() -> None:
        told = 0
        while not over.wait(LINE_EVERY):
            if started and not spoken.is_set() and len(started[0].history) > told:
                told = len(started[0].history)
                try:
                    print(_batch_sentence(started[0]), file=sys.stderr, flush=True)
                except (BrokenPipeError, OutputError):
                    return  # the training thread finds out by itself
            spoken.clear()

    thread = threading.Thread(target=watch, name="progress lines", daemon=True)
    thread.start()
    try:
        yield report
    finally:
        over.set()
        thread.join()


def _prepared_lines(event: events.Prepared) -> list[str]:
    data, model, device = event.data, event.model, event.device
    first = (
        f"{data.title}: {data.training:,} training, {data.validation:,} validation, {data.test:,} test examples. "
        f"{data.placement} {model.name}, {model.parameters:,} parameters, on {device.device} ({device.name})."
    )
    return [first, *(f"info: {note}" for note in (*data.notes, *model.changes))]


def _plain_line(event: events.Event) -> None:
    match event:
        case events.EpochEnded():
            print(_epoch_sentence(event), file=sys.stderr, flush=True)
        case events.Logged(level="error" | "warning"):
            print(f"{event.level}: {event.message}", file=sys.stderr, flush=True)


def _json_line(event: events.Event) -> None:
    match event:
        case events.Prepared():
            values = {
                "event": "prepared",
                "data": event.data.title,
                "model": event.model.name,
                "parameters": event.model.parameters,
                "device": event.device.device,
                "placement": str(event.data.placement),
                "notes": [str(note) for note in event.data.notes],
            }
        case events.EpochEnded():
            values = {"event": "epoch", "best": event.best} | event.row.values
        case events.Logged(level="error" | "warning"):
            values = {"event": event.level, "message": str(event.message)}
        case _:
            return
    print_json(values, flush=True)


def _lately(history: History) -> tuple[int, float, float]:
    """Batches done, and the means of their latest losses and of the metric."""
    done = len(history)
    last = history.rows(max(0, done - _LATELY), done)
    return done, float(last["loss"].mean()), float(last[history.metric].mean())


def _batch_sentence(run: events.RunStarted) -> str:
    done, loss, value = _lately(run.history)
    epoch, batch = divmod(done - 1, run.batches_per_epoch)
    return (
        f"Epoch {epoch + 1} of {run.epochs}: batch {batch + 1:,} of {run.batches_per_epoch:,}, "
        f"training loss {loss:.4f}, {named(run.history.metric, value)}"
    )


def _epoch_sentence(event: events.EpochEnded) -> str:
    """An epoch's loss and the metric that training has too, the headline."""
    row = event.row
    metric = row.metric
    text = f"Epoch {row.epoch}: training loss {row.train_loss:.4f}, {named(metric, row.train[metric])}"
    if row.validated:
        text += f"; validation loss {row.validation_loss:.4f}, {named(metric, row.validation.get(metric, math.nan))}"
    text += f"; {row.samples_per_second:,.0f} examples/s"
    return text + (" (best so far)" if event.best else "")
