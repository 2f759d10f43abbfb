"""What a person's Python file seems to hold, read and not run: modules, datasets, or both."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from trainer_core.errors import CodeError
from trainer_core.trial.code import Code, read_code
from trainer_core.trial.found import promises_data
from trainer_core.trial.report import Problem, finding

_MODULES = ("nn", "torch.nn")
_MODULE_NAMES = frozenset({"Module", "LightningModule"})
_HARMLESS = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.Assign, ast.AnnAssign, ast.Expr)
"""Statements at the top of a file that define nothing else."""
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
    bases = {node.name: list(_bases(node)) for node in _body(read_code(path)) if isinstance(node, ast.ClassDef)}
    return Holdings(
        any(_comes_from(name, bases, _is_module) for name in bases),
        any(_comes_from(name, bases, _is_dataset) for name in bases),
    )


def require_more_than_modules(code: Code, wanted: str = "") -> None:
    """Refuse a file that seems to hold models and nothing that could be data, so that nobody is asked to run it.

    A function called ``wanted`` may make a Dataset, whatever its name says. What is made in another way than by a
    class or a function at the top of the file is not seen; then nothing is refused. Raises `CodeError`.
    """
    body = _body(code)
    bases = {node.name: list(_bases(node)) for node in body if isinstance(node, ast.ClassDef)}
    modules = [name for name in bases if _comes_from(name, bases, _is_module)]
    plain = all(isinstance(node, _HARMLESS) for node in body)
    if not modules or len(modules) < len(bases) or not plain or any(_may_make_one(node, wanted) for node in body):
        return
    problem = finding(Problem(code="only-modules", facts={"known": ", ".join(modules)}), code.path.name)
    assert problem is not None
    raise CodeError(problem.code, problem.message)


def _body(code: Code) -> list[ast.stmt]:
    """What stands at the top of a file, nothing if it is no valid Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(code.source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _may_make_one(node: ast.stmt, wanted: str) -> bool:
    """Whether this is a function that is ``wanted``, or that by annotation or name returns a Dataset."""
    if not isinstance(node, ast.FunctionDef):
        return False
    promised = ast.unparse(node.returns) if node.returns is not None else ""
    return node.name == wanted or "Dataset" in promised or promises_data(node.name)


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
