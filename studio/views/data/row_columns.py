"""What stands in the columns of rows: the cells of the table's file, or the values that the model receives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from studio.views.data.cell_store import CellStore
from studio.views.data.column_table import short
from studio.views.data.example_store import Example
from trainer_core.data.tables.asked import reading_of
from trainer_core.recipe.recipe import Recipe


class RowColumns(QObject):
    """The columns beside the target: ``names``, and a text for each row.

    Signals:
        changed(): there are other columns.
        arrived(): more of what was wanted is here.
    """

    changed = Signal()
    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cells = CellStore(self)
        self.names: tuple[str, ...] = ()
        self.target_is_number = False
        """Whether what is predicted is a number and not a class."""
        self._values: tuple[str, ...] = ()
        self.targets: tuple[str, ...] = ()
        """The names of the columns that are predicted."""
        self._places: list[int] = []
        self._shown: tuple[tuple[str, ...], bool] = ((), False)
        self.cells.opened.connect(self._take_file)
        self.cells.arrived.connect(self.arrived)

    @property
    def of_file(self) -> bool:
        """Whether what is shown is as it stands in a file."""
        return bool(self.cells.names)

    def show(self, recipe: Recipe, values: Sequence[str], targets: Sequence[str]) -> None:
        """Show the cells of the recipe's table without its ``targets``, or else what the model receives, ``values``."""
        self._values, self.targets = tuple(values), tuple(targets)
        path = table_of(recipe)
        if path is not None:
            self.cells.open(path, reading_of(recipe.data.arguments))
        else:
            self.cells.close()
        self._take_file()

    def want(self, examples: Iterable[Example | None]) -> None:
        """Get what stands in the rows of these examples, which are in sight."""
        if self.of_file:
            self.cells.want(int(each.name) for each in examples if each is not None and each.name.isdigit())

    def row_of(self, example: Example) -> tuple[str, ...] | None:
        """All cells of an example's row, if they are here."""
        return self.cells.at(int(example.name)) if example.name.isdigit() else None

    def text(self, example: Example, column: int) -> str | None:
        """What stands in a column, None if it is not here yet."""
        if not self.of_file:
            return short(float(example.values[column])) if column < len(example.values) else None
        row = self.row_of(example)
        return None if row is None else row[self._places[column]]

    def is_number(self, column: int) -> bool:
        """Whether a column holds numbers."""
        return not self.of_file or self.cells.numeric[self._places[column]]

    @Slot()
    def _take_file(self) -> None:
        names = self.cells.names
        self._places = [place for place, name in enumerate(names) if name not in self.targets]
        shown = tuple(names[place] for place in self._places) if names else self._values
        # The columns of a file may be called as what the model receives of them.
        if (shown, bool(names)) != self._shown:
            self._shown = (shown, bool(names))
            self.names = shown
            self.changed.emit()


def table_of(recipe: Recipe) -> Path | None:
    """The file of the recipe's table, if it is on one."""
    path = recipe.data.arguments.get("path")
    return Path(path) if recipe.data.source == "table" and path and Path(path) != Path() else None
