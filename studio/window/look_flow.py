"""Theme, contrast, motion and language: what is chosen holds at once, and at the next start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from studio.look import i18n
from studio.look.motion import current_motion
from studio.look.settings import Settings
from studio.look.theme import Contrast, Mode, current_theme
from studio.window.presenter.presenter import Presenter
from studio.window.toolbar import Toolbar


class LookFlow(QObject):
    """Follows the menu of the tool bar, and ticks there what holds. No signals."""

    def __init__(
        self, settings: Settings, toolbar: Toolbar, presenter: Presenter, less_motion: QAction, window: QWidget
    ) -> None:
        super().__init__(window)
        self._settings, self._toolbar, self._presenter = settings, toolbar, presenter
        self._less_motion = less_motion
        toolbar.theme_chosen.connect(self._choose_theme)
        toolbar.contrast_chosen.connect(self._choose_contrast)
        toolbar.language_chosen.connect(self._choose_language)
        toolbar.set_theme(settings.theme)
        toolbar.set_contrast(settings.contrast)
        less_motion.setChecked(settings.reduced_motion)

    def reduce_motion(self) -> None:
        """Turn motion down, or leave it to the desktop again, as the action is ticked."""
        self._settings.reduced_motion = self._less_motion.isChecked()
        current_motion().set_chosen(self._settings.reduced_motion)

    @Slot(str)
    def _choose_theme(self, mode: Mode) -> None:
        if self._presenter.on:
            self._settings.stage_theme = mode
        else:
            self._settings.theme = mode
        current_theme().set_mode(mode)
        self._toolbar.set_theme(mode)

    @Slot(str)
    def _choose_contrast(self, contrast: Contrast) -> None:
        self._settings.contrast = contrast
        current_theme().set_contrast(contrast)
        self._toolbar.set_contrast(contrast)

    @Slot(str)
    def _choose_language(self, code: str) -> None:
        self._settings.language = code
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        i18n.set_language(app, code)
