"""The examples that were seen last, asked of the engine as they come into sight, never more than one question ahead."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from studio.look.pictures import to_image
from studio.session.session import Session
from trainer_core.data.corrections import ExampleKey
from trainer_core.protocol.data_browsing import Browse, Browsed
from trainer_core.protocol.events import Prepared, Refused, State

_KEPT = 4000
_AT_ONCE = 240


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its picture or its values (F,), what is true of it, its file or row in a file, and what names it for
    corrections.
    """

    picture: QImage | None
    values: npt.NDArray[np.float32]
    truth: npt.NDArray[np.float64]
    name: str
    key: ExampleKey


@dataclass(frozen=True, slots=True)
class Said:
    """What stands with an example: its label, something below it, and how it is corrected, if it is."""

    label: str
    below: str = ""
    mark: Literal["", "label", "left out"] = ""


Say = Callable[[int, Example], Said]
"""Says what stands with the example at a place."""


class ExampleStore(QObject):
    """Holds examples by their place, the last few thousand of them.

    Signals:
        arrived(): some that were wanted are here.
    """

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._held: OrderedDict[int, Example] = OrderedDict()
        self._asked = 0
        self._wanted: tuple[int, ...] = ()
        self.side = 128
        """Pictures larger than this are made smaller."""
        session.data_browsed.connect(self._take)
        session.follow(Prepared, self._ask, self)
        session.refused.connect(self._take_refused)

    def forget(self) -> None:
        """Other data is in use: nothing that is held or under way counts."""
        self._held.clear()
        self._asked, self._wanted = 0, ()

    def at(self, place: int) -> Example | None:
        """The example at a place, if it is here."""
        return self._held.get(place)

    def want(self, places: Iterable[int]) -> None:
        """Get these examples, which are in sight; what was wanted before and is not there yet is not any more."""
        self._wanted = tuple(places)
        self._ask()

    @Slot()
    def _ask(self, prepared: object = None) -> None:
        # While other data is being read it is not known which places there will be.
        if self._asked or self._session.state is State.PREPARING or self._session.preparation is None:
            return
        data = self._session.preparation.data
        count = data.training + data.validation + data.test
        missing = tuple(place for place in self._wanted if place < count and place not in self._held)[:_AT_ONCE]
        if missing:
            command = Browse(missing, self.side)
            self._asked = command.id
            self._session.post(command)

    @Slot(object)
    def _take(self, event: object) -> None:
        if not isinstance(event, Browsed) or event.answers != self._asked or not self._asked:
            return
        self._asked = 0
        truth = event.truth.reshape(len(event.places), -1).astype(np.float64)
        for row, place in enumerate(event.places):
            pixels = event.inputs[row]
            picture = to_image(pixels) if pixels.ndim == 3 else None
            values = pixels if picture is None else np.empty(0, dtype=np.float32)
            self._held[place] = Example(picture, values, truth[row], event.names[row], event.keys[row])
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)
        self.arrived.emit()
        self._ask()

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if self._asked and event.answers == self._asked:
            self._asked, self._wanted = 0, ()
