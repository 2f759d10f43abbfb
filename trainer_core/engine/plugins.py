"""Plug-ins: parts that other installed packages add, found by their entry points; a broken one is left out by name.

A package says in its metadata which of its modules add parts::

    [project.entry-points."training_studio.sources"]
    rings = "example_plugin.rings"

The module registers its parts when it is imported, as the program's own do; a function can be named as well
(``"example_plugin:add"``), which is called without arguments. `GROUPS` names the groups.
"""

from __future__ import annotations

import functools
import importlib.metadata
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from trainer_core.data import sources
from trainer_core.errors import Message, is_interrupt
from trainer_core.recipe.data_section import DataRecipe
from trainer_core.registry import Registry

PREFIX = "training_studio."

GROUPS = ("sources", "models", "losses", "optimizers", "schedules", "metrics", "exporters")
"""Groups of entry points without the window's: ``training_studio.sources`` and so on."""

VIEWS = ("views",)
"""The window's groups, whose modules may import Qt."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plug-in that was found: its name, the package that brings it, its group, and what it is broken by, if it is.

    ``adds`` are the titles of the parts that it has added.
    """

    name: str
    package: str
    group: str
    problem: str = ""
    adds: tuple[str, ...] = ()

    @property
    def message(self) -> Message:
        """What is said of a broken one."""
        return Message(
            "The plug-in {name} of {package} is broken and was left out: {problem}.",
            {"name": self.name, "package": self.package, "problem": self.problem},
        )


def load_plugins(groups: tuple[str, ...] = GROUPS) -> tuple[Plugin, ...]:
    """Load every plug-in of ``groups``, once in a process, and return them all; nothing that they raise gets out."""
    return tuple(plugin for group in groups for plugin in _loaded(group))


def broken(plugins: tuple[Plugin, ...]) -> tuple[Plugin, ...]:
    """Those that were left out."""
    return tuple(plugin for plugin in plugins if plugin.problem)


@functools.cache
def _loaded(group: str) -> tuple[Plugin, ...]:
    of_group = _all_points().select(group=PREFIX + group)
    found = sorted(of_group, key=lambda point: (point.name, point.value))
    plugins = []
    for point in found:
        package = point.dist.name if point.dist is not None else point.value
        before = _known()
        problem = _load(point, before)
        added = tuple(title for key, title in _known().items() if key not in before)
        plugins.append(Plugin(point.name, package, group, problem, added))
        if problem:
            logging.getLogger(__name__).info("%s", plugins[-1].message)
    return tuple(plugins)


@functools.cache
def _all_points() -> Any:
    """What all installed packages bring, which is read once: it takes 15 ms."""
    return importlib.metadata.entry_points()


def _known() -> dict[tuple[int, str], str]:
    """The titles of all parts, by the place of their registry among all and their name."""
    return {(place, entry.name): entry.title for place, registry in enumerate(Registry.every) for entry in registry}


def _load(point: importlib.metadata.EntryPoint, before: Mapping[tuple[int, str], str]) -> str:
    """Load one, and return what is wrong with it; the parts that a broken one has added are taken out again."""
    try:
        thing = point.load()
        if not isinstance(thing, ModuleType):
            thing()
        _require_own_names(before)
    except BaseException as error:
        # Another's module may raise, exit or recurse: none of that is worth the program.
        if is_interrupt(error):
            raise
        for place, name in [key for key in _known() if key not in before]:
            Registry.every[place].remove(name)
        text = (str(error).splitlines() or [""])[0].rstrip(".")
        return f"{type(error).__name__}: {text}" if text else type(error).__name__
    return ""


def _require_own_names(before: Mapping[tuple[int, str], str]) -> None:
    """Raise `ValueError` if a new source has an argument that is called like a field that every source has."""
    place = Registry.every.index(sources)
    for entry in sources:
        taken = set(entry.arguments.model_fields) & set(DataRecipe.model_fields)
        if (place, entry.name) not in before and taken:
            raise ValueError(
                f"the source {entry.name} has an argument {min(taken)!r}, which every recipe has in [data]"
            )
