"""Entry of ``python -m trainer_core`` and of the command ``trainer``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; see `trainer_core.cli.main.main`. ``doctor`` works where torch cannot be imported, too."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["doctor"]:
        from trainer_core.cli.doctor import main as doctor

        return doctor(given[1:])
    try:
        from trainer_core.cli.main import main as run
    except ImportError as error:
        print(f"trainer: a library is missing: {error}. `trainer doctor` says what to do.", file=sys.stderr)
        return 1
    return run(given)


if __name__ == "__main__":
    sys.exit(main())
