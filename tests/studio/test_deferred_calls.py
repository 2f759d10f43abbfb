"""What is put off until the event loop runs again is dropped with the object that it is for."""

from __future__ import annotations

import ast
from pathlib import Path

import studio


def deferred_calls() -> dict[str, ast.Call]:
    """Every ``singleShot`` of the studio, by the place where it stands."""
    root = Path(studio.__file__).parent
    return {
        f"{path.relative_to(root)}:{node.lineno}": node
        for path in sorted(root.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "singleShot"
    }


def test_every_deferred_call_names_its_receiver():
    """Without one, Qt calls a method whose widgets may be deleted already: ``singleShot(0, self, self.method)``."""
    calls = deferred_calls()
    assert len(calls) > 10
    assert [place for place, call in calls.items() if len(call.args) != 3] == []
