"""The load of the CPU's cores by other programs: measured beside a really busy process, and what follows from it."""

import math
import multiprocessing
import os
import subprocess
import sys
import time

import pytest

from trainer_core.compute import cpu_load
from trainer_core.compute.cpu_load import LEAST_SECONDS, CpuLoad, cores, fitting_threads, seconds_busy

SPIN = "import os\nprint('ready', flush=True)\nwhile os.getppid() == {parent}: sum(range(1000))"


@pytest.fixture
def busy_cores():
    """A process for each core that does nothing but compute."""
    program = SPIN.format(parent=os.getpid())
    children = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(cores())]
    for child in children:
        assert child.stdout.readline()
    yield
    for child in children:
        child.kill()
        child.wait()
        child.stdout.close()


def look(load: CpuLoad) -> float:
    return load.others(wait=True)


def spin(done) -> None:
    while not done.is_set():
        sum(range(1000))


def test_programs_that_keep_all_cores_busy_are_noticed(busy_cores):
    load = CpuLoad(seconds_busy)
    found = [look(load) for _ in range(5)]
    assert max(found) > 0.75 * cores()
    assert fitting_threads(max(found)) == 1


def test_what_this_process_and_its_workers_compute_is_not_of_others():
    before = seconds_busy()[1]
    until = time.process_time() + 0.2
    while time.process_time() < until:
        sum(range(1000))
    assert seconds_busy()[1] - before >= 0.15
    context = multiprocessing.get_context("spawn")
    done = context.Event()
    worker = context.Process(target=spin, args=(done,))
    worker.start()
    own = seconds_busy()[1] - time.process_time()
    while seconds_busy()[1] - time.process_time() < own + 0.1:
        assert worker.is_alive()
        time.sleep(0.01)
    done.set()
    worker.join()


@pytest.mark.parametrize(
    ("busy", "own", "others"), [(2.0, 0.5, 1.5), (1.0, 1.0, 0.0), (0.2, 0.9, 0.0), (99.0, 0.0, 4.0)]
)
def test_the_rest_of_what_is_busy_is_of_others(monkeypatch, busy, own, others):
    monkeypatch.setattr(cpu_load, "_own_cores", lambda: [0, 1, 2, 3])
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    read = [(0.0, 0.0), (10 * busy, 10 * own)]
    load = CpuLoad(lambda: read.pop(0))
    clock[0] += 10
    assert load.others() == pytest.approx(others)


def test_a_look_that_comes_too_soon_says_nothing_and_loses_nothing(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    load = CpuLoad(lambda: (clock[0], 0.0))
    clock[0] += LEAST_SECONDS / 2
    assert math.isnan(load.others())
    clock[0] += LEAST_SECONDS
    assert load.others() == pytest.approx(1.0)


@pytest.mark.parametrize(("others", "threads"), [(0.0, 4), (0.4, 4), (0.6, 3), (2.0, 2), (3.4, 1), (4.0, 1)])
def test_a_thread_for_each_core_that_is_free(monkeypatch, others, threads):
    monkeypatch.setattr(cpu_load, "_own_cores", lambda: [0, 1, 2, 3])
    assert fitting_threads(others) == threads
