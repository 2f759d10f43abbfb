"""Files as people write them, and as nobody should: what a test puts on the disk and tries."""

from __future__ import annotations

from pathlib import Path

HEAD = "import torch\nfrom torch.utils.data import Dataset, IterableDataset\n"

GOOD = (
    HEAD
    + '''
class Squares(Dataset):
    """Bright and dark squares."""

    classes = ["dark", "bright"]

    def __init__(self, count: int = 40, side: int = 6):
        self.count, self.side = count, side

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if not 0 <= index < self.count:
            raise IndexError(index)
        shade = 40 if index % 2 == 0 else 200
        return torch.full((1, self.side, self.side), shade + index % 7, dtype=torch.uint8), index % 2
'''
)


def dataset(getitem: str, *, length: str = "return 10", more: str = "") -> str:
    """A map-style dataset with one line in ``__getitem__``, which is line 8 of the file."""
    return (
        HEAD
        + f"class Mine(Dataset):\n    {more or 'pass'}\n    def __len__(self):\n        {length}\n"
        + (f"    def __getitem__(self, index):\n        {getitem}\n")
    )


def written(folder: Path, text: str, name: str = "mine.py") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


MODEL_HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"

GOOD_MODEL = (
    MODEL_HEAD
    + '''
class Net(nn.Module):
    """Two linear layers."""

    def __init__(self, input_shape, outputs, hidden: int = 16):
        super().__init__()
        self.fc1 = nn.Linear(input_shape[0] * input_shape[1] * input_shape[2], hidden)
        self.fc2 = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.fc2(F.relu(self.fc1(x.flatten(1))))
'''
)


def model(init: str, forward: str = "return self.fc(x.flatten(1))", *, inputs: str = "self, x") -> str:
    """A module for inputs (1, 4, 4) with three outputs: ``init`` begins on line 7, ``forward`` two lines later."""
    lines = "".join(f"        {line}\n" for line in init.split("\n"))
    body = "".join(f"        {line}\n" for line in forward.split("\n"))
    return (
        MODEL_HEAD
        + "class Net(nn.Module):\n    def __init__(self):\n        super().__init__(); self.fc = nn.Linear(16, 3)\n"
        + lines
        + f"    def forward({inputs}):\n"
        + body
    )
