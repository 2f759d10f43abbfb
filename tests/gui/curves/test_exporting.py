"""What leaves the window from the curves: pictures, drawings and tables, or a sentence why not."""

import csv
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from studio.look.theme import current_theme
from studio.widgets import plot_export
from tests.gui.curves.conftest import append_batches, drawn, has_colour, start_run

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


def test_a_picture_and_a_drawing_are_saved(qtbot, view, session, tmp_path):
    start_run(session)
    for kind in ("png", "svg"):
        with qtbot.waitSignal(view.exported) as saved:
            view.export(tmp_path / f"curves.{kind}")
        assert saved.args == [str(tmp_path / f"curves.{kind}")]
    image = QImage(str(tmp_path / "curves.png"))
    assert image.width() > 1000
    assert has_colour(image, current_theme().tokens.colour("validation"))
    root = ElementTree.parse(tmp_path / "curves.svg").getroot()
    assert root.tag.endswith("svg")
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) > 2
    assert str(tmp_path) in view.notice.sentence


def test_the_table_holds_every_batch_and_the_validation_of_each_epoch(qtbot, view, session, tmp_path):
    history = start_run(session, 2500)
    with qtbot.waitSignal(view.exported):
        view.export(tmp_path / "curves.csv")
    with (tmp_path / "curves.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name in ("loss", "accuracy", "lr", "seconds"):
        np.testing.assert_array_equal([float(row[name]) for row in rows], history.column(name))
    closing = [row for row in rows if row["epoch"]]
    assert [int(row["batch"]) for row in closing] == [row.step for row in history.epochs]
    assert [float(row["validation_accuracy"]) for row in closing] == [
        row.validation["accuracy"] for row in history.epochs
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["curves.csv"]


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_place_that_cannot_be_written_is_told(qtbot, view, session, tmp_path, kind):
    start_run(session)
    view.export(tmp_path / "missing" / f"curves.{kind}")
    qtbot.waitUntil(view.notice.isVisible)
    assert view.notice.kind == "error"
    assert "missing" in view.notice.sentence


def test_exporting_before_a_run_says_why_it_cannot(view, tmp_path):
    view.export(tmp_path / "curves.png")
    assert view.notice.kind == "warning"
    assert not list(tmp_path.iterdir())


def test_a_drawing_is_clipped_and_looks_like_the_picture(qtbot, view, session, tmp_path):
    history = start_run(session)
    history.append(1e30, 0.1, 1e-3, 2.51)
    append_batches(history, 40)
    drawn(qtbot, view)
    view.export(tmp_path / "curves.svg")
    view.export(tmp_path / "curves.png")
    root = ElementTree.parse(tmp_path / "curves.svg").getroot()
    _, _, width, height = (float(number) for number in root.get("viewBox").split())
    for line in root.iter("{http://www.w3.org/2000/svg}polyline"):
        points = np.array([pair.split(",") for pair in line.get("points").split()], dtype=float)
        assert (points >= 0).all()
        assert (points <= (width, height)).all()
    assert {each.get("vector-effect", "none") for each in root.iter()} == {"none"}
    picture = QImage(str(tmp_path / "curves.png"))
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        QSvgRenderer(str(tmp_path / "curves.svg")).render(painter)
    pair = [
        np.frombuffer(each.convertToFormat(QImage.Format.Format_Grayscale8).constBits(), dtype=np.uint8).astype(float)
        for each in (picture, image)
    ]
    assert np.abs(pair[0] - pair[1]).mean() < 2


def test_a_picture_has_title_legend_and_axis_names(qtbot, view, session, tmp_path, monkeypatch):
    start_run(session)
    drawn(qtbot, view)
    said: list[str] = []
    sheet = plot_export._Sheet._text
    monkeypatch.setattr(plot_export._Sheet, "_text", lambda self, text, *args, **more: (
        said.append(text), sheet(self, text, *args, **more)
    ))  # fmt: skip
    view.export(tmp_path / "curves.png")
    assert {"Loss", "Accuracy", "training", "validation", "epoch", "100%"} <= set(said)


def test_a_line_is_cut_at_the_edges_of_the_plot():
    rect = QRectF(0, 0, 10, 10)
    inside = plot_export.clipped(np.array([1.0, 9.0]), np.array([1.0, 9.0]), rect)
    assert inside == [[(1.0, 1.0), (9.0, 9.0)]]
    spike = plot_export.clipped(np.array([0.0, 5.0, 10.0]), np.array([0.0, 20.0, 0.0]), rect)
    assert spike == [[(0.0, 0.0), (2.5, 10.0)], [(7.5, 10.0), (10.0, 0.0)]]
    assert plot_export.clipped(np.array([20.0, 30.0]), np.array([1.0, 2.0]), rect) == []
