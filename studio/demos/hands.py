"""Acts in the real window as a person does, by name: press, set a field, open, drop, type a shortcut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)

from studio.demos.sight import Sight, UnknownControlError, UnusableControlError, seen_part, unknown
from studio.look.messages import words
from studio.views.recipe.recipe_row import RecipeRow
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from trainer_core.errors import N_, TrainerError

MENU_SIGN = " > "
"""Stands between the entries of a path through the menu."""
_MOST_ENTRIES = 5000
_NO_BUTTON, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Hands(Sight):
    """Does to ``window`` what a person would, with real events.

    What opens a dialog returns when the dialog is closed, as the click of a person would: call it from a timer where
    something is to answer the dialog.
    """

    def press(self, name: str) -> None:
        """Press and release the mouse at the middle of ``name``; an action is chosen from its menu.

        Raises:
            UnknownControlError: nothing has this name.
            UnusableControlError: it is off, not seen or behind a dialog.
        """
        found = self.find(name)
        if isinstance(found, QAction):
            self._choose(name, found)
            return
        self.bring_to_sight(name)
        self._must_be_usable(name, found)
        if (menu := _menu_of(found)) is not None:
            # A click would serve the menu and nothing else until it closes.
            menu.popup(found.mapToGlobal(found.rect().bottomLeft()))
            return
        _click(found, found.rect().center())

    def set(self, key: str, value: Any) -> str:
        """Type ``value`` into the field of the recipe with this key, or choose it, and return why it was not taken.

        A text is typed as it is, so a wrong one can be; anything else is written as the field writes it.

        Raises:
            UnknownControlError: the recipe has no such field now.
            UnusableControlError: the field is locked.
        """
        row = self._row(key)
        self.bring_to_sight(key)
        editor = row.editor
        self._must_be_usable(key, row.line or editor)
        if row.line is not None:
            is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
            self._type(row.line, editor.text_of(value) if is_number else str(value))
        elif isinstance(editor, ChoiceField):
            if editor.findData(value) < 0:
                choices = ", ".join(row.info.choices)
                raise UnknownControlError(
                    "unknown-choice",
                    N_("{field} cannot be {value}. It can be {choices}."),
                    field=key,
                    value=str(value),
                    choices=choices,
                )
            editor.setFocus(Qt.FocusReason.MouseFocusReason)
            editor.setCurrentIndex(editor.findData(value))
            editor.activated.emit(editor.currentIndex())
        elif isinstance(editor, CheckField):
            if not isinstance(value, bool):
                raise unknown(str(value), {"true", "false"})
            if editor.value != value:
                _click(editor, QPoint(8, editor.rect().center().y()))
        else:
            try:
                self._window.session.shown_recipe.with_values({key: value})
            except TrainerError as error:
                return words(error.message)
            editor.set_value(value)
            editor.value_changed.emit(value)
        return row.error

    def value(self, key: str) -> Any:
        """Return what the field with this key holds; raises `UnknownControlError`."""
        return self._row(key).editor.value

    def open(self, what: str) -> None:
        """Choose the preset or the built-in data called ``what``, or drop the file or folder at that path.

        Raises:
            UnknownControlError: there is no such preset, data or path.
        """
        presets = [action.objectName().removeprefix("preset_") for action in self._actions("preset_")]
        data = self._row("data.source").info.choices
        if what in presets:
            self.press(f"preset_{what}")
        elif what in data:
            self._window.own_data.take_chosen(what)
        elif Path(what).exists():
            self.drop(Path(what))
        else:
            raise unknown(what, {*presets, *data})

    def choose(self, name: str, text: str) -> None:
        """Click on the entry that says ``text`` in the list, table, tree or box called ``name``.

        Raises:
            UnknownControlError: nothing has this name, or no entry says this.
            UnusableControlError: it is off, not seen, behind a dialog, or has no entries.
        """
        found = self.find(name)
        self.bring_to_sight(name)
        if isinstance(found, QAction) or not isinstance(found, QComboBox | QAbstractItemView):
            raise UnusableControlError("no-list", N_("{name} is not a list."), name=name)
        self._must_be_usable(name, found)
        entries = entries_of(found)
        if text not in entries:
            raise unknown(text, set(entries))
        index = entries[text]
        if isinstance(found, QComboBox):
            found.setCurrentIndex(index.row())
            found.activated.emit(index.row())
            return
        if isinstance(found, QTreeView):
            above = index.parent()
            while above.isValid():
                found.expand(above)
                above = above.parent()
        found.scrollTo(index)
        _click(found.viewport(), found.visualRect(index).center())

    def drop(self, *paths: Path) -> None:
        """Drop files or folders onto the window, all at once."""
        window = self._window
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path.resolve())) for path in paths])
        middle, copy = window.rect().center(), Qt.DropAction.CopyAction
        entering = QDragEnterEvent(middle, copy, mime, _LEFT, _NO_KEYS)
        QApplication.sendEvent(window, entering)
        if not entering.isAccepted():
            raise UnusableControlError("not-taken", N_("{path} cannot be dropped on the window."), path=str(paths[0]))
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, mime, _LEFT, _NO_KEYS))

    def menu(self, *texts: str) -> None:
        """Choose from the window's menu: ``menu("View", "Theme", "Dark")``; raises as `press` does."""
        menu: Any = self._window.toolbar.menu_button.menu()
        for text in texts:
            entries = {_plain(action.text()): action for action in menu.actions() if action.text()}
            if _plain(text) not in entries:
                raise unknown(text, set(entries))
            action = entries[_plain(text)]
            if action.menu() is None:
                self._choose(text, action)
                return
            menu = action.menu()

    def key(self, keys: str) -> None:
        """Press ``keys`` (``"Ctrl+Z"``, ``"Esc"``, ``"D"``): in an open menu, as a shortcut, or in what has the focus.

        Raises:
            UnknownControlError: there is no such key.
        """
        wanted: Any = QKeySequence(keys)  # its stubs do not know that it has items
        if wanted.isEmpty() or wanted[0].key() == Qt.Key.Key_unknown:
            raise unknown(keys, {"Ctrl+Z", "F5", "Esc", "Return", "Space"})
        pressed, has = wanted[0], QApplication.activeModalWidget() or self._window
        focus = QApplication.focusWidget() or has
        if not has.isAncestorOf(focus):
            focus = has
        text = keys.lower() if len(keys) == 1 else ""
        if (menu := QApplication.activePopupWidget()) is not None:
            self._press_key(menu, pressed.key(), pressed.keyboardModifiers(), text)
            return
        override = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key(), pressed.keyboardModifiers(), text)
        override.ignore()
        QApplication.sendEvent(focus, override)
        if not override.isAccepted() and self._take_shortcut(has, wanted):
            return
        self._press_key(focus, pressed.key(), pressed.keyboardModifiers(), text)

    def _actions(self, begin: str) -> list[QAction]:
        return [action for action in self._window.findChildren(QAction) if action.objectName().startswith(begin)]

    def _row(self, key: str) -> RecipeRow:
        rows = {each: row for section in self._window.form.sections.values() for each, row in section.rows.items()}
        if key not in rows:
            raise unknown(key, set(rows))
        return rows[key]

    def _must_be_usable(self, name: str, widget: QWidget) -> None:
        self._must_not_be_behind(name, widget)
        if not widget.isVisible() or seen_part(widget).isEmpty():
            raise UnusableControlError("not-seen", N_("{name} is not visible now."), name=name)
        if not widget.isEnabled():
            raise UnusableControlError("off", N_("{name} is disabled now."), name=name)

    def _must_not_be_behind(self, name: str, widget: QWidget) -> None:
        modal = QApplication.activeModalWidget()
        if modal is not None and modal is not widget.window():
            raise UnusableControlError(
                "behind-dialog", N_("{name} is blocked by the dialog {dialog}."), name=name, dialog=modal.objectName()
            )

    def _type(self, line: QWidget, text: str) -> None:
        line.setFocus(Qt.FocusReason.MouseFocusReason)
        self._press_key(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier, "")
        self._press_key(line, Qt.Key.Key_Delete, _NO_KEYS, "")
        for sign in text:
            self._press_key(line, Qt.Key.Key_unknown, _NO_KEYS, sign)
        self._press_key(line, Qt.Key.Key_Return, _NO_KEYS, "\r")

    @staticmethod
    def _press_key(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, text))

    def _choose(self, name: str, action: QAction) -> None:
        """Choose an action from its menu, as it stands there, or press the button that stands for it."""
        if not action.isEnabled():
            raise UnusableControlError("off", N_("{name} is disabled now."), name=name)
        self._must_not_be_behind(name, self._window)
        menu = next((one for one in action.associatedObjects() if isinstance(one, QMenu)), None)
        if menu is None:
            action.trigger()
            return
        button = self._shown_by(action)
        at = button.mapToGlobal(button.rect().bottomLeft()) if button is not None else self._window.pos()
        menu.popup(at, action)
        menu.setActiveAction(action)
        _click(menu, menu.actionGeometry(action).center())
        menu.close()

    def _take_shortcut(self, has: QWidget, wanted: QKeySequence) -> bool:
        """Trigger what is called by these keys in the window that has them; False if nothing is."""
        exact = QKeySequence.SequenceMatch.ExactMatch
        for action in has.findChildren(QAction):
            if action.isEnabled() and any(keys.matches(wanted) == exact for keys in action.shortcuts()):
                action.trigger()
                return True
        focus = QApplication.focusWidget()
        for shortcut in has.findChildren(QShortcut):
            owner = shortcut.parent()
            within = shortcut.context() != Qt.ShortcutContext.WidgetWithChildrenShortcut or (
                isinstance(owner, QWidget) and focus is not None and (owner is focus or owner.isAncestorOf(focus))
            )
            if within and shortcut.isEnabled() and shortcut.key().matches(wanted) == exact:
                shortcut.activated.emit()
                return True
        return False


