"""``trainer weights show`` and ``compare``: tables for people, an object a line for machines."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
import torch

from trainer_core.cli.main import main


@pytest.fixture
def path(tmp_path: Path) -> Path:
    state = {"layer.weight": torch.arange(6.0).reshape(2, 3), "layer.bias": torch.tensor([math.nan, 1.0])}
    torch.save({"model": state, "epoch": 3}, tmp_path / "w.pt")
    return tmp_path / "w.pt"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_show_lists_keys_and_totals(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weights", "show", str(path), "--json"]) == 0
    *entries, totals = lines(capsys)
    assert [entry["key"] for entry in entries] == ["model/layer.weight", "model/layer.bias", "epoch"]
    assert entries[0]["shape"] == [2, 3]
    assert (totals["parameters"], totals["tensors"], totals["types"]) == (8, 2, ["float32"])
    assert "norm" not in entries[0]


def test_show_measures_when_asked(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weights", "show", str(path), "--stats", "--json"]) == 0
    weight, bias, *_ = lines(capsys)
    assert (weight["maximum"], weight["norm"]) == (5.0, pytest.approx(math.sqrt(55)))
    assert (bias["nan"], bias["minimum"]) == (1, 1.0)


def test_show_prints_a_table(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weights", "show", str(path), "--stats"]) == 0
    text = capsys.readouterr().out
    assert "model/layer.weight" in text
    assert "2×3" in text
    assert "2 tensors, 8 parameters, 32 bytes" in text


def test_compare_says_what_moved(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = path.with_name("other.pt")
    torch.save({"layer.weight": torch.arange(6.0).reshape(2, 3) + 1, "new": torch.ones(1)}, other)
    assert main(["weights", "compare", str(path), str(other), "--json"]) == 0
    *keys, totals = lines(capsys)
    assert keys[0]["verdict"] == "values differ"
    assert (keys[0]["largest"], keys[0]["norm"]) == (1.0, pytest.approx(math.sqrt(6)))
    assert totals["verdicts"] == {"values differ": 1, "only in first": 1, "only in second": 1}
    assert main(["weights", "compare", str(path), str(path)]) == 0
    assert "same values: 1, not finite: 1" in capsys.readouterr().out


def test_compare_says_how_many_values_are_nan(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = path.with_name("good.pt"), path.with_name("bad.pt")
    weight = torch.ones(3, 4)
    torch.save({"weight": weight, "bias": torch.ones(3)}, good)
    weight[1] = math.nan
    torch.save({f"model.{key}": value for key, value in {"weight": weight, "bias": torch.ones(3)}.items()}, bad)
    assert main(["weights", "compare", str(good), str(bad)]) == 0
    _heading, row, same, note, counts = capsys.readouterr().out.splitlines()
    assert "4 NaN in B" in row
    assert row.split()[-4:] == ["–"] * 4
    assert "same values" in same
    assert "“model.” was removed" in note
    assert counts == "not finite: 1, same values: 1"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["weights", "show", str(tmp_path / "none.pt")]) == 1
    assert "does not exist" in capsys.readouterr().err
