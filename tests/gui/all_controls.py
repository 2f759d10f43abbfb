"""Goes through the window and comes by every control that a person can see there: pages, tabs, switches."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from studio.views.recipe.recipe_section import RecipeSection
from studio.widgets.folding_section import FoldingSection
from studio.widgets.segmented import Segmented
from studio.window.page_bar import Page

_CONTROLS = (
    *(QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox),
    *(QLineEdit, QPlainTextEdit, QTabBar, QTextEdit),
)
_NONE = (QScrollBar, QScrollArea, QLabel, QTabWidget, QSplitterHandle)


def where(widget: QWidget) -> str:
    """The names on the way from the window to ``widget``, and its kind."""
    names, around = [], widget
    while around is not None and not isinstance(around, QMainWindow):
        if around.objectName() and not around.objectName().startswith("qt_"):
            names.append(around.objectName())
        around = around.parentWidget()
    return f"{'/'.join(reversed(names))} ({type(widget).__name__})"


def seen(window: QWidget) -> Iterator[QWidget]:
    """The controls that are seen now: what is pressed, chosen from or typed into, and what takes the focus."""
    for widget in window.findChildren(QWidget):
        acts = isinstance(widget, _CONTROLS) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        inner = widget.objectName().startswith("qt_") or isinstance(widget, _NONE)
        if widget.isVisible() and acts and not inner:
            yield widget


def all_controls(window) -> Iterator[QWidget]:
    """Every control of every page, behind every tab and at every position of a switch, each once.

    The sections of the recipe are opened. What a page shows is left at the last of its positions.
    """
    told: set[int] = set()
    for section in window.form.findChildren(FoldingSection):
        section.set_expanded(True)
        if isinstance(section, RecipeSection):
            section.more_button.setChecked(True)

    def fresh() -> Iterator[QWidget]:
        QCoreApplication.processEvents()
        for widget in list(seen(window)):
            if id(widget) not in told:
                told.add(id(widget))
                yield widget

    for page in Page:
        window.pages.show_page(page)
        yield from fresh()
        for tabs in window.pages.currentWidget().findChildren(QTabWidget):
            for index in range(tabs.count()):
                if tabs.isVisible() and tabs.isTabVisible(index):
                    tabs.setCurrentIndex(index)
                    yield from fresh()
                    yield from _switched(tabs.currentWidget(), fresh)
        yield from _switched(window.pages.currentWidget(), fresh)


def _switched(part: QWidget, fresh) -> Iterator[QWidget]:
    for switch in part.findChildren(Segmented):
        for button in switch.findChildren(QAbstractButton):
            if button.isVisible() and button.isEnabled() and not button.isChecked():
                button.click()
                yield from fresh()
