"""``trainer model`` and ``trainer models``: whether a person's own module would train, and what models there are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.own_data import told_on_terminal, wanted_recipe
from trainer_core.cli.settings import changes
from trainer_core.cli.trusting import agree_to_code, agree_to_file
from trainer_core.errors import TrainerError
from trainer_core.formats import count
from trainer_core.models import models
from trainer_core.models.torchvision import architectures
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import task_for
from trainer_core.training.assembly import read_dataset
from trainer_core.training.own_code import model_fits
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.kept import code_at
from trainer_core.trial.process import Limits, try_file
from trainer_core.trial.report import Report, Severity


def add_to(commands: Any) -> None:
    """Add the commands about models."""
    model = commands.add_parser("model", help="try a module of your own: one batch forward and backward")
    model.add_argument("path", type=Path, metavar="FILE.py", help="the Python file that the class is in")
    model.add_argument("--class", dest="class_name", metavar="NAME", default="", help="the class, if it has several")
    model.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="an argument of the class: model.hidden=64"
    )
    model.add_argument(
        "--data", metavar="PATH|PRESET", default="", help="what it has to fit (default: ten classes of Fashion-MNIST)"
    )
    model.add_argument("--trust", action="store_true", help="agree to run the file")
    model.add_argument("--json", action="store_true", help="print one JSON object")
    model.set_defaults(command=try_model)
    every = commands.add_parser("models", help="list the models that a recipe can name")
    every.add_argument("--json", action="store_true", help="print JSON, an object a line")
    every.set_defaults(command=list_models)


def try_model(options: argparse.Namespace) -> int:
    """Try the class in a process of its own and say what was found. Returns 0 if it would train, else 1."""
    try:
        report = _report(options)
    except TrainerError as error:
        if not options.json:
            raise
        print_json(_values(None, [_finding(error.code, Severity.ERROR, str(error), "", None)]))
        print(f"trainer: {error}", file=sys.stderr)
        return 1
    if options.json:
        findings = [
            _finding(each.code, each.severity, str(each.message), each.file, each.line) for each in report.findings
        ]
        print_json(_values(report, findings))
    else:
        _show(report)
    return 0 if report.usable else 1


def _report(options: argparse.Namespace) -> Report:
    path = options.path.expanduser()
    agree_to_file(path, agreed=options.trust)
    chosen = ["model.name=file", f"model.path={path}", f"model.class={options.class_name}", *options.set]
    if options.data:
        asked = argparse.Namespace(recipe=options.data, set=chosen, target="", class_name="", trust=options.trust)
        recipe = wanted_recipe(asked, told=False)
        fits = _fits(recipe, trusted=options.trust)
    else:
        recipe, fits = Recipe().with_values(changes(chosen)), ModelFits()
    given = recipe.model.arguments
    return try_file(
        code_at(path),
        "model",
        name=given["class"],
        arguments=given["arguments"],
        fits=fits.model_copy(update={"answer": given["answer"]}),
        limits=Limits(seconds=given["trial_seconds"], memory=round(given["trial_memory"] * 2**30)),
    )


def _fits(recipe: Recipe, *, trusted: bool) -> ModelFits:
    agree_to_code(recipe, agreed=trusted)
    with told_on_terminal() as progress:
        dataset = read_dataset(recipe, progress)
    return model_fits(recipe, dataset, task_for(dataset.task))


def _finding(code: str, severity: Severity, message: str, file: str, line: int | None) -> dict[str, Any]:
    return {"code": code, "severity": severity.value, "message": message, "file": file, "line": line}


def _values(report: Report | None, findings: list[dict[str, Any]]) -> dict[str, Any]:
    facts = report.facts if report is not None else {}
    return {
        "ok": report is not None and report.usable,
        "class": report.chosen if report is not None else "",
        "parameters": facts.get("parameters"),
        "output_shape": facts.get("output_shape") or None,
        "findings": findings,
    }


def _show(report: Report) -> None:
    if report.facts:
        answer = " × ".join(str(length) for length in report.facts["output_shape"]) or "–"
        print(report.chosen)
        print(f"  Parameters: {count(report.facts['parameters'])}")
        print(f"  Answer:     {answer}")
    for finding in report.findings:
        print(f"{finding.severity.value}: {finding.message}")
    if report.printed:
        print("It printed:")
        print("".join(f"  {line}\n" for line in report.printed.splitlines()), end="")
    if not report.findings:
        print("Nothing was found to be wrong with it.")


def list_models(options: argparse.Namespace) -> int:
    """List the models by name, the built-in ones first, and torchvision's architectures."""
    entries = [entry for entry in models if entry.facts.get("listed", True)]
    names = list(architectures())
    if options.json:
        for entry in entries:
            print_json({"name": entry.name, "title": entry.title, "summary": entry.summary})
        for each in names:
            print_json({"name": "torchvision", "architecture": each.name, "parameters": each.parameters})
        return 0
    table = Table("Model", "What it is", box=None, pad_edge=False, header_style="bold")
    for entry in entries:
        table.add_row(escape(entry.name), escape(entry.summary))
    console().print(table)
    print("torchvision (model.architecture): " + ", ".join(each.name for each in names))
    return 0
