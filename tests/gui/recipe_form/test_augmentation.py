"""The list of augmentations in the form: added from a menu, moved, set by sliders, undone, and shown on pictures."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.flows.recipe_history import RecipeHistory
from studio.views.recipe.augmentation_preview import PICTURES, AugmentationPreview
from studio.views.recipe.recipe_form import AUGMENT
from tests.gui.recipe_form.conftest import type_into
from tests.gui.recipe_form.test_appearance import _prepared
from trainer_core.data.augment import augmentations
from trainer_core.errors import Message
from trainer_core.protocol.examples import AugmentationPreviewed, PreviewAugmentation

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def field(form):
    return form.parts(AUGMENT)


def add(field, name):
    field.add_button.menu().triggered.emit(
        next(action for action in field.add_button.menu().actions() if action.data() == name)
    )


def names(session):
    return [entry.name for entry in session.recipe.data.augment]


def slide(field, name, argument, value):
    """Drag a slider to a place without letting it go."""
    slider = field.cards[name].sliders[argument].slider
    slider.setSliderDown(True)
    slider.setValue(value)
    return slider


def test_the_menu_says_in_a_line_what_each_does_and_offers_what_is_not_there(field, session):
    offered = [action.text() for action in field.add_button.menu().actions()]
    assert offered == [f"{entry.title} — {entry.summary}" for entry in augmentations]
    add(field, "rotate")
    assert session.recipe.data.augment[0].arguments == {"degrees": 10.0}
    assert "rotate" not in [action.data() for action in field.add_button.menu().actions()]


def test_what_is_added_comes_last_of_what_acts_on_the_same(field, session):
    for name in ("mixup", "erase", "blur", "flip"):
        add(field, name)
    assert names(session) == ["blur", "flip", "erase", "mixup"]
    assert not session.errors


def test_entries_move_by_buttons_and_keys_as_far_as_a_recipe_takes_it(qtbot, field, session):
    for name in ("blur", "flip", "erase"):
        add(field, name)
    qtbot.mouseClick(field.cards["blur"].down_button, Qt.MouseButton.LeftButton)
    assert names(session) == ["flip", "blur", "erase"]
    assert not field.cards["blur"].down_button.isEnabled()
    assert not field.cards["erase"].up_button.isEnabled()
    field.cards["blur"].remove_button.setFocus()
    qtbot.keyClick(field.cards["blur"].remove_button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["blur", "flip", "erase"]
    assert field.cards["blur"].remove_button.hasFocus()
    qtbot.keyClick(field.cards["blur"].remove_button, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(session) == ["blur", "flip", "erase"]
    qtbot.mouseClick(field.cards["flip"].remove_button, Qt.MouseButton.LeftButton)
    assert names(session) == ["blur", "erase"]


def drag(grip, onto):
    """Take hold of a grip and let it go just below the middle of a card."""
    place = grip.mapFromGlobal(onto.mapToGlobal(onto.rect().center())) + QPoint(0, 6)
    QTest.mousePress(grip, Qt.MouseButton.LeftButton, pos=grip.rect().center())
    QTest.mouseMove(grip, grip.rect().center() + (place - grip.rect().center()) / 2)
    QTest.mouseMove(grip, grip.mapFromGlobal(onto.mapToGlobal(onto.rect().center())) + QPoint(0, 6))
    QTest.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=grip.rect().center())


def test_entries_are_dragged_within_what_acts_on_the_same(form, field, session):
    for name in ("blur", "flip", "rotate", "erase"):
        add(field, name)
    form.bring_into_view(AUGMENT)
    edited = []
    session.recipe_edited.connect(lambda before, after: edited.append(after))
    drag(field.cards["blur"].grip, field.cards["rotate"])
    assert names(session) == ["flip", "rotate", "blur", "erase"]
    assert len(edited) == 1
    drag(field.cards["flip"].grip, field.cards["erase"])
    assert names(session) == ["rotate", "blur", "flip", "erase"], "a recipe takes it no further"
    assert not field.cards["erase"].grip.isEnabled()
    layout = field.layout()
    assert [layout.itemAt(place).widget().name for place in range(4)] == names(session)


def test_a_dragged_slider_is_tried_and_counts_once_when_it_is_let_go(field, session):
    add(field, "rotate")
    card, tried, edited = field.cards["rotate"], [], []
    field.tried.connect(tried.append)
    session.recipe_edited.connect(lambda before, after: edited.append(after))
    slider = slide(field, "rotate", "degrees", 20)
    slider.setValue(30)
    assert [entry["degrees"] for (entry,) in tried] == [40.0, 60.0]
    assert session.recipe.data.augment[0].arguments == {"degrees": 10.0}
    slider.setSliderDown(False)
    assert session.recipe.data.augment[0].arguments == {"degrees": 60.0}
    assert len(edited) == 1
    assert field.cards["rotate"] is card


def test_a_number_can_be_typed_and_a_wrong_one_says_why(qtbot, form, field, session):
    add(field, "rotate")
    editor = field.cards["rotate"].sliders["degrees"].number
    type_into(qtbot, editor, "45.5")
    assert session.recipe.data.augment[0].arguments == {"degrees": 45.5}
    assert field.cards["rotate"].sliders["degrees"].slider.value() == 23
    type_into(qtbot, editor, "200")
    assert form.row(AUGMENT).remark == "This must be at most 180."
    assert session.errors
    type_into(qtbot, editor, "20")
    assert not session.errors
    assert session.recipe.data.augment[0].arguments == {"degrees": 20.0}


def test_every_edit_is_undone_and_a_preset_is_one_click_away(qtbot, form, field, session):
    history = RecipeHistory(session, form)
    add(field, "rotate")
    add(field, "blur")
    history.recipe.undo()
    assert names(session) == ["rotate"]
    assert list(field.cards) == ["rotate"]
    history.recipe.redo()
    assert list(field.cards) == ["rotate", "blur"]
    button = form.row(AUGMENT).reset_button
    assert button.toolTip() == "Reset to none"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert names(session) == []
    assert not field.cards


def test_tab_goes_through_the_cards_in_the_order_of_the_screen(field):
    add(field, "colour")
    add(field, "flip")
    card = field.cards["colour"]
    assert card.remove_button.nextInFocusChain() is card.sliders["brightness"].slider
    stops = list(field.stops())
    assert stops[-1] is field.add_button
    assert stops.index(card.sliders["hue"].number) < stops.index(field.cards["flip"].up_button)


def test_a_table_is_not_offered_changes_of_pictures(form, session):
    event = _prepared(session.recipe)
    object.__setattr__(event.data, "input_shape", (4,))
    session.take(event)
    assert form.row(AUGMENT).isHidden()
    session.set_value("data.source", "cifar-10")
    assert not form.row(AUGMENT).isHidden()


@pytest.fixture
def preview(form, field, session):
    preview = AugmentationPreview(session, field, form)
    form.add_below(AUGMENT, preview)
    session.take(_prepared(session.recipe))
    return preview


def asked(thread):
    return [command for command in thread.posted if isinstance(command, PreviewAugmentation)]


def answer(session, command, problem=None):
    count = 0 if problem else len(command.indices)
    before = np.zeros((count, 1, 28, 28), np.uint8)
    session.take(AugmentationPreviewed(command.indices, command.draw, before, before + 9, problem, answers=command.id))


def test_pictures_are_shown_while_there_is_an_augmentation_and_drawn_again_on_demand(
    qtbot, thread, field, session, preview
):
    assert preview.isHidden()
    add(field, "rotate")
    (first,) = asked(thread)
    assert (first.recipe, first.indices, first.draw) == (session.recipe, tuple(range(PICTURES)), 0)
    answer(session, first)
    assert len(preview.pairs.before) == len(preview.pairs.after) == PICTURES
    assert preview.pairs.after[0].pixelColor(0, 0).red() == 9
    qtbot.mouseClick(preview.again_button, Qt.MouseButton.LeftButton)
    assert asked(thread)[-1].draw == 1


def test_while_a_slider_moves_one_question_is_under_way_and_the_last_place_is_asked(thread, field, session, preview):
    add(field, "rotate")
    answer(session, asked(thread)[-1])
    slider = slide(field, "rotate", "degrees", 20)
    for place in (25, 30, 35):
        slider.setValue(place)
    strengths = [command.recipe.data.augment[0].arguments["degrees"] for command in asked(thread)]
    assert strengths == [10.0, 40.0]
    answer(session, asked(thread)[-1])
    assert asked(thread)[-1].recipe.data.augment[0].arguments["degrees"] == 70.0
    slider.setSliderDown(False)
    assert session.recipe == asked(thread)[-1].recipe
    answer(session, asked(thread)[-1])
    assert len(asked(thread)) == 3


def test_why_pictures_cannot_be_changed_like_this_stands_in_their_place(thread, field, session, preview):
    add(field, "colour")
    answer(session, asked(thread)[-1], Message("They are grey."))
    assert preview.problem.text() == "They are grey."
    assert preview.pairs.isHidden()
    session.set_value(AUGMENT, [{"name": "blur"}])
    answer(session, asked(thread)[-1])
    assert preview.problem.isHidden()
    assert not preview.pairs.isHidden()
