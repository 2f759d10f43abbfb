"""From a command to a run that is about to begin: a new one, or one that goes on from a snapshot."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

from trainer_core.compute import randomness
from trainer_core.compute.cpu_load import CpuLoad
from trainer_core.compute.mixed_precision import precision_notes
from trainer_core.data.check.finding import Severity
from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.data.object_source import SOURCE as DATA_OBJECT
from trainer_core.engine.prepared import Preparation
from trainer_core.engine.weights import carry_over
from trainer_core.errors import N_, Message
from trainer_core.history.history import BY_HAND
from trainer_core.models.at_hand import NAME as MODEL_OBJECT
from trainer_core.protocol.commands import ResumeRun, Start
from trainer_core.protocol.events import Event
from trainer_core.runs.code_check import code_differences, object_differences
from trainer_core.runs.data_check import require_same_data
from trainer_core.runs.run_files import BEST, read_facts
from trainer_core.runs.run_folder import RunFolder
from trainer_core.runs.snapshots import versions
from trainer_core.training import cpu_threads
from trainer_core.training.assembly import Parts
from trainer_core.training.restoring import restore, restore_randomness, snapshot_values
from trainer_core.training.resume import Continuation, continuation
from trainer_core.training.run import Run
from trainer_core.trial.code import Code
from trainer_core.trial.kept import code_of_run
from trainer_core.trial.report import Severity as CodeSeverity


def started(preparation: Preparation, command: Start, number: int, emit: Callable[[Event], None]) -> Run:
    """Build what a new run needs and its folder; raises `TrainerError`, and then nothing is left of it."""
    load = CpuLoad()
    parts = preparation.build(command.recipe, download=command.download)
    if command.keep_weights and preparation.parts is not None:
        carry_over(parts, preparation.parts.model.state_dict())
    of_threads = cpu_threads.begin(parts, load)
    folder = None
    if command.folder:
        facts = _facts(parts, "kept" if command.keep_weights else "file" if parts.initial else "seed")
        folder = RunFolder.create(command.folder, command.recipe, parts.scorer.headline, facts)
    try:
        if folder is not None:
            folder.write_data(parts.dataset)
            _keep_code(folder, parts)
        run = Run(parts, number, folder, emit)
        precision = precision_notes(command.recipe.training.precision, parts.device)
        run.opening_notes = (*_of_data(parts), *_of_model(parts), *precision, *of_threads)
        _adopt(preparation, parts)
        randomness.seed_all(command.recipe.training.seed)
    except BaseException:
        if folder is not None:
            folder.discard()
        raise
    return run


def continued(preparation: Preparation, command: ResumeRun, number: int, emit: Callable[[Event], None]) -> Run:
    """Bring an earlier run back to its newest whole snapshot.

    Raises `TrainerError`, and then the run can be gone on with as before: what says that it has ended goes last.
    """
    folder = RunFolder.reopen(command.folder)
    try:
        found = continuation(folder.path, command.changes)
        with nullcontext() if command.accept_changed_code else code_of_run(folder.path):
            parts = preparation.build(found.recipe, download=command.download, run=folder.path)
        corrected = any(change.key == CORRECTIONS for change in found.changes)
        accepted = command.accept_changed_data
        other_data = require_same_data(folder.path, parts.dataset, accepted=accepted, corrected=corrected)
        other_code = tuple(code_differences(folder.path, found.recipe, accepted=command.accept_changed_code))
        of_threads = cpu_threads.go_on(parts, found.snapshot.values["versions"])
        run = Run(parts, number, folder, emit, found.history)
        restore(run, found.snapshot)
        restore_randomness(found.snapshot)
        run.changes.to_repeat = deque(found.to_repeat)
        precision = precision_notes(found.recipe.training.precision, parts.device)
        of_data = [("warning", other_data)] if other_data is not None else []
        run.opening_notes = (
            *found.notes,
            *of_data,
            *(("info", each) for each in (*other_code, *object_differences(folder.path, _of_objects(parts)))),
            *_of_another_device(found, parts),
            *of_threads,
            *_of_hands(found),
            *precision,
        )
        if found.extended:
            run.early_stopping.wait_anew()
        _make_lasting(
            run,
            found,
            folder,
            other_data=other_data is not None or corrected,
            other_code=command.accept_changed_code and bool(other_code),
        )
        folder.go_on(found.history, run.changes.to_repeat)
        if run.checkpoints.best is not None:
            # best.pt may be of an epoch after the snapshot, which need not come out the same again.
            run.records.weights(BEST, run.checkpoints.best)
        _adopt(preparation, parts)
    except BaseException:
        folder.release()
        raise
    return run


def _keep_code(folder: RunFolder, parts: Parts) -> None:
    folder.write_code(parts.dataset.code)
    for part, code in parts.code.items():
        folder.write_code(code, part)


def _of_objects(parts: Parts) -> dict[str, Code | None]:
    """The source of the objects of a Python program that are trained on or trained, by the part of each."""
    found: dict[str, Code | None] = {}
    if parts.recipe.data.source == DATA_OBJECT:
        found[""] = parts.dataset.code
    if parts.recipe.model.name == MODEL_OBJECT:
        found["model"] = parts.code.get("model")
    return found


def _make_lasting(run: Run, found: Continuation, folder: RunFolder, *, other_data: bool, other_code: bool) -> None:
    """Write down what is another than before: a second break must not fall back to what was before."""
    step = found.snapshot.step
    if other_data:
        folder.write_data(run.parts.dataset)
    if other_code:
        _keep_code(folder, run.parts)
    if found.changes or found.extended or found.broken or other_data or other_code:
        folder.write_facts({"changed_at": step})
        folder.write_snapshot(snapshot_values(run), keep=found.recipe.training.snapshots_kept)
    if found.changes or "changed_at" in read_facts(folder.path):
        folder.write_recipe(found.recipe)


def _of_data(parts: Parts) -> Iterator[tuple[str, Message]]:
    """How the data was read, what is wrong with it, and with a person's own code."""
    yield from (("info", note) for note in parts.dataset.notes)
    for finding in parts.dataset.findings:
        yield ("info" if finding.severity is Severity.NOTE else "warning"), finding.message
    for found in parts.findings:
        yield ("warning" if found.severity is CodeSeverity.WARNING else "info"), found.message


