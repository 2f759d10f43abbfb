"""``trainer runs examples``: the training examples of a run that deserve a look."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from typing import Any

from rich.markup import escape
from rich.table import Table

from trainer_core.cli.downloading import may_download_for_run
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.output import console
from trainer_core.cli.progress import reporter
from trainer_core.cli.trusting import agree_to_code_of_run
from trainer_core.compute.devices import on_this_machine
from trainer_core.data.examples import no_progress
from trainer_core.engine.run_examples import ASKING, RunExamples, examples_of_run, ordered
from trainer_core.errors import CommandError
from trainer_core.export.examples import listed_lines
from trainer_core.history.example_lists import ExampleList
from trainer_core.library.folders import find_run
from trainer_core.protocol.events import Progress
from trainer_core.protocol.reports import ListedExample
from trainer_core.runs.data_check import require_same_data
from trainer_core.runs.run_files import read_recipe
from trainer_core.training.assembly import assemble
from trainer_core.trial.kept import code_of_run

_SHOWN = 20
_IN_WORDS = {
    ExampleList.MISLABELLED: "Probably mislabelled (in sample): a high mean loss, other labels among similar examples",
    ExampleList.HARDEST: "Hardest now: the highest loss in the last epoch first",
    ExampleList.NEVER: "Never learnt: answered wrongly in every epoch",
    ExampleList.LATE: "Learnt late: answered rightly only since the second half of the epochs",
    ExampleList.FORGOTTEN: "Forgotten: the number of times that a right answer became a wrong one",
    ExampleList.CONFIDENT: "Most confident mistakes: answered wrongly, the most probable wrong class first",
}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add what `examples` takes besides the run."""
    command.add_argument(
        "--list",
        choices=[each.value for each in ExampleList],
        default=ExampleList.MISLABELLED.value,
        metavar="NAME",
        help="one of: " + ", ".join(ExampleList) + " (default: mislabelled)",
    )
    command.add_argument(
        "--most",
        type=int,
        default=None,
        metavar="N",
        help=f"show at most N examples (default: {_SHOWN}, or all as data)",
    )
    command.add_argument("--csv", action="store_true", help="print CSV")
    command.add_argument("--download", action="store_true", help="download the data if it is not here yet")
    command.add_argument("--trust", action="store_true", help="agree to run the Python file that the data is from")


def examples(options: argparse.Namespace) -> int:
    """List training examples of a run."""
    which = ExampleList(options.list)
    found = _examples(options, which)
    if which not in found.lists:
        raise CommandError(
            "no-such-list",
            "The answers of this run are numbers, which are neither right nor wrong. Its lists are: {allowed}.",
            allowed=", ".join(found.lists),
        )
    as_data = options.json or options.csv
    rows = found.of(which, (0 if as_data else _SHOWN) if options.most is None else max(1, options.most))
    if options.json:
        for row in rows:
            print_json(_values(row))
    elif options.csv:
        csv.writer(sys.stdout, lineterminator="\n").writerows(listed_lines(rows))
    else:
        console().print(escape(_IN_WORDS[which]))
        console().print(_table(rows, of_classes=len(found.lists) > 2))
    return 0


def _examples(options: argparse.Namespace, which: ExampleList) -> RunExamples:
    run = find_run(options.run, options.root)
    recipe = on_this_machine(read_recipe(run))
    agree_to_code_of_run(run, agreed=options.trust)
    with code_of_run(run):
        download = may_download_for_run(run, agreed=options.download)
        parts = assemble(recipe, no_progress, download=download, run=run)
    require_same_data(run, parts.dataset, accepted=False)
    parts.configure_torch()
    steps = ordered(examples_of_run(run, parts.dataset), parts, run, which)
    with reporter(json_lines=False) as report:
        while True:
            try:
                report(Progress(ASKING, next(steps)))
            except StopIteration as done:
                found: RunExamples = done.value
                return found


def _values(row: ListedExample) -> dict[str, Any]:
    return (
        row.key.as_dict()
        | {
            "index": row.index,
            "label": row.label,
            "score": row.score,
            "loss": row.loss,
            "mean_loss": row.mean,
            "right": row.right,
        }
        | ({"answer": row.answer, "confidence": row.confidence} if row.answer else {})
    )


def _table(rows: Iterable[ListedExample], *, of_classes: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Example", overflow="fold")
    table.add_column("Label", overflow="fold")
    for title in ("Score", "Loss", "Mean loss"):
        table.add_column(title, justify="right", no_wrap=True)
    if of_classes:
        table.add_column("Answer", no_wrap=True)
    for row in rows:
        answer = (escape(row.answer) or ("right" if row.right else "wrong"),) if of_classes else ()
        numbers = (f"{row.score:.4g}", f"{row.loss:.4g}", f"{row.mean:.4g}")
        table.add_row(escape(str(row.key)), escape(row.label), *numbers, *answer)
    return table
