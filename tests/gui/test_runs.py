"""The run library's page: found, sorted, searched, named, compared, laid under, thrown away and brought back."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTableWidget

from studio import fonts
from studio.library.columns import COLUMNS, PLACES
from studio.plots.overlays import MOST
from studio.session import Session
from studio.theme import current_theme
from studio.views.runs import RunsView
from trainer_core import Recipe, train
from trainer_core.library.notes import read_notes
from trainer_core.library.record import RunState
from trainer_core.run_lock import RunLock

PATIENCE_MS = 30_000

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LEFT, NONE, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


class SilentThread(QObject):
    """Stands where the engine's thread stands."""

    event = Signal(object)

    def post(self, command):
        raise AssertionError(f"the library commands nothing, and sent {command}")


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Path:
    """A folder with three real runs, made once."""
    root = tmp_path_factory.mktemp("trained")
    base = {"data": {"limit": 256, "batch_size": 32}, "training": {"epochs": 2, "device": "cpu"}}
    changes = {
        "2026-11-20_090000_adam": {},
        "2026-11-21_090000_faster": {"optimizer.lr": 3e-3, "about.title": {"en": "Faster"}},
        "2026-11-22_090000_sgd": {"optimizer.name": "SGD", "optimizer.lr": 0.1, "data.batch_size": 64},
    }
    for name, values in changes.items():
        train(Recipe.from_dict(base).with_values(values), out=root / name)
    return root


@pytest.fixture
def root(trained, tmp_path) -> Path:
    """Copies of the real runs, and two that went wrong."""
    root = tmp_path / "runs"
    shutil.copytree(trained, root)
    for name in ("2026-11-23_090000_cut", "2026-11-24_090000_damaged"):
        shutil.copytree(trained / "2026-11-20_090000_adam", root / name)
    (root / "2026-11-23_090000_cut" / "result.json").unlink()
    (root / "2026-11-24_090000_damaged" / "recipe.toml").write_text("[[[ no recipe")
    for started, path in enumerate(sorted(root.iterdir()), start=1):
        _set_start(path, f"2026-10-{started:02}T09:00:00Z")
    return root


def _set_start(path: Path, started: str) -> None:
    file = path / "run.json"
    values = json.loads(file.read_text()) if file.exists() else {"version": 1, "device": "cpu"}
    file.write_text(json.dumps(values | {"started": started}))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    theme = current_theme()
    theme.set_mode("light")
    theme.apply(qapp)
    yield
    fonts.set_scale(1.0)
    theme.set_mode("system")


@pytest.fixture
def make(qtbot):
    """Makes a view of a folder, shown and read."""
    crashes: list[str] = []

    def made(root: Path, width: int = 1440) -> RunsView:
        view = RunsView(Session(SilentThread(), Recipe()), lambda: root)
        view.crashed.connect(lambda sentence, details: crashes.append(details))
        qtbot.addWidget(view, before_close_func=lambda view: view.shut_down())
        view.resize(width, 800)
        with qtbot.waitExposed(view):
            view.show()
        qtbot.waitUntil(lambda: view._scanned, timeout=PATIENCE_MS)
        return view

    yield made
    assert not crashes, crashes[0]


def _names(view: RunsView) -> list[str]:
    return [view.table.record(row).path.name[18:] for row in range(view.table.rowCount())]


def _choose(view: RunsView, name: str, qtbot, modifier=NONE) -> None:
    """Click on the run whose folder ends in ``name``."""
    index = _index(view, name, "state")
    view.list.scrollTo(index)
    qtbot.mouseClick(view.list.viewport(), LEFT, modifier, view.list.visualRect(index).center())


def _index(view: RunsView, name: str, column: str):
    row = _names(view).index(name)
    return view.table.index(row, PLACES[column])


def _record(view: RunsView, name: str):
    return next(record for path, record in view.table.known.items() if path.name.endswith(name))


def _button(view: RunsView, name: str) -> QAbstractButton:
    button = view.findChild(QAbstractButton, name)
    assert button is not None, name
    return button


def _search(view: RunsView, qtbot, text: str) -> None:
    field = view.findChild(QLineEdit, "runsSearch")
    field.clear()
    qtbot.keyClicks(field, text)


