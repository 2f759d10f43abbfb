"""Walks through the step of a run: forward to any of its places and back again, with the numbers of an unwatched step.

A batch that is looked into runs through the same five phases as any other. Its beginning is kept, so that it can be
taken back to it and run again up to any place: the same operations on the same numbers with the same random state.
"""

from __future__ import annotations

import dataclasses
import time
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any, Protocol

from torch import Tensor

from trainer_core.errors import CommandError, Message
from trainer_core.inside.account import Account
from trainer_core.inside.at_hand import Activations, AtHand, at_hand, values_at_hand
from trainer_core.inside.beginning import Beginning
from trainer_core.inside.console.backup import Backup
from trainer_core.inside.destination import Destination, Rewind
from trainer_core.inside.graph import nodes_of
from trainer_core.inside.graph_again import as_it_stands
from trainer_core.inside.hooks import LOSS, backward_hooks, forward_hooks
from trainer_core.inside.limits import limits_of, limits_of_graph
from trainer_core.inside.places import Lines, Makers
from trainer_core.inside.search import Search
from trainer_core.inside.trail import Trail
from trainer_core.inside.watchpoints import Hit
from trainer_core.protocol.code_line import CodeLine
from trainer_core.protocol.commands import Unit
from trainer_core.protocol.inside import DONE, Place, PlaceKind, StoodInside
from trainer_core.training.loop import Batch, Boundary, Phase, Step, training_phases
from trainer_core.training.run import Run

_COMPILED = Message(
    "The recipe compiles the model. Inside, the plain model is stepped, whose numbers may differ in the last bits."
)
_NOT_FOUND = Message(
    "The step did not come past the same places again, so it is now elsewhere than asked: something in the model "
    "is not the same when it is run twice."
)


class Control(Protocol):
    """Decides how far the step goes, and where it stands still."""

    def looks_closely(self) -> bool:
        """Whether the run may be held inside the batch, or at its end."""

    def stands(self, place: Place, *, must: bool) -> None:
        """Stand still at a place inside a phase, if that is as far as the step may go or it ``must``."""

    def halts(self) -> None:
        """Stand still before the phase that is yielded next."""


