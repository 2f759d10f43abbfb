"""Converts sentences with their facts to JSON values, and back from a file that is not trusted."""

from __future__ import annotations

import re
import string
from typing import Any

from trainer_core.errors import Message

_LONGEST = 4000
"""Characters of a template or a fact."""
_MOST_FACTS = 64
_DEEPEST = 4
_SPEC = re.compile(r"[<>^]?[+ -]?\d{0,2},?(?:\.\d{1,2})?[a-zA-Z%]?")
"""How a number is written: nothing that makes a sentence of a gigabyte."""


def as_values(message: Message) -> dict[str, Any]:
    """``message`` with its facts, sentences among them too, for JSON."""
    values: dict[str, Any] = {"template": message.template}
    if message.facts:
        values["facts"] = {name: _fact(value) for name, value in message.facts.items()}
    if message.singular is not None:
        values["singular"] = message.singular
    return values


def from_values(values: Any) -> Message | None:
    """The sentence of which `as_values` made ``values``; None if they are no sentence that can be written out."""
    found = _message(values, 0)
    if found is None:
        return None
    try:
        str(found)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return None
    return found


def _fact(value: Any) -> Any:
    if isinstance(value, Message):
        return {"message": as_values(value)}
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_fact(each) for each in value[:_MOST_FACTS]]
    return str(value)[:_LONGEST]


def _message(values: Any, depth: int) -> Message | None:
    if not isinstance(values, dict) or depth > _DEEPEST:
        return None
    template, facts, singular = values.get("template"), values.get("facts", {}), values.get("singular")
    if not isinstance(facts, dict) or len(facts) > _MOST_FACTS:
        return None
    template, singular = (_text(each) if isinstance(each, str) else each for each in (template, singular))
    known = {str(name): _fact_of(value, depth) for name, value in facts.items()}
    templates = (template,) if singular is None else (template, singular)
    if not all(isinstance(each, str) and _is_template(each, known) for each in templates):
        return None
    if singular is not None and "n" not in known:
        return None
    return Message(str(template), known, singular)


def _fact_of(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return _message(value.get("message"), depth + 1) or ""
    if isinstance(value, list):
        return [_fact_of(each, depth + 1) for each in value[:_MOST_FACTS]] if depth < _DEEPEST else []
    if isinstance(value, str):
        return _text(value[:_LONGEST])
    return value


def _text(text: str) -> str:
    """``text`` as every file and window takes it: JSON may hold halves of characters."""
    return text.encode(errors="replace").decode()


def _is_template(template: str, facts: dict[str, Any]) -> bool:
    """Whether every field of ``template`` is a fact, as it is, written out in a harmless way."""
    if len(template) > _LONGEST:
        return False
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError:
        return False
    return all(
        name is None or (name in facts and not conversion and _SPEC.fullmatch(spec or "") is not None)
        for _, name, spec, conversion in fields
    )
