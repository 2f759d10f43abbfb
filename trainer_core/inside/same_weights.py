"""Tells whether two files hold the same weights, without reading them if their checksums differ."""

from __future__ import annotations

import zipfile
from pathlib import Path

from trainer_core.errors import TrainerError
from trainer_core.files.safe_read import open_ordinary
from trainer_core.files.torch_files import zip_records
from trainer_core.inside.attributes import same_bits
from trainer_core.weights.checkpoint import read_weights


def same_weights(first: Path, second: Path) -> bool:
    """Whether two files of `torch.save` hold the same names with the same bits; False if one cannot be read."""
    try:
        if _sums(first) != _sums(second):
            return False
        one, other = (read_weights(path).state_dict for path in (first, second))
    except (TrainerError, OSError, zipfile.BadZipFile):  # one is written anew just now, or is damaged
        return False
    return list(one) == list(other) and all(map(same_bits, one.values(), other.values()))


def _sums(path: Path) -> dict[str, tuple[int, int]]:
    """The check sum and length of the numbers of each tensor that is stored, by the name of its record."""
    with open_ordinary(path) as file:
        records = zip_records(file, path.stat().st_size, path)
    return {name: (entry.CRC, entry.file_size) for name, entry in records.items() if name.startswith("data/")}
