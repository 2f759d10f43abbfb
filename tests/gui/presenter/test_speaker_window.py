"""The speaker has a window of their own: on the other screen, if there is one, and on the same one if there is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLabel, QWidget

from studio.testing import StudioRobot
from studio.window.presenter.screens import seats
from studio.window.presenter.speaker_window import Stopwatch
from tests.gui.presenter.conftest import LAPTOP, PROJECTOR, FakeScreen, go_on_stage, press


def test_the_audience_gets_the_projector_and_the_speaker_the_main_screen():
    assert seats([LAPTOP, PROJECTOR], swapped=False).audience is PROJECTOR
    assert seats([LAPTOP, PROJECTOR], swapped=False).speaker is LAPTOP
    assert seats([LAPTOP, PROJECTOR], swapped=True).audience is LAPTOP
    assert seats([LAPTOP], swapped=True).audience is LAPTOP
    assert seats([LAPTOP], swapped=False).speaker is None


def test_one_screen_has_no_speaker_window_until_it_is_asked_for(plain_stage: StudioRobot):
    plain_stage.window.presenter.show_notes("Say hello.", "Press Train.")
    go_on_stage(plain_stage)
    assert not plain_stage.action("speakerWindowAction").isChecked()
    press(plain_stage, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    speaker = plain_stage.window.presenter.speaker
    assert speaker.isVisible()
    assert speaker.findChild(QLabel, "speakerNotes").text() == "Say hello."
    assert speaker.findChild(QLabel, "speakerNext").text() == "Press Train."
    plain_stage.window.presenter.show_notes("Now wait.")
    assert speaker.notes.text() == "Now wait."
    assert not speaker.next.isVisible()
    speaker.close()
    assert not plain_stage.action("speakerWindowAction").isChecked()


def test_two_screens_have_a_window_each_and_a_key_swaps_them(plain_stage: StudioRobot):
    presenter = plain_stage.window.presenter
    presenter.screens = lambda: [LAPTOP, PROJECTOR]
    places: list[str] = []
    presenter.stage.go_to = lambda screen: places.append(screen.name())
    go_on_stage(plain_stage)
    assert places == ["projector"]
    assert presenter.speaker.isVisible()
    assert LAPTOP.room.contains(presenter.speaker.geometry().center())
    press(plain_stage, Qt.Key.Key_F8)
    assert places == ["projector", "laptop"]
    assert PROJECTOR.room.contains(presenter.speaker.geometry().center())
    assert plain_stage.studio.settings.stage_swapped
    press(plain_stage, Qt.Key.Key_F9)
    assert not presenter.speaker.isVisible()


def test_a_projector_that_is_unplugged_leaves_the_run_and_brings_the_windows_back(plain_stage: StudioRobot):
    presenter = plain_stage.window.presenter
    screens: list[FakeScreen] = [LAPTOP, PROJECTOR]
    presenter.screens = lambda: screens
    places: list[str] = []
    presenter.stage.go_to = lambda screen: places.append(screen.name())
    plain_stage.session.set_value("training.epochs", 1000)
    plain_stage.button("trainButton").click()
    plain_stage.wait_for_state("training")
    go_on_stage(plain_stage)
    screens.remove(PROJECTOR)
    plain_stage.studio.app.screenRemoved.emit(plain_stage.window.screen())
    plain_stage.wait_for(lambda: places == ["projector", "laptop"])
    assert not presenter.speaker.isVisible()
    assert plain_stage.session.state.in_run
    screens.append(PROJECTOR)
    plain_stage.studio.app.screenAdded.emit(plain_stage.window.screen())
    plain_stage.wait_for(lambda: places == ["projector", "laptop", "projector"])
    assert presenter.speaker.isVisible()
    plain_stage.action("stopKeepLastAction").trigger()
    plain_stage.wait_for_state("idle")


def test_the_laptop_may_go_and_the_projector_stays(plain_stage: StudioRobot):
    """A closed lid takes the main screen away, with the speaker's window on it."""
    presenter = plain_stage.window.presenter
    screens: list[FakeScreen] = [LAPTOP, PROJECTOR]
    presenter.screens = lambda: screens
    places: list[str] = []
    presenter.stage.go_to = lambda screen: places.append(screen.name())
    go_on_stage(plain_stage)
    assert LAPTOP.room.contains(presenter.speaker.geometry().center())
    screens.remove(LAPTOP)
    plain_stage.studio.app.screenRemoved.emit(plain_stage.window.screen())
    plain_stage.wait_for(lambda: places == ["projector", "projector"])
    assert not presenter.speaker.isVisible()
    press(plain_stage, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert presenter.speaker.isVisible()
    assert PROJECTOR.room.contains(presenter.speaker.geometry().center())
    plain_stage.studio.app.primaryScreenChanged.emit(plain_stage.window.screen())
    plain_stage.wait_for(lambda: len(places) == 3)
    assert presenter.speaker.isVisible(), "a window that was asked for on the one screen stays"


def test_a_swapped_window_comes_back_from_a_projector_that_is_gone(plain_stage: StudioRobot):
    presenter, window = plain_stage.window.presenter, plain_stage.window
    screens: list[FakeScreen] = [LAPTOP, PROJECTOR]
    presenter.screens = lambda: screens
    window.setGeometry(PROJECTOR.room.adjusted(50, 50, -50, -50))
    go_on_stage(plain_stage)
    press(plain_stage, Qt.Key.Key_F8)
    assert PROJECTOR.room.contains(presenter.speaker.geometry().center())
    screens.remove(PROJECTOR)
    plain_stage.studio.app.screenRemoved.emit(window.screen())
    plain_stage.wait_for(lambda: not presenter.speaker.isVisible())
    press(plain_stage, Qt.Key.Key_F9)
    plain_stage.wait_for(lambda: LAPTOP.room.contains(window.geometry().center()))
    press(plain_stage, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert LAPTOP.room.contains(presenter.speaker.geometry().center())


def test_the_speaker_sees_time_state_and_what_the_audience_sees(plain_stage: StudioRobot):
    go_on_stage(plain_stage)
    press(plain_stage, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    speaker = plain_stage.window.presenter.speaker
    speaker.now = lambda: QTime(14, 5)
    speaker.refresh()
    assert speaker.clock.text() == "14:05"
    assert plain_stage.window.status.state_text in speaker.state.text()
    seen, picture = plain_stage.window.size(), speaker.picture
    plain_stage.wait_for(lambda: not picture.shown.isNull())
    plain_stage.wait_for(
        lambda: abs(seen.width() / seen.height() - picture.shown.width() / picture.shown.height()) < 0.02
    )


def test_a_key_pressed_in_the_speaker_window_does_what_it_does_in_the_other(plain_stage: StudioRobot):
    go_on_stage(plain_stage)
    press(plain_stage, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    speaker: QWidget = plain_stage.window.presenter.speaker
    speaker.activateWindow()
    plain_stage.wait_for(speaker.isActiveWindow)
    plain_stage.qtbot.keyClick(speaker, Qt.Key.Key_F9)
    plain_stage.wait_for(lambda: not plain_stage.window.presenter.on)


def test_a_stopwatch_counts_what_it_ran():
    seconds = [0.0]
    watch = Stopwatch(lambda: seconds[0])
    watch.start()
    seconds[0] = 5
    watch.stop()
    seconds[0] = 60
    assert watch.seconds == 5
    watch.start()
    seconds[0] = 63
    assert watch.seconds == 8
    watch.reset()
    assert watch.seconds == 0
    assert watch.running
    seconds[0] = 65
    assert watch.seconds == 2
