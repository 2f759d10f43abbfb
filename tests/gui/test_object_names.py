"""The object names in the reference are those of the window, and none vanishes without a word."""

from __future__ import annotations

from tests.tools.object_names import listed, names_in, parts_of, told, vanished


def test_the_reference_lists_the_names_of_the_window(studio):
    now = listed(studio.window)
    assert vanished(told(), now) == [], "public names are gone: name their successors in studio.testing.renamed"
    # What lies on top comes last among the children of the window, and may be another each time.
    assert parts_of(told()) == parts_of(now), "run: python -m tests.tools.object_names"


def test_a_name_that_vanishes_is_noticed():
    before = "rail: rail, trainPageButton\n  dataPageButton, phase_…, axisSwitch (batch epoch)\n"
    assert names_in(before) == {"rail", "trainPageButton", "dataPageButton", "phase_…", "axisSwitch"}
    assert vanished(before, "rail: rail, trainPageButton, phase_…, newButton\n") == ["axisSwitch", "dataPageButton"]


def test_a_list_is_compared_by_its_parts():
    text = "rail: rail, trainPageButton, axisSwitch (batch epoch),\n  dataPageButton\nsearchBar: searchBar\n"
    assert parts_of(text) == {
        "rail": ["axisSwitch (batch epoch)", "dataPageButton", "rail", "trainPageButton"],
        "searchBar": ["searchBar"],
    }
