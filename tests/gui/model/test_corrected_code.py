"""A run that an error in a person's file has ended, gone on with once the file is corrected."""

from __future__ import annotations

from PySide6.QtCore import Qt

from studio.dialogs.continue_run import ContinueDialog
from tests.gui.hands import click
from trainer_core.protocol.events import Reason, RunEnded, RunStarted
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import STATE_VARIABLE, trust

BREAKS = """from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(784, 10)
        self.calls = 0

    def forward(self, x):
        self.calls += self.training
        if self.calls > 20:
            raise ValueError("too many")
        return self.layer(x.flatten(1))
"""
CORRECTED = BREAKS.replace("self.calls > 20", "False")


def test_the_corrected_file_is_offered_and_the_run_goes_on_with_it(studio, tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    file = tmp_path / "net.py"
    file.write_text(BREAKS)
    trust(read_code(file))
    studio.session.set_recipe(studio.session.recipe.with_values({"model.name": "file", "model.path": str(file)}))
    assert studio.train_to_end().reason is Reason.FAILED
    file.write_text(CORRECTED)
    trust(read_code(file))

    def accept(dialog: ContinueDialog) -> None:
        assert dialog.new_code.isVisible()
        assert dialog.new_code.isChecked()
        assert dialog.lines.isVisible()
        changed = [line for line in dialog.lines.toPlainText().splitlines() if line[:1] in "+-" and "if " in line]
        assert changed == ["-        if self.calls > 20:", "+        if False:"]
        assert "net.py:12" in dialog._code.text()
        studio.qtbot.mouseClick(dialog.continue_button, Qt.MouseButton.LeftButton)

    studio.answer("continueDialog", accept)
    click(studio, "continueRunButton")
    ended = studio.wait_for_event(RunEnded, 2)
    assert studio.of(RunStarted)[1].continued_from > 0
    assert ended.reason is Reason.COMPLETED
    assert (ended.summary.epochs, ended.summary.steps) == (2, 32)


def test_without_changed_code_nothing_is_asked_about_it(studio):
    studio.train_to_end()

    def look(dialog: ContinueDialog) -> None:
        assert not dialog.new_code.isVisible()
        assert not dialog.lines.isVisible()
        assert not dialog.new_code.isChecked()
        dialog.reject()

    studio.answer("continueDialog", look)
    click(studio, "continueRunButton")
