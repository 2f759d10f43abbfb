"""Every item model written here keeps Qt's contract while its contents change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from PySide6.QtCore import QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton

from studio.dialogs.weights_fit import WeightsFitDialog
from studio.views.classes.class_scores import class_scores
from studio.views.classes.class_table import ClassTable
from studio.views.data.column_table import ColumnTable
from studio.views.data.example_grid import _GridModel
from studio.views.data.example_rows import _RowModel
from studio.views.inside.compare.pair_model import DISTANCE, Row
from studio.views.inside.compare.pair_table import PairTable
from studio.views.log import log_lines
from studio.views.log.log_lines import Line, LinesAtLeast, LogModel
from studio.views.model.stages.module_table import ModuleTable
from studio.views.model.torchvision.architecture_table import ArchitectureTable
from studio.views.runs.columns import PLACES
from studio.views.runs.run_table import RunTable
from studio.views.trying.prediction_table import COLUMNS, PredictionTable
from studio.views.weights.key_tree import KeyTree
from studio.views.weights.key_view import KeyView
from studio.widgets.tile import Tile
from studio.widgets.tile_grid import TileGrid
from studio.widgets.value_table import ValueTable
from trainer_core.data.labels import Labels
from trainer_core.data.tables.profiles import ColumnProfile, Histogram
from trainer_core.data.tables.roles import Role
from trainer_core.data.tables.table import ColumnType
from trainer_core.errors import Message
from trainer_core.library.record import Change, ChangeKind, RunRecord, RunState
from trainer_core.models.torchvision import catalogue
from trainer_core.protocol.model_comparison import TensorPair
from trainer_core.protocol.reports import FitReport, KeyReport, ModuleReport, Predictions
from trainer_core.protocol.weights_report import Movement

WARNING = QAbstractItemModelTester.FailureReportingMode.Warning
"""What it finds becomes a warning of Qt, and these fail a test of the window."""

FALLING = Qt.SortOrder.DescendingOrder


def test_the_table_of_two_models(qtbot):
    table = PairTable()
    qtbot.addWidget(table)
    testers = [QAbstractItemModelTester(model, WARNING) for model in (table.model(), table.source)]
    same = Movement(0.0, 0.0, 0.0, 1.0, same=True)
    rows = [Row(TensorPair(f"{n}.weight", ((n + 1,),) * 2, same if n % 3 else None), "Linear") for n in range(30)]
    table.show_rows(rows)
    table.choose("7.weight")
    table.show_only_different(True)
    table.sortByColumn(DISTANCE, FALLING)
    table.show_rows(rows[5:])
    table.show_only_different(False)
    table.show_rows(())
    assert [tester.model() for tester in testers] == [table.model(), table.source]


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


def answered(names: tuple[str, ...], truth: list[int]) -> Predictions:
    """What a model says of the first rows of as many files; the last of them could not be read."""
    count = len(names)
    answers = np.linspace(0.1, 0.9, count, dtype=np.float32)
    return Predictions(
        names,
        np.zeros(count, np.int64),
        {count - 1: ("no-picture", Message("It is no picture."))},
        np.stack([answers, 1 - answers], 1),
        np.array(truth),
        np.zeros((count, 1, 0, 0), np.uint8),
        (False,) * count,
        1.0,
    )


def test_the_table_of_predictions(qapp):
    table = PredictionTable()
    tester = QAbstractItemModelTester(table, WARNING)
    table.clear(Labels(("coat", "bag")))
    table.add(answered(("b.png", "a.png", "c.png"), [0, 1, -1]))
    for column in range(len(COLUMNS)):
        table.sort(column, FALLING)
    table.add(answered(("e.png", "d.png"), [1, 0]))
    table.set_filter("", "problems")
    assert table.rowCount() == 2
    table.set_filter("a.png", "all")
    assert [table.path(row).name for row in range(table.rowCount())] == ["a.png"]
    table.set_headings(("Datei", "Antwort", "Zahl", "Wahrheit"))
    table.clear(Labels())
    assert table.rowCount() == 0
    assert tester.model() is table


def test_the_columns_of_a_table(qtbot):
    def profile(name: str, missing: int = 0) -> ColumnProfile:
        about = (ColumnType.NUMBER, Role.FEATURE, "", None, 40, missing, 7, 40, 0.0, 2.0, 1.0, 1.0, 0.5)
        return ColumnProfile(name, *about, ("0", "2"), Histogram((30, 10), (0.0, 1.0, 2.0)))

    table = ColumnTable()
    qtbot.addWidget(table)
    model = table.model()
    tester = QAbstractItemModelTester(model, WARNING)
    model.set_columns([profile("width"), profile("height")])
    model.set_columns([profile("width", missing=3), profile("height")])
    assert "3" in model.index(0, 3).data()
    model.set_columns([profile("height")])
    model.set_columns([])
    assert tester.model() is model


def test_the_examples_as_tiles_and_as_rows(qapp):
    known = {place: SimpleNamespace(name=f"row {place}", values=(1.5, 2.0)) for place in range(0, 9, 2)}
    store = SimpleNamespace(at=known.get)
    features = SimpleNamespace(
        names=("width", "height"),
        target_is_number=False,
        is_number=lambda column: True,
        text=lambda example, column: str(example.values[column]),
    )

    def say(place, example):
        return SimpleNamespace(label=f"label {place}", below="surely", mark="left out" if place else "")

    parent = QObject()
    grid, rows = _GridModel(store, say, parent), _RowModel(store, say, features, parent)
    testers = [QAbstractItemModelTester(each, WARNING) for each in (grid, rows)]
    for columns in (4, 3):
        grid.lay_out(np.arange(9), columns)
    rows.set_places(np.arange(9), "kind", "")
    rows.set_places(np.arange(5), "kind", "loss")
    assert (grid.rowCount(), grid.columnCount()) == (3, 3)
    assert (rows.rowCount(), rows.columnCount()) == (5, 4)
    assert rows.index(2, 2).data() == "1.5"
    grid.lay_out(np.arange(0), 3)
    rows.set_places(np.arange(0), "kind", "")
    assert [tester.model() for tester in testers] == [grid, rows]


def test_the_modules_the_networks_and_the_numbers(qtbot):
    modules, networks, values = ModuleTable(), ArchitectureTable(), ValueTable()
    for table in (modules, networks, values):
        qtbot.addWidget(table)
    testers = [QAbstractItemModelTester(table.model(), WARNING) for table in (modules, networks, values)]
    modules.show_modules(
        [ModuleReport("stem", "Conv2d", 320, "loaded"), ModuleReport("head", "Linear", 7850, "new")], []
    )
    known = catalogue.architectures()[:5]
    networks.show_rows(known, known[2].name)
    networks.show_rows(known[::-1][:3], known[2].name)
    assert networks.names == [each.name for each in known[::-1][:3]]
    for shape in ((3, 4), (3, 4), (2, 0), (0, 0)):
        values.show_values(np.ones(shape, np.float32), (1, 2))
    for table in (modules, networks):
        table.retranslate()
    modules.show_modules([], [])
    networks.show_rows([], "")
    assert [tester.model() for tester in testers] == [table.model() for table in (modules, networks, values)]
