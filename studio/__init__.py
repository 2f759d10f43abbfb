"""The window of Training Studio: Qt on top of trainer_core, which never imports this package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn

    from studio.app import Opened
    from trainer_core.recipe.recipe import Recipe


def open(*, model: nn.Module | None = None, data: Any = None, recipe: Recipe | None = None) -> Opened:
    """Open the window on objects of this Python program, and return what was trained in it.

    In a script the call returns when the window is closed. In IPython and Jupyter it returns at once, and the window is
    served by IPython's own Qt loop. The calling thread computes with one torch thread from then on: the engine has the
    others.

    Args:
        model: a module to train, from the weights that it has. Each run trains a copy.
        data: a `torch.utils.data.Dataset`, or a pair of one to train and one to test on.
        recipe: how to train; without one, what suits the data.

    Returns:
        `studio.app.Opened`, whose ``trained`` is the last run that ended.

    Raises:
        TrainerError: the data or the recipe cannot be used.
        RuntimeError: a window is open already, or the call is not made on the main thread.
    """
    from studio.__main__ import load_application

    opened: Opened = load_application().open_objects(model=model, data=data, recipe=recipe)
    return opened
