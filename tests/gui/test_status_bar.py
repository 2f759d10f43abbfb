"""The status bar: every state in words, progress and time left, what gives way, and rest while hidden."""

import math
from pathlib import Path

import pytest

from studio.look.theme import current_theme
from studio.views.status_bar import StatusBar
from studio.widgets.elided_label import ElidedLabel
from trainer_core.errors import Message
from trainer_core.history.history import EpochRow, History
from trainer_core.protocol.events import (
    Acknowledged,
    Diverged,
    Prepared,
    Progress,
    Reason,
    RunEnded,
    RunStarted,
    RunSummary,
    State,
    StateChanged,
)
from trainer_core.protocol.inside import DONE, Place, StoodInside
from trainer_core.protocol.reports import DataReport, DeviceReport, ModelReport

# What Qt's offscreen platform says of every window it shows.
pytestmark = [pytest.mark.usefixtures("dark"), pytest.mark.qt_log_ignore("This plugin does not support", extend=True)]

WHY = Message("No GPU that this PyTorch can use was found, so the CPU computes.")


@pytest.fixture
def bar(qtbot, session):
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    bar.resize(1440, 34)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def _history(batches):
    history = History("accuracy")
    for index in range(batches):
        history.append(0.4, 0.86, 1e-3, (index + 1) * 0.002)
    return history


def _run(session, batches, epochs=5, each=844):
    session.take(RunStarted(1, session.recipe, _history(batches), Path("run"), epochs, each, 64))
    session.take(StateChanged(1, State.TRAINING))


def _prepare(session, asked="auto", device="cpu", name="CPU", why=None):
    data = DataReport("x", "X", "classification", ("a",), (1, 28, 28), 54_000, 6_000, 10_000, Message("x"))
    session.take(Prepared(session.recipe, DeviceReport(asked, device, name, 2, why), data, ModelReport("N", 1, "")))


def _end(session, reason, sentence):
    summary = RunSummary(
        None,
        reason,
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
    session.take(RunEnded(1, reason, Message(sentence), summary))
    session.take(StateChanged(0, State.IDLE))


def test_nothing_is_cut_off_when_all_text_grows_or_shrinks(qtbot, qapp, bar, session):
    _prepare(session)
    _run(session, 2000)
    labels = (bar.epoch, bar.batch, bar.time_left, bar.speed)
    widths = [label.width() for label in (*labels, bar.device)]
    try:
        for scale in (2.0, 1.0):
            bar.resize(3000 if scale == 2.0 else 1440, round(34 * scale))
            current_theme().set_scale(scale)
            for label in labels:
                needed = label.fontMetrics().horizontalAdvance
                qtbot.waitUntil(lambda label=label, needed=needed: label.width() >= needed(label.text()))
            qtbot.waitUntil(lambda: bar.device.size().height() == bar.device.sizeHint().height())
            assert bar.device.width() >= bar.device.sizeHint().width()
    finally:
        current_theme().set_scale(1.0)
    qtbot.waitUntil(lambda: [label.width() for label in (*labels, bar.device)] == widths)


def test_a_changed_batch_size_is_told_as_what_it_is(bar, session):
    history = _history(2900)
    history.append_epoch(
        EpochRow(1, 2800, {"loss": 0.4, "accuracy": 0.86}, {"loss": 0.4, "accuracy": 0.86}, 1e-3, 5.6, 1.0)
    )
    session.take(RunStarted(1, session.recipe, history, Path("run"), 5, 700, 64))
    session.take(StateChanged(1, State.TRAINING))
    assert bar.epoch.text() == "epoch 2 of 5"
    assert bar.batch.text() == "batch 100 of 700"
    assert bar.fraction == pytest.approx((1 + 100 / 700) / 5)


def test_at_first_it_is_ready_and_shows_no_progress(bar):
    assert bar.state_text == "Ready"
    assert bar.dot.state == "idle"
    assert not bar.bar.isVisible()
    assert not bar.epoch.isVisible()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.TRAINING, "Training"),
        (State.VALIDATING, "Validating"),
        (State.TESTING, "Testing"),
        (State.PREPARING, "Preparing…"),
    ],
)
def test_each_busy_state_has_its_word(bar, session, state, words):
    session.take(StateChanged(1, state))
    assert bar.state_text == words
    assert bar.dot.state == "active"


