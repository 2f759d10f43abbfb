"""The templates: each is tried as it is, and says what it should."""

from __future__ import annotations

import pytest

from studio.views.model.own_class.templates import TEMPLATES
from studio.views.model.own_class.trials import Trials, Wanted
from trainer_core.trial.facts import ModelFacts, ModelFits
from trainer_core.trial.report import Report

YES_OR_NO = ModelFits(input_shape=(8,), outputs=1, task="binary", loss="BCELoss")


@pytest.fixture
def trials(qapp, monkeypatch):
    monkeypatch.setenv("TRAINER_TRUST", "yes")
    made = Trials()
    yield made
    made.shut_down()


def reports(qtbot, trials, *wanted: Wanted) -> Report:
    """Ask for trials at once; the report of the last of them."""
    heard = []
    trials.tried.connect(lambda asked, report: heard.append((asked, report)))
    with qtbot.waitSignal(trials.tried, timeout=60_000):
        for each in wanted:
            trials.start(each)
    assert [asked for asked, _ in heard] == [wanted[-1]]
    return heard[0][1]


@pytest.mark.parametrize(
    ("name", "found", "usable"),
    [
        ("empty", {"no-model"}, False),
        ("neural_network", set(), True),
        ("cnn", {"differs-in-eval"}, True),
        ("residual", {"differs-in-eval"}, True),
        ("sigmoid", set(), True),
        ("mistake", {"unregistered-layers"}, False),
    ],
)
def test_a_template_fits_what_it_is_for(qtbot, trials, tmp_path, name, found, usable):
    template = next(each for each in TEMPLATES if each.name == name)
    path = tmp_path / f"{name}.py"
    path.write_text(template.text)
    report = reports(qtbot, trials, Wanted(path, fits=YES_OR_NO if name == "sigmoid" else ModelFits()))
    codes = {each.code for each in report.findings}
    assert found <= codes
    assert report.usable is usable
    if usable:
        assert ModelFacts.model_validate(report.facts).output_shape == ((1,) if name == "sigmoid" else (10,))


def test_a_new_trial_breaks_off_the_one_that_runs(qtbot, trials, tmp_path):
    slow, quick = tmp_path / "slow.py", tmp_path / "quick.py"
    slow.write_text("while True: pass\n")
    quick.write_text(TEMPLATES[1].text)
    assert reports(qtbot, trials, Wanted(slow), Wanted(quick)).usable
    assert not trials.running
