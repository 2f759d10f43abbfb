"""Puts the window on stage, full screen with large text and few controls, and restores it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QScrollBar, QSplitter, QTabWidget, QWidget

from studio.look import fonts
from studio.look.settings import Settings
from studio.look.theme import Mode, current_theme
from studio.window.actions import Do
from studio.window.page_bar import Page
from studio.window.presenter.screens import Screen, move_to

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_FIGURE = 1 / 40
"""The height of a figure, of the window's: what is read from the last row."""
_SPARE = 1.05
"""For the rounding of the letters to pixels: with less, those of 768 lines are 19 pixels high instead of 20."""
_EXACT = 100
"""Letters are measured so many times as large, where that rounding says nothing."""
_NARROWEST = 4 / 3
"""A window that is higher than it is wide for its width counts as if it had this shape."""
_STEP, _SMALLEST, _LARGEST = 0.1, 0.7, 1.5
_SOON_MS = 60
_TRIES = 20


@dataclass(slots=True)
class _Before:
    """Everything of the window that the stage changes."""

    state: Qt.WindowState
    geometry: QRect
    size: QSize
    scale: float
    mode: Mode
    page: Page
    panel: str
    log: bool
    log_shown: bool
    focus: QWidget | None
    splitters: list[tuple[QSplitter, QByteArray]] = field(default_factory=list)
    tabs: list[tuple[QTabWidget, int]] = field(default_factory=list)
    bars: list[tuple[QScrollBar, int]] = field(default_factory=list)


class Stage(QObject):
    """Puts ``window`` on the stage and brings it back. No signals."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._before: _Before | None = None
        self._on = False
        self._tries = 0
        self._fitting = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._fitting.timeout.connect(self.fit)
        self._settling = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._settling.timeout.connect(self._settle)
        window.installEventFilter(self)

    @property
    def on(self) -> bool:
        """Whether the window is on the stage."""
        return self._on

    def enter(self, screen: Screen) -> None:
        """Remember how everything is, and show it to the audience on ``screen``."""
        window, theme = self._window, current_theme()
        self._settling.stop()
        # Who comes back before all was as it was, comes back to that.
        self._before = self._before or self._remember()
        self._on = True
        if self._settings.stage_theme != "same":
            theme.set_mode(self._settings.stage_theme)
            window.toolbar.set_theme(theme.mode)
        window.rail.hide()
        window.toolbar.set_reduced(True)
        window.log.hide()
        self.go_to(screen)
        # Dressing the window takes its time, and is done once: the size that it will have is known.
        self.fit_to(screen.geometry().size())

    def go_to(self, screen: Screen) -> None:
        """Fill ``screen``."""
        window = self._window
        if window.isFullScreen() and window.geometry() == screen.geometry():
            return
        if window.isFullScreen():
            # A window that fills a screen stays on it.
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        move_to(window, screen)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)

    @Slot()
    def fit(self) -> None:
        """Make the text so large that the last row can read it in a window of this size."""
        if self._on:
            self.fit_to(self._window.size())

    def fit_to(self, size: QSize) -> None:
        """Make the text as large as it has to be in a window of ``size``."""
        font = fonts.font()
        font.setPointSizeF(_EXACT * fonts.points("base", 1.0))
        figure = QFontMetricsF(font).tightBoundingRect("0").height() / _EXACT
        height = min(size.height(), size.width() / _NARROWEST)
        wanted = height * _FIGURE * _SPARE / figure * self._settings.stage_size
        scale = min(max(wanted, fonts.SMALLEST_SCALE), fonts.LARGEST_ON_STAGE)
        current_theme().set_scale(round(scale, 3), stage=True)

    def step(self, steps: int) -> None:
        """Make everything larger by so many steps of a tenth, or smaller."""
        self.set_scale(round(self._settings.stage_size + steps * _STEP, 1))

    def set_scale(self, size: float) -> None:
        """Make everything ``size`` times as large as it has to be, here and whenever one presents."""
        self._settings.stage_size = min(max(size, _SMALLEST), _LARGEST)
        self._fitting.start()

    def leave(self, screens: Sequence[Screen]) -> None:
        """Bring everything back as it was; to the first of ``screens``, if that where it was is gone."""
        before, window = self._before, self._window
        if before is None or not self._on:
            return
        self._on = False
        self._fitting.stop()
        home = next((screen for screen in screens if screen.geometry().intersects(before.geometry)), None)
        if before.state == Qt.WindowState.WindowNoState or home is None or not _fills(window, home):
            # A window that fills a screen stays on it: it has to be a plain one first.
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.setGeometry(before.geometry)
        if home is None and screens:
            move_to(window, screens[0])
        window.setWindowState(before.state)
        current_theme().set_mode(before.mode)
        window.toolbar.set_theme(before.mode)
        current_theme().set_scale(before.scale)
        window.rail.show()
        window.toolbar.set_reduced(False)
        self._settings.log_shown = before.log_shown
        window.actions_by_key[Do.SHOW_LOG].setChecked(before.log)
        window.log.setVisible(before.log)
        window.pages.show_page(before.page)
        self._tries = _TRIES
        self._put_back(before)
        self._settling.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window and self._on:
            self._fitting.start()
        return False

    def _remember(self) -> _Before:
        window = self._window
        return _Before(
            state=window.windowState() & ~Qt.WindowState.WindowActive,
            geometry=window.normalGeometry() if window.windowState() else window.geometry(),
            size=window.size(),
            scale=fonts.scale(),
            mode=current_theme().mode,
            page=window.pages.page,
            panel=window.pages.train.turns.value,
            log=not window.log.isHidden(),
            log_shown=self._settings.log_shown,
            focus=QApplication.focusWidget(),
            splitters=[(each, each.saveState()) for each in window.findChildren(QSplitter)],
            tabs=[(each, each.currentIndex()) for each in window.findChildren(QTabWidget)],
            bars=[(each, each.value()) for each in window.findChildren(QScrollBar)],
        )

    def _put_back(self, before: _Before) -> None:
        """What can only be put back where the window has its size again; what is gone meanwhile is left out."""
        window = self._window
        there = set(window.findChildren(QWidget))
        window.pages.train.show_panel(before.panel)
        for tabs, index in before.tabs:
            if tabs in there:
                tabs.setCurrentIndex(index)
        for splitter, state in before.splitters:
            if splitter in there:
                splitter.restoreState(state)
        for bar, value in before.bars:
            if bar in there:
                bar.setValue(value)
        if before.focus in there:
            before.focus.setFocus()

    @Slot()
    def _settle(self) -> None:
        """Put back again what was laid out anew meanwhile; a window manager takes its time for the size."""
        before = self._before
        if before is None:
            return
        self._put_back(before)
        self._tries -= 1
        if self._window.size() != before.size and self._tries > 0:
            self._settling.start()
        else:
            self._before = None


def _fills(window: QWidget, screen: Screen) -> bool:
    return screen.geometry().contains(window.geometry().center())