def _menu_of(button: QWidget) -> QMenu | None:
    """The menu that a click on ``button`` opens."""
    if isinstance(button, QToolButton) and button.popupMode() is not QToolButton.ToolButtonPopupMode.InstantPopup:
        return None
    return button.menu() if isinstance(button, QPushButton | QToolButton) else None


def _click(widget: QWidget, at: QPoint) -> None:
    if widget.focusPolicy() & Qt.FocusPolicy.ClickFocus:
        widget.setFocus(Qt.FocusReason.MouseFocusReason)
    place, whole = QPointF(at), QPointF(widget.mapToGlobal(at))
    down, up = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    QApplication.sendEvent(widget, QMouseEvent(down, place, whole, _LEFT, _LEFT, _NO_KEYS))
    QApplication.sendEvent(widget, QMouseEvent(up, place, whole, _LEFT, _NO_BUTTON, _NO_KEYS))


def entries_of(shown: QComboBox | QAbstractItemView) -> dict[str, QModelIndex]:
    """The entries of a box, list, table or tree by what they say, the first one of each; at most some thousands."""
    model, found = shown.model(), dict[str, QModelIndex]()
    waiting = [QModelIndex()]
    asked = 0
    while waiting and asked < _MOST_ENTRIES:
        parent = waiting.pop(0)
        for row in range(model.rowCount(parent)):
            for column in range(model.columnCount(parent)):
                index = model.index(row, column, parent)
                found.setdefault(str(index.data() or ""), index)
                asked += 1
            waiting.append(model.index(row, 0, parent))
            if asked >= _MOST_ENTRIES:
                break
    found.pop("", None)
    return found


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…").removesuffix("...").strip()
