"""The log: every event that matters is a sentence, which can be filtered and copied; it follows its end."""

import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from studio.views.log.log_lines import MOST_LINES
from studio.views.log.log_view import LogView
from studio.widgets.empty_state import EmptyState
from trainer_core.errors import Message
from trainer_core.history.history import EpochRow, History
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import (
    Crashed,
    Diverged,
    EpochEnded,
    Evaluated,
    Logged,
    Reason,
    Refused,
    RunEnded,
    RunStarted,
    RunSummary,
    State,
    StateChanged,
    WeightsRefused,
)
from trainer_core.protocol.reports import Evaluation, FitReport, KeyReport
from trainer_core.tasks import Scores

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]


@pytest.fixture
def log(qtbot, session):
    log = LogView(session)
    qtbot.addWidget(log)
    log.resize(900, 220)
    with qtbot.waitExposed(log):
        log.show()
    return log


def _evaluation(split):
    empty = np.zeros(0, np.int16)
    return Evaluation(split, 10_000, 0.3521, Scores({"accuracy": 0.87125}, empty, empty))


def _row(validation_loss=0.41):
    return EpochRow(
        2, 1688, {"loss": 0.42, "accuracy": 0.84}, {"loss": validation_loss, "accuracy": 0.851}, 1e-3, 3.0, 30_000.0
    )


def _say(session, count, level="info"):
    for index in range(count):
        session.take(Logged(level, Message("Sentence {number}.", {"number": index})))


def test_before_anything_has_happened_it_says_what_will_be_here(log):
    assert log.findChild(EmptyState).isVisible()
    assert not log.copy_button.isEnabled()


def test_a_run_is_told_from_beginning_to_end(log, session):
    session.take(RunStarted(3, session.recipe, History("accuracy"), Path("runs/a"), 5, 844, 64))
    session.take(StateChanged(3, State.TRAINING))
    session.take(EpochEnded(3, _row(), False))
    session.take(EpochEnded(3, _row(), True))
    session.take(EpochEnded(3, _row(math.nan), False))
    session.take(Evaluated(3, 5, 4220, _evaluation(Split.VALIDATION)))
    session.take(Evaluated(3, 5, 4220, _evaluation(Split.TEST)))
    summary = RunSummary(
        None,
        Reason.COMPLETED,
        5,
        4220,
        5,
        "accuracy",
        {"loss": 0.4, "accuracy": 0.86},
        {"loss": 0.4, "accuracy": 0.87},
        8.4,
        32_000.0,
        "cpu",
        "best.pt",
    )
    session.take(RunEnded(3, Reason.COMPLETED, Message("All {epochs} epochs are done.", {"epochs": 5}), summary))
    assert log.sentences == [
        f"Run 3 began: 5 epochs of 844 batches, kept in {Path('runs/a')}.",
        "Epoch 2 of 5: loss 0.410, accuracy 85.1% on validation.",
        "Epoch 2 of 5: loss 0.410, accuracy 85.1% on validation, best so far.",
        "Epoch 2 of 5: loss 0.420, accuracy 84.0% in training.",
        "Tested on 10,000 examples: loss 0.352, accuracy 87.1%.",
        "All 5 epochs are done.",
    ]


def test_a_run_that_is_not_kept_says_so(log, session):
    session.take(RunStarted(1, session.recipe, History("accuracy"), None, 1, 8, 64))
    assert log.sentences == ["Run 1 began: 1 epoch of 8 batches, not kept on disk."]


def test_what_goes_wrong_has_its_level(log, session):
    session.take(Refused("Start", "code", Message("A run is under way.")))
    session.take(Diverged(1, 9, math.nan, Message("The loss is nan.")))
    session.take(Crashed(1, Message("An unexpected error: {error}", {"error": "KeyError"}), "details"))
    report = FitReport((KeyReport("a", (1,), None), KeyReport("b", (1,), (1,))))
    session.take(WeightsRefused(Path("model.pt"), report))
    assert [(line.level, line.sentence) for line in log.model.lines] == [
        ("warning", "A run is under way."),
        ("error", "The loss is nan."),
        ("error", "An unexpected error: KeyError"),
        ("warning", "model.pt does not fit the model, which is unchanged: 1 key differs."),
    ]


def test_what_the_engine_says_twice_is_written_once(log, session):
    message = Message("Stop it first.")
    session.take(Logged("warning", message))
    session.take(Refused("Start", "code", message))
    assert log.sentences == ["Stop it first."]


