"""The answers of a model with one or two inputs all over them, computed a piece between two batches."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from trainer_core.errors import CommandError, Message
from trainer_core.protocol.answer_map import AnswersMapped, MapPoints, MapUnits
from trainer_core.protocol.commands import MapAnswers
from trainer_core.protocol.events import Event, Refused
from trainer_core.training.answer_ground import Ground, is_mapped
from trainer_core.training.answers import answers_aside
from trainer_core.training.assembly import Parts
from trainer_core.training.run import Run

MOST_UNITS = 32
_PIECE = 2048
"""Rows that are answered at once."""
_NO_LAYERS = (nn.Dropout, nn.AlphaDropout, nn.Flatten, nn.Identity)

Work = Generator[None, None, None]


class Mapper:
    """Computes one map at a time, on the thread of the engine: `go_on` advances it by a piece.

    Model, run and random generators are as before after each piece. Pieces that are computed while a run trains are of
    the weights of their moment, a batch or two apart.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._ground: Ground | None = None
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
        if not is_mapped(parts):
            raise CommandError(
                "no-map", "Answers can be drawn over one or two inputs, and each example of {title} has more.",
                title=parts.dataset.title,
            )  # fmt: skip
        if command.layer and command.layer not in dict(hidden_layers(parts.model)):
            raise CommandError("no-such-layer", "The model has no hidden layer {layer}.", layer=command.layer)
        self._refuse()
        if self._ground is None or self._ground.dataset is not parts.dataset or self._ground.side != command.side:
            self._ground = Ground.of(parts, command.side)
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

    def _map(self, command: MapAnswers, parts: Parts, run: Run | None, ground: Ground) -> Work:
        parts_of_grid: list[Tensor] = []
        units: list[Tensor] = []
        spent = 0.0
        for piece in torch.split(ground.grid, _PIECE):
            begun = time.perf_counter()
            with _units_of(parts.model, command.layer, units):
                parts_of_grid.append(answers_aside(parts, piece))
            spent += time.perf_counter() - begun
            yield
        begun = time.perf_counter()
        points = tuple(
            MapPoints(at.split, at.of, at.places, at.truth, answers_aside(parts, at.inputs).numpy(), at.rows)
            for at in ground.points
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
