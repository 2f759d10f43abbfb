"""Words the engine's messages in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from trainer_core.errors import Message


def words(message: Message) -> str:
    """Translate the sentence of ``message`` and fill in its facts; a fact that is a message is translated too."""
    sentence = QCoreApplication.translate("trainer_core", message.template)
    facts = {name: words(value) if isinstance(value, Message) else value for name, value in message.facts.items()}
    return sentence.format(**facts) if facts else sentence


def name_of(text: str) -> str:
    """Translate a title, unit or description of a recipe's field or part."""
    return QCoreApplication.translate("recipe", text) if text else text