@pytest.mark.parametrize(
    ("phase", "within", "words"),
    [
        ("", False, "Paused"),
        ("backward", False, "Paused before backward"),
        ("backward", True, "Paused inside backward"),
    ],
)
def test_a_pause_says_before_or_inside_which_phase_it_stands(bar, session, phase, within, words):
    session.take(StateChanged(1, State.PAUSED, phase, within=within))
    assert bar.state_text == words
    assert bar.dot.state == "held"


@pytest.mark.parametrize(("command", "words"), [("Pause", "Pausing…"), ("Stop", "Stopping…"), ("Shutdown", "Closing…")])
def test_what_was_heard_is_shown_before_it_acts(bar, session, command, words):
    _run(session, 10)
    session.take(Acknowledged(command))
    assert bar.state_text == words


def test_start_and_the_end_of_an_epoch_are_acknowledged_too(bar, session):
    session.take(Acknowledged("Start"))
    assert bar.state_text == "Starting…"
    _run(session, 10)
    session.take(Acknowledged("FinishEpoch"))
    assert bar.state_text == "Finishing the epoch…"


def test_a_preparation_says_what_is_done_and_how_far_it_is(bar, session):
    session.take(StateChanged(0, State.PREPARING))
    session.take(Progress(Message("Reading {name}", {"name": "Fashion-MNIST"}), 0.25))
    assert bar.state_text == "Preparing… Reading Fashion-MNIST"
    assert bar.fraction == 0.25
    assert bar.bar.isVisible()
    assert bar.bar.value() == 250


@pytest.mark.parametrize(
    ("reason", "mark", "first"),
    [
        (Reason.COMPLETED, "good", ""),
        (Reason.STOPPED_EARLY, "good", ""),
        (Reason.STOPPED, "idle", ""),
        (Reason.DISCARDED, "idle", ""),
        (Reason.DIVERGED, "bad", "Ended: "),
        (Reason.OUT_OF_MEMORY, "bad", "Ended: "),
        (Reason.FAILED, "bad", "Ended: "),
    ],
)
def test_the_reason_for_an_end_stays_until_the_next_run(bar, session, reason, mark, first):
    _run(session, 10)
    _end(session, reason, "This is why.")
    assert bar.state_text == f"{first}This is why."
    assert bar.dot.state == mark
    _run(session, 0)
    assert bar.state_text == "Training"


def test_a_divergence_is_told_until_training_goes_on(bar, session):
    _run(session, 10)
    session.take(Diverged(1, 9, math.nan, Message("x")))
    session.take(StateChanged(1, State.PAUSED))
    assert bar.state_text == "Paused: training diverged"
    assert bar.dot.state == "bad"
    session.take(StateChanged(1, State.TRAINING))
    session.take(StateChanged(1, State.PAUSED))
    assert bar.state_text == "Paused"


@pytest.mark.parametrize(
    ("batches", "epoch", "batch"),
    [
        (0, "epoch 1 of 5", "batch 0 of 844"),
        (1, "epoch 1 of 5", "batch 1 of 844"),
        (844, "epoch 1 of 5", "batch 844 of 844"),
        (845, "epoch 2 of 5", "batch 1 of 844"),
        (2 * 844 + 512, "epoch 3 of 5", "batch 512 of 844"),
        (5 * 844, "epoch 5 of 5", "batch 844 of 844"),
    ],
)
def test_epoch_and_batch_are_counted_from_one(bar, session, batches, epoch, batch):
    _run(session, batches)
    assert bar.epoch.text() == epoch
    assert bar.batch.text() == batch
    assert bar.fraction == pytest.approx(batches / (5 * 844))


@pytest.mark.parametrize(
    ("counted", "phase", "step", "epoch", "batch"),
    [
        (0, "zero_grad", None, "epoch 1 of 5", "batch 1 of 844"),
        (0, "forward", 0, "epoch 1 of 5", "batch 1 of 844"),
        (1, "backward", 0, "epoch 1 of 5", "batch 1 of 844"),
        (1, "zero_grad", 0, "epoch 1 of 5", "batch 1 of 844"),  # taken back to its beginning
        (1, "zero_grad", 1, "epoch 1 of 5", "batch 2 of 844"),
        (844, "zero_grad", 844, "epoch 2 of 5", "batch 1 of 844"),
        (1, "", 0, "epoch 1 of 5", "batch 1 of 844"),
    ],
)
def test_the_batch_in_which_the_run_stands_is_the_one_that_is_told(bar, session, counted, phase, step, epoch, batch):
    _run(session, counted)
    session.take(StateChanged(1, State.PAUSED, phase))
    if step is not None:
        session.take(StoodInside(1, step, Place(phase or "step", "phase", 0, phase or DONE), (), 0))
    assert (bar.epoch.text(), bar.batch.text()) == (epoch, batch)
    session.take(StateChanged(1, State.TRAINING))
    assert bar.batch.text() == f"batch {counted} of 844"


