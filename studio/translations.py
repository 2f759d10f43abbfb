"""Brings the translation files up to date: ``python -m studio.translations``.

Collects every text that a person can read, from three places: what the window marks with ``tr`` and ``translate``,
the sentences of `trainer_core` (context ``trainer_core``), and titles, units and descriptions of a recipe's fields
and parts (context ``recipe``). Texts that are new stand in the ``.ts`` files as unfinished; the finished ones are
compiled to the ``.qm`` files that the program loads.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import torch  # noqa: F401  before Qt, as at the program's entry

from studio.look.i18n import LANGUAGES
from trainer_core.recipe.presets import load_preset, preset_names
from trainer_core.recipe.recipe import PartRecipe, Recipe
from trainer_core.recipe.schema import describe
from trainer_core.resources import resource

_ROOT = Path(__file__).parent
_CORE = _ROOT.parent / "trainer_core"
_LUPDATE = ("-locations", "none", "-no-obsolete", "-tr-function-alias", "QT_TRANSLATE_NOOP+=_N")


def core_sentences() -> set[str]:
    """The templates of every `Message` and every error in the sources of `trainer_core`."""
    found: set[str] = set()
    for path in _CORE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        named = _named_texts(nodes)
        for node in nodes:
            if isinstance(node, ast.Call):
                found.update(_templates(node, named))
            elif isinstance(node, ast.AnnAssign | ast.Assign) and isinstance(node.value, ast.Dict):
                found.update(_sentences_of_table(node))
    return found - {""}


def recipe_words() -> set[str]:
    """Titles, units, descriptions and choices of every field of every part that a recipe can name."""
    found: set[str] = set()
    base = load_preset(preset_names()[0])
    for recipe in _every_part(base):
        for section in describe(recipe):
            found.add(section.title)
            for field in section.fields:
                found.update((field.title, field.description, field.unit, field.zero))
                found.update(field.labels)
                found.update(field.summaries)
    return found - {""}


def update(folder: Path) -> None:
    """Bring the ``.ts`` files in ``folder`` up to date and compile them."""
    with tempfile.TemporaryDirectory() as temporary:
        collected = Path(temporary, "collected.py")
        lines = [
            f"QT_TRANSLATE_NOOP({json.dumps(context)}, {json.dumps(text, ensure_ascii=False)})"
            for context, texts in (("trainer_core", core_sentences()), ("recipe", recipe_words()))
            for text in sorted(texts)
        ]
        collected.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = sorted(str(path) for path in _ROOT.rglob("*.py"))
        for language in LANGUAGES:
            if language == "en":
                continue
            ts = folder / f"studio_{language}.ts"
            _run("lupdate", *_LUPDATE, *sources, str(collected), "-ts", str(ts))
            _run("lrelease", str(ts), "-qm", str(ts.with_suffix(".qm")))


def _named_texts(nodes: list[ast.AST]) -> dict[str, set[str]]:
    """The texts that a module gives names to: a template may be named first and used on the next line."""
    named: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, set()).add(node.value.value)
    return named


def _templates(node: ast.Call, named: dict[str, set[str]]) -> Iterator[str]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    position = 0 if name == "Message" else 1 if name.endswith("Error") or name in ("error", "_error") else None
    if position is None or len(node.args) <= position:
        return
    argument = node.args[position]
    for each in (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value
        elif isinstance(each, ast.Name):
            yield from named.get(each.id, ())


def _sentences_of_table(node: ast.AnnAssign | ast.Assign) -> Iterator[str]:
    """The values of a table called ``templates``, whose entries become messages."""
    targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
    if any(isinstance(target, ast.Name) and target.id == "templates" for target in targets):
        assert isinstance(node.value, ast.Dict)
        for value in node.value.values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def _every_part(base: Recipe) -> Iterator[Recipe]:
    yield base
    for section in ("model", "loss", "optimizer", "schedule"):
        part: PartRecipe = getattr(base, section)
        for entry in part.registry:
            yield base.with_values({f"{section}.name": entry.name})


def _run(tool: str, *arguments: str) -> None:
    command = Path(sysconfig.get_path("scripts"), f"pyside6-{tool}")
    done = subprocess.run([str(command), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{tool} failed: {done.stderr.strip()}")


if __name__ == "__main__":
    update(resource("translations"))
