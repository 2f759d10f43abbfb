"""What a model answers to one input as bars: the likeliest classes first, or the values of the targets."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from studio.look import formats
from studio.widgets.bar_list import Bar
from trainer_core.protocol.reports import DataReport

_MOST = 10
_UNIT = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]\s*$")
"""The unit in the name of a column: EUR in "price (EUR)"."""


def bars_of(answer: npt.NDArray[np.float32], data: DataReport) -> list[Bar]:
    """Ten classes at most, by how likely they are, or the values of the targets in their own units."""
    if not data.class_names:
        names = data.target_names or tuple(str(place + 1) for place in range(len(answer)))
        return [
            Bar(name, None, with_unit(name, value), strong=True)
            for name, value in zip(names, answer.tolist(), strict=True)
        ]
    order = np.argsort(-answer, kind="stable")[:_MOST].tolist()
    return [
        Bar(data.class_names[place], float(answer[place]), formats.percent(float(answer[place])), strong=not rank)
        for rank, place in enumerate(order)
    ]


def with_unit(name: str, value: float) -> str:
    """Write the value of the target called ``name``, with the unit that the name tells."""
    if not np.isfinite(value):
        return formats.UNKNOWN
    unit = _UNIT.search(name)
    number = formats.number(float(f"{value:.5g}"))
    return f"{number} {unit[1]}" if unit is not None else number
