"""The engine's part in looking inside: it waits where a step stands still, and answers commands meanwhile."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import torch

from trainer_core.engine.prepared import CancelledError
from trainer_core.errors import CommandError, Message
from trainer_core.inside.at_hand import AtHand
from trainer_core.inside.code_lines import opened, step_lines
from trainer_core.inside.evaluation_shown import CURRENT, PLACE, evaluation_lines, evaluation_notes
from trainer_core.inside.graph_again import DRAWN_ANEW, computed_again
from trainer_core.inside.phase_reports import chosen_weight
from trainer_core.inside.walk import Walk
from trainer_core.inside.watchpoints import require_watchpoints
from trainer_core.protocol.commands import Command, Unit
from trainer_core.protocol.events import Event
from trainer_core.protocol.inside import (
    ChooseWeight,
    LookInside,
    Place,
    SetWatchpoints,
    StepBack,
    StoodInside,
    Watchpoint,
    WatchpointReached,
)
from trainer_core.training.loop import Phase
from trainer_core.training.pause_and_step import Goal, RunControl
from trainer_core.training.run import Run

INSIDE = (LookInside, StepBack, ChooseWeight, SetWatchpoints)
"""The commands that are answered here."""


_UNSEEN = Message(
    "This batch was started without looking inside, so nothing is known about its phases. Continue to the next one."
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the engine does for a run that stands inside a phase.

    ``control`` gives the run. ``serve`` takes the commands that wait and goes on with what is computed on request,
    ``idle`` waits for the next command, or returns False where the engine is driven by hand and nothing can come,
    ``computes`` says whether something is computed for which training waits, and ``stood`` is told that a run stands.
    """

    control: Callable[[], RunControl | None]
    serve: Callable[[], object]
    idle: Callable[[], bool]
    computes: Callable[[], bool]
    stood: Callable[[Run], None]