def test_every_run_is_listed_the_newest_first(make, root):
    view = make(root)
    assert _names(view) == ["damaged", "cut", "sgd", "faster", "adam"]
    assert _record(view, "cut").state is RunState.INTERRUPTED
    assert view.filter.total.text().startswith("5 runs · ")
    row = {column.key: view.table.index(4, place).data() for place, column in enumerate(COLUMNS)}
    assert row["state"] == "completed"
    assert row["best"].endswith(" %")
    assert row["test"].endswith(" %")
    assert row["epochs"] == "2"
    assert row["device"] == "cpu"


def test_the_newest_run_is_selected_at_first_and_the_table_has_the_focus(qtbot, make, root):
    view = make(root)
    qtbot.waitUntil(
        lambda: [record.path.name[18:] for record in view.list.chosen()] == ["damaged"], timeout=PATIENCE_MS
    )
    qtbot.waitUntil(view.list.hasFocus, timeout=PATIENCE_MS)
    qtbot.keyClick(view.list, Qt.Key.Key_Down)
    assert [record.path.name[18:] for record in view.list.chosen()] == ["cut"]
    assert view.details.state.text() == "interrupted"


def test_an_unreadable_run_is_listed_with_the_reason(qtbot, make, root):
    view = make(root)
    _choose(view, "damaged", qtbot)
    assert view.details.state.text() == "unreadable"
    assert "recipe.toml" in view.details.problem.text()
    assert view.details.problem.isVisible()
    assert not _button(view, "runOpenButton").isEnabled()
    assert not _button(view, "runContinueButton").isEnabled()
    assert _button(view, "runDeleteButton").isEnabled()


def test_a_folder_that_is_not_there_says_what_will_appear(qtbot, make, tmp_path):
    view = make(tmp_path / "none")
    assert view.empty.isVisible()
    assert view.empty.accessibleName() == "Every run appears here"
    assert "Train" in view.empty.accessibleDescription()
    assert not view.details.isVisible()


def test_runs_appear_and_go_while_the_page_is_shown(qtbot, make, root, trained):
    view = make(root)
    shutil.copytree(trained / "2026-11-20_090000_adam", root / "2026-11-25_090000_new")
    qtbot.waitUntil(lambda: "new" in _names(view), timeout=8000)
    shutil.rmtree(root / "2026-11-20_090000_adam")
    qtbot.waitUntil(lambda: "adam" not in _names(view), timeout=8000)


def test_the_root_that_is_a_file_is_told(qtbot, make, tmp_path):
    wrong = tmp_path / "file"
    wrong.write_text("no folder")
    view = make(wrong)
    assert view.empty.accessibleName() == "The folder of the runs cannot be read"
    assert str(wrong) in view.empty.accessibleDescription()


def test_another_root_is_read_when_the_page_is_shown_again(qtbot, root, tmp_path):
    places = [tmp_path / "none"]
    view = RunsView(Session(SilentThread(), Recipe()), lambda: places[0])
    qtbot.addWidget(view, before_close_func=lambda view: view.shut_down())
    view.show()
    qtbot.waitUntil(lambda: view._scanned, timeout=PATIENCE_MS)
    view.hide()
    places[0] = root
    view.show()
    qtbot.waitUntil(lambda: view.table.rowCount() == 5, timeout=PATIENCE_MS)


