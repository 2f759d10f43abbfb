"""The kit for GUI tests: a pytest plug-in that opens the real window on the real engine and acts as a person does.

``pip install "training-studio[gui-test]"`` registers it; ``README.md`` beside this file describes it, and
``object_names.md`` lists the names by which controls are found::

    def test_training(studio):
        studio.set("optimizer.lr", 0.01)
        assert studio.train(epochs=1)["reason"] == "completed"

pytest loads the plug-in in every project of an environment, so Qt and torch are imported when a test asks for a studio.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from studio.testing.dialog_rules import UnexpectedDialogError as UnexpectedDialogError
    from studio.testing.plugin import studio as studio
    from studio.testing.plugin import studio_app as studio_app
    from studio.testing.plugin import studio_disk as studio_disk
    from studio.testing.plugin import studio_factory as studio_factory
    from studio.testing.plugin import studio_settings as studio_settings
    from studio.testing.plugin import tiny_pictures as tiny_pictures
    from studio.testing.robot import StudioRobot as StudioRobot
    from studio.testing.windows import top_level_widgets as top_level_widgets

_PLACES = {
    "StudioRobot": "robot",
    "UnexpectedDialogError": "dialog_rules",
    "studio": "plugin",
    "studio_app": "plugin",
    "studio_disk": "plugin",
    "studio_factory": "plugin",
    "studio_settings": "plugin",
    "tiny_pictures": "plugin",
    "top_level_widgets": "windows",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
