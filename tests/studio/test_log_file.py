"""What a crash leaves behind, seen from processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.look import log_file


def run(program: str, log: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"TRAINING_STUDIO_LOG": str(log), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONFAULTHANDLER", None)
    start = "from studio.look.log_file import start_logging; start_logging()\n"
    return subprocess.run(
        [sys.executable, "-c", start + program], env=environment, capture_output=True, text=True, timeout=120
    )


def test_the_stacks_of_a_native_crash_are_in_the_log(tmp_path):
    done = run("import os\ndef crash():\n    os.abort()\ncrash()", tmp_path / "logs" / "studio.log")

    assert done.returncode != 0
    text = (tmp_path / "logs" / "studio.log").read_text()
    assert "Fatal Python error: Aborted" in text
    assert "in crash" in text


def test_the_stacks_of_a_native_crash_are_in_the_new_file_after_a_rollover(tmp_path):
    program = "import logging, os\nlogging.getLogger('studio').info('x' * 1_200_000)\n"
    run(program + "logging.getLogger('studio').info('later')\nos.abort()", tmp_path / "studio.log")

    text = (tmp_path / "studio.log").read_text()
    assert "later" in text
    assert "Fatal Python error: Aborted" in text


def test_messages_of_qt_and_warnings_are_in_the_log_and_on_standard_error(tmp_path):
    done = run("from PySide6.QtCore import qWarning; qWarning('a plugin is missing')", tmp_path / "studio.log")

    assert "WARNING Qt: a plugin is missing" in (tmp_path / "studio.log").read_text()
    assert done.stderr.strip() == "Qt: a plugin is missing"


@pytest.mark.skipif(os.name == "nt", reason="a folder below a file is another error there")
def test_where_no_log_can_be_written_the_studio_starts(tmp_path):
    (tmp_path / "file").write_text("")
    done = run("print('started')", tmp_path / "file" / "studio.log")

    assert (done.stdout, done.stderr, done.returncode) == ("started\n", "", 0)


def test_without_a_choice_the_log_is_in_the_users_folder(monkeypatch):
    monkeypatch.delenv("TRAINING_STUDIO_LOG", raising=False)
    assert log_file.log_path().name == "studio.log"
    assert "training-studio" in log_file.log_path().parts
