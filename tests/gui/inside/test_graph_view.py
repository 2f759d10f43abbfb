"""The drawing of a graph: its layout, clicks, keys, marks, and the files that show the same."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from studio.look.theme import current_theme
from studio.widgets.graph_view.layout import GraphBox, GraphFrame, GraphLink, PlacedLink, box_spacing, place
from studio.widgets.graph_view.painting import GraphPainter
from studio.widgets.graph_view.view import GraphView

BOXES = (
    GraphBox("x", "input", "x", detail="64 × 784"),
    GraphBox("a", "module", "Linear", "fc1", "64 × 512", "100 kB", "a tip", opens=True),
    GraphBox("b", "operation", "ReluBackward0"),
    GraphBox("w", "parameter", "fc2.weight"),
    GraphBox("c", "failed", "Linear", "fc2"),
    GraphBox("r", "repeated", "3 × Block", opens=True),
    GraphBox("d", "cut", "detach"),
)
LINKS = tuple(GraphLink(*ends) for ends in (("x", "a"), ("a", "b"), ("b", "c"), ("w", "c"), ("x", "c"), ("r", "c")))
FRAMES = (GraphFrame("block", "block  Block", ("a", "b")),)


@pytest.fixture
def view(studio_app, qtbot) -> GraphView:
    widget = GraphView()
    qtbot.addWidget(widget)
    widget.resize(700, 600)
    widget.show_placed(place(BOXES, LINKS, FRAMES))
    widget.show()
    return widget


def rect(view, key):
    return next(rect for box, rect in view.placed.boxes if box.key == key)


def click(view, qtbot, key):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.place_of(key).toPoint())


def test_what_comes_first_stands_above_and_no_box_covers_another(view):
    assert rect(view, "x").bottom() < rect(view, "a").top() < rect(view, "b").top() < rect(view, "c").top()
    rects = [each for _, each in view.placed.boxes]
    assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
    assert rect(view, "d").isValid()


def test_a_line_goes_around_the_boxes_that_it_passes(view):
    long = next(each for each in view.placed.links if (each.link.source, each.link.target) == ("x", "c"))
    assert len(long.points) > 2
    boxes = [each for _, each in view.placed.boxes]
    assert not any(box.contains(point) for box in boxes for point in long.points[1:-1])


def test_a_frame_is_drawn_around_its_boxes_and_never_around_others(view):
    frame, around = view.placed.frames[0]
    assert around.contains(rect(view, "a"))
    assert around.contains(rect(view, "b"))
    ends = GraphFrame("ends", "", ("x", "c"))
    assert [each.key for each, _ in place(BOXES, LINKS, (frame, ends)).frames] == ["block"]


def test_two_thousand_boxes_are_laid_out_without_one_on_another():
    numbers = random.Random(0)
    boxes = [GraphBox(str(n), "operation", "Op") for n in range(2000)]
    links = [GraphLink(str(n - 1), str(n)) for n in range(1, 1000)]
    links += [GraphLink(str(1000 + n), str(numbers.randrange(1000))) for n in range(1000)]

    placed = place(boxes, links)

    assert len({(each.x(), each.y()) for _, each in placed.boxes}) == 2000
    assert len(placed.links) == len(links)


def test_a_click_selects_a_box_and_asks_to_open_what_has_more_inside(view, qtbot):
    told = []
    view.toggled.connect(told.append)
    with qtbot.waitSignal(view.selected) as selected:
        click(view, qtbot, "b")
    assert selected.args == ["b"]
    click(view, qtbot, "a")
    click(view, qtbot, "block")
    assert told == ["a", "block"]
    assert view.key == "a"


def test_keys_go_from_box_to_box_open_close_and_zoom(view, qtbot):
    told = []
    view.toggled.connect(told.append)
    view.select("x")
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.key == "a"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.keyClick(view, Qt.Key.Key_Backspace)
    assert told == ["a", "block"]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.key == "x"
    before = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom > before
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom < before


def test_dragging_pans_and_the_wheel_zooms_where_the_mouse_is(view, qtbot):
    before = view.place_of("b")
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    qtbot.mouseMove(view.viewport(), QPoint(34, 44))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(34, 44))
    moved = view.place_of("b") - before
    assert (abs(moved.x() - 30), abs(moved.y() - 40)) < (2, 2)
    at = view.place_of("b")
    view.zoom_by(1.5, at)
    assert (view.place_of("b") - at).manhattanLength() < 4


def test_a_box_outside_is_brought_into_view_and_one_that_opens_stays_where_it_was(view):
    view.zoom_by(4.0, QPointF(0, 0))
    view.select("c")
    assert view.viewport().rect().contains(view.place_of("c").toPoint())
    before = view.place_of("c")
    more = (*BOXES, GraphBox("e", "operation", "AddBackward0"))
    view.show_placed(place(more, (*LINKS, GraphLink("e", "x")), FRAMES), anchor="c")
    assert (view.place_of("c") - before).manhattanLength() < 4


def pixels(view, key):
    picture = view.viewport().grab().toImage()
    middle = view.mapFromScene(rect(view, key).topLeft() + QPointF(0, rect(view, key).height() / 2))
    return picture.pixelColor(middle)


def test_marks_are_seen(view):
    plain = pixels(view, "b")
    view.show_reached({"b": "0.123"}, {("a", "b"): "0.456"})
    assert pixels(view, "b") != plain
    lit = current_theme().tokens.colour("validation")
    assert abs(pixels(view, "b").hue() - lit.hue()) < 6
    view.show_reached({}, {})
    view.set_apart({"a"})
    assert pixels(view, "b") != plain
    view.set_apart(None)
    assert pixels(view, "b") == plain


def test_a_graph_far_away_is_still_drawn_with_its_marks(view):
    view.zoom_by(0.1)
    blank = view.viewport().grab().toImage()
    view.show_reached({"b": "1"}, {})
    assert view.zoom < 0.3
    assert view.viewport().grab().toImage() != blank


def test_files_show_the_whole_graph(view, tmp_path):
    view.setAccessibleName("Graph")
    view.save_svg(tmp_path / "graph.svg")
    view.save_png(tmp_path / "graph.png")

    drawing = QSvgRenderer(str(tmp_path / "graph.svg"))
    assert drawing.isValid()
    size = drawing.defaultSize()
    picture = QImage(str(tmp_path / "graph.png"))
    assert picture.width() > 2 * view.placed.room.width()
    assert size.width() / size.height() == pytest.approx(picture.width() / picture.height(), rel=0.01)
    with pytest.raises(OSError, match="nowhere"):
        view.save_svg(tmp_path / "nowhere" / "graph.svg")


def test_a_large_graph_is_shown_so_that_it_can_be_read_and_follows_what_backward_reaches(studio_app, qtbot):
    chain = [GraphBox(str(number), "operation", "ReluBackward0") for number in range(60)]
    wide = [GraphBox(f"w{number}", "parameter", "weight") for number in range(20)]
    links = [GraphLink(str(number), str(number + 1)) for number in range(59)]
    view = GraphView()
    qtbot.addWidget(view)
    view.resize(430, 400)
    view.show_placed(place((*chain, *wide), (*links, *(GraphLink(box.key, "59") for box in wide)), ()))
    view.show()
    assert view.zoom >= 0.8
    seen = view.viewport().rect()
    for key in ("59", "30", "0"):
        view.show_reached({str(number): "1.0" for number in range(int(key), 60)}, {})
        assert seen.contains(view.place_of(key).toPoint())


def test_a_path_of_which_only_a_few_letters_fit_is_left_out(studio_app):
    painter = GraphPainter(place((), ()))
    picture = QImage(200, 40, QImage.Format.Format_RGB32)
    path, ink = "linear_relu_stack.4", current_theme().tokens.colour("text")
    metrics = painter._measured()[3]
    with QPainter(picture) as brush:

        def written(letters: int) -> float:
            room = QRectF(0, 0, metrics.horizontalAdvance("…" + path[-letters:]) + 1, 20)
            return painter._write(brush, path, room, ink, end=True)

        assert written(2) == 0
        assert written(8) > 0


def test_no_line_is_seen_across_the_title_of_a_frame(view):
    _, around = view.placed.frames[0]
    line = view.placed.line
    head = QRectF(around.left() + 0.4 * line, around.top() + 0.2 * line, 1.2 * line, 1.2 * line)
    across = PlacedLink(GraphLink("x", "b"), (head.center() - QPointF(60, 0), head.center() + QPointF(60, 0)))
    with_line = replace(view.placed, links=(across,))
    without = replace(view.placed, links=())
    pictures = []
    for placed in (with_line, without):
        picture = QImage(400, 400, QImage.Format.Format_RGB32)
        picture.fill(current_theme().tokens.colour("panel"))
        with QPainter(picture) as painter:
            painter.translate(-around.left(), -around.top())
            GraphPainter(placed).paint(painter, view.look, current_theme().tokens, placed.room, 1.0)
        pictures.append(picture.copy(head.translated(-around.topLeft()).toRect()))
    assert pictures[0] == pictures[1]


def test_as_many_boxes_as_can_be_read_are_seen_at_once(view, qtbot):
    line = view.placed.line
    wide, high = box_spacing(line)
    view.resize(round(2 * wide), round(5 * high))
    few = view.boxes_at_once(line)
    view.resize(round(4 * wide), round(5 * high))
    assert 0 < few < view.boxes_at_once(line)
