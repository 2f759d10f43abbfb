"""stub"""
from __future__ import annotations
from typing import Annotated, Any, Callable
from pydantic import Field
from torch import nn
from trainer_core.registry import Registry
losses: Registry[Callable[..., Any]] = Registry("loss")
@losses.register("CrossEntropyLoss", title="Cross-entropy", summary="x")
def _ce(*, label_smoothing: Annotated[float, Field(ge=0, le=0.9)] = 0.0, class_weights: list[float] = [], balanced: bool = False) -> nn.Module:
    return nn.CrossEntropyLoss(label_smoothing=label_smoothing)
def build_loss(name: str, *, task: Any, outputs: int, class_counts: Any, **arguments: Any) -> nn.Module:
    return losses[name].build(**arguments)
