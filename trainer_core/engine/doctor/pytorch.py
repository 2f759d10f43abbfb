"""Checks PyTorch and torchvision: that both can be imported, belong together, and which devices they see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from trainer_core.engine.doctor.finding import Finding, Status, reason_of
from trainer_core.errors import Message

OLDEST = (2, 11)
_APART = 15
"""torchvision 0.N belongs to torch 2.(N - 15): since torch 2.0 and torchvision 0.15 both count together.
Source: the table in torchvision's README, https://github.com/pytorch/vision#installation."""
_PAIR = Message("Install both again, as one pair: `python -m pip install --upgrade torch torchvision`.")


def check() -> Iterator[Finding]:
    """Yield what torch, torchvision and the list of devices are."""
    try:
        import torch
    except Exception as error:
        yield Finding(
            "torch.import",
            Status.PROBLEM,
            Message("PyTorch cannot be imported: {reason}.", {"reason": reason_of(error)}),
            Message("Install it again: `python -m pip install --force-reinstall torch torchvision`."),
        )
        return
    yield version(torch.__version__)
    yield from _vision(torch)
    yield from _devices(torch)


def version(words: str) -> Finding:
    """Say which torch this is, and whether it is new enough."""
    found = _numbers(words)
    if found >= OLDEST:
        return Finding("torch.version", Status.OK, Message("PyTorch {version}.", {"version": words}))
    return Finding(
        "torch.version",
        Status.PROBLEM,
        Message("PyTorch {version} is too old.", {"version": words}),
        _PAIR,
    )


def pair(torch_version: str, vision_version: str, torch_cuda: str | None, vision_cuda: int | None) -> Finding:
    """Say whether torch and torchvision belong together, by their versions and the CUDA that they were built for.

    torch tells the latter as ``"12.8"``, torchvision as 12080. Only the first number has to be the same.
    """
    facts = {"torch": torch_version, "torchvision": vision_version}
    major, minor = _numbers(torch_version)
    wanted = (0, minor + _APART)
    if major == 2 and _numbers(vision_version) != wanted:
        return Finding(
            "torch.pair",
            Status.PROBLEM,
            Message(
                "torchvision {torchvision} does not belong to PyTorch {torch}, which needs torchvision 0.{minor}.",
                facts | {"minor": wanted[1]},
            ),
            _PAIR,
        )
    if vision_cuda is not None and _numbers(torch_cuda or "")[0] != vision_cuda // 1000:
        return Finding(
            "torch.pair",
            Status.PROBLEM,
            Message(
                "torchvision was built for CUDA {vision_cuda}, and PyTorch for {torch_cuda}.",
                facts | {"vision_cuda": _words_of_cuda(vision_cuda), "torch_cuda": torch_cuda or "CPU"},
            ),
            _PAIR,
        )
    return Finding("torch.pair", Status.OK, Message("torchvision {torchvision} belongs to PyTorch {torch}.", facts))


def _vision(torch: Any) -> Iterator[Finding]:
    try:
        import torchvision

        cuda = getattr(torchvision.version, "cuda", None)
        vision_cuda = cuda if isinstance(cuda, int) and cuda > 0 else None
        yield pair(torch.__version__, torchvision.__version__, torch.version.cuda, vision_cuda)
        boxes = torch.tensor([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 1.9], [5.0, 5.0, 6.0, 6.0]])
        kept = torchvision.ops.nms(boxes, torch.tensor([0.9, 0.8, 0.7]), 0.5).tolist()
        if kept != [0, 2]:
            raise RuntimeError(f"nms gave {kept} instead of [0, 2]")
    except Exception as error:
        yield Finding(
            "torch.torchvision",
            Status.PROBLEM,
            Message("torchvision does not work: {reason}.", {"reason": reason_of(error)}),
            _PAIR,
        )
        return
    yield Finding("torch.torchvision", Status.OK, Message("torchvision's compiled functions work."))


def _devices(torch: Any) -> Iterator[Finding]:
    from trainer_core.compute.devices import available_devices, cpu_threads

    keys = [device.key for device in available_devices()]
    facts = {"devices": ", ".join(keys), "threads": cpu_threads()}
    yield Finding(
        "torch.devices", Status.OK, Message("Devices: {devices}. The CPU computes with {threads} threads.", facts)
    )
    if torch.version.cuda is None or torch.cuda.is_available():
        return
    try:
        torch.cuda.init()
        reason = "no device answers"
    except Exception as error:
        reason = reason_of(error)
    yield Finding(
        "torch.cuda",
        Status.NOTE,
        Message(
            "This PyTorch was built for CUDA {cuda}, but no GPU can be used: {reason}.",
            {"cuda": torch.version.cuda, "reason": reason},
        ),
        Message(
            "If there is an NVIDIA GPU, install or update its driver. Otherwise the CPU is used, and everything works."
        ),
    )


def _words_of_cuda(number: int) -> str:
    return f"{number // 1000}.{number % 1000 // 10}"


def _numbers(version: str) -> tuple[int, int]:
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)
