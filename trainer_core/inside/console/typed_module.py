"""The module in which typed code lives: its names, and a file of its classes that processes of a DataLoader import."""

from __future__ import annotations

import ast
import shutil
import sys
import tempfile
import uuid
import weakref
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from torch import nn

_HEADER = "import numpy as np\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\n"
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class TypedModule:
    """A module of its own name. Pickled objects find their class by that name, here and in a process that is started.

    The file holds imports, classes, functions and constants, each as typed last. It is written when a class or function
    is first typed; its folder stands on Python's path until `close`.
    """

    def __init__(self) -> None:
        self.name = f"typed_{uuid.uuid4().hex[:12]}"
        self._module = ModuleType(self.name)
        sys.modules[self.name] = self._module
        self._folder: Path | None = None
        self._statements: dict[str, str] = {}
        self.names.update({"torch": torch, "np": np, "nn": nn, "F": nn.functional})
        self.close = weakref.finalize(self, _take_away, self.name)
        """Takes the module and its file away, at the latest when the program ends."""

    @property
    def names(self) -> dict[str, Any]:
        """The names of the module: what typed code sees and sets."""
        return self._module.__dict__

    @property
    def path(self) -> Path | None:
        """The file, if there is one yet."""
        return None if self._folder is None else self._folder / f"{self.name}.py"

    def note(self, tree: ast.Module) -> None:
        """Keep what of typed code other processes need; called before it runs, for it may start them."""
        defines = False
        for statement in tree.body:
            name = _name_of(statement)
            if name:
                self._statements.pop(name, None)
                self._statements[name] = ast.unparse(statement)
                defines |= isinstance(statement, _DEFINITIONS)
        if defines or (self._folder is not None and self._statements):
            self._write()

    def _write(self) -> None:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=f"{self.name}-"))
            # A process that is started gets this path, and finds the module by its name, which no other module has.
            sys.path.append(str(self._folder))
        assert self.path is not None
        self.path.write_text(_HEADER + "\n\n".join(self._statements.values()) + "\n", encoding="utf-8")


def _take_away(name: str) -> None:
    sys.modules.pop(name, None)
    for folder in [each for each in sys.path if Path(each).name.startswith(f"{name}-")]:
        sys.path.remove(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _name_of(statement: ast.stmt) -> str:
    """By which name a statement is kept: one that defines, imports, or sets a name to a constant; else empty."""
    if isinstance(statement, _DEFINITIONS):
        return statement.name
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return ast.unparse(statement)
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        try:
            ast.literal_eval(statement.value)
        except ValueError:
            return ""
        return target.id if isinstance(target, ast.Name) else ""
    return ""
