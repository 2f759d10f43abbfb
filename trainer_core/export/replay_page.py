"""Writes part of a run as one HTML file that plays in a browser, with no network and no other file."""

from __future__ import annotations

import base64
import io
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer_core.errors import N_, DataError, TrainerError
from trainer_core.files.atomic import atomic_write
from trainer_core.files.resources import resource
from trainer_core.history.history import LOSS, EpochRow
from trainer_core.library.replay import Replay
from trainer_core.protocol.commands import Split
from trainer_core.tasks import Form, metric_of

_POINTS = 1_200
_RECORDS = 300
_TABLES = 150
_LARGEST_TABLE = 30
_SHOWN_ANSWERS, _SHOWN_VALUES = 3, 8
_LINES = 500
_OPENS, _DATA = "<!--LANGUAGE-->", "/*DATA*/null"

WORDS: Mapping[str, str] = {
    "replay": N_("Replay"),
    "play": N_("Play"),
    "pause": N_("Pause"),
    "place": N_("Position in the run"),
    "speed": N_("Speed"),
    "whole": N_("in 30 seconds"),
    "real": N_("real time"),
    "where": N_("epoch {epoch} of {epochs} · batch {batch} of {batches} · {time} of {whole}"),
    "training": N_("training"),
    "validation": N_("validation"),
    "loss": N_("Loss"),
    "answers": N_("Test examples, never trained on"),
    "is": N_("is {truth}"),
    "confusion": N_("Confusion on the validation set"),
    "confusion_test": N_("Confusion on the test set"),
    "axes": N_("truth ↓ guess →"),
    "log": N_("What happened"),
    "epoch_line": N_("Epoch {epoch}: loss {loss}"),
    "made": N_("A training run recorded by Training Studio. This page computes nothing."),
}
"""The words of the page in English; a window passes its own."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a run: the batches from ``begin`` to ``end``, counted from 0; None is the end of the run."""

    begin: int = 0
    end: int | None = None

    def of(self, total: int) -> tuple[int, int]:
        """The part of a run of so many batches; at least one of them, where there is one."""
        end = total if self.end is None else min(max(self.end, 0), total)
        return min(max(self.begin, 0), max(end - 1, 0)), end


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a page: ``language`` as HTML names it, and the sentences of `WORDS`.

    ``sentence`` words a message of the log, ``title`` is the page's.
    """

    language: str = "en"
    title: str = ""
    words: Mapping[str, str] = field(default_factory=lambda: WORDS)
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of metrics, where they are called otherwise."""
    sentence: Any = str


def write_replay_page(
    replay: Replay, path: Path, stretch: Stretch | None = None, wording: Wording | None = None
) -> int:
    """Write a stretch of a run, or the whole run, as one HTML file at ``path``; returns its size in bytes.

    Raises `DataError` if the file cannot be written.
    """
    content = replay_page(replay, stretch or Stretch(), wording or Wording()).encode(errors="replace")
    with atomic_write(path, error=DataError) as file:
        file.write(content)
    return len(content)


