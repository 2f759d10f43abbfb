"""Answers why the model decides so: for one example, for the units of a layer, and for one unit over a whole split."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from math import isfinite, nan
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from trainer_core.data import Dataset
from trainer_core.data.picture_files import read_content
from trainer_core.data.shown_pictures import pictures_of
from trainer_core.data.unseen.tables import encoder_of
from trainer_core.engine.predict import examples_at
from trainer_core.errors import CommandError, DataError, Message, TrainerError
from trainer_core.inside.explain.attribution import (
    grad_cam,
    integrated_gradients,
    occlusion,
    occlusion_of_groups,
    saliency,
)
from trainer_core.inside.explain.layers import last_convolved, layer_called, layers_of, units_taken
from trainer_core.inside.explain.movers import Unit, extremes
from trainer_core.inside.explain.undisturbed import piecewise, undisturbed
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import Event, Progress
from trainer_core.protocol.explain import (
    Attributed,
    Baseline,
    ExampleChoice,
    Explain,
    ExplanationBegun,
    FindMovers,
    LayerUnits,
    Method,
    Mover,
    MoversFound,
    ShowUnits,
    UnitsShown,
)
from trainer_core.training.answers import answers
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

MOST_MAPS, MOST_NUMBERS = 32, 1024
"""Units of a layer that are shown: as maps, and as one number each."""

_MAP_SIDE = 56
_WINDOWS = 7
"""So many of what occlusion hides lie side by side in a picture, and it moves by half of it."""

Emit = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked: the input ``x`` (1, …), what it is compared with, and what speaks for the answer."""

    parts: Parts
    command: Explain
    x: Tensor
    baseline: Tensor
    target: int
    layer: str
    groups: tuple[slice, ...]

    def score(self, x: Tensor) -> Tensor:
        """What speaks for the answer of inputs (N, …), (N,)."""
        return self.parts.scorer.evidence(self.parts.model(x).float(), self.target)


def explain(parts: Parts, command: Explain, run: Run | None, emit: Emit) -> Iterator[None]:
    """Answer `trainer_core.protocol.explain.Explain`, yielding after each piece.

    Raises `CommandError` for an example, an answer or a layer that is not there, and `DataError` for a picture that
    cannot be read.
    """
    raw, truth = _example(parts, command.example)
    with undisturbed(parts.model):
        answered = answers(parts, raw)[0]
        layers = layers_of(parts.model, parts.prepared(raw))
    target = _target(parts, command, answered)
    if command.layer:
        layer_called(parts.model, command.layer)
    of_row = raw.ndim == 2
    names, groups = _columns(parts.dataset) if of_row else ((), ())
    baseline = command.baseline or (Baseline.MEAN if of_row else Baseline.ZERO)
    question = _Question(
        parts,
        command,
        parts.prepared(raw),
        parts.prepared(_baseline(parts.dataset, raw, baseline)),
        target,
        command.layer or last_convolved(layers),
        groups,
    )
    emit(
        ExplanationBegun(
            run.number if run else 0,
            run.step if run else 0,
            command.example,
            _shown(raw)[0],
            answered.numpy(),
            truth,
            target,
            baseline,
            question.layer,
            layers,
            names,
            answers=command.id,
        )
    )
    yield
    for number, method in enumerate(command.methods):
        steps = _attributed(question, method)
        try:
            while True:
                done = next(steps)
                emit(Progress(Message("Explaining the answer"), (number + done) / len(command.methods)))
                yield
        except StopIteration as end:
            emit(end.value)
        except TrainerError as error:
            emit(Attributed(method, refusal=error.message, answers=command.id))


def show_units(parts: Parts, command: ShowUnits, emit: Emit) -> None:
    """Answer `trainer_core.protocol.explain.ShowUnits`; raises `CommandError` for a layer without units."""
    raw, _ = _example(parts, command.example)
    module = layer_called(parts.model, command.layer)
    taken: list[Tensor] = []
    with undisturbed(parts.model), torch.no_grad():
        x = parts.prepared(raw)
        layers = {layer.name: layer for layer in layers_of(parts.model, x)}
        with units_taken(module, command.layer, taken):
            parts.model(x)
    if not taken or command.layer not in layers:
        raise _no_units(command.layer)
    emit(UnitsShown(layers[command.layer], command.example, _small(taken[0][0]), taken[0].shape[1]))


