"""The parts at hand: how they are built, which weights in them are worth keeping, and what replaces them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from trainer_core.data import Dataset
from trainer_core.engine.weights import load_model
from trainer_core.errors import CommandError, Message, TrainerError
from trainer_core.protocol.commands import LoadWeights
from trainer_core.protocol.events import CallDescribed, DataRead, Event, Progress, State
from trainer_core.recipe.recipe import Recipe, same_model
from trainer_core.training.assembly import Parts, assemble
from trainer_core.trial.call import calls_told


class CancelledError(Exception):
    """A preparation was stopped by the person who asked for it."""


class Preparation:
    """Holds the parts of the last preparation.

    ``change_state`` is told when something is being prepared and when no more; ``look_up`` is called now and then
    meanwhile, and raises `CancelledError` to break it off.
    """

    def __init__(
        self, emit: Callable[[Event], None], change_state: Callable[[State], None], look_up: Callable[[], None]
    ) -> None:
        self.parts: Parts | None = None
        self.weights_are_trained = False
        """Whether the weights in the model were trained or loaded, and are not merely initial."""
        self._emit = emit
        self._change_state = change_state
        self._look_up = look_up

    @contextmanager
    def preparing(self, *, for_a_run: bool = False) -> Iterator[None]:
        """Tell that parts are being built; on failure those of before stay.

        The state is idle again afterwards, unless a run follows that tells of its own.
        """
        self._change_state(State.PREPARING)
        try:
            yield
            if not for_a_run:
                self._change_state(State.IDLE)
        except CancelledError:
            self._change_state(State.IDLE)
            raise CommandError("cancelled", "Stopped while preparing; nothing was changed.") from None
        except BaseException:
            self._change_state(State.IDLE)
            raise

    def needed(self) -> Parts:
        """The parts; raises `CommandError` where there are none."""
        if self.parts is None:
            raise CommandError("no-model", "There is no model yet. Prepare or start a run first.")
        return self.parts

    def build(self, recipe: Recipe, *, download: bool, run: Path | None = None) -> Parts:
        """Build the parts of ``recipe`` beside those at hand, the data shared where it is the same; see `assemble`."""
        read: list[Dataset] = []
        with calls_told(lambda *told: self._emit(CallDescribed(*told))):
            try:
                parts = assemble(
                    recipe,
                    self._report_progress,
                    previous=self.parts,
                    download=download,
                    run=run,
                    data_read=read.append,
                )
            except TrainerError:
                for dataset in read:
                    self._emit(DataRead(recipe, dataset.input_shape, dataset.task, dataset.labels))
                raise
        self._look_up()
        return parts

    def adopt(self, parts: Parts, *, weights_kept: bool = False) -> None:
        """Take ``parts`` in place of those at hand, and tell; ``weights_kept``: with the weights of those."""
        parts.configure_torch()
        self.parts = parts
        self._emit(replace(parts.report, weights_kept=weights_kept))

    def prepare(self, recipe: Recipe, *, download: bool, fresh: bool = False) -> None:
        """Build and adopt the parts of ``recipe``; trained or loaded weights are lost only if it is ``fresh``."""
        with self.preparing():
            parts = self.build(recipe, download=download)
            kept = self.weights_are_trained and not fresh
            if kept and self.parts is not None and same_model(self.parts.recipe, recipe):
                parts.model.load_state_dict(self.parts.model.state_dict())
            else:
                self.weights_are_trained = False
            self.adopt(parts, weights_kept=self.weights_are_trained)

    def load(self, command: LoadWeights, *, in_run: bool) -> bool:
        """Load weights and say whether they are in the model.

        A model that is built for them replaces the one that is there only if they fit it.
        """
        parts, recipe = self.parts, command.recipe
        if recipe is None or in_run or (parts is not None and same_model(parts.recipe, recipe)):
            loaded = load_model(self.needed(), command, self._emit)
            self.weights_are_trained |= loaded
            return loaded
        with self.preparing():
            fresh = self.build(recipe, download=command.download)
        told: list[Event] = []
        try:
            loaded = load_model(fresh, command, told.append)
        finally:
            if parts is None:
                self.adopt(fresh)
        if loaded and parts is not None:
            self.adopt(fresh)
        self.weights_are_trained |= loaded
        for event in told:
            self._emit(event)
        return loaded

    def _report_progress(self, message: Message, fraction: float) -> None:
        self._emit(Progress(message, fraction))
        self._look_up()
