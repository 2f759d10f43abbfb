"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer_core.errors import RunFolderError, WeightsError
from trainer_core.files import atomic
from trainer_core.files.atomic import atomic_write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kept.bin"
    path.write_bytes(b"old")
    return path


def write(path: Path, data: bytes) -> None:
    with atomic_write(path, error=RunFolderError) as file:
        file.write(data)


def only(path: Path) -> bool:
    """Whether nothing lies beside ``path``."""
    return [entry.name for entry in path.parent.iterdir()] == [path.name]


def fail_with(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    def failing(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, name, failing)


def test_a_new_file_holds_what_was_written_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new.bin"
    write(path, b"abc" * 1_000_000)
    assert path.read_bytes() == b"abc" * 1_000_000
    assert only(path)


def test_the_old_file_is_there_until_the_block_ends(file: Path) -> None:
    with atomic_write(file, error=RunFolderError) as out:
        out.write(b"new")
        out.flush()
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"


def test_an_exception_in_the_block_keeps_the_old_file_and_passes_on(file: Path) -> None:
    def half() -> None:
        with atomic_write(file, error=RunFolderError) as out:
            out.write(b"half")
            raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        half()
    assert file.read_bytes() == b"old"
    assert only(file)


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_full_disk_keeps_the_old_file_and_says_so(file: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    fail_with(monkeypatch, call, errno.ENOSPC)
    with pytest.raises(RunFolderError, match="no room") as caught:
        write(file, b"new" * 1_000_000)
    monkeypatch.undo()
    assert caught.value.code == "disk-full"
    assert str(file) in str(caught.value)
    assert file.read_bytes() == b"old"
    assert only(file)


def test_the_reason_is_the_disk_also_when_the_writer_hides_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, "write", errno.ENOSPC)

    def hiding() -> None:
        with atomic_write(file, error=WeightsError) as out:
            try:
                out.write(b"x" * 10_000_000)
            except OSError:
                raise RuntimeError("unexpected pos 64 vs 0") from None

    with pytest.raises(WeightsError) as caught:
        hiding()
    assert caught.value.code == "disk-full"


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_place_that_may_not_be_written_is_named(file: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    fail_with(monkeypatch, "open", number)
    with pytest.raises(RunFolderError, match="may not be written") as caught:
        write(file, b"new")
    assert caught.value.code == "no-permission"
    assert file.read_bytes() == b"old"


def test_any_other_failure_is_told_with_its_reason(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(monkeypatch, "write", errno.EIO)
    with pytest.raises(RunFolderError, match=os.strerror(errno.EIO)) as caught:
        write(file, b"new")
    assert caught.value.code == "cannot-write"


@pytest.mark.parametrize("parent", ["missing", "kept.bin"])
def test_a_missing_folder_is_named(file: Path, parent: str) -> None:
    with pytest.raises(RunFolderError, match="is not a folder") as caught:
        write(file.parent / parent / "new.bin", b"new")
    assert caught.value.code == "missing-folder"
    assert only(file)


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError) as caught:
        write(tmp_path, b"new")
    assert caught.value.code == "is-a-folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe_or_device_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(RunFolderError) as caught:
        write(path, b"new")
    assert caught.value.code == "not-a-file"
    assert path.is_fifo()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/sys is Linux's")
def test_a_file_system_that_takes_no_files_is_named() -> None:
    with pytest.raises(RunFolderError) as caught:
        write(Path("/sys/weights.pt"), b"new")
    assert caught.value.code in ("no-permission", "missing-folder")


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="cannot be written") as caught:
        write(tmp_path / ("a" * 300), b"new")
    assert caught.value.code == "cannot-write"
    assert not list(tmp_path.iterdir())


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".bin")
    write(path, b"new")
    assert only(path)


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_a_replaced_file_hands_its_permissions_on_and_a_new_one_follows_the_umask(file: Path) -> None:
    file.chmod(0o640)
    write(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o640
    before = os.umask(0o027)
    try:
        write(file.with_name("other.bin"), b"new")
    finally:
        os.umask(before)
    assert file.with_name("other.bin").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_a_link_stays_a_link(file: Path) -> None:
    link = file.with_name("link.bin")
    link.symlink_to(file)
    write(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


KILLED = """
import os, signal, sys
from pathlib import Path
from trainer_core.files import atomic
from trainer_core.errors import RunFolderError

path, write = Path(sys.argv[1]), os.write
old = path.read_bytes()
for stop_at in range(1, 11):
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        seen = 0
        def counting(descriptor, data):
            global seen
            seen += 1
            if seen == stop_at:
                write(descriptor, data[: len(data) // 2])
                write(writer, b"x")
                signal.pause()
            return write(descriptor, data)
        atomic.os.write = counting
        with atomic.atomic_write(path, error=RunFolderError) as file:
            for _ in range(20):
                file.write(bytes(2_000_000))
        os._exit(1)
    os.read(reader, 1)
    os.kill(child, signal.SIGKILL)
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
    assert path.read_bytes() == old
print("whole")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_kill_at_any_moment_leaves_the_old_file_whole(file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, str(file)], capture_output=True, text=True, timeout=80
    )
    assert done.stdout == "whole\n", done.stderr
    assert file.read_bytes() == b"old"
    write(file, b"new")
    assert file.read_bytes() == b"new"
