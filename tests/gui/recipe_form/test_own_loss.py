"""A loss of a person's own, chosen in the form of the real window: asked about, one of its classes chosen, trained."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from studio.widgets.choice_field import ChoiceField
from tests.gui.hands import choose_file, click, press
from trainer_core.protocol.events import Reason
from trainer_core.trial.trust import STATE_VARIABLE

LOSSES = """from torch import nn


class Sharper(nn.Module):
    \"\"\"Cross-entropy of logits that are further apart.\"\"\"

    def __init__(self, by: float = 2.0):
        super().__init__()
        self.by = by

    def forward(self, pred, y):
        return nn.functional.cross_entropy(pred * self.by, y)


class Plain(nn.Module):
    def forward(self, pred, y):
        return nn.functional.cross_entropy(pred, y)
"""


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


def choose(studio, key: str, label: str) -> None:
    """Choose an entry of a list in the form by its keyboard."""
    studio.window.form.reveal(key)
    field = studio.window.form.row(key).editor
    assert isinstance(field, ChoiceField)
    place = field.findText(label)
    assert place >= 0
    while field.currentIndex() != place:
        studio.qtbot.keyClick(field, Qt.Key.Key_Down if field.currentIndex() < place else Qt.Key.Key_Up)


def test_a_loss_is_chosen_from_a_file_and_trained_with(studio, tmp_path):
    path = tmp_path / "losses.py"
    path.write_text(LOSSES)
    form = studio.window.form
    choose(studio, "loss.name", "Own loss")
    studio.answer("lossPathDialog", choose_file(path))
    studio.answer("trustDialog", press("trustRunButton"))
    click(studio, "lossPathBrowse")
    assert studio.session.recipe.loss.arguments["path"] == str(path)
    studio.wait_for(lambda: isinstance(form.row("loss.class").editor, ChoiceField))
    choose(studio, "loss.class", "Sharper")
    studio.wait_for(lambda: "loss.arguments.by" in form.sections["loss"].rows)
    studio.wait_for(lambda: studio.session.preparation.recipe == studio.session.recipe)
    assert studio.session.errors == {}
    studio.session.set_value("training.epochs", 1)
    assert studio.train_to_end().reason is Reason.COMPLETED
    assert (studio.session.run.started.folder / "code_of_loss" / "losses.py").read_text() == LOSSES
