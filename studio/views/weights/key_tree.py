"""The keys of a file as a tree of modules: a Qt model whose cells are worded by whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from trainer_core.files.state_dict_in import visible

KEY_ROLE = Qt.ItemDataRole.UserRole
"""The whole key of a row: what the filter looks at."""
BARS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Counts of a histogram that a cell shows."""
FRACTION_ROLE = Qt.ItemDataRole.UserRole + 2
"""A number in 0..1 that a cell shows as a bar."""

_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


class Node:
    """A module, or with an ``item`` a key. ``key`` is the whole way to it, ``label`` its own part of that."""

    __slots__ = ("children", "item", "key", "label", "parent", "row")

    def __init__(self, label: str, key: str, parent: Node | None, item: Any = None) -> None:
        self.label = label
        self.key = key
        self.parent = parent
        self.item = item
        self.children: list[Node] = []
        self.row = 0

    def leaves(self) -> Iterator[Node]:
        """This key, or all keys below this module."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.item is not None:
                yield node
            waiting.extend(reversed(node.children))


class Cells(Protocol):
    """Words the cells of a tree."""

    def headings(self) -> list[str]:
        """The words over the columns."""
        ...

    def cell(self, node: Node, column: int, role: int) -> object:
        """What a cell has for a role of Qt's, or one of ours."""
        ...


class KeyTree(QAbstractItemModel):
    """Keys below their modules. The part of a key before each dot is a module, and so is each container of a file.

    For those who drive it: ``root`` holds the nodes, `index_of` finds the row of a key. With ``checkable`` the first
    column has check boxes; ``unchecked`` holds the keys that were taken out, and ``on_check`` is called when that
    changes.
    """

    def __init__(
        self,
        cells: Cells,
        columns: int,
        parent: QObject | None = None,
        *,
        right: Sequence[int] = (),
        checkable: bool = False,
    ) -> None:
        """``right`` are the columns of numbers, which align on their right edge."""
        super().__init__(parent)
        self._right = right
        self._cells = cells
        self._columns = columns
        self._checkable = checkable
        self._by_key: dict[str, Node] = {}
        self.unchecked: set[str] = set()
        self.on_check: Any = None
        self.root = Node("", "", None)

    def set_items(self, items: Sequence[tuple[tuple[str, ...], str, Any]]) -> None:
        """Show other keys: for each the way to it, its key and what the cells know of it."""
        self.beginResetModel()
        self.root = Node("", "", None)
        self._by_key.clear()
        self.unchecked.clear()
        groups: dict[tuple[str, ...], Node] = {(): self.root}
        for path, key, item in items:
            *modules, label = [*path[:-1], *path[-1].split(".")] if path else [key]
            parent = self._group(groups, tuple(modules))
            node = self._append(parent, label, key, item)
            self._by_key[key] = node
        self.endResetModel()

    def _group(self, groups: dict[tuple[str, ...], Node], way: tuple[str, ...]) -> Node:
        depth = len(way)
        while way[:depth] not in groups:
            depth -= 1
        for end in range(depth + 1, len(way) + 1):
            groups[way[:end]] = self._append(groups[way[: end - 1]], way[end - 1], ".".join(way[:end]))
        return groups[way]

    def _append(self, parent: Node, label: str, key: str, item: Any = None) -> Node:
        node = Node(label, key, parent, item)
        node.row = len(parent.children)
        parent.children.append(node)
        return node

    def node(self, index: Index) -> Node:
        """The node of a row; the root for no row."""
        return index.internalPointer() if index.isValid() else self.root

    def leaf(self, key: str) -> Node | None:
        """The node of a key."""
        return self._by_key.get(key)

    def index_of(self, node: Node, column: int = 0) -> QModelIndex:
        """Where a node is."""
        return QModelIndex() if node.parent is None else self.createIndex(node.row, column, node)

    def touch(self, keys: Sequence[str]) -> None:
        """Tell that the cells of these keys have changed."""
        for key in keys:
            node = self._by_key.get(key)
            if node is not None:
                self.dataChanged.emit(self.index_of(node), self.index_of(node, self._columns - 1))

    def retranslate(self) -> None:
        """Tell that all words may have changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)

    @property
    def checked(self) -> tuple[str, ...]:
        """The keys whose box is checked, in order."""
        return tuple(node.key for node in self.root.leaves() if node.key not in self.unchecked)

    def check_state(self, node: Node) -> Qt.CheckState:
        """The box of a key, or what those of a module have in common."""
        states = {leaf.key not in self.unchecked for leaf in node.leaves()}
        if len(states) == 2:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if states == {True} else Qt.CheckState.Unchecked

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self.node(parent).children
        if not (0 <= row < len(children) and 0 <= column < self._columns):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        parent = self.node(index).parent if index.isValid() else None
        return self.index_of(parent) if parent is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return self._columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._cells.headings()[section]
        return _AT_RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self.node(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _AT_RIGHT if index.column() in self._right else None
        if role == KEY_ROLE:
            return node.key
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return visible(node.label)
            if role == Qt.ItemDataRole.ToolTipRole:
                return visible(node.key)
            if role == Qt.ItemDataRole.CheckStateRole and self._checkable:
                return self.check_state(node)
        return self._cells.cell(node, index.column(), role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._checkable and index.column() == 0 else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable:
            return False
        node = self.node(index)
        keys = {leaf.key for leaf in node.leaves()}
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.unchecked -= keys
        else:
            self.unchecked |= keys
        self._tell_checked(node)
        if self.on_check is not None:
            self.on_check()
        return True

    def _tell_checked(self, node: Node) -> None:
        """Tell that the boxes of a row, of all below it and of all that it is in are others."""
        waiting = [node]
        while waiting:
            children = waiting.pop().children
            if children:
                self.dataChanged.emit(self.index_of(children[0]), self.index_of(children[-1]))
                waiting.extend(children)
        above: Node | None = node
        while above is not None and above.parent is not None:
            self.dataChanged.emit(self.index_of(above), self.index_of(above))
            above = above.parent
