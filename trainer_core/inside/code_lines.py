"""The step as the PyTorch code that it is, and where in it the step stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from torch import nn

from trainer_core.inside.hooks import LOSS
from trainer_core.protocol.inside import DONE, Place, StepLine
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.loop import Batch, Phase, Step

MAIN = {
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
    """The lines of the five phases, and those of schedule, accumulation, autocast, scaler and clipping where used."""
    accumulate, indent = recipe.training.accumulate, ""
    lines: list[tuple[str, Phase]] = []
    if recipe.schedule.name != "constant" or recipe.schedule.arguments.get("warmup_epochs"):
        lines.append(('for group in optimizer.param_groups: group["lr"] = schedule(batch)', Phase.ZERO_GRAD))
    if accumulate > 1:
        lines.append((f"if batch % {accumulate} == 0: optimizer.zero_grad()", Phase.ZERO_GRAD))
    else:
        lines.append(("optimizer.zero_grad()", Phase.ZERO_GRAD))
    if step.autocast is None:
        lines.append(("pred = model(x)", Phase.FORWARD))
    else:
        lines.append((f'with torch.autocast("{step.device_type}", {step.autocast}):', Phase.FORWARD))
        lines.append(("    pred = model(x)", Phase.FORWARD))
        lines.append(("pred = pred.float()", Phase.FORWARD))
    lines.append(("loss = loss_fn(pred, y)", Phase.LOSS))
    objective = "loss" if batch.weight == 1.0 else f"(loss * {batch.weight:.4g})"
    backward = f"{objective}.backward()" if step.scaler is None else f"scaler.scale({objective}).backward()"
    lines.append((backward, Phase.BACKWARD))
    if accumulate > 1:
        lines.append((f"if (batch + 1) % {accumulate} == 0:", Phase.STEP))
        indent = "    "
    if step.scaler is not None:
        lines.append((f"{indent}scaler.unscale_(optimizer)", Phase.STEP))
    if step.clip_norm:
        clip = f"nn.utils.clip_grad_norm_(model.parameters(), {step.clip_norm:g})"
        lines.append((f"{indent}{clip}", Phase.STEP))
    if step.scaler is None:
        lines.append((f"{indent}optimizer.step()", Phase.STEP))
    else:
        lines.append((f"{indent}scaler.step(optimizer)", Phase.STEP))
        lines.append((f"{indent}scaler.update()", Phase.STEP))
    return [StepLine(code, phase.value) for code, phase in lines]


def opened(
    lines: Sequence[StepLine], at: Place, passed: Sequence[Passed], coming: Sequence[Passed], model: nn.Module
) -> tuple[tuple[StepLine, ...], int]:
    """The lines with the phase at ``at`` opened as far as the step stands in it, and the index of the current line.

    ``passed`` are the places of that phase that the step has come past, the present one last, and ``coming`` those
    that are to be expected after it. Modules are opened where the step is within them.
    """
    phase = Phase(at.phase)
    main = next(index for index, line in enumerate(lines) if line.phase == phase and MAIN[phase] in line.code)
    if at.name == DONE:
        return tuple(lines), len(lines) - 1
    kinds = {path: type(module).__name__ for path, module in model.named_modules()}
    every = [*passed, *coming]
    here = len(passed) - 1 if at.kind != "phase" else -1
    visible = _visible(every, here)
    nested = [_line(every[index], kinds) for index in visible]
    current = main + 1 + visible.index(here) if here >= 0 else main
    if here < 0 and phase is Phase.STEP:
        current = next(index for index, line in enumerate(lines) if line.phase == phase)
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
