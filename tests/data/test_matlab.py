"""MATLAB 5 files are read as they were written, and anything else is refused."""

from __future__ import annotations

import numpy as np
import pytest

from trainer_core.data.matlab import read_arrays


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize("count", [1, 3, 10])
def test_arrays_come_back(matlab, compressed: bool, count: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (4, 5, 3, count), dtype=np.uint8)
    labels = np.arange(1, count + 1, dtype=np.uint8).reshape(-1, 1)
    read = read_arrays(matlab(compressed=compressed, X=pixels, y=labels, weights=labels / 2))
    assert list(read) == ["X", "y", "weights"]
    assert np.array_equal(read["X"], pixels)
    assert np.array_equal(read["y"], labels)
    assert np.array_equal(read["weights"], labels / 2)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_file_cut_anywhere_is_refused_or_lacks_an_array(matlab, compressed: bool) -> None:
    whole = matlab(compressed=compressed, y=np.arange(40, dtype=np.uint8).reshape(-1, 1))
    for length in range(len(whole)):
        try:
            assert read_arrays(whole[:length]) == {}
        except ValueError:
            continue


@pytest.mark.parametrize("content", [b"", b"text", b"\x89HDF\r\n" + b"\0" * 400])
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a little-endian MATLAB 5 file"):
        read_arrays(content)
