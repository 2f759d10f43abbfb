"""What is wrong with the layers of a run, in plain words, and what usually helps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from trainer_core.errors import N_, Message
from trainer_core.formats import percent
from trainer_core.history.layer_health import NO_GRADIENT, Floats, Layer, LayerHealth, Measure

FEWEST = 3
"""Rows from which on anything but an explosion is told."""
_RECENT, _MOST_RECENT = 0.25, 32
_VANISHED = 1e-3
"""Of the largest gradient of a layer, per weight."""
_EXPLODED = 1e3
"""The norm of a gradient."""
_LEAPS = 0.1
"""Of the weights' own norm, in one step."""
_STILL = 1e-6
_MANY = 0.5
_NAMES = 4

Flags = npt.NDArray[np.bool_]


class Trouble(StrEnum):
    """What can be wrong with a layer, the cause before what follows from it."""

    NO_GRADIENT = "no gradient"
    EXPLODING = "exploding"
    DEAD = "dead"
    SATURATED = "saturated"
    VANISHING = "vanishing"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class LayerFinding:
    """One trouble, the layers that have it (places in `LayerHealth.layers`), and what usually helps."""

    trouble: Trouble
    layers: tuple[int, ...]
    message: Message
    advice: Message


_ADVICE: Mapping[Trouble, Message] = {
    Trouble.NO_GRADIENT: Message(
        "Usually forward does not use it, or its output is detached from the graph. Use it, or remove it."
    ),
    Trouble.EXPLODING: Message(
        "What usually helps: a smaller learning rate, clipping the norm of the gradient, normalized inputs and "
        "targets, smaller initial weights."
    ),
    Trouble.DEAD: Message(
        "What usually helps: a smaller learning rate, LeakyReLU or GELU in place of ReLU, batch normalization."
    ),
    Trouble.SATURATED: Message(
        "What usually helps: normalized inputs, smaller initial weights, batch or layer normalization before it, "
        "ReLU instead."
    ),
    Trouble.VANISHING: Message(
        "What usually helps: ReLU in place of sigmoid or tanh, batch or layer normalization, residual connections, "
        "He or Xavier initialization."
    ),
    Trouble.STILL: Message(
        "What usually helps: a larger learning rate, also in the parameter group of these layers, and anything "
        "that lets more of the gradient through."
    ),
}


def recent(health: LayerHealth) -> Floats:
    """The medians of the newest rows (see `_count`), (layers, measures) float32; NaN where there is nothing.

    A gradient that never arrived in it is `NO_GRADIENT`.
    """
    _, values = health.read()
    return _median(values[-_count(len(values)) :]) if len(values) else _nothing(health)


def diagnose(health: LayerHealth) -> tuple[LayerFinding, ...]:
    """What stands out in the layers, the cause before what follows from it; each layer has one trouble at most.

    What is told is of the newest rows (see `_count`); that a layer does not move, or gets no gradient, of all of them.
    """
    _, values = health.read()
    if not len(values) or not health.layers:
        return ()
    newest, seen = values[-_count(len(values)) :], _median(values[-_count(len(values)) :])
    found = []
    left = np.ones(len(health.layers), dtype=bool)
    for trouble in Trouble:
        if len(values) < FEWEST and trouble is not Trouble.EXPLODING:
            continue
        here = _RULES[trouble](values, newest, seen, _sizes(health)) & left
        if here.any():
            left &= ~here
            layers = tuple(int(at) for at in np.flatnonzero(here))
            message = _message(trouble, layers, health, newest, seen)
            found.append(LayerFinding(trouble, layers, message, _ADVICE[trouble]))
    return tuple(found)


def frozen(health: LayerHealth) -> Flags:
    """Which layers were not trained in the newest row, (layers,)."""
    _, values = health.read()
    if not len(values):
        return np.zeros(len(health.layers), dtype=bool)
    return np.isnan(values[-1, :, Measure.GRADIENT]) & np.isnan(values[-1, :, Measure.UPDATE])


def name_of(layer: Layer) -> str:
    """How a layer is called: by its path, with its type where that is a mere number; the model itself by its type."""
    return f"{layer.name} ({layer.type})" if layer.name.isdecimal() else layer.name or layer.type


def _count(rows: int) -> int:
    return min(max(FEWEST, round(rows * _RECENT)), _MOST_RECENT)


def _nothing(health: LayerHealth) -> Floats:
    return np.full((len(health.layers), len(Measure)), np.nan, dtype=np.float32)


def _sizes(health: LayerHealth) -> Floats:
    return np.sqrt(np.array([max(1, layer.parameters) for layer in health.layers], dtype=np.float32))


