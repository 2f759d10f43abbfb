"""The step as the PyTorch code that it is, and where in it the step stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from torch import nn

from trainer_core.inside.hooks import LOSS
from trainer_core.inside.phase_code import phase_code
from trainer_core.protocol.inside import DONE, Place, StepLine
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.loop import Batch, Phase, Step

_SCHEDULE = 'for group in optimizer.param_groups: group["lr"] = schedule(batch)'
_MAIN = {
    Phase.ZERO_GRAD: "zero_grad(",
    Phase.FORWARD: "model(x)",
    Phase.LOSS: "loss_fn(",
    Phase.BACKWARD: "backward()",
    Phase.STEP: "step(",
}
"""What the line has in it that does what a phase is named after."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A place that the step has come past, and how deep in modules it lies: 1 for what the model itself calls."""

    place: Place
    depth: int


def step_lines(step: Step, batch: Batch, recipe: Recipe) -> list[StepLine]:
    """The lines of the five phases for this batch, and that of the schedule where there is one."""
    lines: list[StepLine] = []
    if recipe.schedule.name != "constant" or recipe.schedule.arguments.get("warmup_epochs"):
        lines.append(StepLine(_SCHEDULE, Phase.ZERO_GRAD.value))
    for phase, code in phase_code(step, batch).items():
        lines += [StepLine(line, phase.value) for line in code]
    return lines


def opened(
    lines: Sequence[StepLine], at: Place, passed: Sequence[Passed], coming: Sequence[Passed], model: nn.Module
) -> tuple[tuple[StepLine, ...], int]:
    """The lines with the phase at ``at`` opened as far as the step stands in it, and the index of the current line.

    ``passed`` are the places of that phase that the step has come past, the present one last, and ``coming`` those
    that are to be expected after it. Modules are opened where the step is within them.
    """
    phase = Phase(at.phase)
    of_phase = [index for index, line in enumerate(lines) if line.phase == phase]
    # A batch that is accumulated with others has a comment where it does nothing.
    main = next((index for index in of_phase if _MAIN[phase] in lines[index].code), of_phase[-1])
    if at.name == DONE:
        return tuple(lines), len(lines) - 1
    kinds = {path: type(module).__name__ for path, module in model.named_modules()}
    every = [*passed, *coming]
    here = len(passed) - 1 if at.kind != "phase" else -1
    visible = _visible(every, here)
    nested = [_line(every[index], kinds) for index in visible]
    current = main + 1 + visible.index(here) if here >= 0 else main
    if here < 0 and phase is Phase.STEP:
        current = of_phase[0]
    return (*lines[: main + 1], *nested, *lines[main + 1 :]), current


def _visible(every: Sequence[Passed], here: int) -> list[int]:
    """Which places are shown: those of the model itself, and those within modules in which the step stands."""
    within: list[int] = []
    depth = every[here].depth if here >= 0 else 1
    for index in range(here - 1, -1, -1):
        if depth > 1 and every[index].place.kind == "module" and every[index].depth == depth - 1:
            within.append(index)
            depth -= 1
    found: list[int] = []
    ancestors: list[int] = []
    for index, each in enumerate(every):
        del ancestors[each.depth - 1 :]
        if all(ancestor in within for ancestor in ancestors):
            found.append(index)
        if each.place.kind == "module":
            ancestors.append(index)
    return found


def _line(passed: Passed, kinds: dict[str, str]) -> StepLine:
    place = passed.place
    if place.kind == "module" and place.phase != Phase.BACKWARD:
        kind = kinds.get(place.name)
        code = f"{_as_code(place.name)}(…)" + (f"  # {kind}" if kind else "")
    elif place.kind == "module":
        code = _as_code(place.name)
    else:
        code = f"{place.name}(…)" if place.kind == "operation" else place.name
    return StepLine(code, place.phase, passed.depth, place.module, place.line)


def _as_code(path: str) -> str:
    """A module's path as Python would write it: ``layers.0.conv`` as ``layers[0].conv``."""
    return path if path.startswith(LOSS) else re.sub(r"(?:^|\.)(\d+)(?=\.|$)", r"[\1]", path)
