"""Parts that a recipe names: losses, optimizers, learning-rate schedules."""

from __future__ import annotations

from trainer_core.parts import own_parts as own_parts
