"""The model ``object``: a module that a Python program has at hand, and gives to `trainer_core.api.train`.

Each run trains a copy, so the module stays as it was given and a second run begins as the first one did. A run records
the qualified name of its class, the source of that and of the classes of its parts where there is one, and a digest of
its state_dict; to resume, the module is given again.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated

import torch
from pydantic import Field
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from trainer_core.errors import ModelError
from trainer_core.models.registry import models
from trainer_core.trial.code import Code, source_of
from trainer_core.trial.model_call import materialize

NAME = "object"

_given: ContextVar[nn.Module | None] = ContextVar("given_model", default=None)


@contextmanager
def model_at_hand(module: nn.Module | None) -> Iterator[None]:
    """Within the block the model ``object`` is a copy of ``module``, which may be None."""
    token = _given.set(module)
    try:
        yield
    finally:
        _given.reset(token)


def qualified_name(module: nn.Module) -> str:
    """What a run calls a module: the module and name of its class."""
    return f"{type(module).__module__}.{type(module).__qualname__}"


def fingerprint(module: nn.Module) -> str:
    """The SHA-256 of the names, types, shapes and values in the state_dict of ``module``.

    Of what is no tensor, and of parameters that have no size yet, the name and the type alone count.
    """
    digest = hashlib.sha256()
    for name, value in module.state_dict().items():
        if not isinstance(value, Tensor) or is_lazy(value):
            digest.update(f"{name}\0{type(value).__qualname__}\0".encode())
            continue
        digest.update(f"{name}\0{value.dtype}\0{tuple(value.shape)}\0".encode())
        digest.update(value.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().data)
    return digest.hexdigest()


def source_at_hand() -> Code | None:
    """The text of the class of the module that is at hand, and of those of its parts that are not PyTorch's."""
    module = _given.get()
    if module is None:
        return None
    kinds = dict.fromkeys(type(each) for each in module.modules())
    return source_of(kind for kind in kinds if kind.__module__.partition(".")[0] not in ("torch", "torchvision"))


def from_object(
    input_shape: tuple[int, ...],
    outputs: int,
    *,
    object_name: Annotated[
        str, Field(title="Class", description="The class of the module that a Python program gave.")
    ] = "",
    digest: Annotated[
        str,
        Field(
            title="Digest",
            description="The SHA-256 of the state_dict with which it was given.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
) -> nn.Module:
    """Copy the module that is at hand; it should take (N, *input_shape) and answer (N, outputs).

    Lazy layers of the copy get their sizes from the data.

    Raises:
        ModelError: with the code ``"needs-object"``, there is none; it is of another class than ``object_name``, or
            it cannot be copied.
    """
    module = _given.get()
    if module is None:
        raise ModelError(
            "needs-object",
            "This model is an object of a Python program ({name}). Give it again there: train(recipe, model=…) or "
            "resume(run, model=…).",
            name=object_name or "Module",
        )
    if object_name not in ("", given := qualified_name(module)):
        raise ModelError(
            "other-object",
            "This run trains a module of the class {name}, and the one that was given is a {given}. Give one of the "
            "same class.",
            name=object_name,
            given=given,
        )
    try:
        copied = copy.deepcopy(module)
    except Exception as error:
        raise ModelError(
            "cannot-copy",
            "The module {name} cannot be copied: {reason}. Make a new one, and keep tensors that were computed from "
            "its parameters out of its attributes.",
            name=object_name or type(module).__name__,
            reason=f"{type(error).__name__}: {error}",
        ) from None
    materialize(copied, input_shape)
    return copied


models.add(
    NAME,
    from_object,
    title="From Python",
    summary="A module that a Python program gives to train(recipe, model=…).",
    listed=False,
    source=source_at_hand,
)
