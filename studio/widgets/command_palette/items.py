"""What a command palette offers, and the interface of whoever adds to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PaletteItem:
    """One thing that can be found and run.

    ``id`` is stable: what was used recently is remembered by it. ``keywords`` are other names it is found by, such as
    the English title in a Korean window. ``detail`` stands after the title, and ``about`` is a sentence that is read
    where the item is chosen. ``icon`` is the stem of a file in ``resources/icons``; ``current`` says that what it would
    set holds already.

    An item that is ``off`` is shown and does not run; ``reason`` says why, where that is known.
    """

    id: str
    title: str
    run: Callable[[], None]
    keywords: tuple[str, ...] = ()
    detail: str = ""
    about: str = ""
    shortcut: str = ""
    icon: str = ""
    current: bool = False
    off: bool = False
    reason: str = ""


class Provider(Protocol):
    """Adds the items of one kind. It is asked on the GUI thread whenever the palette opens, so it reads no file."""

    @property
    def kind(self) -> str:
        """Names the kind for programs: ``"actions"``."""

    def label(self) -> str:
        """What stands over the items, in the language of the window: “Actions”."""

    def items(self) -> Sequence[PaletteItem]:
        """The items, in the order in which they stand while nothing is typed."""
