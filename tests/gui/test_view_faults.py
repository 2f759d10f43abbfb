"""An exception in a view's drawing or in a slot: one report, and training, window and every other view go on."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGraphicsObject,
    QGraphicsView,
    QStyledItemDelegate,
    QWidget,
)
from shiboken6 import isValid

import studio as studio_package
from studio.crash import CrashReporter
from studio.testing import StudioRobot, top_level_widgets
from studio.window.page_bar import Page
from tests.gui.painted_alone import ALONE
from trainer_core.protocol.events import EpochEnded, Reason, RunEnded, State
from trainer_core.runs.run_files import read_summary


def painters() -> list[tuple[type, str]]:
    """Every class of the studio that paints, and its method that does."""
    found = set()
    for info in pkgutil.walk_packages(studio_package.__path__, "studio."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == info.name:
                found |= {(value, name) for name in ("paintEvent", "paint") if name in vars(value)}
    kinds = (QWidget, QStyledItemDelegate, QGraphicsObject)
    return sorted((pair for pair in found if issubclass(pair[0], kinds)), key=lambda pair: _name(pair))


def _name(pair: tuple[type, str]) -> str:
    return f"{pair[0].__module__.rpartition('.')[2]}.{pair[0].__name__}.{pair[1]}"


class Breakable:
    """All painters, any of which can be made to fail. ``calls`` counts its failures.

    They are wrapped before the window is made: PySide remembers the method that an object has painted with once.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.kinds: dict[str, type] = {}
        self.broken = ""
        self.calls = 0
        for kind, method in painters():
            name = _name((kind, method))
            self.kinds[name] = kind
            # They report their own errors, so they are broken underneath.
            place = (getattr(kind, method), "__wrapped__")
            patch.setattr(*place, self._wrapped(getattr(*place), name))

    def _wrapped(self, paint: Callable[..., Any], name: str) -> Callable[..., Any]:
        # Each painter's own error has a name and a number that changes, as a real one's lines and values would.
        error = type(f"{name.replace('.', '_')}Error", (RuntimeError,), {})

        def painting(*arguments: Any) -> Any:
            if self.broken != name:
                return paint(*arguments)
            self.calls += 1
            raise error(f"{name} cannot paint for the {self.calls}th time")

        return painting


@pytest.fixture
def breakable(monkeypatch: pytest.MonkeyPatch) -> Breakable:
    return Breakable(monkeypatch)


class Told(list[str]):
    """The details of each report."""

    def __init__(self, reporter: CrashReporter) -> None:
        super().__init__()
        reporter.reported.connect(self.hear)

    def hear(self, sentence: str, details: str) -> None:
        assert sentence
        self.append(details)


def long_run(studio: StudioRobot) -> None:
    """Start a run that is not over before the test is."""
    studio.session.set_value("training.epochs", 10_000)
    ended = len(studio.of(EpochEnded))
    studio.button("trainButton").click()
    studio.wait_for_event(EpochEnded, ended + 1)


def crowded(studio: StudioRobot, tmp_path: Path) -> None:
    """Bring to sight what is not on a page at first, and start a long run over the curves of an earlier one."""
    block = {"type": "Sequential", "layers": [{"type": "Linear", "out_features": 10}]}
    layers = [{"type": "Flatten"}, block]
    studio.session.set_recipe(studio.session.recipe.with_values({"model.name": "layers", "model.layers": layers}))
    studio.train_to_end()
    torch.save({"layer.weight": torch.arange(12.0)}, tmp_path / "weights.pt")
    weights = studio.window.pages.weights
    weights.open(tmp_path / "weights.pt")
    studio.wait_for(lambda: weights.path is not None)
    (tmp_path / "net.py").write_text("from torch import nn\n")
    studio.window.pages.model.own_class.file.show_path(tmp_path / "net.py")
    studio.action("showLogAction").trigger()
    studio.session.set_value("data.augment", [{"name": "flip"}])
    studio.window.form.bring_into_view("data.augment")
    long_run(studio)
    studio.action("showPreviousRunAction").trigger()


LATE = {Page.DATA: "example_grid._ThumbnailDelegate.paint", Page.RUNS: "run_list.RunList.paintEvent"}
"""What a page shows only once it has read the data, or the runs."""


def sights(studio: StudioRobot, kinds: dict[str, type]) -> Iterator[None]:
    """Go through everything that the window shows: each page with its tabs, then a batch that training pauses in."""
    model, tabs = studio.window.pages.model, studio.window.tabs
    for page in Page:
        studio.button(f"{page}PageButton").click()
        if page is Page.MODEL:
            for kind in list(model.parts):
                model.show_kind(kind)
                yield
        elif page is Page.TRAIN:
            for index in range(tabs.count()):
                tabs.setCurrentIndex(index)
                yield
        else:
            if page in LATE:
                studio.wait_for(lambda late=kinds[LATE[page]]: _painted_by(late))
            yield
    studio.button(f"{Page.TRAIN}PageButton").click()
    _pause_inside_a_batch(studio)
    yield


