"""stub"""
from __future__ import annotations
from typing import Any, Callable
from trainer_core.registry import Registry
schedules: Registry[Callable[..., Any]] = Registry("schedule")
class Schedule:
    def factor(self, step: int, total_steps: int, steps_per_epoch: int) -> float: return 1.0
    def epoch_ended(self, value: float) -> bool: return False
@schedules.register("constant", title="constant", summary="x")
def _constant() -> Schedule: return Schedule()
def build_schedule(name: str, **arguments: Any) -> Schedule:
    return schedules[name].build(**arguments)
