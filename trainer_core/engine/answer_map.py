"""The answers of a model with one or two inputs all over them, computed a piece between two batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from trainer_core.compute import randomness
from trainer_core.data import Dataset, Examples
from trainer_core.data.tables.own_units import own_units
from trainer_core.errors import CommandError, Message
from trainer_core.protocol.answer_map import AnswersMapped, MapAxis, MapPoints, MapUnits
from trainer_core.protocol.commands import MapAnswers, Split
from trainer_core.protocol.events import Event, Refused
from trainer_core.tasks import View, views_for
from trainer_core.training.answers import answers
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

MOST_UNITS = 32
MOST_POINTS = {Split.TRAINING: 600, Split.VALIDATION: 300}
"""Examples that come along: more would lie on each other, and each is answered in each map."""

_PIECE = 2048
"""Rows that are answered at once."""
_MARGIN = 0.08
_NO_LAYERS = (nn.Dropout, nn.AlphaDropout, nn.Flatten, nn.Identity)

Work = Generator[None, None, None]


class Mapper:
    """Computes one map at a time, on the thread of the engine: `go_on` advances it by a piece.

    Model, run and random generators are as before after each piece. Pieces that are computed while a run trains are of
    the weights of their moment, a batch or two apart.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._ground: _Ground | None = None
        self._work: tuple[MapAnswers, Work] | None = None

    @property
    def busy(self) -> bool:
        """Whether there is work that `go_on` would advance."""
        return self._work is not None

    @property
    def command(self) -> MapAnswers:
        """The command that is worked on; raises `CommandError` while there is none."""
        if self._work is None:
            raise CommandError("no-map", "No map is under way.")
        return self._work[0]

    def take(self, command: MapAnswers, parts: Parts, run: Run | None) -> bool:
        """Begin a map, in place of one that is under way; returns whether it is done, which it is not.

        Raises:
            CommandError: the model has not one or two inputs, or not this layer.
        """
        if not {View.FIT, View.BOUNDARY} & set(views_for(parts.task.name, parts.dataset.input_shape)):
            raise CommandError(
                "no-map", "Answers can be drawn over one or two inputs, and each example of {title} has more.",
                title=parts.dataset.title,
            )  # fmt: skip
        if command.layer and command.layer not in dict(hidden_layers(parts.model)):
            raise CommandError("no-such-layer", "The model has no hidden layer {layer}.", layer=command.layer)
        self._refuse()
        if self._ground is None or self._ground.dataset is not parts.dataset or self._ground.side != command.side:
            self._ground = _Ground.of(parts, command.side)
        self._work = command, self._map(command, parts, run, self._ground)
        return False

    def go_on(self) -> bool:
        """Advance the map by a piece; returns whether it is done. After an exception there is none any more."""
        assert self._work is not None
        work, done = self._work, True
        try:
            done = next(work[1], self) is self
        finally:
            if done and self._work is work:
                self._work = None
        return done

    def drop(self) -> None:
        """Give up the map that is under way and let go of the model and its data, which are about to be others."""
        self._refuse()
        self._ground = None

    def _refuse(self) -> None:
        if self._work is not None:
            (command, work), self._work = self._work, None
            work.close()
            message = Message("Stopped before it was done; nothing was changed.")
            self._emit(Refused(type(command).__name__, "cancelled", message, answers=command.id))

    def _map(self, command: MapAnswers, parts: Parts, run: Run | None, ground: _Ground) -> Work:
        parts_of_grid: list[Tensor] = []
        units: list[Tensor] = []
        spent = 0.0
        for piece in torch.split(ground.grid, _PIECE):
            begun = time.perf_counter()
            with _units_of(parts.model, command.layer, units):
                parts_of_grid.append(_undisturbed(parts, piece))
            spent += time.perf_counter() - begun
            yield
        begun = time.perf_counter()
        points = tuple(
            MapPoints(split, of, places, parts.task.truth(targets), _undisturbed(parts, inputs).numpy(), rows)
            for split, of, places, inputs, targets, rows in ground.points
        )
        spent += time.perf_counter() - begun
        self._emit(
            AnswersMapped(
                run=run.number if run else 0,
                step=run.step if run else 0,
                axes=ground.axes,
                answered=torch.cat(parts_of_grid).numpy().reshape(*ground.shape, -1),
                points=points,
                layers=tuple((name, title) for name, (title, _) in hidden_layers(parts.model)),
                units=_stacked(command.layer, units, ground.shape),
                seconds=spent,
            )
        )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a map stands on, for as long as the data is the same: the grid (P, F) as raw inputs, and the points."""

    dataset: Dataset
    side: int
    axes: tuple[MapAxis, ...]
    grid: Tensor
    points: tuple[tuple[Split, int, npt.NDArray[np.float64], Tensor, Tensor, npt.NDArray[np.int64]], ...]

    @property
    def shape(self) -> tuple[int, ...]:
        return (self.side,) * len(self.axes)

    @classmethod
    def of(cls, parts: Parts, side: int) -> _Ground:
        dataset = parts.dataset
        (features,) = dataset.input_shape
        names = dataset.feature_names or tuple(f"x{number}" for number in range(1, features + 1))
        centers, scales = own_units(dataset.preprocessing, names)
        lows, highs = _bounds(dataset.train)
        lines = [np.linspace(low, high, side) for low, high in zip(lows, highs, strict=True)]
        axes = tuple(
            MapAxis(name, line * scale + center)
            for name, line, center, scale in zip(names, lines, centers, scales, strict=True)
        )
        meshed = np.meshgrid(*lines)
        grid = torch.from_numpy(np.stack([part.ravel() for part in meshed], axis=1)).float()
        points = []
        for split, examples in ((Split.TRAINING, dataset.train), (Split.VALIDATION, dataset.validation)):
            count = min(len(examples), MOST_POINTS[split])
            if count:
                chosen = torch.linspace(0, len(examples) - 1, count).round().long()
                inputs, targets = examples.at(chosen).gathered()
                places = inputs.double().numpy() * scales + centers
                rows = examples.rows_at(chosen).numpy()
                points.append((split, len(examples), places, inputs, targets, rows))
        return cls(dataset, side, axes, grid, tuple(points))


def _bounds(examples: Examples) -> tuple[list[float], list[float]]:
    """Where the grid begins and ends along each input: all that is trained on, and a little more."""
    lows, highs = [], []
    for portion in examples.portions():
        there = portion.double()
        lows.append(torch.where(there.isfinite(), there, torch.inf).amin(0))
        highs.append(torch.where(there.isfinite(), there, -torch.inf).amax(0))
    low, high = torch.stack(lows).amin(0), torch.stack(highs).amax(0)
    known = high >= low
    low, high = torch.where(known, low, 0.0), torch.where(known, high, 0.0)
    room = torch.where(high > low, (high - low) * _MARGIN, 1.0)
    return (low - room).tolist(), (high + room).tolist()


def _undisturbed(parts: Parts, raw: Tensor) -> Tensor:
    """What the model answers; a model that draws random numbers even then does not move the run's."""
    state = randomness.capture()
    try:
        return answers(parts, raw)
    finally:
        randomness.restore(state)


