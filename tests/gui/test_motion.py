"""Reduced motion: chosen here or on the desktop, nothing moves or blinks that need not."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.look import desktop
from studio.look.motion import Motion, current_motion
from studio.testing import StudioRobot
from studio.views.inside.backward_play import BackwardPlay
from trainer_core.protocol.graph import Reached

REACHED = [Reached(node, 1.0) for node in range(600)]


@pytest.fixture
def motion(qapp: QApplication) -> Iterator[Motion]:
    flash, animated = qapp.cursorFlashTime(), Qt.UIEffect.UI_AnimateCombo
    general = Qt.UIEffect.UI_General
    before = [qapp.isEffectEnabled(each) for each in (general, animated)]
    for each in (general, animated):
        qapp.setEffectEnabled(each, True)
    motion = Motion()
    motion.apply(qapp)
    yield motion
    motion.set_chosen(False)
    for each, enabled in zip((animated, general), before[::-1], strict=True):
        qapp.setEffectEnabled(each, enabled)
    qapp.setCursorFlashTime(flash)  # which a desktop that wants less motion in a test keeps off until it is gone


def test_what_the_desktop_animates_and_the_blinking_cursor_stop_and_come_back(qapp: QApplication, motion: Motion):
    flash = qapp.cursorFlashTime()
    assert flash > 0
    assert qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
    motion.set_chosen(True)
    assert motion.reduced
    assert qapp.cursorFlashTime() == 0
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)
    motion.set_chosen(False)
    assert not motion.reduced
    assert qapp.cursorFlashTime() == flash
    assert qapp.isEffectEnabled(Qt.UIEffect.UI_AnimateCombo)


def test_the_wish_of_the_desktop_is_enough(motion: Motion, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(desktop, "wants_less_motion", lambda app: True)
    assert motion.reduced
    assert not motion.chosen


@pytest.mark.parametrize(("name", "wanted"), [("NoPreference", False), ("ReducedMotion", True)])
def test_a_qt_that_tells_of_motion_is_believed(name: str, wanted: bool):
    """As from Qt 6.12 on; an older one tells nothing."""
    hints = SimpleNamespace(motionPreference=lambda: SimpleNamespace(name=name))
    app = SimpleNamespace(styleHints=lambda: SimpleNamespace(accessibility=lambda: hints))
    assert desktop.wants_less_motion(app) is wanted
    assert not desktop.wants_high_contrast(app)
    assert not desktop.wants_less_motion(SimpleNamespace(styleHints=lambda: object()))


def test_a_backward_pass_is_shown_whole_instead_of_node_by_node(qtbot, monkeypatch: pytest.MonkeyPatch):
    play = BackwardPlay()
    with qtbot.waitSignal(play.over):
        play.play(REACHED)
        play._play()
        assert 0 < len(play.norms) < len(REACHED)
    monkeypatch.setattr(current_motion(), "_chosen", True)
    play.clear()
    play.play(REACHED)
    play._play()
    assert len(play.norms) == len(REACHED)


def test_the_menu_turns_it_off_and_the_next_start_remembers(studio: StudioRobot):
    action = studio.action("reduceMotionAction")
    assert not current_motion().reduced
    action.trigger()
    assert current_motion().reduced
    assert studio.studio.settings.reduced_motion
    action.trigger()
    assert not current_motion().reduced
    studio.action("contrast_high").trigger()
    assert studio.studio.settings.contrast == "high"
    assert studio.window.grab().toImage().pixelColor(2, 300).name() == "#ffffff"
    studio.action("contrast_system").trigger()
    assert studio.studio.settings.contrast == "system"