def test_of_two_levels_for_the_same_sentence_the_more_serious_one_counts(log, session):
    sentence = Message("An unexpected error.")
    session.take(Logged("info", sentence))
    session.take(Crashed(1, sentence, "details"))
    session.take(Logged("info", sentence))
    assert [line.level for line in log.model.lines] == ["error"]


def test_the_level_switch_leaves_only_what_went_wrong(qtbot, log, session):
    _say(session, 2)
    session.take(Logged("warning", Message("Watch out.")))
    session.take(Logged("error", Message("Too late.")))
    buttons = {button.objectName(): button for button in log.level_switch.findChildren(QObject) if button.objectName()}
    qtbot.mouseClick(buttons["warning"], Qt.MouseButton.LeftButton)
    assert len(log.sentences) == 2
    qtbot.mouseClick(buttons["error"], Qt.MouseButton.LeftButton)
    assert len(log.sentences) == 1
    qtbot.mouseClick(buttons["info"], Qt.MouseButton.LeftButton)
    assert len(log.sentences) == 4


def test_a_filter_that_lets_nothing_through_says_so(qtbot, log, session):
    _say(session, 1)
    log.level_switch.findChild(QAbstractButton, "error").click()
    assert log.findChild(EmptyState).isVisible()
    assert log.findChild(EmptyState).accessibleName() == "No entries"


def test_all_lines_are_copied_with_time_and_level(qtbot, log, session):
    _say(session, 2)
    qtbot.mouseClick(log.copy_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    time = log.model.lines[0].time
    assert lines[0] == f"{time}  info     Sentence 0."


def test_the_copy_key_copies_the_selection_in_order(qtbot, log, session):
    _say(session, 5)
    selection = log.list.selectionModel()
    for row in (3, 1):
        selection.select(log.list.model().index(row, 0), QItemSelectionModel.SelectionFlag.Select)
    log.list.setFocus()
    log.activateWindow()
    qtbot.waitUntil(log.list.hasFocus)
    qtbot.keyClick(log.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [line.split("  ")[-1].strip() for line in QGuiApplication.clipboard().text().splitlines()]
    assert copied == ["Sentence 1.", "Sentence 3."]


def test_it_follows_the_end_unless_a_person_has_scrolled_up(qtbot, log, session):
    _say(session, 40)
    bar = log.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == bar.maximum() > 0
    bar.setValue(0)
    _say(session, 5)
    assert bar.value() == 0
    log.list.doItemsLayout()
    before = bar.maximum()
    bar.setValue(before)
    _say(session, 5)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > before)


def test_it_opens_at_its_newest_line(studio):
    assert not studio.window.log.isVisible()
    for _ in range(4):
        studio.train_to_end()
    log, showing = studio.window.log, studio.action("showLogAction")
    showing.trigger()
    studio.wait_for(log.isVisible)
    bar = log.list.verticalScrollBar()
    studio.wait_for(lambda: bar.value() == bar.maximum() > 0)
    newest = log.list.model().index(log.list.model().rowCount() - 1, 0)
    assert log.list.viewport().rect().contains(log.list.visualRect(newest))
    bar.setValue(0)
    showing.trigger()
    showing.trigger()
    studio.wait_for(lambda: bar.value() == bar.maximum())


def test_the_oldest_lines_are_forgotten_past_the_limit(log, session):
    _say(session, MOST_LINES + 1)
    assert MOST_LINES * 0.9 <= len(log.model.lines) <= MOST_LINES
    assert log.sentences[-1] == f"Sentence {MOST_LINES}."


class Loud(QTranslator):
    """A language in which the log's sentences are marked, but not what is counted in them."""

    def isEmpty(self):
        return False

    def translate(self, context, text, disambiguation=None, n=-1):
        return f"» {text}" if context == "trainer_core" and n < 0 else None


def test_old_lines_are_worded_in_the_new_language(qtbot, qapp, log, session):
    session.take(RunStarted(1, session.recipe, History("accuracy"), None, 1, 8, 64))
    _say(session, 1)
    translator = Loud()
    qapp.installTranslator(translator)
    told = ["Run 1 began: 1 epoch of 8 batches, not kept on disk.", "Sentence 0."]
    try:
        qtbot.waitUntil(lambda: log.sentences == [f"» {sentence}" for sentence in told])
    finally:
        qapp.removeTranslator(translator)
    qtbot.waitUntil(lambda: log.sentences == told)


def test_a_line_is_drawn(log, session):
    empty = log.grab().toImage()
    _say(session, 3, "error")
    assert log.grab().toImage() != empty
