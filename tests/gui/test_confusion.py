"""The confusion matrix: its numbers, pointing by mouse and keyboard, the examples behind a cell, many classes."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSizeF, Qt, Signal
from PySide6.QtWidgets import QApplication

from studio.look.theme import DARK, LIGHT, contrast, current_theme
from studio.session.session import Session
from studio.views.confusion import SHOWN, ConfusionView
from studio.widgets.heat_cells import cell_colours, cell_words
from studio.widgets.heat_layout import HeatLayout
from studio.widgets.heat_table import HeatTable
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Evaluated, Prepared, RunStarted
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.protocol.reports import DataReport, DeviceReport, Evaluation, ModelReport
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import Scores

NAMES = ("Shirt", "Coat", "Bag")
COUNTS = np.array([[50, 40, 10], [0, 100, 0], [1, 0, 299]])


class Thread(QObject):
    """Stands where the engine's thread stands and keeps what is asked."""

    engine_event = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked = []

    def post(self, command):
        self.asked.append(command)

    def predictions(self):
        return [command for command in self.asked if isinstance(command, Predict)]


def prepared(names=NAMES):
    data = DataReport("s", "S", "classification", tuple(names), (1, 4, 4), 10, 5, 500, Message("On the CPU."))
    return Prepared(Recipe(), DeviceReport("auto", "cpu", "CPU", 2), data, ModelReport("M", 1, "layers"))


def evaluated(counts=COUNTS, split=Split.VALIDATION, run=1, epoch=3):
    """An evaluation with exactly these counts; the confidence falls from one example to the next."""
    size = len(counts)
    truth, guess = (np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices((size, size)))
    confidence = np.linspace(0.9, 0.5, len(truth), dtype=np.float32)
    accuracy = float(np.trace(counts) / counts.sum())
    types = truth.astype(np.int16), guess.astype(np.int16), confidence
    scores = Scores({"accuracy": accuracy}, *types, confusion=counts)
    return Evaluated(run, epoch, 30, Evaluation(split, len(truth), 0.4, scores))


def answer(session, command, tag="cell"):
    count = len(command.indices)
    fractions = np.tile(np.array([0.1, 0.7, 0.2], dtype=np.float32), (count, 1))
    images = np.zeros((count, 1, 4, 4), dtype=np.uint8)
    truth = np.zeros(count, dtype=np.int64)
    session.take(Predicted(1, 30, tag, command.split, command.indices, images, truth, fractions))


@pytest.fixture(autouse=True)
def _light(qapp):
    current_theme().set_mode("light")
    current_theme().apply(qapp)


@pytest.fixture
def thread():
    return Thread()


@pytest.fixture
def session(thread):
    session = Session(thread, Recipe())
    session.take(prepared())
    return session


@pytest.fixture
def view(qtbot, session):
    view = ConfusionView(session)
    qtbot.addWidget(view)
    view.resize(390, 500)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def shown(view, session):
    session.take(evaluated())
    return view


def click_cell(qtbot, view, row, column):
    place = view.table.cell_rect(row, column).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def focus(qtbot, view):
    view.activateWindow()
    qtbot.waitActive(view)
    view.table.setFocus(Qt.FocusReason.TabFocusReason)


def test_before_the_first_evaluation_the_view_says_what_will_appear(view):
    assert view.empty.isVisible()
    assert "after the first epoch" in view.empty.accessibleDescription()
    assert view.matrix is None


def test_the_numbers_are_percentages_of_the_row_or_counts(qtbot, shown):
    table = shown.table
    assert shown.matrix.tolist() == COUNTS.tolist()
    assert table.fractions.sum(axis=1) == pytest.approx([1, 1, 1])
    assert [[table.words(r, c) for c in range(3)] for r in range(3)] == [
        ["50", "40", "10"], ["0", "100", "0"], ["<1", "0", "99"],
    ]  # fmt: skip
    qtbot.mouseClick(shown.mode.findChild(QObject, "counts"), Qt.MouseButton.LeftButton)
    assert [table.words(2, c) for c in range(3)] == ["1", "0", "299"]


def test_a_class_without_examples_divides_by_nothing(view, session):
    counts = COUNTS.copy()
    counts[1] = 0
    session.take(evaluated(counts))
    assert view.table.fractions[1].tolist() == [0, 0, 0]
    assert view.table.words(1, 1) == "0"


def test_pointing_at_a_cell_says_it_in_words(qtbot, shown):
    assert shown.sentence.text() == "89.8% of 500 validation examples are classified correctly after epoch 3."
    qtbot.mouseMove(shown.table.viewport(), shown.table.cell_rect(1, 1).center())
    qtbot.mouseMove(shown.table.viewport(), shown.table.cell_rect(0, 1).center())
    assert shown.table.cell == (0, 1)
    assert shown.sentence.text() == "Shirt: 40 of 100 were mistaken for Coat (40.0%)."
    assert shown.table.accessibleDescription() == shown.sentence.text()
    QApplication.sendEvent(shown.table, QEvent(QEvent.Type.Leave))
    assert shown.table.cell is None


