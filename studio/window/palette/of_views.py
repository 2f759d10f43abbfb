"""What the pages hold in the command palette: their tabs, the kinds of model, and what can be measured before Train."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTabWidget, QWidget

from studio.widgets.command_palette.items import PaletteItem
from studio.window.actions import TABLE
from studio.window.page_bar import SHOWN_BY, Page

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow


class ViewItems:
    """Each part of a page that is behind a tab, a switch or a fold. Pages beside Train count once they are built."""

    kind = "views"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Views")

    def items(self) -> Sequence[PaletteItem]:
        pages = self._window.pages
        found = self._tabs(Page.TRAIN, pages.train.tabs, pages.train.show_part)
        if pages.is_complete:
            inside = pages.inside.tabs
            found += [*self._kinds(), *self._measurements(), *self._tabs(Page.INSIDE, inside, inside.setCurrentWidget)]
        return found

    def _tabs(self, page: Page, tabs: QTabWidget, bring: Callable[[QWidget], None]) -> list[PaletteItem]:
        seen = [(index, tabs.widget(index)) for index in range(tabs.count()) if tabs.isTabVisible(index)]
        return [
            self._item(page, part.objectName(), tabs.tabText(index), partial(bring, part), about=tabs.tabToolTip(index))
            for index, part in seen
            if part is not None
        ]

    def _kinds(self) -> list[PaletteItem]:
        model = self._window.pages.model
        return [
            self._item(Page.MODEL, kind.value, model.kinds.label(kind.value), partial(model.show_kind, kind))
            for kind in model.parts
        ]

    def _measurements(self) -> list[PaletteItem]:
        """What can be measured: it is shown, and begins when its button is pressed."""
        before = self._window.pages.model.before
        found = []
        for block in (before.memory, before.speeds, before.rate):

            def show(button: QWidget = block.button) -> None:
                before.set_expanded(True)
                button.setFocus()

            name = block.button.objectName()
            title = f"{before.header.text()}: {block.button.text()}"
            found.append(self._item(Page.MODEL, name, title, show, about=block.purpose.text()))
        return found

    def _item(self, page: Page, name: str, title: str, bring: Callable[[], None], *, about: str = "") -> PaletteItem:
        action, row = (
            self._window.actions_by_key[SHOWN_BY[page]],
            next(row for row in TABLE if row.key == SHOWN_BY[page]),
        )

        def show() -> None:
            self._window.pages.show_page(page)
            bring()

        return PaletteItem(
            id=f"view/{page}/{name}", title=title, run=show, keywords=(name,), detail=action.text(), about=about,
            icon=row.icon or "",
        )  # fmt: skip
