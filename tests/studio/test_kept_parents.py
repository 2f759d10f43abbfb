"""No widget is made with a parent that nothing but the widget keeps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import studio

_PARENTS = {"QWidget", "QDialog", "QMainWindow", "QFrame", "QObject"}


def throwaway_parents(source: str) -> Iterator[int]:
    """The lines in which a class is called with an object as its parent that is made in the same call."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[:1].isupper():
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            if any(_is_parent(each) for each in given):
                yield node.lineno


def _is_parent(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PARENTS


def test_a_throwaway_parent_is_found() -> None:
    assert list(
        throwaway_parents("window = QWidget()\nPalette(window)\nPalette(QWidget())\nCard(parent=QFrame())")
    ) == [3, 4]


def test_every_parent_is_kept_by_someone_else() -> None:
    """When Qt deletes such a widget, its attributes go, with them the parent, and with the parent the widget again."""
    folders = Path(studio.__file__).parent, Path(__file__).parents[1]
    found = [
        f"{path}:{line}"
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        for line in throwaway_parents(path.read_text(encoding="utf-8"))
    ]
    assert found == []
