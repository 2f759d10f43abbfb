"""Asks a model that a run has kept, beside the one at hand, which stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trainer_core.inside.compare import side_of, signature_of
from trainer_core.protocol.events import Event, Logged, Progress
from trainer_core.protocol.model_comparison import ModelVersion
from trainer_core.runs.data_check import require_same_data
from trainer_core.training.assembly import Parts


class KeptModel:
    """Holds the model that was asked last until it is let go, or its file is another.

    Data is taken over from the model ``at_hand`` where it is the same.
    """

    def __init__(self, emit: Callable[[Event], None], at_hand: Callable[[], Parts | None]) -> None:
        self._emit = emit
        self._at_hand = at_hand
        self._parts: Parts | None = None
        self._of: tuple[ModelVersion, object] | None = None

    def answer(self, version: ModelVersion, ask: Callable[[Parts], Iterator[object] | None]) -> Iterator[object]:
        """Read the model, and ``ask`` it.

        The caller puts torch's own settings back (`Parts.configure_torch`). Raises `TrainerError`, also meanwhile.
        """
        of = version, signature_of(version)
        parts = self._parts if self._of == of else None
        if parts is None:
            parts = self._read(version)
            self._parts, self._of = parts, of
            yield None
        parts.configure_torch()
        yield from ask(parts) or ()

    def let_go(self) -> None:
        """Hold no model any more."""
        self._parts = self._of = None

    def _read(self, version: ModelVersion) -> Parts:
        at_hand = self._at_hand()
        parts = side_of(
            version,
            at_hand,
            lambda message, fraction: self._emit(Progress(message, fraction)),
            previous=self._parts or at_hand,
        ).parts
        if version.folder is not None:
            other_data = require_same_data(version.folder.expanduser(), parts.dataset, accepted=True)
            if other_data is not None:
                self._emit(Logged("warning", other_data))
        return parts
