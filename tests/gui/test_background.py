"""What is done beside the GUI thread leaves the cores to the training."""

from __future__ import annotations

import torch

from studio.session.background import Background


def test_torch_runs_on_one_core_there_however_many_the_training_takes(qtbot):
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    background = Background()
    try:
        found: list[int] = []
        background.do(torch.get_num_threads, found.append, found.append)
        qtbot.waitUntil(lambda: bool(found))
        assert found == [1]
        assert torch.get_num_threads() == 2
    finally:
        background.close()
        torch.set_num_threads(threads)
