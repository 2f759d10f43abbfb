"""Shows how far a backward pass has come, node after node, as if it could be watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.look.motion import current_motion
from trainer_core.protocol.graph import Reached

_TICK_MS, _TICKS = 40, 60
"""A backward pass is shown in so many pieces, one each so many milliseconds."""


class BackwardPlay(QObject):
    """The gradients that have arrived so far.

    Attributes:
        norms: by the id of each node that was reached, the norm of the gradient that came in.
        onward: the norm of what each node passed on, by its id and the slot; None where that is not known.

    Signals:
        moved(): more nodes are reached, or other ones.
        over(): the last one of those that were to be played is reached.
    """

    moved = Signal()
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.norms: dict[int, float] = {}
        self.onward: Mapping[tuple[int, int], float] | None = None
        self._waiting: list[tuple[int, float]] = []
        self._at_a_time = 1
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._play)

    @property
    def active(self) -> bool:
        """Whether nodes are reached one after the other just now."""
        return self._timer.isActive()

    def show_reached(self, norms: Mapping[int, float]) -> None:
        """Show these nodes as reached, all at once."""
        self.clear()
        self.norms = dict(norms)
        self.moved.emit()

    def play(
        self,
        reached: Sequence[Reached],
        *,
        after: Sequence[Reached] = (),
        onward: Mapping[tuple[int, int], float] | None = None,
    ) -> None:
        """Reach these nodes one after the other, from ``after`` on."""
        self.norms, self.onward = norms_of(after), onward
        self._waiting = [(each.node, each.norm) for each in reached]
        self._at_a_time = max(1, len(reached) // (1 if current_motion().reduced else _TICKS))
        if self._waiting:
            self._timer.start()
        self.moved.emit()

    def clear(self) -> None:
        """No node is reached."""
        self._timer.stop()
        self._waiting, self.norms, self.onward = [], {}, None

    @Slot()
    def _play(self) -> None:
        self.norms.update(self._waiting[: self._at_a_time])
        del self._waiting[: self._at_a_time]
        if not self._waiting:
            self._timer.stop()
            self.over.emit()
        self.moved.emit()


def norms_of(reached: Sequence[Reached]) -> dict[int, float]:
    """By the id of each node the norm of the gradient that came in."""
    return {each.node: each.norm for each in reached}
