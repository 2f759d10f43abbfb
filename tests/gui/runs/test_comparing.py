"""Runs held against each other: laid under the curves, each with its number, and compared side by side."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from studio.session.overlays import MOST, Overlay
from tests.gui.runs.conftest import CONTROL, LEFT, NONE, PATIENCE_MS, button_in, choose, click, index_of
from trainer_core import Recipe, train
from trainer_core.history.history import History
from trainer_core.library.record import RunState

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_space_lays_a_run_under_the_curves_and_takes_it_out(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    choose(view, "adam", qtbot)
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    (overlay,) = told[-1]
    assert overlay.key == root / "2026-11-20_090000_adam"
    assert (overlay.slot, len(overlay.history)) == (1, 16)
    qtbot.keyClick(view.list, Qt.Key.Key_Space)
    assert told[-1] == []


def test_the_box_lays_a_run_under_and_its_number_stays_when_another_goes(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    for name in ("sgd", "adam"):
        box = view.list.visualRect(index_of(view, name, "overlay")).center()
        qtbot.mouseClick(view.list.viewport(), LEFT, NONE, box)
    qtbot.waitUntil(lambda: bool(told) and len(told[-1]) == 2, timeout=PATIENCE_MS)
    assert [each.slot for each in told[-1]] == [1, 2]
    view.shelf.remove(root / "2026-11-22_090000_sgd")
    assert [each.slot for each in told[-1]] == [2]
    assert index_of(view, "adam", "overlay").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    assert index_of(view, "sgd", "overlay").data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked


def test_a_ninth_run_is_refused_with_a_sentence(qtbot, make, root, trained):
    for number in range(MOST):
        shutil.copytree(trained / "2026-11-20_090000_adam", root / f"2026-11-26_09000{number}_more")
    view = make(root)
    for row in range(view.table.rowCount()):
        record = view.table.record(row)
        if record.state is not RunState.UNREADABLE:
            view.overlays.toggle(record.path)
    assert len(view.shelf.slots) == MOST
    assert "Remove one first" in view.banner.sentence


def test_a_run_that_cannot_be_read_is_not_laid_under(qtbot, make, root):
    view = make(root)
    (root / "2026-11-20_090000_adam" / "history.csv").write_bytes(b"epoch\nnonsense\n")
    view.overlays.toggle(root / "2026-11-20_090000_adam")
    qtbot.waitUntil(view.banner.isVisible, timeout=PATIENCE_MS)
    assert "history.csv" in view.banner.sentence
    assert dict(view.shelf.slots) == {}


def test_two_runs_are_compared_side_by_side(qtbot, make, root):
    view = make(root)
    choose(view, "adam", qtbot)
    choose(view, "sgd", qtbot, CONTROL)
    assert view.selection.isVisible()
    click(view, qtbot, "runsCompareButton")
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    table = view.findChild(QTableWidget, "runComparisonTable")
    rows = {
        table.item(row, 0).text(): [table.item(row, place).text() for place in (1, 2)]
        for row in range(table.rowCount())
    }
    assert rows["Optimizer · Algorithm"] == ["SGD", "Adam"]
    titles = list(rows)
    assert titles.index("Optimizer · Algorithm") < titles.index("State") < titles.index("Test loss")
    assert rows["Data · Batch size"] == ["64", "32"]
    assert sum(text.startswith("★") and text.endswith("best") for text in rows["Test loss"]) == 1
    assert len(view.comparison.plots.canvases["loss"].frame.overlays) == 2
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert not view.comparison.isVisible()
    assert len(view.list.chosen()) == 2


def tick(view, name, qtbot):
    box = view.list.visualRect(index_of(view, name, "overlay")).center()
    qtbot.mouseClick(view.list.viewport(), LEFT, NONE, box)


def test_ticked_runs_are_compared_by_a_button_and_a_menu_entry(qtbot, make, root):
    view = make(root)
    choose(view, "faster", qtbot)
    button = button_in(view, "runCompareButton")
    assert not button.isEnabled()
    tick(view, "sgd", qtbot)
    tick(view, "adam", qtbot)
    choose(view, "faster", qtbot)
    assert (button.isEnabled(), button.text()) == (True, "Compare the 2 ticked")
    assert view.actions_["compare"].isEnabled(), "the context menu has the same action"
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    assert [record.path.name[18:] for record in view.comparison.compared.comparison.records] == ["sgd", "adam"]


def test_the_column_of_boxes_has_a_head_that_says_what_they_do(make, root):
    view = make(root)
    head = [
        view.table.headerData(0, Qt.Orientation.Horizontal, role)
        for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole)
    ]
    assert not head[0].isNull()
    assert "compared" in head[1]


def test_runs_of_one_name_are_told_apart_wherever_they_are_named(qtbot, make, root):
    view = make(root)
    told = []
    view.overlay_changed.connect(told.append)
    adam = index_of(view, "adam", "name").data()
    sgd = index_of(view, "sgd", "name").data()
    assert adam.startswith("Adam 1e-3 · batch 32 ")
    assert sgd.startswith("SGD 0.1 · batch 64")
    for name in ("sgd", "adam"):
        tick(view, name, qtbot)
    qtbot.waitUntil(lambda: bool(told) and len(told[-1]) == 2, timeout=PATIENCE_MS)
    assert [each.name for each in told[-1]] == ["SGD 0.1 · batch 64", "Adam 1e-3 · batch 32"]
    view.actions_["compare"].trigger()
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    heads = [view.comparison.table.horizontalHeaderItem(place).text() for place in (1, 2)]
    assert heads == ["1  SGD 0.1 · batch 64", "2  Adam 1e-3 · batch 32"]


def test_two_runs_or_one_are_compared_inside(qtbot, make, root):
    view = make(root)
    told = []
    view.inside_asked.connect(lambda first, second: told.append((first.name, second.name)))
    adam, sgd, faster = "2026-11-20_090000_adam", "2026-11-22_090000_sgd", "faster"
    choose(view, "adam", qtbot)
    click(view, qtbot, "runInsideButton")
    assert told[-1] == (adam, adam)
    choose(view, "sgd", qtbot, CONTROL)
    click(view, qtbot, "runsInsideButton")
    assert set(told[-1]) == {adam, sgd}
    choose(view, faster, qtbot, CONTROL)
    assert not button_in(view, "runsInsideButton").isEnabled()
    choose(view, faster, qtbot)
    for name in ("adam", "sgd"):
        box = view.list.visualRect(index_of(view, name, "overlay")).center()
        qtbot.mouseClick(view.list.viewport(), LEFT, NONE, box)
    qtbot.waitUntil(lambda: len(view.shelf.slots) == 2, timeout=PATIENCE_MS)
    choose(view, faster, qtbot)
    click(view, qtbot, "runInsideButton")
    assert set(told[-1]) == {adam, sgd}


def test_each_compared_run_is_drawn_over_its_own_whole_length(qtbot, make, root):
    longer = Recipe.from_dict({"data": {"limit": 64, "batch_size": 32}, "training": {"epochs": 6, "device": "cpu"}})
    assert len(train(longer, out=root / "2026-11-25_090000_longer").history) < 16, "it has fewer batches in more epochs"
    view = make(root)
    tick(view, "adam", qtbot)
    tick(view, "longer", qtbot)
    view.actions_["compare"].trigger()
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    frame = view.comparison.plots.canvases["loss"].frame
    assert frame.x_range == pytest.approx((0.0, 6.0))
    assert [each.validation[0][-1] for each in frame.overlays] == pytest.approx([2.0, 6.0])


def test_the_number_at_the_end_of_a_curve_is_whole_at_every_edge(qtbot, make, root):
    view = make(root)
    tick(view, "adam", qtbot)
    tick(view, "sgd", qtbot)
    view.actions_["compare"].trigger()
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    plots = view.comparison.plots
    overlays = []
    for slot, value in ((1, 0.0), (2, 0.0), (3, 1.0)):
        history = History("accuracy")
        for step in range(50):
            history.append(3.0 * value, value, 1e-3, step + 1.0)
        overlays.append(Overlay(str(slot), str(slot), history, slot))
    plots.show_overlays(overlays)
    plots.grab()
    for canvas in plots.canvases.values():
        badges = [badge for *_, badge in canvas.overlays.values()]
        rects = [badge.mapRectToScene(badge.boundingRect()) for badge in badges]
        assert all(canvas.view.scene_rect.adjusted(-1, -1, 1, 1).contains(rect) for rect in rects)
        assert len({round(rect.top()) for rect in rects}) == 3


def test_a_live_change_is_among_what_differs(qtbot, make, root):
    (root / "2026-11-22_090000_sgd" / "marks.jsonl").write_text(
        '{"step": 2, "field": "optimizer.lr", "old": 0.1, "new": 0.05}\n'
        '{"step": 5, "field": "optimizer.lr", "old": 0.05, "new": 0.03}\n'
    )
    view = make(root)
    tick(view, "adam", qtbot)
    tick(view, "sgd", qtbot)
    view.actions_["compare"].trigger()
    qtbot.waitUntil(view.comparison.isVisible, timeout=PATIENCE_MS)
    table = view.comparison.table
    rows = {table.item(row, 0).text(): [table.item(row, n).text() for n in (1, 2)] for row in range(table.rowCount())}
    assert rows["Optimizer · Learning rate"] == ["1e-3", "0.1 · live: 0.03 from batch 5"]
