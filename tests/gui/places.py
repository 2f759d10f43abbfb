"""Every place that the window has: each page, each kind of model, each tab and switch, shown one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QTabWidget, QWidget

from studio.testing import StudioRobot
from studio.views.model.kinds import Kind
from studio.widgets.segmented import Segmented
from studio.window.page_bar import Page
from tests.gui.text_fits import misfits

_SETTLED_WITHIN_MS = 1000


def places(studio: StudioRobot) -> Iterator[str]:
    """Show one place after the other and name it; each tab and each switch is afterwards the one it was."""
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
                        for name in _switched(tabs.currentWidget()):
                            yield f"{page.value}, {tabs.tabText(index)}, {name}"
                tabs.setCurrentIndex(before)


def _switched(part: QWidget) -> Iterator[str]:
    """Have each switch in a tab at each of its positions, one after the other."""
    for switch in part.findChildren(Segmented):
        before = switch.value
        for button in switch.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and not button.isChecked():
                button.click()
                yield f"{switch.objectName()} {button.objectName()}"
        if switch.value != before:
            switch.findChild(QAbstractButton, before).click()


def faults(studio: StudioRobot) -> list[str]:
    """What is cut, overlaps or lies beyond an edge in what is seen now, once the layout has settled."""
    QCoreApplication.processEvents()
    skip = (studio.window.curves,)
    try:
        studio.qtbot.waitUntil(lambda: not misfits(studio.window, skip), timeout=_SETTLED_WITHIN_MS)
    except Exception:
        return misfits(studio.window, skip)
    return []
