"""One row of a table's file beside what the model receives of it: column by column, a cell and its inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.views.data.column_table import short
from studio.views.data.example_store import Example
from studio.views.data.row_columns import RowColumns
from studio.widgets.told_apart import told_apart
from trainer_core.protocol.data_browsing import DataDescribed, ExampleShown

_SHOWN_LINES = 14
_MOST = 500
_LINE, _BESIDE = 24, 8
_SHARES = (0.31, 0.31, 0.38)


class RowDetail(Retranslated, QTreeWidget):
    """Three columns: name, cell, inputs. ``lines`` are those of the row, of which the first are seen, or all.

    It does not scroll: what it stands in does.

    Signals:
        cut_changed(): ``cut``, how many lines are not seen, is another.
    """

    cut_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rowDetail")
        self.lines: tuple[tuple[str, str, str], ...] = ()
        self._event: ExampleShown | None = None
        self._whole = False
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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

    @property
    def cut(self) -> int:
        """How many lines are not seen."""
        return 0 if self._whole else max(0, len(self.lines) - _SHOWN_LINES)

    def show_whole(self) -> None:
        """Show every line, of this row and of those after it."""
        self._whole = True
        self._fit()

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
        self.setVisible(bool(self.lines))
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is seen, with names that differ."""
        height = max(self.sizeHintForRow(0), fonts.scaled(_LINE))
        self.setFixedHeight(height * (len(self.lines) - self.cut) + self.header().sizeHint().height() + 4)
        self._shorten()
        self.cut_changed.emit()

    def _shorten(self) -> None:
        """Shorten names for which there is no room so that no two look alike."""
        room = self.columnWidth(0) - _BESIDE
        names = told_apart([name for name, *_ in self.lines], QFontMetricsF(self.font()), room)
        for place, name in enumerate(names):
            item = self.topLevelItem(place)
            if item is not None:
                item.setText(0, name)
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, self.lines[place][0])

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
        self._shorten()

    def forget(self) -> None:
        """Show no row."""
        self.lines, self._event = (), None
        self.hide()
        self.cut_changed.emit()

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
