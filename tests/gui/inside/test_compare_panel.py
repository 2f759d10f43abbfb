"""The tab Compare, with real clicks on the real engine: two runs, two states of one, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton

from studio.testing import StudioRobot
from studio.views.inside.compare.panel import ComparePanel
from tests.gui.hands import choose_file, click, press
from tests.gui.inside.conftest import SMALL, WIDE
from tests.gui.runs.conftest import LEFT, NONE
from tests.trial.files import GOOD_MODEL, written
from trainer_core import Recipe, train
from trainer_core.errors import Message
from trainer_core.protocol.events import Refused
from trainer_core.protocol.model_comparison import CompareModels, LayerCompared, ModelsCompared, StoredVersion
from trainer_core.trial.trust import STATE_VARIABLE


@pytest.fixture
def panel(studio: StudioRobot, root: Path) -> ComparePanel:
    """The tab, with the two runs chosen as it does by itself."""
    inside = studio.window.pages.inside
    click(studio, "insidePageButton")
    bar = inside.tabs.tabBar()
    studio.qtbot.mouseClick(bar, LEFT, pos=bar.tabRect(inside.tabs.indexOf(inside.compare)).center())
    studio.wait_for(lambda: all(side.version is not None for side in inside.compare.sides))
    return inside.compare


def compared(studio: StudioRobot, panel: ComparePanel) -> ModelsCompared:
    before = len(studio.of(ModelsCompared))
    click(studio, "compareButton")
    event = studio.wait_for_event(ModelsCompared, before + 1)
    studio.wait_for(lambda: all(view.placed.boxes for view in panel.differences.graphs.views))
    return event


def pick(studio: StudioRobot, field, label: str) -> None:
    """Choose an entry of a drop-down field by its label, with the keyboard."""
    field.setFocus()
    studio.qtbot.keyClick(field, Qt.Key.Key_Home)
    for _ in range(field.count()):
        if field.currentText() == label:
            return
        studio.qtbot.keyClick(field, Qt.Key.Key_Down)
    raise AssertionError(f"{label} is not offered: {[field.itemText(place) for place in range(field.count())]}")


def click_box(studio: StudioRobot, view, key: str) -> None:
    view.select(key)
    studio.qtbot.mouseClick(view.viewport(), LEFT, pos=view.place_of(key).toPoint())


def click_row(studio: StudioRobot, pairs, name: str) -> LayerCompared:
    """Click on a row of a table, and wait for its values."""
    table = pairs.table
    before = len(studio.of(LayerCompared))
    index = table.model().index(table.names.index(name), 0)
    table.scrollTo(index)
    studio.qtbot.mouseClick(table.viewport(), LEFT, NONE, table.visualRect(index).center())
    if table.name == name and pairs.detail.shown is not None and pairs.detail.shown.name == name:
        return pairs.detail.shown
    studio.wait_for_event(LayerCompared, before + 1)
    studio.wait_for(lambda: pairs.detail.shown is not None and pairs.detail.shown.name == name)
    return pairs.detail.shown


def part(studio: StudioRobot, panel: ComparePanel, key: str) -> None:
    button = panel.differences.parts.findChild(QPushButton, key)
    studio.qtbot.mouseClick(button, LEFT)


def test_boxes_are_marked_by_how_far_their_layers_differ(studio, panel):
    event = compared(studio, panel)
    wide, small = panel.differences.graphs.views
    assert panel.differences.graphs.names[0].text() == "1 · Best · epoch 2 · same as last, Wide"
    marks = [{box.key: (box.mark, box.note) for box, _ in view.placed.boxes} for view in (wide, small)]
    assert marks[0] == marks[1]
    conv = next(layer for layer in event.layers if layer.types[0] == "Conv2d")
    mark, note = marks[0][conv.path]
    assert mark == "differs"
    assert note == f"Δ {conv.distance:.1%}"
    assert [mark for mark, note in marks[0].values() if note == "different shape"] == ["other"] * 2
    click_box(studio, wide, conv.path)
    assert small.key == conv.path
    assert "Conv2d" in panel.differences.graphs.words.text()
    assert "weight" in panel.differences.graphs.words.text()


def test_both_graphs_are_moved_zoomed_and_opened_together(studio, panel):
    compared(studio, panel)
    one, other = panel.differences.graphs.views
    middle = QPoint(one.viewport().width() // 2, one.viewport().height() - 12)
    studio.qtbot.mousePress(other.viewport(), LEFT, NONE, middle)
    studio.qtbot.mouseMove(other.viewport(), middle - QPoint(0, 60))
    studio.qtbot.mouseMove(other.viewport(), middle - QPoint(10, 90))
    studio.qtbot.mouseRelease(other.viewport(), LEFT, NONE, middle - QPoint(10, 90))
    studio.qtbot.keyClick(other, Qt.Key.Key_Plus)
    assert one.zoom == pytest.approx(other.zoom)
    keys = [box.key for box, _ in one.placed.boxes]
    assert keys == [box.key for box, _ in other.placed.boxes]
    for key in keys:
        assert (one.place_of(key) - other.place_of(key)).manhattanLength() <= 3
    studio.qtbot.mouseDClick(other.viewport(), LEFT, pos=other.place_of("0").toPoint())
    studio.wait_for(lambda: all("0" not in {box.key for box, _ in view.placed.boxes} for view in (one, other)))
    assert all(any(frame.key == "0" for frame, _ in view.placed.frames) for view in (one, other))
    assert (one.place_of("0") - other.place_of("0")).manhattanLength() <= 3


def test_a_selected_layer_leads_to_its_weights_and_to_what_it_gave(studio, panel):
    compared(studio, panel)
    click_box(studio, panel.differences.graphs.views[1], "3")
    click(studio, "compareToWeights")
    assert panel.differences.weights.isVisible()
    assert panel.differences.weights.table.name == "3.weight"
    part(studio, panel, "graphs")
    click(studio, "compareToActivation")
    assert panel.differences.activations.isVisible()
    assert panel.differences.activations.table.name == "3"


def test_the_table_tells_each_weight_and_its_values_in_both(studio, panel, root):
    compared(studio, panel)
    part(studio, panel, "weights")
    shown = click_row(studio, panel.differences.weights, "5.bias")
    one, other = (torch.load(root / name / "best.pt", weights_only=True)["5.bias"] for name in (WIDE, SMALL))
    assert np.allclose(shown.difference.values[0], (other - one).numpy())
    detail = panel.differences.weights.detail
    assert [heat.isVisible() for heat in detail.maps] == [True] * 3
    assert np.allclose(detail.maps[0].values, one.numpy()[None])
    assert detail.maps[0].bound == detail.maps[1].bound
    shown = click_row(studio, panel.differences.weights, "3.weight")
    assert shown.difference is None
    assert [heat.isVisible() for heat in detail.maps] == [True, True, False]
    assert "12 × 2704 in the first model and 8 × 2704 in the second" in detail.words.text()
    assert (
        panel.differences.weights.table.model().index(panel.differences.weights.table.currentIndex().row(), 2).data()
        == "different shape"
    )


def test_what_is_the_same_is_left_out_where_only_differences_are_wanted(studio, panel):
    pick(studio, panel.sides[1].run, "Wide")
    studio.wait_for(lambda: panel.sides[1].version is not None)
    compared(studio, panel)
    part(studio, panel, "weights")
    assert panel.summary.text().startswith("Both models are the same")
    assert len(panel.differences.weights.table.names) == 6
    click(studio, "compareOnlyDifferent")
    assert panel.differences.weights.table.names == []
    assert panel.differences.graphs.views[0].look.apart == frozenset()
    click(studio, "compareOnlyDifferent")
    assert len(panel.differences.weights.table.names) == 6
    assert panel.differences.graphs.views[0].look.apart is None


def test_another_example_goes_through_both_activation_by_activation(studio, panel):
    event = compared(studio, panel)
    part(studio, panel, "activations")
    names = [pair.name for pair in event.activations]
    assert panel.differences.activations.table.names == names
    shown = click_row(studio, panel.differences.activations, "0")
    assert shown.counts == (4, 4)
    assert panel.differences.activations.detail.tiles.count == 4
    first = panel.differences.answers.bars.bars
    assert len(first) == 2
    click(studio, "compareExampleNext")
    event = studio.wait_for_event(ModelsCompared, 2)
    studio.wait_for(lambda: panel.differences.answers.bars.bars != first)
    assert studio.wait_for_event(LayerCompared, len(studio.of(LayerCompared))).name == "0"
    guesses = [max(each.values) for each in event.predictions]
    assert [bar.fraction for bar in panel.differences.answers.bars.bars] == pytest.approx(guesses)
    assert panel.differences.activations.table.name == "0"


def test_two_snapshots_of_one_run_are_compared(studio, panel, root):
    for side in panel.sides:
        pick(studio, side.run, "Small")
    studio.wait_for(lambda: all(side.weights.count() > 2 for side in panel.sides))
    titles = [panel.sides[0].weights.itemText(place) for place in range(panel.sides[0].weights.count())]
    snapshots = [title for title in titles if title.startswith("Batch")]
    assert len(snapshots) >= 2
    for side, title in zip(panel.sides, snapshots, strict=False):
        pick(studio, side.weights, title)
    event = compared(studio, panel)
    assert event.first.file.startswith("snapshots/")
    assert event.second.file.startswith("snapshots/")
    assert event.first.file != event.second.file


def test_what_is_still_shown_is_said_once_another_version_is_chosen(studio, panel):
    compared(studio, panel)
    told = panel.summary.text()
    names = [name.text() for name in panel.differences.graphs.names]
    best = panel.sides[0].weights.currentText()
    pick(studio, panel.sides[0].weights, "Last · epoch 2")
    assert panel.summary.text() == f"Still showing {names[0]} and {names[1]}. Press Compare to update."
    assert best in names[0]
    part(studio, panel, "weights")
    part(studio, panel, "graphs")
    assert [name.text() for name in panel.differences.graphs.names] == names
    pick(studio, panel.sides[0].weights, best)
    assert panel.summary.text() == told
    pick(studio, panel.sides[0].weights, "Last · epoch 2")
    compared(studio, panel)
    assert "Still showing" not in panel.summary.text()
    assert panel.differences.graphs.names[0].text().startswith("1 · Last · epoch 2")


def test_the_model_at_hand_is_compared_with_a_run(studio, panel):
    pick(studio, panel.sides[0].run, "Current model")
    assert not panel.sides[0].weights.isVisible()
    event = compared(studio, panel)
    assert event.first.folder is None
    verdicts = {pair.verdict for layer in event.layers for pair in layer.tensors}
    assert {"only in first", "only in second"} <= verdicts
    part(studio, panel, "weights")
    first = next(layer for layer in event.layers if not layer.types[1]).tensors[0]
    click_row(studio, panel.differences.weights, first.name)
    assert panel.differences.weights.detail.words.text() == "Only the first model has it."


def test_what_cannot_be_compared_is_said_on_the_tab_and_the_next_comparison_works(studio, panel, root):
    (root / WIDE / "best.pt").write_bytes(b"no weights")
    click(studio, "compareButton")
    studio.wait_for(lambda: panel.summary.property("role") == "error")
    assert "best.pt" in panel.summary.text()
    assert not studio.window.banner.isVisible()
    pick(studio, panel.sides[0].weights, "Last · epoch 2")
    compared(studio, panel)
    assert panel.summary.property("role") == "muted"
    panel.example.number.setFocus()
    panel.example.number.selectAll()
    studio.qtbot.keyClicks(panel.example.number, "9999")
    studio.qtbot.keyClick(panel.example.number, Qt.Key.Key_Return)
    studio.wait_for(lambda: "no example 9999" in panel.summary.text())
    assert panel.differences.shown is not None


def test_a_model_that_is_made_anew_lets_go_of_what_was_compared_and_says_so(studio, panel):
    compared(studio, panel)
    studio.session.prepare()
    studio.wait_until_prepared()
    part(studio, panel, "weights")
    refused = studio.wait_for_event(Refused)
    assert refused.code == "nothing-compared"
    studio.wait_for(lambda: panel.differences.weights.detail.words.text() == str(refused.message))
    compared(studio, panel)
    studio.wait_for(lambda: panel.differences.weights.detail.shown is not None)


def test_an_empty_folder_says_how_there_comes_to_be_something(studio):
    inside = studio.window.pages.inside
    click(studio, "insidePageButton")
    inside.tabs.setCurrentWidget(inside.compare)
    studio.wait_for(lambda: "no runs yet" in inside.compare.summary.text())
    assert not studio.button("compareButton").isEnabled()
    assert inside.compare.empty.isVisible()


def test_a_run_of_an_own_class_is_compared_once_its_file_is_agreed_to(studio, tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    root = studio.window._settings.runs_root
    own = {"data": {"limit": 64, "batch_size": 32}, "training": {"epochs": 1, "device": "cpu", "threads": 1}}
    own["model"] = {"name": "file", "path": str(written(tmp_path, GOOD_MODEL, "net.py"))}
    with monkeypatch.context() as agreed:
        agreed.setenv("TRAINER_TRUST", "yes")
        train(Recipe.from_dict(own), out=root / "own")
    studio.answer("trustDialog", press("trustCancelButton"))
    click(studio, "insidePageButton")
    panel = studio.window.pages.inside.compare
    studio.window.pages.inside.compare_runs(root / "own", root / "own")
    studio.wait_for_event(Refused)
    studio.wait_for(lambda: "net.py" in panel.summary.text() and not studio.unanswered)
    assert not studio.of(ModelsCompared)
    studio.answer("trustDialog", press("trustRunButton"))
    click(studio, "compareButton")
    studio.wait_for_event(ModelsCompared)
    studio.wait_for(lambda: panel.summary.text().startswith("Both models are the same"))


def test_that_best_and_last_are_the_same_weights_is_said_before_they_are_compared(studio, panel, root):
    shutil.copyfile(root / SMALL / "best.pt", root / SMALL / "last.pt")
    for side, preferred in zip(panel.sides, ("best.pt", "last.pt"), strict=True):
        side.choose(root / SMALL, preferred)
    studio.wait_for(lambda: panel.summary.text().startswith("Both are the same weights"))
    assert "same as last" in panel.sides[0].weights.currentText()
    assert "same as" not in panel.sides[1].weights.currentText()
    compared(studio, panel)
    assert not panel.summary.text().startswith("Both are")
    assert all(layer.same for layer in panel.differences.shown.layers)


def test_both_graphs_are_saved_side_by_side(studio, panel, tmp_path):
    compared(studio, panel)
    for name in ("both.svg", "both.png"):
        studio.answer("saveGraphsDialog", choose_file(tmp_path / name))
        click(studio, "compareSaveButton")
        studio.wait_for(lambda name=name: name in studio.window.banner.sentence)
    drawn = ElementTree.parse(tmp_path / "both.svg").getroot()
    widths = [view.saved_size().width() for view in panel.differences.graphs.views]
    assert int(drawn.get("viewBox").split()[2]) >= sum(widths)
    assert all(name.text() in drawn[0].text for name in panel.differences.graphs.names)
    picture = QImage(str(tmp_path / "both.png"))
    assert picture.width() > picture.height() / 4 > 0
    studio.answer("saveGraphsDialog", choose_file(tmp_path / "nowhere" / "both.svg"))
    panel.differences.graphs.save_asked.emit()
    studio.wait_for(lambda: studio.window.banner.kind == "error")


def test_a_download_is_agreed_to_for_the_runs_that_were_asked_about(studio, panel, root, monkeypatch):
    posted = []
    monkeypatch.setattr(studio.session, "post", posted.append)
    needed = Message("{source} is not here.", {"source": "cifar-100"})
    trusted = Refused(CompareModels.__name__, "needs-trust", Message("No."))
    studio.answer("downloadDialog", press("downloadButton"))
    panel.agreement_asked.emit(Refused(CompareModels.__name__, "needs-download", needed))
    assert [command.download for command in posted] == [True]
    panel.agreement_asked.emit(trusted)
    studio.wait_for(lambda: len(posted) == 2)
    assert posted[-1].download
    for side in panel.sides:
        side.choose(root / SMALL, "best.pt")
        side.show_versions([StoredVersion("best.pt")])
    posted.clear()
    panel.agreement_asked.emit(trusted)
    studio.wait_for(lambda: any(isinstance(command, CompareModels) for command in posted))
    assert not posted[-1].download
