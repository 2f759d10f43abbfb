"""A download ends with the publisher's file in place, or with a sentence and nothing that looks like it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from trainer_core.data.download import RemoteFile, cache_folder, fetch, sole_writer
from trainer_core.errors import DataError, Message

CONTENT = bytes(range(256)) * 4_000


class Seen:
    """What progress was told."""

    def __init__(self) -> None:
        self.fractions: list[float] = []
        self.sentences: list[str] = []

    def __call__(self, message: Message, fraction: float) -> None:
        self.fractions.append(fraction)
        self.sentences.append(str(message))


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "folder"
    path.mkdir()
    return path


@pytest.fixture
def remote(publisher) -> RemoteFile:
    name, md5 = publisher.publish("set.bin", CONTENT)
    return RemoteFile(name, (publisher.url + name,), md5)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole_with_progress(remote: RemoteFile, folder: Path, seen: Seen) -> None:
    path = fetch(remote, folder, seen, base=0.5, share=0.5)
    assert path.read_bytes() == CONTENT
    assert names(folder) == ["set.bin"]
    assert seen.fractions == sorted(seen.fractions)
    assert seen.fractions[0] >= 0.5
    assert seen.fractions[-1] == 1.0
    assert seen.sentences[-1] == "Downloading set.bin: 1.0 of 1.0 MB."


def test_a_file_that_is_there_is_not_fetched(publisher, remote: RemoteFile, folder: Path, seen: Seen) -> None:
    (folder / "set.bin").write_bytes(CONTENT)
    fetch(remote, folder, seen)
    assert publisher.ranges == []


def test_a_file_whose_name_has_the_beginning_of_its_sha256_is_held_against_it(
    publisher, folder: Path, seen: Seen
) -> None:
    name, _ = publisher.publish("net.pth", CONTENT)
    begins = hashlib.sha256(CONTENT).hexdigest()[:8]
    file = RemoteFile(name, (publisher.url + name,), sha256=begins)
    assert fetch(file, folder, seen).read_bytes() == CONTENT
    (folder / name).write_bytes(CONTENT[:-1])
    assert not file.is_whole(folder / name)
    assert fetch(file, folder, seen).read_bytes() == CONTENT
    other = RemoteFile(name, (publisher.url + name,), sha256="0" * 8)
    with pytest.raises(DataError, match="what came is not the official file"):
        fetch(other, folder, seen)


def test_a_damaged_file_is_replaced(remote: RemoteFile, folder: Path, seen: Seen) -> None:
    (folder / "set.bin").write_bytes(CONTENT[:-1])
    assert fetch(remote, folder, seen).read_bytes() == CONTENT


def test_an_interrupted_download_is_never_taken_and_is_continued(
    publisher, remote: RemoteFile, folder: Path, seen: Seen
) -> None:
    publisher.cut_after = 300_000
    with pytest.raises(DataError, match="the connection broke after 300,000 of 1,024,000 bytes"):
        fetch(remote, folder, seen)
    assert names(folder) == ["set.bin.part"]
    assert fetch(remote, folder, seen).read_bytes() == CONTENT
    assert publisher.ranges == [None, "bytes=300000-"]
    assert names(folder) == ["set.bin"]


def test_a_program_that_ends_in_the_middle_leaves_only_a_part(remote: RemoteFile, folder: Path) -> None:
    def end(message: Message, fraction: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(remote, folder, end)
    assert names(folder) == ["set.bin.part"]
    assert fetch(remote, folder, Seen()).read_bytes() == CONTENT


def test_a_server_that_cannot_continue_starts_again(publisher, remote: RemoteFile, folder: Path, seen: Seen) -> None:
    publisher.resumes = False
    (folder / "set.bin.part").write_bytes(CONTENT[:1_000])
    assert fetch(remote, folder, seen).read_bytes() == CONTENT


@pytest.mark.parametrize("left", [b"something else" * 10, CONTENT + b"too long"])
def test_a_part_of_something_else_is_thrown_away(remote: RemoteFile, folder: Path, seen: Seen, left: bytes) -> None:
    (folder / "set.bin.part").write_bytes(left)
    assert fetch(remote, folder, seen).read_bytes() == CONTENT
    assert names(folder) == ["set.bin"]


def test_a_whole_part_is_moved_into_place_without_a_network(folder: Path, remote: RemoteFile, nowhere: str) -> None:
    (folder / "set.bin.part").write_bytes(CONTENT)
    assert fetch(RemoteFile("set.bin", (nowhere,), remote.md5), folder, Seen()).read_bytes() == CONTENT


def test_another_file_under_this_name_is_refused_and_removed(
    publisher, remote: RemoteFile, folder: Path, seen: Seen
) -> None:
    publisher.files["set.bin"] = b"<html>Please log in.</html>"
    with pytest.raises(DataError, match="what came is not the official file"):
        fetch(remote, folder, seen)
    assert names(folder) == []


def test_the_second_address_is_tried(publisher, remote: RemoteFile, folder: Path, seen: Seen, nowhere: str) -> None:
    urls = (nowhere + "set.bin", publisher.url + "missing", *remote.urls)
    assert fetch(RemoteFile("set.bin", urls, remote.md5), folder, seen).read_bytes() == CONTENT


def test_without_a_network_the_sentence_says_what_where_and_what_to_do(folder: Path, seen: Seen, nowhere: str) -> None:
    with pytest.raises(DataError) as caught:
        fetch(RemoteFile("set.bin", (nowhere + "set.bin",), "0" * 32), folder, seen)
    sentence = str(caught.value)
    assert caught.value.code == "download-failed"
    assert nowhere in sentence
    assert f"Connect to the network and try again, or put this file into {folder} yourself." in sentence
    assert names(folder) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(DataError, match="TRAINING_STUDIO_CACHE") as caught,
        sole_writer(tmp_path / "file" / "sub"),
    ):
        pass
    assert caught.value.code == "cannot-write"


def test_a_full_disk_is_told_apart_from_the_network(
    remote: RemoteFile, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, mode: str) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full)
        with pytest.raises(DataError, match="No space left on device") as caught:
            fetch(remote, folder, Seen())
    assert caught.value.code == "cannot-write"


def test_two_programs_never_write_into_one_folder_at_once(tmp_path: Path) -> None:
    with sole_writer(tmp_path / "set"), pytest.raises(DataError) as caught, sole_writer(tmp_path / "set"):
        pass
    assert caught.value.code == "being-downloaded"
    with sole_writer(tmp_path / "set"):
        pass


def test_the_cache_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    assert cache_folder("mnist") == cache / "mnist"
    monkeypatch.delenv("TRAINING_STUDIO_CACHE")
    assert cache_folder("mnist").parts[-3:] == ("training-studio", "datasets", "mnist")
