"""Shows a piece of Python to read, to copy and to save."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import fonts
from studio.look.messages import words
from studio.widgets.button import Button
from studio.widgets.code_editor.highlighter import Highlighter
from trainer_core.errors import ModelError
from trainer_core.files.atomic import atomic_write


class CodeDialog(QDialog):
    """The code with three buttons.

    Signals:
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
    """

    notice = Signal(object, str)

    def __init__(self, code: str, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeDialog")
        self.setWindowTitle(self.tr("Read as code"))
        self._files = files
        self.text = QPlainTextEdit(code, self)
        self.text.setObjectName("codeText")
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(fonts.monospace())
        self.text.setAccessibleName(self.tr("Code"))
        self._highlighter = Highlighter(self.text.document())
        about = QLabel(
            self.tr("The same network as a class of PyTorch: same names, same weights from the same seed."), self
        )
        about.setWordWrap(True)
        about.setProperty("role", "muted")
        self.copy_button = Button(self.tr("Copy"), "copy", self)
        self.copy_button.setObjectName("codeCopyButton")
        self.save_button = Button(self.tr("Save…"), "download", self)
        self.save_button.setObjectName("codeSaveButton")
        self.close_button = Button(self.tr("Close"), "", self)
        self.close_button.setObjectName("codeCloseButton")
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        metrics = QFontMetricsF(self.text.font())
        lines = min(len(code.splitlines()) + 2, 32)
        self.resize(round(metrics.horizontalAdvance("0") * 96) + 48, round(metrics.lineSpacing() * lines) + 150)

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())

    @Slot()
    def _save(self) -> None:
        kind = FileKind(self.tr("Python files"), (".py",))
        title = self.tr("Save code")
        path = self._files.ask_save(Purpose.CODE, title, "network.py", (kind,), "saveCodeDialog")
        if path is None:
            return
        try:
            with atomic_write(path, error=ModelError) as file:
                file.write(self.text.toPlainText().encode())
        except ModelError as error:
            self.notice.emit(partial(words, error.message), "error")
            return
        self.notice.emit(self.tr("The code is saved in {path}.").format(path=path), "info")
