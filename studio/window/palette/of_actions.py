"""The window's actions in the command palette, and its help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from studio.session.session import Action
from studio.widgets.command_palette.items import PaletteItem
from studio.window.actions import TABLE, Do, Row
from studio.window.palette.why_off import why_off

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_HELP = (Do.CHECK, Do.DEMOS, Do.PLUGINS, Do.ABOUT)
_ICONS = {Do.PALETTE: "search", Do.QUIT: "close", Do.CHECK: "verify"}


class ActionItems:
    """Every action of the table but those that help."""

    kind = "actions"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Actions")

    def items(self) -> Sequence[PaletteItem]:
        return [item_of(self._window, row) for row in TABLE if row.key not in (*_HELP, Do.PALETTE)]


class HelpItems:
    """What explains and what looks after the program. Entries of the guide are to be added here."""

    kind = "help"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Help")

    def items(self) -> Sequence[PaletteItem]:
        rows = {row.key: row for row in TABLE}
        return [item_of(self._window, rows[key]) for key in _HELP]


def item_of(window: MainWindow, row: Row) -> PaletteItem:
    """An action of the table as it is now; Train is called what its button is."""
    action = window.actions_by_key[row.key]
    title, enabled, reason = action.text(), action.isEnabled(), ""
    if row.key is Do.TRAIN:
        button = window.toolbar.train_button
        title, enabled = button.accessibleName(), button.isEnabled()
    if not enabled:
        needs = Action.TRAIN if row.key is Do.TRAIN else row.needs
        reason = why_off(row.key, needs, window.session)
    return PaletteItem(
        id=f"action/{row.key}",
        title=title,
        run=action.trigger,
        keywords=(row.text, action.text()),
        about=QCoreApplication.translate("Actions", row.tip),
        shortcut=action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        icon=row.icon or _ICONS.get(row.key, ""),
        current=action.isCheckable() and action.isChecked(),
        off=not enabled,
        reason=reason,
    )
