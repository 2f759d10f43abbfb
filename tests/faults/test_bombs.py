"""A few bytes that ask for terabytes, hours, another program or code of their own: refused before they are believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.faults.bombs import MARKER, PICKLES, bombs

ROOT = Path(__file__).resolve().parents[2]
NAMES = tuple(name for name, _ in bombs())


@pytest.fixture(scope="module")
def reports() -> dict[str, dict[str, Any]]:
    """What became of each bomb, set off in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.bombs"],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = {report["kind"]: report for report in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 0, f"stopped at bomb {len(found)}: {done.stderr[-3000:]}"
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_bomb_does_nothing(reports: dict[str, dict[str, Any]], name: str) -> None:
    report = reports[name]

    assert not report["failures"]
    assert report["slowest"] < 5
    assert report["megabytes"] < 250


@pytest.mark.parametrize("name", ["reduce of an object", "global and reduce", "inst", "obj", "exec"])
def test_the_code_in_these_bombs_would_run(tmp_path: Path, name: str) -> None:
    code = "import pickle, sys; pickle.loads(sys.stdin.buffer.read())"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, input=PICKLES[name], timeout=60)

    assert (tmp_path / MARKER).exists()


def test_the_watch_would_see_it() -> None:
    code = """
        import os
        import pickle
        import tempfile

        from tests.faults.bombs import MARKER, PICKLES
        from tests.faults.hostile import Report, Watch, problem_of, watched_process

        os.chdir(tempfile.mkdtemp())
        watched_process()
        watch = Watch()
        for name in ("global and reduce", "exec"):
            assert "it made the program do" in problem_of(lambda: pickle.loads(PICKLES[name]), Report(name), watch)
        assert "read for" in problem_of(lambda: [None for _ in iter(int, 1)], Report("endless"), watch)
        assert "ZeroDivisionError" in problem_of(lambda: 1 / 0, Report("an error of no one"), watch)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, capture_output=True, text=True, timeout=120
    )

    assert done.returncode == 0, done.stderr
