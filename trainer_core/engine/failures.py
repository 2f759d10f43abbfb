"""What an exception means for the person who waits: a sentence, why a run ends of it, and whether it is a bug."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

from trainer_core.engine.device_memory import is_out_of_memory, out_of_memory
from trainer_core.errors import N_, Message, TrainerError
from trainer_core.protocol.events import Reason
from trainer_core.recipe.recipe import Recipe
from trainer_core.training.assembly import Parts
from trainer_core.trial.loading import line_in
from trainer_core.trial.report import Stage, finding
from trainer_core.trial.tried import raised


@dataclass(frozen=True, slots=True)
class Failure:
    """``code`` is for programs; ``details`` is a traceback, empty unless the exception should not have happened."""

    code: str
    reason: Reason
    message: Message
    details: str = ""


def failure_of(
    error: BaseException, parts: Parts | None, asked: Recipe | None = None, *, in_run: bool = False
) -> Failure:
    """Tell what ``error`` means, for the parts at hand or for the recipe ``asked``, which was being built.

    A model, loss or source of a person's own may raise anything, ``SystemExit`` too: that is told with the line in the
    person's file, where it went through one, and is an unexpected error otherwise. ``in_run``: a run ends of it.

    The result holds no frame of the exception, and so none of the tensors in them.
    """
    if isinstance(error, TrainerError):
        return Failure(error.code, Reason.FAILED, error.message)
    if is_out_of_memory(error):
        return Failure("out-of-memory", Reason.OUT_OF_MEMORY, out_of_memory(parts, asked))
    if parts is not None and (message := _of_own_code(error, parts, in_run=in_run)) is not None:
        return Failure("own-code", Reason.FAILED, message)
    message = Message("An unexpected error: {error}", {"error": f"{type(error).__name__}: {error}"})
    return Failure("unexpected", Reason.FAILED, message, "".join(traceback.format_exception(error)))


def _of_own_code(error: BaseException, parts: Parts, *, in_run: bool) -> Message | None:
    """The sentence of an error that went through a person's file, with its line; None if it went through none."""
    for code in parts.code.values():
        if line_in(code, error.__traceback__) is not None:
            found = finding(raised(error, Stage(name="training"), code).problem, code.path.name)
            if found is not None:
                text = N_(
                    "{problem} The run is saved and resumes with the corrected file (--accept-changed-code on the "
                    "command line, accept_changed_code=True in Python)."
                )
                return Message(text, {"problem": found.message}) if in_run else found.message
    return None
