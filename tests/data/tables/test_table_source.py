"""The source ``table``: from a file to the data of a run, fitted on the training rows, and on to other tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainer_core.data import Dataset, load_dataset
from trainer_core.data.labels import TaskName
from trainer_core.data.tables.prediction import encoded_row, encoded_rows, stored_encoder
from trainer_core.errors import DataError


def write(folder: Path, rows: int = 100, name: str = "table.csv", seed: int = 0) -> Path:
    draw = np.random.default_rng(seed)
    lines = ["id,size,colour,day,person,y,kind"]
    for row in range(rows):
        size = "" if row % 10 == 3 else f"{draw.normal(20, 4):.4f}"
        colour = ["red", "green", "blue"][row % 3]
        lines.append(
            f"R{row:04},{size},{colour},2024-{1 + row % 12:02}-{1 + row % 28:02},p{row // 5},{draw.normal():.4f},"
            f"{'yes' if row % 4 else 'no'}"
        )
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def load(path: Path, **how: Any) -> Dataset:
    settings: dict[str, Any] = {"validation_share": 10, "test_share": 20, "seed": 0, **how}
    return load_dataset("table", path=path, **settings)


def test_a_table_becomes_the_data_of_a_run(tmp_path: Path) -> None:
    data = load(write(tmp_path), left_out=["person", "y"])
    assert data.task is TaskName.BINARY
    assert data.class_names == ("no", "yes")
    assert (len(data.train), len(data.validation), len(data.test)) == (72, 8, 20)
    assert data.feature_names[:5] == ("size", "size is missing", "colour = blue", "colour = green", "colour = red")
    inputs, targets = data.train.gathered()
    assert inputs.dtype == torch.float32
    assert inputs.shape == (72, len(data.feature_names))
    assert targets.unique().tolist() == [0, 1]
    assert [file.name for file in data.files] == ["table.csv"]
    assert "Left out as identifiers, which would be learnt by heart: id." in map(str, data.notes)


def test_what_is_fitted_knows_nothing_of_test_and_validation(tmp_path: Path) -> None:
    path = write(tmp_path)
    data = load(path, target=["y"])
    lines = path.read_text().splitlines()
    for part in (data.test, data.validation):
        assert part.rows is not None
        for row in part.rows.tolist():
            cells = lines[row + 1].split(",")
            cells[1] = "9999"
            cells[5] = str(float(cells[5]) * 100)
            lines[row + 1] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n")
    changed = load(path, target=["y"])
    assert changed.preprocessing == data.preprocessing
    assert torch.equal(changed.train.gathered()[0], data.train.gathered()[0])
    assert not torch.equal(changed.test.gathered()[0], data.test.gathered()[0])


def test_training_inputs_have_mean_0_and_deviation_1(tmp_path: Path) -> None:
    data = load(write(tmp_path), target=["y"], numbers=["size"], left_out=["colour", "day", "person", "kind"])
    inputs = data.train.gathered()[0][:, 0]
    filled = data.train.gathered()[0][:, 1] == 1
    assert inputs[~filled].mean().item() == pytest.approx(0, abs=1e-5)
    assert inputs[~filled].std(correction=0).item() == pytest.approx(1, abs=1e-5)


def test_several_numbers_are_learnt_at_once_in_their_own_unit(tmp_path: Path) -> None:
    data = load(write(tmp_path), target=["y", "size"])
    assert data.task is TaskName.REGRESSION
    assert data.target_names == ("size", "y")
    assert data.train.targets.shape[1] == 2
    assert data.train.targets.dtype == torch.float32
    # A tenth of the rows has no size, which is a target here.
    assert len(data.train) + len(data.validation) + len(data.test) == 90
    assert "10 rows have no target and were left out." in map(str, data.notes)
    targets = stored_encoder(data.preprocessing).targets
    assert targets.mean[0] == pytest.approx(data.train.targets[:, 0].mean().item(), rel=1e-4)


def test_a_group_is_on_one_side_and_time_orders_the_split(tmp_path: Path) -> None:
    path = write(tmp_path)
    grouped = load(path, target=["y"], group="person", split="group")
    train, test = grouped.train.rows, grouped.test.rows
    assert train is not None
    assert test is not None
    assert not set((train // 5).tolist()) & set((test // 5).tolist())
    ordered = load(path, target=["y"], time="day", split="time")
    assert not any("day" in name for name in ordered.feature_names)
    assert ordered.test.rows is not None
    assert ordered.train.rows is not None
    assert (ordered.train.rows % 12).max() <= (ordered.test.rows % 12).min()


def test_the_same_table_is_encoded_the_same_later(tmp_path: Path) -> None:
    path = write(tmp_path)
    data = load(path)
    encoder = stored_encoder(data.preprocessing)
    parts = list(encoded_rows(encoder, path))
    assert data.train.rows is not None
    torch.testing.assert_close(
        torch.from_numpy(np.concatenate([part.inputs for part in parts]))[data.train.rows],
        data.train.gathered()[0],
        rtol=0,
        atol=0,
    )
    assert parts[0].rows[:2].tolist() == [2, 3]
    targets = np.concatenate([part.targets for part in parts if part.targets is not None])
    assert targets[data.train.rows.numpy()].tolist() == data.train.targets.tolist()


def test_a_new_table_needs_no_target_and_a_typed_row_no_table(tmp_path: Path) -> None:
    encoder = stored_encoder(load(write(tmp_path), left_out=["person", "y", "day"]).preprocessing)
    new = tmp_path / "new.csv"
    new.write_text("colour;size\ngreen;20,5\nviolet;\n", encoding="utf-8")
    (part,) = encoded_rows(encoder, new)
    assert part.targets is None
    assert part.inputs[:, 2:].tolist() == [[0, 1, 0], [0, 0, 0]]
    assert part.inputs[:, 1].tolist() == [0, 1]
    typed = encoded_row(encoder, {"colour": "green", "size": "20.5"})
    assert typed.tolist() == part.inputs[:1].tolist()


@pytest.mark.parametrize(
    ("content", "how", "code"),
    [
        ("a,b\n", {}, "no-rows"),
        ("a,b\n1,2\n", {}, "constant-target"),
        ("a,b\n1,x\n2,x\n3,x\n", {"target": ["b"]}, "constant-target"),
        ("a\nx\ny\nx\ny\n", {}, "no-features"),
        ("text\n" + "".join(f"word{n}\n" for n in range(50)), {}, "no-target"),
        ("a,b\n1,2\n3,4\n", {"target": ["c"]}, "no-column"),
        ("a,b\n1,2\n3,4\n", {"categories": ["c"]}, "no-column"),
        ("a,b\nx,2\ny,4\nx,5.5\n", {"target": ["b"], "time": "a", "split": "time"}, "no-time"),
    ],
)
def test_what_cannot_be_learnt_from_is_said(tmp_path: Path, content: str, how: dict[str, Any], code: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load(path, **how)
    assert error.value.code == code


def test_a_limit_is_fitted_on_what_it_leaves(tmp_path: Path) -> None:
    path = write(tmp_path)
    few, all_of_them = load(path, target=["y"], limit=20), load(path, target=["y"])
    assert (len(few.train), len(few.validation), len(few.test)) == (20, 8, 20)
    inputs, targets = few.train.gathered()
    assert targets.tolist() == all_of_them.train.targets[:20].tolist()
    assert inputs[:, few.feature_names.index("size")].mean().abs() < 0.5
    assert few.preprocessing != all_of_them.preprocessing


def test_half_of_the_targets_missing_leaves_the_other_half(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a,y\n" + "".join(f"{n}.5,{n % 2 if n % 4 < 2 else ''}\n" for n in range(200)), encoding="utf-8")
    data = load(path)
    assert len(data.train) + len(data.validation) + len(data.test) == 100
    assert "100 rows have no target" in " ".join(map(str, data.notes))


def test_a_run_that_was_not_of_a_table_is_said() -> None:
    with pytest.raises(DataError) as error:
        stored_encoder({})
    assert error.value.code == "not-for-tables"
