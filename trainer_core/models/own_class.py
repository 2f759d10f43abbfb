"""The model ``file``: a person's own ``nn.Module`` in a Python file, tried first, then built from the run's seed."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from torch import nn

from trainer_core.models.own_code import NAME, REST, code_of, fields, trial_of
from trainer_core.models.registry import models
from trainer_core.registry import arguments_model
from trainer_core.trial.model_call import errors_with_their_line, model_of

_PART = "model"

_Answer = Annotated[
    str,
    Field(
        title="Answer",
        description="The name or number of the answer, where forward returns several values.",
        json_schema_extra={"advanced": True},
    ),
]


def build(input_shape: tuple[int, ...], outputs: int, **given: Any) -> nn.Module:
    """Make the module in this process; raises `CodeError`, also for whatever the file raises, with its line."""
    code = code_of(_PART, given)
    with errors_with_their_line(code, "making", name=given["class"] or code.path.name):
        return model_of(code, given["class"], given[REST], input_shape, outputs, given["answer"])


models.add(
    NAME,
    build,
    title="Own class",
    summary="A torch.nn.Module of your own in a Python file.",
    arguments=arguments_model("model_file", fields({"answer": (_Answer, "")})),
    trial=trial_of("model"),
    code=_PART,
    rest=REST,
)
