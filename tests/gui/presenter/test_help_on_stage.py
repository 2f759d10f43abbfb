"""Help on the stage: F1 works there, and its text is as large as everything else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from studio.look import fonts
from studio.testing import StudioRobot
from studio.window.page_bar import Page
from tests.gui.presenter.conftest import go_on_stage, press


def test_help_is_as_large_as_everything_and_gone_with_f1(stage: StudioRobot) -> None:
    stage.window.help.open("learning-rate")
    view = stage.window.help.view
    normal = view.reader.document().defaultFont().pointSizeF()
    stage.window.help.leave()
    go_on_stage(stage)
    stage.wait_for(lambda: fonts.scale() > 1.2)
    stage.find("optimizerLrField", QWidget).setFocus()
    press(stage, Qt.Key.Key_F1)
    assert stage.window.pages.page is Page.HELP
    assert view.shown == "learning-rate"
    stage.wait_for(lambda: view.reader.document().defaultFont().pointSizeF() > 1.2 * normal)
    assert view.reader.horizontalScrollBar().maximum() == 0
    press(stage, Qt.Key.Key_F1)
    assert stage.window.pages.page is Page.TRAIN
