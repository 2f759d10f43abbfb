"""Acts in the real window as a person does, by name: press, set a field, open, drop, type a shortcut."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPoint, QPointF, QRect, Qt, QUrl
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
    QAbstractButton,
    QApplication,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QWidget,
)

from studio.look.field_rules import object_name
from studio.views.recipe.recipe_row import RecipeRow
from studio.views.recipe.recipe_section import RecipeSection
from studio.widgets.check_field import CheckField
from studio.widgets.choice_field import ChoiceField
from studio.widgets.folding_section import FoldingSection
from studio.widgets.menu_button import MenuButton
from studio.widgets.switched_pages import SwitchedPages
from studio.window.main_window import MainWindow
from trainer_core.errors import N_, DemoError, nearest

_PARTS = "/"
_NO_BUTTON, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class UnknownControlError(DemoError):
    """Nothing in the window has this name."""


class UnusableControlError(DemoError):
    """A person could not use this control now: it is off, not seen, or behind a dialog."""


class Hands:
    """Does to ``window`` what a person would, with real events.

    A control is named by its ``objectName``. ``"confusionSplit/test"`` is ``test`` within ``confusionSplit``, and
    ``"optimizer.lr"`` the field of that key. Among several of one name the one that is seen is meant.
    What opens a dialog returns when the dialog is closed, as the click of a person would: call it from a timer where
    something is to answer the dialog.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def find(self, name: str) -> QWidget | QAction:
        """Return the widget or action called ``name``, also in an open dialog; raises `UnknownControlError`."""
        below, found = self._roots(), None
        for part in (object_name(name, "Field") if "." in name else name).split(_PARTS):
            fitting: list[QWidget | QAction] = [root for root in below if root.objectName() == part]
            for root in below:
                fitting += root.findChildren(QWidget, part)
                fitting += root.findChildren(QAction, part)
            if not fitting:
                raise _unknown(name, {child.objectName() for root in below for child in _named(root)})
            found = next((one for one in fitting if isinstance(one, QWidget) and one.isVisible()), fitting[0])
            below = [found] if isinstance(found, QWidget) else []
        assert found is not None
        return found

    def bring_to_sight(self, name: str) -> None:
        """Open the page, tab, panel and section in which ``name`` lies, and scroll to it; raises
        `UnknownControlError`.
        """
        found = self.find(name)
        if isinstance(found, QAction):
            return
        above: list[QWidget] = [found]
        while (parent := above[-1].parentWidget()) is not None and not above[-1].isWindow():
            above.append(parent)
        for outer, inner in reversed(list(zip(above[1:], above, strict=False))):
            self._open(outer, inner, found)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        for area in above[1:]:
            if isinstance(area, QScrollArea) and (inside := area.widget()) is not None and inside.isAncestorOf(found):
                area.ensureWidgetVisible(_row_of(found) or found)

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
            self._type(row.line, value if isinstance(value, str) else editor.text_of(value))
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
            if editor.value != bool(value):
                _click(editor, QPoint(8, editor.rect().center().y()))
        else:
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
            raise _unknown(what, {*presets, *data})

    def drop(self, path: Path) -> None:
        """Drop a file or folder onto the window."""
        window = self._window
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path.resolve()))])
        middle, copy = window.rect().center(), Qt.DropAction.CopyAction
        entering = QDragEnterEvent(middle, copy, mime, _LEFT, _NO_KEYS)
        QApplication.sendEvent(window, entering)
        if not entering.isAccepted():
            raise UnusableControlError("not-taken", N_("{path} cannot be dropped on the window."), path=str(path))
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, mime, _LEFT, _NO_KEYS))

    def menu(self, *texts: str) -> None:
        """Choose from the window's menu by what stands there: ``menu("Theme", "Dark")``; raises as `press` does."""
        menu: Any = self._window.toolbar.menu_button.menu()
        for text in texts:
            entries = {_plain(action.text()): action for action in menu.actions() if action.text()}
            if _plain(text) not in entries:
                raise _unknown(text, set(entries))
            action = entries[_plain(text)]
            if action.menu() is None:
                self._choose(text, action)
                return
            menu = action.menu()

    def key(self, keys: str) -> None:
        """Press ``keys`` (``"Ctrl+Z"``, ``"Esc"``, ``"D"``) in an open menu, as a shortcut, or in what has the focus.

        Raises:
            UnknownControlError: there is no such key.
        """
        wanted: Any = QKeySequence(keys)  # its stubs do not know that it has items
        if wanted.isEmpty() or wanted[0].key() == Qt.Key.Key_unknown:
            raise _unknown(keys, {"Ctrl+Z", "F5", "Esc", "Return", "Space"})
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

    def shown(self, name: str) -> QWidget | None:
        """Return what a person sees of ``name``: a field with its label, an action's button; None if that is nothing.

        Raises `UnknownControlError`.
        """
        found = self.find(name)
        shown = self._shown_by(found) if isinstance(found, QAction) else (_row_of(found) or found)
        return shown if shown is not None and shown.isVisible() else None

    def place(self, name: str) -> QRect:
        """Return where in the window `shown` is; empty if nothing of it is seen. Raises `UnknownControlError`."""
        shown = self.shown(name)
        if shown is None:
            return QRect()
        seen = _seen(shown)
        return QRect(self._window.mapFromGlobal(shown.mapToGlobal(seen.topLeft())), seen.size())

    def _roots(self) -> list[QWidget]:
        """The dialog that has everything else blocked, if there is one, then the window."""
        modal = QApplication.activeModalWidget()
        return [self._window] if modal is None else [modal, self._window]

    def _actions(self, begin: str) -> list[QAction]:
        return [action for action in self._window.findChildren(QAction) if action.objectName().startswith(begin)]

    def _row(self, key: str) -> RecipeRow:
        rows = {each: row for section in self._window.form.sections.values() for each, row in section.rows.items()}
        if key not in rows:
            raise _unknown(key, set(rows))
        return rows[key]

    def _open(self, outer: QWidget, inner: QWidget, wanted: QWidget) -> None:
        """Have ``outer`` show ``inner``, which lies in it, where it shows one of several or nothing at all."""
        pages, train = self._window.pages, self._window.pages.train
        if outer is pages:
            pages.show_page(pages.page_of(inner))
        elif outer is train.columns and (panel := train.panel_of(inner)) not in train.panels:
            train.show_panel(panel)
        elif isinstance(outer, QTabWidget):
            tabs = [tab for i in range(outer.count()) if (tab := outer.widget(i)) is not None]
            outer.setCurrentWidget(next((tab for tab in tabs if tab is wanted or tab.isAncestorOf(wanted)), inner))
        elif isinstance(outer, QStackedWidget) and isinstance(switched := outer.parentWidget(), SwitchedPages):
            switched.show_widget(inner)
        elif isinstance(outer, FoldingSection) and inner is outer.body:
            outer.set_expanded(True)
            if isinstance(outer, RecipeSection) and (row := _row_of(wanted)) is not None:
                outer.reveal(row.key)

    def _must_be_usable(self, name: str, widget: QWidget) -> None:
        self._must_not_be_behind(name, widget)
        if not widget.isVisible() or _seen(widget).isEmpty():
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

    def _shown_by(self, action: QAction) -> QWidget | None:
        """The button whose menu holds ``action``, or that triggers it."""
        menus = {one for one in action.associatedObjects() if isinstance(one, QMenu)}
        for button in self._window.findChildren(MenuButton):
            if button.menu() in menus or (button.menu() is not None and menus & set(button.menu().findChildren(QMenu))):
                return button
        name = action.objectName().removeprefix("show").removesuffix("Action")
        return self._window.findChild(QAbstractButton, f"{name[:1].lower()}{name[1:]}Button")

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


def _seen(widget: QWidget) -> QRect:
    """The part of ``widget`` that no parent cuts off. Qt's visible region takes away what children paint, too."""
    seen, outer = widget.rect(), widget
    while not outer.isWindow() and (parent := outer.parentWidget()) is not None:
        outer = parent
        seen &= QRect(QPoint(0, 0) - widget.mapTo(outer, QPoint(0, 0)), outer.size())
    return seen


def _named(root: QWidget) -> list[QObject]:
    return [*root.findChildren(QWidget), *root.findChildren(QAction)]


def _row_of(widget: QWidget) -> RecipeRow | None:
    row: QWidget | None = widget
    while row is not None and not isinstance(row, RecipeRow):
        row = row.parentWidget()
    return row


def _plain(text: str) -> str:
    return text.replace("&", "").removesuffix("…").removesuffix("...").strip()


def _unknown(name: str, known: set[str]) -> UnknownControlError:
    meant = nearest(name, {each for each in known if each and not each.startswith("qt_")})
    if meant is None:
        return UnknownControlError("unknown-control", N_("There is no {name} here."), name=name)
    return UnknownControlError(
        "unknown-control", N_("There is no {name} here. Did you mean {meant}?"), name=name, meant=meant
    )