def test_a_click_on_a_heading_sorts_and_another_turns_it(qtbot, make, root):
    view = make(root)
    header = view.list.horizontalHeader()

    def click(key: str) -> list[str]:
        place = header.sectionViewportPosition(PLACES[key]) + 12
        qtbot.mouseClick(header.viewport(), LEFT, NONE, QPoint(place, header.height() // 2))
        return _names(view)

    click("best")
    best = [view.table.record(row).validation_accuracy for row in range(5)]
    assert best == sorted(best, reverse=True)
    assert click("name") != click("name")
    assert click("date") == ["damaged", "cut", "sgd", "faster", "adam"]
    assert click("date") == ["adam", "faster", "sgd", "cut", "damaged"]
    assert view.table.headerData(PLACES["date"], Qt.Orientation.Horizontal).endswith("↑")
    # The test result that is not there comes last, whichever way.
    assert view.table.index(view.table.rowCount() - 1, 0).isValid()
    click("test")
    assert _names(view)[-1] == "cut"
    click("test")
    assert _names(view)[-1] == "cut"


def test_the_selection_stays_with_its_run_through_a_sort(qtbot, make, root):
    view = make(root)
    _choose(view, "faster", qtbot)
    view.table.turn(PLACES["name"])
    assert [record.path.name[18:] for record in view.list.chosen()] == ["faster"]
    assert view.list.currentIndex().row() == _names(view).index("faster")


def test_searching_finds_names_tags_and_states_live(qtbot, make, root):
    view = make(root)
    _search(view, qtbot, "sgd")
    qtbot.waitUntil(lambda: _names(view) == ["sgd"], timeout=PATIENCE_MS)
    assert view.filter.total.text().startswith("1 shown of 5 runs")
    _search(view, qtbot, "state:interrupted")
    qtbot.waitUntil(lambda: _names(view) == ["cut"], timeout=PATIENCE_MS)
    _search(view, qtbot, "there is no such run")
    qtbot.waitUntil(view.empty.isVisible, timeout=PATIENCE_MS)
    assert view.empty.accessibleName() == "No run is like that"


def test_a_state_is_filtered_by_a_click(qtbot, make, root):
    view = make(root)
    failed = view.filter.states.findChild(QAbstractButton, "failed")
    assert failed.text() == "failed 1"
    qtbot.mouseClick(failed, LEFT)
    assert _names(view) == ["damaged"]
    qtbot.mouseClick(view.filter.states.findChild(QAbstractButton, "interrupted"), LEFT)
    assert _names(view) == ["cut"]


def test_find_goes_to_the_search(qtbot, make, root):
    view = make(root)
    qtbot.waitUntil(view.list.hasFocus, timeout=PATIENCE_MS)
    qtbot.keyClick(view.list, Qt.Key.Key_F, CONTROL)
    assert view.findChild(QLineEdit, "runsSearch").hasFocus()


def test_a_selected_run_shows_curves_numbers_and_recipe(qtbot, make, root):
    view = make(root)
    _choose(view, "faster", qtbot)
    recipe = view.findChild(QPlainTextEdit, "runRecipe")
    qtbot.waitUntil(lambda: "[optimizer]" in recipe.toPlainText(), timeout=PATIENCE_MS)
    assert "lr = 0.003" in recipe.toPlainText()
    assert view.details.name.text() == "Faster"
    facts = dict(view.details.facts.facts)
    assert facts["Best validation accuracy"].endswith(" %")
    assert facts["Batches"] == "16"
    scene = view.details.plots.canvases["loss"].scene
    assert len(scene.smoothed[0]) > 1
    assert len(scene.validation[0]) == 2
    assert scene.ground.x_range == pytest.approx((0.0, 2.0))


def test_a_name_is_edited_where_it_stands(qtbot, make, root):
    view = make(root)
    _choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    editor = view.list.findChild(QLineEdit, "runNameEditor")
    qtbot.keyClicks(editor, "The first one")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    folder = root / "2026-11-20_090000_adam"
    qtbot.waitUntil(lambda: read_notes(folder).name == "The first one", timeout=PATIENCE_MS)
    assert _index(view, "adam", "name").data() == "The first one"
    assert view.details.name.text() == "The first one"


def test_a_double_click_on_the_name_edits_and_elsewhere_opens(qtbot, make, root):
    view = make(root)
    _choose(view, "adam", qtbot)
    place = view.list.visualRect(_index(view, "adam", "name")).center()
    qtbot.mouseDClick(view.list.viewport(), LEFT, NONE, place)
    editor = view.list.findChild(QLineEdit, "runNameEditor")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    with qtbot.waitSignal(view.open_asked) as asked:
        place = view.list.visualRect(_index(view, "adam", "best")).center()
        qtbot.mouseDClick(view.list.viewport(), LEFT, NONE, place)
    assert asked.args == [root / "2026-11-20_090000_adam"]


def test_a_name_in_progress_is_not_taken_away_by_what_happens_meanwhile(qtbot, make, root, trained):
    view = make(root)
    _choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_F2)
    editor = view.list.findChild(QLineEdit, "runNameEditor")
    qtbot.keyClicks(editor, "Slowly")
    shutil.copytree(trained / "2026-11-20_090000_adam", root / "2026-11-25_090000_new")
    qtbot.waitUntil(lambda: bool(view._held), timeout=8000)
    assert "new" not in _names(view)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "new" in _names(view), timeout=PATIENCE_MS)
    assert read_notes(root / "2026-11-20_090000_adam").name == "Slowly"