def test_time_left_and_speed_come_from_the_recent_batches(bar, session):
    _run(session, 844)
    assert bar.time_left.text() == "0:07 left"
    assert bar.speed.text() == "32,000 images/s"


def test_neither_time_nor_speed_is_claimed_too_early(bar, session):
    _run(session, 1)
    assert bar.time_left.text() == ""
    assert bar.speed.text() == ""


@pytest.mark.parametrize(
    ("batches_left", "words"), [(45_200, "1:30 left"), (361_000, "12:00 left"), (4_000_000, "2:13:00 left")]
)
def test_a_long_wait_is_rounded(bar, session, batches_left, words):
    _run(session, 100, epochs=1, each=100 + batches_left)
    assert bar.time_left.text() == words


def test_the_device_badge_tells_where_the_parameters_are(bar, session):
    assert bar.device.text().endswith((" MB", " GB"))
    _prepare(session)
    assert bar.device.text().startswith("CPU · 2 threads · ")
    assert bar.device.text().endswith("B")
    _prepare(session, "cuda:0", "cuda:0", "NVIDIA H200")
    assert bar.device.text().startswith("NVIDIA H200 · ")
    assert "threads" not in bar.device.text()


def test_why_is_in_the_tool_tip_and_a_device_that_was_not_asked_for_is_a_warning(bar, session):
    _prepare(session, why=WHY)
    assert str(WHY) in bar.device.toolTip()
    assert bar.device.kind == "muted"
    _prepare(session, asked="cuda:0", why=WHY)
    assert bar.device.kind == "warning"
    assert bar.device.accessibleDescription() == bar.device.toolTip()


def test_nothing_jitters_while_the_numbers_grow(bar, session):
    _run(session, 0)
    places = []
    for batches in (9, 99, 500, 844, 900, 1700, 4220):
        history = session.run.history
        while len(history) < batches:
            history.append(0.4, 0.86, 1e-3, (len(history) + 1) * 0.002)
        bar.refresh()
        bar.layout().activate()
        places.append((bar.epoch.x(), bar.batch.x(), bar.bar.x()))
    assert len(set(places)) == 1


@pytest.mark.parametrize("width", [1440, 1024])
def test_everything_fits_without_being_cut(bar, session, width):
    _prepare(session)
    _run(session, 600)
    session.take(StateChanged(1, State.PAUSED, "zero_grad"))
    bar.resize(width, 34)
    bar.layout().activate()
    for label in (bar.epoch, bar.batch, bar.time_left, bar.speed, bar.device):
        assert label.isVisible()
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
        assert label.geometry().right() <= width
    assert bar.findChild(ElidedLabel, "statusText").shown_text() == bar.state_text


def test_in_a_narrow_window_the_least_important_gives_way(bar, session):
    _prepare(session)
    _run(session, 600)
    hidden = []
    for width in (1024, 720, 640, 560, 480, 400):
        bar.resize(width, 34)
        bar.layout().activate()
        hidden.append([name for name in ("speed", "batch", "time_left", "epoch") if not getattr(bar, name).isVisible()])
        assert bar.device.isVisible()
        assert bar.device.geometry().right() <= width
    assert hidden[0] == []
    order = ["speed", "batch", "time_left", "epoch"]
    assert all(names == order[: len(names)] for names in hidden)
    assert hidden[-1]


def test_a_long_reason_is_elided_and_whole_in_its_tool_tip(bar, session):
    _prepare(session)
    _run(session, 600)
    sentence = "A very long reason. " * 12
    _end(session, Reason.FAILED, sentence.strip())
    bar.resize(700, 34)
    bar.layout().activate()
    assert bar.findChild(ElidedLabel, "statusText").shown_text().endswith("…")
    assert bar.findChild(ElidedLabel, "statusText").toolTip() == bar.state_text
    assert bar.device.geometry().right() <= 700


def test_it_rests_while_it_is_hidden(bar):
    assert bar.refreshing
    bar.hide()
    assert not bar.refreshing
    bar.show()
    assert bar.refreshing


def test_the_timer_shows_what_the_history_has_meanwhile(qtbot, bar, session):
    _run(session, 10)
    for index in range(10, 20):
        session.run.history.append(0.4, 0.86, 1e-3, (index + 1) * 0.002)
    qtbot.waitUntil(lambda: bar.batch.text() == "batch 20 of 844")
