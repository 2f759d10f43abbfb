"""The model ``file``: a person's own ``nn.Module`` in a Python file, tried first, then built from the run's seed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo
from torch import nn

from trainer_core.data.dataset_source import TrialMemory, TrialSeconds, tried_file
from trainer_core.data.examples import Progress
from trainer_core.errors import ModelError
from trainer_core.models.registry import models
from trainer_core.registry import arguments_model
from trainer_core.trial.call import tell_call
from trainer_core.trial.code import Code
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.kept import code_at
from trainer_core.trial.model_call import errors_with_their_line, model_of
from trainer_core.trial.process import Limits
from trainer_core.trial.report import Finding
from trainer_core.trial.trust import require_trust

NAME, PART = "file", "model"
"""What a recipe calls it, and the part of a run that it is kept for."""

_MOST_PASSED = 100
_passed: dict[str, tuple[Finding, ...]] = {}
"""What was found in files that passed their trial, by content and call: the same is not tried twice by one program."""


def absolute_path(path: str, info: ValidationInfo) -> str:
    """A path made absolute, relative to the recipe's folder or the present one; an empty one stays empty."""
    base = (info.context or {}).get("relative_to") or Path.cwd()
    return os.path.abspath(base / Path(path).expanduser()) if path else path


CodePath = Annotated[
    str,
    AfterValidator(absolute_path),
    Field(
        title="Python file",
        description="The file that the class is in; modules beside it may be imported at its top.",
        json_schema_extra={"path": "file", "suffixes": (".py",)},
    ),
]
ClassName = Annotated[
    str, Field(title="Class", description="The class in it; may be left empty if there is one that no other uses.")
]
Arguments = Annotated[dict[str, Any], Field(title="Arguments", description="What the class is made with.")]
_Answer = Annotated[
    str,
    Field(
        title="Answer",
        description="The name or number of the answer, where forward returns several values.",
        json_schema_extra={"advanced": True},
    ),
]


def code_of_model(path: str) -> Code:
    """The file as the run at hand kept it, or as it is now; raises `ModelError` for none and `CodeError`."""
    if not path:
        raise ModelError(
            "no-file", "No Python file is chosen for the model. Choose one (model.path).", field="model.path"
        )
    return code_at(Path(path), PART)


def build(input_shape: tuple[int, ...], outputs: int, **given: Any) -> nn.Module:
    """Make the module in this process; raises `CodeError`, also for whatever the file raises, with its line."""
    code = code_of_model(given["path"])
    require_trust(code)
    with errors_with_their_line(code, "making", name=given["class"] or code.path.name):
        return model_of(code, given["class"], given["arguments"], input_shape, outputs, given["answer"])


def trial(given: Mapping[str, Any], fits: ModelFits, progress: Progress) -> tuple[Finding, ...]:
    """Try the file in a process of its own for what it has to fit: what is worth knowing of it.

    Raises `CodeError`: nobody has agreed to run it (``"needs-trust"``), or the first thing that does not hold.
    """
    code = code_of_model(given["path"])
    require_trust(code)
    fits = fits.model_copy(update={"answer": given["answer"]})
    call = [str(code.path), code.sha256, given["class"], given["arguments"], fits.model_dump(mode="json")]
    key = json.dumps(call, default=str)
    if key not in _passed:
        limits = Limits(seconds=given["trial_seconds"], memory=round(given["trial_memory"] * 2**30))
        report = tried_file(
            code,
            "model",
            given["class"],
            given["arguments"],
            limits,
            progress,
            fits=fits,
            tell=partial(tell_call, Path(given["path"])),
        )
        while len(_passed) >= _MOST_PASSED:
            del _passed[next(iter(_passed))]
        _passed[key] = report.findings
    return _passed[key]


_FIELDS: dict[str, tuple[Any, Any]] = {
    "path": (CodePath, ""),
    "class": (ClassName, ""),
    "arguments": (Arguments, {}),
    "answer": (_Answer, ""),
    "trial_seconds": (TrialSeconds, 20.0),
    "trial_memory": (TrialMemory, 2.0),
}

models.add(
    NAME,
    build,
    title="Own class",
    summary="A torch.nn.Module of your own in a Python file.",
    arguments=arguments_model("model_file", _FIELDS),
    trial=trial,
    code=PART,
    rest="arguments",
)
