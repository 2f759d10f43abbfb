"""Files made to harm: a few bytes that ask for terabytes, hours, another program, or code of their own.

``python -m tests.faults.bombs`` reads each of them under the same watch as `tests.faults.hostile` and prints a JSON
object a bomb.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import sys
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import torch

from tests.faults.hostile import Report, Watch, memory, problem_of, watched_process
from tests.faults.kinds import finished_run
from trainer_core.data.picture_files import read_picture
from trainer_core.library.reading import read_record
from trainer_core.recipe.recipe import Recipe
from trainer_core.runs.run_files import read_facts, read_history, read_log, read_summary
from trainer_core.runs.snapshots import read_snapshot
from trainer_core.weights.checkpoint import read_weights

MARKER = "made-by-a-file"
"""Name of the file that a bomb's code would make in the working folder, if it ran."""

Bomb = tuple[str, Callable[[Path], Callable[[], object]]]
"""A name, and what puts the bomb into a folder and returns the way to set it off."""


def bombs() -> Iterator[Bomb]:
    """Every bomb."""
    yield from _weights_bombs()
    yield from _text_bombs()
    yield from _picture_bombs()
    yield from _strange_files()


def _file(name: str, data: bytes, read: Callable[[Path], object]) -> Callable[[Path], Callable[[], object]]:
    def put(folder: Path) -> Callable[[], object]:
        (folder / name).write_bytes(data)
        return lambda: read(folder / name)

    return put


