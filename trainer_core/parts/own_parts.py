"""The loss and the optimizer ``file``: a person's own in a Python file, tried first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field
from torch import nn
from torch.optim import Optimizer

from trainer_core.data.labels import TaskName
from trainer_core.models.own_code import NAME, REST, code_of, fields, trial_of
from trainer_core.parts.losses import losses
from trainer_core.parts.optimizer_arguments import ARGUMENTS
from trainer_core.parts.optimizers import optimizers
from trainer_core.registry import arguments_model
from trainer_core.trial.model_call import errors_with_their_line
from trainer_core.trial.part_call import loss_of, optimizer_of

_LOSS, _OPTIMIZER = "loss", "optimizer"


def own_loss(class_counts: Sequence[int], **given: Any) -> nn.Module:
    """Make the loss in this process; raises `CodeError`, also for whatever the file raises, with its line."""
    code = code_of(_LOSS, given)
    with errors_with_their_line(code, "making", name=given["class"] or code.path.name):
        return loss_of(code, given["class"], given[REST])


def own_optimizer(parameters: list[Any], **given: Any) -> Optimizer:
    """Make the optimizer in this process; raises `CodeError`, also for whatever the file raises, with its line."""
    code = code_of(_OPTIMIZER, given)
    with errors_with_their_line(code, "making", name=given["class"] or code.path.name):
        return optimizer_of(code, given["class"], parameters, {"lr": given["lr"], **given[REST]})


_rate_type, _rate_facts = ARGUMENTS["lr"]

losses.add(
    NAME,
    own_loss,
    title="Own loss",
    summary="A loss of your own in a Python file: a class or function of outputs and targets.",
    arguments=arguments_model("loss_file", fields({})),
    tasks=tuple(TaskName),
    soft=False,
    trial=trial_of("loss"),
    code=_LOSS,
    rest=REST,
)
optimizers.add(
    NAME,
    own_optimizer,
    title="Own optimizer",
    summary="A torch.optim.Optimizer of your own in a Python file.",
    arguments=arguments_model("optimizer_file", fields({"lr": (Annotated[_rate_type, Field(**_rate_facts)], 1e-3)})),
    trial=trial_of("optimizer"),
    code=_OPTIMIZER,
    rest=REST,
)
