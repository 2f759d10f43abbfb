"""The start: what has to be there when the window is seen, and what comes after it."""

import json
import os
import subprocess
import sys
import textwrap

import pytest
from PySide6.QtWidgets import QWidget

from studio.app import Studio
from studio.testing import StudioRobot
from studio.testing.opening import QUICK, fresh_settings, make_application
from studio.window.page_bar import Page
from trainer_core.protocol.events import Prepared, RunEnded, RunStarted, State

NOT_YET = (
    "captum", "jedi", "matplotlib", "pandas", "pyarrow", "python_calamine", "rich", "scipy", "sklearn", "sympy",
    "tensorboard", "torchvision", "torch._dynamo", "studio.demos.one_run", "studio.flows.compare",
    "studio.views.data.data_view", "studio.views.inside.page", "studio.views.model.model_view",
    "studio.views.runs.runs_view", "studio.views.weights.weights_view",
)  # fmt: skip
"""What the first window does not need."""

OPENED = """
    import json, sys
    from pathlib import Path
    from studio.__main__ import load_application
    app = load_application()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from studio.look.settings import Settings
    from trainer_core.protocol.commands import SaveWeights
    from trainer_core.protocol.events import RunEnded, WeightsSaved
    from trainer_core.protocol.predicting import Predicted

    folder = Path(sys.argv[1])
    settings = Settings(folder / "settings.ini")
    settings.runs_folder = str(folder / "runs")
    qt = app.make_application()
    changes = {"data.limit": 256, "training.epochs": 1, "training.threads": 1, "training.device": "cpu"}
    studio = app.Studio(qt, settings, changes=changes, later=True)
    studio.thread_.finished.connect(qt.quit)
"""

SEEN = """
    class Eye(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                print(json.dumps(sorted(sys.modules)), flush=True)
                QTimer.singleShot(0, studio.shut_down)
            return False

    eye = Eye()
    studio.window.toolbar.installEventFilter(eye)
    studio.window.show()
    qt.exec()
    studio.thread_.wait()
"""

TRAINED = """
    class Hand(QObject):
        told = []

        def take(self, event):
            if isinstance(event, (Predicted, RunEnded, WeightsSaved)):
                self.told.append(type(event).__name__)
            if isinstance(event, RunEnded):
                studio.session.post(SaveWeights(folder / "saved.pt"))
            if isinstance(event, WeightsSaved):
                QTimer.singleShot(0, studio.shut_down)

    hand = Hand()
    studio.session.prepared.connect(studio.window.toolbar.train_button.click)
    for signal in (studio.session.predicted, studio.session.run_ended, studio.session.weights_saved):
        signal.connect(hand.take)
    studio.window.show()
    qt.exec()
    studio.thread_.wait()
    print(json.dumps([hand.told, sorted(sys.modules)]), flush=True)
"""


