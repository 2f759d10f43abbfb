"""The diagram of a network: boxes to scale, blocks that fold, zoom, and files that show the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from studio.widgets.network_diagram import NetworkDiagram
from studio.widgets.network_layout import Node
from studio.widgets.saving import save_png

INSIDE = (Node("a", "Conv2d", (8, 14, 14)), Node("b", "ReLU", (8, 14, 14)))
NODES = (
    Node(0, "Conv2d", (8, 28, 28)),
    Node(1, "Residual", (8, 14, 14), "skip", (INSIDE,), "+"),
    Node(2, "Parallel", (16, 14, 14), "parallel", ((Node("c", "Conv2d", (8, 14, 14)),), ()), "concatenate"),
    Node(3, "Linear", (10,), marked=True),
)


@pytest.fixture
def diagram(studio_app, qtbot) -> NetworkDiagram:
    widget = NetworkDiagram()
    qtbot.addWidget(widget)
    widget.resize(500, 700)
    widget.show_network(NODES)
    widget.show()
    return widget


def box(diagram, key):
    return next(box for box in diagram.boxes if box.node.key == key)


def test_boxes_are_as_wide_as_their_picture_and_stand_in_reading_order(diagram):
    assert [each.node.key for each in diagram.boxes] == [0, 1, "a", "b", 2, "c", 3]
    assert box(diagram, 0).rect.width() == pytest.approx(2 * box(diagram, "a").rect.width())
    assert box(diagram, 1).rect.contains(box(diagram, "b").rect)
    assert box(diagram, 3).rect.top() > box(diagram, 2).rect.bottom()


def test_a_click_on_its_head_folds_a_block_and_opens_it_again(diagram, qtbot):
    with qtbot.waitSignal(diagram.selected) as told:
        qtbot.mouseClick(diagram, Qt.MouseButton.LeftButton, pos=diagram.place_of(1).toPoint())
    assert told.args == [1]
    assert [each.node.key for each in diagram.boxes] == [0, 1, 2, "c", 3]
    diagram.select("b")
    assert diagram.key == "b"
    assert box(diagram, "b")


def test_keys_select_fold_and_zoom(diagram, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(diagram, key)
    assert diagram.key == 1
    qtbot.keyClick(diagram, Qt.Key.Key_Return)
    assert not box(diagram, 1).open
    before = diagram.zoom
    qtbot.keyClick(diagram, Qt.Key.Key_Plus)
    assert diagram.zoom > before
    qtbot.keyClick(diagram, Qt.Key.Key_0)
    qtbot.keyClick(diagram, Qt.Key.Key_Minus)
    assert diagram.zoom <= before


def test_dragging_pans(diagram, qtbot):
    before = diagram.place_of(0)
    qtbot.mousePress(diagram, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    qtbot.mouseMove(diagram, QPoint(24, 44))
    qtbot.mouseRelease(diagram, Qt.MouseButton.LeftButton, pos=QPoint(24, 44))
    assert diagram.place_of(0) - before == QPointF(20, 40)


def test_files_show_the_whole_diagram(diagram, tmp_path):
    diagram.save_svg(tmp_path / "n.svg")
    diagram.save_png(tmp_path / "n.png")
    drawing, picture = QSvgRenderer(str(tmp_path / "n.svg")), QImage(str(tmp_path / "n.png"))
    assert drawing.isValid()
    assert picture.width() == 2 * drawing.viewBox().width() > 400
    with pytest.raises(OSError, match=r"n\.svg"):
        diagram.save_svg(tmp_path / "no" / "n.svg")
    with pytest.raises(OSError, match=r"n\.png"):
        diagram.save_png(tmp_path / "no" / "n.png")


def test_a_picture_for_which_there_is_no_memory_is_refused_and_the_file_before_stays(qapp, tmp_path):
    (tmp_path / "n.png").write_bytes(b"before")
    with pytest.raises(OSError, match="not enough memory"):
        save_png(tmp_path / "n.png", QSize(1, 0), lambda painter: None)
    assert (tmp_path / "n.png").read_bytes() == b"before"


def test_a_picture_of_any_length_is_painted_to_its_end(qapp, tmp_path):
    size = QSize(20, 40_000)
    save_png(tmp_path / "n.png", size, lambda painter: painter.fillRect(QRect(QPoint(), size), Qt.GlobalColor.red))
    picture = QImage(str(tmp_path / "n.png"))
    assert picture.pixelColor(0, picture.height() - 1) == Qt.GlobalColor.red
