"""Files of weights in each format, made whole or altered, and what it means that one is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from torch import nn

from trainer_core.errors import WeightsError
from trainer_core.weights.checkpoint import load_weights


def state() -> dict[str, torch.Tensor]:
    return {"weight": torch.arange(12.0).reshape(3, 4), "bias": torch.ones(3), "count": torch.tensor(4)}


def as_zip(content: Any = None) -> bytes:
    file = io.BytesIO()
    torch.save(state() if content is None else content, file)
    return file.getvalue()


def as_legacy(content: Any = None) -> bytes:
    file = io.BytesIO()
    torch.save(state() if content is None else content, file, _use_new_zipfile_serialization=False)
    return file.getvalue()


def as_safetensors() -> bytes:
    return safetensors.torch.save(state())


FORMATS = {"zip": as_zip, "legacy": as_legacy, "safetensors": as_safetensors}


def rezipped(change: Callable[[str, bytes], bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """Return a file of torch.save whose entries went through ``change(name, data)``, with right checksums."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_zip())) as old, zipfile.ZipFile(out, "w", compression) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry)))
    return out.getvalue()


def with_pickle(data: bytes) -> bytes:
    return rezipped(lambda name, old: data if name.endswith("data.pkl") else old)


def refused(path: Path, data: bytes | None = None) -> WeightsError:
    """Return the error with which ``path`` is refused; a model it was to go into stays as it was."""
    if data is not None:
        path.write_bytes(data)
    model = nn.Linear(4, 3)
    before = {key: value.clone() for key, value in model.state_dict().items()}
    with pytest.raises(WeightsError) as caught:
        load_weights(model, path, only_what_fits=True)
    assert all(torch.equal(before[key], value) for key, value in model.state_dict().items())
    message = str(caught.value)
    assert str(path) in message
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "weights.pt"
