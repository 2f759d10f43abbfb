"""What the data is, is told also where no model fits it."""

from __future__ import annotations

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.protocol.commands import Prepare
from trainer_core.protocol.events import DataRead, Prepared, Refused


def test_data_that_no_model_fits_is_told_with_the_refusal(driver: Driver, tiny: Recipe) -> None:
    toy = tiny.with_values({"data.source": "moons", "model.name": "small_cnn"})
    driver.do(Prepare(toy))
    assert driver.last(Refused).code == "not-an-image"
    read = driver.last(DataRead)
    assert (read.recipe, read.input_shape, len(read.labels.class_names)) == (toy, (2,), 2)
    driver.do(Prepare(toy.with_values({"model.name": "mlp"})))
    assert driver.last(Prepared)
    assert driver.last(DataRead) is read
