"""Shows a run in a terminal as a bar, in a file or a pipe as plain lines, or as JSON, an object a line."""

from __future__ import annotations

import dataclasses
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from trainer_core.cli.json_lines import print_json
from trainer_core.history.history import History
from trainer_core.protocol import events

Report = Callable[[events.Event], None]


@contextmanager
def reporter(*, json_lines: bool) -> Iterator[Report]:
    """Yield a function that shows events in the way that suits where the output goes."""
    if json_lines:
        yield _json_line
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain_line
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[numbers]}"),
        TimeRemainingColumn(),
    )
    with _Bar(*columns, console=console, refresh_per_second=8) as bar:
        yield bar.show


class _Bar(Progress):
    """One bar over all batches of the run; it reads the history when it is drawn, not when a batch ends."""

    _training: TaskID | None = None
    _preparing: TaskID | None = None
    _history: History | None = None

    def get_renderables(self) -> Iterable[RenderableType]:
        if self._training is not None and self._history is not None and len(self._history):
            done = len(self._history)
            last = self._history.rows(max(0, done - 100), done)
            numbers = f"loss {last['loss'].mean():.3f}  accuracy {last['accuracy'].mean():.1%}"
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
            case events.EpochEnded():
                self.console.print(_epoch_sentence(event))
            case events.Logged(level="error" | "warning"):
                self.console.print(f"{event.level}: {event.message}")


def _plain_line(event: events.Event) -> None:
    match event:
        case events.Prepared():
            data, model = event.data, event.model
            print(
                f"{data.title}: {data.training:,} training, {data.validation:,} validation, {data.test:,} test "
                f"examples. {data.placement} {model.name}, {model.parameters:,} parameters, on {event.device.device} "
                f"({event.device.name}).",
                file=sys.stderr,
            )
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
            }
        case events.EpochEnded():
            values = {"event": "epoch", "best": event.best} | dataclasses.asdict(event.row)
        case events.Logged(level="error" | "warning"):
            values = {"event": event.level, "message": str(event.message)}
        case _:
            return
    print_json(values, flush=True)


def _epoch_sentence(event: events.EpochEnded) -> str:
    row = event.row
    text = f"Epoch {row.epoch}: training loss {row.train_loss:.4f}, accuracy {row.train_accuracy:.2%}"
    if math.isfinite(row.validation_loss):
        text += f"; validation loss {row.validation_loss:.4f}, accuracy {row.validation_accuracy:.2%}"
    text += f"; {row.samples_per_second:,.0f} examples/s"
    return text + (" (best so far)" if event.best else "")
