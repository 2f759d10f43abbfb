"""``trainer model``: one object and a status, whatever is wrong with the file; and a person's module in ``train``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import objects
from tests.trial.files import GOOD_MODEL, MODEL_HEAD, model, written
from trainer_core.cli.main import main
from trainer_core.trial.trust import STATE_VARIABLE, TRUST_VARIABLE

NET = GOOD_MODEL.replace("input_shape[0] * input_shape[1] * input_shape[2]", "torch.Size(input_shape).numel()")


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(TRUST_VARIABLE, raising=False)


def test_a_good_class_is_one_object_and_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(written(tmp_path, NET, "net.py"))
    assert main(["model", path, "--trust", "--json", "--set", "model.hidden=5"]) == 0
    (told,) = objects(capsys.readouterr().out)
    parameters = 784 * 5 + 5 + 5 * 10 + 10
    assert told == {"ok": True, "class": "Net", "parameters": parameters, "output_shape": [10], "findings": []}
    assert main(["model", path]) == 0
    assert "Nothing was found to be wrong" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "more", "code", "line"),
    [
        (NET, [], "needs-trust", None),
        (NET, ["--trust", "--class", "Nat"], "unknown-name", None),
        (NET, ["--trust", "--set", "model.width=3"], "argument-unknown", None),
        (NET, ["--trust", "--set", "hidden"], "not-a-setting", None),
        (NET, ["--trust", "--data", "no-such-data.csv"], "missing-file", None),
        (model("self.layers = [nn.Linear(3, 3)]"), ["--trust"], "unregistered-layers", 7),
        (NET.replace("hidden, outputs)", "hidden, 3)"), ["--trust"], "wrong-outputs", 13),
        (MODEL_HEAD + "class A(nn.Module): pass\nclass B(nn.Module): pass\n", ["--trust"], "model-not-chosen", None),
    ],
)
def test_what_is_wrong_is_one_object_and_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, more: list[str], code: str, line: int | None
) -> None:
    assert main(["model", str(written(tmp_path, text, "net.py")), "--json", *more]) == 1
    (told,) = objects(capsys.readouterr().out)
    assert set(told) == {"ok", "class", "parameters", "output_shape", "findings"}
    assert told["ok"] is False
    errors = [each for each in told["findings"] if each["severity"] == "error"]
    assert (code, line) in [(each["code"], each["line"]) for each in errors]
    assert all(each["message"] for each in errors)


def test_a_file_that_is_not_there_is_one_object_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", str(tmp_path / "gone.py"), "--json"]) == 1
    (told,) = objects(capsys.readouterr().out)
    assert told["findings"][0]["code"] == "missing-file"


def test_it_is_tried_for_the_data_that_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(written(tmp_path, NET, "net.py"))
    assert main(["model", path, "--trust", "--json", "--data", "moons"]) == 0
    (told,) = objects(capsys.readouterr().out)
    assert told["output_shape"] == [1]


def test_a_recipe_trains_a_class_that_is_set_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = NET.replace("        return self", "        print('loud')\n        return self") + "print('made')\n"
    written(tmp_path, loud, "net.py")
    monkeypatch.chdir(tmp_path)
    chosen = ["model.name=file", "model.path=net.py", "model.class=Net", "model.hidden=4", "training.epochs=1"]
    wanted = [part for each in (*chosen, "training.threads=1") for part in ("--set", each)]
    assert main(["train", "blobs", "--out", "run", "--trust", "--json", *wanted]) == 0
    told = capsys.readouterr()
    assert objects(told.out)[-1]["test_accuracy"] is not None
    assert "loud" in told.err
    assert (tmp_path / "run" / "code_of_model" / "net.py").is_file()
    assert f'path = "{tmp_path / "net.py"}"' in (tmp_path / "run" / "recipe.toml").read_text()
    (tmp_path / "net.py").unlink()
    assert main(["evaluate", "run", "--json"]) == 0
    assert "net.py is not there any more, so the copy that the run kept is used" in capsys.readouterr().err
    assert main(["verify", "run", "--json"]) == 0
    written(tmp_path, loud.replace("'loud'", "'louder'"), "net.py")
    capsys.readouterr()
    assert main(["resume", "run", "--epochs", "2", "--json"]) == 0
    line = 1 + next(number for number, text in enumerate(loud.splitlines()) if "'loud'" in text)
    change = f"net.py has changed since the run began (+1 −1 lines; net.py:{line}), so the copy"
    assert change in capsys.readouterr().err


def test_a_run_whose_file_is_gone_is_resumed_compared_exported_and_inspected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, NET, "net.py")
    monkeypatch.chdir(tmp_path)
    chosen = ["model.name=file", "model.path=net.py", "training.epochs=1", "training.threads=1", "training.device=cpu"]
    wanted = [part for each in chosen for part in ("--set", each)]
    for run in ("run", "other"):
        assert main(["train", "blobs", "--out", run, "--trust", *wanted]) == 0
    (tmp_path / "net.py").unlink()
    for name in ("batches.csv", "batches.parquet"):
        assert main(["runs", "export", "run", name, "--root", "."]) == 0
        assert (tmp_path / name).stat().st_size > 0
    assert main(["runs", "export", "run", "epochs.csv", "--epochs", "--root", "."]) == 0
    assert len((tmp_path / "epochs.csv").read_text().splitlines()) == 2
    assert main(["runs", "compare", "run", "other", "--root", "."]) == 0
    assert main(["weights", "show", "run/best.pt"]) == 0
    assert main(["weights", "compare", "run/best.pt", "other/best.pt"]) == 0
    assert main(["inside", "run", "--json"]) == 0
    assert main(["verify", "run"]) == 0
    assert main(["resume", "run", "--epochs", "2"]) == 0
    capsys.readouterr()
    assert main(["evaluate", "run", "--json"]) == 0
    assert objects(capsys.readouterr().out)


def test_every_model_that_can_be_named_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--json"]) == 0
    told = objects(capsys.readouterr().out)
    assert {"neural_network", "layers", "file", "torchvision"} <= {each["name"] for each in told}
    assert "resnet18" in {each.get("architecture") for each in told}
    assert main(["models"]) == 0
    assert "resnet18" in capsys.readouterr().out
