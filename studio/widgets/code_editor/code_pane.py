"""The editor with what belongs to it: completion, and the bar to find, to replace and to go to a line."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.widgets.code_editor.code_editor import CodeEditor
from studio.widgets.code_editor.completion import Completion
from studio.widgets.code_editor.find_bar import FindBar, Shows
from studio.widgets.focus import lead_to


class CodePane(QWidget):
    """``editor`` over ``bar``. `shut_down` ends the process of the completions. Signals: those of the editor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = CodeEditor(self)
        self.completion = Completion(self.editor)
        self.bar = FindBar(self.editor, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.editor, 1)
        layout.addWidget(self.bar)
        self.editor.find_asked.connect(self._find)
        self.editor.replace_asked.connect(self._replace)
        self.editor.line_asked.connect(self._ask_line)
        self.editor.next_asked.connect(self.bar.go)
        lead_to(self, self.editor)

    def shut_down(self) -> None:
        """End the process of the completions."""
        self.completion.shut_down()

    @Slot()
    def _find(self) -> None:
        self.bar.open_bar(Shows.FIND)

    @Slot()
    def _replace(self) -> None:
        self.bar.open_bar(Shows.REPLACE)

    @Slot()
    def _ask_line(self) -> None:
        self.bar.open_bar(Shows.LINE)
