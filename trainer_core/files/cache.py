"""Where files are kept that can be fetched or made again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from trainer_core.errors import DataError

CACHE_VARIABLE = "TRAINING_STUDIO_CACHE"


def cache_root() -> Path:
    """The user's cache folder, or the one that the environment variable ``TRAINING_STUDIO_CACHE`` names."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("training-studio")


def cannot_write(folder: Path, error: OSError) -> DataError:
    """The error for a folder of the cache that cannot be written, because of ``error``."""
    return DataError(
        "cannot-write",
        "Files cannot be written into {folder} ({reason}). Free some space there or make it writable, "
        "or name another folder in the environment variable {variable}.",
        folder=str(folder),
        reason=error.strerror or str(error),
        variable=CACHE_VARIABLE,
    )
