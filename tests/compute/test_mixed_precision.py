"""The number format of a run: what “auto” takes on each device, and what is said of a slow choice."""

from __future__ import annotations

import pytest
import torch

from trainer_core.compute.mixed_precision import autocast_type, precision_for, precision_notes
from trainer_core.errors import RecipeError
from trainer_core.protocol.events import Logged

CPU = torch.device("cpu")


@pytest.fixture(params=[True, False], ids=["with bfloat16", "without bfloat16"])
def able(request, monkeypatch):
    """A CPU with or without instructions for bfloat16."""
    monkeypatch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: request.param)
    return request.param


def test_auto_takes_bfloat16_where_the_cpu_has_instructions_for_it(able):
    taken = "bfloat16" if able else "float32"
    assert precision_for("auto", CPU) == taken
    ((level, message),) = precision_notes("auto", CPU)
    assert (level, message.facts) == ("info", {"precision": taken})


@pytest.mark.parametrize("asked", ["float32", "bfloat16"])
def test_what_is_asked_for_is_taken(able, asked):
    assert precision_for(asked, CPU) == asked
    assert precision_for("auto", torch.device("mps")) == "float32"


def test_emulated_bfloat16_is_warned_of(able):
    assert [level for level, _ in precision_notes("bfloat16", CPU)] == ([] if able else ["warning"])
    assert precision_notes("float32", CPU) == ()


def test_float16_is_refused_without_cuda():
    with pytest.raises(RecipeError, match="float16"):
        precision_for("float16", CPU)


def test_a_run_computes_in_what_auto_took_and_logs_it(driver, tiny, able):
    driver.start(tiny.with_values({"training.precision": "auto", "training.epochs": 1}))
    assert driver.engine.parts.step.autocast is autocast_type("bfloat16" if able else "float32")
    said = [str(event.message) for event in driver.of(Logged)]
    assert any(("bfloat16" if able else "float32") in sentence for sentence in said)
