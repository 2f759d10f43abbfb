"""What drawing the curves costs: only what grew is painted anew, to the pixel, and thousands of frames leak nothing."""

import gc
import sys
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, QRectF
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget

from studio.session.overlays import Overlay
from studio.widgets import plot_items
from tests.gui.curves.conftest import BATCHES, EPOCHS, append_batches, drawn, epoch_row, start_run
from trainer_core.history.history import History
from trainer_core.protocol.events import EpochEnded

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


class Painted(QObject):
    """Notes which part of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.parts: list[QRect] = []
        self._widget = widget
        widget.installEventFilter(self)

    def wait_for_all(self, qtbot) -> None:
        """Serve the window until the whole widget has been painted, then begin anew."""
        self._widget.update()
        qtbot.waitUntil(lambda: self._widget.rect() in self.parts)
        self.parts.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.parts.append(event.rect())
        return False


def _picture(widget: QWidget, part: QRect, before: QImage | None = None) -> QImage:
    """``widget`` as it is painted anew in ``part``, and elsewhere as ``before``."""
    image = QImage(before) if before is not None else QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image, part.topLeft(), QRegion(part), QWidget.RenderFlag(0))
    return image


@pytest.mark.parametrize("metric", ["loss", "accuracy"])
@pytest.mark.parametrize("begin", [4, 210])
def test_painting_only_what_grew_gives_the_whole_picture_to_the_pixel(qtbot, view, session, begin, metric):
    earlier = History("accuracy")
    append_batches(earlier, 120)
    history, ground = start_run(session, begin), view.panels[metric].canvas.viewport()
    painted = Painted(ground)
    view.set_overlays([Overlay("earlier", "earlier", earlier, 1)])
    view.tick()
    painted.wait_for_all(qtbot)
    shown, strips = _picture(ground, ground.rect()), 0
    for growth in (1, 2, 3, 20, 1, 40, 7, 60, 30):
        append_batches(history, growth)
        if len(history) % BATCHES == 0:
            history.append_epoch(epoch_row(len(history) // BATCHES))
        painted.parts.clear()
        view.tick()
        qtbot.waitUntil(lambda: bool(painted.parts))
        for part in list(painted.parts):
            shown = _picture(ground, part, shown)
            strips += part.width() < ground.width() / 3
        assert shown == _picture(ground, ground.rect())
    assert strips >= 3


@pytest.mark.parametrize("metric", ["loss", "accuracy"])
def test_the_star_of_the_last_epoch_is_painted_whole_and_leaves_nothing_behind(qtbot, view, session, metric):
    length = EPOCHS * BATCHES
    history, canvas = start_run(session, length - 80), view.panels[metric].canvas
    ground, painted = canvas.viewport(), Painted(canvas.viewport())
    drawn(qtbot, view)

    def settled() -> bool:
        """Whether nothing but the strip of a new batch is painted: the header has laid itself out."""
        painted.parts.clear()
        append_batches(history, 1)
        view.tick()
        QApplication.processEvents()
        return bool(painted.parts) and all(part.width() < ground.width() / 3 for part in painted.parts)

    qtbot.waitUntil(settled)
    assert canvas.frame.star is not None
    shown = _picture(ground, ground.rect())
    append_batches(history, length - len(history))
    history.append_epoch(epoch_row(EPOCHS, accuracy=1.0))
    ended = partial(session.take, EpochEnded(1, history.epochs[-1], best=True))
    for happens in (ended, partial(start_run, session, 2, number=2)):
        happens()
        painted.parts.clear()
        view.tick()
        qtbot.waitUntil(lambda: bool(painted.parts))
        for part in list(painted.parts):
            shown = _picture(ground, part, shown)
        assert shown == _picture(ground, ground.rect())
        if canvas.frame.star is not None:
            star, edge = canvas.mapFromScene(canvas.star.sceneBoundingRect()).boundingRect(), canvas.view.scene_rect
            assert star.center().x() == pytest.approx(edge.right(), abs=3)
            clip = canvas.view.mapToScene(canvas.view.shape()).boundingRect()
            assert clip.adjusted(-2, -2, 2, 2).contains(QRectF(star.adjusted(4, 4, -4, -4)))


def test_a_strip_of_a_line_is_painted_from_the_points_in_it(qtbot, view, session, monkeypatch):
    history, canvas = start_run(session, 210), view.panels["loss"].canvas
    drawn(qtbot, view)
    for panel in view.panels.values():
        Painted(panel.canvas.viewport()).wait_for_all(qtbot)
    painted: list[int] = []
    make = plot_items.pg.functions.arrayToQPolygonF
    monkeypatch.setattr(plot_items.pg.functions, "arrayToQPolygonF", lambda x, y: painted.append(len(x)) or make(x, y))
    for _ in range(2):  # the first time the names in the legend are new
        painted.clear()
        append_batches(history, 2)
        view.redraw()
        qtbot.waitUntil(lambda: bool(painted))
    assert max(painted) <= 33 < len(canvas.raw.getData()[0])


def test_the_newest_values_in_the_legend_are_painted_alone_and_whole(qtbot, view, session):
    history, legend = start_run(session), view.panels["loss"].header.legend
    painted = Painted(legend)
    view.redraw()
    painted.wait_for_all(qtbot)
    shown = _picture(legend, legend.rect())
    for _ in range(6):
        append_batches(history, 9)
        painted.parts.clear()
        view.redraw()
        qtbot.waitUntil(lambda: bool(painted.parts))
        for part in list(painted.parts):
            assert part.width() < legend.width() / 2
            shown = _picture(legend, part, shown)
        assert shown == _picture(legend, legend.rect())


def test_thousands_of_frames_leak_nothing(qtbot, view, session):
    history = start_run(session, 40)
    view.resize(440, 480)
    ground = view.panels["loss"].canvas.viewport()
    drawn(qtbot, view)
    view.show_reading_at("loss", 0.2)

    def paint(frames):
        for frame in range(frames):
            if frame % 10 == 0:
                append_batches(history, 1)
                view.redraw()
            ground.repaint()

    paint(50)
    gc.collect()
    before = sys.getrefcount(None)
    paint(2000)
    gc.collect()
    # A reference too few each time kills the process in the end; one too many for every new picture does no harm.
    assert -1000 < sys.getrefcount(None) - before < 2000 * 5
