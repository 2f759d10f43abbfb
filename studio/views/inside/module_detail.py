"""The tab Modules: the tree, and below it what is looked at in the module that is chosen there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.session.session import Session
from studio.views.inside.change_panel import ChangePanel
from studio.views.inside.health_panel import HealthPanel
from studio.views.inside.module_tree import ModuleTree
from studio.widgets.segmented import Segmented

NOW, OVER_TIME, CHANGE = "now", "overTime", "change"
_TREE, _DETAIL = 36, 64
"""Shares of the height."""


class ModuleDetail(Retranslated, QWidget):
    """A switch over the tree and a panel: what is there now is the tree alone. No signals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moduleDetail")
        self.tree = ModuleTree(session, self)
        self.health = HealthPanel(session, self)
        self.change = ChangePanel(session, self)
        self.switch = Segmented([(NOW, ""), (OVER_TIME, ""), (CHANGE, "")], self)
        self.switch.setObjectName("moduleView")
        self._parted = False
        self._panels: dict[str, QWidget] = {OVER_TIME: self.health, CHANGE: self.change}
        self._detail = QStackedWidget(self)
        for panel in self._panels.values():
            self._detail.addWidget(panel)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setObjectName("moduleSplit")
        self.split.setChildrenCollapsible(False)
        for part in (self.tree, self._detail):
            self.split.addWidget(part)
        for at, share in enumerate((_TREE, _DETAIL)):
            self.split.setStretchFactor(at, share)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 0)
        head.addWidget(self.switch)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.split, 1)
        self.switch.changed.connect(self.show_view)
        self.tree.chosen.connect(self.health.set_module)
        self.tree.chosen.connect(self.change.set_module)
        self.change.module_asked.connect(self.show_module)
        self.health.layer_chosen.connect(self.tree.show_module)
        self.health.layer_chosen.connect(self.change.set_module)
        self.show_view(NOW)
        self.retranslate()

    def retranslate(self) -> None:
        """Word the switch in the present language; the panels word themselves."""
        self.switch.set_labels({NOW: self.tr("Now"), OVER_TIME: self.tr("Over time"), CHANGE: self.tr("Change")})
        self.switch.setAccessibleName(self.tr("What to show for the modules"))

    @Slot(str)
    def show_view(self, key: str) -> None:
        """Show one of the panels below the tree, or the tree alone."""
        self.switch.set_value(key)
        panel, hidden = self._panels.get(key), self._detail.isHidden()
        self._detail.setVisible(panel is not None)
        self.tree.set_brief(panel is not None)
        if panel is not None and hidden and not self._parted:
            # From here on as a person drags it.
            self._parted = True
            self.split.setSizes([self.split.height() * share // 100 for share in (_TREE, _DETAIL)])
        if panel is not None:
            self._detail.setCurrentWidget(panel)

    def show_module(self, name: str) -> bool:
        """Make the module with this path the current one; False if there is none."""
        self.health.set_module(name)
        self.change.set_module(name)
        return self.tree.show_module(name)