def find_movers(parts: Parts, command: FindMovers, run: Run | None, emit: Emit) -> Iterator[None]:
    """Answer `trainer_core.protocol.explain.FindMovers`, some hundred examples at a time.

    Raises `CommandError` for a layer or a unit that is not there.
    """
    dataset = parts.dataset
    examples = {
        Split.TRAINING: dataset.train,
        Split.VALIDATION: dataset.validation,
        Split.TEST: dataset.test,
    }[command.split]
    layer = _unit_of(parts, command)
    unit = Unit(parts.model, parts.prepared, layer_called(parts.model, command.layer), command.layer, command.unit)
    steps = extremes(
        unit,
        examples,
        most=command.most,
        batch=parts.recipe.training.evaluation_batch_size,
        seconds=command.seconds,
    )
    going = piecewise(parts.model, steps)
    while True:
        try:
            done = next(going)
        except StopIteration as end:
            found = end.value
            break
        emit(Progress(Message("Finding the examples that activate the unit most"), done))
        yield
    given = found.largest[found.largest.isfinite()]
    with undisturbed(parts.model):
        highest, lowest = (
            _movers(parts, unit, command.split, chosen, maps=layer.maps)
            for chosen in (found.highest(command.count), found.lowest(command.count))
        )
    emit(
        MoversFound(
            run.number if run else 0,
            run.step if run else 0,
            command.layer,
            command.unit,
            command.split,
            highest,
            lowest,
            float(given.mean()) if len(given) else nan,
            float((given > 0).float().mean()) if len(given) else nan,
            len(found.places),
            len(examples),
            answers=command.id,
        )
    )


def _attributed(question: _Question, method: Method) -> Generator[float, None, Attributed]:
    """What one method finds; the yields are the share that is done."""
    model = question.parts.model
    with undisturbed(model), torch.no_grad():
        score, at_baseline = (float(question.score(each)) for each in (question.x, question.baseline))
    if not isfinite(score):
        raise CommandError(
            "not-finite",
            "The model's answer here is {value}, which cannot be attributed to the input.",
            value=str(score),
        )
    compared = method in (Method.INTEGRATED, Method.OCCLUSION)
    found = yield from piecewise(model, _steps(question, method))
    missing = nan
    if method is Method.INTEGRATED:
        missing = float(found.double().sum()) - (score - at_baseline)
    return Attributed(
        method,
        _reduced(question, method, found).float().cpu().numpy(),
        score,
        at_baseline if compared else nan,
        missing,
        answers=question.command.id,
    )


