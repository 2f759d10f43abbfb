"""``trainer evaluate`` and ``trainer predict``: a finished run's weights at work."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from rich.markup import escape
from rich.table import Table

from trainer_core.cli.downloading import may_download
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.trusting import agree_to_code_of_run
from trainer_core.data.examples import no_progress
from trainer_core.data.picture_files import Invert, Pictures, read_pictures
from trainer_core.data.pictures.opening import SUFFIXES
from trainer_core.engine.evaluate import evaluate_split
from trainer_core.engine.open_run import on_this_machine
from trainer_core.engine.predict import probabilities
from trainer_core.errors import DataError, WeightsError, plural
from trainer_core.formats import percent
from trainer_core.library.folders import find_run
from trainer_core.protocol.commands import Split
from trainer_core.protocol.reports import FitReport
from trainer_core.runs.run_files import BEST, read_recipe, read_summary
from trainer_core.training.assembly import Parts, assemble
from trainer_core.trial.kept import code_of_run
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
        print_json(values)
    else:
        print(
            f"{weights.name}: test accuracy {percent(result.accuracy)}, loss {result.loss:.4f}, "
            f"{plural(result.examples, '1 example', '{n:,} examples')}"
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
    inverted = []
    for path, answer in _answers(parts, files, Invert(options.invert)):
        if isinstance(answer, DataError):
            if len(files) == 1:
                raise answer
            failed += 1
        elif answer.inverted:
            inverted.append(path)
        if options.json:
            print_json({"file": str(path), **_values(answer, names)})
        else:
            table.add_row(escape(str(path)), *map(escape, _cells(answer, names)))
    if not options.json:
        console().print(table)
        if inverted and options.invert == Invert.AUTO:
            _tell_inverted(inverted)
    if failed:
        print(f"trainer: {failed:,} of {len(files):,} files cannot be predicted.", file=sys.stderr)
    return int(failed > 0)


def _tell_inverted(paths: list[Path]) -> None:
    print(
        f"Inverted {len(paths)} with a light border, because the training images are dark there: "
        f"{', '.join(map(str, paths))}. To leave them as they are, add --invert no."
    )


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


@dataclass(frozen=True, slots=True)
class _Answer:
    """The probabilities of a picture's classes, (classes,), and whether it was inverted first."""

    probabilities: list[float]
    inverted: bool

    def ranked(self, names: Sequence[str]) -> list[tuple[float, str]]:
        return sorted(zip(self.probabilities, names, strict=True), reverse=True)

    @property
    def answered(self) -> bool:
        """False where the model answers NaN."""
        return max(self.probabilities) > 0


def _answers(parts: Parts, paths: Sequence[Path], invert: Invert) -> Iterator[tuple[Path, _Answer | DataError]]:
    """Each file with its answer, or with what is wrong with it, in portions that fit memory."""
    size = parts.recipe.training.evaluation_batch_size
    for portion in (paths[begin : begin + size] for begin in range(0, len(paths), size)):
        read = [_attempt(path, parts, invert) for path in portion]
        pictures = [each.images for each in read if isinstance(each, Pictures)]
        rows = iter(probabilities(parts, torch.cat(pictures)).tolist() if pictures else [])
        for path, each in zip(portion, read, strict=True):
            yield path, each if isinstance(each, DataError) else _Answer(next(rows), each.inverted[0])


def _attempt(path: Path, parts: Parts, invert: Invert) -> Pictures | DataError:
    try:
        return read_pictures([path], parts.dataset.train, invert, decoding=parts.dataset.decoding)
    except DataError as error:
        return error


def _values(answer: _Answer | DataError, names: Sequence[str]) -> dict[str, Any]:
    if isinstance(answer, DataError):
        return {"error": answer.code, "message": str(answer)}
    ranked = answer.ranked(names)
    return {
        "prediction": ranked[0][1] if answer.answered else None,
        "probabilities": {name: probability if answer.answered else None for probability, name in ranked},
        "inverted": answer.inverted,
    }


def _cells(answer: _Answer | DataError, names: Sequence[str]) -> list[str]:
    if isinstance(answer, DataError):
        return ["–", "–", str(answer)]
    if not answer.answered:
        return ["none: the model answers NaN", "–", ""]
    ranked = answer.ranked(names)
    following = ", ".join(f"{name} {percent(probability)}" for probability, name in ranked[1:3])
    return [ranked[0][1], percent(ranked[0][0]), following]


def _parts(options: argparse.Namespace) -> tuple[Parts, Path, Path]:
    """The run's model with its weights, the file that these are from, and the run's folder."""
    run = find_run(options.run, options.root)
    # Evaluation is plain float32: neither what trained the model nor where keeps it from being tested elsewhere.
    recipe = read_recipe(run)
    recipe = recipe.with_values({"training.device": options.device}) if options.device else on_this_machine(recipe)
    changes = {"training.precision": "float32", "training.compile": False}
    download = may_download(recipe.data.source, agreed=options.download)
    agree_to_code_of_run(run, agreed=options.trust)
    with code_of_run(run):
        parts = assemble(recipe.with_values(changes), no_progress, download=download)
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
