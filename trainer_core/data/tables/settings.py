"""How columns become inputs: each field is one of the recipe's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scaling = Literal["auto", "standard", "robust", "none"]
Imputation = Literal["median", "mean"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The source's arguments of the same names."""

    scaling: Scaling = "auto"
    imputation: Imputation = "median"
    rare_below: int = 3
    most_categories: int = 50
