"""Why a model decides so, asked of the engine: each method, units, the examples that move them, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver, same, weights_of
from trainer_core import Recipe
from trainer_core.protocol.commands import Advance, Command, Pause, Prepare, Split, Start, Stop, Unit
from trainer_core.protocol.events import Done, Progress, Refused, RunEnded
from trainer_core.protocol.explain import (
    Attributed,
    Baseline,
    ExampleChoice,
    Explain,
    ExplanationBegun,
    FindMovers,
    Method,
    MoversFound,
    ShowUnits,
    StopExplaining,
    UnitsShown,
)


@pytest.fixture
def cnn(tiny: Recipe) -> Recipe:
    return tiny.with_values({"model.name": "quick_cnn", "data.limit": 96, "training.epochs": 1})


def prepared(driver: Driver, recipe: Recipe) -> None:
    driver.do(Prepare(recipe))
    driver.events.clear()


def refused(driver: Driver, command: Command) -> Refused:
    driver.do(command)
    return next(event for event in driver.of(Refused) if event.answers == command.id)


def attributed(driver: Driver) -> dict[Method, Attributed]:
    return {event.method: event for event in driver.of(Attributed)}


def test_all_four_methods_answer_for_a_picture(driver, cnn):
    prepared(driver, cnn)
    command = Explain(ExampleChoice(index=5))
    driver.do(command)
    begun = driver.last(ExplanationBegun)
    assert begun.answers == command.id
    assert begun.picture.shape == (1, 28, 28)
    assert begun.target == int(begun.answered.argmax())
    assert begun.truth.tolist() == [int(driver.engine.parts.dataset.test.targets[5])]
    assert begun.layer in {layer.name for layer in begun.layers if layer.convolved}
    found = attributed(driver)
    assert list(found) == list(Method)
    for event in found.values():
        assert event.refusal is None
        assert event.answers == command.id
        assert event.values.shape == (28, 28)
        assert event.values.dtype == np.float32
        assert np.isfinite(event.values).all()
        assert event.values.any()
    assert found[Method.SALIENCY].values.min() >= 0
    assert found[Method.GRAD_CAM].values.min() >= 0
    integrated = found[Method.INTEGRATED]
    difference = integrated.score - integrated.at_baseline
    assert float(integrated.values.sum()) == pytest.approx(difference + integrated.missing, abs=1e-4)
    assert abs(integrated.missing) < 0.05 * abs(difference)
    assert driver.of(Progress)
    assert [event.answers for event in driver.of(Done)] == [command.id]


def test_any_class_and_either_baseline_can_be_explained(driver, cnn):
    prepared(driver, cnn)
    parts = driver.engine.parts
    raw = parts.dataset.test.at(torch.tensor([2])).gathered()[0]
    with torch.no_grad():
        parts.model.eval()
        logits = parts.model(parts.prepared(raw))[0]
    for baseline in Baseline:
        driver.events.clear()
        driver.do(Explain(ExampleChoice(index=2), (Method.INTEGRATED,), target=3, baseline=baseline))
        assert driver.last(ExplanationBegun).target == 3
        assert driver.last(Attributed).score == pytest.approx(float(logits[3]), rel=1e-4)
    with torch.no_grad():
        mean = parts.model(parts.prepared(torch.full_like(raw, round(parts.dataset.mean[0] * 255))))[0]
    assert driver.last(Attributed).at_baseline == pytest.approx(float(mean[3]), rel=1e-4)


def test_a_picture_of_a_file_is_explained(driver, cnn):
    prepared(driver, cnn)
    content = io.BytesIO()
    Image.fromarray(np.full((40, 40), 90, np.uint8)).save(content, "png")
    driver.do(Explain(ExampleChoice(content=content.getvalue()), (Method.SALIENCY,)))
    assert driver.last(ExplanationBegun).truth.size == 0
    assert driver.last(Attributed).values.shape == (28, 28)
    assert refused(driver, Explain(ExampleChoice(content=b"no picture"))).message


def test_a_network_without_a_convolution_refuses_grad_cam_alone(driver, tiny):
    prepared(driver, tiny)
    driver.do(Explain())
    found = attributed(driver)
    assert "needs a convolution" in str(found[Method.GRAD_CAM].refusal)
    assert [method for method, event in found.items() if event.refusal is None] == [
        Method.SALIENCY,
        Method.INTEGRATED,
        Method.OCCLUSION,
    ]


def test_the_columns_of_a_table_get_one_number_each(driver, tmp_path: Path):
    rows = ["size,colour,price"]
    for place in range(60):
        colour, size = ("red", "green", "blue")[place % 3], place / 10
        rows.append(f"{size},{colour},{3 * size + (10 if colour == 'red' else 0)}")
    (tmp_path / "houses.csv").write_text("\n".join(rows), encoding="utf-8")
    recipe = Recipe.from_dict(
        {
            "data": {"source": "table", "path": str(tmp_path / "houses.csv"), "target": ["price"], "batch_size": 16},
            "model": {"name": "mlp", "widths": [16]},
            "loss": {"name": "MSELoss"},
            "optimizer": {"name": "Adam", "lr": 0.02},
            "training": {"epochs": 30, "device": "cpu", "threads": 1},
        }
    )
    driver.start(recipe)
    driver.do(Explain())
    begun = driver.last(ExplanationBegun)
    assert begun.columns == ("size", "colour")
    assert begun.baseline is Baseline.MEAN
    found = attributed(driver)
    for method in (Method.SALIENCY, Method.INTEGRATED, Method.OCCLUSION):
        assert found[method].values.shape == (2,)
    assert "needs a convolution" in str(found[Method.GRAD_CAM].refusal)
    integrated = found[Method.INTEGRATED]
    assert integrated.score == pytest.approx(float(begun.answered[0]), rel=1e-4)
    difference = integrated.score - integrated.at_baseline
    assert float(integrated.values.sum()) == pytest.approx(difference, rel=0.05, abs=0.05)


def test_points_and_two_classes_are_explained_by_their_inputs(driver):
    recipe = Recipe.from_dict(
        {
            "data": {"source": "moons", "batch_size": 32},
            "model": {"name": "mlp", "widths": [8]},
            "loss": {"name": "BCEWithLogitsLoss"},
            "training": {"epochs": 1, "device": "cpu", "threads": 1},
        }
    )
    prepared(driver, recipe)
    driver.do(Explain(methods=(Method.INTEGRATED,), target=1), Explain(methods=(Method.INTEGRATED,), target=0))
    one, other = driver.of(Attributed)
    assert len(driver.last(ExplanationBegun).columns) == 2
    assert one.values == pytest.approx(-other.values, abs=1e-6)
    assert one.score == pytest.approx(-other.score)


def test_units_of_a_layer_are_shown_for_the_example(driver, cnn):
    prepared(driver, cnn)
    driver.do(Explain(methods=()))
    layers = {layer.name: layer for layer in driver.last(ExplanationBegun).layers}
    maps = next(layer for layer in layers.values() if layer.maps)
    flat = next(layer for layer in layers.values() if not layer.maps)
    driver.do(ShowUnits(maps.name, ExampleChoice(index=1)), ShowUnits(flat.name, ExampleChoice(index=1)))
    of_maps, of_numbers = driver.of(UnitsShown)
    assert of_maps.values.shape == (min(32, maps.units), *maps.shape[1:])
    assert of_maps.count == maps.units
    assert of_numbers.values.shape == (flat.units,)


def test_the_examples_that_move_a_unit_most_are_those_with_the_largest_values(driver, tiny):
    prepared(driver, tiny.with_values({"data.limit": 96}))
    parts = driver.engine.parts
    parts.model.eval()
    layer = "linear_relu_stack.0"
    hidden: list[torch.Tensor] = []
    handle = parts.model.get_submodule(layer).register_forward_hook(lambda module, given, out: hidden.append(out))
    with torch.no_grad():
        parts.model(parts.prepared(parts.dataset.test.gathered()[0]))
    handle.remove()
    values = hidden[0][:, 7]
    driver.do(FindMovers(layer, 7, count=4))
    told = driver.last(MoversFound)
    assert (told.seen, told.of) == (len(values), len(values))
    assert [mover.index for mover in told.highest] == values.argsort(descending=True, stable=True)[:4].tolist()
    assert [mover.index for mover in told.lowest] == values.argsort(stable=True)[:4].tolist()
    assert told.highest[0].value == pytest.approx(float(values.max()), rel=1e-4)
    assert told.mean == pytest.approx(float(values.mean()), rel=1e-3)
    assert told.active == pytest.approx(float((values > 0).float().mean()))
    assert told.highest[0].picture.shape == (1, 28, 28)
    assert driver.of(Progress)[-1].fraction == 1


def test_a_unit_with_a_map_tells_where(driver, cnn):
    prepared(driver, cnn)
    driver.do(Explain(methods=()))
    layer = driver.last(ExplanationBegun).layer
    driver.do(FindMovers(layer, 0, split=Split.TRAINING, count=2, most=20))
    told = driver.last(MoversFound)
    assert told.seen == 20 < told.of
    (height, width) = next(each.shape[1:] for each in driver.last(ExplanationBegun).layers if each.name == layer)
    assert told.highest[0].map.shape == (height, width)
    assert told.highest[0].map.max() == pytest.approx(told.highest[0].value, rel=1e-4)


def test_without_time_only_the_first_batch_is_looked_at(driver, cnn):
    prepared(driver, cnn.with_values({"training.evaluation_batch_size": 16}))
    driver.do(Explain(methods=()))
    driver.do(FindMovers(driver.last(ExplanationBegun).layer, 0, split=Split.TRAINING, seconds=0.0))
    assert driver.last(MoversFound).seen == 16


@pytest.mark.parametrize("unit", [Unit.BATCH, Unit.PHASE])
def test_a_run_that_stands_still_goes_on_bit_for_bit(cnn, unit):
    asked, left_alone = Driver(), Driver()
    for driver in (asked, left_alone):
        driver.start(cnn, paused=True)
        driver.do(Advance(unit), Advance(unit), Advance(unit), Advance(unit))
        if driver is asked:
            model = driver.engine.parts.model
            gradients = [None if each.grad is None else each.grad.clone() for each in model.parameters()]
            modes = [module.training for module in model.modules()]
            driver.do(Explain())
            layer = driver.last(ExplanationBegun).layer
            driver.do(ShowUnits(layer), FindMovers(layer, 1, count=2))
            after = [each.grad for each in model.parameters()]
            assert [None if each is None else each.tolist() for each in gradients] == [
                None if each is None else each.tolist() for each in after
            ]
            assert [module.training for module in model.modules()] == modes
            assert not any(event.refusal for event in driver.of(Attributed))
        driver.do(Advance(Unit.EPOCH))
    assert same(weights_of(asked), weights_of(left_alone))


def test_asked_while_training_the_run_ends_with_the_same_weights(cnn):
    asked, left_alone = Driver(), Driver()
    for driver in (asked, left_alone):
        driver.post(Start(cnn))
        if driver is asked:
            while not driver.engine.parts or not driver.engine._training.control:
                driver.engine.turn()
            driver.do(Explain())
        driver.engine.drive()
    assert asked.of(Attributed)
    assert asked.of(RunEnded)
    assert same(weights_of(asked), weights_of(left_alone))


def test_asking_is_broken_off_by_stopping_it_and_by_stopping_the_run(driver, cnn):
    driver.start(cnn, paused=True)
    first, second = Explain(), Explain()
    driver.post(first, second)
    driver.engine.turn()
    driver.post(StopExplaining())
    driver.engine.drive()
    assert {event.answers for event in driver.of(Refused) if event.code == "cancelled"} == {first.id, second.id}
    third = FindMovers("nothing", 0)
    driver.post(Explain(), Stop(), third)
    driver.engine.drive()
    assert driver.of(RunEnded)


def test_a_model_that_has_diverged_says_that_nothing_can_be_attributed(driver, cnn):
    prepared(driver, cnn)
    with torch.no_grad():
        next(driver.engine.parts.model.parameters()).fill_(torch.nan)
    driver.do(Explain())
    assert all("nan" in str(event.refusal) for event in driver.of(Attributed))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Explain(ExampleChoice(index=100_000)), "no-such-example"),
        (Explain(ExampleChoice(index=-1)), "no-such-example"),
        (Explain(target=10), "no-such-answer"),
        (Explain(layer="convolution"), "no-such-layer"),
        (ShowUnits("nothing"), "no-such-layer"),
        (ShowUnits("flatten"), "no-units"),
        (FindMovers("nothing", 0), "no-such-layer"),
        (FindMovers("linear_relu_stack.0", 512), "no-such-unit"),
        (FindMovers("flatten", 0), "no-units"),
    ],
)
def test_what_is_not_there_is_refused_with_a_sentence(driver, tiny, command, code):
    prepared(driver, tiny.with_values({"data.limit": 64}))
    told = refused(driver, command)
    assert told.code == code
    assert str(told.message).endswith(".")


def test_without_a_model_there_is_nothing_to_explain(driver):
    assert refused(driver, Explain()).code == "no-model"
    driver.do(Pause())
