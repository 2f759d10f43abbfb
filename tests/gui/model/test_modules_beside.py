"""Modules beside a person's file: reached from a finding and from the menu, edited, followed and left again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from studio.views.model.own_class.trial_panel import Standing
from tests.gui.hands import choose_file, click, press
from tests.gui.model.test_own_class import SMALL, _asked_anew, part, prepared, tried  # noqa: F401
from trainer_core.protocol.events import Reason, Refused
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust, trust_needed

NET = SMALL.replace("from torch import nn", "from parts.blocks import chain\nfrom torch import nn").replace(
    "nn.ModuleList([nn.Linear(784, width), nn.Linear(width, 10)])", "chain(width)"
)
BLOCKS = """from torch import nn


def chain(width):
    first = nn.Linear(784, width)
    return nn.ModuleList([first, nn.Linear(width + 1, 10)])
"""
MENDED = BLOCKS.replace("width + 1", "width")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "__init__.py").write_text("")
    (tmp_path / "parts" / "blocks.py").write_text(BLOCKS)
    (tmp_path / "net.py").write_text(NET)
    return tmp_path


@pytest.fixture
def opened(studio, part, folder):  # noqa: F811
    """The part with a file in the editor whose mistake is in a module beside it."""
    trust(read_code(folder / "net.py"))
    studio.answer("openSourceDialog", choose_file(folder / "net.py"))
    part.file.open()
    tried(studio, part)
    # Else it might still be under way when a test changes a file, and ask whether that may run.
    studio.wait_for(lambda: any(event.command == "Prepare" for event in studio.of(Refused)), "the refused preparation")
    return part


def go_to_the_mistake(studio, opened):
    card = next(card for card in opened.panel.findings.cards if card.finding.line is not None)
    assert card.accessibleDescription() == "Go to line 6 of parts/blocks.py"
    studio.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)


def test_a_finding_in_a_module_beside_opens_it_and_it_is_mended_there(studio, opened, folder):
    path = folder / "parts" / "blocks.py"
    go_to_the_mistake(studio, opened)
    assert opened.editor.text == BLOCKS
    assert opened.editor.current_line() == 6
    assert opened.editor.marks_of(6)
    assert studio.window.focusWidget() is opened.editor
    assert studio.session.recipe.model.arguments["path"] == str(folder / "net.py")
    assert opened.panel.findings.cards
    assert studio.button("modelBackToClass").text() == "net.py"
    assert not opened.bar.actions_by_name["modelSaveAsAction"].isEnabled()

    studio.qtbot.keyClick(opened.editor, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    studio.qtbot.keyClicks(opened.pane.bar.find_edit, "width + 1")
    studio.qtbot.keyClick(opened.pane.bar.find_edit, Qt.Key.Key_Escape)
    studio.qtbot.keyClicks(opened.editor, "width")
    assert opened.panel.standing is Standing.EDITED
    click(studio, "modelSaveFile")
    assert path.read_text() == MENDED
    assert trust_needed(read_code(folder / "net.py")) is None
    studio.wait_for(lambda: opened.panel.sentence.text() == "It can be trained.")
    assert not opened.editor.marks_of(6)
    prepared(studio, opened)
    assert studio.session.errors == {}

    click(studio, "modelBackToClass")
    assert opened.editor.text == NET
    assert not studio.button("modelBackToClass").isVisible()
    studio.session.set_recipe(studio.session.recipe.with_values({"training.epochs": 1}))
    assert studio.train_to_end().reason is Reason.COMPLETED


def test_the_files_of_a_model_are_in_the_menu_and_what_was_typed_is_asked_about(studio, opened):
    actions = {action.text(): action for action in opened.bar._module_menu.actions()}
    assert set(actions) == {"net.py", "parts/__init__.py", "parts/blocks.py"}
    assert actions["net.py"].isChecked()
    studio.qtbot.keyClicks(opened.editor, "#")
    studio.answer("unsavedCodeDialog", press("unsavedCancelButton"))
    actions["parts/blocks.py"].trigger()
    assert opened.editor.text == "#" + NET
    assert actions["net.py"].isChecked()
    assert not actions["parts/blocks.py"].isChecked()
    studio.answer("unsavedCodeDialog", press("unsavedDiscardButton"))
    actions["parts/blocks.py"].trigger()
    assert opened.editor.text == BLOCKS
    assert actions["parts/blocks.py"].isChecked()


def test_another_program_changes_a_module_that_is_not_shown(studio, opened, folder):
    (folder / "parts" / "blocks.py").write_text(MENDED)
    studio.wait_for(lambda: opened.panel.standing is Standing.NOT_AGREED)
    studio.answer("trustDialog", press("trustRunButton"))
    click(studio, "modelTrialAct")
    studio.wait_for(lambda: opened.panel.sentence.text() == "It can be trained.")
    assert opened.editor.text == NET


def test_another_program_changes_the_file_of_the_class_while_a_module_is_shown(studio, opened, folder):
    go_to_the_mistake(studio, opened)
    (folder / "net.py").write_text("# theirs\n" + NET)
    studio.wait_for(lambda: opened.panel.standing is Standing.NOT_AGREED)
    assert opened.editor.text == BLOCKS
    click(studio, "modelBackToClass")
    assert opened.editor.text == "# theirs\n" + NET


def test_a_run_that_fails_in_a_module_beside_shows_the_line(studio, part, folder):  # noqa: F811
    failing = (
        MENDED
        + """

class Odd(nn.Module):
    def forward(self, x):
        if len(x) == 31:
            raise OSError("no")
        return x
"""
    )
    (folder / "parts" / "blocks.py").write_text(failing.replace("[first,", "[first, Odd(),"))
    trust(read_code(folder / "net.py"))
    studio.answer("openSourceDialog", choose_file(folder / "net.py"))
    part.file.open()
    prepared(studio, part)
    studio.session.set_recipe(studio.session.recipe.with_values({"data.batch_size": 31}))
    studio.wait_for(lambda: studio.session.preparation.recipe.data.batch_size == 31)
    studio.train_to_end()
    assert part.file.module == "parts/blocks.py"
    assert part.editor.current_line() == 12
    assert part.editor.marks_of(12)
