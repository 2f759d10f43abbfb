"""Opens Help: at the entry for what has the focus, at one that is asked for, over a question, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.log_file import log_path
from studio.look.settings import Settings
from studio.window.actions import Do
from studio.window.help_topics import entry_for
from studio.window.page_bar import Page
from studio.window.shortcut_list import shortcut_list
from studio.window.tool_tips import ToolTips
from trainer_core.files.cache import cache_root

if TYPE_CHECKING:
    from studio.views.help.help_view import HelpView
    from studio.window.main_window import MainWindow

_WIDTH, _HEIGHT = 760, 560


class Helping(QObject):
    """Makes the page Help when it is first shown, and leads to it and back. No signals."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._before = Page.TRAIN
        self._wanted = "contents"  # which is no entry, so that all are listed
        self._focus: QWidget | None = None
        self._view: HelpView | None = None
        self.tips = ToolTips(window)
        window.pages.add_later(Page.HELP, self._make)
        window.pages.page_changed.connect(self._note_page)
        window.curves.help_asked.connect(self.open)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._reach_question)

    @property
    def view(self) -> HelpView:
        """The page, made if need be."""
        if self._view is None:
            self._window.pages.show_page(Page.HELP)
        assert self._view is not None
        return self._view

    def carry_out(self, key: Do) -> bool:
        """Carry out one of the actions of Help; False if ``key`` is none of them."""
        if key is Do.HELP:
            self._open_or_leave()
        elif key in (Do.SHORTCUTS, Do.TROUBLESHOOTING):
            self.open("shortcuts" if key is Do.SHORTCUTS else "troubleshooting")
        return key in (Do.HELP, Do.SHORTCUTS, Do.TROUBLESHOOTING)

    @Slot(str)
    def open(self, id_: str) -> None:
        """Show the entry called ``id_`` of `studio.look.guide` on the page Help; the list of all if there is none."""
        self._wanted = id_
        if self._window.pages.page is not Page.HELP:
            self._focus = QApplication.focusWidget()
            self._window.pages.show_page(Page.HELP)
        self.view.open(id_)
        self.view.take_focus()

    @Slot()
    def leave(self) -> None:
        """Show the page that was seen before Help, with the focus where it was."""
        focus, self._focus = self._focus, None
        self._window.pages.show_page(self._before)
        if focus is not None and focus in set(self._window.findChildren(QWidget)):
            focus.setFocus()

    def _open_or_leave(self) -> None:
        question = QApplication.activeModalWidget()
        if question is not None:
            self._open_over(question)
        elif self._window.pages.page is Page.HELP:
            self.leave()
        else:
            self.open(entry_for(QApplication.focusWidget(), self._window))

    def _open_over(self, question: QWidget) -> None:
        """Show the entry for what has the focus in a question that waits for an answer, or close it again."""
        if question.objectName() == "helpDialog":
            question.close()
            return
        dialog = QDialog(question)
        dialog.setObjectName("helpDialog")
        dialog.setWindowTitle(self.tr("Help"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = self._new_view(dialog)
        view.closed.connect(dialog.close)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(view)
        room = self._window.screen().availableGeometry()
        dialog.resize(
            min(fonts.scaled(_WIDTH), round(room.width() * 0.9)), min(fonts.scaled(_HEIGHT), round(room.height() * 0.9))
        )
        view.open(entry_for(QApplication.focusWidget(), self._window))
        dialog.open()
        view.take_focus()

    @Slot()
    def _reach_question(self) -> None:
        """Have F1 work in the question that is open, and its controls explain themselves."""
        question = QApplication.activeModalWidget()
        action = self._window.actions_by_key[Do.HELP]
        if isinstance(question, QDialog) and action not in question.actions():
            question.addAction(action)
            self.tips.give_within(question)

    @Slot(object)
    def _note_page(self, page: Page) -> None:
        if page is not Page.HELP:
            self._before = page

    def _make(self) -> HelpView:
        self._view = self._new_view(self._window.pages)
        self._view.closed.connect(self.leave)
        self._view.open(self._wanted)
        return self._view

    def _new_view(self, parent: QWidget) -> HelpView:
        # Nothing of Help is there before somebody wants it.
        from studio.views.help.help_view import HelpView

        settings = self._settings
        made = {
            "shortcuts": lambda: shortcut_list(self._window),
            "runs-folder": lambda: f"`{settings.runs_root}`",
            "corrections-folder": lambda: f"`{settings.corrections_root}`",
            "settings-file": lambda: f"`{settings.store.fileName()}`",
            "log-file": lambda: f"`{log_path()}`",
            "cache-folder": lambda: f"`{cache_root()}`",
        }
        return HelpView(self._keys_of, made, parent)

    def _keys_of(self, name: str) -> str:
        """The first keys of an action, as this system writes them; an empty text where it has none."""
        action = self._window.findChild(QAction, name)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) if action is not None else ""
        return f"`{keys}`" if keys else ""
