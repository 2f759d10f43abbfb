"""Checks one device by computing on it: a product of matrices, compared with the CPU, and the speed of bfloat16."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from trainer_core.engine.doctor.finding import Finding, Status, reason_of
from trainer_core.errors import Message

_SIDE = 256
_TOLERANCE = 1e-2
"""Relative to the largest entry: TF32 keeps ten bits, and a wrong kernel is wrong in the first."""
_ROUNDS, _TIMED = 5, {"cpu": 512}
_TIMED_ELSEWHERE = 4096


def check(key: str) -> Iterator[Finding]:
    """Yield whether the device ``key`` computes, and how fast it is in bfloat16."""
    facts = {"device": key}
    try:
        error = matmul_error(key)
    except Exception as failure:
        yield Finding(
            "device.kernel",
            Status.PROBLEM,
            Message("{device} does not compute: {reason}.", facts | {"reason": reason_of(failure)}),
            Message("Update its driver or PyTorch, or choose another device in the tool bar or with --device."),
        )
        return
    yield of_error(key, error)
    if error <= _TOLERANCE:
        yield _bfloat16(key)


def of_error(key: str, error: float) -> Finding:
    """Say whether a product that is off by ``error``, relative to its largest entry, is right."""
    facts = {"device": key, "error": f"{error:.1e}"}
    if error <= _TOLERANCE:
        message = Message(
            "{device} computes correctly: a matrix product agrees with the CPU's to within {error}.", facts
        )
        return Finding("device.kernel", Status.OK, message)
    return Finding(
        "device.kernel",
        Status.PROBLEM,
        Message("{device} computes incorrectly: a matrix product is off by {error} of its largest entry.", facts),
        Message("Do not train on this device. Update its driver and PyTorch; if that does not help, it may be broken."),
    )


def matmul_error(key: str) -> float:
    """The largest difference between the product on the device ``key`` and the CPU's in float64, relative to it."""
    import torch

    generator = torch.Generator().manual_seed(0)
    first, second = (torch.randn(_SIDE, _SIDE, generator=generator) for _ in range(2))
    product = (first.to(key) @ second.to(key)).cpu().double()
    exact = first.double() @ second.double()
    error = float((product - exact).abs().max() / exact.abs().max())
    return error if error == error else float("inf")


def _bfloat16(key: str) -> Finding:
    import torch

    facts = {"device": key}
    try:
        side = _TIMED.get(key.partition(":")[0], _TIMED_ELSEWHERE)
        seconds = {}
        for kind in (torch.float32, torch.bfloat16):
            a, b = (torch.ones(side, side, dtype=kind, device=key) for _ in range(2))
            seconds[kind] = _fastest(lambda a=a, b=b: a @ b, key)  # type: ignore[misc]
        ratio = seconds[torch.float32] / seconds[torch.bfloat16]
    except Exception as error:
        return Finding(
            "device.bfloat16",
            Status.NOTE,
            Message("{device} does not compute in bfloat16: {reason}.", facts | {"reason": reason_of(error)}),
            Message("Leave training.precision at float32 on this device."),
        )
    return of_ratio(key, ratio)


def of_ratio(key: str, ratio: float) -> Finding:
    """Say how many times as fast as float32 the product was in bfloat16."""
    facts = {"device": key, "ratio": f"{ratio:.2g}"}
    message = Message("{device} multiplies matrices in bfloat16 {ratio} times as fast as in float32.", facts)
    if ratio >= 1:
        return Finding("device.bfloat16", Status.OK, message)
    return Finding(
        "device.bfloat16", Status.NOTE, message, Message("Leave training.precision at float32 on this device.")
    )


def _fastest(compute: Callable[[], object], key: str) -> float:
    import torch

    from trainer_core.compute.devices import synchronize

    device = torch.device(key)
    times = []
    for _ in range(_ROUNDS + 1):  # the first one also loads the kernel
        synchronize(device)
        begin = time.perf_counter()
        compute()
        synchronize(device)
        times.append(time.perf_counter() - begin)
    return max(min(times[1:]), 1e-9)
