"""The recipe: one immutable, validated description of a run, which is TOML on disk.

What is not in the recipe cannot influence a run. The studio's form, the command line and exported scripts are all made
from it. Every section is closed: an unknown key is an error that names the key and what is allowed.
"""

from __future__ import annotations

import copy
import os
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeVar, get_args, get_origin

import tomlkit
import tomlkit.exceptions
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from trainer_core.data import sources
from trainer_core.errors import RecipeError
from trainer_core.losses import losses
from trainer_core.models import models
from trainer_core.optimizers import optimizers
from trainer_core.registry import Registry
from trainer_core.schedules import schedules

FORMAT_VERSION: Final = 1

_LARGEST_FILE = 1_000_000
"""Bytes; a recipe has a few hundred."""

M = TypeVar("M", bound=BaseModel)

_CLOSED = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True, strict=True)


def _meta(
    *,
    unit: str = "",
    zero: str = "",
    advanced: bool = False,
    live: bool = False,
    log: bool = False,
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What a form needs to know of a field beyond its type: see `trainer_core.schema.FieldInfo`."""
    return {
        "unit": unit,
        "zero": zero,
        "advanced": advanced,
        "live": live,
        "log": log,
        "labels": dict(labels or {}),
    }


class About(BaseModel):
    """What the recipe is called and what it is for, by language; it does not influence a run."""

    model_config = _CLOSED

    title: dict[str, str] = Field(default_factory=dict, description="The recipe's name, by language code.")
    summary: dict[str, str] = Field(default_factory=dict, description="One sentence, by language code.")
    demo_epochs: Annotated[int, Field(ge=1, le=1000, description="Epochs that a demo trains.")] = 1


class DataRecipe(BaseModel):
    """Which examples, in what order and form."""

    model_config = _CLOSED

    source: Annotated[str, Field(title="Source", description="Where the examples come from.")] = "fashion-mnist"
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
    flip: Annotated[
        bool,
        Field(
            title="Random flip",
            description="Mirror half of the training images, anew in each epoch.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = False
    shift: Annotated[
        int,
        Field(
            ge=0,
            le=64,
            title="Random shift",
            description="Move each training image by up to this many pixels.",
            json_schema_extra=_meta(unit="px", zero="off", advanced=True),
        ),
    ] = 0
    erase: Annotated[
        int,
        Field(
            ge=0,
            le=128,
            title="Random erase",
            description="Blank a square of this side in each training image.",
            json_schema_extra=_meta(unit="px", zero="off", advanced=True),
        ),
    ] = 0
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

    @model_validator(mode="after")
    def _source_is_known(self) -> Self:
        if self.source not in sources:
            raise RecipeError(
                "unknown-name",
                "{field} is {value}, which is not known. It can be: {allowed}.",
                field="data.source",
                value=repr(self.source),
                allowed=", ".join(entry.name for entry in sources),
            )
        return self


class TrainingRecipe(BaseModel):
    """How long, on what, and with which numbers."""

    model_config = _CLOSED

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
        Literal["float32", "bfloat16", "float16"],
        Field(
            title="Precision",
            description="Number format of the forward pass; bfloat16 is faster, float16 is for CUDA.",
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
        Literal["accuracy", "loss"],
        Field(
            title="Best by",
            description="The validation result that decides which weights are the best.",
            json_schema_extra=_meta(advanced=True),
        ),
    ] = "accuracy"
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
            raise _not_a_section(cls.section, values)
        given = dict(values)
        if "name" not in given:
            raise RecipeError(
                "missing-value",
                "{field} is missing. It can be: {allowed}.",
                field=f"{cls.section}.name",
                allowed=", ".join(entry.name for entry in cls.registry),
            )
        name = given.pop("name")
        model = cls.registry[name if isinstance(name, str) else _shown(name)].arguments
        for key, value in given.items():
            # TOML has lists only.
            if isinstance(value, list | tuple) and key in model.model_fields:
                given[key] = tuple(value) if get_origin(model.model_fields[key].annotation) is tuple else list(value)
        return {"name": name, **_validated(model, given, cls.section).model_dump()}

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


class Recipe(BaseModel):
    """One run, wholly described. Make one with `from_dict`, `from_toml`, `load` or `with_values`."""

    model_config = _CLOSED

    version: Literal[1] = FORMAT_VERSION
    about: About = Field(default_factory=About)
    data: DataRecipe = Field(default_factory=DataRecipe)
    model: ModelRecipe = Field(default_factory=lambda: ModelRecipe(name="neural_network"))
    loss: LossRecipe = Field(default_factory=lambda: LossRecipe(name="CrossEntropyLoss"))
    optimizer: OptimizerRecipe = Field(default_factory=lambda: OptimizerRecipe(name="Adam"))
    schedule: ScheduleRecipe = Field(default_factory=lambda: ScheduleRecipe(name="constant"))
    training: TrainingRecipe = Field(default_factory=TrainingRecipe)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Recipe:
        """Validate nested plain values; raises `RecipeError` naming field, value and what is allowed."""
        version = values.get("version", FORMAT_VERSION)
        if isinstance(version, int) and version > FORMAT_VERSION:
            raise RecipeError(
                "future-version",
                "This recipe has version {value}, and this program knows versions up to {allowed}. "
                "Update Training Studio to use it.",
                field="version",
                value=version,
                allowed=FORMAT_VERSION,
            )
        return _validated(cls, values, "")

    @classmethod
    def from_toml(cls, text: str) -> Recipe:
        """Read a recipe from TOML text; raises `RecipeError`."""
        try:
            values = tomlkit.parse(text).unwrap()
        except (tomlkit.exceptions.TOMLKitError, RecursionError, ValueError) as error:
            raise RecipeError(
                "not-toml", "This is not a recipe in TOML: {reason}.", field="", reason=str(error)
            ) from None
        return cls.from_dict(values)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Recipe:
        """Read a recipe's file; raises `RecipeError` that names the file."""
        file = Path(path)
        try:
            text = _read_small_text(file)
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise RecipeError(
                "unreadable", "{path} cannot be read: {reason}.", field="", path=str(file), reason=reason
            ) from None
        try:
            return cls.from_toml(text)
        except RecipeError as error:
            raise RecipeError(
                error.code,
                "{path}: {problem}",
                **error.message.facts | {"path": file.name, "problem": str(error)},
            ) from None

    def to_dict(self) -> dict[str, Any]:
        """Plain values, nested by section, every default written out."""
        return self.model_dump(mode="json")

    def to_toml(self) -> str:
        """TOML text from which `from_toml` makes an equal recipe."""
        return tomlkit.dumps(self.to_dict())

    def with_values(self, changes: Mapping[str, Any]) -> Recipe:
        """Return a recipe with ``{"optimizer.lr": 0.01, …}`` changed; raises `RecipeError`.

        Naming another part (``optimizer.name``) starts from that part's own defaults.
        """
        values = self.to_dict()
        ordered = sorted(changes.items(), key=lambda item: not item[0].endswith(".name"))
        for key, value in ordered:
            section, _, name = key.partition(".")
            if not name or not isinstance(values.get(section), dict):
                raise RecipeError(
                    "unknown-key",
                    "{field} is not a setting of a recipe. Its sections are: {allowed}.",
                    field=key,
                    allowed=", ".join(type(self).model_fields),
                )
            if name == "name" and values[section].get("name") != value:
                values[section] = {"name": value}
            else:
                values[section][name] = value
        return type(self).from_dict(values)

    def title(self, language: str = "en") -> str:
        """The recipe's name in ``language``, else in English, else what it trains on what."""
        titles = self.about.title
        return titles.get(language) or titles.get("en") or f"{self.data.source} · {self.model.name}"


def _validated(model: type[M], values: Mapping[str, Any], prefix: str) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise _first_problem(error, model, prefix) from None


def _read_small_text(file: Path) -> str:
    """Read a text file; anything that is no ordinary file, or too large to be a recipe, is an `OSError`."""
    with file.open("rb") as opened:
        status = os.fstat(opened.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_FILE:
            raise OSError(0, "it is too large, or no ordinary file")
        return opened.read().decode("utf-8")


def _not_a_section(field: str, value: Any) -> RecipeError:
    return RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=field,
        value=_shown(value),
        allowed=f"It should be a section: [{field}] and its settings below it",
    )


def _first_problem(error: ValidationError, model: type[BaseModel], prefix: str) -> RecipeError:
    """Turn pydantic's first finding into our sentence: which field, which value, what is allowed."""
    found = error.errors(include_url=False)[0]
    where = ".".join([*([prefix] if prefix else []), *(str(part) for part in found["loc"])])
    if found["type"] == "extra_forbidden":
        owner = _section_model(model, found["loc"][:-1])
        return RecipeError(
            "unknown-key",
            "{field} is not a setting that a recipe has. Known here: {allowed}.",
            field=where,
            value=_shown(found["input"]),
            allowed=", ".join(owner.model_fields) or "none",
        )
    if found["type"] in ("model_type", "model_attributes_type"):
        return _not_a_section(where, found["input"])
    allowed = found["msg"].replace("Input should be", "It should be")
    if found["type"] == "missing":
        where, allowed = where.rpartition(".")[0], "It should have more values"
    if found["type"] == "string_pattern_mismatch":
        allowed = "It can be: auto, cpu, mps, cuda, or one CUDA device such as cuda:0"
    return RecipeError(
        "bad-value",
        "{field} is {value}. {allowed}.",
        field=where,
        value=_shown(found["input"]),
        allowed=allowed,
    )


def _section_model(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for part in location:
        annotation = model.model_fields[str(part)].annotation
        nested = [kind for kind in (annotation, *get_args(annotation)) if isinstance(kind, type)]
        model = next((kind for kind in nested if issubclass(kind, BaseModel)), model)
    return model


def _shown(value: Any, longest: int = 60) -> str:
    try:
        text = repr(value)
    except ValueError:  # Python writes no number of more than 4,300 digits
        text = "a number of thousands of digits"
    return text if len(text) <= longest else text[: longest - 1] + "…"
