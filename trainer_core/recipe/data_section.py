"""The section ``[data]`` of a recipe: which examples, in what order and form."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from trainer_core.data import sources
from trainer_core.recipe.augmentation import AugmentRecipe, with_augment
from trainer_core.recipe.form_facts import form_facts
from trainer_core.registry import is_path
from trainer_core.registry.validation import CLOSED, as_typed, not_a_section, shown, unknown_key, validated


class DataRecipe(BaseModel):
    """Which examples, in what order and form; the arguments of the source stand beside these fields.

    Paths among the arguments are absolute, or empty until one is chosen.
    """

    model_config = ConfigDict(**(CLOSED | {"extra": "allow"}))

    source: Annotated[str, Field(title="Source", description="Where the examples come from.")] = "fashion-mnist"
    test_share: Annotated[
        float,
        Field(
            gt=0,
            le=90,
            title="Test share",
            description="Part of the examples that is kept for the test, where the data brings no test set of its own.",
            json_schema_extra=form_facts(unit="%", advanced=True),
        ),
    ] = 20.0
    validation_share: Annotated[
        float,
        Field(
            ge=0,
            le=50,
            title="Validation share",
            description="Share of the training set held out for validation.",
            json_schema_extra=form_facts(unit="%"),
        ),
    ] = 10.0
    split: Annotated[
        Literal["random", "group", "time"],
        Field(
            title="Split",
            description="How test and validation examples are chosen: at random with each class in its share, whole "
            "groups, or the latest.",
            json_schema_extra=form_facts(
                advanced=True, labels={"random": "At random", "group": "By group", "time": "By time"}
            ),
        ),
    ] = "random"
    resample: Annotated[
        bool,
        Field(
            title="Resample",
            description="Draw every class equally often, so that rare ones are seen as much as common ones.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    batch_size: Annotated[
        int,
        Field(
            ge=1,
            le=65536,
            title="Batch size",
            description="Examples per optimizer step.",
            json_schema_extra=form_facts(unit="examples"),
        ),
    ] = 64
    standardize: Annotated[
        bool,
        Field(
            title="Standardize",
            description="Subtract the training set's mean and divide by its standard deviation, per channel.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = False
    standardize_target: Annotated[
        bool,
        Field(
            title="Standardize target",
            description="Learn numbers minus their mean and divided by their standard deviation; results are in their "
            "own unit all the same.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = True
    augment: Annotated[
        list[AugmentRecipe],
        Field(
            title="Augmentation",
            description="Random changes to the training pictures, different in each epoch, one after another.",
        ),
    ] = Field(default_factory=list)
    corrections: Annotated[
        str,
        Field(
            title="Corrections",
            description="A file that gives examples another label or leaves them out; the data itself stays as it is.",
            json_schema_extra=form_facts(advanced=True)
            | {"path": "file", "suffixes": (".jsonl",), "counted": ("1 correction", "{n:,} corrections", 1)},
        ),
    ] = ""
    limit: Annotated[
        int,
        Field(
            ge=0,
            title="Limit to",
            description="The first N examples of each set; for a quick look.",
            json_schema_extra=form_facts(unit="examples", zero="all", advanced=True),
        ),
    ] = 0
    placement: Annotated[
        Literal["auto", "resident", "streamed"],
        Field(
            title="Placement",
            description="Keep the whole set on the training device, or stream it through loader workers.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = "auto"
    workers: Annotated[
        int,
        Field(
            ge=0,
            le=64,
            title="Loader workers",
            description="Processes that load examples when the data is streamed.",
            json_schema_extra=form_facts(advanced=True),
        ),
    ] = 2

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, values: Any, info: ValidationInfo) -> Any:
        if not isinstance(values, Mapping):
            raise not_a_section("data", values)
        values = with_augment(values)
        source = values.get("source", cls.model_fields["source"].default)
        arguments = sources[source if isinstance(source, str) else shown(source)].arguments
        known = (*cls.model_fields, *arguments.model_fields)
        for key, value in values.items():
            if key not in known:
                raise unknown_key(f"data.{key}", value, known)
        base = (info.context or {}).get("relative_to") or Path.cwd()
        given = {
            key: _absolute(value, base) if is_path(arguments.model_fields[key]) else value
            for key, value in values.items()
            if key in arguments.model_fields
        }
        common = {key: _absolute(value, base) for key, value in values.items() if key == "corrections"}
        filled = validated(arguments, as_typed(arguments, given), "data").model_dump()
        own = {key: _as_text(value) if isinstance(value, Path) else value for key, value in filled.items()}
        return {**{key: value for key, value in values.items() if key not in own}, **common, **own}

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the source, the defaults filled in; a path that is not chosen is ``Path()``."""
        fields = sources[self.source].arguments.model_fields
        values = copy.deepcopy(self.model_extra or {})
        return {key: Path(value) if is_path(fields[key]) else value for key, value in values.items()}


def _absolute(value: Any, base: Path) -> Any:
    """A path that is given as text, relative to ``base``; what is no path is left to be refused."""
    if not isinstance(value, str | Path) or value in ("", Path()):
        return value
    return os.path.abspath(base / Path(value).expanduser())


def _as_text(path: Path) -> str:
    return "" if path == Path() else str(path)
