"""The object names in the documentation of the fixtures are those of the window."""

from __future__ import annotations

from studio import testing
from tests.tools.object_names import HEADING, listed


def test_the_documentation_of_the_fixtures_lists_the_names_of_the_window(studio):
    begin = testing.__doc__.index(HEADING)
    assert testing.__doc__[begin:] == listed(studio.window), "run: python -m tests.tools.object_names"
