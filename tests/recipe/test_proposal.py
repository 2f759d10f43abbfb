"""A recipe is proposed for whatever a person has, and it suits what was found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from torch.utils.flop_counter import FlopCounterMode

from trainer_core import Recipe, propose
from trainer_core.errors import CodeError, DataError, RecipeError
from trainer_core.models import build_model
from trainer_core.recipe.proposal.settings import can_be_mirrored, of_pictures, side_of
from trainer_core.tasks import TaskName
from trainer_core.trial.trust import STATE_VARIABLE, TRUST_VARIABLE


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(TRUST_VARIABLE, raising=False)


def pictures(root: Path, *classes: str, count: int = 12, size: tuple[int, int] = (40, 30)) -> Path:
    random = np.random.default_rng(0)
    for name in classes:
        (root / name).mkdir(parents=True)
        for number in range(count):
            Image.fromarray(random.integers(0, 256, (*size[::-1], 3), np.uint8)).save(root / name / f"{number}.png")
    return root


def test_a_folder_of_pictures_becomes_a_recipe_for_its_classes(tmp_path):
    proposal = propose(pictures(tmp_path / "pets", "cat", "dog", "hamster"))

    recipe = proposal.recipe
    assert (proposal.kind, proposal.task, proposal.class_names) == (
        "folder",
        "classification",
        ("cat", "dog", "hamster"),
    )
    assert (recipe.data.source, recipe.data.arguments["path"]) == ("folder", tmp_path / "pets")
    assert (recipe.data.arguments["side"], recipe.data.arguments["unreadable"]) == (32, "skip")
    assert (recipe.loss.name, recipe.title()) == ("CrossEntropyLoss", "pets")
    assert [change.name for change in recipe.data.augment] == ["shift", "flip"]
    assert Recipe.from_toml(recipe.to_toml()) == recipe


def test_two_classes_of_pictures_are_a_question_of_yes_or_no(tmp_path):
    proposal = propose(pictures(tmp_path / "pets", "cat", "dog"))

    assert (proposal.task, proposal.recipe.loss.name) == ("binary", "BCEWithLogitsLoss")
    assert proposal.recipe.data.arguments["task"] == "binary"


def test_two_classes_may_be_taken_as_several(tmp_path):
    changes = {"data.task": "classification", "training.epochs": 3}
    proposal = propose(pictures(tmp_path / "pets", "cat", "dog"), changes=changes)

    assert (proposal.task, proposal.recipe.loss.name) == ("classification", "CrossEntropyLoss")
    assert proposal.recipe.training.epochs == 3


def test_numbers_beside_pictures_are_a_regression(tmp_path):
    root = pictures(tmp_path / "faces", "all")
    lines = ["file,age", *(f"all/{number}.png,{20 + number}.5" for number in range(12))]
    (root / "ages.csv").write_text("\n".join(lines), encoding="utf-8")

    proposal = propose(root)

    assert (proposal.task, proposal.target, proposal.recipe.loss.name) == ("regression", ("age",), "MSELoss")


@pytest.mark.parametrize("asked", [{"data.group": "patient"}, {"data.group_pattern": "{group}*"}])
def test_a_group_that_is_named_is_what_the_split_respects(tmp_path, asked):
    root = pictures(tmp_path / "scans", "all")
    lines = ["file,label,patient", *(f"all/{number}.png,{'ab'[number % 2]},{number // 3}" for number in range(12))]
    (root / "labels.csv").write_text("\n".join(lines), encoding="utf-8")

    assert propose(root).recipe.data.split == "random"
    assert propose(root, changes=asked).recipe.data.split == "group"
    assert propose(root, changes={**asked, "data.split": "random"}).recipe.data.split == "random"


@pytest.mark.parametrize(
    ("sizes", "count", "side"),
    [
        ([(28, 28)] * 5, 70_000, 28),
        ([(4000, 3000), (640, 480), (800, 600)], 500, 64),
        ([(4000, 3000)], 15_000, 48),
        ([(4000, 3000)], 500_000, 48),
        ([(8, 8)], 1000, 8),
        ([(300, 33)], 1000, 32),
        ([], 10, 64),
    ],
)
def test_the_side_follows_the_pictures_up_to_what_a_cpu_trains_on(sizes, count, side):
    assert side_of(sizes, count, gpu=False) == side
    assert side_of(sizes, count, gpu=True) == min(96, max(side, min(sizes, default=(64, 64))[1]) // 4 * 4)


def test_digits_letters_and_sides_are_not_mirrored():
    assert can_be_mirrored(("cat", "dog"))
    assert not can_be_mirrored(tuple("0123456789"))
    assert not can_be_mirrored(("hand left", "hand right"))


def test_more_pictures_are_gone_through_less_often():
    few, many = (
        of_pictures(count, 32, TaskName.CLASSIFICATION, ("cat", "dog"), gpu=False).sections for count in (300, 100_000)
    )

    assert few["training"]["epochs"] > many["training"]["epochs"]
    assert few["data"]["batch_size"] < many["data"]["batch_size"]


def test_a_gpu_gets_the_larger_network_and_pictures(tmp_path):
    root = pictures(tmp_path / "pets", "cat", "dog", "hamster", size=(120, 100))
    cpu, gpu = (propose(root, changes={"training.device": device}) for device in ("cpu", "cuda"))

    assert (gpu.recipe.model.name, cpu.recipe.model.name) == ("strong_cnn", "quick_cnn")
    assert gpu.recipe.data.arguments["side"] > cpu.recipe.data.arguments["side"]
    assert "GPU" in str(gpu.reason)
    assert "64 × 64" in str(cpu.reason)


@pytest.mark.parametrize(("count", "side"), [(100, 64), (2_000, 64), (20_000, 48)])
def test_a_cpu_is_given_work_for_minutes(count, side):
    sections = of_pictures(count, side, TaskName.CLASSIFICATION, ("cat", "dog"), gpu=False).sections
    model = build_model("quick_cnn", (3, side, side), 2, seed=0, channels=sections["model"]["channels"])
    with FlopCounterMode(display=False) as flops:
        model.eval()(torch.zeros(1, 3, side, side))

    work = flops.get_total_flops() / 2 * 3 * count * sections["training"]["epochs"]
    assert 0.2e12 < work < (2.6e12 if count <= 2_000 else 13e12)
    assert sections["training"]["epochs"] >= 6


@pytest.mark.parametrize(
    ("count", "side", "model"), [(60_000, 28, "small_cnn"), (500, 28, "quick_cnn"), (500, 8, "small_cnn")]
)
def test_small_pictures_get_the_small_network_where_they_are_many_or_tiny(count, side, model):
    sections = of_pictures(count, side, TaskName.CLASSIFICATION, ("boot", "coat"), gpu=False).sections

    assert sections["model"]["name"] == model
    assert 6 <= sections["training"]["epochs"] <= 80


def test_built_in_data_is_proposed_for_by_its_name():
    flowers, arms = propose("iris"), propose("spirals", changes={"data.turns": 2.0})

    assert (flowers.kind, flowers.task, flowers.recipe.data.source) == ("built-in", "classification", "iris")
    assert flowers.recipe.data.standardize
    assert (arms.task, arms.recipe.data.arguments["turns"]) == ("binary", 2.0)
    assert len(arms.recipe.model.arguments["widths"]) > len(flowers.recipe.model.arguments["widths"])
    with pytest.raises(RecipeError, match="turns"):
        propose("spirals", changes={"data.turns": -1.0})


def test_a_folder_called_as_built_in_data_is_meant_by_its_path_alone(tmp_path, monkeypatch):
    pictures(tmp_path / "iris", "setosa", "virginica")
    monkeypatch.chdir(tmp_path)

    assert propose("iris").kind == "built-in"
    assert propose(Path("iris")).kind == "folder"


def table(path: Path, rows: int = 60) -> Path:
    random = np.random.default_rng(0)
    lines = ["id;size;rooms;price;sold"]
    for number in range(rows):
        size = random.normal(80, 20)
        lines.append(f"{number};{size:.1f};{random.integers(1, 6)};{size * 3:.2f};{'yes' if size > 80 else 'no'}")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_table_becomes_a_recipe_with_its_identifier_left_out(tmp_path):
    proposal = propose(table(tmp_path / "flats.csv"), target="price")

    assert (proposal.kind, proposal.task, proposal.target) == ("table", "regression", ("price",))
    assert {column.name: column.role.value for column in proposal.columns} == {
        "id": "left out",
        "size": "feature",
        "rooms": "feature",
        "price": "target",
        "sold": "feature",
    }
    assert proposal.recipe.loss.name == "MSELoss"
    assert proposal.recipe.data.arguments["left_out"] == ["id"]


def test_what_a_person_says_of_a_table_counts_before_it_is_read(tmp_path):
    changes = {"data.target": ["sold"], "data.categories": ["rooms"], "data.left_out": ["price"]}
    proposal = propose(table(tmp_path / "flats.csv"), changes=changes)

    columns = {column.name: column for column in proposal.columns}
    assert (proposal.task, proposal.recipe.loss.name) == ("binary", "BCEWithLogitsLoss")
    assert (columns["rooms"].type, columns["price"].role) == ("category", "left out")
    assert proposal.recipe.data.arguments["categories"] == ["rooms"]


def test_a_column_that_there_is_not_is_answered_with_the_nearest(tmp_path):
    with pytest.raises(DataError, match="Did you mean price"):
        propose(table(tmp_path / "flats.csv"), target="prise")


def test_arrays_of_images_and_of_rows_become_recipes(tmp_path):
    random = np.random.default_rng(0)
    np.savez(tmp_path / "images.npz", x=random.integers(0, 256, (90, 16, 16), np.uint8), y=np.arange(90) % 3)
    np.savez(tmp_path / "rows.npz", x=random.normal(size=(90, 5)), y=random.normal(size=90))

    images, rows = propose(tmp_path / "images.npz"), propose(tmp_path / "rows.npz")

    assert (images.kind, images.task, images.recipe.model.name) == ("arrays", "classification", "quick_cnn")
    assert (rows.task, rows.recipe.model.name, rows.recipe.data.standardize) == ("regression", "mlp", True)


@pytest.fixture
def dataset_file(tmp_path):
    text = """
