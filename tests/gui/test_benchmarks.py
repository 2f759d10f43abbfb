"""The benchmarks reach into the window by names that are there: a part that is renamed is noticed without measuring."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests import benchmarks as package
from tests.benchmarks.__main__ import BENCHMARKS

FOLDER = Path(package.__path__[0])
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("__"))
ROOTS = {"studio": "", "window": "window", "session": "session", "curves": "window.curves"}
"""What the benchmarks call the studio and its parts; a contestant's handle called ``window`` has its own `turn`."""
OTHERS = {"turn"}
NEED_MORE = {"lightning_loop"}
"""A contestant whose package is not among those of the tests."""


def reached(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Every chain of attributes that begins at the studio, one of its parts, or ``self._studio`` and the like."""
    for node in ast.walk(tree):
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.insert(0, node.attr)
            node = node.value
        if isinstance(node, ast.Name) and node.id == "self" and names and names[0].lstrip("_") in ROOTS:
            names[0] = names[0].lstrip("_")
        elif isinstance(node, ast.Name) and node.id in ROOTS:
            names.insert(0, node.id)
        else:
            continue
        if len(names) > 1 and names[1] not in OTHERS:
            yield tuple(names)


def value_of(studio: Any, names: tuple[str, ...]) -> Any:
    """What a chain leads to; it ends where there is nothing yet, as there is no history before a run."""
    value = studio
    for name in (*filter(None, ROOTS[names[0]].split(".")), *names[1:]):
        value = getattr(value, name)
        if value is None:
            break
    return value


@pytest.mark.parametrize("name", [name for name in MODULES if name not in NEED_MORE])
def test_a_benchmark_can_be_imported(name):
    module = import_module(f"tests.benchmarks.{name}")
    assert callable(module.measure) if name in BENCHMARKS else module.__doc__


def test_all_that_benchmarks_reach_for_in_the_window_is_there(studio):
    studio.wait_until_prepared()
    chains = {chain for name in MODULES for chain in reached(ast.parse((FOLDER / f"{name}.py").read_text("utf-8")))}
    gone = []
    for chain in sorted(chains):
        try:
            value_of(studio.studio, chain)
        except AttributeError:
            gone.append(".".join(chain))
    assert len(chains) > 20
    assert not gone


def test_the_first_point_of_a_curve_is_seen_where_the_benchmark_of_the_start_looks(studio):
    from tests.benchmarks.startup import has_point

    studio.wait_until_prepared()
    assert not has_point(studio.studio)
    studio.train_to_end()
    studio.wait_for(lambda: has_point(studio.studio))
