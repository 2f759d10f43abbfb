"""``trainer evaluate``: how good a finished run's weights are, and how they are had again for any use."""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path
from typing import Any

from trainer_core.cli.downloading import may_download
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.run_words import named
from trainer_core.cli.trusting import agree_to_code_of_run
from trainer_core.compute.devices import on_this_machine
from trainer_core.data.examples import no_progress
from trainer_core.engine.evaluate import evaluate_split
from trainer_core.engine.predictions import predictions
from trainer_core.errors import DataError, Message, WeightsError, plural
from trainer_core.library.folders import find_run
from trainer_core.protocol.commands import Split
from trainer_core.protocol.reports import Evaluation, FitReport
from trainer_core.runs.code_check import code_differences
from trainer_core.runs.run_files import BEST, read_recipe, read_summary
from trainer_core.training.assembly import Parts, assemble
from trainer_core.trial.kept import code_of_run
from trainer_core.weights.checkpoint import load_weights

_NAMED = 3
"""Keys that are named of each kind of misfit."""


def evaluate(options: argparse.Namespace) -> int:
    """Evaluate weights on the whole test set, or on other labelled data."""
    parts, weights, run = parts_of(options)
    began = time.perf_counter()
    result = evaluate_split(parts, Split.TEST) if options.data is None else _evaluated(parts, options.data)
    seconds = time.perf_counter() - began
    earlier = read_summary(run)
    values: dict[str, Any] = {
        "metric": parts.scorer.headline,
        **{f"test_{name}": value if math.isfinite(value) else None for name, value in result.values.items()},
        "best_epoch": earlier.get("best_epoch"),
        "epochs": earlier.get("epochs"),
        "examples": result.examples,
        "samples_per_second": result.examples / seconds,
        "seconds": seconds,
        "device": parts.device_report.device,
        "reason": earlier.get("reason"),
        "run": str(run.absolute()),
        "weights": str(weights),
    }
    if options.data is not None:
        values["data"] = str(options.data)
    if options.json:
        print_json(values)
    else:
        print(
            f"{weights.name}: test {named(parts.scorer.headline, result.metrics[parts.scorer.headline])}, "
            f"loss {result.loss:.4f}, {plural(result.examples, '1 example', '{n:,} examples')}"
        )
    return 0


def _evaluated(parts: Parts, path: Path) -> Evaluation:
    """How the weights do on labelled data; what cannot be read or scored is told on standard error and left out.

    Raises:
        DataError: nothing can be read, or nothing says what it should be answered with.
    """
    steps = predictions(parts, (path.expanduser(),))
    failed = answered = 0
    problem: tuple[str, Message] | None = None
    while True:
        try:
            portion = next(steps)
        except StopIteration as done:
            result: Evaluation | None = done.value
            break
        failed += len(portion.problems)
        answered += len(portion.files) - len(portion.problems)
        problem = problem or next(iter(portion.problems.values()), None)
    if result is None:
        if problem is not None:
            raise DataError(*problem)
        raise DataError(
            "no-labels",
            "Nothing in {path} says what the answers should be. Put pictures into a folder for each class or a table "
            "beside them, and give a table the target's column.",
            path=str(path),
        )
    if failed:
        assert problem is not None
        count = plural(failed, "1 input", "{n:,} inputs")
        print(f"trainer: {count} cannot be read and left out. The first: {problem[1]}", file=sys.stderr)
    if unscored := answered - result.examples:
        count = plural(unscored, "1 example is", "{n:,} examples are")
        print(f"trainer: {count} left out: without a label, or with one that training did not know.", file=sys.stderr)
    return result


def parts_of(options: argparse.Namespace) -> tuple[Parts, Path, Path]:
    """The run's model with its weights, the file that these are from, and the run's folder."""
    run = find_run(options.run, options.root)
    # Evaluation is plain float32: neither what trained the model nor where keeps it from being tested elsewhere.
    recipe = read_recipe(run)
    recipe = recipe.with_values({"training.device": options.device}) if options.device else on_this_machine(recipe)
    changes = {"training.precision": "float32", "training.compile": False}
    download = may_download(recipe.data.source, agreed=options.download)
    agree_to_code_of_run(run, agreed=options.trust)
    with code_of_run(run):
        parts = assemble(recipe.with_values(changes), no_progress, download=download, run=run)
    for note in code_differences(run, recipe):
        print(f"info: {note}", file=sys.stderr)
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
