"""Lists the window's object names in the kit for GUI tests: ``python -m tests.tools.object_names``.

Names of widgets and actions are taken from the real window; those of dialogs, and of what is only made when it is
needed, from the source. ``tests/gui/test_object_names.py`` fails while the list is out of date. A name that is gone is
not let go before `studio.testing.renamed.RENAMED` says what it is called now.
"""

from __future__ import annotations

import ast
import os
import re
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

from studio.display import missing_display

if missing_display() is not None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QWidget

import studio as package
from studio.app import Studio, make_application
from studio.look.field_rules import object_name
from studio.look.settings import Settings
from studio.testing.renamed import RENAMED
from studio.views.recipe.recipe_row import RecipeRow
from studio.views.recipe.recipe_section import RecipeSection
from studio.widgets.segmented import Segmented

REFERENCE = Path(package.__file__).parent / "testing" / "object_names.md"
_BEGIN, _END = "## Names, by the part of the window\n\n```\n", "```\n"
_PARTS = re.compile(r"\w+(View|Form|Strip|[bB]ar|Offer)|rail|mainWindow")
_INTERNAL = re.compile(r"qt_|_|[A-Z]")
_FOLDERS = ("dialogs", "flows", "views", "widgets", "window")
_IN_DIALOGS = re.compile(r"[a-z]\w*(Button|Table|Box|Field|Label)")


def listed(window: QWidget) -> str:
    """The list of names: those that ``window`` has, then those of the source that it does not have yet."""
    for button in window.findChildren(QAbstractButton, "weightsRenameAdd"):
        button.click()
    parts: dict[str, dict[str, None]] = {}
    for part, name in _names(window, ""):
        parts.setdefault(part, {})[name] = None
    there = {name.partition(" ")[0] for names in parts.values() for name in names}
    paragraphs = [(part, list(names)) for part, names in sorted(parts.items())]
    paragraphs.append(("dialogs, and what is made when it is needed", sorted(_in_source() - there)))
    return "".join(
        textwrap.fill(f"{part}: {', '.join(names)}", 116, subsequent_indent="  ", break_on_hyphens=False) + "\n"
        for part, names in paragraphs
    )


def _names(parent: QObject, part: str) -> Iterator[tuple[str, str]]:
    """Each name below ``parent`` with the part of the window that it belongs to."""
    name = parent.objectName()
    if _PARTS.fullmatch(name):
        part = name
    if isinstance(parent, QWidget | QAction) and name and not _INTERNAL.match(name):
        yield part, _general(parent, name)
    if not isinstance(parent, Segmented):
        for child in parent.children():
            yield from _names(child, part)


def _general(named: QObject, name: str) -> str:
    """The name without what stands for one of many: a field, a section, a device, a number."""
    row: QObject | None = named
    while row is not None and not isinstance(row, RecipeRow | RecipeSection):
        row = row.parent()
    if isinstance(row, RecipeRow):
        name = name.replace(object_name(row.info.key, ""), "<field>")
    elif isinstance(row, RecipeSection):
        name = re.sub(rf"^{row.info.key}(?=Section|Header|MoreButton)", "<section>", name)
    if isinstance(named, Segmented):
        options = (button.objectName() for button in named.findChildren(QAbstractButton))
        name += f" ({' '.join(options)})"
    return re.sub(r"_.+|\d+$", lambda match: "_…" if match[0].startswith("_") else "<n>", name)


def _in_source() -> set[str]:
    """The names that the source gives to widgets, with ``…`` for what is put in."""
    folder = Path(package.__file__).parent
    return {
        name
        for path in folder.rglob("*.py")
        if path.relative_to(folder).parts[0] in _FOLDERS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _given(node, path.parent.name)
    }


def _given(node: ast.AST, folder: str) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        in_dialog = folder == "dialogs" and _IN_DIALOGS.fullmatch(node.value)
        if in_dialog or re.fullmatch(r"[a-z]\w*Dialog", node.value):
            yield node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setObjectName":
        match node.args[0]:
            case ast.Constant(value=str(name)):
                yield name
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if start.endswith("_"):
                yield f"{start}…"


def told() -> str:
    """The list that stands in the reference."""
    return REFERENCE.read_text(encoding="utf-8").partition(_BEGIN)[2].removesuffix(_END)


def names_in(text: str) -> set[str]:
    """The names of a list, without their parts and options."""
    return set(re.findall(r"[\w<>…]+(?=\s*(?:,|$))", re.sub(r"\([^)]*\)", "", text), re.MULTILINE))


def parts_of(text: str) -> dict[str, list[str]]:
    """The names of a list, sorted, by the part of the window that they stand under."""
    lines = text.replace("\n  ", " ").splitlines()
    return {part: sorted(names.split(", ")) for part, _, names in (line.partition(": ") for line in lines)}


def vanished(before: str, now: str) -> list[str]:
    """The names that the list had before and has no more, without those that are announced as renamed."""
    return sorted(names_in(before) - names_in(now) - set(RENAMED))


def write(window: QWidget) -> None:
    """Replace the list in the reference. Raises SystemExit if a public name would vanish."""
    now = listed(window)
    if gone := vanished(told(), now):
        raise SystemExit(f"These names are public and gone: {', '.join(gone)}. Name their successors in RENAMED.")
    begin = REFERENCE.read_text(encoding="utf-8").partition(_BEGIN)[0]
    REFERENCE.write_text(begin + _BEGIN + now + _END, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        studio = Studio(make_application(), Settings(Path(temporary, "settings.ini")))
        prepared = QEventLoop()
        studio.session.prepared.connect(prepared.quit)
        prepared.exec()
        write(studio.window)
        studio.shut_down()
        studio.thread_.wait()
