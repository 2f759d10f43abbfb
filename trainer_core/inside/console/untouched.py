"""What belongs to the whole process and is as before after typed code: random generators and torch's settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from trainer_core.compute import randomness
from trainer_core.training.assembly import Parts


@contextmanager
def process_untouched(parts: Parts | None) -> Iterator[None]:
    """Let code run with gradients on, as training does; afterwards every generator and setting is as before.

    Settings are the mode of gradients, the default type and device of new tensors, anomaly detection, and those of
    `Parts.configure_torch`.
    """
    random, grad, dtype = randomness.capture(), torch.is_grad_enabled(), torch.get_default_dtype()
    device, anomaly = torch.get_default_device(), torch.is_anomaly_enabled()
    torch.set_grad_enabled(True)
    try:
        yield
    finally:
        torch.set_grad_enabled(grad)
        torch.set_default_dtype(dtype)
        torch.autograd.set_detect_anomaly(anomaly)
        if torch.get_default_device() != device:
            torch.set_default_device(device)
        if parts is not None:
            parts.configure_torch()
        randomness.restore(random)
