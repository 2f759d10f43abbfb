"""Proposes how to train on a folder of pictures: looks at names, and into a few files for their size."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainer_core.data.examples import Progress
from trainer_core.data.labels import TaskName
from trainer_core.data.pictures.folder import KINDS
from trainer_core.data.pictures.layout import Layout, layout
from trainer_core.data.pictures.opening import LARGEST_FILE, opened
from trainer_core.data.pictures.scanning import scan
from trainer_core.files.safe_read import read_bytes
from trainer_core.recipe.proposal.found import Found
from trainer_core.recipe.proposal.settings import of_pictures, side_of

_LOOKED_INTO = 48


def of_folder(path: Path, target: str, asked: Mapping[str, Any], progress: Progress, *, gpu: bool) -> Found:
    """Look at a folder; ``asked`` are values of ``[data]`` that a person chose. Raises `DataError`."""
    labels, task = asked.get("labels", ""), asked.get("task", "auto")
    read = layout(
        scan(path, progress),
        table=Path(labels).expanduser().absolute() if labels else None,
        target=target or str(asked.get("target", "")),
        group=str(asked.get("group", "")),
        label_kind=KINDS.get(task, "auto"),
    )
    names = read.class_names
    if task not in (TaskName.CLASSIFICATION, TaskName.BINARY, TaskName.REGRESSION):
        two = TaskName.BINARY if len(names) == 2 else TaskName.CLASSIFICATION
        task = TaskName.REGRESSION if read.numeric else two
    count = sum(split == "training" for split in read.splits)
    side = asked.get("side") or side_of(_sizes(path, read), count, gpu=gpu)
    suited = of_pictures(count, int(side), TaskName(task), names, gpu=gpu)
    data: dict[str, Any] = {"source": "folder", "path": str(path), "side": side, "unreadable": "skip"}
    if read.table:
        data["target"] = read.target
    if asked.get("group") or asked.get("group_pattern"):
        data["split"] = "group"
    if task == TaskName.BINARY:
        data["task"] = TaskName.BINARY.value
    return Found(
        TaskName(task),
        names,
        (read.target,) if read.table else (),
        {**suited.sections, "data": {**suited.sections["data"], **data}},
        suited.reason,
    )


def _sizes(path: Path, read: Layout) -> list[tuple[int, int]]:
    """Width and height of some of the pictures, spread over all; those that cannot be read are passed over."""
    step = -(-len(read.files) // _LOOKED_INTO)
    sizes = []
    for file in read.files[::step]:
        try:
            with opened(read_bytes(path / file.name, LARGEST_FILE)) as picture:
                sizes.append(picture.size)
        except Exception:
            continue  # Pillow's readers raise many kinds; reading the folder says what is wrong with the file
    return sizes
