"""The parts of the tab Compare alone: two views as one, tiles in pairs, marks, and one tensor of both models."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from studio.look.theme import current_theme
from studio.views.inside.compare.answers import AnswersOfBoth
from studio.views.inside.compare.marks import of_layer, of_models, of_tensor
from studio.views.inside.compare.pair_detail import PairDetail
from studio.views.inside.compare.pair_model import DISTANCE, Row
from studio.views.inside.compare.pair_table import PairTable
from studio.widgets.graph_view.layout import GraphBox, GraphLink, place
from studio.widgets.graph_view.shared_view import SharedView
from studio.widgets.graph_view.view import GraphView
from studio.widgets.paired_tiles import PairedTiles
from trainer_core.protocol.graph import Graph
from trainer_core.protocol.model_comparison import (
    LayerCompared,
    LayerPair,
    ModelAnswers,
    ModelsCompared,
    ModelVersion,
    TensorPair,
)
from trainer_core.protocol.tensors import Plane
from trainer_core.protocol.weights_report import Movement

NAN = float("nan")


def pair(relative: float = 0.25, **more: object) -> TensorPair:
    return TensorPair("fc.weight", ((3, 2), (3, 2)), Movement(0.5, 1.0, relative, 0.9, **more))  # type: ignore[arg-type]


def chain(count: int, *, first: str = "") -> tuple[list[GraphBox], list[GraphLink]]:
    keys = [*([first] if first else []), *(f"layer {number}" for number in range(count))]
    boxes = [GraphBox(key, "module", key, mark="differs", share=0.5) for key in keys]
    return boxes, [GraphLink(one, other) for one, other in pairwise(keys)]


@pytest.fixture
def views(studio_app, qtbot):
    """A graph, and one with a box more above the same ones."""
    made = []
    for first in ("", "stem"):
        view = GraphView()
        qtbot.addWidget(view)
        view.resize(300, 400)
        view.show()
        made.append(view)
        boxes, links = chain(30, first=first)
        view.show_placed(place(boxes, links))
    SharedView(*made)
    made[0].fit()
    return made


def test_the_tops_of_two_graphs_stand_at_one_place_until_a_box_is_selected(views, qtbot):
    one, other = views
    assert one.stands() == other.stands()
    other.zoom_by(0.5, QPointF(10, 20))
    assert one.zoom == pytest.approx(other.zoom)
    assert (one.stands() - other.stands()).manhattanLength() <= 2
    qtbot.mouseClick(one.viewport(), Qt.MouseButton.LeftButton, pos=one.place_of("layer 2").toPoint())
    assert other.key == "layer 2"
    assert (one.place_of("layer 2") - other.place_of("layer 2")).manhattanLength() <= 2
    other.pan_by(QPointF(-30, 25))
    assert (one.place_of("layer 2") - other.place_of("layer 2")).manhattanLength() <= 2


def test_a_box_that_only_one_has_is_selected_there_alone(views):
    one, other = views
    other.select("stem")
    other.selected.emit("stem")
    assert one.key == ""
    assert (one.stands() - other.stands()).manhattanLength() <= 2


def test_a_mark_is_seen_in_the_graph(views, qtbot):
    one, _ = views
    one.fit()
    centre = one.place_of("layer 0").toPoint()
    image = one.viewport().grab().toImage()
    wanted = current_theme().tokens.colour("validation")
    below = [image.pixelColor(centre.x() - 20, centre.y() + down) for down in range(10, 26)]
    right = [image.pixelColor(centre.x() + 20, centre.y() + down) for down in range(10, 18)]
    assert wanted in below
    assert wanted not in right


def test_tiles_of_both_stand_beside_each_other_in_one_scale(studio_app, qtbot):
    tiles = PairedTiles()
    qtbot.addWidget(tiles)
    tiles.resize(420, 10)
    first = np.zeros((5, 3, 3), np.float32)
    first[:, 0, 0] = 1.0
    second = 2 * first
    tiles.show_stacks(first, second[:4], None)
    tiles.show()
    assert tiles.count == 5
    assert tiles.height() >= tiles.place(4, 1).bottom()
    assert tiles.place(0, 1).left() > tiles.place(0, 0).right()
    image = tiles.grab().toImage()
    full = image.pixelColor((tiles.place(0, 1).topLeft() + QPointF(5, 5)).toPoint())
    half = image.pixelColor((tiles.place(0, 0).topLeft() + QPointF(5, 5)).toPoint())
    assert full == current_theme().tokens.colour("training")
    assert half not in (full, current_theme().tokens.colour("field"))
    alone = image.pixelColor((tiles.place(4, 0).topLeft() + QPointF(5, 5)).toPoint())
    assert alone == full


@pytest.mark.parametrize(
    ("given", "mark", "words"),
    [
        (pair(), "differs", "25.0%"),
        (pair(same=True), "same", "same"),
        (pair(NAN), "differs", "from zero"),
        (pair(NAN, nan=(0, 2)), "other", "not finite"),
        (TensorPair("w", ((3,), (4,))), "other", "different shape"),
        (TensorPair("w", ((3,), None)), "other", "only in 1"),
        (TensorPair("w", (None, (4,))), "other", "only in 2"),
        (TensorPair("w", ((3,), (3,))), "other", "unreadable"),
    ],
)
def test_a_tensor_is_marked_by_how_far_it_differs(qapp, given, mark, words):
    difference = of_tensor(given)
    assert (difference.mark, difference.words) == (mark, words)


def test_a_layer_differs_as_far_as_its_farthest_tensor_or_by_its_type(qapp):
    layer = LayerPair("fc", ("Linear", "Linear"), (pair(0.1), pair(0.4), pair(same=True)))
    assert of_layer(layer).words == "40.0%"
    other = LayerPair("act", ("PReLU", "Linear"), (pair(),))
    assert of_layer(other).words == "different type"
    same = LayerPair("norm", ("LayerNorm", "LayerNorm"), (pair(same=True),))
    told = of_models((layer, other, same))
    assert "2 of 3 layers differ" in told
    assert "Linear fc differs most: 40.0%" in told
    assert "1 has a different shape or type" in told
    assert of_models((same,)).startswith("Both models are the same")


def test_the_table_is_sorted_by_a_click_and_then_back_in_the_order_of_the_model(studio_app, qtbot):
    table = PairTable()
    qtbot.addWidget(table)
    moved = {"b": 0.2, "a": 0.9, "c": 0.5}
    table.show_rows([Row(TensorPair(name, ((2,), (2,)), Movement(1, 1, far, 0.5))) for name, far in moved.items()])
    table.resize(600, 300)
    table.show()
    assert table.names == ["b", "a", "c"]
    header = table.horizontalHeader()
    place = QPointF(header.sectionViewportPosition(DISTANCE) + 12, header.height() / 2).toPoint()
    orders = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append(table.names)
    assert sorted(orders) == [["a", "c", "b"], ["b", "a", "c"], ["b", "c", "a"]]
    assert orders[-1] == ["b", "a", "c"]


def vector(values: np.ndarray) -> Plane:
    return Plane((1, len(values)), (), (0, 0), values[None], values[None])


def test_a_long_vector_is_folded_alike_in_both_and_a_cell_tells_its_index(studio_app, qtbot):
    detail = PairDetail()
    qtbot.addWidget(detail)
    one, other = np.arange(64, dtype=np.float32), np.arange(96, dtype=np.float32)
    detail.begin(TensorPair("fc.bias", ((64,), (96,))))
    command = detail.command()
    assert command is not None
    assert command.along is None
    detail.show_layer(LayerCompared("fc.bias", ((64,), (96,)), (vector(one), vector(other))))
    assert [heat.values.shape for heat in detail.maps[:2]] == [(2, 32), (3, 32)]
    detail.maps[1].pointed.emit((2, 5))
    assert detail.under_mouse.text() == "69 at [69]"


def test_the_longest_dimension_becomes_tiles_and_the_others_sliders(studio_app, qtbot):
    detail = PairDetail()
    qtbot.addWidget(detail)
    detail.begin(TensorPair("conv.weight", ((16, 3, 5, 5), (16, 3, 5, 5))))
    command = detail.command()
    assert command is not None
    assert (command.along, command.fixed) == (0, (0,))
    detail.show_layer(LayerCompared("conv.weight", ((16, 3, 5, 5),) * 2, tiles=(np.ones((16, 5, 5), np.float32),) * 2))
    asked = []
    detail.asked.connect(lambda: asked.append(detail.command()))
    (_, first), (_, second) = detail._sliders
    assert first.isHidden()
    second.setValue(2)
    assert asked[-1].fixed == (2,)


def told(**more: object) -> ModelsCompared:
    version = ModelVersion()
    return ModelsCompared(version, version, (Graph(), Graph()), (), (), **more)  # type: ignore[arg-type]


def test_both_answers_stand_below_what_is_true(studio_app, qtbot):
    answers = AnswersOfBoth()
    qtbot.addWidget(answers)
    one = ModelAnswers(("cat", "dog"), (0.25, 0.75), True)
    other = ModelAnswers(("dog", "cat"), (0.4, 0.6), True)
    picture = np.zeros((1, 4, 4), np.uint8)
    answers.show_compared(told(input=picture, predictions=(one, other), truth=(1.0,), truth_name="dog"))
    assert answers.truth.text() == "True: dog"
    assert [(bar.name, bar.fraction, bar.mark) for bar in answers.bars.bars] == [
        ("1  dog", 0.75, "right"),
        ("2  cat", 0.6, "wrong"),
    ]
    value = ModelAnswers(("price",), (2.5,), False)
    answers.show_compared(told(input=np.ones(3, np.float32), predictions=(value, None), truth=(2.0,)))
    assert answers.truth.text() == "True: 2"
    assert [(bar.name, bar.words) for bar in answers.bars.bars] == [("1", "price 2.5"), ("2  no answer", "")]
