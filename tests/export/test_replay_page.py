"""A run as one page for a browser: it holds what was kept and needs nothing else, and a browser plays it."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from trainer_core import Recipe, train
from trainer_core.cli.main import main
from trainer_core.errors import DataError
from trainer_core.export import replay_page as of_page
from trainer_core.export.replay_page import Stretch, Wording, replay_page, write_replay_page
from trainer_core.history.history import History
from trainer_core.library.replay import Replay
from trainer_core.runs.shown.examples import ShownAnswers, ShownExamples

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "run"
    training = {"epochs": 2, "device": "cpu", "threads": 1}
    train(Recipe.from_dict({"data": {"limit": 256, "batch_size": 32}, "training": training}), out=folder)
    return folder


def data_of(page: str) -> dict:
    found = re.search(r"const run = (\{.*\});\n", page)
    assert found is not None
    return json.loads(found[1])


def test_a_page_holds_curves_answers_tables_and_log(kept):
    run = Replay.read(kept)
    data = data_of(replay_page(run, Stretch(), Wording()))
    assert data["end"] == len(run.history)
    assert [curve["name"] for curve in data["curves"]] == ["Loss", "Accuracy"]
    assert [point[1] for point in data["curves"][0]["points"]] == pytest.approx(run.history.column("loss"), rel=1e-4)
    assert [point[0] for point in data["curves"][0]["validation"]] == [row.step for row in run.history.epochs]
    assert len(data["examples"]) == len(run.examples.indices)
    assert all(example["picture"].startswith("data:image/png;base64,") for example in data["examples"])
    assert data["answers"][0][0] == 0
    assert all(len(answers) == len(data["examples"]) for _, answers in data["answers"])
    assert sum(map(sum, data["tables"]["tables"][0][2])) > 0
    assert data["tables"]["names"][0] == "T-shirt/top"
    assert data["log"]


def test_a_stretch_holds_nothing_of_after_it(kept):
    data = data_of(replay_page(Replay.read(kept), Stretch(2, 6), Wording()))
    assert (data["begin"], data["end"]) == (2, 6)
    assert all(3 <= point[0] <= 6 for curve in data["curves"] for point in curve["points"])
    assert data["rows"] == []
    assert data["tables"]["tables"] == []
    assert all(step <= 6 for step, _ in data["answers"])


def test_a_page_needs_no_network_and_no_other_file(kept):
    page = replay_page(Replay.read(kept), Stretch(), Wording())
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|src=\"[^d]|@import|url\(|fetch\(|XMLHttp", page)


def test_no_name_ends_the_script(kept):
    run = Replay.read(kept)
    evil = "</script><script>alert(1)</script><!--"
    recipe = run.recipe.with_values({"about.title": {"en": evil}})
    page = replay_page(replace(run, recipe=recipe), Stretch(), Wording(language='"><x'))
    assert page.count("</script>") == 1
    assert '<html lang="x">' in page
    assert data_of(page)["title"] == evil


def test_a_run_of_numbers_alone_has_a_page(kept, tmp_path):
    alone = tmp_path / "alone"
    shutil.copytree(kept, alone, ignore=shutil.ignore_patterns("shown"))
    data = data_of(replay_page(Replay.read(alone), Stretch(), Wording()))
    assert data["curves"][0]["points"]
    assert (data["examples"], data["answers"], data["tables"]["tables"]) == ([], [], [])


def test_rows_and_values_have_a_page_too(tmp_path):
    training = {"epochs": 1, "device": "cpu", "threads": 1}
    recipe = {
        "data": {"source": "diabetes"},
        "model": {"name": "mlp"},
        "loss": {"name": "MSELoss"},
        "training": training,
    }
    train(Recipe.from_dict(recipe), out=tmp_path / "run")
    data = data_of(replay_page(Replay.read(tmp_path / "run"), Stretch(), Wording()))
    assert all(example["row"] and not example["picture"] for example in data["examples"])
    assert all(len(each) == 1 for each in data["answers"][0][1])
    assert data["tables"]["tables"] == []


def test_a_folder_that_is_not_there_is_told(kept, tmp_path):
    with pytest.raises(DataError, match="nowhere"):
        write_replay_page(Replay.read(kept), tmp_path / "nowhere" / "run.html")


def test_the_command_line_writes_the_page(kept, tmp_path, capsys):
    assert main(["replay", str(kept), "--html", str(tmp_path / "run.html"), "--last", "10", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["bytes"] == (tmp_path / "run.html").stat().st_size
    assert data_of((tmp_path / "run.html").read_text("utf-8"))["end"] == 10


def seen_by_a_browser(page: Path, place: str, profile: Path) -> str:
    """The page as a browser without a window has it after forty seconds of its own time."""
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"]
    command += ["--virtual-time-budget=40000", "--dump-dom", f"{page.as_uri()}{place}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_a_browser_plays_it(kept, tmp_path):
    page, run = tmp_path / "run.html", Replay.read(kept)
    write_replay_page(run, page)
    stands = seen_by_a_browser(page, "#batch=10", tmp_path / "profile")
    where = re.search(r'<span id="where">([^<]*)', stands)
    assert where is not None
    assert where[1].startswith(f"epoch 2 of 2 · batch 2 of {run.batches_per_epoch} ")
    assert len(re.findall(r'class="tile (?:right|wrong)"', stands)) == len(run.examples.indices)
    assert '<th title="Ankle boot">' in stands
    assert ">Play</button>" in stands
    played = seen_by_a_browser(page, "", tmp_path / "profile")
    where = re.search(r'<span id="where">([^<]*)', played)
    assert where is not None
    assert where[1].startswith(f"epoch 2 of 2 · batch {run.batches_per_epoch} of {run.batches_per_epoch} ")


@pytest.mark.parametrize(("first", "last"), [(0, 5), (9, 3), (17, 20)])
def test_a_stretch_that_is_none_is_told(kept, tmp_path, capsys, first, last):
    page = tmp_path / "run.html"
    assert main(["replay", str(kept), "--html", str(page), "--first", str(first), "--last", str(last)]) == 1
    assert f"none from {first} to {last}" in capsys.readouterr().err
    assert not page.exists()


def test_what_is_damaged_is_told_beside_the_page(kept, tmp_path, capsys):
    run = shutil.copytree(kept, tmp_path / "run")
    (run / "shown" / "answers.bin").write_bytes(b"\xff" * 9999)
    command = ["replay", str(run), "--html", str(tmp_path / "run.html")]
    assert main(command) == 0
    assert "answers.bin is damaged" in capsys.readouterr().err
    assert main([*command, "--json"]) == 0
    assert "answers.bin is damaged" in json.loads(capsys.readouterr().out)["problems"][0]


def test_a_log_with_halves_of_characters_has_a_page(kept, tmp_path):
    run = shutil.copytree(kept, tmp_path / "run")
    line = {"step": 0, "epoch": 0, "seconds": 0.0, "level": "info", "template": "\ud800 </script>"}
    (run / "shown" / "log.jsonl").write_text(json.dumps(line) + "\n")
    write_replay_page(Replay.read(run), tmp_path / "run.html")
    assert data_of((tmp_path / "run.html").read_text("utf-8"))["log"] == [[0, "info", "? </script>"]]


def test_values_are_shown_as_values_where_it_is_not_known_what_the_data_was(tmp_path):
    examples = ShownExamples((1,), np.ones((1, 2), np.float32), np.array([[1.5, 2.5]], np.float32), 2, False)
    recipe = {"data": {"source": "diabetes"}, "loss": {"name": "MSELoss"}, "model": {"name": "mlp"}}
    training = {"epochs": 1, "device": "cpu", "threads": 1}
    train(Recipe.from_dict({**recipe, "training": training}), out=tmp_path / "run")
    records = examples.record(0, 0, 0.0, np.array([[3.0, 4.0]], np.float32))
    run = replace(Replay.read(tmp_path / "run"), data=None, examples=examples, answers=ShownAnswers(records))
    data = data_of(replay_page(run, Stretch(), Wording()))
    assert (data["examples"][0]["truth"], data["examples"][0]["class"]) == ("1.5, 2.5", -1)
    assert data["answers"] == [[0, [[[0, 3.0], [1, 4.0]]]]]


def test_a_run_of_very_many_epochs_has_a_page_of_some_hundred(kept, monkeypatch):
    run, several = Replay.read(kept), History("accuracy")
    several.extend_numbers(np.stack([run.history.column(name) for name in run.history.columns], axis=1))
    row = run.history.epochs[0]
    for epoch in range(1, 15):
        several.append_epoch(replace(row, epoch=epoch, step=epoch))
    monkeypatch.setattr(of_page, "_POINTS", 5)
    data = data_of(replay_page(replace(run, history=several), Stretch(), Wording()))
    assert len(data["rows"]) == len(data["curves"][0]["validation"]) == 5
    assert (data["rows"][0][0], data["rows"][-1][0]) == (1, 14)
