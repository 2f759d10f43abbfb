"""Where demos have been, step by step, and to which of their stops Back leads."""

from __future__ import annotations

from dataclasses import dataclass

from studio.demos.moments import Moment
from studio.demos.script import Ask, Open, Point, Script, Step, Wait


@dataclass(frozen=True, slots=True)
class Visited:
    """A step that was begun, and what there was before it."""

    script: Script
    index: int
    moment: Moment

    @property
    def is_stop(self) -> bool:
        """Whether a demo that a person leads stops here."""
        step: Step = self.script.steps[self.index]
        if isinstance(step, Open):
            return step.ask is not None
        return isinstance(step, Ask | Point) or (isinstance(step, Wait) and step.seconds is None and step.until is None)


class Trail:
    """The steps that were begun and not taken back, the first ones first."""

    def __init__(self) -> None:
        self._visited: list[Visited] = []

    @property
    def last(self) -> Visited | None:
        """The step that was begun last."""
        return self._visited[-1] if self._visited else None

    def add(self, script: Script, index: int, moment: Moment) -> None:
        """Note that a step is begun."""
        self._visited.append(Visited(script, index, moment))

    def take_last(self) -> Visited | None:
        """Take back the step that was begun last; None where there is none."""
        return self._visited.pop() if self._visited else None

    def take_stop(self, *, over: bool) -> Visited | None:
        """Take back all from the stop before the last step on, or with ``over`` from the last stop on, and give that.

        The very first step stands for a stop.
        """
        if not over and len(self._visited) > 1:
            self._visited.pop()
        while len(self._visited) > 1 and not self._visited[-1].is_stop:
            self._visited.pop()
        return self.take_last()

    def clear(self) -> None:
        """Forget all."""
        self._visited.clear()
