"""The line above the table of runs: what is searched for, which states are shown, how many runs there are."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.messages import counted
from studio.views.runs.wording import GROUPS
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.segmented import Segmented

_CALM_MS = 60
"""A fast typist's next letter comes within this time; what is typed before it is not searched for."""


class FilterBar(Retranslated, QWidget):
    """Search field, states, totals.

    Signals:
        changed(str, str): text and group (of `wording.GROUPS`) by which the runs are filtered now.
    """

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = dict.fromkeys(GROUPS, 0)
        self._bytes = 0
        self._shown = 0
        self.search = QLineEdit(self)
        self.search.setObjectName("runsSearch")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QAction(icon("search", "muted"), "", self.search), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(320)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.states = Segmented([(group, group) for group in GROUPS], self)
        self.states.setObjectName("runsStateFilter")
        self.total = ElidedLabel("", self)
        self.total.setObjectName("runsTotal")
        self.total.setProperty("role", "muted")
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        fonts.use(self.total, "small")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.search, 2)
        layout.addWidget(self.states)
        layout.addWidget(self.total, 1)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._tell)
        self.search.textChanged.connect(self._calm.start)
        self.states.changed.connect(self._tell)
        QShortcut(QKeySequence.StandardKey.Find, self, self.focus_search)
        self.retranslate()

    def set_totals(self, counts: dict[str, int], shown: int, size: int) -> None:
        """Say how many runs each group has, how many are shown, and what all take on the disk, in bytes."""
        self._counts, self._shown, self._bytes = counts, shown, size
        self._word()

    def clear(self) -> None:
        """Show all runs at once."""
        self.search.clear()
        self.states.set_value("all")
        self._tell()

    @Slot()
    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _tell(self) -> None:
        self._calm.stop()
        self.changed.emit(self.search.text().strip(), self.states.value)

    def _word(self) -> None:
        labels = {
            "all": self.tr("all"),
            "running": self.tr("running"),
            "interrupted": self.tr("interrupted"),
            "finished": self.tr("finished"),
            "failed": self.tr("failed"),
        }
        self.states.set_labels({key: f"{label} {self._counts[key]}" for key, label in labels.items()})
        known = self._counts["all"]
        text = counted(known, "1 run · {size}", "{n:,} runs · {size}", size=formats.size(self._bytes))
        if self._shown != known:
            text = self.tr("{shown} shown of {total}").format(shown=formats.count(self._shown), total=text)
        self.total.setText(text)
        self.total.setAccessibleName(text)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.search.setPlaceholderText(self.tr("Search runs"))
        self.search.setAccessibleName(self.tr("Search runs"))
        for button in self.search.findChildren(QToolButton):
            clears = button.objectName() == "_q_qlineeditclearbutton"
            button.setAccessibleName(self.tr("Clear the search") if clears else self.tr("Search runs"))
        self.search.setToolTip(
            self.tr("Words in name, recipe, tags, notes; tag:… and state:… ask for just that (Ctrl+F)")
        )
        self.states.setAccessibleName(self.tr("States that are shown"))
        self.states.setToolTip(self.tr("Filter by outcome"))
        self._word()
