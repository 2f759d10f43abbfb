"""Settings and presets in the command palette: looks, device, and which recipe to begin with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from studio.look import fonts
from studio.look.i18n import LANGUAGES, language
from studio.look.theme import current_theme
from studio.session.session import Action
from studio.widgets.command_palette.items import PaletteItem
from studio.window.actions import Do
from studio.window.palette.why_off import why_off

if TYPE_CHECKING:
    from studio.window.main_window import MainWindow

_SIZES = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class SettingItems:
    """Theme, language, size of the text, device and smoothing: each choice is an item, the one that holds is ticked."""

    kind = "settings"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Settings")

    def items(self) -> Sequence[PaletteItem]:
        return [*self._looks(), *self._sizes(), *self._devices(), self._smoothing()]

    def _looks(self) -> Sequence[PaletteItem]:
        toolbar, worded = self._window.toolbar, partial(QCoreApplication.translate, "MainMenu")
        themes = {"system": "Follow the system", "light": "Light", "dark": "Dark"}
        found = [
            self._choice(
                f"theme/{key}", "Theme", worded("Theme"), name, worded(name), current_theme().mode == key, choose
            )
            for key, name in themes.items()
            for choose in (partial(toolbar.theme_chosen.emit, key),)
        ]
        for code, name in LANGUAGES.items():
            choose = partial(toolbar.language_chosen.emit, code)
            here = language() == code
            found.append(self._choice(f"language/{code}", "Language", worded("Language"), code, name, here, choose))
        return found

    def _sizes(self) -> Sequence[PaletteItem]:
        if self._window.presenter.on:
            return ()  # the stage has a size of its own, which the actions change
        word = QCoreApplication.translate("PaletteKinds", "Text size")
        return [
            self._choice(
                f"size/{scale}",
                "Text size",
                word,
                "",
                f"{round(100 * scale)}%",
                abs(fonts.scale() - scale) < 0.01,
                partial(self._window.text_size.set_scale, scale),
            )
            for scale in _SIZES
        ]

    def _devices(self) -> Sequence[PaletteItem]:
        window = self._window
        word = QCoreApplication.translate("PaletteKinds", "Device")
        may, asked = window.session.possible(Action.EDIT_RECIPE), window.session.recipe.training.device
        reason = "" if may else why_off(Do.TRAIN, Action.EDIT_RECIPE, window.session)
        return [
            self._choice(
                f"device/{action.objectName().removeprefix('device_')}",
                "Device",
                word,
                "",
                action.text(),
                action.objectName() == f"device_{asked}",
                action.trigger,
                reason=reason,
                off=not may,
            )
            for action in window.toolbar.device_button.menu().actions()
            if action.objectName().startswith("device_")
        ]

    def _smoothing(self) -> PaletteItem:
        window = self._window
        slider = window.curves.controls.smoothing

        def show() -> None:
            window.pages.show_train()
            if "curves" not in window.pages.train.panels:
                window.pages.train.show_panel("curves")
            slider.setFocus()

        return PaletteItem(
            id="setting/smoothing",
            title=QCoreApplication.translate("PaletteKinds", "Smoothing of the curves"),
            run=show,
            keywords=("Smoothing of the curves",),
            about=slider.toolTip(),
            icon="curves",
        )

    @staticmethod
    def _choice(
        key: str,
        english: str,
        word: str,
        english_choice: str,
        choice: str,
        current: bool,
        run: Callable[[], None],
        *,
        off: bool = False,
        reason: str = "",
    ) -> PaletteItem:
        return PaletteItem(
            id=f"setting/{key}",
            title=f"{word}: {choice}",
            run=run,
            keywords=(f"{english}: {english_choice}",),
            current=current,
            off=off,
            reason=reason,
        )


class PresetItems:
    """The presets, the one that is in the form ticked."""

    kind = "presets"

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def label(self) -> str:
        return QCoreApplication.translate("PaletteKinds", "Presets")

    def items(self) -> Sequence[PaletteItem]:
        window = self._window
        may = window.session.possible(Action.EDIT_RECIPE)
        return [
            PaletteItem(
                id=f"preset/{name}",
                title=recipe.title(language()),
                run=partial(window.toolbar.preset_chosen.emit, name),
                keywords=(recipe.title(), name),
                detail=name,
                about=recipe.about.summary.get(language(), recipe.about.summary.get("en", "")),
                icon="layers",
                current=window.recipes.preset == name,
                off=not may,
                reason="" if may else why_off(Do.TRAIN, Action.EDIT_RECIPE, window.session),
            )
            for name, recipe in window.recipes.presets.items()
        ]
