"""Loads a person's file from its location, under a name of its own and without touching ``sys.path``.

While it loads, the modules beside it that belong to it (see `trainer_core.trial.code`) are found first, from the bytes
that were read with it. Afterwards they are no longer known by their plain names: two files may each have a
``shapes.py`` beside them. So a module beside the file is imported at the top of it, and not inside a function.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import decode_source, module_from_spec, spec_from_loader
from traceback import walk_tb
from types import ModuleType, TracebackType

from trainer_core.trial.code import Code

_one_at_a_time = threading.RLock()


def load(code: Code) -> ModuleType:
    """Run the file and return its module; loaded before with the same content, it is not run again.

    Raises whatever the file raises, which may be any `BaseException`, ``SystemExit`` among them.
    """
    name = f"person_{''.join(c if c.isalnum() else '_' for c in code.path.stem)}_{code.sha256[:16]}"
    with _one_at_a_time:
        if name in sys.modules:
            return sys.modules[name]
        loader = _Loader(code, code.path.name)
        spec = spec_from_loader(name, loader, origin=str(code.path))
        assert spec is not None
        spec.has_location = True
        module = module_from_spec(spec)
        sys.modules[name] = module
        try:
            with _modules_beside(code):
                loader.exec_module(module)
        except BaseException:
            sys.modules.pop(name, None)
            raise
        return module


def line_in(code: Code, trace: TracebackType | None) -> tuple[str, int] | None:
    """The innermost file of ``code`` and line that a traceback went through; None if there is none."""
    places = {str(code.path.parent / name): name for name in code.files}
    found = None
    for frame, line in walk_tb(trace):
        if frame.f_code.co_filename in places:
            found = (places[frame.f_code.co_filename], line)
    return found


class _Loader(InspectLoader):
    """Runs the bytes that were read, as the file that they came from."""

    def __init__(self, code: Code, name: str) -> None:
        self._content = code.files[name]
        self._path = str(code.path.parent / name)
        self._package = name.endswith("/__init__.py")

    def get_source(self, fullname: str) -> str:
        return decode_source(self._content)

    def get_code(self, fullname: str) -> object:  # type: ignore[override]
        return compile(self._content, self._path, "exec", dont_inherit=True)

    def is_package(self, fullname: str) -> bool:
        return self._package

    def get_filename(self, fullname: str) -> str:
        return self._path


class _Beside(MetaPathFinder):
    """Finds the modules that lie beside the file."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        place = fullname.replace(".", "/")
        for name in (f"{place}/__init__.py", f"{place}.py"):
            if name in self._code.files and name != self._code.path.name:
                file = self._code.path.parent / name
                spec = spec_from_loader(fullname, _Loader(self._code, name), origin=str(file))
                assert spec is not None
                spec.has_location = True
                return spec
        return None

    @property
    def tops(self) -> set[str]:
        """The plain names under which they are imported."""
        return {name.partition("/")[0].removesuffix(".py") for name in self._code.beside}


@contextmanager
def _modules_beside(code: Code) -> Iterator[None]:
    """Within the block the modules beside the file are importable, and hide others of their names."""
    finder = _Beside(code)
    hidden = _taken_out(finder.tops)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _taken_out(finder.tops)
        sys.modules.update(hidden)


def _taken_out(tops: set[str]) -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.partition(".")[0] in tops]
    return {name: sys.modules.pop(name) for name in names}
