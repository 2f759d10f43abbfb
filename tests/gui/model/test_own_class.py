"""A person's own class in the window: typed, saved, asked about, tried, mended and trained, with real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from studio.views.model.kinds import Kind
from studio.views.model.own_class.trial_panel import Standing
from tests.gui.hands import choose_file, click, press
from trainer_core.protocol.events import Reason, Refused, RunEnded, RunStarted
from trainer_core.trial.code import read_code
from trainer_core.trial.kept import code_folder
from trainer_core.trial.trust import STATE_VARIABLE, trust, trust_needed

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier

BOOK = """

class NeuralNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(28*28, 512),
            nn.ReLU(),
            nn.Linear(512, 512),
            nn.ReLU(),
            nn.Linear(512, 10)
        )

    def forward(self, x):
        x = self.flatten(x)
        logits = self.linear_relu_stack(x)
        return logits
"""

SMALL = """from torch import nn


class Net(nn.Module):
    def __init__(self, width: int = 16):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(784, width), nn.Linear(width, 10)])

    def forward(self, x):
        x = x.flatten(1)
        for layer in self.layers:
            x = layer(x)
        return x
"""
LIST = SMALL.replace("nn.ModuleList(", "list(")


@pytest.fixture(autouse=True)
def _asked_anew(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))


@pytest.fixture
def part(studio):
    """The part of the page, which is seen."""
    click(studio, "modelPageButton")
    studio.window.pages.model.show_kind(Kind.OWN_CLASS)
    return studio.window.pages.model.own_class


def type_text(studio, editor, text: str) -> None:
    """Type lines as a person does: what the editor indents too far or not far enough is put right first."""
    for number, line in enumerate(text.split("\n")):
        if number:
            studio.qtbot.keyClick(editor, Key.Key_Return)
        if not line.strip():
            continue
        wanted = len(line) - len(line.lstrip())
        while editor.textCursor().positionInBlock() > wanted:
            studio.qtbot.keyClick(editor, Key.Key_Backspace)
        while editor.textCursor().positionInBlock() < wanted:
            studio.qtbot.keyClick(editor, Key.Key_Tab)
        studio.qtbot.keyClicks(editor, line.strip())


def open_file(studio, part, path, text: str, *, trusted: bool = True):
    """Open a file with the button of the page."""
    path.write_text(text)
    if trusted:
        trust(read_code(path))
    studio.answer("openSourceDialog", choose_file(path))
    part.file.open()


def tried(studio, part):
    """Wait until the dry run is over."""
    studio.wait_for(lambda: part.panel.standing is Standing.TRIED and not part.trials.running)
    return part.panel


def prepared(studio, part):
    """Wait until the engine has built the model, too."""
    tried(studio, part)
    studio.wait_for(lambda: studio.session.preparation.recipe.model.name == "file")
    return part.panel


def train_a_little(studio) -> RunEnded:
    studio.session.set_recipe(studio.session.recipe.with_values({"training.epochs": 1}))
    return studio.train_to_end()


def test_the_network_of_the_book_is_typed_into_an_empty_file_tried_and_trained(studio, part, tmp_path):
    click(studio, "modelTemplate_empty")
    editor = part.editor
    assert editor.hasFocus()
    type_text(studio, editor, BOOK)
    assert editor.text.rstrip() == "import torch\nfrom torch import nn\n" + BOOK.rstrip()
    assert part.panel.standing is Standing.UNTITLED
    assert studio.session.recipe.model.name == "neural_network"
    path = tmp_path / "book.py"
    studio.answer("saveSourceDialog", choose_file(path))
    studio.answer("trustDialog", press("trustRunButton"))
    studio.qtbot.keyClick(editor, Key.Key_S, CONTROL)
    panel = tried(studio, part)
    assert path.read_text() == editor.text
    assert panel.sentence.text() == "It can be trained."
    assert ("Parameters", "669,706") in panel.facts.facts
    assert studio.session.recipe.model.name == "file"
    studio.wait_for(lambda: "669,706" in studio.window.pages.model.summary.text())
    ended = train_a_little(studio)
    assert ended.reason is Reason.COMPLETED
    assert (studio.session.run.started.folder / code_folder("model") / "book.py").read_text() == path.read_text()


def test_a_mistake_is_shown_at_its_line_and_mended_there(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", LIST)
    panel = tried(studio, part)
    assert panel.sentence.text() == "It cannot be trained yet."
    assert panel.findings.sentences[0].startswith("self.layers is a plain list")
    assert not studio.button("trainButton").isEnabled()
    assert "plain list" in studio.session.errors["model.path"]
    card = next(card for card in panel.findings.cards if card.finding.code == "unregistered-layers")
    part.editor.go_to(1)
    studio.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert part.editor.current_line() == 7
    assert part.editor.marks_of(7)
    studio.qtbot.keyClick(part.editor, Key.Key_F, CONTROL)
    studio.qtbot.keyClicks(part.pane.bar.find_edit, "list(")
    studio.qtbot.keyClick(part.pane.bar.find_edit, Key.Key_Escape)
    studio.qtbot.keyClicks(part.editor, "nn.ModuleList(")
    assert part.panel.standing is Standing.EDITED
    click(studio, "modelSaveFile")
    studio.wait_for(lambda: part.panel.sentence.text() == "It can be trained.")
    assert not part.editor.marks_of(7)
    assert studio.session.errors == {}
    studio.wait_for(lambda: studio.session.preparation.recipe.model.name == "file")
    assert train_a_little(studio).reason is Reason.COMPLETED


def test_a_forward_that_fails_is_drawn_up_to_the_layer_that_does_not_fit(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", SMALL.replace("nn.Linear(width, 10)", "nn.Linear(width + 1, 10)"))
    panel = tried(studio, part)
    assert panel.forward.isVisible()
    boxes = {box.kind: box for box, _ in panel.forward.placed.boxes}
    assert boxes["module"].detail == "8 × 784 → 8 × 16"
    assert (boxes["failed"].title, boxes["failed"].path) == ("Linear", "layers.1")
    assert boxes["failed"].detail == "gets 8 × 16, takes (…, 17)"

    studio.qtbot.keyClick(part.editor, Key.Key_F, CONTROL)
    studio.qtbot.keyClicks(part.pane.bar.find_edit, "width + 1")
    studio.qtbot.keyClick(part.pane.bar.find_edit, Key.Key_Escape)
    studio.qtbot.keyClicks(part.editor, "width")
    click(studio, "modelSaveFile")
    studio.wait_for(lambda: not panel.forward.isVisible())
    prepared(studio, part)


def test_keys_that_mean_something_in_the_window_belong_to_the_text_while_it_is_typed(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", SMALL)
    tried(studio, part)
    recipe = studio.session.recipe
    part.editor.setFocus()
    studio.qtbot.keyClicks(part.editor, "y")
    studio.qtbot.keyClick(part.editor, Key.Key_Z, CONTROL)
    assert part.editor.text == SMALL
    assert studio.session.recipe == recipe


def test_what_the_page_says_is_not_said_in_the_banner_too(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", LIST)
    tried(studio, part)
    studio.wait_for(lambda: any(event.command == "Prepare" for event in studio.of(Refused)))
    assert not studio.window.banner.isVisible()


def test_the_arguments_of_the_class_are_fields_and_go_into_the_recipe(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", SMALL)
    panel = tried(studio, part)
    field = panel.form.editors["width"]
    field.setFocus()
    field.selectAll()
    studio.qtbot.keyClicks(field, "32")
    studio.qtbot.keyClick(field, Key.Key_Return)
    assert studio.session.recipe.model.arguments["arguments"] == {"width": 32}
    studio.wait_for(lambda: ("Parameters", "25,450") in panel.facts.facts)
    studio.action("undoAction").trigger()
    assert panel.form.editors["width"].value == 16
    studio.wait_for(lambda: ("Parameters", "12,730") in panel.facts.facts)


def test_the_form_and_the_page_have_the_same_fields_for_the_arguments(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", SMALL)
    tried(studio, part)
    click(studio, "trainPageButton")
    form = studio.window.form
    form.reveal("model.arguments.width")
    field = form.row("model.arguments.width").editor
    assert field.value == 16
    field.selectAll()
    studio.qtbot.keyClicks(field, "24")
    studio.qtbot.keyClick(field, Key.Key_Return)
    assert studio.session.recipe.model.arguments["arguments"] == {"width": 24}
    click(studio, "modelPageButton")
    assert part.panel.form.editors["width"].value == 24


def test_of_several_classes_one_is_chosen(studio, part, tmp_path):
    both = SMALL + SMALL.partition("\n\n\n")[2].replace("class Net", "\n\nclass Other").replace("width, 10", "width, 9")
    open_file(studio, part, tmp_path / "net.py", both)
    panel = tried(studio, part)
    assert [card.finding.code for card in panel.findings.cards] == ["model-not-chosen"]
    panel.form.class_field.setFocus()
    studio.qtbot.keyClick(panel.form.class_field, Key.Key_Down)
    assert studio.session.recipe.model.arguments["class"] == "Net"
    studio.wait_for(lambda: panel.sentence.text() == "It can be trained.")


def test_a_change_by_another_program_is_shown_and_runs_only_once_agreed_to(studio, part, tmp_path):
    path = tmp_path / "net.py"
    open_file(studio, part, path, SMALL)
    prepared(studio, part)
    other = SMALL.replace("width: int = 16", "width: int = 8")
    path.write_text(other)
    studio.wait_for(lambda: part.editor.text == other)
    studio.wait_for(lambda: part.panel.standing is Standing.NOT_AGREED)
    asked = []

    def run_it(dialog):
        asked.append(dialog.text)
        dialog.findChild(QPushButton, "trustRunButton").click()

    studio.answer("trustDialog", run_it)
    click(studio, "modelTrialAct")
    tried(studio, part)
    assert "It has changed since you agreed to run it" in asked[0]
    # What is typed and saved here is agreed to by that.
    part.editor.go_to(1)
    studio.qtbot.keyClicks(part.editor, "# mine")
    studio.qtbot.keyClick(part.editor, Key.Key_Return)
    studio.qtbot.keyClick(part.editor, Key.Key_S, CONTROL)
    assert trust_needed(read_code(path)) is None
    tried(studio, part)


def test_a_change_by_another_program_does_not_take_what_was_typed(studio, part, tmp_path):
    path = tmp_path / "net.py"
    open_file(studio, part, path, SMALL)
    prepared(studio, part)
    part.editor.go_to(1)
    studio.qtbot.keyClicks(part.editor, "#")
    studio.answer("changedCodeDialog", press("changedKeepButton"))
    path.write_text("# theirs\n" + SMALL)
    studio.wait_for(lambda: not studio.unanswered)
    assert part.editor.text == "#" + SMALL
    studio.answer("changedCodeDialog", press("changedLoadButton"))
    path.write_text("# again\n" + SMALL)
    studio.wait_for(lambda: part.editor.text == "# again\n" + SMALL)
    part.editor.undo()
    assert part.editor.text == "#" + SMALL
    # Saving over what another program wrote does not agree to it.
    part.editor.redo()
    assert trust_needed(read_code(path)) is not None


def test_a_file_that_is_edited_while_it_trains_does_not_disturb_the_run(studio, part, tmp_path):
    path = tmp_path / "net.py"
    open_file(studio, part, path, SMALL)
    prepared(studio, part)
    studio.session.set_value("training.epochs", 100)
    click(studio, "trainButton")
    studio.wait_for_event(RunStarted)
    click(studio, "modelPageButton")
    assert not part.panel.form.isEnabled()
    part.editor.go_to(4)
    studio.qtbot.keyClick(part.editor, Key.Key_Home)
    studio.qtbot.keyClicks(part.editor, "class Broken(")
    studio.qtbot.keyClick(part.editor, Key.Key_S, CONTROL)
    assert "Broken" in path.read_text()
    ended = studio.wait_for_event(RunEnded)
    assert ended.reason is Reason.COMPLETED
    assert (studio.session.run.started.folder / code_folder("model") / "net.py").read_text() == SMALL
    studio.wait_for(lambda: part.panel.sentence.text() == "It cannot be trained yet.")


def test_the_words_over_an_editor_that_takes_text_during_a_run_say_so(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", SMALL)
    prepared(studio, part)
    studio.session.set_recipe(studio.session.recipe.with_values({"training.epochs": 100}))
    click(studio, "trainButton")
    studio.wait_for_event(RunStarted)
    click(studio, "modelPageButton")
    caption = studio.window.pages.model.lock_caption
    assert caption.isVisible()
    assert "except the text" in caption.text
    studio.qtbot.keyClicks(part.editor, "#")
    assert part.file.modified
    studio.window.pages.model.show_kind(Kind.BUILT_IN)
    assert "except" not in caption.text
    part.file.reload()


def test_unsaved_changes_are_asked_about_before_they_are_lost(studio, part, tmp_path):
    path = tmp_path / "net.py"
    open_file(studio, part, path, SMALL)
    prepared(studio, part)
    studio.qtbot.keyClicks(part.editor, "x")
    studio.answer("unsavedCodeDialog", press("unsavedCancelButton"))
    assert not studio.window.close()
    studio.answer("unsavedCodeDialog", press("unsavedCancelButton"))
    part.bar.template_asked.emit(part.start.cards[1].template)
    assert part.editor.text == "x" + SMALL
    studio.answer("unsavedCodeDialog", press("unsavedSaveButton"))
    part.bar.template_asked.emit(part.start.cards[1].template)
    assert path.read_text() == "x" + SMALL
    assert "NeuralNetwork" in part.editor.text
    studio.answer("unsavedCodeDialog", press("unsavedDiscardButton"))
    assert part.may_close()


def test_what_is_declined_is_not_run_and_the_page_offers_it_again(studio, part, tmp_path):
    studio.answer("trustDialog", press("trustCancelButton"))
    open_file(studio, part, tmp_path / "net.py", f"open({str(tmp_path / 'ran')!r}, 'w')\n" + SMALL, trusted=False)
    studio.wait_for(lambda: not studio.unanswered)
    studio.wait_for(lambda: part.panel.standing is Standing.NOT_AGREED)
    assert studio.button("modelTrialAct").text() == "Run it…"
    assert not (tmp_path / "ran").exists()


def test_a_run_that_fails_shows_the_line(studio, part, tmp_path):
    failing = SMALL.replace(
        "        x = x.flatten(1)\n",
        "        x = x.flatten(1)\n        if len(x) == 31:\n            raise OSError('no')\n",
    )
    open_file(studio, part, tmp_path / "net.py", failing)
    prepared(studio, part)
    studio.session.set_recipe(studio.session.recipe.with_values({"data.batch_size": 31}))
    studio.wait_for(lambda: studio.session.preparation.recipe.data.batch_size == 31)
    studio.train_to_end()
    assert part.editor.current_line() == 12
    assert part.editor.marks_of(12)


def test_what_it_prints_is_shown_and_it_follows_the_size_of_the_text(studio, part, tmp_path):
    open_file(studio, part, tmp_path / "net.py", SMALL.replace("super().__init__()", "super().__init__(); print('hi')"))
    panel = tried(studio, part)
    assert panel.printed.toPlainText() == "hi"
    assert panel.printed.isVisible()
    before = panel.printed.height(), panel.form.editors["width"].width()
    studio.action("largerTextAction").trigger()
    studio.wait_for(lambda: panel.printed.height() > before[0])
    studio.wait_for(lambda: panel.form.editors["width"].width() > before[1])
