"""The bar below the text with which one finds and replaces, or goes to a line."""

from __future__ import annotations

import re
from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.theme import set_state
from studio.widgets.check_field import CheckField
from studio.widgets.code_editor.code_editor import CodeEditor
from studio.widgets.code_editor.highlighter import units
from studio.widgets.icon_button import IconButton


class Shows(StrEnum):
    """What the bar is open for."""

    FIND = "find"
    REPLACE = "replace"
    LINE = "line"


class FindBar(Retranslated, QFrame):
    """Finds in ``editor`` while one types; Enter goes on, Shift+Enter back, Escape closes. No signals."""

    def __init__(self, editor: CodeEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self._editor = editor
        self.found: list[int] = []
        self.find_edit = QLineEdit(self)
        self.find_edit.setObjectName("codeFind")
        self.counts = QLabel(self)
        self.counts.setObjectName("codeFound")
        self.counts.setProperty("role", "muted")
        fonts.use(self.counts, "small")
        self.case_box = CheckField(self)
        self.case_box.setObjectName("codeFindCase")
        self.back_button = IconButton("chevron-up", "", self)
        self.on_button = IconButton("chevron-down", "", self)
        self.close_button = IconButton("close", "", self)
        self.replace_edit = QLineEdit(self)
        self.replace_edit.setObjectName("codeReplace")
        self.replace_button = QPushButton(self)
        self.all_button = QPushButton(self)
        self.line_edit = QLineEdit(self)
        self.line_edit.setObjectName("codeLine")
        self.line_edit.setValidator(QIntValidator(1, 10_000_000, self))
        for button, name in (
            (self.back_button, "codeFindBack"),
            (self.on_button, "codeFindOn"),
            (self.close_button, "codeFindClose"),
            (self.replace_button, "codeReplaceOne"),
            (self.all_button, "codeReplaceAll"),
        ):
            button.setObjectName(name)
        self._arrange()
        self.find_edit.textChanged.connect(self._find)
        self.case_box.value_changed.connect(self._find)
        self.back_button.clicked.connect(self._go_back)
        self.on_button.clicked.connect(self._go_on)
        self.close_button.clicked.connect(self.close_bar)
        self.replace_button.clicked.connect(self.replace_one)
        self.all_button.clicked.connect(self.replace_all)
        self.line_edit.returnPressed.connect(self._go_to_line)
        for edit in (self.find_edit, self.replace_edit, self.line_edit):
            edit.installEventFilter(self)
        editor.document().contentsChanged.connect(self._look_again)
        self.retranslate()
        self.hide()

    def open_bar(self, shows: Shows) -> None:
        """Show the bar to find, to replace as well, or to go to a line; a selected word is what is looked for."""
        self._finding.setVisible(shows is not Shows.LINE)
        self._replacing.setVisible(shows is Shows.REPLACE)
        self._line.setVisible(shows is Shows.LINE)
        self.show()
        if shows is Shows.LINE:
            self.line_edit.clear()
            self.line_edit.setFocus()
            return
        selected = self._editor.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self.find_edit.setText(selected)
        self.find_edit.setFocus()
        self.find_edit.selectAll()
        self._find()

    @Slot()
    def close_bar(self) -> None:
        """Put the bar away and go back to the text."""
        self.hide()
        self._editor.set_found([])
        self._editor.setFocus()

    @Slot(bool)
    def go(self, back: bool) -> None:
        """Select the next place, or the one before; after the last comes the first."""
        if not self.found:
            return
        cursor = self._editor.textCursor()
        if back:
            before = [each for each in self.found if each < cursor.selectionStart()]
            self._select((before or self.found)[-1])
        else:
            after = [each for each in self.found if each >= cursor.selectionEnd()]
            self._select((after or self.found)[0])

    @Slot()
    def replace_one(self) -> None:
        """Replace the place that is selected, and go on to the next."""
        cursor = self._editor.textCursor()
        if cursor.selectionStart() in self.found and cursor.hasSelection():
            cursor.insertText(self.replace_edit.text())
            self._editor.setTextCursor(cursor)
        self.go(False)

    @Slot()
    def replace_all(self) -> None:
        """Replace every place: one step of undo."""
        cursor = QTextCursor(self._editor.document())
        length, by, places = units(self.find_edit.text()), self.replace_edit.text(), list(self.found)
        cursor.beginEditBlock()
        for place in reversed(places):
            cursor.setPosition(place)
            cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(by)
        cursor.endEditBlock()
        self.counts.setText(self.tr("{n} replaced").format(n=formats.count(len(places))))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Find and replace"))
        for edit, words in (
            (self.find_edit, self.tr("Find")),
            (self.replace_edit, self.tr("Replace with")),
            (self.line_edit, self.tr("Line")),
        ):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
        self.case_box.setText(self.tr("Match case"))
        self.case_box.setAccessibleName(self.tr("Match case"))
        self.back_button.set_name(self.tr("Previous (Shift+F3)"))
        self.on_button.set_name(self.tr("Next (F3)"))
        self.close_button.set_name(self.tr("Close (Esc)"))
        self.replace_button.setText(self.tr("Replace"))
        self.all_button.setText(self.tr("Replace all"))
        self._word_line.setText(self.tr("Go to line"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() == Qt.Key.Key_F3 or (enter and watched is self.find_edit):
            self.go(shift)
        elif enter and watched is self.replace_edit:
            self.replace_one()
        else:
            return False
        return True

    @Slot()
    def _find(self, value: object = None) -> None:
        """Look for the text, and select the first place from the cursor on."""
        self._look()
        cursor = self._editor.textCursor()
        after = [each for each in self.found if each >= cursor.selectionStart()]
        if self.found:
            self._select((after or self.found)[0])

    @Slot()
    def _look_again(self) -> None:
        if self.isVisible() and self._finding.isVisible():
            self._look()

    def _look(self) -> None:
        wanted, text = self.find_edit.text(), self._editor.text
        self.found = []
        at = place = 0
        for match in re.finditer(re.escape(wanted), text, re.NOFLAG if self.case_box.value else re.IGNORECASE):
            if wanted:
                place += units(text[at : match.start()])
                at = match.start()
                self.found.append(place)
        self._editor.set_found([(each, units(wanted)) for each in self.found])
        set_state(self.find_edit, invalid=bool(wanted) and not self.found)
        self._count()

    def _count(self) -> None:
        if not self.find_edit.text():
            self.counts.setText("")
        elif not self.found:
            self.counts.setText(self.tr("Not found"))
        else:
            here = self._editor.textCursor().selectionStart()
            place = self.found.index(here) + 1 if here in self.found else 0
            words = self.tr("{place} of {n}") if place else self.tr("{n} found")
            self.counts.setText(words.format(place=formats.count(place), n=formats.count(len(self.found))))

    def _select(self, place: int) -> None:
        cursor = self._editor.textCursor()
        cursor.setPosition(place)
        cursor.setPosition(place + units(self.find_edit.text()), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._count()

    @Slot()
    def _go_back(self) -> None:
        self.go(True)

    @Slot()
    def _go_on(self) -> None:
        self.go(False)

    @Slot()
    def _go_to_line(self) -> None:
        line = int(self.line_edit.text() or 0)
        self.close_bar()
        self._editor.go_to(line)

    def _arrange(self) -> None:
        self._word_line = QLabel(self)
        self._word_line.setProperty("role", "muted")
        self._finding, self._replacing, self._line = QWidget(self), QWidget(self), QWidget(self)
        rows = (
            (self._finding, (self.find_edit, self.counts, self.back_button, self.on_button, self.case_box)),
            (self._replacing, (self.replace_edit, self.replace_button, self.all_button)),
            (self._line, (self._word_line, self.line_edit)),
        )
        column = QVBoxLayout()
        column.setSpacing(4)
        for row, parts in rows:
            row.setProperty("role", "clear")
            layout = QHBoxLayout(row)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(8)
            for part in parts:
                layout.addWidget(part)
            layout.addStretch(1)
            column.addWidget(row)
        for edit in (self.find_edit, self.replace_edit):
            edit.setMinimumWidth(fonts.scaled(140))
            edit.setMaximumWidth(fonts.scaled(240))
        self.line_edit.setMaximumWidth(fonts.scaled(90))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(8)
        layout.addLayout(column, 1)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
