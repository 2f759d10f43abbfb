"""``--trust``, ``TRAINER_TRUST`` and what their absence says; a run's own copy is asked about too."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import objects
from tests.trial.files import GOOD, dataset, written
from trainer_core.cli.main import main
from trainer_core.trial.trust import STATE_VARIABLE, TRUST_VARIABLE


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(TRUST_VARIABLE, raising=False)


def recipe(folder: Path, text: str = GOOD) -> str:
    written(folder, text)
    file = folder / "mine.toml"
    file.write_text(
        '[data]\nsource = "dataset"\npath = "mine.py"\nworkers = 1\n[data.arguments]\ncount = 30\n'
        '[training]\nepochs = 1\ndevice = "cpu"\nthreads = 1\n'
    )
    return str(file)


def test_one_argument_of_the_class_is_set_for_the_trial_and_for_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, "yes")
    path = written(tmp_path, GOOD.replace("count: int = 40, side: int = 6", "side: int, count: int = 40"))
    assert main(["recipe", str(path)]) == 1
    assert "Squares needs side" in capsys.readouterr().err
    assert main(["recipe", str(path), "--set", "data.arguments.side=12"]) == 0
    assert "side = 12" in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_trust_it_is_one_sentence_and_nothing_has_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = recipe(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')\n" + GOOD)
    assert main(["train", file, "--out", str(tmp_path / "run"), "--json"]) == 1
    told = capsys.readouterr()
    assert objects(told.out)[-1]["error"] == "needs-trust"
    assert told.err.count("has not run here before") == 1
    assert "--trust" in told.err
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "run").exists()


def test_trust_is_given_once_for_the_file_and_again_for_a_run_from_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, run = recipe(tmp_path), str(tmp_path / "run")
    assert main(["train", file, "--out", run, "--trust", "--json"]) == 0
    assert objects(capsys.readouterr().out)[-1]["test_accuracy"] is not None
    assert main(["evaluate", run, "--json"]) == 0
    assert main(["verify", run, "--json"]) == 0

    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "of another person"))
    shutil.move(tmp_path / "mine.py", tmp_path / "gone.py")
    for command in (["evaluate", run], ["verify", run], ["predict", run, file]):
        capsys.readouterr()
        assert main([*command, "--json"]) == 1
        assert objects(capsys.readouterr().out)[-1]["error"] == "needs-trust"
    monkeypatch.setenv(TRUST_VARIABLE, "yes")
    assert main(["evaluate", run, "--json"]) == 0
    monkeypatch.delenv(TRUST_VARIABLE)
    assert main(["verify", run, "--json", "--trust"]) == 0
    assert main(["evaluate", run, "--json"]) == 0


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("", 1)])
def test_at_a_terminal_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int) -> None:
    asked = Terminal()
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr(sys, "stderr", asked)
    assert main(["train", recipe(tmp_path), "--out", str(tmp_path / "run")]) == status
    assert f"{tmp_path / 'mine.py'} has not run here before" in asked.getvalue()
    assert "Run it? [y/N]" in asked.getvalue()
    assert (tmp_path / "run").exists() == (status == 0)


def test_what_a_dataset_prints_stays_off_the_output(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    loud = dataset("print('loud'); return torch.zeros(1, 4, 4), index % 2", more="def __init__(self, count): pass")
    file = recipe(tmp_path, loud)
    assert main(["train", file, "--out", str(tmp_path / "run"), "--trust", "--json"]) == 0
    told = capfd.readouterr().out
    assert objects(told)
    assert "loud" not in told.splitlines()
