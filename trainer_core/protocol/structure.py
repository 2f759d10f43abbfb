"""What the prepared network is made of, module by module: asked of the engine, and its answer."""

from __future__ import annotations

from dataclasses import dataclass

from trainer_core.models.layers import TracedLayer
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer
from trainer_core.recipe.recipe import Recipe


@dataclass(frozen=True, slots=True)
class DescribeStructure(Command):
    """Follow one batch through a copy of the prepared network; answered by `StructureDescribed`."""


@dataclass(frozen=True, slots=True)
class StructureDescribed(Answer):
    """The modules of the network of ``recipe`` in the order in which they compute, each before those that it calls."""

    recipe: Recipe
    rows: tuple[TracedLayer, ...]
