"""Every item model written here keeps Qt's contract while its contents change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton

from studio.dialogs.weights_fit import WeightsFitDialog
from studio.views.classes.class_scores import class_scores
from studio.views.classes.class_table import ClassTable
from studio.views.log import log_lines
from studio.views.log.log_lines import Line, LinesAtLeast, LogModel
from studio.views.runs.columns import PLACES
from studio.views.runs.run_table import RunTable
from studio.views.weights.key_tree import KeyTree
from studio.views.weights.key_view import KeyView
from studio.widgets.tile import Tile
from studio.widgets.tile_grid import TileGrid
from trainer_core.errors import Message
from trainer_core.library.record import Change, ChangeKind, RunRecord, RunState
from trainer_core.protocol.reports import FitReport, KeyReport

WARNING = QAbstractItemModelTester.FailureReportingMode.Warning
"""What it finds becomes a warning of Qt, and these fail a test of the window."""

FALLING = Qt.SortOrder.DescendingOrder


def test_the_table_of_runs(qapp):
    table = RunTable()
    tester = QAbstractItemModelTester(table, WARNING)
    records = [RunRecord(Path(f"/runs/{n:02}"), f"run {n % 7}", list(RunState)[n % 3]) for n in range(40)]
    table.apply(Change(ChangeKind.ADDED, record) for record in records)
    table.apply([Change(ChangeKind.CHANGED, replace(records[5], name="another"))])
    table.apply([Change(ChangeKind.REMOVED, records[6]), Change(ChangeKind.REMOVED, records[20])])
    table.set_filter("run 3", "all")
    table.set_filter("", "all")
    for column in range(table.columnCount()):
        table.turn(column)
        table.turn(column)
    table.turn(PLACES["name"])
    table.reword()
    assert table.rowCount() == 38
    table.clear()
    assert tester.model() is table


def test_the_table_of_classes_and_what_is_selected_in_it(qapp):
    table = ClassTable()
    tester = QAbstractItemModelTester(table, WARNING)
    confusion = np.array([[5, 1, 4], [0, 9, 1], [2, 2, 6]])
    table.set_scores(("coat", "bag", "ankle boot"), class_scores(confusion))
    held = {name: QPersistentModelIndex(table.index(row, 0)) for row, name in enumerate(("coat", "bag", "ankle boot"))}
    for column in range(-1, table.columnCount()):
        for order in (Qt.SortOrder.AscendingOrder, FALLING):
            table.sort(column, order)
            assert {name: index.data() for name, index in held.items()} == {name: name for name in held}
    assert tester.model() is table


def test_the_log(qapp, monkeypatch):
    monkeypatch.setattr(log_lines, "MOST_LINES", 20)
    model = LogModel()
    shown = LinesAtLeast(model)
    testers = [QAbstractItemModelTester(each, WARNING) for each in (model, shown)]
    lines = [Line("08:50:00", "info", Message("It began.")) for _ in range(15)]
    for line in [*lines, *lines]:
        model.append(line)
    model.extend(lines)
    shown.set_level("error")
    model.worsen("error")
    model.append(Line("08:50:01", "warning", Message("Watch out.")))
    assert shown.rowCount() == 1
    shown.set_level("info")
    model.reword()
    assert 0 < model.rowCount() == shown.rowCount() <= 20
    assert [tester.model() for tester in testers] == [model, shown]


class Cells:
    """Words for a tree of two columns."""

    def headings(self):
        return ["Key", "Size"]

    def cell(self, node, column, role):
        return node.item if column == 1 and role == Qt.ItemDataRole.DisplayRole else None


def test_the_tree_of_keys_and_its_filter(qtbot):
    tree = KeyTree(Cells(), 2, checkable=True)
    view = KeyView(tree, (8,))
    qtbot.addWidget(view)
    testers = [QAbstractItemModelTester(model, WARNING) for model in (tree, view.model())]
    keys = ("stack.0.weight", "stack.0.bias", "stack.2.weight", "head.weight")
    tree.set_items([((key,), key, number) for number, key in enumerate(keys, start=1)])
    tree.setData(tree.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert tree.checked == ("head.weight",)
    tree.touch(keys)
    view.filter("HEAD")
    assert [row[0] for row in view.rows] == ["head", "weight"]
    view.filter("")
    tree.retranslate()
    tree.set_items([])
    assert [tester.model() for tester in testers] == [tree, view.model()]


def test_the_tiles(qtbot):
    grid = TileGrid()
    qtbot.addWidget(grid)
    tester = QAbstractItemModelTester(grid.model(), WARNING)
    picture, names = QImage(4, 4, QImage.Format.Format_Grayscale8), ("coat", "bag")
    for fractions in ((0.9, 0.1), (0.2, 0.8)):
        grid.set_tiles([Tile(key, picture, names, np.array(fractions, np.float32), key % 2) for key in range(7)])
    assert [grid.model().index(row, 0).data() for row in range(7)] == ["bag"] * 7
    grid.set_tiles(grid.tiles[2:5])
    assert grid.model().rowCount() == 3
    grid.set_tiles([])
    assert tester.model() is grid.model()


def test_the_table_of_keys_that_fit(qtbot):
    keys = (
        KeyReport("a", (1,), None),
        KeyReport("b", (1,), (1,)),
        KeyReport("c", (2,), (1,)),
        KeyReport("d", None, ()),
    )
    dialog = WeightsFitDialog(FitReport(keys), Path("model.pt"))
    qtbot.addWidget(dialog)
    shown = dialog.table.model()
    testers = [QAbstractItemModelTester(model, WARNING) for model in (shown.sourceModel(), shown)]
    dialog.show()
    for verdict in ("missing", "unexpected", "shape differs", "fits"):
        qtbot.mouseClick(dialog.filter.findChild(QAbstractButton, verdict), Qt.MouseButton.LeftButton)
        assert [row[3] for row in dialog.rows] == [verdict]
    qtbot.mouseClick(dialog.filter.findChild(QAbstractButton, "all"), Qt.MouseButton.LeftButton)
    assert len(dialog.rows) == 4
    assert [tester.model() for tester in testers] == [shown.sourceModel(), shown]
