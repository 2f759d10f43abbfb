"""What a trial of a dataset measured."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class DatasetFacts(BaseModel):
    """A dataset as its first, its last and some other examples show it.

    ``length`` is None where it does not say. ``input_shape`` is (F,) or (C, H, W); ``input_type`` the dtype in which
    inputs are kept: ``"uint8"`` or ``"float32"``. ``target`` is a class or numbers, of which there are ``numbers``.
    ``classes`` are the names in the dataset's own ``classes``, where it has them. ``changes``: reading an example twice
    gave two results. ``seconds`` an example takes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    length: int | None = Field(ge=0)
    iterable: bool
    input_shape: tuple[int, ...] = Field(min_length=1, max_length=3)
    input_type: Literal["uint8", "float32"]
    target: Literal["class", "numbers"]
    numbers: int = Field(ge=1)
    classes: tuple[str, ...]
    changes: bool
    seconds: float = Field(ge=0)
    examples_read: int = Field(ge=0)
