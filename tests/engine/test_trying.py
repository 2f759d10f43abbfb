"""The engine answers a person's own files piece by piece, a drawing and a typed row, also while it trains."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.protocol.commands import LoadWeights, Prepare
from trainer_core.protocol.events import Done, Refused
from trainer_core.protocol.model_comparison import ModelVersion
from trainer_core.protocol.predicting import (
    DescribeInputs,
    InputsDescribed,
    PathsPredicted,
    PathsScored,
    Predict,
    PredictDrawing,
    Predicted,
    PredictedOne,
    PredictPaths,
    PredictRow,
    StopPredicting,
)


def drawing() -> bytes:
    """Dark ink on light paper."""
    picture = Image.new("L", (280, 280), 255)
    ImageDraw.Draw(picture).line((60, 40, 220, 240), fill=0, width=24)
    content = io.BytesIO()
    picture.save(content, "png")
    return content.getvalue()


def test_a_drawing_is_answered_as_a_file_with_its_pixels_is(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    (tmp_path / "drawn.png").write_bytes(drawing())
    state = torch.random.get_rng_state()
    driver.do(Prepare(tiny), PredictDrawing(drawing()), PredictPaths((tmp_path / "drawn.png",)))
    one, many = driver.last(PredictedOne), driver.last(PathsPredicted).predictions

    assert one.inverted
    assert one.image.shape == (1, 28, 28)
    assert one.image[0, 0, 0] == 0
    assert np.array_equal(one.answer, many.answers[0])
    assert np.array_equal(one.image, many.images[0])
    assert one.answer.sum() == pytest.approx(1, abs=1e-5)
    assert torch.equal(torch.random.get_rng_state(), state)


def test_what_is_no_picture_is_refused_as_a_drawing(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny), PredictDrawing(b"no picture"))
    assert driver.last(Refused).code == "not-a-picture"


def test_one_corrupt_file_costs_one_row_and_the_folders_are_the_truth(
    driver: Driver, tiny: Recipe, tmp_path: Path
) -> None:
    driver.do(Prepare(tiny))
    assert driver.engine.parts is not None
    names = driver.engine.parts.dataset.class_names
    for name in names[:2]:
        (tmp_path / name.replace("/", "-")).mkdir()
        Image.new("L", (28, 28), 90).save(tmp_path / name.replace("/", "-") / "a.png")
    folder = tmp_path / names[1]
    (folder / "b.png").write_bytes(b"no picture")
    driver.do(PredictPaths((tmp_path,)))
    told = driver.last(PathsPredicted).predictions

    bad = [Path(file).name for file in told.files].index("b.png")
    assert list(told.problems) == [bad]
    assert told.problems[bad][0] == "not-a-picture"
    assert np.isnan(told.answers[bad]).all()
    assert told.truth is not None
    assert told.truth[bad] == -1
    scored = driver.last(PathsScored).evaluation
    assert scored.examples == int((told.truth >= 0).sum())
    assert told.done == 1.0


def test_a_prediction_of_many_files_can_be_stopped(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    for number in range(80):
        Image.new("L", (28, 28), number).save(tmp_path / f"{number}.png")
    command = PredictPaths((tmp_path,))
    driver.do(Prepare(tiny))
    driver.engine.post(command)
    driver.engine.post(StopPredicting())
    driver.engine.drive()

    assert [event.code for event in driver.of(Refused) if event.answers == command.id] == ["cancelled"]
    assert sum(len(event.predictions.files) for event in driver.of(PathsPredicted)) < 80
    driver.do(PredictPaths((tmp_path,)))
    assert sum(len(event.predictions.files) for event in driver.of(PathsPredicted)) >= 80


def test_nothing_to_predict_is_a_sentence(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny), PredictPaths(()))
    assert driver.last(Refused).code == "no-files"


def test_the_columns_of_a_row_have_their_ranges_and_a_row_its_answer(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny.with_values({"data.source": "iris", "model.name": "mlp"})), DescribeInputs())
    columns = driver.last(InputsDescribed).columns
    assert len(columns) == 4
    assert all(column.is_number and column.low < float(column.typical) < column.high for column in columns)
    driver.do(PredictRow({column.name: column.typical for column in columns}))
    usual = driver.last(PredictedOne)
    driver.do(PredictRow({column.name: str(column.high) for column in columns}))

    assert usual.answer.shape == (3,)
    assert not np.array_equal(usual.answer, driver.last(PredictedOne).answer)
    assert driver.of(Done)


def test_a_row_of_a_person_s_table_has_choices_and_whole_numbers(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    lines = ["rooms,town,size,price"]
    for _ in range(90):
        rooms, town = random.integers(1, 6), random.choice(["Bern", "Köln", "Seoul"], p=[0.2, 0.2, 0.6])
        lines.append(f"{rooms},{town},{random.normal(80, 20):.2f},{rooms * 100 + random.normal(0, 9):.2f}")
    (tmp_path / "flats.csv").write_text("\n".join(lines), encoding="utf-8")
    data = {"data.source": "table", "data.path": str(tmp_path / "flats.csv"), "data.target": ["price"]}
    driver.do(Prepare(tiny.with_values({**data, "model.name": "mlp", "loss.name": "MSELoss"})), DescribeInputs())
    columns = {column.name: column for column in driver.last(InputsDescribed).columns}

    assert columns["town"].choices == ("Bern", "Köln", "Seoul")
    assert columns["town"].typical == "Seoul"
    assert columns["rooms"].whole
    assert (columns["rooms"].low, columns["rooms"].high) == (1, 5)
    assert not columns["size"].whole
    driver.do(PredictRow({"rooms": "3", "town": "Bern", "size": "80"}))
    assert driver.last(PredictedOne).answer.shape == (1,)


def test_a_date_of_a_row_is_written_as_in_the_table(driver: Driver, tiny: Recipe, tmp_path: Path) -> None:
    lines = ["sold,when,price"]
    for n in range(90):
        lines.append(f"{1 + n % 28:02}.{1 + n % 12:02}.{2018 + n % 5},2024-01-{1 + n % 28:02} {n % 24:02}:30,{n * 1.5}")
    (tmp_path / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    data = {"data.source": "table", "data.path": str(tmp_path / "t.csv"), "data.target": ["price"]}
    driver.do(Prepare(tiny.with_values({**data, "model.name": "mlp", "loss.name": "MSELoss"})), DescribeInputs())
    sold, when = driver.last(InputsDescribed).columns
    assert sold.date_format == "%d.%m.%Y"
    assert 2018 <= datetime.strptime(sold.typical, sold.date_format).year <= 2022
    assert datetime.strptime(when.typical, when.date_format).year == 2024
    assert "%H" in when.date_format
    assert not sold.is_number
    answers = []
    for year in (2018, 2022):
        driver.do(PredictRow({"sold": f"05.06.{year}", "when": when.typical}))
        answers.append(float(driver.last(PredictedOne).answer[0]))
    assert answers[0] != answers[1]


def test_drawings_and_rows_are_refused_where_the_model_takes_the_other(driver: Driver, tiny: Recipe) -> None:
    driver.do(Prepare(tiny), PredictRow({}), DescribeInputs())
    assert [event.code for event in driver.of(Refused)] == ["not-for-tables", "not-for-tables"]
    driver.do(Prepare(tiny.with_values({"data.source": "iris", "model.name": "mlp"})), PredictDrawing(drawing()))
    assert driver.last(Refused).code == "not-for-pictures"


def test_float_pictures_of_any_channels_come_as_bytes_that_a_screen_shows(driver: Driver, tmp_path: Path) -> None:
    draw = torch.Generator().manual_seed(0)
    torch.save({"x": torch.rand(30, 2, 6, 6, generator=draw), "y": torch.arange(30) % 3}, tmp_path / "two.pt")
    data = {"source": "arrays", "path": str(tmp_path / "two.pt")}
    quick = {"device": "cpu", "threads": 1}
    driver.do(Prepare(Recipe.from_dict({"data": data, "model": {"name": "mlp"}, "training": quick})), Predict((0, 1)))
    images = driver.last(Predicted).images
    assert images.shape == (2, 1, 6, 6)
    assert images.dtype == "uint8"
    assert images.max() == 255


@pytest.fixture
def epochs(tiny: Recipe, tmp_path: Path) -> Path:
    """A run that has kept the weights of its epochs."""
    folder = tmp_path / "run"
    Driver().start(tiny.with_values({"training.epoch_weights": True}), folder)
    return folder


def epoch(folder: Path, number: int) -> ModelVersion:
    return ModelVersion(folder, f"shown/epochs/epoch-{number:05}.pt")


def test_a_model_that_a_run_has_kept_is_asked_and_the_one_at_hand_stays(
    driver: Driver, tiny: Recipe, tmp_path: Path, epochs: Path
) -> None:
    (tmp_path / "drawn.png").write_bytes(drawing())
    driver.do(Prepare(tiny), PredictDrawing(drawing()))
    own, before = driver.last(PredictedOne), weights_of(driver)
    asked = PredictDrawing(drawing(), of=epoch(epochs, 1))
    driver.do(asked, PredictPaths((tmp_path / "drawn.png",), of=epoch(epochs, 2)))
    driver.do(PredictDrawing(drawing()))
    _, of_first, again = driver.of(PredictedOne)
    assert of_first.answers == asked.id
    assert not np.array_equal(of_first.answer, own.answer)
    assert np.array_equal(again.answer, own.answer)
    assert same(before, weights_of(driver))

    driver.do(LoadWeights(epochs / epoch(epochs, 1).file), PredictDrawing(drawing()))
    assert np.array_equal(driver.last(PredictedOne).answer, of_first.answer)
    driver.do(LoadWeights(epochs / epoch(epochs, 2).file), PredictDrawing(drawing()))
    assert np.array_equal(driver.last(PredictedOne).answer, driver.last(PathsPredicted).predictions.answers[0])


def test_a_kept_model_is_asked_where_there_is_none_at_hand(driver: Driver, epochs: Path) -> None:
    driver.do(PredictDrawing(drawing(), of=epoch(epochs, 2)))
    assert driver.last(PredictedOne).answer.shape == (10,)
    driver.do(PredictDrawing(drawing()))
    assert driver.last(Refused).code == "no-model"


def test_a_kept_model_whose_file_has_changed_is_read_anew(driver: Driver, epochs: Path) -> None:
    command = PredictDrawing(drawing(), of=epoch(epochs, 1))
    driver.do(command)
    (epochs / epoch(epochs, 1).file).write_bytes((epochs / epoch(epochs, 0).file).read_bytes())
    driver.do(PredictDrawing(drawing(), of=epoch(epochs, 1)), PredictDrawing(drawing(), of=epoch(epochs, 0)))
    first, second, third = (event.answer for event in driver.of(PredictedOne))
    assert np.array_equal(second, third)
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("file", ["../last.pt", "recipe.toml", "shown/epochs/epoch-00009.pt"])
def test_no_file_is_asked_that_the_run_does_not_name_as_its_weights(file: str, driver: Driver, epochs: Path) -> None:
    (epochs.parent / "last.pt").write_bytes((epochs / "last.pt").read_bytes())
    driver.do(PredictDrawing(drawing(), of=ModelVersion(epochs, file)))
    assert driver.last(Refused).code == "missing-file"
    assert not driver.of(PredictedOne)
