"""The live curves: what is drawn, how a person moves through it, what leaves the window, and what it costs."""

import csv
import gc
import math
import sys
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QRegion, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from studio.plots.overlays import Overlay
from studio.plots.scene import Mapping
from studio.session import Session
from studio.theme import current_theme
from studio.views.curves import CurvesView
from studio.widgets.empty_state import EmptyState
from trainer_core.errors import Message
from trainer_core.events import EpochEnded, HyperparameterChanged, RunStarted
from trainer_core.history import EpochRow, History, Mark
from trainer_core.recipe import Recipe

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

EPOCHS, BATCHES = 5, 100


@pytest.fixture
def view(qtbot, session):
    view = CurvesView(session)
    qtbot.addWidget(view)
    view.resize(744, 804)
    with qtbot.waitExposed(view):
        view.show()
    return view


def _append(history: History, count: int) -> None:
    noise = np.random.default_rng(len(history))
    for _ in range(count):
        step = len(history)
        history.append(0.4 + 2 * math.exp(-step / 60) + 0.05 * noise.normal(), 0.85, 1e-3, (step + 1) * 0.01)


def _start(session: Session, count: int = 250, number: int = 1, recipe: Recipe | None = None) -> History:
    history = History()
    _append(history, count)
    for epoch in range(1, count // BATCHES + 1):
        history.append_epoch(_row(epoch))
    session.take(RunStarted(number, recipe or session.recipe, history, None, EPOCHS, BATCHES, 64))
    return history


def _row(epoch: int, accuracy: float | None = None) -> EpochRow:
    accuracy = 0.7 + 0.05 * epoch if accuracy is None else accuracy
    return EpochRow(epoch, epoch * BATCHES, 0.5, 0.8, 0.6 - 0.05 * epoch, accuracy, 1e-3, epoch * BATCHES * 0.01, 9.0)


def _drawn(qtbot, view: CurvesView) -> None:
    """Wait until what there is now has been drawn."""
    before = view.redraws
    view.redraw()
    qtbot.waitUntil(lambda: view.redraws > before)


def _has(image: QImage, colour: QColor) -> bool:
    """Whether a pixel of ``image`` has just this colour."""
    pixels = np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), dtype=np.uint32)
    return bool((pixels & 0xFFFFFF == colour.rgb() & 0xFFFFFF).any())


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


def test_before_a_run_it_says_what_will_appear(view):
    (empty,) = view.findChildren(EmptyState)
    assert empty.isVisible()
    assert "Train" in empty.accessibleDescription()
    assert view.redraws == 0


def test_a_run_appears_with_axes_to_its_planned_end(qtbot, view, session):
    history = _start(session)
    qtbot.waitUntil(lambda: view.redraws > 0)
    loss, accuracy = view.panels["loss"], view.panels["accuracy"]
    assert loss.x_range == accuracy.x_range == (0.0, 5.0)
    assert loss.raw[1].max() == history.column("loss").max()
    assert loss.smoothed[0][-1] == pytest.approx(2.49)
    assert accuracy.y_range[1] == 1.0
    assert view.following
    assert loss.following


def test_new_batches_are_drawn_by_themselves(qtbot, view, session):
    history = _start(session)
    qtbot.waitUntil(lambda: view.redraws > 0)
    _append(history, 50)
    qtbot.waitUntil(lambda: view.panels["loss"].smoothed[0][-1] == pytest.approx(2.99))


def test_nothing_is_drawn_again_while_nothing_is_new(qtbot, view, session):
    _start(session)
    _drawn(qtbot, view)
    before = view.redraws
    for _ in range(5):
        view.tick()
    assert view.redraws == before


def test_a_hidden_view_does_no_work(qtbot, view, session):
    history = _start(session)
    _drawn(qtbot, view)
    view.hide()
    before = view.redraws
    _append(history, 50)
    view.tick()
    view.controls.smoothing.setValue(80)
    session.take(EpochEnded(1, _row(3), True))
    assert view.redraws == before
    assert not view.ticking
    view.show()
    qtbot.waitUntil(lambda: view.panels["loss"].smoothed[0][-1] == pytest.approx(2.99))


