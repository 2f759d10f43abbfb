"""Tries a dataset: makes it, asks for its length, reads its first, its last and some other examples.

Runs in the process of a trial. `dataset_of` is what a run makes its dataset with.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset, IterableDataset

from trainer_core.errors import CodeError, is_interrupt
from trainer_core.trial.code import Code
from trainer_core.trial.facts import DatasetFacts
from trainer_core.trial.found import bound, candidate, choose, line_of, own, promises_data
from trainer_core.trial.loading import load
from trainer_core.trial.report import Candidate, Finding, Stage, finding
from trainer_core.trial.tried import ProblemError, Trying, raised
from trainer_core.trial.values import example_of, shape_of

_SAMPLED = 32
"""Examples that are read of a dataset with a length, spread over it."""
_SHARE_OF_TIME = 0.4
"""The part of a trial's time after which no further example is read: a slow dataset is told of, not broken off."""
_SLOW_EPOCH = 600.0
"""Seconds for all examples in one process from which on a dataset is called slow."""

_SECONDS_HERE = 5.0
"""Seconds after which no further example of a dataset at hand is read."""

_PAIR = ("train", "train_dataset", "training")


def dataset_of(code: Code, name: str, arguments: Mapping[str, Any]) -> Any:
    """Load the file and make the dataset ``name`` (may be empty where there is only one) of it.

    Raises `ProblemError`, and whatever the file raises.
    """
    module = load(code)
    chosen = choose(candidates(module, code, name), name)
    value = vars(module)[chosen.name]
    return value(**bound(chosen.name, value, arguments, code.path.parent))


def candidates(module: Any, code: Code, wanted: str = "") -> list[Candidate]:
    """The datasets that a file holds; raises `ProblemError` where there are none.

    Those are classes of `torch.utils.data.Dataset` that are not the base of another one in the file, and functions
    that say by annotation or name that they return one, or that are ``wanted`` by their name. Classes that only behave
    like a dataset count where there is no other.
    """
    found = own(module, code)
    classes = {name: value for name, value in found.items() if inspect.isclass(value)}
    datasets = {name: value for name, value in classes.items() if issubclass(value, Dataset)}
    leaves = {
        name: value
        for name, value in datasets.items()
        if not any(other is not value and issubclass(other, value) for other in datasets.values())
    }
    functions = {
        name: value
        for name, value in found.items()
        if inspect.isfunction(value) and (name == wanted or _makes_one(name, value))
    }
    chosen: dict[str, Any] = {**leaves, **functions} or {
        name: value
        for name, value in classes.items()
        if hasattr(value, "__getitem__") and hasattr(value, "__len__") and not issubclass(value, nn.Module)
    }
    if chosen:
        return [candidate(name, value) for name, value in chosen.items()]
    modules = [name for name, value in classes.items() if issubclass(value, nn.Module)]
    if modules:
        raise ProblemError("only-modules", known=", ".join(modules))
    raise ProblemError("no-dataset")


def check_dataset(trying: Trying) -> None:
    """Try the dataset that a file holds: see the module's docstring."""
    with trying.stage("importing"):
        module = load(trying.code)
    trying.candidates = candidates(module, trying.code, trying.name)
    chosen = choose(trying.candidates, trying.name or _first_of_pair(trying.candidates))
    trying.chosen = chosen.name
    value = vars(module)[chosen.name]
    given = bound(chosen.name, value, trying.arguments, trying.code.path.parent)
    with trying.stage("making", name=chosen.name):
        dataset = value(**given)
    _Reading(trying, dataset, (trying.code.path.name, chosen.line or 1)).check()


def check_object(dataset: Any, title: str) -> tuple[DatasetFacts, tuple[Finding, ...]]:
    """Try a dataset that is at hand, in this process: what was measured, and what is worth knowing.

    Raises `CodeError` with the first thing that does not hold.
    """
    trying = _Here(Code(Path(title), {}), {}, "", _SECONDS_HERE, Path())
    trying.chosen = title
    try:
        _Reading(trying, dataset, (title, 0)).check()
    except ProblemError as error:
        found = finding(error.problem, title)
        assert found is not None
        raise CodeError(found.code, found.message) from None
    notes = (finding(each, title) for each in trying.problems)
    return DatasetFacts.model_validate(trying.facts), tuple(each for each in notes if each is not None)


