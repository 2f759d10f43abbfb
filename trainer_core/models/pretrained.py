"""What an architecture has to say of weights that it can begin from, for those that have such."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from torch import Tensor, nn

from trainer_core.data.examples import Progress
from trainer_core.data.sources import NeededDownload
from trainer_core.errors import Message


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and standard deviation of each channel, in 0..1 units, by which inputs are normalized."""

    mean: tuple[float, ...]
    std: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Tensors that go into a model under its own names; those ``adapted`` were changed to fit, what is left out stays
    new.
    """

    state: Mapping[str, Tensor]
    adapted: frozenset[str]


class Pretrained(Protocol):
    """How the weights that a model's ``arguments`` name are found and fitted. Register one as ``pretrained=…``."""

    def needed(self, arguments: Mapping[str, Any]) -> NeededDownload | None:
        """What is to be downloaded first; None if nothing is."""
        ...

    def is_known(self) -> bool:
        """Whether it is known what is published; otherwise `needed` finds out first, which may take a second."""
        ...

    def file(self, arguments: Mapping[str, Any], progress: Progress, *, download: bool) -> Path | None:
        """The file of the weights, fetched if ``download`` allows it; None where the model begins from scratch."""
        ...

    def sha256(self, arguments: Mapping[str, Any]) -> str:
        """What the file's SHA-256 sum begins with; empty if that is not known."""
        ...

    def moments(self, arguments: Mapping[str, Any], input_shape: tuple[int, ...]) -> Moments | None:
        """How inputs are normalized for the weights; None if as the recipe's data section says."""
        ...

    def side(self, arguments: Mapping[str, Any]) -> int:
        """The side of the pictures that the weights were trained on; 0 where the model begins from scratch."""
        ...

    def changes(self, arguments: Mapping[str, Any], input_shape: tuple[int, ...], outputs: int) -> tuple[Message, ...]:
        """What was changed of the published network, a sentence each."""
        ...

    def fitted(self, state: Mapping[str, Tensor], model: nn.Module, arguments: Mapping[str, Any], path: Path) -> Fitted:
        """What of the file's content goes into the model; raises `WeightsError` if it is of another one."""
        ...
