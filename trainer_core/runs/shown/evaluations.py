"""``epoch-00001.npz`` and ``test.npz``: the results of a validation or the test, as far as a view shows them.

``facts`` are the bytes of a JSON object: ``split``, ``epoch``, ``step``, ``examples``, ``loss`` and ``metrics`` by
name. ``truth``, ``predicted``, ``confidence``, ``scores`` and ``confusion`` are those of `trainer_core.tasks.Scores`.
The confusion matrix counts every example; the others are of all of them too, or of some thousands, evenly spaced, where
there are more.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer_core.errors import Message
from trainer_core.files.number_arrays import pack, read_arrays
from trainer_core.files.small_files import count, damaged, number
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated
from trainer_core.protocol.reports import Evaluation
from trainer_core.tasks import Scores

TEST = "test.npz"

_EVALUATION = re.compile(r"epoch-(\d{5,10})\.npz")
_METRIC = re.compile(r"\w{1,200}")
_MOST_METRICS = 1000
_MOST_EXAMPLES, _FEWEST_EXAMPLES = 20_000, 100
_BYTES = 200_000
"""Of what is kept of the examples of one evaluation, before it is compressed."""
_LARGEST = 64_000_000
_OF_EXAMPLES = ("truth", "predicted", "confidence", "scores")


def evaluation_file(epoch: int) -> str:
    """The name of the file of the validation of ``epoch``, counted from 1."""
    return f"epoch-{epoch:05}.npz"


def epoch_of(name: str) -> int | None:
    """The epoch of which the file called ``name`` holds the validation; None if it is no such file."""
    found = _EVALUATION.fullmatch(name)
    return int(found[1]) if found else None


def file_of(evaluated: Evaluated) -> tuple[str, bytes]:
    """The name and the bytes of the file of an evaluation."""
    name = TEST if evaluated.evaluation.split is Split.TEST else evaluation_file(evaluated.epoch)
    return name, _packed(evaluated)


def _packed(evaluated: Evaluated) -> bytes:
    evaluation = evaluated.evaluation
    facts = {
        "split": evaluation.split.value,
        "epoch": evaluated.epoch,
        "step": evaluated.step,
        "examples": evaluation.examples,
        "loss": evaluation.loss,
        "metrics": dict(evaluation.metrics),
    }
    each = {name: getattr(evaluation.scores, name) for name in _OF_EXAMPLES}
    places = _places(len(each["truth"]), sum(values[:1].nbytes for values in each.values()))
    return pack(
        {
            "facts": np.frombuffer(json.dumps(facts).encode(), np.uint8),
            **{name: values[places] if len(values) else values for name, values in each.items()},
            "confusion": evaluation.scores.confusion,
        }
    )


def read_evaluated(path: Path) -> Evaluated:
    """Read the file of an evaluation; its run is 0.

    Raises `FileNotFoundError` if there is none, and `RunFolderError` if it is damaged.
    """
    arrays = read_arrays(path, _LARGEST)
    try:
        facts = json.loads(arrays.pop("facts").tobytes())
        scores = Scores(_metrics(facts["metrics"]), **{name: arrays[name] for name in (*_OF_EXAMPLES, "confusion")})
        evaluation = Evaluation(Split(facts["split"]), count(facts["examples"]), number(facts["loss"]), scores)
        evaluated = Evaluated(0, count(facts["epoch"]), count(facts["step"]), evaluation)
    except (KeyError, ValueError, TypeError, RecursionError, AttributeError):
        raise damaged(path, Message("it is not an evaluation")) from None
    if not _whole(scores) or not scores.metrics:
        raise damaged(path, Message("it is not an evaluation"))
    return evaluated


def _places(examples: int, bytes_each: int) -> npt.NDArray[np.int64]:
    most = min(_MOST_EXAMPLES, max(_FEWEST_EXAMPLES, _BYTES // max(1, bytes_each)))
    if examples <= most:
        return np.arange(examples)
    return np.linspace(0, examples - 1, most).astype(np.int64)


def _metrics(values: dict[str, Any]) -> dict[str, float]:
    if len(values) > _MOST_METRICS or not all(_METRIC.fullmatch(name) for name in values):
        raise ValueError
    return {name: number(value) for name, value in values.items()}


def _whole(scores: Scores) -> bool:
    """Whether the arrays have the types and shapes that belong together."""
    n, truth, predicted = len(scores.truth), scores.truth, scores.predicted
    if truth.shape != predicted.shape or truth.dtype != predicted.dtype or not n:
        return False
    if any(each.dtype != np.float32 or each.shape not in ((0,), (n,)) for each in (scores.confidence, scores.scores)):
        return False
    classes = len(scores.confusion)
    if scores.confusion.dtype != np.int64 or scores.confusion.shape != (classes, classes):
        return False
    if truth.dtype == np.float32:
        return truth.ndim == 2 and not classes
    if truth.dtype != np.int16 or truth.ndim != 1 or not classes or len(scores.confidence) != n:
        return False
    return all(int(each.min()) >= 0 and int(each.max()) < classes for each in (truth, predicted))
