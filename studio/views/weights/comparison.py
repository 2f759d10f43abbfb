"""The page that holds two files against each other: what differs, and how far the values moved, layer by layer."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.messages import words
from studio.look.theme import current_theme
from studio.views.weights.key_tree import FRACTION_ROLE, KeyTree, Node
from studio.views.weights.key_view import KeyView
from studio.views.weights.tensors import short
from studio.widgets.elided_label import ElidedLabel
from trainer_core.errors import Message
from trainer_core.protocol.weights_report import Comparison, KeyComparison, Movement

KEY, VERDICT, FIRST, SECOND, LARGEST, RELATIVE, BAR, COSINE = range(8)
COLUMNS = 8
WIDTHS = (16, 12, 12, 9, 11, 14, 9)
"""The widths of the columns after the key, in characters."""

_ICONS = {
    "only in first": ("cross", "wrong"),
    "only in second": ("plus", "warning"),
    "shape differs": ("warning", "warning"),
    "type differs": ("info", "muted"),
    "not finite": ("warning", "wrong"),
    "values differ": ("info", "muted"),
    "same values": ("check", "right"),
}
RIGHT = (LARGEST, RELATIVE, COSINE)


class ComparisonCells(QObject):
    """Words the rows of a comparison. ``movements`` holds how far values moved, by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.movements: dict[str, Movement | Message] = {}
        self.farthest = 0.0

    def headings(self) -> list[str]:
        return [
            self.tr("Key"),
            self.tr("Result"),
            self.tr("Shape in A"),
            self.tr("Shape in B"),
            self.tr("max |Δ|"),
            self.tr("Moved by"),
            self.tr("How far"),
            self.tr("Cosine"),
        ]

    def add(self, movements: dict[str, Movement | Message]) -> bool:
        """Take more movements; returns whether one is farther than all before, so that every bar changes."""
        self.movements.update(movements)
        before = self.farthest
        for moved in movements.values():
            if isinstance(moved, Movement) and math.isfinite(moved.relative):
                self.farthest = max(self.farthest, moved.relative)
        return self.farthest > before

    def verdict(self, key: KeyComparison) -> str:
        """The verdict on a key, which its values may sharpen."""
        moved = self.movements.get(key.name)
        return key.verdict_with(moved if isinstance(moved, Movement) else None)

    def cell(self, node: Node, column: int, role: int) -> object:
        if column == BAR and role == FRACTION_ROLE:
            return self._fraction(node)
        if role == Qt.ItemDataRole.DisplayRole and column == RELATIVE:
            relative = self.relative(node)
            return formats.UNKNOWN if relative is None and node.item is not None else self._percent(relative)
        if node.item is None:
            muted = role == Qt.ItemDataRole.ForegroundRole
            return QBrush(current_theme().tokens.colour("muted")) if muted else None
        key: KeyComparison = node.item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(key, column)
        if role == Qt.ItemDataRole.DecorationRole and column == VERDICT:
            mark = _ICONS.get(self.verdict(key))
            return icon(*mark) if mark else None
        return None

    def relative(self, node: Node) -> float | None:
        """How far a key moved by its own norm; a module: its keys together, as one long vector."""
        moved = [self.movements.get(leaf.key) for leaf in node.leaves()]
        known = [each for each in moved if isinstance(each, Movement) and math.isfinite(each.relative)]
        if not known:
            return None
        norms = [each.norm / each.relative if each.relative else 0.0 for each in known]
        length = math.hypot(*norms)
        return math.hypot(*(each.norm for each in known)) / length if length else 0.0

    def _fraction(self, node: Node) -> float | None:
        relative = self.relative(node)
        if relative is None:
            return None
        return relative / self.farthest if self.farthest else 0.0

    def _percent(self, relative: float | None) -> str:
        return "" if relative is None else f"{short(relative * 100)}%"

    def _text(self, key: KeyComparison, column: int) -> str | None:
        moved = self.movements.get(key.name)
        if column == VERDICT:
            if isinstance(moved, Movement) and not moved.finite:
                return self._not_finite(moved)
            return self.verdict_words()[self.verdict(key)]
        if column in (FIRST, SECOND):
            return formats.shape(key.shapes[column - FIRST])
        if isinstance(moved, Message):
            return words(moved) if column == LARGEST else formats.UNKNOWN
        if moved is None:
            return "" if key.comparable else formats.UNKNOWN
        largest = short(moved.largest) if math.isfinite(moved.largest) else formats.UNKNOWN
        return {LARGEST: largest, COSINE: _cosine(moved.cosine)}.get(column)

    def _not_finite(self, moved: Movement) -> str:
        """Say how many values are NaN or infinite in which file."""
        texts = (
            (moved.nan[0], self.tr("{count} NaN in A")),
            (moved.nan[1], self.tr("{count} NaN in B")),
            (moved.infinite[0], self.tr("{count} infinite in A")),
            (moved.infinite[1], self.tr("{count} infinite in B")),
        )
        return ", ".join(text.format(count=formats.count(count)) for count, text in texts if count)

    def verdict_words(self) -> dict[str, str]:
        return {
            "only in first": self.tr("only in A"),
            "only in second": self.tr("only in B"),
            "shape differs": self.tr("shape differs"),
            "type differs": self.tr("type differs"),
            "same shape": self.tr("same shape"),
            "not finite": self.tr("NaN or infinite"),
            "values differ": self.tr("values differ"),
            "same values": self.tr("same values"),
        }


