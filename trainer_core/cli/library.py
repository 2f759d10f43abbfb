"""``trainer runs``: lists, shows, compares and exports the runs that are on disk."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from trainer_core.cli import examples
from trainer_core.cli.json_lines import print_json
from trainer_core.cli.layer_health import health_values, print_health, require_layer_health
from trainer_core.cli.output import console
from trainer_core.cli.run_words import (
    comparison_values,
    difference_words,
    epochs,
    facts,
    headline,
    picture_values,
    record_values,
    result_words,
)
from trainer_core.errors import RunFolderError, plural
from trainer_core.export.tables import export_history
from trainer_core.formats import duration, size
from trainer_core.library.comparing import compare
from trainer_core.library.folders import default_root, find_run, listing
from trainer_core.library.library import Library
from trainer_core.library.naming import tell_apart
from trainer_core.library.reading import record_of
from trainer_core.library.record import RunRecord
from trainer_core.library.searching import ORDERS, matches, ordered
from trainer_core.runs.run_files import read_facts

_ROOM_FOR_ALL = 120
"""Characters; a narrower terminal shows neither time nor size, which `show` tells."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``runs`` and its own commands to the command line."""
    runs = commands.add_parser("runs", help="list the runs on disk; show, compare, export them")
    add_root(runs)
    runs.add_argument(
        "--sort", choices=list(ORDERS), default="started", metavar="KEY", help="one of: " + ", ".join(ORDERS)
    )
    runs.add_argument("--reverse", action="store_true", help="the other way round")
    runs.add_argument(
        "--filter", default="", metavar="TEXT", help="words that must all occur; tag:X and state:X narrow it down"
    )
    runs.add_argument("--json", action="store_true", help="print JSON, an object a line")
    runs.set_defaults(command=list_runs)
    own = runs.add_subparsers(metavar="COMMAND")

    shown = own.add_parser("show", help="show one run")
    add_run(shown)
    shown.add_argument("--health", action="store_true", help="the health of each layer, and what is wrong with it")
    shown.set_defaults(command=show)

    compared = own.add_parser("compare", help="what differs between recipes, and how the runs did")
    compared.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="two runs or more")
    compared.set_defaults(command=compare_runs)

    exported = own.add_parser("export", help="write a run's history as CSV or Parquet")
    add_run(exported)
    exported.add_argument("out", type=Path, metavar="FILE", help="a new file that ends in .csv or .parquet")
    exported.add_argument("--epochs", action="store_true", help="a row for each epoch (default: for each batch)")
    exported.set_defaults(command=export)

    listed = own.add_parser("examples", help="the training examples that were never learnt, or have a wrong label")
    add_run(listed)
    examples.add_arguments(listed)
    listed.set_defaults(command=examples.examples)

    for command in (shown, compared, exported, listed):
        # Without defaults of their own, so that `trainer runs --root X --json show RUN` works as well.
        command.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON, an object a line"
        )
        add_root(command, default=argparse.SUPPRESS)


def add_run(command: argparse.ArgumentParser) -> None:
    """Add ``RUN``: see `trainer_core.library.folders.find_run`."""
    command.add_argument(
        "run", type=Path, metavar="RUN", help="the run's folder, its name among the runs, or how that begins"
    )


