"""The run library's page over real runs, two of which went wrong, and what a person does there."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from studio.look.theme import current_theme
from studio.session.session import Session
from studio.views.curves import RunCurves
from studio.views.runs.columns import PLACES
from studio.views.runs.runs_view import RunsView
from tests.gui.conftest import SilentThread
from trainer_core import Recipe, train

PATIENCE_MS = 30_000
LEFT, NONE, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="session")
def trained(tmp_path_factory) -> Path:
    """A folder with three real runs, made once."""
    root = tmp_path_factory.mktemp("trained")
    base = {"data": {"limit": 256, "batch_size": 32}, "training": {"epochs": 2, "device": "cpu"}}
    changes = {
        "2026-11-20_090000_adam": {},
        "2026-11-21_090000_faster": {"optimizer.lr": 3e-3, "about.title": {"en": "Faster"}},
        "2026-11-22_090000_sgd": {"optimizer.name": "SGD", "optimizer.lr": 0.1, "data.batch_size": 64},
    }
    for name, values in changes.items():
        train(Recipe.from_dict(base).with_values(values), out=root / name)
    return root


@pytest.fixture
def root(trained, tmp_path) -> Path:
    """Copies of the real runs, and two that went wrong."""
    root = tmp_path / "runs"
    shutil.copytree(trained, root)
    for name in ("2026-11-23_090000_cut", "2026-11-24_090000_damaged"):
        shutil.copytree(trained / "2026-11-20_090000_adam", root / name)
    (root / "2026-11-23_090000_cut" / "result.json").unlink()
    (root / "2026-11-24_090000_damaged" / "recipe.toml").write_text("[[[ no recipe")
    for started, path in enumerate(sorted(root.iterdir()), start=1):
        _set_start(path, f"2026-10-{started:02}T09:00:00Z")
    return root


def _set_start(path: Path, started: str) -> None:
    file = path / "run.json"
    values = json.loads(file.read_text()) if file.exists() else {"version": 1, "device": "cpu"}
    file.write_text(json.dumps(values | {"started": started}))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication, tmp_path, monkeypatch):
    monkeypatch.setenv("TRAINING_STUDIO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    theme = current_theme()
    theme.set_mode("light")
    theme.apply(qapp)
    yield
    current_theme().set_scale(1.0)
    theme.set_mode("system")


@pytest.fixture
def make(qtbot):
    """Makes a view of a folder, shown and read."""
    crashes: list[str] = []
    views: list[RunsView] = []

    def made(root: Path, width: int = 1440) -> RunsView:
        view = RunsView(Session(SilentThread(), Recipe()), lambda: root, RunCurves)
        view.crashed.connect(lambda sentence, details: crashes.append(details))
        qtbot.addWidget(view)
        views.append(view)  # a test that is over would let go of it while its thread still reads
        view.resize(width, 800)
        with qtbot.waitExposed(view):
            view.show()
        qtbot.waitUntil(lambda: view._scanned, timeout=PATIENCE_MS)
        return view

    yield made
    for view in views:
        view.shut_down()
    assert not crashes, crashes[0]


def names_in(view: RunsView) -> list[str]:
    return [view.table.record(row).path.name[18:] for row in range(view.table.rowCount())]


def choose(view: RunsView, name: str, qtbot, modifier=NONE) -> None:
    """Click on the run whose folder ends in ``name``."""
    index = index_of(view, name, "state")
    view.list.scrollTo(index)
    qtbot.mouseClick(view.list.viewport(), LEFT, modifier, view.list.visualRect(index).center())


def index_of(view: RunsView, name: str, column: str):
    row = names_in(view).index(name)
    return view.table.index(row, PLACES[column])


def record_of(view: RunsView, name: str):
    return next(record for path, record in view.table.known.items() if path.name.endswith(name))


def button_in(view: RunsView, name: str) -> QAbstractButton:
    button = view.findChild(QAbstractButton, name)
    assert button is not None, name
    return button


def click(view: RunsView, qtbot, name: str) -> None:
    """Click on a button where the layout has put it: a page that has just been turned to has no places yet."""
    button = button_in(view, name)
    qtbot.waitUntil(lambda: button.isVisible() and button.width() >= button.minimumSizeHint().width())
    assert button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def search_for(view: RunsView, qtbot, text: str) -> None:
    field = view.findChild(QLineEdit, "runsSearch")
    field.clear()
    qtbot.keyClicks(field, text)
