"""Where in a person's file something stands: what runs now, an attribute that is set, a word that is used."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

from trainer_core.trial.code import Code

Place = tuple[str, int]
"""A file's name, relative to the folder of the person's file, and a line."""


def place_now(code: Code) -> Place | None:
    """The innermost line of ``code`` that the calling thread is at."""
    places = {str(code.path.parent / name): name for name in code.files}
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename in places:
            return places[frame.f_code.co_filename], frame.f_lineno
        frame = frame.f_back
    return None


def place_of_attribute(code: Code, owner: type[Any], attribute: str) -> Place | None:
    """The last line in the class ``owner`` on which ``self.attribute`` is set or added to."""
    return _last(code, owner, lambda node: _sets(node, attribute))


def place_of_word(code: Code, owner: type[Any], word: str) -> Place | None:
    """The last line in the class ``owner`` that names something with ``word`` in it, in small letters."""

    def names(node: ast.AST) -> bool:
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        return word in name.lower()

    return _last(code, owner, names)


def place_of_class(code: Code, owner: type[Any]) -> Place | None:
    """The line on which a class of the file, or of a module beside it, begins."""
    return next(((name, node.lineno) for name, node in _classes(code) if node.name == owner.__name__), None)


def used_by_others(code: Code, names: set[str]) -> set[str]:
    """Those classes of the file itself that another class of it names."""
    used: set[str] = set()
    for file, node in _classes(code):
        if file == code.path.name and node.name in names:
            named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            used |= (named & names) - {node.name}
    return used


def _last(code: Code, owner: type[Any], wanted: Callable[[ast.AST], bool]) -> Place | None:
    lines = [
        (name, int(getattr(each, "lineno", 0)))
        for name, node in _classes(code)
        if node.name == owner.__name__
        for each in ast.walk(node)
        if wanted(each)
    ]
    return max(lines, key=lambda place: place[1], default=None)


def _sets(node: ast.AST, attribute: str) -> bool:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign):
        targets = [node.target]
    return any(
        isinstance(each, ast.Attribute)
        and each.attr == attribute
        and isinstance(each.value, ast.Name)
        and each.value.id == "self"
        for target in targets
        for each in ast.walk(target)
    )


def _classes(code: Code) -> Iterator[tuple[str, ast.ClassDef]]:
    for name, content in code.files.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(content)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        yield from ((name, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
