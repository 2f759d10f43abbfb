"""Pictures that cannot be read are left out only after a question, and are named with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from tests.gui.hands import click, drop, press
from tests.gui.test_own_data import folder_of_pictures, wait_for_data
from trainer_core.files.cache import CACHE_VARIABLE
from trainer_core.protocol.data_browsing import Browse
from trainer_core.protocol.events import Prepared, Reason, Refused, RunEnded, RunStarted


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two classes, and two files that are no pictures."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    root = folder_of_pictures(tmp_path / "photos")
    (root / "light" / "notes.png").write_text("not a picture")
    (root / "dark" / "half.png").write_bytes((root / "dark" / "01.png").read_bytes()[:300])
    return root


def quick(studio) -> None:
    for key, value in {"training.epochs": 1, "training.device": "cpu", "training.threads": 1}.items():
        assert studio.session.set_value(key, value)


def test_train_asks_once_and_shows_what_they_are_instead(studio, photos):
    drop(studio.window, photos)
    wait_for_data(studio, "photos")
    quick(studio)
    studio.wait_until_prepared()
    asked = []

    def look(dialog) -> None:
        asked.append(dialog.text)
        press("unreadableLookButton")(dialog)

    studio.answer("leaveOutDialog", look)
    click(studio, "trainButton")
    pane = studio.window.pages.data.pane
    studio.wait_for(lambda: asked and pane.views.currentWidget() is pane.left_out)

    assert "Train without 2 files that cannot be read?" in asked[0]
    assert not studio.of(RunStarted)
    assert [line.partition(" is left out: ")[0] for line in pane.left_out.lines] == ["dark/half.png", "light/notes.png"]
    assert "truncated" in pane.left_out.lines[0]
    studio.answer("leaveOutDialog", press("unreadableLeaveOutButton"))
    click(studio, "trainButton")
    assert studio.wait_for_event(RunEnded).reason is Reason.COMPLETED
    studio.wait_for_state("idle")
    assert studio.train_to_end().reason is Reason.COMPLETED


def test_train_pressed_while_pictures_are_read_asks_once_they_are(studio, photos):
    drop(studio.window, photos)
    studio.wait_for(lambda: studio.session.recipe.data.source == "folder")
    quick(studio)
    read = len(studio.of(Prepared))
    asked = []

    def agree(dialog) -> None:
        asked.append(len(studio.of(Prepared)))
        press("unreadableLeaveOutButton")(dialog)

    studio.answer("leaveOutDialog", agree)
    click(studio, "trainButton")
    assert studio.wait_for_event(RunEnded).reason is Reason.COMPLETED
    assert asked[0] > read


def test_a_long_offer_takes_several_lines_and_cuts_nothing_off(studio, photos):
    for path in sorted(photos.glob("*/*.png")):
        path.rename(path.with_name(f"a_rather_long_name_of_patient{int(path.stem[:1] == '0')}_{path.name}"))
    drop(studio.window, photos)
    wait_for_data(studio, "photos")
    side = studio.window.pages.data.side
    studio.wait_for(lambda: side.facts.findings.sentences)
    offer = side.findChild(QWidget, "offer_cut-off") or side.findChild(QWidget, "offer_unreadable")
    assert offer is not None
    studio.wait_for(lambda: side.widget().minimumSizeHint().width() <= side.viewport().width())


def test_nobody_is_told_of_examples_of_data_that_was_replaced_meanwhile(studio):
    studio.wait_until_prepared()
    before = studio.window.banner.sentence
    studio.session.post(Browse((10_000_000,)))
    studio.wait_for_event(Refused)
    assert studio.window.banner.sentence == before
