"""Every colour of the studio in one place, and how it reaches Qt: a palette and one stylesheet."""

from __future__ import annotations

import atexit
import re
from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from studio.look import desktop, fonts
from studio.look.restyling import Restyling, widgets_kept
from studio.look.tokens import DARK, HIGH_DARK, HIGH_LIGHT, LIGHT, Tokens, contrast
from trainer_core.files.resources import resource

__all__ = [
    "DARK",
    "HIGH_DARK",
    "HIGH_LIGHT",
    "LIGHT",
    "Contrast",
    "Mode",
    "Theme",
    "Tokens",
    "contrast",
    "current_theme",
]

Mode = Literal["system", "light", "dark"]
Contrast = Literal["system", "normal", "high"]

_PICTURES = {
    "chevron_down": ("chevron-down", "muted"),
    "chevron_down_disabled": ("chevron-down", "disabled_text"),
    "chevron_left": ("chevron-left", "muted"),
    "chevron_left_disabled": ("chevron-left", "disabled_text"),
    "chevron_right": ("chevron-right", "muted"),
    "chevron_right_disabled": ("chevron-right", "disabled_text"),
    "chevron_up": ("chevron-up", "muted"),
    "check": ("check", "on_accent"),
    "check_disabled": ("check", "disabled_text"),
}
"""Pictures inside the stylesheet, which cannot tint: (icon, token) of each ``$picture_…`` of the template."""

_SCALED = re.compile(r"\b(\d+)sp\b")
"""A length of the template that grows with the text: ``14sp`` is 14 pixels at the system's own size."""


class Theme(QObject):
    """Which tokens hold now, and their way into the application.

    Signals:
        changed(Tokens): palette and stylesheet of the application have just been made from these tokens.

    Attributes:
        restyling: What brings the widgets up to date; hidden ones follow a little later.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = "system"
        self._contrast: Contrast = "system"
        self._tokens = LIGHT
        self._app: QApplication | None = None
        self._pictures: QTemporaryDir | None = None
        self.restyling = Restyling(self)

    @property
    def tokens(self) -> Tokens:
        """The colours that hold now."""
        return self._tokens

    @property
    def mode(self) -> Mode:
        """``"system"`` follows the desktop's choice, also when it changes; the others hold."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Choose a mode; once ``apply`` was called, the application changes at once."""
        self._mode = mode
        if self._app is not None:
            self._set_scheme(self._app)
            self._refresh(self._app)

    @property
    def contrast(self) -> Contrast:
        """``"system"`` follows the desktop's choice where Qt tells it (from 6.10 on); the others hold."""
        return self._contrast

    def set_contrast(self, contrast: Contrast) -> None:
        """Choose normal or high contrast; once ``apply`` was called, the application changes at once."""
        self._contrast = contrast
        if self._app is not None:
            self._refresh(self._app)

    def set_scale(self, scale: float, *, stage: bool = False) -> None:
        """Scale all text, and what grows with it; once `apply` was called, the application changes at once.

        On ``stage`` lines and marks grow, too.

        Raises:
            ValueError: ``scale`` is not between 1.0 and 2.0, or 12.0 on ``stage``.
        """
        if (scale, stage) != (fonts.scale(), fonts.on_stage()):
            fonts.set_scale(scale, stage=stage)
            if self._app is not None:
                self._dress(self._app)

    def apply(self, app: QApplication) -> None:
        """Dress the application: Fusion, the studio's font, palette and stylesheet; then follow the mode."""
        first = self._app is None
        self._app = app
        if first:
            # A style that is replaced takes what widgets on their way out still draw with.
            app.setStyle("Fusion")
        self._set_scheme(app)
        self._refresh(app)
        if first:
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
            desktop.follow_contrast(app, self._follow_system)

    def stylesheet(self, tokens: Tokens) -> str:
        """Return the application's stylesheet, made from the one template, ``tokens`` and the scale of the text."""
        template = Template(resource("styles", "studio.qss").read_text(encoding="utf-8"))
        # Half of the indicator with its border, rounded down: Qt draws a square where the radius is larger.
        radius = f"{(fonts.scaled(14) + 2) // 2}px"
        sheet = template.substitute(asdict(tokens), **self._write_pictures(tokens), radio_radius=radius)
        return _SCALED.sub(lambda length: f"{fonts.scaled(float(length[1]))}px", sheet) + fonts.rules()

    @Slot()
    def _follow_system(self) -> None:
        if "system" in (self._mode, self._contrast) and self._app is not None:
            self._refresh(self._app)

    def _set_scheme(self, app: QApplication) -> None:
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        app.styleHints().setColorScheme(schemes.get(self._mode, Qt.ColorScheme.Unknown))

    def _refresh(self, app: QApplication) -> None:
        dark = self._mode == "dark" or (
            self._mode == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        high = self._contrast == "high" or (self._contrast == "system" and desktop.wants_high_contrast(app))
        tokens = (HIGH_DARK if dark else HIGH_LIGHT) if high else (DARK if dark else LIGHT)
        if tokens is self._tokens and app.styleSheet():
            return
        self._tokens = tokens
        with widgets_kept():
            app.setPalette(palette(tokens))
        self._dress(app)
        self.changed.emit(tokens)

    def _dress(self, app: QApplication) -> None:
        """Apply the tokens and the scale that hold now."""
        self.restyling.apply(app, fonts.font(), self.stylesheet(self._tokens))

    def _write_pictures(self, tokens: Tokens) -> dict[str, str]:
        """Write the stylesheet's pictures in the colours of ``tokens``; return their paths by key."""
        if self._pictures is None:
            self._pictures = QTemporaryDir()
            atexit.register(self._pictures.remove)
        folder = Path(self._pictures.path())
        paths = {}
        for key, (name, token) in _PICTURES.items():
            path = folder / f"{key}-{tokens.name}.svg"
            if not path.exists():
                path.write_bytes(tinted_svg(name, getattr(tokens, token)))
            paths[f"picture_{key}"] = path.as_posix()
        return paths


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for what no stylesheet reaches: item views, rich text, dialogs of Qt itself."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.field,
        role.AlternateBase: tokens.panel,
        role.Text: tokens.text,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.on_selection,
        role.Accent: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Link: tokens.link,
        role.LinkVisited: tokens.link,
        role.Mid: tokens.hairline,
    }
    result = QPalette()
    for which, colour in colours.items():
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.disabled_text))
    return result


def tinted_svg(name: str, colour: str) -> bytes:
    """Return our icon ``name`` as an SVG document drawn in ``colour`` (``#rrggbb``).

    Raises:
        FileNotFoundError: there is no such icon.
    """
    return resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())


def set_state(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties that the stylesheet selects on (``role``, ``invalid``) and dress it again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    redress(widget)


def redress(widget: QWidget) -> None:
    """Have the stylesheet look anew at the properties of ``widget``."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


_current: Theme | None = None


def current_theme() -> Theme:
    """Return the one theme of this process; before it is applied its tokens are the light ones."""
    global _current
    if _current is None:
        _current = Theme()
    return _current
