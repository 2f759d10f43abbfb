"""The source ``dataset``: a person's own Dataset in a Python file, tried first, then read.

A dataset that answers the same each time is read once, into memory or a mapped file, and trained on like any other
data. One whose examples are drawn at random is read anew in each epoch by loader processes. What has an order of its
own and no index (an ``IterableDataset``) streams once through a loader process, as far as it goes or up to ``count``,
into memory or, where that is too much for it, into a mapped file: so it can be shuffled by the seed, and a run resumes
exactly, wherever it was, without going through it again up to there.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import torch
from pydantic import Field
from torch import Tensor

from trainer_core.data.examples import Examples, Progress, Provenance, RawData
from trainer_core.data.fingerprint import ReadFile
from trainer_core.data.labels import TaskName
from trainer_core.data.reading import FromFile, ReadAll, Reader, reader_of
from trainer_core.data.sources import sources
from trainer_core.errors import CodeError, DataError, Message, plural
from trainer_core.formats import size as formatted_size
from trainer_core.trial.call import tell_call
from trainer_core.trial.code import Code
from trainer_core.trial.facts import DatasetFacts, ModelFits
from trainer_core.trial.kept import code_at
from trainer_core.trial.process import Check, Limits, try_file
from trainer_core.trial.report import Report, Severity
from trainer_core.trial.trust import require_trust

Count = Annotated[
    int,
    Field(
        ge=0,
        title="Count",
        description="Read the first N examples; for a dataset that does not end.",
        json_schema_extra={"unit": "examples", "zero": "all", "advanced": True},
    ),
]
Read = Annotated[
    Literal["auto", "once", "each epoch"],
    Field(
        title="Read",
        description="Read every example once, or again in each epoch if it is drawn at random.",
        json_schema_extra={
            "advanced": True,
            "labels": {"auto": "Automatic", "once": "Once", "each epoch": "In each epoch"},
        },
    ),
]

TrialSeconds = Annotated[
    float,
    Field(
        gt=0,
        le=3600,
        title="Trial time",
        description="Time that the file may take when it is tried, before it is used.",
        json_schema_extra={"unit": "s", "advanced": True},
    ),
]
TaskChoice = Annotated[
    Literal["auto", "classification", "binary"],
    Field(
        title="Task",
        description="Whether classes are several, or two of which the second is what is looked for.",
        json_schema_extra={
            "advanced": True,
            "labels": {"auto": "Automatic", "classification": "Several classes", "binary": "Two classes"},
        },
    ),
]
TrialMemory = Annotated[
    float,
    Field(
        gt=0,
        le=10_000,
        title="Trial memory",
        description="Memory that the file may take when it is tried, before it is used.",
        json_schema_extra={"unit": "GB", "advanced": True},
    ),
]

_MOST_CLASSES = 10_000
_MOST_WORKERS = 4
_WORTH_A_PROCESS = 2.0
"""Seconds of reading from which on several processes share it."""
_TOLD_EVERY = 0.2
"""Seconds between two words of progress while a file is tried."""


def dataset(
    *,
    progress: Progress,
    seed: int,
    path: Annotated[
        Path,
        Field(
            title="Python file",
            description="A file with a torch.utils.data.Dataset, or a function that makes one.",
            json_schema_extra={"suffixes": (".py",)},
        ),
    ],
    class_name: Annotated[
        str,
        Field(title="Class", description="The class or function in it; may be left empty if there is only one."),
    ] = "",
    arguments: Annotated[
        dict[str, Any], Field(title="Arguments", description="What the class or function is called with.")
    ] = {},  # noqa: B006 - pydantic copies it
    test_name: Annotated[
        str,
        Field(
            title="Test class",
            description="The class or function of the test set, if it has one of its own.",
            json_schema_extra={"advanced": True},
        ),
    ] = "",
    test_arguments: Annotated[
        dict[str, Any],
        Field(
            title="Test arguments",
            description="Arguments that are another for the test set, such as train = false.",
            json_schema_extra={"advanced": True},
        ),
    ] = {},  # noqa: B006
    task: TaskChoice = "auto",
    count: Count = 0,
    read: Read = "auto",
    trial_seconds: TrialSeconds = 20.0,
    trial_memory: TrialMemory = 2.0,
) -> RawData:
    """Try the file, then read its examples; nothing of it runs on the calling thread.

    Raises:
        CodeError: the file is missing, nobody has agreed to run it (``"needs-trust"``), or something in it does not
            hold; the first sentence of the trial then.
        DataError: the processes that read it die or hang, or there is no room.
    """
    code = code_at(path)
    require_trust(code)
    limits = Limits(seconds=trial_seconds, memory=round(trial_memory * 2**30))
    tried = tried_file(code, "dataset", class_name, arguments, limits, progress, tell=partial(tell_call, "data", path))
    facts = DatasetFacts.model_validate(tried.facts)
    reader = reader_of(FromFile(code, tried.chosen, dict(arguments)), facts, seed)
    anew = is_read_anew(read, reader)
    train = reader.all(count, _processes(reader), progress)
    test_name = test_name or _test_of_pair(tried)
    test = None
    if test_name or test_arguments:
        others = {**arguments, **test_arguments}
        other = tried_file(code, "dataset", test_name or tried.chosen, others, limits, progress)
        of_test = FromFile(code, other.chosen, others)
        test_reader = reader_of(of_test, DatasetFacts.model_validate(other.facts), seed)
        require_alike(reader, test_reader)
        test = test_reader.all(count, _processes(test_reader), progress)
    raw = raw_data(
        train,
        test,
        numbers=reader.numbers,
        names=facts.classes,
        title=code.path.stem.replace("_", " ").strip().capitalize() or code.path.name,
        provenance=Provenance(origin=str(code.path), note=tried.chosen),
        files=_files(code),
        notes=(
            *(each.message for each in tried.findings if each.severity is not Severity.ERROR),
            *in_its_order(reader, train),
        ),
        reader=reader if anew else None,
        code=code,
    )
    return raw.as_binary() if task == "binary" else raw


def raw_data(
    train: ReadAll,
    test: ReadAll | None,
    *,
    numbers: int,
    names: tuple[str, ...],
    title: str,
    provenance: Provenance,
    files: tuple[ReadFile, ...],
    notes: tuple[Message, ...],
    reader: Reader | None,
    code: Code | None,
) -> RawData:
    """What was read, as a source yields it: classes numbered from 0 on, or ``numbers`` targets for regression.

    ``names`` are those of the classes, if the dataset knows them.
    """
    parts = [train] if test is None else [train, test]
    targets = [part.targets for part in parts]
    class_names: tuple[str, ...] = ()
    if not numbers:
        class_names, targets = _classes(targets, names, title)
    examples = [Examples(part.inputs, answers, None, part.mapped) for part, answers in zip(parts, targets, strict=True)]
    contents = [
        ReadFile.of_content(name, part.inputs.nbytes, part.sha256)
        for name, part in zip(("training examples", "test examples"), parts, strict=False)
    ]
    return RawData(
        train=examples[0],
        test=examples[1] if test is not None else None,
        class_names=class_names,
        title=title,
        task=TaskName.REGRESSION if numbers else TaskName.CLASSIFICATION,
        provenance=provenance,
        target_names=tuple(f"target {number + 1}" for number in range(numbers)) if numbers > 1 else (),
        files=(*files, *contents),
        notes=notes,
        reader=reader,
        code=code,
    )


def _classes(targets: list[Tensor], names: tuple[str, ...], title: str) -> tuple[tuple[str, ...], list[Tensor]]:
    """The names of the classes and the targets by their place among them."""
    known = torch.unique(torch.cat(targets))
    if len(names) > int(known[-1]):
        return names, targets
    if len(known) > _MOST_CLASSES:
        raise DataError(
            "too-many-classes",
            "{title} has {n:,} different targets, which are too many for classes. Return them as float to predict "
            "numbers.",
            title=title,
            n=len(known),
        )
    return tuple(str(each) for each in known.tolist()), [torch.searchsorted(known, each) for each in targets]


def tried_file(
    code: Code,
    check: Check,
    name: str,
    arguments: Mapping[str, Any],
    limits: Limits,
    progress: Progress,
    *,
    fits: ModelFits | None = None,
    tell: Callable[[Report], None] | None = None,
) -> Report:
    """The report of a trial that found nothing in the way; raises `CodeError` with the first thing that is.

    ``tell`` gets the report in either case.
    """
    look = _now_and_then(lambda: progress(Message("Trying {name}", {"name": code.path.name}), 0.0))
    report = try_file(code, check, name=name, arguments=arguments, fits=fits, limits=limits, look=look)
    if tell is not None:
        tell(report)
    report.require_usable()
    return report


def _now_and_then(tell: Callable[[], None]) -> Callable[[], None]:
    last = 0.0

    def look() -> None:
        nonlocal last
        if time.monotonic() - last > _TOLD_EVERY:
            last = time.monotonic()
            tell()

    return look


def is_read_anew(read: Read, reader: Reader) -> bool:
    """Whether examples are read again in each epoch; raises `CodeError` if they cannot be."""
    if read == "each epoch" and reader.iterable:
        raise CodeError(
            "no-index",
            "{name} has no __getitem__, so it cannot be read in the order of each epoch. Set data.read to "
            '"once", or give it one.',
            name=reader.name,
        )
    return read == "each epoch" or (read == "auto" and reader.changes)


def in_its_order(reader: Reader, read: ReadAll) -> tuple[Message, ...]:
    """What is said of examples that were read in an order of their own: where they are, and what is exact."""
    if not reader.iterable:
        return ()
    count = len(read.inputs)
    facts = {"name": reader.name, "size": formatted_size(read.inputs.nbytes)}
    if read.mapped:
        return (
            plural(
                count,
                "{name} has no index: its 1 example ({size}) was read once, in its order, into a file. The seed "
                "shuffles it and a run resumes exactly; what it draws at random stays as it was drawn.",
                "{name} has no index: its {n:,} examples ({size}) were read once, in their order, into a file. The "
                "seed shuffles them and a run resumes exactly; what it draws at random stays as it was drawn.",
                **facts,
            ),
        )
    return (
        plural(
            count,
            "{name} has no index: its 1 example ({size}) was read once, in its order, into memory. The seed shuffles "
            "it and a run resumes exactly; what it draws at random stays as it was drawn.",
            "{name} has no index: its {n:,} examples ({size}) were read once, in their order, into memory. The seed "
            "shuffles them and a run resumes exactly; what it draws at random stays as it was drawn.",
            **facts,
        ),
    )


def require_alike(train: Reader, test: Reader) -> None:
    """Raise `CodeError` if a training and a test set cannot belong to one model."""
    if (train.shape, train.dtype, train.numbers) != (test.shape, test.dtype, test.numbers):
        raise CodeError(
            "test-differs",
            "The test set of {name} has inputs of {shape} and {numbers} numbers as target, the training set has "
            "{other} and {others}. Make both alike.",
            name=train.name,
            shape=str(test.shape),
            numbers=test.numbers,
            other=str(train.shape),
            others=train.numbers,
        )


def _test_of_pair(tried: Report) -> str:
    """``test`` beside a ``train`` that was taken."""
    wanted = tried.chosen.replace("training", "test").replace("train", "test")
    names = {each.name for each in tried.candidates}
    return wanted if wanted != tried.chosen and wanted in names else ""


def _processes(reader: Reader) -> int:
    if reader.iterable or (reader.length or 0) * reader.seconds < _WORTH_A_PROCESS:
        return 1
    return min(_MOST_WORKERS, os.cpu_count() or 1)


def _files(code: Code) -> tuple[ReadFile, ...]:
    try:
        return tuple(ReadFile.of(code.shown.parent / name, code.shown.parent) for name in code.files)
    except OSError as error:
        raise CodeError(
            "unreadable", "{path} cannot be read: {reason}.", path=str(code.shown), reason=error.strerror or str(error)
        ) from None


sources.add(
    "dataset",
    dataset,
    title="My own Dataset",
    summary="A Python file with a torch.utils.data.Dataset or IterableDataset, or a function that makes one.",
    task=None,
)
