"""``trainer evaluate`` and ``trainer predict``: a finished run's weights at work."""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
from rich.markup import escape
from rich.table import Table

from trainer_core.cli.downloading import may_download
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.run_words import named
from trainer_core.cli.trusting import agree_to_code_of_run
from trainer_core.data.examples import no_progress
from trainer_core.data.picture_files import Invert, Pictures, read_pictures
from trainer_core.data.pictures.opening import SUFFIXES
from trainer_core.engine.evaluate import evaluate_split
from trainer_core.engine.open_run import on_this_machine
from trainer_core.engine.predict import answers
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
        "metric": parts.scorer.headline,
        **{f"test_{name}": value if math.isfinite(value) else None for name, value in result.values.items()},
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
            f"{weights.name}: test {named(parts.scorer.headline, result.metrics[parts.scorer.headline])}, "
            f"loss {result.loss:.4f}, {plural(result.examples, '1 example', '{n:,} examples')}"
        )
    return 0


def predict(options: argparse.Namespace) -> int:
    """Predict picture files: for each the most probable classes or the values, or why it cannot be read.

    Returns 1 if one could not be read.
    """
    parts, _, _ = _parts(options)
    dataset = parts.dataset
    words: _Words = _ClassWords(dataset.class_names)
    if not parts.task.answers_classes:
        words = _ValueWords(dataset.target_names)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("File", overflow="fold", min_width=12)
    for title in words.titles:
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
            print_json({"file": str(path), **_values(answer, words)})
        else:
            table.add_row(escape(str(path)), *map(escape, _cells(answer, words)))
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
    """What the model answers to a picture, probabilities (classes,) or values (targets,), and whether it was inverted
    first.
    """

    numbers: list[float]
    inverted: bool


class _Words(Protocol):
    """Words answers for a table and for JSON."""

    @property
    def titles(self) -> tuple[str, ...]: ...

    def cells(self, numbers: list[float]) -> list[str]: ...

    def values(self, numbers: list[float]) -> dict[str, Any]: ...


class _ClassWords:
    """Words probabilities; all are 0 where the model answers NaN."""

    titles = ("Prediction", "Probability", "Next")

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def cells(self, numbers: list[float]) -> list[str]:
        if not max(numbers) > 0:
            return ["none: the model answers NaN", "–", ""]
        ranked = self._ranked(numbers)
        following = ", ".join(f"{name} {percent(probability)}" for probability, name in ranked[1:3])
        return [ranked[0][1], percent(ranked[0][0]), following]

    def values(self, numbers: list[float]) -> dict[str, Any]:
        ranked, answered = self._ranked(numbers), max(numbers) > 0
        return {
            "prediction": ranked[0][1] if answered else None,
            "probabilities": {name: probability if answered else None for probability, name in ranked},
        }

    def _ranked(self, numbers: list[float]) -> list[tuple[float, str]]:
        return sorted(zip(numbers, self._names, strict=True), reverse=True)


class _ValueWords:
    """Words values in the targets' own units: one is a number, several are a number by each target's name."""

    def __init__(self, names: Sequence[str]) -> None:
        self.titles = tuple(names)

    def cells(self, numbers: list[float]) -> list[str]:
        return [f"{number:,.6g}" for number in numbers]

    def values(self, numbers: list[float]) -> dict[str, Any]:
        finite = [number if math.isfinite(number) else None for number in numbers]
        value = finite[0] if len(finite) == 1 else dict(zip(self.titles, finite, strict=True))
        return {"prediction": value, "value": value}


def _answers(parts: Parts, paths: Sequence[Path], invert: Invert) -> Iterator[tuple[Path, _Answer | DataError]]:
    """Each file with its answer, or with what is wrong with it, in portions that fit memory."""
    size = parts.recipe.training.evaluation_batch_size
    for portion in (paths[begin : begin + size] for begin in range(0, len(paths), size)):
        read = [_attempt(path, parts, invert) for path in portion]
        pictures = [each.images for each in read if isinstance(each, Pictures)]
        rows = iter(answers(parts, torch.cat(pictures)).tolist() if pictures else [])
        for path, each in zip(portion, read, strict=True):
            yield path, each if isinstance(each, DataError) else _Answer(next(rows), each.inverted[0])


def _attempt(path: Path, parts: Parts, invert: Invert) -> Pictures | DataError:
    try:
        return read_pictures([path], parts.dataset.train, invert, decoding=parts.dataset.decoding)
    except DataError as error:
        return error


def _values(answer: _Answer | DataError, words: _Words) -> dict[str, Any]:
    if isinstance(answer, DataError):
        return {"error": answer.code, "message": str(answer)}
    return words.values(answer.numbers) | {"inverted": answer.inverted}


def _cells(answer: _Answer | DataError, words: _Words) -> list[str]:
    if isinstance(answer, DataError):
        return [*("–" for _ in words.titles[1:]), str(answer)]
    return words.cells(answer.numbers)


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
