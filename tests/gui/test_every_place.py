"""In no place of the window is a word cut, a control beyond an edge or one over another, however large the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from studio.look.theme import current_theme
from tests.gui.places import faults, places

CASES = (
    ((1024, 700), 1.0, "en"),
    ((1024, 700), 1.5, "ko"),
    ((1440, 900), 2.0, "en"),
)
"""Little room for each size of text; in 1024 pixels at twice the size the longest sentences of Inside do not fit."""


@pytest.fixture
def paused(studio):
    """A run that is paused inside a batch: then Inside has something to show in each of its tabs."""
    studio.session.set_value("training.epochs", 1000)
    for _ in range(3):
        studio.qtbot.keyClick(studio.window, Qt.Key.Key_F10)
        studio.wait_for_state("paused")
    yield studio
    current_theme().set_scale(1.0)
    studio.action("language_en").trigger()
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_state("idle")


def test_everything_fits_in_every_place(paused):
    found = []
    for size, scale, language in CASES:
        current_theme().set_scale(scale)
        paused.action(f"language_{language}").trigger()
        paused.window.resize(*size)
        paused.wait_for(lambda: not current_theme().restyling.busy)
        for place in places(paused):
            found += [f"{size} × {scale} {language}, {place}: {fault}" for fault in faults(paused)]
    assert found == []
