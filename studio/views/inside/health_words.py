"""How what is measured of a layer is called, written and coloured."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication

from studio.look import formats
from studio.widgets.colour_scale import coloured
from trainer_core.history.layer_health import NO_GRADIENT, Floats, Measure

translate = QCoreApplication.translate

_SHARES = (Measure.DEAD, Measure.SATURATED)
_LOGARITHMIC = (Measure.GRADIENT, Measure.UPDATE, Measure.DEVIATION)
_OUTLIERS = 1.0
"""Percent of the values at each end that have the last colour."""


def titles() -> tuple[str, ...]:
    """What the measures are called, in their order."""
    return (
        translate("HealthPanel", "Gradient"),
        translate("HealthPanel", "Update"),
        translate("HealthPanel", "Mean"),
        translate("HealthPanel", "Std. dev."),
        translate("HealthPanel", "Dead units"),
        translate("HealthPanel", "Saturation"),
    )


def captions() -> tuple[str, ...]:
    """What each measure is, in a few words and in their order."""
    return (
        translate("HealthPanel", "Norm of the gradient of its own weights"),
        translate("HealthPanel", "How much a step changes the weights, relative to their size"),
        translate("HealthPanel", "Mean of its activations"),
        translate("HealthPanel", "Standard deviation of its activations"),
        translate("HealthPanel", "Share of units for which ReLU gives only 0"),
        translate("HealthPanel", "Share of its activations where sigmoid or tanh is flat"),
    )


def sentences() -> tuple[str, ...]:
    """What each measure says, in their order."""
    return (
        translate(
            "HealthPanel", "How strongly the loss pulls on a layer: the norm of the gradient of its own weights."
        ),
        translate(
            "HealthPanel",
            "How far a step moves a layer: the norm of the update divided by the norm of the weights; about 0.001 "
            "is typical.",
        ),
        translate("HealthPanel", "The mean of a layer's outputs."),
        translate(
            "HealthPanel",
            "The standard deviation of a layer's outputs: values near 1 are typical; at 0 the layer passes on no "
            "information.",
        ),
        translate("HealthPanel", "The share of a layer's units for which ReLU gives 0 for every example of the batch."),
        translate(
            "HealthPanel", "The share of a layer's outputs for which the sigmoid or tanh after it is nearly flat."
        ),
    )


def written(measure: Measure, value: float) -> str:
    """A value in few digits."""
    if math.isnan(value):
        return formats.UNKNOWN
    if measure is Measure.GRADIENT and value == NO_GRADIENT:
        return translate("HealthPanel", "none")
    if measure in _SHARES:
        return formats.percent(value)
    return formats.number(float(f"{value:.2g}")) if math.isfinite(value) else formats.loss(value)


def painted(measure: Measure, values: Floats) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.bool_], tuple[str, str]]:
    """The colours of ``values`` (layers, n), where there is a value, and the values at both ends of the scale."""
    wide = values.astype(np.float64)
    if measure is Measure.GRADIENT:
        wide = np.where(wide == NO_GRADIENT, np.nan, wide)
    there = ~np.isnan(wide)
    if measure in _SHARES:
        return coloured(wide, 0.0, 1.0), there, (formats.percent(0.0, 0), formats.percent(1.0, 0))
    usable = wide[np.isfinite(wide) & ((wide > 0) | (measure not in _LOGARITHMIC))]
    low, high = np.percentile(usable, (_OUTLIERS, 100 - _OUTLIERS)).tolist() if len(usable) else (0.0, 1.0)
    ends = (written(measure, low), written(measure, high))
    if measure in _LOGARITHMIC and low > 0:
        with np.errstate(divide="ignore"):
            scaled = np.nan_to_num(np.log10(wide), nan=np.log10(low), neginf=np.log10(low), posinf=np.log10(high))
        return coloured(scaled, float(np.log10(low)), float(np.log10(high))), there, ends
    return coloured(np.nan_to_num(wide, nan=low, posinf=high, neginf=low), low, high), there, ends
