"""What a state_dict may hold, what its names are without the prefixes of wrappers, and how it goes to disk.

``_orig_mod.`` is the prefix of `torch.compile`, ``module.`` that of `torch.nn.DataParallel`.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch

from trainer_core.errors import Message, WeightsError, plural
from trainer_core.files.state_dict_in import state_dicts_in, visible

TORCH_SUFFIXES, SAFETENSORS_SUFFIX = (".pt", ".pth"), ".safetensors"

SAVED = (*TORCH_SUFFIXES, SAFETENSORS_SUFFIX)
"""The endings under which weights are saved."""

SUFFIXES = (*SAVED, ".ckpt", ".bin")
"""The endings of files that are taken for weights; what they are is told from their content."""

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
            notes.append(prefix_note(f"{prefix}.", count))
    return {plain: state[key] for key, plain in names.items()}, tuple(notes)


def without_common_prefix(names: Iterable[str], others: Iterable[str]) -> str:
    """Return the prefix that all ``names`` have and without which most of them are among ``others``.

    It ends with a dot, as ``model.`` of a checkpoint of Lightning does; empty if names are among the others with it as
    often as without. Some of the names may be left out of a choice, so not all need to be found.
    """
    names, others = list(names), set(others)
    if not names:
        return ""
    first, last = min(names), max(names)
    common = next((first[:at] for at, sign in enumerate(first) if sign != last[at : at + 1]), first)
    prefixes = ["", *(common[: at + 1] for at, sign in enumerate(common) if sign == ".")]
    return max(prefixes, key=lambda prefix: sum(name[len(prefix) :] in others for name in names))


def as_in_blocks(names: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """What those of ``names`` that are not among the ``others`` are there, if only the words of blocks tell them apart.

    A residual block of a list of layers keeps them under ``layers`` and ``shortcut.0``, one that is written by hand
    under names of its own. Empty unless every name finds its place, and each another one.
    """
    names, others = list(names), list(others)
    if set(names) == set(others) or len(names) != len(others):
        return {}
    mine, theirs = ({_without_blocks(name): name for name in of} for of in (names, others))
    if not len(mine) == len(theirs) == len(names) or mine.keys() != theirs.keys():
        return {}
    return {name: theirs[plain] for plain, name in mine.items() if theirs[plain] != name}


def _without_blocks(name: str) -> str:
    parts = name.replace(".shortcut.0.", ".shortcut.").split(".")
    return ".".join(part for part in parts if part not in ("layers", "residual"))


def prefix_note(prefix: str, count: int) -> Message:
    """Say that ``prefix`` was taken off the names of ``count`` tensors."""
    return plural(
        count,
        "“{prefix}” was removed from the name of 1 tensor.",
        "“{prefix}” was removed from the names of {n:,} tensors.",
        prefix=visible(prefix),
    )


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
    inside = state_dicts_in(state)
    if len(inside) > 1:
        raise WeightsError(
            "several-state-dicts",
            "{path} holds several state_dicts: {names}. Save the one that you want alone, with "
            'torch.save(checkpoint["{first}"], …).',
            path=str(path),
            names=_first(inside),
            first=inside[0],
        )
    wrong = [
        f"“{key!s:.60}” ({type(value if isinstance(key, str) else key).__name__})"
        for key, value in state.items()
        if not (isinstance(key, str) and isinstance(value, (torch.Tensor, int, float)))
    ]
    if wrong:
        raise WeightsError(
            "not-tensors",
            "{path}: not a state_dict, which has only names and tensors: {wrong}. Of a checkpoint, save only the "
            "state_dict in it.",
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
            "{path} holds NaN or infinite values, in {keys}, with which a model answers NaN. Choose other weights.",
            path=str(path),
            keys=_first(wrong),
        )


def require_numbers(state: Mapping[str, torch.Tensor], path: Path) -> None:
    """Raise `WeightsError` if a tensor is of a type whose values torch cannot turn into others."""
    wrong = {tensor.dtype for tensor in state.values() if not has_numbers(tensor.dtype)}
    if wrong:
        raise type_not_loaded(path, ", ".join(sorted(str(dtype).removeprefix("torch.") for dtype in wrong)))


def type_not_loaded(path: Path, dtype: str) -> WeightsError:
    """Return the error for a file whose tensors are of a type that no model has."""
    return WeightsError(
        "unloadable-type",
        "{path} holds a type that cannot be loaded: {dtype}. Convert it to float32 with the program that saved it.",
        path=str(path),
        dtype=dtype,
    )


@functools.cache
def has_numbers(dtype: torch.dtype) -> bool:
    """Whether torch can turn values of ``dtype`` into numbers; not those of bits alone, and not quantized ones."""
    try:
        torch.zeros(16, dtype=torch.uint8).view(dtype).to(torch.complex128)
    except (RuntimeError, NotImplementedError):
        return False
    return True


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
