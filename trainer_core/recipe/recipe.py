"""The recipe: one immutable, validated description of a run, which is TOML on disk.

What is not in the recipe cannot influence a run. The studio's form, the command line and exported scripts are all made
from it. Every section is closed: an unknown key is an error that names the key and what is allowed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal

import tomlkit
from pydantic import BaseModel, Field, ValidationInfo, field_validator

from trainer_core.data import sources
from trainer_core.errors import Message, RecipeError, nearest
from trainer_core.files.safe_read import read_bytes
from trainer_core.models import models
from trainer_core.models.layers.settings import LAYERS, with_setting
from trainer_core.parts.losses import losses, losses_for, require_fitting, require_soft
from trainer_core.recipe.augmentation import mixing
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.recipe.parameter_groups import FIELD as GROUPS
from trainer_core.recipe.sections import (
    About,
    LossRecipe,
    MetricRecipe,
    ModelRecipe,
    OptimizerRecipe,
    PartRecipe,
    ScheduleRecipe,
)
from trainer_core.recipe.toml_text import LARGEST, nested_too_deeply, tables
from trainer_core.recipe.training_section import TrainingRecipe, require_known
from trainer_core.registry.validation import CLOSED, shown, validated

__all__ = ["FORMAT_VERSION", "PartRecipe", "Recipe"]

FORMAT_VERSION: Final = 1

_SIDE: Final = "data.side"


class Recipe(BaseModel):
    """One run, wholly described. Make one with `from_dict`, `from_toml`, `load` or `with_values`."""

    model_config = CLOSED

    version: Literal[1] = FORMAT_VERSION
    about: About = Field(default_factory=About)
    data: DataRecipe = Field(default_factory=DataRecipe)
    model: ModelRecipe = Field(default_factory=lambda: ModelRecipe(name="neural_network"))
    loss: LossRecipe = Field(default_factory=lambda: LossRecipe(name="CrossEntropyLoss"))
    optimizer: OptimizerRecipe = Field(default_factory=lambda: OptimizerRecipe(name="Adam"))
    schedule: ScheduleRecipe = Field(default_factory=lambda: ScheduleRecipe(name="constant"))
    metric: MetricRecipe = Field(default_factory=lambda: MetricRecipe(name="task"))
    training: TrainingRecipe = Field(default_factory=TrainingRecipe)

    @field_validator("loss", mode="before")
    @classmethod
    def _require_fitting_loss(cls, loss: Any, info: ValidationInfo) -> Any:
        """Answer another name with the losses that fit the data, before their registry names all that there are."""
        name = loss.get("name") if isinstance(loss, Mapping) else getattr(loss, "name", None)
        task = sources.task_of(info.data["data"].source) if "data" in info.data else None
        if task is not None and isinstance(name, str):
            require_fitting(name, task)
        if "data" in info.data and isinstance(name, str) and (names := mixing(info.data["data"].augment)):
            require_soft(name, names)
        return loss

    @field_validator("training")
    @classmethod
    def _require_known_metric(cls, training: TrainingRecipe, info: ValidationInfo) -> TrainingRecipe:
        """What a person's file measures is known only when it is loaded."""
        if "metric" not in info.data or "code" not in info.data["metric"].entry.facts:
            require_known(training.best_by)
        return training

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], *, relative_to: Path | None = None) -> Recipe:
        """Validate nested plain values; raises `RecipeError` naming field, value and what is allowed.

        Paths are made absolute: they are ``relative_to`` a folder, the current one if none is given.
        """
        version = values.get("version", FORMAT_VERSION)
        if isinstance(version, int) and version > FORMAT_VERSION:
            raise RecipeError(
                "future-version",
                "This recipe has version {value}, and this program knows versions up to {allowed}. "
                "Update Training Studio to use it.",
                field="version",
                value=shown(version),
                allowed=FORMAT_VERSION,
            )
        return validated(cls, values, "", context={"relative_to": relative_to})

    @classmethod
    def from_toml(cls, text: str, *, relative_to: Path | None = None) -> Recipe:
        """Read a recipe from TOML text, its paths as `from_dict` does; raises `RecipeError`."""
        values = tables(text)
        try:
            return cls.from_dict(values, relative_to=relative_to)
        except RecursionError:
            raise nested_too_deeply() from None

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Recipe:
        """Read a recipe's file, in which paths are relative to its folder; raises `RecipeError` that names the file."""
        file = Path(path)
        try:
            text = read_bytes(file, LARGEST).decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else Message("it is not text")
            raise RecipeError(
                "unreadable", "{path} cannot be read: {reason}.", field="", path=str(file), reason=reason
            ) from None
        try:
            return cls.from_toml(text, relative_to=file.absolute().parent)
        except RecipeError as error:
            raise RecipeError(
                error.code,
                "{path}: {problem}",
                **error.message.facts | {"path": file.name, "problem": error.message},
            ) from None

    def to_dict(self) -> dict[str, Any]:
        """Plain values, nested by section, every default written out."""
        return self.model_dump(mode="json")

    def to_toml(self) -> str:
        """TOML text from which `from_toml` makes an equal recipe."""
        return tomlkit.dumps(self.to_dict())

    def with_values(self, changes: Mapping[str, Any]) -> Recipe:
        """Return a recipe with ``{"optimizer.lr": 0.01, …}`` changed; raises `RecipeError`.

        Naming another part (``optimizer.name``, ``data.source``) starts from that part's own defaults; a loss that does
        not fit another source gives way to the usual one. ``data.arguments.side`` is one value of a table,
        ``model.layers[3].out_channels`` one of a layer, and ``training.groups.0.lr_factor`` one of the first group.
        Other pretrained weights bring the size of the pictures that they were trained on, where the source reads
        pictures at any size and neither that nor ``model.image_size`` is given.
        Paths are relative to the current folder.
        """
        values = self.to_dict()
        ordered = sorted(changes.items(), key=lambda item: not item[0].endswith((".name", ".source")))
        for key, value in ordered:
            section, _, name = key.partition(".")
            near = nearest(section, type(self).model_fields)
            if name and near and not isinstance(values.get(section), dict):
                raise RecipeError(
                    "unknown-key",
                    "{field} is not a setting of a recipe. Did you mean {near}?",
                    field=key,
                    near=f"{near}.{name}",
                )
            if not name or not isinstance(values.get(section), dict):
                raise RecipeError(
                    "unknown-key",
                    "{field} is not a setting of a recipe. Its sections are: {allowed}.",
                    field=key,
                    allowed=", ".join(type(self).model_fields),
                )
            if name == "name" and values[section].get("name") != value:
                values[section] = {"name": value}
            elif key == "data.source" and values[section].get("source") != value:
                # Corrections are of the examples of one source.
                common = {each: values[section][each] for each in DataRecipe.model_fields if each != "corrections"}
                values[section] = {**common, "source": value}
                if not any(each.startswith("loss.") for each in changes):
                    values["loss"] = self._loss_for(value)
            elif key.startswith(f"{LAYERS}["):
                values[section]["layers"] = with_setting(values[section].get("layers"), key, value)
            elif key.startswith("data.augment."):
                self._set_argument(values[section]["augment"], key, value)
            elif key.startswith(f"{GROUPS}."):
                _set_in_group(values[section]["groups"], key, value)
            elif isinstance(values[section].get(name.partition(".")[0]), dict) and "." in name:
                outer, _, inner = name.partition(".")
                values[section][outer] = {**values[section][outer], inner: value}
            else:
                values[section][name] = value
        changed = type(self).from_dict(values)
        # Torchvision, which knows the side, takes up to a second to import.
        if changed.model == self.model or _SIDE in changes or "side" not in changed.data.arguments:
            return changed
        side = _side_of_weights(changed)
        return changed.with_values({_SIDE: side}) if side and side != _side_of_weights(self) else changed

    def _set_argument(self, entries: list[dict[str, Any]], key: str, value: Any) -> None:
        """Change ``data.augment.rotate.degrees`` among the ``entries``; one that is not there yet is put last."""
        _, _, name, *rest = key.split(".", 3)
        entry = next((each for each in entries if each["name"] == name), None)
        if entry is None:
            entry = {"name": name}
            entries.append(entry)
        entry[rest[0] if rest else ""] = value

    def _loss_for(self, source: Any) -> dict[str, Any]:
        """The loss as it is if it fits what ``source`` is for, otherwise the usual one."""
        task = sources.task_of(source) if isinstance(source, str) and source in sources else None
        if task is None or losses.fits(self.loss.name, task):
            return self.loss.model_dump(mode="json")
        return {"name": losses_for(task)[0].name}

    def title(self, language: str = "en") -> str:
        """The recipe's name in ``language``, else in English, else what it trains on what."""
        titles = self.about.title
        return titles.get(language) or titles.get("en") or f"{self.data.source} · {self.model.name}"


