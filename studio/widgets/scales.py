"""Ranges and ticks of the axes: robust to spikes, on round numbers, and steady from one redraw to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from studio.look import formats
from studio.widgets.plot import nice_step, places, write_number
from studio.widgets.plot_items import Floats
from studio.widgets.plot_view import Range

Points = tuple[Floats, Floats]
Fit = Callable[[Range], Range]

_OUTLIERS = 0.01
"""Share of the raw extremes on each side that may leave the picture."""
_USUAL = 0.9
"""Share of the values that no spike reaches, if there are only spikes."""
_SPIKE = 10.0
"""So many times the usual values, and those at the beginning, a value has to be to leave the picture."""
_BEGINNING = 4
_FAR = 2.0
"""So many times what is usual after weights were restored, a value from before has to be to leave the picture."""
_SLACK = 0.6
"""A range is kept until the one that would be chosen anew is narrower than this part of it."""
_NARROWEST = 0.02
"""Share of the highest value that a linear range spans at least: of one value alone it is not a thousandth."""
_INTERVALS = 5
_CLOCK = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_LOOKED_AT = 48
"""Points of the raw line, up to the newest one, that may be new before the range is thought over."""


def needed_range(raw: Floats, wholes: Iterable[Floats], *, positive: bool = False) -> Range | None:
    """What must be seen of the values (n,) of a run: ``wholes`` altogether, ``raw`` but for a few outliers, and of both
    no spike, which is many times what is usual and what the run began with.

    ``positive``: count only what a logarithmic axis can show. None where there is nothing.
    """
    found = [y[y > 0] if positive else y for y in (raw, *wholes)]
    lows, highs = [float(y.min()) for y in found[1:] if len(y)], [float(y.max()) for y in found[1:] if len(y)]
    if len(raw := found[0]):
        at = int(len(raw) * _OUTLIERS)
        ordered = np.sort(raw)
        lows.append(float(ordered[at]))
        highs.append(float(ordered[len(raw) - 1 - at]))
    if not lows:
        return None
    every = np.concatenate(found)
    # At the beginning of a run a loss is that of guessing; the least of the first few, since some may have blown up.
    usual = max(float(np.quantile(every, _USUAL)), *(float(y[:_BEGINNING].min()) for y in found if len(y)))
    if usual > 0 and max(highs) > _SPIKE * usual:
        highs = [float(every[every <= _SPIKE * usual].max())]
    return min(*lows, *highs), max(highs)


def fit_linear(need: Range) -> Range:
    """Round numbers about ``need``; from zero, unless that would leave the lower third empty."""
    low, high = need
    if 0 <= low < 0.4 * high:
        low = 0.0
    span = max(high - low, abs(high) * _NARROWEST, 1e-9)
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


class SteadyRange:
    """The y range of a plot that grows; thought over when it might be another, and then changed as little as may be."""

    def __init__(self, fit: Fit, *, log: bool = False) -> None:
        self._fit, self._log = fit, log
        self._range: Range | None = None
        self._seen: tuple[object, int] = (None, 0)

    def of(self, raw: Points, wholes: Sequence[Points], span: Range, since: float, view: object) -> Range:
        """The range for a line of ``raw`` values and lines that are seen whole, of what stands in ``span`` of x.

        What stands left of ``since`` may have blown up: of it only what is not far from the rest has to be seen.
        ``view`` is equal as long as nothing but the end of ``raw`` and of the first of ``wholes`` is new.
        """
        count, new = len(raw[0]), raw[1][-_LOOKED_AT:]
        known, before = self._seen
        quiet = (known, True) == ((span, since, view), 0 <= count - before < _LOOKED_AT - 2 and count > 0)
        if quiet and self._range and self._range[0] <= new.min() and new.max() <= self._range[1]:
            return self._range
        self._seen = ((span, since, view), count)
        seen = [y[(x >= max(span[0], since)) & (x <= span[1])] for x, y in (raw, *wholes)]
        need = needed_range(seen[0], seen[1:], positive=self._log)
        if need is None:
            return self._range or ((0.1, 1.0) if self._log else (0.0, 1.0))
        if since > span[0]:
            earlier = [y[(x >= span[0]) & (x < since)] for x, y in (raw, *wholes)]
            highest = _FAR * max(need[1], float(min(raw[1][:_BEGINNING], default=0.0)))
            kept = needed_range(np.empty(0), [y[y <= highest] for y in earlier], positive=self._log)
            need = (min(need[0], kept[0]), max(need[1], kept[1])) if kept else need
        self._range = steady_range(self._range, need, self._fit, log=self._log)
        return self._range


def round_end(planned: float, before: float) -> float:
    """A round end of an axis that begins at zero and has room for ``planned``; ``before`` while that is not far off."""
    if 0 < _SLACK * before <= planned <= before:
        return before
    step = nice_step(planned, 10)
    return max(float(np.ceil(planned / step - 1e-9) * step), 1e-3) if planned > 0 else 1.0


def write_share(value: float, step: float) -> str:
    """A tick of shares of one, in percent."""
    return f"{value * 100:.{places(step * 100)}f}%"


def write_y(share: bool) -> Callable[[float, float], str]:
    """How ticks of a metric are worded."""
    return write_share if share else _write_decimals


def _write_decimals(value: float, step: float) -> str:
    """As `write_number`, with a decimal at least where ticks are close."""
    return f"{value + 0.0:,.1f}" if places(step) == 0 and step < 10 else write_number(value, step)


def step_count(span: float, most: int) -> float:
    """How far apart ticks are on an axis that counts: never less than one."""
    return max(1.0, round(nice_step(span, most)))


def write_count(value: float, step: float) -> str:
    """A tick of an axis that counts."""
    return f"{value + 0.0:,.0f}"


def step_whole(span: float, most: int) -> float:
    """How far apart ticks are on an axis on which whole numbers mean something: one if that fits."""
    step = nice_step(span, most)
    return 1.0 if 2 <= span <= 2 * most and step < 1 else step


def write_x(value: float, step: float) -> str:
    """A tick with no more decimals than its step has."""
    return f"{value + 0.0:,.{places(step)}f}"


def step_clock(span: float, most: int) -> float:
    """How far apart ticks are on an axis of seconds: steps of a clock."""
    return next((float(n) for n in _CLOCK if span >= most and n * most >= span), nice_step(span, most))


def write_clock(value: float, step: float) -> str:
    """A tick of an axis of seconds: ``2.5 s``, from a minute on as m:ss or h:mm:ss."""
    return formats.duration(value) if value >= 60 else f"{value + 0.0:.{places(step)}f} s"