def _median(values: Floats) -> Floats:
    """The median of each column that has a number, (layers, measures)."""
    ordered = np.sort(values, axis=0)
    counts = (~np.isnan(values)).sum(axis=0)
    middle = np.take_along_axis(ordered, np.maximum(counts - 1, 0)[None] // 2, axis=0)[0]
    return np.where(counts > 0, middle, np.nan).astype(np.float32)


def _got(values: Floats) -> Floats:
    """Norms of gradients, NaN where none has arrived."""
    gradients = values[..., Measure.GRADIENT]
    return np.where(gradients == NO_GRADIENT, np.nan, gradients)


def _without(values: Floats, newest: Floats, seen: Floats, sizes: Floats) -> Flags:
    gradients = values[..., Measure.GRADIENT]
    without = gradients == NO_GRADIENT
    return np.asarray((without | np.isnan(gradients)).all(0) & without[-1])


def _exploding(values: Floats, newest: Floats, seen: Floats, sizes: Floats) -> Flags:
    return _large_gradient(newest) | (seen[:, Measure.UPDATE] > _LEAPS)


def _large_gradient(newest: Floats) -> Flags:
    gradients = _got(newest)
    return np.isinf(gradients).any(0) | (_median(newest)[:, Measure.GRADIENT] > _EXPLODED)


def _dead(values: Floats, newest: Floats, seen: Floats, sizes: Floats) -> Flags:
    return seen[:, Measure.DEAD] >= _MANY


def _saturated(values: Floats, newest: Floats, seen: Floats, sizes: Floats) -> Flags:
    return seen[:, Measure.SATURATED] >= _MANY


def _vanishing(values: Floats, newest: Floats, seen: Floats, sizes: Floats) -> Flags:
    each = _got(seen) / sizes
    largest = np.max(each, where=np.isfinite(each), initial=0.0)
    return np.asarray((each < _VANISHED * largest) & np.isfinite(each))


def _still(values: Floats, newest: Floats, seen: Floats, sizes: Floats) -> Flags:
    moved = values[..., Measure.UPDATE]
    measured = ~np.isnan(moved)
    return np.asarray(measured[-1] & (np.max(moved, axis=0, where=measured, initial=0.0) < _STILL))


_RULES: Mapping[Trouble, Callable[[Floats, Floats, Floats, Floats], Flags]] = {
    Trouble.NO_GRADIENT: _without,
    Trouble.EXPLODING: _exploding,
    Trouble.DEAD: _dead,
    Trouble.SATURATED: _saturated,
    Trouble.VANISHING: _vanishing,
    Trouble.STILL: _still,
}


def _message(trouble: Trouble, layers: tuple[int, ...], health: LayerHealth, newest: Floats, seen: Floats) -> Message:
    names = ", ".join(name_of(health.layers[at]) for at in layers[:_NAMES]) + (", …" if len(layers) > _NAMES else "")
    facts: dict[str, str] = {"names": names}
    of = seen[list(layers)]
    match trouble:
        case Trouble.NO_GRADIENT:
            text = N_("No gradient has ever reached {names}: the loss does not depend on these weights.")
        case Trouble.EXPLODING if _large_gradient(newest)[list(layers)].any():
            facts["norm"] = f"{np.nanmax(_got(newest[:, list(layers)])):.3g}"
            text = N_("The gradient explodes in {names}: its norm is up to {norm}.")
        case Trouble.EXPLODING:
            facts["share"] = percent(float(np.nanmax(of[:, Measure.UPDATE])))
            text = N_("The steps are very large in {names}: a step changes the weights by up to {share} of their norm.")
        case Trouble.DEAD:
            facts["share"] = percent(float(np.nanmax(of[:, Measure.DEAD])))
            text = N_("Units are dead in {names}: up to {share} of them output 0 for every example of a batch.")
        case Trouble.SATURATED:
            facts["share"] = percent(float(np.nanmax(of[:, Measure.SATURATED])))
            text = N_(
                "The sigmoid or tanh after {names} is saturated: up to {share} of its values lie where it is flat "
                "and lets hardly any gradient through."
            )
        case Trouble.VANISHING:
            each = _got(seen) / _sizes(health)
            facts["largest"] = name_of(health.layers[int(np.nanargmax(np.where(np.isfinite(each), each, -1)))])
            text = N_(
                "The gradient vanishes in {names}: per weight, it is less than a thousandth of that in {largest}."
            )
        case Trouble.STILL:
            text = N_(
                "The weights hardly move in {names}: no step has changed them by more than a millionth of their norm."
            )
    return Message(text, facts)
