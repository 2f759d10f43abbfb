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
        return low + (pixel - self.rect.left()) * (high - low) / self.rect.width()
