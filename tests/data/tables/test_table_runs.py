"""A run on a table: what it keeps for later predictions, and that it goes on as if it had not been broken off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from tests.conftest import Driver
from trainer_core import Recipe, resume, train
from trainer_core.data import load_dataset
from trainer_core.data.tables.prediction import encoded_rows, stored_encoder
from trainer_core.data.tables.proposal import propose_table
from trainer_core.data.tables.read import read_table
from trainer_core.errors import RunFolderError, TrainerError
from trainer_core.protocol.commands import OpenRun, Prepare, VerifyRun
from trainer_core.protocol.events import Verified
from trainer_core.runs.run_files import FITTED, read_fitted, read_recipe


def recipe_for(path: Path, *, target: str, epochs: int = 2) -> Recipe:
    values = {name: dict(section) for name, section in propose_table(read_table(path)).recipe.items()}
    values["data"] |= {"path": str(path), "target": [target], "batch_size": 16, "standardize_target": target == "y"}
    values["loss"] = {"name": "MSELoss" if target == "y" else "BCEWithLogitsLoss"}
    values["model"] |= {"widths": [8]}
    # With a rate that falls over the whole run, two epochs and two more are not four.
    values["schedule"] = {"name": "constant"}
    values["training"] |= {"epochs": epochs, "device": "cpu", "threads": 1, "stop_early_after": 0}
    return Recipe.from_dict(values)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    draw = np.random.default_rng(5)
    rows = []
    for row in range(120):
        size, red = draw.normal(), row % 3 == 0
        rows.append(f"{'' if row % 9 == 4 else round(size, 4)},{'red' if red else 'blue'},{size + red:.4f},"
                    f"{'yes' if size > 0 else 'no'}")  # fmt: skip
    file = tmp_path / "table.csv"
    file.write_text("size,colour,y,big\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("target", ["y", "big"])
def test_new_rows_are_answered_as_the_run_would(path: Path, tmp_path: Path, target: str) -> None:
    recipe = recipe_for(path, target=target)
    train(recipe, tmp_path / "run")
    encoder = stored_encoder(read_fitted(tmp_path / "run"))
    inputs = np.concatenate([part.inputs for part in encoded_rows(encoder, path)])
    share = recipe.data.validation_share
    data = load_dataset("table", validation_share=share, seed=recipe.training.seed, **recipe.data.arguments)
    assert data.test.rows is not None
    assert torch.equal(torch.from_numpy(inputs)[data.test.rows], data.test.gathered()[0])
    assert data.feature_names == encoder.feature_names


def test_a_run_goes_on_to_the_bit(path: Path, tmp_path: Path) -> None:
    whole = train(recipe_for(path, target="y", epochs=4), tmp_path / "whole")
    train(recipe_for(path, target="y", epochs=2), tmp_path / "run")
    more = resume(tmp_path / "run", {"training.epochs": 4})
    assert more.summary.test == whole.summary.test
    assert (tmp_path / "run" / FITTED).read_bytes() == (tmp_path / "whole" / FITTED).read_bytes()


def test_inputs_stay_as_they_were_when_changed_data_is_accepted(path: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    train(recipe_for(path, target="y", epochs=2), run)
    before = (run / FITTED).read_bytes()
    more = "".join(f"{1000 + n},green,{n},no\n" for n in range(60))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(TrainerError, match="not what the run was trained on"):
        resume(run, {"training.epochs": 3})
    resume(run, {"training.epochs": 3}, accept_changed_data=True)
    assert (run / FITTED).read_bytes() == before
    # What was accepted is now the run's data, and its inputs are still made as they were.
    driver = Driver()
    driver.do(VerifyRun(run))
    assert driver.last(Verified).equal
    driver.do(Prepare(read_recipe(run)))
    assert driver.engine.parts is not None
    fitted_anew = driver.engine.parts.dataset
    assert not fitted_anew.inherited
    assert dict(fitted_anew.preprocessing) != read_fitted(run)
    driver.do(OpenRun(run))
    assert dict(driver.engine.parts.dataset.preprocessing) == read_fitted(run)


def test_a_damaged_record_of_what_was_fitted_is_said(path: Path, tmp_path: Path) -> None:
    train(recipe_for(path, target="y", epochs=1), tmp_path / "run")
    (tmp_path / "run" / FITTED).write_text("[1", encoding="utf-8")
    with pytest.raises(RunFolderError, match="is damaged"):
        read_fitted(tmp_path / "run")
