"""stub"""
from __future__ import annotations
from typing import Any, Callable
import torch
from torch import nn
from trainer_core.registry import Registry
models: Registry[Callable[..., Any]] = Registry("model")
class NeuralNetwork(nn.Module):
    def __init__(self, i: int, h: int, o: int) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(nn.Linear(i, h), nn.ReLU(), nn.Linear(h, h), nn.ReLU(), nn.Linear(h, o))
    def forward(self, x: Any) -> Any: return self.linear_relu_stack(self.flatten(x))
@models.register("neural_network", title="Tutorial network", summary="x")
def _nn(input_shape: tuple[int, ...], outputs: int, *, hidden: int = 512) -> nn.Module:
    c, h, w = input_shape
    return NeuralNetwork(c * h * w, hidden, outputs)
def build_model(name: str, input_shape: tuple[int, ...], outputs: int, *, seed: int, **arguments: Any) -> nn.Module:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return models[name].build(input_shape, outputs, **arguments)
