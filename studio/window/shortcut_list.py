"""The list of shortcuts in Help, made from those that the window has, so that it is always right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from studio.look.i18n import QT_TRANSLATE_NOOP
from studio.window.actions import TABLE
from studio.window.page_bar import Page

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_N = QT_TRANSLATE_NOOP
WORDS = {
    ("toolbar", "Alt+P"): _N("Shortcuts", "Open the menu of presets"),
    ("toolbar", "Alt+D"): _N("Shortcuts", "Open the menu of devices"),
    ("logView", "Ctrl+C"): _N("Shortcuts", "Copy the selected lines of the log"),
    ("stepControls", "F6"): _N("Shortcuts", "Advance by one operation, then pause"),
    ("stepControls", "F7"): _N("Shortcuts", "Advance by one module, then pause"),
    ("stepControls", "Shift+F10"): _N("Shortcuts", "Go back by one phase"),
    ("formSearch", "Ctrl+F"): _N("Shortcuts", "Search the fields of the recipe"),
    ("dataAugmentField", "Alt+Up"): _N("Shortcuts", "Apply this augmentation earlier"),
    ("dataAugmentField", "Alt+Down"): _N("Shortcuts", "Apply this augmentation later"),
    ("runsView", "Ctrl+F"): _N("Shortcuts", "Search the runs"),
    ("runComparison", "Esc"): _N("Shortcuts", "Go back to the list of runs"),
    ("weightsView", "Ctrl+F"): _N("Shortcuts", "Filter the keys by name"),
    ("helpView", "Alt+Left"): _N("Shortcuts", "Go back to the entry that you read before"),
    ("helpView", "Alt+Right"): _N("Shortcuts", "Go forward again"),
    ("helpView", "Ctrl+F"): _N("Shortcuts", "Search Help"),
    ("helpView", "Esc"): _N("Shortcuts", "Clear the search, or close Help"),
}
"""What the shortcuts do that are no actions, by the named widget that they work in."""


def shortcut_list(window: MainWindow) -> str:
    """Every shortcut as tables in Markdown: those that work everywhere first, then those of each page."""
    by_key = window.actions_by_key
    rows = [(_keys(by_key[row.key]), _without_keys(by_key[row.key])) for row in TABLE if row.shortcut]
    rows += _of_shortcuts(window.toolbar)
    parts = [_table(QCoreApplication.translate("Shortcuts", "Everywhere"), rows)]
    for page in Page:
        widget = window.pages.widget_of(page)
        rows = [] if widget is None else list(dict.fromkeys([*_of_actions(widget), *_of_shortcuts(widget)]))
        if rows:
            parts.append(_table(window.rail.buttons[page].text(), rows))
    return "\n\n".join(parts)


def owner_of(child: QObject) -> str:
    """The name of the nearest widget around ``child`` for which `WORDS` has words, or an empty text."""
    known = {owner for owner, _ in WORDS}
    around = child.parent()
    while around is not None and around.objectName() not in known:
        around = around.parent()
    return around.objectName() if around is not None else ""


def _of_actions(widget: QWidget) -> Iterator[tuple[str, str]]:
    for action in widget.findChildren(QAction):
        if not action.shortcut().isEmpty() and action.text():
            yield _keys(action), action.text().replace("&", "")


def _of_shortcuts(widget: QWidget) -> Iterator[tuple[str, str]]:
    for shortcut in widget.findChildren(QShortcut):
        portable = shortcut.key().toString(QKeySequence.SequenceFormat.PortableText)
        words = WORDS.get((owner_of(shortcut), portable))
        if words is not None:
            yield f"`{_native(shortcut.key())}`", QCoreApplication.translate("Shortcuts", words)


def _keys(action: QAction) -> str:
    return ", ".join(f"`{_native(keys)}`" for keys in action.shortcuts())


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def _without_keys(action: QAction) -> str:
    """What an action does, in the words of its tool tip, which end in its keys."""
    return f"{action.text().replace('&', '')}: {action.toolTip().removesuffix(f' ({_native(action.shortcut())})')}"


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    keys, does = (
        QCoreApplication.translate("Shortcuts", "Keys"),
        QCoreApplication.translate("Shortcuts", "What they do"),
    )
    lines = [f"### {title}", "", f"| {keys} | {does} |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| {each} | {words.replace('|', '/')} |" for each, words in rows)])