def _steps(question: _Question, method: Method) -> Generator[float, None, Tensor]:
    x, baseline = question.x, question.baseline
    match method:
        case Method.SALIENCY:
            return saliency(question.score, x)
        case Method.INTEGRATED:
            return integrated_gradients(question.score, x, baseline)
        case Method.GRAD_CAM:
            if not question.layer or x.ndim != 4:
                raise CommandError(
                    "no-convolution",
                    "Grad-CAM needs a convolution, and the model has none. The other methods work without one.",
                )
            return grad_cam(question.score, layer_called(question.parts.model, question.layer), x)
        case Method.OCCLUSION:
            if x.ndim == 2:
                return occlusion_of_groups(question.score, x, baseline, question.groups)
            side = max(x.shape[2:])
            window = min(side, question.command.window or max(2, -(-side // _WINDOWS)))
            return occlusion(question.score, x, baseline, window, max(1, window // 2))


def _reduced(question: _Question, method: Method, found: Tensor) -> Tensor:
    """What was found as (H, W) over the channels of a picture, or (C,) over the columns of a row.

    A gradient's size counts, the largest over channels or over the inputs of a column; shares are added up.
    """
    if found.ndim == 4:
        return found[0].abs().amax(0) if method is Method.SALIENCY else found[0].sum(0)
    if method is Method.OCCLUSION:
        return found
    of_groups = [found[0, group] for group in question.groups]
    if method is Method.SALIENCY:
        return torch.stack([each[each.abs().argmax()] for each in of_groups])
    return torch.stack([each.sum() for each in of_groups])


def _example(parts: Parts, example: ExampleChoice) -> tuple[Tensor, npt.NDArray[Any]]:
    """The raw input (1, …) and its truth, empty where it is not known."""
    if example.content:
        read = read_content(example.content, parts.dataset.train, decoding=parts.dataset.decoding)
        return read.images, np.zeros(0, np.float32)
    raw, targets = examples_at(parts.dataset, example.split, (example.index,)).gathered()
    return raw, parts.task.truth(targets)[0].reshape(-1)


def _target(parts: Parts, command: Explain, answered: Tensor) -> int:
    if command.target is None:
        return int(answered.argmax()) if parts.task.answers_classes else 0
    if not 0 <= command.target < len(answered):
        raise CommandError(
            "no-such-answer",
            "The model has no answer {place}; it has {count}.",
            place=command.target,
            count=len(answered),
        )
    return command.target


def _columns(dataset: Dataset) -> tuple[tuple[str, ...], tuple[slice, ...]]:
    """The columns of a row, and which inputs each of them makes."""
    (features,) = dataset.input_shape
    try:
        counted = [(each.column, len(each.feature_names)) for each in encoder_of(dataset).encodings]
    except DataError:
        counted = []
    if sum(count for _, count in counted) != features:
        names = dataset.feature_names or tuple(f"x{place + 1}" for place in range(features))
        counted = [(name, 1) for name in names]
    ends = np.cumsum([count for _, count in counted]).tolist()
    kept = [(name, slice(end - count, end)) for (name, count), end in zip(counted, ends, strict=True) if count]
    return tuple(name for name, _ in kept), tuple(group for _, group in kept)


def _baseline(dataset: Dataset, raw: Tensor, baseline: Baseline) -> Tensor:
    """What the raw input (1, …) is compared with, of its shape and type."""
    if baseline is Baseline.ZERO:
        return torch.zeros_like(raw)
    mean = torch.tensor(dataset.mean, dtype=torch.float32)
    if raw.dtype is torch.uint8:
        mean = (mean * 255).round()
    return mean.view(1, -1, *([1] * (raw.ndim - 2))).expand(raw.shape).to(raw.dtype).contiguous()


def _shown(raw: Tensor) -> npt.NDArray[Any]:
    """Inputs (N, …) as a screen can show them."""
    return pictures_of(raw) if raw.ndim == 4 else raw.numpy()


def _small(given: Tensor) -> npt.NDArray[np.float32]:
    """What the first units (U, …) give: maps no larger than can be shown, or one number each."""
    if given.ndim == 3:
        maps = given[:MOST_MAPS]
        height, width = min(maps.shape[1], _MAP_SIDE), min(maps.shape[2], _MAP_SIDE)
        return np.asarray(F.adaptive_avg_pool2d(maps, (height, width)).cpu().numpy(), dtype=np.float32)
    numbers = given[:MOST_NUMBERS]
    return np.asarray(numbers.reshape(len(numbers), -1).mean(1).cpu().numpy(), dtype=np.float32)


def _unit_of(parts: Parts, command: FindMovers) -> LayerUnits:
    """The layer of the unit that is asked for; raises `CommandError` if there is no such unit."""
    layer_called(parts.model, command.layer)
    with undisturbed(parts.model):
        nothing = torch.zeros((1, *parts.dataset.input_shape), dtype=parts.dataset.train.first(1).gathered()[0].dtype)
        layers = {layer.name: layer for layer in layers_of(parts.model, parts.prepared(nothing))}
    layer = layers.get(command.layer)
    if layer is None:
        raise _no_units(command.layer)
    if not 0 <= command.unit < layer.units:
        raise CommandError(
            "no-such-unit",
            "The layer {layer} has no unit {unit}; it has {count}, counted from 0.",
            layer=command.layer,
            unit=command.unit,
            count=layer.units,
        )
    return layer


def _movers(
    parts: Parts, unit: Unit, split: Split, chosen: list[tuple[int, float]], *, maps: bool
) -> tuple[Mover, ...]:
    if not chosen:
        return ()
    raw, targets = examples_at(parts.dataset, split, tuple(index for index, _ in chosen)).gathered()
    truths, pictures = parts.task.truth(targets), _shown(raw)
    given = _small(unit.given(raw)) if maps else np.zeros((len(chosen), 0, 0), np.float32)
    return tuple(
        Mover(index, value, pictures[place], truths[place].reshape(-1), given[place])
        for place, (index, value) in enumerate(chosen)
    )


def _no_units(layer: str) -> CommandError:
    return CommandError("no-units", "The layer {layer} has no units that can be shown.", layer=layer)
