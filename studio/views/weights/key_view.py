"""The tree view that all pages of the inspector share: dressed, filtered, and aware of which rows are seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSortFilterProxyModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from studio.look import fonts
from studio.views.weights.cell_painting import CellPainter
from studio.views.weights.key_tree import KEY_ROLE, KeyTree, Node

_SOON_MS = 60
_MOST_EXPANDED = 2000


class KeyView(QTreeView):
    """A tree of keys. Space checks or unchecks the current row where there are check boxes.

    Signals:
        chosen(object): the current row is another `Node`, or None. seen_changed(): other rows may be seen now.
    """

    chosen = Signal(object)
    seen_changed = Signal()

    def __init__(self, model: KeyTree, widths: tuple[int, ...], parent: QWidget | None = None) -> None:
        """``widths`` are those of the columns after the first, in characters."""
        super().__init__(parent)
        self._model = model
        self._widths = widths
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(model)
        self._proxy.setFilterRole(KEY_ROLE)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._proxy.setRecursiveFilteringEnabled(True)
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self.setModel(self._proxy)
        self.setItemDelegate(CellPainter(self))
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setIndentation(16)
        fonts.use(self, "small")
        header = self.header()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        fonts.use(header, "small")
        self._soon.timeout.connect(self.seen_changed)
        self.verticalScrollBar().valueChanged.connect(self._look_soon)
        self.expanded.connect(self._look_soon)
        self.collapsed.connect(self._look_soon)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        model.modelReset.connect(self._unfold)
        self._size_columns()

    @property
    def current(self) -> Node | None:
        """The row that is chosen."""
        index = self._proxy.mapToSource(self.currentIndex())
        return self._model.node(index) if index.isValid() else None

    @property
    def seen(self) -> list[Node]:
        """The keys (no modules) whose rows are seen now, from top to bottom."""
        nodes, index, bottom = [], self.indexAt(self.viewport().rect().topLeft()), self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < bottom:
            node = self._model.node(self._proxy.mapToSource(index))
            if node.item is not None:
                nodes.append(node)
            index = self.indexBelow(index)
        return nodes

    @property
    def rows(self) -> list[list[str]]:
        """The words of every row that is not filtered out, in order: for tests and the clipboard."""
        found: list[list[str]] = []
        waiting = [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            if parent.isValid():
                cells = [parent.siblingAtColumn(column).data() for column in range(self._proxy.columnCount())]
                found.append([str(cell or "") for cell in cells])
            waiting.extend(self._proxy.index(row, 0, parent) for row in reversed(range(self._proxy.rowCount(parent))))
        return found

    def filter(self, text: str) -> None:
        """Show only keys that hold ``text``, and the modules they are in."""
        self._proxy.setFilterFixedString(text)
        self._unfold()

    def choose(self, key: str) -> None:
        """Make the row of a key the current one."""
        node = self._model.leaf(key)
        if node is not None:
            self.setCurrentIndex(self._proxy.mapFromSource(self._model.index_of(node)))

    def index_for(self, key: str, column: int = 0) -> QModelIndex:
        """Where a key is shown; not valid while it is filtered out."""
        node = self._model.leaf(key)
        return QModelIndex() if node is None else self._proxy.mapFromSource(self._model.index_of(node, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()
        self._soon.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            # Under the application's stylesheet a heading takes its size from a stylesheet alone.
            self.header().setStyleSheet(f"QHeaderView::section {{ font-size: {self.font().pointSizeF():.4g}pt }}")
            self._size_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex().siblingAtColumn(0)
        state = index.data(Qt.ItemDataRole.CheckStateRole) if index.isValid() else None
        if event.key() == Qt.Key.Key_Space and state is not None:
            on = Qt.CheckState(state) != Qt.CheckState.Checked
            self._proxy.setData(
                index, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
            )
            return
        super().keyPressEvent(event)

    @Slot()
    def _look_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _unfold(self) -> None:
        """Open the modules, level by level, as long as that does not make too many rows."""
        level = [QModelIndex()]
        rows = 0
        while level:
            below = sum(self._proxy.rowCount(index) for index in level)
            rows += below
            if not below or rows > _MOST_EXPANDED:
                break
            for index in level:
                self.expand(index)
            level = [self._proxy.index(row, 0, index) for index in level for row in range(self._proxy.rowCount(index))]
        self._look_soon()

    @Slot()
    def _tell_chosen(self) -> None:
        self.chosen.emit(self.current)

    def _size_columns(self) -> None:
        """Give each column its characters, and what is left to the keys."""
        digit = QFontMetricsF(fonts.font("small")).horizontalAdvance("0")
        widths = [round(characters * digit) + 18 for characters in self._widths]
        for column, width in enumerate(widths, start=1):
            self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        smallest = round(18 * digit) + 40
        self.setColumnWidth(0, max(self.viewport().width() - sum(widths), smallest))
