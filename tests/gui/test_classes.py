"""The table of classes and the facts about the data: scores against the definitions, order, clipboard, words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from studio.look.theme import current_theme
from studio.session.session import Session
from studio.views.classes.class_scores import class_scores
from studio.views.classes.classes_view import ClassesView
from studio.views.data.data_facts import DataFactsView
from trainer_core.errors import Message
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated, Prepared
from trainer_core.protocol.reports import DataReport, DeviceReport, Evaluation, ModelReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import Scores

NAMES = ("Shirt", "coat", "Bag")
COUNTS = np.array([[6, 4, 0], [2, 8, 0], [0, 0, 0]])


class Thread(QObject):
    """Stands where the engine's thread stands."""

    engine_event = Signal(object)


def evaluated(counts=COUNTS, split=Split.VALIDATION):
    nothing = np.zeros(0, dtype=np.int16)
    accuracy = float(np.trace(counts) / counts.sum())
    scores = Scores({"accuracy": accuracy}, nothing, nothing, confusion=counts)
    return Evaluated(1, 1, 9, Evaluation(split, int(counts.sum()), 0.4, scores))


@pytest.fixture(autouse=True)
def _light(qapp):
    current_theme().set_mode("light")
    current_theme().apply(qapp)


@pytest.fixture
def session():
    session = Session(Thread(), Recipe())
    data = DataReport(
        "folder", "Pets", "classification", NAMES, (3, 32, 24), 54000, 6000, 10000,
        Message("All {size} lie on the CPU.", {"size": "42 MB"}),
        {"origin": "https://example.org/pets", "licence": "MIT", "note": ""}, (10, 10, 0),
    )  # fmt: skip
    session.take(Prepared(Recipe(), DeviceReport("auto", "cpu", "CPU", 2), data, ModelReport("M", 1, "layers")))
    return session


@pytest.fixture
def view(qtbot, session):
    view = ClassesView(session)
    qtbot.addWidget(view)
    view.resize(390, 400)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def shown(view, session):
    session.take(evaluated())
    return view