def alone(studio: StudioRobot, name: str) -> QWidget:
    """Show what paints in no page of this window."""
    widget = ALONE[name]()
    studio.qtbot.addWidget(widget)
    with studio.qtbot.waitExposed(widget):
        widget.show()
    return widget


def _pause_inside_a_batch(studio: StudioRobot) -> None:
    studio.button("trainButton").click()
    studio.wait_for_state(State.PAUSED)
    studio.action("stepPhaseAction").trigger()
    studio.wait_for(studio.find("phaseStrip", QWidget).isVisible)


def _painted_by(kind: type) -> list[QWidget]:
    widgets = [widget for top in top_level_widgets() for widget in (top, *top.findChildren(QWidget))]
    visible = [widget for widget in widgets if widget.isVisible()]
    views = [widget for widget in visible if isinstance(widget, QAbstractItemView)]
    scenes = [widget for widget in visible if isinstance(widget, QGraphicsView)]
    return [
        *(widget for widget in visible if isinstance(widget, kind)),
        *(view.viewport() for view in views if isinstance(view.itemDelegate(), kind) and view.model().rowCount()),
        *(view.viewport() for view in scenes if any(isinstance(item, kind) for item in view.items())),
    ]


def repaint(widgets: list[QWidget]) -> None:
    """Paint ``widgets`` three times."""
    for _ in range(3):
        for widget in widgets:
            if isValid(widget):  # some are made anew when the window gets another look
                widget.update()
        QApplication.processEvents()  # an error must reach the event loop, as it does in the program


def test_every_painter_reports_its_own_errors():
    """One that raised would leave the exception set while Qt goes on to the next widget, which can end the process."""
    assert [_name(pair) for pair in painters() if not hasattr(getattr(*pair), "__wrapped__")] == []


def test_an_error_in_any_painter_is_told_once_and_the_run_goes_on(breakable, studio, reporter, tmp_path):
    crowded(studio, tmp_path)
    told = Told(reporter)
    left = dict(breakable.kinds)
    for name in ALONE:
        kind = left.pop(name)
        fails_once(studio, breakable, reporter, told, name, [alone(studio, name), *_painted_by(kind)])
    for _ in sights(studio, breakable.kinds):
        QApplication.processEvents()  # what is shown anew is laid out and painted from the event loop
        for name, kind in list(left.items()):
            if seen := _painted_by(kind):
                del left[name]
                fails_once(studio, breakable, reporter, told, name, seen)

    assert left == {}, "nowhere to be seen: bring them to sight in `crowded`"
    studio.action("stopKeepLastAction").trigger()
    assert studio.wait_for_event(RunEnded, 2).reason is Reason.STOPPED
    assert len(told) == len(breakable.kinds)


def fails_once(
    studio: StudioRobot,
    breakable: Breakable,
    reporter: CrashReporter,
    told: Told,
    name: str,
    widgets: list[QWidget],
) -> None:
    """Break the painter called ``name``: the error is told once, and training goes on."""
    before = len(told)
    breakable.broken, breakable.calls = name, 0
    repaint(widgets)
    assert breakable.calls > 1, f"{name} did not paint"
    studio.wait_for(lambda: len(told) > before)
    assert reporter.dialog is not None, name
    assert name in reporter.dialog.details.toPlainText()
    reporter.dialog.close_button.click()
    # Whoever has closed the report is not shown it again.
    repaint(widgets)
    assert reporter.dialog is None, name
    assert len(told) == before + 1, f"{name} was told {len(told) - before} times in {breakable.calls}"
    breakable.broken = ""
    if studio.session.state is State.PAUSED:
        studio.button("trainButton").click()
    step = len(studio.session.run.history)
    studio.wait_for(lambda: len(studio.session.run.history) > step)
    assert studio.session.state in (State.TRAINING, State.VALIDATING)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("studio.views.curves.model.CurvesModel", "refresh"),
        ("studio.views.status_bar.StatusBar", "refresh"),
        ("studio.session.prediction_feed.PredictionFeed", "refresh"),
        ("studio.window.toolbar.Toolbar", "refresh"),
    ],
)
def test_an_error_in_what_a_timer_or_an_event_calls_ends_no_run(studio, reporter, monkeypatch, path, method):
    module, _, name = path.rpartition(".")
    told, calls = Told(reporter), [0]

    def broken(*_: Any) -> None:
        calls[0] += 1
        raise ValueError(f"no {method} for the {calls[0]}th time")

    kind = getattr(importlib.import_module(module), name)
    monkeypatch.setattr(kind, method, broken)
    ended = studio.train_to_end()
    monkeypatch.undo()

    assert ended.reason is Reason.COMPLETED
    assert read_summary(ended.summary.run)["reason"] == "completed"
    assert calls[0] > 0
    studio.wait_for(lambda: told)
    # Each place from which it was called is told once, and not each time.
    places = {tuple(line for line in text.splitlines() if line.lstrip().startswith("File ")) for text in told}
    assert len(told) == len(places) <= calls[0]
    assert studio.train_to_end().reason is Reason.COMPLETED
