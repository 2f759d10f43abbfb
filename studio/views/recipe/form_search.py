"""Search in the recipe's form: narrows it to the fields that match, and brings it back as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.icons import icon
from studio.look.theme import current_theme
from studio.views.recipe.recipe_section import RecipeSection


class FormSearch(Retranslated, QWidget):
    """A search field over ``sections``, which are those of the form; Ctrl+F leads to it, Escape clears it.

    A field matches where each word that is typed is in its title, its key, its description or the title of its
    section. While something is typed, sections and "More" are open where they hold a match.

    Signals:
        narrowed(): other fields are shown than before.
    """

    narrowed = Signal()

    def __init__(self, sections: Mapping[str, RecipeSection], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("formSearch")
        self._sections = sections
        self._folds: dict[str, tuple[bool, bool]] | None = None
        """How each section, and its "More", was folded before the search; None while nothing is searched for."""
        self.field = _SearchField(self._leave, self)
        self.field.setObjectName("recipeSearch")
        self.field.setClearButtonEnabled(True)
        self.field.addAction(QAction(icon("search", "muted"), "", self.field), QLineEdit.ActionPosition.LeadingPosition)
        self.nothing = QLabel(self)
        self.nothing.setObjectName("recipeSearchNothing")
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.hide()
        fonts.use(self.nothing, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.nothing)
        self.field.textChanged.connect(self.narrow)
        current_theme().changed.connect(self._mark_anew)
        # Of the window: whoever has just pressed Train looks for a field, too. On another page the form is hidden.
        QShortcut(QKeySequence.StandardKey.Find, self, self.begin)
        self.retranslate()

    @property
    def words(self) -> tuple[str, ...]:
        """What is searched for, in small letters; empty while nothing is."""
        return tuple(self.field.text().casefold().split())

    @Slot()
    def begin(self) -> None:
        """Put the focus into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_field(self, key: str) -> None:
        """End the search if it hides the field ``key``."""
        if not self._sections[key.partition(".")[0]].rows[key].found:
            self.field.clear()

    @Slot()
    def narrow(self) -> None:
        """Show the fields that match, of those that there are now; all of them once nothing is searched for."""
        words = self.words
        if not words:
            self._restore()
            return
        if self._folds is None:
            self._folds = {
                key: (section.expanded, section.more_button.isChecked()) for key, section in self._sections.items()
            }
            for section in self._sections.values():
                section.set_expanded(True)
        found = sum(section.narrow(words) for section in self._sections.values())
        self.nothing.setVisible(not found)
        self._word_nothing()
        self.narrowed.emit()

    def retranslate(self) -> None:
        """Word everything in the present language; titles and descriptions are others then."""
        words = self.tr("Search fields")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.setToolTip(
            self.tr("Show only the fields whose name or explanation holds these words (Ctrl+F); Esc shows all again")
        )
        for button in self.field.findChildren(QToolButton):
            clears = button.objectName() == "_q_qlineeditclearbutton"
            button.setAccessibleName(self.tr("Clear the search") if clears else words)
        self._word_nothing()

    def _word_nothing(self) -> None:
        text = self.tr("No fields match “{text}”.").format(text=self.field.text().strip())
        self.nothing.setText(text)
        self.field.setAccessibleDescription(text if self.words and not self.nothing.isHidden() else "")

    def _restore(self) -> None:
        if self._folds is None:
            return
        folds, self._folds = self._folds, None
        for key, section in self._sections.items():
            section.narrow(())
            expanded, more = folds[key]
            section.set_expanded(expanded)
            section.more_button.setChecked(more)
        self.nothing.hide()
        self._word_nothing()
        self.narrowed.emit()

    @Slot()
    def _mark_anew(self) -> None:
        # After the labels, which are dressed in the new colours first.
        QTimer.singleShot(0, self, self.narrow)

    def _leave(self) -> None:
        """Put the focus into the first field that matches and takes it."""
        rows = (row for section in self._sections.values() for row in section.rows.values())
        first = next((row for row in rows if row.isVisible() and row.editor.isEnabled()), None)
        if self.words and first is not None:
            first.editor.setFocus(Qt.FocusReason.TabFocusReason)


class _SearchField(QLineEdit):
    """Escape clears; Enter and Down go on to what was found."""

    def __init__(self, go_on: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._go_on = go_on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                self._go_on()
            case _:
                super().keyPressEvent(event)
