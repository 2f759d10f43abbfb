"""Where a field on a grid goes through zero, as short lines."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def zero_lines(field: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the ends of lines along which ``field`` (Y, X) is zero between its places: x and y, both (2n,) in pairs.

    Each cell is cut into two triangles, over which the field is taken to be flat: a line crosses two of their edges, or
    none. Cells with a value that is no number have none.
    """
    upper, lower = _corners(field), _corners(np.broadcast_to(y[:, None], field.shape))
    values, heights = np.concatenate(upper), np.concatenate(lower)
    across = np.concatenate(_corners(np.broadcast_to(x[None, :], field.shape)))
    above = values > 0
    count = above.sum(axis=1)
    cut = (count % 3 != 0) & np.isfinite(values).all(axis=1)
    values, across, heights, above, count = values[cut], across[cut], heights[cut], above[cut], count[cut]
    alone = np.where(count == 1, above.argmax(axis=1), above.argmin(axis=1))
    rows = np.arange(len(alone))
    ends = []
    for step in (1, 2):
        other = (alone + step) % 3
        first, last = values[rows, alone], values[rows, other]
        share = first / (first - last)
        ends.append([each[rows, alone] * (1 - share) + each[rows, other] * share for each in (across, heights)])
    (x0, y0), (x1, y1) = ends
    return np.stack((x0, x1), axis=1).ravel(), np.stack((y0, y1), axis=1).ravel()


def _corners(grid: npt.NDArray[np.floating]) -> tuple[Floats, Floats]:
    """The corners (n, 3) of the triangles, those of the upper left halves and those of the lower right ones."""
    a, b, c, d = grid[:-1, :-1], grid[:-1, 1:], grid[1:, :-1], grid[1:, 1:]
    first, second = np.stack((a, b, c), axis=-1), np.stack((d, c, b), axis=-1)
    return first.reshape(-1, 3).astype(np.float64), second.reshape(-1, 3).astype(np.float64)
