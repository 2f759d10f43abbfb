"""A list of changes gives the same batches wherever the data lives, wherever an epoch is taken up, and whatever else
draws random numbers; what does not fit the data is refused by its field."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from trainer_core.data import Batches, Examples, training_batches
from trainer_core.data.augment import Augmentation, augmentations
from trainer_core.data.augment.geometry import Flip
from trainer_core.errors import DataError

ALL = [(entry.name, entry.arguments().model_dump()) for entry in augmentations]
EXAMPLES = Examples(
    torch.randint(0, 256, (70, 3, 12, 10), dtype=torch.uint8, generator=torch.Generator().manual_seed(1)),
    torch.arange(70) % 4,
)


def batches(augment: list[tuple[str, dict[str, Any]]], examples: Examples = EXAMPLES, **more: Any) -> Batches:
    return training_batches(
        examples,
        device=torch.device("cpu"),
        batch_size=16,
        seed=2,
        mean=(0.5,) * examples.input_shape[0],
        std=(0.3,) * examples.input_shape[0],
        augment=augment,
        mixable=lambda targets: torch.nn.functional.one_hot(targets, 4).float(),
        **more,
    )


def test_an_epoch_is_the_same_streamed_taken_up_anywhere_and_whatever_torch_draws() -> None:
    whole = list(batches(ALL).epoch(3))
    torch.manual_seed(99)
    others = [
        list(batches(ALL, placement="streamed", workers=0).epoch(3)),
        [*list(batches(ALL).epoch(3))[:2], *batches(ALL).epoch(3, start=2)],
    ]
    state = torch.random.get_rng_state()
    list(batches(ALL).epoch(0))
    assert torch.equal(torch.random.get_rng_state(), state)
    for other in others:
        for (inputs, targets), (same, same_targets) in zip(whole, other, strict=True):
            assert torch.equal(inputs, same)
            assert torch.equal(targets, same_targets)


@pytest.mark.parametrize(("name", "arguments"), ALL)
def test_each_change_changes_pictures_anew_in_each_epoch(name: str, arguments: dict[str, Any]) -> None:
    plain = [inputs for inputs, _ in batches([]).epoch(0)]
    first, again, later = ([inputs for inputs, _ in batches([(name, arguments)]).epoch(epoch)] for epoch in (0, 0, 1))
    assert all(torch.equal(one, other) for one, other in zip(first, again, strict=True))
    assert not any(torch.equal(one, other) for one, other in zip(first, plain, strict=True))
    assert not any(torch.equal(one, other) for one, other in zip(first, later, strict=True))


def test_the_numbers_of_a_change_do_not_depend_on_its_neighbours() -> None:
    alone = Augmentation([("rotate", {"degrees": 10.0})]).draw(50, (3, 12, 10), seed=1, epoch=0)
    beside = Augmentation(ALL).draw(50, (3, 12, 10), seed=1, epoch=0)
    place = [name for name, _ in ALL].index("rotate")
    assert torch.equal(alone[0], beside[place])


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"saturation": 20.0}, "data.augment.colour.saturation"), ({"hue": 20.0}, "data.augment.colour.hue")],
)
def test_colours_of_grey_pictures_are_refused_by_their_field(arguments: dict[str, float], field: str) -> None:
    grey = Examples(EXAMPLES.inputs[:, :1], EXAMPLES.targets)
    entry = augmentations["colour"].arguments(**arguments).model_dump()
    with pytest.raises(DataError, match="red, green and blue") as caught:
        batches([("colour", entry)], grey)
    assert (caught.value.code, caught.value.message.facts["field"]) == ("no-colours", field)
    assert len(list(batches([("colour", augmentations["colour"].arguments().model_dump())], grey).epoch(0))) == 5


def test_colours_of_pictures_that_are_not_bytes_are_refused_and_moves_are_not() -> None:
    floats = Examples(EXAMPLES.inputs.float() / 255, EXAMPLES.targets)
    with pytest.raises(DataError, match="from 0 to 255") as caught:
        batches([("colour", {"brightness": 20.0, "contrast": 0.0, "saturation": 0.0, "hue": 0.0})], floats)
    assert caught.value.code == "not-bytes"
    turned = Augmentation([("rotate", {"degrees": 20.0}), ("blur", {"sigma": 1.0})])
    drawn = turned.draw(70, (3, 12, 10), seed=0, epoch=0)
    assert turned.before_conversion(floats.inputs, drawn).dtype is torch.float32


def test_a_change_of_another_package_is_one_call_and_can_be_taken_out_again() -> None:
    def upside_down() -> Flip:
        return Flip(-2)

    augmentations.add("always", upside_down, title="Always", summary="Mirrors.")
    try:
        assert len(list(batches([("always", {})]).epoch(0))) == 5
    finally:
        augmentations.remove("always")
    assert "always" not in augmentations
