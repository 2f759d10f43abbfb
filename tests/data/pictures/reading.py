"""Reads folders of pictures through the cache, and holds what comes against a decoding of each file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from trainer_core.data.examples import no_progress
from trainer_core.data.pictures.cached import Cached, decode_all
from trainer_core.data.pictures.decoding import Decoding, decoded
from trainer_core.data.pictures.scanning import scan

DECODING = Decoding(8)


def read(root: Path, decoding: Decoding = DECODING, progress: Any = no_progress) -> Cached:
    return decode_all(root, scan(root).pictures, decoding, progress)


def assert_right(found: Cached, root: Path, decoding: Decoding = DECODING) -> None:
    """Each picture is what decoding its file gives, in grey or as three equal channels."""
    for name, known in found.known.items():
        wanted = decoded((root / name).read_bytes(), decoding).pixels
        assert np.array_equal(found.pixels[known.row], np.broadcast_to(wanted, found.pixels.shape[1:])), name


class CancelledError(Exception):
    pass
