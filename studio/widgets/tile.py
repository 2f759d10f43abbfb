"""A picture with what was guessed of it: what a tile, its detail and its tool tip all say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from studio.look import formats

Verdict = Literal["right", "wrong", ""]


def share(fraction: float) -> str:
    """Write a probability as ``93.9 %``; one too small or too large for a decimal says so: ``< 0.1 %``."""
    if 0 < fraction < 0.0005:
        return "< 0.1%"
    if 0.9995 <= fraction < 1:
        return "> 99.9%"
    return formats.percent(fraction)


@dataclass(frozen=True)
class Tile:
    """A picture, the names it can have, how likely each is, (K,) in 0..1, and which is true (None: unknown).

    ``key`` tells tiles apart and stays the same while the fractions change; ``caption`` is said in the
    detail.
    """

    key: int
    picture: QImage
    names: tuple[str, ...]
    fractions: npt.NDArray[np.float32]
    truth: int | None = None
    caption: str = ""

    @cached_property
    def guess(self) -> int:
        """The likeliest name's place in ``names``."""
        return int(np.argmax(self.fractions))

    @cached_property
    def confidence(self) -> float:
        """How likely the guess is, 0..1."""
        return float(self.fractions[self.guess])

    @property
    def title(self) -> str:
        """The guessed name."""
        return self.names[self.guess]

    @property
    def true_name(self) -> str:
        """The true name, empty where it is not known."""
        return "" if self.truth is None else self.names[self.truth]

    @property
    def verdict(self) -> Verdict:
        """Whether the guess is right, as far as that is known."""
        if self.truth is None:
            return ""
        return "right" if self.guess == self.truth else "wrong"

    @property
    def sentence(self) -> str:
        """Guess, confidence and truth in words."""
        words = {
            "right": QCoreApplication.translate("Tile", "{guess}, {share} sure: right"),
            "wrong": QCoreApplication.translate("Tile", "{guess}, {share} sure: wrong, it is {truth}"),
            "": QCoreApplication.translate("Tile", "{guess}, {share} sure"),
        }[self.verdict]
        return words.format(guess=self.title, share=share(self.confidence), truth=self.true_name)

    def share_of(self, place: int) -> str:
        """How likely the name at ``place`` is, as words."""
        return share(float(self.fractions[place]))

    def likeliest(self, count: int) -> list[int]:
        """Return the places of the ``count`` likeliest names, best first; equal ones in their own order."""
        return [int(place) for place in np.argsort(-self.fractions, kind="stable")[:count]]
