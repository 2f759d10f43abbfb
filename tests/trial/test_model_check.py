"""Each thing that does not hold in a person's module gets a sentence with the line; all share one warm fork server."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.trial.files import GOOD_MODEL, HEAD, MODEL_HEAD, model, written
from trainer_core.trial.facts import ModelFacts, ModelFits
from trainer_core.trial.process import Limits, try_file
from trainer_core.trial.report import Report

SMALL = ModelFits(input_shape=(1, 4, 4), outputs=3)
BINARY = ModelFits(input_shape=(1, 4, 4), outputs=1, task="binary", loss="BCEWithLogitsLoss")
LIMITS = Limits(seconds=10.0)


def tried(folder: Path, text: str, name: str = "", fits: ModelFits = SMALL, **arguments: object) -> Report:
    return try_file(written(folder, text, "net.py"), "model", name=name, arguments=arguments, fits=fits, limits=LIMITS)


def test_a_good_module_is_measured_for_the_data_at_hand(tmp_path: Path) -> None:
    report = tried(tmp_path, GOOD_MODEL, hidden=20)
    assert report.findings == ()
    facts = ModelFacts.model_validate(report.facts)
    assert (facts.class_name, facts.parameters, facts.output_shape) == ("Net", 16 * 20 + 20 + 20 * 3 + 3, (3,))
    assert report.candidate is not None
    assert [each.name for each in report.candidate.parameters] == ["hidden"]


def test_without_further_words_it_is_tried_for_ten_classes_of_fashion_mnist(tmp_path: Path) -> None:
    report = try_file(written(tmp_path, GOOD_MODEL), "model")
    assert report.usable
    assert report.facts["output_shape"] == [10]


TWO = (
    MODEL_HEAD
    + "class Block(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    + "        self.a = nn.Linear(16, 3)\n    def forward(self, x): return self.a(x)\n"
)
USES = (
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.block = Block()\n"
    "    def forward(self, x): return self.block(x.flatten(1))\n"
)


def test_of_several_classes_the_one_that_no_other_uses_is_tried(tmp_path: Path) -> None:
    assert tried(tmp_path, TWO + USES).chosen == "Net"
    assert tried(tmp_path, TWO + USES.replace("Net", "Deep") + "class Net(Deep): pass\n").chosen == "Net"
    assert tried(tmp_path, TWO + USES, "Block", ModelFits(input_shape=(16,), outputs=3)).usable


def test_a_layer_of_a_wrong_size_is_marked_where_it_is_made(tmp_path: Path) -> None:
    init = "self.many = nn.Sequential(\n    nn.Flatten(),\n    nn.Linear(\n        16, 5),\n    nn.Linear(6, 3),\n)"
    report = tried(tmp_path, model(init, "return self.many(x)"))
    assert [(each.code, each.file, each.line) for each in report.findings] == [("shape-linear", "net.py", 11)]
    assert "many.2 (Linear) gets the shape (8, 5)" in str(report.findings[0].message)


def test_a_forward_that_breaks_off_tells_the_layers_that_it_went_through(tmp_path: Path) -> None:
    init = "self.many = nn.Sequential(nn.Flatten(), nn.Linear(16, 5), nn.ReLU(), nn.Linear(6, 3))"
    passed = ModelFacts.model_validate(tried(tmp_path, model(init, "return self.many(x)")).facts).passed
    assert [(each.name, each.type, each.fails) for each in passed] == [
        ("many.0", "Flatten", False),
        ("many.1", "Linear", False),
        ("many.2", "ReLU", False),
        ("many.3", "Linear", True),
    ]
    assert (passed[1].took[1:], passed[1].gave[1:]) == ((16,), (5,))
    assert (passed[3].took[1:], passed[3].takes) == ((5,), "(…, 6)")


def test_a_forward_that_breaks_off_between_its_layers_tells_that_too(tmp_path: Path) -> None:
    report = tried(tmp_path, model("self.one = nn.Linear(16, 3)", "return self.one(x.flatten(1)) + torch.ones(7, 5)"))
    passed = ModelFacts.model_validate(report.facts).passed
    assert [(each.type, each.fails) for each in passed] == [("Linear", False), ("forward", True)]
    assert ModelFacts.model_validate(tried(tmp_path, GOOD_MODEL).facts).passed == ()


def test_a_module_beside_the_file_is_told_with_its_own_line(tmp_path: Path) -> None:
    written(tmp_path, TWO.replace("16, 3", "15, 3"), "blocks.py")
    report = tried(tmp_path, MODEL_HEAD + "from blocks import Block\n" + USES)
    assert [(each.code, each.file, each.line) for each in report.findings] == [("shape-linear", "blocks.py", 7)]


THREAD = "import threading, time\nthreading.Thread(target=time.sleep, args=(100,), name='busy', daemon=True).start()"
CASES = [
    ("def f(:\n", "syntax", r"^net\.py, line 1: This is not valid Python"),
    ("import torch\nimport no_such_thing\n", "no-module", "line 2: There is no module no_such_thing"),
    ("x = 1\n", "no-model", "holds no model"),
    (HEAD + "class Mine(Dataset): pass\n", "only-datasets", r"datasets \(Mine\) and no model"),
    (TWO + USES.replace("Block()", "nn.Linear(16, 3)"), "model-not-chosen", "several models: Block, Net. Choose"),
    (GOOD_MODEL.replace("hidden: int = 16", "hidden"), "argument-missing", "Net needs hidden"),
    (model("").replace("super().__init__(); ", ""), "no-super", r"line 6: __init__ of Net does not call super"),
    (model("self.train = nn.Linear(3, 3)"), "hides-method", r"line 7: self\.train has the name of a method"),
    (model("self.eval = False"), "hides-method", r"line 7: self\.eval has the name of a method"),
    (model("layer = self.fc\nfor _ in range(3000): layer = nn.Sequential(layer)\nself.fc = layer"), "nested-too-deeply", "line 9: .*more than 100 deep"),  # noqa: E501
    (model("self.all = nn.ModuleList([nn.ModuleList()])\nself.all[0].append(self)"), "contains-itself", "Net contains itself"),  # noqa: E501
    (MODEL_HEAD + "class Net(nn.Module):\n    def __init__(self): self.n = 3\n", "no-super", "line 4"),
    (model("").partition("    def forward")[0], "no-forward", "has no forward"),
    (model("", inputs="self, x, mask"), "several-inputs", "line 8: forward of Net takes x, mask"),
    (model("", inputs="self"), "no-input", "line 8: "),
    (model("self.big = nn.Linear(10**6, 10**6)"), "layer-too-large", "line 7: It asks for 1,000,000,000,000 numbers"),
    (model("import urllib.request\nurllib.request.urlopen('http://example.org/w.pt')"), "connects", "line 8: It connects to example.org, while Net was made"),  # noqa: E501
    (MODEL_HEAD + "class Net(nn.Module):\n    def forward(self, x): return x.flatten(1)\n", "no-parameters", "nothing to train"),  # noqa: E501
    (model("self.layers = [nn.Linear(3, 3)]"), "unregistered-layers", r"line 7: self.layers is a plain list .* nn\.ModuleList"),  # noqa: E501
    (model("self.layers = {'a': nn.Linear(3, 3)}"), "unregistered-layers", r"plain dict .* nn\.ModuleDict"),
    (model("self.w = [nn.Parameter(torch.zeros(3))]"), "unregistered-parameters", r"line 7: .*ParameterList"),
    (model("self.w = torch.zeros(3, requires_grad=True)"), "not-a-parameter", r"line 7: .*nn\.Parameter"),
    (model("", "return self.fc(x)"), "shape-flatten", r"line 9: fc \(Linear\) gets the shape \(8, 1, 4, 4\) and expects \(…, 16\)"),  # noqa: E501
    (model("self.other = nn.Linear(5, 3)", "return self.other(x.flatten(1))"), "shape-linear", r"line 7: other .*input 16"),  # noqa: E501
    (model("self.conv = nn.Conv2d(3, 4, 3)", "return self.conv(x)"), "shape-layer", r"line 7: conv \(Conv2d\) .*\(N, 3, height, width\)"),  # noqa: E501
    (model("", "return self.fc(x.view(-1, 32)[:, :16])"), "batch-mixed", r"line 8: For 8 examples it answers \(4, 3\)"),
    (model("", "return self.fc(x.view(8, 16))"), "raises", "line 9: .*while a batch of shape"),
    (model("", "return None"), "not-an-answer", r"forward returns NoneType.*\(8, 3\)"),
    (model("", "x = self.fc(x.flatten(1))\nreturn x, x.sum()"), "several-answers", r"0 \(8, 3\), 1 \(\)\. .*for example 0"),  # noqa: E501
    (model("", "return {'logits': self.fc(x.flatten(1))}"), "several-answers", r"logits \(8, 3\)"),
    (model("self.fc = nn.Linear(16, 4)"), "wrong-outputs", "with 4 numbers, and 3 are needed"),
    (model("", "return self.fc(x)[..., 0]").replace("16, 3", "4, 3"), "wrong-output-shape", r"\(8, 1, 4\)\. That should be \(8, 3\)"),  # noqa: E501
    (model("", "return self.fc(x.flatten(1)).long()"), "not-float-answer", "answers in int64"),
    (model("", "return self.fc(x.flatten(1)) / 0 * 0"), "nan-answer", "NaN"),
    (model("", "return self.fc(x.flatten(1)).detach()"), "no-graph", "line 8: No gradient comes through"),
    (model("", "x = self.fc(x.flatten(1))\ny = x.exp()\ny += 1\nreturn y"), "in-place", r"line 10: .*changed in place.*x = x \+ y"),  # noqa: E501
    (model("", "return self.fc(x.flatten(1))\n").replace("return", "import sys; sys.exit(2); return"), "exits", "line 9: It called exit"),  # noqa: E501
    (model("", "import ctypes; ctypes.string_at(0)"), "killed", "line 9: .*SIGSEGV, while a batch of shape"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "says"), CASES)
def test_what_does_not_hold_gets_a_sentence(tmp_path: Path, text: str, code: str, says: str) -> None:
    report = tried(tmp_path, text)
    errors = [finding for finding in report.findings if finding.severity == "error"]
    assert [finding.code for finding in errors] == [code], [str(finding.message) for finding in report.findings]
    assert re.search(says, str(errors[0].message)), str(errors[0].message)


def test_a_loop_that_does_not_end_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, model("", "while True: pass"), "net.py")
    report = try_file(path, "model", fits=SMALL, limits=Limits(seconds=2.0))
    assert re.search("line 9: .*within 2 s, while a batch of shape", str(report.findings[0].message))


@pytest.mark.parametrize(
    ("text", "code", "severity", "says"),
    [
        (model(THREAD), "starts-threads", "warning", r"threads of its own \(busy\)"),
        (model("self.w = torch.ones(3)", "return self.fc(x.flatten(1)) * self.w"), "not-a-buffer", "warning", r"line 7: .*register_buffer\(“w”"),  # noqa: E501
        (model("self.fc = nn.LazyLinear(3)"), "lazy", "note", "fc take their sizes"),
        (model("", "return self.fc(x.flatten(1)).softmax(1)"), "softmax-before-loss", "warning", "line 9: It ends in a softmax, and CrossEntropyLoss"),  # noqa: E501
        (model("self.s = nn.Softmax(1)", "return self.s(self.fc(x.flatten(1)))"), "softmax-before-loss", "warning", "line 7"),  # noqa: E501
        (model("", "return torch.sigmoid(self.fc(x.flatten(1)))"), "sigmoid-before-loss", "warning", "line 9"),
        (model("self.unused = nn.Linear(2, 2)"), "no-gradient", "warning", "line 7: unused.weight, unused.bias get no"),
        (model("self.bn = nn.BatchNorm1d(3)", "return self.bn(self.fc(x.flatten(1)))"), "batch-of-one", "warning", r"bn \(BatchNorm1d\)"),  # noqa: E501
        (model("", "return self.fc(x.flatten(1)).squeeze()"), "squeezed", "warning", r"line 9: .*\(3,\) instead of \(1, 3\)"),  # noqa: E501
        (model("self.drop = nn.Dropout(0.5)", "return self.fc(self.drop(x.flatten(1)))"), "differs-in-eval", "note", "because of Dropout"),  # noqa: E501
        (model("", "return self.fc(F.dropout(x.flatten(1)))"), "random-in-eval", "warning", "line 9: In eval"),
        (model("", "return self.fc(x.flatten(1)) + torch.ones(3)"), "elsewhere", "warning", r"line 9: .*device=x"),
        (model("") + model("").removeprefix(MODEL_HEAD), "class-twice", "warning", r"line 10: .*Net, from lines 4 and 10"),  # noqa: E501
        (model("print('made')"), "prints", "note", "“made”"),
    ],
)  # fmt: skip
def test_what_is_worth_knowing_is_said_and_keeps_nothing_from_training(
    tmp_path: Path, text: str, code: str, severity: str, says: str
) -> None:
    report = tried(tmp_path, text)
    assert report.usable, [str(finding.message) for finding in report.findings]
    found = {finding.code: finding for finding in report.findings}
    assert code in found, list(found)
    assert set(found) - {"differs-in-eval"} <= {code}, list(found)
    assert found[code].severity == severity
    assert re.search(says, str(found[code].message)), str(found[code].message)
    assert ("made" in report.printed) == (code == "prints")


@pytest.mark.parametrize(
    ("evaluated", "code"),
    [
        ("(self.fc(x.flatten(1)), x)", "several-answers"),
        ("x.sum()", "batch-mixed"),
        ("self.fc(x.flatten(1))[:, :2]", "wrong-outputs"),
    ],
)
def test_what_is_no_answer_in_eval_alone_is_told(tmp_path: Path, evaluated: str, code: str) -> None:
    report = tried(tmp_path, model("", f"return self.fc(x.flatten(1)) if self.training else {evaluated}"))
    assert not report.usable
    assert [finding.code for finding in report.findings] == [code]
    assert "line 8" in str(report.findings[0].message)


def test_a_network_may_give_more_than_its_answer_in_training_alone(tmp_path: Path) -> None:
    text = model("", "y = self.fc(x.flatten(1))\nreturn {'logits': y, 'more': x} if self.training else y")
    report = tried(tmp_path, text, fits=SMALL.model_copy(update={"answer": "logits"}))
    assert report.usable, [str(finding.message) for finding in report.findings]


def test_a_forward_may_refuse_values_that_no_data_has(tmp_path: Path) -> None:
    report = tried(tmp_path, model("", "assert x.abs().max() < 50\nreturn self.fc(x.flatten(1)).softmax(1)"))
    assert report.usable, [str(finding.message) for finding in report.findings]
    assert [finding.code for finding in report.findings] == ["softmax-before-loss"]


@pytest.mark.parametrize(("answer", "usable"), [("logits", True), ("more", False)])
def test_one_of_several_values_can_be_the_answer(tmp_path: Path, answer: str, usable: bool) -> None:
    text = model("", "return {'logits': self.fc(x.flatten(1)), 'features': x}")
    report = tried(tmp_path, text, fits=SMALL.model_copy(update={"answer": answer}))
    assert report.usable is usable
    assert usable or report.findings[0].code == "no-such-answer"
    without = tried(tmp_path, text)
    assert without.facts["answers"] == ["logits", "features"]


@pytest.mark.parametrize(
    ("text", "loss", "code"),
    [
        (model("self.fc = nn.Linear(16, 1)"), "BCELoss", "no-sigmoid"),
        (model("self.fc = nn.Linear(16, 1)", "return self.fc(x.flatten(1)).sigmoid()"), "BCELoss", ""),
        (model("self.fc = nn.Linear(16, 1)", "return self.fc(x.flatten(1)).sigmoid()"), "BCEWithLogitsLoss", "sigmoid-before-loss"),  # noqa: E501
        (model("self.fc = nn.Linear(16, 1)"), "BCEWithLogitsLoss", ""),
    ],
)  # fmt: skip
def test_yes_or_no_needs_one_sigmoid(tmp_path: Path, text: str, loss: str, code: str) -> None:
    report = tried(tmp_path, text, fits=BINARY.model_copy(update={"loss": loss}))
    assert [each.code for each in report.findings] == ([code] if code else [])


def test_ten_thousand_layers_are_tried_like_a_few(tmp_path: Path) -> None:
    init = "self.many = nn.Sequential(*[nn.ReLU() for _ in range(10_000)], nn.Linear(16, 3))"
    text = model(init, "return self.many(x.flatten(1)) + self.fc(x.flatten(1))")
    report = try_file(written(tmp_path, text, "net.py"), "model", fits=SMALL, limits=Limits(seconds=60.0))
    assert report.findings == ()
    assert report.facts["parameters"] == 2 * (16 * 3 + 3)