def test_validation_and_the_best_epoch_follow_the_events(qtbot, view, session):
    history = _start(session)
    _drawn(qtbot, view)
    np.testing.assert_allclose(view.panels["accuracy"].validation, [[1, 2], [0.75, 0.8]])
    assert view.best_epoch.epoch == 2
    _append(history, 50)
    history.append_epoch(_row(3, accuracy=0.78))
    session.take(EpochEnded(1, history.epochs[-1], False))
    qtbot.waitUntil(lambda: len(view.panels["accuracy"].validation[0]) == 3)
    assert view.best_epoch.epoch == 2


def test_the_star_goes_by_what_the_recipe_calls_best(qtbot, view, session):
    history = History()
    _append(history, 200)
    history.append_epoch(EpochRow(1, 100, 0.5, 0.8, 0.9, 0.9, 1e-3, 1.0, 9.0))
    history.append_epoch(EpochRow(2, 200, 0.5, 0.8, 0.3, 0.8, 1e-3, 2.0, 9.0))
    recipe = session.recipe.with_values({"training.best_by": "loss"})
    session.take(RunStarted(1, recipe, history, None, EPOCHS, BATCHES, 64))
    assert view.best_epoch.epoch == 2


def test_a_changed_hyperparameter_leaves_a_mark_in_words(qtbot, view, session):
    history = _start(session)
    change = Message("{field} {old} → {new}", {"field": "optimizer.lr", "old": 1e-3, "new": 3e-4})
    history.append_mark(Mark(150, change))
    session.take(HyperparameterChanged(1, 150, "optimizer.lr", 1e-3, 3e-4))
    qtbot.waitUntil(lambda: len(view.panels["loss"].canvas.scene.ground.marks) == 1)
    at, words = view.panels["loss"].canvas.scene.ground.marks[0]
    assert at == 1.5
    assert words.endswith("1e-3 → 3e-4")


def test_the_legend_says_the_newest_values(qtbot, view, session):
    _start(session)
    _drawn(qtbot, view)
    (training, value), (validation, result) = view.panels["accuracy"].legend.texts
    assert (training, value) == ("training", "85.0 %")
    assert (validation, result) == ("validation", "80.0 %")


def test_the_axis_switch_keeps_the_batches_that_are_seen(qtbot, view, session):
    _start(session)
    _drawn(qtbot, view)
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
    _append(history, 900)
    session.take(RunStarted(1, session.recipe, history, None, 10, BATCHES, 64))
    view.controls.span.findChild(QObject, "last").click()
    assert view.panels["loss"].x_range == (4.0, 9.0)
    _append(history, 50)
    qtbot.waitUntil(lambda: view.panels["loss"].x_range == (4.5, 9.5))


def test_dragging_stops_the_following_and_the_button_resumes_it(qtbot, view, session):
    history = _start(session)
    _drawn(qtbot, view)
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
    _append(history, 50)
    qtbot.waitUntil(lambda: view.model.latest["loss"] == pytest.approx(view.panels["loss"].smoothed[1][-1], abs=1))
    assert view.panels["loss"].x_range == moved
    qtbot.mouseClick(view.follow_button, Qt.MouseButton.LeftButton)
    assert view.following
    assert not view.follow_button.isVisible()
    assert view.panels["loss"].x_range == (0.0, 5.0)


def test_the_wheel_zooms_around_the_mouse(qtbot, view, session):
    _start(session)
    _drawn(qtbot, view)
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
    _start(session)
    _drawn(qtbot, view)
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
    history = _start(session)
    _drawn(qtbot, view)
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


def test_smoothing_draws_the_raw_values_at_one_end_and_a_calm_line_at_the_other(qtbot, view, session):
    _start(session)
    _drawn(qtbot, view)
    view.controls.smoothing.setValue(0)
    raw = view.panels["loss"].smoothed[1]
    view.controls.smoothing.setValue(100)
    calm = view.panels["loss"].smoothed[1]
    assert np.abs(np.diff(calm)).max() < np.abs(np.diff(raw)).max() / 5
    view.controls.set_beta(0.9)
    assert view.controls.beta == pytest.approx(0.9, abs=0.01)
    assert view.model.beta == view.controls.beta


