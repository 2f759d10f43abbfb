"""Entry of ``python -m trainer_core`` and of the command ``trainer``."""

from __future__ import annotations

import sys

from trainer_core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