class ComparePage(Retranslated, QWidget):
    """Two files side by side. ``tree`` has the rows, ``summary`` the counts of the verdicts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = ComparisonCells(self)
        self.model = KeyTree(self.cells, COLUMNS, self, right=RIGHT)
        self.tree = KeyView(self.model, WIDTHS, self)
        self.tree.setObjectName("weightsCompareTree")
        self.files = ElidedLabel("", self, Qt.TextElideMode.ElideMiddle)
        self.files.setObjectName("weightsCompareFiles")
        self.summary = QLabel(self)
        self.summary.setObjectName("weightsCompareSummary")
        self._names = ("", "")
        self._comparison: Comparison | None = None
        self._fraction = 0.0
        fonts.use(self.files, "small")
        fonts.use(self.summary, "small")
        self.summary.setProperty("role", "muted")
        self.summary.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setContentsMargins(14, 10, 14, 10)
        lines.setSpacing(4)
        lines.addWidget(self.files)
        lines.addWidget(self.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(lines)
        layout.addWidget(self.tree, 1)
        self.retranslate()

    def show_comparison(self, names: tuple[str, str], comparison: Comparison) -> None:
        """Show two files called ``names``; how far values moved follows in `take_movements`."""
        self._names, self._comparison, self._fraction = names, comparison, 0.0
        self.cells.movements.clear()
        self.cells.farthest = 0.0
        self.model.set_items([(key.path, key.name, key) for key in comparison.keys])
        self._word()

    def take_movements(self, movements: dict[str, Movement | Message], fraction: float) -> None:
        """Take how far some keys moved; ``fraction`` in 0..1 of all is known then."""
        self._fraction = fraction
        self.cells.add(movements)
        # A farther one makes every bar shorter, and a module's bar changes with each of its keys.
        self.tree.viewport().update()
        self._word()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.tree.setAccessibleName(self.tr("Keys of both files"))
        self.model.retranslate()
        self._word()

    def _word(self) -> None:
        first, second = self._names
        self.files.setText(self.tr("A: {first}    B: {second}").format(first=first, second=second))
        if self._comparison is None:
            self.summary.setText("")
            return
        counts: dict[str, int] = {}
        for key in self._comparison.keys:
            verdict = self.cells.verdict(key)
            counts[verdict] = counts.get(verdict, 0) + 1
        verdict_words = self.cells.verdict_words()
        parts = [f"{verdict_words[verdict]} {formats.count(count)}" for verdict, count in counts.items()]
        if self._fraction < 1:
            parts.append(self.tr("comparing values, {percent}").format(percent=formats.percent(self._fraction, 0)))
        notes = [words(note) for note in self._comparison.notes]
        self.summary.setText("\n".join([" · ".join(parts), *notes]))


def _cosine(value: float) -> str:
    return f"{value:.5f}" if math.isfinite(value) else formats.UNKNOWN
