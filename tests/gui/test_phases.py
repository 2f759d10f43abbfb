"""Stepping phase by phase: a strip says which of the five is next, what it does, and the loss once it is known."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from studio.views.phase_strip import PHASES, PhaseStrip
from trainer_core.training.loop import Phase


def strip_of(studio) -> PhaseStrip:
    return studio.find("phaseStrip", PhaseStrip)


def step_to(studio, phase: str) -> None:
    studio.window.activateWindow()
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_F10)
    studio.wait_for(lambda: studio.session.state == "paused" and studio.session.phase == phase)


def test_each_step_lights_its_phase_and_says_what_it_does(studio):
    strip = strip_of(studio)
    assert not strip.isVisible()
    for phase in PHASES:
        step_to(studio, phase.name)
        assert strip.isVisible()
        lit = [step.objectName() for step in strip.findChildren(QWidget) if getattr(step, "lit", False)]
        assert lit == [f"phase_{phase.name}"]
        assert strip.sentence.text() == phase.sentence
        assert strip.code.text() == phase.code
        letters = QFontMetricsF(strip.code.font())
        assert letters.horizontalAdvance("i") == letters.horizontalAdvance("m")
        assert phase.name in strip.accessibleName()
        known = phase.name in ("backward", "step")
        assert strip.loss.isVisible() is known
        assert math.isfinite(studio.session.batch_loss) is known
    told = studio.session.batch_loss
    step_to(studio, "zero_grad")
    assert studio.session.run.history.column("loss")[0] == pytest.approx(told, rel=1e-6)
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_state("idle")
    assert not strip.isVisible()


def test_the_strip_goes_when_training_goes_on_and_between_batches(studio):
    studio.session.set_value("training.epochs", 1000)
    strip = strip_of(studio)
    step_to(studio, "zero_grad")
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_F11)
    studio.wait_for(lambda: studio.session.state == "paused" and not studio.session.phase)
    studio.wait_for(lambda: not strip.isVisible())
    step_to(studio, "zero_grad")
    studio.wait_for(strip.isVisible)
    studio.session.resume()
    studio.wait_for(lambda: not strip.isVisible())
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_state("idle")


def test_the_strip_follows_the_language_and_knows_every_phase(studio):
    assert [phase.name for phase in PHASES] == [phase.value for phase in Phase]
    step_to(studio, "zero_grad")
    strip = strip_of(studio)
    english = strip.accessibleName()
    studio.action("language_ko").trigger()
    studio.wait_for(lambda: studio.button("trainButton").text() != "Continue")
    assert strip.phase == "zero_grad"
    studio.action("language_en").trigger()
    studio.wait_for(lambda: studio.button("trainButton").text() == "Continue")
    assert strip.accessibleName() == english
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_state("idle")
