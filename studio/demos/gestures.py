"""What a person does with mouse and keys, as steps of a demo; in words where no step does it again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from studio.demos.hands import entries_of
from studio.views.recipe.recipe_row import RecipeRow
from studio.widgets.drawing_canvas import DrawingCanvas
from studio.window.actions import Do
from studio.window.main_window import MainWindow

_NOT_INSIDE = ("toolbar", "rail", "demosDialog", "recordBar", "demoBar")
"""Parts whose buttons stand for actions, or are no part of a demo."""
_NOT_CHOSEN = ("preset_", "device_")
"""Entries of menus that are recorded by what comes of them, or are of one computer."""
_HEARD = (QEvent.Type.MouseButtonRelease, QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.Wheel)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class Gestures(QObject):
    """Hears what is done in ``window``, from when it is made until `stop`, except what edits the recipe or trains.

    Signals:
        took(object): a step, as it stands in the file of a demo.
        remarked(str): what was done and is no step, in words.
    """

    took = Signal(object)
    remarked = Signal(str)

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def stop(self) -> None:
        """Hear nothing more."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what is pressed, chosen and used; of what is typed, only that something is."""
        if event.type() in _HEARD and isinstance(watched, QWidget) and not _is_left_out(watched):
            if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
                self._note_click(watched, event.position().toPoint())
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isprintable():
                self._note_typing(watched, event.text())
            elif event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
                self._note_key(watched, Qt.Key(event.key()))
            elif event.type() == QEvent.Type.Wheel and isinstance(plot := watched.parentWidget(), QGraphicsView):
                self._note_plot(plot)
        return False

    def name_of(self, widget: QWidget) -> str:
        """The widget's name, within that of what it lies in where there are several."""
        name = widget.objectName()
        if len(self._window.findChildren(QWidget, name)) < 2:
            return name
        outer = widget.parentWidget()
        while outer is not None and not outer.objectName():
            outer = outer.parentWidget()
        return name if outer is None else f"{outer.objectName()}/{name}"

    def _note_click(self, watched: QWidget, at: QPoint) -> None:
        outer = watched.parentWidget()
        if not watched.isEnabled() or not watched.rect().contains(at):
            return
        if isinstance(watched, QAbstractButton):
            self._note_button(watched)
        elif isinstance(watched, QTabBar):
            self._note_tab(watched, watched.tabAt(at))
        elif isinstance(watched, QMenu):
            self._note_action(watched.actionAt(at))
        elif isinstance(outer, QAbstractItemView) and watched is outer.viewport():
            self._note_entry(outer, outer.indexAt(at))
        elif isinstance(outer, QGraphicsView):
            self._note_plot(outer)
        elif isinstance(watched, DrawingCanvas):
            self._remark(self.tr("Something was drawn in {name}."), watched)

    def _note_key(self, watched: QWidget, key: Qt.Key) -> None:
        if key == Qt.Key.Key_Space and isinstance(watched, QAbstractButton) and watched.isEnabled():
            self._note_button(watched)
        elif key in _MOVES and isinstance(watched, QTabBar):
            self._note_tab(watched, watched.currentIndex())
        elif key in _MOVES and isinstance(watched, QAbstractItemView):
            self._note_entry(watched, watched.currentIndex())

    def _note_typing(self, watched: QWidget, text: str) -> None:
        if text and isinstance(watched, QLineEdit | QPlainTextEdit | QTextEdit):
            self._remark(self.tr("Text was typed in {name}; it is not recorded."), watched)

    def _note_button(self, button: QAbstractButton) -> None:
        if button.objectName() and not button.objectName().startswith("qt_"):
            self.took.emit({"press": self.name_of(button)})
        elif button.text():
            self.remarked.emit(self.tr("“{text}” was pressed; it has no object name.").format(text=button.text()))

    def _note_tab(self, bar: QTabBar, at: int) -> None:
        tabs = bar.parentWidget()
        page = tabs.widget(at) if isinstance(tabs, QTabWidget) and at >= 0 else None
        if page is not None and (named := _first_named(page)) is not None:
            self.took.emit({"show": self.name_of(named)})
        elif at >= 0:
            self.remarked.emit(
                self.tr("The tab “{text}” was opened; it has no object name.").format(text=bar.tabText(at))
            )

    def _note_action(self, action: QAction | None) -> None:
        """An entry of a menu; what is in the table of actions is recorded from there."""
        if action is None or not action.isEnabled() or action.isSeparator() or action.menu() is not None:
            return
        name = action.objectName()
        if name and name not in set(Do) and not name.startswith(_NOT_CHOSEN):
            self.took.emit({"press": name})
        elif not name:
            self.remarked.emit(self.tr("“{text}” was chosen; it has no object name.").format(text=action.text()))

    def _note_entry(self, view: QAbstractItemView, index: QModelIndex) -> None:
        box = view.window().parentWidget() if view.window() is not self._window else None
        shown: QComboBox | QAbstractItemView = box if isinstance(box, QComboBox) else view
        if not index.isValid() or _is_left_out(shown):
            return
        text = str(index.data() or "")
        again = entries_of(shown).get(text) if text else None
        is_same = again is not None and (again.row(), again.column()) == (index.row(), index.column())
        if shown.objectName() and is_same and not any(sign in text for sign in "/\\"):
            self.took.emit({"choose": {self.name_of(shown): text}})
        else:
            self._remark(self.tr("An entry without a text of its own was chosen in {name}."), shown)

    def _note_plot(self, plot: QWidget) -> None:
        self._remark(self.tr("{name} was dragged or clicked."), plot)

    def _remark(self, template: str, widget: QWidget) -> None:
        named: QWidget | None = widget
        while named is not None and (not named.objectName() or named.objectName().startswith("qt_")):
            named = named.parentWidget()
        self.remarked.emit(template.format(name=named.objectName() if named is not None else ""))


def same_list(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two steps choose in the same list, so that only the later one counts."""
    return bool("choose" in one and "choose" in other and one["choose"].keys() == other["choose"].keys())


def _is_left_out(widget: QWidget) -> bool:
    part: QWidget | None = widget
    while part is not None:
        if isinstance(part, RecipeRow) or part.objectName() in _NOT_INSIDE:
            return not isinstance(widget, QMenu)
        part = part.parentWidget()
    return False


def _first_named(page: QWidget) -> QWidget | None:
    """The outermost part of a page that has a name."""
    waiting = [page]
    while waiting:
        part = waiting.pop(0)
        if part.objectName() and not part.objectName().startswith("qt_"):
            return part
        waiting += [each for each in part.children() if isinstance(each, QWidget)]
    return None
