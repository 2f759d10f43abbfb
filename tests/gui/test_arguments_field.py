"""Arguments of a call are typed as Python writes them, and come back as a recipe can hold them."""

import pytest

from studio.widgets.arguments_field import ArgumentsField


@pytest.fixture
def field(qtbot):
    field = ArgumentsField()
    qtbot.addWidget(field)
    return field


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("side = 32, root='photos'", {"side": 32, "root": "photos"}, "side = 32, root = 'photos'"),
        ("", {}, ""),
        ("mean=(0.5, -0.5), seed=None", {"mean": "(0.5, -0.5)", "seed": "None"}, "mean = '(0.5, -0.5)', seed = 'None'"),
        ("parts=['a', 'b'],", {"parts": ["a", "b"]}, "parts = ['a', 'b']"),
    ],
)
def test_what_is_typed_is_read_and_written_as_a_call(field, text, value, shown):
    field.setText(text)
    field.setModified(True)
    assert field.commit()
    assert field.value == value
    assert field.text() == shown


@pytest.mark.parametrize(
    "text", ["32", "side", "side=", "side=x", "side=open('x')", "**{}", "side=1, side=2", ") or (1", "x=1)("]
)
def test_anything_else_is_marked_and_runs_nothing(field, text):
    field.setText(text)
    field.setModified(True)
    assert not field.commit()
    assert "name = value" in field.error
    assert field.value == {}
