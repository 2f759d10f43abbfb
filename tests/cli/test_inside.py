"""``trainer inside``: one object, or a page that reads well, for a preset, a recipe, a run and a person's own class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import PRESET, objects
from tests.conftest import Driver
from tests.trial.files import GOOD_MODEL, written
from trainer_core import Recipe
from trainer_core.cli.main import main
from trainer_core.trial.trust import STATE_VARIABLE, TRUST_VARIABLE

NET = GOOD_MODEL.replace("input_shape[0] * input_shape[1] * input_shape[2]", "torch.Size(input_shape).numel()")
SMALL = ["--set", "data.limit=64", "--set", "data.batch_size=8", "--set", "training.threads=1", "--device", "cpu"]
OF_A_TENSOR = {"shape", "dtype", "device", "min", "max", "mean", "norm", "requires_grad", "is_leaf", "grad_fn"}


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(TRUST_VARIABLE, raising=False)


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> dict[str, Any]:
    assert main(["inside", *arguments, "--json"]) == status
    (found,) = objects(capsys.readouterr().out)
    return found


def test_a_step_of_a_preset_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, PRESET, *SMALL)
    assert (found["step"], found["examples"]) == (1, 8)
    assert [phase["name"] for phase in found["phases"]] == ["zero_grad", "forward", "loss", "backward", "step"]
    assert all(set(phase) == {"name", "code", "seconds", "changed"} for phase in found["phases"])
    assert all(set(tensor) == OF_A_TENSOR for tensor in found["tensors"].values())
    assert found["loss"] == pytest.approx(found["tensors"]["loss"]["mean"])
    assert found["tensors"]["x"]["shape"] == [8, 1, 28, 28]
    assert found["tensors"]["pred"]["grad_fn"] == "AddmmBackward0"
    assert found["tensors"]["linear_relu_stack.1"]["min"] == 0.0
    assert found["tensors"]["linear_relu_stack.0.weight.grad"]["norm"] > 0
    nodes = found["graph"]["nodes"]
    assert [node["id"] for node in nodes] == list(range(len(nodes)))
    assert {"id", "op", "module", "shape", "saved_bytes"} <= set(nodes[0])
    assert nodes[0]["op"] == "NllLossBackward0"
    assert {end for edge in found["graph"]["edges"] for end in edge} == set(range(len(nodes)))


def test_plain_text_names_phases_tensors_and_nodes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inside", PRESET, "--step", "2", *SMALL]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"Step 2 of {PRESET}: 8 examples, loss ")
    for words in ("optimizer.zero_grad()", "loss.backward()", "linear_relu_stack.0.weight.grad", "AddmmBackward0"):
        assert words in page
    assert "16 nodes, 15 edges" in page


def test_a_recipe_file_with_a_class_of_its_own_needs_trust(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net = written(tmp_path, NET, "net.py")
    recipe = Recipe.from_dict(
        {
            "data": {"limit": 64, "batch_size": 8},
            "model": {"name": "file", "path": str(net), "class": "Net"},
            "training": {"device": "cpu", "threads": 1},
        }
    )
    path = tmp_path / "mine.toml"
    path.write_text(recipe.to_toml(), encoding="utf-8")
    assert told(capsys, str(path), status=1)["error"] == "needs-trust"
    found = told(capsys, str(path), "--trust")
    assert "fc.weight.grad" in found["tensors"] or any(name.endswith(".weight.grad") for name in found["tensors"])
    assert {node["parameter"] for node in found["graph"]["nodes"]} - {None}


def test_a_run_is_named_like_everywhere(tmp_path: Path, capsys: pytest.CaptureFixture[str], tiny: Recipe) -> None:
    Driver().start(tiny.with_values({"training.epochs": 1}), tmp_path / "first")
    assert told(capsys, "fir", "--root", str(tmp_path))["step"] == 9
    assert told(capsys, str(tmp_path / "first"), "--step", "2")["step"] == 2
    refused = told(capsys, str(tmp_path / "first"), "--set", "data.batch_size=8", status=1)
    assert refused["error"] == "only-for-recipes"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["fashion-mnist-tutoriel"], "unknown-preset", "Did you mean fashion-mnist-tutorial?"),
        (["nothing-of-this-kind"], "unknown-preset", "neither a preset nor a run"),
        (["no/such/run"], "no-such-run", "no run"),
        (["no-such.toml"], "unreadable", "no-such.toml"),
        ([PRESET, "--step", "0", *SMALL], "step-beyond-end", "1 to "),
        ([PRESET, "--step", "1000", *SMALL, "--set", "training.epochs=1"], "step-beyond-end", "1 to 8"),
        ([PRESET, "--set", "data.batch_size"], "not-a-setting", "KEY=VALUE"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str, words: str
) -> None:
    refused = told(capsys, *arguments, "--root", str(tmp_path), status=1)
    assert refused["error"] == code
    assert words in refused["message"]
