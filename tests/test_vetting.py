"""Each file that is not weights is refused with a sentence, and nothing in it is ever run."""

from __future__ import annotations

import io
import json
import os
import pickle
import re
import struct
import sys
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

from trainer_core.checkpoint import load_weights, read_weights
from trainer_core.errors import WeightsError


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


class Evil:
    """A pickle of it makes a file, in any reader that runs what a pickle asks for."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> Any:
        return open, (str(self.target), "w")


def test_a_missing_file_is_named(path: Path) -> None:
    assert refused(path).code == "missing-file"
    assert refused(path / "below" / "weights.pt").code == "missing-file"


def test_a_file_below_a_file_is_missing(path: Path) -> None:
    path.write_bytes(as_zip())
    assert refused(path / "weights.pt").code == "missing-file"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "is-a-folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe_is_refused_and_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    assert refused(path).code == "not-a-file"


def test_a_file_that_may_not_be_read_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(as_zip())

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    assert refused(path).code == "no-permission"


def test_a_disk_that_fails_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(as_zip())

    def failing(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", failing)
    assert "Input/output error" in str(refused(path))


@pytest.mark.parametrize("suffix", [".pt", ".safetensors", ".txt"])
def test_an_empty_file_is_refused(tmp_path: Path, suffix: str) -> None:
    assert refused(tmp_path / f"weights{suffix}", b"").code == "empty-file"


@pytest.mark.parametrize("suffix", [".pt", ".safetensors", ".csv"])
@pytest.mark.parametrize("text", ["x", "epoch,loss\n1,0.5\n", "<!DOCTYPE html>\n" * 999, "가중치" * 2000, "[1234]\n{}"])
def test_a_text_file_is_refused(tmp_path: Path, suffix: str, text: str) -> None:
    error = refused(tmp_path / f"weights{suffix}", text.encode())
    assert error.code in ({"text-file", "damaged"} if text[8:9] == "{" else {"text-file"})


@pytest.mark.parametrize("suffix", [".pt", ".safetensors"])
@pytest.mark.parametrize("start", [b"", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08", b"PK\x03\x04", b"\x80\x02", b"\x80"])
def test_random_bytes_are_refused(tmp_path: Path, suffix: str, start: bytes) -> None:
    noise = torch.randint(0, 256, (5000,), dtype=torch.uint8).numpy().tobytes()
    assert refused(tmp_path / f"weights{suffix}", start + noise).code in ("unknown-format", "damaged")


@pytest.mark.parametrize("wrapped", [lambda evil: evil, lambda evil: {"weight": torch.ones(3), "note": evil}])
@pytest.mark.parametrize("save", [as_zip, as_legacy, pickle.dumps, lambda evil: pickle.dumps(evil, 2)])
def test_a_pickle_that_asks_to_run_code_is_not_run(
    path: Path, save: Callable[[Any], bytes], wrapped: Callable[[Any], Any]
) -> None:
    target = path.with_name("made-by-the-pickle")
    error = refused(path, save(wrapped(Evil(target))))
    assert error.code == "runs-code"
    assert "asks to run code" in str(error)
    assert "open" in str(error)
    assert "was not read" in str(error)
    assert not target.exists()


def test_the_pickles_above_are_not_harmless(path: Path) -> None:
    target = path.with_name("made-by-the-pickle")
    torch.load(io.BytesIO(as_zip(Evil(target))), weights_only=False).close()
    assert target.exists()


@pytest.mark.parametrize(
    "name",
    [
        "os\nsystem",
        "builtins\neval",
        "torch\nload",
        "torch.hub\nload",
        "torch._utils\n_rebuild_wrapper_subclass",
    ],
)
def test_a_name_that_weights_do_not_need_is_told(path: Path, name: str) -> None:
    pickled = b"\x80\x02c" + name.encode() + b"\nX\x04\x00\x00\x00echo\x85R."
    error = refused(path, with_pickle(pickled))
    assert error.code == "runs-code"
    assert name.replace("\n", ".") in str(error)


@pytest.mark.parametrize("save", [as_zip, as_legacy])
@pytest.mark.parametrize("wrapped", [lambda model: model, lambda model: {"epoch": 1, "model": model}])
def test_a_whole_model_is_told_from_a_state_dict(
    path: Path, save: Callable[[Any], bytes], wrapped: Callable[[Any], Any]
) -> None:
    error = refused(path, save(wrapped(nn.Sequential(nn.Linear(4, 3), nn.ReLU()))))
    assert error.code == "whole-model"
    assert "Save model.state_dict()" in str(error)


def test_a_torchscript_program_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("model/data.pkl", b"\x80\x02}.")
        archive.writestr("model/constants.pkl", b"\x80\x02).")
    assert refused(path).code == "torchscript"


def test_another_zip_archive_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<xml/>")
    assert refused(path).code == "not-weights"


@pytest.mark.parametrize("protocol", [2, 4])
def test_a_pickle_without_torch_save_is_refused(path: Path, protocol: int) -> None:
    error = refused(path, pickle.dumps({"a": [1, 2]}, protocol))
    assert error.code in ("not-weights", "pickle-protocol")


def test_another_pickle_protocol_is_named(path: Path) -> None:
    torch.save(state(), path, pickle_protocol=4)
    error = refused(path)
    assert error.code == "pickle-protocol"
    assert "protocol 4" in str(error)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (torch.ones(3), "not-a-state-dict"),
        ([torch.ones(3)], "not-a-state-dict"),
        (5, "not-a-state-dict"),
        ({}, "no-tensors"),
        ({"weight": [1.0, 2.0]}, "not-tensors"),
        ({"weight": torch.ones(3), "name": "text"}, "not-tensors"),
        ({"weight": None}, "not-tensors"),
        ({3: torch.ones(3)}, "not-tensors"),
        ({"epoch": 1, "net": {"weight": torch.ones(3)}}, "not-tensors"),
        ({"state_dict": {}}, "no-tensors"),
    ],
)
@pytest.mark.parametrize("save", [as_zip, as_legacy])
def test_what_is_not_a_state_dict_is_refused(path: Path, save: Callable[[Any], bytes], content: Any, code: str) -> None:
    assert refused(path, save(content)).code == code


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
@pytest.mark.parametrize("save", [as_zip, lambda content: safetensors.torch.save(content)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float64])
def test_weights_that_are_not_finite_are_named(
    path: Path, save: Callable[[Any], bytes], bad: float, dtype: torch.dtype
) -> None:
    content = {"good": torch.ones(3), **{f"bad.{i}": torch.tensor([0, bad], dtype=dtype) for i in range(5)}}
    error = refused(path, save(content))
    assert error.code == "not-finite"
    assert "bad.0, bad.1, bad.2 and 2 more" in str(error)


def test_weights_of_eight_bits_are_looked_through_too(path: Path) -> None:
    good = {"weight": torch.ones(3).to(torch.float8_e4m3fn)}
    path.write_bytes(as_zip(good))
    assert read_weights(path).state_dict["weight"].dtype == torch.float8_e4m3fn
    assert refused(path, as_zip({"w": torch.tensor([float("nan")]).to(torch.float8_e5m2)})).code == "not-finite"


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
    assert all(value.isfinite().all() for value in read.values())
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


def test_a_refused_pickle_imports_nothing(path: Path) -> None:
    name = "xdrlib" if "xdrlib" not in sys.modules else "this"
    assert name not in sys.modules
    refused(path, with_pickle(b"\x80\x02c" + name.encode() + b"\ns\n."))
    assert name not in sys.modules


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
