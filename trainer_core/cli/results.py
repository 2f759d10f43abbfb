"""``trainer evaluate`` and ``trainer predict``: a finished run's weights at work."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from trainer_core.cli.downloading import may_download
from trainer_core.cli.json_lines import print_json
from trainer_core.data.examples import no_progress
from trainer_core.data.picture_files import Invert, read_pictures
from trainer_core.engine.on_request import evaluate_split, probabilities
from trainer_core.engine.open_run import on_this_machine
from trainer_core.errors import WeightsError, plural
from trainer_core.protocol.commands import Split
from trainer_core.runs.run_files import BEST, read_recipe, read_summary
from trainer_core.training.assembly import Parts, assemble
from trainer_core.weights.checkpoint import load_weights


def evaluate(options: argparse.Namespace) -> int:
    """Evaluate weights on the whole test set."""
    parts, weights = _parts(options)
    began = time.perf_counter()
    result = evaluate_split(parts, Split.TEST)
    seconds = time.perf_counter() - began
    earlier = read_summary(options.run)
    values: dict[str, Any] = {
        "test_accuracy": result.accuracy,
        "test_loss": result.loss,
        "best_epoch": earlier.get("best_epoch"),
        "epochs": earlier.get("epochs"),
        "samples_per_second": result.examples / seconds,
        "seconds": seconds,
        "device": parts.device_report.device,
        "reason": earlier.get("reason"),
        "run": str(options.run.absolute()),
        "weights": str(weights),
    }
    if options.json:
        print_json(values)
    else:
        print(
            f"{weights.name}: test accuracy {result.accuracy:.2%}, loss {result.loss:.4f}, "
            f"{plural(result.examples, '1 example', '{n:,} examples')}"
        )
    return 0


def predict(options: argparse.Namespace) -> int:
    """Predict picture files: for each the most probable classes."""
    parts, _ = _parts(options)
    pictures = read_pictures(options.images, parts.dataset.train.inputs, Invert(options.invert))
    names = parts.dataset.class_names
    table = Table("File", "Prediction", "Probability", "Next", box=None, pad_edge=False, header_style="bold")
    answers = probabilities(parts, pictures.images).tolist()
    for path, row, inverted in zip(options.images, answers, pictures.inverted, strict=True):
        ranked = sorted(zip(row, names, strict=True), reverse=True)
        answered = ranked[0][0] > 0
        if options.json:
            values = {name: probability if answered else None for probability, name in ranked}
            prediction = ranked[0][1] if answered else None
            print_json({"file": str(path), "prediction": prediction, "probabilities": values, "inverted": inverted})
        elif answered:
            following = ", ".join(f"{name} {probability:.1%}" for probability, name in ranked[1:3])
            table.add_row(str(path), ranked[0][1], f"{ranked[0][0]:.1%}", following)
        else:
            table.add_row(str(path), "none: the model answers NaN", "–", "")
    if not options.json:
        Console().print(table)
        if options.invert == Invert.AUTO:
            _tell_inverted([path for path, inverted in zip(options.images, pictures.inverted, strict=True) if inverted])
    return 0


def _tell_inverted(paths: list[Path]) -> None:
    if paths:
        print(
            f"Inverted {len(paths)} with a light border, because the training images are dark there: "
            f"{', '.join(map(str, paths))}. To leave them as they are, add --invert no."
        )


def _parts(options: argparse.Namespace) -> tuple[Parts, Path]:
    # Evaluation is plain float32: neither what trained the model nor where keeps it from being tested elsewhere.
    recipe = read_recipe(options.run)
    recipe = recipe.with_values({"training.device": options.device}) if options.device else on_this_machine(recipe)
    changes = {"training.precision": "float32", "training.compile": False}
    download = may_download(recipe.data.source, agreed=options.download)
    parts = assemble(recipe.with_values(changes), no_progress, download=download)
    parts.configure_torch()
    weights: Path = options.weights or options.run / BEST
    result = load_weights(parts.model, weights, map_location=parts.device)
    if not result.loaded:
        report = result.report
        raise WeightsError(
            "do-not-fit",
            "{path} does not fit the run's model (tensors missing: {missing}, unexpected: {unexpected}, of another "
            "shape: {shapes}). Give a file that was saved from the same model.",
            path=str(weights),
            missing=report.count("missing"),
            unexpected=report.count("unexpected"),
            shapes=report.count("shape differs"),
        )
    return parts, weights