def add_root(command: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add ``--root``, the folder of the runs, with the path that holds without it in the help."""
    folder = default_root()
    if folder.is_relative_to(Path.home()):
        folder = "~" / folder.relative_to(Path.home())
    without = str(folder).replace("%", "%%")
    command.add_argument(
        "--root", type=Path, metavar="DIR", default=default, help=f"the folder of the runs (default: {without})"
    )


def list_runs(options: argparse.Namespace) -> int:
    """List the runs below a folder."""
    root = (options.root or default_root()).expanduser().absolute()
    if options.root and not root.is_dir():
        raise RunFolderError("no-folder", "{path} is not a folder. Give the folder in which runs are.", path=str(root))
    library = Library(root)
    for _ in library.scan():
        pass
    found = [record for record in library.records() if matches(record, options.filter)]
    found = ordered(found, options.sort, reverse=options.reverse)
    if options.json:
        for record in found:
            print_json(record_values(record))
        return 0
    if not found:
        print(f"No run in {root}" + (f" matches {options.filter!r}." if options.filter else " yet."))
        return 0
    terminal = console()
    terminal.print(_table(found, terminal.width))
    total = size(sum(record.bytes for record in found))
    terminal.print(f"{plural(len(found), '1 run', '{n:,} runs')}, {total}, in {escape(str(root))}", highlight=False)
    return 0


def _table(records: list[RunRecord], width: int) -> Table:
    """Runs as a table: no number is ever cut, and where there is little room the names give way first."""
    narrow = width < _ROOM_FOR_ALL
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Folder", overflow="fold", min_width=14)
    table.add_column("Name", no_wrap=True, max_width=20 if narrow else None)
    table.add_column("State", no_wrap=True)
    numbers = ("Best", "Test", "Epochs") if narrow else ("Best", "Test", "Epochs", "Time", "Size")
    for title in numbers:
        table.add_column(title, justify="right", no_wrap=True)
    distinctions = tell_apart(records)
    for record in records:
        name = distinctions[record.path].in_words() or record.name
        cells = (
            headline(record, "validation"),
            headline(record, "test"),
            epochs(record),
            duration(record.seconds),
            size(record.bytes),
        )
        table.add_row(escape(record.path.name), escape(name), record.state.value, *cells[: len(numbers)])
    return table


def show(options: argparse.Namespace) -> int:
    """Show one run."""
    record = _record(find_run(options.run, options.root))
    if options.health:
        health = require_layer_health(record.path)
        if options.json:
            print_json(health_values(health))
        else:
            print_health(health, console())
        return 0
    if options.json:
        print_json(record_values(record) | {"picture": picture_values(record)})
        return 0
    table = Table(box=None, pad_edge=False, show_header=False)
    for title, text in facts(record):
        if text:
            table.add_row(title, escape(text))
    console().print(table)
    return 0


def compare_runs(options: argparse.Namespace) -> int:
    """Compare two runs or more."""
    if len(options.runs) < 2:
        raise RunFolderError("one-run", "To compare takes two runs or more. Give another folder.")
    comparison = compare([find_run(run, options.root) for run in options.runs])
    if options.json:
        print_json(comparison_values(comparison))
        return 0
    terminal = console()
    titles = [escape(record.path.name) for record in comparison.records]
    if comparison.differences:
        settings = Table("Setting", *titles, box=None, pad_edge=False, header_style="bold")
        for difference in comparison.differences:
            settings.add_row(escape(difference.key), *(escape(value) for value in difference_words(difference)))
        terminal.print(settings)
    else:
        terminal.print("The recipes are the same.")
    results = Table("Result", *titles, box=None, pad_edge=False, header_style="bold")
    for result in comparison.results:
        shown = [result_words(result, value) for value in result.values]
        words = (f"[bold]{text}[/]" if place in result.best else text for place, text in enumerate(shown))
        results.add_row(escape(str(result.title)), *words)
    terminal.print()
    terminal.print(results)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write a run's history as a table."""
    if options.out.exists():
        raise RunFolderError(
            "file-exists",
            "{path} is there already, and nothing is overwritten. Choose another name.",
            path=str(options.out),
        )
    run = find_run(options.run, options.root)
    with _working(f"Writing {options.out} …", quiet=options.json):
        rows = export_history(run, options.out, epochs=options.epochs)
    by_hand = read_facts(run).get("changed_by_hand") is True
    if by_hand and not options.json:
        console(stderr=True).print("This run was changed by hand; the column changed_by_hand says from where on.")
    if options.json:
        told = {"changed_by_hand": True} if by_hand else {}
        print_json({"file": str(options.out.absolute()), "rows": rows} | told)
    else:
        epochs, batches = plural(rows, "1 epoch", "{n:,} epochs"), plural(rows, "1 batch", "{n:,} batches")
        print(f"Wrote {epochs if options.epochs else batches} to {options.out}")
    return 0


def _record(path: Path) -> RunRecord:
    path = path.expanduser().absolute()
    found = listing(path)
    if found is None:
        raise RunFolderError("not-a-run", "{path} is not the folder of a run, or cannot be read.", path=str(path))
    return record_of(path, found)


@contextlib.contextmanager
def _working(text: str, *, quiet: bool) -> Iterator[None]:
    """Say in a terminal that something is being done; a long history takes a minute."""
    terminal = console(stderr=True)
    if quiet or not terminal.is_terminal:
        yield
        return
    with terminal.status(escape(text)):
        yield
