"""Nothing is downloaded unasked: not by choosing a source, and not by Train until the question is answered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from tests.gui.hands import click
from trainer_core.protocol.commands import Prepare, Start


@pytest.fixture
def posted(studio, monkeypatch, tmp_path):
    """What the window asks of the engine for a source that is not on this computer; nothing of it is carried out."""
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "none"))
    commands = []
    monkeypatch.setattr(studio.session, "post", commands.append)
    return commands


def test_choosing_a_source_offers_its_download_and_starts_nothing(studio, qtbot, posted):
    offer = studio.find("downloadOffer", QWidget)
    assert offer.isHidden()
    studio.session.set_value("data.source", "cifar-100")
    assert offer.isVisible()
    assert "CIFAR-100 is not on this computer: 161 MB" in offer.words.text()
    assert "Licence" in offer.words.text() or "licence" in offer.words.text()
    studio.window.preparing.timer.timeout.emit()
    assert not posted
    click(studio, "downloadDataButton")
    assert [command.download for command in posted if isinstance(command, Prepare)] == [True]


@pytest.mark.parametrize(("button", "started"), [("downloadCancelButton", []), ("downloadButton", [True])])
def test_train_asks_before_it_downloads(studio, qtbot, posted, button, started):
    studio.session.set_value("data.source", "cifar-100")
    studio.answer("downloadDialog", lambda dialog: dialog.findChild(QPushButton, button).click())
    qtbot.mouseClick(studio.button("trainButton"), Qt.MouseButton.LeftButton)
    assert [command.download for command in posted if isinstance(command, Start)] == started
