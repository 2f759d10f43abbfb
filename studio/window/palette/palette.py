"""The window's command palette: opens it, runs what was chosen, and remembers what was used last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from studio.look.settings import Settings
from studio.widgets.command_palette.command_palette import CommandPalette
from studio.widgets.command_palette.items import PaletteItem, Provider
from studio.window.palette.of_actions import ActionItems, HelpItems
from studio.window.palette.of_recipe import FieldItems
from studio.window.palette.of_runs import RunItems
from studio.window.palette.of_settings import PresetItems, SettingItems
from studio.window.palette.of_views import ViewItems

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_KEPT = 30
_SOON_MS = 50


class PaletteFlow(QObject):
    """Opens and closes the palette of ``window``, which is made when it is first asked for. No signals.

    ``providers`` may be added to; each is asked whenever the palette opens.
    """

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self.runs = RunItems(window)
        self.providers: list[Provider] = [
            ActionItems(window),
            FieldItems(window),
            PresetItems(window),
            SettingItems(window),
            ViewItems(window),
            self.runs,
            HelpItems(window),
        ]
        self._palette: CommandPalette | None = None
        self._listened: QWidget | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._refresh)
        window.pages.completed.connect(self._follow_runs)
        window.session.state_changed.connect(self._refresh_soon)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._listen)

    @property
    def palette(self) -> CommandPalette:
        """The palette."""
        if self._palette is None:
            self._palette = CommandPalette(self._window)
            self._palette.chosen.connect(self._run)
        return self._palette

    def toggle(self) -> None:
        """Open the palette, or close it."""
        palette = self.palette
        if palette.isVisible():
            palette.close_palette()
            return
        palette.recent = tuple(filter(None, self._settings.palette_recent.splitlines()))
        palette.open(self.providers)
        self.runs.look()

    @Slot()
    def _follow_runs(self) -> None:
        self.runs.follow()
        self._window.pages.runs.table.counted.connect(self._refresh_soon)

    @Slot()
    def _refresh_soon(self) -> None:
        if self._palette is not None and self._palette.isVisible() and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _refresh(self) -> None:
        if self._palette is not None:
            self._palette.refresh()

    @Slot(object)
    def _run(self, item: PaletteItem) -> None:
        used = [item.id, *(each for each in self._settings.palette_recent.splitlines() if each != item.id)]
        self._settings.palette_recent = "\n".join(used[:_KEPT])
        item.run()

    @Slot(QWidget, QWidget)
    def _listen(self, old: QWidget | None, new: QWidget | None) -> None:
        """Listen at the field that has the focus: a field of text would keep Ctrl+K, which deletes on some systems."""
        if self._listened is not None and isValid(self._listened):
            self._listened.removeEventFilter(self)
        kinds = (QLineEdit, QPlainTextEdit, QTextEdit)
        self._listened = new if isinstance(new, kinds) and new.window() is self._window else None
        if self._listened is not None:
            self._listened.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_K
            if plain:
                event.ignore()
                return True
        return False
