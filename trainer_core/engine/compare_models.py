"""Answers what is asked of two models side by side, a layer at a time, and keeps the last two for a closer look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from trainer_core.errors import CommandError, Message
from trainer_core.inside.compare import (
    Side,
    activation_pairs,
    example_of,
    layer_pairs,
    layer_shown,
    put_through,
    side_of,
    signature_of,
    versions_of,
)
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Event, Logged, Progress
from trainer_core.protocol.model_comparison import (
    CompareLayer,
    CompareModels,
    ListVersions,
    ModelsCompared,
    ModelVersion,
    VersionsListed,
)
from trainer_core.runs.data_check import require_same_data
from trainer_core.training.assembly import Parts

_COMPARING = Message("Comparing the models layer by layer")


class ModelComparison:
    """Compares two models, and answers for single tensors of the last two, which it holds until they are let go.

    What is held is not read again for another example, as long as its file is the same.
    """

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._sides: tuple[Side, Side] | None = None
        self._held: dict[ModelVersion, tuple[object, Side]] = {}

    def take(self, command: Command, at_hand: Parts | None) -> Iterator[None] | None:
        """Answer a command of `trainer_core.protocol.model_comparison`; what is returned is to be gone through.

        ``at_hand`` are the parts of the model without a folder. The caller puts torch's own settings back
        (`Parts.configure_torch`). Raises `TrainerError`, also meanwhile.
        """
        match command:
            case CompareModels():
                return self._compare(command, at_hand)
            case CompareLayer():
                self._compare_layer(command)
            case ListVersions():
                self._emit(VersionsListed(command.folder, versions_of(command.folder)))
        return None

    def let_go(self) -> None:
        """Hold no models any more."""
        self._sides = None
        self._held.clear()

    def _compare(self, command: CompareModels, at_hand: Parts | None) -> Iterator[None]:
        self._sides = None
        wanted = (command.first, command.second)
        self._held = {version: held for version, held in self._held.items() if version in wanted}
        first = self._side(command, 0, at_hand, None)
        yield
        second = self._side(command, 1, at_hand, first.parts)
        yield
        notes: list[Message] = []
        example = example_of(first.parts, command.split, command.example)
        for side in (first, second):
            side.parts.configure_torch()
            note = put_through(side, example)
            notes += [note] if note is not None else []
            yield
        layers = []
        modules = max(1, sum(1 for _ in first.parts.model.modules()))
        for pair in layer_pairs(first.parts.model, second.parts.model):
            layers.append(pair)
            self._emit(Progress(_COMPARING, min(1.0, len(layers) / modules)))
            yield
        activations = tuple(activation_pairs(first.activations, second.activations))
        self._sides = first, second
        truth = tuple(np.atleast_1d(first.parts.task.truth(example.targets)[0]).tolist())
        self._emit(
            ModelsCompared(
                command.first,
                command.second,
                (first.graph, second.graph),
                tuple(layers),
                activations,
                example.gathered()[0][0].numpy().copy(),
                tuple(notes),
                (first.prediction, second.prediction),
                truth,
                first.parts.dataset.class_names[int(truth[0])] if first.parts.task.answers_classes else "",
            )
        )

    def _compare_layer(self, command: CompareLayer) -> None:
        if self._sides is None:
            raise CommandError(
                "nothing-compared",
                "There is no comparison yet, or another model was built since the last one. Compare two models first.",
            )
        first, second = self._sides
        self._emit(layer_shown(command, first.tensors, second.tensors))

    def _side(self, command: CompareModels, number: int, at_hand: Parts | None, previous: Parts | None) -> Side:
        version = (command.first, command.second)[number]
        held = self._held.pop(version, None)
        now = signature_of(version)
        if held is not None and now is not None and held[0] == now:
            self._held[version] = held
            return held[1]
        side = side_of(
            version,
            at_hand,
            lambda message, fraction: self._emit(Progress(message, fraction)),
            previous=previous,
            download=command.download,
        )
        if version.folder is not None:
            other_data = require_same_data(version.folder.expanduser(), side.parts.dataset, accepted=True)
            if other_data is not None:
                self._emit(Logged("warning", other_data))
        self._held[version] = (now, side)
        return side
