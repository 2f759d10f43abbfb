"""Asks which demo to play, a bundled one or a file, or whether to record one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.demos.script import Script, in_language
from studio.look import fonts
from studio.look.i18n import language

_WIDTH = 520


class DemosDialog(QDialog):
    """Once it is accepted, ``chosen`` is the file of a demo, or None if a person wants to choose another file.

    Signals: those of `QDialog`.
    """

    def __init__(self, scripts: Sequence[Script], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("demosDialog")
        self.setWindowTitle(self.tr("Demos"))
        self.chosen: Path | None = None
        self.records = False
        """Whether a person wants to record a demo instead."""
        self._files: dict[QPushButton, Path] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(14)
        hint = _label(self.tr("Page Down continues, Page Up goes back, and Esc lets you take over."), self)
        for number, script in enumerate(scripts, 1):
            layout.addLayout(self._row(number, script))
        layout.addWidget(hint)
        below = QHBoxLayout()
        below.setSpacing(8)
        other = QPushButton(self.tr("Open a file…"), self)
        other.setObjectName("demoOpenButton")
        other.clicked.connect(self.accept)
        record = QPushButton(self.tr("Record"), self)
        record.setObjectName("demoRecordButton")
        record.setToolTip(self.tr("Record what you do in the window from now on as a demo"))
        record.clicked.connect(self._record)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setObjectName("demosCancelButton")
        cancel.clicked.connect(self.reject)
        below.addWidget(other)
        below.addWidget(record)
        below.addStretch(1)
        below.addWidget(cancel)
        layout.addLayout(below)
        self.setMinimumWidth(fonts.scaled(_WIDTH))

    def _row(self, number: int, script: Script) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        title = QLabel(in_language(script.title, language()), self)
        fonts.use(title, "title", strong=True)
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(_label(in_language(script.summary, language()), self))
        play = QPushButton(self.tr("Play"), self)
        play.setObjectName(f"demoPlay_{number}")
        play.setAccessibleName(self.tr("Play {title}").format(title=title.text()))
        play.clicked.connect(self._choose)
        self._files[play] = script.path
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(play, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    @Slot()
    def _record(self) -> None:
        self.records = True
        self.accept()

    @Slot()
    def _choose(self) -> None:
        sender = self.sender()
        self.chosen = next(path for button, path in self._files.items() if button is sender)
        self.accept()


def _label(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "muted")
    fonts.use(label, "small")
    return label
