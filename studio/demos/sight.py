"""Finds what a name stands for in the window, and brings it to where a person sees it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QScrollArea, QStackedWidget, QTabWidget, QWidget

from studio.look.field_rules import object_name
from studio.views.recipe.recipe_row import RecipeRow
from studio.views.recipe.recipe_section import RecipeSection
from studio.widgets.folding_section import FoldingSection
from studio.widgets.menu_button import MenuButton
from studio.widgets.switched_pages import SwitchedPages
from studio.window.main_window import MainWindow
from trainer_core.errors import N_, DemoError, nearest

_PARTS = "/"


class UnknownControlError(DemoError):
    """Nothing in the window has this name."""


class UnusableControlError(DemoError):
    """A person could not use this control now: it is off, not seen, or behind a dialog."""


class Sight:
    """Looks for controls in ``window``.

    A control is named by its ``objectName``. ``"confusionSplit/test"`` is ``test`` within ``confusionSplit``, and
    ``"optimizer.lr"`` the field of that key. Among several of one name the one that is seen is meant.
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
                raise unknown(name, {child.objectName() for root in below for child in _named(root)})
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
                area.ensureWidgetVisible(row_of(found) or found)

    def shown(self, name: str) -> QWidget | None:
        """Return what a person sees of ``name``: a field with its label, an action's button; None if that is nothing.

        Raises `UnknownControlError`.
        """
        found = self.find(name)
        shown = self._shown_by(found) if isinstance(found, QAction) else (row_of(found) or found)
        return shown if shown is not None and shown.isVisible() else None

    def place(self, name: str) -> QRect:
        """Return where in the window `shown` is; empty if nothing of it is seen. Raises `UnknownControlError`."""
        shown = self.shown(name)
        if shown is None:
            return QRect()
        seen = seen_part(shown)
        return QRect(self._window.mapFromGlobal(shown.mapToGlobal(seen.topLeft())), seen.size())

    def _roots(self) -> list[QWidget]:
        """The dialog that has everything else blocked, if there is one, then the window."""
        modal = QApplication.activeModalWidget()
        return [self._window] if modal is None else [modal, self._window]

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
            if isinstance(outer, RecipeSection) and (row := row_of(wanted)) is not None:
                outer.reveal(row.key)

    def _shown_by(self, action: QAction) -> QWidget | None:
        """The button whose menu holds ``action``, or that triggers it."""
        menus = {one for one in action.associatedObjects() if isinstance(one, QMenu)}
        for button in self._window.findChildren(MenuButton):
            if button.menu() in menus or (button.menu() is not None and menus & set(button.menu().findChildren(QMenu))):
                return button
        name = action.objectName().removeprefix("show").removesuffix("Action")
        return self._window.findChild(QAbstractButton, f"{name[:1].lower()}{name[1:]}Button")


def unknown(name: str, known: set[str]) -> UnknownControlError:
    """What to raise for a name that is not among ``known``, with what was probably meant."""
    meant = nearest(name, {each for each in known if each and not each.startswith("qt_")})
    if meant is None:
        return UnknownControlError("unknown-control", N_("There is no {name} here."), name=name)
    return UnknownControlError(
        "unknown-control", N_("There is no {name} here. Did you mean {meant}?"), name=name, meant=meant
    )


def row_of(widget: QWidget) -> RecipeRow | None:
    row: QWidget | None = widget
    while row is not None and not isinstance(row, RecipeRow):
        row = row.parentWidget()
    return row


def seen_part(widget: QWidget) -> QRect:
    """The part of ``widget`` that no parent cuts off. Qt's visible region takes away what children paint, too."""
    seen, outer = widget.rect(), widget
    while not outer.isWindow() and (parent := outer.parentWidget()) is not None:
        outer = parent
        seen &= QRect(QPoint(0, 0) - widget.mapTo(outer, QPoint(0, 0)), outer.size())
    return seen


def _named(root: QWidget) -> list[QObject]:
    return [*root.findChildren(QWidget), *root.findChildren(QAction)]
