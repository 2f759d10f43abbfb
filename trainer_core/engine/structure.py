"""Answers what the prepared network is made of."""

from __future__ import annotations

from collections.abc import Callable

from trainer_core.errors import CommandError
from trainer_core.models.structure import describe
from trainer_core.protocol.events import Event
from trainer_core.protocol.structure import StructureDescribed
from trainer_core.training.assembly import Parts


def describe_structure(parts: Parts, emit: Callable[[Event], None]) -> None:
    """Answer `trainer_core.protocol.structure.DescribeStructure`; raises `CommandError` for what cannot be copied."""
    try:
        rows = describe(parts.model, parts.dataset.input_shape)
    except Exception as error:  # a person's module may hold what no copy can be made of
        reason = next(iter(str(error).splitlines()), type(error).__name__).rstrip(".")
        raise CommandError(
            "not-described", "There is no diagram of this network: it cannot be copied ({reason}).", reason=reason
        ) from None
    emit(StructureDescribed(parts.recipe, rows))
