"""A demo's file: what is wrong with it is told with line and step, and nothing in it is ever run."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from studio.demos.expressions import Expression
from studio.demos.reading import read_script
from studio.demos.script import Ask, Point, Step, Train, Wait, in_language, shipped
from studio.demos.values import known_names
from trainer_core.errors import DemoError
from trainer_core.files.resources import resource
from trainer_core.recipe.presets import load_preset

KNOWN = known_names(load_preset("fashion-mnist-tutorial"))


def read(tmp_path: Path, text: str) -> object:
    path = tmp_path / "a.studio"
    path.write_text(text, encoding="utf-8")
    return read_script(path, KNOWN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.studio, line 1: the file is empty"),
        ("title: A\nsteps: [", "a.studio, line 2: this is not valid YAML"),
        ("title: A\nsteps:\n\t- pause\n", "a.studio, line 3: here is a tab; indent with spaces"),
        ("title: A\nsteps:\n  - press: a\n - press: b\n", "line 4: this line is not indented like the lines"),
        ("title: A\nsteps:\n  - point:\n    say: B\n", "line 4, step 1: what belongs to point must be indented"),
        ("title: A\nsteps:\n  - point:\n      say: Look: there\n", "line 4: a text with a colon must be quoted"),
        ("title: 'A\nsteps:\n  - pause\n", "a quote before this line is not closed"),
        ("title: A\nsteps:\n  - set: {a.b: 1\n  - pause\n", "a bracket before this line is not closed"),
        ("title: A\ntitle: B\nsteps:\n  - pause\n", "a.studio, line 2: title appears twice"),
        ("title: A\nsteps:\n  - set: {a.b: 1, a.b: 2}\n", "line 3, step 1: a.b appears twice"),
        ("title: A\nsteps:\n  - point: {sya: B}\n", "line 3, step 1: there is no sya here; did you mean say?"),
        ("title: A\nsteps:\n  - choose: dataFilters\n", "choose takes a list and what is chosen in it"),
        ("title: A\nsteps:\n  - drop: []\n", "line 3, step 1: this must be text"),
        ("title: A\nnext: b.studio\nsteps:\n  - pause\n", "line 2: there is no demo b.studio in this folder"),
        ("title: A\nnext: bess.studio\nsteps:\n  - pause\n", "did you mean best.studio?"),
        ("title: A\n", "a.studio, line 1: steps is missing"),
        ("title: A\nstep: []\n", "a.studio, line 2: there is no step here; did you mean steps?"),
        ("title: A\nsteps: []\n", "a.studio, line 2: steps must be a list of at least one step"),
        ("title: A\nsteps:\n  - pres: x\n", "a.studio, line 3, step 1: there is no step pres; did you mean press?"),
        ("title: A\nsteps:\n  - pause\n  - x\n", "a.studio, line 4, step 2: a step is a single key"),
        ("title: A\nsteps:\n  - go: en\n  - label: end\n", "line 3, step 1: there is no label en; did you mean end?"),
        ("title: A\nsteps:\n  - label: a\n  - label: a\n", "line 4, step 2: the label a appears twice"),
        ("title: A\nsteps:\n  - train: {epochs: 0}\n", "line 3, step 1: this must be a whole number, at least 1"),
        ("title: A\nsteps:\n  - train: {epochs: 1, batches: 2}\n", "train takes only one of epochs, batches and until"),
        ("title: A\nsteps:\n  - wait: soon\n", "line 3, step 1: this must be key, or seconds from 0 to 3600"),
        ("title: A\nsteps:\n  - expect: acuracy > 1\n", "There is no value called acuracy."),
        ("title: A\nsteps:\n  - expect: val_acuracy > 1\n", "Did you mean validation_accuracy?"),
        ("title: {fr: A}\nsteps:\n  - pause\n", "a.studio, line 1: there is no fr here"),
        ("title: A\nsteps:\n  - point: {say: {}}\n", "the text is missing here"),
        ("title: &a A\nsteps: [*a]\n", "a.studio, line 1: anchors (&, *) and tags"),
        ("title: A\nsteps:\n  - set: {a.b: !!python/object/apply:os.system [x]}\n", "line 3: anchors (&, *) and tags"),
        ("title: A\nsteps:\n  - set: {a.b: null}\n", "neither a number nor text"),
        ("title: A\nsteps:\n  - set: {a.b: 2020-01-01}\n", "neither a number nor text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line_and_step(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "best.studio").touch()
    with pytest.raises(DemoError, match=re.escape(said)):
        read(tmp_path, text)


@pytest.mark.parametrize("name", ["gone.studio", "binary.studio", "large.studio", "pipe.studio", "folder.studio"])
def test_what_is_no_text_is_no_demo(tmp_path: Path, name: str) -> None:
    (tmp_path / "binary.studio").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "large.studio").write_bytes(b" " * 100_001)
    (tmp_path / "folder.studio").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.studio")
    with pytest.raises(DemoError, match=name):
        read_script(tmp_path / name, KNOWN)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A\nsteps: " + "[" * 90_000, "nested too deeply"),
        ("title: A\nsteps: " + "{a: " * 20_000, "nested too deeply"),
        ("title: A\nsteps:\n  " + "- " * 40_000, "nested too deeply"),
        ("? " * 40_000, "nested too deeply"),
        ("title: A\nsteps:\n" + "  - pause\n" * 1_001, "at most 1,000 steps"),
        ("title: A\nsteps:\n  - wait: " + "1:" * 40_000 + "1", "at most 2,000 characters"),
        ('title: "\\ud800"\nsteps:\n  - pause\n', "this character cannot be shown"),
        ("title: A\nsummary: \x07\nsteps:\n  - pause\n", "line 2: this character cannot be shown"),
        ("a: &a [b]\nb: &b [*a, *a]\nc: [*b, *b]\n", "are not allowed in a demo"),
    ],
    ids=["brackets", "braces", "dashes", "questions", "steps", "sixties", "half-a-sign", "bell", "bomb"],
)
def test_a_hostile_file_is_refused_before_anything_is_built_of_it(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DemoError, match=said):
        read(tmp_path, text)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('x')", "epoch.__class__", "[epoch]", "epoch + 1", "(lambda: 1)()", "epoch if 1 else 2",
        "f'{epoch}'", "epoch in loss", "epoch := 1", "1 < ", "epoch" * 200, "(" * 400,
    ],
)  # fmt: skip
def test_a_condition_is_no_code(text: str) -> None:
    with pytest.raises(DemoError):
        Expression(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("val_accuracy > 0.8", True),
        ("validation_accuracy > 0.8 and epoch >= 3", False),
        ("not epoch == 3 or 0.5 < val_accuracy <= 0.9", True),
        ("test_loss < 1", False),
        ("not test_loss < 1", True),
        ("optimizer.name == 'Adam' and epoch > -1", True),
        ("optimizer.name > 3", False),
        ("paused", True),
    ],
)
def test_a_condition_compares_what_is_known(text: str, holds: bool) -> None:
    values = {"validation_accuracy": 0.9, "epoch": 2.0, "optimizer.name": "Adam", "paused": True}
    assert Expression(text, KNOWN).holds(values) is holds


def test_the_shipped_demos_speak_both_languages() -> None:
    assert [path.stem for path in shipped()] == ["1-first-network", "2-learning-rate", "3-overfitting"]
    for path in shipped():
        script = read_script(path, KNOWN)
        texts = [script.title, script.summary]
        texts += [step.say for step in script.steps if isinstance(step, Point)]
        for question in (step for step in script.steps if isinstance(step, Ask)):
            texts += [question.question, *(answer.say for answer in question.answers)]
        for each in texts:
            assert set(each) == {"en", "ko"}
            assert len(in_language(each, "en")) <= 160
        assert any(isinstance(step, Train | Wait) for step in script.steps)


def test_the_reference_for_authors_has_every_step_and_its_examples_can_be_read(tmp_path: Path) -> None:
    text = resource("demos", "README.md").read_text(encoding="utf-8")
    verbs = {kind.__name__.lower() for kind in Step.__subclasses__()}
    assert set(re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \|$", text, re.MULTILINE)) == verbs
    whole, steps = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    read(tmp_path, whole)
    told = read_script(_written(tmp_path, "title: All\nsteps:\n" + steps), KNOWN)
    assert {step.verb for step in told.steps} == verbs


def _written(folder: Path, text: str) -> Path:
    path = folder / "all.studio"
    path.write_text(text, encoding="utf-8")
    return path
