"""The recipe's form during a run: what is locked, what is live, and what the engine answers to a change."""

from pathlib import Path

import pytest

from tests.gui.recipe_form.conftest import type_into
from trainer_core.errors import Message
from trainer_core.history.history import History
from trainer_core.protocol.commands import SetHyperparameter
from trainer_core.protocol.events import Acknowledged, HyperparameterChanged, Refused, RunStarted, State, StateChanged

# What Qt's offscreen platform says of every window it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def _start_run(session, recipe=None):
    session.take(RunStarted(1, recipe or session.recipe, History("accuracy"), Path("run"), 5, 844, 64))
    session.take(StateChanged(1, State.TRAINING))


def test_a_run_locks_what_is_not_live_and_says_so(form, session):
    assert form.lock_caption.isHidden()
    _start_run(session)
    assert form.lock_caption.isVisible()
    assert form.lock_caption.text == "Locked while training; fields marked live can change."
    for section in form.sections.values():
        for row in section.rows.values():
            assert row.editor.isEnabled() == row.info.live, row.key
    session.take(StateChanged(0, State.IDLE))
    assert form.lock_caption.isHidden()
    assert form.row("data.batch_size").editor.isEnabled()


def test_everything_is_locked_from_the_press_on_train_until_the_run_begins(form, session):
    session.take(Acknowledged("Start"))
    session.take(StateChanged(0, State.PREPARING))
    assert form.lock_caption.text == "Locked until the data and the model are ready."
    assert not form.row("optimizer.lr").editor.isEnabled()
    _start_run(session)
    assert form.row("optimizer.lr").editor.isEnabled()
    assert not form.row("data.batch_size").editor.isEnabled()


def test_the_recipe_stays_open_while_a_preparation_of_its_own_runs(form, session):
    session.take(StateChanged(0, State.PREPARING))
    assert form.lock_caption.isHidden()
    assert form.row("data.batch_size").editor.isEnabled()


def test_a_text_that_was_begun_when_the_run_started_is_put_back(qtbot, form, session):
    editor = form.row("data.batch_size").editor
    type_into(qtbot, editor, "99", None)
    _start_run(session)
    assert editor.text() == "64"
    assert session.recipe.data.batch_size == 64


def test_a_live_field_changes_the_run_and_tells_from_which_batch_on(qtbot, form, session, thread):
    _start_run(session)
    row = form.row("optimizer.lr")
    type_into(qtbot, row.editor, "3e-4")
    assert thread.posted == [SetHyperparameter("optimizer.lr", 3e-4)]
    assert session.shown_recipe.optimizer.arguments["lr"] == 3e-4
    assert session.recipe.optimizer.arguments["lr"] == 1e-3
    session.take(HyperparameterChanged(1, 1536, "optimizer.lr", 1e-3, 3e-4))
    assert row.remark == "from batch 1,536 on"
    assert row.editor.text() == "3e-4"
    _start_run(session)
    assert not row.remark


def test_a_live_change_that_the_engine_refuses_is_explained_at_its_field(qtbot, form, session):
    _start_run(session)
    row = form.row("optimizer.lr")
    type_into(qtbot, row.editor, "3e-4")
    session.take(Refused("SetHyperparameter", "not-live", Message("Not now.")))
    assert row.remark == "Not now."
    type_into(qtbot, row.editor, "2e-4")
    assert not row.remark


def test_each_dropout_of_a_list_of_layers_is_a_live_field(qtbot, form, session, thread):
    layers = [{"type": "Flatten"}, {"type": "Dropout", "p": 0.1}, {"type": "Linear", "out_features": 10}]
    session.set_value("model.name", "layers")
    session.set_value("model.layers", [*layers[:2], *layers[1:]])
    assert [form.row(f"model.layers[{at}].p").label.text() for at in (1, 2)] == ["Dropout 1", "Dropout 2"]
    session.set_value("model.layers", layers)
    assert "model.layers[2].p" not in form.sections["model"].rows
    row = form.row("model.layers[1].p")
    assert row.label.text() == "Dropout"
    _start_run(session)
    type_into(qtbot, row.editor, "0.4")
    (asked,) = [each for each in thread.posted if isinstance(each, SetHyperparameter)]
    assert (asked.key, asked.value) == ("model.layers[1].p", 0.4)
    assert session.recipe.model.arguments["layers"][1]["p"] == 0.1
