"""The process that trials begin from is kept warm, and ends when it is idle; nothing is waited for by the clock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from multiprocessing import forkserver
from pathlib import Path

import psutil
import pytest

from tests.trial.files import GOOD_MODEL, written
from trainer_core.trial import starting
from trainer_core.trial.process import try_file

pytestmark = pytest.mark.usefixtures("_own_server")


@pytest.fixture
def _own_server():
    """A fork server that no other test uses."""
    server = forkserver._forkserver
    server._stop()
    yield
    server._stop()


def server() -> psutil.Process:
    return psutil.Process(forkserver._forkserver._forkserver_pid)


def time_is_up(of: psutil.Process) -> None:
    of.send_signal(signal.SIGALRM)


def wait_for_its_end(of: psutil.Process) -> None:
    # It stays to be found by what started it.
    os.waitid(os.P_PID, of.pid, os.WEXITED | os.WNOWAIT)


def test_it_ends_when_its_time_is_up_and_the_next_trial_starts_another(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD_MODEL)
    assert try_file(path, "model").usable
    first = server()
    assert try_file(path, "model").usable
    assert server() == first
    time_is_up(first)
    wait_for_its_end(first)
    assert try_file(path, "model").usable
    assert server() != first


def test_it_stays_while_a_process_of_its_own_runs(tmp_path: Path) -> None:
    running, ends = starting.process_context().Pipe()
    process = starting.process_context().Process(target=running.poll, args=(None,))
    with starting.main_not_imported():
        process.start()
    kept = server()
    time_is_up(kept)
    ends.send(None)
    process.join(30)
    assert process.exitcode == 0
    assert kept.is_running()
    time_is_up(kept)
    wait_for_its_end(kept)


def test_it_is_warmed_up_before_anything_is_tried() -> None:
    starting.warm_up()
    first = server()
    starting.warm_up()
    assert server() == first


def test_two_idle_minutes_are_counted_from_the_last_process_that_it_started() -> None:
    module = Path(starting.__file__).with_name("ends_when_idle.py")
    program = (
        "import os, runpy, signal\n"
        f"runpy.run_path({str(module)!r})\n"
        "signal.setitimer(signal.ITIMER_REAL, 1000)\n"
        "child = os.fork()\n"
        "left = signal.getitimer(signal.ITIMER_REAL)[0]\n"
        "if not child: os._exit(left > 0 or signal.getsignal(signal.SIGALRM) != signal.SIG_DFL)\n"
        "assert os.waitpid(child, 0)[1] == 0\n"
        "print(100 < left <= 120)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
