"""Going on with an earlier run: from which snapshot, with which recipe, and what may be another than before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.errors import N_, CommandError, Message, RecipeError, SnapshotError, plural
from trainer_core.history.history import History, Mark
from trainer_core.models.layers.dropout import without_dropout
from trainer_core.models.layers.settings import LAYERS
from trainer_core.protocol.events import Reason
from trainer_core.recipe.augmentation import in_words
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.field_info import Counted
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.parameter_groups import in_words as groups_in_words
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import describe
from trainer_core.runs.run_files import read_history, read_recipe, read_summary
from trainer_core.runs.snapshots import Snapshot, read_snapshot, snapshot_paths, versions

_OTHER_EXAMPLES = Message(
    "This decides which examples are trained on and which are kept for validation and test: changed, the model would "
    "be tested on what it has learnt. Start a new run instead."
)
_OTHER_MODEL = Message(
    "The weights, and the optimizer's averages of them, are of this very model. Start a new run, and load what fits of "
    "the weights into it."
)
_OTHER_INPUTS = Message(
    "The model has learnt from inputs of the other kind and would see numbers that it does not know. Start a new run."
)
_OTHER_TARGETS = Message(
    "The model has learnt to answer on the other scale, and its answers would mean something else. Start a new run."
)
_AUGMENTATION = Message("From here on training images are changed in another way.")
_LAST_BITS = Message(
    "The same in all but the last bits: from here on the numbers are not those of a run that was never stopped."
)
_SCHEDULE = Message("From here on the learning rate is that of the new curve.")
_OTHER_PLACE = Message("The data is looked for there; it has to be the same.")
_SAME = Message("")

_RULES: dict[str, tuple[bool, Message]] = {
    "data": (False, _OTHER_EXAMPLES),
    "data.resample": (True, Message("From the next batch on examples are drawn in another way.")),
    "training.seed": (False, _OTHER_EXAMPLES),
    "data.standardize": (False, _OTHER_INPUTS),
    "data.standardize_target": (False, _OTHER_TARGETS),
    "model.dropout": (True, Message("From the next batch on.")),
    "model": (False, _OTHER_MODEL),
    "data.batch_size": (
        True,
        Message(
            "The epoch under way continues at the next whole batch of the new size, so a few of its examples may come "
            "twice. A larger batch often wants a larger learning rate."
        ),
    ),
    "data.augment": (True, _AUGMENTATION),
    CORRECTIONS: (True, Message("From the next batch on, examples have the labels that these corrections give them.")),
    "data.placement": (True, _SAME),
    "data.workers": (True, _SAME),
    "loss": (
        True,
        Message("Losses before and after are not of the same measure; the best epoch is still the one found so far."),
    ),
    "optimizer.name": (True, Message("The averages that the old optimizer kept are lost; the new one starts without.")),
    "optimizer": (True, Message("From the next batch on.")),
    "schedule": (True, _SCHEDULE),
    "metric": (
        False,
        Message("This run has been evaluated with another metric so far. Start a new run to use this one."),
    ),
    "training.epochs": (True, Message("A schedule that ends with the run is stretched to the new length.")),
    "training.device": (True, _LAST_BITS),
    "training.precision": (True, _LAST_BITS),
    "training.channels_last": (True, _LAST_BITS),
    "training.compile": (True, _LAST_BITS),
    "training.tf32": (True, _LAST_BITS),
    "training.threads": (True, _LAST_BITS),
    "training.deterministic": (True, _LAST_BITS),
    "training.accumulate": (True, Message("The group of batches under way is cut short: its step is a smaller one.")),
    "training.groups": (True, Message("From here on parameters are trained and frozen as these groups say.")),
    "training.best_by": (True, Message("The best epoch so far stays until one beats its result by the new measure.")),
    "training": (True, _SAME),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of the recipe that would be another; ``note`` says what follows, or why it cannot be.

    Values that are ``counted`` (`trainer_core.recipe.field_info.FieldInfo`) are told by how many things they hold.
    """

    key: str
    title: str
    old: Any
    new: Any
    allowed: bool
    note: Message
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """What a run goes on from; ``notes`` are for its log. ``history`` ends where the snapshot was taken.

    ``to_repeat`` are live changes that were made after it, and ``extended`` says that the run had stopped early and is
    to go on all the same. ``broken`` says that an error ended it: the batch in which it did has drawn random numbers,
    and layers that count what they see have seen it, so what follows is not what would have followed without it.
    """

    snapshot: Snapshot
    recipe: Recipe
    history: History
    to_repeat: tuple[Mark, ...]
    changes: tuple[Change, ...]
    extended: bool
    broken: bool
    notes: tuple[tuple[str, Message], ...]


