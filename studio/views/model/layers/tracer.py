"""Traces the shapes of a list of layers beside the GUI thread; of many edits in a row only the newest counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from studio.session.background import Background
from studio.views.model.layers import edits
from studio.views.model.layers.edits import Layers
from trainer_core.models.layers import Layer, Trace, layer_at, trace


@dataclass(frozen=True)
class _Wanted:
    layers: tuple[Layer, ...]
    input_shape: tuple[int, ...]
    outputs: int


class Tracer(QObject):
    """Asks for traces on a thread of its own; each begins with what the one before has found.

    Signals:
        traced(object): the `Trace` of what was asked for last.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    traced = Signal(object)
    crashed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._background.crashed.connect(self._give_up)
        self._wanted: _Wanted | None = None
        self._busy = False
        self._last: Trace | None = None

    def ask(self, layers: Sequence[Layer], input_shape: tuple[int, ...], outputs: int) -> None:
        """Trace these layers; what was asked for before and is not done yet is left out."""
        self._wanted = _Wanted(tuple(layers), input_shape, outputs)
        self._begin()

    def shut_down(self) -> None:
        """End the thread."""
        self._background.close()

    def _begin(self) -> None:
        if self._busy or self._wanted is None:
            return
        wanted, self._wanted, self._busy = self._wanted, None, True
        work = partial(trace, wanted.layers, wanted.input_shape, wanted.outputs, previous=self._last)
        self._background.do(work, self._take, lambda message: self._give_up(str(message), ""))

    def _take(self, found: Trace) -> None:
        self._busy, self._last = False, found
        if self._wanted is None:
            self.traced.emit(found)
        self._begin()

    def _give_up(self, sentence: str, details: str) -> None:
        self._busy, self._last = False, None
        self.crashed.emit(sentence, details)


def still_true(found: Trace | None, before: Layers, now: Layers) -> Trace | None:
    """What is still known after an edit: the rows of layers that are the same, at the same place, above the edit."""
    if found is None:
        return None
    kept = []
    for row in found.layers:
        if not edits.exists(now, row.path) or layer_at(now, row.path) != layer_at(before, row.path):
            break
        kept.append(row)
    return replace(found, layers=tuple(kept), problem=None)