def replay_page(replay: Replay, stretch: Stretch, wording: Wording) -> str:
    """The page as text. It holds at most some thousand numbers of each curve, whatever the length of the run."""
    template = resource("templates", "replay.html").read_text(encoding="utf-8")
    title = wording.title or replay.recipe.title()
    # Nothing that a name says may end the script.
    data = json.dumps(
        _data(replay, stretch, wording, title), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    data = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    language = "".join(letter for letter in wording.language if letter.isalnum() or letter == "-")
    return template.replace(_OPENS, language).replace(_DATA, data)


def _data(replay: Replay, stretch: Stretch, wording: Wording, title: str) -> dict[str, Any]:
    history = replay.history
    begin, end = stretch.of(len(history))
    epochs = [row for row in history.epochs if row.step <= end]
    epochs = [epochs[at] for at in _spread(np.arange(len(epochs)), _POINTS).tolist()]
    metrics = [LOSS, history.metric]
    names = {name: wording.names.get(name) or str(metric_of(name).heading) for name in metrics[1:]}
    return {
        "title": title,
        "words": dict(wording.words),
        "begin": begin,
        "end": end,
        "batches": replay.batches_per_epoch,
        "epochs": max(replay.recipe.training.epochs, epochs[-1].epoch if epochs else 1),
        "seconds": _seconds(replay, begin, end),
        "curves": [
            {
                "name": wording.words["loss"] if name == LOSS else names[name],
                "share": name != LOSS and metric_of(name).form is Form.SHARE,
                **_curve(replay, name, begin, end),
                "validation": _validation(epochs, name),
            }
            for name in metrics
        ],
        "rows": [[row.epoch, row.step, _short(row.result(LOSS)), _short(row.result(history.metric))] for row in epochs],
        "marks": [[mark.step, wording.sentence(mark.message)] for mark in history.marks if mark.step <= end][:_LINES],
        "examples": _examples(replay),
        "answers": _answers(replay, begin, end),
        "tables": _tables(replay, begin, end),
        "log": [[line.step, line.level, wording.sentence(line.message)] for line in replay.log if line.step <= end][
            -_LINES:
        ],
    }


def _seconds(replay: Replay, begin: int, end: int) -> list[list[float]]:
    """Where time stands: batches and seconds of training, at so many places that it is drawn right."""
    steps = _spread(np.arange(begin + 1, end + 1), _POINTS).tolist()
    return [[step, round(replay.seconds_at(step), 3)] for step in steps]


def _curve(replay: Replay, name: str, begin: int, end: int) -> dict[str, Any]:
    """A column reduced to some thousand buckets: batch, mean, least and greatest."""
    found = replay.history.buckets(name, begin, end, _POINTS)
    keep = found.start >= begin
    columns = (found.centre + 1, found.mean, found.minimum, found.maximum)
    return {
        "points": [
            [_short(float(value)) for value in row] for row in zip(*(each[keep] for each in columns), strict=True)
        ]
    }


def _validation(epochs: list[EpochRow], name: str) -> list[list[float | None]]:
    return [
        [row.step, _short(row.validation[name])] for row in epochs if math.isfinite(row.validation.get(name, math.nan))
    ]


def _examples(replay: Replay) -> list[dict[str, Any]]:
    """The watched examples: a picture, or the numbers of a row against the mean of the rows; and what is true."""
    examples, names = replay.examples, _class_names(replay)
    if examples is None:
        return []
    images = examples.images
    rows = None
    if images.ndim == 2:
        spread = images.std(axis=0)
        rows = (images - images.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return [
        {
            "picture": _picture(images[at]) if rows is None else "",
            "row": [] if rows is None else [_short(float(value)) for value in rows[at][:64]],
            "truth": _truth(examples.truth[at], names),
            "class": int(examples.truth[at]) if examples.probabilities else -1,
        }
        for at in range(len(images))
    ]


def _answers(replay: Replay, begin: int, end: int) -> list[list[Any]]:
    """What each example was answered with: the likeliest classes with their shares, or the values."""
    kept = replay.answers
    if kept is None or replay.examples is None:
        return []
    wanted = _spread(np.arange(max(kept.index_at(begin), 0), kept.index_at(end) + 1), _RECORDS)
    found = []
    for place in wanted.tolist():
        values = np.nan_to_num(np.asarray(kept.at(place), dtype=np.float64))
        shown: list[Any]
        if replay.examples.probabilities:
            best = np.argsort(-values, axis=1, kind="stable")[:, :_SHOWN_ANSWERS]
            shown = [[[int(k), round(float(row[k]), 3)] for k in ks] for row, ks in zip(values, best, strict=True)]
        else:
            shown = [[[k, _short(float(value))] for k, value in enumerate(row[:_SHOWN_VALUES])] for row in values]
        found.append([int(kept.steps[place]), shown])
    return found


def _tables(replay: Replay, begin: int, end: int) -> dict[str, Any]:
    """Confusion matrices, counts with the truth in rows, after epochs that are spread evenly over the stretch."""
    names = _class_names(replay)
    if not 2 <= len(names) <= _LARGEST_TABLE:
        return {"names": list(names), "tables": []}
    kept = [each for each in replay.evaluations if each.step <= end and each.split is not Split.TRAINING]
    wanted = [kept[at] for at in _spread(np.arange(len(kept)), _TABLES).tolist()]
    tables = []
    for each in wanted:
        try:
            confusion = each.read().scores.confusion
        except (TrainerError, OSError):
            continue
        if confusion.shape == (len(names), len(names)):
            tables.append([each.step, each.split is Split.TEST, confusion.tolist()])
    return {"names": list(names), "tables": tables}


def _class_names(replay: Replay) -> tuple[str, ...]:
    return replay.data.class_names if replay.data is not None else ()


def _truth(truth: Any, names: tuple[str, ...]) -> str:
    if np.ndim(truth) == 0 and names and 0 <= int(truth) < len(names):
        return names[int(truth)]
    return ", ".join(f"{float(value):.4g}" for value in np.atleast_1d(truth))


def _picture(image: npt.NDArray[np.uint8]) -> str:
    """A picture (C, H, W) as a PNG in the words of a page."""
    shown = image[0] if image.shape[0] == 1 else np.moveaxis(image[:3], 0, -1)
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(shown)).save(file, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def _spread(places: npt.NDArray[np.int64], most: int) -> npt.NDArray[np.int64]:
    """At most so many of ``places``, spread evenly, the first and the last among them."""
    if len(places) <= most:
        return places
    return places[np.unique(np.linspace(0, len(places) - 1, most).round().astype(np.int64))]


def _short(value: float) -> float | None:
    """A number with as many digits as are seen; None where there is none."""
    return float(f"{value:.5g}") if math.isfinite(value) else None
