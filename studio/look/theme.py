"""Every colour of the studio in one place, and how it reaches Qt: a palette and one stylesheet."""

from __future__ import annotations

import atexit
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from studio.look import fonts
from studio.look.restyling import Restyling, widgets_kept
from trainer_core.files.resources import resource

Mode = Literal["system", "light", "dark"]

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


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as ``#rrggbb``, or ``#aarrggbb`` where the ground shines through (``plot_…``).

    ``accent`` is for lines, marks and words on a ground; ``accent_fill`` is the ground of the one thing to do
    next and carries ``on_accent``. In the dark theme they differ: white on the accent has only 2.9 : 1.
    ``overlay_1`` to ``overlay_8`` are earlier runs under the present one, which alone is blue and orange.
    """

    name: Literal["dark", "light"]
    window: str
    panel: str
    raised: str
    hairline: str
    text: str
    muted: str
    disabled_text: str
    field: str
    hover: str
    pressed: str
    scroll: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selection: str
    on_selection: str
    focus: str
    link: str
    training: str
    validation: str
    right: str
    wrong: str
    warning: str
    plot_grid: str
    plot_band: str
    overlay_1: str
    overlay_2: str
    overlay_3: str
    overlay_4: str
    overlay_5: str
    overlay_6: str
    overlay_7: str
    overlay_8: str

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """Return ``token`` as a QColor with its opacity multiplied by ``alpha`` (0 to 1).

        Raises:
            AttributeError: there is no token of that name.
        """
        colour = QColor(getattr(self, token))
        colour.setAlphaF(colour.alphaF() * alpha)
        return colour


DARK = Tokens(
    name="dark",
    window="#14171c",
    panel="#1a1e25",
    raised="#222833",
    hairline="#2d3440",
    text="#e7ebf1",
    muted="#97a1b2",
    disabled_text="#5d6778",
    field="#11141a",
    hover="#2a313e",
    pressed="#1d222b",
    scroll="#3a4352",
    accent="#4c9be8",
    accent_fill="#3076c4",
    accent_hover="#2b6db6",
    accent_pressed="#25609f",
    on_accent="#ffffff",
    selection="#24476e",
    on_selection="#f3f6fb",
    focus="#6db1f2",
    link="#6db1f2",
    training="#56b4e9",
    validation="#e69f00",
    right="#2bb28a",
    wrong="#e8743b",
    warning="#e69f00",
    plot_grid="#12ffffff",
    plot_band="#0affffff",
    overlay_1="#f2d64b",
    overlay_2="#d895c4",
    overlay_3="#5fd0b0",
    overlay_4="#b3a1ff",
    overlay_5="#ff8b8b",
    overlay_6="#b9c46a",
    overlay_7="#c3c9d4",
    overlay_8="#d98bff",
)

LIGHT = Tokens(
    name="light",
    window="#f3f4f7",
    panel="#ffffff",
    raised="#f0f2f6",
    hairline="#dce0e8",
    text="#1b2130",
    muted="#5f6b7e",
    disabled_text="#9aa4b4",
    field="#ffffff",
    hover="#e6eaf1",
    pressed="#dbe1ea",
    scroll="#c3cad6",
    accent="#1c69bc",
    accent_fill="#1f6fc4",
    accent_hover="#1a62b0",
    accent_pressed="#165596",
    on_accent="#ffffff",
    selection="#cfe2f7",
    on_selection="#132033",
    focus="#1f6fc4",
    link="#1c69bc",
    training="#0072b2",
    validation="#c07800",
    right="#00795a",
    wrong="#b8460d",
    warning="#8a5800",
    plot_grid="#14141e3c",
    plot_band="#08141e3c",
    overlay_1="#86700a",
    overlay_2="#a8417f",
    overlay_3="#0c7a66",
    overlay_4="#5b4bc4",
    overlay_5="#b93434",
    overlay_6="#5e6e1a",
    overlay_7="#59616f",
    overlay_8="#8f2bb8",
)


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two opaque colours ``#rrggbb``, from 1 (the same) to 21 (black on white).

    Source: WCAG 2.2, definitions "contrast ratio", (L1 + 0.05) / (L2 + 0.05) with L1 the lighter one, and
    "relative luminance", L = 0.2126 R + 0.7152 G + 0.0722 B over linearised sRGB channels.
    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


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

    def stylesheet(self, tokens: Tokens) -> str:
        """Return the application's stylesheet, made from the one template, ``tokens`` and the scale of the text."""
        template = Template(resource("styles", "studio.qss").read_text(encoding="utf-8"))
        # Half of the indicator with its border, rounded down: Qt draws a square where the radius is larger.
        radius = f"{(fonts.scaled(14) + 2) // 2}px"
        sheet = template.substitute(asdict(tokens), **self._write_pictures(tokens), radio_radius=radius)
        return _SCALED.sub(lambda length: f"{fonts.scaled(float(length[1]))}px", sheet) + fonts.rules()

    @Slot()
    def _follow_system(self) -> None:
        if self._mode == "system" and self._app is not None:
            self._refresh(self._app)

    def _set_scheme(self, app: QApplication) -> None:
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        app.styleHints().setColorScheme(schemes.get(self._mode, Qt.ColorScheme.Unknown))

    def _refresh(self, app: QApplication) -> None:
        dark = self._mode == "dark" or (
            self._mode == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        tokens = DARK if dark else LIGHT
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
