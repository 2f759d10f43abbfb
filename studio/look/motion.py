"""Whether anything moves that need not: by the person's choice, else by what the desktop asks for."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from studio.look import desktop

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)


class Motion(QObject):
    """With reduced motion menus, lists and tool tips appear at once, the text cursor does not blink, and what would be
    played step by step is shown whole. No signals: whoever moves something asks ``reduced`` first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen = False
        self._app: QApplication | None = None
        self._flash_time = 0
        self._effects: tuple[Qt.UIEffect, ...] = ()

    @property
    def reduced(self) -> bool:
        """Whether nothing is to move that need not."""
        return self._chosen or (self._app is not None and desktop.wants_less_motion(self._app))

    @property
    def chosen(self) -> bool:
        """Whether a person has turned motion down here; if not, the desktop decides."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Turn motion down, or leave it to the desktop again."""
        self._chosen = chosen
        self._refresh()

    def apply(self, app: QApplication) -> None:
        """Take note of what the desktop does, and follow what it asks for."""
        if self._app is None:
            self._app = app
            self._flash_time = app.cursorFlashTime()
            self._effects = tuple(effect for effect in _EFFECTS if app.isEffectEnabled(effect))
            desktop.follow_motion(app, self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._app is None:
            return
        self._app.setCursorFlashTime(0 if self.reduced else self._flash_time)
        for effect in self._effects:
            self._app.setEffectEnabled(effect, not self.reduced)


_current: Motion | None = None


def current_motion() -> Motion:
    """Return the one setting of this process."""
    global _current
    if _current is None:
        _current = Motion()
    return _current
