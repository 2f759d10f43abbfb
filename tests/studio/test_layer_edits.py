"""Edits of a list of layers: moved in and out of blocks, the rest stays as it was."""

from __future__ import annotations

import pytest

from studio.views.model.layers import edits
from studio.views.model.layers.layer_text import arguments_line, from_toml, to_toml
from studio.views.model.layers.several import edited_together, moved_together
from trainer_core.models.layers import layer_at

RELU, FLAT = {"type": "ReLU"}, {"type": "Flatten"}
CONV = {"type": "Conv2d", "out_channels": 8, "kernel_size": [3], "padding": [1, 2]}
BLOCK = {"type": "Residual", "layers": [CONV, RELU]}
FORK = {"type": "Parallel", "branches": [[CONV], []], "join": "add"}
LAYERS = [CONV, BLOCK, FORK, FLAT]


def types(layers):
    return [row.layer["type"] if row.layer else "end" for row in edits.rows_of(layers)]


def test_every_list_of_a_block_is_shown_with_its_end():
    assert types(LAYERS) == [
        *("Conv2d", "Residual", "Conv2d", "ReLU", "end", "end", "Parallel", "Conv2d", "end", "end", "Flatten")
    ]  # fmt: skip
    rows = edits.rows_of(LAYERS)
    assert [row.path for row in rows if row.layer is None] == [
        (1, "layers", 2), (1, "shortcut", 0), (2, "branches", 0, 1), (2, "branches", 1, 0),
    ]  # fmt: skip
    assert [row.empty for row in rows if row.layer is None] == [False, True, False, True]
    assert [row.depth for row in rows] == [0, 0, 1, 1, 1, 1, 0, 1, 1, 1, 0]


@pytest.mark.parametrize(
    ("start", "to", "lands"),
    [
        ((0,), (4,), (3,)),
        ((3,), (0,), (0,)),
        ((0,), (1, "layers", 1), (0, "layers", 1)),
        ((0,), (2, "branches", 1, 0), (1, "branches", 1, 0)),
        ((1, "layers", 0), (0,), (0,)),
        ((1, "layers", 0), (1, "layers", 2), (1, "layers", 1)),
        ((3,), (1, "shortcut", 0), (1, "shortcut", 0)),
        ((1, "layers", 1), (3,), (3,)),
    ],
)
def test_a_layer_lands_where_it_was_put(start, to, lands):
    layer = layer_at(LAYERS, start)
    layers, place = edits.moved(LAYERS, start, to)
    assert place == lands
    assert layer_at(layers, place) == layer
    assert sorted(types(layers)) == sorted(types(LAYERS))
    assert LAYERS == [CONV, BLOCK, FORK, FLAT]


def test_a_block_is_not_put_into_itself():
    assert edits.moved(LAYERS, (1,), (1, "layers", 0)) == (LAYERS, (1,))


def test_steps_go_out_of_a_block_and_into_the_one_above():
    assert edits.step(LAYERS, (0,), -1) is None
    assert edits.step(LAYERS, (0,), 1) == (2,)
    assert edits.step(LAYERS, (1, "layers", 0), -1) == (1,)
    assert edits.step(LAYERS, (1, "layers", 1), 1) == (2,)
    assert edits.into(LAYERS, (2,)) == (1, "layers", 2)
    assert edits.into(LAYERS, (1,)) is None


def test_layers_go_over_the_clipboard_as_toml():
    assert from_toml(to_toml(LAYERS)) == LAYERS
    assert from_toml('[model]\nname = "layers"\n[[model.layers]]\ntype = "ReLU"\n') == [RELU]
    endless = "layers = " + "9" * 5000
    for other in ("", "layers", "[model]\nlayers = 3", "[model]\nlayers = [3]", "model = 3 # layers", endless):
        assert from_toml(other) is None


def test_arguments_read_as_in_a_call():
    assert arguments_line(CONV) == "out_channels=8, kernel_size=3, padding=(1, 2)"
    assert arguments_line(FORK) == "join='add'"


A, B, C, D = ({"type": "Linear", "out_features": number} for number in range(1, 5))
HELD = {"type": "Sequential", "layers": [C]}


@pytest.mark.parametrize(
    ("what", "paths", "result", "chosen"),
    [
        ("up", [(1,), (2,)], [B, C, A, D], [(0,), (1,)]),
        ("up", [(0,), (2,)], [A, B, C, D], [(0,), (2,)]),
        ("down", [(0,), (1,)], [C, A, B, D], [(1,), (2,)]),
        ("down", [(1,), (3,)], [A, B, C, D], [(1,), (3,)]),
        ("duplicate", [(0,), (2,)], [A, B, C, A, C, D], [(3,), (4,)]),
        ("remove", [(0,), (2,)], [B, D], [(0,)]),
        ("remove", [(2,), (3,)], [A, B], [(1,)]),
        ("remove", [(0,), (1,), (2,), (3,)], [], []),
    ],
)
def test_several_layers_are_edited_together_and_keep_their_order(what, paths, result, chosen):
    layers = [A, B, C, D]
    assert edited_together(what, layers, paths) == (result, chosen)
    assert layers == [A, B, C, D]


def test_several_layers_go_into_a_block_and_out_of_it_together():
    inside, chosen = edited_together("into", [HELD, A, B], [(1,), (2,)])
    assert inside == [{"type": "Sequential", "layers": [C, A, B]}]
    assert chosen == [(0, "layers", 1), (0, "layers", 2)]
    assert edited_together("out", inside, chosen) == ([HELD, A, B], [(1,), (2,)])
    up, chosen = edited_together("up", [{"type": "Sequential", "layers": [A, B]}], [(0, "layers", 0), (0, "layers", 1)])
    assert up == [A, B, {"type": "Sequential", "layers": []}]
    assert chosen == [(0,), (1,)]


def test_several_layers_are_switched_off_unless_all_are():
    off = {**A, "enabled": False}
    result, _ = edited_together("enable", [off, B], [(0,), (1,)])
    assert [layer.get("enabled", True) for layer in result] == [False, False]
    assert edited_together("enable", result, [(0,), (1,)])[0] == [A, B]


def test_several_layers_are_moved_to_one_place_also_into_a_block():
    assert moved_together([A, B, C, D], [(0,), (3,)], (2,)) == ([B, A, D, C], [(1,), (2,)])
    layers, chosen = moved_together([A, HELD, B], [(0,), (2,)], (1, "layers", 1))
    assert layers == [{"type": "Sequential", "layers": [C, A, B]}]
    assert chosen == [(0, "layers", 1), (0, "layers", 2)]


def test_what_a_chosen_block_holds_is_part_of_it():
    layers = [HELD, A]
    assert edits.outermost(layers, [(0, "layers", 0), (0,), (0, "layers", 1), (1,)]) == [(0,), (1,)]
