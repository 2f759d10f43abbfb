"""How a person's module is found in a file and called, and which of the values that it returns is its answer."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy
from torch.utils.data import Dataset

from trainer_core.errors import CodeError, is_interrupt
from trainer_core.trial.code import Code
from trainer_core.trial.found import bound, candidate, choose, own
from trainer_core.trial.loading import load
from trainer_core.trial.report import Candidate, Stage, finding
from trainer_core.trial.source_lines import used_by_others
from trainer_core.trial.tried import ProblemError, raised

FILLED_IN = ("input_shape", "outputs")
"""Arguments that get what the data needs where a constructor asks for them by these names."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A forward hook that answers with one of the values that a module returns, named or numbered ``answer``."""

    answer: str

    def __call__(self, module: nn.Module, inputs: Any, returned: Any) -> Any:
        if isinstance(returned, Tensor) and not module.training:
            return returned  # a network may give more in training alone
        entries = entries_of(returned)
        if self.answer not in entries:
            shown = ", ".join(entries) or type(returned).__name__
            raise ProblemError("no-such-answer", answer=self.answer, entries=shown)
        return entries[self.answer]


def model_of(
    code: Code, name: str, arguments: Mapping[str, Any], input_shape: tuple[int, ...], outputs: int, answer: str = ""
) -> nn.Module:
    """Load the file and make its module ``name`` (may be empty where only one is not used by another).

    Lazy layers get their sizes from a batch of two zeros. Raises `ProblemError`, and whatever the file raises.
    """
    module = load(code)
    chosen = chosen_class(models_in(module, code), code, name)
    value = vars(module)[chosen.name]
    model: nn.Module = value(**call_of(chosen.name, value, arguments, code, input_shape, outputs))
    if answer:
        model.register_forward_hook(Picked(answer))
    materialize(model, input_shape)
    return model


@contextmanager
def errors_with_their_line(code: Code, stage: str, **facts: str | int | float) -> Iterator[None]:
    """Run a person's code in the block, in this process: what it raises becomes a `CodeError` with file and line."""
    try:
        yield
    except BaseException as error:
        if is_interrupt(error):
            raise
        found = finding(raised(error, Stage(name=stage, facts=facts), code).problem, code.path.name)
        assert found is not None
        raise CodeError(found.code, found.message) from error


def models_in(module: ModuleType, code: Code) -> list[Candidate]:
    """The classes of ``torch.nn.Module`` that the file itself defines; raises `ProblemError` if there are none.

    What is filled in for the data is no argument that a person has to give.
    """
    classes = {name: value for name, value in own(module, code).items() if inspect.isclass(value)}
    found = [candidate(name, value) for name, value in classes.items() if issubclass(value, nn.Module)]
    if found:
        return [
            each.model_copy(update={"parameters": [p for p in each.parameters if p.name not in FILLED_IN]})
            for each in found
        ]
    datasets = [name for name, value in classes.items() if issubclass(value, Dataset)]
    if datasets:
        raise ProblemError("only-datasets", known=", ".join(datasets))
    raise ProblemError("no-model")


def chosen_class(known: list[Candidate], code: Code, wanted: str) -> Candidate:
    """The class called ``wanted``, or the only one that no other of the file uses; raises `ProblemError`."""
    if wanted:
        return choose(known, wanted)
    used = used_by_others(code, {each.name for each in known})
    free = [each for each in known if each.name not in used]
    if len(free) != 1:
        raise ProblemError("model-not-chosen", known=", ".join(each.name for each in free or known))
    return free[0]


def call_of(
    name: str, value: Any, arguments: Mapping[str, Any], code: Code, input_shape: tuple[int, ...], outputs: int
) -> dict[str, Any]:
    """The keyword arguments of the constructor; raises `ProblemError`."""
    filled = {"input_shape": tuple(input_shape), "outputs": outputs}
    asked = set(inspect.signature(value).parameters)
    given = {**{key: each for key, each in filled.items() if key in asked}, **arguments}
    return bound(name, value, given, code.path.parent)


def materialize(model: nn.Module, input_shape: tuple[int, ...]) -> None:
    """Give lazy layers their sizes; nothing is computed where there are none."""
    if not any(is_lazy(each) for each in (*model.parameters(), *model.buffers())):
        return
    training = {module: module.training for module in model.modules()}
    with torch.no_grad():
        model.eval()
        model(torch.zeros(2, *input_shape))
    for module, mode in training.items():
        module.training = mode


def entries_of(returned: Any) -> dict[str, Any]:
    """The values that a forward returned, by name or number; empty for a tensor and for what holds none."""
    if isinstance(returned, Tensor):
        return {}
    if isinstance(returned, Mapping):
        return {str(key): value for key, value in returned.items()}
    if isinstance(returned, tuple | list):
        names = getattr(returned, "_fields", range(len(returned)))
        return {str(name): value for name, value in zip(names, returned, strict=True)}
    held = getattr(returned, "__dict__", {})
    return {name: value for name, value in held.items() if isinstance(value, Tensor)}