def told_by(program: str, folder) -> object:
    """What a process of its own prints last, as JSON."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", textwrap.dedent(OPENED + program), str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def made(qtbot, tmp_path):
    """A studio that is opened as a person opens it, before its window is shown."""
    studio = Studio(make_application(), fresh_settings(tmp_path), changes=QUICK, later=True)
    robot = StudioRobot(studio, qtbot, tmp_path)
    yield robot
    robot.close()


def test_what_the_first_window_does_not_need_is_not_imported_yet(tmp_path):
    imported = set(told_by(SEEN, tmp_path))
    assert "studio.views.curves.view" in imported
    assert sorted(imported & set(NOT_YET)) == []


def test_from_the_start_to_saved_weights_nothing_needs_torchvision_arrow_or_a_compiler(tmp_path):
    """The bundled images are read, checked by their MD5 sums, without torchvision; so is all that a run shows."""
    told, imported = told_by(TRAINED, tmp_path)
    assert {"Predicted", "RunEnded", "WeightsSaved"} <= set(told)
    assert (tmp_path / "saved.pt").stat().st_size > 1_000_000
    assert "trainer_core.data.idx" in imported
    assert not {"torchvision", "pyarrow", "torch._dynamo", "sympy"} & set(imported)


def test_the_engine_and_the_other_pages_come_once_the_window_is_painted(made):
    assert not made.studio.is_complete
    assert not made.window.pages.is_complete
    assert not made.studio.thread_.isRunning()
    made.window.show()
    made.wait_until_prepared()
    assert made.studio.is_complete
    assert made.window.pages.is_complete
    made.action("showDataPageAction").trigger()
    made.wait_for(lambda: made.window.pages.data.facts.isVisible())


def test_a_click_on_train_before_the_pages_are_built_counts(made):
    made.window.show()
    made.wait_for(lambda: made.studio.thread_.isRunning())
    assert not made.window.pages.is_complete
    made.window.toolbar.train_button.click()
    started = made.wait_for_event(RunStarted)
    assert made.events.index(made.of(Prepared)[0]) < made.events.index(started)
    made.wait_for_event(RunEnded)
    made.wait_for_state(State.IDLE)


def test_a_run_that_begins_comes_before_the_pages(made):
    made.session.set_value("training.epochs", 200)
    made.window.show()
    made.wait_for(lambda: made.studio.thread_.isRunning())
    made.window.toolbar.train_button.click()
    made.wait_for(lambda: bool(made.session.run.history))
    assert not made.window.pages.is_complete
    made.wait_for(lambda: made.studio.is_complete)
    assert made.session.in_run
    made.action("stopKeepLastAction").trigger()
    made.wait_for_event(RunEnded)


def test_pages_that_are_built_late_know_what_was_told_before(made, qtbot, tmp_path):
    (tmp_path / "other").mkdir()
    other = StudioRobot(
        Studio(make_application(), fresh_settings(tmp_path / "other"), changes=QUICK), qtbot, tmp_path / "other"
    )
    other.window.show()
    other.wait_until_prepared()
    made.studio.thread_.start()
    made.session.prepare()
    made.wait_for_event(Prepared)
    assert not made.window.pages.is_complete
    made.window.show()
    made.wait_until_prepared()

    def seen(robot: StudioRobot) -> dict[str, object]:
        pages = robot.window.pages
        robot.action("showDataPageAction").trigger()
        robot.wait_for(pages.data.facts.isVisible)
        facts = dict(pages.data.facts.facts)
        robot.wait_for(lambda: pages.data.grid.model().rowCount() > 0)
        robot.action("showInsidePageAction").trigger()
        pages.inside.tabs.setCurrentWidget(pages.inside.explain)
        robot.wait_for(lambda: pages.inside.explain.chooser.isVisible())
        return {"facts": facts, "model": pages.model.summary.text()}

    assert seen(made) == seen(other)
    other.close()


def test_a_page_that_is_asked_for_is_there_at_once(made):
    made.window.show()
    made.window.pages.show_page(Page.RUNS)
    assert made.window.pages.runs.isVisible()
    made.wait_until_prepared()


def test_the_last_page_is_shown_again_at_the_start(qtbot, tmp_path):
    settings = fresh_settings(tmp_path)
    settings.page = Page.DATA.value
    robot = StudioRobot(Studio(make_application(), settings, changes=QUICK, later=True), qtbot, tmp_path)
    robot.window.show()
    assert robot.window.pages.page is Page.DATA
    robot.wait_until_prepared()
    robot.close()


def test_a_window_that_was_never_shown_ends_too(made):
    made.studio.shut_down()
    made.wait_for(lambda: made.studio.thread_.isFinished())


def test_later_the_window_has_the_same_widgets(made, qtbot, tmp_path):
    (tmp_path / "other").mkdir()
    at_once = Studio(make_application(), fresh_settings(tmp_path / "other"), changes=QUICK)
    other = StudioRobot(at_once, qtbot, tmp_path / "other")
    made.studio.window.show()
    made.wait_until_prepared()

    def names(robot: StudioRobot) -> list[str]:
        return sorted(each.objectName() for each in robot.window.findChildren(QWidget) if each.objectName())

    other.wait_until_prepared()
    assert names(made) == names(other)
    other.close()
