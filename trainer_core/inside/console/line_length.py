"""How long lines are when tensors and arrays are printed: as long as there is room on screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from torch import _tensor_str

_SHORTEST, _LONGEST = 40, 400
_OF_TORCH, _OF_NUMPY = 80, 75
"""What both print for unless somebody says otherwise."""


@contextmanager
def lines_of(columns: int) -> Iterator[None]:
    """Within the block tensors and arrays are printed in lines of ``columns`` characters, at least 40 and at most 400.

    What a person sets with ``set_printoptions``, before or meanwhile, stays.
    """
    # Brackets that close at the end of the last line are not counted.
    wanted = min(max(columns, _SHORTEST), _LONGEST) - 2
    # ``torch.set_printoptions`` would put back whether numbers are written as powers of ten.
    options = _tensor_str.PRINT_OPTS
    if options.linewidth == _OF_TORCH:
        options.linewidth = wanted
    if np.get_printoptions()["linewidth"] == _OF_NUMPY:
        np.set_printoptions(linewidth=wanted)
    try:
        yield
    finally:
        if options.linewidth == wanted:
            options.linewidth = _OF_TORCH
        if np.get_printoptions()["linewidth"] == wanted:
            np.set_printoptions(linewidth=_OF_NUMPY)
