"""``trainer doctor`` as a process, on a machine that is in order and on ones with real faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import ROOT

KEYS = {"check", "status", "message", "advice", "facts", "template", "advice_template"}


def doctor(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trainer_core", "doctor", *arguments]
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600)


def told(done: subprocess.CompletedProcess[str]) -> tuple[list[dict], dict]:
    """The findings, and the summary after them."""
    *findings, last = [json.loads(line) for line in done.stdout.splitlines()]
    return findings, last


def with_stub(folder: Path, package: str, code: str) -> str:
    """Put a package of that name before the real one; returns the search path."""
    (folder / package).mkdir()
    (folder / package / "__init__.py").write_text(code)
    return os.pathsep.join((str(folder), str(ROOT)))


def only(findings: list[dict], check: str) -> dict:
    return next(each for each in findings if each["check"] == check)


def test_a_whole_check_computes_on_each_device_and_tells_every_part():
    done = doctor("--json")
    findings, last = told(done)
    checks = {each["check"] for each in findings}
    assert all(set(each) == KEYS for each in findings)
    assert {
        "machine.python", "packages.versions", "packages.extra", "folders.runs", "folders.cache", "folders.settings",
        "torch.version", "torch.pair", "torch.torchvision", "torch.devices", "device.kernel", "device.bfloat16",
        "program.engine", "qt.version", "qt.plugins", "fonts.hangul",
    } <= checks  # fmt: skip
    devices = only(findings, "torch.devices")["facts"]["devices"].split(", ")
    assert [each["facts"]["device"] for each in findings if each["check"] == "device.kernel"] == devices
    problems = [each for each in findings if each["status"] == "problem"]
    assert last["problems"] == len(problems)
    assert done.returncode == bool(problems)
    assert all(each["advice"] for each in problems)


def test_parts_can_be_checked_alone_and_read_as_text():
    done = doctor("--only", "machine")
    assert done.returncode == 0
    assert done.stdout.startswith("ok       Python 3.")
    assert done.stdout.endswith("\n")
    assert "PyTorch" not in done.stdout


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    done = doctor("--json", "--only", "folders", TRAINING_STUDIO_CACHE=str(tmp_path / "cache"))
    findings, last = told(done)
    assert done.returncode == 1
    assert only(findings, "folders.cache")["status"] == "problem"
    assert "cannot be written" in only(findings, "folders.cache")["message"]
    assert only(findings, "folders.temporary")["status"] != "problem"
    assert last["status"] == "problem"
    assert list(tmp_path.iterdir()) == [tmp_path / "cache"]


def test_without_torchvision_it_says_so_and_what_to_do(tmp_path):
    path = with_stub(tmp_path, "torchvision", "raise ModuleNotFoundError(\"No module named 'torchvision'\")")
    done = doctor("--json", "--only", "pytorch", "--only", "program", PYTHONPATH=path)
    findings, _ = told(done)
    assert done.returncode == 1
    assert only(findings, "torch.version")["status"] == "ok"
    assert only(findings, "torch.torchvision")["message"] == (
        "torchvision does not work: No module named 'torchvision'."
    )
    assert "pip install" in only(findings, "torch.torchvision")["advice"]


def test_other_commands_name_the_doctor_where_a_library_is_missing(tmp_path):
    path = with_stub(tmp_path, "torch", "raise ImportError('libc10.so: cannot open shared object file')")
    env = os.environ | {"PYTHONPATH": path}
    command = [sys.executable, "-m", "trainer_core", "presets"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert done.stderr == (
        "trainer: a library is missing: libc10.so: cannot open shared object file. `trainer doctor` says what to do.\n"
    )
    findings, _ = told(doctor("--json", "--only", "machine", "--only", "pytorch", "--only", "device", PYTHONPATH=path))
    assert only(findings, "torch.import")["status"] == "problem"
    assert "device.kernel" not in {each["check"] for each in findings}
    assert only(findings, "machine.python")["status"] == "ok"


def test_a_part_that_crashes_is_a_finding_and_the_others_go_on(tmp_path):
    path = with_stub(tmp_path, "torch", "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    done = doctor("--json", "--only", "pytorch", "--only", "machine", PYTHONPATH=path)
    findings, _ = told(done)
    died = only(findings, "doctor.died")
    assert died["facts"]["how"] == "SIGSEGV"
    assert died["facts"]["part"] == "pytorch"
    assert only(findings, "machine.python")
    assert done.returncode == 1


def test_a_part_that_hangs_is_ended_after_its_time(tmp_path):
    path = with_stub(tmp_path, "torch", "import time\nprint('noise', flush=True)\ntime.sleep(3600)")
    findings, _ = told(doctor("--json", "--only", "pytorch", "--only", "device", "--time-limit", "3", PYTHONPATH=path))
    hung = [each for each in findings if each["check"] == "doctor.hung"]
    assert [each["facts"]["part"] for each in hung] == ["pytorch", "cpu"]
    assert "did not end within 3 s" in hung[0]["message"]


@pytest.mark.parametrize(("language", "status"), [("en", "note"), ("ko", "problem")])
def test_without_a_font_with_hangul_korean_would_be_boxes(tmp_path, language, status):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts.conf").write_text(
        f"<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'>"
        f"<fontconfig><dir>{tmp_path / 'fonts'}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    (tmp_path / "settings.ini").write_text(f"[look]\nlanguage={language}\n")
    done = doctor(
        "--json",
        "--only",
        "window",
        FONTCONFIG_FILE=str(tmp_path / "fonts.conf"),
        TRAINING_STUDIO_SETTINGS=str(tmp_path / "settings.ini"),
        QT_QPA_PLATFORM="offscreen",
    )
    findings, _ = told(done)
    hangul = only(findings, "fonts.hangul")
    assert (hangul["status"], hangul["message"]) == (status, "No font has Hangul, so Korean text is shown as boxes.")
    assert "fonts-noto-cjk" in hangul["advice"]


def test_the_home_folder_is_not_told(tmp_path):
    home = tmp_path / "home-of-somebody"
    home.mkdir()
    done = doctor("--json", "--only", "folders", HOME=str(home), XDG_CACHE_HOME=str(home / ".cache"))
    assert "~" in done.stdout
    assert "somebody" not in done.stdout


def test_it_stands_in_the_list_of_commands():
    command = [sys.executable, "-m", "trainer_core", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert "doctor" in done.stdout
    assert "--part" not in doctor("--help").stdout