def changes(old: Recipe, new: Recipe) -> tuple[Change, ...]:
    """What differs between two recipes, field by field, and whether a run may go on with it; titles are not compared.

    A part that is another (an optimizer, say) is one change, of its name.
    """
    fields = {info.key: info for of in (new, old) for section in describe(of) for info in section.fields}
    before, after = _flat(old), _flat(new)
    found = []
    for key in dict.fromkeys((*before, *after)):
        part = _part_of(key)
        if before.get(key) == after.get(key) or (key != part and before.get(part) != after.get(part)):
            continue
        same_but_dropout = key == LAYERS and without_dropout(before[key]) == without_dropout(after[key])
        rule = "model.dropout" if same_but_dropout else key
        allowed, note = _RULES.get(rule) or _RULES[key.partition(".")[0]]
        if key in fields and fields[key].kind == "path" and key not in _RULES:
            allowed, note = True, _OTHER_PLACE
        title = fields[key].title if key in fields else key
        counted = fields[key].counted if key in fields else None
        found.append(Change(key, title, before.get(key), after.get(key), allowed, note, counted))
    return tuple(found)


def _part_of(key: str) -> str:
    """The field that names the part of which ``key`` is an argument."""
    section, _, name = key.partition(".")
    if section == "data":
        return key if name in DataRecipe.model_fields else "data.source"
    return f"{section}.name"


def continuation(folder: Path, wanted: Mapping[str, Any]) -> Continuation:
    """Find out how the run in ``folder`` goes on with the changes ``wanted``; nothing on disk changes.

    The newest snapshot that is whole and whose numbers are all on disk is taken; those that had to be passed over are
    named in the notes.

    Raises:
        RunFolderError: the folder is no run's, or its files are damaged.
        SnapshotError: there is no snapshot, or none is whole.
        RecipeError: a change is wrong, or may not be made.
        CommandError: the run is at its end and no more epochs were asked for.
    """
    read_recipe(folder)
    whole = read_history(folder)
    snapshot, passed_over = newest_usable(folder, whole)
    then = Recipe.from_toml(snapshot.values["recipe"])
    recipe = then.with_values(wanted)
    made = changes(then, recipe)
    for change in made:
        if not change.allowed:
            raise RecipeError(
                "cannot-change",
                "{field} was {old} in this run and cannot become {new}. {why}",
                field=change.key,
                old=change.old,
                new=change.new,
                why=change.note,
            )
    records = snapshot.values["records"]
    reason = read_summary(folder).get("reason")
    ended = reason not in (None, Reason.INTERRUPTED.value)
    epochs = snapshot.values["position"]["epoch"]
    if ended and epochs >= recipe.training.epochs:
        raise CommandError(
            "at-its-end",
            plural(
                recipe.training.epochs,
                "This run has trained its one epoch. Give it more epochs to resume it.",
                "This run has trained all its {n:,} epochs. Give it more epochs to resume it.",
            ),
        )
    history = truncated(whole, records["rows"], records["epochs"], records["marks"])
    return Continuation(
        snapshot=snapshot,
        recipe=recipe,
        history=history,
        to_repeat=tuple(
            mark
            for mark in whole.marks[records["marks"] :]
            if mark.repeatable and mark.message.facts["field"] not in wanted
        ),
        changes=made,
        extended=reason == Reason.STOPPED_EARLY.value,
        broken=reason in (Reason.OUT_OF_MEMORY.value, Reason.FAILED.value),
        notes=(*passed_over, *_notes(snapshot, made, lost=len(whole) - len(history))),
    )


