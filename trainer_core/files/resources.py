"""One way to find a file that ships with the studio, from a checkout, an editable install or a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_resources"
_CHECKOUT = _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of the shipped file or folder ``parts``, for example ``resource("icons", "play.svg")``.

    A wheel carries the files in ``trainer_core/_resources``; a checkout and an editable install have them in
    ``resources`` beside the packages.

    Raises:
        FileNotFoundError: nothing is there; the sentence names the path and says what to do.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: this copy of Training Studio is incomplete. Please reinstall it.")
    return path
