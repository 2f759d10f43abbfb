"""Finds words that are cut, things that lie over one another, and things beyond the edge, in a window as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.pill import Pill

_SLACK, _BESIDE = 2, 6
_BREAKS = r"[\s\u200b]"
_NUMBER = re.compile(r"[-+−]?[\d.,]+(e[-+]?\d+)?\s?%?")
_MAY_BE_SHORTENED = (ElidedLabel, Pill)
"""These end in an ellipsis where there is no room, and tell the rest in a tool tip."""


def misfits(window: QWidget, skip: tuple[QWidget, ...] = ()) -> list[str]:
    """Describe every visible label or button of ``window`` that is cut, beyond an edge, or over its neighbour.

    What lies in ``skip`` is left out, and what a scroll area can bring into view does not count as beyond the edge.
    """
    widgets = [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton)
        and widget.isVisible()
        and not any(each is widget or each.isAncestorOf(widget) for each in skip)
    ]
    found = [f"{_name(widget)}: {fault}" for widget in widgets for fault in _faults(widget, window)]
    found += _half_numbers(window) + _low_rows(window) + _small_hints(window)
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in widgets:
        by_parent.setdefault(widget.parentWidget(), []).append(widget)
    for siblings in by_parent.values():
        for one, other in combinations(siblings, 2):
            if one.geometry().intersects(other.geometry().adjusted(1, 1, -1, -1)):
                found.append(f"{_name(one)} lies over {_name(other)}")
    return found


def _faults(widget: QWidget, window: QWidget) -> list[str]:
    faults = []
    text = widget.text().replace("&", "")
    if isinstance(widget, Button):
        if widget.objectName() != "presetButton" and widget.width() + _SLACK < widget.sizeHint().width():
            faults.append(f"{widget.width()} px wide, needs {widget.sizeHint().width()}")
    elif isinstance(widget, QPushButton):
        if widget.text() and widget.width() + _SLACK < widget.sizeHint().width():
            faults.append(f"{widget.width()} px wide, needs {widget.sizeHint().width()}: {text!r}")
    elif isinstance(widget, QLabel) and widget.wordWrap():
        if widget.height() + _SLACK < widget.heightForWidth(widget.width()):
            faults.append(f"{widget.height()} px high, needs {widget.heightForWidth(widget.width())}: {text!r}")
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in re.split(_BREAKS, text)), default=0)
        if widget.contentsRect().width() + _SLACK < longest and "<" not in text:
            faults.append(f"{widget.contentsRect().width()} px wide, its longest word needs {longest}: {text!r}")
    elif not isinstance(widget, (*_MAY_BE_SHORTENED, QToolButton)) and text and "<" not in text:
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in text.splitlines())
        if widget.contentsRect().width() + _SLACK < needed:
            faults.append(f"{widget.contentsRect().width()} px wide, needs {needed}: {text!r}")
    if widget.height() > 1 and not _within(widget, window):
        faults.append(f"beyond an edge: {text!r}")
    return faults


def _half_numbers(window: QWidget) -> list[str]:
    """The numbers in tables that are seen, but not with all of their digits."""
    return [
        f"{_name(table)}: {needed} px for {text!r} in a cell of {room} px"
        for table in window.findChildren(QTableView)
        if table.isVisible()
        for text, room, needed in _cells(table)
        if _NUMBER.fullmatch(text) and room + _SLACK < needed
    ]


def _low_rows(window: QWidget) -> list[str]:
    """The tables whose rows are less high than the letters in them."""
    return [
        f"{_name(table)}: rows of {table.rowHeight(0)} px for letters of {table.fontMetrics().height()} px"
        for table in window.findChildren(QTableView)
        if table.isVisible() and table.model().rowCount() and table.rowHeight(0) < table.fontMetrics().height()
    ]


def _cells(table: QTableView) -> Iterator[tuple[str, int, int]]:
    """The text of each cell that is seen, how wide it is, and how wide it would have to be."""
    model, area, metrics = table.model(), table.viewport().rect(), table.fontMetrics()
    for row in range(max(table.rowAt(0), 0), model.rowCount()):
        if table.rowViewportPosition(row) > area.bottom():
            return
        for column in range(model.columnCount()):
            index = model.index(row, column)
            rect = table.visualRect(index)
            text = index.data(Qt.ItemDataRole.DisplayRole)
            if rect.intersects(area) and isinstance(text, str | int | float):
                yield str(text), rect.width(), metrics.horizontalAdvance(str(text)) + _BESIDE


def _small_hints(window: QWidget) -> list[str]:
    """The editors that say what to type in letters of another size than what is typed has."""
    return [
        f"{_name(editor)}: hint of {hint:g} pt, text of {text:g} pt"
        for editor in window.findChildren(QPlainTextEdit)
        if editor.isVisible() and editor.placeholderText()
        for hint, text in [(editor.viewport().font().pointSizeF(), editor.document().defaultFont().pointSizeF())]
        if abs(hint - text) > 0.1
    ]


def _within(widget: QWidget, window: QWidget) -> bool:
    """Whether all of ``widget`` is inside every widget that holds it, up to the window or to what scrolls there."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window.parentWidget():
        rect = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea):
            sideways = area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            return sideways or (rect.left() >= -_SLACK and rect.right() <= parent.width() + _SLACK)
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(rect):
            return False
        parent = parent.parentWidget()
    return True


def _name(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} in {widget.parentWidget().objectName() or '?'}"
