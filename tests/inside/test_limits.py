"""Modules that resist being looked into are shown as far as it goes, with a sentence, and trained to the same bits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from tests.conftest import Driver, same, weights_of
from tests.inside.conftest import Walker, advance, back, to_and_fro
from trainer_core.inside.one_step import step_of_recipe
from trainer_core.protocol.commands import Advance, Start, Unit
from trainer_core.protocol.events import Reason, Refused
from trainer_core.protocol.graph import GraphRead, ReadGraph
from trainer_core.protocol.inside import LookInside, StoodInside
from trainer_core.protocol.tensors import DescribeTensor, TensorDescribed
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

NETS = """
import warnings

import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(16, 16), nn.Linear(16, 16)

    def forward(self, x):
        return torch.relu(self.b(torch.relu(self.a(x))))


class Rectified(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, g):
        return g * (ctx.saved_tensors[0] > 0)


class Net(nn.Module):
    def __init__(self, input_shape, outputs, kind=""):
        super().__init__()
        self.body, self.block, self.head = nn.Linear(784, 16), Block(), nn.Linear(16, outputs)
        if kind == "scripted":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.block = torch.jit.script(self.block)
        if kind == "compiled":
            self.block = torch.compile(self.block, backend="eager")
        if kind == "normed":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.head = nn.utils.spectral_norm(self.head)
        self.kind = kind

    def forward(self, x):
        x = self.body(x.flatten(1))
        if self.kind == "checkpointed":
            x = checkpoint(self.block, x, use_reentrant=True)
        elif self.kind == "mapped":
            x = torch.func.vmap(self.block)(x)
        elif self.kind == "in place":
            x = self.block(x.relu_())
        elif self.kind == "own backward":
            x = self.block(Rectified.apply(x))
        elif self.kind == "as many as there are":
            x = self.block(x)
            x = x + x[x.sum(1) > x.sum(1).mean()].mean(0)
        else:
            x = self.block(x)
        return self.head(x)
"""

KINDS = {
    "scripted": "TorchScript runs block.",
    "checkpointed": "a single node, CheckpointFunctionBackward.",
    "own backward": "RectifiedBackward is a Function",
    "mapped": "",
    "as many as there are": "",
    "normed": "",
}


@pytest.fixture
def net(short, tmp_path: Path) -> Any:
    path = tmp_path / "net.py"
    path.write_text(NETS, encoding="utf-8")
    trust(read_code(path))
    values = {"model.name": "file", "model.path": str(path), "model.class": "Net"}
    return lambda kind: short.with_values(values | {"model.arguments": {"kind": kind}})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.filterwarnings("ignore:None of the inputs have requires_grad")
def test_what_resists_is_walked_to_the_same_bits_and_its_end_is_said(net, kind):
    recipe = net(kind)
    plain, walker = Driver(), Walker()
    plain.start(recipe)
    walker.walk(recipe, *to_and_fro())
    assert not walker.script
    assert not walker.of(Refused)
    assert walker.ended.reason is plain.ended.reason is Reason.COMPLETED
    assert same(weights_of(plain), weights_of(walker))
    notes = {str(note) for event in walker.of(StoodInside) for note in event.notes}
    assert any(KINDS[kind] in note for note in notes) if KINDS[kind] else not notes

    recorded = step_of_recipe(recipe, 1, lambda message, share: None)
    assert {str(note) for note in recorded.notes} == notes
    assert recorded.graph.nodes


@pytest.mark.parametrize("kind", ["scripted", "normed"])
def test_the_graph_of_what_resists_is_read_after_a_forward(net, kind):
    walker = Walker(stays=True)
    walker.do(LookInside(on=True), Start(net(kind), paused=True))
    for move in advance(Unit.PHASE, 3):
        walker.do(move)
    walker.do(ReadGraph())
    graph = walker.last(GraphRead).graph
    assert {node.op for node in graph.nodes} >= {"NllLossBackward0", "AddmmBackward0"}
    assert any(node.parameter == "body.weight" for node in graph.nodes)


def test_what_an_operation_in_place_has_changed_since_is_said_of_an_activation(net):
    walker = Walker(stays=True)
    walker.do(LookInside(on=True), Start(net("in place"), paused=True))
    for move in advance(Unit.PHASE, 2):
        walker.do(move)
    walker.do(DescribeTensor("body()"), DescribeTensor("block()"))
    told = {event.name: event.facts.note for event in walker.of(TensorDescribed)}
    assert "in-place" in str(told["body()"])
    assert told["block()"] is None


@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor")
def test_a_compiled_part_is_stepped_as_the_code_that_it_was_made_of(net):
    walker = Walker()
    walker.walk(net("compiled"), *advance(Unit.OPERATION, 7), *back(Unit.OPERATION), Advance(Unit.PHASE))
    assert walker.ended.reason is Reason.COMPLETED, str(walker.ended.message)
    assert [place.name for place in walker.places if place.kind == "operation"][:6] == [
        "flatten",
        "linear",
        "linear",
        "relu",
        "linear",
        "relu",
    ]
    assert any("The model compiles block." in str(note) for event in walker.of(StoodInside) for note in event.notes)
    assert not torch.overrides._get_current_function_mode_stack()
