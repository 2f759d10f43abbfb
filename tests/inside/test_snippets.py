"""Every statement of the snippets menu, run in the real console beside a real run: it shows what the book says."""

from __future__ import annotations

import re

import pytest
import torch

from tests.conftest import Driver
from trainer_core import Recipe
from trainer_core.inside.console.snippets import CHAPTERS
from trainer_core.protocol.commands import Advance, Stop, Unit
from trainer_core.protocol.console import CodeDone, CodeOutput, ResultKind, RunCode

CODE = {snippet.title: snippet.code for chapter in CHAPTERS for snippet in chapter.snippets}

CLOSE = r"\((?:tensor\()?(-?[\d.]+(?:e-?\d+)?)\)?, (?:tensor\()?(-?[\d.]+(?:e-?\d+)?)\)?\)"
"""Two numbers, the second from the formula."""

SHOWN = {
    "From lists: the type follows from the numbers": "(torch.int64, torch.float32, torch.bool)",
    "From NumPy: float64 stays float64": "torch.float64",
    "Like another tensor: its shape, type and device": re.compile(r"(?s)(.*dtype=torch\.float64.*){3}"),
    "arange: the end is left out": "tensor([0, 2, 4, 6, 8])",
    "linspace: both ends are there": "tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000])",
    "Shape, type and device of the batch": "(torch.Size([32, 1, 28, 28]), torch.float32, device(type='cpu'))",
    "To another type": "tensor([ 1, -1])",
    "One product timed on CPU and GPU": re.compile(r"\(\d.*, ('no CUDA device'|\d.*)\)"),
    "Rows, columns and the last of them": "(tensor([0, 1, 2, 3]), tensor([0, 4, 8]), tensor([ 3,  7, 11]))",
    "A slice can be assigned to": "tensor([[1., 0., 1., 1.],\n        [1., 0., 1., 1.],\n        [1., 0., 1., 1.]])",
    "Element by element: the operator, add and mul": (
        "(tensor([4., 6.]), tensor([4., 6.]), tensor([3., 8.]), tensor([3., 8.]))"
    ),
    "Matrix product: @ and matmul are the same": "(True, torch.Size([2, 2]))",
    "reshape: the same numbers in another shape": "tensor([[0, 1, 2],\n        [3, 4, 5]])",
    "view shares memory with what it shows": "tensor([1., 0., 0., 0.])",
    "view of a tensor that is not contiguous is an error; reshape copies": RuntimeError("view size is not compatible"),
    "squeeze takes away what has the size 1": "torch.Size([3])",
    "unsqueeze puts in a dimension of size 1": "torch.Size([1, 1, 28, 28])",
    "A change in the array is seen in the tensor": "tensor([5., 0., 0.], dtype=torch.float64)",
    "A change in the tensor is seen in the array": "array([1., 1., 1.], dtype=float32)",
    "A tensor that requires a gradient has no .numpy()": RuntimeError("Use tensor.detach().numpy() instead"),
    "requires_grad is passed on, and grad_fn says how a tensor was made": re.compile(
        r"\(None, True, <SumBackward0 object at .*>\)"
    ),
    "Leaves are what a person made": "(True, False)",
    "Only leaves have a .grad, unless retain_grad() was called": "(tensor([6., 6.]), tensor([2., 2.]), False)",
    "backward fills .grad": "tensor(6.)",
    "Gradients add up until they are cleared": "tensor(12.)",
    "Backward a second time through the same graph is an error": RuntimeError("backward through the graph a second"),
    "With retain_graph=True it works, and adds up": "tensor(12.)",
    "zero_grad sets gradients to None": "",
    "zero_grad(set_to_none=False) fills them with zeros": "tensor([[0., 0.]])",
    "no_grad records no graph": re.compile(r"\(None, False, <AddmmBackward0 object at .*>\)"),
    "A graph follows Python's own control flow": "tensor([2., 5.])",
    "detach leaves the graph": "False",
    "A module of one's own": "Net(\n  (layer): Linear(in_features=2, out_features=1, bias=True)\n)",
    "super().__init__() forgotten": AttributeError("cannot assign module before Module.__init__() call"),
    "Attributes register themselves, those in a list do not": "['seen.weight', 'seen.bias']",
    "The parameters of the model, by name": re.compile(r"\[\('linear_relu_stack\.0\.weight', \(512, 784\)\), .*"),
    "How many parameters there are": "669706",
    "Modules nest": "['', '0', '1', '1.0', '1.1']",
    "Flatten keeps the batch": "torch.Size([32, 784])",
    "Linear is x A^T + b": "(True, torch.Size([2, 3]))",
    "ReLU: what is negative becomes 0": "tensor([0., 0., 2.])",
    "Sequential passes on": "True",
    "A function without state beside a module with state": "(True, [])",
    "Dropout in training mode, and in evaluation mode": re.compile(r"\(\{(0\.0, 2\.0|2\.0, 0\.0)\}, True\)"),
    "Batch norm in training mode, and in evaluation mode": "(tensor([0.1000, 2.0000]), tensor(True))",
    "A Dataset of one's own": "(6, tensor(9))",
    "A DataLoader makes batches": "[[0, 1], [2, 3], [4]]",
    "shuffle: each example once, in another order": "(True, True)",
    "Processes of a DataLoader, with a class that was typed in": "[tensor([0, 1, 4]), tensor([ 9, 16, 25])]",
    "Mean squared error is the mean of squared differences": "(tensor(6.5000), 6.5)",
    "Cross-entropy is LogSoftmax, then NLL": "(tensor(0.4076), tensor(0.4076))",
    "Cross-entropy with the numbers filled in": 0.40760596,
    "Binary cross-entropy with the numbers filled in": 0.28990925,
    "The loss of this batch, example by example": "(torch.Size([32]), True)",
    "SGD with the numbers filled in: w - lr * gradient": 0.8,
    "SGD with momentum, two steps filled in": 0.46,
    "Adam's first step with the numbers filled in": 0.9,
    "SGD: one rate for all parameters, so steps differ as gradients do": re.compile(r"(?s).*-0\.1000, -10\.0000.*"),
    "Adam: a rate for each parameter, so both steps are alike": re.compile(r"(?s).*-0\.1000, -0\.1000.*"),
    "A state_dict is names and tensors": re.compile(r"\[\('linear_relu_stack\.0\.weight', \(512, 784\)\), .*"),
    "Save and load: the same answers": "True",
    "map_location says where tensors are put": "device(type='cpu')",
    "Other answers without eval() after loading": "(False, True)",
    "A part is taken over with strict=False": "(['1.weight', '1.bias'], True)",
    "A pickled model breaks when its class moves; a state_dict does not": AttributeError("Can't get attribute 'Net'"),
}
"""The text of the result, a pattern that it matches, an exception, or the number that formula and PyTorch agree on."""

