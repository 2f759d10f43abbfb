"""A few Python files, to read, one at a time."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.widgets.choice_field import ChoiceField
from studio.widgets.code_editor.highlighter import Highlighter
from studio.widgets.code_text import CodeText

_LINES = 12
_COLUMNS = 72


class CodeFiles(Retranslated, QWidget):
    """The text of the first of ``files``, texts by their names; where there are more, one is chosen. No signals."""

    def __init__(self, files: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self.field = ChoiceField(self)
        self.field.setObjectName("codeFilesField")
        self.text = CodeText("", self, lines=_LINES, columns=_COLUMNS)
        self.text.setObjectName("codeFilesText")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._highlighter = Highlighter(self.text.document())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.text, 1)
        names = list(files)
        self.field.set_choices(names, names)
        self.field.setVisible(len(names) > 1)
        self.field.value_changed.connect(self._show)
        self.field.set_value(names[0])
        self._show(names[0])
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.field.setAccessibleName(self.tr("File"))
        self.text.setAccessibleName(self.tr("Code"))

    @Slot(object)
    def _show(self, name: str) -> None:
        self.text.setPlainText(self._files[name])
