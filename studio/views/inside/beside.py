"""Which parts of Inside stand beside the curves instead, and what is in their places meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.widgets.button import Button
from studio.widgets.empty_state import EmptyState

Swap = Callable[[QWidget, QWidget], None]
"""Puts the second widget into the place of the first."""
Title = Callable[[QWidget], str]
"""What a part is called, of the widget that is in its place."""


class Stand(Retranslated, QWidget):
    """Stands in the place of a part that is beside the curves.

    Signals:
        back_asked(): a person wants the part here again.
        look_asked(): a person wants to see it where it is.
    """

    back_asked = Signal()
    look_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.empty = EmptyState("curves", "", "", self)
        self.look_button, self.back_button = Button("", "", self), Button("", "", self)
        self.look_button.setObjectName("besideLookButton")
        self.back_button.setObjectName("besideBackButton")
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.look_button, self.back_button):
            row.addWidget(button)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(2)
        whole.addWidget(self.empty)
        whole.addLayout(row)
        whole.addStretch(3)
        self.look_button.clicked.connect(self.look_asked)
        self.back_button.clicked.connect(self.back_asked)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.empty.set_words(
            self.tr("Beside the curves"), self.tr("This part of Inside is shown with the results on the Train page.")
        )
        self.look_button.setText(self.tr("Show it there"))
        self.back_button.setText(self.tr("Bring it back"))


@dataclass(frozen=True, slots=True)
class _Part:
    widget: QWidget
    stand: Stand
    swap: Swap
    title: Title


class Beside(QObject):
    """Sends parts to the curves and fetches them back; whoever has the curves puts them there.

    Signals:
        placed(object, str): this widget is to be shown beside the curves, under this title.
        fetched(object): this widget is not to be shown there any more.
        asked(object): this widget is to be brought to the front there.
        changed(object): the names of the parts that are there, a list of texts.
        seen_changed(): one of them is seen, or is not any more.
    """

    placed = Signal(object, str)
    fetched = Signal(object)
    asked = Signal(object)
    changed = Signal(object)
    seen_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = parent
        self._parts: dict[QWidget, _Part] = {}
        self._away: list[QWidget] = []

    @property
    def seen(self) -> bool:
        """Whether one of the parts is seen beside the curves."""
        return any(part.isVisible() for part in self._away)

    def add(self, part: QWidget, title: Title, swap: Swap) -> None:
        """``part`` can stand beside the curves; its object name is what it is remembered by."""
        # Without a parent it would outlive the window, with all that its connections hold.
        stand = Stand(self._home)
        stand.hide()
        self._parts[part] = _Part(part, stand, swap, title)
        stand.back_asked.connect(lambda: self.fetch(part))
        stand.look_asked.connect(lambda: self.asked.emit(part))

    def add_tabs(self, tabs: QTabWidget, parts: Iterable[QWidget]) -> None:
        """Each of these tabs can."""

        def swap(old: QWidget, new: QWidget) -> None:
            place, current = tabs.indexOf(old), tabs.currentWidget()
            title = tabs.tabText(place)
            tabs.removeTab(place)
            tabs.insertTab(place, new, title)
            tabs.setCurrentWidget(new if current is old else current)

        for part in parts:
            self.add(part, lambda there: tabs.tabText(tabs.indexOf(there)), swap)

    def has(self, part: QWidget) -> bool:
        """Whether a part stands beside the curves."""
        return part in self._away

    def can_send(self, part: QWidget) -> bool:
        """Whether this is a part that stands in its own place."""
        return part in self._parts and part not in self._away

    def send(self, part: QWidget) -> None:
        """Have a part stand beside the curves."""
        if not self.can_send(part):
            return
        known = self._parts[part]
        title = known.title(part)
        known.swap(part, known.stand)
        self._away.append(part)
        part.installEventFilter(self)
        self.placed.emit(part, title)
        self._tell()

    def fetch(self, part: QWidget) -> None:
        """Have it stand in its own place again."""
        if part not in self._away:
            return
        known = self._parts[part]
        self._away.remove(part)
        part.removeEventFilter(self)
        self.fetched.emit(part)
        known.swap(known.stand, part)
        known.stand.hide()
        known.stand.setParent(self._home)
        part.show()
        self._tell()

    def restore(self, names: Iterable[str]) -> None:
        """Send the parts with these object names."""
        by_name = {part.objectName(): part for part in self._parts}
        for name in names:
            if name in by_name:
                self.send(by_name[name])

    def retitle(self) -> None:
        """Tell the titles in the present language."""
        for part in self._away:
            known = self._parts[part]
            self.placed.emit(part, known.title(known.stand))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.seen_changed.emit()
        return super().eventFilter(watched, event)

    @Slot()
    def _tell(self) -> None:
        self.changed.emit([part.objectName() for part in self._away])
        self.seen_changed.emit()
