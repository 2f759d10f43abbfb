"""Registries: the named parts that a recipe can ask for, with their arguments read from signatures."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Strict, create_model
from pydantic.fields import FieldInfo

from trainer_core.errors import RecipeError, nearest

B = TypeVar("B", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Entry(Generic[B]):
    """One part that a recipe can name.

    ``build`` makes the part; ``arguments`` is a pydantic model of the keyword arguments that a recipe may give it;
    ``facts`` are what only parts of its kind have, such as the tasks that a loss fits.
    """

    name: str
    title: str
    summary: str
    build: B
    arguments: type[BaseModel]
    facts: Mapping[str, Any]


class Registry(Generic[B]):
    """The parts of one kind (``"model"``, ``"optimizer"``, …), by name, in the order in which they were added.

    ``field`` of a recipe names the part; it is ``kind.name`` if not given. `every` holds all registries there are.
    """

    every: ClassVar[list[Registry[Any]]] = []

    def __init__(self, kind: str, field: str = "") -> None:
        self.every.append(self)
        self.kind = kind
        self._field = field or f"{kind}.name"
        self._entries: dict[str, Entry[B]] = {}

    def add(
        self, name: str, build: B, *, title: str, summary: str, arguments: type[BaseModel] | None = None, **facts: Any
    ) -> B:
        """Add a part. Without ``arguments`` they are read from the keyword-only parameters of ``build``."""
        if name in self._entries:
            raise ValueError(f"{self.kind} {name!r} is registered twice")
        model = arguments if arguments is not None else arguments_of(build, f"{self.kind}_{name}")
        self._entries[name] = Entry(name, title, summary, build, model, facts)
        return build

    def register(self, name: str, *, title: str, summary: str, **facts: Any) -> Callable[[B], B]:
        """The decorator form of `add`, for a builder that stands in its own file."""

        def decorate(build: B) -> B:
            return self.add(name, build, title=title, summary=summary, **facts)

        return decorate

    def remove(self, name: str) -> None:
        """Take a part out again; raises `RecipeError` if there is none of that name."""
        del self._entries[self[name].name]

    def __getitem__(self, name: str) -> Entry[B]:
        """Return the entry called ``name``; raises `RecipeError` naming what there is."""
        try:
            return self._entries[name]
        except KeyError:
            raise self.unknown(name, self._entries) from None

    def unknown(self, name: str, known: Iterable[str]) -> RecipeError:
        """The error for a ``name`` that no part has; ``known`` are those that can stand in its place."""
        known = tuple(known)
        facts = {"field": self._field, "value": repr(name), "allowed": ", ".join(known)}
        if near := nearest(str(name), known):
            return RecipeError(
                "unknown-name",
                "{field} is {value}, which is not known. Did you mean {near}? It can be: {allowed}.",
                near=near,
                **facts,
            )
        return RecipeError("unknown-name", "{field} is {value}, which is not known. It can be: {allowed}.", **facts)

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[Entry[B]]:
        return iter(tuple(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)


def is_live(field: FieldInfo) -> bool:
    """Whether a field of a recipe says that it may change while a run is under way."""
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("live"))


def arguments_of(build: Callable[..., Any], name: str, without: Collection[str] = ()) -> type[BaseModel]:
    """Make a pydantic model from the keyword-only parameters of ``build``, except for those ``without``.

    A parameter's ``Annotated[..., Field(...)]`` gives its range, title and description. A path may be given as text;
    one without a default is empty, which is ``Path()``, until a person has chosen one.
    """
    hints = get_type_hints(build, include_extras=True)
    fields = {
        parameter.name: _field_of(hints[parameter.name], parameter.default)
        for parameter in inspect.signature(build).parameters.values()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY and parameter.name not in without
    }
    return arguments_model(name, fields)


def is_path(field: FieldInfo) -> bool:
    """Whether a field of a recipe holds a path; one that is held as text says so."""
    extra = field.json_schema_extra
    return field.annotation is Path or (isinstance(extra, dict) and "path" in extra)


def is_to_be_chosen(field: FieldInfo) -> bool:
    """Whether a field holds a path that a person has to choose: it has no default."""
    return any(mark is _TO_BE_CHOSEN for mark in field.metadata)


_TO_BE_CHOSEN = object()


def _field_of(hint: Any, default: Any) -> tuple[Any, Any]:
    missing = default is inspect.Parameter.empty
    if hint is not Path and not (get_origin(hint) is Annotated and get_args(hint)[0] is Path):
        return hint, ... if missing else default
    lenient = Annotated[hint, Strict(False)]
    return (Annotated[lenient, _TO_BE_CHOSEN], Path()) if missing else (lenient, default)


def arguments_model(name: str, fields: Mapping[str, tuple[Any, Any]]) -> type[BaseModel]:
    """Make a closed, immutable pydantic model from ``{name: (type, default)}``."""
    definitions: dict[str, Any] = dict(fields)
    config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)
    return create_model(name, __config__=config, **definitions)
