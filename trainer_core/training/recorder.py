"""Brings the numbers of each batch from the device into the history, without making the device wait."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from trainer_core.history.history import History
from trainer_core.tasks import Scorer
from trainer_core.tasks.task import batch_sums
from trainer_core.training.example_losses import as_kept

_MOST_BATCHES = 32
_MOST_LOGITS = 1_000_000
_SECONDS = 0.05

Keep = Callable[[int, npt.NDArray[np.float16]], None]
"""Told the `Scorer.example_losses` of consecutive examples, (n,), and the place of the first in the epoch's order."""


class NonFiniteLoss(Exception):  # noqa: N818  an outcome of a batch, not an error of the program
    """The loss of batch ``step`` is not a number or infinite."""

    def __init__(self, step: int, loss: float) -> None:
        super().__init__(step, loss)
        self.step = step
        self.loss = loss


@dataclass(slots=True)
class _Group:
    """Batches that are measured together: outputs (B, K) and targets of each, and (loss, size, lr, seconds).

    ``first`` is the place of their first example in the epoch's order. Losses that are not read at once are in
    ``losses``, () each, and NaN in the facts.
    """

    losses: list[Tensor] = field(default_factory=list)
    logits: list[Tensor] = field(default_factory=list)
    targets: list[Tensor] = field(default_factory=list)
    facts: list[tuple[float, int, float, float]] = field(default_factory=list)
    size: int = 0
    first: int = 0

    def numbers(self, scorer: Scorer, *, examples: bool) -> tuple[Tensor, Tensor | None]:
        """What the metric of each batch is made of and, in front of it, the losses that nobody has read yet: (K or
        K + 1, n) float32 on the device of the batches; and with ``examples`` the loss of each, (N,) float16.
        """
        outputs, targets = torch.cat(self.logits), torch.cat(self.targets)
        sums = batch_sums(scorer.marks(outputs, targets), [size for _, size, _, _ in self.facts])
        numbers = torch.cat([torch.stack(self.losses).float().unsqueeze(0), sums]) if self.losses else sums
        if not examples:
            return numbers, None
        # The gradients are those of the loss alone: outputs are detached here, and nothing is written to them.
        return numbers, as_kept(scorer.example_losses(outputs, targets))


@dataclass(slots=True)
class _Copy:
    """Numbers on their way from the device: host buffers, the event after which they are filled, and the rest."""

    host: Tensor
    examples: Tensor | None
    first: int
    ready: torch.cuda.Event | None
    facts: list[tuple[float, int, float, float]]

    @property
    def here(self) -> bool:
        return self.ready is None or bool(self.ready.query())  # type: ignore[no-untyped-call]


class Recorder:
    """Appends batches to a history, a group at a time: every 32 batches, or after 50 ms.

    ``scorer`` says which metric is recorded. Counting right answers batch by batch added 23 µs to each on one core; a
    group is counted at once. On a device
    other than the CPU every read would stop it besides, so a group's numbers are copied out in one piece and read once
    they have arrived. A loss that is no number raises `NonFiniteLoss`: on the CPU from `record` of that batch,
    elsewhere (``deferred``) from the call that reads it. That batch and those recorded after it are dropped.
    ``keep`` is told the loss of each example of the others, which the outputs at hand give for the reading.
    """

    def __init__(
        self,
        history: History,
        device: torch.device,
        scorer: Scorer,
        *,
        keep: Keep | None = None,
        deferred: bool | None = None,
    ) -> None:
        self._history = history
        self._scorer = scorer
        self._keep = keep
        self._deferred = device.type != "cpu" if deferred is None else deferred
        self._device = device
        self._group = _Group()
        self._copies: deque[_Copy] = deque()
        self._outcome: NonFiniteLoss | None = None
        self._last_copy = time.perf_counter()

    @property
    def troubled(self) -> bool:
        """Whether a loss was no number and nobody has been told yet."""
        return self._outcome is not None

    def record(
        self, loss: Tensor, logits: Tensor, targets: Tensor, lr: float, seconds: float, *, first: int = 0
    ) -> bool:
        """Record a batch: its mean loss (), its outputs (B, K) and targets, and the learning rate it used.

        ``first`` is the place of its first example in the epoch's order; batches of one group follow each other. None
        of the tensors may be written to afterwards. Returns whether a group was full with it.
        """
        group, value = self._group, math.nan
        if self._deferred:
            group.losses.append(loss.detach())
        elif not math.isfinite(value := loss.item()):
            self.flush()
            raise NonFiniteLoss(len(self._history), value)
        if not group.facts:
            group.first = first
        group.logits.append(logits.detach())
        group.targets.append(targets)
        group.facts.append((value, targets.shape[0], lr, seconds))
        group.size += logits.numel()
        now = time.perf_counter()
        full = len(group.facts) == _MOST_BATCHES or group.size > _MOST_LOGITS or now - self._last_copy > _SECONDS
        if full:
            self._send(now)
        if self._copies or self._outcome is not None:
            self.poll()
        return full

    def poll(self) -> None:
        """Append what has arrived."""
        if self._outcome is not None:
            outcome, self._outcome = self._outcome, None
            raise outcome
        while self._copies and self._copies[0].here:
            self._arrive(self._copies.popleft())

    def flush(self) -> None:
        """Wait for everything that is on its way and append it."""
        self.settle()
        self.poll()

    def settle(self) -> None:
        """Append everything, and keep a loss that is no number for the next `record`, `poll` or `flush` to tell."""
        if self._group.facts:
            self._send(time.perf_counter())
        while self._copies:
            copy = self._copies.popleft()
            if copy.ready is not None:
                copy.ready.synchronize()
            try:
                self._arrive(copy)
            except NonFiniteLoss as outcome:
                self._outcome = outcome

    def drop(self) -> None:
        """Forget what has not been appended yet."""
        self._group = _Group()
        self._copies.clear()
        self._outcome = None

    def _send(self, now: float) -> None:
        group, ready = self._group, None
        numbers, examples = group.numbers(self._scorer, examples=self._keep is not None)
        host, kept = self._on_its_way(numbers), None if examples is None else self._on_its_way(examples)
        if self._device.type == "cuda":
            ready = torch.cuda.Event()  # type: ignore[no-untyped-call]
            ready.record()
        self._copies.append(_Copy(host, kept, group.first, ready, group.facts))
        self._group, self._last_copy = _Group(), now

    def _on_its_way(self, numbers: Tensor) -> Tensor:
        if self._device.type != "cuda":
            return numbers.cpu()
        host = torch.empty(numbers.shape, dtype=numbers.dtype, pin_memory=True)
        return host.copy_(numbers, non_blocking=True)

    def _arrive(self, copy: _Copy) -> None:
        rows = np.array(copy.facts, dtype=np.float64)
        ends = rows[:, 1].cumsum().astype(np.int64)
        sums = copy.host.numpy()
        if self._deferred:
            rows[:, 0], sums = sums[0], sums[1:]
        # What was the size is the metric from here on, and so the columns are those of the history.
        rows[:, 1] = self._scorer.headline_of(sums.astype(np.float64), rows[:, 1])
        good = np.isfinite(rows[:, 0])
        whole = len(rows) if good.all() else int(good.argmin())
        if self._keep is not None and copy.examples is not None and whole:
            self._keep(copy.first, copy.examples.numpy()[: ends[whole - 1]])
        if whole == len(rows):
            self._history.extend_numbers(rows)
            return
        self._history.extend_numbers(rows[:whole])
        self.drop()
        raise NonFiniteLoss(len(self._history), float(rows[whole, 0]))
