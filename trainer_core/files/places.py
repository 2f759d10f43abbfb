"""Where files are kept that a person makes, unless they choose another place."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_root() -> Path:
    """The folder in which runs are kept unless a person chooses another."""
    return platformdirs.user_documents_path() / "Training Studio" / "runs"
