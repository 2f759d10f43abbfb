"""The numbers, colours and words of a square table of counts, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor, QImage

from studio.look.theme import Tokens

Floats = npt.NDArray[np.float64]


def cell_words(fraction: float, count: int, percent: bool) -> str:
    """Write a count, or the percentage of the row, in letters that claim neither 0 nor 100 falsely."""
    if not percent:
        return str(count)
    if fraction <= 0:
        return "0"
    if fraction >= 1:
        return "100"
    value = round(fraction * 100)
    return "<1" if value == 0 else str(min(value, 99))


def weight(fractions: Floats, diagonal: npt.NDArray[np.bool_]) -> Floats:
    """Return how strongly each cell is coloured, 0..1, of (K, K) fractions of a row.

    What is right grows in proportion. Errors grow faster at first, as a few per cent of them matter: 3 % give
    0.2, 14 % give 0.5, and from 45 % on the colour is full.
    """
    errors = np.minimum(1.6 * fractions**0.6, 1.0)
    return np.where(diagonal, fractions, errors)


@dataclass(frozen=True)
class CellColours:
    """Colours of K×K cells: ``image`` has a pixel for each, ``bright`` (K, K) says which want white ink."""

    image: QImage
    bright: npt.NDArray[np.bool_]


def cell_colours(fractions: Floats, tokens: Tokens) -> CellColours:
    """Mix the panel with the accent on the diagonal and the colour for wrong elsewhere, by `weight`."""
    size = len(fractions)
    diagonal = np.eye(size, dtype=bool)
    ground, right, wrong = (_rgb(tokens.colour(name)) for name in ("panel", "accent", "wrong"))
    # On white, three quarters of the full colour leave every number readable in the same dark ink.
    share = weight(fractions, diagonal)[..., None] * (0.75 if tokens.is_light else 1.0)
    full = np.where(diagonal[..., None], right, wrong)
    mixed = ground + (full - ground) * share
    pixels = np.ascontiguousarray(np.round(mixed).astype(np.uint8))
    image = QImage(pixels.data, size, size, 3 * size, QImage.Format.Format_RGB888).copy()
    luminance = _luminance(mixed)
    # WCAG 2.2: white has more contrast than black where 1.05 / (L + 0.05) > (L + 0.05) / 0.05. One has 4.5.
    return CellColours(image, (luminance + 0.05) ** 2 < 1.05 * 0.05)


def _rgb(colour: QColor) -> Floats:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=np.float64)


def _luminance(rgb: Floats) -> Floats:
    """Return the relative luminance of (…, 3) sRGB colours in 0..255 (WCAG 2.2)."""
    channels = rgb / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))
