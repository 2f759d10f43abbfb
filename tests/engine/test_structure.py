"""The engine tells what the prepared network is made of, also during a run, and changes nothing by it."""

from __future__ import annotations

import torch
from torch import nn

from trainer_core.protocol.commands import Prepare
from trainer_core.protocol.events import Refused
from trainer_core.protocol.structure import DescribeStructure, StructureDescribed


def test_the_modules_of_the_prepared_network_are_told(tiny, driver):
    driver.do(Prepare(tiny))
    driver.do(DescribeStructure())
    told = driver.last(StructureDescribed)
    assert told.recipe == tiny
    assert told.rows[-1].output_shape == (10,)
    assert {row.type for row in told.rows} >= {"Linear", "ReLU"}


def test_a_network_that_cannot_be_copied_is_refused_with_a_reason(tiny, driver):
    driver.do(Prepare(tiny))

    class Held(nn.Module):
        def __deepcopy__(self, memo):
            raise TypeError("cannot pickle a lock")

    driver.engine.parts.model.add_module("held", Held())
    driver.do(DescribeStructure())
    refused = driver.last(Refused)
    assert refused.code == "not-described"
    assert "cannot pickle a lock" in str(refused.message)
    assert torch.is_grad_enabled()
