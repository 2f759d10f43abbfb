"""The graph of a real loss in plain values."""

from __future__ import annotations

import pytest
import torch
import torchvision
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.checkpoint import checkpoint

from trainer_core.inside.graph import nodes_of, read_graph, why_it_ends
from trainer_core.inside.graph_capture import GraphCapture
from trainer_core.inside.graph_fold import Folded, Kind, around, fold, opened_at_first, opened_to
from trainer_core.inside.graph_search import search, to_inputs, to_loss
from trainer_core.models import build_model
from trainer_core.protocol.graph import EndReason, Graph, Node, SavedState


def graph_of(model: nn.Module, x: Tensor, classes: int = 10) -> Graph:
    y = torch.zeros(len(x), dtype=torch.long)
    criterion = nn.CrossEntropyLoss()
    with GraphCapture(model, criterion, {"x": x, "y": y}) as capture:
        loss = criterion(model(x), y)
    return read_graph(loss, model, capture)


def small() -> nn.Sequential:
    return nn.Sequential(nn.Flatten(), nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 3))


def named(graph: Graph, op: str) -> list[Node]:
    return [node for node in graph.nodes if node.op == op]


def titles(folded: Folded) -> list[str]:
    return [box.title for box in folded.boxes]


def test_the_graph_of_a_small_network_is_what_grad_fn_says() -> None:
    graph = graph_of(small(), torch.randn(4, 1, 4, 4), 3)

    assert graph.nodes[0].op == "NllLossBackward0"
    assert graph.nodes[0].module == "loss_fn"
    last, first = named(graph, "AddmmBackward0")
    assert (last.module, last.shape, first.module, first.shape) == ("3", (4, 3), "1", (4, 8))
    assert {node.parameter for node in named(graph, "AccumulateGrad")} == {"1.weight", "1.bias", "3.weight", "3.bias"}
    relu = named(graph, "ReluBackward0")[0]
    assert (relu.module, relu.saved[0].name, relu.saved_bytes) == ("2", "result", 4 * 8 * 4)
    assert (last.id, relu.id) in {(edge.source, edge.target) for edge in graph.edges}


def test_ids_are_the_places_in_the_list_of_real_nodes() -> None:
    model = small()
    loss = model(torch.randn(4, 16)).sum()

    graph = read_graph(loss, model)

    assert [node.op for node in graph.nodes] == [type(node).__name__ for node in nodes_of(loss.grad_fn)]


def test_weights_among_what_is_saved_take_no_memory_of_their_own() -> None:
    graph = graph_of(small(), torch.randn(4, 1, 4, 4), 3)

    saved = {each.name: each for each in named(graph, "AddmmBackward0")[0].saved}
    assert saved["mat2"].of == "3.weight"
    assert saved["mat1"].of == ""
    assert named(graph, "AddmmBackward0")[0].saved_bytes == 4 * 8 * 4
    # The rectified values are saved by two nodes in one storage.
    distinct = 4 * 16 * 4 + 4 * 8 * 4 + 4 * 3 * 4
    assert graph.held_bytes >= distinct


def test_inputs_are_tied_to_the_nodes_that_take_them() -> None:
    graph = graph_of(small(), torch.randn(4, 1, 4, 4), 3)

    into = {end.name: graph.nodes[end.into].op for end in graph.ends if end.into is not None}
    assert into == {"x": "AddmmBackward0", "y": "NllLossBackward0"}
    assert all(end.reason is EndReason.INPUT for end in graph.ends)


