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
