"""The list ``[[training.groups]]``: parameters by name, with a learning rate, a weight decay and a time to begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Annotated, Any

from pydantic import BaseModel, Field, SerializerFunctionWrapHandler, model_serializer

from trainer_core.registry.validation import CLOSED

FIELD = "training.groups"
"""Where the list stands; ``training.groups.0.lr_factor`` is a value of its first entry."""

ALWAYS = -1
"""As ``frozen_until``: frozen to the end."""


class ParameterGroup(BaseModel):
    """Parameters whose names match ``pattern``, and how they are trained.

    ``weight_decay`` is the optimizer's if it is not given. The group is frozen in the first ``frozen_until`` epochs, or
    always if that is -1.
    """

    model_config = CLOSED

    pattern: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            title="Pattern",
            description="Names of parameters or of the modules that they are in; * stands for any characters.",
        ),
    ]
    lr_factor: Annotated[
        float,
        Field(gt=0, le=1000, title="Rate factor", description="What the learning rate is multiplied by."),
    ] = 1.0
    weight_decay: Annotated[
        float | None,
        Field(ge=0, le=10, title="Weight decay", description="In place of the optimizer's."),
    ] = None
    frozen_until: Annotated[
        int,
        Field(ge=ALWAYS, le=100_000, title="Frozen for", description="Epochs before these parameters are trained."),
    ] = 0

    def frozen_in(self, epoch: int) -> bool:
        """Whether the group stays as it is in ``epoch``, counted from 0."""
        return self.frozen_until == ALWAYS or epoch < self.frozen_until

    @model_serializer(mode="wrap")
    def _without_what_is_not_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # TOML has no word for None.
        return {key: value for key, value in handler(self).items() if value is not None}


def group_of(name: str, groups: Sequence[ParameterGroup]) -> int | None:
    """The first of ``groups`` that the parameter ``name`` belongs to; None for the rest.

    A pattern matches the name itself (``layer4.0.conv1.weight``) or any module around it (``layer4``, ``layer4.0``).
    """
    steps = name.split(".")
    around = [".".join(steps[:end]) for end in range(1, len(steps) + 1)]
    for place, group in enumerate(groups):
        if any(fnmatchcase(each, group.pattern) for each in around):
            return place
    return None


def in_words(groups: Sequence[Mapping[str, Any]]) -> str:
    """The groups, as plain values, as one writes them in a sentence: ``fc ×1, * ×0.1 frozen 3``."""
    return ", ".join(_one_in_words(group) for group in groups) or "none"


def _one_in_words(group: Mapping[str, Any]) -> str:
    decay = f" decay {group['weight_decay']:g}" if group.get("weight_decay") is not None else ""
    frozen = f" frozen {group['frozen_until']}" if group.get("frozen_until") else ""
    return f"{group['pattern']} ×{group.get('lr_factor', 1.0):g}{decay}{frozen}"
