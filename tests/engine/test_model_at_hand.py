"""A module that a Python program gives: trained as a copy, recorded, and given again to resume."""

from __future__ import annotations

import importlib
import linecache
import sys
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy
from torch.utils.data import TensorDataset

from trainer_core import TrainerError, resume, train
from trainer_core.models.at_hand import fingerprint
from trainer_core.protocol.events import Event, Logged
from trainer_core.recipe.recipe import Recipe

INPUTS = torch.rand(40, 1, 4, 4, generator=torch.Generator().manual_seed(1))
DATA = TensorDataset(INPUTS, torch.arange(40) % 2)
QUICK = Recipe.from_dict({"data": {"batch_size": 8}, "training": {"epochs": 2, "device": "cpu", "threads": 1}})


class Small(nn.Module):
    """Two layers over flat pictures."""

    def __init__(self, hidden: int = 6) -> None:
        super().__init__()
        self.stack = nn.Sequential(nn.Flatten(), nn.Linear(16, hidden), nn.ReLU(), nn.Dropout(0.2))
        self.head = nn.Linear(hidden, 2)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.head(self.stack(x))
        return out


class Other(Small):
    """The same layers under another name."""


def model(hidden: int = 6) -> Small:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        return Small(hidden)


def same(one: nn.Module, other: nn.Module) -> bool:
    mine, others = one.state_dict(), other.state_dict()
    return mine.keys() == others.keys() and all(torch.equal(mine[name], others[name]) for name in mine)


def test_a_copy_is_trained_from_the_weights_that_the_module_has() -> None:
    given, untouched = model(), model()
    first = train(QUICK, model=given, data=DATA)
    second = train(QUICK, model=given, data=DATA)
    assert same(given, untouched)
    assert isinstance(first.model, Small)
    assert not same(first.model, given)
    assert same(first.model, second.model)


def test_the_run_records_what_it_was_given_and_resumes_with_it(tmp_path: Path) -> None:
    longer = {"training.epochs": 3}
    whole = train(QUICK.with_values(longer), model=model(), data=DATA)
    train(QUICK, tmp_path / "run", model=model(), data=DATA)
    text = (tmp_path / "run" / "recipe.toml").read_text()
    assert 'name = "object"' in text
    assert "test_model_at_hand.Small" in text
    assert 'digest = "' in text
    with pytest.raises(TrainerError, match=r"test_model_at_hand\.Small\).*resume\(run, model=…\)") as caught:
        resume(tmp_path / "run", longer, data=DATA)
    assert caught.value.code == "needs-object"
    with pytest.raises(TrainerError, match=r"the one that was given is a .*Other"):
        resume(tmp_path / "run", longer, data=DATA, model=Other())
    # Its weights are those of the run, whatever the module has now.
    resumed = resume(tmp_path / "run", longer, data=DATA, model=Small())
    assert same(resumed.model, whole.model)


def test_a_module_of_other_shapes_does_not_resume_a_run(tmp_path: Path) -> None:
    train(QUICK, tmp_path / "run", model=model(), data=DATA)
    with pytest.raises(TrainerError):
        resume(tmp_path / "run", {"training.epochs": 3}, data=DATA, model=model(hidden=7))


def test_a_module_that_cannot_be_copied_is_refused_with_a_sentence() -> None:
    given = model()
    given.cached = given.head.weight * 2
    with pytest.raises(TrainerError, match=r"cannot be copied: .*keep tensors"):
        train(QUICK, model=given, data=DATA)


def test_lazy_layers_of_a_module_get_their_sizes_from_the_data_and_resume(tmp_path: Path) -> None:
    def lazy() -> nn.Module:
        return nn.Sequential(nn.Flatten(), nn.LazyLinear(5), nn.ReLU(), nn.LazyLinear(2))

    given = lazy()
    longer = {"training.epochs": 3}
    whole = train(QUICK.with_values(longer), model=given, data=DATA)
    assert whole.model[1].weight.shape == (5, 16)
    assert is_lazy(given[1].weight)
    train(QUICK, tmp_path / "run", model=lazy(), data=DATA)
    assert same(resume(tmp_path / "run", longer, data=DATA, model=lazy()).model, whole.model)


def test_a_module_with_state_of_its_own_kind_is_told_from_one_without() -> None:
    class Counting(Small):
        def get_extra_state(self) -> dict[str, int]:
            return {"seen": 3}

    given = Counting()
    plain = Small()
    plain.load_state_dict({key: value for key, value in given.state_dict().items() if key != "_extra_state"})
    assert fingerprint(given) == fingerprint(given)
    assert fingerprint(given) != fingerprint(plain)


def test_the_source_of_a_module_and_of_its_own_parts_is_kept_to_be_read(tmp_path: Path) -> None:
    class Block(nn.Linear):
        """A part of its own."""

    given = model()
    given.stack[1] = Block(16, 6)
    train(QUICK, tmp_path / "run", model=given, data=DATA)
    kept = (tmp_path / "run" / "code_of_model" / "Small.py").read_text()
    assert "class Small(nn.Module):" in kept
    assert "class Block(nn.Linear):" in kept
    assert "class Sequential" not in kept


def test_without_a_source_a_module_is_trained_all_the_same(tmp_path: Path) -> None:
    made: dict[str, type[nn.Module]] = {}
    exec("from torch import nn\nclass Typed(nn.Sequential):\n    pass", made)
    train(QUICK, tmp_path / "run", model=made["Typed"](nn.Flatten(), nn.Linear(16, 2)), data=DATA)
    assert not (tmp_path / "run" / "code_of_model").exists()


def test_a_class_that_has_changed_since_the_run_is_told_with_its_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(text: str) -> nn.Module:
        (tmp_path / "nets.py").write_text(text)
        linecache.checkcache()
        monkeypatch.delitem(sys.modules, "nets", raising=False)
        importlib.invalidate_caches()
        module: nn.Module = importlib.import_module("nets").Net(nn.Flatten(), nn.Linear(16, 2))
        return module

    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = "from torch import nn\n\n\nclass Net(nn.Sequential):\n    answer = 1\n"
    train(QUICK, tmp_path / "run", model=written(before), data=DATA)
    told: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Logged):
            told.append(str(event.message))

    longer = {"training.epochs": 3}
    resume(tmp_path / "run", longer, hear, data=DATA, model=written(before.replace("answer = 1", "answer = 2")))
    assert any("The class Net that was passed in has changed" in each and "Net.py:2" in each for each in told)
    monkeypatch.delitem(sys.modules, "nets")
