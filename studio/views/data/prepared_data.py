"""What kind of data is prepared: what is shown of it, and whether other data is the same."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.views.data.chosen_examples import values_in_words
from trainer_core.protocol.events import Prepared
from trainer_core.recipe.recipe import same_examples


def is_table(prepared: Prepared | None) -> bool:
    """Whether its examples are rows, and not pictures."""
    return prepared is not None and len(prepared.data.input_shape) != 3


def target_columns(prepared: Prepared | None) -> tuple[str, ...]:
    """What is predicted of it, by the names of its columns."""
    if prepared is None:
        return ()
    return prepared.data.target_names or tuple(prepared.recipe.data.arguments.get("target", ()))


def worded(prepared: Prepared | None, truth: npt.NDArray[np.float64]) -> str:
    """What is true of an example: its class, or its numbers."""
    names = prepared.data.class_names if prepared is not None else ()
    if names:
        return names[int(truth[0])]
    return values_in_words(truth)


def are_same(before: Prepared | None, now: Prepared) -> bool:
    """Whether both have the same examples, in the same order, which the model receives in the same way."""
    return (
        before is not None
        and before.data == now.data
        and before.recipe.data.augment == now.recipe.data.augment
        and same_examples(before.recipe, now.recipe)
    )


def of_same_source(before: Prepared, now: Prepared) -> bool:
    """Whether both are read from the same place."""
    one, other = before.recipe.data, now.recipe.data
    return (one.source, one.arguments.get("path")) == (other.source, other.arguments.get("path"))
