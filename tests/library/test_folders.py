"""Which folders are runs, and which of them may be thrown away."""

from __future__ import annotations

import pytest

from trainer_core.errors import RunFolderError
from trainer_core.files.run_lock import RunLock
from trainer_core.library import folders
from trainer_core.library.folders import default_root, discardable, listing


def test_a_runs_folder_may_go_with_what_a_person_put_into_it(run):
    (run / "thoughts.txt").write_text("mine")
    (run / "tensorboard").mkdir()
    discardable(run)


def test_a_run_whose_recipe_is_lost_may_go(run):
    (run / "recipe.toml").unlink()
    discardable(run)


def test_a_run_that_goes_on_may_not_go(run):
    lock = RunLock(run)
    with pytest.raises(RunFolderError, match="is going on") as refused:
        discardable(run)
    lock.release()

    assert refused.value.code == "in-use"
    discardable(run)


@pytest.mark.parametrize("what", ["missing", "file", "empty", "recipe alone", "root", "link", "other"])
def test_nothing_else_may_go(run, tmp_path, what):
    path = tmp_path / "it"
    match what:
        case "file":
            path.write_text("mine")
        case "empty":
            path.mkdir()
        case "recipe alone":
            path.mkdir()
            (path / "recipe.toml").write_text("[flour]\n")
        case "root":
            path = run.parent
        case "link":
            path.symlink_to(run)
        case "other":
            path.mkdir()
            for name in ("best.pt", "last.pt", "thesis.tex"):
                (path / name).write_text("mine")

    with pytest.raises(RunFolderError) as refused:
        discardable(path)
    assert refused.value.code == "not-a-run"
    assert str(path) in str(refused.value)


def test_a_run_with_a_folder_of_someone_elses_may_not_go(run):
    (run / "photos").mkdir()
    with pytest.raises(RunFolderError, match="photos"):
        discardable(run)


def test_the_signature_follows_every_file_but_the_lock(run, settle):
    before = listing(run)
    RunLock(run).release()
    assert listing(run).signature == before.signature != ""

    (run / "snapshots" / "000000041.pt").write_bytes(b"s")
    settle(run)
    after = listing(run)
    assert after.signature not in ("", before.signature)
    assert (after.snapshots, after.bytes) == (2, before.bytes + 1)


def test_nothing_relies_on_a_file_that_was_written_a_moment_ago(run):
    (run / "log.txt").write_text("now")

    assert listing(run).signature == ""


def test_a_folder_of_a_hundred_thousand_files_is_not_gone_through(tmp_path, make_run, monkeypatch):
    monkeypatch.setattr("trainer_core.library.folders._MOST_FILES", 10)
    (tmp_path / "photos").mkdir()
    for number in range(30):
        (tmp_path / "photos" / f"{number}.jpg").touch()

    assert listing(tmp_path / "photos") is None


def test_the_default_root_is_in_the_documents():
    assert default_root().parts[-2:] == ("Training Studio", "runs")


def test_a_file_that_goes_while_the_folder_is_looked_through_is_not_missed(run, monkeypatch):
    """A program that writes the run renames its files; what stood beside them is gone when it is asked about."""
    before = listing(run)
    passing = run / ".last.pt.passing"
    passing.write_bytes(b"half of it")
    walk = folders._walk

    def walked(*where):
        for name, entry in walk(*where):
            if name == passing.name:
                passing.unlink()
            yield name, entry

    monkeypatch.setattr(folders, "_walk", walked)
    found = listing(run)
    assert not passing.exists()
    assert (found.bytes, found.snapshots) == (before.bytes, before.snapshots)
