"""A part of a person's own in a Python file: what a recipe says of it, its file, and how it is tried."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo

from trainer_core.data.dataset_source import TrialMemory, TrialSeconds, tried_file
from trainer_core.data.examples import Progress
from trainer_core.errors import CodeError
from trainer_core.trial.call import tell_call
from trainer_core.trial.code import Code
from trainer_core.trial.facts import ModelFits
from trainer_core.trial.kept import code_at
from trainer_core.trial.process import Check, Limits
from trainer_core.trial.report import Finding, Report
from trainer_core.trial.trust import require_trust

NAME = "file"
"""What a recipe calls a part that is from a person's file."""

REST = "arguments"
"""The field that takes what is given beside the others."""

Trial = Callable[[Mapping[str, Any], ModelFits, Progress], tuple[Finding, ...]]
"""Tries a person's code for what it has to fit: what is worth knowing of it; raises `CodeError`."""

_MOST_PASSED = 100
_passed: dict[str, Report] = {}
"""The reports of files that passed their trial, by content and call: the same is not tried twice by one program."""


def _absolute(path: str, info: ValidationInfo) -> str:
    """A path made absolute, relative to the recipe's folder or the present one; an empty one stays empty."""
    base = (info.context or {}).get("relative_to") or Path.cwd()
    return os.path.abspath(base / Path(path).expanduser()) if path else path


_Path = Annotated[
    str,
    AfterValidator(_absolute),
    Field(
        title="Python file",
        description="The file that the class is in; modules beside it may be imported at its top.",
        json_schema_extra={"path": "file", "suffixes": (".py",)},
    ),
]
_Class = Annotated[
    str, Field(title="Class", description="The class in it; may be left empty if there is one that no other uses.")
]
_Arguments = Annotated[dict[str, Any], Field(title="Arguments", description="What the class is made with.")]


def fields(own: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The fields of a part that is from a file, with ``own`` of its kind among them."""
    return {
        "path": (_Path, ""),
        "class": (_Class, ""),
        **own,
        REST: (_Arguments, {}),
        "trial_seconds": (TrialSeconds, 20.0),
        "trial_memory": (TrialMemory, 2.0),
    }


def code_of(part: str, given: Mapping[str, Any]) -> Code:
    """The file of a part as the run at hand kept it, or as it is now.

    Raises `CodeError`: none is chosen, it cannot be read, or nobody has agreed to run it (``"needs-trust"``).
    """
    if not given["path"]:
        raise CodeError("no-file", "{field} is empty. Choose a Python file.", field=f"{part}.path")
    code = code_at(Path(given["path"]), part)
    require_trust(code)
    return code


def trial_of(part: Check) -> Trial:
    """What tries files for a part (``"model"``, ``"loss"``, ``"optimizer"``, ``"metric"``) in a process of its own."""

    def try_it(given: Mapping[str, Any], fits: ModelFits, progress: Progress) -> tuple[Finding, ...]:
        code = code_of(part, given)
        fits = fits.model_copy(update={"answer": given.get("answer", "")})
        call = [part, str(code.path), code.sha256, given["class"], given[REST], fits.model_dump(mode="json")]
        key = json.dumps(call, default=str)
        if key not in _passed:
            limits = Limits(seconds=given["trial_seconds"], memory=round(given["trial_memory"] * 2**30))
            tell = partial(tell_call, part, Path(given["path"]))
            report = tried_file(code, part, given["class"], given[REST], limits, progress, fits=fits, tell=tell)
            while len(_passed) >= _MOST_PASSED:
                del _passed[next(iter(_passed))]
            _passed[key] = report
        else:
            tell_call(part, Path(given["path"]), _passed[key])
        return tuple(_passed[key].findings)

    return try_it
