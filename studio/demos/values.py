"""The values that a demo's conditions can use: those of the run and the fields of the recipe."""

from __future__ import annotations

from studio.demos.expressions import Value
from studio.session.session import Session
from trainer_core.protocol.commands import Split
from trainer_core.protocol.events import State
from trainer_core.recipe.recipe import Recipe
from trainer_core.tasks import LOSS, METRICS

_OF_RUN = ("epoch", "batch", "loss", "lr", "training", "paused", "ended")


def known_names(recipe: Recipe) -> frozenset[str]:
    """Every name that a condition may have, the fields of ``recipe`` among them."""
    numbers = (LOSS.name, *METRICS)
    split = {f"{split}_{name}" for split in ("train", "validation", "test") for name in numbers}
    return frozenset({*_OF_RUN, *split, *_fields(recipe)})


def values_now(session: Session) -> dict[str, Value]:
    """The values that there are now, by name; what is not known yet is left out."""
    values: dict[str, Value] = {
        "training": session.state in (State.TRAINING, State.VALIDATING, State.TESTING),
        "paused": session.state is State.PAUSED,
        "ended": session.run.ended is not None and not session.in_run,
        **_fields(session.shown_recipe),
    }
    history = session.run.history
    if history is not None:
        values |= {"epoch": float(len(history.epochs)), "batch": float(len(history))}
        if history.epochs:
            values |= {name: value for name, value in history.epochs[-1].values.items() if "_" in name}
        if len(history):
            values |= {name: float(history.column(name, len(history) - 1)[0]) for name in ("loss", "lr")}
    tested = session.results.get(Split.TEST)
    if tested is not None:
        values |= {f"test_{name}": value for name, value in tested.evaluation.values.items()}
    return values


def _fields(recipe: Recipe) -> dict[str, Value]:
    return {
        f"{section}.{name}": value
        for section, fields in recipe.to_dict().items()
        if isinstance(fields, dict)
        for name, value in fields.items()
        if isinstance(value, (bool, int, float, str))
    }