def hidden_layers(model: nn.Module) -> list[tuple[str, tuple[str, nn.Module]]]:
    """The layers whose units can be seen, by name, each with a title: those before the last one that has weights."""
    leaves = [
        (name, module)
        for name, module in model.named_modules()
        if name and not any(module.children()) and not isinstance(module, _NO_LAYERS)
    ]
    weighted = [place for place, (_, module) in enumerate(leaves) if any(True for _ in module.parameters())]
    before = leaves[: weighted[-1]] if weighted else []
    return [(name, (f"{name} · {type(module).__name__}", module)) for name, module in before]


@contextmanager
def _units_of(model: nn.Module, layer: str, into: list[Tensor]) -> Iterator[None]:
    """Collect what the units of ``layer`` answer, (N, U) float32 at a time; afterwards no hook is left."""
    if not layer:
        yield
        return

    def keep(module: nn.Module, inputs: object, output: object) -> None:
        if not isinstance(output, Tensor) or output.ndim < 2:
            raise CommandError("no-units", "The layer {layer} has no units that can be drawn.", layer=layer)
        into.append(output.detach().flatten(1).float().cpu())

    handle = model.get_submodule(layer).register_forward_hook(keep)
    try:
        yield
    finally:
        handle.remove()


def _stacked(layer: str, units: list[Tensor], shape: tuple[int, ...]) -> MapUnits | None:
    if not units:
        return None
    together = torch.cat(units)
    first = together[:, :MOST_UNITS].T.contiguous()
    return MapUnits(layer, together.shape[1], first.numpy().reshape(len(first), *shape))
