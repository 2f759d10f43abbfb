"""Corrections: another label, or left out, for every source; the parts stay what they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.data import Dataset, load_dataset
from trainer_core.data.corrections import ExampleKey, key_of, read_corrections, write_corrections
from trainer_core.errors import DataError
from trainer_core.protocol.commands import Keep, ResumeRun, Start, Stop, Unpause
from trainer_core.protocol.events import Refused, RunEnded
from trainer_core.runs.example_losses import read_example_losses
from trainer_core.runs.run_files import read_data


def iris(corrections: Path | None = None, **settings: object) -> Dataset:
    given = str(corrections) if corrections else ""
    return load_dataset("iris", validation_share=10, seed=0, corrections=given, **settings)


def names(dataset: Dataset, part: int = 0) -> list[ExampleKey]:
    examples = (dataset.train, dataset.validation, dataset.test)[part]
    return [key_of(dataset, part, index) for index in range(len(examples))]


def test_labels_change_and_examples_go_and_every_other_stays_in_its_part(tmp_path: Path) -> None:
    before = iris()
    relabelled, gone, tested = key_of(before, 0, 3), key_of(before, 0, 5), key_of(before, 2, 1)
    path = tmp_path / "corrections.jsonl"
    write_corrections(path, {relabelled: "virginica", gone: None, tested: None})

    after = iris(path)

    assert names(after) == [key for key in names(before) if key != gone]
    assert names(after, 1) == names(before, 1)
    assert names(after, 2) == [key for key in names(before, 2) if key != tested]
    kept = [index for index in range(len(before.train)) if index != 5]
    changed = before.train.targets[kept].clone()
    changed[3] = 2
    assert torch.equal(after.train.targets, changed)
    assert torch.equal(after.train.gathered()[0], before.train.gathered()[0][kept])
    assert after.training_count == len(before.train)
    assert after.training_places is not None
    assert after.training_places.tolist() == kept
    assert [str(note) for note in after.notes] == [
        "1 example has a corrected label.",
        "2 examples are left out by the corrections.",
    ]


def test_pictures_are_named_by_their_files(tmp_path: Path) -> None:
    for name in ("cat", "dog"):
        (tmp_path / "data" / name).mkdir(parents=True)
        for number in range(10):
            pixels = np.full((8, 8, 3), number * (10 if name == "cat" else 20), np.uint8)
            Image.fromarray(pixels).save(tmp_path / "data" / name / f"{number}.png")
    path = tmp_path / "corrections.jsonl"
    path.write_text('{"file": "cat/3.png", "label": "dog"}\n\n{"file": "dog/4.png", "leave_out": true}\n')
    settings = {"validation_share": 10, "seed": 0, "path": tmp_path / "data"}
    before, after = load_dataset("folder", **settings), load_dataset("folder", corrections=str(path), **settings)

    def labels(dataset: Dataset) -> dict[str, str]:
        parts = (dataset.train, dataset.validation, dataset.test)
        return {
            key_of(dataset, number, index).file: dataset.class_names[int(part.targets[index])]
            for number, part in enumerate(parts)
            for index in range(len(part))
        }

    expected = labels(before) | {"cat/3.png": "dog"}
    del expected["dog/4.png"]
    assert labels(after) == expected


def test_a_source_with_a_test_part_of_its_own_names_its_rows_apart(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text('{"row": 9, "of": "test", "label": "Coat"}\n{"row": 9, "label": "Bag"}\n')
    settings = {"validation_share": 0, "seed": 0, "limit": 50}
    before = load_dataset("fashion-mnist", **settings)
    after = load_dataset("fashion-mnist", corrections=str(path), **settings)

    for one, other, label in ((before.test, after.test, "Coat"), (before.train, after.train, "Bag")):
        expected = one.targets.clone()
        expected[9] = after.class_names.index(label)
        assert torch.equal(other.targets, expected)


def test_numbers_are_corrected_too(tmp_path: Path) -> None:
    before = load_dataset("diabetes", validation_share=0, seed=0)
    path = tmp_path / "corrections.jsonl"
    write_corrections(path, {key_of(before, 0, 0): 1234.5})

    after = load_dataset("diabetes", validation_share=0, seed=0, corrections=str(path))

    assert after.train.targets[0] == 1234.5
    assert torch.equal(after.train.targets[1:], before.train.targets[1:])


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    corrections = {
        ExampleKey(file="고양이/1.png"): "개",
        ExampleKey(row=3): None,
        ExampleKey(row=3, of="test"): 2.5,
        ExampleKey(row=4): (1.0, 2.0),
    }
    write_corrections(tmp_path / "c.jsonl", corrections)

    assert read_corrections(tmp_path / "c.jsonl") == corrections


@pytest.mark.parametrize(
    "line",
    [
        "no JSON",
        "[1]",
        "{}",
        '{"row": 1}',
        '{"row": -1, "label": "a"}',
        '{"row": 1.5, "label": "a"}',
        '{"file": "a", "row": 1, "label": "b"}',
        '{"row": 1, "label": null}',
        '{"row": 1, "label": "a", "leave_out": true}',
        '{"row": 1, "of": "elsewhere", "label": "a"}',
        '{"row": 1, "lable": "a"}',
        '{"row": 1, "leave_out": false}',
    ],
)
def test_a_line_that_is_no_correction_is_named(line: str, tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text('{"row": 1, "label": "a"}\n' + line)
    with pytest.raises(DataError, match="Line 2 of"):
        read_corrections(tmp_path / "c.jsonl")


def test_what_cannot_be_is_said(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    with pytest.raises(DataError, match="cannot be read"):
        iris(path)
    path.write_text('{"row": 1, "label": "virginia"}')
    with pytest.raises(DataError, match=r"no such class\. It can be: virginica"):
        iris(path)
    write_corrections(path, {ExampleKey(row=row): None for row in range(150)})
    with pytest.raises(DataError, match="leave out every example"):
        iris(path)
    path.write_text('{"row": 4711, "leave_out": true}')
    assert "1 correction is of an example that is not among" in str(iris(path).notes[-1])


def test_a_run_goes_on_with_corrections_and_says_when_they_have_changed(tmp_path: Path) -> None:
    recipe = Recipe.from_dict(
        {
            "data": {"source": "iris", "batch_size": 16},
            "model": {"name": "mlp", "widths": [8]},
            "training": {"epochs": 3, "device": "cpu", "threads": 1},
        }
    )
    driver = Driver()
    driver.do(Start(recipe, tmp_path / "run", paused=True))
    driver.post(Unpause())
    for _ in range(12):
        driver.engine.turn()
    driver.do(Stop(Keep.FOR_LATER))
    path = tmp_path / "corrections.jsonl"
    left_out = key_of(iris(), 0, 7)
    write_corrections(path, {left_out: None})

    driver = Driver()
    driver.do(ResumeRun(tmp_path / "run", {"data.corrections": str(path)}))

    assert driver.last(RunEnded).summary.epochs == 3
    losses = read_example_losses(tmp_path / "run")
    assert losses.shape == (3, len(iris().train))
    assert not np.isnan(losses[0]).any()
    assert np.flatnonzero(np.isnan(losses[2])).tolist() == [7]
    assert [file.name for file in read_data(tmp_path / "run")] == ["data.corrections"]

    write_corrections(path, {})
    driver = Driver()
    driver.do(ResumeRun(tmp_path / "run", {"training.epochs": 4}))
    assert driver.last(Refused).code == "changed-data"


def test_the_path_is_relative_to_the_recipe_and_belongs_to_its_source(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[data]\nsource = "iris"\ncorrections = "c.jsonl"\n')
    recipe = Recipe.load(tmp_path / "mine.toml")

    assert recipe.data.corrections == str(tmp_path / "c.jsonl")
    assert Recipe.from_toml(recipe.to_toml()) == recipe
    assert recipe.with_values({"data.source": "wine"}).data.corrections == ""
