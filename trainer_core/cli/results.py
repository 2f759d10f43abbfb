"""``trainer evaluate`` and ``trainer predict``: a finished run's weights at work."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from rich.markup import escape
from rich.table import Table
from torch import Tensor

from trainer_core.cli.output import console
from trainer_core.data.examples import no_progress
from trainer_core.data.picture_files import SUFFIXES, read_picture
from trainer_core.engine.on_request import evaluate_split, probabilities
from trainer_core.engine.open_run import on_this_machine
from trainer_core.errors import DataError, WeightsError
from trainer_core.formats import percent
from trainer_core.library.folders import find_run
from trainer_core.protocol.commands import Split
from trainer_core.protocol.reports import FitReport
from trainer_core.runs.run_files import BEST, read_recipe, read_summary
from trainer_core.training.assembly import Parts, assemble
from trainer_core.weights.checkpoint import load_weights

_NAMED = 3
"""Keys that are named of each kind of misfit."""


def evaluate(options: argparse.Namespace) -> int:
    """Evaluate weights on the whole test set."""
    parts, weights, run = _parts(options)
    began = time.perf_counter()
    result = evaluate_split(parts, Split.TEST)
    seconds = time.perf_counter() - began
    earlier = read_summary(run)
    values: dict[str, Any] = {
        "test_accuracy": result.accuracy,
        "test_loss": result.loss,
        "best_epoch": earlier.get("best_epoch"),
        "epochs": earlier.get("epochs"),
        "samples_per_second": result.examples / seconds,
        "seconds": seconds,
        "device": parts.device_report.device,
        "reason": earlier.get("reason"),
        "run": str(run.absolute()),
        "weights": str(weights),
    }
    if options.json:
        print(json.dumps(values))
    else:
        print(
            f"{weights.name}: test accuracy {percent(result.accuracy)}, loss {result.loss:.4f}, "
            f"{result.examples:,} examples"
        )
    return 0


def predict(options: argparse.Namespace) -> int:
    """Predict picture files: for each the most probable classes, or why it cannot be read.

    Returns 1 if one could not be read.
    """
    parts, _, _ = _parts(options)
    names = parts.dataset.class_names
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("File", overflow="fold", min_width=12)
    for title in ("Prediction", "Probability", "Next"):
        table.add_column(title)
    files = list(_pictures(options.images))
    failed = 0
    for path, answer in _answers(parts, files):
        if isinstance(answer, DataError):
            if len(files) == 1:
                raise answer
            failed += 1
        if options.json:
            print(json.dumps({"file": str(path), **_values(answer, names)}), flush=True)
        else:
            table.add_row(escape(str(path)), *map(escape, _cells(answer, names)))
    if not options.json:
        console().print(table)
    if failed:
        print(f"trainer: {failed:,} of {len(files):,} files cannot be predicted.", file=sys.stderr)
    return int(failed > 0)


def _pictures(given: list[Path]) -> Iterator[Path]:
    """The files among ``given``, and the pictures in its folders by name; raises `DataError` for a folder without."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        try:
            found = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES and each.is_file())
        except OSError as error:
            raise DataError(
                "unreadable", "{path} cannot be read: {reason}.", path=str(path), reason=error.strerror or str(error)
            ) from None
        if not found:
            raise DataError("no-pictures", "There is no picture in the folder {path}.", path=str(path))
        yield from found


def _answers(parts: Parts, paths: Sequence[Path]) -> Iterator[tuple[Path, list[float] | DataError]]:
    """Each file with the probabilities of its classes, or with what is wrong with it, in portions that fit memory."""
    size = parts.recipe.training.evaluation_batch_size
    for portion in (paths[begin : begin + size] for begin in range(0, len(paths), size)):
        read: list[Tensor | DataError] = [_attempt(path, parts.dataset.input_shape) for path in portion]
        pictures = [each for each in read if isinstance(each, Tensor)]
        rows = iter(probabilities(parts, torch.stack(pictures)).tolist() if pictures else [])
        for path, each in zip(portion, read, strict=True):
            yield path, each if isinstance(each, DataError) else next(rows)


def _attempt(path: Path, shape: tuple[int, ...]) -> Tensor | DataError:
    try:
        return read_picture(path, shape)
    except DataError as error:
        return error


def _ranked(row: list[float], names: Sequence[str]) -> list[tuple[float, str]]:
    return sorted(zip(row, names, strict=True), reverse=True)


def _values(answer: list[float] | DataError, names: Sequence[str]) -> dict[str, Any]:
    if isinstance(answer, DataError):
        return {"error": answer.code, "message": str(answer)}
    ranked = _ranked(answer, names)
    return {"prediction": ranked[0][1], "probabilities": {name: probability for probability, name in ranked}}


def _cells(answer: list[float] | DataError, names: Sequence[str]) -> list[str]:
    if isinstance(answer, DataError):
        return ["–", "–", str(answer)]
    ranked = _ranked(answer, names)
    following = ", ".join(f"{name} {percent(probability)}" for probability, name in ranked[1:3])
    return [ranked[0][1], percent(ranked[0][0]), following]


def _parts(options: argparse.Namespace) -> tuple[Parts, Path, Path]:
    """The run's model with its weights, the file that these are from, and the run's folder."""
    run = find_run(options.run, options.root)
    # Evaluation is plain float32: neither what trained the model nor where keeps it from being tested elsewhere.
    recipe = read_recipe(run)
    recipe = recipe.with_values({"training.device": options.device}) if options.device else on_this_machine(recipe)
    changes = {"training.precision": "float32", "training.compile": False}
    parts = assemble(recipe.with_values(changes), no_progress)
    parts.configure_torch()
    weights: Path = options.weights or run / BEST
    result = load_weights(parts.model, weights, map_location=parts.device)
    if not result.loaded:
        raise WeightsError(
            "do-not-fit",
            "{path} does not fit the run's model: {misfits}. Give a file that was saved from the same model.",
            path=str(weights),
            misfits=_misfits(result.report),
        )
    return parts, weights, run


def _misfits(report: FitReport) -> str:
    """What does not fit, for example ``6 missing (a, b, c, …), 1 unexpected (d)``."""
    parts = []
    for verdict in ("missing", "unexpected", "shape differs"):
        keys = [key.key for key in report.keys if key.verdict == verdict]
        if keys:
            named = ", ".join([*keys[:_NAMED], *(["…"] if len(keys) > _NAMED else [])])
            parts.append(f"{len(keys):,} {'of another shape' if verdict == 'shape differs' else verdict} ({named})")
    return ", ".join(parts)
