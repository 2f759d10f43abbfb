"""The file that is in the editor: begun, opened, saved, and brought up to date when another program changes it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.dialogs.source_file import ChangedCodeDialog, OnChangedCode, OnUnsaved, UnsavedCodeDialog
from studio.look.messages import words
from studio.views.model.own_class.source_file import SourceFile
from studio.views.model.own_class.templates import Template
from studio.widgets.code_editor.code_pane import CodePane
from trainer_core.errors import CodeError
from trainer_core.trial.code import read_code
from trainer_core.trial.trust import trust, trust_needed

_SUFFIX = ".py"


class EditedFile(QObject):
    """What is typed in ``pane`` and the file that it belongs to; asks before either would be lost.

    It is the file of the model, or a module beside that. Saving agrees to run the new content if the one on disk had
    been agreed to and nobody else has changed it.

    Signals:
        shown(): the file of another model is in the editor.
        turned(): another file of the same model is in it.
        chosen(): the file was opened, or saved under a name of its own, and is to be the model.
        written(): it was saved, or it or another file of the model read again after another program had saved it.
        touched(): it is typed in, or saved, or gone.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
    """

    shown = Signal()
    turned = Signal()
    chosen = Signal()
    written = Signal()
    touched = Signal()
    notice = Signal(object, str)

    def __init__(self, pane: CodePane, files: FileDialogs, page: QWidget) -> None:
        super().__init__(page)
        self._pane = pane
        self._editor = pane.editor
        self._files = files
        self._page = page
        self._untitled = ""
        self._changed_outside = self._rest_changed = False
        self.source = SourceFile(self)
        self.source.changed_outside.connect(self._note_outside)
        self.source.rest_changed.connect(self._note_rest)
        self._editor.save_asked.connect(self.save)
        self._editor.document().modificationChanged.connect(self.touched)

    @property
    def path(self) -> Path | None:
        """Where it lies; None while there is none, and for one that was not saved yet."""
        return self.source.path

    @property
    def model_path(self) -> Path | None:
        """The file of the model: the one that is shown, or the one beside which that lies."""
        return self.source.model_path

    @property
    def is_module(self) -> bool:
        """Whether a module beside the file of the model is shown."""
        return self.path != self.model_path

    @property
    def module(self) -> str:
        """What the file is called in a sentence about the model: its path from the folder of the model's file."""
        assert self.path is not None
        assert self.model_path is not None
        return Path(os.path.relpath(self.path, self.model_path.parent)).as_posix()

    @property
    def modules(self) -> tuple[str, ...]:
        """The files of the model as sentences about it call them, that which is the model first."""
        if self.model_path is None:
            return ()
        try:
            return tuple(read_code(self.model_path).files)
        except CodeError:
            return (self.model_path.name,)

    @property
    def name(self) -> str:
        """What it is called, also before it was saved; empty while there is none."""
        return self.path.name if self.path is not None else self._untitled

    @property
    def modified(self) -> bool:
        """Whether something was typed that is in no file."""
        return self._editor.document().isModified()

    @property
    def agreed(self) -> bool:
        """Whether the model on disk may run; one that cannot be read may: there is nothing to run."""
        try:
            return self.model_path is not None and trust_needed(read_code(self.model_path)) is None
        except CodeError:
            return True

    def may_close(self) -> bool:
        """Whether nothing is lost if the file is closed; asks where there are unsaved changes."""
        if not self.modified:
            return True
        answer = UnsavedCodeDialog(self.name, self._page).ask()
        if answer is OnUnsaved.SAVE:
            return self.save()
        if answer is OnUnsaved.DISCARD:
            self._editor.document().setModified(False)
            return True
        return False

    def show_path(self, path: Path) -> bool:
        """Show the file at ``path``; tell why it cannot be read and return False otherwise."""
        if not self._read(Path(os.path.abspath(path)), None):
            return False
        self._show_text(self.source.text)
        self.shown.emit()
        return True

    def show_module(self, module: str) -> bool:
        """Show a file of the same model, one of `modules`; return False if it cannot be, or what was typed stays."""
        assert self.model_path is not None
        path = self.model_path.parent / module
        if path == self.path:
            return True
        if not self.may_close() or not self._read(path, self.model_path):
            return False
        self._show_text(self.source.text)
        self.turned.emit()
        return True

    @Slot()
    def open(self) -> None:
        """Ask for a file, and show it."""
        kind = FileKind(self.tr("Python files"), (_SUFFIX,))
        path = self._files.ask_open(Purpose.CODE, self.tr("Open a Python file"), kind, "openSourceDialog")
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Show the file at ``path``, which is to be the model, unless what was typed in another is not to be lost."""
        if self.may_close() and self.show_path(path):
            self.chosen.emit()

    @Slot(object)
    def begin(self, template: Template) -> None:
        """Begin a file with a template; it has to be saved before it is used."""
        if not self.may_close():
            return
        self.source.begin(template.text)
        self._untitled = f"{template.name}{_SUFFIX}"
        self._show_text(template.text)
        self.shown.emit()
        # It is in no file yet.
        self._editor.document().setModified(True)
        self._editor.go_to(self._editor.blockCount(), centre=False)
        self._editor.setFocus()

    @Slot()
    def save(self) -> bool:
        """Write the file, ask where if it lies nowhere yet; return whether it was written."""
        if self.path is None:
            return self.save_as()
        agreed = self.agreed and (self.source.as_it_was() or not self.source.exists)
        if not self._write(self.path):
            return False
        if agreed:
            assert self.model_path is not None
            self._agree(self.model_path)
        self.written.emit()
        return True

    @Slot()
    def save_as(self) -> bool:
        """Ask where to write the file, and write it; return whether it was written."""
        kind = FileKind(self.tr("Python files"), (_SUFFIX,))
        title = self.tr("Save the Python file")
        path = self._files.ask_save(Purpose.CODE, title, self.name, [kind], "saveSourceDialog")
        if path is None or not self._write(Path(os.path.abspath(path))):
            return False
        self.chosen.emit()
        return True

    @Slot()
    def reload(self) -> None:
        """Show what is on disk; undo brings back what was in the editor."""
        if self.path is None or not self._read(self.path, self.model_path):
            return
        self._editor.replace_text(self.source.text)
        self._editor.document().setModified(False)
        self.written.emit()

    def catch_up(self) -> None:
        """Another program has saved the file: show that, or ask where something was typed here."""
        if self._rest_changed:
            self._rest_changed = False
            self.written.emit()
        if not self._changed_outside:
            return
        self._changed_outside = False
        self.touched.emit()
        if self.path is None or not self.source.exists:
            return
        if self.modified and ChangedCodeDialog(self.name, self._page).ask() is not OnChangedCode.LOAD:
            return
        self.reload()

    @Slot()
    def _note_outside(self) -> None:
        self._changed_outside = True
        if self._page.isVisible():
            self.catch_up()

    @Slot()
    def _note_rest(self) -> None:
        self._rest_changed = True
        if self._page.isVisible():
            self.catch_up()

    def _read(self, path: Path, model_path: Path | None) -> bool:
        """Read a file; tell why it cannot be, and return False otherwise."""
        try:
            self.source.read(path, model_path)
        except CodeError as error:
            self.notice.emit(partial(words, error.message), "error")
            return False
        return True

    def _show_text(self, text: str) -> None:
        self._changed_outside = self._rest_changed = False
        self._editor.set_text(text)
        self._editor.document().setModified(False)
        self._pane.completion.set_path(self.path)

    def _write(self, path: Path) -> bool:
        try:
            self.source.write(self._editor.text, path)
        except CodeError as error:
            self.notice.emit(partial(words, error.message), "error")
            return False
        self._changed_outside = False
        self._editor.document().setModified(False)
        self._pane.completion.set_path(path)
        self.touched.emit()
        return True

    def _agree(self, path: Path) -> None:
        try:
            trust(read_code(path))
        except CodeError as error:
            self.notice.emit(partial(words, error.message), "error")
