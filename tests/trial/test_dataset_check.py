"""Each thing that does not hold in a dataset gets a sentence with the file and the line."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.trial.files import GOOD, HEAD, dataset, written
from trainer_core.trial.facts import DatasetFacts
from trainer_core.trial.found import arguments_form
from trainer_core.trial.process import try_file
from trainer_core.trial.report import Report
from trainer_core.trial.tried import ProblemError
from trainer_core.trial.values import example_of

PAIR = "return torch.zeros(3), 0"


def tried(folder: Path, text: str, name: str = "", **arguments: object) -> Report:
    return try_file(written(folder, text), "dataset", name=name, arguments=arguments)


def test_a_good_dataset_is_measured(tmp_path: Path) -> None:
    report = tried(tmp_path, GOOD, count=33)
    assert report.usable
    assert report.findings == ()
    assert report.chosen == "Squares"
    facts = DatasetFacts.model_validate(report.facts)
    assert (facts.length, facts.input_shape, facts.input_type) == (33, (1, 6, 6), "uint8")
    assert (facts.target, facts.classes, facts.changes, facts.iterable) == ("class", ("dark", "bright"), False, False)
    assert report.candidate is not None
    assert report.candidate.summary == "Bright and dark squares."


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("def f(:\n", "syntax", r"^mine\.py, line 1: This is not valid Python"),
        ("import torch\nimport no_such_thing\n", "no-module", r"line 2: There is no module no_such_thing, while it was"),  # noqa: E501
        ("x = 1\n", "no-dataset", "holds no Dataset"),
        ("import torch\nclass Net(torch.nn.Module): pass\n", "only-modules", r"models \(Net\)"),
        (dataset(PAIR) + "class Other(Dataset): pass\n", "not-chosen", "It holds Mine, Other. Choose one"),
        (dataset(PAIR, more="def __init__(self, root, size): pass"), "argument-missing", "Mine needs root, size"),
        (dataset(PAIR, more="def __init__(self): raise OSError('gone')"), "raises", "line 4: It raised OSError: gone, while Mine was made"),  # noqa: E501
        ("def dataset():\n    return 3\n", "not-a-dataset", "dataset returned int"),
        (HEAD + "class Mine(Dataset):\n    def __getitem__(self, i): return 0, 0\n", "no-length", r"line 3: .*def __len__"),  # noqa: E501
        (dataset(PAIR, length="return 2.5"), "bad-length", "line 5: Its length is 2.5"),
        (dataset(PAIR, length="return 0"), "empty", "holds no examples"),
        (dataset("return [torch.zeros(3)] * 3 and ([(torch.zeros(3), 0)] * 9)[index]"), "shorter-than-said", "Its length is 10, but example 9 raises IndexError"),  # noqa: E501
        (dataset("return 1 / 0"), "raises", "line 8: It raised ZeroDivisionError: division by zero, while example 0 was read"),  # noqa: E501
        (dataset("return torch.zeros(3)"), "not-a-pair", "line 7: Example 0 is Tensor"),
        (dataset("return {'image': torch.zeros(3), 'label': 1}"), "a-dict", r"a dict \(image, label\)"),
        (dataset("from PIL import Image; return Image.new('L', (4, 4)), 0"), "a-picture", r"ToTensor\(\)"),
        (dataset("return 'photo.jpg', 0"), "not-a-tensor", "is str"),
        (dataset("return torch.zeros(3, device='meta'), 0"), "not-on-cpu", "is on meta. Return CPU tensors"),
        (dataset("return torch.zeros(2, 3, 4, 4), 0"), "bad-input-shape", r"\(2, 3, 4, 4\)"),
        (dataset("return torch.zeros(0), 0"), "empty-input", "holds nothing"),
        (dataset("return torch.zeros(3 + (index == 9)), 0"), "shapes-differ", r"Example 9 has the shape \(4,\), and example 0 has \(3,\)"),  # noqa: E501
        (dataset("return torch.zeros(1, 3, 3, dtype=[torch.uint8, torch.float32][index % 2]), 0"), "inputs-differ", "type float32, and that of example 0 of uint8"),  # noqa: E501
        (dataset("return torch.zeros(3), 'cat'"), "target-is-text", "the text “cat”"),
        (dataset("return torch.zeros(3), None"), "bad-target", "is NoneType"),
        (dataset("return torch.zeros(3), torch.tensor([0, 1])"), "bad-target-shape", "argmax"),
        (dataset("return torch.zeros(3), -1"), "negative-class", "from 0 on"),
        (dataset("return torch.zeros(3), [0, 0.5][index % 2]"), "targets-differ", r"is float \(1,\), and that of example 0 is int"),  # noqa: E501
        (dataset("return torch.zeros(3), float('nan')"), "target-not-finite", "is nan"),
        (HEAD + "class Mine(IterableDataset):\n    def __iter__(self): return iter([])\n", "empty", "holds no examples"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_does_not_hold_gets_a_sentence(tmp_path: Path, text: str, code: str, says: str) -> None:
    report = tried(tmp_path, text)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert [finding.code for finding in errors] == [code], [str(finding.message) for finding in report.findings]
    assert re.search(says, str(errors[0].message)), str(errors[0].message)
    assert report.facts == {}


@pytest.mark.parametrize(
    ("text", "code", "severity", "says"),
    [
        (dataset("return torch.tensor([1.0, float('nan')]), 0"), "input-not-finite", "warning", "line 7: .*NaN"),
        (dataset("return torch.zeros(32, 32, 3), 0"), "channels-last", "warning", r"permute\(2, 0, 1\)"),
        (dataset("return torch.full((1, 4, 4), 255.0), 0"), "large-floats", "warning", "divide by 255"),
        (dataset("return torch.zeros(3, dtype=torch.float64), 0"), "converted", "note", "float64; they are trained on as"),  # noqa: E501
        (dataset("return torch.rand(3), 0"), "changes", "note", "again in each epoch"),
        (dataset("import time; time.sleep(0.02); return torch.zeros(3), 0", length="return 10**6"), "slow", "warning", "about 33[3-9] min|about 3[4-9]. min"),  # noqa: E501
        (HEAD + "import itertools\nclass Mine(IterableDataset):\n    def __iter__(self):\n        return ((torch.zeros(3), 0) for _ in itertools.count())\n", "unknown-end", "note", "until it ends"),  # noqa: E501
        (dataset("print('reading', index); return torch.zeros(3), 0"), "prints", "note", "“reading 0”"),
    ],
)  # fmt: skip
def test_what_is_worth_knowing_is_said_and_keeps_nothing_from_training(
    tmp_path: Path, text: str, code: str, severity: str, says: str
) -> None:
    report = tried(tmp_path, text)
    assert report.usable, [str(finding.message) for finding in report.findings]
    found = {finding.code: finding for finding in report.findings}
    assert set(found) == {code}
    assert found[code].severity == severity
    assert re.search(says, str(found[code].message)), str(found[code].message)


def test_arguments_become_a_form_and_come_back_as_what_the_class_takes(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
import enum
from pathlib import Path
from typing import Literal

class Mode(enum.Enum):
    FAST = 1
    SLOW = 2

class Mine(Dataset):
    def __init__(self, root: Path, side: int = 3, rate: float = 1, mode: Mode = Mode.FAST,
                 part: Literal["a", "b"] = "a", mean=(0.5, 0.5), note: str = "", flag=False, seed: int | None = None):
        assert root == Path(__file__).parent / "pictures", root
        assert (mode, part, mean, seed) == (Mode.SLOW, "b", (1, 2), 4), (mode, part, mean, seed)
        assert rate == 2.0 and flag is True and note == "7"
    def __len__(self):
        return 4
    def __getitem__(self, index):
        return torch.zeros(2), 0
"""
    )
    given = {"root": "pictures", "rate": 2, "mode": "SLOW", "part": "b", "mean": "(1, 2)", "flag": True}
    report = tried(tmp_path, text, **given, note="7", seed="4")
    assert report.usable, [str(finding.message) for finding in report.findings]
    assert report.candidate is not None
    kinds = {each.name: (each.kind, each.default) for each in report.candidate.parameters}
    assert kinds == {
        "root": ("path", None), "side": ("int", 3), "rate": ("float", 1.0), "mode": ("choice", "FAST"),
        "part": ("choice", "a"), "mean": ("literal", "(0.5, 0.5)"), "note": ("text", ""), "flag": ("bool", False),
        "seed": ("literal", "None"),
    }  # fmt: skip
    form = arguments_form(report.candidate)
    assert form(root="x").model_dump()["mode"] == "FAST"
    with pytest.raises(ValueError, match="FAST"):
        form(root="x", mode="MIDDLE")

    for wrong, says in (
        ({"sides": 4}, "does not take sides. It takes: root, side"),
        ({"mode": "MIDDLE"}, "mode is 'MIDDLE', and it should be FAST / SLOW"),
        ({"side": "three"}, "side is 'three', and it should be int"),
    ):
        (finding,) = tried(tmp_path, text, root="x", **wrong).findings
        assert says in str(finding.message)


