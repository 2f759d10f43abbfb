"""``--webhook``: a run that was trained without a window reports to an address of its owner."""

from __future__ import annotations

import pytest

from tests.cli.command_line import PRESET, objects, trainer
from tests.webhook_server import refused_url, serving
from trainer_core.cli.main import main

SMALL = ("--device", "cpu", "--set", "data.limit=256", "--set", "data.batch_size=32", "--set", "training.epochs=2")


@pytest.fixture(autouse=True)
def _no_proxy_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_a_run_of_the_real_program_reports_its_end(tmp_path):
    with serving() as hook:
        done = trainer("train", PRESET, "--out", tmp_path / "run", *SMALL, "--json", "--webhook", hook.url)
    assert done.returncode == 0, done.stderr
    (report,) = hook.received
    assert (report["event"], report["stop_reason"], report["preset"]) == ("done", "completed", PRESET)
    assert report["run_id"] == "run"
    assert report["metrics"]["test"]["accuracy"] == objects(done.stdout)[-1]["test_accuracy"]
    assert "info: The webhook answered 200." in done.stderr
    assert "secret-token" not in done.stdout + done.stderr


def test_a_run_that_diverges_reports_that(tmp_path, capfd):
    bad = ("optimizer.name=SGD", "optimizer.lr=100", "optimizer.weight_decay=10", "training.epochs=50")
    changes = [word for value in bad for word in ("--set", value)]
    with serving() as hook:
        status = main(["train", PRESET, "--out", str(tmp_path / "run"), *SMALL, *changes, "--webhook", hook.url])
    assert status == 1
    assert [(report["event"], report["stop_reason"]) for report in hook.received] == [("diverged", "diverged")]


def test_a_webhook_that_takes_nothing_is_a_warning_and_the_run_a_success(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr("trainer_core.cli.training.PAUSES", (0.0, 0.0))
    status = main(["train", PRESET, "--out", str(tmp_path / "run"), *SMALL, "--webhook", refused_url()])
    assert status == 0
    assert "warning: The webhook's server refused the connection." in capfd.readouterr().err


def test_an_address_that_is_none_is_refused_before_anything_is_trained(tmp_path, capfd):
    assert main(["train", PRESET, "--out", str(tmp_path / "run"), *SMALL, "--webhook", "ftp://example.org"]) == 1
    assert "not the address of a webhook" in capfd.readouterr().err
    assert not (tmp_path / "run").exists()


def test_resuming_reports_too(tmp_path):
    assert trainer("train", PRESET, "--out", tmp_path / "run", *SMALL).returncode == 0
    with serving() as hook:
        done = trainer("resume", tmp_path / "run", "--epochs", "3", "--webhook", hook.url)
    assert done.returncode == 0, done.stderr
    assert [(report["event"], report["epochs"]) for report in hook.received] == [("done", 3)]
