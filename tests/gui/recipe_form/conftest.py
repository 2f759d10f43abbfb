"""The recipe's form, shown alone over an engine that only keeps what it is asked."""

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from studio.dialogs.file_dialogs import FileDialogs
from studio.look.settings import Settings
from studio.session.session import Session
from studio.views.recipe.recipe_form import RecipeForm
from trainer_core.data.labels import TaskName
from trainer_core.models import models
from trainer_core.parts.losses import losses_for
from trainer_core.parts.optimizers import optimizers
from trainer_core.parts.own_metric import further_metrics
from trainer_core.parts.schedules import schedules
from trainer_core.recipe.recipe import Recipe

PARTS = [
    (section, entry.name)
    for section, registry in (
        ("model", models),
        ("loss", losses_for(TaskName.CLASSIFICATION)),
        ("optimizer", optimizers),
        ("schedule", schedules),
        ("metric", further_metrics),
    )
    for entry in registry
]


class Recorder(QObject):
    """Stands where the engine's thread stands and keeps what it is asked."""

    engine_event = Signal(object)

    def __init__(self):
        super().__init__()
        self.posted = []

    def post(self, command):
        self.posted.append(command)


@pytest.fixture(autouse=True)
def _dark(dark):
    """Every test here is in the dark theme."""


@pytest.fixture
def thread():
    return Recorder()


@pytest.fixture
def session(thread):
    return Session(thread, Recipe())


@pytest.fixture
def form(qtbot, session, tmp_path):
    form = RecipeForm(session, FileDialogs(Settings(tmp_path / "settings.ini")))
    qtbot.addWidget(form)
    form.resize(284, 850)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    return form


def type_into(qtbot, editor, text, end=Qt.Key.Key_Return):
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    if end is not None:
        qtbot.keyClick(editor, end)