class Walk:
    """Looks into the batches of a run; is its `trainer_core.training.loop.StepWatch`.

    Attributes:
        place: where the step stands, or where it was last told; None between batches.
        trail: the places that the step has come past since the batch began.
        search: what is watched for.
        activations: what the modules gave in this batch.
        notes: what is to be said of this batch.
        blind: whether what is computed now is not the step's own.
        account: what the batch has done so far.
    """

    def __init__(self, run: Run, control: Control) -> None:
        self.place: Place | None = None
        self.trail = Trail()
        self.search = Search(run.parts.step)
        self.activations = Activations()
        self.notes: list[Message] = []
        self.blind = False
        self.account = Account(run.parts)
        # The run has its walk as its watch: a reference back would keep model and data until garbage is collected.
        self._run: Run = weakref.proxy(run)
        self._control = control
        self._lines = Lines(run.parts.code.values())
        self._names = {id(parameter): name for name, parameter in run.parts.model.named_parameters()}
        self._step: Step | None = None
        self._batch: Batch | None = None
        self._beginning: Beginning | None = None
        self._inner: Iterator[Phase | Boundary] = iter(())
        self._close = False
        """Whether hooks are there: places inside the phases are passed."""
        self._phase = Phase.ZERO_GRAD
        self._yielded: set[Phase | Boundary] = set()
        self._makers = Makers()
        self._began = self._waited = 0.0
        self._last: StoodInside | None = None
        """The end of the last batch, as it is told between two."""
        self._node_module = ""
        self._destination = Destination()
        self._kept: list[tuple[Place, Backup]] = []
        """What was changed by hand in this batch: where, and all as it stood there."""

    def phases(self, step: Step, batch: Batch) -> Iterator[Phase | Boundary]:
        """Run one batch: see `trainer_core.training.loop.StepWatch.phases`."""
        compiled = step.forward is not step.model
        self._step = dataclasses.replace(step, forward=step.model) if compiled else step
        self._batch, self._beginning = batch, Beginning(step, batch)
        self.account.begin(self._step, batch, self._beginning)
        self._close = self._control.looks_closely()
        self._destination, self._last, self._kept = Destination(), None, []
        self._yielded = set()
        self.search.begin_batch()
        self.notes = [_COMPILED] if compiled else []
        self._inner = self._pass()
        try:
            yield from self._points()
        except GeneratorExit:
            raise
        except BaseException:
            # What the run is saved with is the batch's beginning; a device that is beyond use cannot be brought to it.
            with suppress(RuntimeError):
                self._beginning.restore()
            raise
        finally:
            self._let_go()

    def back(self, unit: Unit) -> None:
        """Have the step go back by a unit once it goes on; raises `CommandError` where that cannot be."""
        if self.place is None:
            raise CommandError(
                "before-batch",
                "No step is under way here: what is done is counted. Continue into the next batch, and then back in "
                "it.",
            )
        self.see_closely()
        self._destination.rewind_to(self.trail.before(unit))

    def again(self, *, passes: bool) -> bool:
        """Have the batch run anew up to where it stands once it goes on, and its graph with it.

        ``passes``: it goes on from there without standing still. Returns False where no step stands.
        """
        if self.place is None:
            return False
        self._destination.rewind_to(self.trail.number if self._close else self.place.name, passes=passes)
        return True

    def changed_by_hand(self) -> None:
        """See `trainer_core.training.loop.StepWatch.changed_by_hand`."""
        if self.place is not None:
            # What was changed here before is in it too, and a copy of the run is large.
            self._kept = [each for each in self._kept if each[0] != self.place]
            self._kept.append((self.place, as_it_stands(self._run)))

    def see_closely(self) -> None:
        """Have all that the phases before this one did, which the batch has come past without hooks; between phases."""
        if self._close or self.place is None:
            return
        self._close, here = True, self.place.name
        getattr(self._inner, "close", lambda: None)()
        self._to_beginning()
        self._destination.run_on_to(here)
        self._inner = self._pass()
        next(self._inner)

    def at_hand(self) -> AtHand:
        """What is at hand where the step stands; raises `CommandError` between batches."""
        if self._step is None or self.place is None:
            raise CommandError("not-inside", "No step is paused here. Pause the run inside a batch first.")
        history, place = self._run.history, self.place
        code = self.account.code(place, self.trail.passed(place.phase))[0]
        return at_hand(self._step, self._batch, history, self.activations, place=place, code=code)

    def tell(self) -> StoodInside | None:
        """Where the step stands, with all that the batch has done so far; None if it has not looked at any yet."""
        if self.place is None:
            return self._last
        self.see_closely()
        run, place = self._run, self.place
        code, current = self.account.code(place, self.trail.passed(place.phase))
        reports = self.account.reports(place, self._seconds)
        notes, reached = tuple(self.notes), self.account.reached
        return StoodInside(run.number, run.step, place, code, current, reports, notes, reached)

    @property
    def batch(self) -> Batch | None:
        """The batch that is looked into; None between batches."""
        return self._batch

    def enters(self, path: str) -> None:
        """See `trainer_core.inside.hooks.Sight.enters`."""
        self.trail.stack.append(path)
        if path not in ("", LOSS):
            self._come_past("module", path, path, self._lines.now())

    def leaves(self, path: str, given: list[Tensor]) -> None:
        """See `trainer_core.inside.hooks.Sight.leaves`."""
        self.trail.leave(path)
        if path in ("", LOSS):
            return
        for at, tensor in enumerate(given):
            key = f"{path}()" if at == 0 else f"{path}()[{at}]"
            self.activations.give(key, tensor)
            if tensor.requires_grad:
                tensor.register_hook(self._keeping(key))  # type: ignore[no-untyped-call]

    def operates(self, name: str) -> None:
        """See `trainer_core.inside.hooks.Sight.operates`."""
        self._come_past("operation", name, self.trail.module, self._lines.now())

    def operated(self, name: str, began: int, ended: int, given: list[Tensor]) -> None:
        """See `trainer_core.inside.hooks.Sight.operated`."""
        if ended > began:
            self._makers.made(began, ended, self.trail.module, self.trail.last.line)
        self._found(self.search.made(self.trail.last, given))

    def reaches(self, place: int, node: Any, gradients: list[Tensor]) -> None:
        """See `trainer_core.inside.hooks.Sight.reaches`."""
        self.account.reach(place, gradients)
        module, line = self._makers.of(node, self._names)
        if module != self._node_module:
            self._node_module = module
            if module not in ("", LOSS):
                self._come_past("module", module, module, line)
        self._come_past("node", self._name_of(node), module, line)

    def passed(self, node: Any, gradients: list[Tensor]) -> None:
        """See `trainer_core.inside.hooks.Sight.passed`."""
        self._found(self.search.made(self.trail.last, gradients))

    def accumulated(self, name: str) -> None:
        """See `trainer_core.inside.hooks.Sight.accumulated`."""
        self.account.accumulated(name)
        self._found(self.search.accumulated(name))

    def _name_of(self, node: Any) -> str:
        """What a node is called; one that adds to a parameter's gradient, with the parameter."""
        leaf = getattr(node, "variable", None)
        if leaf is None:
            return str(node.name())
        return f"AccumulateGrad({self._names.get(id(leaf), '')})"

    def _keeping(self, key: str) -> Callable[[Tensor], None]:
        def keep(gradient: Tensor) -> None:
            self.activations.gradients[f"{key}.grad"] = gradient.detach()

        return keep

    def _points(self) -> Iterator[Phase | Boundary]:
        while True:
            try:
                point = next(self._inner, None)
                if point is None:
                    return
                if point is Boundary.STEPPED and self._control.looks_closely():
                    # The run is to be held after this batch, which is told of then.
                    self.see_closely()
                yield point
            except Rewind:
                self._to_beginning()
                self._close = True
                self._inner = self._pass()

    def _pass(self) -> Iterator[Phase | Boundary]:
        """Go through the batch once; up to the target without standing still."""
        assert self._step is not None
        assert self._batch is not None
        self._begin_pass()
        steps = training_phases(self._step, self._batch)
        phase = next(steps, None)
        while phase is not None:
            self._phase = phase
            yield from self._stand_before(phase, phase.value)
            self._began, self._waited = time.perf_counter(), 0.0
            with self.search.listening(phase), self._hooks(phase):
                following = next(steps, None)
            self._destination.turn_back()
            if self._close:
                self.account.phase_done(phase, self._seconds, self.trail.passed(phase))
            self._look(phase)
            phase = following
        yield from self._stand_before(Boundary.STEPPED, DONE)
        if self._close:
            self._last = self.tell()

    def _begin_pass(self) -> None:
        self.trail, self._node_module = Trail(), ""
        self.activations, self._makers = Activations(), Makers()
        self.account.begin_pass()
        self._destination.begin_pass()
        if self._close:
            assert self._step is not None
            self._note(limits_of(self._step.model))

    def _stand_before(self, point: Phase | Boundary, name: str) -> Iterator[Phase | Boundary]:
        place = self.trail.come_to(self._phase, "phase", name, "", None)
        arrived = self._arrives(place)
        if not arrived and point not in self._yielded:
            # The run has to hear of each phase once; and what was looked for lay before it.
            self._destination.give_up()
            arrived = True
            if self.search.wanted is None:
                self.notes.append(_NOT_FOUND)
                self._control.halts()
            else:
                self._happened(self.search.wanted)
        if arrived:
            self.place = place
            self._yielded.add(point)
            yield point
            self._destination.turn_back()

    def _come_past(self, kind: PlaceKind, name: str, module: str, line: CodeLine | None) -> None:
        self._destination.turn_back()
        place = self.trail.come_to(self._phase, kind, name, module, line)
        if self._arrives(place):
            self.place = place
            self._stand(must=False)

    def _look(self, phase: Phase) -> None:
        """Look for what is watched after a phase that this batch has run for the first time."""
        step, batch = self._step, self._batch
        assert step is not None
        assert batch is not None
        assert self._beginning is not None

        def values() -> dict[str, Any]:
            self._run.recorder.settle()  # what is asked of the history must not depend on when it was last filled
            return values_at_hand(step, batch, self._run.history)

        hit = self.search.after(phase, batch, self._beginning, values)
        if hit is not None and hit.traced:
            self.search.wanted = hit
            self._destination.rewind()
            self._destination.turn_back()
        elif hit is not None:
            self._happened(hit)

    def _found(self, hit: Hit | None) -> None:
        """Stand still where what is searched has begun, if this is there."""
        if hit is not None:
            self._destination.anywhere()
            self.place = self.trail.last
            self._happened(hit)
            self._stand(must=True)

    def _happened(self, hit: Hit) -> None:
        self.search.happened(hit)
        self.notes.append(hit.message)
        self._control.halts()

    def _stand(self, *, must: bool) -> None:
        assert self.place is not None
        began = time.perf_counter()
        self._control.stands(self.place, must=must)
        self._waited += time.perf_counter() - began
        self._destination.turn_back()

    def _arrives(self, place: Place) -> bool:
        """Whether the step may be held at a place to which it has come."""
        for where, kept in self._kept:
            if where == place:
                # It has been here before, and was changed by hand then.
                kept.undo(graph_is_new=True)
        if not self._destination.reached(place, self.trail.number):
            return False
        self.place = place
        return self._destination.stands

    @property
    def _seconds(self) -> float:
        return time.perf_counter() - self._began - self._waited

    def _hooks(self, phase: Phase) -> AbstractContextManager[None]:
        assert self._step is not None
        assert self._batch is not None
        if self._close and phase in (Phase.FORWARD, Phase.LOSS):
            return forward_hooks(self._step.model, self._step.criterion, self)
        if self._close and phase is Phase.BACKWARD and self._batch.loss is not None:
            self._note(limits_of_graph(nodes_of(self._batch.loss.grad_fn)))
            return backward_hooks(self._batch.loss, self._step.model, self)
        return nullcontext()

    def _note(self, notes: Iterable[Message]) -> None:
        self.notes.extend(note for note in notes if note not in self.notes)

    def _to_beginning(self) -> None:
        assert self._beginning is not None
        self._beginning.restore()

    def _let_go(self) -> None:
        self._step = self._batch = self._beginning = self.place = None
        self._kept = []
        self._inner = iter(())
        self.trail, self.activations, self._makers = Trail(), Activations(), Makers()
        self.account.let_go()
