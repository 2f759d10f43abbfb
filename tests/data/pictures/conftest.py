"""Folders of small pictures, and a cache folder a test."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainer_core.data.pictures import cached
from trainer_core.data.pictures.decoding import Decoding, decoded

Painted = Callable[..., Path]

_LONG_AGO = 1_700_000_000
"""Seconds: files that were written long before they are read, as a person's are."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test."""
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def paint(tmp_path: Path) -> Painted:
    """Write pictures into ``tmp_path / "photos"``, each with its own colour; returns the folder.

    Names are relative to it; ``mode``, ``size`` and ``seed`` say what is in them.
    """

    def write(*names: str, mode: str = "RGB", size: tuple[int, int] = (12, 10), seed: int = 0) -> Path:
        root = tmp_path / "photos"
        root.mkdir(exist_ok=True)
        for number, name in enumerate(names):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            draw = np.random.default_rng([seed, number, *name.encode()])
            noise = draw.integers(0, 256, (size[1], size[0], 3), np.uint8)
            Image.fromarray(noise).convert(mode).save(path)
            os.utime(path, (_LONG_AGO + seed, _LONG_AGO + seed))
        return root

    return write


@pytest.fixture
def decoded_names(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the files that were decoded since the list was last cleared."""
    sizes: list[int] = []

    def decode(content: bytes, decoding: Decoding) -> Any:
        sizes.append(len(content))
        return decoded(content, decoding)

    monkeypatch.setattr(cached, "decoded", decode)
    return sizes