def _side_of_weights(recipe: Recipe) -> int:
    """The side of the pictures that the model's pretrained weights were trained on; 0 where there are no such."""
    arguments, pretrained = recipe.model.arguments, models.pretrained(recipe.model.name)
    if pretrained is None or arguments.get("image_size"):
        return 0
    try:
        return pretrained.side(arguments)
    except RecipeError:
        # Told when the model is built.
        return 0


def _set_in_group(groups: list[dict[str, Any]], key: str, value: Any) -> None:
    """Change ``training.groups.0.lr_factor`` among the ``groups``."""
    place, _, name = key.removeprefix(f"{GROUPS}.").partition(".")
    if not name or not place.isdecimal() or int(place) >= len(groups):
        raise RecipeError(
            "unknown-key",
            "{field} is not a setting of this recipe, which has {count} parameter groups, counted from 0.",
            field=key,
            count=len(groups),
        )
    groups[int(place)] = {**groups[int(place)], name: value}


def same_examples(one: Recipe, other: Recipe) -> bool:
    """Whether both recipes have the same examples in the same places of the same parts.

    The facts about data do not tell: another seed or split may leave all of them as they are.
    """
    mine, others = (of.data.model_dump(exclude=_HOW_TRAINED) for of in (one, other))
    return mine == others and one.training.seed == other.training.seed


_HOW_TRAINED = {"batch_size", "resample", "augment", "placement", "workers"}
"""What of the data says how it is trained on, and nothing of which examples there are or what they are."""


def same_model(one: Recipe, other: Recipe) -> bool:
    """Whether both recipes have the same model on the same source, so that weights fit both or neither.

    Points that are added to toy data or taken away by hand leave it what it is.
    """
    mine, others = (
        (of.model, of.data.source, {name: value for name, value in of.data.arguments.items() if name not in _BY_HAND})
        for of in (one, other)
    )
    return mine == others


_BY_HAND = frozenset({"added", "removed"})
"""Arguments of a source that change a few of its examples and nothing else."""
