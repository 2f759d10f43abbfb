"""``health.bin`` and ``health.json``: what was measured of each layer in some of a run's batches.

``health.json`` names the ``layers`` (``name``, ``type``, ``parameters``) and the ``measures``; ``health.bin`` holds a
record a sampled batch, ``[("step", "<i8"), ("values", "<f4", (len(layers), len(measures)))]``. They are those of
`trainer_core.history.layer_health`, and have some sixteen megabytes at most, more
only where there are thousands of layers.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from trainer_core.errors import Message, RunFolderError
from trainer_core.files.append import append
from trainer_core.files.atomic import atomic_write
from trainer_core.files.safe_read import read_bytes
from trainer_core.files.small_files import damaged, read_json, unreadable
from trainer_core.history.layer_health import NAMES, Layer, LayerHealth, row_type

HEALTH, HEALTH_COLUMNS = "health.bin", "health.json"

_LARGEST = 200_000_000
_LARGEST_COLUMNS = 50_000_000
_MOST_LAYERS = 100_000


def read_layer_health(run: Path) -> LayerHealth:
    """Read what the run in the folder ``run`` has measured of its layers, up to the last whole row; nothing where it
    has not. Raises `RunFolderError` if a file is damaged.
    """
    columns, path = run / HEALTH_COLUMNS, run / HEALTH
    layers = _layers(read_json(columns, _LARGEST_COLUMNS), columns)
    if not layers:
        return LayerHealth()
    try:
        data = read_bytes(path, _LARGEST)
    except FileNotFoundError:
        return LayerHealth(layers)
    except OSError as error:
        raise unreadable(path, error) from None
    kind = row_type(len(layers))
    return LayerHealth.of_records(layers, np.frombuffer(data[: len(data) - len(data) % kind.itemsize], dtype=kind))


def read_what_is_whole(run: Path) -> LayerHealth:
    """As `read_layer_health`; nothing where a file is damaged, since no number of the training depends on it."""
    try:
        return read_layer_health(run)
    except RunFolderError:
        return LayerHealth()


class LayerHealthFiles:
    """The two files of a run's folder ``path``, which follow a `LayerHealth` that grows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._layers: tuple[Layer, ...] | None = None
        self._generation = self._rows = -1

    def begin_with(self, health: LayerHealth) -> None:
        """Take the files over from a run that goes on with ``health``. Raises `RunFolderError`."""
        self._layers = None
        if health.layers:
            self.write(health)
        else:
            with contextlib.suppress(OSError):
                for name in (HEALTH, HEALTH_COLUMNS):
                    (self._path / name).unlink(missing_ok=True)

    def write(self, health: LayerHealth) -> None:
        """Bring the files to what ``health`` holds: append what is new, or write all anew. Raises `RunFolderError`."""
        if not health.layers or (not len(health) and not (self._path / HEALTH).exists()):
            return
        if self._layers != health.layers or not (self._path / HEALTH_COLUMNS).exists():
            self._write_columns(health)
        kind, path = row_type(len(health.layers)), self._path / HEALTH
        generation, whole = health.generation, self._rows * kind.itemsize
        if generation == self._generation and _size(path) == whole:
            new = health.records(self._rows)
            if len(new):
                append(path, new.tobytes(), whole)
                self._rows += len(new)
            return
        every = health.records()
        with atomic_write(path, error=RunFolderError) as file:
            file.write(every.tobytes())
        self._generation, self._rows = generation, len(every)

    def _write_columns(self, health: LayerHealth) -> None:
        self._layers, self._generation = None, -1
        if self._names(health.layers):
            self._layers = health.layers
            return
        # The rows of other layers would be read as those of these ones.
        (self._path / HEALTH).unlink(missing_ok=True)
        layers = [{"name": each.name, "type": each.type, "parameters": each.parameters} for each in health.layers]
        with atomic_write(self._path / HEALTH_COLUMNS, error=RunFolderError) as file:
            file.write((json.dumps({"measures": NAMES, "layers": layers}, indent=2) + "\n").encode())
        self._layers = health.layers

    def _names(self, layers: tuple[Layer, ...]) -> bool:
        """Whether the file on disk names just these layers."""
        try:
            return _layers(read_json(self._path / HEALTH_COLUMNS, _LARGEST_COLUMNS), self._path) == layers
        except RunFolderError:
            return False


def _layers(columns: dict[str, Any], path: Path) -> tuple[Layer, ...]:
    if not columns:
        return ()
    found = columns.get("layers")
    if columns.get("measures") != list(NAMES) or not isinstance(found, list) or len(found) > _MOST_LAYERS:
        raise damaged(path, Message("it does not list the measured layers and their values"))
    try:
        layers = tuple(Layer(str(each["name"]), str(each["type"]), int(each["parameters"])) for each in found)
    except (KeyError, TypeError, ValueError, OverflowError):
        raise damaged(path, Message("it does not list the measured layers and their values")) from None
    if not all(0 <= each.parameters < 1 << 62 for each in layers):
        raise damaged(path, Message("it does not list the measured layers and their values"))
    return layers


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1
