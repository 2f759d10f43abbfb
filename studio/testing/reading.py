"""What the window shows, as plain values: predictions, curves, the confusion matrix, the status bar."""

from __future__ import annotations

from typing import Any

import numpy as np

from studio.session.session import Session
from studio.views.status_bar import StatusBar
from trainer_core.protocol.events import RunEnded
from trainer_core.protocol.predicting import Predicted
from trainer_core.tasks import task_for


def predictions_of(event: Predicted, session: Session) -> list[dict[str, Any]]:
    """A dict of each example: ``index``, ``truth``, ``predicted``, and for classes ``confidence`` (0..1) and
    ``probabilities`` by class. Classes are named; numbers are a float, or a list where there are several.
    """
    assert session.preparation is not None
    data = session.preparation.data
    if not task_for(data.task).answers_classes:
        return [
            {"index": index, "truth": _value(truth), "predicted": _value(answer)}
            for index, truth, answer in zip(event.indices, event.truth, event.predictions, strict=True)
        ]
    names = data.class_names
    return [
        {
            "index": index,
            "truth": names[int(truth)],
            "predicted": names[int(answer.argmax())],
            "confidence": float(answer.max()),
            "probabilities": dict(zip(names, answer.tolist(), strict=True)),
        }
        for index, truth, answer in zip(event.indices, event.truth, event.predictions, strict=True)
    ]


def _value(row: Any) -> Any:
    numbers = np.atleast_1d(row).tolist()
    return numbers[0] if len(numbers) == 1 else numbers


def curve_of(session: Session, name: str) -> list[float]:
    """The numbers of a curve of the present run: of each batch, or of each epoch for names of ``history.csv``.

    Raises AssertionError where there is no run or no such curve; it names those that there are.
    """
    history = session.run.history
    assert history is not None, "there is no run yet, and so no curve"
    of_batches = ("loss", history.metric, "lr", "seconds")
    if name in of_batches:
        return [float(value) for value in history.column(name)]
    rows = [row.values for row in history.epochs]
    of_epochs = [] if not rows else list(rows[0])
    assert not rows or name in rows[0], f"there is no curve {name}; there are {', '.join([*of_batches, *of_epochs])}"
    return [float(row[name]) for row in rows]


def status_of(bar: StatusBar, session: Session) -> dict[str, Any]:
    """What stands in the status bar, and ``state``, ``phase`` and ``progress`` (0..1) of the engine."""
    bar.refresh()
    return {
        "state": str(session.state),
        "phase": session.phase,
        "text": bar.state_text,
        "epoch": bar.epoch.text(),
        "batch": bar.batch.text(),
        "progress": bar.fraction,
        "time_left": bar.time_left.text(),
        "speed": bar.speed.text(),
        "device": bar.device.text(),
    }


def result_of(event: RunEnded) -> dict[str, Any]:
    """How a run ended: ``reason``, ``message``, ``epochs``, ``batches``, ``validation`` and ``test`` by metric, and the
    run's ``folder`` (None where it keeps none).
    """
    summary = event.summary
    return {
        "reason": str(event.reason),
        "message": str(event.message),
        "epochs": summary.epochs,
        "batches": summary.steps,
        "validation": dict(summary.validation),
        "test": dict(summary.test),
        "folder": summary.run,
    }
