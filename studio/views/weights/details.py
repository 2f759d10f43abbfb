"""The panel beside a file's tree: one tensor in full, with a large histogram."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.views.weights.key_tree import Node
from studio.views.weights.tensors import TensorCells, short
from studio.widgets.histogram import Histogram
from trainer_core.errors import Message
from trainer_core.files.state_dict_in import visible
from trainer_core.protocol.weights_report import Entry, TensorStatistics

_NAMED = 3


class DetailsPanel(Retranslated, QWidget):
    """What is known of the chosen row. ``facts`` are its lines as (name, value)."""

    def __init__(self, cells: TensorCells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("weightsDetails")
        self._cells = cells
        self._node: Node | None = None
        self.facts: list[tuple[str, str]] = []
        self.title = QLabel(self)
        self.title.setObjectName("weightsDetailsTitle")
        self.remark = QLabel(self)
        self.remark.setObjectName("weightsDetailsRemark")
        self.histogram = Histogram(self)
        self.histogram.setObjectName("weightsHistogram")
        self._grid = QGridLayout()
        self._labels: list[tuple[QLabel, QLabel]] = []
        fonts.use(self.title, strong=True)
        fonts.use(self.remark, "small")
        self.remark.setProperty("role", "muted")
        for label in (self.title, self.remark):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(8)
        for part in (self.title, self.remark, self.histogram):
            layout.addWidget(part)
        layout.addLayout(self._grid)
        self.retranslate()

    def show_node(self, node: Node | None) -> None:
        """Show a row: a tensor, a plain value or a module; None says how to choose one."""
        self._node = node
        entry: Entry | None = node.item if node is not None else None
        measured = self._cells.statistics.get(entry.key) if entry is not None else None
        numbers = isinstance(measured, TensorStatistics) and bool(measured.histogram.any())
        self.histogram.setVisible(numbers)
        if isinstance(measured, TensorStatistics) and numbers:
            self._draw(measured)
        key = formats.breakable(visible(node.key), "./_") if node is not None else ""
        self.title.setText(key or self.tr("One tensor in full"))
        remark = self._remark(node, measured)
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        self._set_facts(self._facts(node, entry, measured) if node is not None else [])

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.histogram.setAccessibleName(self.tr("Histogram of values"))
        self.show_node(self._node)

    def _draw(self, measured: TensorStatistics) -> None:
        low, high = measured.minimum, measured.maximum
        zero = -low / (high - low) if low < 0 < high and math.isfinite(high - low) else None
        self.histogram.set_counts(measured.histogram.tolist(), (short(low), short(high)), zero)

    def _remark(self, node: Node | None, measured: TensorStatistics | Message | None) -> str:
        if node is None:
            return self.tr("Choose a row to see its values here.")
        if isinstance(measured, TensorStatistics) and measured.magnitudes:
            return self.tr("Complex numbers: these are their magnitudes.")
        return self._cells.reason(measured)

    def _facts(
        self, node: Node, entry: Entry | None, measured: TensorStatistics | Message | None
    ) -> list[tuple[str, str]]:
        if entry is None:
            leaves = [leaf.item for leaf in node.leaves() if leaf.item.is_tensor]
            return [
                (self.tr("Tensors"), formats.count(len(leaves))),
                (self.tr("Elements"), formats.count(sum(leaf.elements for leaf in leaves))),
                (self.tr("Size"), formats.size(sum(leaf.bytes for leaf in leaves))),
            ]
        if not entry.is_tensor:
            return [(self.tr("Value"), self._cells.value(entry))]
        facts = [
            (self.tr("Shape"), formats.shape(entry.shape)),
            (self.tr("Type"), entry.dtype),
            (self.tr("Saved from"), entry.device or self.tr("unknown")),
            (self.tr("Elements"), formats.count(entry.elements)),
            (self.tr("Size"), formats.size(entry.bytes)),
        ]
        if entry.tied:
            more = [formats.UNKNOWN] if len(entry.tied) > _NAMED else []
            names = [formats.breakable(key, "./_") for key in entry.tied[:_NAMED]]
            facts.append((self.tr("Shared with"), "\n".join([*names, *more])))
        if isinstance(measured, TensorStatistics):
            facts += self._numbers(measured)
        return facts

    def _numbers(self, measured: TensorStatistics) -> list[tuple[str, str]]:
        zeros = measured.zeros / measured.elements if measured.elements else math.nan
        return [
            (self.tr("Smallest"), short(measured.minimum)),
            (self.tr("Largest"), short(measured.maximum)),
            (self.tr("Mean"), short(measured.mean)),
            (self.tr("Std. dev."), short(measured.std)),
            (self.tr("Norm"), short(measured.norm)),
            (self.tr("Zeros"), formats.percent(zeros)),
            (self.tr("NaN"), formats.count(measured.nan)),
            (self.tr("Infinite"), formats.count(measured.infinite)),
        ]

    def _set_facts(self, facts: list[tuple[str, str]]) -> None:
        self.facts = facts
        while len(self._labels) < len(facts):
            name, value = QLabel(self), QLabel(self)
            name.setProperty("role", "muted")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate((name, value)):
                fonts.use(label, "small")
                label.setTextFormat(Qt.TextFormat.PlainText)
                self._grid.addWidget(label, len(self._labels), column, Qt.AlignmentFlag.AlignTop)
            self._labels.append((name, value))
        for row, (name, value) in enumerate(self._labels):
            there = row < len(facts)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(facts[row][0])
                value.setText(facts[row][1])
