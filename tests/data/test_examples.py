"""Examples are views: parts of the data share its memory, and batches of a view are those of a copy, to the bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainer_core.data import Examples, evaluation_batches, training_batches
from trainer_core.data.load import moments

ROWS = torch.tensor([9, 3, 3, 140, 0, 77, 12, 5, 8, 61, 2])
WANTED: dict[str, Any] = {"device": torch.device("cpu"), "batch_size": 4, "mean": (0.3,), "std": (0.4,)}


def test_a_part_of_a_part_shares_the_memory_and_keeps_the_order(images: Examples) -> None:
    part = images.at(ROWS).at(torch.tensor([10, 0, 3]))
    inputs, targets = part.gathered()

    assert part.inputs is images.inputs
    assert torch.equal(inputs, images.inputs[[2, 9, 140]])
    assert torch.equal(targets, images.targets[[2, 9, 140]])
    assert (len(part), part.input_shape, part.nbytes) == (3, (1, 8, 6), 3 * (48 + 8))
    assert torch.equal(part.first(2).gathered()[0], images.inputs[[2, 9]])


def test_all_examples_are_gathered_without_a_copy(images: Examples) -> None:
    assert images.gathered()[0].data_ptr() == images.inputs.data_ptr()
    assert images.first(7).gathered()[0].data_ptr() == images.inputs.data_ptr()


@pytest.mark.parametrize("placement", ["resident", "streamed"])
@pytest.mark.parametrize("start", [0, 2, 3])
def test_the_batches_of_a_view_are_those_of_a_copy(images: Examples, placement: str, start: int) -> None:
    view = images.at(ROWS)
    copy = Examples(*view.gathered())
    for make, more in (
        (training_batches, {"seed": 3, "augment": [("shift", {"pixels": 1}), ("flip", {})]}),
        (evaluation_batches, {}),
    ):
        ours = list(make(view, placement=placement, workers=0, **more, **WANTED).epoch(1, start))
        theirs = list(make(copy, **more, **WANTED).epoch(1, start))
        assert len(ours) == len(theirs) == 3 - start
        for (a, b), (c, d) in zip(ours, theirs, strict=True):
            assert torch.equal(a, c)
            assert torch.equal(b, d)


def test_what_is_mapped_streams_without_processes_and_says_so(tmp_path: Path, images: Examples) -> None:
    pixels = np.memmap(tmp_path / "pixels", np.uint8, "w+", shape=tuple(images.inputs.shape))
    pixels[:] = images.inputs.numpy()
    mapped = Examples(torch.from_numpy(pixels), images.targets, mapped=True).at(ROWS)
    batches = evaluation_batches(mapped, placement="streamed", workers=2, **WANTED)

    assert "mapped file" in str(batches.placement)
    assert torch.equal(torch.cat([inputs for inputs, _ in batches.epoch(0)]), images.inputs[ROWS] / 255)


def test_moments_do_not_depend_on_how_many_portions_there_are(
    images: Examples, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Examples(torch.randn(150, 4), images.targets)
    whole = moments(images), moments(table)
    monkeypatch.setattr("trainer_core.data.examples._PORTION", 100)

    assert moments(images) == whole[0]
    assert moments(table)[0] == pytest.approx(whole[1][0], rel=1e-12)
    assert moments(table)[1] == pytest.approx(whole[1][1], rel=1e-12)
    assert moments(table)[1] == pytest.approx(table.inputs.double().std(0, correction=0).tolist(), rel=1e-12)
