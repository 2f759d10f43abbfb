"""A person is asked once for each file and content, and what was agreed to holds for every program."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.trial.files import GOOD, written
from trainer_core.errors import CodeError
from trainer_core.trial.code import kept_code, read_code
from trainer_core.trial.process import try_file
from trainer_core.trial.starting import main_not_imported, process_context
from trainer_core.trial.trust import STATE_VARIABLE, TRUST_VARIABLE, require_trust, trust, trust_needed


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(TRUST_VARIABLE)
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    return tmp_path / "state" / "trusted.json"


def test_a_file_is_asked_about_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    needed = trust_needed(read_code(path))
    assert needed is not None
    assert (needed.path, needed.changed) == (path, False)
    trust(read_code(path))
    assert trust_needed(read_code(path)) is None

    written(tmp_path, GOOD + "\n# another line\n")
    needed = trust_needed(read_code(path))
    assert needed is not None
    assert needed.changed
    written(tmp_path, GOOD)
    assert trust_needed(read_code(path)) is None  # what was agreed to before


def test_a_change_in_a_module_beside_the_file_asks_again(tmp_path: Path) -> None:
    path = written(tmp_path, "def dataset():\n    from shapes import side\n")
    beside = written(tmp_path, "from deeper import thing\nside = 3\n", "shapes.py")
    written(tmp_path, "thing = 1\n", "deeper.py")
    written(tmp_path, "unrelated = 1\n", "other.py")
    trust(read_code(path))
    assert read_code(path).beside == ("shapes.py", "deeper.py")
    written(tmp_path, "unrelated = 2\n", "other.py")
    assert trust_needed(read_code(path)) is None
    written(tmp_path, "thing = 2\n", "deeper.py")
    assert trust_needed(read_code(path)) is not None
    assert beside.exists()


def test_nothing_of_a_file_runs_before_it_is_agreed_to(tmp_path: Path) -> None:
    path = written(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')\n" + GOOD)
    with pytest.raises(
        CodeError, match=r"mine\.py is a program that has not run here.*--trust.*TRAINER_TRUST"
    ) as caught:
        try_file(path, "dataset")
    assert caught.value.code == "needs-trust"
    assert not (tmp_path / "ran").exists()
    trust(read_code(path))
    assert try_file(path, "dataset").usable
    assert (tmp_path / "ran").exists()


def test_the_environment_agrees_without_recording_it(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = read_code(written(tmp_path, GOOD))
    monkeypatch.setenv(TRUST_VARIABLE, "yes")
    require_trust(code)
    monkeypatch.setenv(TRUST_VARIABLE, "no")
    with pytest.raises(CodeError):
        require_trust(code)
    assert not store.exists()


def test_a_kept_copy_is_agreed_to_with_its_original_and_one_from_elsewhere_is_asked_about(tmp_path: Path) -> None:
    code = read_code(written(tmp_path, GOOD))
    trust(code)
    code.write_to(tmp_path / "run" / "code")
    assert trust_needed(kept_code(tmp_path / "run" / "code", code.path)) is None

    elsewhere = kept_code(tmp_path / "run" / "code", Path("/home/somebody/mine.py"))
    needed = trust_needed(elsewhere)
    assert needed is not None
    assert needed.path == tmp_path / "run" / "code" / "mine.py"


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"files": 3}', b'{"files": {"x": 4}}', b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_store_asks_again_and_is_written_anew(tmp_path: Path, store: Path, damage: bytes) -> None:
    code = read_code(written(tmp_path, GOOD))
    store.parent.mkdir()
    store.write_bytes(damage)
    assert trust_needed(code) is not None
    trust(code)
    assert trust_needed(code) is None
    assert json.loads(store.read_text())["version"] == 1


def test_a_state_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STATE_VARIABLE, str(written(tmp_path, "", "a file") / "state"))
    with pytest.raises(CodeError, match="cannot be written"):
        trust(read_code(written(tmp_path, GOOD)))


def _agree(state: str, names: list[str]) -> None:
    os.environ[STATE_VARIABLE] = state
    for name in names:
        trust(read_code(Path(name)))


def test_programs_that_agree_at_once_forget_nothing(tmp_path: Path) -> None:
    names = [str(written(tmp_path, GOOD + f"# {number}\n", f"file{number}.py")) for number in range(12)]
    context = process_context()
    programs = [
        context.Process(target=_agree, args=(str(tmp_path / "state"), names[first::3]))  # type: ignore[attr-defined]
        for first in range(3)
    ]
    with main_not_imported():
        for program in programs:
            program.start()
    for program in programs:
        program.join(60)
        assert program.exitcode == 0
    assert all(trust_needed(read_code(Path(name))) is None for name in names)


@pytest.mark.parametrize("make", [lambda path: path.mkdir(), lambda path: None, lambda path: os.mkfifo(path)])
def test_what_is_no_file_is_a_sentence(tmp_path: Path, make) -> None:
    make(tmp_path / "mine.py")
    with pytest.raises(CodeError, match=r"mine\.py (cannot be read|does not exist)"):
        read_code(tmp_path / "mine.py")
