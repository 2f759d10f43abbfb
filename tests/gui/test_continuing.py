"""Going on with runs in the real window: asked for after an end, verified, watched over, and discarded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit

from studio.dialogs.continue_run import ContinueDialog
from studio.dialogs.verified import VerifiedDialog
from tests.gui.hands import click, press
from tests.gui.interrupted_run import recipe_of
from trainer_core.errors import Message
from trainer_core.protocol.events import DiskTrouble, Reason, RunEnded, RunStarted, SnapshotTaken, Verified
from trainer_core.protocol.reports import Difference
from trainer_core.training.resume import changes


def test_a_finished_run_is_given_more_epochs_with_the_edits_that_are_allowed(studio):
    studio.train_to_end()
    folder = studio.session.run.started.folder
    studio.session.set_value("optimizer.lr", 5e-4)
    studio.session.set_value("model.hidden", 32)

    def give_two_more(dialog: ContinueDialog) -> None:
        assert dialog.epochs.value == 4
        texts = {label.objectName(): label.text() for label in dialog.findChildren(QLabel) if label.objectName()}
        assert texts["continueChange_optimizer.lr"] == "1e-3 → 5e-4"
        assert texts["continueChange_model.hidden"] == "stays 512, not 32"
        dialog.epochs.selectAll()
        studio.qtbot.keyClicks(dialog.epochs, "3")
        studio.qtbot.mouseClick(dialog.continue_button, Qt.MouseButton.LeftButton)

    studio.answer("continueDialog", give_two_more)
    assert studio.button("continueRunButton").isVisible()
    click(studio, "continueRunButton")
    began = studio.wait_for_event(RunStarted, 2)
    ended = studio.wait_for_event(RunEnded, 2)

    assert (began.folder, began.continued_from, began.epochs) == (folder, 32, 3)
    assert ended.reason is Reason.COMPLETED
    assert len(studio.session.run.history) == 48
    assert studio.session.run.history.column("lr")[-1] == 5e-4
    assert studio.session.run.recipe.model.arguments["hidden"] == 512
    # What could not be changed in this run is kept for the next one.
    assert studio.session.recipe.model.arguments["hidden"] == 32
    assert studio.find("modelHiddenField", QLineEdit).text() == "32"


def test_another_optimizer_comes_with_its_own_arguments(studio):
    studio.train_to_end()
    studio.session.set_value("optimizer.name", "SGD")
    studio.session.set_value("optimizer.lr", 0.03)
    studio.answer("continueDialog", press("continueButton"))
    studio.qtbot.keyClick(
        studio.window, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    began = studio.wait_for_event(RunStarted, 2)
    studio.wait_for_event(RunEnded, 2)
    assert began.recipe.optimizer.name == "SGD"
    assert studio.session.run.history.column("lr")[-1] == 0.03


def test_continuing_can_be_thought_better_of(studio):
    studio.train_to_end()
    studio.answer("continueDialog", lambda dialog: studio.qtbot.keyClick(dialog.cancel_button, Qt.Key.Key_Escape))
    click(studio, "continueRunButton")
    assert len(studio.of(RunStarted)) == 1
    assert studio.session.state == "idle"


def test_a_wrong_number_of_epochs_is_marked_and_continues_nothing(qtbot):
    dialog = ContinueDialog("mine", 5, 5, ())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.epochs.selectAll()
    qtbot.keyClicks(dialog.epochs, "5")
    qtbot.keyClick(dialog.epochs, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.epochs.error
    dialog.epochs.selectAll()
    qtbot.keyClicks(dialog.epochs, "6")
    qtbot.mouseClick(dialog.continue_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert dialog.values == {"training.epochs": 6}


def test_the_dialog_offers_only_what_may_change(qtbot):
    made = changes(recipe_of(), recipe_of(**{"training.seed": 9, "data.batch_size": 64}))
    dialog = ContinueDialog("mine", 1, 3, made)
    qtbot.addWidget(dialog)
    assert dialog.values == {"training.epochs": 3, "data.batch_size": 64}


def test_what_is_long_is_counted_in_the_dialog(qtbot):
    old = recipe_of(**{"data.source": "moons", "data.limit": 0})
    new = old.with_values({"data.added": [0.1, 0.2, 1.0] * 4, "data.corrections": "/somewhere/moons-1a2b3c.jsonl"})
    told = {}
    for corrections in ({new.data.corrections: 3}, {}):
        dialog = ContinueDialog("mine", 1, 3, changes(old, new), corrections=corrections)
        qtbot.addWidget(dialog)
        told |= {label.text(): label.objectName() for label in dialog.findChildren(QLabel) if label.objectName()}
    assert told["stays none, not 4 points added"] == "continueChange_data.added"
    assert told["none → 3 corrections"] == told["none → moons-1a2b3c.jsonl"] == "continueChange_data.corrections"


def test_the_foot_of_the_form_says_how_the_run_ended(studio):
    def foot() -> str:
        return studio.find("continueOfferText", QLabel).text()

    studio.train_to_end()
    assert foot().startswith("This run is finished: all of its 2 epochs are trained.")
    studio.session.take(replace(studio.session.run.ended, reason=Reason.STOPPED_EARLY))
    studio.session.state_changed.emit()
    assert foot().startswith("This run stopped early after epoch 2")
    studio.session.take(replace(studio.session.run.ended, reason=Reason.STOPPED))
    studio.session.state_changed.emit()
    assert foot().startswith("This run is stopped at batch 32")
    studio.set("training.epochs", 1)
    studio.train_to_end()
    assert foot().startswith("This run is finished: its one epoch is trained.")


def test_a_run_is_verified_and_the_window_says_so(studio):
    studio.train_to_end()
    told: list[str] = []

    def read(dialog: VerifiedDialog) -> None:
        told.append(dialog.text)
        studio.qtbot.keyClick(dialog, Qt.Key.Key_Return)

    studio.answer("verifiedDialog", read)
    studio.action("verifyRunAction").trigger()
    assert studio.session.busy_with == "VerifyRun"
    assert "Verifying" in studio.window.status.state_text
    event = studio.wait_for_event(Verified)
    studio.wait_for(lambda: told)
    assert event.equal
    assert "Verified" in told[0]
    assert "numbers are equal" in told[0]
    assert studio.session.busy_with == ""
    assert any("numbers are equal" in line for line in studio.window.log.sentences)


def test_a_proof_that_fails_shows_which_numbers_differ_and_why_they_may(qtbot):
    event = Verified(
        Path("run"),
        Path("run/snapshots/1.pt"),
        1,
        2,
        8,
        1,
        (Difference(2, "loss", 0.5, 0.25),),
        Message("Another PyTorch."),
    )
    dialog = VerifiedDialog(event)
    qtbot.addWidget(dialog)
    assert "1 of 8 numbers differ" in dialog.text
    assert "Another PyTorch." in dialog.text
    assert [dialog.table.item(0, column).text() for column in range(4)] == ["3", "loss", "0.5", "0.25"]


def test_a_folder_that_is_gone_is_told_in_a_sentence(studio, tmp_path):
    studio.window.continuing.ask(tmp_path / "gone")
    studio.wait_for(lambda: "gone is not the folder of a run" in studio.window.banner.sentence)
    assert studio.window.banner.kind == "error"


def test_trouble_with_the_disk_is_told_and_its_end_too(studio):
    studio.session.take(DiskTrouble(1, Message("{path} cannot be written. Training continues.", {"path": "x"})))
    assert studio.window.banner.sentence == "x cannot be written. Training continues."
    assert studio.window.banner.kind == "warning"
    studio.session.take(DiskTrouble(1, Message("The folder can be written again."), over=True))
    assert studio.window.banner.kind == "info"
    assert "again" in studio.window.log.sentences[-1]


def test_the_status_tells_how_old_the_snapshot_is(studio):
    studio.session.set_value("training.epochs", 400)
    click(studio, "trainButton")
    taken = studio.wait_for_event(SnapshotTaken)
    label = studio.find("statusSnapshot", QLabel)
    studio.wait_for(lambda: label.text().startswith("snapshot 0:0") and label.isVisible())
    assert str(taken.path.parent) in label.toolTip()
    studio.action("stopKeepLastAction").trigger()
    studio.wait_for_event(RunEnded)
    studio.wait_for(lambda: not label.isVisible())


def test_discarding_asks_first_and_goes_on_if_told_so(studio):
    studio.session.set_value("training.epochs", 500)
    click(studio, "trainButton")
    studio.wait_for(lambda: studio.session.run.history is not None and len(studio.session.run.history) > 3)

    def refuse(dialog: QDialog) -> None:
        studio.qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    studio.answer("discardDialog", refuse)
    studio.qtbot.keyClick(
        studio.window, Qt.Key.Key_F5, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert studio.session.state.in_run
    folder = studio.session.run.started.folder
    studio.answer("discardDialog", press("discardRunButton"))
    studio.action("stopDiscardAction").trigger()
    assert studio.wait_for_event(RunEnded).reason is Reason.DISCARDED
    assert not folder.exists()
    assert not studio.button("continueRunButton").isVisible()


def test_nothing_trained_is_discarded_without_a_question(studio):
    studio.qtbot.keyClick(studio.window, Qt.Key.Key_F10)
    studio.wait_for_state("paused")
    assert len(studio.session.run.history) == 0
    studio.action("stopDiscardAction").trigger()
    assert studio.wait_for_event(RunEnded).reason is Reason.DISCARDED
