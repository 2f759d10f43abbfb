"""Every place that the window has: each page, each kind of model, each tab, shown one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTabWidget

from studio.testing import StudioRobot
from studio.views.model.kinds import Kind
from studio.window.page_bar import Page
from tests.gui.text_fits import misfits

_SETTLED_WITHIN_MS = 1000


def places(studio: StudioRobot) -> Iterator[str]:
    """Show one place after the other and name it; each tab is afterwards the one it was."""
    pages = studio.window.pages
    for page in Page:
        pages.show_page(page)
        yield page.value
        for kind in Kind if page is Page.MODEL else ():
            pages.model.show_kind(kind)
            yield f"{page.value}, {kind.value}"
        for tabs in pages.currentWidget().findChildren(QTabWidget):
            if tabs.isVisible():
                before = tabs.currentIndex()
                for index in range(tabs.count()):
                    if tabs.isTabVisible(index):
                        tabs.setCurrentIndex(index)
                        yield f"{page.value}, {tabs.tabText(index)}"
                tabs.setCurrentIndex(before)


def faults(studio: StudioRobot) -> list[str]:
    """What is cut, overlaps or lies beyond an edge in what is seen now, once the layout has settled."""
    skip = (studio.window.curves,)
    try:
        studio.qtbot.waitUntil(lambda: not misfits(studio.window, skip), timeout=_SETTLED_WITHIN_MS)
    except Exception:
        return misfits(studio.window, skip)
    return []
