"""Asks how far a run continues, and shows which edited fields of the recipe take effect and which cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.look import fonts, formats
from studio.look.messages import name_of, words
from studio.look.numbers import NumberRules
from studio.widgets.diff_view import DiffView
from studio.widgets.mark_label import MarkLabel
from studio.widgets.number_field import NumberField
from trainer_core.data.corrections import FILE as CORRECTIONS
from trainer_core.library.recipe_line import counted_pair, in_words, written
from trainer_core.training.resume import Change

_WIDTH, _LONGEST = 520, 40
_MOST_EPOCHS = 100_000


class ContinueDialog(QDialog):
    """One number, and a table of changes where there are any.

    Signals: Qt's ``accepted`` and ``rejected``; `values` holds the changes to the recipe.
    """

    def __init__(
        self,
        title: str,
        trained: int,
        planned: int,
        changes: Sequence[Change],
        parent: QWidget | None = None,
        *,
        corrections: Mapping[str, int] | None = None,
        changed_code: str = "",
        changed_lines: Sequence[str] = (),
        corrected: bool = False,
    ) -> None:
        """``title`` names the run; ``trained`` epochs are whole, ``planned`` were asked for.

        ``corrections`` says how many there are in each file of them, by path. ``changed_code`` says how a person's file
        differs from the run's copy, if it does, and ``changed_lines`` are those lines as a diff; ``corrected``: an
        error in it has ended the run.
        """
        super().__init__(parent)
        self.setObjectName("continueDialog")
        self._changes = tuple(changes)
        self._corrections = corrections or {}
        self._code = QLabel(changed_code, self)
        self._code.setVisible(bool(changed_code))
        self.lines = DiffView(changed_lines, self)
        self.lines.setObjectName("continueChangedLines")
        self.lines.setAccessibleName(self.tr("Changed lines"))
        self.lines.setVisible(bool(changed_lines))
        self.new_code = QCheckBox(self.tr("Use the file as it is now"), self)
        self.new_code.setObjectName("continueNewCode")
        self.new_code.setChecked(bool(changed_code) and corrected)
        self.new_code.setVisible(bool(changed_code))
        self._head = QLabel(self.tr("Resume “{title}”").format(title=title), self)
        self._about = QLabel(self._trained_words(trained, planned), self)
        least = min(trained + 1, _MOST_EPOCHS)
        wanted = planned if planned > trained else min(trained + max(planned, 1), _MOST_EPOCHS)
        self.epochs = NumberField(
            wanted, NumberRules(whole=True, minimum=least, maximum=_MOST_EPOCHS), self.tr("epochs"), self
        )
        self.epochs.setObjectName("continueEpochsField")
        self._label = QLabel(self.tr("Total epochs"), self)
        self._label.setBuddy(self.epochs)
        self._reason = QLabel(self)
        self._reason.setProperty("role", "error")
        self._reason.hide()
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        self.cancel_button.setObjectName("continueCancelButton")
        self.cancel_button.setToolTip(self.tr("Leave the run as it is"))
        self.continue_button = QPushButton(self.tr("Resume run"), self)
        self.continue_button.setObjectName("continueButton")
        self.continue_button.setToolTip(self.tr("Resume from the newest snapshot with exactly the batches due"))
        self.continue_button.setProperty("role", "primary")
        self.continue_button.setDefault(True)
        self._arrange()
        self.epochs.error_changed.connect(self._show_error)
        self.cancel_button.clicked.connect(self.reject)
        self.continue_button.clicked.connect(self._accept_valid)
        self.epochs.setFocus()
        self.epochs.selectAll()

    @property
    def values(self) -> dict[str, Any]:
        """What is to be changed in the run's recipe: the epochs, and every edit that is allowed."""
        return {"training.epochs": self.epochs.value} | {
            change.key: change.new for change in self._changes if change.allowed
        }

    def ask(self) -> dict[str, Any] | None:
        """Show the question, wait, and return `values`, or None for Cancel and Escape."""
        return self.values if self.exec() == QDialog.DialogCode.Accepted else None

    def sizeHint(self) -> QSize:
        width = max(round(_WIDTH * fonts.scale()), self._layout.minimumSize().width())
        return QSize(width, self._layout.totalHeightForWidth(width))

    @Slot()
    def _accept_valid(self) -> None:
        self.epochs.commit()
        if not self.epochs.error:
            self.accept()

    @Slot(str)
    def _show_error(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.continue_button.setEnabled(not reason)

    def _trained_words(self, trained: int, planned: int) -> str:
        text = self.tr("{trained} of {planned} epochs are trained. Training resumes at the newest snapshot.")
        if trained == 0:
            text = self.tr("The first epoch is not finished yet. Training resumes at the newest snapshot.")
        return text.format(trained=formats.count(trained), planned=formats.count(planned))

    def _arrange(self) -> None:
        self.setWindowTitle(self.tr("Resume a run"))
        self.setAccessibleName(self._head.text())
        self.setAccessibleDescription(self._about.text())
        fonts.use(self._head, "title", strong=True)
        self._about.setProperty("role", "muted")
        self._code.setProperty("role", "muted")
        for label in (self._head, self._about, self._reason, self._code):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        field = QHBoxLayout()
        field.setSpacing(12)
        field.addWidget(self._label)
        field.addWidget(self.epochs)
        field.addStretch(1)
        self.epochs.setFixedWidth(round(150 * fonts.scale()))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.continue_button)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(self._head)
        layout.addWidget(self._about)
        layout.addSpacing(8)
        layout.addLayout(field)
        layout.addWidget(self._reason)
        if self._changes:
            layout.addSpacing(8)
            layout.addWidget(self._table())
        if not self._code.isHidden():
            layout.addSpacing(8)
            layout.addWidget(self._code)
            layout.addWidget(self.lines)
            layout.addWidget(self.new_code)
        layout.addSpacing(12)
        layout.addLayout(buttons)

    def _table(self) -> QWidget:
        """A row for each edited field: mark, title, old and new value, and below them what follows from it."""
        table = QFrame(self)
        table.setObjectName("continueChanges")
        table.setProperty("role", "card")
        grid = QGridLayout(table)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        head = QLabel(self.tr("Edited in the recipe since then"), table)
        head.setProperty("role", "muted")
        fonts.use(head, "small")
        grid.addWidget(head, 0, 0, 1, 3)
        for change in self._changes:
            self._add_row(grid, table, change)
        return table

    def _written(self, change: Change, value: Any) -> str:
        """A value in the table: of a long one, and of a file of corrections, how many things it holds."""
        if change.counted is None or value is None:
            return _short(value)
        entries = self._corrections.get(value) if change.key == CORRECTIONS else len(value)
        if not value or entries == 0:
            return self.tr("none")
        return Path(value).name if entries is None else in_words([(counted_pair(change.counted, entries),)], name_of)

    def _add_row(self, grid: QGridLayout, table: QWidget, change: Change) -> None:
        row = grid.rowCount()
        mark = MarkLabel("check" if change.allowed else "lock", "right" if change.allowed else "muted", table)
        mark.setAccessibleName(self.tr("takes effect") if change.allowed else self.tr("cannot be changed"))
        title = QLabel(name_of(change.title), table)
        old, new = (self._written(change, value) for value in (change.old, change.new))
        text = self.tr("{old} → {new}") if change.allowed else self.tr("stays {old}, not {new}")
        value = QLabel(text.format(old=old, new=new), table)
        value.setObjectName(f"continueChange_{change.key}")
        for label in (title, value):
            label.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(mark, row, 0)
        grid.addWidget(title, row, 1)
        grid.addWidget(value, row, 2)
        note = words(change.note)
        if note:
            remark = QLabel(note, table)
            remark.setProperty("role", "muted")
            remark.setWordWrap(True)
            remark.setTextFormat(Qt.TextFormat.PlainText)
            fonts.use(remark, "small")
            grid.addWidget(remark, row + 1, 1, 1, 2)


def _short(value: Any) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return formats.number(value)
    text = ", ".join(map(written, value)) if isinstance(value, (list, tuple)) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
