"""The report of something unexpected: first the sentence, then folded details, and a button to copy both."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.widgets.button import Button
from studio.widgets.folding_section import FoldingSection


class ReportDialog(Retranslated, QDialog):
    """A sentence, folded details in a fixed-width font, Copy and Close, and the ``log`` file where there is one.

    Qt's dialog signals apply; there are none of its own.
    """

    def __init__(self, sentence: str, details: str, parent: QWidget | None = None, *, log: Path | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self._words = QLabel(sentence, self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details = QPlainTextEdit(details, self)
        self.details.setObjectName("reportDetails")
        self.details.setReadOnly(True)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setFont(fonts.monospace())
        self.details.setMinimumHeight(220)
        self.section = FoldingSection("", self, expanded=False)
        self.section.setObjectName("reportSection")
        self.section.body_layout.addWidget(self.details)
        self.copy_button = Button("", "copy", self)
        self.copy_button.setObjectName("reportCopy")
        self.log_button = Button("", "folder", self)
        self.log_button.setObjectName("reportLog")
        self._log = log
        self.log_button.setVisible(log is not None and log.exists())
        self.close_button = QPushButton(self)
        self.close_button.setObjectName("reportClose")
        self.close_button.setProperty("role", "primary")
        self.close_button.setDefault(True)
        self._arrange()
        self.copy_button.clicked.connect(self.copy)
        self.log_button.clicked.connect(self.open_log)
        self.close_button.clicked.connect(self.accept)
        self.section.toggled.connect(self._fit)
        self.retranslate()
        self.close_button.setFocus()

    @property
    def text(self) -> str:
        """What Copy puts on the clipboard: the sentence, an empty line, the details."""
        return f"{self._words.text()}\n\n{self.details.toPlainText()}"

    @Slot()
    def copy(self) -> None:
        """Put sentence and details on the clipboard, and say that it was done."""
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(self.tr("Copied"))
        self.copy_button.set_icon_name("check")

    @Slot()
    def open_log(self) -> None:
        """Open the log file in the system's viewer of text."""
        if self._log is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log)))

    def retranslate(self) -> None:
        """Word everything but the report itself in the present language."""
        self.setWindowTitle(self.tr("Something went wrong"))
        self.section.set_title(self.tr("Details"))
        self.details.setAccessibleName(self.tr("Details"))
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the sentence and the details"))
        self.log_button.setText(self.tr("Open log"))
        self.log_button.setToolTip(
            self.tr("Open {path}, the log file to attach to a report").format(path=self._log or "")
        )
        self.close_button.setText(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close this report"))

    def sizeHint(self) -> QSize:
        return QSize(560, super().sizeHint().height())

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 12, 16, 12)
        buttons.setSpacing(8)
        buttons.addWidget(self.log_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        sentence = QVBoxLayout()
        sentence.setContentsMargins(16, 16, 16, 16)
        sentence.addWidget(self._words)
        layout.addLayout(sentence)
        layout.addWidget(self.section, 1)
        layout.addLayout(buttons)

    @Slot(bool)
    def _fit(self, expanded: bool) -> None:
        self._layout.activate()
        self.resize(self.width(), self.sizeHint().height())
