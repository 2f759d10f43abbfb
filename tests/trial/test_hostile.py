"""Whatever a file does, there is an answer in time, and the program that tries it is as it was.

All are tried by processes from one warm fork server, where the system has one.
"""

from __future__ import annotations

import fcntl
import os
import re
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.trial.files import GOOD, HEAD, dataset, written
from trainer_core.trial.process import Limits, try_file
from trainer_core.trial.report import Report

SMALL = Limits(seconds=1.0, memory=200 << 20, output=200 << 10)
PAIR = "return torch.zeros(3), 0"


def tried(folder: Path, text: str, limits: Limits = SMALL) -> Report:
    return try_file(written(folder, text), "dataset", limits=limits)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("import time\nwhile True:\n    pass\n", "time-out", "line [23].*within 1 s, while it was imported"),
        (dataset("import time; time.sleep(1000)"), "time-out", "line 8: .*while example 0 was read"),
        (dataset("", length="while True: pass").replace("        \n", "        pass\n"), "time-out", "len"),
        ("import sys\nsys.exit(3)\n", "exits", r"line 2: It called exit \(SystemExit: 3\), while it was imported"),
        ("raise KeyboardInterrupt\n", "raises", "KeyboardInterrupt"),
        ("class Odd(BaseException):\n    def __str__(self): 1 / 0\nraise Odd\n", "raises", "line 3: It raised Odd,"),
        ("import os\nos._exit(7)\n", "died", "status 7, while it was imported"),
        (dataset("import os; os._exit(0)"), "died", "status 0, while example 0 was read"),
        ("import os\nos.kill(os.getpid(), 9)\n", "killed", "SIGKILL"),
        ("import ctypes\nctypes.string_at(0)\n", "killed", r"line 2: .*SIGSEGV, while it was imported"),
        ("while True:\n    print('flood' * 1000)\n", "too-much-output", r"more than 200 KB.*Take the print calls out"),
        ("import torch\ntorch.ones(10**13)\n", "asks-too-much", "line 2: It asks for .* while it was imported"),
        ("held = bytearray(10**15)\n", "asks-too-much", "line 1: It asks for more memory"),
        ("kept = []\nwhile True:\n    kept.append(bytearray(10_000_000))\n", "too-much-memory", r"line 3: .*200 MB"),
    ],
)  # fmt: skip
def test_a_file_that_misbehaves_gets_a_sentence(tmp_path: Path, text: str, code: str, says: str) -> None:
    began = time.monotonic()
    report = tried(tmp_path, text)
    assert time.monotonic() - began < 60
    assert [finding.code for finding in report.findings if finding.severity == "error"] == [code]
    assert not report.usable
    assert re.search(says, str(report.findings[0].message)), str(report.findings[0].message)


def test_closing_and_replacing_the_output_touches_neither_program_nor_answer(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    closing = "import os, sys\nprint('hello')\nsys.stdout.close()\nsys.stderr = None\nos.closerange(0, 3)\n"
    report = tried(tmp_path, closing + dataset(PAIR))
    assert report.usable
    assert "It prints, for example “hello”." in str(report.findings[-1].message)
    assert capfd.readouterr() == ("", "")


def test_what_a_file_forks_is_ended_with_it_and_answers_nothing(tmp_path: Path) -> None:
    forks = (
        "import fcntl, os, time\n"
        "if not os.fork():\n"
        f"    held = open({str(tmp_path / 'held')!r}, 'w')\n"
        "    fcntl.flock(held, fcntl.LOCK_EX)\n"
        f"    open({str(tmp_path / 'holds')!r}, 'w').close()\n"
        "    time.sleep(1000)\n"
        f"while not os.path.exists({str(tmp_path / 'holds')!r}): time.sleep(0.01)\n"
    )
    assert tried(tmp_path, forks + dataset(PAIR)).usable
    with (tmp_path / "held").open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # as soon as the process that holds it has ended

    both_go_on = "import os\nos.fork()\n"
    assert tried(tmp_path, both_go_on + dataset(PAIR)).usable


def test_the_program_keeps_its_folder_modules_and_signals(tmp_path: Path) -> None:
    before = (os.getcwd(), list(sys.path), signal.getsignal(signal.SIGINT), set(sys.meta_path))
    modules = set(sys.modules)
    changes = "import os, sys, signal\nos.chdir('/')\nsys.path[:] = []\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    assert tried(tmp_path, HEAD + changes + GOOD).usable
    assert (os.getcwd(), list(sys.path), signal.getsignal(signal.SIGINT), set(sys.meta_path)) == before
    assert not any(name.startswith("person_") for name in set(sys.modules) - modules)


def test_a_trial_that_is_broken_off_leaves_no_process(tmp_path: Path) -> None:
    class BrokenOffError(Exception):
        pass

    def look() -> None:
        if (tmp_path / "process").exists():
            raise BrokenOffError

    text = f"import os\nopen({str(tmp_path / 'process')!r}, 'w').write(str(os.getpid()))\nwhile True: pass\n"
    with pytest.raises(BrokenOffError):
        try_file(written(tmp_path, text), "dataset", look=look)
    assert not psutil.pid_exists(int((tmp_path / "process").read_text()))


def test_an_answer_that_the_file_writes_itself_is_not_believed(tmp_path: Path) -> None:
    forged = (
        "import os, glob, tempfile\n"
        "for place in glob.glob(os.path.join(tempfile.gettempdir(), 'training-studio-trial-*')):\n"
        "    open(place + '/answer.json', 'w').write('{\"facts\": {\"length\": -1}}')\n"
        "os._exit(0)\n"
    )
    report = tried(tmp_path, forged)
    assert not report.usable
    assert report.facts == {}
