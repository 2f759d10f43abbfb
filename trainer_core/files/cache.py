"""Where files are kept that can be fetched or made again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

CACHE_VARIABLE = "TRAINING_STUDIO_CACHE"


def cache_root() -> Path:
    """The user's cache folder, or the one that the environment variable ``TRAINING_STUDIO_CACHE`` names."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("training-studio")
