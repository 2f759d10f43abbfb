"""The command line cut short: by signals before and in a run, and by pipes that nobody reads any more."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest
import torch

from tests.cli.command_line import PRESET, ROOT, command_line, objects
from trainer_core.cli.main import main
from trainer_core.engine.interrupts import ending_signals
from trainer_core.errors import Message
from trainer_core.runs.run_files import read_history, read_summary
from trainer_core.training import assembly

ENDLESS = ("--device", "cpu", "--set", "data.limit=256", "--set", "training.epochs=100000")


ENDING = [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
if hasattr(signal, "SIGHUP"):
    ENDING.append((signal.SIGHUP, 129))


@pytest.mark.parametrize(("number", "status"), ENDING)
@pytest.mark.parametrize("machine", [True, False])
def test_a_signal_saves_the_run_and_exits_with_its_status(tmp_path, number, status, machine):
    arguments = ["train", PRESET, "--out", tmp_path / "run", *ENDLESS]
    process = subprocess.Popen(
        command_line(*arguments, "--json") if machine else command_line(*arguments),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    talking = process.stdout if machine else process.stderr
    assert talking is not None
    for line in talking:
        if '"epoch"' in line or line.startswith("Epoch "):
            break
    process.send_signal(number)
    out, err = process.communicate(timeout=120)

    assert process.returncode == status
    assert "Traceback" not in err
    if machine:
        assert objects(out)[-1]["reason"] == "interrupted"
    else:
        assert "the weights are saved" in out
    assert read_summary(tmp_path / "run")["reason"] == "interrupted"
    assert torch.load(tmp_path / "run" / "last.pt", weights_only=True)
    history = read_history(tmp_path / "run")
    assert len(history) >= 4
    assert history.epochs


@pytest.mark.parametrize(("number", "status"), ENDING)
def test_a_signal_before_the_run_has_begun_leaves_nothing(tmp_path, monkeypatch, capfd, number, status):
    def load(*_: object, progress: object, **__: object) -> None:
        signal.raise_signal(number)
        progress(Message("Loading."), 0.5)
        pytest.fail("loading went on")

    monkeypatch.setattr(assembly, "load_dataset", load)
    handlers = [signal.getsignal(number) for number, _ in ENDING]

    assert main(["train", PRESET, "--out", str(tmp_path / "run")]) == status
    assert capfd.readouterr().err == "trainer: interrupted before the run began.\n"
    assert not (tmp_path / "run").exists()
    assert [signal.getsignal(number) for number, _ in ENDING] == handlers


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no such signal")
def test_a_hangup_that_nohup_silenced_stays_silent(monkeypatch):
    assert signal.SIGHUP in ending_signals()
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)
    assert ending_signals() == (signal.SIGINT, signal.SIGTERM)


def test_when_nobody_reads_any_more_the_run_is_ended_and_saved(tmp_path):
    process = subprocess.Popen(
        command_line("train", PRESET, "--out", tmp_path / "run", "--json", *ENDLESS),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=120) == 1
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors
    assert read_summary(tmp_path / "run")["reason"] == "interrupted"


@pytest.mark.parametrize("command", [("presets",), ("presets", "--json"), ("devices", "--json")])
def test_a_closed_pipe_is_no_traceback(command):
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(
        command_line(*command), cwd=ROOT, stdout=theirs, stderr=subprocess.PIPE, text=True, timeout=120
    )
    os.close(theirs)

    assert (done.returncode, done.stderr) == (1, "")
