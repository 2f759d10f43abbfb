"""A Python file of a model as it is on disk: read, written, and watched, with its modules, for changes by others."""

from __future__ import annotations

import codecs
import contextlib
import io
import tokenize
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from trainer_core.errors import CodeError
from trainer_core.files.atomic import atomic_write
from trainer_core.trial.code import read_code

_SETTLED_MS = 60
"""How long a file is left alone after a change: programs write in several steps."""


class SourceFile(QObject):
    """The file at ``path``, or one that lies nowhere yet (None). ``text`` is what it held when last read or written.

    ``model_path`` is the file of the model that it belongs to: itself, or the one beside which it lies as a module.
    Line ends stay what they are; the encoding is the one that its first lines name, and UTF-8 where they name none.

    Signals:
        changed_outside(): the file holds something else than what was read or written here, or it is gone.
        rest_changed(): that is so of another file of the same model.
    """

    changed_outside = Signal()
    rest_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.model_path: Path | None = None
        self.text = ""
        self._content = b""
        self._sum = ""
        self._marked = False
        self._newline = "\n"
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settling.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._wait)
        self._watcher.directoryChanged.connect(self._wait)

    @property
    def exists(self) -> bool:
        """Whether it is still there."""
        return self.path is not None and self.path.is_file()

    def begin(self, text: str) -> None:
        """Begin a file that lies nowhere yet."""
        self.path, self.model_path, self.text, self._content = None, None, text, b""
        self._marked, self._newline = False, "\n"
        self._watch()

    def read(self, path: Path, model_path: Path | None = None) -> None:
        """Read the file at ``path``, a module of the model at ``model_path`` if that is another.

        Raises `CodeError`, and then everything is as it was.
        """
        content = read_code(path).source
        text = _decoded(path, content)
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._content, self._marked = content, content.startswith(codecs.BOM_UTF8)
        self.path, self.text = path, text.replace("\r\n", "\n").replace("\r", "\n")
        self.model_path = model_path or path
        self._watch()

    def write(self, text: str, path: Path) -> None:
        """Write the text to ``path``, which is the file from now on, of a model of its own if that is another place.

        Raises `CodeError`.
        """
        content = _encoded(text.replace("\n", self._newline), marked=self._marked)
        with atomic_write(path, error=CodeError) as file:
            file.write(content)
        if path != self.path:
            self.model_path = path
        self.path, self.text, self._content = path, text, content
        self._watch()

    def as_it_was(self) -> bool:
        """Whether the file on disk is what was last read or written here."""
        return self.path is not None and _bytes_of(self.path) == self._content

    @Slot(str)
    def _wait(self, path: str = "") -> None:
        self._settling.start()

    @Slot()
    def _look(self) -> None:
        if self.path is None:
            return
        before = self._sum
        # A file that was replaced is watched no more.
        self._watch()
        if not self.as_it_was():
            self.changed_outside.emit()
        elif self._sum != before:
            self.rest_changed.emit()

    def _watch(self) -> None:
        """Watch the file, those of the same model and their folders, as they are now."""
        files = {self.path} if self.path is not None else set()
        self._sum = ""
        if self.model_path is not None:
            with contextlib.suppress(CodeError):
                code = read_code(self.model_path)
                files |= {self.model_path.parent / name for name in code.files}
                self._sum = code.sha256
        watched = [*self._watcher.files(), *self._watcher.directories()]
        wanted = [str(each) for each in {*files, *(file.parent for file in files)} if each.exists()]
        gone = [each for each in watched if each not in wanted]
        if gone:
            self._watcher.removePaths(gone)
        new = [each for each in wanted if each not in watched]
        if new:
            self._watcher.addPaths(new)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return read_code(path).source
    except CodeError:
        return None


def _decoded(path: Path, content: bytes) -> str:
    """The text of a Python file, in the encoding that its first lines name; raises `CodeError`."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        return content.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise CodeError(
            "not-text",
            "{path} is not text in the encoding that it names, or in UTF-8. Save it as UTF-8 with another editor.",
            path=str(path),
        ) from None


def _encoded(text: str, *, marked: bool) -> bytes:
    """A Python file in the encoding that its first lines name, ``marked`` as UTF-8 if it is; raises `CodeError`."""
    encoding = "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode()).readline)
        content = text.encode(encoding)
    except SyntaxError:  # it names none that there is, which Python says of the file
        return text.encode()
    except UnicodeEncodeError as error:
        raise CodeError(
            "not-encodable",
            "{character} is not in {encoding}, the encoding of the file. Have its first line name utf-8.",
            character=ascii(text[error.start]) if "\ud800" <= text[error.start] <= "\udfff" else text[error.start],
            encoding=encoding,
        ) from None
    return codecs.BOM_UTF8 + content if marked and encoding == "utf-8" else content
