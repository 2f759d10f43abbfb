"""How far a run may go before it is held."""

from __future__ import annotations

from enum import Enum, auto

from trainer_core.protocol.commands import Unit
from trainer_core.training.loop import Phase
from trainer_core.training.run import Boundary


class Goal(Enum):
    """How far the run may go before it is held."""

    HOLD = auto()
    PHASE = auto()
    BATCH = auto()
    EPOCH = auto()
    END = auto()

    @classmethod
    def of(cls, unit: Unit) -> Goal:
        """The goal of an advance by one ``unit``."""
        return {Unit.PHASE: cls.PHASE, Unit.BATCH: cls.BATCH, Unit.EPOCH: cls.EPOCH}[unit]

    def reached(self, point: Phase | Boundary) -> bool:
        """Whether the run, which stands at ``point``, has come as far as it may."""
        match self:
            case Goal.HOLD:
                return True
            case Goal.PHASE:
                return isinstance(point, Phase)
            case Goal.BATCH:
                return point in (Boundary.BATCH, Boundary.EVALUATING)
            case Goal.EPOCH:
                return point is Boundary.EPOCH
            case Goal.END:
                return False