OTHERWISE = {
    "Ones, zeros, random numbers",
    "To the GPU, and what PyTorch says where there is none",
    "What no_grad saves: bytes kept for backward",
    "What no_grad saves: seconds of ten forward passes",
}
"""Statements with a test of their own."""


@pytest.fixture(scope="module")
def driver():
    """An engine whose run stands in front of the second batch for all statements, which do not touch it."""
    driver = Driver()
    data = {"limit": 256, "batch_size": 32}
    driver.start(Recipe.from_dict({"data": data, "training": {"device": "cpu", "threads": 1}}), paused=True)
    driver.do(Advance(Unit.BATCH))
    yield driver
    driver.do(Stop())
    assert driver.ended.message
    driver.engine.close()


def shown(driver: Driver, title: str) -> CodeDone:
    driver.do(RunCode(CODE[title]))
    done = driver.last(CodeDone)
    assert done.changed == ()
    return done


def test_every_statement_is_tested():
    assert {*SHOWN, *OTHERWISE} == set(CODE)
    assert len(SHOWN) + len(OTHERWISE) == sum(len(chapter.snippets) for chapter in CHAPTERS)


@pytest.mark.parametrize("title", CODE)
def test_a_statement_has_one_to_three_lines(title):
    assert 1 <= len(CODE[title].splitlines()) <= 3


@pytest.mark.parametrize("title", SHOWN)
def test_a_statement_shows_what_the_book_says(driver, title):
    expected, done = SHOWN[title], shown(driver, title)
    match expected:
        case Exception():
            assert done.kind is ResultKind.ERROR
            last = done.text.splitlines()[-1]
            assert last.startswith(f"{type(expected).__name__}: ")
            assert str(expected) in last
        case re.Pattern():
            assert expected.fullmatch(done.text), done.text
        case float():
            found = re.fullmatch(CLOSE, done.text)
            assert found, done.text
            assert [float(each) for each in found.groups()] == pytest.approx([expected, expected], rel=1e-6)
        case _:
            assert done.text == expected


def test_ones_zeros_and_random_numbers(driver):
    ones, zeros, random = eval(shown(driver, "Ones, zeros, random numbers").text, {"tensor": torch.tensor})
    assert (ones.sum(), zeros.sum()) == (6, 0)
    assert ((random >= 0) & (random < 1)).all()


def test_the_gpu_is_there_or_pytorch_says_why_not(driver):
    done = shown(driver, "To the GPU, and what PyTorch says where there is none")
    if torch.cuda.is_available():
        assert done.text == "device(type='cuda', index=0)"
    else:
        assert done.kind is ResultKind.ERROR
        assert re.search("CUDA|NVIDIA", done.text.splitlines()[-1])


def test_no_grad_keeps_nothing_for_backward(driver):
    shown(driver, "What no_grad saves: bytes kept for backward")
    without, kept = driver.last(CodeOutput).pieces[-1].text.split()
    assert int(without) == 0
    assert int(kept) > 100_000


def test_the_seconds_with_and_without_a_graph_are_shown(driver):
    shown(driver, "What no_grad saves: seconds of ten forward passes")
    text = driver.last(CodeOutput).pieces[-1].text
    assert re.fullmatch(r"\d\.\d\de-?\+?\d+ s without, \d\.\d\de-?\+?\d+ s with a graph\n", text)
