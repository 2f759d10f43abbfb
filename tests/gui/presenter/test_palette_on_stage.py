"""The command palette on the stage: letters that are shortcuts there go to its field, and it fits the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.presenter.conftest import go_on_stage, press

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_letters_that_point_on_the_stage_are_typed_into_the_palette(plain_stage):
    go_on_stage(plain_stage)
    press(plain_stage, Qt.Key.Key_K, CONTROL)
    palette = plain_stage.window.palette_flow.palette
    assert palette.isVisible()
    plain_stage.qtbot.keyClicks(QApplication.focusWidget(), "sdzc")
    assert palette.field.text() == "sdzc"
    assert not plain_stage.action("spotlightAction").isChecked()
    assert not plain_stage.action("drawAction").isChecked()
    palette.field.clear()
    plain_stage.qtbot.keyClicks(palette.field, "spotlight")
    assert palette.list.item.id == "action/spotlightAction"
    assert not palette.list.item.off
    press(plain_stage, Qt.Key.Key_Return)
    assert plain_stage.action("spotlightAction").isChecked()
    press(plain_stage, Qt.Key.Key_K, CONTROL)
    assert not any(row.id.startswith("setting/size") for row in palette.model.rows if not isinstance(row, str))
    press(plain_stage, Qt.Key.Key_Escape)
    assert plain_stage.window.presenter.on


def test_it_fits_the_stage_with_its_large_text(stage):
    go_on_stage(stage)
    press(stage, Qt.Key.Key_K, CONTROL)
    palette = stage.window.palette_flow.palette
    stage.qtbot.keyClicks(palette.field, "learning")
    assert palette.rect().contains(palette.frame.geometry())
    chosen = palette.list.visualRect(palette.list.currentIndex())
    assert palette.list.viewport().rect().intersects(chosen)
    press(stage, Qt.Key.Key_Escape)
