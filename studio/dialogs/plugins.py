"""Which plug-ins were found, what each adds, and why one is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.messages import counted
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.engine.plugins import Plugin, broken

_WIDTH, _HIGHEST = 480, 420


class PluginsDialog(QDialog):
    """A list to read and to copy from. Qt's dialog signals apply; ``lines`` are what is said, plug-in by plug-in."""

    def __init__(self, plugins: Sequence[Plugin], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pluginsDialog")
        self.setWindowTitle(self.tr("Plug-ins"))
        self.lines: list[str] = []
        left_out = len(broken(tuple(plugins)))
        sentence = self.tr(
            "No plug-in is installed. A Python package can add data, models, losses, optimizers, schedules, metrics, "
            "exports and views; after it is installed, it is found at the next start."
        )
        if plugins:
            sentence = counted(len(plugins), "1 plug-in was found.", "{n:,} plug-ins were found.")
        if left_out:
            sentence += " " + counted(left_out, "1 is broken and was left out.", "{n:,} are broken and were left out.")
        summary = QLabel(sentence, self)
        summary.setObjectName("pluginsSentence")
        summary.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(summary)
        if plugins:
            layout.addWidget(self._list(plugins), 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("pluginsCloseButton")
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.setMinimumWidth(fonts.scaled(_WIDTH))

    def _list(self, plugins: Sequence[Plugin]) -> ScrollColumn:
        body = QWidget()
        body.setProperty("role", "clear")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for plugin in plugins:
            column.addWidget(self._card(plugin))
        column.addStretch(1)
        area = ScrollColumn(self)
        area.setWidget(body)
        area.setAccessibleName(self.tr("Plug-ins"))
        area.setMinimumHeight(min(body.sizeHint().height(), fonts.scaled(_HIGHEST)))
        return area

    def _card(self, plugin: Plugin) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "tile")
        name = QLabel(plugin.name, card)
        fonts.use(name, "base", strong=True)
        origin = QLabel(f"{plugin.package} · {self._kind(plugin.group)}", card)
        origin.setProperty("role", "muted")
        said = self.tr("adds {parts}").format(parts=", ".join(plugin.adds)) if plugin.adds else self.tr("adds nothing")
        if plugin.problem:
            said = self.tr("left out: {problem}").format(problem=plugin.problem)
        state = QLabel(said, card)
        state.setProperty("role", "error" if plugin.problem else "muted")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(2)
        for label in (name, origin, state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setWordWrap(True)
            lines.addWidget(label)
        for label in (origin, state):
            fonts.use(label, "small")
        self.lines.append(f"{plugin.name}: {said}")
        return card

    def _kind(self, group: str) -> str:
        """What a group of plug-ins adds, in the present language."""
        return {
            "sources": self.tr("data"),
            "models": self.tr("models"),
            "losses": self.tr("losses"),
            "optimizers": self.tr("optimizers"),
            "schedules": self.tr("schedules"),
            "metrics": self.tr("metrics"),
            "exporters": self.tr("exports"),
            "views": self.tr("views"),
        }.get(group, group)
