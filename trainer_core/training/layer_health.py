"""Measures in some batches of a run how each layer fares, as often as takes little of the time of the training."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import torch
from torch import Tensor, nn

from trainer_core.errors import Message
from trainer_core.history.layer_health import Layer, LayerHealth
from trainer_core.training.layer_sample import LayerSample, own_parameters
from trainer_core.training.loop import Batch, Boundary, Phase, Step, StepWatch
from trainer_core.training.training_state import Clock

_SHARE = 0.015
"""Of the time of the training, which is what measuring may take where nobody said how often."""
_ALLOWANCE = 0.02
"""Seconds that it may take before: the first batches are seen one by one, and so is a run that is over at once."""


def layers_of(model: nn.Module) -> tuple[Layer, ...]:
    """The modules of ``model`` with parameters of their own, in the order of ``named_modules()``."""
    return tuple(
        Layer(path, type(module).__name__, sum(parameter.numel() for parameter in own))
        for path, module, own in own_parameters(model)
    )


class LayerHealthSampler:
    """Appends to ``health`` what it measures in batches of which none is measured unless it is `due`.

    ``every`` so many batches, or with 0 as often as takes little of the time. ``trouble`` is why it measures nothing
    any more.
    """

    def __init__(self, model: nn.Module, health: LayerHealth, *, every: int, device: torch.device) -> None:
        self.trouble: Message | None = None
        self._owned = own_parameters(model)
        self._health, self._every, self._device = health, every, device
        health.follow(layers_of(model))
        self._follows = not any(type(module).__name__ == "OptimizedModule" for module in model.modules())
        self._arriving: deque[tuple[int, LayerSample, Tensor, torch.cuda.Event | None]] = deque()
        self._spent, self._share = 0.0, _SHARE
        self._since: float | None = None
        self._first, self._warm = 0, False
        self._next = self._after(health.last_step) if len(health) else 0

    def due(self, step: int, clock: Clock, batch: Batch) -> bool:
        """Whether batch ``step``, which is about to begin, is to be measured.

        Of accumulated batches only the last of a group steps. The clock is looked at as seldom as may be.
        """
        if step < self._next or not batch.last:
            return False
        if self._every:
            return True
        seconds = clock.seconds
        if self._since is None:
            self._since, self._first = seconds, step
        passed = seconds - self._since
        lacking = (self._spent - _ALLOWANCE) / self._share - passed
        if lacking <= 0:
            return True
        batches = step - self._first
        self._next = step + max(1, int(lacking / passed * batches / 2) if passed > 0 else 1)
        return False

    def sampled(
        self,
        points: Iterator[Phase | Boundary] | Iterator[Phase],
        step: Step,
        batch: Batch,
        number: int,
        seconds: float,
        watch: StepWatch | None = None,
    ) -> Iterator[Phase | Boundary]:
        """Go through the ``points`` of batch ``number``, and measure on the way; a phase may come several times."""
        sample, spent = LayerSample(self._owned, batch, lambda: watch is not None and watch.blind), 0.0
        follows = self._follows and step.forward is step.model
        with ExitStack() as hooks:
            for point in points:
                hooks.close()
                yield point
                began = time.perf_counter()
                if self.trouble is None:
                    with self._troubled():
                        if sample.error is not None:
                            raise sample.error
                        if point is Phase.FORWARD and follows:
                            sample.clear()
                            hooks.enter_context(sample.listening())
                        elif point is Phase.STEP:
                            sample.take_gradients(step.scaler)
                spent += time.perf_counter() - began
        began = time.perf_counter()
        if self.trouble is None:
            with self._troubled():
                sample.take_step()
                self._send(sample, number)
        self._count(spent + sample.seconds + time.perf_counter() - began, number, seconds)

    def settle(self) -> None:
        """Append what is on its way."""
        self._arrive(wait=True)

    def drop(self, step: int) -> None:
        """Forget what was measured in batch ``step`` and later."""
        self._arriving = deque(each for each in self._arriving if each[0] < step)
        self._health.cut(step)
        self._next = self._after(self._health.last_step) if len(self._health) else 0

    def _count(self, seconds: float, number: int, began: float) -> None:
        if self._device.type != "cpu" and self._since is not None:
            # Its work is not waited for, and takes no more than that of the batch.
            seconds = max(seconds, (began - self._since) / max(1, number - self._first))
        # The first one is slower, since nothing of what it uses has been loaded yet.
        self._spent += seconds if self._warm else 0.0
        self._warm = True
        self._next = self._after(number)

    def _after(self, step: int) -> int:
        """The batch to measure after ``step``: the rows stay evenly spaced where some were dropped."""
        spacing = max(self._every, self._health.spacing if self._every else 1)
        return (step // spacing + 1) * spacing

    def _send(self, sample: LayerSample, number: int) -> None:
        numbers, ready = sample.numbers(), None
        if self._device.type == "cuda":
            host = torch.empty(numbers.shape, dtype=numbers.dtype, pin_memory=True).copy_(numbers, non_blocking=True)
            ready = torch.cuda.Event()  # type: ignore[no-untyped-call]
            ready.record()
            numbers = host
        self._arriving.append((number, sample, numbers.cpu(), ready))
        self._arrive(wait=False)

    def _arrive(self, *, wait: bool) -> None:
        while self._arriving:
            number, sample, numbers, ready = self._arriving[0]
            if ready is not None and not ready.query():  # type: ignore[no-untyped-call]
                if not wait:
                    return
                ready.synchronize()
            self._arriving.popleft()
            if self._health.append(number, sample.row(numbers.numpy())):
                self._share, self._spent, self._since = self._share / 2, 0.0, None

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Within the block an exception ends the measuring, and not the run."""
        try:
            yield
        except Exception as error:  # whatever a person's own tensors raise
            reason = next(iter(str(error).splitlines()), "") or type(error).__name__
            self.trouble = Message(
                "The health of the layers is no longer measured: {reason}. Training continues.",
                {"reason": reason[:200].rstrip(".")},
            )
