"""A person's Dataset becomes the data of a run like any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from tests.trial.files import GOOD, HEAD, dataset, written
from trainer_core.data import Dataset, TaskName, load_dataset, sources
from trainer_core.errors import CodeError, DataError
from trainer_core.trial.trust import TRUST_VARIABLE

PLAIN = {"validation_share": 10.0, "seed": 3}


@pytest.fixture(autouse=True)
def _agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUST_VARIABLE, "yes")


def loaded(folder: Path, text: str = GOOD, **arguments: Any) -> Dataset:
    return load_dataset("dataset", path=written(folder, text), **PLAIN, **arguments)


def read(folder: Path, text: str, **arguments: Any) -> Any:
    return sources.read(
        "dataset", progress=lambda message, fraction: None, seed=3, path=written(folder, text), **arguments
    )


def test_it_is_split_and_measured_like_any_other_data(tmp_path: Path) -> None:
    data = loaded(tmp_path, arguments={"count": 100})
    assert (len(data.train), len(data.validation), len(data.test)) == (72, 8, 20)
    assert (data.title, data.task, data.class_names) == ("Mine", TaskName.CLASSIFICATION, ("dark", "bright"))
    assert [file.name for file in data.files] == ["mine.py", "training examples"]
    assert torch.bincount(data.test.targets).tolist() == [10, 10]
    again = loaded(tmp_path, arguments={"count": 100})
    assert torch.equal(again.test.gathered()[0], data.test.gathered()[0])
    assert data.reader is None
    assert data.code is not None


def test_a_pair_of_functions_is_training_and_test(tmp_path: Path) -> None:
    text = GOOD + "\ndef train(): return Squares(30)\ndef test(): return Squares(10)\n"
    data = loaded(tmp_path, text)
    assert (len(data.train) + len(data.validation), len(data.test)) == (30, 10)
    one_class = loaded(tmp_path, GOOD, test_arguments={"count": 7})
    assert (len(one_class.train) + len(one_class.validation), len(one_class.test)) == (40, 7)
    with pytest.raises(CodeError, match=r"inputs of \(1, 5, 5\).*the training set has \(1, 6, 6\)"):
        loaded(tmp_path, GOOD, test_arguments={"side": 5})


def test_labels_without_names_are_numbered_from_nought(tmp_path: Path) -> None:
    data = read(tmp_path, dataset("return torch.zeros(2), [3, 7, 8][index % 3]"))
    assert data.class_names == ("3", "7", "8")
    assert data.train.targets.tolist() == [0, 1, 2] * 3 + [0]


def test_numbers_are_regression(tmp_path: Path) -> None:
    data = read(tmp_path, dataset("return torch.full((2,), float(index)), [index / 2, 1.0]"))
    assert (data.task, data.target_names) == (TaskName.REGRESSION, ("target 1", "target 2"))
    assert (data.train.targets.dtype, data.train.targets.shape) == (torch.float32, (10, 2))


def test_float_images_are_measured_by_channel(tmp_path: Path) -> None:
    text = dataset(
        "g = torch.Generator().manual_seed(index); return torch.rand(3, 4, 5, generator=g) + index % 2, index % 2"
    )
    data = loaded(tmp_path, text)
    inputs = data.train.gathered()[0].double()
    assert data.mean == pytest.approx(inputs.mean((0, 2, 3)).tolist())
    assert data.std == pytest.approx(inputs.std((0, 2, 3), correction=0).tolist())


def test_what_is_drawn_at_random_is_read_anew_and_keeps_its_place_under_a_limit(tmp_path: Path) -> None:
    text = dataset("return torch.rand(3) + index, index % 2", length="return 60")
    data = loaded(tmp_path, text, limit=20)
    assert data.reader is not None
    assert len(data.train) == 20
    rows = data.train.rows_at(torch.arange(20))
    assert torch.equal(data.train.gathered()[0].floor()[:, 0].long(), rows)
    assert loaded(tmp_path, text, read="once").reader is None
    assert loaded(tmp_path, GOOD, read="each epoch").reader is not None


def test_an_iterable_dataset_is_read_up_to_a_count(tmp_path: Path) -> None:
    text = (
        HEAD
        + "import itertools\nclass Endless(IterableDataset):\n    def __iter__(self):\n"
        + ("        return ((torch.full((2,), float(i)), i % 2) for i in itertools.count())\n")
    )
    data = read(tmp_path, text, count=25)
    assert data.train.inputs[:, 0].tolist() == list(range(25))
    with pytest.raises(CodeError, match=r"no __getitem__.*once"):
        read(tmp_path, text, count=25, read="each epoch")


def test_what_does_not_hold_is_the_trial_s_sentence(tmp_path: Path) -> None:
    with pytest.raises(CodeError, match=r"mine\.py, line 7: The target of example 0 is the text “x”"):
        loaded(tmp_path, dataset("return torch.zeros(3), 'x'"))
    with pytest.raises(CodeError, match=r"within 0\.5 s"):
        loaded(tmp_path, "while True: pass\n", trial_seconds=0.5)
    with pytest.raises(DataError, match=r"data\.path"):
        load_dataset("dataset", path=Path(), **PLAIN)


def test_torchvision_s_own_datasets_are_taken(tmp_path: Path) -> None:
    text = (
        "from torchvision.datasets import FakeData\nfrom torchvision.transforms import ToTensor\n"
        "def dataset(size: int = 12):\n    return FakeData(size, (3, 8, 8), 2, ToTensor())\n"
    )
    data = read(tmp_path, text)
    assert (data.train.input_shape, len(data.train)) == ((3, 8, 8), 12)
