"""``trainer predict`` and ``trainer evaluate --data`` on tables, folders and arrays that a run has never seen."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
from PIL import Image

from tests.cli.command_line import objects
from trainer_core.cli.main import main

QUICK = ("--set", "training.epochs=2", "--set", "training.device=cpu", "--set", "training.threads=1")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))


def flats(path, count, *, seed=0, price=True):
    random = np.random.default_rng(seed)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["size", "town", *(["price"] if price else [])])
        for _ in range(count):
            size, town = random.normal(80, 20), random.choice(["Bern", "Köln"])
            writer.writerow([f"{size:.2f}", town, *([f"{size * 3:.2f}"] if price else [])])
    return path


def trained(data, out, *more):
    assert main(["train", str(data), "--out", str(out), *QUICK, *more, "--json"]) == 0
    return out


@pytest.fixture
def table_run(tmp_path, capfd):
    run = trained(flats(tmp_path / "flats.csv", 120), tmp_path / "run", "--target", "price")
    capfd.readouterr()
    return run


def test_each_row_of_a_table_is_an_object_with_its_row_and_value(table_run, tmp_path, capfd):
    new = flats(tmp_path / "new.csv", 7, seed=1, price=False)
    assert main(["predict", str(table_run), str(new), "--json"]) == 0
    told = objects(capfd.readouterr().out)

    assert [each["row"] for each in told] == [2, 3, 4, 5, 6, 7, 8]
    assert {each["file"] for each in told} == {str(new)}
    assert all(isinstance(each["value"], float) and "truth" not in each for each in told)


def test_a_damaged_table_costs_one_object_and_the_others_are_written_as_csv(table_run, tmp_path, capfd):
    folder = tmp_path / "many"
    (folder / "deeper").mkdir(parents=True)
    flats(folder / "deeper" / "good.csv", 3)
    (folder / "bad.csv").write_text("one,two\n1,2\n")
    out = tmp_path / "out.csv"
    assert main(["predict", str(table_run), str(folder), "--csv", str(out), "--json"]) == 1

    told = objects(capfd.readouterr().out)
    assert [("error" in each) for each in told] == [True, False, False, False]
    assert "bad.csv" in told[0]["message"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["row"] for row in rows] == ["", "2", "3", "4"]
    assert float(rows[1]["price"]) == pytest.approx(told[1]["value"])
    assert float(rows[1]["truth"]) == pytest.approx(told[1]["truth"])
    assert rows[0]["error"] == told[0]["message"]


def test_each_input_that_cannot_be_read_is_told(table_run, tmp_path, capfd):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("one,two\n1,2\n")
    assert main(["predict", str(table_run), str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--json"]) == 1
    captured = capfd.readouterr()
    assert [each["error"] for each in objects(captured.out)] == ["no-column", "no-column"]
    assert captured.err == "trainer: 2 of 2 inputs cannot be predicted.\n"


def test_a_name_that_nothing_has_is_told_as_such(table_run, tmp_path, capfd):
    assert main(["predict", str(table_run), str(tmp_path / "nope.png")]) == 1
    assert f"{tmp_path / 'nope.png'} does not exist. Check the name." in capfd.readouterr().err
    assert main(["predict", str(table_run), str(tmp_path / "none"), str(flats(tmp_path / "new.csv", 1)), "--json"]) == 1
    assert [each.get("error") for each in objects(capfd.readouterr().out)] == ["missing-file", None]


def test_a_labelled_table_is_scored_as_a_test_set(table_run, tmp_path, capfd):
    new = flats(tmp_path / "new.csv", 50, seed=2)
    assert main(["predict", str(table_run), str(new), "--json"]) == 0
    told = objects(capfd.readouterr().out)
    off = np.array([each["value"] - each["truth"] for each in told])
    assert main(["evaluate", str(table_run), "--data", str(new), "--json"]) == 0
    (scored,) = objects(capfd.readouterr().out)

    assert scored["examples"] == 50
    assert scored["test_rmse"] == pytest.approx(float(np.sqrt((off**2).mean())), rel=1e-4)
    assert scored["test_mae"] == pytest.approx(float(np.abs(off).mean()), rel=1e-4)


def test_a_table_without_the_target_cannot_be_scored(table_run, tmp_path, capfd):
    new = flats(tmp_path / "new.csv", 5, price=False)
    assert main(["evaluate", str(table_run), "--data", str(new)]) == 1
    assert "says what the answers should be" in capfd.readouterr().err


def squares(folder, count, *, seed=0):
    random = np.random.default_rng(seed)
    for name, level in (("dark", 60), ("light", 190)):
        (folder / name).mkdir(parents=True)
        for number in range(count):
            pixels = random.integers(level - 40, level + 40, (12, 12, 3)).astype(np.uint8)
            Image.fromarray(pixels).save(folder / name / f"{number:02}.png")
    return folder


def test_pictures_below_a_folder_are_predicted_and_scored_by_their_folders(tmp_path, capfd):
    run = trained(squares(tmp_path / "pictures", 30), tmp_path / "run")
    new = squares(tmp_path / "new", 4, seed=1)
    (new / "dark" / "03.png").write_bytes(b"no picture")
    capfd.readouterr()

    assert main(["predict", str(run), str(new), "--json"]) == 1
    told = objects(capfd.readouterr().out)
    assert [each.get("truth") for each in told] == ["dark"] * 3 + [None] + ["light"] * 4
    assert told[3]["error"] == "not-a-picture"
    assert all(sum(each["probabilities"].values()) == pytest.approx(1, abs=1e-5) for each in told if "truth" in each)
    assert main(["evaluate", str(run), "--data", str(new), "--json"]) == 0
    captured = capfd.readouterr()
    (scored,) = objects(captured.out)
    right = [each["prediction"] == each["truth"] for each in told if "truth" in each]
    assert (scored["examples"], scored["test_accuracy"]) == (7, pytest.approx(np.mean(right)))
    assert "1 input cannot be read" in captured.err


def test_arrays_and_tables_are_predicted_by_a_model_of_a_built_in_table(tmp_path, capfd):
    recipe = tmp_path / "iris.toml"
    recipe.write_text('[data]\nsource = "iris"\n[model]\nname = "mlp"\n')
    run = trained(recipe, tmp_path / "run")
    np.savez(tmp_path / "new.npz", X=np.full((3, 4), 2.0, np.float32), y=np.array([0, 2, 1]))
    capfd.readouterr()
    assert main(["predict", str(run), str(tmp_path / "new.npz"), "--json"]) == 0
    told = objects(capfd.readouterr().out)

    assert [each["row"] for each in told] == [1, 2, 3]
    assert [each["truth"] for each in told] == ["setosa", "virginica", "versicolor"]
    assert json.dumps(told[0]["probabilities"]) == json.dumps(told[1]["probabilities"])


def test_rows_whose_label_training_did_not_know_are_left_out_of_the_score_and_told(tmp_path, capfd):
    rows = [f"{number * 7 % 20 / 2},{'yes' if number % 3 else 'no'}" for number in range(60)]
    (tmp_path / "known.csv").write_text("\n".join(["size,sold", *rows]))
    run = trained(tmp_path / "known.csv", tmp_path / "run", "--target", "sold")
    (tmp_path / "new.csv").write_text("size,sold\n1,yes\n2,maybe\n3,no\n4,\n")
    capfd.readouterr()
    assert main(["evaluate", str(run), "--data", str(tmp_path / "new.csv"), "--json"]) == 0
    told = capfd.readouterr()

    assert objects(told.out)[-1]["examples"] == 2
    assert "2 examples are left out" in told.err
