"""Every kind of finding has a short title for the list, no two of one data set the same."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import trainer_core
from studio.views.data.finding_titles import finding_title
from trainer_core.data.check.finding import Finding, Severity
from trainer_core.errors import Message

CORE = Path(trainer_core.__file__).parent


def _codes() -> set[str]:
    """The codes with which the core makes findings about data; those about an installation have a list of their own."""
    files = (path for path in CORE.rglob("*.py") if "doctor" not in path.parts)
    calls = (node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Finding"
        and isinstance(node.args[0], ast.Constant)
    }


def _finding(code: str) -> Finding:
    return Finding(code, next(iter(Severity)), Message("A sentence that is too long for a list."))


@pytest.mark.parametrize("code", sorted(_codes()))
def test_every_kind_has_a_title_that_fits(code):
    assert len(finding_title(_finding(code))) <= 21


@pytest.mark.parametrize("kind", ["picture", "row"])
def test_the_titles_of_one_data_set_differ(kind):
    codes = [code for code in _codes() if kind in code or not code.startswith("same")]
    titles = [finding_title(_finding(code)) for code in codes]
    assert len(set(titles)) == len(titles) > 5


def test_a_kind_without_a_title_is_told_by_its_sentence():
    assert finding_title(_finding("from-a-plug-in")) == "A sentence that is too long for a list."