def test_the_arrow_keys_move_and_stop_at_the_edge(qtbot, shown):
    focus(qtbot, shown)
    assert shown.table.cell == (0, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(shown.table, key)
    assert shown.table.cell == (2, 2)
    assert shown.sentence.text() == "Bag: 299 of 300 were recognised (99.7%)."
    qtbot.keyClick(shown.table, Qt.Key.Key_Home)
    assert shown.table.cell == (2, 0)


def test_a_click_shows_the_surest_examples_of_the_cell(qtbot, shown, session, thread):
    click_cell(qtbot, shown, 0, 1)
    evaluation = session.results[Split.VALIDATION].evaluation
    members = np.flatnonzero((evaluation.scores.truth == 0) & (evaluation.scores.predicted == 1))
    assert shown.examples == tuple(members[:SHOWN])
    (command,) = thread.predictions()
    assert command == Predict(shown.examples, Split.VALIDATION, "cell")
    assert shown.heading.text().startswith("Shirt: 40 of 100 were mistaken for Coat (40.0%).")
    assert f"the {SHOWN} it was most sure of" in shown.heading.text()
    answer(session, command)
    assert [tile.key for tile in shown.browser.grid.tiles] == list(shown.examples)
    assert shown.browser.grid.tiles[0].verdict == "wrong"
    qtbot.mouseClick(shown.back, Qt.MouseButton.LeftButton)
    assert shown.table.isVisible()
    assert shown.examples == ()


def test_a_cell_is_opened_and_left_by_keyboard(qtbot, shown, thread):
    focus(qtbot, shown)
    qtbot.keyClick(shown.table, Qt.Key.Key_Right)
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)
    assert shown.browser.isVisible()
    assert len(thread.predictions()) == 1
    qtbot.keyClick(shown.browser, Qt.Key.Key_Escape)
    assert shown.table.isVisible()


def test_an_empty_cell_opens_without_a_request(qtbot, shown, thread):
    click_cell(qtbot, shown, 1, 0)
    assert shown.heading.text() == "Coat: 0 of 100 were mistaken for Shirt (0.0%)."
    assert thread.predictions() == []


def test_predictions_for_others_or_for_an_earlier_cell_are_dropped(qtbot, shown, session, thread):
    click_cell(qtbot, shown, 0, 2)
    (earlier,) = thread.predictions()
    qtbot.mouseClick(shown.back, Qt.MouseButton.LeftButton)
    click_cell(qtbot, shown, 0, 1)
    answer(session, earlier)
    answer(session, thread.predictions()[-1], tag="grid")
    assert shown.browser.grid.tiles == ()
    answer(session, thread.predictions()[-1])
    assert len(shown.browser.grid.tiles) == SHOWN


def test_the_newest_split_is_shown_until_the_person_chooses(qtbot, shown, session):
    assert not shown.splits.isVisible()
    session.take(evaluated(COUNTS + 1, Split.TEST))
    assert shown.split is Split.TEST
    assert shown.splits.isVisible()
    qtbot.mouseClick(shown.splits.findChild(QObject, Split.VALIDATION), Qt.MouseButton.LeftButton)
    assert shown.split is Split.VALIDATION
    assert shown.matrix.tolist() == COUNTS.tolist()
    session.take(evaluated(COUNTS + 2, Split.TEST))
    assert shown.split is Split.VALIDATION


def test_another_run_and_another_model_empty_the_table(shown, session):
    session.take(RunStarted(2, Recipe(), History("accuracy"), None, 1, 1, 1))
    assert shown.matrix is None
    assert shown.empty.isVisible()
    session.take(evaluated(run=2))
    session.take(prepared(("only", "two")))
    assert shown.matrix is None


def test_a_hidden_view_draws_nothing_and_catches_up_when_shown(shown, session):
    shown.hide()
    session.take(evaluated(COUNTS * 2))
    assert shown.matrix.tolist() == COUNTS.tolist()
    shown.show()
    assert shown.matrix.tolist() == (COUNTS * 2).tolist()


def test_a_sheet_of_examples_stays_open_over_new_evaluations_but_not_over_other_data(qtbot, shown, session):
    click_cell(qtbot, shown, 0, 1)
    session.take(evaluated(COUNTS * 2))
    assert shown.browser.isVisible()
    session.take(prepared(("only", "two")))
    assert not shown.browser.isVisible()


