"""The tab Try: drawn with a real mouse, typed and dropped on, answered by the real engine."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.testing import StudioRobot
from studio.views.trying.prediction_table import PredictionTable
from studio.views.trying.try_view import TryView
from studio.widgets.date_field import DateField
from studio.widgets.drawing_canvas import DrawingCanvas
from tests.gui.hands import choose_file, drop
from trainer_core.data.labels import Labels
from trainer_core.errors import Message
from trainer_core.protocol.reports import Predictions
from trainer_core.recipe.proposal.proposal import propose


@pytest.fixture
def trying(studio: StudioRobot) -> TryView:
    """The tab, in front, with data and a model ready."""
    studio.wait_for(lambda: studio.session.preparation is not None)
    train = studio.window.pages.train
    train.show_panel("results")
    train.tabs.setCurrentWidget(train.trying)
    studio.wait_for(train.trying.isVisible)
    return train.trying


def at(canvas: DrawingCanvas, x: float, y: float) -> QPoint:
    """A place on the paper, of which a side is 1."""
    sheet = canvas._sheet()
    return QPointF(sheet.x() + x * sheet.width(), sheet.y() + y * sheet.height()).toPoint()


def stroke(canvas: DrawingCanvas, *places: tuple[float, float]) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(canvas, at(canvas, *place))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(canvas, *places[-1]))


def answered(studio: StudioRobot, trying: TryView) -> np.ndarray:
    studio.wait_for(lambda: not trying.drawing.answers.waiting and trying.drawing.answer is not None)
    return trying.drawing.answer.answer


def test_the_answer_follows_the_pen_and_the_model_s_picture_stands_beside(studio, trying):
    stroke(trying.drawing.canvas, (0.2, 0.2), (0.8, 0.2))
    first = answered(studio, trying)
    stroke(trying.drawing.canvas, (0.5, 0.2), (0.5, 0.9))
    studio.wait_for(lambda: not np.array_equal(trying.drawing.answer.answer, first))

    event = trying.drawing.answer
    assert event.inverted
    assert event.image.shape == (1, 28, 28)
    assert event.image[0, 0, 0] == 0
    assert event.image.max() > 200
    assert not trying.drawing.seen.pixmap().isNull()
    best = trying.drawing.bars.bars[0]
    answered(studio, trying)
    assert best.strong
    assert trying.drawing.bars.bars[0].fraction == pytest.approx(float(trying.drawing.answer.answer.max()))


def test_a_drawing_is_answered_anew_while_the_model_trains(studio, trying):
    stroke(trying.drawing.canvas, (0.2, 0.2), (0.8, 0.8))
    before = answered(studio, trying)
    studio.train_to_end()
    studio.wait_for(lambda: not np.array_equal(trying.drawing.answer.answer, before))


def test_undo_and_clear_take_back_what_was_drawn(studio, trying):
    drawing = trying.drawing
    assert not drawing.undo_button.isEnabled()
    stroke(drawing.canvas, (0.2, 0.2), (0.8, 0.2))
    one = drawing.canvas.picture()
    stroke(drawing.canvas, (0.2, 0.6), (0.8, 0.6))
    two = drawing.canvas.picture()
    assert one != two
    QTest.mouseClick(drawing.undo_button, Qt.MouseButton.LeftButton)
    assert drawing.canvas.picture() == one
    stroke(drawing.canvas, (0.2, 0.6), (0.8, 0.6))
    QTest.mouseClick(drawing.clear_button, Qt.MouseButton.LeftButton)
    assert drawing.canvas.is_empty
    assert drawing.bars.bars == ()
    QTest.mouseClick(drawing.undo_button, Qt.MouseButton.LeftButton)
    assert drawing.canvas.picture() == two


@pytest.fixture
def canvas(qtbot) -> DrawingCanvas:
    widget = DrawingCanvas()
    qtbot.addWidget(widget)
    widget.resize(200, 200)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def ink(canvas: DrawingCanvas) -> int:
    """How many pixels of the paper are dark."""
    picture = canvas.picture().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return int((pixels[:, : picture.width()] < 128).sum())


def test_the_eraser_takes_ink_away(canvas):
    stroke(canvas, (0.2, 0.5), (0.8, 0.5))
    before = ink(canvas)
    canvas.erases = True
    stroke(canvas, (0.4, 0.5), (0.6, 0.5))
    assert 0 < ink(canvas) < before


def test_the_keyboard_draws(canvas):
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.is_empty
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    for _ in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    drawn = ink(canvas)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert len(canvas.strokes) == 1
    assert ink(canvas) == drawn > 20 * 40
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert canvas.is_empty


def pen(canvas: DrawingCanvas, kind: QEvent.Type, x: float, pressure: float, tip: QPointingDevice.PointerType) -> None:
    place = QPointF(at(canvas, x, 0.5))
    device = QPointingDevice(
        "pen", 1, QInputDevice.DeviceType.Stylus, tip, QInputDevice.Capability.Pressure, 1, 1, "seat"
    )
    button = Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind, device, place, place, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, button
    )
    QApplication.sendEvent(canvas, event)


def test_a_pen_draws_wider_under_pressure_and_its_other_end_erases(canvas):
    widths = []
    for pressure in (0.1, 1.0):
        pen(canvas, QEvent.Type.TabletPress, 0.3, pressure, QPointingDevice.PointerType.Pen)
        pen(canvas, QEvent.Type.TabletMove, 0.7, pressure, QPointingDevice.PointerType.Pen)
        pen(canvas, QEvent.Type.TabletRelease, 0.7, 0.0, QPointingDevice.PointerType.Pen)
        widths.append(ink(canvas))
    assert widths[1] > 1.5 * widths[0]
    pen(canvas, QEvent.Type.TabletPress, 0.5, 1.0, QPointingDevice.PointerType.Eraser)
    pen(canvas, QEvent.Type.TabletRelease, 0.5, 0.0, QPointingDevice.PointerType.Eraser)
    assert ink(canvas) < widths[1]


def test_a_finger_draws(canvas):
    screen = QTest.createTouchDevice()
    QTest.touchEvent(canvas, screen).press(0, at(canvas, 0.2, 0.5), canvas).commit()
    QTest.touchEvent(canvas, screen).move(0, at(canvas, 0.8, 0.5), canvas).commit()
    QTest.touchEvent(canvas, screen).release(0, at(canvas, 0.8, 0.5), canvas).commit()
    assert len(canvas.strokes) == 1
    assert ink(canvas) > 20 * 100


# Files


def pictures(folder: Path, names: tuple[str, ...]) -> Path:
    for name in names:
        (folder / name).mkdir(parents=True)
        for number in range(3):
            Image.new("L", (28, 28), 40 + 60 * number).save(folder / name / f"{number}.png")
    (folder / names[0] / "broken.png").write_bytes(b"no picture")
    return folder


def test_a_dropped_folder_becomes_a_scored_table_that_is_sorted_filtered_and_saved(studio, trying, tmp_path):
    folder = pictures(tmp_path / "own", ("Bag", "Coat"))
    drop(trying, folder)
    files = trying.files
    studio.wait_for(lambda: files.model.total and not files.busy)
    assert files.score is not None, files.sentence.text()

    assert trying.switch.value == "files"
    assert (files.model.total, files.model.problems, files.score.examples) == (7, 1, 6)
    assert "cannot be read" in files.sentence.text()
    assert not files.model.data(files.model.index(0, 0), Qt.ItemDataRole.DecorationRole).isNull()
    number = 2
    files.table.horizontalHeader().setSortIndicator(number, Qt.SortOrder.DescendingOrder)
    shown = [portion.answers[place].max() for portion, place in files.model.shown() if place not in portion.problems]
    assert shown == sorted(shown, reverse=True)
    files.search.setText("broken")
    assert files.model.rowCount() == 1
    files.search.setText("")
    out = tmp_path / "out.csv"
    studio.answer("savePredictionsDialog", choose_file(out))
    files.csv_button.click()
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 7
    assert sum(row["error"] != "" for row in rows) == 1
    assert {row["truth"] for row in rows} == {"Bag", "Coat", ""}


def test_pasted_files_are_predicted_and_a_pasted_picture_lies_on_the_paper(studio, trying, tmp_path):
    Image.new("L", (28, 28), 90).save(tmp_path / "one.png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "one.png"))])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(trying, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    studio.wait_for(lambda: trying.files.model.total == 1 and not trying.files.busy)
    picture = QImage(40, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGray)
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(trying, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    studio.wait_for(lambda: trying.switch.value == "draw")
    answered(studio, trying)


def test_predictions_under_way_can_be_stopped_and_what_is_there_stays(studio, trying, tmp_path):
    for number in range(90):
        Image.new("L", (28, 28), number).save(tmp_path / f"{number:02}.png")
    trying.predict((tmp_path,))
    assert trying.files.busy
    trying.files.stop_button.click()
    assert not trying.files.busy
    trying.predict((tmp_path,))
    studio.wait_for(lambda: trying.files.model.total == 90 and not trying.files.busy)
    assert not trying.files.stop_button.isVisible()


def test_a_table_has_a_form_that_moves_the_answer_and_takes_tables(studio, trying, tmp_path):
    studio.session.set_recipe(
        studio.session.recipe.with_values({"data.source": "iris", "model.name": "mlp", "data.batch_size": 16})
    )
    studio.wait_for(lambda: studio.session.preparation.data.source == "iris")
    studio.wait_for(lambda: trying.row.answer is not None)
    assert trying.switch.value == "row"
    assert len(trying.row.fields) == 4
    before = trying.row.answer.answer
    name, field = next(iter(trying.row.fields.items()))
    field.slider.setValue(field.slider.maximum())
    studio.wait_for(lambda: not np.array_equal(trying.row.answer.answer, before))
    assert float(trying.row.values[name]) == pytest.approx(field.value)
    trying.row.usual_button.click()
    studio.wait_for(lambda: np.array_equal(trying.row.answer.answer, before))
    names = list(trying.row.fields)
    (tmp_path / "new.csv").write_text(",".join(names) + "\n1,2,3,4\n2,3,4,5\n")
    drop(trying, tmp_path / "new.csv")
    studio.wait_for(lambda: trying.files.model.total == 2 and not trying.files.busy)
    assert trying.files.model.data(trying.files.model.index(1, 0)) == "3 · new.csv"


def test_what_was_predicted_goes_with_the_data_it_was_predicted_for(studio, trying, tmp_path):
    trying.predict((pictures(tmp_path / "own", ("Bag",)),))
    studio.wait_for(lambda: trying.files.model.total > 0 and not trying.files.busy)
    for key, value in {"data.source": "wine", "model.name": "mlp"}.items():
        assert studio.session.set_value(key, value)
    studio.wait_for(lambda: studio.session.preparation.data.source == "wine")
    assert trying.files.model.total == 0
    assert trying.files.empty.isVisibleTo(trying.files)


def test_a_date_has_a_field_of_its_own_and_the_answer_its_unit(studio, trying, tmp_path):
    lines = [f"{1 + n % 28:02}.{1 + n % 12:02}.{2015 + n % 9},{n % 5},{n * 2.5:.1f}" for n in range(120)]
    (tmp_path / "sales.csv").write_text("sold,rooms,price (EUR)\n" + "\n".join(lines))
    studio.session.set_recipe(propose(tmp_path / "sales.csv").recipe.with_values({"training.device": "cpu"}))
    studio.wait_for(lambda: "sold" in trying.row.fields and trying.row.answer is not None)
    field = trying.row.fields["sold"]
    assert isinstance(field, DateField)
    assert trying.row.bars.bars[0].name == "price (EUR)"
    assert trying.row.bars.bars[0].words.endswith(" EUR")
    before = trying.row.answer.answer
    QTest.keyClick(field, Qt.Key.Key_Up)
    studio.wait_for(lambda: not np.array_equal(trying.row.answer.answer, before))
    assert trying.row.values["sold"] == field.value.strftime("%d.%m.%Y")
    trying.row.usual_button.click()
    studio.wait_for(lambda: np.array_equal(trying.row.answer.answer, before))


# The rows by themselves


def predictions(answers: list[list[float]], truth: list[int] | None = None, broken: int | None = None) -> Predictions:
    count = len(answers)
    problems = {} if broken is None else {broken: ("bad", Message("It is broken."))}
    return Predictions(
        tuple(f"/x/{place}.png" for place in range(count)),
        np.zeros(count, np.int64),
        problems,
        np.array(answers, np.float32),
        None if truth is None else np.array(truth, np.int64),
        np.empty((0, 1, 1, 1), np.uint8),
        (False,) * count,
        1.0,
    )


def test_wrong_and_unreadable_rows_are_found_among_all(qapp):
    table = PredictionTable()
    table.clear(Labels(("cat", "dog")))
    table.add(predictions([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], [0, 0, 1], broken=2))
    assert [table.data(table.index(row, 1)) for row in range(3)] == ["cat", "dog", "It is broken."]
    table.set_filter("", "wrong")
    assert [table.path(row).name for row in range(table.rowCount())] == ["1.png"]
    table.set_filter("", "problems")
    assert [table.path(row).name for row in range(table.rowCount())] == ["2.png"]
    table.set_filter("DOG", "all")
    assert [table.path(row).name for row in range(table.rowCount())] == ["1.png"]


def test_values_are_sorted_as_numbers(qapp):
    table = PredictionTable()
    table.clear(Labels((), ("price",)))
    table.add(predictions([[9.0], [100.0], [20.5]]))
    table.sort(1, Qt.SortOrder.AscendingOrder)
    assert [table.data(table.index(row, 1)) for row in range(3)] == ["9", "20.5", "100"]
    assert table.headerData(1, Qt.Orientation.Horizontal) == "price"
