"""The window asks before it resumes a run on data that is not what it was trained on."""

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from tests.training.resuming.conftest import broken_off
from trainer_core.protocol.events import Logged
from trainer_core.recipe.recipe import Recipe


@pytest.fixture
def run(tmp_path):
    """A run on a file of arrays that was broken off, and whose file has another content since."""
    file = tmp_path / "data.npz"
    rows = np.random.default_rng(0).normal(size=(120, 4)).astype(np.float32)
    np.savez(file, x=rows, y=np.arange(120) % 3)
    recipe = Recipe.from_dict(
        {
            "data": {"source": "arrays", "path": str(file), "batch_size": 16},
            "model": {"name": "mlp", "widths": [4]},
            "training": {"epochs": 4, "device": "cpu", "threads": 1},
        }
    )
    broken_off(recipe, tmp_path / "run", 12)
    np.savez(file, x=rows + 1, y=np.arange(120) % 3)
    return tmp_path / "run"


@pytest.mark.parametrize(("button", "goes_on"), [("acceptChangedDataButton", True), ("keepDataButton", False)])
def test_a_run_goes_on_with_changed_data_only_after_asking(studio, qtbot, run, button, goes_on):
    texts, ended, logged = [], [], []
    studio.session.run_ended.connect(ended.append)
    studio.session.logged.connect(logged.append)

    def answer(dialog):
        texts.append(dialog.text)
        dialog.findChild(QPushButton, button).click()

    studio.answer("changedDataDialog", answer)
    studio.window.continuing.go_on(run)
    qtbot.waitUntil(lambda: bool(texts), timeout=30_000)
    if goes_on:
        qtbot.waitUntil(lambda: bool(ended), timeout=30_000)
        assert any(isinstance(event, Logged) and "data.npz" in str(event.message) for event in logged)
    else:
        qtbot.waitUntil(lambda: not studio.session.pending, timeout=30_000)
        assert studio.session.run.started is None
    assert "1 file has another content (data.npz)" in texts[0]
