"""A demo in the real window: its steps, Next and Back, handing over, errors."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import SIGNAL, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.demos.acting import Pace
from studio.demos.hands import Hands
from studio.demos.player import Player, Playing
from studio.demos.playing import Demos
from studio.demos.script import Point, Wait
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from trainer_core.errors import DemoError
from trainer_core.protocol.events import State

QUICK = "  - set: {data.limit: 512, training.epochs: 3, training.threads: 1}\n"


def demo(studio: StudioRobot, tmp_path: Path, steps: str, **options: object) -> Player:
    path = tmp_path / "test.studio"
    path.write_text("title: {en: A test, ko: 시험}\nsteps:\n" + steps, encoding="utf-8")
    demos = Demos(studio.window, studio.session, studio.studio.settings)
    player = demos.play(demos.read(path), **options)  # type: ignore[arg-type]
    failures: list[DemoError] = []
    player.failed.connect(failures.append)
    player.failures = failures  # type: ignore[attr-defined]
    return player


def by_itself(studio: StudioRobot, tmp_path: Path, steps: str) -> Player:
    return demo(studio, tmp_path, steps, pace=Pace(math.inf, by_itself=True), strict=True)


def play_out(studio: StudioRobot, player: Player) -> None:
    studio.wait_for(lambda: player.playing in (Playing.OVER, Playing.HANDED_OVER))
    assert player.failures == []  # type: ignore[attr-defined]


def at(studio: StudioRobot, player: Player, line: int) -> None:
    failures = player.failures  # type: ignore[attr-defined]
    studio.wait_for(lambda: failures or (player.playing is Playing.STEP and player.step.line == line))  # type: ignore[union-attr]
    assert failures == []


def test_each_step_is_done_in_the_window_and_training_stops_where_it_is_told(
    studio: StudioRobot, tmp_path: Path
) -> None:
    steps = (
        "  - notes: {en: Say hello.}\n  - open: fashion-mnist-tutorial\n" + QUICK + "  - train: {batches: 3}\n"
        "  - expect: batch == 3 and paused\n  - train: {epochs: 1}\n  - expect: epoch == 1 and paused\n"
        "  - train: {until: val_accuracy > 0.01}\n  - press: showModelPageAction\n  - key: Ctrl+1\n"
        "  - set: {optimizer.lr: 0.002}\n  - train:\n"
        "  - expect: ended and epoch == 3 and test_accuracy > 0.1 and optimizer.lr == 0.001\n"
        "  - ask: {question: More, answers: [{say: No more, go: end}, {say: Yes}]}\n  - press: showRunsPageAction\n"
        "  - label: end\n"
    )
    player = by_itself(studio, tmp_path, steps)
    play_out(studio, player)
    assert player.notes == "Say hello."
    assert studio.window.pages.page is Page.TRAIN


def test_next_completes_and_back_returns_to_the_state_before(studio: StudioRobot, tmp_path: Path) -> None:
    steps = (
        "  - point: {at: optimizer.lr, say: One}\n"
        + QUICK.replace("}", ", optimizer.lr: 0.01}")
        + "  - point: {at: trainButton, say: Two}\n  - train: {epochs: 1}\n  - press: showModelPageAction\n"
        "  - point: {say: Three}\n  - train:\n  - wait: key\n"
    )
    before = studio.session.recipe
    player = demo(studio, tmp_path, steps)
    at(studio, player, 3)
    bar = Hands(studio.window)
    bar.press("demoNext")
    at(studio, player, 5)
    assert player.caption == "Two"
    assert studio.session.recipe.optimizer.lr == 0.01
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_PageDown)
    at(studio, player, 8)
    assert studio.session.state is State.PAUSED
    batches = len(studio.session.run.history or ())
    loss = studio.session.run.history.column("loss", 0).tolist()  # type: ignore[union-attr]
    player.next()
    at(studio, player, 10)
    assert studio.session.run.ended is not None
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_PageUp)
    at(studio, player, 8)
    assert studio.session.state is State.PAUSED
    assert studio.session.run.history is not None
    assert studio.session.run.history.column("loss", 0).tolist() == loss
    assert len(studio.session.run.history) == batches
    assert studio.window.pages.page is Page.MODEL
    bar.press("demoBack")
    at(studio, player, 5)
    assert not studio.session.in_run
    assert studio.window.pages.page is Page.TRAIN
    player.back()
    at(studio, player, 3)
    assert studio.session.recipe == before


def test_next_completes_a_training_to_the_very_batch_also_past_the_end_of_an_epoch(
    studio: StudioRobot, tmp_path: Path
) -> None:
    steps = "  - train: {batches: 19}\n  - point: {say: There}\n  - train: {until: batch >= 1}\n  - wait: key\n"
    player = demo(studio, tmp_path, QUICK + steps)
    studio.wait_for(lambda: studio.session.in_run)
    player.next()
    at(studio, player, 5)
    assert studio.session.state is State.PAUSED
    assert studio.session.run.history is not None
    assert (len(studio.session.run.history), len(studio.session.run.history.epochs)) == (19, 1)
    player.next()
    at(studio, player, 7)
    assert len(studio.session.run.history) == 19


def test_back_while_a_run_is_about_to_begin_waits_for_it_and_takes_it_back(studio: StudioRobot, tmp_path: Path) -> None:
    player = demo(studio, tmp_path, QUICK + "  - point: {say: Now}\n  - train:\n  - wait: key\n")
    at(studio, player, 4)
    player.next()
    studio.wait_for(lambda: player.step is not None and player.step.line == 5)
    player.back()
    player.back()
    studio.wait_for(lambda: player.caption == "Now")
    assert studio.session.run.started is None
    assert not studio.session.in_run


def test_the_keys_lead_from_the_speakers_window_and_from_a_dialog_of_the_demo_and_count_once(
    studio: StudioRobot, tmp_path: Path
) -> None:
    steps = "  - point: {say: One}\n  - point: {say: Two}\n  - press: aboutAction\n  - point: {say: Three}\n"
    player = demo(studio, tmp_path, steps + "  - key: Esc\n  - wait: key\n")
    at(studio, player, 3)
    speaker = studio.window.presenter.speaker
    speaker.show()
    studio.qtbot.keyClick(speaker, Qt.Key.Key_PageDown)
    at(studio, player, 4)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(studio.window, held)
    assert held.isAccepted()
    assert player.step is not None
    assert player.step.line == 4

    def lead(dialog: QWidget) -> None:
        at(studio, player, 6)
        studio.qtbot.keyClick(dialog, Qt.Key.Key_PageDown)

    studio.answer("aboutDialog", lead)
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_PageDown)
    at(studio, player, 8)
    assert QApplication.activeModalWidget() is None
    speaker.hide()


def test_escape_hands_over_and_continue_brings_the_state_back(studio: StudioRobot, tmp_path: Path) -> None:
    player = demo(studio, tmp_path, "  - set: {optimizer.lr: 0.01}\n  - point: {at: optimizer.lr, say: Look}\n")
    at(studio, player, 4)
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_Escape)
    assert player.playing is Playing.HANDED_OVER
    assert player.caption == ""
    hands = Hands(studio.window)
    hands.set("optimizer.lr", 0.5)
    hands.press("demoContinue")
    at(studio, player, 4)
    assert studio.session.recipe.optimizer.lr == 0.01
    hands.press("demoClose")
    assert player.playing is Playing.OVER


def test_an_answer_decides_where_it_goes_on(studio: StudioRobot, tmp_path: Path) -> None:
    steps = (
        "  - ask: {question: {en: Which, ko: 어느 것}, answers: [{say: A, go: a}, {say: B, go: b}]}\n"
        "  - label: a\n  - press: showRunsPageAction\n  - label: b\n  - press: showModelPageAction\n"
    )
    player = demo(studio, tmp_path, steps)
    at(studio, player, 3)
    assert Hands(studio.window).find("demoTitle").text() == "Which"  # type: ignore[union-attr]
    Hands(studio.window).press("demoAnswer_2")
    play_out(studio, player)
    assert studio.window.pages.page is Page.MODEL


def test_a_step_that_cannot_be_done_is_told_and_the_window_handed_over(studio: StudioRobot, tmp_path: Path) -> None:
    for step, said in (
        ("press: trainButon", "There is no trainButon here. Did you mean trainButton?"),
        ("press: stopButton", "stopButton is disabled now."),
        ("show: confusionVew", "There is no confusionVew here. Did you mean confusionView?"),
        ("point: {at: lossPannel, say: A}", "There is no lossPannel here. Did you mean lossPanel?"),
        (
            "open: fashion-mnist-tutorail",
            "There is no fashion-mnist-tutorail here. Did you mean fashion-mnist-tutorial?",
        ),
        ("open: ../gone.csv", "There is no ../gone.csv here."),
        ("set: {optimizer.lrr: 0.1}", "There is no optimizer.lrr here. Did you mean optimizer.lr?"),
        ("set: {optimizer.lr: fast}", "optimizer.lr cannot be set to fast: This is not a number."),
        ("set: {optimizer.name: Adem}", "optimizer.name cannot be Adem. It can be Adam, AdamW, "),
        ("set: {training.epochs: [1, 2]}", "training.epochs cannot be set to [1, 2]: "),
        ("set: {data.standardize: 7}", "There is no 7 here."),
        ("set: {data.augment: 7}", "data.augment cannot be set to 7: "),
        ("set: {data.augment: [{name: flop}]}", "data.augment cannot be set to "),
        ("menu: View > Theme > Drak", "There is no Drak here. Did you mean Dark?"),
        ("choose: {deviceBox: x}", "There is no deviceBox here."),
        ("drop: test.studo", "There is no test.studo here. Did you mean test.studio?"),
        ("key: Foo+X", "There is no Foo+X here."),
        ("expect: epoch > 4", "“epoch > 4” is not true here: -."),
    ):
        player = by_itself(studio, tmp_path, f"  - {step}\n")
        studio.wait_for(lambda player=player: player.playing in (Playing.HANDED_OVER, Playing.OVER))
        assert player.playing is Playing.HANDED_OVER, step
        (error,) = player.failures  # type: ignore[attr-defined]
        assert str(error).startswith(f"test.studio, line 3, step 1: {said}")
        assert str(error) == Hands(studio.window).find("demoTitle").text()  # type: ignore[union-attr]


def test_a_loop_begins_anew_and_leaves_no_run_behind(studio: StudioRobot, tmp_path: Path) -> None:
    steps = "  - set: {data.limit: 256, training.epochs: 1}\n  - train:\n  - point: {say: Well}\n"
    player = demo(studio, tmp_path, steps, pace=Pace(math.inf, by_itself=True), loop=True)
    listening: list[int] = []
    player.finished.connect(lambda: listening.append(studio.session.receivers(SIGNAL("done(PyObject)"))))
    studio.wait_for(lambda: player.passes == 3)
    assert listening[1] == listening[2]
    player.end()
    assert len(list((tmp_path / "runs").iterdir())) <= 2
    assert player.failures == []  # type: ignore[attr-defined]
    assert not any(isinstance(step, Wait) for step in player.script.steps)
    assert isinstance(player.script.steps[2], Point)


def test_a_file_of_the_persons_own_is_asked_for(studio: StudioRobot, tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("a,b,kind\n" + "".join(f"{i},{i % 3},{'xy'[i % 2]}\n" for i in range(60)), encoding="utf-8")
    steps = "  - open: {ask: {en: Which table, ko: 어느 표}}\n  - point: {say: There}\n"
    player = demo(studio, tmp_path, steps)
    at(studio, player, 3)
    assert Hands(studio.window).find("demoTitle").text() == "Which table"  # type: ignore[union-attr]
    studio.answer("demoFileDialog", table)
    Hands(studio.window).press("demoChoose")
    at(studio, player, 4)
    assert studio.session.recipe.data.source == "table"
    alone = by_itself(studio, tmp_path, steps)
    studio.wait_for(lambda: alone.playing is Playing.HANDED_OVER)
    assert "Someone has to choose a file here" in str(alone.failures)  # type: ignore[attr-defined]


def test_what_is_opened_is_there_before_the_next_step(studio: StudioRobot, tmp_path: Path) -> None:
    table = "a,b,kind\n" + "".join(f"{i},{i % 3},{'xy'[i % 2]}\n" for i in range(60))
    (tmp_path / "mine.csv").write_text(table, encoding="utf-8")
    player = by_itself(studio, tmp_path, "  - open: mine.csv\n  - expect: data.source == 'table'\n")
    play_out(studio, player)
    assert player.playing is Playing.OVER
    assert studio.session.preparation is not None
    assert studio.session.preparation.recipe == studio.session.recipe

    (tmp_path / "numbers.npz").write_bytes(b"no arrays at all")
    player = by_itself(studio, tmp_path, "  - drop: numbers.npz\n")
    studio.wait_for(lambda: player.playing is Playing.HANDED_OVER)
    (error,) = player.failures  # type: ignore[attr-defined]
    assert "numbers.npz was not opened: " in str(error)
    assert studio.session.recipe.data.source == "table"
