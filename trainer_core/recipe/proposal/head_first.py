"""Proposes to train a pretrained network in two stages: its last part alone at first, and then the rest slowly."""

from __future__ import annotations

from typing import Any

from trainer_core.models.torchvision import head_of
from trainer_core.recipe.recipe import Recipe

_LONGEST = 3
_SLOWLY = 0.1


def head_first(recipe: Recipe) -> list[dict[str, Any]]:
    """The ``training.groups`` of a torchvision network: its head, and everything else frozen for a third of the epochs
    (three at most), and then trained at a tenth of the rate.
    """
    frozen = max(1, min(_LONGEST, recipe.training.epochs // 3))
    head = head_of(recipe.model.arguments["architecture"])
    return [{"pattern": head}, {"pattern": "*", "lr_factor": _SLOWLY, "frozen_until": frozen}]
