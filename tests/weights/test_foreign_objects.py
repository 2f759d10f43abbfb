"""What else a checkpoint holds is named and not run, and the tensors beside it and in it are shown."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from trainer_core.errors import WeightsError
from trainer_core.protocol.weights_report import Entry
from trainer_core.weights.measuring import finished, statistics
from trainer_core.weights.weights_file import WeightsFile


def entries(path: Path, content: Any, *, legacy: bool = False, **options: Any) -> dict[str, Entry]:
    torch.save(content, path, _use_new_zipfile_serialization=not legacy, **options)
    return {entry.key: entry for entry in WeightsFile(path).report.entries}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "checkpoint.ckpt"


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize(
    ("beside", "name"),
    [
        (argparse.Namespace(lr=0.1), "argparse.Namespace"),
        (np.float64(0.5), "numpy._core.multiarray.scalar"),
        (Path("data"), "pathlib.PosixPath"),
    ],
    ids=["Namespace", "numpy", "Path"],
)
def test_an_object_beside_a_state_dict_is_one_row(path: Path, beside: Any, name: str, legacy: bool) -> None:
    state = nn.Linear(3, 2).state_dict()
    found = entries(path, {"state_dict": state, "beside": beside}, legacy=legacy)
    assert list(found) == ["state_dict/weight", "state_dict/bias", "beside"]
    assert found["beside"].unread == name
    assert found["state_dict/weight"].name == "weight"


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.filterwarnings("ignore:Couldn't retrieve source code")
def test_a_whole_model_is_shown_by_the_names_of_its_state_dict(path: Path, legacy: bool) -> None:
    model = nn.Sequential(nn.Linear(3, 2), nn.Sequential(nn.BatchNorm1d(2), nn.ReLU()))
    found = entries(path, model, legacy=legacy)
    (whole,) = [entry for entry in found.values() if entry.unread]
    assert whole.unread == "torch.nn.modules.container.Sequential"
    tensors = {key: entry.shape for key, entry in found.items() if entry.is_tensor}
    assert tensors == {key: tuple(value.shape) for key, value in model.state_dict().items()}


def test_tensors_inside_of_an_object_are_shown(path: Path) -> None:
    state: defaultdict[str, Any] = defaultdict(list, {"steps": [torch.ones(2)]})
    found = entries(path, {"state": state, "words": argparse.Namespace(text="x")})
    assert found["state"].unread == "collections.defaultdict"
    assert found["state/steps/0"].shape == (2,)
    assert set(found) == {"state", "state/steps/0", "words"}


def test_what_torch_reads_safely_is_shown(path: Path) -> None:
    buffer = torch.nn.Buffer(torch.ones(2))
    content = {
        "w": torch.ones(3),
        "count": Counter("aab"),
        "raw": b"\x00\xff",
        "on": torch.device("cuda:1"),
        "b": buffer,
    }
    found = entries(path, content)
    assert found["count/a"].value == "2"
    assert found["raw"].value == r"b'\x00\xff'"
    assert found["on"].value == "'cuda:1'"
    assert found["b"].shape == (2,)
    sparse = entries(path, {"s": torch.eye(3).to_sparse()})
    assert sparse["s"].unread == "torch._utils._rebuild_sparse_tensor"
    assert {entry.shape for entry in sparse.values() if entry.is_tensor} == {(2, 3), (3,)}


def test_another_protocol_is_shown_too(path: Path) -> None:
    found = entries(path, {"w": torch.ones(2), "args": argparse.Namespace(a=1)}, pickle_protocol=4)
    assert found["w"].shape == (2,)
    assert found["args"].unread == "argparse.Namespace"


def test_bits_that_torch_puts_off_are_in_the_numbers(path: Path) -> None:
    negative = torch._neg_view(torch.tensor([1.0, 2.0]))
    conjugate = torch.tensor([[1 + 2j, 3 - 1j]]).conj()
    torch.save({"n": negative, "c": conjugate, "t": conjugate.t()}, path)
    file = WeightsFile(path)
    assert finished(statistics(file, "n")).maximum == -1
    for key in ("c", "t"):
        assert torch.equal(torch.cat([piece.clone() for piece in file.pieces(key)]), torch.tensor([1 - 2j, 3 + 1j]))


@pytest.mark.parametrize("name", ["bits8", "float4_e2m1fn_x2"])
def test_a_type_without_numbers_has_a_shape_and_no_values(path: Path, name: str) -> None:
    torch.save({"w": torch.zeros(4, dtype=torch.uint8).view(getattr(torch, name))}, path)
    file = WeightsFile(path)
    assert file.report.entries[0].dtype == name
    with pytest.raises(WeightsError) as caught:
        finished(statistics(file, "w"))
    assert caught.value.code == "no-values"


def test_what_acts_on_a_terminal_or_turns_letters_round_is_escaped(path: Path) -> None:
    found = entries(path, {"\x1b[2Jw": torch.ones(1), "\u202elive": torch.ones(1), "가중치\x85": torch.ones(1)})
    assert list(found) == [r"\x1b[2Jw", r"\u202elive", r"가중치\x85"]
    assert [entry.name for entry in found.values()] == ["\x1b[2Jw", "\u202elive", "가중치\x85"]
