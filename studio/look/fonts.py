"""The studio's type: one family with tabular figures, three sizes, two weights and one scale for all."""

from __future__ import annotations

import logging
import sys
from functools import lru_cache
from typing import Literal

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QWidget

from trainer_core.files.resources import resource

Size = Literal["small", "base", "title"]

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0
LARGEST_ON_STAGE = 12.0

# 13 pixels at 100 %: a point is a pixel on macOS and 4/3 of one elsewhere. Points follow the system.
_BASE_POINTS = 13.0 if sys.platform == "darwin" else 9.75
_RATIOS: dict[Size, float] = {"small": 0.885, "base": 1.0, "title": 1.115}
_SIZE = "fontSize"

_log = logging.getLogger(__name__)
_scale = 1.0
_on_stage = False
_families: list[str] | None = None


def font(size: Size = "base", strong: bool = False) -> QFont:
    """Return the studio's font at the present scale, weight 400 or 600 (``strong``), tabular figures."""
    return QFont(_made(size, strong, points(size)))


@lru_cache(maxsize=32)
def _made(size: Size, strong: bool, in_points: float) -> QFont:
    result = QFont()
    families = _load_families()
    result.setFamilies(families)
    result.setPointSizeF(in_points)
    result.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    if families[0] == "Inter":
        # Qt registers a variable font under its default weight alone; the axis is what draws the other one.
        result.setVariableAxis(QFont.Tag("wght"), 600 if strong else 400)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def points(size: Size = "base", at_scale: float | None = None) -> float:
    """Return a size in points, at the present scale or another. On stage no text is smaller than the base."""
    ratio = max(_RATIOS[size], 1.0) if _on_stage else _RATIOS[size]
    return _BASE_POINTS * ratio * (_scale if at_scale is None else at_scale)


def monospace() -> QFont:
    """Return the system's fixed-width font at the small size and the present scale."""
    result = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    result.setPointSizeF(points("small"))
    return result


_DIGITS = str.maketrans("123456789", "000000000")


def width_of(text: str, in_font: QFont) -> float:
    """Return the width of ``text`` in pixels. It is measured once for all numbers in it, for figures are tabular."""
    return _measured(text.translate(_DIGITS), in_font)


@lru_cache(maxsize=512)
def _measured(text: str, in_font: QFont) -> float:
    return QFontMetricsF(in_font).horizontalAdvance(text)


def use(widget: QWidget, size: Size = "base", strong: bool = False) -> None:
    """Give ``widget`` this font. The stylesheet sets its size, so that it follows the scale (see `rules`)."""
    widget.setProperty(_SIZE, size)
    widget.setFont(font(size, strong))


def rules(at_scale: float | None = None) -> str:
    """Return the stylesheet rules that set the sizes of `use`, at the present scale or another.

    Qt gives a widget the font it was first polished with whenever a stylesheet polishes it again: after a change of
    theme, another parent, another property. Only a size that stands in the sheet itself survives that.
    """
    sizes = {size: points(size, at_scale) for size in _RATIOS}
    return "".join(f'QWidget[{_SIZE}="{size}"] {{ font-size: {value:.4f}pt; }}\n' for size, value in sizes.items())


def scaled(pixels: float) -> int:
    """Return a length that grows with the text: ``pixels`` at the system's own size."""
    return round(pixels * _scale)


def stroke(pixels: float) -> float:
    """Return the width of a line or mark: on stage it grows with the text, elsewhere it is ``pixels``."""
    return pixels * _scale if _on_stage else pixels


def on_stage() -> bool:
    """Whether everything is as large as for a room full of people."""
    return _on_stage


def scale() -> float:
    """Return the present scale; 1.0 is the system's own size."""
    return _scale


def set_scale(value: float, *, stage: bool = False) -> None:
    """Note the scale for fonts that are made from now on; `Theme.set_scale` applies it to the program.

    Raises:
        ValueError: ``value`` is not between 1.0 and 2.0, or 12.0 on ``stage``.
    """
    global _scale, _on_stage
    largest = LARGEST_ON_STAGE if stage else LARGEST_SCALE
    if not SMALLEST_SCALE <= value <= largest:
        raise ValueError(f"The font scale {value} is not between {SMALLEST_SCALE} and {largest}.")
    _scale, _on_stage = value, stage


def _load_families() -> list[str]:
    """Return the family to use: Inter where the system has no interface font of its own, that font elsewhere.

    Glyphs that the family lacks (Hangul) come from the system's fall-back fonts.
    """
    global _families
    if _families is None:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
        if sys.platform in ("win32", "darwin"):
            _families = system
        else:
            _families = _load_inter() or system
    return _families


def _load_inter() -> list[str]:
    try:
        path = resource("fonts", "Inter.ttf")
    except FileNotFoundError as error:
        _log.warning("%s The system's font is used instead.", error)
        return []
    identifier = QFontDatabase.addApplicationFont(str(path))
    if identifier < 0:
        _log.warning("%s is not a font. Please reinstall; the system's font is used instead.", path)
        return []
    return list(QFontDatabase.applicationFontFamilies(identifier))
