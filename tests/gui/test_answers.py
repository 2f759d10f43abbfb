"""How a model answers example by example: thresholds that can be moved, and numbers beside the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from studio.session.session import Session
from studio.session.threshold import Threshold
from studio.views.answers.reliability_view import ReliabilityView
from studio.views.answers.threshold_view import ThresholdView
from studio.views.answers.values_view import LISTED, ValuesView
from studio.views.classes.classes_view import ClassesView
from studio.views.confusion import ConfusionView
from studio.views.predictions.predictions_view import PredictionsView
from tests.gui.conftest import shown
from trainer_core.data.balanced_choice import FIXED
from trainer_core.data.labels import Labels, TaskName
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated, Prepared, RunStarted
from trainer_core.protocol.predicting import Predicted
from trainer_core.protocol.reports import DataReport, DeviceReport, Evaluation, ModelReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import Scores
from trainer_core.tasks.metrics.classes import confusion_matrix

TRUTH = np.array([0, 0, 1, 0, 1, 1, 1, 0], dtype=np.int16)
SCORES = np.array([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.9, 0.8], dtype=np.float32)


def prepared(task: TaskName, labels: Labels) -> Prepared:
    data = DataReport(
        "table", "S", task.value, labels.class_names, (3,), 9, 9, 9, Message("Here."), target_names=labels.target_names
    )
    return Prepared(Recipe(), DeviceReport("auto", "cpu", "CPU", 1), data, ModelReport("M", 1, ""))


def yes_or_no(split: Split = Split.VALIDATION) -> Evaluated:
    predicted = (SCORES >= 0.5).astype(np.int16)
    confidence = np.where(predicted == 1, SCORES, 1 - SCORES)
    counts = confusion_matrix(TRUTH, predicted, 2)
    scores = Scores({"accuracy": 0.75}, TRUTH, predicted, confidence, SCORES, counts)
    return Evaluated(0, 1, 9, Evaluation(split, len(TRUTH), 0.5, scores))


def numbers(truth: np.ndarray, predicted: np.ndarray) -> Evaluated:
    scores = Scores({"rmse": 1.0}, truth.astype(np.float32), predicted.astype(np.float32))
    return Evaluated(0, 1, 9, Evaluation(Split.TEST, len(truth), 0.5, scores))


@pytest.fixture
def binary(session: Session) -> Session:
    session.take(prepared(TaskName.BINARY, Labels(("no", "yes"))))
    session.take(yes_or_no())
    return session


@pytest.fixture
def regression(session: Session) -> Session:
    session.take(prepared(TaskName.REGRESSION, Labels((), ("weight", "length"))))
    truth = np.stack((np.arange(100.0), np.zeros(100)), axis=1)
    predicted = truth + np.stack((np.linspace(-5, 4, 100), np.where(np.arange(100) == 7, 3.0, 0.5)), axis=1)
    session.take(numbers(truth, predicted))
    return session


def test_the_curves_are_those_of_the_newest_evaluation(qtbot, binary):
    view = shown(qtbot, ThresholdView(binary))
    x, y = view.roc.points.getData()
    np.testing.assert_allclose((x[0], y[0], x[-1], y[-1]), (0, 0, 1, 1))
    assert "0.750" in view._captions[view.roc].text()
    assert view.table.counts.tolist() == [[3, 1], [1, 3]]


def test_the_confusion_follows_the_threshold_everywhere(qtbot, binary):
    view, matrix, classes = (shown(qtbot, make(binary)) for make in (ThresholdView, ConfusionView, ClassesView))
    view.slider.setValue(250)
    assert binary.threshold.value == 0.25
    assert view.table.counts.tolist() == [[2, 2], [0, 4]]
    assert matrix.matrix.tolist() == [[2, 2], [0, 4]]
    assert "threshold 0.250" in matrix.sentence.text()
    assert classes.model.scores.recall.tolist() == [0.5, 1.0]
    assert "precision 66.7%, recall 100.0%" in view.sentence.text()
    view.reset.click()
    assert matrix.matrix.tolist() == [[3, 1], [1, 3]]
    assert "threshold" not in matrix.sentence.text()


def test_the_examples_of_a_cell_are_those_at_the_threshold(qtbot, binary, monkeypatch):
    matrix = shown(qtbot, ConfusionView(binary))
    monkeypatch.setattr(binary, "possible", lambda action: False)
    binary.threshold.move(0.25)
    matrix.open_cell(0, 1)
    assert set(matrix.examples) == {3, 7}


def test_a_result_goes_when_the_data_is_split_otherwise_though_every_count_is_the_same(binary):
    """The weights are kept, and the examples that they were tested on are others."""
    before = prepared(TaskName.BINARY, Labels(("no", "yes")))
    binary.take(replace(before, weights_kept=True))
    assert binary.results
    other = before.recipe.with_values({"data.split": "group"})
    binary.take(replace(before, recipe=other, weights_kept=True))
    assert not binary.results


def test_a_press_on_a_curve_moves_the_threshold_to_the_nearest_point(qtbot, binary):
    view = shown(qtbot, ThresholdView(binary))
    view.resize(400, 800)
    view.roc.picked.emit(0.25, 0.74)
    assert binary.threshold.value == pytest.approx(0.6)
    view.precision_recall.picked.emit(1.0, 0.66)
    assert binary.threshold.value == pytest.approx(0.3)
    place = view.roc.mapFromScene(view.roc.view.mapViewToScene(view.roc.view.viewRect().topLeft()))
    qtbot.mouseClick(view.roc.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert binary.threshold.value != pytest.approx(0.3)


def test_another_run_begins_at_the_usual_threshold(qtbot, binary):
    binary.threshold.move(0.9)
    binary.take(RunStarted(1, Recipe(), History("accuracy"), None, 1, 1, 1))
    assert binary.threshold.value == 0.5


def test_a_threshold_stays_between_nothing_and_everything(qtbot):
    threshold = Threshold()
    threshold.move(7.0)
    assert threshold.value == 1.0
    threshold.move(-1.0)
    assert threshold.value == 0.0


def test_the_threshold_view_says_what_is_missing_before_an_evaluation(qtbot, session):
    view = shown(qtbot, ThresholdView(session))
    assert view.pages.currentWidget() is view.empty


def test_the_reliability_diagram_says_in_bins_how_often_the_model_is_right(qtbot, binary):
    view = shown(qtbot, ReliabilityView(binary))
    # Confidences .9 .8 .7 .6 .6 .7 .9 .8 in bins of a fifteenth; wrong are the third and the last.
    assert view.bins.count.sum() == 8
    assert view.bins.count[[10, 13]].tolist() == [2, 2]
    assert view.accuracy.heights[[0, 10, 13]].tolist() == [0.0, 0.5, 1.0]
    assert view.counts.heights.tolist() == view.bins.count.tolist()
    x, y = view.accuracy.points.getData()
    assert (x.min(), x.max(), y.min(), y.max()) == (0, 1, 0, 1)


def test_a_bar_is_read_with_the_mouse_and_the_keyboard(qtbot, binary):
    view = shown(qtbot, ReliabilityView(binary))
    view.accuracy.picked.emit(10.5 / 15, 0.2)
    assert view.detail.text() == "Confidence 66.7% to 73.3%: 2 examples, 50.0% right at a mean confidence of 70.0%."
    np.testing.assert_allclose(view.counts.chosen.getData(), ([10.5 / 15], [2.0]))
    view.accuracy.setFocus()
    qtbot.keyClick(view.accuracy, Qt.Key.Key_Left)
    assert view.chosen == 9
    view.accuracy.picked.emit(0.01, 0.9)
    assert view.detail.text() == "Confidence 0.0% to 6.7%: no examples."


def test_a_model_that_is_too_sure_of_itself_is_said_to_be(qtbot, session):
    session.take(prepared(TaskName.CLASSIFICATION, Labels(("a", "b", "c"))))
    view = shown(qtbot, ReliabilityView(session))
    assert view.pages.currentWidget() is view.empty
    truth = np.arange(8, dtype=np.int16) % 3
    answered = np.where(np.arange(8) < 4, truth, (truth + 1) % 3).astype(np.int16)
    counts = confusion_matrix(truth, answered, 3)
    scores = Scores({"accuracy": 0.5}, truth, answered, np.full(8, 0.99, np.float32), confusion=counts)
    session.take(Evaluated(0, 1, 9, Evaluation(Split.TEST, 8, 0.5, scores)))
    assert view.sentence.text() == "Calibration error 49.0%: on the whole the model is overconfident."


@pytest.mark.parametrize("kind", ["scatter", "residuals"])
def test_the_largest_errors_are_listed_first(qtbot, regression, kind):
    view = shown(qtbot, ValuesView(regression, kind))
    listed = [int(view.table.item(row, 0).data(Qt.ItemDataRole.UserRole)) for row in range(view.table.rowCount())]
    assert len(listed) == LISTED
    assert listed == np.argsort(-np.abs(view.residuals), kind="stable")[:LISTED].tolist()
    with qtbot.waitSignal(view.copy_asked) as asked:
        qtbot.mouseClick(view.list_buttons.copy_button, Qt.MouseButton.LeftButton)
    assert asked.args == [view.shown.evaluated.evaluation.split, tuple(listed)]
    x, y = view.plot.points.getData()
    assert len(x) == 100
    np.testing.assert_allclose(y, view.predicted if kind == "scatter" else view.residuals)


def test_a_listed_example_is_marked_in_the_plot_and_the_other_way_round(qtbot, regression):
    view = shown(qtbot, ValuesView(regression, "scatter"))
    view.table.selectRow(0)
    assert view.chosen == 0
    assert "predicted -5, true 0" in view.sentence.text()
    view.plot.picked.emit(99.0, 103.0)
    assert view.chosen == 99
    assert view.table.item(view.table.currentRow(), 0).data(Qt.ItemDataRole.UserRole) == 99
    np.testing.assert_allclose(view.plot.chosen.getData(), ([99.0], [103.0]))


def test_of_several_targets_one_is_shown(qtbot, regression):
    view = shown(qtbot, ValuesView(regression, "residuals"))
    assert view.header.targets.isVisible()
    view.header.targets.setCurrentIndex(1)
    view.header.targets.activated.emit(1)
    assert view.truth.tolist() == [0.0] * 100
    assert view.table.item(0, 0).data(Qt.ItemDataRole.UserRole) == 7


def test_answers_that_are_no_numbers_are_listed_and_not_drawn(qtbot, regression):
    truth = np.zeros((3, 1))
    regression.take(numbers(truth, np.array([[1.0], [np.nan], [2.0]])))
    view = shown(qtbot, ValuesView(regression, "scatter"))
    assert len(view.plot.points.getData()[0]) == 2
    assert view.table.item(0, 0).data(Qt.ItemDataRole.UserRole) == 1


def test_the_tabs_are_those_of_what_is_learnt(studio, monkeypatch):
    # The engine has other data than what it seems to have told of.
    monkeypatch.setattr(studio.window.predictions.feed, "refresh", lambda: None)

    def offered() -> list[str]:
        tabs = studio.window.tabs
        return [tabs.tabText(index) for index in range(tabs.count()) if tabs.isTabVisible(index)]

    assert offered() == ["Predictions", "Confusion", "Classes", "Try"]
    studio.session.take(prepared(TaskName.BINARY, Labels(("no", "yes"))))
    assert offered() == ["Predictions", "Confusion", "Classes", "Threshold", "Try"]
    studio.session.take(prepared(TaskName.REGRESSION, Labels((), ("y",))))
    assert offered() == ["Predictions", "Scatter", "Residuals", "Try"]
    assert not studio.window.confusion.isVisible()


def test_scores_and_calibration_take_turns(qtbot, studio):
    page = studio.window.pages.train
    page.tabs.setCurrentWidget(page.by_class)
    for key, seen, hidden in (
        ("calibration", page.reliability, page.classes),
        ("classes", page.classes, page.reliability),
    ):
        page.by_class.switch.findChild(QPushButton, key).click()
        assert seen.isVisible()
        assert not hidden.isVisible()


def test_pictures_with_numbers_say_what_was_answered_and_what_is_true(qtbot, session, monkeypatch):
    """The furthest off stands first; without a truth there is only the answer."""
    monkeypatch.setattr(session, "possible", lambda action: False)
    data = DataReport(
        "arrays", "S", "regression", (), (1, 8, 8), 9, 9, 30, Message("Here."), target_names=("age", "height")
    )
    view = shown(qtbot, PredictionsView(session))
    session.take(Prepared(Recipe(), DeviceReport("auto", "cpu", "CPU", 1), data, ModelReport("M", 1, "")))
    indices = view.feed.indices
    assert len(indices) == FIXED
    truth = np.stack((np.arange(FIXED, dtype=np.float32), np.ones(FIXED, np.float32)), axis=1)
    answers = truth + 0.5
    answers[7, 0] += 4
    pictures = np.zeros((FIXED, 1, 8, 8), np.uint8)
    session.take(Predicted(0, 0, view.feed._tag, Split.TEST, indices, pictures, truth, answers))
    view.ordering.set_value("mistakes")
    view._reorder("mistakes")
    first = view.browser.grid.tiles[0]
    assert (first.title, first.note, first.key) == ("11.5", "is 7", indices[7])
    assert first.sentence == "age 11.5, in truth 7; height 1.5, in truth 1"
    view.browser.open(first.key)
    assert [bar.name for bar in view.browser.detail.bars.bars] == ["age", "height"]
    assert "further off" in view.caption.text()