def test_a_logarithmic_loss_with_zero_negative_and_missing_values_is_drawn(qtbot, view, session):
    history = History()
    for value in (2.0, 0.0, -1.0, math.nan, math.inf, 0.5, 0.1):
        history.append(value, math.nan, 1e-3, 0.1)
    session.take(RunStarted(1, session.recipe, history, None, 1, 10, 64))
    view.controls.scale.findChild(QObject, "log").click()
    view.grab()
    low, high = view.panels["loss"].y_range
    assert 0 < low <= 0.1
    assert high >= 2.0
    assert all(np.isfinite(view.panels[name].raw[1]).all() for name in ("loss", "accuracy"))


def test_the_previous_run_is_laid_under_when_asked(qtbot, view, session):
    first = _start(session, 300)
    assert not view.controls.previous.isEnabled()
    _start(session, 100, number=2)
    view.controls.previous.trigger()
    (overlay,) = view.panels["loss"].canvas.scene.overlays
    assert overlay.smoothed[0][-1] == pytest.approx(2.99)
    assert view.model.overlays[0].history is first
    view.set_overlays([Overlay("another", "another", first, 1)])
    assert len(view.panels["loss"].canvas.scene.overlays) == 2
    view.controls.previous.trigger()
    assert [each.name for each in view.model.overlays] == ["another"]


def test_a_picture_and_a_drawing_are_saved(qtbot, view, session, tmp_path):
    _start(session)
    for kind in ("png", "svg"):
        with qtbot.waitSignal(view.exported) as saved:
            view.export(tmp_path / f"curves.{kind}")
        assert saved.args == [str(tmp_path / f"curves.{kind}")]
    image = QImage(str(tmp_path / "curves.png"))
    assert image.width() > 1000
    assert _has(image, current_theme().tokens.colour("validation"))
    root = ElementTree.parse(tmp_path / "curves.svg").getroot()
    assert root.tag.endswith("svg")
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) > 2
    assert str(tmp_path) in view.notice.sentence


