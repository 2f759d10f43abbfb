"""A person who is elsewhere is told of a run as they asked: notification, sound and webhook, and nothing twice."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.session.tell_rules import Target, TellRules, Way, read_rules, written
from studio.testing.opening import QUICK
from studio.window.page_bar import Page
from tests.gui.hands import click
from tests.gui.telling.conftest import Told
from tests.webhook_server import refused_url
from trainer_core.protocol.events import Diverged, EpochEnded, RunEnded
from trainer_core.runs.run_report import Happening

HOOK = frozenset((each, Way.WEBHOOK) for each in Happening if each is not Happening.TRIED)
EVERYTHING = HOOK | {(Happening.ENDED, Way.DESKTOP), (Happening.ENDED, Way.SOUND)}


def log_lines(told: Told) -> str:
    return "\n".join(told.studio.window.log.sentences)


def diverge(told: Told) -> None:
    session = told.studio.session
    for key, value in {"optimizer.name": "SGD", "optimizer.lr": 100.0, "optimizer.weight_decay": 10.0}.items():
        assert session.set_value(key, value)
    session.set_value("training.epochs", 50)
    click(told.studio, "trainButton")
    told.studio.wait_for_event(Diverged)
    told.studio.wait_for_state("paused")


def begin(told: Told, epochs: int = 50) -> None:
    told.studio.session.set_value("training.epochs", epochs)
    click(told.studio, "trainButton")
    told.studio.wait_for(
        lambda: told.studio.session.run.history is not None and len(told.studio.session.run.history) > 0
    )


def stop(told: Told) -> None:
    told.studio.action("stopKeepLastAction").trigger()
    told.studio.wait_for_event(RunEnded)


# Notifications


def test_by_default_the_end_of_a_long_run_is_notified_while_another_window_is_in_front(told: Told):
    told.work_elsewhere()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    ((title, text),) = told.desktop.shown
    assert title == "Fashion-MNIST, the tutorial's network"
    assert "topped" in text
    assert told.hook.received == []
    assert told.beeps == []


def test_nothing_is_notified_while_the_window_is_in_front(told: Told):
    told.come_back()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    assert told.desktop.shown == []


def test_the_end_of_a_short_run_is_not_notified(told: Told):
    told.work_elsewhere()
    told.studio.train_to_end()
    assert told.desktop.shown == []


def test_a_click_on_the_notification_brings_the_window_to_the_front_with_the_run(told: Told):
    told.studio.window.pages.show_page(Page.RUNS)
    told.work_elsewhere()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    told.studio.window.showMinimized()
    told.desktop.clicked.emit()
    told.studio.wait_for(lambda: told.studio.window.telling.in_front)
    assert not told.studio.window.isMinimized()
    assert told.studio.window.pages.page is Page.TRAIN


def test_a_desktop_that_shows_no_notifications_is_told_in_the_log(told: Told):
    told.desktop.works = False
    told.work_elsewhere()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    told.studio.wait_for(lambda: "This desktop shows no notifications" in log_lines(told))


def test_on_stage_nothing_pops_up_or_sounds_and_the_notice_waits(told: Told, monkeypatch: pytest.MonkeyPatch):
    window = told.studio.window
    window.presenter.awake._ways = lambda: ()
    window.presenter.stage.fit_to = lambda size: None
    told.obey(TellRules(EVERYTHING))
    window.presenter.toggle()
    told.work_elsewhere()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    told.studio.wait_for(lambda: told.hook.events == ["done"])
    told.studio.wait_for(lambda: "The webhook answered 200." in log_lines(told))
    assert told.desktop.shown == []
    assert told.beeps == []
    assert not window.banner.isVisible()
    window.presenter.leave()
    told.studio.wait_for(window.banner.isVisible)


# Webhook


def test_the_report_of_a_run_arrives_and_the_answer_is_told(told: Told):
    told.obey(TellRules(EVERYTHING))
    ended = told.studio.train_to_end()
    told.studio.wait_for(lambda: told.studio.window.banner.sentence == "The webhook answered 200.")
    (report,) = told.hook.received
    assert (report["event"], report["stop_reason"], report["epoch"]) == ("done", "completed", 2)
    assert report["metrics"]["test"]["accuracy"] == pytest.approx(ended.summary.test["accuracy"])
    assert report["run_id"] == ended.summary.run.name
    assert report["preset"] == "fashion-mnist-tutorial"
    assert told.beeps == [None]
    assert "The webhook answered 200." in log_lines(told)
    assert "secret-token" not in log_lines(told)


def test_a_divergence_is_told_once_and_its_end_not_again(told: Told):
    told.obey(TellRules(HOOK))
    diverge(told)
    told.studio.wait_for(lambda: told.hook.events == ["diverged"])
    assert told.hook.received[0]["device"] == "cpu"
    assert told.hook.received[0]["stop_reason"] is None
    stop(told)
    # What is told next must be of another run.
    told.studio.session.set_recipe(told.studio.session.baseline.with_values(QUICK))
    told.studio.wait_until_prepared()
    told.studio.train_to_end()
    told.studio.wait_for(lambda: len(told.hook.events) == 2)
    assert told.hook.events == ["diverged", "done"]


def test_a_target_is_told_in_the_middle_of_the_run_and_once(told: Told):
    rules = TellRules(frozenset({(Happening.TARGET, Way.WEBHOOK)}), target=Target("accuracy", True, 0.2))
    told.obey(rules)
    begin(told)
    told.studio.wait_for(lambda: told.hook.events == ["target"])
    assert told.studio.session.in_run
    assert "the target was ≥ 20" in told.hook.received[0]["message"]
    told.studio.wait_for_event(EpochEnded, told.hook.received[0]["epoch"] + 2)
    assert told.hook.events == ["target"]
    stop(told)


def test_a_target_below_which_a_loss_is_to_fall(told: Told):
    rules = TellRules(frozenset({(Happening.TARGET, Way.WEBHOOK)}), target=Target("loss", False, 1.9))
    told.obey(rules)
    begin(told)
    told.studio.wait_for(lambda: told.hook.events == ["target"])
    assert told.hook.received[0]["metrics"]["last"]["validation"]["loss"] <= 1.9
    stop(told)


def test_a_run_in_which_no_batch_ends_has_stalled_but_a_pause_has_not(told: Told):
    told.obey(TellRules(frozenset({(Happening.STALLED, Way.WEBHOOK)}), stalled_minutes=10))
    studio = told.studio
    watch = studio.window.telling.watch
    begin(told)
    click(studio, "trainButton")
    studio.wait_for_state("paused")
    studio.clock.forward(3600)
    studio.clock.forward(3600)
    assert told.hook.events == []
    # A batch that hangs: the session hears nothing more, and the history does not grow.
    studio.session.state = type(studio.session.state).TRAINING
    watch._look()
    studio.clock.forward(660)
    studio.wait_for(lambda: told.hook.events == ["stalled"])
    assert told.hook.received[0]["message"] == "No batch has ended for 11 minutes."
    studio.clock.forward(660)
    studio.session.state = type(studio.session.state).PAUSED
    watch._look()
    assert told.hook.events == ["stalled"]
    stop(told)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([500], "The webhook answered 500 and did not accept the report."),
        ([302], "The webhook answered 302: it redirects"),
    ],
)
def test_a_server_that_does_not_take_the_report_is_told(told: Told, answers: list[int], sentence: str):
    told.obey(TellRules(HOOK))
    told.hook.answers, told.hook.location = answers, "http://127.0.0.1:9/elsewhere"
    told.studio.train_to_end()
    banner = told.studio.window.banner
    told.studio.wait_for(lambda: banner.sentence.startswith(sentence))
    assert banner.kind == "warning"
    assert len(told.hook.received) == (3 if answers == [500] else 1)


def test_a_server_that_is_not_there_is_told(told: Told):
    told.obey(TellRules(HOOK), refused_url())
    told.studio.train_to_end()
    banner = told.studio.window.banner
    told.studio.wait_for(lambda: banner.sentence == "The webhook's server refused the connection.")


def test_a_slow_server_holds_up_neither_window_nor_training(told: Told):
    told.obey(TellRules(HOOK))
    told.studio.window.telling.post.seconds = 0.3
    over, threads = threading.Event(), []
    told.hook.answers = [lambda: (threads.append(threading.current_thread()), over.wait(30))]
    told.studio.train_to_end()
    told.studio.train_to_end()  # goes on while the report of the first run waits
    banner = told.studio.window.banner
    told.studio.wait_for(lambda: banner.sentence == "The webhook did not answer within 0.3 s.")
    over.set()


def test_a_replay_tells_nothing(told: Told):
    told.obey(TellRules(EVERYTHING | {(Happening.TARGET, Way.WEBHOOK)}, target=Target("accuracy", True, 0.0)))
    told.studio.train_to_end()
    told.studio.wait_for(lambda: sorted(told.hook.events) == ["done", "target"])
    told.work_elsewhere()
    folder = told.studio.session.run.started.folder
    told.studio.window.replaying.play(folder)
    told.studio.wait_for(lambda: told.studio.session.replay is not None)
    replay = told.studio.session.replay
    replay.go_to(replay.total) if hasattr(replay, "go_to") else replay.seek(len(told.studio.session.run.history))
    told.studio.clock.forward(120)
    told.studio.window.replaying.close()
    told.studio.wait_for(lambda: told.studio.session.replay is None)
    assert sorted(told.hook.events) == ["done", "target"]
    assert told.desktop.shown == []


def test_the_window_in_korean_notifies_in_korean(told: Told):
    told.studio.action("language_ko").trigger()
    told.work_elsewhere()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    ((title, _),) = told.desktop.shown
    assert title == "Fashion-MNIST, 튜토리얼 신경망"
    told.studio.action("language_en").trigger()


# The rules


def test_rules_come_back_from_the_settings_as_they_went_there():
    rules = TellRules(
        frozenset({(Happening.TARGET, Way.SOUND), (Happening.ENDED, Way.WEBHOOK)}), 2.5, Target("loss", False, -0.25)
    )
    assert read_rules(written(rules)) == rules
    assert read_rules(written(TellRules(frozenset()))).ways == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "[" * 100_000,
        '{"ways": 3, "stalled_minutes": -1, "target": []}',
        '{"stalled_minutes": NaN}',
    ],
)
def test_settings_that_make_no_sense_are_the_defaults(text: str):
    assert read_rules(text) == TellRules()


def test_only_a_notification_of_the_end_is_on_by_default():
    assert TellRules().ways == {(Happening.ENDED, Way.DESKTOP)}
    assert not TellRules().target.reached_by(float("nan"))


def test_focus_is_not_lost_to_a_notification(told: Told):
    told.work_elsewhere()
    begin(told)
    told.studio.clock.forward(61)
    stop(told)
    assert QApplication.activeWindow() is told.other
    assert told.other.windowState() == Qt.WindowState.WindowNoState
