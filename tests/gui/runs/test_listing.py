"""The run library's page: every run found, sorted, searched, shown with its curves, and opened."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit

from studio.look.theme import current_theme
from studio.session.session import Session
from studio.views.curves import RunCurves
from studio.views.runs.columns import COLUMNS, PLACES
from studio.views.runs.runs_view import RunsView
from tests.gui.conftest import SilentThread
from tests.gui.interrupted_run import interrupted_run
from tests.gui.runs.conftest import (
    CONTROL,
    LEFT,
    NONE,
    PATIENCE_MS,
    button_in,
    choose,
    click,
    names_in,
    record_of,
    search_for,
)
from trainer_core import Recipe
from trainer_core.library.record import RunState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_every_run_is_listed_the_newest_first(make, root):
    view = make(root)
    assert names_in(view) == ["damaged", "cut", "sgd", "faster", "adam"]
    assert record_of(view, "cut").state is RunState.INTERRUPTED
    assert view.filter.total.text().startswith("5 runs · ")
    row = {column.key: view.table.index(4, place).data() for place, column in enumerate(COLUMNS)}
    assert row["state"] == "completed"
    assert row["best"].endswith("%")
    assert row["test"].endswith("%")
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
    choose(view, "damaged", qtbot)
    assert view.details.state.text() == "unreadable"
    assert "recipe.toml" in view.details.problem.text()
    assert view.details.problem.isVisible()
    assert not button_in(view, "runOpenButton").isEnabled()
    assert not button_in(view, "runContinueButton").isEnabled()
    assert button_in(view, "runDeleteButton").isEnabled()


def test_a_folder_that_is_not_there_says_what_will_appear(qtbot, make, tmp_path):
    view = make(tmp_path / "none")
    assert view.empty.isVisible()
    assert view.empty.accessibleName() == "Every run appears here"
    assert "Train" in view.empty.accessibleDescription()
    assert not view.details.isVisible()


def test_runs_appear_and_go_while_the_page_is_shown(qtbot, make, root, trained):
    view = make(root)
    shutil.copytree(trained / "2026-11-20_090000_adam", root / "2026-11-25_090000_new")
    qtbot.waitUntil(lambda: "new" in names_in(view), timeout=8000)
    shutil.rmtree(root / "2026-11-20_090000_adam")
    qtbot.waitUntil(lambda: "adam" not in names_in(view), timeout=8000)


def test_the_root_that_is_a_file_is_told(qtbot, make, tmp_path):
    wrong = tmp_path / "file"
    wrong.write_text("no folder")
    view = make(wrong)
    assert view.empty.accessibleName() == "The folder of the runs cannot be read"
    assert str(wrong) in view.empty.accessibleDescription()


def test_another_root_is_read_when_the_page_is_shown_again(qtbot, root, tmp_path):
    places = [tmp_path / "none"]
    view = RunsView(Session(SilentThread(), Recipe()), lambda: places[0], RunCurves)
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
        return names_in(view)

    click("best")
    best = [view.table.record(row).result("validation") for row in range(5)]
    assert best == sorted(best, reverse=True)
    assert click("name") != click("name")
    assert click("date") == ["damaged", "cut", "sgd", "faster", "adam"]
    assert click("date") == ["adam", "faster", "sgd", "cut", "damaged"]
    assert view.table.headerData(PLACES["date"], Qt.Orientation.Horizontal).endswith("↑")
    # The test result that is not there comes last, whichever way.
    assert view.table.index(view.table.rowCount() - 1, 0).isValid()
    click("test")
    assert names_in(view)[-1] == "cut"
    click("test")
    assert names_in(view)[-1] == "cut"


def test_the_selection_stays_with_its_run_through_a_sort(qtbot, make, root):
    view = make(root)
    choose(view, "faster", qtbot)
    view.table.turn(PLACES["name"])
    assert [record.path.name[18:] for record in view.list.chosen()] == ["faster"]
    assert view.list.currentIndex().row() == names_in(view).index("faster")


def test_searching_finds_names_tags_and_states_live(qtbot, make, root):
    view = make(root)
    search_for(view, qtbot, "sgd")
    qtbot.waitUntil(lambda: names_in(view) == ["sgd"], timeout=PATIENCE_MS)
    assert view.filter.total.text().startswith("1 shown of 5 runs")
    search_for(view, qtbot, "state:interrupted")
    qtbot.waitUntil(lambda: names_in(view) == ["cut"], timeout=PATIENCE_MS)
    search_for(view, qtbot, "there is no such run")
    qtbot.waitUntil(view.empty.isVisible, timeout=PATIENCE_MS)
    assert view.empty.accessibleName() == "No matching runs"


def test_a_state_is_filtered_by_a_click(qtbot, make, root):
    view = make(root)
    failed = view.filter.states.findChild(QAbstractButton, "failed")
    assert failed.text() == "failed 1"
    qtbot.mouseClick(failed, LEFT)
    assert names_in(view) == ["damaged"]
    qtbot.mouseClick(view.filter.states.findChild(QAbstractButton, "interrupted"), LEFT)
    assert names_in(view) == ["cut"]


def test_find_goes_to_the_search(qtbot, make, root):
    view = make(root)
    qtbot.waitUntil(view.list.hasFocus, timeout=PATIENCE_MS)
    qtbot.keyClick(view.list, Qt.Key.Key_F, CONTROL)
    assert view.findChild(QLineEdit, "runsSearch").hasFocus()


def test_a_selected_run_shows_curves_numbers_and_recipe(qtbot, make, root):
    view = make(root)
    choose(view, "faster", qtbot)
    recipe = view.findChild(QPlainTextEdit, "runRecipe")
    qtbot.waitUntil(lambda: "[optimizer]" in recipe.toPlainText(), timeout=PATIENCE_MS)
    assert "lr = 0.003" in recipe.toPlainText()
    assert view.details.name.text() == "Faster"
    facts = dict(view.details.facts.facts)
    assert facts["Validation accuracy, best epoch"].endswith("%")
    assert facts["Batches"] == "16"
    scene = view.details.plots.canvases["loss"].frame
    assert len(scene.smoothed[0]) > 1
    assert len(scene.validation[0]) == 2
    assert scene.x_range == pytest.approx((0.0, 2.0))


def test_the_curves_of_a_run_count_batches_while_it_has_no_whole_epoch(qtbot, make, root):
    view = make(root)
    plot = view.details.plots.canvases["loss"]
    choose(view, "faster", qtbot)
    qtbot.waitUntil(lambda: plot.accessibleName() == "Loss by epoch", timeout=PATIENCE_MS)
    interrupted_run(root / "2026-11-25_090000_short", epochs=0)
    qtbot.waitUntil(lambda: "short" in names_in(view), timeout=PATIENCE_MS)
    choose(view, "short", qtbot)
    qtbot.waitUntil(lambda: plot.accessibleName() == "Loss by batch", timeout=PATIENCE_MS)


def test_enter_opens_and_the_buttons_ask_for_the_rest(qtbot, make, root):
    view = make(root)
    choose(view, "faster", qtbot)
    folder = root / "2026-11-21_090000_faster"
    with qtbot.waitSignal(view.open_asked) as asked:
        qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert asked.args == [folder]
    with qtbot.waitSignal(view.duplicate_asked) as asked:
        click(view, qtbot, "runDuplicateButton")
    assert asked.args[0].optimizer.lr == 3e-3
    can = record_of(view, "faster").continuable
    assert button_in(view, "runContinueButton").isEnabled() == can
    assert button_in(view, "runVerifyButton").isEnabled() == can
    if can:
        with qtbot.waitSignal(view.continue_asked) as asked:
            click(view, qtbot, "runContinueButton")
        assert asked.args == [folder]
        with qtbot.waitSignal(view.verify_asked) as asked:
            click(view, qtbot, "runVerifyButton")
        assert asked.args == [folder]


def test_a_run_without_snapshots_cannot_be_continued(qtbot, make, root):
    shutil.rmtree(root / "2026-11-21_090000_faster" / "snapshots", ignore_errors=True)
    view = make(root)
    choose(view, "faster", qtbot)
    assert not button_in(view, "runContinueButton").isEnabled()
    assert not button_in(view, "runVerifyButton").isEnabled()
    assert button_in(view, "runOpenButton").isEnabled()


def test_in_a_narrow_window_columns_give_way_and_nothing_is_cut_off(qtbot, make, root):
    view = make(root, width=1024)
    for key in ("overlay", "name", "state", "best", "test"):
        assert key in view.list.shown_columns
    assert "device" not in view.list.shown_columns
    header = view.list.horizontalHeader()
    assert header.length() <= view.list.viewport().width()
    view.resize(1900, 800)
    qtbot.waitUntil(lambda: view.list.shown_columns == [column.key for column in COLUMNS], timeout=PATIENCE_MS)
    current_theme().set_scale(1.5)
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
    assert "new" not in names_in(view)
    view.show()
    qtbot.waitUntil(lambda: "new" in names_in(view), timeout=PATIENCE_MS)


def test_the_legend_of_a_run_stands_beside_its_curves_and_covers_none(qtbot, make, root):
    view = make(root)
    choose(view, "adam", qtbot)
    plots = view.details.plots
    qtbot.waitUntil(lambda: all(legend.isVisible() for legend in plots.legends.values()), timeout=PATIENCE_MS)
    for metric, canvas in plots.canvases.items():
        assert not canvas.legend.isVisible()
        assert all(name and value for name, value in plots.legends[metric].texts)


def test_the_line_about_a_recipe_is_never_cut(qtbot, make, root):
    recipe = Recipe.load(root / "2026-11-20_090000_adam" / "recipe.toml")
    changed = recipe.with_values({"training.stop_early_after": 3, "optimizer.weight_decay": 0.01})
    (root / "2026-11-20_090000_adam" / "recipe.toml").write_text(changed.to_toml(), encoding="utf-8")
    view = make(root)
    choose(view, "adam", qtbot)
    line = view.details.recipe_line
    qtbot.waitUntil(lambda: "stop early after 3" in line.text(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()))
    assert line.height() >= 2 * line.fontMetrics().height(), "it is too long for one line"