def test_tags_and_notes_are_kept(qtbot, make, root):
    view = make(root)
    _choose(view, "sgd", qtbot)
    tags = view.findChild(QLineEdit, "runTags")
    tags.setFocus()
    qtbot.keyClicks(tags, "slides, #Talk")
    qtbot.keyClick(tags, Qt.Key.Key_Return)
    notes = view.findChild(QPlainTextEdit, "runNotes")
    notes.setFocus()
    qtbot.keyClicks(notes, "Large steps")
    qtbot.keyClick(notes, Qt.Key.Key_Return, CONTROL)
    folder = root / "2026-11-22_090000_sgd"
    qtbot.waitUntil(lambda: read_notes(folder).notes == "Large steps", timeout=PATIENCE_MS)
    assert read_notes(folder).tags == ("slides", "Talk")
    _search(view, qtbot, "tag:talk")
    qtbot.waitUntil(lambda: _names(view) == ["sgd"], timeout=PATIENCE_MS)


def test_notes_in_progress_are_kept_when_another_run_is_chosen(qtbot, make, root):
    view = make(root)
    _choose(view, "sgd", qtbot)
    notes = view.findChild(QPlainTextEdit, "runNotes")
    notes.setFocus()
    qtbot.keyClicks(notes, "half a thought")
    _choose(view, "adam", qtbot)
    qtbot.waitUntil(lambda: read_notes(root / "2026-11-22_090000_sgd").notes == "half a thought", timeout=PATIENCE_MS)
    assert notes.toPlainText() == ""
    assert read_notes(root / "2026-11-20_090000_adam").notes == ""


def test_a_name_that_cannot_be_written_is_told_and_the_old_one_is_back(qtbot, make, root):
    view = make(root)
    (root / "2026-11-20_090000_adam" / "notes.json").mkdir()
    _choose(view, "adam", qtbot)
    before = view.details.name.text()
    view.details.name.setFocus()
    view.details.name.selectAll()
    qtbot.keyClicks(view.details.name, "Never")
    qtbot.keyClick(view.details.name, Qt.Key.Key_Return)
    qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
    assert view.banner.kind == "error"
    assert "notes.json" in view.banner.sentence
    assert view.details.name.text() == before
    assert _index(view, "adam", "name").data() == before


def test_enter_opens_and_the_buttons_ask_for_the_rest(qtbot, make, root):
    view = make(root)
    _choose(view, "faster", qtbot)
    folder = root / "2026-11-21_090000_faster"
    with qtbot.waitSignal(view.open_asked) as asked:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert asked.args == [folder]
    with qtbot.waitSignal(view.duplicate_asked) as asked:
        qtbot.mouseClick(_button(view, "runDuplicateButton"), LEFT)
    assert asked.args[0].optimizer.lr == 3e-3
    can = _record(view, "faster").continuable
    assert _button(view, "runContinueButton").isEnabled() == can
    assert _button(view, "runVerifyButton").isEnabled() == can
    if can:
        with qtbot.waitSignal(view.continue_asked) as asked:
            qtbot.mouseClick(_button(view, "runContinueButton"), LEFT)
        assert asked.args == [folder]
        with qtbot.waitSignal(view.verify_asked) as asked:
            qtbot.mouseClick(_button(view, "runVerifyButton"), LEFT)
        assert asked.args == [folder]


def test_a_run_without_snapshots_cannot_be_continued(qtbot, make, root):
    shutil.rmtree(root / "2026-11-21_090000_faster" / "snapshots", ignore_errors=True)
    view = make(root)
    _choose(view, "faster", qtbot)
    assert not _button(view, "runContinueButton").isEnabled()
    assert not _button(view, "runVerifyButton").isEnabled()
    assert _button(view, "runOpenButton").isEnabled()


