"""A run that compiles nothing imports neither torch's compiler nor SymPy: 260 MB and seconds before the first batch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_TRAINED = """
import sys
from trainer_core.api import resume, train
from trainer_core.recipe.presets import DEFAULT, load_preset
folder = sys.argv[1]
recipe = load_preset(DEFAULT).with_values({
    "data.limit": 96, "data.batch_size": 24, "training.epochs": 2, "training.device": "cpu", "training.threads": 1,
    "training.clip_norm": 1.0, "training.health_every": 1,
})
train(recipe, folder)
resume(folder, {"training.epochs": 3})
"""

_WALKED = """
import sys
from pathlib import Path
from tests.inside.conftest import Walker, to_and_fro

from trainer_core.protocol.events import Refused
from trainer_core.recipe.recipe import Recipe
walker = Walker()
walker.walk(Recipe.from_dict({
    "data": {"limit": 96, "batch_size": 24}, "optimizer": {"name": "Adam"},
    "training": {"epochs": 1, "device": "cpu", "threads": 1},
}), *to_and_fro(), folder=Path(sys.argv[1]))
assert walker.ended.summary
assert not walker.of(Refused)
"""

_CHECK = """
found = {"torch._dynamo", "torch._inductor", "sympy"} & set(sys.modules)
assert not found, found
"""


def assert_imports_no_compiler(code: str, *arguments: str) -> None:
    command = [sys.executable, "-c", code + _CHECK, *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr


def test_training_and_resuming_a_preset(tmp_path: Path) -> None:
    assert_imports_no_compiler(_TRAINED, str(tmp_path / "run"))


def test_walking_inside_a_step(tmp_path: Path) -> None:
    assert_imports_no_compiler(_WALKED, str(tmp_path / "run"))
