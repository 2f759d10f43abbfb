"""A tensor's facts, numbers, planes, tiles and Python code are what plain torch says, for every kind of tensor."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from trainer_core.errors import CommandError
from trainer_core.inside import describe as inside
from trainer_core.inside.describe import (
    SAMPLES,
    as_python,
    describe,
    largest_difference,
    movement,
    pieces,
    plane,
    shares_memory,
    tiles,
)

KINDS = {
    "number": torch.tensor(-2.5),
    "vector": torch.arange(5.0),
    "matrix": torch.randn(3, 4),
    "transposed": torch.randn(4, 5, 3).transpose(0, 2),
    "every second": torch.randn(6, 7)[::2, 1::3],
    "expanded": torch.randn(1, 3).expand(4, 3),
    "double": torch.randn(2, 3, dtype=torch.float64),
    "half": torch.randn(3, 3).half(),
    "bfloat16": torch.randn(3, 3).bfloat16(),
    "float8": torch.randn(2, 2).to(torch.float8_e4m3fn),
    "integers": torch.tensor([[1, -(2**40)], [3, 2**53]]),
    "bytes": torch.tensor([0, 255], dtype=torch.uint8),
    "bool": torch.tensor([True, False, True]),
    "complex": torch.tensor([3 + 4j, 0j]),
    "conjugated": torch.tensor([[1 + 2j, 3 - 1j]]).conj(),
    "channels last": torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last),
}


@pytest.mark.parametrize("kind", KINDS)
def test_facts_and_numbers_are_those_of_torch(kind: str) -> None:
    tensor = KINDS[kind]
    facts = describe(tensor)
    numbers = facts.statistics
    exact = tensor.abs().double() if tensor.is_complex() else tensor.double()
    assert (facts.shape, facts.dtype, facts.device) == (tuple(tensor.shape), str(tensor.dtype)[6:], "cpu")
    assert (facts.strides, facts.contiguous) == (tensor.stride(), tensor.is_contiguous())
    assert (facts.bytes, facts.elements) == (tensor.numel() * tensor.element_size(), tensor.numel())
    assert (facts.sampled, facts.note) == (tensor.numel(), None)
    assert numbers is not None
    assert (numbers.minimum, numbers.maximum) == (float(exact.min()), float(exact.max()))
    assert numbers.mean == pytest.approx(float(exact.mean()), rel=1e-12, abs=1e-12)
    assert numbers.std == pytest.approx(float(exact.std(correction=0)), rel=1e-9, abs=1e-12)
    assert numbers.norm == pytest.approx(float(torch.linalg.vector_norm(exact)), rel=1e-12)
    assert numbers.zeros == int((tensor.to(torch.complex64) == 0).sum())
    assert numbers.histogram.sum() == tensor.numel()
    assert numbers.magnitudes == tensor.is_complex()


@pytest.mark.parametrize("kind", KINDS)
def test_python_code_gives_the_tensor_back_to_the_bit(kind: str) -> None:
    tensor = KINDS[kind]
    again = eval(as_python(tensor), {"torch": torch})
    assert (again.dtype, again.shape) == (tensor.dtype, tensor.shape)
    assert np.array_equal(inside.as_array(again), inside.as_array(tensor))


def test_python_code_keeps_nan_infinity_and_what_is_empty() -> None:
    tensor = torch.tensor([math.nan, math.inf, -math.inf, 0.1])
    assert torch.equal(eval(as_python(tensor)).nan_to_num(7), tensor.nan_to_num(7))
    assert eval(as_python(torch.empty(0, 3, dtype=torch.int32))).shape == (0, 3)
    assert "nan" in as_python(torch.tensor(complex(1, math.nan)))


def test_python_code_of_a_part_and_not_of_a_hundred_thousand_values() -> None:
    large = torch.zeros(3, inside.MOST_COPIED)
    with pytest.raises(CommandError) as refused:
        as_python(large)
    assert refused.value.code == "too-many-values"
    assert as_python(torch.tensor([[1, 2], [3, 4]]), (1,)) == "torch.tensor([3, 4], dtype=torch.int64)"
    with pytest.raises(CommandError) as refused:
        as_python(large, (3,))
    assert refused.value.code == "no-such-index"


def test_what_is_not_finite_is_counted() -> None:
    numbers = describe(torch.tensor([1.0, math.nan, 3.0, math.inf, 0.0])).statistics
    assert numbers is not None
    assert (numbers.nan, numbers.infinite, numbers.zeros) == (1, 1, 1)
    assert (numbers.minimum, numbers.maximum) == (0.0, 3.0)


@pytest.mark.filterwarnings("ignore:.*[Nn]ested|.*[Ss]parse")
def test_what_is_not_stored_element_by_element_has_facts_and_the_bytes_that_it_takes() -> None:
    csr = torch.eye(5).to_sparse_csr()
    told = describe(csr)
    assert (told.shape, told.bytes, told.statistics) == ((5, 5), 6 * 8 + 5 * 8 + 5 * 4, None)
    assert describe(torch.eye(4).to_sparse()).bytes == 2 * 4 * 8 + 4 * 4

    for layout in (torch.strided, torch.jagged):
        nested = torch.nested.nested_tensor([torch.ones(2, 3), torch.ones(4, 3)], layout=layout)
        facts = describe(nested)
        assert (facts.shape, facts.bytes, facts.strides) == ((), 18 * 4, None)
        assert facts.note is not None
        assert "several shapes" in str(facts.note)


def test_an_empty_tensor_has_facts_and_no_numbers() -> None:
    facts = describe(torch.empty(2, 0, 4, 5))
    assert facts.statistics is not None
    assert math.isnan(facts.statistics.mean)
    shown = plane(torch.empty(2, 0, 4, 5))
    assert shown.shape == (0, 5)
    assert shown.values.shape == (0, 5)


@pytest.mark.parametrize("tensor", [torch.eye(3).to_sparse(), torch.empty(2, 2, device="meta")], ids=["sparse", "meta"])
def test_values_that_cannot_be_read_are_said_to_be_so(tensor: Tensor) -> None:
    facts = describe(tensor)
    assert facts.statistics is None
    assert facts.note is not None
    assert facts.shape == tuple(tensor.shape)


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor")
def test_a_quantized_tensor_is_said_to_be_one() -> None:
    facts = describe(torch.quantize_per_tensor(torch.randn(3), 0.1, 0, torch.qint8))
    assert "quantized" in str(facts.note)


def test_autograd_facts_are_told_and_left_as_they_are() -> None:
    weight = nn.Parameter(torch.randn(3, 3))
    view, made = weight[1:], weight * 2
    leaf, of_view, of_made = describe(weight), describe(view), describe(made)
    assert (leaf.requires_grad, leaf.is_leaf, leaf.grad_fn, leaf.version) == (True, True, "", 0)
    assert (of_view.is_leaf, of_view.grad_fn) == (False, "SliceBackward0")
    assert of_made.grad_fn == "MulBackward0"
    with torch.no_grad():
        weight.add_(1)
    assert describe(weight).version == 1
    made.sum().backward()
    assert weight.grad is not None
    with torch.inference_mode():
        assert describe(torch.ones(2)).version is None


def test_hooks_on_operations_and_random_generators_notice_nothing() -> None:
    seen: list[Any] = []

    class Watch(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            seen.append(func)
            return func(*args, **(kwargs or {}))

    tensor = torch.randn(SAMPLES + 5)
    state = torch.get_rng_state()
    with Watch():
        describe(tensor)
        plane(tensor)
    assert seen == []
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize("turned", [False, True])
def test_the_histogram_of_a_large_tensor_is_of_a_sample(turned: bool) -> None:
    tensor = torch.rand(1500, 2000)
    facts = describe(tensor[:, ::2] if turned else tensor)
    assert facts.statistics is not None
    elements = 1_500_000 if turned else 3_000_000
    assert (facts.elements, facts.sampled) == (elements, SAMPLES)
    assert facts.statistics.histogram.sum() == SAMPLES
    assert np.abs(facts.statistics.histogram / SAMPLES - 1 / 64).max() < 0.002


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_hold_every_element_in_order(kind: str) -> None:
    tensor = KINDS[kind]
    found = np.concatenate([inside.as_array(piece) for piece in pieces(tensor, 4)])
    assert np.array_equal(found, inside.as_array(tensor).reshape(-1))


def test_a_plane_stands_at_fixed_indices() -> None:
    tensor = torch.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)
    shown = plane(tensor, (1, 2), origin=(1, 2), cells=(2, 2))
    assert (shown.shape, shown.fixed, shown.origin, shown.reduced) == ((4, 5), (1, 2), (1, 2), False)
    assert np.array_equal(shown.values, tensor[1, 2, 1:3, 2:4].numpy())
    assert shown.values.dtype == np.int64
    assert np.array_equal(shown.heat, tensor[1, 2].numpy().astype(np.float32))
    assert plane(tensor, (1,)).fixed == (1, 0)
    assert plane(torch.arange(3.0)).values.tolist() == [[0.0, 1.0, 2.0]]
    assert plane(torch.tensor(4.0)).values.tolist() == [[4.0]]
    for wrong in ((2, 0), (0, -1), (0, 0, 0)):
        with pytest.raises(CommandError) as refused:
            plane(tensor, wrong)
        assert refused.value.code == "no-such-index"


def test_a_large_plane_is_shown_whole_as_means() -> None:
    tensor = torch.zeros(1024, 3000)
    tensor[:512] = 1
    shown = plane(tensor)
    assert shown.reduced
    assert shown.heat.shape == (256, 256)
    assert (shown.heat[:128] == 1).all()
    assert (shown.heat[128:] == 0).all()
    assert np.isnan(plane(torch.full((600, 2), math.nan)).heat).all()


def test_tiles_are_the_filters_of_a_layer() -> None:
    weight = nn.Conv2d(3, 20, 5).weight
    shown, count = tiles(weight, 0, (2,), 16)
    assert (shown.shape, count) == ((16, 5, 5), 20)
    assert np.array_equal(shown[7], weight[7, 2].detach().numpy())
    channels, count = tiles(weight, 1, (4,), 16)
    assert (channels.shape, count) == ((3, 5, 5), 3)
    assert np.array_equal(channels[1], weight[4, 1].detach().numpy())
    with pytest.raises(CommandError) as refused:
        tiles(torch.ones(3, 4), 0, (), 16)
    assert refused.value.code == "no-tiles"
    with pytest.raises(CommandError):
        tiles(weight, 2, (), 16)


def test_what_shares_its_memory_is_named_numpy_too() -> None:
    array = np.zeros(6, np.float32)
    whole = torch.from_numpy(array)
    tensors = {"w": whole, "view": whole[2:].view(2, 2), "other": torch.zeros(6), "copy": whole.clone()}
    arrays = {"a": array, "part": array[4:], "another": np.zeros(6, np.float32)}
    assert shares_memory("w", tensors, arrays) == ("view", "a", "part")
    assert shares_memory("other", tensors, arrays) == ()
    assert shares_memory("sparse", {"sparse": torch.eye(2).to_sparse()}, arrays) == ()


def test_how_far_two_lie_apart_and_where_most() -> None:
    first = torch.zeros(3, 4)
    second = first.clone()
    second[1, 2], second[2, 0] = 3.0, -4.0
    moved = movement(first, second.T.contiguous().T)
    assert (moved.largest, moved.norm, moved.same) == (4.0, 5.0, False)
    assert largest_difference(first, second) == (2, 0)
    assert largest_difference(first, first) is None
    second[0, 0] = math.nan
    assert largest_difference(first, second) is None
    assert movement(first, second).nan == (0, 1)


@pytest.mark.cuda
def test_a_tensor_on_a_gpu_is_measured_there() -> None:
    here = torch.randn(3000, 1000)
    there = here.to("cuda").t()
    one, other = describe(here), describe(there)
    assert (other.device, other.contiguous, other.sampled) == ("cuda:0", False, SAMPLES)
    assert one.statistics is not None
    assert other.statistics is not None
    assert other.statistics.mean == pytest.approx(one.statistics.mean)
    assert other.statistics.norm == pytest.approx(one.statistics.norm)
    assert other.statistics.histogram.sum() == SAMPLES
    assert largest_difference(here, there.t()) is None
