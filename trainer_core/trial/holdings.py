"""What a person's Python file seems to hold, read and not run: modules, datasets, or both."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer_core.trial.code import read_code

_MODULES = ("nn", "torch.nn")
_MODULE_NAMES = frozenset({"Module", "LightningModule"})
_DATASET_ENDS = ("Dataset", "ImageFolder", "DatasetFolder")


@dataclass(frozen=True, slots=True)
class Holdings:
    """Whether the file itself defines a class of ``torch.nn.Module``, and one of a Dataset."""

    modules: bool = False
    datasets: bool = False


def holdings(path: Path) -> Holdings:
    """Look at the bases of the classes in the file at ``path``; one that is no valid Python seems to hold nothing.

    Raises `CodeError` if it cannot be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(read_code(path).source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Holdings()
    bases = {node.name: list(_bases(node)) for node in tree.body if isinstance(node, ast.ClassDef)}
    return Holdings(
        any(_comes_from(name, bases, _is_module) for name in bases),
        any(_comes_from(name, bases, _is_dataset) for name in bases),
    )


def _bases(node: ast.ClassDef) -> Iterator[str]:
    """The bases as they are written, without what stands in brackets: ``nn.Module``, ``Dataset``."""
    for base in node.bases:
        yield ast.unparse(base.value if isinstance(base, ast.Subscript) else base)


def _comes_from(
    name: str, bases: dict[str, list[str]], known: Callable[[str], bool], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether a class has a base that is ``known``, itself or by another class of the file."""
    return any(
        known(base) or (base in bases and base not in seen and _comes_from(base, bases, known, seen | {name}))
        for base in bases[name]
    )


def _is_module(base: str) -> bool:
    package, _, name = base.rpartition(".")
    return name in _MODULE_NAMES or package in _MODULES


def _is_dataset(base: str) -> bool:
    return base.endswith(_DATASET_ENDS)
