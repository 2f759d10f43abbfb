"""``trainer inside``: one training step from the inside: what its phases did, its tensors, and its autograd graph."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table

from trainer_core.cli.downloading import may_download_for_new_run, may_download_for_run
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.library import add_root
from trainer_core.cli.output import console
from trainer_core.cli.own_data import told_on_terminal
from trainer_core.cli.settings import changes
from trainer_core.cli.trusting import agree_to_code, agree_to_code_of_run
from trainer_core.errors import RecipeError, RunFolderError, nearest, plural
from trainer_core.formats import UNKNOWN, count, size
from trainer_core.inside.one_step import step_of_recipe, step_of_run
from trainer_core.inside.record_step import PhaseRecord, StepRecord
from trainer_core.library.folders import find_run
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.tensors import TensorFacts
from trainer_core.recipe.presets import find_recipe, preset_names

_NAMED = 3
"""Changed tensors that are named; of more, how many there are."""


def add_to(commands: Any) -> None:
    """Add ``inside``."""
    inside = commands.add_parser("inside", help="one training step: its phases, its tensors, its autograd graph")
    inside.add_argument("what", metavar="RECIPE|PRESET|RUN", help="a preset, a recipe's .toml file, or a run")
    inside.add_argument(
        "--step",
        type=int,
        metavar="N",
        help="the batch, counted from 1 (default: the first; of a run, the one after its newest snapshot)",
    )
    inside.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a value of a recipe: data.batch_size=8"
    )
    inside.add_argument("--device", help="auto, cpu, cuda, cuda:N or mps (default: what the recipe says)")
    inside.add_argument("--download", action="store_true", help="download the data if it is not here yet")
    inside.add_argument("--trust", action="store_true", help="agree to run the Python files of the data and the model")
    inside.add_argument(
        "--accept-changed-data", action="store_true", help="go ahead although the data has changed since the run"
    )
    inside.add_argument("--json", action="store_true", help="print one JSON object")
    add_root(inside)
    inside.set_defaults(command=show_step)


def show_step(options: argparse.Namespace) -> int:
    """Record one step and show it; what it is of stays as it is."""
    recorded = _recorded(options)
    if options.json:
        print_json(values(recorded))
    else:
        _show(options.what, recorded)
    return 0


def _recorded(options: argparse.Namespace) -> StepRecord:
    what: str = options.what
    if what in preset_names() or what.lower().endswith(".toml") or Path(what).expanduser().is_file():
        recipe = find_recipe(what).with_values(changes(options.set, options.device))
        download = may_download_for_new_run(recipe, agreed=options.download)
        agree_to_code(recipe, agreed=options.trust)
        with told_on_terminal() as progress:
            step = 1 if options.step is None else options.step
            return step_of_recipe(recipe, step, progress, download=download)
    run = _run(what, options.root)
    if options.set or options.device:
        raise RecipeError(
            "only-for-recipes", "--set and --device are for a recipe; a step of a run is what it was.", field=""
        )
    download = may_download_for_run(run, agreed=options.download)
    agree_to_code_of_run(run, agreed=options.trust)
    with told_on_terminal() as progress:
        accepted = options.accept_changed_data
        return step_of_run(run, options.step, progress, download=download, accept_changed_data=accepted)


def _run(what: str, root: Path | None) -> Path:
    try:
        return find_run(Path(what), root)
    except RunFolderError as error:
        if error.code != "no-such-run" or len(Path(what).parts) > 1:
            raise
        facts = {"field": "preset", "value": repr(what), "allowed": ", ".join(preset_names())}
        near = nearest(what, preset_names())
        if near:
            raise RecipeError(
                "unknown-preset",
                "There is neither a preset nor a run called {value}. Did you mean {near}? The presets are: {allowed}.",
                near=near,
                **facts,
            ) from None
        raise RecipeError(
            "unknown-preset",
            "There is neither a preset nor a run called {value}. The presets are: {allowed}.",
            **facts,
        ) from None


def values(recorded: StepRecord) -> dict[str, Any]:
    """The step as one object of plain values."""
    return {
        "step": recorded.step,
        "examples": recorded.examples,
        "phases": [
            {
                "name": each.phase.value,
                "code": "\n".join(each.code),
                "seconds": each.seconds,
                "changed": list(each.changed),
            }
            for each in recorded.phases
        ],
        "loss": recorded.loss,
        "tensors": {name: _tensor(facts) for name, facts in recorded.tensors.items()},
        "graph": {
            "nodes": [
                {
                    "id": node.id,
                    "op": node.op,
                    "module": node.module,
                    "shape": list(node.shape),
                    "saved_bytes": node.saved_bytes,
                    "parameter": node.parameter or None,
                }
                for node in recorded.graph.nodes
            ],
            "edges": [[edge.source, edge.target] for edge in recorded.graph.edges],
        },
        "notes": [str(note) for note in recorded.notes],
    }


def _tensor(facts: TensorFacts) -> dict[str, Any]:
    numbers = facts.statistics
    return {
        "shape": list(facts.shape),
        "dtype": facts.dtype,
        "device": facts.device,
        "min": numbers.minimum if numbers else None,
        "max": numbers.maximum if numbers else None,
        "mean": numbers.mean if numbers else None,
        "norm": numbers.norm if numbers else None,
        "requires_grad": facts.requires_grad,
        "is_leaf": facts.is_leaf,
        "grad_fn": facts.grad_fn or None,
    }


def _show(what: str, recorded: StepRecord) -> None:
    examples = plural(recorded.examples, "1 example", "{n:,} examples")
    print(f"Step {count(recorded.step)} of {what}: {examples}, loss {recorded.loss:.6g}.")
    for note in recorded.notes:
        print(f"note: {note}")
    terminal = console()
    terminal.print()
    terminal.print(_phases(recorded.phases))
    terminal.print()
    terminal.print(_tensors(recorded.tensors))
    terminal.print()
    terminal.print(_graph(recorded.graph))
    edges = plural(len(recorded.graph.edges), "1 edge", "{n:,} edges")
    held = size(sum(node.saved_bytes for node in recorded.graph.nodes))
    print(f"{plural(len(recorded.graph.nodes), '1 node', '{n:,} nodes')}, {edges}; {held} kept for backward.")
    if recorded.graph.note is not None:
        print(recorded.graph.note)


def _phases(phases: Sequence[PhaseRecord]) -> Table:
    table = Table("Phase", "Code", box=None, pad_edge=False, header_style="bold")
    table.add_column("Time", justify="right", no_wrap=True)
    table.add_column("What it made or changed")
    for each in phases:
        changed = ", ".join(each.changed[:_NAMED]) or "nothing"
        more = f" and {len(each.changed) - _NAMED} more" if len(each.changed) > _NAMED else ""
        table.add_row(
            each.phase.value, escape("\n".join(each.code)), f"{1000 * each.seconds:.2f} ms", escape(changed) + more
        )
    return table


def _tensors(tensors: dict[str, TensorFacts]) -> Table:
    table = Table("Tensor", "Shape", "Type", box=None, pad_edge=False, header_style="bold")
    for title in ("Min", "Max", "Mean", "Norm"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("From")
    for name, facts in tensors.items():
        numbers = facts.statistics
        shown = (numbers.minimum, numbers.maximum, numbers.mean, numbers.norm) if numbers else ()
        cells = [f"{value:.4g}" for value in shown] or [UNKNOWN] * 4
        origin = facts.grad_fn or ("leaf, requires grad" if facts.requires_grad else "")
        table.add_row(escape(name), _shape(facts.shape), facts.dtype, *cells, origin)
    return table


def _graph(graph: Graph) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Node", justify="right")
    for title in ("Operation", "Module or parameter", "Shape"):
        table.add_column(title)
    table.add_column("Kept", justify="right")
    table.add_column("Gives its gradient to")
    onward: dict[int, list[int]] = {}
    for edge in graph.edges:
        onward.setdefault(edge.source, []).append(edge.target)
    for node in graph.nodes:
        table.add_row(
            str(node.id),
            node.op,
            escape(node.parameter or node.module),
            _shape(node.shape),
            size(node.saved_bytes) if node.saved_bytes else "",
            ", ".join(str(target) for target in onward.get(node.id, ())),
        )
    return table


def _shape(shape: Sequence[int]) -> str:
    return " × ".join(str(length) for length in shape) or "number"
