"""The page that looks inside weights files and compares two, with real clicks and keys on a real engine."""

from __future__ import annotations

import math

import torch
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from studio.look import i18n
from studio.look.theme import current_theme
from studio.views.weights.comparison import BAR, COSINE, LARGEST, RELATIVE, VERDICT
from studio.views.weights.key_tree import BARS_ROLE, FRACTION_ROLE, KeyTree
from studio.views.weights.tensors import CHECK, COLUMNS, SHAPE, VALUES
from studio.views.weights.tensors_page import AT_ONCE
from studio.views.weights.weights_view import WeightsView
from tests.gui.weights.conftest import LEFT, TIMEOUT, opened
from trainer_core.protocol.commands import MeasureTensors
from trainer_core.protocol.events import WeightsSaved
from trainer_core.protocol.weights_report import TensorStatistics


def measured(view: WeightsView, qtbot, *keys: str) -> None:
    qtbot.waitUntil(lambda: set(keys) <= view.tensors.cells.statistics.keys(), timeout=TIMEOUT)


def row(rows, label):
    (found,) = [each for each in rows if each[0] == label]
    return found


def test_an_empty_page_says_what_will_appear_and_offers_to_open(view):
    assert view.pages.currentWidget() is view.empty
    assert "Nothing in the file is executed" in view.empty.accessibleDescription()
    assert view.open_button.property("role") == "primary"
    assert not view.compare_button.isVisible()


def test_a_file_is_opened_by_its_button(view, path, qtbot, monkeypatch):
    def choose(dialog):
        assert dialog.objectName() == "weightsOpenDialog"
        monkeypatch.setattr(dialog, "selectedFiles", lambda: [str(path)], raising=False)
        return QFileDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "exec", choose)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(path)])
    qtbot.mouseClick(view.open_button, LEFT)
    qtbot.waitUntil(lambda: view.path == path, timeout=TIMEOUT)
    assert view.title.text() == "checkpoint.pt"


def test_a_dropped_file_is_opened(view, path, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, none = QPoint(20, 20), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, LEFT, none)
    QApplication.sendEvent(view, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(view, QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, LEFT, none))
    qtbot.waitUntil(lambda: view.path == path, timeout=TIMEOUT)


def test_keys_stand_below_their_modules_and_totals_sum_up(view, path, qtbot):
    opened(view, path, qtbot)
    labels = [cells[0] for cells in view.tensors.tree.rows]
    assert labels == ["model", "backbone", "layer1", "weight", "bias", "layer2", "weight", "epoch"]
    assert row(view.tensors.tree.rows, "epoch")[1] == "7"
    totals = view.totals.text()
    assert all(part in totals for part in ("3 tensors", "21 parameters", "84 B", "float32", "torch.save", "from cpu"))


def test_rows_in_sight_are_measured_and_what_is_not_finite_is_told_by_icon_and_word(view, path, qtbot):
    opened(view, path, qtbot)
    measured(view, qtbot, "model/backbone.layer1.weight", "model/backbone.layer1.bias")
    tree = view.tensors.tree
    weight, bias = (tree.index_for(f"model/backbone.layer1.{name}", CHECK) for name in ("weight", "bias"))
    assert weight.data() == "finite"
    assert bias.data() == "1 NaN, 1 infinite"
    assert not bias.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert weight.data(Qt.ItemDataRole.DecorationRole) is None
    assert "0 … 11" in tree.rows[3]
    assert sum(weight.siblingAtColumn(VALUES).data(BARS_ROLE)) == 12