def zipped(pickled: bytes, extra: dict[str, bytes] | None = None, compression: int = zipfile.ZIP_STORED) -> bytes:
    """A file of torch.save with this pickle in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        entries = {"data.pkl": pickled, "byteorder": b"little", "version": b"3\n", **(extra or {})}
        for name, data in entries.items():
            archive.writestr(f"weights/{name}", data)
    return file.getvalue()


class _Reduced:
    def __reduce__(self) -> object:
        return os.system, (f"touch {MARKER}",)


_TOUCH = f"touch {MARKER}".encode()
_TEXT = b"X" + struct.pack("<I", len(_TOUCH)) + _TOUCH
_CODE = f"open({MARKER!r}, 'w')".encode()
PICKLES: dict[str, bytes] = {
    "reduce of an object": pickle.dumps(_Reduced(), 2),
    "reduce of an object, protocol 4": pickle.dumps(_Reduced(), 4),
    "global and reduce": b"\x80\x02cposix\nsystem\n" + _TEXT + b"\x85R.",
    "global and reduce of os": b"\x80\x02cos\nsystem\n" + _TEXT + b"\x85R.",
    "stack global": b"\x80\x04\x8c\x05posix\x8c\x06system\x93" + _TEXT + b"\x85R.",
    "inst": b"\x80\x02(S'" + _TOUCH + b"'\niposix\nsystem\n.",
    "obj": b"\x80\x02(cposix\nsystem\n" + _TEXT + b"o.",
    "exec": b"\x80\x02cbuiltins\nexec\nX" + struct.pack("<I", len(_CODE)) + _CODE + b"\x85R.",
    "eval under its old name": b"\x80\x02c__builtin__\neval\nX" + struct.pack("<I", len(_CODE)) + _CODE + b"\x85R.",
    "new object": b"\x80\x02csubprocess\nPopen\n(X\x05\x00\x00\x00touchtt\x81.",
    "new object with keywords": b"\x80\x04csubprocess\nPopen\n" + _TEXT + b"\x85}\x92.",
    "build": b"\x80\x02ctorch\nSize\n)R}X\x08\x00\x00\x00__reduce" + _TEXT + b"sb.",
    "a class of the rebuilders": b"\x80\x02ctorch._utils\n_rebuild_wrapper_subclass\n" + _TEXT + b"\x85R.",
    "an extension": b"\x80\x02\x82\x01.",
    "a persistent module": b"\x80\x02(X\x06\x00\x00\x00moduleX\x05\x00\x00\x00posixX\x06\x00\x00\x00systemtQ"
    + _TEXT
    + b"\x85R.",
    "torch.load inside": b"\x80\x02ctorch\nload\n" + _TEXT + b"\x85R.",
    "a numpy array of objects": b"\x80\x02cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85C\x01b\x87R.",
    "a terabyte of bytes": b"\x80\x02cbuiltins\nbytearray\n\x8a\x06\x00\x00\x00\x00\x00\x10\x85R.",
    "a terabyte as a frame": b"\x80\x04\x95\x00\x00\x00\x00\x00\x01\x00\x00.",
    "a terabyte of text": b"\x80\x02\x8d\x00\x00\x00\x00\x00\x01\x00\x00.",
    "a terabyte in the memo": b"\x80\x02}r\xff\xff\xff\x7f.",
    "a number of gigabytes": b"\x80\x02\x8b\xff\xff\xff\x7f.",
    "a nest of lists": b"\x80\x02" + b"(" * 200_000 + b"l" * 200_000 + b".",
    "a nest of tuples as a key": b"\x80\x02}" + b")" + b"\x85" * 100_000 + b"K\x01s.",
    "a bomb of references": b"\x80\x02]q\x00"
    + b"("
    + b"h\x00" * 10
    + b"lq\x00" * 1
    + b"("
    + b"h\x00h\x00e" * 0
    + b"l.",
    "a quine": b"\x80\x02]q\x00h\x00a.",
    "a storage of terabytes": b"\x80\x02((X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000"
    b"X\x03\x00\x00\x00cpu\x8a\x06\x00\x00\x00\x00\x00\x10tQ.",
}


def _weights_bombs() -> Iterator[Bomb]:
    for name, pickled in PICKLES.items():
        yield f"pickle in a zip: {name}", _file("weights.pt", zipped(pickled), read_weights)
        yield f"bare pickle: {name}", _file("weights.pt", pickled, read_weights)
    plain = io.BytesIO()
    torch.save({"weight": torch.ones(3)}, plain)
    zeros = {"data/0": bytes(300_000_000)}
    bomb = zipped(b"\x80\x02}.", zeros, zipfile.ZIP_DEFLATED)
    yield "zip bomb", _file("weights.pt", bomb, read_weights)
    yield "zip in a zip", _file("weights.pt", zipped(bomb, {"inner.pt": bomb}), read_weights)
    yield "pickle in a zip in a zip", _file("weights.pt", zipped(zipped(PICKLES["global and reduce"])), read_weights)
    claims = {"w": {"dtype": "F32", "shape": [1 << 40], "data_offsets": [0, 1 << 42]}}
    for what, header in {
        "terabytes": json.dumps(claims).encode(),
        "a nest": b'{"a":' * 50_000,
        "a number of many digits": b'{"w":{"dtype":"F32","shape":[' + b"9" * 100_000 + b'],"data_offsets":[0,4]}}',
        "a million dimensions": json.dumps(
            {"w": {"dtype": "F32", "shape": [1] * 300_000, "data_offsets": [0, 4]}}
        ).encode(),
        "dimensions that overflow": json.dumps(
            {"w": {"dtype": "F32", "shape": [1 << 33, 1 << 33], "data_offsets": [0, 4]}}
        ).encode(),
    }.items():
        data = struct.pack("<Q", len(header)) + header + bytes(4)
        yield f"safetensors header of {what}", _file("weights.safetensors", data, read_weights)
    yield (
        "safetensors header longer than any disk",
        _file("weights.safetensors", struct.pack("<Q", (1 << 64) - 1) + b"{}", read_weights),
    )
    for name, pickled in PICKLES.items():
        yield f"snapshot: {name}", _file("000000001.pt", zipped(pickled), read_snapshot)
    yield "snapshot that is a zip bomb", _file("000000001.pt", bomb, read_snapshot)
    yield "snapshot that is weights", _file("000000001.pt", plain.getvalue(), read_snapshot)
    yield "snapshot of safetensors", _file("000000001.pt", struct.pack("<Q", 2) + b"{}", read_snapshot)
    yield "a folder of weights in the place of a file", lambda folder: lambda: read_weights(folder)


TOMLS: dict[str, bytes] = {
    "many keys": b"".join(b"k%d = 1\n" % number for number in range(100_000)),
    "a key without end": b"a" + b".a" * 400_000 + b" = 1\n",
    "a key almost as long as a recipe may be": b"a" + b".a" * 7_900 + b" = 1\n",
    "tables in tables": b"".join(b"[a%s]\n" % (b".b" * number) for number in range(170)),
    "tables of one name": b"[[a]]\n" * 10_000,
    "a nest of arrays": b"version = " + b"[" * 30_000,
    "a nest of tables": b"version = " + b"{a=" * 10_000,
    "a number of many digits": b"version = " + b"9" * 15_000,
    "a number of many hexadecimal digits": b"version = 0x" + b"f" * 15_000,
    "epochs of many hexadecimal digits": b"[training]\nepochs = 0x" + b"f" * 15_000,
    "a rate of many hexadecimal digits": b"[optimizer]\nname = 'Adam'\nlr = 0x" + b"f" * 15_000,
    "an infinite rate": b"[optimizer]\nname = 'Adam'\nlr = inf",
    "a rate that is none": b"[optimizer]\nname = 'Adam'\nlr = nan",
    "a batch of zero": b"[data]\nbatch_size = 0",
    "a layer of terabytes": b"[model]\nname = 'mlp'\nwidths = [1000000000000]",
    "a name that is a path": b"[data]\nsource = '../../etc/passwd'",
    "a name of control characters": b'[data]\nsource = "\\u001b[2J\\u0007"',
    "a zero byte": b"version = 1\x00",
    "another encoding": "version = 1".encode("utf-16"),
    "a mark of the byte order": b"\xef\xbb\xbfversion = 1",
    "quotes without end": b'a = """' + b'"\n' * 30_000,
    "a date": b"version = 1979-05-27T07:32:00Z",
    "braces in a name": b'[data]\nsource = "{0} {path} {}"',
    "a key of braces": b'"{x}" = 1',
}