def texts(view):
    model = view.model
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def click_heading(qtbot, view, column):
    heading = view.table.horizontalHeader()
    place = heading.viewport().rect().center()
    place.setX(heading.sectionViewportPosition(column) + heading.sectionSize(column) // 2)
    qtbot.mouseClick(heading.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_before_the_first_evaluation_the_view_says_what_will_appear(view):
    assert view.empty.isVisible()
    assert "after the first epoch" in view.empty.accessibleDescription()


def test_the_scores_are_those_computed_by_hand(shown):
    # Shirt: 6 of 8 taken for it, 6 of its 10. coat: 8 of 12, 8 of 10. No Bag was there and none was guessed.
    assert texts(shown) == [
        ["Shirt", "75.0%", "60.0%", "66.7%", "10"],
        ["coat", "66.7%", "80.0%", "72.7%", "10"],
        ["Bag", "–", "–", "–", "0"],
        ["Macro mean", "70.8%", "70.0%", "69.7%", "20"],
        ["Accuracy", "", "", "70.0%", "20"],
    ]


@given(st.integers(1, 6).flatmap(lambda k: arrays(np.int64, (k, k), elements=st.integers(0, 5))))
def test_scores_agree_with_counting_example_by_example(confusion):
    size = len(confusion)
    truth, guess = (np.repeat(axis.ravel(), confusion.ravel()) for axis in np.indices((size, size)))
    scores = class_scores(confusion)
    for label in range(size):
        hits = sum((t == label) and (g == label) for t, g in zip(truth, guess, strict=True))
        guessed, present = int((guess == label).sum()), int((truth == label).sum())
        assert scores.support[label] == present
        precision = hits / guessed if guessed else math.nan
        recall = hits / present if present else math.nan
        assert scores.precision[label] == pytest.approx(precision, nan_ok=True)
        assert scores.recall[label] == pytest.approx(recall, nan_ok=True)
        if precision + recall > 0:
            assert scores.f1[label] == pytest.approx(2 * precision * recall / (precision + recall))
    right = float((truth == guess).mean()) if len(truth) else math.nan
    assert scores.accuracy == pytest.approx(right, nan_ok=True)


def test_a_click_on_a_heading_sorts_turns_and_puts_back(qtbot, shown):
    for expected in ((1, 0, 2), (0, 1, 2), (0, 1, 2)):
        click_heading(qtbot, shown, 2)
        assert shown.model.order == expected
        assert [row[0] for row in texts(shown)][3:] == ["Macro mean", "Accuracy"]
    assert shown.model.sorting[0] == -1
    click_heading(qtbot, shown, 0)
    assert [row[0] for row in texts(shown)][:3] == ["Bag", "coat", "Shirt"]


def test_unknown_scores_stand_last_in_both_directions(shown):
    for _ in range(2):
        shown.sort(1)
        assert shown.model.order[-1] == 2


def test_the_sorting_holds_for_the_next_evaluation(shown, session):
    shown.sort(1)
    session.take(evaluated(np.array([[1, 9, 0], [0, 10, 0], [0, 0, 5]])))
    assert shown.model.sorting == (1, Qt.SortOrder.DescendingOrder)
    assert shown.model.order == (0, 2, 1)


def test_copying_gives_a_spreadsheet_plain_numbers(qtbot, shown):
    shown.activateWindow()
    qtbot.waitActive(shown)
    shown.table.setFocus()
    qtbot.keyClick(shown.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Class", "Precision", "Recall", "F1", "Support"]
    assert lines[1].split("\t") == ["Shirt", "0.75", "0.6", "0.666667", "10"]
    assert lines[3].split("\t") == ["Bag", "", "", "", "0"]
    assert lines[5].split("\t") == ["Accuracy", "", "", "0.7", "20"]


def test_nothing_is_cut_off_at_a_usual_width(shown):
    heading = shown.table.horizontalHeader()
    assert heading.length() <= shown.table.viewport().width()
    metrics = shown.table.fontMetrics()
    for column in range(shown.model.columnCount()):
        for row in texts(shown):
            assert metrics.horizontalAdvance(row[column]) < heading.sectionSize(column)


def test_little_room_drops_units_and_shortens_headings(qtbot, shown):
    shown.resize(280, 400)
    qtbot.waitUntil(lambda: texts(shown)[0][1] == "75.0")
    assert shown.model.headerData(1, Qt.Orientation.Horizontal) == "Prec."
    shown.resize(390, 400)
    qtbot.waitUntil(lambda: texts(shown)[0][1] == "75.0%")


def test_the_person_chooses_between_validation_and_test(qtbot, shown, session):
    session.take(evaluated(COUNTS * 3, Split.TEST))
    assert shown.model.scores.support.tolist() == [30, 30, 0]
    qtbot.mouseClick(shown.splits.findChild(QObject, Split.VALIDATION), Qt.MouseButton.LeftButton)
    assert shown.model.scores.support.tolist() == [10, 10, 0]


def test_a_hidden_table_waits(shown, session):
    shown.hide()
    session.take(evaluated(COUNTS * 3))
    assert shown.model.scores.support.tolist() == [10, 10, 0]
    shown.show()
    assert shown.model.scores.support.tolist() == [30, 30, 0]


def test_the_facts_of_the_data_are_stated(qtbot, session):
    view = DataFactsView(session)
    qtbot.addWidget(view)
    view.show()
    assert view.facts == {
        "training": "54,000",
        "validation": "6,000",
        "test": "10,000",
        "shape": "24 × 32 pixels, colour",
        "classes": "3",
        "placement": "All 42 MB lie on the CPU.",
        "origin": "https://example.org/pets",
        "licence": "MIT",
    }
    assert view.balance == {"Shirt": 10, "coat": 10, "Bag": 0}
    assert [bar.fraction for bar in view.bars.bars] == [1, 1, 0]


def test_without_data_the_facts_say_what_will_appear(qtbot):
    view = DataFactsView(Session(Thread(), Recipe()))
    qtbot.addWidget(view)
    view.show()
    assert view.empty.isVisible()