def test_space_lays_a_run_under_the_curves_and_takes_it_out(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    _choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    (overlay,) = told[-1]
    assert overlay.key == root / "2026-11-20_090000_adam"
    assert (overlay.slot, len(overlay.history), overlay.pace) == (1, 16, 8)
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert told[-1] == []


def test_the_box_lays_a_run_under_and_its_number_stays_when_another_goes(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    for name in ("sgd", "adam"):
        box = view.list.visualRect(_index(view, name, "overlay")).center()
        qtbot.mouseClick(view.list.viewport(), LEFT, NONE, box)
    qtbot.waitUntil(lambda: bool(told) and len(told[-1]) == 2, timeout=PATIENCE_MS)
    assert [each.slot for each in told[-1]] == [1, 2]
    view.remove_overlay(root / "2026-11-22_090000_sgd")
    assert [each.slot for each in told[-1]] == [2]
    assert _index(view, "adam", "overlay").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert _index(view, "sgd", "overlay").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_a_ninth_run_is_refused_with_a_sentence(qtbot, make, root, trained):
    for number in range(MOST):
        shutil.copytree(trained / "2026-11-20_090000_adam", root / f"2026-11-26_09000{number}_more")
    view = make(root)
    for row in range(view.table.rowCount()):
        record = view.table.record(row)
        if record.state is not RunState.UNREADABLE:
            view.toggle_overlay(record.path)
    assert len(view.shelf.slots) == MOST
    assert "Take one out first" in view.banner.sentence


def test_a_run_that_cannot_be_read_is_not_laid_under(qtbot, make, root):
    view = make(root)
    (root / "2026-11-20_090000_adam" / "history.csv").write_bytes(b"epoch\nnonsense\n")
    view.toggle_overlay(root / "2026-11-20_090000_adam")
    qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
    assert "history.csv" in view.banner.sentence
    assert dict(view.shelf.slots) == {}


def test_two_runs_are_compared_side_by_side(qtbot, make, root):
    view = make(root)
    _choose(view, "adam", qtbot)
    _choose(view, "sgd", qtbot, CONTROL)
    assert view.selection.isVisible()
    qtbot.mouseClick(_button(view, "runsCompareButton"), LEFT)
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    table = view.findChild(QTableWidget, "runComparisonTable")
    rows = {
        table.item(row, 0).text(): [table.item(row, place).text() for place in (1, 2)]
        for row in range(table.rowCount())
    }
    assert rows["Optimizer · Algorithm"] == ["SGD", "Adam"]
    assert rows["Data · Batch size"] == ["64", "32"]
    assert sum(text.startswith("★") and text.endswith("best") for text in rows["Test loss"]) == 1
    assert len(view.comparison.plots.canvases["loss"].scene.overlays) == 2
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not view.comparison.isVisible()
    assert len(view.list.chosen()) == 2


def test_a_deleted_run_is_in_the_trash_and_comes_back_with_undo(qtbot, make, root, tmp_path):
    view = make(root)
    folder = root / "2026-11-21_090000_faster"
    files = sorted(path.name for path in folder.iterdir())
    _choose(view, "faster", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "faster" not in _names(view), timeout=PATIENCE_MS)
    assert not folder.exists()
    qtbot.waitUntil(lambda: view.banner.sentence == "“Faster” is in the trash.", timeout=PATIENCE_MS)
    assert list((tmp_path / "data" / "Trash" / "info").iterdir())
    qtbot.mouseClick(view.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: "faster" in _names(view), timeout=PATIENCE_MS)
    assert sorted(path.name for path in folder.iterdir()) == files
    assert not list((tmp_path / "data" / "Trash" / "info").iterdir())
    assert not list((tmp_path / "data" / "Trash" / "files").iterdir())
    qtbot.waitUntil(lambda: [each.path for each in view.list.chosen()] == [folder], timeout=PATIENCE_MS)


def test_several_runs_go_to_the_trash_and_come_back_together(qtbot, make, root):
    view = make(root)
    view.list.selectAll()
    qtbot.mouseClick(_button(view, "runsDeleteButton"), LEFT)
    qtbot.waitUntil(lambda: view.table.rowCount() == 0, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: view.banner.sentence == "5 runs are in the trash.", timeout=PATIENCE_MS)
    qtbot.mouseClick(view.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: view.table.rowCount() == 5, timeout=PATIENCE_MS)
    assert len(list(root.iterdir())) == 5


def test_undo_puts_nothing_over_what_is_there_again(qtbot, make, root, trained):
    view = make(root)
    _choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: view.banner.action_button.isVisible(), timeout=PATIENCE_MS)
    folder = root / "2026-11-20_090000_adam"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    qtbot.mouseClick(view.banner.action_button, LEFT)
    qtbot.waitUntil(lambda: view.banner.kind == "error", timeout=PATIENCE_MS)
    assert "is there again" in view.banner.sentence
    assert (folder / "mine.txt").read_text() == "mine"


def test_a_running_run_is_marked_and_not_deleted(qtbot, make, root):
    folder = root / "2026-11-23_090000_cut"
    lock = RunLock(folder)
    try:
        view = make(root)
        assert _record(view, "cut").state is RunState.RUNNING
        _choose(view, "cut", qtbot)
        qtbot.keyClick(view.list, Qt.Key.Key_Delete)
        qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
        assert view.banner.kind == "error"
        assert "going on" in view.banner.sentence
        assert folder.is_dir()
        assert "cut" in _names(view)
    finally:
        lock.release()
    qtbot.waitUntil(lambda: _record(view, "cut").state is RunState.INTERRUPTED, timeout=8000)


def test_without_a_trash_nothing_is_deleted(qtbot, make, root, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file" / "data"))
    view = make(root)
    _choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
    assert "Nothing was deleted" in view.banner.sentence
    assert (root / "2026-11-20_090000_adam").is_dir()
    assert "adam" in _names(view)


def test_a_deleted_run_leaves_the_curves(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    view.toggle_overlay(root / "2026-11-20_090000_adam")
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    _choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: told[-1] == [], timeout=PATIENCE_MS)


def test_in_a_narrow_window_columns_give_way_and_nothing_is_cut_off(qtbot, make, root):
    view = make(root, width=1024)
    for key in ("overlay", "name", "state", "best", "test"):
        assert key in view.list.shown_columns
    assert "device" not in view.list.shown_columns
    header = view.list.horizontalHeader()
    assert header.length() <= view.list.viewport().width()
    view.resize(1900, 800)
    qtbot.waitUntil(lambda: view.list.shown_columns == [column.key for column in COLUMNS], timeout=PATIENCE_MS)
    fonts.set_scale(1.5)
    view.resize(1440, 800)
    qtbot.waitUntil(lambda: header.length() <= view.list.viewport().width(), timeout=PATIENCE_MS)
    assert "best" in view.list.shown_columns


def test_everything_has_a_name_for_a_screen_reader(make, root):
    view = make(root)
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
        for widget in view.findChildren(kind):
            if widget.isVisible() and not widget.objectName().startswith("qt_"):
                assert widget.accessibleName() or getattr(widget, "text", str)(), widget.objectName()
    assert all(action.text() and action.toolTip() for action in view.actions_.findChildren(QAction))
    assert view.list.accessibleName() == "Runs"


def test_a_hidden_page_does_not_look_at_the_disk(qtbot, make, root, trained):
    view = make(root)
    view.hide()
    shutil.copytree(trained / "2026-11-20_090000_adam", root / "2026-11-25_090000_new")
    done = []
    view.worker.do(lambda: None, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)
    assert "new" not in _names(view)
    view.show()
    qtbot.waitUntil(lambda: "new" in _names(view), timeout=PATIENCE_MS)


def test_what_goes_wrong_after_the_page_was_left_is_told_to_the_window(qtbot, make, root):
    view = make(root)
    (root / "2026-11-20_090000_adam" / "notes.json").mkdir()
    _choose(view, "adam", qtbot)
    view.details.notes.setFocus()
    qtbot.keyClicks(view.details.notes, "too late")
    with qtbot.waitSignal(view.notice) as told:
        view.hide()
    assert "notes.json" in told.args[0]
    assert told.args[1] == "error"