import torch
from torch.utils.data import Dataset

class Points(Dataset):
    def __len__(self):
        return 60
    def __getitem__(self, index):
        return torch.randn(4, generator=torch.Generator().manual_seed(index)), index % 2

class Others(Points):
    pass
"""
    (tmp_path / "points.py").write_text(text, encoding="utf-8")
    return tmp_path / "points.py"


def test_a_python_file_is_not_run_before_someone_has_agreed(dataset_file):
    with pytest.raises(CodeError) as caught:
        propose(dataset_file)

    assert caught.value.code == "needs-trust"


def test_a_dataset_of_two_classes_becomes_a_recipe(dataset_file, monkeypatch):
    monkeypatch.setenv(TRUST_VARIABLE, "yes")
    proposal = propose(dataset_file, class_name="Others")

    assert (proposal.kind, proposal.task, proposal.recipe.data.arguments["class_name"]) == (
        "dataset",
        "binary",
        "Others",
    )
    assert proposal.recipe.data.standardize


@pytest.mark.parametrize(
    ("target", "task", "loss"), [("index % 3", "classification", "CrossEntropyLoss"), ("0.5", "regression", "MSELoss")]
)
def test_a_dataset_that_does_not_say_its_length_is_judged_by_its_first_targets(
    tmp_path, monkeypatch, target, task, loss
):
    monkeypatch.setenv(TRUST_VARIABLE, "yes")
    (tmp_path / "stream.py").write_text(
        "import torch\nfrom torch.utils.data import IterableDataset\n"
        "class Stream(IterableDataset):\n    def __iter__(self):\n"
        f"        for index in range(60):\n            yield torch.zeros(4), {target}\n",
        encoding="utf-8",
    )
    proposal = propose(tmp_path / "stream.py")

    assert (proposal.task, proposal.recipe.loss.name) == (task, loss)


def test_what_cannot_be_data_is_refused_with_a_hint(tmp_path):
    picture = pictures(tmp_path / "one", "class") / "class" / "0.png"
    with pytest.raises(DataError, match="single picture"):
        propose(picture)
    with pytest.raises(DataError, match="does not exist"):
        propose(tmp_path / "nothing.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no pictures"):
        propose(tmp_path / "empty")
    with pytest.raises(RecipeError, match=r"training\.epoch"):
        propose(table(tmp_path / "flats.csv"), changes={"training.epoch": 3})
