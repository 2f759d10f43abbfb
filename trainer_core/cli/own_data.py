"""``trainer data`` and ``trainer recipe``, and how ``trainer train`` finds out what it is asked to train."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.settings import changes
from trainer_core.cli.trusting import agree_to_code, agree_to_file
from trainer_core.compute.process_state import process_as_found
from trainer_core.data.check.finding import Finding, Severity
from trainer_core.data.examples import Progress
from trainer_core.errors import Message, RecipeError, TrainerError
from trainer_core.formats import count
from trainer_core.recipe.presets import find_recipe, preset_names
from trainer_core.recipe.proposal.kinds import Kind, is_built_in, kind_of
from trainer_core.recipe.proposal.proposal import Proposal, propose
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts, assemble
from trainer_core.trial.holdings import require_more_than_modules
from trainer_core.trial.kept import code_at

_NAMED = 20
_READ_AS = {
    Kind.FOLDER: "a folder of pictures",
    Kind.TABLE: "a table",
    Kind.ARRAYS: "arrays",
    Kind.DATASET: "a Dataset",
    Kind.BUILT_IN: "built-in data",
}


def add_options(command: argparse.ArgumentParser) -> None:
    """Add what says how data is to be taken, and what is to be another than proposed."""
    command.add_argument("--target", metavar="COLUMN", default="", help="the column to predict (default: proposed)")
    command.add_argument(
        "--class", dest="class_name", metavar="NAME", default="", help="the Dataset in a Python file, if it has several"
    )
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a value: training.epochs=1"
    )


def add_to(commands: Any) -> None:
    """Add the commands that look at data before anything is trained."""
    data = commands.add_parser("data", help="say what data is, and what is wrong with it")
    data.add_argument(
        "path",
        metavar="PATH",
        help="a folder of pictures, a table, arrays, a Python file, or the name of built-in data",
    )
    recipe = commands.add_parser("recipe", help="print a recipe: that of a preset, of a file, or one for data")
    recipe.add_argument("recipe", metavar="WHAT", help="a preset, a .toml file, or data")
    for command, run in ((data, show_data), (recipe, show_recipe)):
        add_options(command)
        command.add_argument("--trust", action="store_true", help="agree to run the Python file that the data is from")
        command.add_argument("--json", action="store_true", help="print JSON, an object a line")
        command.set_defaults(command=run)


def show_recipe(options: argparse.Namespace) -> int:
    """Print the recipe of what is named."""
    recipe = wanted_recipe(options, told=False)
    if options.json:
        print_json(recipe.to_dict())
    else:
        print(recipe.to_toml(), end="")
    return 0


def wanted_recipe(options: argparse.Namespace, *, told: bool, device: str | None = None) -> Recipe:
    """The recipe of a preset, of a file, or the one that is proposed for data, which is printed first if ``told``.

    Raises `TrainerError`.
    """
    what, wanted = options.recipe, changes(options.set, device)
    if what in preset_names() or what.lower().endswith(".toml") or not _is_data(what):
        if options.target or options.class_name:
            raise RecipeError(
                "only-for-data",
                "--target and --class say how data is taken, and {what} is a recipe. Change it with --set.",
                field="",
                what=what,
            )
        return find_recipe(what).with_values(wanted)
    proposal = _proposed(what, options, wanted)
    print(f"# {proposal.reason}", file=sys.stderr)
    if told:
        print(proposal.recipe.to_toml(), file=sys.stderr)
    return proposal.recipe


def _is_data(what: str) -> bool:
    """Whether this names data rather than a preset: built-in data, a file that is there, or what looks like a path."""
    path = Path(what).expanduser()
    return _names_built_in(what) or path.exists() or len(path.parts) > 1 or bool(path.suffix)


def _names_built_in(what: str) -> bool:
    """Whether this names built-in data; a file or folder of that name here goes before it."""
    return is_built_in(what) and not Path(what).exists()


def _proposed(what: str, options: argparse.Namespace, wanted: dict[str, Any]) -> Proposal:
    path = Path(what).expanduser()
    if not _names_built_in(what) and kind_of(path) is Kind.DATASET:
        require_more_than_modules(code_at(path), options.class_name or str(wanted.get("data.class_name", "")))
        agree_to_file(path, agreed=options.trust)
    with told_on_terminal() as progress:
        return propose(
            what if _names_built_in(what) else path,
            target=options.target,
            class_name=options.class_name,
            changes=wanted,
            progress=progress,
        )


def show_data(options: argparse.Namespace) -> int:
    """Say what data is read as and what was found in it. Returns 0 if training could start, else 1."""
    built_in = _names_built_in(options.path)
    path = "" if built_in else str(Path(options.path).expanduser().absolute())
    values: dict[str, Any] = {"kind": Kind.BUILT_IN.value if built_in else None, "path": path}
    try:
        if not built_in:
            values["kind"] = kind_of(Path(path)).value
        proposal = _proposed(options.path, options, changes(options.set))
        agree_to_code(proposal.recipe, agreed=options.trust)
        with told_on_terminal() as progress, process_as_found():
            # All that a run needs is built: only so is it known that it could start.
            parts = assemble(proposal.recipe, progress)
    except TrainerError as error:
        if not options.json:
            raise
        files = [name for name, _ in error.message.facts.get("files", ())]
        reason = Finding(error.code, Severity.ERROR, error.message, tuple(files))
        print_json({**values, "findings": [reason.as_dict()], "error": error.code, "message": str(error)})
        print(f"trainer: {error}", file=sys.stderr)
        return 1
    if options.json:
        print_json({**values, **_facts(proposal, parts)})
    else:
        _show(proposal, parts)
    return 0


def _facts(proposal: Proposal, parts: Parts) -> dict[str, Any]:
    dataset = parts.dataset
    target = dataset.target_names or proposal.target
    counts = parts.report.data.class_counts
    return {
        "title": dataset.title,
        "task": dataset.task.value,
        "classes": sorted(dataset.class_names),
        "class_counts": dict(zip(dataset.class_names, counts, strict=False)),
        "examples": {
            "training": len(dataset.train),
            "validation": len(dataset.validation),
            "test": len(dataset.test),
        },
        "input_shape": list(dataset.input_shape),
        "target": None if not target else target[0] if len(target) == 1 else list(target),
        "columns": [
            {
                "name": column.name,
                "type": column.type.value,
                "role": column.role.value,
                "missing": column.missing,
                "distinct": column.distinct,
                "reason": str(column.reason) if column.reason else "",
            }
            for column in proposal.columns
        ],
        "notes": [str(note) for note in dataset.notes],
        "findings": [finding.as_dict() for finding in dataset.findings],
    }


def _show(proposal: Proposal, parts: Parts) -> None:
    dataset, facts = parts.dataset, _facts(proposal, parts)
    said = {
        "Read as": _READ_AS[proposal.kind],
        "Task": dataset.task.value + (f" of {facts['target']}" if isinstance(facts["target"], str) else ""),
        "Classes": ", ".join(
            [
                *(f"{name} ({count(facts['class_counts'].get(name, 0))})" for name in facts["classes"][:_NAMED]),
                *([f"… {len(facts['classes'])} in all"] if len(facts["classes"]) > _NAMED else []),
            ]
        ),
        "Examples": ", ".join(f"{count(number)} {part}" for part, number in facts["examples"].items()),
        "Inputs": " × ".join(str(length) for length in dataset.input_shape),
        "Columns": ", ".join(
            f"{column.name} ({column.type.value}, {column.role.value})" for column in proposal.columns[:_NAMED]
        )
        + (f", … {len(proposal.columns)} in all" if len(proposal.columns) > _NAMED else ""),
        "Model": f"{parts.report.model.name}, {count(parts.report.model.parameters)} parameters",
    }
    print(dataset.title)
    for word, text in said.items():
        if text:
            print(f"  {word + ':':10}{text}")
    for note in dataset.notes:
        print(f"note: {note}")
    for finding in dataset.findings:
        print(f"{finding.severity.value}: {finding.message}")
        if finding.advice is not None:
            print(f"  {finding.advice}")
        for offer in finding.offers:
            print(
                f"  {offer.message} "
                + " ".join(f"--set {key}={_written(value)}" for key, value in offer.values.items())
            )
    if not dataset.findings:
        print("Nothing was found to be wrong with it.")


def _written(value: Any) -> str:
    """A value as ``--set`` takes it, in quotes where a shell would take it apart."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        inside = ", ".join('"' + str(each).replace("\\", "\\\\").replace('"', '\\"') + '"' for each in value)
        return f"'[{inside}]'"
    return str(value)


@contextmanager
def told_on_terminal() -> Iterator[Progress]:
    """What shows on a terminal how far a preparation is; nowhere else is anything printed."""
    terminal = console(stderr=True)
    if not terminal.is_terminal:
        yield lambda message, fraction: None
        return
    with terminal.status("") as status:

        def show(message: Message, fraction: float) -> None:
            status.update(f"{message} {fraction:.0%}")

        yield show
