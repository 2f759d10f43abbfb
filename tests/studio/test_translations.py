"""The translations: complete, with the same placeholders, and compiled from what is in the repository."""

from __future__ import annotations

import ast
import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtCore import QTranslator

import studio
import trainer_core
from studio.look.i18n import LANGUAGES, set_language
from studio.look.messages import recipe_words as line_in_words
from studio.look.messages import words
from tests.tools.translations import recipe_words, sentences, update
from trainer_core.errors import CommandError, Message, plural
from trainer_core.files.resources import resource
from trainer_core.library.recipe_line import recipe_parts
from trainer_core.recipe.recipe import Recipe

CORE, STUDIO = (Path(package.__file__).parent for package in (trainer_core, studio))
_SENTENCE = re.compile(r"[A-Z“{].*[a-z}].* .*[.]", re.DOTALL)
_FOR_PROGRAMMERS = ("ValueError", "TypeError", "RuntimeError", "KeyError", "FileNotFoundError")
TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.fixture
def korean(qapp):
    set_language(qapp, "ko")
    yield
    set_language(qapp, "en")


def messages(path: Path) -> list[tuple[str, str, ElementTree.Element]]:
    """Context, source and translation element of every message of a ``.ts`` file; of plural forms the last."""
    return [
        (
            context.findtext("name", ""),
            message.findtext("source", ""),
            (message.findall("translation") + message.findall("translation/numerusform"))[-1],
        )
        for context in ElementTree.parse(path).getroot().iter("context")
        for message in context.iter("message")
    ]


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_program_is_translated_and_compiled(tmp_path, language):
    name = f"studio_{language}"
    shutil.copy(resource("translations", f"{name}.ts"), tmp_path)
    update(tmp_path)

    unfinished = [
        (context.findtext("name"), message.findtext("source"))
        for context in ElementTree.parse(tmp_path / f"{name}.ts").getroot().iter("context")
        for message in context.iter("message")
        if message.find("translation").get("type") == "unfinished"
    ]
    assert unfinished == []
    shipped = QTranslator()
    assert shipped.load(str(resource("translations", f"{name}.qm")))
    stale = [
        source
        for context, source, translation in messages(tmp_path / f"{name}.ts")
        if shipped.translate(context, source, None, 2) != translation.text
    ]
    assert stale == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_names_the_same_facts(language):
    for _, source, translation in messages(resource("translations", f"studio_{language}.ts")):
        wanted, given = (sorted(set(re.findall(r"\{(\w+)[^}]*\}", text))) for text in (source, translation.text or ""))
        assert given == wanted, source


def test_sentences_are_collected_where_they_are_written():
    found = sentences()
    assert "No run is under way. Start one first." in found.plain
    assert "Training stopped: the loss became NaN or infinite." in " ".join(found.plain)
    assert "{n:,} epochs of {batches}" in found.counted
    assert {"Learning rate", "Batch size", "off", "Cross-entropy"} <= recipe_words()


def test_no_sentence_of_the_engine_is_left_out():
    """Only descriptions of fields that the form does not show are not translated."""
    found = sentences()
    known = found.plain | found.counted | recipe_words()
    paths = [path for path in sorted(CORE.rglob("*.py")) if "cli" not in path.parts]
    assert [text for path in paths for text in _sentences_for_people(path) if text not in known] == []


def _sentences_for_people(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    aside = {node.value for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    aside |= {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    aside |= {node.value for node in nodes if isinstance(node, ast.keyword) and node.arg == "description"}
    aside |= {call.args[1] for call in calls if call.func.id == "plural"}
    aside |= {text for call in calls if call.func.id in _FOR_PROGRAMMERS for text in call.args}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if _SENTENCE.fullmatch(node.value) and node not in aside
    ]


def test_both_forms_of_a_counted_sentence_stand_where_it_is_made():
    """A form that came from elsewhere would not be collected."""
    elsewhere = [
        (path, call.lineno)
        for path in (*CORE.rglob("*.py"), *STUDIO.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("plural", "counted")
        if not all(isinstance(form, ast.Constant) for form in call.args[1:3])
    ]
    assert [path.name for path, _ in elsewhere] == ["messages.py"]


@pytest.mark.parametrize(("n", "english"), [(0, "0 epochs"), (1, "1 epoch"), (2, "2 epochs"), (1234, "1,234 epochs")])
def test_what_is_counted_is_singular_or_plural(qtbot, n, english):
    epochs = plural(n, "1 epoch", "{n:,} epochs")
    assert str(epochs) == words(epochs) == english
    assert words(Message("Run: {length}.", {"length": epochs})) == f"Run: {english}."
    assert str(CommandError("at-its-end", epochs)) == english


def test_what_is_counted_is_translated_with_its_number(korean):
    assert words(plural(1, "1 batch", "{n:,} batches")) == "1 배치"
    assert words(plural(1500, "1 batch", "{n:,} batches")) == "1,500 배치"


def test_no_text_is_marked_inside_an_f_string():
    """The tools that collect texts do not look there."""
    found = []
    for path in STUDIO.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.JoinedStr):
                continue
            calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
            calls = [each for each in calls if all(isinstance(one, ast.Constant) for one in each.args)]
            names = [getattr(each.func, "attr", getattr(each.func, "id", "")) for each in calls]
            if {"tr", "_tr", "translate"} & set(names):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_no_text_has_words_that_a_native_speaker_would_not_use():
    foreign = re.compile(
        r"\b(anew|lately|so many|stands? still|(goes|go|went) on|gone through|begun|taken for|lies|is like that"
        r"|as a drawing|in sentences|not told|of another shape"
        r"|(?<!there )is no (number|picture|folder|file|text|snapshot))\b",
        re.IGNORECASE,
    )
    texts = {source for _, source, _ in messages(resource("translations", "studio_ko.ts"))}
    assert [text for text in sorted(texts) if foreign.search(text)] == []


def test_the_line_of_a_recipe_has_no_english_left_but_names(korean):
    changes = {"model.name": "mlp", "data.limit": 512, "schedule.name": "step", "schedule.step_size": 2}
    line = line_in_words(recipe_parts(Recipe().with_values(changes | {"training.clip_norm": 1.0})))
    assert line == "MLP 512,512 · Adam 1e-3 · 배치 64 · 스텝 간격 2 · 시드 0 · 최대 512 · 기울기 노름 자르기 1"
