"""Two graphs that are seen as one: both in the same size, at the same place, with the same box selected."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from studio.widgets.graph_view.view import GraphView


class SharedView(QObject):
    """Lets each of two views follow the other as soon as it is moved, zoomed, or a box is selected in it. No signals.

    The selected box stands at the same place in both where both have it, and otherwise the top of the graphs.
    """

    def __init__(self, first: GraphView, second: GraphView) -> None:
        super().__init__(first)
        self._views = first, second
        self._follows = False
        for view in self._views:
            view.moved.connect(self._move)
            view.selected.connect(self._select)

    @Slot()
    def _move(self) -> None:
        source = self.sender()
        if not self._follows and isinstance(source, GraphView):
            self._align(source)

    @Slot(str)
    def _select(self, key: str) -> None:
        source = self.sender()
        if isinstance(source, GraphView):
            self._follows = True
            target = self._other(source)
            target.select(key if target.stands(key) is not None else "")
            self._follows = False
            self._align(source)

    def _other(self, source: GraphView) -> GraphView:
        first, second = self._views
        return second if source is first else first

    def _align(self, source: GraphView) -> None:
        target, key = self._other(source), source.key
        if not key or source.stands(key) is None or target.stands(key) is None:
            key = ""
        at = source.stands(key)
        if at is not None:
            self._follows = True
            target.stand(source.zoom, at, key)
            self._follows = False
