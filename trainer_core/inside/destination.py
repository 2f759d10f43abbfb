"""Up to where a batch that is looked into runs without standing still, and whether it has to be run anew for it."""

from __future__ import annotations

from trainer_core.protocol.inside import Place

_NOWHERE = -1
"""No place has this number."""


class Rewind(BaseException):
    """Leaves a phase, from within, to run the batch anew from its beginning."""


class Destination:
    """Is at first wherever the step comes past.

    Attributes:
        stands: whether the step stands still where it has arrived, and does not go on as if it stood there still.
    """

    def __init__(self) -> None:
        self.stands = True
        self._target: int | str | None = None
        """The number of a place in the trail, or a phase's name."""
        self._rewinding = self._passes = False

    def run_on_to(self, target: int | str) -> None:
        """Have the batch run up to ``target``, the number of a place in its trail or the name of a phase."""
        self._target = target

    def rewind_to(self, target: int | str, *, passes: bool = False) -> None:
        """Have the batch run anew up to ``target``; if it ``passes`` that, without standing still there."""
        self._target, self._rewinding, self._passes = target, True, passes

    def rewind(self) -> None:
        """Have the batch run anew without standing still anywhere."""
        self._target, self._rewinding = _NOWHERE, True

    def anywhere(self) -> None:
        """Let the step stand still wherever it comes past."""
        self._target = None

    def give_up(self) -> None:
        """Let the step stand still where it is: what it was to run to did not come."""
        self._target, self._passes = None, False

    def begin_pass(self) -> None:
        """Take note that the batch is run from its beginning."""
        self._rewinding = False

    def turn_back(self) -> None:
        """Leave the phase if the batch is to be run anew: raises `Rewind` then."""
        if self._rewinding:
            raise Rewind

    def reached(self, place: Place, number: int) -> bool:
        """Whether the step arrives with ``place``, which is that ``number`` of its trail."""
        self.stands = True
        if self._target is None:
            return True
        if self._target != (place.name if isinstance(self._target, str) and place.kind == "phase" else number):
            return False
        self._target = None
        self.stands, self._passes = not self._passes, False
        return True
