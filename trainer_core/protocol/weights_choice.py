"""Which weights of a file go into a model, and under which names: chosen keys and simple renames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from trainer_core.errors import WeightsError

_NAMED = 80


class RenameKind(StrEnum):
    """What a `Rename` does."""

    ADD_PREFIX = "add prefix"
    STRIP_PREFIX = "strip prefix"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Rename:
    """One change to every name: ``text`` is put in front, taken off the front where it stands, or replaced by ``by``.

    With an empty ``text`` nothing is changed.
    """

    kind: RenameKind
    text: str
    by: str = ""

    def renamed(self, name: str) -> str:
        if not self.text:
            return name
        match self.kind:
            case RenameKind.ADD_PREFIX:
                return self.text + name
            case RenameKind.STRIP_PREFIX:
                return name.removeprefix(self.text)
            case RenameKind.REPLACE:
                return name.replace(self.text, self.by)


@dataclass(frozen=True, slots=True)
class WeightsChoice:
    """Part of a file's weights: ``keys`` are names as loading gives them (None: all), ``renames`` are done in order."""

    keys: tuple[str, ...] | None = None
    renames: tuple[Rename, ...] = ()

    def names(self, there: Iterable[str], path: Path) -> dict[str, str]:
        """Return the name in the model of each chosen key out of ``there``, in its order.

        Raises `WeightsError`, naming ``path``, for a chosen key that is not there, a choice of nothing, and renames
        that leave a name empty or make one of two.
        """
        there = list(there)
        if self.keys is not None:
            absent = set(self.keys).difference(there)
            if absent:
                raise WeightsError(
                    "missing-keys",
                    "{path} holds no weights called {key}. Open it again and choose among those that it holds.",
                    path=str(path),
                    key=min(absent)[:_NAMED],
                )
            chosen = set(self.keys)
            there = [key for key in there if key in chosen]
        if not there:
            raise WeightsError("nothing-chosen", "Nothing was chosen of {path}. Choose a key at least.", path=str(path))
        names = {key: self._renamed(key, path) for key in there}
        _refuse_collisions(names, path)
        return names

    def _renamed(self, key: str, path: Path) -> str:
        name = key
        for rename in self.renames:
            name = rename.renamed(name)
        if not name:
            raise WeightsError(
                "rename-empty",
                "The renames leave nothing of the name {key} in {path}. Change them, or leave the key out.",
                key=key[:_NAMED],
                path=str(path),
            )
        return name


def _refuse_collisions(names: dict[str, str], path: Path) -> None:
    first: dict[str, str] = {}
    for key, name in names.items():
        if name in first:
            raise WeightsError(
                "rename-collision",
                "{one} and {other} in {path} would both be called {name}. Change the renames, or leave one out.",
                one=first[name][:_NAMED],
                other=key[:_NAMED],
                name=name[:_NAMED],
                path=str(path),
            )
        first[name] = key
