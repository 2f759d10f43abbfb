"""The source ``object``: a Dataset that a Python program has at hand, and gives to `trainer_core.api.train`.

It is tried and read in this process, since no other can make it again. A run records its qualified name, the source
text of its class where there is one, and the digest of what was read; to resume, the object is given again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any

from pydantic import Field

from trainer_core.data.dataset_source import (
    Count,
    Read,
    TaskChoice,
    in_its_order,
    is_read_anew,
    raw_data,
    require_alike,
)
from trainer_core.data.examples import Progress, Provenance, RawData
from trainer_core.data.reading import AtHand, reader_of
from trainer_core.data.sources import sources
from trainer_core.errors import DataError
from trainer_core.trial.code import source_of
from trainer_core.trial.dataset_check import check_object

SOURCE = "object"

_given: ContextVar[tuple[Any, Any]] = ContextVar("given", default=(None, None))


@contextmanager
def object_at_hand(training: Any, test: Any) -> Iterator[None]:
    """Within the block the source ``object`` is this dataset, and ``test`` its test set; each may be None."""
    token = _given.set((training, test))
    try:
        yield
    finally:
        _given.reset(token)


def qualified_name(dataset: Any) -> str:
    """What a run calls an object: the module and name of its class."""
    return f"{type(dataset).__module__}.{type(dataset).__qualname__}"


def from_object(
    *,
    progress: Progress,
    seed: int,
    object_name: Annotated[
        str, Field(title="Class", description="The class of the dataset that a Python program gave.")
    ] = "",
    task: TaskChoice = "auto",
    count: Count = 0,
    read: Read = "auto",
) -> RawData:
    """Read the dataset that is at hand.

    Raises:
        DataError: with the code ``"needs-object"``, there is none.
        CodeError: something in it does not hold.
    """
    training, test = _given.get()
    if training is None:
        raise DataError(
            "needs-object",
            "This data is an object of a Python program ({name}). Give it again there: train(recipe, data=…) or "
            "resume(run, data=…).",
            name=object_name or "Dataset",
        )
    facts, findings = check_object(training, type(training).__name__)
    reader = reader_of(AtHand(training, type(training).__name__), facts, seed)
    anew = is_read_anew(read, reader)
    read_all, of_test = reader.all(count, 0, progress), None
    if test is not None:
        other, _ = check_object(test, type(test).__name__)
        test_reader = reader_of(AtHand(test, type(test).__name__), other, seed)
        require_alike(reader, test_reader)
        of_test = test_reader.all(count, 0, progress)
    raw = raw_data(
        read_all,
        of_test,
        numbers=reader.numbers,
        names=facts.classes,
        title=type(training).__name__,
        provenance=Provenance(origin=qualified_name(training), note="Python"),
        files=(),
        notes=(*(each.message for each in findings), *in_its_order(reader, read_all)),
        reader=reader if anew else None,
        code=source_of([type(training)]),
    )
    return raw.as_binary() if task == "binary" else raw


sources.add(
    SOURCE,
    from_object,
    title="From Python",
    summary="A Dataset that a Python program gives to train(recipe, data=…).",
    task=None,
    own=True,
    listed=False,
)
