"""A weights file is laid out without being loaded: every format, nests, tied tensors; what is hostile is refused."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import random
import resource
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from torch import Tensor, nn

from trainer_core.errors import WeightsError
from trainer_core.protocol.weights_report import Entry
from trainer_core.weights.checkpoint import read_weights
from trainer_core.weights.measuring import finished, statistics
from trainer_core.weights.weights_file import PIECE, WeightsFile

KINDS = ("pt", "legacy", "safetensors")

TYPES = [
    torch.float64,
    torch.float32,
    torch.float16,
    torch.bfloat16,
    torch.int64,
    torch.int32,
    torch.int16,
    torch.int8,
    torch.uint8,
    torch.bool,
]


def saved(folder: Path, kind: str, state: dict[str, Any]) -> Path:
    path = folder / ("weights.safetensors" if kind == "safetensors" else "weights.pt")
    if kind == "safetensors":
        safetensors.torch.save_file(state, path)
    else:
        torch.save(state, path, _use_new_zipfile_serialization=kind == "pt")
    return path


def values(file: WeightsFile, key: str) -> Tensor:
    """All elements of a tensor, row by row."""
    pieces = [piece.clone() for piece in file.pieces(key)]
    return torch.cat(pieces) if pieces else torch.empty(0)


def by_key(file: WeightsFile) -> dict[str, Entry]:
    return {entry.key: entry for entry in file.report.entries}


def read_all(path: Path) -> None:
    file = WeightsFile(path)
    for entry in file.report.tensors:
        finished(statistics(file, entry.key))


def refused(path: Path, data: bytes | None = None) -> WeightsError:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(WeightsError) as caught:
        read_all(path)
    assert str(caught.value).endswith(".")
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", TYPES, ids=str)
def test_every_type_is_read_as_torch_reads_it(tmp_path: Path, kind: str, dtype: torch.dtype) -> None:
    tensor = (torch.randn(3, 5) * 50).to(dtype)
    file = WeightsFile(saved(tmp_path, kind, {"layer.weight": tensor, "layer.bias": tensor[0].clone()}))
    entry = by_key(file)["layer.weight"]
    assert (entry.shape, entry.dtype, entry.elements) == ((3, 5), str(dtype).removeprefix("torch."), 15)
    assert entry.bytes == 15 * tensor.element_size()
    assert entry.device == ("" if kind == "safetensors" else "cpu")
    assert torch.equal(values(file, "layer.weight"), tensor.reshape(-1))
    assert file.report.parameters == 20


@pytest.mark.parametrize("kind", KINDS)
def test_scalars_and_empty_tensors_have_their_shapes(tmp_path: Path, kind: str) -> None:
    state = {"count": torch.tensor(7), "none": torch.empty(0, 4)}
    file = WeightsFile(saved(tmp_path, kind, state))
    assert {key: entry.shape for key, entry in by_key(file).items()} == {"count": (), "none": (0, 4)}
    assert values(file, "count").tolist() == [7]
    assert values(file, "none").tolist() == []


@pytest.mark.parametrize("kind", ["pt", "legacy"])
def test_complex_and_eight_bit_numbers_are_read(tmp_path: Path, kind: str) -> None:
    state = {"c": torch.randn(4, dtype=torch.complex64)}
    if kind == "pt":
        state["f8"] = torch.randn(6).to(torch.float8_e4m3fn)
    file = WeightsFile(saved(tmp_path, kind, state))
    for key, tensor in state.items():
        assert torch.equal(values(file, key).view(torch.uint8), tensor.view(torch.uint8))


@pytest.mark.parametrize("kind", ["pt", "legacy"])
def test_a_tensor_that_does_not_lie_in_order_is_read_in_order(tmp_path: Path, kind: str) -> None:
    state = {
        "transposed": torch.randn(6, 4).t(),
        "last": torch.randn(2, 3, 4, 4).contiguous(memory_format=torch.channels_last),
        "part": torch.randn(10)[3:7],
        "expanded": torch.randn(3, 1).expand(3, 5),
    }
    file = WeightsFile(saved(tmp_path, kind, state))
    for key, tensor in state.items():
        assert torch.equal(values(file, key), tensor.reshape(-1)), key


@pytest.mark.parametrize("kind", ["pt", "legacy"])
def test_tied_tensors_name_each_other_and_are_counted_once(tmp_path: Path, kind: str) -> None:
    weight = torch.randn(5, 4)
    file = WeightsFile(saved(tmp_path, kind, {"a.weight": weight, "b.weight": weight, "c": torch.ones(2)}))
    entries = by_key(file)
    assert entries["a.weight"].tied == ("b.weight",)
    assert entries["b.weight"].tied == ("a.weight",)
    assert entries["c"].tied == ()
    assert file.report.parameters == 22
    assert file.report.tensor_bytes == 88


def test_a_nest_is_laid_out_and_loading_takes_the_state_dict_in_it(tmp_path: Path) -> None:
    model = nn.Linear(4, 3)
    optimizer = torch.optim.Adam(model.parameters())
    model(torch.ones(1, 4)).sum().backward()
    optimizer.step()
    path = tmp_path / "checkpoint.pt"
    torch.save({"epoch": 3, "model": model.state_dict(), "optimizer": optimizer.state_dict(), "none": None}, path)
    file = WeightsFile(path)
    entries = by_key(file)
    assert entries["epoch"].value == "3"
    assert entries["none"].value == "None"
    assert entries["model/weight"].name == "weight"
    assert entries["optimizer/state/0/exp_avg"].shape == (3, 4)
    assert entries["optimizer/state/0/exp_avg"].name is None
    assert entries["optimizer/param_groups/0/betas"].value == "[0.9, 0.999]"
    assert file.report.parameters == 15
    assert [note.facts["wrapper"] for note in file.report.notes] == ["model"]


def test_prefixes_of_wrappers_are_off_the_names_and_not_off_the_keys(tmp_path: Path) -> None:
    state = {f"module._orig_mod.{key}": value for key, value in nn.Linear(2, 2).state_dict().items()}
    file = WeightsFile(saved(tmp_path, "pt", state))
    assert [(entry.key, entry.name) for entry in file.report.entries] == [
        ("module._orig_mod.weight", "weight"),
        ("module._orig_mod.bias", "bias"),
    ]


@pytest.mark.parametrize("length", [0x80, 0x180, 0x280, 0x380, 0x480])
def test_a_header_whose_length_begins_like_a_pickle_is_none(tmp_path: Path, length: int) -> None:
    text = json.dumps({"w": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]}}).encode().ljust(length)
    path = tmp_path / "weights.safetensors"
    path.write_bytes(struct.pack("<Q", length) + text + struct.pack("<3f", 1, 2, 3))
    assert values(WeightsFile(path), "w").tolist() == [1, 2, 3]
    assert read_weights(path).state_dict["w"].tolist() == [1, 2, 3]


def test_a_tensor_alone_and_a_list_of_them_are_shown(tmp_path: Path) -> None:
    torch.save(torch.ones(3), tmp_path / "one.pt")
    torch.save([torch.ones(3), torch.zeros(2)], tmp_path / "two.pt")
    (one,) = WeightsFile(tmp_path / "one.pt").report.entries
    assert (one.shape, one.name) == ((3,), None)
    assert [entry.key for entry in WeightsFile(tmp_path / "two.pt").report.entries] == ["0", "1"]


def test_a_tensor_without_values_has_a_shape(tmp_path: Path) -> None:
    path = saved(tmp_path, "pt", {"w": torch.empty(3, 4, device="meta")})
    file = WeightsFile(path)
    (entry,) = file.report.entries
    assert (entry.shape, entry.device, entry.bytes) == ((3, 4), "meta", 0)
    with pytest.raises(WeightsError) as caught:
        values(file, "w")
    assert caught.value.code == "no-values"


def test_the_device_that_it_was_saved_from_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path, "pt", {"w": torch.ones(2)})
    with zipfile.ZipFile(path) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:1"))
    assert WeightsFile(path).report.devices == ("cuda:1",)


def test_opening_reads_no_values_and_measuring_reads_them_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "large.safetensors"
    elements = 1 << 27
    header = {"w": {"dtype": "F32", "shape": [elements], "data_offsets": [0, 4 * elements]}}
    text = json.dumps(header).encode()
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.truncate(8 + len(text) + 4 * elements)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    opened = WeightsFile(path)
    pieces = opened.pieces("w")
    assert sum(next(pieces).numel() for _ in range(16)) == 16 * PIECE
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < 64 << 20


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_has_changed_is_not_read_by_its_old_table(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, kind, {"w": torch.ones(3)})
    file = WeightsFile(path)
    assert file.unchanged
    os.utime(path, ns=(1, 1))
    assert not file.unchanged
    with pytest.raises(WeightsError) as caught:
        values(file, "w")
    assert caught.value.code == "changed"


def test_a_flipped_value_is_found_when_its_tensor_is_looked_at(tmp_path: Path) -> None:
    path = saved(tmp_path, "pt", {"a": torch.full((100,), 1.5), "b": torch.full((100,), 2.5)})
    data = bytearray(path.read_bytes())
    data[data.index(struct.pack("<f", 2.5)) + 7] ^= 1
    path.write_bytes(data)
    file = WeightsFile(path)
    assert values(file, "a").tolist() == [1.5] * 100
    with pytest.raises(WeightsError, match="checksum"):
        values(file, "b")


def test_nothing_in_a_pickle_is_run(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> Any:
            return open, (str(tmp_path / "ran"), "w")

    for legacy in (False, True):
        state = {"w": torch.ones(2), "evil": Evil()}
        torch.save(state, tmp_path / "evil.pt", _use_new_zipfile_serialization=not legacy)
        weight, evil = WeightsFile(tmp_path / "evil.pt").report.entries
        assert (weight.shape, evil.unread) == ((2,), f"{open.__module__}.open")
        read_all(tmp_path / "evil.pt")
    (tmp_path / "evil.pt").write_bytes(pickle.dumps(Evil()))
    refused(tmp_path / "evil.pt")
    assert not (tmp_path / "ran").exists()


def test_a_nest_that_unfolds_without_end_stays_small(tmp_path: Path) -> None:
    bomb: list[Any] = [torch.ones(1)]
    for _ in range(40):
        bomb = [bomb, bomb]
    endless: dict[str, Any] = {"w": torch.ones(2)}
    endless["self"] = endless
    deep: Any = torch.ones(1)
    for _ in range(300):
        deep = {"below": deep}
    torch.save({"bomb": bomb, "endless": endless, "deep": deep}, tmp_path / "bomb.pt")
    report = WeightsFile(tmp_path / "bomb.pt").report
    assert len(report.entries) < 100
    assert all(len(entry.path) <= 70 for entry in report.entries)


def test_a_legacy_pickle_that_asks_for_a_terabyte_is_refused(tmp_path: Path) -> None:
    data = b"\x80\x02X" + struct.pack("<I", 0xFFFFFFF0) + b"short"
    assert refused(tmp_path / "long.pt", data).code == "damaged"


@pytest.mark.parametrize(
    "change",
    [
        {"shape": [1 << 40]},
        {"data_offsets": [0, 1 << 40]},
        {"dtype": "F99"},
        {"data_offsets": [8, 4]},
        {"shape": [-3]},
    ],
    ids=str,
)
def test_a_header_that_claims_what_is_not_there_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    text = json.dumps({"w": {"dtype": "F32", "shape": [3], "data_offsets": [0, 12]} | change}).encode()
    refused(tmp_path / "w.safetensors", struct.pack("<Q", len(text)) + text + bytes(12))


def test_missing_empty_and_foreign_files_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.pt").code == "missing-file"
    assert refused(tmp_path).code == "is-a-folder"
    assert refused(tmp_path / "empty.pt", b"").code == "empty-file"
    assert refused(tmp_path / "text.pt", b"not weights at all").code == "text-file"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("readme.txt", "hello")
    assert refused(tmp_path / "zip.pt", archive.getvalue()).code == "not-weights"


@pytest.mark.parametrize("kind", KINDS)
def test_cut_and_altered_files_are_read_or_refused_and_nothing_else(tmp_path: Path, kind: str) -> None:
    state = OrderedDict(a=torch.randn(3, 4), b=torch.ones(5), c=torch.tensor(2))
    path = saved(tmp_path, kind, dict(state))
    whole, dice = path.read_bytes(), random.Random(5)
    read = 0
    for _ in range(250):
        data = bytearray(whole[: dice.randrange(1, len(whole) + 1)] if dice.random() < 0.3 else whole)
        for _ in range(dice.choice((0, 1, 1, 2, 8))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        with contextlib.suppress(WeightsError):
            read_all(path)
            read += 1
    assert 0 < read < 250
