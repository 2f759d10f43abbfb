"""What a Python file holds is told by the bases of its classes, and nothing of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer_core.errors import CodeError
from trainer_core.trial.holdings import Holdings, holdings


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
