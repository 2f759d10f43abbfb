"""What one plot shows, as plain values: the same scene is painted on the screen, into a picture and into an
SVG.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QRectF

from studio.plots.curve_data import Floats, Points, Range, no_points
from studio.plots.overlays import OverlayCurve
from studio.plots.scale import Tick


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything behind the curves. It is compared to know whether a picture of it can be used again.

    ``words_below``: the words of the marks stand at the bottom, where a curve that rises leaves room.
    """

    x_range: Range = (0.0, 1.0)
    y_range: Range = (0.0, 1.0)
    log: bool = False
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    bands: tuple[Range, ...] = ()
    marks: tuple[tuple[float, str], ...] = ()
    words_below: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A plot: its ground and its curves, in the units of the axes.

    ``best`` is where the star stands; ``overlays`` are earlier runs.
    """

    ground: Ground = field(default_factory=Ground)
    raw: Points = field(default_factory=no_points)
    smoothed: Points = field(default_factory=no_points)
    validation: Points = field(default_factory=no_points)
    best: tuple[float, float] | None = None
    overlays: tuple[OverlayCurve, ...] = ()


def changed_range(before: Scene, after: Scene) -> Range | None:
    """The part of the x-axis on which the lines of two scenes differ; (inf, -inf), which is nowhere, if they do not.

    None: something else than the lines of the run differs, so that everything is to be painted anew.
    """
    same = (
        before.ground == after.ground
        and before.best == after.best
        and len(before.overlays) == len(after.overlays)
        and all(old is new for old, new in zip(before.overlays, after.overlays, strict=True))
        and all(np.array_equal(old, new) for old, new in zip(before.validation, after.validation, strict=True))
    )
    if not same:
        return None
    ends: list[float] = []
    for old, new in ((before.raw, after.raw), (before.smoothed, after.smoothed)):
        both = min(len(old[0]), len(new[0]))
        differ = (old[0][:both] != new[0][:both]) | (old[1][:both] != new[1][:both])
        first = int(differ.argmax()) if differ.any() else both
        for x, _ in (old, new):
            if first < len(x):
                ends += [float(x[max(first - 1, 0)]), float(x[-1])]
    return (min(ends), max(ends)) if ends else (np.inf, -np.inf)


@dataclass(frozen=True, slots=True)
class Mapping:
    """From the units of the axes to the pixels of a rectangle and back."""

    ground: Ground
    rect: QRectF

    def x(self, values: Floats | float) -> Floats | float:
        low, high = self.ground.x_range
        return self.rect.left() + (values - low) * (self.rect.width() / (high - low))

    def y(self, values: Floats | float) -> Floats | float:
        """Pixels of ``values``; what a logarithmic axis cannot show lands on its lower end."""
        low, high = self.ground.y_range
        if self.ground.log:
            values = np.log(np.maximum(values, low))
            low, high = float(np.log(low)), float(np.log(high))
        return self.rect.bottom() - (values - low) * (self.rect.height() / (high - low))

    def x_back(self, pixel: float) -> float:
        low, high = self.ground.x_range
        return low + (pixel - self.rect.left()) * (high - low) / max(self.rect.width(), 1.0)