class InsideDesk:
    """Looks into the steps of the run that is under way, while it is asked to.

    Attributes:
        control: gives the run that is under way.
        serving: whether the engine is called from within a phase, which stands still: the run cannot go on by a point.
    """

    def __init__(
        self,
        emit: Callable[[Event], None],
        engine: Surroundings,
    ) -> None:
        self.serving = False
        self.control = engine.control
        self._emit, self._engine = emit, engine
        self._on = False
        self._walk: Walk | None = None
        self._choice: ChooseWeight | None = None
        self._watchpoints: tuple[Watchpoint, ...] = ()

    def take(self, command: Command) -> None:
        """Answer one of the `INSIDE` commands; after `StepBack` the run is to be released."""
        match command:
            case LookInside():
                self._on = command.on
                self.attach()
                control = self.control()
                if self._on and control is not None and control.held:
                    self._tell_unseen(control)
            case SetWatchpoints():
                self._watch(command.watchpoints)
            case ChooseWeight():
                self._choose(command)
            case StepBack():
                self._back(command.unit)

    def attach(self) -> None:
        """Look into the batches that the run begins from now on, or no longer."""
        control = self.control()
        if control is None:
            self._walk = None
            return
        wanted = self._on or bool(self._watchpoints)
        if wanted and self._walk is None:
            self._walk = Walk(control.run, weakref.proxy(self))
            self._walk.account.choice = self._choice
            self._walk.search.watch_for(self._fitting(control.run))
        control.run.watch = self._walk if wanted else None

    def at_hand(self) -> AtHand | None:
        """What is at hand where the step stands; None where no step is looked into."""
        return self._walk.at_hand() if self._walk is not None and self._walk.place is not None else None

    def renew(self, *, goes_on: bool) -> None:
        """Make the graph of the batch again, which typed code has used up; all else is as it stands.

        The batch is run anew from its beginning when the run is let go on; unless it ``goes_on`` by itself, it stands
        still at the same place again.
        """
        control, walk = self.control(), self._walk
        if control is None:
            return
        if walk is not None and walk.again(passes=goes_on):
            if not goes_on:
                control.release(Goal.HOLD)
        elif control.before is not None and computed_again(control.run, control.before):
            control.run.records.log("warning", DRAWN_ANEW)
            control.run.changed_by_hand(("loss.grad_fn",), in_batch=True)

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """Within the block what is computed is not the step's own: it is asked for while code stands still."""
        walk = self._walk
        before = walk is not None and walk.blind
        if walk is not None:
            walk.blind = True
        try:
            yield
        finally:
            if walk is not None:
                walk.blind = before

    def tell(self) -> None:
        """Tell where the run, which has just been held, stands."""
        control, walk = self.control(), self._walk
        if control is None:
            return
        self._engine.stood(control.run)
        if control.in_evaluation and self._on:
            self._tell_evaluation(control.run)
            return
        if walk is None or control.run.watch is None:
            return
        if control.in_batch and walk.place is None:
            self._tell_unseen(control)
            return
        if not (self._on or walk.search.hits):
            return
        hits, walk.search.hits = walk.search.hits, []
        told = walk.tell()
        if told is None:
            return
        for hit in hits:
            control.run.records.log("warning", hit.message)
            self._emit(WatchpointReached(told.run, told.step, told.place, hit.watchpoint, hit.message))
        self._emit(told)

    def _tell_unseen(self, control: RunControl) -> None:
        """Tell where a batch stands that was begun without looking inside: its phase, and nothing of what it did."""
        run, before, walk = control.run, control.before, self._walk
        if not self._on or before is None or run.batch is None or (walk is not None and walk.place is not None):
            return
        place = Place(before.value, "phase", list(Phase).index(before), before.value)
        step = run.parts.step
        code, current = opened(step_lines(step, run.batch, run.parts.recipe), place, (), (), step.model)
        self._emit(StoodInside(run.number, run.step, place, code, current, notes=(_UNSEEN,)))

    def _tell_evaluation(self, run: Run) -> None:
        notes = evaluation_notes(run.parts.model)
        self._emit(StoodInside(run.number, run.step, PLACE, evaluation_lines(), CURRENT, notes=notes))

    def looks_closely(self) -> bool:
        """See `trainer_core.inside.walk.Control.looks_closely`."""
        control = self.control()
        if control is None:
            return False
        last = control.run.at.index + 1 >= len(control.run.parts.training)
        return control.goal.within_batch or (control.goal is Goal.EPOCH and last)

    def halts(self) -> None:
        """See `trainer_core.inside.walk.Control.halts`."""
        control = self.control()
        if control is not None:
            control.halt()

    def stands(self, place: Place, *, must: bool) -> None:
        """See `trainer_core.inside.walk.Control.stands`; the engine's commands are answered until the run is released.

        Raises `CancelledError` where the engine was closed meanwhile, which ends the phase.
        """
        control, walk = self.control(), self._walk
        if control is None or walk is None or not (must or control.goal.reached(place)):
            return
        self.serving = walk.blind = True
        try:
            with ExitStack() as around:
                # What is asked for here is computed as between two phases.
                around.enter_context(torch.enable_grad())
                around.enter_context(torch.autocast(control.run.parts.device.type, enabled=False))
                control.stand(place)
                self.tell()
                self._wait(control)
        finally:
            self.serving = walk.blind = False
        if self.control() is not control:
            raise CancelledError

    def _wait(self, control: RunControl) -> None:
        """Answer commands until the run is released, and what was asked for before is done."""
        while self.control() is control and (control.held or self._engine.computes()):
            self._engine.serve()
            if self.control() is control and control.held and not self._engine.idle():
                control.release(Goal.PHASE)

    def _watch(self, watchpoints: tuple[Watchpoint, ...]) -> None:
        control = self.control()
        require_watchpoints(watchpoints, None if control is None else control.run.parts.model)
        self._watchpoints = watchpoints
        if self._walk is not None:
            self._walk.search.watch_for(watchpoints)
        self.attach()

    def _fitting(self, run: Run) -> list[Watchpoint]:
        """The watchpoints that the run's model has the names for; of the others the log says that they wait."""
        fit = []
        for each in self._watchpoints:
            try:
                require_watchpoints([each], run.parts.model)
            except CommandError as error:
                run.records.log("warning", error.message)
            else:
                fit.append(each)
        return fit

    def _choose(self, command: ChooseWeight) -> None:
        control = self.control()
        if control is not None:
            chosen_weight(control.run.parts.model, command)
        self._choice = command
        if self._walk is not None:
            self._walk.account.choice = command
            if control is not None and control.held:
                self.tell()

    def _back(self, unit: Unit) -> None:
        control, walk = self.control(), self._walk
        if control is None:
            raise CommandError("no-run", "No run is under way. Start one first.")
        if not control.held:
            raise CommandError("not-held", "The run is not paused. Pause it before going back.")
        if walk is None or (control.in_batch and walk.place is None):
            raise CommandError(
                "not-looking",
                "This batch was started without looking inside. Continue into the next one, and then back.",
            )
        walk.back(unit)
