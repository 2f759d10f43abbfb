"""What the checks of ``trainer doctor`` say of values that this machine does not have."""

from __future__ import annotations

import ctypes
import json

import pytest

from studio.look import doctor as window
from trainer_core.engine.doctor import device, folders, machine, packages, pytorch
from trainer_core.engine.doctor.finding import Finding, Status, home_short
from trainer_core.engine.doctor.report import report, summary
from trainer_core.errors import Message


@pytest.mark.parametrize(
    ("torch", "vision", "torch_cuda", "vision_cuda", "status"),
    [
        ("2.11.0", "0.26.0", None, None, "ok"),
        ("2.11.0+cu128", "0.26.1+cu128", "12.8", 12080, "ok"),
        ("2.11.0", "0.25.0", None, None, "problem"),
        ("2.12.0", "0.26.0", None, None, "problem"),
        ("2.11.0+cpu", "0.26.0+cu128", None, 12080, "problem"),
        ("2.11.0+cu126", "0.26.0+cu128", "12.6", 12080, "ok"),
        ("2.11.0+cu130", "0.26.0+cu128", "13.0", 12080, "problem"),
        ("2.11.0+cu128", "0.26.0", "12.8", None, "ok"),
        ("3.0.0", "1.0.0", None, None, "ok"),
    ],
)
def test_torch_and_torchvision_have_to_belong_together(torch, vision, torch_cuda, vision_cuda, status):
    found = pytorch.pair(torch, vision, torch_cuda, vision_cuda)
    assert found.status == status
    assert (found.advice is not None) == (status == "problem")
    assert torch in str(found.message) or "CUDA" in str(found.message)


def test_an_old_torch_and_an_old_python_are_problems():
    assert pytorch.version("2.10.1").status is Status.PROBLEM
    assert pytorch.version("2.11.0+cpu").status is Status.OK
    assert machine.python((3, 10), "3.10.4").status is Status.PROBLEM
    assert machine.python((3, 11), "3.11.0").status is Status.OK


def test_a_container_that_gets_less_time_than_it_has_cores_is_worth_knowing(tmp_path):
    (tmp_path / "cpu.max").write_text("150000 100000\n")
    assert machine._quota(tmp_path / "cpu.max") == 1.5
    assert machine.cores(8, 8, 1.5).status is Status.NOTE
    (tmp_path / "cpu.max").write_text("max 100000\n")
    assert machine._quota(tmp_path / "cpu.max") is None
    assert machine.cores(8, 4, None).status is Status.OK


def test_missing_and_too_old_packages_are_problems():
    found = list(packages.required(["no-such-package-at-all>=2", "numpy>=9999", "rich>=1"]))
    assert [each.check for each in found] == ["packages.missing", "packages.version", "packages.versions"]
    assert 'pip install "no-such-package-at-all>=2"' in str(found[0].advice)
    assert str(found[1].message).endswith("is installed, and >=9999 is needed.")
    extra = packages.of_extra("test", ["captum>=0.8; extra == 'test'", "no-such-package>=1; extra == 'test'"])
    assert extra.status is Status.OK
    assert "no-such-package" in str(extra.message)


def test_a_wrong_product_is_a_problem_and_a_slow_bfloat16_worth_knowing():
    assert device.of_error("cuda:0", 1e-6).status is Status.OK
    assert device.of_error("cuda:0", 0.5).status is Status.PROBLEM
    assert device.of_error("cuda:0", float("inf")).status is Status.PROBLEM
    assert device.of_ratio("cpu", 0.4).status is Status.NOTE
    assert device.of_ratio("cpu", 2.0).status is Status.OK
    assert device.matmul_error("cpu") < 1e-5
    found = list(device.check("cuda:99"))
    assert [(each.check, each.status) for each in found] == [("device.kernel", Status.PROBLEM)]


def test_a_full_disk_is_a_problem_before_it_is_full(tmp_path, monkeypatch):
    for free, status in ((10**12, Status.OK), (10**9, Status.NOTE), (10**8, Status.PROBLEM)):
        monkeypatch.setattr(folders.shutil, "disk_usage", lambda path, free=free: _Usage(free))
        assert folders.folder("folders.runs", "Runs", tmp_path / "not" / "there").status is status
    assert list(tmp_path.iterdir()) == []


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_versions_of_qt_that_do_not_belong_together_or_do_not_work():
    assert window.of_versions("6.11.3", "6.11.3", "6.11.3").status is Status.OK
    assert window.of_versions("6.11.3", "6.11.3", "6.10.0").status is Status.PROBLEM
    assert window.of_versions("6.12.0", "6.12.0", "6.12.0").status is Status.PROBLEM


def test_a_library_that_a_plugin_of_qt_lacks_is_named(tmp_path, monkeypatch):
    def load(path: str) -> None:
        if "xcb" in path:
            raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")
        if "pdf" in path:
            raise OSError("libQt6Pdf.so.6: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(ctypes, "CDLL", load)
    paths = [tmp_path / name for name in ("libqxcb.so", "libqpdf.so", "libqoffscreen.so")]
    library, loaded = window.of_plugins(paths, on_x11=True)
    assert library.status is Status.PROBLEM
    assert str(library.message) == "The library libxcb-cursor.so.0 is missing, so Qt cannot load: libqxcb."
    assert "libxcb-cursor0" in str(library.advice)
    assert loaded.message.facts == {"loaded": 1}
    assert next(window.of_plugins(paths, on_x11=False)).status is Status.NOTE


def test_a_finding_survives_its_way_through_json_and_nothing_else_is_one():
    found = Finding("a.b", Status.NOTE, Message("{what} is {n}.", {"what": "x", "n": 3}), Message("Do {what}."))
    again = Finding.from_json(json.loads(json.dumps(found.to_json())))
    assert (str(again.message), str(again.advice)) == ("x is 3.", "Do x.")
    for wrong in ({}, {"check": "a"}, found.to_json() | {"status": "fine"}):
        with pytest.raises((KeyError, ValueError, TypeError)):
            Finding.from_json(wrong)


def test_the_report_is_plain_text_without_the_home_folder(monkeypatch):
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("USERPROFILE", "/home/somebody")
    path = home_short("/home/somebody/runs")
    findings = [
        Finding("a", Status.OK, Message("Runs: {path}.", {"path": path})),
        Finding("b", Status.PROBLEM, Message("It is broken."), Message("Mend it.")),
    ]
    assert report(findings).splitlines()[2:] == [
        "ok       Runs: ~/runs.",
        "problem  It is broken.",
        "         → Mend it.",
        "",
        "Problems: 1. Notes: 0. In order: 1.",
    ]
    assert str(summary([])) == "Everything works."
