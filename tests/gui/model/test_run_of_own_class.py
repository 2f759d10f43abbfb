"""A run of a person's own class in the window, whose file is gone by then: opened, verified, tested, saved, resumed."""

from __future__ import annotations

import torch
from PySide6.QtWidgets import QPushButton

from studio.session.session import Action
from tests.gui.hands import choose_file, click
from tests.gui.model.test_own_class import SMALL, _asked_anew  # noqa: F401
from trainer_core.protocol.events import Evaluated, Reason, RunEnded, RunOpened, Verified, WeightsSaved
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust


def test_a_run_whose_file_is_gone_is_used_like_any_other(studio, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(SMALL)
    trust(read_code(path))
    studio.session.set_recipe(studio.session.recipe.with_values({"model.name": "file", "model.path": str(path)}))
    studio.session.set_recipe(studio.session.recipe.with_values({"training.epochs": 1}))
    assert studio.train_to_end().reason is Reason.COMPLETED
    folder = studio.session.run.started.folder
    path.unlink()

    click(studio, "runsPageButton")
    runs = studio.window.pages.runs
    studio.wait_for(lambda: [record.path for record in runs.list.chosen()] == [folder])
    click(studio, "runOpenButton")
    studio.wait_for_event(RunOpened)
    studio.wait_for(lambda: studio.session.possible(Action.VERIFY))
    studio.answer("verifiedDialog", lambda dialog: dialog.accept())
    studio.action("verifyRunAction").trigger()
    assert studio.wait_for_event(Verified).equal
    tests = len(studio.of(Evaluated))
    studio.action("evaluateAction").trigger()
    studio.wait_for(lambda: len(studio.of(Evaluated)) > tests)
    saved = tmp_path / "mine.pt"
    studio.answer("saveWeightsDialog", choose_file(saved))
    click(studio, "saveWeightsButton")
    studio.wait_for_event(WeightsSaved)
    assert set(torch.load(saved, weights_only=True)) == {f"layers.{i}.{n}" for i in (0, 1) for n in ("weight", "bias")}

    def two_more(dialog) -> None:
        assert "is not there any more" in dialog._code.text()
        dialog.epochs.set_value(2)
        dialog.findChild(QPushButton, "continueButton").click()

    studio.answer("continueDialog", two_more)
    click(studio, "continueRunButton")
    ended = studio.wait_for_event(RunEnded, 2)
    assert (ended.reason, ended.summary.epochs) == (Reason.COMPLETED, 2)
