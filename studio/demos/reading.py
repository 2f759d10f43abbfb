"""Reads a demo's YAML file into steps without running any of it, and reports errors by line and step."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from studio.demos.expressions import Expression
from studio.demos.script import (
    SUFFIX,
    Answer,
    Ask,
    Choose,
    Drop,
    Expect,
    Go,
    Key,
    Label,
    Menu,
    Notes,
    Open,
    Pause,
    Point,
    Press,
    Script,
    Set,
    Show,
    Step,
    Texts,
    Train,
    Wait,
    at_step,
)
from studio.look.i18n import LANGUAGES
from trainer_core.errors import N_, DemoError, Message, nearest
from trainer_core.files.safe_read import read_bytes

_LARGEST = 100_000
_MOST_STEPS, _DEEPEST, _LONGEST = 1000, 20, 2000
_PROBLEMS = {
    "'\\t'": N_("here is a tab; indent with spaces"),
    "mapping values are not allowed": N_("a text with a colon must be quoted, or the line is indented too far"),
    "<block end>": N_("this line is not indented like the lines it belongs to"),
    "unexpected end of stream": N_("a quote before this line is not closed"),
    "expected ',' or": N_("a bracket before this line is not closed, or a comma is missing"),
}
"""What it means, as far as that is known, by a part of what YAML says."""


def read_script(path: Path, known: Iterable[str]) -> Script:
    """Read the demo at ``path``; ``known`` are the names that its conditions may use.

    Raises:
        DemoError: the file cannot be read or is not a demo; the message names line and step.
    """
    try:
        text = read_bytes(path, _LARGEST).decode("utf-8")
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise DemoError("too-large", "{file} is too large for a demo.", file=path.name) from None
        raise DemoError(
            "unreadable", "{path} cannot be read: {reason}.", path=str(path), reason=error.strerror or ""
        ) from None
    except UnicodeDecodeError:
        raise DemoError("not-text", "{file} is not UTF-8 text, so it cannot be a demo.", file=path.name) from None
    return _Reader(path, tuple(known)).read(text)


class _Reader:
    """Reads one file. ``step`` is the number of the step that is being read, 0 before the first."""

    def __init__(self, path: Path, known: tuple[str, ...]) -> None:
        self._path = path
        self._known = known
        self._step = 0
        self._verbs: dict[str, Callable[[int, yaml.Node], Step]] = {
            "open": self._open,
            "set": lambda line, node: Set(self._step, line, self._values(node)),
            "press": lambda line, node: Press(self._step, line, self._text(node)),
            "show": lambda line, node: Show(self._step, line, self._text(node)),
            "choose": self._choose,
            "menu": lambda line, node: Menu(self._step, line, self._texts(node)),
            "drop": lambda line, node: Drop(self._step, line, self._names(node)),
            "key": lambda line, node: Key(self._step, line, self._text(node)),
            "train": self._train,
            "pause": lambda line, node: Pause(self._step, line),
            "point": self._point,
            "notes": lambda line, node: Notes(self._step, line, self._texts(node)),
            "wait": self._wait,
            "ask": self._ask,
            "label": lambda line, node: Label(self._step, line, self._text(node)),
            "go": lambda line, node: Go(self._step, line, self._text(node)),
            "expect": lambda line, node: Expect(self._step, line, self._condition(node)),
        }

    def read(self, text: str) -> Script:
        try:
            self._refuse_what_is_hostile(text)
            root = yaml.compose(text, yaml.SafeLoader)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise self._error(line, Message(N_("this character cannot be shown"))) from None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self._error(mark.line + 1 if mark is not None else 1, _in_words(error.problem or "")) from None
        if root is None:
            raise self._error(1, Message(N_("the file is empty")))
        parts = self._mapping(root, ("title", "summary", "next", "steps"), needed=("title", "steps"))
        title, summary = self._texts(parts["title"]), self._texts(parts["summary"]) if "summary" in parts else {}
        if not isinstance(parts["steps"], yaml.SequenceNode) or not parts["steps"].value:
            raise self._error(_line(parts["steps"]), Message(N_("steps must be a list of at least one step")))
        if len(parts["steps"].value) > _MOST_STEPS:
            raise self._error(_line(parts["steps"]), Message(N_("a demo has at most {n:,} steps"), {"n": _MOST_STEPS}))
        steps = tuple(self._read_step(number, node) for number, node in enumerate(parts["steps"].value, 1))
        labels = self._labels(steps)
        self._step = 0
        following = self._following(parts["next"]) if "next" in parts else None
        return Script(self._path, title, summary, steps, labels, following)

    def _refuse_what_is_hostile(self, text: str) -> None:
        """Go through the file without building anything of it, no further than to what a demo has not."""
        depth = 0
        for event in yaml.parse(text, yaml.SafeLoader):
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise self._error(_line(event), Message(N_("anchors (&, *) and tags (!) are not allowed in a demo")))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise self._error(_line(event), Message(N_("this is nested too deeply")))
            if isinstance(event, yaml.ScalarEvent) and len(event.value) > _LONGEST:
                raise self._error(_line(event), Message(N_("a text has at most {n:,} characters"), {"n": _LONGEST}))
            if isinstance(event, yaml.ScalarEvent) and not _can_be_shown(event.value):
                raise self._error(_line(event), Message(N_("this character cannot be shown")))

    def _following(self, node: yaml.Node) -> Path:
        """The demo that is to follow, which lies beside this one."""
        name = self._text(node)
        if not (self._path.parent / name).is_file():
            beside = {each.name for each in self._path.parent.glob(f"*{SUFFIX}")} - {self._path.name}
            raise self._unknown(_line(node), N_("there is no demo {name} in this folder"), name, beside)
        return self._path.parent / name

    def _labels(self, steps: tuple[Step, ...]) -> dict[str, int]:
        labels: dict[str, int] = {}
        for index, step in enumerate(steps):
            if isinstance(step, Label):
                self._step = step.number
                if step.name in labels:
                    raise self._error(step.line, Message(N_("the label {name} appears twice"), {"name": step.name}))
                labels[step.name] = index
        for step in steps:
            self._step = step.number
            gone: tuple[str, ...] = (step.to,) if isinstance(step, Go) else ()
            gone += tuple(answer.go for answer in step.answers if answer.go) if isinstance(step, Ask) else ()
            for name in gone:
                if name not in labels:
                    raise self._unknown(step.line, N_("there is no label {name}"), name, labels)
        return labels

    def _read_step(self, number: int, node: yaml.Node) -> Step:
        self._step = number
        line = _line(node)
        if isinstance(node, yaml.ScalarNode) and node.value == "pause":
            return Pause(number, line)
        if isinstance(node, yaml.MappingNode) and len(node.value) > 1 and node.value[0][0].value in self._verbs:
            facts = {"name": node.value[0][0].value}
            raise self._error(
                _line(node.value[1][0]), Message(N_("what belongs to {name} must be indented further"), facts)
            )
        if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
            raise self._error(line, Message(N_("a step is a single key with its value, such as press: trainButton")))
        key, value = node.value[0]
        verb = self._text(key)
        if verb not in self._verbs:
            raise self._unknown(line, N_("there is no step {name}"), verb, self._verbs)
        return self._verbs[verb](line, value)

    def _open(self, line: int, node: yaml.Node) -> Open:
        if isinstance(node, yaml.MappingNode):
            return Open(self._step, line, ask=self._texts(self._mapping(node, ("ask",), needed=("ask",))["ask"]))
        return Open(self._step, line, self._text(node))

    def _choose(self, line: int, node: yaml.Node) -> Choose:
        if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
            raise self._error(
                line, Message(N_("choose takes a list and what is chosen in it, such as dataFilters: Bag"))
            )
        ((key, value),) = node.value
        return Choose(self._step, line, self._text(key), self._texts(value))

    def _names(self, node: yaml.Node) -> tuple[str, ...]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        if not nodes:
            raise self._error(_line(node), Message(N_("this must be text")))
        return tuple(self._text(each) for each in nodes)

    def _train(self, line: int, node: yaml.Node) -> Train:
        parts = self._mapping(node, ("epochs", "batches", "until")) if not _is_nothing(node) else {}
        if len(parts) > 1:
            raise self._error(line, Message(N_("train takes only one of epochs, batches and until")))
        return Train(
            self._step,
            line,
            self._whole(parts["epochs"]) if "epochs" in parts else 0,
            self._whole(parts["batches"]) if "batches" in parts else 0,
            self._condition(parts["until"]) if "until" in parts else None,
        )

    def _point(self, line: int, node: yaml.Node) -> Point:
        parts = self._mapping(node, ("at", "say", "for"), needed=("say",))
        told = N_("this must be seconds from 0 to 3600")
        seconds = self._seconds(parts["for"], told) if "for" in parts else None
        return Point(
            self._step, line, self._texts(parts["say"]), self._text(parts["at"]) if "at" in parts else "", seconds
        )

    def _wait(self, line: int, node: yaml.Node) -> Wait:
        if isinstance(node, yaml.MappingNode):
            return Wait(
                self._step, line, until=self._condition(self._mapping(node, ("until",), needed=("until",))["until"])
            )
        if isinstance(node, yaml.ScalarNode) and node.value == "key":
            return Wait(self._step, line)
        return Wait(self._step, line, seconds=self._seconds(node, N_("this must be key, or seconds from 0 to 3600")))

    def _ask(self, line: int, node: yaml.Node) -> Ask:
        parts = self._mapping(node, ("question", "answers"), needed=("question", "answers"))
        if not isinstance(parts["answers"], yaml.SequenceNode) or not parts["answers"].value:
            raise self._error(line, Message(N_("answers must be a list of at least one answer")))
        answers = []
        for each in parts["answers"].value:
            answer = self._mapping(each, ("say", "go"), needed=("say",))
            answers.append(Answer(self._texts(answer["say"]), self._text(answer["go"]) if "go" in answer else ""))
        return Ask(self._step, line, self._texts(parts["question"]), tuple(answers))

    def _mapping(self, node: yaml.Node, known: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            raise self._error(
                _line(node), Message(N_("this must be a mapping with the keys {known}"), {"known": ", ".join(known)})
            )
        parts: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self._text(key)
            if name not in known:
                raise self._unknown(_line(key), N_("there is no {name} here"), name, known)
            if name in parts:
                raise self._error(_line(key), Message(N_("{name} appears twice"), {"name": name}))
            parts[name] = value
        for name in needed:
            if name not in parts:
                raise self._error(_line(node), Message(N_("{name} is missing"), {"name": name}))
        return parts

    def _texts(self, node: yaml.Node) -> Texts:
        if isinstance(node, yaml.ScalarNode) and node.value:
            return {"en": node.value}
        texts = {language: self._text(each) for language, each in self._mapping(node, tuple(LANGUAGES)).items()}
        if not texts:
            raise self._error(_line(node), Message(N_("the text is missing here")))
        return texts

    def _values(self, node: yaml.Node) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise self._error(_line(node), Message(N_("set takes fields with their values, such as optimizer.lr: 0.1")))
        values: dict[str, Any] = {}
        for key, value in node.value:
            if (name := self._text(key)) in values:
                raise self._error(_line(key), Message(N_("{name} appears twice"), {"name": name}))
            values[name] = self._value(value)
        return values

    def _value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return [self._value(each) for each in node.value]
        if isinstance(node, yaml.MappingNode):
            return {self._text(key): self._value(value) for key, value in node.value}
        try:
            value = yaml.constructor.SafeConstructor().construct_object(node)
        except (yaml.YAMLError, ValueError):
            value = node
        if not isinstance(value, (bool, int, float, str)):
            raise self._error(_line(node), Message(N_("this is neither a number nor text")))
        return value

    def _text(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise self._error(_line(node), Message(N_("this must be text")))
        return str(node.value)

    def _condition(self, node: yaml.Node) -> Expression:
        try:
            return Expression(self._text(node), self._known)
        except DemoError as error:
            if error.code not in ("bad-expression", "unknown-name"):
                raise
            raise self._error(_line(node), error.message) from None

    def _whole(self, node: yaml.Node) -> int:
        value = self._value(node)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self._error(_line(node), Message(N_("this must be a whole number, at least 1")))
        return value

    def _seconds(self, node: yaml.Node, otherwise: str) -> float:
        value = self._value(node)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 3600:
            raise self._error(_line(node), Message(otherwise))
        return float(value)

    def _unknown(self, line: int, template: str, name: str, known: Iterable[str]) -> DemoError:
        problem, meant = Message(template, {"name": name}), nearest(name, known)
        if meant is not None:
            problem = Message(N_("{problem}; did you mean {meant}?"), {"problem": problem, "meant": meant})
        return self._error(line, problem)

    def _error(self, line: int, problem: Message) -> DemoError:
        return at_step(self._path, line, self._step, problem)


def _line(part: Any) -> int:
    """The line of the file in which a node or event of YAML begins."""
    return int(part.start_mark.line) + 1


def _in_words(problem: str) -> Message:
    """What YAML has found, in words that say what to do where that is known."""
    for said, meaning in _PROBLEMS.items():
        if said in problem:
            return Message(meaning)
    return Message(N_("this is not valid YAML ({reason})"), {"reason": problem})


def _can_be_shown(text: str) -> bool:
    return all(sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff") for sign in text)


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value in ("", "~", "null")