def test_only_what_is_seen_is_measured_and_a_few_at_a_time(view, tmp_path, qtbot):
    torch.save({f"layer{i}": torch.ones(2) for i in range(500)}, tmp_path / "many.pt")
    posted = []
    view.ear.session.post = lambda command, post=view.ear.session.post: (posted.append(command), post(command))
    opened(view, tmp_path / "many.pt", qtbot)
    measured(view, qtbot, "layer0")
    seen = {node.key for node in view.tensors.tree.seen}
    qtbot.waitUntil(lambda: seen <= view.tensors.cells.statistics.keys(), timeout=TIMEOUT)
    requests = [command for command in posted if isinstance(command, MeasureTensors)]
    assert all(len(command.keys) <= AT_ONCE for command in requests)
    assert "layer499" not in view.tensors.cells.statistics
    assert len(view.tensors.cells.statistics) < 100
    bar = view.tensors.tree.verticalScrollBar()
    bar.setValue(bar.maximum())
    measured(view, qtbot, "layer499")


def test_the_chosen_tensor_is_shown_in_full(view, path, qtbot):
    opened(view, path, qtbot)
    measured(view, qtbot, "model/backbone.layer1.weight")
    tree, details = view.tensors.tree, view.tensors.details
    index = tree.index_for("model/backbone.layer1.weight")
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(index).center())
    facts = dict(details.facts)
    assert (facts["Shape"], facts["Largest"], facts["Elements"]) == ("3 × 4", "11", "12")
    assert sum(details.histogram.counts) == 12
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert dict(details.facts)["NaN"] == "1"
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    qtbot.keyClick(tree, Qt.Key.Key_Up)
    assert dict(details.facts) == {"Tensors": "2", "Elements": "15", "Size": "60 B"}


def test_the_filter_keeps_matching_keys_and_their_modules(view, path, qtbot):
    opened(view, path, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.filter.hasFocus, timeout=TIMEOUT)
    qtbot.keyClicks(view.filter, "LAYER2")
    assert [cells[0] for cells in view.tensors.tree.rows] == ["model", "backbone", "layer2", "weight"]
    view.filter.clear()
    assert len(view.tensors.tree.rows) == 8


def test_explanations_speak_of_the_file_and_unfold_by_a_click(view, path, qtbot):
    opened(view, path, qtbot)
    state_dict, pickle, map_location = view.tensors.explanation.texts
    assert "backbone.layer1.weight" in state_dict
    assert "weights_only=True" in pickle
    assert "checkpoint.pt was saved from the CPU" in map_location
    section = view.tensors.explanation.sections[0]
    label = section.body.findChild(QLabel)
    assert not label.isVisible()
    qtbot.mouseClick(section.header, LEFT)
    assert label.isVisible()


def test_what_a_hostile_file_would_run_is_named_and_not_run(view, qtbot, tmp_path):
    class Evil:
        def __reduce__(self):
            return open, (str(tmp_path / "ran"), "w")

    path = tmp_path / "evil.pt"
    torch.save({"w": Evil(), "good": torch.ones(3)}, path)
    opened(view, path, qtbot)
    assert view.tensors.tree.index_for("w").isValid()
    assert view.tensors.tree.index_for("w", SHAPE).data() == "not read: io.open"
    assert not (tmp_path / "ran").exists()


def test_a_file_that_cannot_be_read_is_a_sentence_and_what_was_shown_stays(view, path, qtbot, tmp_path):
    opened(view, path, qtbot)
    (tmp_path / "words.pt").write_text("no weights")
    view.open(tmp_path / "words.pt")
    qtbot.waitUntil(view.banner.isVisible, timeout=TIMEOUT)
    assert "text file" in view.banner.sentence
    assert view.path == path
    assert view.pages.currentWidget() is view.tensors


def test_a_damaged_tensor_is_told_in_its_row(view, tmp_path, qtbot):
    path = tmp_path / "flipped.pt"
    torch.save({"good": torch.full((50,), 1.5), "bad": torch.full((50,), 2.5)}, path)
    data = bytearray(path.read_bytes())
    data[data.index(torch.tensor(2.5).numpy().tobytes()) + 6] ^= 1
    path.write_bytes(data)
    opened(view, path, qtbot)
    measured(view, qtbot, "good", "bad")
    assert view.tensors.tree.index_for("good", CHECK).data() == "finite"
    assert view.tensors.tree.index_for("bad", CHECK).data() == "not read"
    view.tensors.tree.choose("bad")
    assert "checksum" in view.tensors.details.remark.text()


