"""Arrow, imported when it is first used: who opens no table goes without its 32 MB and a fifth of a second."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__all__ = ["pa", "pa_csv", "pc"]

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.compute as pc  # type: ignore[import-untyped]
    import pyarrow.csv as pa_csv  # type: ignore[import-untyped]
else:

    class _ImportedLater:
        """Stands for a module until something of it is asked for."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            return getattr(import_module(self._name), attribute)

    pa, pc, pa_csv = (_ImportedLater(name) for name in ("pyarrow", "pyarrow.compute", "pyarrow.csv"))
