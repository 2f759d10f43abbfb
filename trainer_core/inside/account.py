"""The account of a batch that is looked into: what each of its phases did, and the code in which it stands."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from trainer_core.inside.beginning import Beginning
from trainer_core.inside.code_lines import Passed, opened, step_lines
from trainer_core.inside.graph import norm_of
from trainer_core.inside.phase_reports import (
    backward_report,
    chosen_weight,
    forward_report,
    loss_report,
    weight_report,
    zero_grad_report,
)
from trainer_core.protocol.graph import Reached
from trainer_core.protocol.inside import ChooseWeight, PhaseReport, Place, StepLine
from trainer_core.training.assembly import Parts
from trainer_core.training.loop import Batch, Phase, Step


class Account:
    """Keeps what the phases of one batch after another did; `begin` comes first, `let_go` last.

    Attributes:
        choice: the weight that is followed through the optimizer's step; the one with the largest gradient if None.
    """

    def __init__(self, parts: Parts) -> None:
        self.choice: ChooseWeight | None = None
        self._parts = parts
        self._of: tuple[Step, Batch, Beginning] | None = None
        self._done: dict[Phase, PhaseReport] = {}
        self._norms: dict[str, dict[str, Tensor]] = {}
        self._reached: list[tuple[int, Tensor]] = []
        self._parameters = dict(parts.model.named_parameters())
        self._known: dict[Phase, Sequence[Passed]] = {}
        """What the last whole pass came past in each phase: what is to be expected in the next one."""

    def begin(self, step: Step, batch: Batch, beginning: Beginning) -> None:
        """Take up a batch."""
        self._of = step, batch, beginning

    def begin_pass(self) -> None:
        """Forget what the batch did: it is run anew."""
        self._done, self._norms, self._reached = {}, {}, []

    def let_go(self) -> None:
        """Hold on to nothing of the batch."""
        self._of = None
        self.begin_pass()

    @property
    def reached(self) -> tuple[Reached, ...]:
        """The nodes that the backward has reached so far, in its order."""
        return tuple(Reached(place, float(norm)) for place, norm in self._reached)

    def reach(self, place: int, gradients: list[Tensor]) -> None:
        """Take in that the backward has reached the node at ``place``, with these gradients of what it gave."""
        if gradients:
            self._reached.append((place, norm_of(gradients[0])))

    def accumulated(self, name: str) -> None:
        """Take in that the gradient of a parameter has arrived."""
        gradient = self._parameters[name].grad
        if gradient is not None:
            norm = torch.linalg.vector_norm(gradient.detach(), dtype=torch.float32)
            self._norms.setdefault(name.rpartition(".")[0], {})[name] = norm

    def phase_done(self, phase: Phase, seconds: float, passed: Sequence[Passed]) -> None:
        """Take in a phase that is over, and what it came past."""
        step, batch, beginning = self._batch
        self._known[phase] = passed
        match phase:
            case Phase.ZERO_GRAD:
                self._done[phase] = zero_grad_report(step, beginning, seconds)
            case Phase.FORWARD:
                self._done[phase] = forward_report(self._parts, batch, seconds)
            case Phase.LOSS:
                self._done[phase] = loss_report(step, batch, seconds)
            case Phase.BACKWARD:
                self._done[phase] = backward_report(self._norms, seconds)
            case Phase.STEP:
                self._done[phase] = PhaseReport(phase.value, seconds)

    def reports(self, place: Place, seconds: float) -> tuple[PhaseReport, ...]:
        """The reports of the phases that are done, and of the one under way, for ``seconds``, as far as it is."""
        reports = dict(self._done)
        if place.phase == Phase.BACKWARD and place.kind != "phase":
            reports[Phase.BACKWARD] = backward_report(self._norms, seconds)
        if place.phase == Phase.STEP:
            done = reports.get(Phase.STEP)
            reports[Phase.STEP] = self._of_the_step(done)
        return tuple(reports.values())

    def code(self, place: Place, passed: Sequence[Passed]) -> tuple[tuple[StepLine, ...], int]:
        """The step as code, opened where it stands, after what its phase has ``passed``; and the current line."""
        step, batch, _ = self._batch
        known = self._known.get(Phase(place.phase), ())
        coming = known[len(passed) :] if _alike(passed, known) else ()
        return opened(step_lines(step, batch, self._parts.recipe), place, passed, coming, step.model)

    @property
    def _batch(self) -> tuple[Step, Batch, Beginning]:
        assert self._of is not None
        return self._of

    def _of_the_step(self, done: PhaseReport | None) -> PhaseReport:
        step, batch, beginning = self._batch
        chosen = chosen_weight(step.model, self.choice)
        weight = None
        if chosen is not None:
            name, index = chosen
            self.choice = ChooseWeight(name, index)
            weight = weight_report(step, batch, beginning, name, index, done=done is not None)
        return PhaseReport(Phase.STEP.value, 0.0 if done is None else done.seconds, weight=weight)


def _alike(passed: Sequence[Passed], known: Sequence[Passed]) -> bool:
    """Whether the step has come past the same places as before, as far as it is."""
    return [(each.place.kind, each.place.name, each.place.module) for each in passed] == [
        (each.place.kind, each.place.name, each.place.module) for each in known[: len(passed)]
    ]
