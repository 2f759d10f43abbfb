"""Weights in and out: plain state_dicts that PyTorch loads with no class of this project in sight.

What is written never carries the prefixes of a wrapper (`torch.compile`, `torch.nn.DataParallel`), and what
is read may.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import safetensors.torch
import torch
from torch import nn

from trainer_core.errors import Message, WeightsError, plural
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_pickle import misread
from trainer_core.files.state_dict_in import unwrapped
from trainer_core.files.torch_files import Format, cannot_open, opened, vet
from trainer_core.protocol.reports import FitReport, KeyReport
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.weights.state_dicts import (
    SAFETENSORS_SUFFIX,
    SAVED,
    as_in_blocks,
    for_disk,
    is_finite,
    plain_names,
    prefix_note,
    require_finite,
    require_numbers,
    require_tensors,
    require_values,
    type_not_loaded,
    untied,
    with_plain_names,
    without_common_prefix,
)


@dataclass(frozen=True, slots=True)
class ReadWeights:
    """A state_dict under plain names; ``notes`` say what was unwrapped or taken off on the way."""

    state_dict: dict[str, torch.Tensor]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadResult:
    """How a file fits a model, and whether it is in it now. If it is not, the model is as it was."""

    loaded: bool
    report: FitReport


def save_weights(state_dict: Mapping[str, Any], path: str | os.PathLike[str]) -> int:
    """Save ``state_dict`` as `torch.save` (``.pt``, ``.pth``) or safetensors do; return the bytes written.

    Tensors are written from the CPU, detached and contiguous, each with its own elements only; tied ones
    stay tied in ``.pt`` and are written twice in ``.safetensors``. Numbers become tensors without a
    dimension. Names lose ``_orig_mod.`` wherever it stands, and ``module.`` in front of all of them. The
    file is replaced in one step, see `trainer_core.files.atomic.atomic_write`.

    Raises `WeightsError` for another suffix, a value that is neither tensor nor number, or a file that
    cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in SAVED:
        raise WeightsError(
            "unknown-suffix",
            "{path} does not say how to save the weights. Let its name end in {suffixes}.",
            path=str(path),
            suffixes=", ".join(SAVED),
        )
    state = for_disk(state_dict, path)
    with atomic_write(path, error=WeightsError) as file:
        if suffix == SAFETENSORS_SUFFIX:
            file.write(safetensors.torch.save(untied(state)))
        else:
            torch.save(state, file)
        file.flush()
        return os.fstat(file.fileno()).st_size


def read_weights(path: str | os.PathLike[str], map_location: str | torch.device = "cpu") -> ReadWeights:
    """Read a state_dict from a file of `torch.save` or safetensors, whatever its name, and run nothing in it.

    Takes it out of ``{"state_dict": …}`` and the like, and takes names as wrappers leave them. All is read on the CPU
    and then moved to ``map_location``. Values may be NaN or infinite. Memory stays within a small multiple of the
    file's size.

    Raises `WeightsError` if the file is missing, damaged, hostile, or holds anything but weights.
    """
    path = Path(path)
    try:
        with opened(path) as file:
            form = vet(file, path)
            content, notes = unwrapped(_read(file, form))
        require_tensors(content, path)
        tensors = {key: torch.as_tensor(value).detach() for key, value in content.items()}
        state, stripped = with_plain_names(tensors)
        require_values(state, path)
    except WeightsError:
        raise
    except OSError as error:
        raise cannot_open(error, path) from None
    except Exception as error:
        # The file is someone else's: whatever the readers of torch and safetensors raise is its fault.
        raise misread(path, error) from None
    return ReadWeights(_moved(state, map_location, path), (*_misnamed(path, form), *notes, *stripped))


def names_for(names: Iterable[str], model_state: Mapping[str, Any]) -> tuple[dict[str, str], tuple[Message, ...]]:
    """Return what each of a file's names is in a model, and a note if a prefix was taken off for that.

    Prefixes of wrappers go, and any other that all names have and without which they are the model's; a network and
    the list of layers that it opens as differ in how blocks call what they hold.
    """
    plain = plain_names(names)
    prefix = without_common_prefix(plain.values(), plain_names(model_state).values())
    fitted = {name: short.removeprefix(prefix) for name, short in plain.items()}
    notes = (prefix_note(prefix, len(fitted)),) if prefix else ()
    of_model = plain_names(model_state).values()
    in_blocks = as_in_blocks(fitted.values(), of_model)
    if in_blocks:
        text = plural(
            len(in_blocks),
            "The block that 1 tensor is in is called otherwise in the model.",
            "The blocks that {n:,} tensors are in have other names in the model.",
        )
        return {name: in_blocks.get(short, short) for name, short in fitted.items()}, (*notes, text)
    return fitted, notes


def compare(state_dict: Mapping[str, Any], model_state: Mapping[str, Any]) -> FitReport:
    """Hold weights against a model's state_dict: its keys in its order, then those it does not have.

    Prefixes of wrappers are ignored on both sides.
    """
    plain = plain_names(state_dict)
    return compare_shapes({plain[key]: _shape(value) for key, value in state_dict.items()}, model_state)


