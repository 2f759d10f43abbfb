"""Modules that TorchScript runs: Python sees nothing of what is inside them, and they take no hooks."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import nn


def hookable(model: nn.Module, prefix: str = "") -> Iterator[tuple[str, nn.Module]]:
    """``model.named_modules(prefix=prefix)`` without those that are scripted or traced."""
    return ((path, module) for path, module in model.named_modules(prefix=prefix) if not is_scripted(module))


def is_scripted(module: nn.Module) -> bool:
    """Whether TorchScript runs a module."""
    return isinstance(module, torch.jit.ScriptModule | torch.jit.ScriptFunction)
