"""Every item model written here keeps Qt's contract while its contents change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from studio.views.classes.class_scores import class_scores
from studio.views.classes.class_table import ClassTable
from studio.views.log import log_lines
from studio.views.log.log_lines import Line, LogModel
from studio.views.runs.columns import PLACES
from studio.views.runs.run_table import RunTable
from studio.views.weights.key_tree import KeyTree
from trainer_core.errors import Message
from trainer_core.library.record import Change, ChangeKind, RunRecord, RunState

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
    tester = QAbstractItemModelTester(model, WARNING)
    lines = [Line("08:50:00", "info", Message("It began.")) for _ in range(15)]
    for line in [*lines, *lines]:
        model.append(line)
    model.extend(lines)
    model.worsen("error")
    model.reword()
    assert 0 < model.rowCount() <= 20
    assert tester.model() is model


class Cells:
    """Words for a tree of two columns."""

    def headings(self):
        return ["Key", "Size"]

    def cell(self, node, column, role):
        return node.item if column == 1 and role == Qt.ItemDataRole.DisplayRole else None


def test_the_tree_of_keys(qapp):
    tree = KeyTree(Cells(), 2, checkable=True)
    tester = QAbstractItemModelTester(tree, WARNING)
    keys = ("stack.0.weight", "stack.0.bias", "stack.2.weight", "head.weight")
    tree.set_items([((key,), key, number) for number, key in enumerate(keys, start=1)])
    tree.setData(tree.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert tree.checked == ("head.weight",)
    tree.touch(keys)
    tree.retranslate()
    tree.set_items([])
    assert tester.model() is tree
