"""One section of the recipe on the screen: its rows, those that few people need folded away under "More"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.look.messages import name_of
from studio.views.recipe.recipe_row import RecipeRow
from studio.widgets.fold_button import FoldButton
from studio.widgets.folding_section import FoldingSection
from trainer_core.recipe.field_info import FieldInfo, SectionInfo


class RecipeSection(Retranslated, FoldingSection):
    """A folding section that is made, and made again, from a `SectionInfo`.

    ``rows`` holds the rows by key in the order of the screen.

    Signals:
        rows_changed(): there are other rows than before.
        value_changed(str, object), error_changed(str, str), reset_asked(str), use_asked(str), browse_asked(object):
            those of the rows.
    """

    rows_changed = Signal()
    value_changed = Signal(str, object)
    error_changed = Signal(str, str)
    reset_asked = Signal(str)
    use_asked = Signal(str)
    browse_asked = Signal(object)

    def __init__(self, info: SectionInfo, parent: QWidget | None = None, expanded: bool = True) -> None:
        super().__init__(name_of(info.title), parent, expanded)
        self.info = info
        self.rows: dict[str, RecipeRow] = {}
        self._words: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setObjectName(f"{info.key}Section")
        self.header.setObjectName(f"{info.key}Header")
        self._plain, self._plain_rows = _column(self)
        self.more_button = FoldButton("", self)
        self.more_button.setObjectName(f"{info.key}MoreButton")
        self._advanced, self._advanced_rows = _column(self)
        for part in (self._plain, self.more_button, self._advanced):
            self.body_layout.addWidget(part)
        self.more_button.toggled.connect(self._show_more)
        self._show_more()

    def show_fields(self, info: SectionInfo, values: Mapping[str, Any], kept: frozenset[str] = frozenset()) -> None:
        """Show these fields and values; a row whose field stays the same kind of thing stays the same widget.

        The rows named in ``kept`` hold a wrong text that a person is still to mend: their text is left alone.
        """
        self.info = info
        wanted = {field.key: field for field in info.fields}
        gone = [key for key, row in self.rows.items() if not _same_kind(row.info, wanted.get(key))]
        for key in gone:
            row = self.rows.pop(key)
            row.hide()
            row.deleteLater()
        new = [field for field in info.fields if field.key not in self.rows]
        for field in new:
            row = RecipeRow(field, self)
            row.value_changed.connect(self.value_changed)
            row.error_changed.connect(self.error_changed)
            row.reset_asked.connect(self.reset_asked)
            row.use_asked.connect(self.use_asked)
            row.browse_asked.connect(self.browse_asked)
            self.rows[field.key] = row
        for key, field in wanted.items():
            row = self.rows[key]
            if row.info != field:
                row.describe(field)
            if key not in kept:
                row.restore(values[key]) if row.error else row.set_value(values[key])
        if gone or new:
            self.rows = {field.key: self.rows[field.key] for field in info.fields}
            self._place_rows()
            self.rows_changed.emit()
        elif self._words:
            self.narrow(self._words)
        self._word_more(values)

    def retranslate(self) -> None:
        """Word title, rows and fold in the present language."""
        self.set_title(name_of(self.info.title))
        for row in self.rows.values():
            row.describe(row.info)
        self.narrow(self._words)

    def narrow(self, words: tuple[str, ...]) -> int:
        """Show only the rows that hold all of these ``words`` (in small letters), or all rows for none; returns how
        many are shown, and without any hides the section.
        """
        self._words = words
        titles = f"{self.info.title}\n{name_of(self.info.title)}\n{self.info.key}".casefold()
        found = [row for row in self.rows.values() if row.search(words, titles)]
        self.header.mark(words)
        self._show_more()
        shown = sum(row.applies for row in found)
        self.setVisible(bool(shown) or not words)
        return shown

    def reveal(self, key: str) -> None:
        """Open what hides the row of ``key``."""
        self.set_expanded(True)
        if self.rows[key].info.advanced:
            self.more_button.setChecked(True)

    def stops(self) -> Iterator[QWidget]:
        """Yield the widgets that Tab goes through, in the order of the screen."""
        yield self.header
        for row in self.rows.values():
            if not row.info.advanced:
                yield from row.stops()
        yield self.more_button
        for row in self.rows.values():
            if row.info.advanced:
                yield from row.stops()

    def _place_rows(self) -> None:
        for row in self.rows.values():
            (self._advanced_rows if row.info.advanced else self._plain_rows).addWidget(row)
            row.show_if_found()
        self.narrow(self._words)

    @Slot()
    def _show_more(self) -> None:
        any_advanced = any(row.info.advanced and row.found for row in self.rows.values())
        self._plain.setVisible(any(row.found and not row.info.advanced for row in self.rows.values()))
        self.more_button.setVisible(any_advanced and not self._words)
        self._advanced.setVisible(any_advanced and (bool(self._words) or self.more_button.isChecked()))

    def _word_more(self, values: Mapping[str, Any]) -> None:
        advanced = [field for field in self.info.fields if field.advanced]
        changed = sum(not _equal(values[field.key], field.default) for field in advanced)
        text = self.tr("More · {count} changed").format(count=changed) if changed else self.tr("More")
        self.more_button.setText(text)
        self.more_button.setAccessibleName(text)
        titles = ", ".join(name_of(field.title) for field in advanced)
        self.more_button.setToolTip(titles)


def row_of(sections: Mapping[str, RecipeSection], key: str) -> RecipeRow | None:
    """The row of a field (``"optimizer.lr"``), which not every recipe has."""
    section = sections.get(key.partition(".")[0])
    return section.rows.get(key) if section is not None else None


def _column(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    column = QWidget(parent)
    column.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    return column, layout


def _same_kind(old: FieldInfo, new: FieldInfo | None) -> bool:
    return new is not None and (old.kind, old.advanced, old.slider) == (new.kind, new.advanced, new.slider)


def _equal(value: Any, default: Any) -> bool:
    """Whether a value of the recipe, where lists may have become tuples, is the default."""
    if isinstance(value, (list, tuple)) and isinstance(default, (list, tuple)):
        return list(value) == list(default)
    return bool(value == default)
