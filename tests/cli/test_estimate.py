"""``trainer estimate``: what a run needs and takes, told to a person and as objects of which the last is the result."""

from __future__ import annotations

import pytest

from tests.cli.command_line import objects
from trainer_core.cli.main import main
from trainer_core.engine.before_train import estimate, speeds

QUICK = ("--device", "cpu", "--set", "training.threads=1", "--set", "training.epochs=3")


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(estimate, "_SECONDS", 0.0)
    monkeypatch.setattr(estimate, "_SECONDS_A_SIZE", 0.0)
    monkeypatch.setattr(speeds, "_SECONDS", 0.0)
    ways = speeds._ways
    monkeypatch.setattr(speeds, "_ways", lambda *given, compiled: ways(*given, compiled=False))


def test_a_person_is_told_whether_it_fits_and_how_long_it_takes(capfd):
    assert main(["estimate", "iris", *QUICK, "--largest-batch", "--fastest", "--find-lr"]) == 0

    told = capfd.readouterr().out
    assert "it fits" in told
    assert "optimizer state" in told
    assert "in all (3 epochs and the last test)" in told
    assert "The largest batch that was tried and fits" in told
    assert "--set training.precision=bfloat16" in told
    assert "smoothed loss falls fastest" in told or "fell at no rate" in told


def test_a_program_gets_an_object_a_line_and_the_result_last(capfd):
    assert main(["estimate", "iris", *QUICK, "--fastest", "--find-lr", "--json"]) == 0

    *before, result = objects(capfd.readouterr().out)
    assert {line["event"] for line in before} == {"progress", "speed"}
    assert result.keys() == {"estimate", "speeds", "fastest", "learning_rate"}
    estimated = result["estimate"]
    assert estimated["fits"] is True
    (room, *_) = estimated["rooms"]
    assert room["needed"] == sum(room["needs"].values())
    assert estimated["total_seconds"] > 0
    assert result["speeds"][0]["ratio"] == 1.0
    found = result["learning_rate"]
    assert len(found["rates"]) == len(found["losses"]) == len(found["smoothed"])


def test_what_does_not_fit_is_no_success(capfd, monkeypatch):
    monkeypatch.setattr(estimate, "_free_everywhere", lambda: {"cpu": 0})
    monkeypatch.setattr(estimate, "data_bytes", lambda parts: 0)
    assert main(["estimate", "iris", *QUICK]) == 1

    assert "it does not fit" in capfd.readouterr().out


def test_what_cannot_be_built_is_a_sentence(capfd):
    assert main(["estimate", "iris", "--device", "cuda:63", "--json"]) == 1

    out, errors = capfd.readouterr()
    assert objects(out)[-1]["error"] == "no-such-device"
    assert "trainer: The recipe asks for the device cuda:63" in errors
