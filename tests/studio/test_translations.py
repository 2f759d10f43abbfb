"""The translations: complete, with the same placeholders, and compiled from what is in the repository."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QTranslator

from studio.look.i18n import LANGUAGES
from studio.translations import core_sentences, recipe_words, update
from trainer_core.resources import resource

TRANSLATED = [language for language in LANGUAGES if language != "en"]


def messages(path: Path) -> list[tuple[str, str, ElementTree.Element]]:
    """Context, source and translation element of every message of a ``.ts`` file."""
    return [
        (context.findtext("name", ""), message.findtext("source", ""), message.find("translation"))
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_program_is_translated_and_compiled(tmp_path, language):
    name = f"studio_{language}"
    shutil.copy(resource("translations", f"{name}.ts"), tmp_path)
    update(tmp_path)

    unfinished = [
        source
        for _, source, translation in messages(tmp_path / f"{name}.ts")
        if translation.get("type") == "unfinished"
    ]
    assert unfinished == []
    shipped = QTranslator()
    assert shipped.load(str(resource("translations", f"{name}.qm")))
    stale = [
        source
        for context, source, translation in messages(tmp_path / f"{name}.ts")
        if shipped.translate(context, source) != translation.text
    ]
    assert stale == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_same_facts(language):
    for _, source, translation in messages(resource("translations", f"studio_{language}.ts")):
        wanted, given = (sorted(set(re.findall(r"\{(\w+)[^}]*\}", text))) for text in (source, translation.text or ""))
        assert given == wanted, source


def test_texts_of_the_engine_are_collected():
    sentences = core_sentences()
    assert "No run is under way. Start one first." in sentences
    assert any(sentence.startswith("All {epochs} epochs are done") for sentence in sentences)
    assert {"Learning rate", "Batch size", "off", "Cross-entropy"} <= recipe_words()