def compare_shapes(
    in_file: Mapping[str, tuple[int, ...]], model_state: Mapping[str, Any], notes: tuple[Message, ...] = ()
) -> FitReport:
    """Like `compare`, of weights of which only the shapes are known, under names without prefixes."""
    in_model = {plain: _shape(model_state[key]) for key, plain in plain_names(model_state).items()}
    keys = dict.fromkeys((*in_model, *in_file))
    return FitReport(tuple(KeyReport(key, in_file.get(key), in_model.get(key)) for key in keys), notes)


def load_weights(
    module: nn.Module,
    path: str | os.PathLike[str],
    *,
    only_what_fits: bool = False,
    map_location: str | torch.device = "cpu",
    choice: WeightsChoice | None = None,
) -> LoadResult:
    """Copy the weights in ``path`` into ``module``, in place; its devices and types stay.

    Weights that do not fit are not loaded, and the report says why; with ``only_what_fits`` those tensors
    that do fit are. With a ``choice`` only its keys are taken, under the names that it makes of them.
    A prefix that all names have is taken off where they fit without it. All is checked before the first copy, so the
    module gets all of it or nothing.

    Raises `WeightsError` like `read_weights` and `WeightsChoice.names`, if not one tensor fits, and if what fits is not
    finite.
    """
    path = Path(path)
    read = read_weights(path, map_location)
    state = read.state_dict
    if choice is not None:
        state = {name: state[key] for key, name in choice.names(state, path).items()}
    model_state = module.state_dict()
    names, stripped = names_for(state, model_state)
    state = {names[key]: value for key, value in state.items()}
    report = compare_shapes({key: _shape(value) for key, value in state.items()}, model_state, read.notes + stripped)
    if not report.fits and not only_what_fits:
        return LoadResult(False, report)
    fitting = {key.key for key in report.keys if key.verdict == "fits"}
    if not fitting:
        raise WeightsError(
            "nothing-fits",
            "Not one tensor in {path} fits the model by name and shape. Give weights of a model like it.",
            path=str(path),
        )
    chosen = {key: state[key] for key in fitting}
    require_numbers(chosen, path)
    require_finite(chosen, path)
    ready = {
        key: _in_type_of(model_state[key], state[plain], plain, path)
        for key, plain in plain_names(model_state).items()
        if plain in fitting
    }
    _copy(module, model_state, ready, path)
    return LoadResult(True, report)


def _read(file: BinaryIO, form: Format) -> Any:
    if form is Format.SAFETENSORS:
        try:
            return dict(sorted(safetensors.torch.load(file.read()).items()))
        except KeyError as error:
            # The header was checked: what is looked up in vain is a type that PyTorch has no name for.
            raise type_not_loaded(Path(file.name), str(error.args[0])) from None
    # A legacy file is read from memory: torch would try a real one as a tar archive first.
    source = io.BytesIO(file.read()) if form is Format.LEGACY else file
    return torch.load(source, map_location="cpu", weights_only=True)


def _misnamed(path: Path, form: Format) -> tuple[Message, ...]:
    if (path.suffix.lower() == SAFETENSORS_SUFFIX) == (form is Format.SAFETENSORS):
        return ()
    facts = {"path": str(path), "format": form.value}
    return (Message("{path} was read as a file of {format}, which is what it is.", facts),)


def _moved(state: dict[str, torch.Tensor], device: str | torch.device, path: Path) -> dict[str, torch.Tensor]:
    try:
        return {key: tensor.to(device) for key, tensor in state.items()}
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise WeightsError(
            "device",
            "The weights in {path} cannot be put on {device}: {reason}. Choose another device.",
            path=str(path),
            device=str(device),
            reason=_first_line(error),
        ) from None


def _in_type_of(target: torch.Tensor, value: torch.Tensor, key: str, path: Path) -> torch.Tensor:
    """Return ``value`` in the type of ``target``; raises `WeightsError` if that cannot hold it."""
    if value.dtype == target.dtype:
        return value
    converted = value.to(target.dtype) if torch.can_cast(value.dtype, target.dtype) else None
    if converted is None or not (converted.is_meta or is_finite(converted)):
        raise WeightsError(
            "wrong-type",
            "{key} in {path} is {found} and does not go into the model's {wanted}. Save it in that type.",
            path=str(path),
            key=key,
            found=str(value.dtype).removeprefix("torch."),
            wanted=str(target.dtype).removeprefix("torch."),
        )
    return converted


def _copy(module: nn.Module, model_state: Mapping[str, Any], ready: Mapping[str, torch.Tensor], path: Path) -> None:
    """Copy ``ready`` into ``module``; if a hook of it or the device refuses, put back what was there."""
    before: dict[str, torch.Tensor] = {}
    try:
        before.update((key, model_state[key].detach().clone()) for key in ready)
        module.load_state_dict(ready, strict=False)
    except Exception as error:
        with torch.no_grad():
            for key, value in before.items():
                model_state[key].copy_(value)
        raise WeightsError(
            "not-taken",
            "The model did not take the weights in {path}: {reason}. It is as it was.",
            path=str(path),
            reason=_first_line(error),
        ) from None


def _shape(value: Any) -> tuple[int, ...]:
    return tuple(value.shape) if isinstance(value, torch.Tensor) else ()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(". ") or type(error).__name__
