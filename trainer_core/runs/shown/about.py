"""``about.json``: the data, model and device of a run, so that it can be shown where none of them is available."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer_core.data import TaskName
from trainer_core.errors import Message
from trainer_core.files.small_files import count, damaged, line, read_json
from trainer_core.protocol.reports import DataReport, DeviceReport, ModelReport
from trainer_core.runs.shown.messages import as_values, from_values

ABOUT = "about.json"

_LARGEST = 32_000_000
_LONGEST_NAME = 1000
_LONGEST_LAYERS = 1_000_000
"""Characters of a model's text."""


@dataclass(frozen=True, slots=True)
class About:
    """A run's data, model and device as it had them, without what was found in the data; and how long an epoch is."""

    data: DataReport
    model: ModelReport
    device: DeviceReport
    batches_per_epoch: int


def as_text(about: About) -> str:
    """The text of the file."""
    data, model, device = about.data, about.model, about.device
    values = {
        "batches_per_epoch": about.batches_per_epoch,
        "data": {
            **{name: getattr(data, name) for name in ("source", "title", "task", "training", "validation", "test")},
            **{name: list(getattr(data, name)) for name in ("class_names", "target_names", "class_counts")},
            "input_shape": list(data.input_shape),
            "placement": as_values(data.placement),
        },
        "model": {"name": model.name, "parameters": model.parameters, "layers": model.layers[:_LONGEST_LAYERS]},
        "device": {
            **{name: getattr(device, name) for name in ("asked", "device", "name", "threads")},
            "why": None if device.why is None else as_values(device.why),
        },
    }
    return json.dumps(values, indent=1) + "\n"


def read_about(folder: Path) -> About | None:
    """Read ``about.json`` in ``folder``, a run's ``shown/``; None if there is none. Raises `RunFolderError`."""
    path = folder / ABOUT
    values = read_json(path, _LARGEST)
    if not values:
        return None
    try:
        data, model, device = (_mapping(values[name]) for name in ("data", "model", "device"))
        return About(_data(data), _model(model), _device(device), count(values.get("batches_per_epoch")))
    except (KeyError, ValueError, TypeError):
        raise damaged(path, Message("it does not describe the data and the model of the run")) from None


def _data(values: dict[str, Any]) -> DataReport:
    shape = tuple(count(each) for each in values["input_shape"])
    if len(shape) not in (1, 3) or 0 in shape:
        raise ValueError
    return DataReport(
        source=_line(values["source"]),
        title=_line(values["title"]),
        task=TaskName(values["task"]).value,
        class_names=_lines(values["class_names"]),
        input_shape=shape,
        training=count(values["training"]),
        validation=count(values["validation"]),
        test=count(values["test"]),
        placement=from_values(values["placement"]) or Message(""),
        class_counts=tuple(count(each) for each in values["class_counts"]),
        target_names=_lines(values["target_names"]),
    )


def _model(values: dict[str, Any]) -> ModelReport:
    layers = values["layers"]
    return ModelReport(_line(values["name"]), count(values["parameters"]), layers if isinstance(layers, str) else "")


def _device(values: dict[str, Any]) -> DeviceReport:
    asked, device, name = (_line(values[key]) for key in ("asked", "device", "name"))
    return DeviceReport(asked, device, name, count(values["threads"]), from_values(values.get("why")))


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _lines(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(_line(each) for each in values)


def _line(value: Any) -> str:
    return line(value, _LONGEST_NAME)
