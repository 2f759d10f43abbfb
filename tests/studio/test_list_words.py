"""Why a run has no lists of its examples: each reason says what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.session.current_run import CurrentRun
from studio.views.data.list_words import ListWords
from trainer_core.history.example_lists import OF_VALUES, ExampleList
from trainer_core.protocol.events import Reason
from trainer_core.protocol.examples import ExamplesListed
from trainer_core.recipe.recipe import Recipe

RECIPE = Recipe()


def session(recipe: Recipe = RECIPE, *, prepared: Recipe = RECIPE, folder: Path | None = Path("run"), epochs: int = 1):
    """What is known of a run of ``recipe`` while the data of ``prepared`` is there."""
    history = SimpleNamespace(epochs=[object()] * epochs)
    started = SimpleNamespace(recipe=recipe, folder=folder, history=history)
    run = SimpleNamespace(started=started, recipe=recipe, ended=None)
    return SimpleNamespace(run=run, preparation=SimpleNamespace(recipe=prepared))


def test_a_run_with_whole_epochs_on_the_same_data_has_lists():
    assert ListWords().why_none(session()) is None
    corrected = RECIPE.with_values({"data.corrections": "c.jsonl", "optimizer.lr": 0.5, "data.batch_size": 7})
    assert ListWords().why_none(session(corrected)) is None
    assert ListWords().why_none(session(RECIPE.with_values({"data.augment": [{"name": "mixup"}]}))) is None


@pytest.mark.parametrize(
    ("known", "says"),
    [
        (SimpleNamespace(run=CurrentRun(), preparation=SimpleNamespace(recipe=RECIPE)), "Press Train"),
        (session(folder=None), "no folder"),
        (session(RECIPE.with_values({"training.example_losses": False})), "Switch it on"),
        (session(RECIPE.with_values({"training.seed": 9})), "other data"),
        (session(RECIPE.with_values({"data.limit": 9})), "other data"),
        (session(RECIPE.with_values({"data.source": "iris"})), "other data"),
        (session(epochs=0), "first epoch"),
    ],
)
def test_each_reason_says_what_to_do(known, says):
    title, sentence = ListWords().why_none(known)
    assert title
    assert says in sentence


def test_what_was_discarded_is_gone():
    known = session()
    known.run.ended = SimpleNamespace(reason=Reason.DISCARDED)
    assert "went with its folder" in ListWords().why_none(known)[1]


def test_every_list_has_a_name_and_a_sentence_of_its_own():
    words = ListWords()
    assert len({words.name(which) for which in ExampleList}) == len(ExampleList)
    assert len({words.sentence(which) for which in ExampleList}) == len(ExampleList)


@pytest.mark.parametrize(
    ("lists", "worth", "says"),
    [
        (
            tuple(ExampleList),
            7,
            "The first 7 are worth a look: by this estimate their label",
        ),
        (tuple(ExampleList), 0, "By this estimate none of them is wrong."),
        (OF_VALUES, 1, "The first one is far from all others, and worth a look."),
    ],
)
def test_the_doubtful_are_counted_by_their_own_estimate(lists, worth, says):
    listed = ExamplesListed(Path("run"), ExampleList.MISLABELLED, lists, 3, (9,) * len(lists), (), (), worth)
    about = ListWords().about(listed)
    assert says in about
    assert ("label" in about) == (lists != OF_VALUES)
    assert "worth a look" not in ListWords().about(replace(listed, worth=None))
