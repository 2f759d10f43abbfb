"""Predictions: the same examples every time, asked for only while seen, one request at a time; tiles and details."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication

from studio.look.theme import DARK, LIGHT, current_theme
from studio.session.session import Session
from studio.views.predictions.predictions_view import PredictionsView
from studio.widgets import tile_painting
from trainer_core.data.balanced_choice import FIXED
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import (
    Crashed,
    Prepared,
    Refused,
    RunStarted,
    State,
    StateChanged,
    WeightsLoaded,
)
from trainer_core.protocol.predicting import Predict, Predicted
from trainer_core.protocol.reports import DataReport, DeviceReport, FitReport, ModelReport
from trainer_core.recipe.recipe import Recipe

NAMES = ("cat", "dog", "eel")
DATA = DataReport("pets", "Pets", "classification", NAMES, (1, 8, 8), 900, 100, 300, Message("On the CPU."))


class Thread(QObject):
    """Stands where the engine's thread stands: keeps what is asked, and answers when told to."""

    engine_event = Signal(object)

    def __init__(self):
        super().__init__()
        self.asked = []

    def post(self, command):
        self.asked.append(command)

    def predictions(self):
        return [command for command in self.asked if isinstance(command, Predict)]

    def answer(self, session, *, wrong=(), run=0, step=0, tag="grid"):
        """Answer the newest request: example i is of class i mod 3, and those in ``wrong`` are taken for the next."""
        indices = self.predictions()[-1].indices
        self.asked.clear()
        session.take(predicted(indices, wrong=wrong, run=run, step=step, tag=tag))


def predicted(indices, *, wrong=(), run=0, step=0, tag="grid"):
    truth = np.array(indices, dtype=np.int64) % 3
    guess = np.array([(t + (i in wrong)) % 3 for i, t in zip(indices, truth, strict=True)])
    fractions = np.full((len(indices), 3), 0.1, dtype=np.float32)
    fractions[np.arange(len(indices)), guess] = 0.8
    images = np.stack([np.full((1, 8, 8), i % 256, dtype=np.uint8) for i in indices])
    return Predicted(run, step, tag, Split.TEST, tuple(indices), images, truth, fractions)


def prepared(data=DATA):
    return Prepared(Recipe(), DeviceReport("auto", "cpu", "CPU", 2), data, ModelReport("NeuralNetwork", 1000, "layers"))


def train(session, run=1):
    session.take(RunStarted(run, Recipe(), History("accuracy"), None, 2, 10, 32))
    session.take(StateChanged(run, State.TRAINING))


@pytest.fixture(autouse=True)
def _light(qapp):
    current_theme().set_mode("light")
    current_theme().apply(qapp)


@pytest.fixture
def thread():
    return Thread()


@pytest.fixture
def session(thread):
    return Session(thread, Recipe())


@pytest.fixture
def view(qtbot, session):
    view = PredictionsView(session)
    qtbot.addWidget(view)
    view.resize(390, 600)
    view.show()
    qtbot.waitExposed(view)
    return view


@pytest.fixture
def shown(view, session, thread):
    """The view with its examples chosen and answered."""
    session.take(prepared())
    thread.answer(session)
    return view


def click_tile(qtbot, view, row):
    grid = view.browser.grid
    place = grid.visualRect(grid.model().index(row, 0)).center()
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_before_any_model_the_view_says_what_will_appear_and_asks_for_nothing(view, thread):
    assert view.empty.isVisible()
    assert "Press Train" in view.empty.accessibleDescription()
    assert thread.predictions() == []


def test_data_that_cannot_be_drawn_is_said_and_never_asked_for(view, session, thread):
    session.take(prepared(replace(DATA, input_shape=(5, 8))))
    assert view.empty.isVisible()
    assert "pictures or rows" in view.empty.accessibleDescription()
    assert thread.predictions() == []


