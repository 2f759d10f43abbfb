"""The dialogs: what each one says, and the plain value that each key and button gives back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
)

from studio.dialogs.about import AboutDialog
from studio.dialogs.closing import ClosingDialog, OnClosing
from studio.dialogs.discard import DiscardDialog, OnDiscard
from studio.dialogs.empty_cache import EmptyCacheDialog, OnEmpty
from studio.dialogs.output_exists import OnExisting, OutputExistsDialog
from studio.dialogs.plugins import PluginsDialog
from studio.dialogs.replace_recipe import OnReplace, ReplaceRecipeDialog
from studio.dialogs.trained_weights import OnTrainedWeights, TrainedWeightsDialog
from studio.dialogs.trust import OnTrust, TrustDialog
from studio.dialogs.weights_fit import WeightsFitDialog
from studio.look.theme import current_theme
from trainer_core.engine.plugins import Plugin
from trainer_core.errors import Message
from trainer_core.protocol.reports import FitReport, KeyReport
from trainer_core.trial.code import Code, read_code
from trainer_core.trial.trust import NeededTrust

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

REPORT = FitReport(
    (
        KeyReport("stack.0.weight", (512, 784), (512, 784)),
        KeyReport("stack.0.bias", (512,), (512,)),
        KeyReport("stack.4.weight", (10, 512), (20, 512)),
        KeyReport("stack.4.bias", None, (20,)),
        KeyReport("scale", (), None),
    ),
    (Message("The prefix “{prefix}” was taken off.", {"prefix": "module."}),),
)


FILE = NeededTrust(Code(Path("here/mine.py"), {"mine.py": b"", "shapes.py": b""}), changed=True)


@pytest.fixture(autouse=True, scope="module")
def _dark(qapp):
    theme = current_theme()
    theme.set_mode("dark")
    theme.apply(qapp)
    yield
    theme.set_mode("system")


@pytest.fixture
def shown(qtbot):
    def show(dialog):
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return dialog

    return show


@pytest.mark.parametrize(
    ("make", "escape", "enter"),
    [
        (ClosingDialog, OnClosing.GO_ON, OnClosing.GO_ON),
        (lambda: TrainedWeightsDialog("model.pt"), OnTrainedWeights.CANCEL, OnTrainedWeights.CONTINUE),
        (lambda: OutputExistsDialog(Path("model.pt")), OnExisting.CANCEL, OnExisting.CHOOSE_ANOTHER),
        (lambda: DiscardDialog(7, Path("run")), OnDiscard.GO_ON, OnDiscard.GO_ON),
        (lambda: ReplaceRecipeDialog("another"), OnReplace.KEEP, OnReplace.KEEP),
        (lambda: TrustDialog(FILE), OnTrust.CANCEL, OnTrust.CANCEL),
        (lambda: EmptyCacheDialog("3 GB", "20 GB", Path("cache")), OnEmpty.KEEP, OnEmpty.KEEP),
    ],
)
def test_escape_and_enter_destroy_nothing(qtbot, shown, make, escape, enter):
    dialog = shown(make())
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.answer is escape
    dialog = shown(make())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.answer is enter


@pytest.mark.parametrize(
    ("make", "answers"),
    [
        (ClosingDialog, OnClosing),
        (lambda: TrainedWeightsDialog("model.pt"), OnTrainedWeights),
        (lambda: OutputExistsDialog(Path("model.pt")), OnExisting),
        (lambda: DiscardDialog(7, Path("run")), OnDiscard),
        (lambda: ReplaceRecipeDialog("another"), OnReplace),
        (lambda: TrustDialog(FILE), OnTrust),
        (lambda: EmptyCacheDialog("3 GB", "20 GB", Path("cache")), OnEmpty),
    ],
)
def test_each_answer_has_a_button_that_the_keyboard_reaches(qtbot, shown, make, answers):
    for answer in answers:
        dialog = shown(make())
        button = dialog.buttons[answer]
        for _ in dialog.buttons:
            if QApplication.focusWidget() is button:
                break
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is button
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert dialog.answer is answer
        assert button.toolTip()
        assert button.objectName()


def test_the_question_about_a_file_shows_it_and_what_belongs_to_it(qtbot, shown):
    code = Code(Path("here/mine.py"), {"mine.py": b"import shapes\n", "shapes.py": b"side = 3\n"})
    dialog = shown(TrustDialog(NeededTrust(code, changed=False)))
    files = dialog.files
    assert (files.text.toPlainText(), files.text.isReadOnly()) == ("import shapes\n", True)
    assert files.text.isVisible()
    files.field.setFocus()
    qtbot.keyClick(files.field, Qt.Key.Key_Down)
    assert files.text.toPlainText() == "side = 3\n"
    alone = shown(TrustDialog(NeededTrust(Code(Path("mine.py"), {"mine.py": b"x"}), changed=False)))
    assert not alone.files.field.isVisible()


def test_asking_waits_for_the_answer(qtbot):
    dialog = ClosingDialog()
    qtbot.addWidget(dialog)
    QTimer.singleShot(0, dialog.buttons[OnClosing.STOP_AND_SAVE].click)
    assert dialog.ask() is OnClosing.STOP_AND_SAVE


def test_closing_a_run_that_is_not_kept_offers_no_saving(shown):
    dialog = shown(ClosingDialog(kept=False))
    assert set(dialog.buttons) == {OnClosing.DISCARD, OnClosing.GO_ON}
    assert "weights are lost" in dialog.text


def test_the_questions_name_what_they_are_about(shown, tmp_path):
    assert "model.pt" in TrainedWeightsDialog("model.pt").text
    file = tmp_path / "model.pt"
    file.write_bytes(b"x")
    assert OutputExistsDialog(file).text.startswith("model.pt already exists.")
    assert str(tmp_path) in OutputExistsDialog(file).text
    assert OutputExistsDialog(tmp_path).text.startswith(f"{tmp_path.name} already holds something.")


def test_the_table_shows_what_does_not_fit_first(shown):
    dialog = shown(WeightsFitDialog(REPORT, Path("model.pt")))
    assert dialog.rows == [
        ("stack.4.bias", "–", "20", "missing"),
        ("scale", "()", "–", "unexpected"),
        ("stack.4.weight", "10 × 512", "20 × 512", "shape differs"),
        ("stack.0.weight", "512 × 784", "512 × 784", "fits"),
        ("stack.0.bias", "512", "512", "fits"),
    ]
    assert dialog.counts == (
        "2 of the model's 4 tensors fit. Missing in the file: 1. Different shape: 1. Only in the file: 1. "
        "Nothing was changed. The prefix “module.” was taken off."
    )


def test_each_verdict_has_a_mark_beside_its_word(shown):
    dialog = shown(WeightsFitDialog(REPORT, Path("model.pt")))
    model = dialog.table.model()
    for row in range(model.rowCount()):
        assert not model.index(row, 3).data(Qt.ItemDataRole.DecorationRole).isNull()


@pytest.mark.parametrize(("verdict", "count"), [("all", 5), ("missing", 1), ("shape differs", 1), ("fits", 2)])
def test_a_click_leaves_one_verdict(qtbot, shown, verdict, count):
    dialog = shown(WeightsFitDialog(REPORT, Path("model.pt")))
    qtbot.mouseClick(dialog.filter.findChild(QAbstractButton, verdict), Qt.MouseButton.LeftButton)
    assert len(dialog.rows) == count


def test_escape_and_enter_load_nothing(qtbot, shown):
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog = shown(WeightsFitDialog(REPORT, Path("model.pt")))
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert not dialog.isVisible()
        assert dialog.result() == 0


def test_what_fits_can_be_loaded(qtbot):
    dialog = WeightsFitDialog(REPORT, Path("model.pt"))
    qtbot.addWidget(dialog)
    assert dialog.load_button.text() == "Load only what fits (2 of 4)"
    QTimer.singleShot(0, dialog.load_button.click)
    assert dialog.ask()


def test_where_nothing_fits_there_is_nothing_to_load(shown):
    report = FitReport((KeyReport("a", (1,), None), KeyReport("b", None, (1,))))
    dialog = shown(WeightsFitDialog(report, Path("model.pt")))
    assert not dialog.load_button.isEnabled()
    assert dialog.load_button.toolTip() == "No tensor of the file fits this model"


def test_hostile_keys_are_shown_as_plain_text(shown):
    report = FitReport((KeyReport("<b>bold</b>", (1,), None),))
    dialog = shown(WeightsFitDialog(report, Path("<h1>x</h1>.pt")))
    assert dialog.rows[0][0] == "<b>bold</b>"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


def test_the_question_of_trust_names_the_file_and_what_belongs_to_it():
    text = TrustDialog(FILE).text
    assert "Run mine.py?" in text
    assert f"It has changed since you agreed to run it: {FILE.path}." in text
    assert "1 module beside it belongs to it (shapes.py)." in text


def test_plug_ins_are_listed_with_what_they_add_and_a_broken_one_with_its_reason(shown):
    found = (
        Plugin("rings", "example-plugin", "sources", adds=("Rings", "Spheres")),
        Plugin("bad", "bad-plugin", "views", "ZeroDivisionError: division by zero"),
    )
    dialog = shown(PluginsDialog(found))
    assert dialog.lines == ["rings: adds Rings, Spheres", "bad: left out: ZeroDivisionError: division by zero"]
    assert dialog.findChild(QLabel, "pluginsSentence").text() == (
        "2 plug-ins were found. 1 is broken and was left out."
    )
    assert "No plug-in is installed" in shown(PluginsDialog(())).findChild(QLabel, "pluginsSentence").text()


def test_a_question_is_as_high_as_its_words_need(qtbot, tmp_path):
    file = tmp_path / "a_folder_of_a_person_with_a_long_name" / "another_one_that_is_as_long" / "networks.py"
    file.parent.mkdir(parents=True)
    file.write_text("x = 1\n")
    dialog = TrustDialog(NeededTrust(read_code(file), changed=False))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_no_gap_is_left_around_the_words_about_the_program(qtbot, dark, tmp_path):
    dialog = AboutDialog(tmp_path / "runs", tmp_path / "settings.ini")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    title, summary, *_ = dialog.findChildren(QLabel)
    for label in (title, summary):
        assert label.heightForWidth(label.width()) <= label.height() <= label.heightForWidth(label.width()) + 4


def test_the_buttons_of_qts_file_dialog_have_room_for_their_icons(qtbot, dark):
    dialog = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    buttons = [button for button in dialog.findChildren(QToolButton) if button.isVisible()]
    assert buttons
    for button in buttons:
        option = QStyleOptionToolButton()
        button.initStyleOption(option)
        kind = QStyle.ContentsType.CT_ToolButton
        needed = button.style().sizeFromContents(kind, option, button.iconSize(), button)
        assert needed.width() <= button.width()
        assert needed.height() <= button.height()
