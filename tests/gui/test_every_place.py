"""In no place of the window is a word or number cut, a control beyond an edge or one over another, at any text size."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from studio.look.theme import current_theme
from studio.testing import StudioRobot
from tests.gui.model.conftest import CNN
from tests.gui.places import faults, places
from trainer_core.protocol.data_browsing import DataDescribed
from trainer_core.protocol.model_comparison import ModelsCompared

SMALLEST = (900, 600)
"""The smallest window that a person can make."""
Case = tuple[tuple[int, int], float, str]
CASES: tuple[Case, ...] = ((SMALLEST, 1.0, "en"), ((1024, 700), 1.5, "ko"), ((1440, 900), 2.0, "ko"))
"""Little room for each size of text; in 1024 pixels at twice the size the longest sentences of Inside do not fit."""


@pytest.fixture
def standing(studio: StudioRobot) -> StudioRobot:
    """After a run of layers, two states of it compared, with another run that stands inside a step."""
    changes = {"model.name": "layers", "model.layers": CNN, "training.epochs": 2}
    studio.session.set_recipe(studio.session.recipe.with_values(changes))
    studio.wait_until_prepared()
    studio.train_to_end()
    inside = studio.window.pages.inside
    studio.press("insidePageButton")
    inside.tabs.setCurrentWidget(inside.compare)
    studio.wait_for(lambda: all(side.version is not None for side in inside.compare.sides))
    studio.press("compareButton")
    studio.wait_for_event(ModelsCompared)
    studio.press("dataPageButton")
    studio.wait_for_event(DataDescribed)
    studio.step("backward")
    return studio


@pytest.fixture(autouse=True)
def _as_before(studio: StudioRobot):
    yield
    current_theme().set_scale(1.0)
    studio.action("language_en").trigger()
    if studio.session.in_run:
        studio.action("stopKeepLastAction").trigger()
        studio.wait_for_state("idle")


def misfits_in(studio: StudioRobot, cases: Iterable[Case]) -> list[str]:
    found = []
    for size, scale, language in cases:
        current_theme().set_scale(scale)
        studio.action(f"language_{language}").trigger()
        studio.window.resize(*size)
        studio.wait_for(lambda: not current_theme().restyling.busy)
        for place in places(studio):
            found += [f"{size} × {scale} {language}, {place}: {fault}" for fault in faults(studio)]
    return found


def test_everything_fits_in_every_place(standing):
    assert misfits_in(standing, CASES) == []


@pytest.mark.parametrize("data", ["moons", "diabetes"])
def test_everything_fits_where_the_answer_is_yes_or_no_or_a_number(studio, data):
    studio.open(data)
    studio.session.set_value("training.epochs", 1)
    studio.train_to_end()
    assert misfits_in(studio, [CASES[0], CASES[-1]]) == []
