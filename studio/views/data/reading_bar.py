"""How a table's file is read, as it was found out and as a person corrects it: separator, encoding, header and more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.widgets.choice_field import ChoiceField
from studio.widgets.flow_layout import FlowLayout
from trainer_core.data.tables.asked import READING
from trainer_core.data.tables.dialect import SEPARATORS
from trainer_core.data.tables.preview import TableLook

_AUTO = "auto"
_ENCODINGS = ("utf-8", "utf-16", "cp949", "cp1252", "cp1251", "shift_jis", "gb18030", "big5")
_MARKS = (".", ",")


class ReadingBar(Retranslated, QWidget):
    """A choice for each; "automatic" says what was found. A workbook has sheets instead. ``fields`` by argument.

    Signals:
        changed(str, object): a person wants this argument of the source to be another.
    """

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = TableLook()
        self._arguments: Mapping[str, Any] = {}
        self.fields: dict[str, ChoiceField] = {}
        self._names: dict[str, QLabel] = {}
        self._pairs: dict[str, QWidget] = {}
        row = FlowLayout(spacing=14, row_spacing=4)
        for key in READING:
            pair = QWidget(self)
            layout = QHBoxLayout(pair)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(6)
            name, field = QLabel(pair), ChoiceField(pair)
            fonts.use(name, "small")
            fonts.use(field, "small")
            name.setProperty("role", "muted")
            name.setBuddy(field)
            field.setObjectName(f"tableReading_{key}")
            field.value_changed.connect(partial(self.changed.emit, key))
            layout.addWidget(name)
            layout.addWidget(field)
            row.addWidget(pair)
            self._names[key], self.fields[key], self._pairs[key] = name, field, pair
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        names = {
            "separator": self.tr("Separator"),
            "encoding": self.tr("Encoding"),
            "header": self.tr("Header"),
            "decimal": self.tr("Decimal mark"),
            "sheet": self.tr("Sheet"),
        }
        for key, name in names.items():
            self._names[key].setText(name)
            self.fields[key].setAccessibleName(name)
        self._fill()

    def show_look(self, look: TableLook, arguments: Mapping[str, Any]) -> None:
        """Show how the table is read, and which of the source's ``arguments`` say so."""
        self._look, self._arguments = look, arguments
        self._fill()

    def _fill(self) -> None:
        found = self._look.format
        text = found is not None or any(self._arguments.get(key, _AUTO) != _AUTO for key in READING[:4])
        for key in READING[:4]:
            self._pairs[key].setVisible(text or (key == "header" and bool(self._look.sheets)))
        self._pairs["sheet"].setVisible(len(self._look.sheets) > 1)
        separators = {word: self._separator(word) for word in SEPARATORS}
        encodings = {name: self._encoding(name) for name in _ENCODINGS}
        headers = {"yes": self.tr("yes"), "no": self.tr("no")}
        marks = {mark: self._mark(mark) for mark in _MARKS}
        self._offer("separator", separators, self._separator(found.separator) if found else "")
        self._offer("encoding", encodings, _code(found.encoding) if found else "")
        self._offer("header", headers, headers["yes" if found.header else "no"] if found else "")
        self._offer("decimal", marks, self._mark(found.decimal) if found else "")
        sheets = sorted(self._look.sheets)
        self.fields["sheet"].set_choices(["", *sheets], [self.tr("first with data"), *sheets])
        self.fields["sheet"].set_value(str(self._arguments.get("sheet", "")))

    def _offer(self, key: str, labels: Mapping[str, str], found: str) -> None:
        field, value = self.fields[key], str(self._arguments.get(key, _AUTO))
        words = {word: sign for word, sign in SEPARATORS.items() if sign == value} if key == "separator" else {}
        value = next(iter(words), value)
        choices = {**labels, **({} if value in (_AUTO, *labels) else {value: value})}
        plain = self.tr("automatic")
        auto = self.tr("found: {found}").format(found=found) if found and value == _AUTO else plain
        field.set_choices([_AUTO, *choices], [auto, *choices.values()])
        field.set_value(value)

    def _separator(self, which: str) -> str:
        """Words a separator, given as a sign or a word."""
        word = next((word for word, sign in SEPARATORS.items() if which in (word, sign)), which)
        return {
            "comma": self.tr("comma"),
            "semicolon": self.tr("semicolon"),
            "tab": self.tr("tab"),
            "bar": self.tr("vertical bar"),
            "space": self.tr("space"),
        }.get(word, word)

    def _encoding(self, name: str) -> str:
        return {
            "cp949": self.tr("Korean (CP949)"),
            "cp1252": self.tr("Western (CP1252)"),
            "cp1251": self.tr("Cyrillic (CP1251)"),
            "shift_jis": self.tr("Japanese (Shift JIS)"),
            "gb18030": self.tr("Chinese (GB18030)"),
            "big5": self.tr("Chinese (Big5)"),
        }.get(name, _code(name))

    def _mark(self, mark: str) -> str:
        return {".": self.tr("point"), ",": self.tr("comma")}.get(mark, mark)


def _code(encoding: str) -> str:
    """An encoding as it is written: UTF-8, CP949."""
    return encoding.upper().removesuffix("-SIG").removesuffix("-LE").removesuffix("-BE").replace("_", "-")