class Lines(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(4, 4)
        self.other = nn.Linear(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.layer(x)
        x = torch.tanh_(x)
        for _ in range(2):
            x = self.layer(x)
        return self.other(x)


def test_a_module_used_again_and_an_operation_in_place_are_told_apart() -> None:
    graph = graph_of(Lines(), torch.randn(3, 4), 2)

    keys = [graph.calls[node.call].key for node in named(graph, "AddmmBackward0")]
    assert keys == ["other", "layer#3", "layer#2", "layer"]
    tanh = named(graph, "TanhBackward0")[0]
    assert graph.calls[tanh.call].path == ""
    assert tanh.line is not None
    assert tanh.line.text == "x = torch.tanh_(x)"
    assert len(named(graph, "AccumulateGrad")) == 4


def test_nothing_that_the_model_computes_changes_under_a_capture() -> None:
    torch.manual_seed(0)
    model = torchvision.models.resnet18(num_classes=4)
    x = torch.randn(2, 3, 32, 32)
    again = {name: value.clone() for name, value in model.state_dict().items()}
    plain = model(x)
    model.load_state_dict(again)

    with GraphCapture(model) as capture:
        watched = model(x)

    assert torch.equal(plain, watched)
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    assert len(capture.calls) == sum(1 for _ in model.modules()) + 8  # a block uses its ReLU twice


def test_backward_frees_what_is_saved_and_the_graph_says_so() -> None:
    model = small()
    with GraphCapture(model) as capture:
        loss = model(torch.randn(4, 16)).sum()
    before = read_graph(loss, model, capture)
    loss.backward()

    after = read_graph(loss, model, capture)

    assert not before.freed
    assert after.freed
    assert after.held_bytes == 0
    assert {each.state for each in named(after, "ReluBackward0")[0].saved} == {SavedState.FREED}


def test_what_was_changed_in_place_is_told() -> None:
    weight = nn.Linear(3, 3)
    made = torch.tanh(weight(torch.randn(2, 3)))
    made.mul_(2)

    graph = read_graph(made.sum(), weight)

    assert named(graph, "TanhBackward0")[0].saved[0].state is SavedState.CHANGED


def test_a_checkpoint_is_not_computed_again_to_look_at_it() -> None:
    computed: list[int] = []

    class Counted(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            return checkpoint(self._inner, x, use_reentrant=False)

        def _inner(self, x: Tensor) -> Tensor:
            computed.append(1)
            return torch.tanh(self.layer(x))

    model = Counted()
    x = torch.randn(2, 4)
    with GraphCapture(model, named={"x": x}) as capture:
        loss = model(x).sum()

    graph = read_graph(loss, model, capture)

    assert computed == [1]
    assert named(graph, "TanhBackward0")[0].saved[0].state is SavedState.PACKED


class Cut(nn.Module):
    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how
        self.first = nn.Linear(4, 4)
        self.second = nn.Linear(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        if self.how == "no_grad":
            with torch.no_grad():
                x = self.first(x)
        else:
            x = self.first(x).detach()
        return self.second(x * 2)


@pytest.mark.parametrize(("how", "name"), [("no_grad", "linear"), ("detach", "detach")])
def test_where_a_graph_is_cut_is_said_with_its_line(how: str, name: str) -> None:
    graph = graph_of(Cut(how), torch.randn(3, 4), 2)

    cut = next(end for end in graph.ends if end.reason is not EndReason.INPUT)
    assert cut.reason.value == how
    assert cut.name.endswith(name)
    assert cut.line is not None
    assert "self.first(x)" in cut.line.text
    assert cut.into is not None
    assert graph.nodes[cut.into].op == "AddmmBackward0"
    assert "no gradient passes here" in str(why_it_ends(cut))
    assert {node.parameter for node in named(graph, "AccumulateGrad")} == {"second.weight", "second.bias"}


def test_under_no_grad_there_is_no_graph_and_the_reason_is_given() -> None:
    model = small()
    with GraphCapture(model) as capture, torch.no_grad():
        loss = model(torch.randn(4, 16)).sum()

    graph = read_graph(loss, model, capture)

    assert graph.nodes == ()
    assert "torch.no_grad()" in str(graph.note)


def test_a_frozen_model_has_no_graph_and_says_so() -> None:
    model = small().requires_grad_(False)
    with GraphCapture(model) as capture:
        loss = model(torch.randn(4, 16)).sum()

    assert "no parameter" in str(read_graph(loss, model, capture).note)


def test_a_forward_that_fails_is_drawn_as_far_as_it_got() -> None:
    model = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(9, 3))
    with pytest.raises(RuntimeError), GraphCapture(model) as capture:
        model(torch.randn(4, 16))

    graph = read_graph(None, model, capture)

    assert graph.failed is not None
    assert (graph.failed.module, graph.failed.type) == ("2", "Linear")
    assert graph.failed.got[0] == (4, 8)
    assert graph.failed.takes == "(…, 9)"
    assert "shapes cannot be multiplied" in graph.failed.error
    assert [graph.nodes[node].op for node in graph.failed.after] == ["ReluBackward0"]
    failed = next(box for box in fold(graph, ()).boxes if box.kind is Kind.FAILED)
    assert failed.path == "2"


def test_a_failure_outside_of_every_layer_names_its_operation() -> None:
    class Wrong(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            return self.layer(x) + torch.zeros(3, 5)

    with pytest.raises(RuntimeError), GraphCapture(Wrong()) as capture:
        capture.model(torch.randn(2, 4))

    graph = read_graph(None, capture.model, capture)

    assert graph.failed is not None
    assert graph.failed.op.endswith("add")
    assert graph.failed.got == ((2, 4), (3, 5))
    assert graph.failed.line is not None
    assert graph.failed.line.text == "return self.layer(x) + torch.zeros(3, 5)"


def test_the_shipped_convolutional_network_is_read() -> None:
    model = build_model("small_cnn", (1, 28, 28), 10, seed=0)

    graph = graph_of(model, torch.randn(2, 1, 28, 28))

    assert len(named(graph, "ConvolutionBackward0")) >= 2
    assert {node.parameter for node in named(graph, "AccumulateGrad")} == {name for name, _ in model.named_parameters()}
    assert all(node.module for node in named(graph, "ConvolutionBackward0"))


def test_a_deep_residual_network_is_legible_at_first_and_opens_to_every_operation() -> None:
    model = torchvision.models.resnet50(num_classes=10)
    graph = graph_of(model, torch.randn(2, 3, 64, 64))

    first = fold(graph, opened_at_first(graph))
    whole = fold(graph, opened_to(graph, 99))

    assert 8 <= len(first.boxes) <= 30
    assert len(fold(graph, opened_to(graph, 1)).boxes) == 14  # ten layers, flatten, the loss, x and y
    assert len(whole.boxes) == len(graph.nodes) + 2
    assert len(named(graph, "ConvolutionBackward0")) == 53
    inside = fold(graph, {"layer1", "layer2"})
    assert [(box.count, box.title) for box in inside.boxes if box.kind is Kind.REPEATED] == [
        (2, "Bottleneck"),
        (3, "Bottleneck"),
    ]
    assert {node for box in inside.boxes for node in box.nodes} == set(range(len(graph.nodes)))


def test_a_vision_transformer_shows_its_blocks_as_one() -> None:
    model = torchvision.models.VisionTransformer(64, 16, num_layers=4, num_heads=2, hidden_dim=32, mlp_dim=64)
    graph = graph_of(model, torch.randn(2, 3, 64, 64))

    folded = fold(graph, {"encoder", "encoder.layers"})

    block = next(box for box in folded.boxes if box.kind is Kind.REPEATED)
    assert (block.count, block.title, block.shape) == (4, "EncoderBlock", (2, 17, 32))
    assert block.opens
    opened = fold(graph, {"encoder", "encoder.layers", block.key})
    assert titles(opened).count("EncoderBlock") == 4
    assert any(frame.title == "4 × EncoderBlock" for frame in opened.frames)
    assert "4 × EncoderBlock" in {f"{box.count} × {box.title}" for box in fold(graph, opened_at_first(graph)).boxes}


def test_links_go_forward_and_join_what_is_drawn() -> None:
    graph = graph_of(small(), torch.randn(4, 1, 4, 4), 3)

    folded = fold(graph, ())

    keys = {box.key for box in folded.boxes}
    assert {key for link in folded.links for key in (link.source, link.target)} <= keys
    assert ("1", "2") in {(link.source, link.target) for link in folded.links}
    assert ("2", "3") in {(link.source, link.target) for link in folded.links}


def test_nodes_are_found_by_operation_module_parameter_and_shape() -> None:
    graph = graph_of(small(), torch.randn(4, 1, 4, 4), 3)

    assert [graph.nodes[node].op for node in search(graph, "relu")] == ["ReluBackward0"]
    assert {graph.nodes[node].parameter for node in search(graph, "3.weight")} == {"3.weight"}
    assert {graph.nodes[node].op for node in search(graph, "4x8")} == {"ReluBackward0", "AddmmBackward0"}
    assert {graph.nodes[node].op for node in search(graph, "(4, 8) addmm")} == {"AddmmBackward0"}
    assert all(graph.nodes[node].module in ("1", "3") for node in search(graph, "Linear"))
    assert search(graph, "  ") == ()


def test_a_node_is_followed_to_the_loss_and_to_the_inputs() -> None:
    graph = graph_of(small(), torch.randn(4, 1, 4, 4), 3)
    relu = named(graph, "ReluBackward0")[0].id

    assert {graph.nodes[node].op for node in to_loss(graph, relu)} == {
        "ReluBackward0",
        "AddmmBackward0",
        "LogSoftmaxBackward0",
        "NllLossBackward0",
    }
    leaves = {graph.nodes[node].parameter for node in to_inputs(graph, relu)} - {""}
    assert leaves == {"1.weight", "1.bias"}
    assert around(graph, relu) == {"2"}


def test_a_function_of_ones_own_shows_what_it_saved() -> None:
    class Doubled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, value):  # type: ignore[no-untyped-def]
            ctx.save_for_backward(value)
            return value * 2

        @staticmethod
        def backward(ctx, gradient):  # type: ignore[no-untyped-def]
            return gradient * 2

    layer = nn.Linear(3, 3)
    graph = read_graph(F.relu(Doubled.apply(layer(torch.randn(2, 3)))).sum(), layer)

    assert named(graph, "DoubledBackward")[0].saved[0].shape == (2, 3)
