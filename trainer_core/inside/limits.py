"""Where looking inside ends, and why: parts of a model that Python does not see, or that a graph holds as one node."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
from torch import nn
from torch.autograd.function import BackwardCFunction

from trainer_core.errors import N_, Message
from trainer_core.trial.scripted import is_scripted

_SHOWN = 6
_SCRIPTED = N_("TorchScript runs {names}. Python cannot see inside it, so it is shown as one piece.")
_COMPILED = N_(
    "The model compiles {names}. Inside steps through the uncompiled code, whose results may differ in the last bits."
)
_CHECKPOINT = Message(
    "A checkpointed part recomputes its forward pass during backward, and has a graph only then. It is shown as a "
    "single node, CheckpointFunctionBackward."
)
_FUNCTION = N_(
    "{names} is a Function with its own backward: a single node, whose inner operations are not in the graph."
)


def limits_of(model: nn.Module) -> Iterator[Message]:
    """The parts of a model that are not opened, or that run otherwise while they are looked into."""
    named = list(model.named_modules())
    scripted = [path for path, module in named if is_scripted(module)]
    outermost = [path for path in scripted if path.rpartition(".")[0] not in scripted or not path]
    if outermost:
        yield Message(_SCRIPTED, {"names": _listed(outermost, model)})
    compiled = [path for path, module in named if _is_compiled(module)]
    if compiled:
        yield Message(_COMPILED, {"names": _listed(compiled, model)})


def limits_of_graph(nodes: Iterable[Any]) -> Iterator[Message]:
    """The nodes of a graph that stand for more than one operation of PyTorch."""
    own: list[Any] = [node for node in nodes if isinstance(node, BackwardCFunction)]
    names = list(dict.fromkeys(node.name() for node in own))
    if "CheckpointFunctionBackward" in names:
        names.remove("CheckpointFunctionBackward")
        yield _CHECKPOINT
    if names:
        yield Message(_FUNCTION, {"names": ", ".join(names[:_SHOWN])})


def nothing_compiled() -> AbstractContextManager[Any]:
    """Within the block what `torch.compile` has made runs as the plain code that it was made of."""
    if "torch._dynamo" not in sys.modules:
        return nullcontext()
    return torch.compiler.set_stance("force_eager")  # type: ignore[no-any-return]


def _is_compiled(module: nn.Module) -> bool:
    if is_scripted(module):
        return False
    made = getattr(type(module).forward, "_torchdynamo_orig_callable", None)
    return (
        made is not None or "_orig_mod" in module._modules or getattr(module, "_compiled_call_impl", None) is not None
    )


def _listed(paths: list[str], model: nn.Module) -> str:
    shown = ", ".join(path or type(model).__name__ for path in paths[:_SHOWN])
    return f"{shown}, …" if len(paths) > _SHOWN else shown
