"""How a person moves through the curves: axis, zoom, dragging, keys, and values read off by the mouse."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from studio.plots.scene import Mapping
from studio.views.curves import CurvesView
from tests.gui.curves.conftest import BATCHES, append_batches, drawn, start_run
from trainer_core.history.history import History
from trainer_core.protocol.events import RunStarted

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


def _middle(view: CurvesView, x: float) -> QPoint:
    canvas = view.panels["loss"].canvas
    plot = canvas.plot
    return QPoint(round(Mapping(canvas.scene.ground, plot).x(x)), round(plot.center().y()))


def _wheel(view: CurvesView, notches: int, at: QPoint) -> None:
    canvas = view.panels["loss"].canvas
    event = QWheelEvent(
        QPointF(at),
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_the_axis_switch_keeps_the_batches_that_are_seen(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    view.controls.axis.findChild(QObject, "batch").click()
    assert view.panels["loss"].x_range == (0.0, 500.0)
    _wheel(view, 5, _middle(view, 100))
    low, high = view.panels["loss"].x_range
    view.controls.axis.findChild(QObject, "seconds").click()
    np.testing.assert_allclose(view.panels["accuracy"].x_range, (low / 100, high / 100), rtol=0.05, atol=0.02)
    view.controls.axis.findChild(QObject, "epoch").click()
    np.testing.assert_allclose(view.panels["accuracy"].x_range, (low / 100, high / 100), rtol=0.05, atol=0.02)


def test_last_500_shows_the_newest_batches(qtbot, view, session):
    history = History()
    append_batches(history, 900)
    session.take(RunStarted(1, session.recipe, history, None, 10, BATCHES, 64))
    view.controls.span.findChild(QObject, "last").click()
    assert view.panels["loss"].x_range == (4.0, 9.0)
    append_batches(history, 50)
    qtbot.waitUntil(lambda: view.panels["loss"].x_range == (4.5, 9.5))


def test_dragging_stops_the_following_and_the_button_resumes_it(qtbot, view, session):
    history = start_run(session)
    drawn(qtbot, view)
    canvas = view.panels["loss"].canvas
    _wheel(view, 4, _middle(view, 2.0))
    low, high = view.panels["loss"].x_range
    assert not view.following
    assert view.follow_button.isVisible()
    start = _middle(view, (low + high) / 2)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(50, 3))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(50, 3))
    moved = view.panels["loss"].x_range
    assert moved[0] < low
    assert moved[1] - moved[0] == pytest.approx(high - low)
    assert view.panels["accuracy"].x_range == moved
    append_batches(history, 50)
    qtbot.waitUntil(lambda: view.model.latest["loss"] == pytest.approx(view.panels["loss"].smoothed[1][-1], abs=1))
    assert view.panels["loss"].x_range == moved
    qtbot.mouseClick(view.follow_button, Qt.MouseButton.LeftButton)
    assert view.following
    assert not view.follow_button.isVisible()
    assert view.panels["loss"].x_range == (0.0, 5.0)


def test_the_wheel_zooms_around_the_mouse(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    at = _middle(view, 1.0)
    _wheel(view, 3, at)
    low, high = view.panels["loss"].x_range
    assert high - low == pytest.approx(5 / 1.2**3)
    assert Mapping(view.panels["loss"].canvas.scene.ground, view.panels["loss"].canvas.plot).x(1.0) == pytest.approx(
        at.x(), abs=1.5
    )
    _wheel(view, -30, at)
    assert view.panels["loss"].x_range == (0.0, 5.0)
    _wheel(view, 200, at)
    low, high = view.panels["loss"].x_range
    assert high - low == pytest.approx(8 / BATCHES)


def test_everything_is_reached_by_keys(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    canvas = view.panels["loss"].canvas
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    zoomed = view.panels["loss"].x_range
    assert zoomed[1] - zoomed[0] < 5
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert view.panels["loss"].x_range[0] > zoomed[0]
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    np.testing.assert_allclose(view.panels["loss"].x_range, zoomed)
    qtbot.keyClick(canvas, Qt.Key.Key_F)
    assert view.following


def test_the_mouse_reads_off_values_in_both_plots(qtbot, view, session):
    history = start_run(session)
    drawn(qtbot, view)
    loss, accuracy = view.panels["loss"].canvas, view.panels["accuracy"].canvas
    qtbot.mouseMove(loss, _middle(view, 1.5))
    row = view.model.reading("loss", 1.5).batch - 1
    values = dict(loss.reading)
    assert values["batch"] in {"150", "151", "152"}
    assert values["epoch"] == "2"
    assert values["learning rate"] == "1e-3"
    assert float(values["this batch"]) == pytest.approx(history.column("loss", row - 1, row + 2), abs=0.2)
    assert values["validation, epoch 1"] == "0.550"
    assert accuracy.cross is not None
    QApplication.sendEvent(loss, QEvent(QEvent.Type.Leave))
    assert loss.cross is None
    assert accuracy.cross is None


def test_in_a_narrow_view_a_menu_chooses_the_axis(qtbot, view, session):
    start_run(session)
    view.resize(440, 560)
    drawn(qtbot, view)
    assert view.controls.view_menu.isVisible()
    next(action for action in view.controls.view_menu.menu().actions() if action.data() == "batch").trigger()
    assert view.panels["loss"].x_range == (0.0, 500.0)
    assert view.controls.axis.value == "batch"
