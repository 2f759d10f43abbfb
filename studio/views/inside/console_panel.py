"""The console: any expression or statement, run where the run stands, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted, words
from studio.session.changed_by_hand import names_in_words
from studio.session.session import Session
from studio.views.inside.console_bars import BreakpointBar, ChangesBar
from studio.views.inside.live_names import LiveNames
from studio.widgets.button import Button
from studio.widgets.code_editor.completion import Completion
from studio.widgets.code_editor.console_input import ConsoleInput, indented
from studio.widgets.console_output import ConsoleOutput, Piece, Tone
from studio.widgets.flow_row import FlowRow
from studio.widgets.focus import lead_to
from studio.widgets.icon_button import IconButton
from studio.widgets.menu_button import MenuButton
from trainer_core.errors import Message
from trainer_core.inside.console.snippets import CHAPTERS
from trainer_core.protocol.console import (
    ChangesSettled,
    CodeDone,
    CodeOutput,
    KeepChanges,
    LeaveBreakpoint,
    LeftBreakpoint,
    ResultKind,
    StoodAtBreakpoint,
    UndoChanges,
)
from trainer_core.protocol.events import Refused

_GAP = 8
_NATIVE_MS = 1500
"""How long an interruption may take before a single call is named as what holds it up."""


class ConsolePanel(Retranslated, QWidget):
    """Output over an input with the menu of statements, and bars that ask about changes and show breakpoints.

    Signals:
        tensor_asked(str), module_asked(str): a person wants to see the tensor or module of this name.
        attention_asked(): code stands at ``breakpoint()``, and waits for somebody here.
        history_changed(object): what was typed so far, a list of texts from the oldest to the newest.
    """

    tensor_asked = Signal(str)
    module_asked = Signal(str)
    attention_asked = Signal()
    history_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("consolePanel")
        self._session = session
        self._running = 0
        """The id of the entry that runs, 0 while none does."""
        self._waiting: list[int] = []
        self._batch = 0
        self._native_call = False
        self.output = ConsoleOutput(self)
        self.changes = ChangesBar("console", self)
        self.breakpoint = BreakpointBar(self)
        self.input = ConsoleInput(self)
        self._names = LiveNames(session, self)
        self.completion = Completion(self.input, self._names)
        self.snippets = MenuButton("", "layers", self)
        self.snippets.setObjectName("consoleSnippets")
        self.interrupt_button = Button("", "stop", self)
        self.interrupt_button.setObjectName("consoleInterruptButton")
        self.clear_button = IconButton("trash", "", self)
        self.clear_button.setObjectName("consoleClearButton")
        self.status = QLabel(self)
        self.status.setObjectName("consoleStatus")
        self._native = QTimer(self, singleShot=True, interval=_NATIVE_MS)
        self._native.timeout.connect(self._say_native)
        self._arrange()
        self._connect()
        lead_to(self, self.input)
        self.retranslate()
        self._follow()

    def set_history(self, entries: Sequence[str]) -> None:
        """Take what was typed in earlier sessions, from the oldest to the newest."""
        self.input.set_history(entries)

    def shut_down(self) -> None:
        """Let go of what completes names."""
        self.completion.shut_down()

    def retranslate(self) -> None:
        """Word everything in the present language; what was shown stays as it is."""
        self.setAccessibleName(self.tr("Console"))
        self.snippets.setText(self.tr("Statements"))
        self.snippets.setToolTip(self.tr("Statements of a PyTorch book that run here and now, by chapter"))
        self.interrupt_button.setText(self.tr("Interrupt"))
        self.interrupt_button.setToolTip(self.tr("Break off the code that runs, between two of Python's instructions"))
        self.clear_button.set_name(self.tr("Clear the output"))
        self.output.set_hint(
            self.tr(
                "Type Python below; Enter runs it where the run is paused. You can use model, optimizer, loss_fn, "
                "x, y, pred, loss, history, torch and np. Statements has lines from a PyTorch book, ready to run."
            )
        )
        self._fill_menu()
        self._show_status()

    def _arrange(self) -> None:
        field = QFrame(self)
        field.setProperty("role", "field")
        inner = QHBoxLayout(field)
        inner.setContentsMargins(8, 4, 4, 4)
        inner.addWidget(self.input)
        tools = QHBoxLayout()
        tools.setSpacing(_GAP)
        buttons = FlowRow((self.snippets, self.interrupt_button, self.clear_button), self, spacing=_GAP)
        tools.addWidget(buttons, 0, Qt.AlignmentFlag.AlignTop)
        self.status.setProperty("role", "muted")
        self.status.setWordWrap(True)
        for widget in (self.snippets, self.interrupt_button, self.status):
            fonts.use(widget, "small")
        tools.addWidget(self.status, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        column.setSpacing(6)
        column.addWidget(self.output, 1)
        column.addWidget(self.breakpoint)
        column.addWidget(self.changes)
        column.addWidget(field)
        column.addLayout(tools)

    def _connect(self) -> None:
        self.input.run_asked.connect(self.run)
        self.input.interrupt_asked.connect(self._interrupt)
        self.input.history_changed.connect(self._tell_history)
        self.interrupt_button.clicked.connect(self._interrupt)
        self.clear_button.clicked.connect(self.output.clear)
        self.output.link_opened.connect(self._open)
        self.changes.keep_asked.connect(self._keep)
        self.changes.undo_asked.connect(self._undo)
        self.breakpoint.go_on_asked.connect(self._go_on)
        self._session.console_told.connect(self._take)
        self._session.by_hand.changed.connect(self._settle)
        self._session.refused.connect(self._take_refused)
        for begun in (self._session.prepared, self._session.run_started, self._session.run_ended):
            begun.connect(self._settle)

    def _fill_menu(self) -> None:
        menu = self.snippets.menu()
        menu.clear()
        for chapter in CHAPTERS:
            inner = QMenu(words(Message(chapter.title)), menu)
            menu.addMenu(inner)
            for snippet in chapter.snippets:
                action = inner.addAction(words(Message(snippet.title)).replace("&", "&&"))
                action.setData(snippet.code)
                action.setToolTip(snippet.code)
                action.triggered.connect(self._put_snippet)
            inner.setToolTipsVisible(True)

    @Slot(str)
    def run(self, text: str) -> None:
        """Run ``text`` where the run stands; one entry at a time."""
        if self._running:
            self.input.put(text)
            return
        self.output.add(Piece(Tone.ENTRY, f"{indented(text)}\n"))
        self._batch = 0
        self._running = self._session.run_code(text, self.output.columns)
        self._follow()

    @Slot()
    def _interrupt(self) -> None:
        if self._running:
            self._native.start()
            self._session.interrupt_code()

    @Slot()
    def _say_native(self) -> None:
        if self._running:
            self._native_call = True
            self._show_status()

    @Slot(object)
    def _take(self, event: object) -> None:
        match event:
            case CodeOutput():
                self._show_output(event)
            case CodeDone():
                self._show_done(event)
            case ChangesSettled():
                self._show_settled(event)
            case StoodAtBreakpoint():
                self.breakpoint.show_place(event)
                self.output.add(Piece(Tone.NOTE, f"{event.file}:{event.line}  {event.source}\n"))
                # An entry that came to this line waits, and others can be run meanwhile.
                self._waiting.append(self._running)
                self._running = 0
                self._follow()
                self.attention_asked.emit()
            case LeftBreakpoint() if self._waiting:
                self.breakpoint.show_place(None)
                self._running = self._waiting.pop()
                self._follow()

    @Slot(object)
    def _take_refused(self, event: Refused) -> None:
        if event.answers == self._running and self._running:
            self.output.add(Piece(Tone.ERROR, f"{words(event.message)}\n"))
            self._end()

    def _show_output(self, event: CodeOutput) -> None:
        pieces = []
        for piece in event.pieces:
            if piece.batch != self._batch and piece.batch and not self._running:
                pieces.append(
                    Piece(Tone.NOTE, self.tr("Batch {number}").format(number=formats.count(piece.batch)) + "\n")
                )
            self._batch = piece.batch
            pieces.append(Piece(Tone.ERROR if piece.error else Tone.TEXT, piece.text))
        if event.left_out:
            text = counted(event.left_out, "[1 more character was printed]", "[{n:,} more characters were printed]")
            pieces.append(Piece(Tone.NOTE, f"\n{text}\n"))
        self.output.add(*pieces)

    def _show_done(self, event: CodeDone) -> None:
        start = "" if not self.output.pieces or self.output.pieces[-1].text.endswith("\n") else "\n"
        pieces = []
        if event.text:
            tone = Tone.ERROR if event.kind is ResultKind.ERROR else Tone.TEXT
            pieces.append(Piece(tone, f"{start}{event.text}\n"))
        if event.picture:
            pieces.append(Piece(Tone.TEXT, "", picture=event.picture))
        if event.name:
            kind = "tensor" if event.kind is ResultKind.TENSOR else "module"
            text = self.tr("Show tensor {name}") if kind == "tensor" else self.tr("Show module {name}")
            pieces += [Piece(Tone.NOTE, text.format(name=event.name), f"{kind}:{event.name}"), Piece(Tone.NOTE, "\n")]
        if event.note is not None:
            pieces.append(Piece(Tone.NOTE, f"{words(event.note)}\n"))
        self.output.add(*pieces)
        if event.answers == self._running:
            self._end()

    def _show_settled(self, event: ChangesSettled) -> None:
        if not event.changed:
            return
        what = names_in_words(event.changed)
        if event.done:
            what = f"{' '.join(map(words, event.done)).rstrip('.')} ({what})"
        text = self.tr("Kept: {what}.") if event.kept else self.tr("Undone: {what}. Everything is as it was before.")
        self.output.add(Piece(Tone.NOTE, f"{text.format(what=what)}\n"))

    @Slot()
    def _settle(self, event: object = None) -> None:
        """Something was changed, settled, or another model has taken the place of the one that was changed."""
        self.changes.show_changes(self._session.by_hand.unsettled, in_run=self._session.in_run)

    def _end(self) -> None:
        self._running = 0
        self._native.stop()
        self._native_call = False
        self._follow()

    def _follow(self) -> None:
        self.interrupt_button.setEnabled(bool(self._running))
        self._names.idle = not self._running
        self._show_status()

    def _show_status(self) -> None:
        if self._native_call:
            text = self.tr(
                "Inside a single call of a library, which cannot be interrupted; it stops when that returns."
            )
        elif self._running:
            text = self.tr("Running…")
        else:
            text = ""
        self.status.setText(text)

    @Slot(str)
    def _open(self, target: str) -> None:
        kind, _, name = target.partition(":")
        (self.tensor_asked if kind == "tensor" else self.module_asked).emit(name)

    @Slot()
    def _put_snippet(self) -> None:
        action = self.sender()
        self.input.put(str(action.data()))  # type: ignore[attr-defined]  # a QAction of the menu

    @Slot()
    def _tell_history(self) -> None:
        self.history_changed.emit(list(self.input.history))

    @Slot()
    def _keep(self) -> None:
        self._session.post(KeepChanges())

    @Slot()
    def _undo(self) -> None:
        self._session.post(UndoChanges())

    @Slot()
    def _go_on(self) -> None:
        self._session.post(LeaveBreakpoint())
