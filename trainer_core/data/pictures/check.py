"""What is found in a folder of pictures as it lies on the disk: files that cannot be read, levels, sizes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trainer_core.data.check.finding import Finding, Offer, Severity
from trainer_core.data.examples import Examples
from trainer_core.data.pictures.decoding import Decoding
from trainer_core.data.pictures.entry import Known
from trainer_core.data.pictures.grouping import groups_by_name, proposed_pattern
from trainer_core.data.pictures.layout import Layout
from trainer_core.data.pictures.opening import Reason
from trainer_core.errors import Message, plural
from trainer_core.formats import first_of

WIDELY = 4.0
"""How many times as long the sides of the largest pictures are as those of the smallest from which on it is told."""

_CUT_OFF = 1.5
_MANY_CUT_OFF = 0.1


@dataclass(frozen=True, slots=True)
class PictureCheck:
    """What was met in reading a folder: its ``layout``, what is ``known`` of each file, what is ``broken`` and why."""

    layout: Layout
    known: Mapping[str, Known]
    broken: Sequence[tuple[str, Reason]]
    decoding: Decoding

    def findings(self, parts: Sequence[Examples]) -> Iterable[Finding]:
        """See `trainer_core.data.examples.Check`."""
        yield from unreadable_files(self.broken)
        yield from levels_of_folders(self.layout)
        if not self.layout.groups and set(self.layout.splits) == {"training"}:
            names = [file.name for file in self.layout.files]
            yield from subjects_in_table(self.layout, names) if self.layout.subject else subjects_in_names(names)
        yield from varying_sizes([each for each in self.known.values() if each.row >= 0], self.decoding)


def unreadable_files(broken: Sequence[tuple[str, Reason]]) -> Iterator[Finding]:
    """Name what is left out because it cannot be read."""
    if broken:
        name, reason = broken[0]
        yield Finding(
            "unreadable",
            Severity.WARNING,
            plural(
                len(broken),
                "1 file cannot be read and is left out: {name}: {reason}.",
                "{n:,} files cannot be read and are left out; the first is {name}: {reason}.",
                name=name,
                reason=reason,
            ),
            tuple(each for each, _ in broken),
            Message("Repair or remove what cannot be read, or let the run stop there."),
            (Offer(Message("Stop at files that cannot be read."), {"data.unreadable": "stop"}),),
        )


def levels_of_folders(layout: Layout) -> Iterator[Finding]:
    """Tell where folders or pictures lie a level higher or deeper than the classes: three ways of being misplaced."""
    if layout.base:
        yield Finding(
            "classes-deeper",
            Severity.NOTE,
            Message(
                "The class folders are one level below the chosen folder: they were found in {folder}.",
                {"folder": layout.base},
            ),
            (layout.base,),
            Message("If that is intended, there is nothing to do. Otherwise move {folder} next to the other class "
                    "folders, or choose another folder.", {"folder": layout.base}),
        )  # fmt: skip
    if layout.loose and not layout.table:
        yield Finding(
            "outside-classes",
            Severity.WARNING,
            plural(
                len(layout.loose),
                "1 picture lies beside the class folders and is left out: {names}.",
                "{n:,} pictures are outside the class folders and are left out: {names}.",
                names=first_of(layout.loose),
            ),
            layout.loose,
            Message("Put each into the folder of its class."),
        )
    if layout.deeper:
        yield Finding(
            "folders-too-high",
            Severity.WARNING,
            Message(
                "The classes are taken to be {classes}, but these hold folders of the same names, {deeper}, and no "
                "pictures of their own.",
                {"classes": first_of(layout.class_names), "deeper": first_of(layout.deeper)},
            ),
            layout.deeper,
            Message("If {deeper} are the classes, choose one of {classes} as the folder, or put pictures of one class "
                    "into one folder.", {"classes": first_of(layout.class_names), "deeper": first_of(layout.deeper)}),
        )  # fmt: skip


def subjects_in_names(names: Sequence[str]) -> Iterator[Finding]:
    """Tell that several pictures are of one subject, and offer to keep them together."""
    pattern = proposed_pattern(names)
    if not pattern:
        return
    groups = groups_by_name(names, pattern)
    group, count = Counter(groups).most_common(1)[0]
    yield Finding(
        "group",
        Severity.WARNING,
        Message(
            "By their names, such as {example}, the pictures are of {subjects} subjects, and the split does not "
            "respect it: the {count:,} pictures of {group} can be both in training and in the test.",
            {"example": names[0], "subjects": len(set(groups)), "count": count, "group": group},
        ),
        tuple(name for name, each in zip(names, groups, strict=True) if each == group),
        Message("Split by group, so that all pictures of a subject are on one side."),
        (
            Offer(
                Message("Keep pictures of one subject together, by their names: {pattern}.", {"pattern": pattern}),
                {"data.group_pattern": pattern, "data.split": "group"},
            ),
        ),
    )


def subjects_in_table(layout: Layout, names: Sequence[str]) -> Iterator[Finding]:
    """Tell that by a column of the table of labels several pictures belong together, and offer to keep them so."""
    group, count = Counter(each for each in layout.subjects if each.strip()).most_common(1)[0]
    facts = {"column": layout.subject, "table": layout.table, "group": group, "count": count}
    yield Finding(
        "group",
        Severity.WARNING,
        Message(
            "By the column {column} of {table} several pictures belong together, and the split does not respect it: "
            "the {count:,} pictures of {group} can be both in training and in the test.",
            facts,
        ),
        tuple(name for name, each in zip(names, layout.subjects, strict=True) if each == group),
        Message("Split by group, so that all pictures of a subject are on one side."),
        (
            Offer(
                Message("Keep pictures with the same {column} together.", {"column": layout.subject}),
                {"data.group": layout.subject, "data.split": "group"},
            ),
        ),
    )


def varying_sizes(known: Sequence[Known], decoding: Decoding) -> Iterator[Finding]:
    """Tell that pictures are of very different sizes, or that much of many is cut off."""
    if len(known) < 2:
        return
    sides = np.sqrt(np.array([each.width * each.height for each in known], np.float64))
    small, large = known[int(sides.argmin())], known[int(sides.argmax())]
    long = np.array([max(each.width, each.height) / max(1, min(each.width, each.height)) for each in known])
    cut_off = decoding.fit == "crop" and float((long >= _CUT_OFF).mean()) >= _MANY_CUT_OFF
    pad = (Offer(Message("Keep pictures whole, with bars beside them."), {"data.fit": "pad"}),) if cut_off else ()
    if sides.max() >= WIDELY * sides.min():
        yield Finding(
            "sizes-vary",
            Severity.NOTE,
            Message(
                "The pictures are of very different sizes, from {small} ({w} × {h}) to {large} ({width} × {height}).",
                {
                    "small": small.name,
                    "w": small.width,
                    "h": small.height,
                    "large": large.name,
                    "width": large.width,
                    "height": large.height,
                },
            ),
            (small.name, large.name),
            Message("All are brought to {side} × {side}: what is smaller is blurred, what is larger loses detail.",
                    {"side": decoding.side}),
            pad,
        )  # fmt: skip
    elif cut_off:
        yield Finding(
            "cut-off",
            Severity.NOTE,
            plural(
                int((long >= _CUT_OFF).sum()),
                "1 picture is so long or so high that a third of it is cut off, {name}.",
                "{n:,} pictures are so long or so high that a third of each is cut off, such as {name}.",
                name=known[int(long.argmax())].name,
            ),
            tuple(each.name for each, ratio in zip(known, long, strict=True) if ratio >= _CUT_OFF),
            None,
            pad,
        )