class _Here(Trying):
    """Tries in the program's own process: there is nobody to be told what it is at, and Ctrl-C is the program's."""

    def write(self, name: str, content: bytes) -> None:
        """Write nothing."""

    @contextmanager
    def stage(self, name: str, /, **facts: str | int | float) -> Iterator[None]:
        """Run a person's code in the block: see `Trying.stage`."""
        try:
            yield
        except BaseException as error:
            if is_interrupt(error):
                raise
            raise raised(error, Stage(name=name, facts=facts), None) from error


def _makes_one(name: str, value: Callable[..., Any]) -> bool:
    promised = value.__annotations__.get("return")
    if isinstance(promised, str):
        return "Dataset" in promised or promises_data(name)
    if promised is not None:
        kind = getattr(promised, "__origin__", promised)
        return inspect.isclass(kind) and issubclass(kind, Dataset)
    return promises_data(name)


def _first_of_pair(known: list[Candidate]) -> str:
    """``train`` of a file that holds ``train`` and ``test``: both are of one kind."""
    names = {each.name for each in known}
    pair = next((name for name in _PAIR if name in names), "")
    return pair if pair and any(name.startswith("test") for name in names) else ""


class _Reading:
    """Reads examples of a dataset and notes what does not hold; ``at`` is where it is defined."""

    def __init__(self, trying: Trying, dataset: Any, at: tuple[str, int]) -> None:
        self._trying = trying
        self._dataset = dataset
        self._at = at
        self._until = time.monotonic() + trying.seconds * _SHARE_OF_TIME
        self._first: tuple[int, Tensor, Tensor] | None = None
        self._first_type = ""
        self._seconds: list[float] = []
        self._largest = 0.0

    def check(self) -> None:
        dataset, trying = self._dataset, self._trying
        iterable = isinstance(dataset, IterableDataset) or not hasattr(dataset, "__getitem__")
        if iterable and not hasattr(dataset, "__iter__"):
            kind = type(dataset).__name__
            raise ProblemError("not-a-dataset", self._at, name=trying.chosen, type=kind)
        length = self._length(iterable)
        for index, item in self._iterated() if iterable else self._indexed(length or 0):
            self._take(index, item)
        if self._first is None:
            raise ProblemError("empty", self._at)
        changes = not iterable and self._changes(self._first[0])
        self._tell(length, iterable, changes)

    def _length(self, iterable: bool) -> int | None:
        dataset = self._dataset
        if not hasattr(dataset, "__len__"):
            if iterable:
                self._trying.found("unknown-end", self._at)
                return None
            raise ProblemError("no-length", self._at)
        with self._trying.stage("counting"):
            try:
                length = dataset.__len__()
            except (TypeError, NotImplementedError):
                if iterable:
                    return None
                raise
        if type(length) is not int or length < 0:
            raise ProblemError("bad-length", self._place("__len__"), length=str(length)[:60])
        if length == 0 and not iterable:
            raise ProblemError("empty", self._at)
        return length

    def _indexed(self, length: int) -> Iterator[tuple[int, Any]]:
        spread = (round(each * (length - 1) / (_SAMPLED - 1)) for each in range(_SAMPLED))
        # The ends first: what is wrong is wrong there most often, and time may run out.
        for index in dict.fromkeys((0, length - 1, *spread)):
            if self._first is not None and time.monotonic() > self._until:
                return
            yield index, self._read(index, length)

    def _read(self, index: int, length: int) -> Any:
        with self._trying.stage("reading", index=index):
            began = time.perf_counter()
            try:
                item = self._dataset[index]
            except IndexError as error:
                if index:
                    raise ProblemError(
                        "shorter-than-said", self._place("__len__"), length=length, index=index
                    ) from error
                raise
            self._seconds.append(time.perf_counter() - began)
        return item

    def _iterated(self) -> Iterator[tuple[int, Any]]:
        with self._trying.stage("iterating", index=0):
            items = iter(self._dataset)
        for index in range(_SAMPLED):
            if index and time.monotonic() > self._until:
                return
            with self._trying.stage("iterating", index=index):
                began = time.perf_counter()
                try:
                    item = next(items)
                except StopIteration:
                    return
                self._seconds.append(time.perf_counter() - began)
            yield index, item

    def _take(self, index: int, item: Any) -> None:
        place = self._place("__iter__" if isinstance(self._dataset, IterableDataset) else "__getitem__")
        try:
            input, target = example_of(item, index)
        except ProblemError as error:
            raise ProblemError(error.problem.code, place, **error.problem.facts) from None
        kind = str(getattr(item[0], "dtype", type(item[0]).__name__)).removeprefix("torch.")
        if self._first is None:
            self._first, self._first_type = (index, input, target), kind
        else:
            self._compare(index, input, target, kind, place)
        if not bool(torch.isfinite(input).all()):
            self._trying.found("input-not-finite", place, index=index)
        elif input.dtype is torch.float32:
            self._largest = max(self._largest, float(input.abs().max()))

    def _compare(self, index: int, input: Tensor, target: Tensor, kind: str, place: tuple[str, int]) -> None:
        assert self._first is not None
        first, one, other = self._first
        if input.shape != one.shape:
            raise ProblemError(
                "shapes-differ", place, index=index, shape=shape_of(input), first=first, other=shape_of(one)
            )
        if input.dtype != one.dtype:
            raise ProblemError("inputs-differ", place, index=index, dtype=kind, first=first, other=self._first_type)
        if (target.dtype, target.shape) != (other.dtype, other.shape):
            raise ProblemError(
                "targets-differ", place, index=index, kind=_target_kind(target), first=first, other=_target_kind(other)
            )

    def _changes(self, index: int) -> bool:
        """Whether reading an example again, with other random numbers, gives another."""
        again = []
        for seed in (1, 2):
            torch.manual_seed(seed)
            with self._trying.stage("reading", index=index):
                again.append(example_of(self._dataset[index], index))
        (one, other), (two, another) = again
        same = torch.equal(torch.nan_to_num(one), torch.nan_to_num(two)) and torch.equal(other, another)
        if not same:
            self._trying.found("changes", self._place("__getitem__"))
        return not same

    def _tell(self, length: int | None, iterable: bool, changes: bool) -> None:
        assert self._first is not None
        _, input, target = self._first
        place = self._place("__iter__" if iterable else "__getitem__")
        if input.ndim == 3 and input.shape[-1] in (1, 3, 4) and input.shape[0] > 4:
            self._trying.found("channels-last", place, shape=shape_of(input))
        if self._largest > 32 and input.ndim == 3 and input.dtype is torch.float32:
            self._trying.found("large-floats", place, dtype=self._first_type, largest=f"{self._largest:g}")
        elif self._first_type not in ("uint8", "float32"):
            self._trying.found("converted", place, dtype=self._first_type)
        # The first reading opens files and fills caches.
        each = sorted(self._seconds[1:] or self._seconds)[len(self._seconds[1:]) // 2]
        if length and each * length > _SLOW_EPOCH:
            minutes = f"{each * length / 60:.0f}"
            self._trying.found("slow", place, milliseconds=f"{each * 1000:.0f}", length=length, minutes=minutes)
        self._trying.facts = DatasetFacts(
            length=length,
            iterable=iterable,
            input_shape=tuple(input.shape),
            input_type="uint8" if input.dtype is torch.uint8 else "float32",
            target="numbers" if target.dtype is torch.float32 else "class",
            numbers=target.numel(),
            classes=class_names(self._dataset),
            changes=changes,
            seconds=each,
            examples_read=len(self._seconds),
        ).model_dump(mode="json")

    def _place(self, method: str) -> tuple[str, int]:
        """Where a method of the dataset stands in the file, or else where the dataset does."""
        function = getattr(type(self._dataset), method, None)
        file = getattr(getattr(function, "__code__", None), "co_filename", "")
        name = next((each for each in self._trying.code.files if file.endswith(each)), "")
        line = line_of(function)
        return (name, line) if name and line else self._at


def class_names(dataset: Any) -> tuple[str, ...]:
    """The names in a dataset's own ``classes``, as torchvision's have them; empty where there are none."""
    try:
        names = dataset.classes
    except Exception:
        return ()
    if isinstance(names, list | tuple) and names and all(isinstance(name, str) for name in names):
        return tuple(names)
    return ()


def _target_kind(target: Tensor) -> str:
    return "int" if target.dtype is torch.int64 else f"float {shape_of(target)}"
