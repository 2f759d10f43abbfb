"""The fields of the recipe in the command palette."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from studio.look.messages import name_of
from studio.widgets.command_palette.items import PaletteItem

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_LONGEST = 40


class FieldItems:
    """Every field that the form has now, with its value; the form opens at the one that is chosen."""

    kind = "fields"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Recipe")

    def items(self) -> Sequence[PaletteItem]:
        found = []
        for section in self._window.form.sections.values():
            name = name_of(section.info.title)
            for key, row in section.rows.items():
                if not row.applies:
                    continue
                held: Any = row.editor.value
                title, value = name_of(row.info.title), row.editor.text_of(held)
                short = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
                found.append(
                    PaletteItem(
                        id=f"field/{key}",
                        title=title,
                        run=partial(self._show, key),
                        keywords=(row.info.title, key, name, section.info.title),
                        detail=f"{name} · {short}" if short else name,
                        about=name_of(row.info.description),
                    )
                )
        return found

    def _show(self, key: str) -> None:
        pages = self._window.pages
        pages.show_train()
        if "recipe" not in pages.train.panels:
            pages.train.show_panel("recipe")
        self._window.form.reveal(key)
