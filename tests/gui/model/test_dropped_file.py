"""A Python file is dropped on the window: it becomes the model, or a person is asked what it is to be."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from tests.gui.hands import drop
from tests.gui.model.test_own_class import SMALL, _asked_anew, tried  # noqa: F401
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust

BOTH = (
    SMALL.replace("from torch import nn", "from torch import nn\nfrom torch.utils.data import Dataset")
    + """

class Squares(Dataset):
    def __len__(self):
        return 40

    def __getitem__(self, index):
        return nn.Parameter().new_full((4,), index), index % 2
"""
)


def test_a_file_with_a_module_is_dropped_on_the_window_and_becomes_the_model(studio, tmp_path):
    path = tmp_path / "net.py"
    path.write_text(SMALL)
    trust(read_code(path))
    drop(studio.window, path)
    part = studio.window.pages.model.own_class
    studio.wait_for(lambda: studio.session.recipe.model.name == "file")
    assert part.isVisible()
    assert part.editor.text == SMALL
    assert studio.session.recipe.model.arguments["path"] == str(path)
    assert "can be trained" in tried(studio, part).sentence.text()


def test_a_file_with_a_module_and_a_dataset_is_asked_about(studio, tmp_path):
    path = tmp_path / "both.py"
    path.write_text(BOTH)
    trust(read_code(path))
    asked = []

    def choose(name):
        def act(dialog):
            asked.append(dialog.text)
            dialog.findChild(QPushButton, name).click()

        return act

    studio.answer("pythonFileDialog", choose("pythonCancelButton"))
    drop(studio.window, path)
    studio.wait_for(lambda: asked)
    assert "both.py" in asked[0]
    studio.answer("pythonFileDialog", choose("pythonDataButton"))
    drop(studio.window, path)
    studio.wait_for(lambda: studio.session.recipe.data.source == "dataset")
    studio.answer("pythonFileDialog", choose("pythonModelButton"))
    drop(studio.window, path)
    studio.wait_for(lambda: studio.session.recipe.model.name == "file")
    assert studio.session.recipe.data.source == "dataset"
