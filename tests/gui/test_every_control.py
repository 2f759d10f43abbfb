"""Every control that a person can see explains itself: in a tool tip, and with F1 in Help."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QWidget

from studio.look.guide import entries
from studio.look.i18n import LANGUAGES
from studio.testing import StudioRobot
from studio.window.help_topics import CONTROLS, FIELDS, entry_for
from studio.window.tool_tips import told_by
from tests.gui.all_controls import all_controls, where
from trainer_core.protocol.events import Evaluated

IDS = {code: {each.id for each in entries(code)} for code in LANGUAGES}


@pytest.fixture
def trained(studio: StudioRobot) -> StudioRobot:
    """A studio after a run, with everything that a run brings."""
    studio.session.set_value("training.epochs", 1)
    studio.train_to_end()
    studio.wait_for(lambda: studio.of(Evaluated))
    return studio


@pytest.fixture
def standing(trained: StudioRobot) -> StudioRobot:
    """The same with a run that stands inside a step."""
    trained.press("insidePageButton")
    trained.step("backward")
    return trained


def of_one_of_many(studio: StudioRobot, data: str) -> Iterator[QWidget]:
    studio.open(data)
    studio.session.set_value("training.epochs", 1)
    studio.train_to_end()
    yield from all_controls(studio.window)


def missing_tips(controls: Iterator[QWidget]) -> str:
    return "\n".join(where(widget) for widget in controls if not told_by(widget))


def without_entry(studio: StudioRobot, controls: Iterator[QWidget]) -> str:
    """The controls that lead nowhere, or only to the entry about a whole page though they are a part of it."""
    wrong = []
    for widget in controls:
        id_ = entry_for(widget, studio.window)
        if not all(id_ in ids for ids in IDS.values()):
            wrong.append(f"{where(widget)}: {id_}")
    return "\n".join(wrong)


def test_every_entry_that_a_control_or_a_field_leads_to_exists_in_every_language():
    for ids in IDS.values():
        assert set(CONTROLS.values()) | set(FIELDS.values()) <= ids


def test_every_control_has_a_tool_tip(trained):
    assert missing_tips(all_controls(trained.window)) == ""


def test_every_control_of_a_step_that_stands_still_has_a_tool_tip(standing):
    assert missing_tips(all_controls(standing.window)) == ""


@pytest.mark.parametrize("data", ["breast-cancer", "diabetes", "moons"])
def test_every_control_of_other_tasks_has_a_tool_tip_and_an_entry(studio, data):
    controls = list(of_one_of_many(studio, data))
    assert missing_tips(iter(controls)) == ""
    assert without_entry(studio, iter(controls)) == ""


def test_every_control_leads_to_an_entry_in_every_language(standing):
    controls = list(all_controls(standing.window))
    assert len(controls) > 150
    assert without_entry(standing, iter(controls)) == ""


class Loud(QTranslator):
    """A language of which it does not matter what is translated already."""

    def isEmpty(self) -> bool:
        return False  # an empty one would not be installed

    def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str | None:
        return source.upper() if context == "ToolTips" else None


def test_tool_tips_follow_the_language(studio, studio_app):
    header, tabs = studio.find("lossHeader", QAbstractButton), studio.window.tabs
    assert (
        header.toolTip()
        == "Loss: the number that says how wrong the answers are, and that training makes smaller\nCross-entropy"
    )
    loud = Loud(studio.window)
    studio_app.installTranslator(loud)
    studio.wait_for(lambda: header.toolTip().startswith("LOSS: THE NUMBER"))
    assert tabs.tabToolTip(1) == "WHICH CLASSES GET MIXED UP"
    studio_app.removeTranslator(loud)
    studio.wait_for(lambda: header.toolTip().startswith("Loss: the number"))
    assert tabs.tabToolTip(1) == "Which classes get mixed up"


def test_few_controls_lead_only_to_the_entry_about_their_page(standing):
    pages = {"train", "data", "model", "inside", "runs", "weights"}
    general = sorted(
        where(widget) for widget in all_controls(standing.window) if entry_for(widget, standing.window) in pages
    )
    assert len(general) < 20, "\n".join(general)
