"""Modules that were called, as the tree of a diagram: nested by their names, each call once, blocks folded at first."""

from __future__ import annotations

from studio.views.model.module_nodes import folded_at_first, nodes_of_modules, outermost
from trainer_core.errors import Message
from trainer_core.models.layers import TracedLayer


def row(name: str, kind: str = "Linear", shape: tuple[int, ...] | None = (4,), **more) -> TracedLayer:
    return TracedLayer(tuple(name.split(".")), kind, name, shape, shape, **more)


def tree(nodes) -> list[object]:
    return [(node.label, tree(node.lists[0])) if node.lists else node.label for node in nodes]


ROWS = (
    row("stem", "Conv2d", multiply_adds=3),
    row("body", "Sequential", multiply_adds=10),
    row("body.0", "Block", multiply_adds=10),
    row("body.0.act", "ReLU"),
    row("body.0.act", "ReLU"),
    row("bodyguard", "Linear"),
    row("spare", "Linear", None),
)


def test_a_module_that_calls_others_is_a_block_of_them():
    nodes = nodes_of_modules(ROWS)
    assert tree(nodes) == [
        "stem: Conv2d",
        ("body: Sequential", [("Block", ["act: ReLU", "act: ReLU"])]),
        "bodyguard: Linear",
        "spare: Linear",
    ]
    block = nodes[1].lists[0][0]
    assert [node.key for node in block.lists[0]] == [("body.0.act", 0), ("body.0.act", 1)]
    assert [node.faint for node in nodes] == [False, False, False, True]


def test_only_what_stands_in_no_block_counts_for_the_whole():
    assert [each.name for each in outermost(ROWS)] == ["stem", "body", "bodyguard", "spare"]
    assert sum(each.multiply_adds for each in outermost(ROWS)) == 13


def test_what_could_not_be_followed_is_marked():
    (node,) = nodes_of_modules([row("head", problem=Message("It ends here."))])
    assert node.marked


def test_blocks_are_folded_unless_few_boxes_would_be_left():
    many = nodes_of_modules([row(f"{n}{inner}", "Block") for n in range(6) for inner in ("", ".a")])
    assert folded_at_first(many) == {(str(n), 0) for n in range(6)}
    few = nodes_of_modules(
        [row("all", "Sequential"), *(row(f"all.{n}{inner}", "Block") for n in range(7) for inner in ("", ".a"))]
    )
    assert folded_at_first(few) == {(f"all.{n}", 0) for n in range(7)}
    assert folded_at_first(nodes_of_modules([row("only")])) == frozenset()
