"""The sections of a recipe: which settings there are, of which type, unit and range, and one sentence on each."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from trainer_core.data import sources
from trainer_core.errors import RecipeError
from trainer_core.models import models
from trainer_core.parts.losses import losses
from trainer_core.parts.optimizers import optimizers
from trainer_core.parts.schedules import schedules
from trainer_core.recipe.augmentation import AugmentRecipe, with_augment
from trainer_core.recipe.validation import CLOSED, as_typed, not_a_section, shown, unknown_key, validated
from trainer_core.registry import Registry, is_path
from trainer_core.tasks import LOSS, METRICS, metric_of


def _meta(
    *,
    unit: str = "",
    zero: str = "",
    advanced: bool = False,
    live: bool = False,
    log: bool = False,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a form needs to know of a field beyond its type: see `trainer_core.recipe.schema.FieldInfo`."""
    return {
        "unit": unit,
        "zero": zero,
        "advanced": advanced,
        "live": live,
        "log": log,
        "labels": dict(labels or {}),
    }


AUTO: Final = "auto"
"""The value of a field that the data decides."""


class About(BaseModel):
    """What the recipe is called and what it is for, by language; it does not influence a run."""

    model_config = CLOSED

    title: dict[str, str] = Field(default_factory=dict, description="The recipe's name, by language code.")
    summary: dict[str, str] = Field(default_factory=dict, description="One sentence, by language code.")
    demo_epochs: Annotated[int, Field(ge=1, le=1000, description="Epochs that a demo trains.")] = 1


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
            json_schema_extra=_meta(unit="%", advanced=True),
        ),
    ] = 20.0
    validation_share: Annotated[
        float,
        Field(
            ge=0,
            le=50,
            title="Validation share",
            description="Part of the training set that is kept aside to watch progress on.",
            json_schema_extra=_meta(unit="%"),
        ),
    ] = 10.0
    split: Annotated[
        Literal["random", "group", "time"],
        Field(
            title="Split",
            description="How test and validation examples are chosen: at random with each class in its share, whole "
            "groups, or the latest.",
            json_schema_extra=_meta(
                advanced=True, labels={"random": "At random", "group": "By group", "time": "By time"}
            ),
        ),
    ] = "random"
    resample: Annotated[
        bool,
        Field(
            title="Resample",
            description="Draw every class equally often, so that rare ones are seen as much as common ones.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    batch_size: Annotated[
        int,
        Field(
            ge=1,
            le=65536,
            title="Batch size",
            description="Examples that each step of the optimizer looks at.",
            json_schema_extra=_meta(unit="examples"),
        ),
    ] = 64
    standardize: Annotated[
        bool,
        Field(
            title="Standardize",
            description="Subtract the training set's mean and divide by its standard deviation, per channel.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    standardize_target: Annotated[
        bool,
        Field(
            title="Standardize target",
            description="Learn numbers minus their mean and divided by their standard deviation; results are in their "
            "own unit all the same.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = True
    augment: Annotated[
        list[AugmentRecipe],
        Field(
            title="Augmentation",
            description="Random changes to the training pictures, anew in each epoch, one after another.",
        ),
    ] = Field(default_factory=list)
    corrections: Annotated[
        str,
        Field(
            title="Corrections",
            description="A file that gives examples another label or leaves them out; the data itself stays as it is.",
            json_schema_extra=_meta(advanced=True) | {"path": "file", "suffixes": (".jsonl",)},
        ),
    ] = ""
    limit: Annotated[
        int,
        Field(
            ge=0,
            title="Use only",
            description="The first so many examples of each set; for a quick look.",
            json_schema_extra=_meta(unit="examples", zero="all", advanced=True),
        ),
    ] = 0
    placement: Annotated[
        Literal["auto", "resident", "streamed"],
        Field(
            title="Placement",
            description="Keep the whole set on the training device, or stream it through loader workers.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = "auto"
    workers: Annotated[
        int,
        Field(
            ge=0,
            le=64,
            title="Loader workers",
            description="Processes that load examples when the data is streamed.",
            json_schema_extra=_meta(advanced=True),
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


class TrainingRecipe(BaseModel):
    """How long, on what, and with which numbers."""

    model_config = CLOSED

    epochs: Annotated[
        int,
        Field(ge=1, le=100_000, title="Epochs", description="How many times the training set is gone through."),
    ] = 5
    seed: Annotated[
        int,
        Field(
            ge=0,
            le=2**31 - 1,
            title="Seed",
            description="Start of every random number: the same seed gives the same run.",
        ),
    ] = 0
    device: Annotated[
        str,
        Field(
            pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$",
            title="Device",
            description="Where the model is trained; “auto” takes the fastest there is.",
        ),
    ] = "auto"
    precision: Annotated[
        Literal["float32", "bfloat16", "float16", "auto"],
        Field(
            title="Precision",
            description="Number format of the forward pass: bfloat16 is faster where the device has instructions for "
            "it, which “auto” looks up; float16 is for CUDA.",
        ),
    ] = "float32"
    channels_last: Annotated[
        bool,
        Field(
            title="Channels last",
            description="Memory order that makes convolutions faster.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    compile: Annotated[
        bool,
        Field(
            title="Compile",
            description="Let torch.compile translate the model first; that takes a while.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    tf32: Annotated[
        bool,
        Field(
            title="TF32",
            description="Faster, coarser float32 matrix products on recent CUDA devices.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    deterministic: Annotated[
        bool,
        Field(
            title="Deterministic",
            description="Only operations that give the same bits each time; on CUDA that costs some speed.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    clip_norm: Annotated[
        float,
        Field(
            ge=0,
            le=1e6,
            title="Clip gradient norm",
            description="Longer gradients are shortened to this norm.",
            json_schema_extra=_meta(zero="off", advanced=True),
        ),
    ] = 0.0
    accumulate: Annotated[
        int,
        Field(
            ge=1,
            le=4096,
            title="Accumulate",
            description="Batches whose gradients are added up for one step of the optimizer.",
            json_schema_extra=_meta(unit="batches", advanced=True),
        ),
    ] = 1
    stop_early_after: Annotated[
        int,
        Field(
            ge=0,
            le=100_000,
            title="Stop early after",
            description="Epochs without a better validation result before the run ends.",
            json_schema_extra=_meta(unit="epochs", zero="off"),
        ),
    ] = 0
    best_by: Annotated[
        str,
        Field(
            title="Best by",
            description="The validation result that decides which weights are the best; “auto” takes the metric that "
            "is shown first.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = AUTO
    evaluation_batch_size: Annotated[
        int,
        Field(
            ge=1,
            le=65536,
            title="Evaluation batch",
            description="Examples at a time when the model is tested; changes memory, not results.",
            json_schema_extra=_meta(unit="examples", advanced=True),
        ),
    ] = 1000
    snapshot_minutes: Annotated[
        float,
        Field(
            ge=0,
            le=10_000,
            title="Snapshot every",
            description="Minutes after which the run is saved so that it can be resumed exactly there.",
            json_schema_extra=_meta(unit="min", zero="off", advanced=True),
        ),
    ] = 5.0
    snapshot_epochs: Annotated[
        int,
        Field(
            ge=0,
            le=100_000,
            title="Snapshot at each",
            description="Epochs after which the run is saved so that it can be resumed exactly there.",
            json_schema_extra=_meta(unit="epochs", zero="off", advanced=True),
        ),
    ] = 1
    snapshots_kept: Annotated[
        int,
        Field(
            ge=1,
            le=1000,
            title="Snapshots kept",
            description="The newest so many stay in the run's folder, and the one of the best epoch.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = 2
    example_losses: Annotated[
        bool,
        Field(
            title="Losses of examples",
            description="Keep the loss of each training example in each epoch, to find those that are never learnt or "
            "have a wrong label: two bytes each. Where MixUp or CutMix mix examples, it is measured in a pass of its "
            "own at the end of each epoch.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = True
    tensorboard: Annotated[
        bool,
        Field(
            title="TensorBoard",
            description="Mirror the run's numbers to event files in its folder.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    threads: Annotated[
        int,
        Field(
            ge=0,
            le=1024,
            title="CPU threads",
            description="Threads that compute on the CPU.",
            json_schema_extra=_meta(zero="all cores", advanced=True),
        ),
    ] = 0

    @field_validator("best_by")
    @classmethod
    def _metric_is_known(cls, value: str) -> str:
        # That of one of several targets is known only with the data.
        if value not in (AUTO, LOSS.name) and not metric_of(value).summary:
            raise RecipeError(
                "unknown-name",
                "{field} is {value}, which is not known. It can be: {allowed}.",
                field="training.best_by",
                value=repr(value),
                allowed=", ".join((AUTO, LOSS.name, *METRICS)),
            )
        return value


class PartRecipe(BaseModel):
    """A section that names an entry of a registry and gives its arguments, side by side in one flat table."""

    model_config = ConfigDict(extra="allow", frozen=True)

    section: ClassVar[str]
    registry: ClassVar[Registry[Callable[..., Any]]]

    name: str

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            raise not_a_section(cls.section, values)
        given = dict(values)
        if "name" not in given:
            raise RecipeError(
                "missing-value",
                "{field} is missing. It can be: {allowed}.",
                field=f"{cls.section}.name",
                allowed=", ".join(entry.name for entry in cls.registry),
            )
        name = given.pop("name")
        model = cls.registry[name if isinstance(name, str) else shown(name)].arguments
        return {"name": name, **validated(model, as_typed(model, given), cls.section).model_dump()}

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the named part, the defaults filled in."""
        return copy.deepcopy(self.model_extra or {})


class ModelRecipe(PartRecipe):
    section = "model"
    registry = models


class LossRecipe(PartRecipe):
    section = "loss"
    registry = losses


class OptimizerRecipe(PartRecipe):
    section = "optimizer"
    registry = optimizers


class ScheduleRecipe(PartRecipe):
    section = "schedule"
    registry = schedules


def _absolute(value: Any, base: Path) -> Any:
    """A path that is given as text, relative to ``base``; what is no path is left to be refused."""
    if not isinstance(value, str | Path) or value in ("", Path()):
        return value
    return os.path.abspath(base / Path(value).expanduser())


def _as_text(path: Path) -> str:
    return "" if path == Path() else str(path)
