"""Words the engine's messages, and whatever is counted, in the language of the window."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication

from studio.look import formats
from trainer_core.errors import Message, plural
from trainer_core.library.recipe_line import Part, in_words
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import field, value_of


def words(message: Message) -> str:
    """Translate the sentence of ``message`` and fill in its facts; a fact that is a message is translated too."""
    facts = {name: words(value) if isinstance(value, Message) else value for name, value in message.facts.items()}
    if message.singular is None:
        sentence = QCoreApplication.translate("trainer_core", message.template)
    else:
        sentence = QCoreApplication.translate("trainer_core", message.template, None, message.facts["n"])
        if sentence == message.template:
            return str(Message(message.template, facts, message.singular))
    return sentence.format(**facts) if facts else sentence


def counted(n: int, one: str, many: str, **facts: Any) -> str:
    """Word a sentence about ``n`` things: ``counted(runs, "1 run", "{n:,} runs")``; see `plural`."""
    return words(plural(n, one, many, **facts))


def name_of(text: str) -> str:
    """Translate a title, unit or description of a recipe's field or part; of one of several, what stands before its
    number.
    """
    translated = QCoreApplication.translate("recipe", text) if text else text
    stem, _, number = text.rpartition(" ")
    if translated == text and stem and number.isdecimal():
        return f"{QCoreApplication.translate('recipe', stem)} {number}"
    return translated


def change_words(message: Message, recipe: Recipe) -> str:
    """A changed hyperparameter of ``recipe`` in few words, any other message as it is."""
    facts = message.facts
    if not {"field", "old", "new"} <= facts.keys():
        return words(message)
    key, name = facts["field"], name_of(field(recipe, facts["field"]).title)
    old, new = (formats.number(each) if isinstance(each, float) else each for each in (facts["old"], facts["new"]))
    small = name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"
    change = f"{small} {old} → {new}"
    if key.startswith(f"{GROUPS}."):
        pattern = value_of(recipe, f"{key.rpartition('.')[0]}.pattern")
        return f"{pattern}: {change}"
    return change


def small_name_of(text: str) -> str:
    """Translate a name in the line about a recipe, where a title may stand in small letters."""
    translated = name_of(text)
    if translated != text or not text:
        return translated
    title = text[0].upper() + text[1:]
    translated = name_of(title)
    return text if translated == title else translated


def recipe_words(parts: Iterable[Part]) -> str:
    """Write the parts of a recipe's line in the language of the window."""
    return in_words(parts, small_name_of)