JSONS: dict[str, bytes] = {
    "nothing": b"",
    "a nest": b"[" * 400_000,
    "a nest of objects": b'{"a":' * 200_000,
    "a number of many digits": b'{"epochs": ' + b"9" * 400_000 + b"}",
    "a float of many digits": b'{"seconds": 1' + b"0" * 4_000 + b"}",
    "an infinite time": b'{"seconds": Infinity, "test_accuracy": NaN, "epochs": -1e999, "steps": true}',
    "half a character": b'{"name": "\\ud800", "tags": ["\\udfff"], "notes": "\\ud800", "device": "\\ud800"}',
    "wrong types": b'{"name": [], "tags": {}, "notes": 3, "started": {}, "device": [], "epochs": "x", "reason": {}}',
    "a time of no calendar": b'{"started": "9999-99-99T99:99:99Z", "version": 1}',
    "the last time": b'{"started": "9999-12-31T23:59:59-23:59", "version": 1}',
    "the first time": b'{"started": "0001-01-01T00:00:00+23:59", "version": 1}',
    "control characters": b'{"name": "\\u001b[2J\\u0007\\n", "device": "\\u0000", "tags": ["\\u202e", ""]}',
    "a million tags": b'{"tags": [' + b'"a",' * 200_000 + b'"b"]}',
    "a text": b'"x"',
    "many megabytes": b'{"name": "' + b"x" * 30_000_000 + b'"}',
}

CSVS: dict[str, bytes] = {
    "a field without end": b'"' + b"x" * 5_000_000,
    "commas": b"," * 5_000_000 + b"\n" + b"," * 5_000_000 + b"\n",
    "zero bytes": b"epoch\x00\n" * 1000,
    "a number of many digits": b"epoch,step\n" + b"9" * 100_000 + b",1\n",
    "one line of many megabytes": b"x" * 30_000_000,
}


def _text_bombs() -> Iterator[Bomb]:
    for name, data in TOMLS.items():
        yield f"recipe: {name}", _file("recipe.toml", data, Recipe.load)
        yield f"recipe in the library: {name}", _in_run("recipe.toml", data, read_record)
    for name, data in JSONS.items():
        for file in ("result.json", "run.json", "notes.json"):
            yield f"{file} in the library: {name}", _in_run(file, data, read_record)
        yield f"result.json: {name}", _in_run("result.json", data, read_summary)
    for name, data in CSVS.items():
        yield f"history: {name}", _in_run("history.csv", data, read_history)
        yield f"history in the library: {name}", _in_run("history.csv", data, read_record)


