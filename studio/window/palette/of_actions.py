"""The window's actions in the command palette, and its help with every entry of the guide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from studio.look import guide
from studio.session.session import Action
from studio.widgets.command_palette.items import PaletteItem
from studio.window.actions import TABLE, Do, Row
from studio.window.palette.why_off import why_off

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_HELP = (Do.HELP, Do.SHORTCUTS, Do.TROUBLESHOOTING, Do.CHECK, Do.DEMOS, Do.PLUGINS, Do.ABOUT)
_BY_ACTIONS = ("shortcuts", "troubleshooting")
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
    """What explains and what looks after the program: actions, and the entries of the guide."""

    kind = "help"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Help")

    def items(self) -> Sequence[PaletteItem]:
        rows = {row.key: row for row in TABLE}
        english = {entry.id: entry.title for entry in guide.entries("en")}
        return [
            *(item_of(self._window, rows[key]) for key in _HELP),
            *(self._item_of(entry, english[entry.id]) for entry in guide.entries() if entry.id not in _BY_ACTIONS),
        ]

    def _item_of(self, entry: guide.Entry, english: str) -> PaletteItem:
        return PaletteItem(
            id=f"help/{entry.id}",
            title=entry.title,
            run=partial(self._window.help.open, entry.id),
            keywords=(english, *entry.keywords),
            detail="" if entry.heads_file else guide.entry(entry.file).title,
            icon="help",
        )


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
