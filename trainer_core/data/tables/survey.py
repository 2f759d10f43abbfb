"""A first look at a file that may be anyone's: what kind it is, its encoding, and pieces of it to judge the rest by."""

from __future__ import annotations

import codecs
import io
import itertools
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from trainer_core.errors import DataError

Opener = Callable[[], BinaryIO]
"""Opens the same bytes anew each time: a file, or text from the clipboard."""

_CHUNK = 1 << 20
_HEAD = 1 << 18
_LONGEST_HEAD = 1 << 24
_LINES_IN_HEAD = 30
_PIECE = 1 << 16
_PIECES = 8
_FEW_NULS, _MOST_NULS = 20, 0.05
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"PAR1", "parquet"),
    (b"ARROW1", "arrow"),
    (b"\xff\xff\xff\xff", "arrow"),
    (b"PK\x03\x04", "excel"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "excel"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ\x00", "compressed"),
    (b"(\xb5/\xfd", "compressed"),
)


_HANGUL, _KANA, _HAN = ("\uac00", "\ud7a3"), ("\u3041", "\u30ff"), ("\u4e00", "\u9fff")
_SCRIPTS = (
    ("cp949", *_HANGUL, "euc_kr"),
    ("shift_jis", *_KANA, "euc_jp"),
    ("euc_jp", *_KANA, "euc_jp"),
    ("gb18030", *_HAN, "gb2312"),
    ("big5", *_HAN, "big5"),
)
"""Encodings of East Asia, a range of characters that text in them has, and a set in which the everyday ones are."""


class FileKind(StrEnum):
    """What reads a file."""

    TEXT = "text"
    EXCEL = "excel"
    PARQUET = "parquet"
    ARROW = "arrow"


@dataclass(frozen=True, slots=True)
class Survey:
    """What a text file is made of: ``head`` is its start and ``pieces`` are from further on, both decoded."""

    size: int
    encoding: str
    nuls: int
    quotes: int
    head: str
    pieces: tuple[str, ...]

    @property
    def rows(self) -> int:
        """About how many lines there are, rather more than less."""
        seen = "".join((self.head, *self.pieces))
        return int(1.05 * self.size * max(1, seen.count("\n")) / max(1, len(seen.encode("utf-8", "replace")))) + 1


def kind_of(open_file: Opener, origin: str) -> FileKind:
    """Tell the kind by the first bytes, whatever the file is called.

    Raises:
        DataError: it is empty, compressed, or an archive that is no workbook.
    """
    with open_file() as file:
        start = file.read(16)
        if not start:
            raise DataError("empty-file", "{path} is empty. Choose a file that holds a table.", path=origin)
        kind = next((kind for magic, kind in _MAGIC if start.startswith(magic)), "text")
        if kind == "compressed" or (start.startswith(b"PK") and not _is_workbook(file)):
            raise DataError(
                "compressed-file",
                "{path} is compressed. Unpack it and choose the table that is in it.",
                path=origin,
            )
    return FileKind(kind)


def _is_workbook(file: BinaryIO) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return True  # a damaged workbook, as its reader will say
    return "content.xml" in names or any(name.startswith("xl/") for name in names)


