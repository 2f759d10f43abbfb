"""What follows from what is told of a recipe's field: its widget's name, how its number is read, which was refused."""

from __future__ import annotations

from typing import Any

from studio.look.messages import name_of
from studio.look.numbers import NumberRules
from trainer_core.errors import Message
from trainer_core.protocol.events import Refused
from trainer_core.recipe.field_info import FieldInfo


def object_name(key: str, what: str) -> str:
    """Return a part's stable name: ``optimizer.lr`` and ``Field`` make ``optimizerLrField``."""
    first, *rest = key.replace(".", "_").split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest) + what


def refused_arguments(event: Refused) -> tuple[str, ...]:
    """The arguments of a person's class or function because of which a preparation was refused."""
    problem = event.message.facts.get("problem")
    if not event.code.startswith("argument-") or not isinstance(problem, Message):
        return ()
    return tuple(str(problem.facts.get("argument", problem.facts.get("arguments", ""))).split(", "))


def rules_of(info: FieldInfo, zero: str | None = None) -> NumberRules:
    """Return what a number field needs to know of ``info``; ``zero`` replaces the word for 0."""
    return NumberRules(
        whole=info.kind in ("int", "ints"),
        minimum=info.minimum,
        maximum=info.maximum,
        open_minimum=info.open_minimum,
        open_maximum=info.open_maximum,
        step=_step(info),
        logarithmic=info.log,
        zero=name_of(info.zero) if zero is None else zero,
    )


def _step(info: FieldInfo) -> float:
    """Return what an arrow key adds: 1, or a hundredth of a range that a whole step would leave."""
    if info.kind in ("int", "ints"):
        return 1
    if info.minimum is not None and info.maximum is not None and info.maximum - info.minimum <= 2:
        return (info.maximum - info.minimum) / 100
    return 1 if info.unit or info.default == 0 or abs(_first(info.default)) >= 1 else 0.1


def _first(default: Any) -> float:
    if isinstance(default, (list, tuple)):
        return float(default[0]) if default else 0.0
    return float(default) if isinstance(default, (int, float)) else 0.0