def _of_model(parts: Parts) -> Iterator[tuple[str, Message]]:
    """What was changed of a published architecture, and what its weights are from."""
    report = parts.report.model
    yield from (("info", change) for change in report.changes)
    if parts.initial is not None:
        facts = {"fits": len(parts.initial.loaded), "all": len(parts.model.state_dict()), "path": report.weights}
        yield "info", Message("Loaded {fits} of the model's {all} tensors from {path}.", facts)


def _of_another_device(found: Continuation, parts: Parts) -> tuple[tuple[str, Message], ...]:
    then, now = found.snapshot.values["versions"].get("device"), parts.device_report.device
    if then in (None, now) or any(change.key == "training.device" for change in found.changes):
        return ()
    text = N_("The run was trained on {then} and is resumed on {now}: its last bits may differ.")
    return (("warning", Message(text, {"then": then, "now": now})),)


def _of_hands(found: Continuation) -> tuple[tuple[str, Message], ...]:
    """Whether what the run goes on from was changed by hand."""
    if not any(mark.message.template == BY_HAND for mark in found.history.marks):
        return ()
    text = N_(
        "This run was changed by hand and continues from there: its recipe alone does not reproduce these weights."
    )
    return (("info", Message(text)),)


def _adopt(preparation: Preparation, parts: Parts) -> None:
    preparation.adopt(parts)
    preparation.weights_are_trained = True


def _facts(parts: Parts, initial_weights: str) -> dict[str, Any]:
    """What a run's folder says of where it began; ``initial_weights`` is ``"seed"``, ``"kept"`` or
    ``"file"``.
    """
    report = parts.device_report
    return {
        "device": report.device,
        "device_name": report.name,
        "initial_weights": initial_weights,
        "versions": versions(),
        **cpu_threads.kept(parts),
        **({"weights_file": parts.initial.facts()} if parts.initial is not None else {}),
    }
