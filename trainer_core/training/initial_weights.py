"""The weights that a new run begins from, where its recipe names a file: found, checked, fitted and put in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import nn

from trainer_core.data.download import sha256_of
from trainer_core.data.examples import Progress
from trainer_core.errors import Message, WeightsError
from trainer_core.models import models
from trainer_core.models.pretrained import Moments
from trainer_core.protocol.reports import ModuleReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.weights.checkpoint import names_for, read_weights
from trainer_core.weights.state_dicts import require_finite, require_numbers


@dataclass(frozen=True, slots=True)
class InitialWeights:
    """What a model began from: the file, its size and SHA-256 sum, and the names of what was ``loaded`` from it and of
    what of that was ``adapted`` to fit.
    """

    path: Path
    bytes: int
    sha256: str
    loaded: frozenset[str]
    adapted: frozenset[str]

    def facts(self) -> dict[str, Any]:
        """What a run's folder says of it."""
        return {"file": str(self.path), "bytes": self.bytes, "sha256": self.sha256, "tensors": len(self.loaded)}


def load_initial_weights(
    model: nn.Module, recipe: Recipe, progress: Progress, *, download: bool
) -> InitialWeights | None:
    """Put the weights that ``recipe`` names into ``model``, which was built for the data; None if it names none.

    Raises `RecipeError` for a name that is unknown, and `WeightsError`, the model untouched, if the file is not here,
    is damaged, or is of another architecture.
    """
    name, arguments = recipe.model.name, recipe.model.arguments
    pretrained = models.pretrained(name)
    path = pretrained.file(arguments, progress, download=download) if pretrained else None
    if pretrained is None or path is None:
        return None
    progress(Message("Reading the weights {file}.", {"file": path.name}), 0.0)
    state = read_weights(path).state_dict
    sha256 = sha256_of(path)
    if not sha256.startswith(pretrained.sha256(arguments)):
        raise WeightsError(
            "damaged", "{path} is damaged: its checksum is another than its publisher's. Delete it.", path=str(path)
        )
    names, _ = names_for(state, model.state_dict())
    fitted = pretrained.fitted({names[key]: value for key, value in state.items()}, model, arguments, path)
    require_numbers(fitted.state, path)
    require_finite(fitted.state, path)
    model.load_state_dict(fitted.state, strict=False)
    return InitialWeights(path, path.stat().st_size, sha256, frozenset(fitted.state), fitted.adapted)


def moments_of(recipe: Recipe, input_shape: tuple[int, ...]) -> Moments | None:
    """How the inputs of the recipe's model are normalized, where that is not what its data section says."""
    pretrained = models.pretrained(recipe.model.name)
    return None if pretrained is None else pretrained.moments(recipe.model.arguments, input_shape)


def changes_of(recipe: Recipe, input_shape: tuple[int, ...], outputs: int) -> tuple[Message, ...]:
    """What was changed of a published architecture, a sentence each."""
    pretrained = models.pretrained(recipe.model.name)
    return () if pretrained is None else pretrained.changes(recipe.model.arguments, input_shape, outputs)


def module_reports(model: nn.Module, initial: InitialWeights | None) -> tuple[ModuleReport, ...]:
    """Each module that has parameters of its own, in the model's order, and where its weights are from."""
    found = []
    for name, module in model.named_modules():
        own = dict(module.named_parameters(recurse=False))
        if own:
            keys = [f"{name}.{key}" if name else key for key in own]
            count = sum(parameter.numel() for parameter in own.values())
            found.append(ModuleReport(name, type(module).__name__, count, _origin(keys, initial), tuple(own)))
    return tuple(found)


def _origin(keys: list[str], initial: InitialWeights | None) -> str:
    if initial is None or not all(key in initial.loaded for key in keys):
        return "new"
    return "adapted" if any(key in initial.adapted for key in keys) else "loaded"
