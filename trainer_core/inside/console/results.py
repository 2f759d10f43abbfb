"""What an entry came to: its kind, its text as Python shows it within limits, and a figure's picture."""

from __future__ import annotations

import io
import reprlib
from typing import Any

from torch import Tensor, nn

from trainer_core.protocol.console import ResultKind

_LONGEST = 20_000
"""Characters of a result; the middle of a longer one is left out."""
_MOST_ITEMS = 200
_LARGEST_PICTURE = 8_000_000


class _Bounded(reprlib.Repr):
    """Python's own text of small values; of lists, dictionaries and strings that are long only the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 8
        self.maxlist = self.maxtuple = self.maxset = self.maxfrozenset = self.maxdeque = self.maxarray = _MOST_ITEMS
        self.maxdict = _MOST_ITEMS
        self.maxstring = self.maxlong = self.maxother = _LONGEST

    def repr_Tensor(self, value: Tensor, level: int) -> str:  # noqa: N802  reprlib finds it by the type's name
        return repr(value)

    repr_Parameter = repr_Tensor  # noqa: N815

    def repr_instance(self, value: Any, level: int) -> str:
        # Not cut in the middle of a line as reprlib would, and an error of a person's own __repr__ is theirs to see.
        return repr(value)


_bounded = _Bounded()


def kind_of(value: Any) -> ResultKind:
    """Which kind of result ``value`` is."""
    if value is None:
        return ResultKind.NOTHING
    if isinstance(value, Tensor):
        return ResultKind.TENSOR
    if isinstance(value, nn.Module):
        return ResultKind.MODULE
    if _saved_by(value) is not None:
        return ResultKind.FIGURE
    return ResultKind.OTHER


def text_of(value: Any) -> str:
    """The text of ``value``, in which a long middle is left out; empty for None."""
    return "" if value is None else shortened(_bounded.repr(value))


def shortened(text: str) -> str:
    """``text`` with the middle left out where it is long."""
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]}\n[… {len(text) - 2 * half:,} …]\n{text[-half:]}"


def picture_of(value: Any) -> bytes:
    """A figure of Matplotlib or a picture of Pillow as PNG; empty if it cannot be drawn, or is very large."""
    save = _saved_by(value)
    if save is None:
        return b""
    file = io.BytesIO()
    save(file, format="png")
    return file.getvalue() if file.tell() <= _LARGEST_PICTURE else b""


def _saved_by(value: Any) -> Any:
    """What writes ``value`` as a picture; None if it is none."""
    if callable(getattr(type(value), "savefig", None)):
        return value.savefig
    figure = getattr(value, "figure", None) if type(value).__module__.startswith("matplotlib") else None
    if callable(getattr(type(figure), "savefig", None)):
        return figure.savefig  # type: ignore[union-attr]
    if type(value).__module__.startswith("PIL.") and callable(getattr(value, "save", None)):
        return value.save
    return None
