"""What a name in typed code can go on with: the attributes of the live object before it, or the names in scope."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Mapping
from typing import Any

_MOST = 200
_INDEX = r"""\[(?:-?\d+|'[^'\[\]]*'|"[^"\[\]]*")\]"""
_TAIL = re.compile(rf"(?:(?P<before>[^\W\d]\w*(?:\.[^\W\d]\w*|{_INDEX})*)\.)?(?P<name>\w*)$")


def completions(text: str, cursor: int, names: Mapping[str, Any]) -> tuple[int, tuple[str, ...]]:
    """Where the name before ``cursor`` begins, and what can stand there, those with a leading underscore last.

    Of what stands before a point only names, attributes and constant indices are followed, and nothing is called.
    """
    line_start = text.rfind("\n", 0, cursor) + 1
    match = _TAIL.search(text[line_start:cursor])
    if match is None:
        return cursor, ()
    start = line_start + match.start("name")
    if match["before"]:
        try:
            found = set(dir(_followed(ast.parse(match["before"], mode="eval").body, names)))
        except Exception:
            # Whatever a live object answers with to a look at it: there is nothing to offer.
            return start, ()
    elif not match["name"]:
        return start, tuple(sorted(name for name in names if not name.startswith("_")))[:_MOST]
    else:
        found = {*names, *dir(builtins), *keyword.kwlist}
    begun = match["name"].lower()
    fitting = [name for name in found if name.lower().startswith(begun)]
    return start, tuple(sorted(fitting, key=lambda name: (name.startswith("_"), name.lower())))[:_MOST]


def _followed(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name():
            return names[node.id] if node.id in names else getattr(builtins, node.id)
        case ast.Attribute():
            return getattr(_followed(node.value, names), node.attr)
        case ast.Subscript():
            return _followed(node.value, names)[ast.literal_eval(node.slice)]
    raise ValueError(ast.dump(node))
