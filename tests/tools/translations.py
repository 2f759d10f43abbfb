"""Brings the translation files up to date: ``python -m tests.tools.translations``.

Collects every text that a person can read, from three places: what the window marks with ``tr`` and ``translate``;
the templates of messages and errors, which both packages write out where these are made or mark with ``N_`` (context
``trainer_core``); and titles, units and descriptions of a recipe's fields and parts (context ``recipe``). Texts that
are new stand in the ``.ts`` files as unfinished; the finished ones are compiled to the ``.qm`` files that the program
loads.
"""

from __future__ import annotations

import ast
import json
import string
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

import studio
import trainer_core
from studio.look.i18n import LANGUAGES
from trainer_core.data import sources as data_sources
from trainer_core.errors import TrainerError
from trainer_core.files.resources import resource
from trainer_core.library.recipe_line import BATCH, name_in_line
from trainer_core.models.layers import catalogue
from trainer_core.recipe.call_form import OF_CALL
from trainer_core.recipe.field_info import FieldInfo
from trainer_core.recipe.parameter_groups import ParameterGroup
from trainer_core.recipe.presets import load_preset, preset_names
from trainer_core.recipe.recipe import PartRecipe
from trainer_core.recipe.schema import argument_fields, describe, part_fields

_STUDIO, _CORE = (Path(package.__file__).parent for package in (studio, trainer_core))
_LUPDATE = ("-locations", "none", "-no-obsolete", "-tr-function-alias", "QT_TRANSLATE_NOOP+=_N")
_ERRORS = [error.__name__ for error in (TrainerError, *TrainerError.__subclasses__())]
_COUNTED = ("plural", "counted")
_TEMPLATE_AT = {"Message": 0, "N_": 0} | dict.fromkeys(_ERRORS, 1) | dict.fromkeys(_COUNTED, 2)


@dataclass(frozen=True, slots=True)
class Sentences:
    """English templates of messages: ``plain`` ones, and ``counted`` ones in their plural form."""

    plain: set[str]
    counted: set[str]


def sentences() -> Sentences:
    """The sentences that both packages write where they make a `Message` or an error, or mark with ``N_``."""
    found = Sentences(set(), set())
    for path in (*_CORE.rglob("*.py"), *_STUDIO.rglob("*.py")):
        if path.is_relative_to(_CORE / "cli"):
            continue  # the command line speaks English
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                _collect(node, found)
    return found


def recipe_words() -> set[str]:
    """Titles, units, descriptions and choices of every field of every part that a recipe can name."""
    found: set[str] = {OF_CALL, BATCH}
    recipe = load_preset(preset_names()[0])
    fields: list[FieldInfo] = []
    for section in describe(recipe):
        found.add(section.title)
        fields.extend(section.fields)
        part = getattr(recipe, section.key)
        if isinstance(part, PartRecipe):
            # Also those that the form does not offer for this recipe's data.
            for entry in part.registry:
                found.update((entry.title, entry.summary))
                fields.extend(argument_fields(section.key, entry))
    for kind in catalogue():
        fields.extend(argument_fields("model.layers", kind))
    for info in ParameterGroup.model_fields.values():
        # What changes during a run is named at the curves.
        found.add(info.title or "")
    for source in data_sources:
        found.update((source.title, source.summary))
        fields.extend(argument_fields("data", source))
    for field in tuple(fields):
        if field.kind == "parts":
            fields.extend(each for name in field.choices for each in part_fields(field.key, name))
    for field in fields:
        found.update((field.title, field.description, field.unit, field.zero))
        found.update(field.labels)
        found.update(field.counted[:2] if field.counted else ())
        found.update(field.summaries)
        *section, name = field.key.split(".")
        if len(section) == 1 and name_in_line(name) != field.title.lower():
            # Another word than the form's, in the line that tells runs apart.
            found.add(name_in_line(name))
    return found - {"", "name"}


def update(folder: Path) -> None:
    """Bring the ``.ts`` files in ``folder`` up to date and compile them."""
    with tempfile.TemporaryDirectory() as temporary:
        collected = Path(temporary, "collected.py")
        texts = sentences()
        lines = [
            *(f"QT_TRANSLATE_NOOP({_quoted('trainer_core', text)})" for text in sorted(texts.plain)),
            *(f"translate({_quoted('trainer_core', text)}, None, 1)" for text in sorted(texts.counted)),
            *(f"QT_TRANSLATE_NOOP({_quoted('recipe', text)})" for text in sorted(recipe_words())),
        ]
        collected.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = sorted(str(path) for path in _STUDIO.rglob("*.py"))
        for language in LANGUAGES:
            if language == "en":
                continue
            ts = folder / f"studio_{language}.ts"
            _run("lupdate", *_LUPDATE, *sources, str(collected), "-ts", str(ts))
            _run("lrelease", str(ts), "-qm", str(ts.with_suffix(".qm")))


def _collect(call: ast.Call, found: Sentences) -> None:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name in _TEMPLATE_AT and len(call.args) > _TEMPLATE_AT[name]:
        template = call.args[_TEMPLATE_AT[name]]
        if isinstance(template, ast.Constant) and isinstance(template.value, str) and _has_words(template.value):
            (found.counted if name in _COUNTED else found.plain).add(template.value)


def _has_words(template: str) -> bool:
    return any(literal.strip(" :.,()→") for literal, *_ in string.Formatter().parse(template))


def _quoted(*texts: str) -> str:
    return ", ".join(json.dumps(text, ensure_ascii=False) for text in texts)


def _run(tool: str, *arguments: str) -> None:
    command = Path(sysconfig.get_path("scripts"), f"pyside6-{tool}")
    done = subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{tool} failed: {done.stderr.strip()}")


if __name__ == "__main__":
    update(resource("translations"))
