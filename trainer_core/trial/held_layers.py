"""What a module holds: layers and tensors that it does not know of, names that clash, blocks that contain themselves.

Runs in the process of a trial.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from torch import Tensor, nn

from trainer_core.trial.source_lines import Place, place_of_attribute
from trainer_core.trial.tried import ProblemError, Trying

_DEEPEST = 100
"""Modules in one another; Python's own stack ends at some three hundred."""
_OF_EVERY_MODULE = frozenset(vars(nn.Module()))
_NEEDED = frozenset(
    {"train", "eval", "apply", "to", "zero_grad", "requires_grad_", "state_dict", "load_state_dict", "forward"}
    | {f"{named}{kind}" for named in ("", "named_") for kind in ("parameters", "buffers", "modules", "children")}
)
"""Methods of a module that training, saving and moving call."""


def require_sound(trying: Trying, model: nn.Module, at: Place) -> None:
    """Raise `ProblemError` for what would break every walk over the module, and note a class that is written twice."""
    _require_depth(trying, model, at)
    for module in model.modules():
        if not type(module).__module__.startswith("torch."):
            _require_own_names(trying, module)
    lines = _classes_called(trying.code.source, type(model).__name__)
    if len(lines) > 1:
        trying.found(
            "class-twice", (trying.code.path.name, lines[-1]), name=type(model).__name__, first=lines[0], last=lines[-1]
        )


def _require_depth(trying: Trying, model: nn.Module, at: Place) -> None:
    """Without recursion, which is what would break."""
    above, names = [model], [""]
    waiting = [iter(model._modules.items())]
    done: set[int] = set()
    while waiting:
        name, module = next(waiting[-1], ("", None))
        if not name:
            waiting.pop()
            done.add(id(above.pop()))
            names.pop()
            continue
        if module is None or id(module) in done:
            continue
        names.append(name)
        if any(module is each for each in above):
            place = _innermost(trying, above, names) or at
            raise ProblemError("contains-itself", place, name=type(module).__name__)
        above.append(module)
        waiting.append(iter(module._modules.items()))
        if len(above) > _DEEPEST:
            place = _innermost(trying, above, names) or at
            raise ProblemError("nested-too-deeply", place, most=_DEEPEST)


def _innermost(trying: Trying, above: list[nn.Module], names: list[str]) -> Place | None:
    """The line in the person's files that gives the innermost of ``above`` what it holds, by these names."""
    places = (
        place_of_attribute(trying.code, type(module), name)
        for module, name in zip(reversed(above[: len(names) - 1]), reversed(names), strict=False)
    )
    return next((place for place in places if place is not None), None)


def _require_own_names(trying: Trying, module: nn.Module) -> None:
    registered = {**module._modules, **module._parameters, **module._buffers}
    hidden = [name for name in registered if hasattr(nn.Module, name)]
    hidden += [name for name, each in vars(module).items() if name in _NEEDED and not callable(each)]
    if hidden:
        place = place_of_attribute(trying.code, type(module), hidden[0])
        raise ProblemError("hides-method", place, attribute=hidden[0])


def _classes_called(source: bytes, name: str) -> list[int]:
    """The lines on which classes of this name begin at the top of a file, which has been imported."""
    return [each.lineno for each in ast.parse(source).body if isinstance(each, ast.ClassDef) and each.name == name]


def look_for_unregistered(trying: Trying, model: nn.Module) -> None:
    """Note layers and tensors that the module holds and does not know of."""
    known = {id(each) for each in (*model.parameters(), *model.buffers())}
    for module in model.modules():
        if type(module).__module__.startswith("torch."):
            continue
        for attribute, value in vars(module).items():
            if attribute in _OF_EVERY_MODULE:
                continue
            code, facts = _unregistered(value, known)
            if code:
                place = place_of_attribute(trying.code, type(module), attribute)
                trying.found(code, place, attribute=attribute, **facts)


def _unregistered(value: Any, known: set[int]) -> tuple[str, dict[str, str]]:
    if isinstance(value, Tensor):
        if id(value) in known or value.grad_fn is not None:
            return "", {}
        return ("not-a-parameter" if value.requires_grad else "not-a-buffer"), {}
    kind, table = type(value).__name__, isinstance(value, dict)
    for each in _held(value):
        if isinstance(each, nn.Module) and any(id(p) not in known for p in each.parameters()):
            return "unregistered-layers", {"type": kind, "instead": "ModuleDict" if table else "ModuleList"}
        if isinstance(each, Tensor) and each.requires_grad and each.is_leaf and id(each) not in known:
            return "unregistered-parameters", {"type": kind, "instead": "ParameterDict" if table else "ParameterList"}
    return "", {}


def _held(value: Any, depth: int = 3) -> Iterator[Any]:
    """What lists and dicts hold, through a few levels."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set) and depth:
        for each in value:
            yield from _held(each, depth - 1)
    elif depth < 3:
        yield value
