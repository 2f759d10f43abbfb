"""Each file that is not weights is refused with a sentence, and nothing in it is ever run."""

from __future__ import annotations

import argparse
import io
import os
import pickle
import sys
import zipfile
from collections import Counter, OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from tests.weights.conftest import as_legacy, as_zip, refused, state, with_pickle
from trainer_core.weights.checkpoint import read_weights


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
    assert "was not loaded" in str(error)
    assert "Only if you trust the file" in str(error)
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
@pytest.mark.parametrize(
    ("wrapped", "weights"),
    [
        (lambda model: model, "m.state_dict()"),
        (lambda model: {"epoch": 1, "net": model}, 'm["net"].state_dict()'),
    ],
)
def test_a_whole_model_is_told_from_a_state_dict_and_how_to_make_one_of_it(
    path: Path, save: Callable[[Any], bytes], wrapped: Callable[[Any], Any], weights: str
) -> None:
    error = refused(path, save(wrapped(nn.Sequential(nn.Linear(4, 3), nn.ReLU()))))
    assert error.code == "whole-model"
    assert f'm = torch.load("{path}", weights_only=False); torch.save({weights}, "w.pt")' in str(error)


def test_of_a_checkpoint_with_other_objects_the_state_dict_is_what_should_be_saved(path: Path) -> None:
    error = refused(path, as_zip({"state_dict": state(), "args": argparse.Namespace(lr=0.1)}))
    assert error.code == "runs-code"
    assert "(argparse.Namespace)" in str(error)
    assert 'torch.save(m["state_dict"], "w.pt")' in str(error)


@pytest.mark.parametrize(
    "value",
    [
        torch.ones(3).to_sparse(),
        torch.nn.Buffer(torch.ones(3)),
    ],
    ids=["sparse", "with attributes"],
)
def test_what_torch_reads_safely_but_is_no_plain_tensor_is_not_accused_of_code(path: Path, value: Any) -> None:
    error = refused(path, as_zip({"weight": torch.ones(3, 4), "other": value}))
    assert error.code == "not-plain"
    assert "code" not in str(error)


@pytest.mark.parametrize("beside", [Counter("abba"), b"bytes", {1, 2}, torch.device("cuda:1"), 2j], ids=str)
def test_plain_values_beside_a_state_dict_do_not_keep_it_from_being_loaded(path: Path, beside: Any) -> None:
    path.write_bytes(as_zip({"state_dict": state(), "beside": beside}))
    assert read_weights(path).state_dict.keys() == state().keys()


def test_an_ordered_dict_of_python_2_is_read(path: Path) -> None:
    pickled = as_zip(OrderedDict(state()))
    # Python 3 puts the items in afterwards; Python 2 gave a list of pairs when it made the dictionary.
    with zipfile.ZipFile(io.BytesIO(pickled)) as archive:
        storage = archive.read("archive/data/0")
    tensor = (
        b"ctorch._utils\n_rebuild_tensor_v2\n((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000"
        b"X\x03\x00\x00\x00cpuK\x0ctQK\x00K\x03K\x04\x86K\x04K\x01\x86\x89ccollections\nOrderedDict\n)RtR"
    )
    old = b"\x80\x02ccollections\nOrderedDict\n]]X\x06\x00\x00\x00weighta" + tensor + b"aa\x85R."
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", old)
        archive.writestr("archive/data/0", storage)
        archive.writestr("archive/version", b"3")
    assert torch.equal(read_weights(path).state_dict["weight"], state()["weight"])


@pytest.mark.parametrize("name", ["net", "params", "ema_state_dict", "model_state"])
def test_the_only_state_dict_in_a_file_is_taken_whatever_its_name(path: Path, name: str) -> None:
    optimizer = torch.optim.Adam([nn.Parameter(torch.ones(2))])
    path.write_bytes(as_zip({name: state(), "acc": 93.1, "optimizer": optimizer.state_dict(), "epoch": 3}))
    read = read_weights(path)
    assert read.state_dict.keys() == state().keys()
    assert [note.facts["wrapper"] for note in read.notes] == [name]


def test_several_state_dicts_are_named(path: Path) -> None:
    error = refused(path, as_zip({"generator": state(), "discriminator": state(), "epoch": 3}))
    assert error.code == "several-state-dicts"
    assert "generator, discriminator" in str(error)


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
        ({"epoch": 1, "net": {"weight": [1.0]}}, "not-tensors"),
        ({"state_dict": {}}, "no-tensors"),
    ],
)
@pytest.mark.parametrize("save", [as_zip, as_legacy])
def test_what_is_not_a_state_dict_is_refused(path: Path, save: Callable[[Any], bytes], content: Any, code: str) -> None:
    assert refused(path, save(content)).code == code


def test_what_is_wrong_in_a_state_dict_is_named_with_its_type(path: Path) -> None:
    told = str(refused(path, as_zip({"epoch": 1, "net": {"weight": [1.0]}})))
    assert "not a state_dict, which has only names and tensors: “net” (dict)." in told


def test_a_refused_pickle_imports_nothing(path: Path) -> None:
    name = "xdrlib" if "xdrlib" not in sys.modules else "this"
    assert name not in sys.modules
    refused(path, with_pickle(b"\x80\x02c" + name.encode() + b"\ns\n."))
    assert name not in sys.modules
