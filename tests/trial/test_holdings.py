"""What a Python file holds is told by the bases of its classes, and nothing of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_core.errors import CodeError
from trainer_core.trial.code import read_code
from trainer_core.trial.holdings import Holdings, holdings, require_more_than_modules


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class Net(nn.Module): pass", Holdings(modules=True)),
        ("class Net(torch.nn.Sequential): pass", Holdings(modules=True)),
        ("class Net(Module): pass\nclass Other(Net): pass", Holdings(modules=True)),
        ("class Mine(Dataset[int]): pass", Holdings(datasets=True)),
        ("class Mine(torch.utils.data.IterableDataset): pass", Holdings(datasets=True)),
        ("class Mine(ImageFolder): pass\nclass Net(nn.Module): pass", Holdings(modules=True, datasets=True)),
        ("class A(B): pass\nclass B(A): pass", Holdings()),
        ("def make(): return 3", Holdings()),
        ("class Net(nn.Module:", Holdings()),
        ("raise SystemExit\nclass Net(nn.Module): pass", Holdings(modules=True)),
    ],
)
def test_what_a_file_holds(tmp_path: Path, text: str, found: Holdings) -> None:
    path = tmp_path / "file.py"
    path.write_text(text)
    assert holdings(path) == found


def test_a_file_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CodeError, match="does not exist"):
        holdings(tmp_path / "gone.py")


NET = "class Net(nn.Module): pass\n"


@pytest.mark.parametrize("text", [NET, NET + "def block(width): return width\n", NET + "class Other(Net): pass\n"])
def test_models_and_nothing_else_are_refused_unread_by_python(tmp_path: Path, text: str) -> None:
    (tmp_path / "net.py").write_text(text)
    with pytest.raises(CodeError, match=r"net\.py: It holds models \(Net"):
        require_more_than_modules(read_code(tmp_path / "net.py"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (NET + "class Mine(Dataset): pass\n", ""),
        (NET + "class Pairs: pass\n", ""),
        (NET + "def train_data(): pass\n", ""),
        (NET + "def pairs() -> TensorDataset: pass\n", ""),
        (NET + "def pairs(): pass\n", "pairs"),
        (NET + "if True:\n    class Mine(Dataset): pass\n", ""),
        ("def pairs(): pass\n", ""),
        ("class Net(nn.Module:", ""),
    ],
)
def test_what_may_be_data_is_not_refused_before_it_runs(tmp_path: Path, text: str, wanted: str) -> None:
    (tmp_path / "net.py").write_text(text)
    require_more_than_modules(read_code(tmp_path / "net.py"), wanted)
