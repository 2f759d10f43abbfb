"""The trail of a step that is looked into: the places that it has come past, and how deep in modules each lies."""

from __future__ import annotations

from trainer_core.errors import CommandError
from trainer_core.inside.code_lines import Passed
from trainer_core.inside.hooks import LOSS
from trainer_core.protocol.code_line import CodeLine
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.inside import DONE, Place, PlaceKind
from trainer_core.training.loop import Phase

_STOPS: dict[Unit, tuple[PlaceKind, ...]] = {
    Unit.OPERATION: ("phase", "operation", "node"),
    Unit.MODULE: ("phase", "module"),
    Unit.PHASE: ("phase",),
}
"""The places at which a step that goes back by such a unit may come to stand."""


class Trail:
    """The places since the batch began, in order; ``stack`` holds the paths of the modules that are being called."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.stack: list[str] = []
        self._depths: list[int] = []
        self._counts: dict[PlaceKind, int] = {}

    def come_to(self, phase: Phase, kind: PlaceKind, name: str, module: str, line: CodeLine | None) -> Place:
        """Add the place to which the step has come."""
        index = self._counts.get(kind, 0)
        self._counts[kind] = index + 1
        place = Place((Phase.STEP if name == DONE else phase).value, kind, index, name, module, line)
        self.places.append(place)
        self._depths.append(self._depth(place))
        return place

    def leave(self, path: str) -> None:
        """Leave a module; a forward that caught an exception of a layer never left that layer."""
        while self.stack and self.stack.pop() != path:
            pass

    @property
    def last(self) -> Place:
        """The present place."""
        return self.places[-1]

    @property
    def number(self) -> int:
        """The number of the present place, from 0."""
        return len(self.places) - 1

    @property
    def module(self) -> str:
        """The path of the module that is being called; empty outside of all."""
        return self.stack[-1] if self.stack else ""

    def before(self, unit: Unit) -> int:
        """The number of the place to which the step comes when it goes back by a ``unit``.

        Raises `CommandError` where the batch begins.
        """
        here = self.number
        if here == 0:
            raise CommandError("before-batch", "This is where the batch begins. A step cannot go back beyond it.")
        wanted = _STOPS.get(unit)
        if wanted is None:
            return 0
        return next(at for at in reversed(range(here)) if self.places[at].kind in wanted)

    def passed(self, phase: str) -> list[Passed]:
        """The places within a phase."""
        passed = zip(self.places, self._depths, strict=True)
        return [Passed(place, depth) for place, depth in passed if place.phase == phase and depth]

    def _depth(self, place: Place) -> int:
        """How deep a place lies in modules, from 1 on; 0 for a phase."""
        if place.kind == "phase":
            return 0
        if place.phase == Phase.BACKWARD:
            return 1 + (place.kind == "node" and place.module not in ("", LOSS))
        return max(1, len(self.stack) - (place.kind == "module"))