def test_a_file_that_vanishes_is_told_and_read_again_once_it_is_back(view, tmp_path, qtbot):
    path = tmp_path / "many.pt"
    torch.save({f"layer{i}": torch.ones(2) for i in range(500)}, path)
    opened(view, path, qtbot)
    measured(view, qtbot, "layer0")
    away = path.rename(tmp_path / "away.pt")
    bar = view.tensors.tree.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(view.banner.isVisible, timeout=TIMEOUT)
    assert "does not exist" in view.banner.sentence
    away.rename(path)
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: "layer250" in view.tensors.cells.statistics, timeout=TIMEOUT)


def test_rows_are_measured_when_the_page_is_seen_and_not_before(view, path, qtbot):
    view.hide()
    opened(view, path, qtbot)
    assert not view.tensors.cells.statistics
    view.show()
    measured(view, qtbot, "model/backbone.layer1.weight")


def test_two_files_stand_side_by_side_with_verdicts_and_bars(view, path, qtbot, monkeypatch, tmp_path):
    other = tmp_path / "other.pt"
    state = {
        "backbone.layer1.weight": torch.arange(12.0).reshape(3, 4) * 2,
        "backbone.layer2.weight": torch.ones(2, 4),
        "head": torch.ones(1),
    }
    torch.save(state, other)
    opened(view, path, qtbot)
    monkeypatch.setattr(QFileDialog, "exec", lambda dialog: QFileDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda dialog: [str(other)])
    qtbot.mouseClick(view.compare_button, LEFT)
    page = view.comparison
    qtbot.waitUntil(lambda: "backbone.layer1.weight" in page.cells.movements, timeout=TIMEOUT)
    assert view.pages.currentWidget() is page
    verdicts = {cells[0]: cells[1] for cells in page.tree.rows if cells[1]}
    assert verdicts["bias"] == "only in A"
    assert verdicts["head"] == "only in B"
    moved = page.tree.index_for("backbone.layer1.weight")
    assert [moved.siblingAtColumn(column).data() for column in (1, 4, 5)] == ["values differ", "11", "100%"]
    assert moved.siblingAtColumn(6).data(FRACTION_ROLE) == 1.0
    assert moved.parent().siblingAtColumn(6).data(FRACTION_ROLE) == 1.0
    assert "shape differs 1" in page.summary.text()
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.pages.currentWidget() is view.tensors


def test_the_same_file_has_the_same_values(view, path, qtbot):
    opened(view, path, qtbot)
    view.compare_with(path)
    qtbot.waitUntil(lambda: "same values 2 · NaN or infinite 1" in view.comparison.summary.text(), timeout=TIMEOUT)


def test_nan_in_one_of_two_files_is_told_and_hides_in_no_number(view, path, qtbot, tmp_path):
    whole, broken = tmp_path / "whole.pt", tmp_path / "broken.pt"
    values = torch.arange(12.0).reshape(3, 4)
    torch.save({"layer.weight": values, "layer.bias": torch.ones(3)}, whole)
    torch.save({"layer.weight": values.index_fill(0, torch.tensor(1), math.nan), "layer.bias": torch.ones(3)}, broken)
    opened(view, whole, qtbot)
    view.compare_with(broken)
    page = view.comparison
    qtbot.waitUntil(lambda: {"layer.weight", "layer.bias"} <= page.cells.movements.keys(), timeout=TIMEOUT)
    weight = page.tree.index_for("layer.weight")
    cells = [weight.siblingAtColumn(column) for column in range(page.model.columnCount())]
    assert cells[VERDICT].data() == "4 NaN in B"
    assert not cells[VERDICT].data(Qt.ItemDataRole.DecorationRole).isNull()
    assert [cells[column].data() for column in (LARGEST, RELATIVE, COSINE)] == ["–", "–", "–"]
    assert cells[BAR].data(FRACTION_ROLE) is None
    assert page.tree.index_for("layer.bias", VERDICT).data() == "same values"
    assert page.summary.text() == "NaN or infinite 1 · same values 1"


