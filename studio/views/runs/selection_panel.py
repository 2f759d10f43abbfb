"""What stands beside the table when no run is selected, or several are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.views.runs.run_actions import RunActions
from studio.widgets.button import Button
from trainer_core.library.record import RunRecord

_SIDE = 14


class SelectionPanel(Retranslated, QFrame):
    """Says how many runs are selected, and offers what can be done with several at once. No signals."""

    def __init__(self, actions: RunActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runsSelection")
        self.setProperty("role", "panel")
        self._records: tuple[RunRecord, ...] = ()
        self._title = QLabel(self)
        fonts.use(self._title, "title", strong=True)
        self._sentence = QLabel(self)
        self._sentence.setProperty("role", "muted")
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 16, _SIDE, _SIDE)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addSpacing(4)
        for key in ("compare", "inside", "overlay", "delete"):
            button = Button("", actions.icon_name(key), self)
            button.setObjectName(f"runs{key.capitalize()}Button")
            button.set_primary(key == "compare")
            button.set_action(actions[key])
            self.buttons[key] = button
            layout.addWidget(button)
        layout.addStretch(1)
        self.retranslate()

    def show_runs(self, records: Sequence[RunRecord]) -> None:
        """Show what these runs have in common."""
        self._records = tuple(records)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        count = len(self._records)
        for button in self.buttons.values():
            button.setVisible(count > 0)
        if count == 0:
            self._title.setText(self.tr("No run is selected"))
            self._sentence.setText(self.tr("Select one to see its curves and numbers, or several to compare them."))
            return
        size = formats.size(sum(record.bytes for record in self._records))
        self._title.setText(counted(count, "1 run is selected", "{n:,} runs are selected"))
        self._sentence.setText(
            self.tr("Together they take {size}. Compare them, or lay them under the curves.").format(size=size)
        )
