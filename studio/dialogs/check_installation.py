"""What the check of the installation finds, as it is found: what is broken, what to do, and a report to copy."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.widgets.button import Button
from studio.widgets.mark_label import MarkLabel
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.engine.doctor.finding import Finding, Status
from trainer_core.engine.doctor.report import report, summary
from trainer_core.errors import Message

_MARKS = {Status.OK: ("check", "right"), Status.NOTE: ("info", "accent"), Status.PROBLEM: ("warning", "wrong")}
_BY_WEIGHT = (Status.PROBLEM, Status.NOTE, Status.OK)
_WIDTH, _HEIGHT = 620, 380


class CheckDialog(Retranslated, QDialog):
    """A list of findings that grows while the check goes on; at its end what is broken stands first.

    ``findings`` are what was added. Qt's dialog signals apply, and:

    Signals:
        again_asked(): everything is to be checked once more.
    """

    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checkInstallationDialog")
        self.findings: list[Finding] = []
        self._done = False
        self._failed = ""
        self.sentence = QLabel(self)
        self.sentence.setObjectName("checkSentence")
        self.sentence.setWordWrap(True)
        self.progress = QProgressBar(self)
        self.progress.setObjectName("checkProgress")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 0)
        self.area = ScrollColumn(self)
        self.area.setObjectName("checkFindings")
        self.copy_button = Button("", "copy", self)
        self.copy_button.setObjectName("checkCopyButton")
        self.again_button = Button("", "again", self)
        self.again_button.setObjectName("checkAgainButton")
        self.close_button = QPushButton(self)
        self.close_button.setObjectName("checkCloseButton")
        self.close_button.setDefault(True)
        self.copy_button.clicked.connect(self.copy)
        self.again_button.clicked.connect(self.again_asked)
        self.close_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.sentence)
        layout.addWidget(self.progress)
        layout.addWidget(self.area, 1)
        layout.addLayout(buttons)
        self.begin()
        room = (parent or self).window().size()
        self.resize(min(fonts.scaled(_WIDTH), room.width() - 40), min(fonts.scaled(_HEIGHT) + 120, room.height() - 40))

    def begin(self) -> None:
        """Show that a check has begun."""
        self.findings, self._done, self._failed = [], False, ""
        self.retranslate()

    def add(self, finding: Finding) -> None:
        """Show one more finding."""
        self.findings.append(finding)
        self._column.insertWidget(self._column.count() - 1, self._row(finding))

    def end(self, failed: str = "") -> None:
        """Show that everything was checked, or, as ``failed`` says, could not be."""
        self._done, self._failed = True, failed
        self.findings.sort(key=lambda finding: _BY_WEIGHT.index(finding.status))
        self.retranslate()

    @property
    def report(self) -> str:
        """What Copy puts on the clipboard: plain text, in English."""
        return report(self.findings) + (f"\n{self._failed}\n" if self._failed else "")

    @Slot()
    def copy(self) -> None:
        """Put the report on the clipboard, and say that it was done."""
        QGuiApplication.clipboard().setText(self.report)
        self.copy_button.setText(self.tr("Copied"))
        self.copy_button.set_icon_name("check")

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setWindowTitle(self.tr("Check this installation"))
        self.copy_button.setText(self.tr("Copy report"))
        self.copy_button.set_icon_name("copy")
        self.copy_button.setToolTip(self.tr("Copy everything that was found as text, to paste where you ask for help"))
        self.again_button.setText(self.tr("Check again"))
        self.again_button.setToolTip(self.tr("Check everything again, for example after installing something"))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close, and cancel a check that is still running"))
        self.progress.setAccessibleName(self.tr("Checking"))
        self.progress.setVisible(not self._done)
        self.copy_button.setEnabled(self._done)
        self.again_button.setEnabled(self._done)
        if not self._done:
            text = self.tr("Checking Python, PyTorch, devices, Qt, fonts and folders. This takes a few seconds.")
        elif self._failed:
            text = self.tr("The check could not be carried out: {reason}").format(reason=self._failed)
        else:
            text = words(summary(self.findings))
        self.sentence.setText(text)
        self.area.setAccessibleName(self.tr("What was found"))
        self._fill()

    def _fill(self) -> None:
        body = QWidget()
        body.setProperty("role", "clear")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(6)
        for finding in self.findings:
            self._column.addWidget(self._row(finding))
        self._column.addStretch(1)
        self.area.setWidget(body)

    def _row(self, finding: Finding) -> QFrame:
        row = QFrame(self)
        row.setObjectName("checkFinding")
        row.setProperty("role", "tile")
        layout = QHBoxLayout(row)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(10)
        layout.addWidget(MarkLabel(*_MARKS[finding.status], row, fonts.scaled(16)), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        message, advice = words_of(finding)
        kind = {
            Status.OK: self.tr("In order"),
            Status.NOTE: self.tr("Note"),
            Status.PROBLEM: self.tr("Problem"),
        }[finding.status]
        row.setAccessibleName(" ".join(filter(None, (f"{kind}:", message, advice))))
        for text, role in ((message, ""), (advice, "muted")):
            if text:
                label = QLabel(text, row)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                if role:
                    label.setProperty("role", role)
                    fonts.use(label, "small")
                lines.addWidget(label)
        layout.addLayout(lines, 1)
        return row


def words_of(finding: Finding) -> tuple[str, str]:
    """What is found and what to do, in the language of the window; the second may be empty."""
    return words(_worded(finding.message)), words(_worded(finding.advice)) if finding.advice is not None else ""


def _worded(message: Message) -> Message:
    """The message with the name of a folder in the language of the window; it comes as plain text."""
    what = message.facts.get("what")
    if not isinstance(what, str):
        return message
    return replace(message, facts=message.facts | {"what": QCoreApplication.translate("trainer_core", what)})
