"""What a state_dict may hold, what its names are without the prefixes of wrappers, and how it goes to disk.

``_orig_mod.`` is the prefix of `torch.compile`, ``module.`` that of `torch.nn.DataParallel`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch

from trainer_core.errors import Message, WeightsError

_WRAPPERS = ("state_dict", "model_state_dict", "model")
_COMPILED, _PARALLEL = "_orig_mod", "module"
_NAMED = 3


def plain_names(keys: Iterable[str]) -> dict[str, str]:
    """Return each key's name without the prefixes of wrappers.

    ``_orig_mod.`` goes wherever it stands (a part of a model can be compiled), ``module.`` only if all keys
    have it. If two names would become one, all stay.
    """
    names = {key: _not_compiled(key) for key in keys}
    while names and all(name.startswith(f"{_PARALLEL}.") for name in names.values()):
        names = {key: name.removeprefix(f"{_PARALLEL}.") for key, name in names.items()}
    distinct = len(set(names.values())) == len(names) and all(names.values())
    return names if distinct else {key: key for key in names}


def with_plain_names(
    state: Mapping[str, torch.Tensor],
) -> tuple[dict[str, torch.Tensor], tuple[Message, ...]]:
    """Return ``state`` under plain names, and a note for each prefix that was taken off."""
    names = plain_names(state)
    notes = []
    for prefix in (_COMPILED, _PARALLEL):
        count = sum(key.split(".").count(prefix) > plain.split(".").count(prefix) for key, plain in names.items())
        if count:
            facts = {"prefix": f"{prefix}.", "count": count}
            notes.append(Message("“{prefix}” was taken off the names of {count} tensors.", facts))
    return {plain: state[key] for key, plain in names.items()}, tuple(notes)


def unwrapped(content: Any) -> tuple[Any, tuple[Message, ...]]:
    """Return the state_dict inside ``{"state_dict": …}`` and the like, and a note for each wrapper."""
    notes: list[Message] = []
    while isinstance(content, Mapping) and len(notes) < len(_WRAPPERS):
        wrapper = next((key for key in _WRAPPERS if isinstance(content.get(key), Mapping)), None)
        if wrapper is None:
            break
        notes.append(Message("The weights were taken from “{wrapper}” in the file.", {"wrapper": wrapper}))
        content = content[wrapper]
    return content, tuple(notes)


def for_disk(state_dict: Mapping[str, Any], path: Path) -> OrderedDict[str, torch.Tensor]:
    """Return ``state_dict`` as it is saved: plain names, and detached contiguous tensors on the CPU.

    Tensors that are the same stay the same. The versions of the modules, which `Module.load_state_dict`
    looks at, are kept. Raises `WeightsError`, naming ``path``, for a value that is neither tensor nor
    number.
    """
    require_tensors(state_dict, path)
    names = plain_names(state_dict)
    done: dict[tuple[Any, ...], torch.Tensor] = {}
    state: OrderedDict[str, torch.Tensor] = OrderedDict()
    for key, plain in names.items():
        tensor = torch.as_tensor(state_dict[key]).detach()
        same = (tensor.device, tensor.data_ptr(), tensor.dtype, tensor.shape, tensor.stride())
        if not tensor.numel() or same not in done:
            done[same] = _own_elements(tensor)
        state[plain] = done[same]
    metadata = getattr(state_dict, "_metadata", None)
    if isinstance(metadata, Mapping):
        state._metadata = _plain_metadata(metadata, names)  # type: ignore[attr-defined]
    return state


def untied(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return ``state`` with each storage used once, as safetensors asks."""
    seen: set[int] = set()
    result = {}
    for key, tensor in state.items():
        pointer = tensor.untyped_storage().data_ptr()
        result[key] = tensor.clone() if pointer in seen else tensor
        seen.add(pointer)
    return result


def require_tensors(state: Any, path: Path) -> None:
    """Raise `WeightsError` unless ``state`` is a mapping of names to tensors or numbers, and not empty."""
    if not isinstance(state, Mapping):
        raise WeightsError(
            "not-a-state-dict",
            "{path}: {kind} is not a state_dict (names and tensors). Save model.state_dict().",
            path=str(path),
            kind=type(state).__name__,
        )
    if not state:
        raise WeightsError(
            "no-tensors",
            "{path}: there are no tensors in it. Save the state_dict of a model with weights.",
            path=str(path),
        )
    wrong = [
        f"{key!s:.60} is a {type(value).__name__}"
        for key, value in state.items()
        if not (isinstance(key, str) and isinstance(value, (torch.Tensor, int, float)))
    ]
    if wrong:
        raise WeightsError(
            "not-tensors",
            "{path}: not a state_dict, for it should be names and tensors, and {wrong}. Of a checkpoint, "
            "save only the state_dict in it.",
            path=str(path),
            wrong=_first(wrong),
        )


def require_values(state: Mapping[str, torch.Tensor], path: Path) -> None:
    """Raise `WeightsError` if a tensor has a shape and no values, as those of the device “meta”."""
    wrong = [key for key, tensor in state.items() if tensor.is_meta]
    if wrong:
        raise WeightsError(
            "no-values",
            "{path} holds shapes without values, in {keys}. It was saved from the device “meta”: save the weights of "
            "a model that has some.",
            path=str(path),
            keys=_first(wrong),
        )


def require_finite(state: Mapping[str, torch.Tensor], path: Path) -> None:
    """Raise `WeightsError` if a value is NaN or infinite."""
    wrong = [key for key, tensor in state.items() if not is_finite(tensor)]
    if wrong:
        raise WeightsError(
            "not-finite",
            "{path} holds NaN or infinite weights, in {keys}. The training that made them diverged: give "
            "weights from before.",
            path=str(path),
            keys=_first(wrong),
        )


def is_finite(tensor: torch.Tensor) -> bool:
    """Whether each value of ``tensor`` is a finite number."""
    if not (tensor.is_floating_point() or tensor.is_complex()):
        return True
    # Types of eight bits have no isfinite of their own.
    return bool(torch.isfinite(tensor.float() if tensor.itemsize == 1 else tensor).all())


def _not_compiled(name: str) -> str:
    return ".".join(part for part in name.split(".") if part != _COMPILED)


def _plain_metadata(metadata: Mapping[str, Any], names: Mapping[str, str]) -> OrderedDict[str, Any]:
    """Return ``metadata`` of modules under plain names; what is wrapped takes its wrapper's place."""
    if all(key == plain for key, plain in names.items()):
        return OrderedDict(metadata)
    key, plain = next(iter(names.items()))
    levels = _not_compiled(key).count(".") - plain.count(".")
    return OrderedDict((".".join(_not_compiled(name).split(".")[levels:]), metadata[name]) for name in metadata)


def _own_elements(tensor: torch.Tensor) -> torch.Tensor:
    """Return a contiguous tensor on the CPU whose storage holds its elements and no more."""
    tensor = tensor.cpu().resolve_conj().resolve_neg().contiguous()
    if tensor.untyped_storage().nbytes() == tensor.numel() * tensor.element_size():
        return tensor
    return tensor.clone(memory_format=torch.contiguous_format)


def _first(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(name[:80] for name in names[:_NAMED]) + more
