"""What an exception means for the person who waits: a sentence, why a run ends of it, and whether it is a bug."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from trainer_core.engine.device_memory import is_out_of_memory, out_of_memory
from trainer_core.errors import Message, TrainerError
from trainer_core.protocol.events import Reason
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts


@dataclass(frozen=True, slots=True)
class Failure:
    """``code`` is for programs; ``details`` is a traceback, empty unless the exception should not have happened."""

    code: str
    reason: Reason
    message: Message
    details: str = ""


def failure_of(error: BaseException, parts: Parts | None, asked: Recipe | None = None) -> Failure:
    """Tell what ``error`` means, for the parts at hand or for the recipe ``asked``, which was being built.

    A model, loss or source of a person's own may raise anything, ``SystemExit`` too: that is an unexpected error.

    The result holds no frame of the exception, and so none of the tensors in them.
    """
    if isinstance(error, TrainerError):
        return Failure(error.code, Reason.FAILED, error.message)
    if is_out_of_memory(error):
        return Failure("out-of-memory", Reason.OUT_OF_MEMORY, out_of_memory(parts, asked))
    message = Message("An unexpected error: {error}", {"error": f"{type(error).__name__}: {error}"})
    return Failure("unexpected", Reason.FAILED, message, "".join(traceback.format_exception(error)))