def test_modules_beside_the_file_are_found_while_it_loads_whatever_their_names(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    written(tmp_path, "from . import deep\n", "parts/__init__.py")
    written(tmp_path, "side = 4\n", "parts/deep.py")
    # A name that the program itself knows.
    written(tmp_path, "label = 1\n", "tests.py")
    text = "import tests\nfrom parts.deep import side\n" + dataset("return torch.zeros(side), tests.label")
    assert tried(tmp_path, text).facts["input_shape"] == [4]


def test_a_function_or_the_train_of_a_pair_is_taken_without_being_named(tmp_path: Path) -> None:
    text = GOOD + "\ndef train(): return Squares(30)\ndef test(): return Squares(10)\n"
    report = tried(tmp_path, text)
    assert report.chosen == "train"
    assert report.facts["length"] == 30
    assert [each.name for each in report.candidates] == ["Squares", "train", "test"]
    assert tried(tmp_path, text, name="Squares").facts["length"] == 40
    assert "It can be: Squares." in str(tried(tmp_path, text, name="Square").findings[0].message)


def test_a_function_of_any_name_is_taken_if_it_is_named(tmp_path: Path) -> None:
    text = HEAD + "def make(count: int):\n    return [(torch.zeros(3), i % 2) for i in range(count)]\n"
    assert [each.code for each in tried(tmp_path, text).findings] == ["no-dataset"]
    report = tried(tmp_path, text, name="make", count=12)
    assert (report.chosen, report.facts["length"]) == ("make", 12)


@pytest.mark.parametrize(
    ("item", "input", "target"),
    [
        ((np.zeros((4, 5), dtype=np.uint8), np.int32(3)), torch.zeros(1, 4, 5, dtype=torch.uint8), torch.tensor(3)),
        (([1, 2], True), torch.tensor([1.0, 2.0]), torch.tensor(1)),
        ((np.arange(3, dtype=np.float64)[::-1], 0.5), torch.tensor([2.0, 1.0, 0.0]), torch.tensor([0.5])),
        ((3.0, np.float32([1, 2])), torch.tensor([3.0]), torch.tensor([1.0, 2.0])),
        ((torch.ones(2, requires_grad=True), torch.tensor([4])), torch.ones(2), torch.tensor(4)),
    ],
)
def test_what_people_return_becomes_tensors(item: object, input: torch.Tensor, target: torch.Tensor) -> None:
    got = example_of(item, 0)
    for one, other in zip(got, (input, target), strict=True):
        assert (one.dtype, one.requires_grad) == (other.dtype, False)
        assert torch.equal(one, other)


def test_a_complex_input_is_refused() -> None:
    with pytest.raises(ProblemError) as caught:
        example_of((torch.zeros(2, dtype=torch.complex64), 0), 0)
    assert caught.value.problem.code == "not-numbers"