def survey(open_file: Opener, origin: str, encoding: str = "auto") -> Survey:
    """Read a text file once, without parsing it.

    Args:
        open_file: opens it.
        origin: what it is called in sentences.
        encoding: a name that Python knows, or "auto".

    Raises:
        DataError: it is no text, or not in the ``encoding`` that was asked for.
    """
    with open_file() as file:
        start = file.read(_LONGEST_HEAD)
        found = _known(encoding) if encoding != "auto" else _marked(start)
        size, nuls, quotes, utf8 = _counted(file)
        found = found or ("utf-8" if utf8 else guess_encoding(_not_ascii(open_file, size)))
        wide = found.startswith(("utf-16", "utf-32"))
        if not wide and nuls > _FEW_NULS + _MOST_NULS * size:
            raise DataError(
                "not-text",
                "{path} is not a table in text: {share:.0%} of its bytes are zero. "
                "Choose a CSV, Excel, Parquet or Arrow file.",
                path=origin,
                share=nuls / size,
            )
        head = _decoded(_head(start), found)
        pieces = []
        if size > len(start):
            for place in range(1, _PIECES + 1):
                file.seek((size - _PIECE) * place // _PIECES // 4 * 4)
                text = _decoded(file.read(_PIECE), found)
                pieces.append(text[text.find("\n") + 1 : text.rfind("\n") + 1])
    return Survey(size, found, 0 if wide else nuls, quotes, head, tuple(pieces))


def _head(start: bytes) -> bytes:
    """As much of the start as is needed to see some rows: more where they are long."""
    size = _HEAD
    while size < len(start) and start.count(b"\n", 0, size) < _LINES_IN_HEAD:
        size *= 2
    return start[:size]


def _known(encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError):
        raise DataError(
            "unknown-encoding",
            "{encoding} is not an encoding that Python knows. Try utf-8, utf-16, cp1252, cp949 or auto.",
            encoding=encoding,
        ) from None
    return "utf-8-sig" if name == "utf-8" else name


def _marked(start: bytes) -> str:
    """The encoding that a byte order mark, or the places of the zero bytes, give away; else nothing."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    sample = start[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 4 and max(even, odd) > 0.3 * len(sample) / 2 and min(even, odd) < 0.05 * len(sample) / 2:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def _counted(file: BinaryIO) -> tuple[int, int, int, bool]:
    """Size, zero bytes and quotes of a file, and whether it is UTF-8."""
    size = nuls = quotes = 0
    utf8 = True
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        # Looking for a byte that is not there is much faster than counting it.
        nuls += chunk.count(0) if 0 in chunk else 0
        quotes += chunk.count(b'"') if b'"' in chunk else 0
        if utf8 and (not chunk.isascii() or decoder.getstate()[0]):
            utf8 = _continues(decoder, chunk)
    return size, nuls, quotes, utf8 and not decoder.getstate()[0]


def _continues(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _not_ascii(open_file: Opener, size: int) -> bytes:
    """Lines of a file that are not plain ASCII, up to some thousands of bytes."""
    kept: list[bytes] = []
    total = read = 0
    with open_file() as file:
        while total < _PIECE and read < size:
            line = file.readline(_PIECE)
            read += len(line)
            if not line.isascii():
                kept.append(line)
                total += len(line)
    return b"".join(kept)


def guess_encoding(sample: bytes) -> str:
    """Guess which encoding other than UTF-8 text with accents or of another script is in.

    A legacy encoding cannot be known, only found plausible: for the scripts of East Asia by the characters that come
    out, for Cyrillic because its letters stand side by side where the accents of Western languages stand alone.
    """
    high = [byte > 127 for byte in sample]
    beside = sum(a and b for a, b in itertools.pairwise(high))
    if beside < 0.25 * sum(high):
        return "cp1252"
    for encoding, first, last, everyday in _SCRIPTS:
        text = _decoded_or_none(sample, encoding)
        if text is None:
            continue
        signs = [sign for sign in text if not sign.isascii()]
        there = sum(first <= sign <= last for sign in signs)
        wanted = 0.15 if first == _KANA[0] else 0.8
        # Other encodings' bytes give rare characters, if any.
        common = sum(len(sign.encode(everyday, "ignore")) == 2 for sign in signs)
        if there >= wanted * len(signs) and common >= 0.9 * len(signs):
            return encoding
    cyrillic = _decoded_or_none(sample, "cp1251")
    if beside > 0.5 * sum(high) and cyrillic and sum("\u0400" <= s <= "\u04ff" for s in cyrillic) > 0.8 * sum(high):
        return "cp1251"
    return "cp1252"


def _decoded_or_none(sample: bytes, encoding: str) -> str | None:
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        # The last line may have been cut within a character.
        return sample[: error.start].decode(encoding) if error.start > max(0, len(sample) - 4) else None


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "ignore").replace("\0", "")


class _Utf8(io.RawIOBase):
    """A file in another encoding, read as UTF-8, without zero bytes."""

    def __init__(self, file: BinaryIO, encoding: str, errors: str) -> None:
        super().__init__()
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._left:
            data = self._file.read(_CHUNK)
            text = self._decoder.decode(data, final=not data)
            self._left = text.replace("\0", "").encode("utf-8", "replace")
            if not data:
                break
        part = self._left[: len(buffer)]
        self._left = self._left[len(part) :]
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._file.close()
        super().close()


def as_utf8(open_file: Opener, found: Survey, *, strict: bool) -> BinaryIO:
    """Open a surveyed file as UTF-8; with ``strict`` bytes that the encoding does not have are a `UnicodeError`."""
    file = open_file()
    if found.encoding == "utf-8" and not found.nuls:
        return file
    raw = _Utf8(file, found.encoding, "strict" if strict else "replace")
    return io.BufferedReader(raw, _CHUNK)
