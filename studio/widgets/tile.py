"""A picture with what was answered of it: what a tile, its detail and its tool tip all say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from studio.look import formats

Verdict = Literal["right", "wrong", ""]


def share(fraction: float) -> str:
    """Write a probability as ``93.9%``; one too small or too large for a decimal says so: ``< 0.1%``."""
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
    def correction(self) -> str:
        """What a wrong guess should have been, in words."""
        return QCoreApplication.translate("Tile", "is {truth}").format(truth=self.true_name)

    @property
    def note(self) -> str:
        """What stands below the guess; a right one needs nothing."""
        return {"right": "", "wrong": self.correction, "": share(self.confidence)}[self.verdict]

    @property
    def detail(self) -> str:
        """How sure the guess is, and whether it is right, in words."""
        words = {
            "right": QCoreApplication.translate("TileDetail", "{share} sure, and right"),
            "wrong": QCoreApplication.translate("TileDetail", "{share} sure, but it is {truth}"),
            "": QCoreApplication.translate("TileDetail", "{share} sure"),
        }[self.verdict]
        return words.format(share=share(self.confidence), truth=self.true_name)

    @property
    def tip(self) -> str:
        """The sentence and the likeliest names, a line each."""
        return "\n".join([self.sentence, *(f"{self.names[at]}: {self.share_of(at)}" for at in self.likeliest(3))])

    @property
    def bar(self) -> float:
        """How long its bar is, 0..1: as long as the guess is sure."""
        return self.confidence

    @property
    def face(self) -> tuple[object, ...]:
        """What of it is seen; a bar is under a hundred pixels long, so a per cent is a pixel."""
        return self.key, self.picture.cacheKey(), self.names, self.guess, self.truth, round(self.confidence * 100)

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


@dataclass(frozen=True)
class ValueTile:
    """A picture, the names of its numbers, the numbers that were answered, (K,), and the true ones (None: unknown).

    ``spread`` (K,) is how far apart the true numbers usually are, against which an error is seen; what a tile itself
    says is of the first number.
    """

    key: int
    picture: QImage
    names: tuple[str, ...]
    values: npt.NDArray[np.float32]
    true: npt.NDArray[np.float32] | None = None
    spread: npt.NDArray[np.float32] | None = None
    caption: str = ""

    verdict: ClassVar[Verdict] = ""
    """A number is more or less far off, and not right or wrong."""

    @property
    def title(self) -> str:
        """The first number."""
        return _number(self.values[0])

    @property
    def note(self) -> str:
        """What the first number is in truth."""
        if self.true is None:
            return ""
        return QCoreApplication.translate("Tile", "is {truth}").format(truth=_number(self.true[0]))

    @property
    def sentence(self) -> str:
        """Each number and the truth in words."""
        words = QCoreApplication.translate("Tile", "{name} {value}, in truth {truth}")
        if self.true is None:
            return ", ".join(f"{name} {_number(value)}" for name, value in zip(self.names, self.values, strict=True))
        return "; ".join(
            words.format(name=name, value=_number(value), truth=_number(truth))
            for name, value, truth in zip(self.names, self.values, self.true, strict=True)
        )

    detail = tip = sentence

    def off(self, place: int = 0) -> float:
        """How far off a number is, 0..1 of the spread; 0 where that is not known."""
        if self.true is None or self.spread is None:
            return 0.0
        error = abs(float(self.values[place]) - float(self.true[place]))
        return min(1.0, error / max(float(self.spread[place]), 1e-12)) if np.isfinite(error) else 1.0

    def words_of(self, place: int) -> str:
        """A number, and what it is in truth."""
        words = _number(self.values[place])
        if self.true is None:
            return words
        truth = QCoreApplication.translate("Tile", "is {truth}").format(truth=_number(self.true[place]))
        return f"{words} · {truth}"

    @property
    def bar(self) -> float:
        """How long its bar is, 0..1: as long as the first number is far off."""
        return self.off()

    @property
    def face(self) -> tuple[object, ...]:
        """What of it is seen."""
        return self.key, self.picture.cacheKey(), self.names, self.sentence, round(self.bar * 100)


AnyTile = Tile | ValueTile


def _number(value: float) -> str:
    return formats.number(float(f"{float(value):.4g}"))