def test_the_examples_are_balanced_over_classes_and_the_same_in_every_session(qtbot, shown, session, thread):
    assert len(shown.tiles) == FIXED
    assert set(Counter(tile.truth for tile in shown.tiles).values()) == {FIXED // 3}
    again = PredictionsView(session)
    qtbot.addWidget(again)
    again.show()
    thread.answer(session)
    assert [tile.key for tile in again.tiles] == [tile.key for tile in shown.tiles]


def test_preparing_the_same_data_again_keeps_the_examples(shown, session, thread):
    before = [tile.key for tile in shown.tiles]
    session.take(prepared())
    assert thread.predictions()[-1].indices == tuple(before)
    thread.answer(session)
    assert [tile.key for tile in shown.tiles] == before


def test_other_data_empties_the_grid_until_its_examples_are_there(shown, session):
    session.take(prepared(replace(DATA, test=200)))
    assert shown.tiles == ()
    assert shown.empty.isVisible()


def test_fractions_of_every_tile_sum_to_one(shown):
    for tile in shown.tiles:
        assert float(tile.fractions.sum()) == pytest.approx(1)


def test_mistakes_come_first_and_otherwise_the_order_is_kept(qtbot, shown, session, thread):
    keys = [tile.key for tile in shown.tiles]
    wrong = (keys[3], keys[10], keys[20])
    shown.feed.refresh()
    thread.answer(session, wrong=wrong)
    assert shown.mistakes == 3
    assert shown.order == (*wrong, *(key for key in keys if key not in wrong))
    qtbot.mouseClick(shown.ordering.findChild(QObject, "fixed"), Qt.MouseButton.LeftButton)
    assert shown.order == tuple(keys)


def test_a_wrong_tile_names_the_truth_and_a_right_one_does_not_rest_on_colour(shown, session, thread):
    key = shown.tiles[0].key
    shown.feed.refresh()
    thread.answer(session, wrong=(key,))
    grid = shown.browser.grid
    words = grid.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == f"{NAMES[(key + 1) % 3]}, 80.0% sure: wrong, it is {NAMES[key % 3]}"
    assert grid.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("right")


def test_below_a_wrong_guess_the_tile_says_what_it_is(shown, session, thread, monkeypatch):
    painted = []
    draw = tile_painting._paint_words

    def paint(painter, rect, words):
        painted.append(words)
        draw(painter, rect, words)

    monkeypatch.setattr(tile_painting, "_paint_words", paint)
    key = shown.tiles[0].key
    shown.feed.refresh()
    thread.answer(session, wrong=(key,))
    shown.browser.grid.grab()

    assert f"is {NAMES[key % 3]}" in painted


def test_the_caption_counts_what_is_right_and_says_when(shown, session, thread):
    assert shown.caption.text() == "24 of 24 right · before training"
    train(session)
    thread.answer(session, wrong=(shown.tiles[0].key,), run=1, step=512)
    assert shown.caption.text() == "23 of 24 right · after 512 batches"


def test_a_click_opens_all_probabilities_which_follow_the_training(qtbot, shown, session, thread):
    key = shown.order[1]
    click_tile(qtbot, shown, 1)
    assert shown.browser.opened.key == key
    bars = shown.browser.detail.bars.bars
    assert [bar.name for bar in bars] == list(NAMES)
    assert sum(bar.fraction for bar in bars) == pytest.approx(1)
    assert bars[key % 3].mark == "right"
    shown.feed.refresh()
    thread.answer(session, wrong=(key,))
    bars = shown.browser.detail.bars.bars
    assert [bar.mark for bar in bars if bar.strong] == ["wrong"]
    assert bars[key % 3].mark == "right"
    qtbot.mouseClick(shown.browser.detail.back, Qt.MouseButton.LeftButton)
    assert shown.browser.opened is None


def test_the_grid_is_used_by_keyboard(qtbot, shown):
    grid = shown.browser.grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert shown.browser.opened.key == shown.order[1]
    qtbot.keyClick(shown.browser.detail, Qt.Key.Key_Escape)
    assert shown.browser.opened is None


def test_the_current_tile_stays_current_when_mistakes_move(shown, session, thread):
    grid = shown.browser.grid
    key = shown.order[0]
    grid.setCurrentIndex(grid.model().index(0, 0))
    shown.feed.refresh()
    thread.answer(session, wrong=(shown.order[5],))
    assert shown.order[grid.currentIndex().row()] == key


@pytest.mark.parametrize(("width", "columns"), [(300, 3), (390, 4), (600, 6)])
def test_as_many_columns_stand_side_by_side_as_fit(qtbot, shown, width, columns):
    shown.resize(width, 600)
    grid = shown.browser.grid
    qtbot.waitUntil(lambda: grid.columns == columns)
    tops = [grid.visualRect(grid.model().index(row, 0)).top() for row in range(columns + 1)]
    assert len(set(tops[:columns])) == 1
    assert tops[columns] > tops[0]


def test_while_training_only_one_request_is_under_way(shown, session, thread):
    train(session)
    for _ in range(5):
        shown.feed.timer.timeout.emit()
        shown.feed.refresh()
    assert len(thread.predictions()) == 1
    thread.answer(session, run=1, step=3)
    assert len(thread.predictions()) == 1  # one more, for what changed meanwhile
    thread.answer(session, run=1, step=4)
    assert thread.predictions() == []
    shown.feed.timer.timeout.emit()
    assert len(thread.predictions()) == 1


def test_the_timer_runs_only_while_training_is_seen(shown, session):
    assert not shown.feed.timer.isActive()
    train(session)
    assert shown.feed.timer.isActive()
    shown.hide()
    assert not shown.feed.timer.isActive()
    shown.show()
    assert shown.feed.timer.isActive()
    session.take(StateChanged(1, State.PAUSED))
    assert not shown.feed.timer.isActive()


def test_a_hidden_view_asks_for_nothing_and_catches_up_when_shown(shown, session, thread):
    shown.hide()
    session.take(prepared())
    train(session)
    assert thread.predictions() == []
    shown.show()
    assert len(thread.predictions()) == 1


def test_answers_of_an_earlier_run_and_of_others_are_dropped(shown, session, thread):
    train(session, run=2)
    indices = thread.predictions()[-1].indices
    session.take(predicted(indices, wrong=indices, run=1, step=9))
    assert shown.mistakes == 0
    session.take(predicted(indices, wrong=indices, run=2, step=9, tag="cell"))
    assert shown.mistakes == 0
    session.take(predicted(indices[:3], wrong=indices, run=2, step=9))
    assert shown.mistakes == 0
    session.take(predicted(indices, wrong=indices, run=2, step=9))
    assert shown.mistakes == FIXED


@pytest.mark.parametrize(
    "trouble",
    [Refused("Predict", "no-model", Message("No model.")), Crashed(1, Message("Broken."), "traceback")],
)
def test_after_a_request_that_failed_the_next_one_is_sent(shown, session, thread, trouble):
    shown.feed.refresh()
    session.take(trouble)
    shown.feed.refresh()
    assert len(thread.predictions()) == 2


def test_a_real_run_changes_the_tiles_and_leaves_them_with_the_best_weights(qtbot, studio):
    view = PredictionsView(studio.session)
    qtbot.addWidget(view)
    view.resize(390, 500)
    view.show()
    studio.wait_for(lambda: view.tiles)
    assert view.caption.text().endswith("before training")
    before = view.mistakes
    studio.train_to_end()
    studio.wait_for(lambda: "weights of epoch" in view.caption.text())
    assert view.mistakes < before
    assert len({tile.truth for tile in view.tiles}) == 10


def test_a_change_of_theme_redraws_the_tiles(qtbot, shown):
    grid = shown.browser.grid
    corner = grid.visualRect(grid.model().index(0, 0)).topLeft() + QPoint(8, 40)

    def colour():
        return grid.grab().toImage().pixelColor(corner).name()

    current_theme().set_mode("light")
    qtbot.waitUntil(lambda: colour() == LIGHT.raised)
    current_theme().set_mode("dark")
    qtbot.waitUntil(lambda: colour() == DARK.raised)


def test_a_change_of_language_words_everything_again(shown):
    shown.caption.setText("")
    QApplication.sendEvent(shown, QEvent(QEvent.Type.LanguageChange))
    assert shown.caption.text() == "24 of 24 right · before training"


def test_every_pause_and_every_step_shows_the_weights_as_they_are_then(shown, session, thread):
    train(session)
    thread.answer(session, run=1)
    for place in (State.PAUSED, State.TRAINING, State.PAUSED):
        thread.asked.clear()
        session.take(StateChanged(1, place, "zero_grad" if place is State.PAUSED else ""))
        if place is State.PAUSED:
            assert thread.predictions(), "a pause asks for predictions"
            thread.answer(session, run=1)
    session.take(StateChanged(1, State.PAUSED, "zero_grad"))
    assert not thread.predictions(), "the same place is asked for once"


def test_weights_that_another_recipe_keeps_are_not_called_untrained(shown, session, thread):
    session.take(WeightsLoaded(Path("teach.pt"), FitReport(())))
    thread.answer(session)
    assert shown.caption.text().endswith("weights of teach.pt")
    session.take(replace(prepared(), weights_kept=True))
    thread.answer(session)
    assert shown.caption.text().endswith("weights of teach.pt")
    session.take(prepared())
    thread.answer(session)
    assert shown.caption.text().endswith("before training")