def test_a_change_of_theme_recolours_the_cells(qtbot, shown):
    cell = shown.table.cell_rect(1, 1)
    corner = cell.topLeft() + QPoint(3, 3)

    def colour():
        return shown.table.viewport().grab().toImage().pixelColor(corner).name()

    current_theme().set_mode("light")
    qtbot.waitUntil(lambda: colour() != DARK.accent)
    current_theme().set_mode("dark")
    qtbot.waitUntil(lambda: colour() == DARK.accent)


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_every_number_is_readable_on_its_cell(tokens):
    size = 101
    fractions = np.tile(np.linspace(0, 1, size), (size, 1)).T
    colours = cell_colours(fractions, tokens)
    for row in range(size):
        for column in (row, (row + 1) % size):
            ink = "#ffffff" if colours.bright[row, column] else "#000000"
            assert contrast(ink, colours.image.pixelColor(column, row).name()) >= 4.5


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [(0, 10, "0"), (1, 1000, "<1"), (5, 1000, "<1"), (15, 1000, "2"), (999, 1000, "99"), (1000, 1000, "100")],
)
def test_a_percentage_claims_neither_none_nor_all_falsely(count, total, words):
    assert cell_words(count / total, count, percent=True) == words


@pytest.mark.parametrize(("size", "numbers"), [(10, True), (47, False), (100, False)])
def test_many_classes_lose_their_numbers_and_scroll(qtbot, size, numbers):
    table = HeatTable()
    qtbot.addWidget(table)
    table.resize(390, 400)
    table.show()
    table.set_table([f"class {place}" for place in range(size)], np.eye(size, dtype=np.int64) * 9)
    assert table.shows_numbers is numbers
    assert (table.horizontalScrollBar().maximum() > 0) is (size == 100)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(table, Qt.Key.Key_End)
    for _ in range(size):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.viewport().rect().contains(table.cell_rect(size - 1, size - 1).center())
    opened = []
    table.opened.connect(lambda *cell: opened.append(cell))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.cell_rect(size - 1, size - 1).center())
    assert opened == [(size - 1, size - 1)]
    table.grab()


@pytest.mark.parametrize("height", [120, 240, 700])
def test_ten_classes_never_scroll_sideways_at_the_narrowest(qtbot, height):
    table = HeatTable()
    qtbot.addWidget(table)
    table.resize(272, height)
    table.show()
    table.set_table([f"Ankle boot {place}" for place in range(10)], np.eye(10, dtype=np.int64))
    assert table.horizontalScrollBar().maximum() == 0


def test_a_table_that_does_not_match_its_names_is_refused(qtbot):
    table = HeatTable()
    qtbot.addWidget(table)
    with pytest.raises(ValueError, match="3 names"):
        table.set_table(NAMES, np.zeros((2, 2), dtype=np.int64))


def test_the_corner_is_read_whole_where_the_names_of_rows_give_way():
    table = QSizeF(272, 560), QSizeF(80, 60), 16
    assert HeatLayout.fit(10, *table).left < 58
    layout = HeatLayout.fit(10, *table, corner=58)
    assert (layout.left, layout.numbers) == (58, True)
    assert HeatLayout.fit(10, *table, corner=400).left <= 80


def test_a_layout_finds_the_cell_that_it_placed():
    layout = HeatLayout.fit(10, QSizeF(360, 300), QSizeF(70, 60), 15)
    for row in range(10):
        for column in range(10):
            centre = layout.rect(row, column).center()
            assert layout.at(centre.x(), centre.y()) == (row, column)
    assert layout.at(layout.left - 1, layout.top + 1) is None
    assert layout.whole.width() <= 360


def test_a_small_table_says_what_its_rows_and_columns_are_too(qtbot):
    table = HeatTable()
    qtbot.addWidget(table)
    table.resize(420, 300)
    table.set_table(("no", "yes"), np.array([[5, 1], [2, 9]]))
    plain = table._layout.top
    table.set_axes("truth ↓", "guess →")
    line = table.fontMetrics().height()
    assert table._layout.top >= 2 * line > plain
    assert table._layout.left > table.fontMetrics().horizontalAdvance("guess →")
    assert table._layout.lying


def test_what_the_weights_answered_stays_while_it_is_still_true(studio):
    studio.train(epochs=1)
    studio.wait_for(lambda: studio.window.confusion.matrix is not None)
    before = studio.window.confusion.matrix
    with studio.qtbot.waitSignal(studio.session.prepared):
        studio.set("data.batch_size", studio.session.recipe.data.batch_size // 2)
    assert np.array_equal(studio.window.confusion.matrix, before), "the examples and the weights are the same"
    with studio.qtbot.waitSignal(studio.session.prepared):
        studio.set("data.limit", studio.session.recipe.data.limit // 2)
    assert studio.window.confusion.matrix is None, "these are other examples"
    assert "Test now" in studio.window.confusion.empty.accessibleDescription()
    studio.action("evaluateAction").trigger()
    studio.wait_for(lambda: studio.window.confusion.matrix is not None)
