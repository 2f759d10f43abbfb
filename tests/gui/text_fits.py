"""Finds words that are cut, things that lie over one another, and things beyond the edge, in a window as it stands."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QToolButton, QWidget

from studio.widgets.button import Button
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.pill import Pill

_SLACK = 2
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
    elif isinstance(widget, QLabel) and widget.wordWrap():
        if widget.height() + _SLACK < widget.heightForWidth(widget.width()):
            faults.append(f"{widget.height()} px high, needs {widget.heightForWidth(widget.width())}: {text!r}")
    elif not isinstance(widget, (*_MAY_BE_SHORTENED, QToolButton)) and text and "<" not in text:
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in text.splitlines())
        if widget.contentsRect().width() + _SLACK < needed:
            faults.append(f"{widget.contentsRect().width()} px wide, needs {needed}: {text!r}")
    if widget.height() > 1 and not _within(widget, window):
        faults.append(f"beyond an edge: {text!r}")
    return faults


def _within(widget: QWidget, window: QWidget) -> bool:
    """Whether all of ``widget`` is inside every widget that holds it, up to the window or to what scrolls."""
    parent = widget.parentWidget()
    while parent is not None and parent is not window.parentWidget():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return True
        rect = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(rect):
            return False
        parent = parent.parentWidget()
    return True


def _name(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} in {widget.parentWidget().objectName() or '?'}"
