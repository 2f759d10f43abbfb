"""Thousands of runs: a page down touches a page, and that what is found late moves nothing under a person's eyes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.look.theme import current_theme
from studio.views.runs.columns import PLACES
from studio.views.runs.run_list import RunList
from studio.views.runs.run_table import RunTable
from trainer_core.library.record import Change, ChangeKind, RunPicture, RunRecord, RunState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

COUNT = 5000


def _record(number: int, **values) -> RunRecord:
    noise = np.random.default_rng(number)
    curve = np.linspace(2.3, 0.4, 64, dtype=np.float32) + noise.normal(0, 0.05, 64).astype(np.float32)
    epochs = curve[7::8]
    facts = {
        "recipe_parts": (
            (("MLP", "512,512"),),
            (("Adam", "1e-3"),),
            (("batch", "64"),),
            (("constant", ""),),
            (("seed", str(number)),),
        ),
        "started": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
        "seconds": 10.0 + number % 97,
        "device": "cpu",
        "epochs": 8,
        "epochs_planned": 8,
        "metric": "accuracy",
        "validation": {"accuracy": 0.8 + 0.1 * noise.random()},
        "test": {"accuracy": 0.8 + 0.1 * noise.random()},
        "bytes": 1000 * number,
        "picture": RunPicture(curve, 1 - curve / 3, epochs, 1 - epochs / 3),
    }
    return RunRecord(Path(f"/runs/{number:05}"), f"run {number}", list(RunState)[number % 9], **facts | values)


@pytest.fixture(scope="module")
def records() -> list[RunRecord]:
    return [_record(number) for number in range(COUNT)]


@pytest.fixture
def shown(qtbot, qapp: QApplication, records):
    theme = current_theme()
    theme.set_mode("dark")
    theme.apply(qapp)
    table = RunTable()
    for start in range(0, COUNT, 250):
        table.apply(Change(ChangeKind.ADDED, record) for record in reversed(records[start : start + 250]))
    view = RunList(table)
    qtbot.addWidget(view)
    view.resize(1440, 900)
    with qtbot.waitExposed(view):
        view.show()
    yield view, table
    theme.set_mode("system")


def test_a_page_down_paints_a_page_and_asks_for_no_other_row(qtbot, shown, monkeypatch):
    """Whatever the number of runs: only then does a page cost the same among thousands."""
    view, _ = shown
    view.setCurrentIndex(view.model().index(0, PLACES["name"]))
    view.grab()
    asked: set[int] = set()
    record = RunTable.record

    def counted(self, row):
        asked.add(row)
        return record(self, row)

    monkeypatch.setattr(RunTable, "record", counted)
    for _ in range(20):
        asked.clear()
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        view.viewport().repaint()
        page = view.viewport().height() // view.rowHeight(view.currentIndex().row()) + 2
        assert view.currentIndex().row() in asked
        assert len(asked) <= 2 * page
    assert view.verticalScrollBar().value() > 0


def test_a_search_and_a_sort_of_thousands_keep_every_run(shown):
    view, table = shown
    table.set_filter("seed 49", "all")
    assert 0 < table.rowCount() < COUNT
    table.set_filter("", "all")
    table.turn(PLACES["best"])
    best = [table.record(row).result("validation") for row in range(COUNT)]
    assert best in (sorted(best), sorted(best, reverse=True))
    assert view.model().rowCount() == COUNT


def test_a_run_that_is_found_late_moves_nothing_under_the_eyes(qtbot, shown):
    view, table = shown
    view.choose(table.record(2000).path)
    chosen = view.chosen()[0].path
    top = table.record(view.rowAt(0)).path
    table.apply([Change(ChangeKind.ADDED, _record(COUNT + 1))])
    assert [record.path for record in view.chosen()] == [chosen]
    # Rows are inserted above: the place in the table is kept by the scroll bar, the selection by the run.
    table.turn(PLACES["size"])
    assert [record.path for record in view.chosen()] == [chosen]
    assert table.row_of(top) >= 0


def test_rows_are_inserted_and_removed_one_by_one(shown, qtbot):
    _, table = shown
    new = _record(COUNT + 7)
    with qtbot.waitSignal(table.rowsInserted) as inserted:
        table.apply([Change(ChangeKind.ADDED, new)])
    assert inserted.args[1:] == [0, 0]
    assert table.record(0) is new
    with qtbot.waitSignal(table.rowsRemoved), qtbot.assertNotEmitted(table.modelReset):
        table.apply([Change(ChangeKind.REMOVED, new)])
    assert table.rowCount() == COUNT


def test_a_change_of_one_run_touches_only_its_row(shown, qtbot):
    _, table = shown
    path = table.record(10).path
    with qtbot.waitSignal(table.dataChanged) as changed, qtbot.assertNotEmitted(table.modelReset):
        table.apply([Change(ChangeKind.CHANGED, _record(int(path.name), seconds=1234.0))])
    assert changed.args[0].row() == changed.args[1].row() == 10
    assert table.index(10, PLACES["duration"]).data() == "20:34"


def test_what_is_not_known_comes_last_whichever_way(shown):
    _, table = shown
    table.apply([Change(ChangeKind.CHANGED, _record(17, test={}))])
    for _ in range(2):
        table.turn(PLACES["test"])
        assert table.record(table.rowCount() - 1).path.name == "00017"