def test_of_very_many_names_only_those_around_the_chosen_one_are_unfolded(view, qtbot, tmp_path, monkeypatch):
    many = tmp_path / "many.pt"
    torch.save({f"layer{number}.weight": torch.ones(1) for number in range(20_000)}, many)
    asked, index = [], KeyTree.index
    monkeypatch.setattr(KeyTree, "index", lambda *arguments: asked.append(None) or index(*arguments))
    opened(view, many, qtbot)
    measured(view, qtbot, "layer0.weight")

    rows = view.tensors.tree.model()
    assert rows.rowCount() == 20_000
    assert [row for row in range(20_000) if view.tensors.tree.isExpanded(rows.index(row, 0))] == [0]
    # The page that loads is filled when it is opened.
    assert view.loading.model.rowCount() == 0
    # The view lays its rows out and the filter looks at them, a few times each and not once for each other row.
    assert len(asked) < 6 * 20_000


def test_late_answers_of_another_file_are_left_aside(view, path, fitting, qtbot):
    view.open(path)
    view.open(fitting)
    qtbot.waitUntil(lambda: view.path == fitting, timeout=TIMEOUT)
    measured(view, qtbot, "old.extra")
    assert isinstance(view.tensors.cells.statistics["old.extra"], TensorStatistics)
    assert view.title.text() == "old.pt"


def test_every_part_has_a_name_for_a_screen_reader(view, fitting, qtbot):
    opened(view, fitting, qtbot)
    for page in (view.tensors, view.comparison, view.loading):
        assert page.tree.accessibleName()
        assert page.tree.objectName()
    assert view.filter.accessibleName()
    view.loading.renames.add_row()
    one = view.loading.renames.rows[0]
    assert all(part.accessibleName() for part in (one.kind, one.text, one.by, one.remove))


def test_nothing_is_cut_off_on_a_small_screen_or_with_large_text(view, path, qtbot):
    view.resize(1024, 620)
    opened(view, path, qtbot)
    tree = view.tensors.tree
    assert tree.columnViewportPosition(CHECK) + tree.columnWidth(CHECK) <= tree.viewport().width()
    try:
        current_theme().set_scale(2.0)
        qtbot.waitUntil(lambda: view.minimumSizeHint().width() <= 1024, timeout=TIMEOUT)
    finally:
        current_theme().set_scale(1.0)


def test_both_themes_draw_histograms_in_their_own_colour(view, path, qtbot):
    opened(view, path, qtbot)
    measured(view, qtbot, "model/backbone.layer1.weight")
    view.tensors.tree.choose("model/backbone.layer2.weight")
    place = view.tensors.tree.visualRect(view.tensors.tree.index_for("model/backbone.layer1.weight", VALUES))
    for mode in ("dark", "light"):
        current_theme().set_mode(mode)
        picture = view.tensors.tree.viewport().grab(place).toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
        assert current_theme().tokens.training in colours


def test_a_change_of_language_words_everything_anew(view, path, qtbot, qapp):
    opened(view, path, qtbot)
    i18n.set_language(qapp, "ko")
    try:
        assert view.tensors.tree.header().model().columnCount() == COLUMNS
        assert view.title.text() == "checkpoint.pt"
    finally:
        i18n.set_language(qapp, "en")


def test_what_was_just_saved_is_shown_when_the_page_is_looked_at(view, path, qtbot):
    view.hide()
    view._session.take(WeightsSaved(path, 1))
    assert view.path is None
    view.show()
    qtbot.waitUntil(lambda: view.path == path, timeout=TIMEOUT)
    assert view.pages.currentWidget() is view.tensors
