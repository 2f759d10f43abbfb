"""The memory of a device: how often it is told, and of which devices."""

from __future__ import annotations

import torch

from trainer_core.engine.device_memory import MemoryWatch
from trainer_core.protocol.events import DeviceMemory


def test_a_gpus_memory_is_told_once_a_second_and_a_cpus_never(monkeypatch):
    class Properties:
        total_memory = 100

    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda device: Properties)
    monkeypatch.setattr(torch.cuda, "memory_reserved", lambda device: 7)
    told: list[DeviceMemory] = []
    watch = MemoryWatch(told.append)
    watch.look(torch.device("cpu"))
    assert told == []
    for _ in range(50):
        watch.look(torch.device("cuda:0"))
    assert told == [DeviceMemory("cuda:0", 7, 100)]
