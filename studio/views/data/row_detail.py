"""One row of a table's file beside what the model receives of it: column by column, a cell and its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.data.column_table import short
from studio.views.data.example_store import Example
from studio.views.data.row_columns import RowColumns
from trainer_core.protocol.data_browsing import DataDescribed, ExampleShown

_SHOWN_LINES = 14
_MOST = 500
_LINE = 24
_SHARES = (0.31, 0.31, 0.38)


class RowDetail(Retranslated, QTreeWidget):
    """Three columns: name, cell, inputs. ``lines`` are those that are shown. No signals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rowDetail")
        self.lines: tuple[tuple[str, str, str], ...] = ()
        self._event: ExampleShown | None = None
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.header()
        header.setSectionsClickable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setAutoFillBackground(False)
        fonts.use(self, "small")
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("The row in the file and what the model receives of it"))
        self.setHeaderLabels([self.tr("Column"), self.tr("In the file"), self.tr("Received")])

    def show_row(
        self,
        names: Sequence[str],
        cells: Sequence[str],
        inputs: Mapping[str, Sequence[str]],
        received: Mapping[str, float],
        targets: Sequence[str],
    ) -> None:
        """Show a row: the ``cells`` of the columns ``names``, of which some are ``targets``.

        ``inputs`` are the names of those that a column becomes, ``received`` is the value of each.
        """
        self.lines = tuple(
            (name, cell, self._received(name, inputs.get(name, ()), received, targets))
            for name, cell in list(zip(names, cells, strict=False))[:_MOST]
        )
        self.clear()
        for line in self.lines:
            item = QTreeWidgetItem(list(line))
            for place, text in enumerate(line):
                item.setToolTip(place, text)
            self.addTopLevelItem(item)
        height = fonts.scaled(_LINE) * min(len(self.lines), _SHOWN_LINES)
        self.setFixedHeight(height + self.header().sizeHint().height() + 8)
        self.setVisible(bool(self.lines))

    def show_example(
        self, event: ExampleShown, example: Example, described: DataDescribed, columns: RowColumns
    ) -> None:
        """Show the row of an example beside what the model receives of it; nothing where its file is not open."""
        cells = columns.row_of(example)
        if cells is None:
            self.forget()
            return
        if event is self._event:
            return
        self._event = event
        inputs: dict[str, list[str]] = {}
        for name, of in zip(described.inputs, described.inputs_of, strict=False):
            inputs.setdefault(of, []).append(name)
        received = dict(zip(described.inputs, event.received.astype(np.float64).tolist(), strict=True))
        self.show_row(columns.cells.names, cells, inputs, received, columns.targets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        for place, share in enumerate(_SHARES):
            self.setColumnWidth(place, round(width * share))

    def forget(self) -> None:
        """Show no row."""
        self.lines, self._event = (), None
        self.hide()

    def _received(self, name: str, inputs: Sequence[str], received: Mapping[str, float], targets: Sequence[str]) -> str:
        if name in targets:
            return self.tr("target")
        if not inputs:
            return self.tr("left out")
        values = [received.get(each, float("nan")) for each in inputs]
        if len(inputs) == 1 and inputs[0] == name:
            return short(values[0])
        told = [f"{_part(each, name)} {short(value)}" for each, value in zip(inputs, values, strict=True) if value]
        return ", ".join(told) or self.tr("0 in each of {count} inputs").format(count=len(inputs))


def _part(name: str, column: str) -> str:
    """What an input is called within its column: "red" of "colour = red"."""
    rest = name.removeprefix(column).strip()
    return rest.removeprefix("= ") or name
