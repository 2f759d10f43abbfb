"""What a screen reader finds in a window, and where the Tab key leads, for tests that walk every page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from studio.widgets.code_editor.code_editor import CodeEditor
from studio.widgets.focus_ring import FocusRing

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)
_OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")


def interactive(window: QWidget) -> Iterator[QWidget]:
    """What a person can operate in ``window`` as it stands, but for scroll bars and the insides of Qt's own widgets."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, INTERACTIVE) or isinstance(widget, QScrollBar) or not widget.isVisible():
            continue
        parent = widget.parentWidget()
        inside = isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit | QTabBar | QAbstractItemView)
        if not inside and not widget.objectName().startswith(_OF_QT):
            yield widget


def told(widget: QWidget) -> tuple[str, QAccessible.Role, str]:
    """The name, the role and the description that Qt gives a screen reader."""
    interface: QAccessibleInterface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, f"{widget} is not in the accessibility tree"
    name = interface.text(QAccessible.Text.Name)
    return name, interface.role(), interface.text(QAccessible.Text.Description)


def called(widget: QWidget) -> str:
    """A widget as a failing test names it: its class, its own name, and that of the nearest place with a name."""
    place = widget.parentWidget()
    while place is not None and not place.objectName():
        place = place.parentWidget()
    where = place.objectName() if place is not None else ""
    return f"{type(widget).__name__} {widget.objectName() or '(no name)'} in {where}"


def tab_stops(window: QWidget, most: int = 300) -> dict[QWidget, bool]:
    """Where Tab leads, from what has the focus until it comes round; and of each, whether it looks another way then."""
    first = stop = QApplication.focusWidget()
    assert first is not None
    stops: dict[QWidget, bool] = {}
    for _ in range(most):
        QApplication.processEvents()
        with_focus = look_of(window, stop)
        _press_tab(window)
        QApplication.processEvents()
        stops[stop] = with_focus != look_of(window, stop)
        stop = QApplication.focusWidget()
        if stop is None or stop is first:
            return stops
    raise AssertionError(f"Tab does not come round: {[called(stop) for stop in list(stops)[-8:]]}")


def _press_tab(window: QWidget) -> None:
    focus = QApplication.focusWidget() or window
    popup = QApplication.activePopupWidget()
    assert popup is None, f"{popup} is open"
    if isinstance(focus, CodeEditor):
        QTest.keyClick(focus, Qt.Key.Key_Escape)  # else it indents
    QTest.keyClick(focus, Qt.Key.Key_Tab)


def look_of(window: QWidget, widget: QWidget) -> tuple[QImage, bool]:
    """How ``widget`` looks, and whether the ring of ``window`` is around it."""
    ring = window.findChild(FocusRing)
    corner = widget.mapTo(window, QPoint(0, 0))
    around = ring is not None and ring.isVisible() and ring.geometry() == widget.rect().translated(corner)
    return widget.grab().toImage(), around
