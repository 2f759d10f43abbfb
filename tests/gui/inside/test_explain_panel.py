"""The tab Explain on the real engine: why an example is answered as it is, and which examples move a unit."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox

from studio.widgets.heat_pictures import HeatPicture, HeatPictures, laid_over
from studio.widgets.signed_bars import SignedBar, SignedBars
from tests.gui.conftest import shown
from tests.gui.hands import choose_file, click
from trainer_core.protocol.commands import Split, Unit
from trainer_core.protocol.events import State
from trainer_core.protocol.explain import Baseline, ExampleChoice, Method
from trainer_core.protocol.interventions import Intervened, Silence


def opened(studio):
    click(studio, "insidePageButton")
    page = studio.window.pages.inside
    bar = page.tabs.tabBar()
    place = bar.tabRect(page.tabs.indexOf(page.explain)).center()
    studio.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    told(studio, page.explain)
    return page.explain


def told(studio, panel):
    """Wait until everything that was asked is answered."""
    studio.wait_for(lambda: not panel._stale and not panel._waiting and panel.units.shown is not None)


def choose(field: QComboBox, key: str) -> None:
    """Choose as the list that drops down does."""
    index = field.findData(key)
    assert index >= 0
    field.setCurrentIndex(index)
    field.activated.emit(index)


def point_at(studio, widget, place) -> None:
    studio.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place.center().toPoint())


@pytest.fixture
def pictured(studio):
    """The tab with a small convolutional network that nobody has trained."""
    studio.session.set_value("model.name", "quick_cnn")
    studio.session.prepare()
    studio.wait_until_prepared()
    return opened(studio)


def test_each_method_colours_the_picture_and_a_click_says_what_it_means(studio, pictured):
    explanation = pictured.explanation
    items = {item.key: item for item in explanation.pictures.items}
    assert all(items[key].values.shape == (28, 28) for key in items if key)
    assert explanation.verdict.text()
    assert "gradient" in explanation.sentence.text()
    keys = [item.key for item in explanation.pictures.items]
    places = dict(zip(keys, explanation.pictures.places(), strict=True))
    point_at(studio, explanation.pictures, places["grad-cam"])
    assert explanation.begun.layer in explanation.sentence.text()
    assert explanation.layer.isVisible()
    assert not explanation.window_side.isVisible()
    point_at(studio, explanation.pictures, places["occlusion"])
    assert "drops" in explanation.sentence.text()
    assert explanation.window_side.isVisible()
    assert explanation.legend.isVisible()
    explanation.pictures.setFocus()
    studio.qtbot.keyClick(explanation.pictures, Qt.Key.Key_Left)
    studio.qtbot.keyClick(explanation.pictures, Qt.Key.Key_Left)
    assert explanation.shown is Method.INTEGRATED
    assert "Together the inputs add" in explanation.sentence.text()


def test_another_example_is_explained_by_a_click_on_it_or_by_its_number(studio, pictured):
    row = pictured.chooser.row
    studio.wait_for(lambda: row.isVisible() and len(row.tiles) > 4)
    place = row.visualRect(row.model().index(1, 0)).center()
    studio.qtbot.mouseClick(row.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pictured.chooser.example == ExampleChoice(Split.TEST, row.tiles[1].key)
    studio.wait_for(lambda: pictured.explanation.begun.example == pictured.chooser.example)
    number = pictured.chooser.number
    number.selectAll()
    studio.qtbot.keyClicks(number, "7")
    studio.qtbot.keyClick(number, Qt.Key.Key_Return)
    studio.wait_for(lambda: pictured.explanation.begun.example.index == 7)
    choose(pictured.chooser.split, "training")
    studio.wait_for(lambda: pictured.explanation.begun.example == ExampleChoice(Split.TRAINING, 7))
    told(studio, pictured)


def test_another_answer_baseline_and_layer_are_explained(studio, pictured):
    explanation = pictured.explanation
    choose(explanation.target, "3")
    studio.wait_for(lambda: explanation.begun.target == 3)
    told(studio, pictured)
    assert explanation.verdict.text().startswith("Why Dress (")
    assert " sure" in explanation.verdict.text()
    choose(explanation.baseline, "mean")
    studio.wait_for(lambda: explanation.begun.baseline is Baseline.MEAN)
    told(studio, pictured)
    other = next(layer.name for layer in explanation.begun.layers if layer.convolved)
    assert other != explanation.begun.layer
    choose(explanation.layer, other)
    studio.wait_for(lambda: explanation.begun.layer == other)
    told(studio, pictured)


def test_a_unit_is_chosen_by_a_click_and_the_examples_that_move_it_most_are_found(studio, pictured):
    units = pictured.units
    point_at(studio, units.pictures, units.pictures.places()[3])
    assert units.unit.value == 3
    assert "unit 3" in units.words.text()
    click(studio, "explainFindButton")
    assert not units.find_button.isEnabled()
    studio.wait_for(lambda: units.movers is not None)
    assert units.movers.unit == 3
    assert units.find_button.isEnabled()
    values = [mover.value for mover in units.movers.highest]
    assert values == sorted(values, reverse=True)
    assert [tile.note for tile in units.up.tiles]
    assert "test examples" in units.found.text()
    told(studio, pictured)
    pictured._scroll.ensureWidgetVisible(units.up)
    point_at(studio, units.up, units.up.places()[1])
    assert pictured.chooser.example == ExampleChoice(Split.TEST, units.movers.highest[1].index)
    studio.wait_for(lambda: pictured.explanation.begun.example == pictured.chooser.example)
    told(studio, pictured)
    flat = next(layer.name for layer in pictured.explanation.begun.layers if not layer.maps)
    choose(units.layer, flat)
    studio.wait_for(lambda: units.shown.layer.name == flat)
    assert units.movers is None
    studio.qtbot.mouseClick(units.map, Qt.MouseButton.LeftButton, pos=units.map.cell_rect(0, 2).center().toPoint())
    assert units.unit.value == 2


def test_a_unit_that_never_varies_is_said_to_and_no_pictures_stand_for_it(studio, pictured):
    units = pictured.units
    studio.session.post(Silence(units.layer.value, (0,)))
    studio.wait_for_event(Intervened)
    click(studio, "explainFindButton")
    studio.wait_for(lambda: units.movers is not None)
    assert "does not vary" in units.found.text()
    assert not units.up.isVisible()
    assert not units.down_label.isVisible()


def test_a_picture_of_a_file_is_explained_and_one_that_is_none_is_refused(studio, pictured, tmp_path):
    Image.fromarray(np.full((30, 30), 120, np.uint8)).save(tmp_path / "grey.png")
    (tmp_path / "none.png").write_bytes(b"no picture")
    studio.answer("explainPictureDialog", choose_file(tmp_path / "grey.png"))
    click(studio, "explainOpenButton")
    studio.wait_for(lambda: pictured.explanation.begun.truth.size == 0)
    told(studio, pictured)
    assert pictured.chooser.name.text() == "grey.png"
    studio.answer("explainPictureDialog", choose_file(tmp_path / "none.png"))
    click(studio, "explainOpenButton")
    studio.wait_for(lambda: pictured.problem.isVisible())
    assert pictured.problem.text().endswith(".")
    pictured.chooser._read(tmp_path / "gone.png")
    assert "cannot be read" in pictured.problem.text()


def test_a_network_without_convolutions_says_so_in_place_of_grad_cam(studio):
    panel = opened(studio)
    keys = [item.key for item in panel.explanation.pictures.items]
    point_at(studio, panel.explanation.pictures, panel.explanation.pictures.places()[keys.index("grad-cam")])
    assert "needs a convolution" in panel.explanation.sentence.text()
    assert not panel.explanation.layer.isVisible()
    assert all(item.values is not None for item in panel.explanation.pictures.items if item.key in (keys[1], keys[4]))


def test_a_paused_run_is_explained_anew_after_each_batch_and_goes_on(studio):
    panel = opened(studio)
    choose(panel.explanation.target, "3")
    click(studio, "insideBeginButton")
    studio.wait_for_state(State.PAUSED)
    studio.session.advance(Unit.BATCH)
    studio.wait_for(lambda: panel.explanation.begun.step == 1)
    told(studio, panel)
    assert panel.explanation.begun.target == 3
    assert "batch 1" in panel.state_words.text()
    studio.session.advance(Unit.BATCH)
    studio.wait_for(lambda: panel.explanation.begun.step == 2)
    told(studio, panel)
    assert all(event.refusal is None or event.method is Method.GRAD_CAM for event in panel.explanation.found.values())


def test_the_inputs_of_points_are_bars(studio):
    studio.session.set_value("data.source", "moons")
    studio.session.set_value("model.name", "mlp")
    studio.session.prepare()
    studio.wait_for(
        lambda: studio.session.preparation is not None and studio.session.preparation.data.source == "moons"
    )
    panel = opened(studio)
    explanation = panel.explanation
    assert explanation.bars.isVisible()
    assert not explanation.pictures.isVisible()
    assert not panel.chooser.open_button.isVisible()
    assert {bar.name for bar in explanation.bars.bars} == set(explanation.begun.columns)
    click(studio, "integrated-gradients")
    found = explanation.found[Method.INTEGRATED]
    assert sorted(bar.value for bar in explanation.bars.bars) == pytest.approx(sorted(found.values.tolist()))


def test_what_speaks_against_goes_to_the_left_and_the_longest_bar_fills_its_side(qtbot):
    bars = SignedBars()
    bars.set_bars([SignedBar("one", 2.0, "+2"), SignedBar("two", -1.0, "-1")])
    bars.resize(400, 60)
    shown(qtbot, bars)
    one, two = bars.bar_rect(0), bars.bar_rect(1)
    assert two.right() == pytest.approx(one.left())
    assert two.width() == pytest.approx(one.width() / 2)
    assert "two -1" in bars.accessibleDescription()


def test_colours_stand_where_the_values_are(qapp):
    values = np.zeros((8, 8), np.float32)
    values[1, 2], values[6, 5] = 1, -1
    image = laid_over(np.full((1, 8, 8), 128, np.uint8), values)
    plain, above, below = (image.pixelColor(*at) for at in ((0, 0), (2, 1), (5, 6)))
    assert plain.red() == plain.green() == plain.blue()
    assert above.blue() > above.red()
    assert below.red() > below.blue()
    coarse = laid_over(np.zeros((3, 9, 9), np.uint8), np.array([[0, 0], [0, 1]], np.float32))
    assert coarse.pixelColor(8, 8) != coarse.pixelColor(0, 0)
    assert laid_over(np.zeros((1, 4, 4), np.uint8), np.full((4, 4), np.nan, np.float32)).width() == 4


def test_pictures_fill_the_width_in_rows_alike_and_only_those_with_a_key_are_chosen(qtbot):
    pictures, picture = HeatPictures(), np.zeros((1, 4, 4), np.uint8)
    pictures.show_pictures([HeatPicture(key, key or "input", picture) for key in ("", "a", "b", "c", "d")])
    shown(qtbot, pictures)
    for width, rows in ((700, 1), (330, 2)):
        pictures.resize(width, 300)
        assert len({place.top() for place in pictures.places()}) == rows
        assert all(place.right() <= width + 1 for place in pictures.places())
    chosen = []
    pictures.chosen.connect(chosen.append)
    for place in pictures.places()[:3]:
        qtbot.mouseClick(pictures, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    qtbot.mouseClick(pictures, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert chosen == ["a", "b"]
