"""Weights that are damaged, not finite, or claim more than their file holds: refused before they are believed."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from tests.weights.conftest import FORMATS, as_safetensors, as_zip, refused, rezipped, state, with_pickle
from trainer_core.errors import WeightsError
from trainer_core.protocol.weights_choice import WeightsChoice
from trainer_core.weights.checkpoint import load_weights, read_weights


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("save", [as_zip, lambda content: safetensors.torch.save(content)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float64, torch.float8_e5m2])
def test_weights_that_are_not_finite_are_named(
    path: Path, save: Callable[[Any], bytes], bad: float, dtype: torch.dtype
) -> None:
    weight = torch.zeros(3, 4)
    weight[1, 2] = bad
    error = refused(path, save({"weight": weight.to(dtype), "bias": torch.ones(3)}))
    assert error.code == "not-finite"
    assert "in weight," in str(error)


def test_values_that_are_not_loaded_may_be_anything(path: Path) -> None:
    mask = torch.full((3, 3), -float("inf"))
    path.write_bytes(as_zip({"weight": torch.ones(3, 4), "bias": torch.ones(3), "mask": mask}))
    model = nn.Linear(4, 3)
    assert load_weights(model, path, only_what_fits=True).loaded
    assert torch.equal(model.bias, torch.ones(3))
    choice = WeightsChoice(("weight", "bias"))
    assert load_weights(nn.Linear(4, 3), path, choice=choice).loaded


@pytest.mark.parametrize("name", ["bits8", "float4_e2m1fn_x2"])
def test_a_type_without_numbers_is_told_and_not_called_damaged(path: Path, name: str) -> None:
    weight = torch.zeros(3, 4, dtype=torch.uint8).view(getattr(torch, name))
    error = refused(path, as_zip({"weight": weight, "bias": torch.ones(3)}))
    assert error.code == "unloadable-type"
    assert f"cannot be loaded: {name}" in str(error)


@pytest.mark.parametrize("dtype", ["F8_E8M0", "F4"])
def test_a_whole_file_with_a_type_that_cannot_be_loaded_is_not_called_damaged(tmp_path: Path, dtype: str) -> None:
    elements = 16 if dtype == "F8_E8M0" else 32
    text = json.dumps({"w": {"dtype": dtype, "shape": [elements], "data_offsets": [0, 16]}}).encode()
    error = refused(tmp_path / "weights.safetensors", struct.pack("<Q", len(text)) + text + bytes(16))
    assert error.code == "unloadable-type"
    assert f"cannot be loaded: {dtype}" in str(error)


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_cut_short_anywhere_is_refused(path: Path, form: str) -> None:
    whole = FORMATS[form]()
    for length in sorted({*range(1, len(whole), 37), *range(1, 64), *range(len(whole) - 64, len(whole))}):
        assert refused(path, whole[:length]).code in ("damaged", "unknown-format", "text-file"), length


@pytest.mark.parametrize("form", FORMATS)
@given(data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_altered_bytes_are_refused_or_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, form: str, data: st.DataObject
) -> None:
    whole = bytearray(FORMATS[form]())
    places = data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4))
    for place in places:
        whole[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("altered", numbered=True) / "weights.pt"
    path.write_bytes(whole)
    try:
        read = read_weights(path).state_dict
    except WeightsError:
        return
    assert sum(value.nbytes for value in read.values()) <= len(whole)
    if form == "zip":
        assert all(torch.equal(read[key], value) for key, value in state().items())


def test_each_altered_byte_of_a_tensor_is_noticed(path: Path) -> None:
    whole = as_zip()
    start = whole.index(state()["weight"].numpy().tobytes())
    for place in range(start, start + 48):
        altered = bytearray(whole)
        altered[place] ^= 1
        error = refused(path, bytes(altered))
        assert "checksum" in str(error)


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compressed_archive_is_refused_before_it_unfolds(path: Path, compression: int) -> None:
    bomb = rezipped(lambda name, old: bytes(50_000_000) if "/data/0" in name else old, compression)
    assert len(bomb) < 1_000_000
    assert refused(path, bomb).code == "compressed"


def test_entries_that_share_their_bytes_are_refused(path: Path) -> None:
    whole = as_zip({f"w{i}": torch.zeros(20_000) for i in range(3)})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        offsets = [entry.header_offset for entry in archive.infolist() if "/data/" in entry.filename]
    table = bytearray(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        big = next(entry for entry in archive.infolist() if entry.filename.endswith("/data/0"))
    for match in re.finditer(b"PK\x01\x02", whole):
        struct.pack_into("<I", table, match.start() + 24, big.file_size)
        struct.pack_into("<I", table, match.start() + 20, big.file_size)
    assert len(offsets) == 3
    assert "claims more than the file holds" in str(refused(path, bytes(table)))


def replaced(old: bytes, new: bytes) -> bytes:
    """Return a file of torch.save in whose pickle ``old`` stands for ``new``, with right checksums."""

    def change(name: str, data: bytes) -> bytes:
        if not name.endswith("data.pkl"):
            return data
        assert data.count(old), data
        return data.replace(old, new)

    return rezipped(change)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"K\x0ct", b"J\xff\xff\xff\x7ft", id="storage larger than its bytes"),
        pytest.param(b"K\x0ct", b"J\xff\xff\xff\xfft", id="storage of a negative size"),
        pytest.param(b"K\x0ct", b"K\x0bt", id="storage smaller than its bytes"),
        pytest.param(b"K\x03K\x04\x86", b"J\xff\xff\xff\x7fK\x04\x86", id="tensor larger than its storage"),
        pytest.param(b"K\x03K\x04\x86", b"K\x03K\x05\x86", id="one column too many"),
        pytest.param(b"K\x04K\x01\x86", b"K\x04K\x09\x86", id="strides out of the storage"),
        pytest.param(b"K\x04K\x01\x86", b"J\xff\xff\xff\xffK\x01\x86", id="negative stride"),
        pytest.param(b"FloatStorage", b"DoubleStorage", id="wider type than its bytes"),
        pytest.param(b"X\x01\x00\x00\x000", b"X\x01\x00\x00\x009", id="a storage that is not there"),
    ],
)
def test_sizes_that_the_file_does_not_hold_are_refused(path: Path, old: bytes, new: bytes) -> None:
    data = replaced(old, new)
    assert refused(path, data).code == "damaged"


def test_a_tensor_that_expands_beyond_the_file_is_refused(path: Path) -> None:
    assert "larger than the file" in str(refused(path, as_zip({"w": torch.zeros(1).expand(10**6, 10**6)})))


@pytest.mark.parametrize(
    "pickled",
    [
        pytest.param(b"\x80\x02cbuiltins\nbytearray\nJ\xff\xff\xff\x7f\x85R.", id="bytearray"),
        pytest.param(b"\x80\x05\x96" + struct.pack("<Q", 1 << 40) + b".", id="bytearray of protocol 5"),
        pytest.param(b"\x80\x02ctorch\nFloatStorage\nJ\xff\xff\xff\x7f\x85R.", id="storage"),
        pytest.param(b"\x80\x02ctorch._tensor\nTensor\nJ\xff\xff\xff\x7f\x85R.", id="tensor"),
        pytest.param(b"\x80\x02X\xff\xff\xff\xfftext.", id="text"),
        pytest.param(b"\x80\x02Nr\xff\xff\xff\xff.", id="memo"),
        pytest.param(b"\x80\x02\x8a\xff\x01.", id="number"),
        pytest.param(b"\x80\x02(" * 1000 + b".", id="marks"),
        pytest.param(b"\x80\x02" + b"]" * 5000 + b"a" * 4999 + b".", id="nest of lists"),
        pytest.param(b"\x80\x02}" + b"Nq\x000" + b"h\x00h\x00\x86q\x000" * 90 + b"h\x00Ns.", id="nest of keys"),
        pytest.param(
            b"\x80\x02cbuiltins\nset\n]Nq\x000" + b"h\x00h\x00\x86q\x000" * 90 + b"h\x00a\x85R.",
            id="nest in a set",
        ),
        pytest.param(b"\x80\x02ccollections\nOrderedDict\n}X\x08\x00\x00\x00__dict__Ns\x86b.", id="class altered"),
        pytest.param(b"\x80\x02" + b"h\x00" + b".", id="memo never set"),
        pytest.param(b"\x80\x02", id="nothing"),
        pytest.param(b"\x80\x02Kq.", id="number alone"),
    ],
)
@pytest.mark.parametrize("place", [lambda pickled: pickled, with_pickle])
def test_a_pickle_that_asks_for_the_moon_is_refused(
    path: Path, place: Callable[[bytes], bytes], pickled: bytes
) -> None:
    refused(path, place(pickled))


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
@pytest.mark.parametrize("claimed", [1 << 62, (1 << 64) - 1, 1 << 40, 200_000_000, 10_000])
def test_a_header_of_an_absurd_size_is_refused(tmp_path: Path, suffix: str, claimed: int) -> None:
    data = struct.pack("<Q", claimed) + as_safetensors()[8:]
    error = refused(tmp_path / f"weights{suffix}", data)
    assert "header claims" in str(error)


@pytest.mark.parametrize(
    "header",
    [
        {"w": {"dtype": "F32", "shape": [1 << 40], "data_offsets": [0, 1 << 42]}},
        {"w": {"dtype": "F32", "shape": [1 << 40], "data_offsets": [0, 16]}},
        {"w": {"dtype": "F32", "shape": [4], "data_offsets": [16, 0]}},
        {"w": {"dtype": "F32", "shape": [-4], "data_offsets": [0, 16]}},
        {"w": {"dtype": "F99", "shape": [4], "data_offsets": [0, 16]}},
        {"w": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}},
        {"w": 3},
    ],
)
def test_a_header_that_does_not_match_its_data_is_refused(tmp_path: Path, header: dict[str, Any]) -> None:
    text = json.dumps(header).encode()
    data = struct.pack("<Q", len(text)) + text + bytes(16)
    assert refused(tmp_path / "weights.safetensors", data).code == "damaged"


def test_memory_stays_within_a_small_multiple_of_the_file(path: Path) -> None:
    import tracemalloc

    data = with_pickle(b"\x80\x02X\xff\xff\xff\xff" + b"x" * 1000)
    tracemalloc.start()
    try:
        refused(path, data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


@given(data=st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_an_altered_pickle_with_right_checksums_never_reads_beyond_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(as_zip())) as archive:
        pickled = bytearray(archive.read("archive/data.pkl"))
    for place in data.draw(st.lists(st.integers(0, len(pickled) - 1), min_size=1, max_size=3)):
        pickled[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("altered", numbered=True) / "weights.pt"
    path.write_bytes(with_pickle(bytes(pickled)))
    try:
        read = read_weights(path).state_dict
    except WeightsError:
        return
    assert sum(value.nbytes for value in read.values()) <= path.stat().st_size
