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


class ModelFits(BaseModel):
    """What a model has to fit: inputs (N, *input_shape), outputs (N, ``outputs``), the task and its loss.

    ``loss`` is the name of a recipe's loss. ``answer`` names or numbers the answer among several values that forward
    returns. ``batch_size`` is that of training.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    input_shape: tuple[int, ...] = (1, 28, 28)
    outputs: int = Field(default=10, ge=1)
    task: Literal["classification", "binary", "regression"] = "classification"
    loss: str = "CrossEntropyLoss"
    answer: str = ""
    batch_size: int = Field(default=64, ge=1)


class PartFacts(BaseModel):
    """A loss, optimizer or metric that could be used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_name: str


class PassedLayer(BaseModel):
    """A layer that a forward went through, or broke off in: what came in, what came out, each with the batch in front.

    ``takes`` is in words what the layer takes where it broke off in it, empty if that is not known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: str
    took: tuple[int, ...] = ()
    gave: tuple[int, ...] = ()
    fails: bool = False
    takes: str = ""


class ModelFacts(BaseModel):
    """A module as a batch forward and backward shows it.

    ``output_shape`` is that of one example's answer; empty where there is none yet. ``answers`` are the names or
    numbers of what forward returns if it is more than one value. ``without_gradient`` are parameters that the loss does
    not reach, ``layers`` the module as Python prints it. ``passed`` are the layers of a forward that broke off, in the
    order in which they were called.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    class_name: str
    parameters: int = Field(ge=0)
    trainable: int = Field(ge=0)
    output_shape: tuple[int, ...] = ()
    answers: tuple[str, ...] = ()
    without_gradient: tuple[str, ...] = ()
    differs_in_eval: bool = False
    layers: str = ""
    passed: tuple[PassedLayer, ...] = ()
