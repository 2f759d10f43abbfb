"""The guide: the same in both languages, nothing in it leads nowhere, and it is found by the words on the screen."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import torch  # noqa: F401  before Qt, as at the program's entry
from PySide6.QtGui import QTextDocument

import studio
import trainer_core
from studio.look.guide import FILES, Entry, entries, entry, parse, plain, search
from studio.look.i18n import LANGUAGES
from studio.look.theme import DARK
from studio.views.help.document import fill
from studio.window.actions import TABLE
from studio.window.help_topics import entry_of_field
from tests.tools.translations import recipe_words
from trainer_core.data import sources
from trainer_core.data.augment import augmentations
from trainer_core.data.labels import Labels
from trainer_core.files.resources import resource
from trainer_core.models import models
from trainer_core.parts.losses import losses
from trainer_core.parts.optimizers import optimizers
from trainer_core.parts.schedules import schedules
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import argument_fields, describe
from trainer_core.tasks import LOSS, TaskName, task_for

OTHERS = [code for code in LANGUAGES if code != "en"]
MADE = {"shortcuts", "runs-folder", "corrections-folder", "settings-file", "cache-folder", "log-file"}
LINKS = re.compile(r"\]\(([^)]*)\)")
KEYS = re.compile(r"\{key:(\w+)\}")
BOLD = re.compile(r"\*\*(.+?)\*\*")
BOTH = pytest.mark.parametrize("code", LANGUAGES)


def text_of(code: str, name: str) -> str:
    return resource("guide", code, f"{name}.md").read_text(encoding="utf-8")


def translations() -> dict[str, set[str]]:
    """The Korean words of every text in the translation file, by the English ones."""
    found: dict[str, set[str]] = {}
    for message in ElementTree.parse(resource("translations", "studio_ko.ts")).iter("message"):
        words = message.findtext("translation")
        if words:
            found.setdefault(message.findtext("source", ""), set()).add(words)
    return found


def written() -> set[str]:
    """Every text constant of both packages."""
    folders = (Path(package.__file__).parent for package in (studio, trainer_core))
    return {
        node.value
        for folder in folders
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@BOTH
def test_the_files_are_those_that_are_read(code):
    assert {path.name for path in resource("guide", code).iterdir()} == {f"{name}.md" for name in FILES}


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("name", FILES)
def test_another_language_has_the_same_headings_links_keys_and_code(code, name):
    english, other = list(parse(text_of("en", name), name)), list(parse(text_of(code, name), name))
    assert [each.id for each in other] == [each.id for each in english]
    for ours, theirs in zip(other, english, strict=True):
        for pattern in (LINKS, KEYS):
            assert sorted(pattern.findall(ours.markdown)) == sorted(pattern.findall(theirs.markdown)), ours.id
        for sign in ("### ", "```", "\n- ", "**"):
            assert ours.markdown.count(sign) == theirs.markdown.count(sign), f"{ours.id}: {sign!r}"
        assert ours.title
        assert ours.keywords
        assert len(plain(ours.markdown)) > len(plain(theirs.markdown)) / 4, ours.id


@BOTH
def test_no_id_occurs_twice_and_no_title_either(code):
    for names in ([each.id for each in entries(code)], [each.title for each in entries(code)]):
        assert len(names) == len(set(names)), {name for name in names if names.count(name) > 1}


@BOTH
def test_every_link_leads_somewhere(code):
    ids = {f"#{each.id}" for each in entries(code)}
    links = [(each.id, link) for each in entries(code) for link in LINKS.findall(each.markdown)]
    assert len(links) > 100
    assert [f"{id_} → {link}" for id_, link in links if link not in ids] == []


@BOTH
def test_keys_are_named_by_actions_that_have_some_and_nothing_else_is_in_braces(code):
    with_keys = {row.key.value for row in TABLE if row.shortcut}
    for each in entries(code):
        assert set(KEYS.findall(each.markdown)) <= with_keys, each.id
        left = set(re.findall(r"\{([^}]*)\}", KEYS.sub("", each.markdown)))
        assert left <= MADE, each.id


@BOTH
def test_no_key_of_the_window_is_written_out(code):
    # Single letters are words, too, and F1 is a metric.
    keys = [keys for row in TABLE for keys in row.shortcut.split(", ") if len(keys) > 1 and keys != "F1"]
    pattern = re.compile(rf"(?<![\w+])({'|'.join(map(re.escape, sorted(keys, key=len, reverse=True)))})(?![\w+])")
    assert [(each.id, pattern.findall(each.markdown)) for each in entries(code) if pattern.search(each.markdown)] == []


def test_what_is_bold_is_a_text_of_the_window():
    known = written() | recipe_words() | set(translations())
    unknown = {
        f"{each.id}: {bold}" for each in entries("en") for bold in BOLD.findall(each.markdown) if bold not in known
    }
    assert unknown == set()


def test_what_is_bold_in_korean_is_what_stands_in_a_korean_window():
    words = translations()
    for english in entries("en"):
        wanted = BOLD.findall(english.markdown)
        given = BOLD.findall(entry(english.id, "ko").markdown)
        for source in wanted:
            if source in words:  # a text that is new is translated when its file is brought up to date
                assert words[source] & set(given), f"{english.id}: {source}, in Korean one of {words[source]}"


@BOTH
def test_no_markup_is_left_in_what_is_read(code, qapp):
    document = QTextDocument()
    for each in entries(code):
        fill(document, each.markdown, DARK)
        text = document.toPlainText()
        code_lines = "state_dict" in text or "```" in each.markdown or "`" in each.markdown
        assert "**" not in text, each.id
        assert "](" not in text, each.id
        assert "`" not in text or not code_lines, each.id
        assert "#" not in text, each.id


def every_field():
    recipe = Recipe()
    yield from (info for section in describe(recipe) for info in section.fields)
    parts = {"data": sources, "model": models, "loss": losses, "optimizer": optimizers, "schedule": schedules}
    for section, registry in parts.items():
        for part in registry:
            yield from argument_fields(section, part)
    for part in augmentations:
        yield from argument_fields(f"data.augment.{part.name}", part)


@BOTH
def test_every_field_of_a_recipe_leads_to_an_entry(code):
    ids = {each.id for each in entries(code)}
    fields = list(every_field())
    assert len(fields) > 100
    assert {info.key for info in fields if entry_of_field(info.key) not in ids} == set()


@pytest.mark.parametrize(
    ("key", "id_"),
    [
        ("optimizer.lr", "learning-rate"),
        ("optimizer.eps", "recipe-optimizer"),
        ("model.layers[3].p", "dropout"),
        ("data.augment.rotate.degrees", "recipe-data"),
        ("training.epochs", "epoch"),
    ],
)
def test_a_field_leads_to_its_concept_or_else_to_its_section(key, id_):
    assert entry_of_field(key) == id_


@BOTH
def test_every_metric_section_and_tab_is_found_by_its_name(code):
    metrics = {metric.title for task in TaskName for metric in task_for(task).metrics(Labels())} | {LOSS.title}
    sections = {section.title for section in describe(Recipe())}
    tabs = {
        *("Predictions", "Confusion", "Classes", "Threshold", "Scatter", "Residuals", "Boundary", "Surface", "Try"),
        *(
            "Tensors",
            "Graph",
            "Modules",
            "Explain",
            "Compare",
            "Console",
            "Calibration",
            "Log",
            "Stages",
            "Before Train",
        ),
        *("Train", "Data", "Model", "Inside", "Runs", "Weights"),
    }
    words = translations()
    names = [min(words[name]) if code == "ko" else name for name in metrics | sections | tabs]
    assert [name for name in names if not search(name, entries(code))] == []


BASICS = ("epoch", "loss", "learning-rate", "overfitting", "state-dict", "batch", "gradient", "validation")


@BOTH
@pytest.mark.parametrize("id_", BASICS)
def test_what_a_beginner_has_to_know_says_why_it_matters_and_where_it_is_here(code, id_):
    parts = {
        "en": ("Here.", "matters|look for|number that says|Three parts|stays"),
        "ko": ("여기에서는", "중요한가|볼까"),
    }
    here, why = parts[code]
    text = entry(id_, code).markdown
    assert here in text
    assert re.search(why, text)


def ids(query: str, code: str = "en") -> list[str]:
    return [hit.entry.id for hit in search(query, entries(code))]


def test_the_title_that_is_what_was_typed_comes_first():
    assert ids("Loss")[0] == "loss"
    assert ids("LEARNING RATE")[0] == "learning-rate"
    assert ids("overfit")[0] == "overfitting"
    assert ids("loss").index("glossary") > ids("loss").index("loss-nan")


def test_every_word_has_to_occur():
    assert ids("nan rate") != []
    assert set(ids("nan rate")) <= set(ids("nan")) & set(ids("rate"))
    assert ids("nan xylophone") == []
    assert ids("   ") == []


def test_keywords_find_what_the_text_calls_otherwise():
    assert ids("lr")[0] == "learning-rate"
    assert "overfitting" in ids("memorizing")


def test_korean_is_found_also_where_its_letters_are_taken_apart():
    assert ids("과적합", "ko")[0] == "overfitting"
    assert ids(unicodedata.normalize("NFD", "학습률"), "ko")[0] == "learning-rate"
    assert ids("state_dict", "ko")[0] == "state-dict"


def test_a_snippet_shows_what_was_found_in_few_words():
    (hit,) = [hit for hit in search("widens", entries("en")) if hit.entry.id == "overfitting"]
    assert "widens" in hit.snippet
    assert hit.snippet.startswith("…")
    assert len(hit.snippet) < 170
    assert "*" not in hit.snippet


def test_a_file_without_a_title_or_an_id_is_named():
    with pytest.raises(ValueError, match="mine does not begin"):
        list(parse("## Without a title {#x}\n", "mine"))
    with pytest.raises(ValueError, match="“Without an id” has no id"):
        list(parse("# Title\n\n## Without an id\n", "mine"))


def test_an_entry_is_read_with_its_keywords_apart():
    first, second = parse("# Title\n<!-- a, b c -->\n\nText.\n\n## Next {#next}\nMore.\n", "mine")
    assert first == Entry("mine", "Title", ("a", "b c"), "mine", "Text.")
    assert second == Entry("next", "Next", (), "mine", "More.")
    assert first.heads_file
    assert not second.heads_file


def test_an_entry_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        entry("no-such-entry")


def test_nothing_of_the_page_is_loaded_with_the_window():
    code = (
        "import torch, sys, studio.app; print([name for name in sys.modules if name.startswith('studio.views.help')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