def newest_usable(folder: Path, history: History) -> tuple[Snapshot, tuple[tuple[str, Message], ...]]:
    """The newest snapshot that is whole and whose batches ``history`` holds; and a warning for each passed over.

    Raises `SnapshotError` if there is none.
    """
    warnings: list[tuple[str, Message]] = []
    for path in reversed(snapshot_paths(folder)):
        try:
            snapshot = read_snapshot(path)
            require_records(snapshot, history)
            Recipe.from_toml(snapshot.values["recipe"])
        except (SnapshotError, RecipeError) as error:
            warnings.append(("warning", error.message))
            continue
        if warnings:
            text = N_("The run is resumed from the snapshot before, after batch {step}.")
            warnings.append(("warning", Message(text, {"step": snapshot.step})))
        return snapshot, tuple(warnings)
    if warnings:
        raise SnapshotError(
            "none-whole",
            plural(
                len(warnings),
                "The only snapshot in {path} is damaged, so the run cannot be resumed. {first} Its weights may "
                "still be whole: load best.pt or last.pt into a new run.",
                "All {n:,} snapshots in {path} are damaged, so the run cannot be resumed. {first} Its weights may "
                "still be whole: load best.pt or last.pt into a new run.",
                path=str(folder),
                first=warnings[0][1],
            ),
        )
    raise SnapshotError(
        "no-snapshot",
        "There is no snapshot in {path}, so the run cannot be resumed. Load its best.pt or last.pt into a new run.",
        path=str(folder),
    )


def require_records(snapshot: Snapshot, history: History) -> None:
    """Raise `SnapshotError` if ``history`` does not reach to where the snapshot was taken."""
    records = snapshot.values["records"]
    held = (len(history), len(history.epochs), len(history.marks))
    if any(
        have < need for have, need in zip(held, (records["rows"], records["epochs"], records["marks"]), strict=True)
    ):
        raise SnapshotError(
            "numbers-missing",
            "The snapshot {path} cannot be used: batches or epochs before it are missing on disk (batches: {have:,} "
            "of {need:,}).",
            path=str(snapshot.path),
            need=records["rows"],
            have=len(history),
        )


def truncated(history: History, rows: int, epochs: int, marks: int) -> History:
    """A history of the first so many batches, epochs and marks."""
    shorter = History(history.metric)
    shorter.extend(history.rows(0, rows))
    for row in history.epochs[:epochs]:
        shorter.append_epoch(row)
    for mark in history.marks[:marks]:
        shorter.append_mark(mark)
    shorter.layer_health = history.layer_health.until(rows)
    return shorter


def _notes(snapshot: Snapshot, made: tuple[Change, ...], *, lost: int) -> list[tuple[str, Message]]:
    notes = [("info", Message("Training resumed after batch {step}, from a snapshot.", {"step": snapshot.step}))]
    if lost:
        repeated = plural(
            lost,
            "1 batch that was trained after it is trained again.",
            "{n:,} batches that were trained after it are trained again.",
        )
        notes.append(("info", repeated))
    for change in made:
        worded = {"data.augment": in_words, GROUPS: groups_in_words}.get(change.key)
        old, new = (worded(value or ()) if worded else value for value in (change.old, change.new))
        facts = {"field": change.key, "old": old, "new": new, "note": change.note}
        notes.append(("info", Message("{field}: {old} → {new}. {note}", facts)))
    then, now = snapshot.values["versions"], versions()
    for name in ("torch", "numpy", "python"):
        if then.get(name) not in (None, now[name]):
            text = N_("The run began with {name} {then} and is resumed with {now}: its last bits may differ.")
            notes.append(("warning", Message(text, {"name": name, "then": then[name], "now": now[name]})))
    return notes


def _flat(recipe: Recipe) -> dict[str, Any]:
    sections = recipe.to_dict()
    return {
        f"{section}.{name}": value
        for section in ("data", "model", "loss", "optimizer", "schedule", "metric", "training")
        for name, value in sections[section].items()
    }
