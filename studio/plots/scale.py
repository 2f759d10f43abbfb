"""Ranges and ticks of the axes: robust to outliers, on round numbers, and steady from one redraw to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from studio.look import formats
from studio.plots.curve_data import Axis, Curve, Points, Range

Fit = Callable[[Range], Range]

_OUTLIERS = 0.01
"""Share of the raw extremes on each side that may leave the picture."""
_SLACK = 0.6
"""A range is kept until the one that would be chosen anew is narrower than this part of it."""
_INTERVALS = 5
_CLOCK = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten of which at most ``most`` fit into ``span``."""
    rough = span / max(most, 1)
    if not np.isfinite(rough) or rough <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(n for n in (1, 2, 2.5, 5, 10, 20) if n * power >= rough * (1 - 1e-9)) * power)


def needed_range(curves: list[Curve], wholes: list[Points], *, positive: bool = False) -> Range | None:
    """What must be seen: smoothed curves and ``wholes`` altogether, raw values but for a few outliers.

    ``positive``: count only what a logarithmic axis can show. None where there is nothing.
    """
    lows: list[float] = []
    highs: list[float] = []
    for y in [each.smoothed[1] for each in curves] + [y for _, y in wholes]:
        shown = y[y > 0] if positive else y
        if len(shown):
            lows.append(float(shown.min()))
            highs.append(float(shown.max()))
    for each in curves:
        y = each.raw[1]
        shown = y[y > 0] if positive else y
        if len(shown):
            at = int(len(shown) * _OUTLIERS)
            ordered = np.partition(shown, (at, len(shown) - 1 - at))
            lows.append(float(ordered[at]))
            highs.append(float(ordered[len(shown) - 1 - at]))
    return (min(lows), max(highs)) if lows else None


def fit_linear(need: Range) -> Range:
    """Round numbers about ``need``; from zero, unless that would leave the lower third empty."""
    low, high = need
    if 0 <= low < 0.4 * high:
        low = 0.0
    span = max(high - low, abs(high) * 1e-3, 1e-9)
    step = nice_step(span, _INTERVALS)
    bottom, top = np.floor(low / step + 1e-9) * step, np.ceil(high / step - 1e-9) * step
    if top - step / 2 >= high:
        top -= step / 2
    return float(bottom), float(max(top, bottom + step))


def fit_share(need: Range) -> Range:
    """Shares of one: up to 100 % unless all are small, and down to zero or to a round number near the lowest."""
    low, high = max(0.0, need[0]), min(1.0, need[1])
    top = next(limit for limit in (0.1, 0.2, 0.5, 1.0) if high <= limit)
    if low < 0.35 * top:
        return 0.0, top
    step = nice_step(max(top - low, 0.004), _INTERVALS)
    return float(max(0.0, np.floor(low / step + 1e-9) * step)), top


def fit_log(need: Range) -> Range:
    """The next 1, 2 or 5 times a power of ten outside ``need``, which is positive."""
    return _log_round(need[0], down=True), _log_round(need[1], down=False)


def _log_round(value: float, *, down: bool) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    steps = [n * power for n in (1, 2, 5, 10)]
    if down:
        return float(max(step for step in steps if step <= value * (1 + 1e-9)))
    return float(min(step for step in steps if step >= value * (1 - 1e-9)))


def steady_range(current: Range | None, need: Range, fit: Fit, *, log: bool = False) -> Range:
    """``current`` as long as it holds ``need`` and is not much too wide for it, else a range made anew."""
    wanted = fit(need)
    if wanted[1] <= wanted[0]:
        wanted = (wanted[0], wanted[0] * 10) if log else (wanted[0], wanted[0] + 1)
    if current is None or current[0] > need[0] or current[1] < need[1]:
        return wanted
    span = np.log if log else float
    kept = (span(wanted[1]) - span(wanted[0])) / (span(current[1]) - span(current[0]))
    return current if kept >= _SLACK else wanted


def growing_end(rows: float, total: float) -> float:
    """End of an axis that follows a run: its whole length, or for its first moments a fraction that it soon
    fills.
    """
    end = float(max(total, 1))
    while rows < end / 8 and end > 40:
        end /= 4
    return end


@lru_cache(maxsize=16)
def y_ticks(shown: Range, *, share: bool, log: bool, most: int) -> tuple[Tick, ...]:
    """Ticks of a y-axis; ``share``: the values are shares of one and read in percent."""
    if log:
        return _log_ticks(shown, most)
    step = nice_step(shown[1] - shown[0], most)
    at = _multiples(shown, step)
    if share:
        places = _places(step * 100)
        return tuple(Tick(value, f"{value * 100:.{places}f}%") for value in at)
    places = max(1, _places(step))
    if step >= 1e4 or step < 1e-4:
        return tuple(Tick(value, "0" if value == 0 else formats.number(float(f"{value:.6g}"))) for value in at)
    return tuple(Tick(value, f"{value:,.{places}f}") for value in at)


@lru_cache(maxsize=16)
def x_ticks(shown: Range, axis: Axis, most: int) -> tuple[Tick, ...]:
    """Ticks of the shared x-axis: whole batches, epochs, or seconds (as m:ss or h:mm:ss from a minute on)."""
    span = shown[1] - shown[0]
    step = nice_step(span, most)
    if axis == "batch":
        step = max(1.0, round(step))
        return tuple(Tick(value, f"{value:,.0f}") for value in _multiples(shown, step))
    if axis == "epoch":
        step = 1.0 if 2 <= span <= 2 * most and step < 1 else step
        places = _places(step)
        return tuple(Tick(value, f"{value:,.{places}f}") for value in _multiples(shown, step))
    if span >= _CLOCK[0] * most:
        step = next((float(n) for n in _CLOCK if n * most >= span), step)
    return tuple(Tick(value, clock(value, _places(step))) for value in _multiples(shown, step))


def clock(seconds: float, places: int = 0) -> str:
    """``"12 s"``, and from a minute on ``"1:05"`` or ``"2:01:05"``."""
    return f"{seconds:.{places}f} s" if seconds < 60 else formats.duration(seconds)


def _multiples(shown: Range, step: float) -> list[float]:
    first, last = np.ceil(shown[0] / step - 1e-6), np.floor(shown[1] / step + 1e-6)
    return [float(n * step) + 0.0 for n in np.arange(first, last + 1)]  # + 0.0 makes -0.0 read 0


def _places(step: float) -> int:
    """Decimals with which multiples of ``step`` differ."""
    return next((n for n in range(12) if abs(round(step, n) - step) < 1e-6 * step), 12)


def _log_ticks(shown: Range, most: int) -> tuple[Tick, ...]:
    low, high = np.floor(np.log10(shown[0]) + 1e-9), np.ceil(np.log10(shown[1]) - 1e-9)
    powers = np.arange(low, high + 1)
    if len(powers) > most + 1:
        powers = powers[:: int(np.ceil(len(powers) / (most + 1)))]
    leads = (1, 2, 5) if len(powers) * 2 <= most + 2 else (1,)
    values = [lead * 10.0**power for power in powers for lead in leads]
    kept = [value for value in values if shown[0] * (1 - 1e-9) <= value <= shown[1] * (1 + 1e-9)]
    return tuple(Tick(float(value), formats.number(float(value))) for value in kept)