def test_the_table_holds_every_batch_and_the_validation_of_each_epoch(qtbot, view, session, tmp_path):
    history = _start(session, 2500)
    with qtbot.waitSignal(view.exported):
        view.export(tmp_path / "curves.csv")
    with (tmp_path / "curves.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name in ("loss", "accuracy", "lr", "seconds"):
        np.testing.assert_array_equal([float(row[name]) for row in rows], history.column(name))
    closing = [row for row in rows if row["epoch"]]
    assert [int(row["batch"]) for row in closing] == [row.step for row in history.epochs]
    assert [float(row["validation_accuracy"]) for row in closing] == [row.validation_accuracy for row in history.epochs]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["curves.csv"]


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_a_place_that_cannot_be_written_is_told(qtbot, view, session, tmp_path, kind):
    _start(session)
    view.export(tmp_path / "missing" / f"curves.{kind}")
    qtbot.waitUntil(view.notice.isVisible)
    assert view.notice.kind == "error"
    assert "missing" in view.notice.sentence


def test_exporting_before_a_run_says_why_it_cannot(view, tmp_path):
    view.export(tmp_path / "curves.png")
    assert view.notice.kind == "warning"
    assert not list(tmp_path.iterdir())


def test_another_theme_is_drawn_at_once(qtbot, view, session):
    _start(session)
    _drawn(qtbot, view)
    canvas = view.panels["loss"].canvas
    assert canvas.grab().toImage().pixelColor(2, 2) == QColor("#1a1e25")
    current_theme().set_mode("light")
    image = canvas.grab().toImage()
    assert image.pixelColor(2, 2) == QColor("#ffffff")
    assert _has(image, current_theme().tokens.colour("validation"))


@pytest.mark.parametrize(("width", "height"), [(744, 804), (440, 560), (1200, 900)])
def test_no_header_is_cut_off(qtbot, view, session, width, height):
    _start(session)
    view.resize(width, height)
    _drawn(qtbot, view)
    assert view.size().toTuple() == (width, height)
    for panel in view.panels.values():
        shown = [child for child in panel.header_widgets if child.isVisible()]
        assert all(child.width() >= child.minimumSizeHint().width() for child in shown)
        assert all(panel.rect().contains(child.geometry()) for child in shown)
        pairs = pairwise(shown)
        assert all(left.geometry().right() < right.geometry().left() for left, right in pairs)


def test_in_a_narrow_view_a_menu_chooses_the_axis(qtbot, view, session):
    _start(session)
    view.resize(440, 560)
    _drawn(qtbot, view)
    assert view.controls.view_menu.isVisible()
    next(action for action in view.controls.view_menu.menu().actions() if action.data() == "batch").trigger()
    assert view.panels["loss"].x_range == (0.0, 500.0)
    assert view.controls.axis.value == "batch"


def test_a_view_opened_late_shows_the_run_under_way(qtbot, session):
    _start(session)
    view = CurvesView(session)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.waitUntil(lambda: view.redraws > 0)
    assert view.panels["loss"].smoothed[0][-1] == pytest.approx(2.49)


class Painted(QObject):
    """Notes which part of a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.parts: list[QRect] = []
        self._widget = widget
        widget.installEventFilter(self)

    def wait_for_all(self, qtbot) -> None:
        """Serve the window until the whole widget has been painted, then begin anew."""
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


def test_the_first_batch_is_painted_where_nothing_else_changes(qtbot, view, session):
    earlier, history = History(), History()
    _append(earlier, 120)
    view.set_overlays([Overlay("earlier", "earlier", earlier, 1)])
    painted = Painted(view.panels["loss"].canvas)
    session.take(RunStarted(1, session.recipe, history, None, EPOCHS, BATCHES, 64))
    view.tick()
    painted.wait_for_all(qtbot)
    _append(history, 1)
    view.tick()
    qtbot.waitUntil(lambda: bool(painted.parts))


@pytest.mark.parametrize("column", ["loss", "accuracy"])
@pytest.mark.parametrize("begin", [4, 210])
def test_painting_only_what_grew_gives_the_whole_picture_to_the_pixel(qtbot, view, session, begin, column):
    earlier = History()
    _append(earlier, 120)
    history, canvas = _start(session, begin), view.panels[column].canvas
    painted = Painted(canvas)
    view.set_overlays([Overlay("earlier", "earlier", earlier, 1)])
    view.tick()
    painted.wait_for_all(qtbot)
    shown, strips = _picture(canvas, canvas.rect()), 0
    for growth in (1, 2, 3, 20, 1, 40, 7, 60, 30):
        _append(history, growth)
        if len(history) % BATCHES == 0:
            history.append_epoch(_row(len(history) // BATCHES))
        painted.parts.clear()
        view.tick()
        qtbot.waitUntil(lambda: bool(painted.parts))
        for part in list(painted.parts):
            shown = _picture(canvas, part, shown)
            strips += part.width() < canvas.width() / 3
        assert shown == _picture(canvas, canvas.rect())
    assert strips >= 3


def test_the_newest_values_in_the_legend_are_painted_alone_and_whole(qtbot, view, session):
    history, legend = _start(session), view.panels["loss"].legend
    painted = Painted(legend)
    view.redraw()
    painted.wait_for_all(qtbot)
    shown = _picture(legend, legend.rect())
    for _ in range(6):
        _append(history, 9)
        painted.parts.clear()
        view.redraw()
        qtbot.waitUntil(lambda: bool(painted.parts))
        for part in list(painted.parts):
            assert part.width() < legend.width() / 2
            shown = _picture(legend, part, shown)
        assert shown == _picture(legend, legend.rect())


def test_thousands_of_frames_leak_nothing(qtbot, view, session):
    history = _start(session, 40)
    view.resize(360, 300)
    canvas = view.panels["loss"].canvas
    _drawn(qtbot, view)
    view.show_reading_at("loss", 0.2)

    def paint(frames):
        for frame in range(frames):
            if frame % 10 == 0:
                _append(history, 1)
                view.redraw()
            canvas.set_scene(canvas.scene)
            canvas.repaint()

    paint(50)
    gc.collect()
    before = sys.getrefcount(None)
    paint(5000)
    gc.collect()
    assert abs(sys.getrefcount(None) - before) < 1000


def test_the_export_menu_asks_for_a_place_and_saves_there(qtbot, view, session, tmp_path):
    _start(session)
    view.controls.exports["svg"].trigger()
    dialog = view.findChild(QFileDialog)
    assert dialog.defaultSuffix() == "svg"
    dialog.fileSelected.emit(str(tmp_path / "mine.svg"))
    dialog.reject()
    assert (tmp_path / "mine.svg").stat().st_size > 1000
