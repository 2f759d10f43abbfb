"""Conditions of a demo, such as ``val_accuracy > 0.8 and epoch >= 2``, evaluated without running code."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from trainer_core.errors import DemoError, nearest

Value = float | bool | str

_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_LONGEST = 500
_SPLIT = re.compile(r"val_")


class Expression:
    """A condition over named numbers. It is read when it is made, and nothing in it can call anything.

    Names may have dots (``optimizer.lr``); ``val_loss`` is short for ``validation_loss``.

    Raises:
        DemoError: the text is no such condition, or has a name that is not among ``known``.
    """

    def __init__(self, text: str, known: Iterable[str]) -> None:
        self.text = text
        try:
            tree = ast.parse(text.strip(), mode="eval") if len(text) <= _LONGEST else None
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            tree = None
        if tree is None:
            raise DemoError(
                "bad-expression", "“{text}” is not a condition. Write it like val_accuracy > 0.8.", text=text[:_LONGEST]
            )
        self._body = tree.body
        self.names = frozenset(self._names(self._body))
        allowed = set(known)
        for name in sorted(self.names - allowed):
            meant = nearest(name, allowed) or nearest(name.replace("validation_", "val_"), allowed)
            if meant is None:
                raise DemoError("unknown-name", "There is no value called {name}.", name=name)
            raise DemoError(
                "unknown-name", "There is no value called {name}. Did you mean {meant}?", name=name, meant=meant
            )

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it is true of ``values``; a comparison with a value that is not there yet is not."""
        return bool(self._of(self._body, values))

    def _names(self, node: ast.expr) -> Iterable[str]:
        match node:
            case ast.BoolOp(values=parts):
                for part in parts:
                    yield from self._names(part)
            case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=inner):
                yield from self._names(inner)
            case ast.Compare(left=left, ops=kinds, comparators=rest) if _COMPARISONS.keys() >= set(map(type, kinds)):
                for part in (left, *rest):
                    yield from self._names(part)
            case ast.Constant(value=bool() | int() | float() | str()):
                pass
            case _ if (name := _dotted(node)) is not None:
                yield _whole(name)
            case _:
                raise DemoError(
                    "bad-expression",
                    "“{text}” may contain only names, numbers, quoted text, comparisons, and, or and not.",
                    text=self.text,
                )

    def _of(self, node: ast.expr, values: Mapping[str, Value]) -> Value | None:
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                return all(self._of(part, values) for part in parts)
            case ast.BoolOp(values=parts):
                return any(self._of(part, values) for part in parts)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return not self._of(inner, values)
            case ast.UnaryOp(operand=inner):
                value = self._of(inner, values)
                return -value if isinstance(value, (int, float)) else None
            case ast.Compare(left=left, ops=kinds, comparators=rest):
                each = [self._of(part, values) for part in (left, *rest)]
                return all(_compare(kind, *pair) for kind, *pair in zip(kinds, each, each[1:], strict=False))
            case ast.Constant(value=value):
                return value if isinstance(value, (bool, int, float, str)) else None
        name = _dotted(node)
        return values.get(_whole(name)) if name is not None else None


def _compare(kind: ast.cmpop, left: Value | None, right: Value | None) -> bool:
    if left is None or right is None or isinstance(left, str) != isinstance(right, str):
        return False
    return _COMPARISONS[type(kind)](left, right)


def _dotted(node: ast.expr) -> str | None:
    """The name that a node is, with its dots; None if it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := _dotted(node.value)) is not None:
        return f"{before}.{node.attr}"
    return None


def _whole(name: str) -> str:
    return _SPLIT.sub("validation_", name) if name.startswith("val_") else name
