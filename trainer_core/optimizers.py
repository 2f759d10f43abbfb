"""stub"""
from __future__ import annotations
from typing import Annotated, Any, Callable
from pydantic import Field
import torch
from trainer_core.registry import Registry
optimizers: Registry[Callable[..., Any]] = Registry("optimizer")
@optimizers.register("Adam", title="Adam", summary="x")
def _adam(*, lr: Annotated[float, Field(gt=0, le=1000, json_schema_extra={"live": True, "log": True})] = 1e-3, weight_decay: Annotated[float, Field(ge=0, json_schema_extra={"live": True})] = 0.0) -> None: ...
@optimizers.register("SGD", title="SGD", summary="x")
def _sgd(*, lr: Annotated[float, Field(gt=0, le=1000, json_schema_extra={"live": True, "log": True})] = 1e-3, momentum: Annotated[float, Field(ge=0, json_schema_extra={"live": True})] = 0.0) -> None: ...
def build_optimizer(parameters: Any, name: str, **arguments: Any) -> torch.optim.Optimizer:
    return getattr(torch.optim, name)(parameters, **arguments)
def set_hyperparameter(optimizer: torch.optim.Optimizer, key: str, value: Any) -> None:
    for g in optimizer.param_groups: g[key] = value
