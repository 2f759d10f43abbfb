"""The colours of every theme, and the contrast between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as ``#rrggbb``, or ``#aarrggbb`` where the ground shines through (``plot_…``).

    ``accent`` is for lines, marks and words on a ground; ``accent_fill`` is the ground of the one thing to do
    next and carries ``on_accent``. In the dark theme they differ: white on the accent has only 2.9 : 1.
    ``overlay_1`` to ``overlay_8`` are earlier runs under the present one, which alone is blue and orange.
    """

    name: Literal["dark", "light", "high-dark", "high-light"]
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

    @property
    def is_light(self) -> bool:
        """Whether its grounds are light."""
        return self.name.endswith("light")

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


HIGH_DARK = Tokens(
    name="high-dark",
    window="#000000",
    panel="#05070a",
    raised="#161b23",
    hairline="#7d8798",
    text="#ffffff",
    muted="#d3d9e4",
    disabled_text="#8e98a8",
    field="#000000",
    hover="#262e3a",
    pressed="#10141a",
    scroll="#8e98a8",
    accent="#8cc6ff",
    accent_fill="#8cc6ff",
    accent_hover="#a8d4ff",
    accent_pressed="#6fb3f2",
    on_accent="#000000",
    selection="#1a4f8f",
    on_selection="#ffffff",
    focus="#ffd84d",
    link="#8cc6ff",
    training="#6cc8ff",
    validation="#ffb52e",
    right="#45e0b4",
    wrong="#ff9d70",
    warning="#ffc14f",
    plot_grid="#38ffffff",
    plot_band="#16ffffff",
    overlay_1="#ffe566",
    overlay_2="#f0b0de",
    overlay_3="#74e6c6",
    overlay_4="#c9bcff",
    overlay_5="#ffa3a3",
    overlay_6="#d0da86",
    overlay_7="#dfe3ea",
    overlay_8="#e6b0ff",
)

HIGH_LIGHT = Tokens(
    name="high-light",
    window="#ffffff",
    panel="#ffffff",
    raised="#f2f4f8",
    hairline="#6b7484",
    text="#000000",
    muted="#333b48",
    disabled_text="#697282",
    field="#ffffff",
    hover="#e3e8f0",
    pressed="#d5dce7",
    scroll="#5f6878",
    accent="#0b4788",
    accent_fill="#0b4d98",
    accent_hover="#0a4383",
    accent_pressed="#08366a",
    on_accent="#ffffff",
    selection="#0b4d98",
    on_selection="#ffffff",
    focus="#8a1c7c",
    link="#0b4788",
    training="#005282",
    validation="#7a4800",
    right="#00543c",
    wrong="#842d00",
    warning="#5f3c00",
    plot_grid="#3c141e3c",
    plot_band="#14141e3c",
    overlay_1="#574800",
    overlay_2="#7d2459",
    overlay_3="#05503f",
    overlay_4="#40319e",
    overlay_5="#8a1f1f",
    overlay_6="#3f4a0d",
    overlay_7="#3d4451",
    overlay_8="#691791",
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
