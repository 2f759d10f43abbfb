"""Weights saved where there is no room, no folder, or a kill in the middle: the old ones stay whole."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.weights.small_model import small
from trainer_core.errors import WeightsError
from trainer_core.files import atomic
from trainer_core.weights.checkpoint import read_weights, save_weights


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
def test_no_room_keeps_the_old_weights_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    path = tmp_path / f"weights{suffix}"
    save_weights({"w": torch.zeros(3)}, path)
    old, write, left = path.read_bytes(), os.write, [2_000_000]

    def filling(descriptor: int, data: Any) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = min(len(data), left[0])
        left[0] -= taken
        return write(descriptor, data[:taken])

    monkeypatch.setattr(atomic.os, "write", filling)
    with pytest.raises(WeightsError, match="no room") as caught:
        save_weights({"w": torch.zeros(1_000_000)}, path)
    assert caught.value.code == "disk-full"
    assert path.read_bytes() == old
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


LIMITED = """
import resource, sys
import torch
from trainer_core.weights.checkpoint import save_weights
from trainer_core.errors import WeightsError

resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
for path in sys.argv[1:]:
    try:
        save_weights({"w": torch.zeros(1_000_000)}, path)
    except WeightsError as error:
        print(error.code)
"""

KILLED = """
import os, signal, sys
from pathlib import Path
import torch
from trainer_core.files import atomic
from trainer_core.weights.checkpoint import save_weights

torch.set_num_threads(1)
path, write = Path(sys.argv[1]), os.write
old = path.read_bytes()
for stop_at in range(1, 6):
    for die in (lambda: os._exit(9), lambda: os.kill(os.getpid(), signal.SIGKILL)):
        child = os.fork()
        if not child:
            seen = 0
            def counting(descriptor, data):
                global seen
                seen += 1
                if seen == stop_at:
                    write(descriptor, data[: len(data) // 2])
                    die()
                return write(descriptor, data)
            atomic.os.write = counting
            save_weights({str(i): torch.zeros(1_000_000) for i in range(4)}, path)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in (9, -9), stop_at
        assert path.read_bytes() == old
print("whole")
"""


def run_script(script: str, *arguments: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=80,
    )
    assert not done.returncode, done.stderr
    return done.stdout


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_limit_on_file_sizes_keeps_the_old_weights_whole(tmp_path: Path) -> None:
    paths = [tmp_path / "weights.pt", tmp_path / "weights.safetensors"]
    for path in paths:
        save_weights({"w": torch.ones(3)}, path)
    assert run_script(LIMITED, *paths) == "disk-full\ndisk-full\n"
    assert [torch.equal(read_weights(path).state_dict["w"], torch.ones(3)) for path in paths] == [True, True]
    assert {entry.name for entry in tmp_path.iterdir()} == {path.name for path in paths}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_kill_during_a_save_leaves_the_old_weights_whole(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    save_weights({"w": torch.ones(3)}, path)
    assert run_script(KILLED, path) == "whole\n"
    assert torch.equal(read_weights(path).state_dict["w"], torch.ones(3))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="is not a folder") as caught:
        save_weights(small().state_dict(), tmp_path / "no" / "weights.pt")
    assert caught.value.code == "missing-folder"
