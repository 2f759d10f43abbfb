"""The newest evaluation of each split with the present model."""

from __future__ import annotations

from trainer_core.protocol.commands import Split
from trainer_core.protocol.console import ChangesSettled
from trainer_core.protocol.events import Evaluated, Event, RunOpened, RunStarted, WeightsLoaded
from trainer_core.protocol.interventions import Intervened, Reevaluated


class Results(dict[Split, Evaluated]):
    """The newest evaluation of each split.

    Attributes:
        of_change: splits whose newest evaluation is of weights that were changed by hand and can still be put back.
    """

    def __init__(self) -> None:
        super().__init__()
        self.of_change: set[Split] = set()

    def copy(self) -> Results:
        """The same evaluations, `of_change` included."""
        other = Results()
        other.update(self)
        other.of_change = self.of_change.copy()
        return other

    def take(self, event: Event, *, of_change: bool) -> None:
        """Take an event of the engine; ``of_change`` says whether the weights have an unsettled change by hand."""
        match event:
            case Evaluated():
                split = event.evaluation.split
                self[split] = event
                self.of_change.discard(split)
                if of_change:
                    self.of_change.add(split)
            case RunStarted() | RunOpened() | WeightsLoaded():
                self.clear()
            case ChangesSettled():
                self._settle(kept=event.kept)
            case Intervened(changed=()):
                self._settle(kept=False)

    def _settle(self, *, kept: bool) -> None:
        """Let go of what holds no more; measurements of a change that hold are told next, where they are known."""
        for split in self.of_change:
            if not kept or isinstance(self.get(split), Reevaluated):
                self.pop(split, None)
        self.of_change.clear()
