"""What a model answers to one input as bars: the likeliest classes first, or the values of the targets."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.look import formats
from studio.widgets.bar_list import Bar
from trainer_core.protocol.reports import DataReport

_MOST = 10


def bars_of(answer: npt.NDArray[np.float32], data: DataReport) -> list[Bar]:
    """Ten classes at most, by how likely they are, or the values of the targets in their own units."""
    if not data.class_names:
        names = data.target_names or tuple(str(place + 1) for place in range(len(answer)))
        return [
            Bar(name, None, formats.number(float(f"{value:.5g}")) if np.isfinite(value) else "–", strong=True)
            for name, value in zip(names, answer.tolist(), strict=True)
        ]
    order = np.argsort(-answer, kind="stable")[:_MOST].tolist()
    return [
        Bar(data.class_names[place], float(answer[place]), formats.percent(float(answer[place])), strong=not rank)
        for rank, place in enumerate(order)
    ]
