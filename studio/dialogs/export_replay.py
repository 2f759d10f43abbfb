"""Asks which part of a run to export and, for an animation, how long it is to be."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.messages import counted
from studio.look.numbers import NumberRules
from studio.widgets.number_field import NumberField

_WIDTH, _SIDE = 400, 20
_SECONDS, _MOST_SECONDS = 10, 30


@dataclass(frozen=True, slots=True)
class WantedStretch:
    """The batches from ``begin`` to ``end``, counted from 0, and the ``seconds`` that an animation takes."""

    begin: int
    end: int
    seconds: float


class ExportReplayDialog(QDialog):
    """Two fields for the batches and, for an animation, one for its length.

    Signals: Qt's ``accepted`` and ``rejected``.
    """

    def __init__(self, total: int, *, moving: bool, parent: QWidget | None = None) -> None:
        """``total`` is how many batches the run has; ``moving`` says that an animation is made of it."""
        super().__init__(parent)
        self.setObjectName("exportReplayDialog")
        self.setWindowTitle(self.tr("Export the replay"))
        batches = NumberRules(whole=True, minimum=1, maximum=max(1, total))
        self.first = NumberField(1, batches, "", self)
        self.last = NumberField(max(1, total), batches, "", self)
        self.seconds = NumberField(_SECONDS, NumberRules(minimum=1, maximum=_MOST_SECONDS), self.tr("s"), self)
        self.problem = QLabel(self)
        self.export_button = QPushButton(self.tr("Export"), self)
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self._arrange(total, moving)
        self.export_button.clicked.connect(self._take)
        self.cancel_button.clicked.connect(self.reject)

    @property
    def wanted(self) -> WantedStretch:
        """What stands in the fields."""
        return WantedStretch(int(self.first.value) - 1, int(self.last.value), float(self.seconds.value))

    def ask(self) -> WantedStretch | None:
        """Show the question and wait; None for Cancel and Escape."""
        return self.wanted if self.exec() == QDialog.DialogCode.Accepted else None

    def _take(self) -> None:
        for field in (self.first, self.last, self.seconds):
            field.commit()
        if any(field.error for field in (self.first, self.last, self.seconds)):
            return
        if self.wanted.begin >= self.wanted.end:
            self.problem.setText(self.tr("The last batch comes before the first. Choose a later one."))
            self.problem.show()
            return
        self.accept()

    def _arrange(self, total: int, moving: bool) -> None:
        names = {
            "exportReplayFirst": self.first,
            "exportReplayLast": self.last,
            "exportReplaySeconds": self.seconds,
            "exportReplayButton": self.export_button,
            "exportReplayCancelButton": self.cancel_button,
            "exportReplayProblem": self.problem,
        }
        for name, widget in names.items():
            widget.setObjectName(name)
        self.setMinimumWidth(fonts.scaled(_WIDTH))
        head = QLabel(self.tr("Which part of the run?"), self)
        fonts.use(head, "title", strong=True)
        about = QLabel(counted(total, "It has 1 batch.", "It has {n:,} batches."), self)
        about.setProperty("role", "muted")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.export_button.setProperty("role", "primary")
        self.export_button.setDefault(True)
        form = QFormLayout()
        for text, field in (
            (self.tr("From batch"), self.first),
            (self.tr("To batch"), self.last),
            (self.tr("Length"), self.seconds),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        form.setRowVisible(self.seconds, moving)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE - 4)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(about)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addSpacing(8)
        layout.addLayout(row)
