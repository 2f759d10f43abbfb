"""The colours of the plane: which class is answered where, and how surely."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.look.theme import Tokens
from studio.widgets.class_marks import class_colour
from studio.widgets.contour import zero_lines
from studio.widgets.plot_items import Floats, channels

_LEAST, _MOST = 0.08, 0.5
"""How strongly a place is coloured that is answered without any opinion, and with full certainty."""


def shaded(probabilities: npt.NDArray[np.float32], tokens: Tokens) -> npt.NDArray[np.uint8]:
    """The picture (Y, X, 3) of ``probabilities`` (Y, X, K) on a panel."""
    classes = probabilities.shape[-1]
    colours = np.array([channels(class_colour(tokens, number)) for number in range(classes)])
    ground = channels(tokens.colour("panel"))
    sure = (probabilities.max(axis=-1, keepdims=True) - 1 / classes) / (1 - 1 / classes)
    strength = _LEAST + (_MOST - _LEAST) * np.clip(sure, 0.0, 1.0)
    known = probabilities.sum(axis=-1, keepdims=True) > 0
    return np.where(known, ground * (1 - strength) + (probabilities @ colours) * strength, ground).astype(np.uint8)


def edges(probabilities: npt.NDArray[np.float32], x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Lines, as of `zero_lines`, along which two classes are equally likely and none is likelier."""
    lines = [zero_lines(_lead(probabilities, number), x, y) for number in _drawn(probabilities.shape[-1])]
    return np.concatenate([line[0] for line in lines]), np.concatenate([line[1] for line in lines])


def _drawn(classes: int) -> range:
    """Between two classes there is one line; it would be drawn twice."""
    return range(1) if classes == 2 else range(classes)


def _lead(probabilities: npt.NDArray[np.float32], number: int) -> Floats:
    """How far class ``number`` is ahead of the best of the others, (Y, X)."""
    others = np.delete(probabilities, number, axis=-1).max(axis=-1)
    lead: Floats = (probabilities[..., number] - others).astype(np.float64)
    return lead
