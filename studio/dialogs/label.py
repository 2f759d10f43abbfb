"""Asks for the label that examples are to have: one of many classes, or numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts
from studio.look.icons import icon
from studio.look.messages import counted

_WIDTH = 380


class LabelDialog(QDialog):
    """A field that takes the name of a class, or as many numbers as an example has.

    Signals: Qt's ``accepted`` and ``rejected``; `label` holds what was given.
    """

    def __init__(
        self, examples: int, present: str, classes: Sequence[str], targets: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """``present`` is the label now; without ``classes`` numbers are asked for, one for each of ``targets``."""
        super().__init__(parent)
        self.setObjectName("labelDialog")
        self._classes = tuple(classes)
        self._count = max(1, len(targets))
        self._head = QLabel(self)
        self._about = QLabel(self)
        self.field = QLineEdit(present, self)
        self.field.setObjectName("labelField")
        self._box = QComboBox(self)
        self._box.setObjectName("labelBox")
        self._problem = QLabel(self)
        self._problem.setProperty("role", "error")
        self._problem.hide()
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setObjectName("labelCancelButton")
        self.take_button = QPushButton(self.tr("Give this label"), self)
        self.take_button.setObjectName("labelTakeButton")
        self.take_button.setProperty("role", "primary")
        self.take_button.setDefault(True)
        self._word(examples, targets)
        self._arrange(present)
        self.cancel_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self._take)

    @property
    def label(self) -> str | float | tuple[float, ...] | None:
        """The label that was given; None while what stands in the field is none."""
        text = (self._box.currentText() if self._classes else self.field.text()).strip()
        if self._classes:
            return text if text in self._classes else None
        try:
            values = tuple(float(each) for each in text.replace(",", " ").split())
        except ValueError:
            return None
        if len(values) != self._count or not all(map(math.isfinite, values)):
            return None
        return values[0] if self._count == 1 else values

    def ask(self) -> str | float | tuple[float, ...] | None:
        """Show the question, wait, and return `label`, or None for Cancel and Escape."""
        return self.label if self.exec() == QDialog.DialogCode.Accepted else None

    @Slot()
    def _take(self) -> None:
        if self.label is not None:
            self.accept()
            return
        if self._classes:
            self._problem.setText(self.tr("There is no such class. Choose one from the list."))
        else:
            self._problem.setText(counted(self._count, "Write a number.", "Write {n:,} numbers with spaces between."))
        self._problem.show()

    def _word(self, examples: int, targets: Sequence[str]) -> None:
        self.setWindowTitle(self.tr("Another label") if self._classes else self.tr("Another value"))
        head = counted(examples, "Give the example another label", "Give {n:,} examples another label")
        if not self._classes:
            head = counted(examples, "Give the example another value", "Give {n:,} examples another value")
            self.take_button.setText(self.tr("Give this value"))
        self._head.setText(head)
        names = ", ".join(targets)
        about = (
            self.tr("Which class is it? Write a part of its name to find it.")
            if self._classes
            else self.tr("What is the true value? {names}")
        )
        self._about.setText(about.format(names=names).strip())
        self.setAccessibleName(self._head.text())
        for field in (self.field, self._box):
            field.setAccessibleName(self._about.text())

    def _arrange(self, present: str) -> None:
        fonts.use(self._head, "title", strong=True)
        self._about.setProperty("role", "muted")
        for label in (self._head, self._about, self._problem):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._box.setEditable(True)
        self._box.addItems(list(self._classes))
        self._box.setCurrentText(present)
        line = self._box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Part of its name"))
            line.setClearButtonEnabled(True)
            line.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        completer = self._box.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._box.setVisible(bool(self._classes))
        self.field.setVisible(not self._classes)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.take_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        for widget in (self._head, self._about, self._box, self.field, self._problem):
            layout.addWidget(widget)
        layout.addSpacing(12)
        layout.addLayout(buttons)
        self.setMinimumWidth(round(_WIDTH * fonts.scale()))
        field = self._box if self._classes else self.field
        field.setFocus()
        line = self._box.lineEdit() if self._classes else self.field
        if line is not None:
            line.selectAll()
