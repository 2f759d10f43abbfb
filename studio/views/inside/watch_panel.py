"""The watchpoints below the step: a line that is always there, and their list, which folds away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.session.session import Session
from studio.session.watchlist import Watchlist
from studio.views.inside.watch_row import WatchRow, fresh
from studio.views.inside.watch_words import kind_sentence, kind_words
from studio.widgets.folding_section import SectionHeader
from studio.widgets.menu_button import MenuButton
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.protocol.events import Prepared, Refused
from trainer_core.protocol.inside import SetWatchpoints, WatchFor
from trainer_core.protocol.modules import DescribeModules, ModulesDescribed

_SHARE, _LEAST = 0.24, 84
"""The list is no higher than this share of the window, but at least that high; more of it is scrolled to."""


class WatchPanel(Retranslated, QFrame):
    """Adds, shows, turns on and off, and removes what the run is watched for. No signals.

    Attributes:
        watched: the watchpoints themselves.
        rows: a line for each of them.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("watchPanel")
        self.setProperty("role", "footer")
        self._session = session
        self.watched = Watchlist(session, self)
        self.rows: list[WatchRow] = []
        self._made = 0
        self._modules: tuple[str, ...] = ()
        self.header = SectionHeader("", self)
        self.header.setObjectName("watchHeader")
        self.add_button = MenuButton("", "plus", self)
        self.add_button.setObjectName("watchAddButton")
        self.empty = QLabel(self)
        self.empty.setObjectName("watchEmpty")
        self._kinds: dict[WatchFor, QAction] = {}
        self._arrange()
        self.header.toggled.connect(self._show_body)
        self.watched.changed.connect(self._show)
        session.follow(Prepared, self._take_preparation, self)
        session.modules_described.connect(self._take_modules)
        self.retranslate()
        self._show_body()

    def shows(self, event: Refused) -> bool:
        """Whether it is seen and says what was refused."""
        return self.isVisible() and event.command == SetWatchpoints.__name__

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.header.setText(self.tr("Watchpoints"))
        self.header.retranslate()
        self.add_button.setText(self.tr("Add"))
        self.add_button.setToolTip(self.tr("Pause the run the first time something happens"))
        self.empty.setText(
            self.tr(
                "A watchpoint pauses the run the first time something happens, and shows the operation, layer, "
                "line and batch. Only what you watch is checked."
            )
        )
        for what, action in self._kinds.items():
            action.setText(kind_words(what))
            action.setToolTip(kind_sentence(what))
        self._show()

    def _arrange(self) -> None:
        menu = self.add_button.menu()
        menu.setToolTipsVisible(True)
        for what in WatchFor:
            self._kinds[what] = action = menu.addAction("")
            action.setObjectName(f"watchAdd_{what.name.lower()}")
            action.triggered.connect(partial(self._add, what))
        fonts.use(self.add_button, "small")
        fonts.use(self.empty, "small")
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 8, 0)
        head.addWidget(self.header, 1)
        head.addWidget(self.add_button)
        self._list = QWidget(self)
        self._list.setProperty("role", "panel")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(14, 2, 8, 10)
        self._column.setSpacing(6)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self._scroll = ScrollColumn(self)
        self._scroll.setObjectName("watchScroll")
        self._scroll.setProperty("role", "panel")
        self._scroll.setWidget(self._list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._scroll)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_body()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_body()

    @Slot()
    def _show(self) -> None:
        entries = self.watched.entries
        while len(self.rows) > len(entries) or any(
            row.entry.point.what is not entry.point.what for row, entry in zip(self.rows, entries, strict=False)
        ):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for entry in entries[len(self.rows) :]:
            self._made += 1
            row = WatchRow(self._session, entry, self._made, self)
            row.changed.connect(partial(self._change, row))
            row.switched.connect(partial(self._switch, row))
            row.removed.connect(partial(self._remove, row))
            self._column.insertWidget(self._column.count() - 1, row)
            row.show()
            self.rows.append(row)
            self._offer(row)
        for row, entry in zip(self.rows, entries, strict=True):
            row.show_entry(entry)
        self.empty.setVisible(not entries)
        on = sum(entry.on for entry in entries)
        summary = self.tr("{on} of {all} on").format(on=on, all=len(entries)) if entries else self.tr("none")
        reached = sum(entry.reached is not None for entry in entries)
        if reached:
            summary += " · " + counted(reached, "1 reached", "{n:,} reached")
        self.header.set_summary(summary)
        self._show_body()

    @Slot()
    def _show_body(self, shown: bool = False) -> None:
        """As high as the list, as far as there is room for it."""
        self._scroll.setVisible(self.header.isChecked())
        self._column.activate()
        wanted = max(self._column.totalHeightForWidth(max(1, self.width())), self._column.totalMinimumSize().height())
        most = max(round(self.window().height() * _SHARE), fonts.scaled(_LEAST))
        self._scroll.setFixedHeight(min(wanted, most))

    def _add(self, what: WatchFor, checked: bool = False) -> None:
        self.header.setChecked(True)
        if what is WatchFor.DEAD_UNIT and self._session.preparation is not None:
            self._session.post(DescribeModules())
        self.watched.add(fresh(what))
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _change(self, row: WatchRow, point: object) -> None:
        self.watched.change(self.rows.index(row), point)  # type: ignore[arg-type]  # a Watchpoint

    def _switch(self, row: WatchRow, on: bool) -> None:
        self.watched.switch(self.rows.index(row), on=on)

    def _remove(self, row: WatchRow) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.watched.remove(place)

    @Slot(object)
    def _take_preparation(self, event: object) -> None:
        """Another model has other names."""
        self._modules = ()
        for row in self.rows:
            self._offer(row)

    @Slot(object)
    def _take_modules(self, event: ModulesDescribed) -> None:
        self._modules = tuple(row.name for row in event.rows if row.name)
        for row in self.rows:
            self._offer(row)

    def _offer(self, row: WatchRow) -> None:
        preparation = self._session.preparation
        modules = () if preparation is None else preparation.model.modules
        if row.entry.point.what is WatchFor.DEAD_UNIT:
            row.offer(self._modules)
        else:
            row.offer([".".join(filter(None, (module.name, own))) for module in modules for own in module.own])
