"""``trainer evaluate`` and ``trainer predict``: a finished run's weights at work."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.table import Table

from trainer_core.assembly import Parts, assemble
from trainer_core.checkpoint import load_weights
from trainer_core.cli.downloading import may_download
from trainer_core.commands import Split
from trainer_core.data.examples import no_progress
from trainer_core.errors import WeightsError
from trainer_core.on_request import evaluate_split, probabilities
from trainer_core.opening import on_this_machine
from trainer_core.picture_files import read_picture
from trainer_core.runs import BEST, read_recipe, read_summary


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
        print(json.dumps(values))
    else:
        print(
            f"{weights.name}: test accuracy {result.accuracy:.2%}, loss {result.loss:.4f}, {result.examples:,} examples"
        )
    return 0


def predict(options: argparse.Namespace) -> int:
    """Predict picture files: for each the most probable classes."""
    parts, _ = _parts(options)
    shape = parts.dataset.input_shape
    images = torch.stack([read_picture(path, shape) for path in options.images])
    names = parts.dataset.class_names
    table = Table("File", "Prediction", "Probability", "Next", box=None, pad_edge=False, header_style="bold")
    for path, row in zip(options.images, probabilities(parts, images).tolist(), strict=True):
        ranked = sorted(zip(row, names, strict=True), reverse=True)
        if options.json:
            classes = {name: probability for probability, name in ranked}
            print(json.dumps({"file": str(path), "prediction": ranked[0][1], "probabilities": classes}))
        else:
            following = ", ".join(f"{name} {probability:.1%}" for probability, name in ranked[1:3])
            table.add_row(str(path), ranked[0][1], f"{ranked[0][0]:.1%}", following)
    if not options.json:
        Console().print(table)
    return 0


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
            "{path} does not fit the run's model: {missing} tensors missing, {unexpected} unexpected, {shapes} of "
            "another shape. Give a file that was saved from the same model.",
            path=str(weights),
            missing=report.count("missing"),
            unexpected=report.count("unexpected"),
            shapes=report.count("shape differs"),
        )
    return parts, weights
