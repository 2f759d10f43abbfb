"""The maps in the packages' READMEs name what lies there, with each one's own first line."""

from __future__ import annotations

import ast
import re

import pytest

from tests.cli.command_line import ROOT

_ROW = re.compile(r"\| `([^`]+?)/?` \| (.+) \|")


@pytest.mark.parametrize("package", ["trainer_core", "studio"])
def test_the_map_of_a_package_is_complete_and_true(package):
    folder = ROOT / package
    text = (folder / "README.md").read_text(encoding="utf-8")
    table = text.partition("| place | what lives there |\n| --- | --- |\n")[2].partition("\n\n")[0]
    told = dict(_ROW.fullmatch(line).groups() for line in table.splitlines())

    files = {path.name: path for path in folder.glob("*.py") if path.name != "__init__.py"}
    files |= {path.parent.name: path for path in folder.glob("*/__init__.py")}
    lines = {name: ast.get_docstring(ast.parse(path.read_bytes())).splitlines()[0] for name, path in files.items()}
    assert told == lines
