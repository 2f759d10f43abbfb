"""Brings the numbers of each batch from the device into the history, without making the device wait."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass

import torch
from torch import Tensor

from trainer_core.history import History

_SLOTS = 64
_SECONDS = 0.05


class NonFiniteLoss(Exception):  # noqa: N818  an outcome of a batch, not an error of the program
    """The loss of batch ``step`` is not a number or infinite."""

    def __init__(self, step: int, loss: float) -> None:
        super().__init__(step, loss)
        self.step = step
        self.loss = loss


@dataclass(slots=True)
class _Copy:
    """Numbers on their way from the device: a host buffer, the event after which it is filled, and the rest."""

    host: Tensor
    ready: torch.cuda.Event | None
    facts: list[tuple[int, float, float]]

    @property
    def here(self) -> bool:
        return self.ready is None or bool(self.ready.query())  # type: ignore[no-untyped-call]


class Recorder:
    """Appends each batch to a history.

    On the CPU numbers are at hand and are appended at once. Elsewhere every read would stop the device, so loss and
    count are gathered in a buffer on the device, which is copied out in one piece now and then and read once it has
    arrived (``deferred``). Raises `NonFiniteLoss` from `record`, `poll` or `flush` when it meets one; that batch and
    those recorded after it are dropped.
    """

    def __init__(self, history: History, device: torch.device, *, deferred: bool | None = None) -> None:
        self._history = history
        self._deferred = device.type != "cpu" if deferred is None else deferred
        self._device = device
        self._buffer = self._fresh()
        self._facts: list[tuple[int, float, float]] = []
        self._copies: deque[_Copy] = deque()
        self._last_copy = time.perf_counter()

    def record(self, loss: Tensor, correct: Tensor, examples: int, lr: float, seconds: float) -> None:
        """Record a batch: its mean loss (), its count of right answers (), its size, and the learning rate it used."""
        if not self._deferred:
            self._append(loss.item(), correct.item() / examples, lr, seconds)
            return
        slot = self._buffer[len(self._facts)]
        slot[0].copy_(loss.detach())
        slot[1].copy_(correct)
        self._facts.append((examples, lr, seconds))
        now = time.perf_counter()
        if len(self._facts) == _SLOTS or now - self._last_copy > _SECONDS:
            self._send(now)
        self.poll()

    def poll(self) -> None:
        """Append what has arrived."""
        while self._copies and self._copies[0].here:
            self._arrive(self._copies.popleft())

    def flush(self) -> None:
        """Wait for everything that is on its way and append it."""
        if self._facts:
            self._send(time.perf_counter())
        while self._copies:
            copy = self._copies.popleft()
            if copy.ready is not None:
                copy.ready.synchronize()
            self._arrive(copy)

    def drop(self) -> None:
        """Forget what has not been appended yet."""
        self._facts = []
        self._copies.clear()

    def _fresh(self) -> Tensor:
        return torch.empty((_SLOTS, 2), dtype=torch.float32, device=self._device)

    def _send(self, now: float) -> None:
        filled = self._buffer[: len(self._facts)]
        if self._device.type == "cuda":
            host = torch.empty(filled.shape, dtype=filled.dtype, pin_memory=True)
            host.copy_(filled, non_blocking=True)
            ready = torch.cuda.Event()  # type: ignore[no-untyped-call]
            ready.record()
        else:
            host, ready = filled.cpu(), None
        self._copies.append(_Copy(host, ready, self._facts))
        self._buffer, self._facts, self._last_copy = self._fresh(), [], now

    def _arrive(self, copy: _Copy) -> None:
        for (loss, correct), (examples, lr, seconds) in zip(copy.host.tolist(), copy.facts, strict=True):
            self._append(loss, correct / examples, lr, seconds)

    def _append(self, loss: float, accuracy: float, lr: float, seconds: float) -> None:
        if not math.isfinite(loss):
            self.drop()
            raise NonFiniteLoss(len(self._history), loss)
        self._history.append(loss, accuracy, lr, seconds)
