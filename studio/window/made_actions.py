"""The actions as Qt has them, made from the table and worded anew with the language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from studio.look.icons import icon
from studio.window.actions import TABLE, Do


def make_actions(owner: QObject, carry_out: Callable[[Do], None]) -> dict[Do, QAction]:
    """Make a `QAction` of each row, a child of ``owner``, whose trigger calls ``carry_out`` with its key."""
    actions = {}
    for row in TABLE:
        action = QAction(owner)
        action.setObjectName(row.key.value)
        action.setCheckable(row.checkable)
        if row.icon:
            action.setIcon(icon(row.icon, "muted"))
        if row.shortcut:
            action.setShortcuts([QKeySequence(keys) for keys in row.shortcut.split(", ")])
        action.triggered.connect(lambda _checked=False, key=row.key: carry_out(key))
        actions[row.key] = action
    retranslate(actions)
    return actions


def retranslate(actions: dict[Do, QAction]) -> None:
    """Word all actions in the present language; the tool tip names the shortcut."""
    for row in TABLE:
        action = actions[row.key]
        action.setText(QCoreApplication.translate("Actions", row.text))
        tip = QCoreApplication.translate("Actions", row.tip)
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip} ({shortcut})" if shortcut else tip)
