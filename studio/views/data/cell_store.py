"""The cells of a table's file that were seen last, read beside the GUI thread as they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.look.messages import words
from studio.session.background import Background
from trainer_core.data.tables.cells import Cells, open_cells
from trainer_core.data.tables.read import Reading

_KEPT = 6000
_AT_ONCE = 200


class CellStore(QObject):
    """Holds rows of one file by their number in it, the last few thousand of them.

    ``names`` are the columns of the open file, ``numeric`` which of them hold numbers; both are empty while there is
    none. ``problem`` says why there is none.

    Signals:
        opened(): another file is open, or cannot be.
        arrived(): some rows that were wanted are here.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    opened = Signal()
    arrived = Signal()
    crashed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background: Background | None = None
        self._file: tuple[Path, Reading] | None = None
        self._cells: Cells | None = None
        self._held: OrderedDict[int, tuple[str, ...]] = OrderedDict()
        self._wanted: tuple[int, ...] = ()
        self._busy = False
        self.names: tuple[str, ...] = ()
        self.numeric: tuple[bool, ...] = ()
        self.problem = ""

    def open(self, path: Path, reading: Reading) -> None:
        """Open a table, unless it is open already, or could not be."""
        if self._file == (path, reading):
            return
        self.close()
        self._file = (path, reading)
        self._do_open(path, reading)

    def retry(self) -> None:
        """A table that could not be opened may be another now."""
        if self.problem:
            self.close()

    def close(self) -> None:
        """Hold nothing of any file."""
        self._file, self._cells, self._wanted = None, None, ()
        self._held.clear()
        self.names, self.numeric, self.problem = (), (), ""

    def shut_down(self) -> None:
        """End the thread that reads."""
        if self._background is not None:
            self._background.close()

    def at(self, number: int) -> tuple[str, ...] | None:
        """The cells of the row with this number in the file, if they are here."""
        return self._held.get(number)

    def want(self, numbers: Iterable[int]) -> None:
        """Get these rows, which are in sight; what was wanted before and is not there yet is not any more."""
        self._wanted = tuple(numbers)
        self._read()

    def _do_open(self, path: Path, reading: Reading) -> None:
        if self._background is None:
            self._background = Background(self)
            self._background.crashed.connect(self.crashed)
        file = (path, reading)
        self._background.do(
            lambda: open_cells(path, reading),
            lambda cells: self._take_file(file, cells),
            lambda message: self._fail(file, words(message)),
        )

    def _take_file(self, file: tuple[Path, Reading], cells: Cells) -> None:
        if file == self._file:
            self._cells, self.names, self.numeric = cells, cells.names, cells.numeric
            self.opened.emit()
            self._read()

    def _fail(self, file: tuple[Path, Reading], sentence: str) -> None:
        self._busy = False
        if file == self._file:
            self._cells, self.names, self.numeric, self.problem = None, (), (), sentence
            self.opened.emit()

    def _read(self) -> None:
        cells, file = self._cells, self._file
        missing = [number for number in self._wanted if number not in self._held][:_AT_ONCE]
        if self._busy or cells is None or file is None or not missing:
            return
        assert self._background is not None
        self._busy = True
        self._background.do(
            lambda: (missing, cells.read(missing)),
            lambda found: self._take_rows(file, found),
            lambda message: self._fail(file, words(message)),
        )

    def _take_rows(self, file: tuple[Path, Reading], found: tuple[list[int], list[tuple[str, ...]]]) -> None:
        self._busy = False
        if file == self._file:
            self._held.update(zip(*found, strict=True))
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
            self.arrived.emit()
        self._read()