def _in_run(name: str, data: bytes, read: Callable[[Path], object]) -> Callable[[Path], Callable[[], object]]:
    def put(folder: Path) -> Callable[[], object]:
        finished_run(folder / "run")
        (folder / "run" / name).write_bytes(data)
        return lambda: read(folder / "run")

    return put


def _png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(bytes(50_000_000), 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _picture_bombs() -> Iterator[Bomb]:
    canvas = struct.pack("<I", 16_382)[:3] * 2
    webp = b"RIFF\x1e\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00" + canvas + b"ANIM" + bytes(20)
    script = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%touch " + MARKER.encode() + b") (w) file\n"
    for name, data in {
        "4 billion pixels": _png(65_535, 65_535),
        "a wide one": _png(2**31 - 1, 1),
        "webp of the largest canvas": webp,
        "gif of the largest screen": b"GIF89a" + b"\xff" * 4 + bytes(3) + b"," + bytes(4) + b"\xff" * 4 + b"\0\2\0;",
        "bmp of a wrong height": b"BM" + bytes(12) + struct.pack("<IiiHHIIIIII", 40, 2**30, -(2**31), 1, 24, *[0] * 6),
        "a program for a printer": script,
        "a vector graphic": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    }.items():
        yield f"picture: {name}", _file("picture.png", data, lambda path: read_picture(path, (1, 28, 28)))


def _strange_files() -> Iterator[Bomb]:
    """Pipes and devices are neither waited for nor read without end, whatever name they have."""
    readers: dict[str, Callable[[Path], object]] = {
        "weights.pt": lambda run: read_weights(run / "weights.pt"),
        "picture.png": lambda run: read_picture(run / "picture.png", (1, 28, 28)),
        "recipe.toml": lambda run: Recipe.load(run / "recipe.toml"),
        "history.csv": read_history,
        "batches.bin": read_history,
        "marks.jsonl": read_history,
        "log.txt": read_log,
        "run.json": read_facts,
        "result.json": read_summary,
    }
    for name, read in readers.items():
        yield f"a pipe called {name}", _strange(name, lambda path: os.mkfifo(path), read)
        yield f"a device called {name}", _strange(name, lambda path: path.symlink_to("/dev/zero"), read)
        yield f"a folder called {name}", _strange(name, lambda path: path.mkdir(), read)
        yield f"a link to itself called {name}", _strange(name, lambda path: path.symlink_to(path), read)
    for name in ("recipe.toml", "history.csv", "batches.bin", "result.json", "run.json", "notes.json", "log.txt"):
        yield f"a pipe called {name} in the library", _strange(name, lambda path: os.mkfifo(path), read_record)
        yield (
            f"a device called {name} in the library",
            _strange(name, lambda path: path.symlink_to("/dev/zero"), read_record),
        )


def _strange(
    name: str, make: Callable[[Path], object], read: Callable[[Path], object]
) -> Callable[[Path], Callable[[], object]]:
    def put(folder: Path) -> Callable[[], object]:
        finished_run(folder / "run")
        (folder / "run" / name).unlink(missing_ok=True)
        make(folder / "run" / name)
        return lambda: read(folder / "run")

    return put


def main() -> int:
    warnings.simplefilter("ignore")
    watched_process()
    watch = Watch()
    for name, put in bombs():
        with tempfile.TemporaryDirectory(prefix="bomb-") as folder:
            set_off = put(Path(folder))
            report = Report(name, 1)
            os.chdir(folder)
            Path("/proc/self/clear_refs").write_text("5")  # the peak of what is used starts anew
            before = memory("VmRSS")
            problem = problem_of(set_off, report, watch)
            report.megabytes = memory("VmHWM") - before
            if (Path(folder) / MARKER).exists():
                problem = "code in the file was run"
            report.failures += [problem] if problem else []
            os.chdir("/")
        print(json.dumps(asdict(report)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
