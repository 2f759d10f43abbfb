"""Menus in which one of several things is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu


def add_choices(
    menu: QMenu, title: str, kind: str, choices: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], None]
) -> None:
    """Add a submenu with one action for each (key, text), called ``<kind>_<key>``; ``choose`` is told the key."""
    submenu = menu.addMenu(title)
    group = QActionGroup(submenu)
    for key, text in choices:
        action = add_choice(submenu, group, text, key == chosen)
        action.setObjectName(f"{kind}_{key}")
        action.triggered.connect(partial(_choose, choose, key))


def add_choice(menu: QMenu, group: QActionGroup, text: str, checked: bool) -> QAction:
    """Add an action that excludes the others of its group."""
    action = QAction(text, menu)
    action.setCheckable(True)
    action.setChecked(checked)
    group.addAction(action)
    menu.addAction(action)
    return action


def _choose(choose: Callable[[str], None], key: str, checked: bool = False) -> None:
    choose(key)
