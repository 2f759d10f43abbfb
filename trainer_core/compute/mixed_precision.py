"""Mixed precision: the number format of the forward passes, by what was asked for and what the device is good at."""

from __future__ import annotations

import torch

from trainer_core.errors import N_, DeviceError, Message, RecipeError

_AUTOCAST = {"bfloat16": torch.bfloat16, "float16": torch.float16}


def precision_for(asked: str, device: torch.device) -> str:
    """``"float32"``, ``"bfloat16"`` or ``"float16"``: ``asked``, and for ``"auto"`` the faster one of the first two.

    Raises:
        RecipeError: float16 on a device other than CUDA.
        DeviceError: bfloat16 on a CUDA device that cannot compute it.
    """
    if asked == "auto":
        return "bfloat16" if has_bfloat16(device) else "float32"
    if asked == "float16" and device.type != "cuda":
        raise RecipeError(
            "precision-not-here",
            "training.precision is float16, which trains on CUDA devices only, and this run is on {device}. "
            "Choose bfloat16 or float32.",
            field="training.precision",
            device=device.type,
        )
    if asked == "bfloat16" and device.type == "cuda" and not torch.cuda.is_bf16_supported():
        raise DeviceError(
            "precision-not-here",
            "training.precision is bfloat16, which {device} cannot compute. Choose float16 or float32.",
            field="training.precision",
            device=torch.cuda.get_device_name(device),
        )
    return asked


def autocast_type(precision: str) -> torch.dtype | None:
    """What the forward pass is cast to; None for float32."""
    return _AUTOCAST.get(precision)


def has_bfloat16(device: torch.device) -> bool:
    """Whether ``device`` has instructions for bfloat16. Without them it is emulated: a small CNN at 300 images/s on a
    CPU that makes 3,000 with float32.
    """
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return device.type == "cpu" and bool(torch.cpu._is_avx512_bf16_supported())


def precision_notes(asked: str, device: torch.device) -> tuple[tuple[str, Message], ...]:
    """What the log of a run says about its precision, as (level, sentence)."""
    if asked == "auto":
        text = N_("The forward passes are computed in {precision}, which is the fastest here.")
        return (("info", Message(text, {"precision": precision_for(asked, device)})),)
    if asked == "bfloat16" and device.type == "cpu" and not has_bfloat16(device):
        text = N_(
            "This CPU has no instructions for bfloat16 and emulates it, many times slower than float32. "
            "Set training.precision to float32 or auto."
        )
        return (("warning", Message(text)),)
    return ()
