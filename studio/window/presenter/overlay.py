"""A transparent sheet over the whole window, which lets the mouse through unless it is to take it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from studio.look import fonts


class Overlay(QWidget):
    """A sheet of glass over ``window``, hidden until it has something to show. No signals of its own."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.over = window
        """What it lies over."""
        self.timer = QTimer(self)
        """Calls `tick` for as long as this is shown."""
        self.timer.timeout.connect(self._tick_while_shown)
        self._focus_before: QWidget | None = None
        fonts.use(self)
        self.take_mouse(False)
        self.hide()
        window.installEventFilter(self)

    def take_mouse(self, takes: bool) -> None:
        """Take clicks and keys for itself, or let them through and give the focus back."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not takes)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if takes else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(takes)
        if takes:
            if not self.hasFocus():
                self._focus_before = QApplication.focusWidget()
            self.setFocus()
        elif self._focus_before is not None:
            before, self._focus_before = self._focus_before, None
            before.setFocus()

    def show_over(self) -> None:
        """Lie over everything, also over what came after the last time."""
        self.setGeometry(self.over.rect())
        self.show()
        self.raise_()

    @Slot()
    def tick(self) -> None:
        """Follow what has changed in the window."""

    @Slot()
    def _tick_while_shown(self) -> None:
        # Not in hideEvent: it comes once more when the window goes, and this object with it.
        if self.isVisible():
            self.tick()
        else:
            self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.over:
            self.setGeometry(self.over.rect())
        return False
