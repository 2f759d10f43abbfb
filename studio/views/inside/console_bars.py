"""The bars over the console's input: what typed code has changed, and where code stands at breakpoint()."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.session.changed_by_hand import names_in_words
from studio.widgets.button import Button
from trainer_core.protocol.console import StoodAtBreakpoint


class ConsoleBar(Retranslated, QFrame):
    """A sentence and buttons; hidden until there is something to say. No signals of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        fonts.use(self.sentence, "small")
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(self.sentence, 1)
        self.hide()

    def add_button(self, name: str) -> Button:
        """Put a button behind the others."""
        button = Button("", "", self)
        button.setObjectName(name)
        fonts.use(button, "small")
        self._row.addWidget(button)
        return button


class ChangesBar(ConsoleBar):
    """Names what a person has changed of the run.

    Signals:
        keep_asked(), undo_asked(): a person wants to keep it, or to have it as it was.
    """

    keep_asked = Signal()
    undo_asked = Signal()

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        """``prefix`` is what the names of the widgets begin with."""
        super().__init__(parent)
        self.setObjectName(f"{prefix}Changes")
        self._changed: tuple[str, ...] = ()
        self._in_run = False
        self.undo_button = self.add_button(f"{prefix}UndoButton")
        self.keep_button = self.add_button(f"{prefix}KeepButton")
        self.undo_button.clicked.connect(self.undo_asked)
        self.keep_button.clicked.connect(self.keep_asked)
        self.retranslate()

    def show_changes(self, changed: tuple[str, ...], *, in_run: bool) -> None:
        """Say what is not as it was; nothing: hide."""
        self._changed, self._in_run = changed, in_run
        self.retranslate()
        self.setVisible(bool(changed))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.sentence.setText(self.tr("Changed: {names}").format(names=names_in_words(self._changed)))
        self.sentence.setToolTip("\n".join(self._changed[:60]))
        self.setAccessibleName(self.sentence.text())
        self.undo_button.setText(self.tr("Undo"))
        self.undo_button.setToolTip(self.tr("Put it back as it was, bit for bit"))
        self.keep_button.setText(self.tr("Keep"))
        self.keep_button.setToolTip(
            self.tr("Keep it and continue; the run is marked as changed by hand from here on")
            if self._in_run
            else self.tr("Leave it as it is now")
        )


class BreakpointBar(ConsoleBar):
    """Says where code stands.

    Signals:
        go_on_asked(): a person wants the code to go on.
    """

    go_on_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consoleBreakpoint")
        self._place: StoodAtBreakpoint | None = None
        self.go_on_button = self.add_button("consoleGoOnButton")
        self.go_on_button.clicked.connect(self.go_on_asked)
        self.retranslate()

    def show_place(self, place: StoodAtBreakpoint | None) -> None:
        """Say where code stands; None: it stands nowhere."""
        self._place = place
        self.retranslate()
        self.setVisible(place is not None)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        if self._place is not None:
            place = self._place
            text = self.tr("breakpoint() in {file}, line {line}, {function}: its names can be used here.")
            self.sentence.setText(text.format(file=Path(place.file).name, line=place.line, function=place.function))
            self.sentence.setToolTip("\n".join((place.file, ", ".join(place.names))))
        self.go_on_button.setText(self.tr("Continue"))
        self.go_on_button.setToolTip(self.tr("Let the code continue after this line"))
