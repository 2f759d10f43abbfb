"""How a person moves through the curves: axis, zoom, dragging, keys, and values read off by the mouse."""

import numpy as np
import pyqtgraph
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.views.curves import CurvesView
from tests.gui.curves.conftest import BATCHES, append_batches, drawn, start_run
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.protocol.events import Reason, RunEnded, RunStarted, RunSummary

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def _quick_hand(monkeypatch):
    """pyqtgraph leaves out movements of the mouse that are closer together than those of a hand."""
    monkeypatch.setitem(pyqtgraph.CONFIG_OPTIONS, "mouseRateLimit", 0)


def _ground(view: CurvesView, metric: str = "loss") -> QWidget:
    """What takes the mouse."""
    return view.panels[metric].canvas.viewport()


def _middle(view: CurvesView, x: float, metric: str = "loss") -> QPoint:
    canvas = view.panels[metric].canvas
    low, high = canvas.view.y_range
    return canvas.mapFromScene(canvas.view.mapViewToScene(QPointF(x, (low + high) / 2)))


def _wheel(view: CurvesView, notches: int, at: QPoint, sideways: bool = False) -> None:
    ground, turned = _ground(view), QPoint(120 * notches, 0) if sideways else QPoint(0, 120 * notches)
    place = QPointF(at), QPointF(ground.mapToGlobal(at))
    event = QWheelEvent(*place, QPoint(), turned, Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(ground, event)


def _drag(view: CurvesView, begin: QPoint, end: QPoint, button=LEFT, modifiers=NONE) -> None:
    """Press, move in steps and release."""
    ground, steps = _ground(view), [begin, (begin + end) / 2, end]
    kinds = [(QEvent.Type.MouseButtonPress, begin, button, button)]
    kinds += [(QEvent.Type.MouseMove, step, Qt.MouseButton.NoButton, button) for step in (*steps, end)]
    kinds += [(QEvent.Type.MouseButtonRelease, end, button, Qt.MouseButton.NoButton)]
    for kind, at, which, held in kinds:
        place = QPointF(at), QPointF(ground.mapToGlobal(at))
        QApplication.sendEvent(ground, QMouseEvent(kind, *place, which, held, modifiers))


def _hover(view: CurvesView, at: QPoint, metric: str = "loss") -> None:
    ground = _ground(view, metric)
    place = QPointF(at), QPointF(ground.mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    QApplication.sendEvent(ground, QMouseEvent(QEvent.Type.MouseMove, *place, none, none, NONE))


def test_the_axis_switch_keeps_the_batches_that_are_seen(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    view.controls.axis.findChild(QObject, "batch").click()
    assert view.panels["loss"].x_range == (0.0, 500.0)
    _wheel(view, 5, _middle(view, 100))
    low, high = view.panels["loss"].x_range
    assert high - low < 250
    for axis in ("seconds", "epoch"):
        view.controls.axis.findChild(QObject, axis).click()
        np.testing.assert_allclose(view.panels["accuracy"].x_range, (low / 100, high / 100), rtol=0.05, atol=0.02)


def test_last_500_shows_the_newest_batches(qtbot, view, session):
    history = History("accuracy")
    append_batches(history, 900)
    session.take(RunStarted(1, session.recipe, history, None, 10, BATCHES, 64))
    view.controls.span.findChild(QObject, "last").click()
    assert view.panels["loss"].x_range == (4.0, 9.0)
    append_batches(history, 50)
    qtbot.waitUntil(lambda: view.panels["loss"].x_range == (4.5, 9.5))


def test_dragging_zooms_to_the_span_in_every_plot(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    _drag(view, _middle(view, 1.0), _middle(view, 2.0))
    for panel in view.panels.values():
        assert panel.x_range == pytest.approx((1.0, 2.0), abs=0.03)
    assert not view.model.following


@pytest.mark.parametrize(
    ("button", "modifiers"),
    [
        (LEFT, Qt.KeyboardModifier.ShiftModifier),
        (Qt.MouseButton.MiddleButton, NONE),
        (Qt.MouseButton.RightButton, NONE),
    ],
    ids=["shift", "middle", "right"],
)
def test_moving_stops_the_following_and_the_button_resumes_it(qtbot, view, session, button, modifiers):
    history = start_run(session)
    drawn(qtbot, view)
    _wheel(view, 4, _middle(view, 2.0))
    low, high = view.panels["loss"].x_range
    assert not view.model.following
    assert view.follow_button.isVisible()
    start = _middle(view, (low + high) / 2)
    _drag(view, start, start + QPoint(50, 3), button, modifiers)
    moved = view.panels["loss"].x_range
    assert moved[0] < low
    assert moved[1] - moved[0] == pytest.approx(high - low)
    assert view.panels["accuracy"].x_range == pytest.approx(moved)
    before = view.redraws
    append_batches(history, 50)
    qtbot.waitUntil(lambda: view.redraws > before)
    assert view.panels["loss"].x_range == pytest.approx(moved)
    qtbot.mouseClick(view.follow_button, LEFT)
    assert view.model.following
    assert not view.follow_button.isVisible()
    assert view.panels["loss"].x_range == (0.0, 5.0)


def test_a_double_click_shows_everything_again(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    _wheel(view, 6, _middle(view, 1.0))
    assert not view.model.following
    ground, at = _ground(view), _middle(view, sum(view.panels["loss"].x_range) / 2)
    place = QPointF(at), QPointF(ground.mapToGlobal(at))
    for kind, held in (
        (QEvent.Type.MouseButtonPress, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseButtonDblClick, LEFT),
        (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        QApplication.sendEvent(ground, QMouseEvent(kind, *place, LEFT, held, NONE))
    assert view.model.following
    assert view.panels["accuracy"].x_range == pytest.approx((0.0, 5.0))


def test_the_wheel_zooms_around_the_mouse_and_moves_sideways(qtbot, view, session):
    start_run(session)
    drawn(qtbot, view)
    at = _middle(view, 1.0)
    _wheel(view, 3, at)
    low, high = view.panels["loss"].x_range
    assert high - low == pytest.approx(5 / 1.2**3)
    assert _middle(view, 1.0).x() == pytest.approx(at.x(), abs=1.5)
    _wheel(view, -1, at, sideways=True)
    assert view.panels["loss"].x_range == pytest.approx((low + 0.1 * (high - low), high + 0.1 * (high - low)))
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
    assert view.model.following


def test_the_crosshair_stands_in_both_plots_and_values_are_read_off_at_the_mouse(qtbot, view, session):
    history = start_run(session)
    drawn(qtbot, view)
    loss, accuracy = view.panels["loss"].canvas, view.panels["accuracy"].canvas
    _hover(view, _middle(view, 1.5))
    row = view.model.reading("loss", 1.5).batch - 1
    values = dict(loss.reading)
    assert values["batch"] in {"150", "151", "152"}
    assert values["epoch"] == "2"
    assert values["learning rate"] == "1e-3"
    assert float(values["this batch"]) == pytest.approx(history.column("loss", row - 1, row + 2), abs=0.2)
    assert values["validation, epoch 1"] == "0.550"
    assert loss.note.isVisible()
    assert accuracy.reading == ()
    assert accuracy.cross_x.isVisible()
    assert accuracy.cross_x.value() == loss.cross_x.value() == pytest.approx(1.5, abs=0.02)
    assert loss.dot.getData()[1] == pytest.approx([view.model.reading("loss", 1.5).smoothed], abs=0.05)
    QApplication.sendEvent(loss, QEvent(QEvent.Type.Leave))
    assert not loss.cross_x.isVisible()
    assert not accuracy.cross_x.isVisible()


def test_in_a_narrow_view_a_menu_chooses_axis_and_scale(qtbot, view, session):
    start_run(session)
    view.resize(440, 560)
    drawn(qtbot, view)
    assert view.controls.view_menu.isVisible()
    actions = {action.data(): action for action in view.controls.view_menu.menu().actions()}
    actions["batch"].trigger()
    assert view.panels["loss"].x_range == (0.0, 500.0)
    assert view.controls.axis.value == "batch"
    assert actions["batch"].isChecked()
    actions["log"].trigger()
    assert view.model.log


def test_how_to_move_is_said_in_the_tool_tip(view):
    tip = _ground(view).toolTip()
    assert "Drag" in tip
    assert "Shift" in tip
    assert "double click" in tip


def test_a_run_that_ends_early_fills_the_axis(qtbot, view, session):
    start_run(session, 210)
    drawn(qtbot, view)
    assert view.panels["loss"].x_range == (0.0, 5.0)
    numbers = {"loss": 0.4, "accuracy": 0.86}
    summary = RunSummary(None, Reason.STOPPED, 2, 210, 2, "accuracy", numbers, numbers, 2.1, 1e4, "cpu", "last.pt")
    session.take(RunEnded(1, Reason.STOPPED, Message("Stopped."), summary))
    drawn(qtbot, view)
    assert view.panels["loss"].x_range == pytest.approx((0.0, 2.1))


def test_the_button_that_follows_stays_in_the_corner_of_the_first_plot(qtbot, view, session):
    start_run(session)
    view.redraw()
    canvas = next(iter(view.panels.values())).canvas
    canvas.view.moved.emit()

    def in_the_corner() -> bool:
        corner = canvas.view.scene_rect.bottomRight().toPoint() - view.follow_button.geometry().bottomRight()
        return view.follow_button.parent() is canvas and 0 < corner.x() < 12 and 0 < corner.y() < 12

    assert view.follow_button.isVisible()
    assert in_the_corner()
    view.resize(900, 600)
    qtbot.waitUntil(in_the_corner)
    view.follow_button.setText("Follow the run to its end")
    assert in_the_corner()
    assert view.follow_button.width() >= view.follow_button.sizeHint().width()
