"""The list of layers on the screen: cards below each other, chosen, moved and opened with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.look.i18n import Retranslated
from studio.look.theme import current_theme
from studio.views.model.layers import edits
from studio.views.model.layers.argument_form import ArgumentForm
from studio.views.model.layers.card_face import Face, columns_in
from studio.views.model.layers.edits import Row
from studio.views.model.layers.layer_card import LayerCard, ListEnd, ListLine
from studio.widgets.focus import hand_over
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.models.layers import Layer, Path_, Trace, catalogue

_GAP, _EDGE = 4, 40

_STEPS: Mapping[int, Callable[[int], int]] = {
    Qt.Key.Key_Up: lambda count: -1,
    Qt.Key.Key_Down: lambda count: 1,
    Qt.Key.Key_PageUp: lambda count: -8,
    Qt.Key.Key_PageDown: lambda count: 8,
    Qt.Key.Key_Home: lambda count: -count,
    Qt.Key.Key_End: lambda count: count,
}
"""How far a key goes in a list of so many lines."""

_ASKED: Mapping[tuple[bool, bool, int], str] = {
    (True, False, Qt.Key.Key_Up): "up",
    (True, False, Qt.Key.Key_Down): "down",
    (True, False, Qt.Key.Key_Right): "into",
    (True, False, Qt.Key.Key_Left): "out",
    (False, False, Qt.Key.Key_Insert): "add",
    (False, False, Qt.Key.Key_Plus): "add",
    (False, False, Qt.Key.Key_Delete): "remove",
    (False, False, Qt.Key.Key_Backspace): "remove",
    (False, False, Qt.Key.Key_Space): "enable",
    (False, True, Qt.Key.Key_D): "duplicate",
    (False, True, Qt.Key.Key_C): "copy",
    (False, True, Qt.Key.Key_X): "cut",
    (False, True, Qt.Key.Key_V): "paste",
}
"""What a key asks for, by whether Alt and Ctrl are held."""


class LayerColumn(Retranslated, ScrollColumn):
    """Shows a list of layers and tells what a person wants done with it; it changes nothing itself.

    Signals:
        chosen(object): another layer, or the end of a list, is chosen, perhaps with others; its path.
        asked(str, object): what is to be done with the one at this path: ``"add"`` (below it), ``"up"``, ``"down"``,
            ``"into"``, ``"out"``, ``"duplicate"``, ``"remove"``, ``"enable"``, ``"copy"``, ``"cut"``, ``"paste"``,
            ``"branch"``.
        move_asked(object, object): a layer was dragged, from this path to that.
        argument_changed(object, str, object): path, name and value; None for the default.
        repair_asked(object, object): the path of a layer, and a `Repair` of it.
        columns_changed(object, int): there is room for these columns in a list of this width.
    """

    chosen = Signal(object)
    asked = Signal(str, object)
    move_asked = Signal(object, object)
    argument_changed = Signal(object, str, object)
    repair_asked = Signal(object, object)
    columns_changed = Signal(object, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layerColumn")
        self._layers: Sequence[Layer] = ()
        self._trace: Trace | None = None
        self._batch_size = 1
        self._path: Path_ | None = None
        self._anchor: Path_ | None = None
        self._chosen: tuple[Path_, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._kinds = {kind.name: kind for kind in catalogue()}
        self.lines: list[ListLine] = []
        self._content = QWidget(self)
        self._content.setProperty("role", "clear")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(12, 4, 12, 24)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self._mark = QFrame(self._content)
        self._mark.hide()
        self._target: Path_ | None = None
        self.setWidget(self._content)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.retranslate()

    @property
    def path(self) -> Path_ | None:
        """Where what is chosen stands."""
        return self._path

    @property
    def chosen_layers(self) -> tuple[Path_, ...]:
        """The layers that are chosen, in the order of the screen, without what chosen blocks hold."""
        return tuple(edits.outermost(self._layers, self._chosen))

    @property
    def form(self) -> ArgumentForm | None:
        """The arguments that are open."""
        line = self._line(self._path)
        return line.form if isinstance(line, LayerCard) else None

    def card(self, path: Path_) -> LayerCard:
        """The card of a layer; raises `KeyError`."""
        line = self._line(path)
        if not isinstance(line, LayerCard):
            raise KeyError(path)
        return line

    def show_layers(
        self, layers: Sequence[Layer], found: Trace | None, batch_size: int, chosen: Sequence[Path_] = ()
    ) -> None:
        """Show a list with what was traced of it, None while there is nothing, and choose what stands at ``chosen``."""
        self._layers, self._batch_size = layers, batch_size
        self._trace = found
        rows = edits.rows_of(layers)
        self._match(rows)
        traced = {row.path: row for row in found.layers} if found is not None else {}
        for row, line in zip(rows, self.lines, strict=True):
            if isinstance(line, LayerCard) and row.layer is not None:
                off = "" if row.layer.get("enabled", True) else self.tr("off")
                face = Face(row.layer, traced.get(row.path), batch_size, off)
                line.show_layer(row.path, row.depth, face, self._columns)
            elif isinstance(line, ListEnd):
                line.show_end(row.path, row.depth, self._end_words(row))
        if chosen:
            self._anchor = chosen[0]
        self._mark_chosen(chosen or self._chosen, chosen[-1] if chosen else self._path)

    def select(self, path: Path_ | None) -> None:
        """Choose what stands at ``path`` alone, without a signal; nothing if there is nothing."""
        self._anchor = path
        self._mark_chosen((), path)

    def _mark_chosen(self, paths: Collection[Path_], path: Path_ | None) -> None:
        """Have these chosen, ``path`` among them as the one that has the keyboard."""
        keeps = self._has_focus()
        self._path = path if self._line(path) is not None else None
        wanted = {*paths, self._path}
        self._chosen = tuple(line.path for line in self.lines if line.path in wanted)
        for line in self.lines:
            line.set_chosen(line.path in wanted, current=line.path == self._path)
        self._open_form()
        chosen = self._line(self._path)
        if chosen is not None:
            if keeps or self._has_focus():
                chosen.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, self._bring_into_view)
        elif self.lines:
            self.lines[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus(self) -> None:
        """Give the keyboard to what is chosen."""
        line = self._line(self._path)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.setAccessibleName(self.tr("Layers of the network"))
        for line in self.lines:
            if isinstance(line, LayerCard):
                line.retranslate()
        self.show_layers(self._layers, self._trace, self._batch_size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = columns_in(self.viewport().width() - 24)
        self.columns_changed.emit(columns, self.viewport().width())
        if columns != self._columns:
            self._columns = columns
            self.show_layers(self._layers, self._trace, self._batch_size)

    def _match(self, rows: Sequence[Row]) -> None:
        """Have a line of the right kind for each row; those that are there are used again."""
        for place, row in enumerate(rows):
            kind = LayerCard if row.layer is not None else ListEnd
            if place < len(self.lines) and isinstance(self.lines[place], kind):
                continue
            found = next((at for at in range(place + 1, len(self.lines)) if isinstance(self.lines[at], kind)), None)
            line = self.lines.pop(found) if found is not None else self._new(kind)
            self.lines.insert(place, line)
            self._column.insertWidget(place, line)
            line.show()
        for line in self.lines[len(rows) :]:
            if rows:
                hand_over(line, self.lines[0])
            if isinstance(line, LayerCard):
                line.take_form(None)
            line.hide()
            line.deleteLater()
        del self.lines[len(rows) :]

    def _new(self, kind: type[LayerCard | ListEnd]) -> ListLine:
        line = kind(self._content)
        line.chosen.connect(self._choose)
        line.key_pressed.connect(self._press)
        line.dragged.connect(self._drag)
        line.dropped.connect(self._drop)
        line.opened.connect(self._open)
        if isinstance(line, LayerCard):
            line.repair_asked.connect(self.repair_asked)
        return line

    def _end_words(self, row: Row) -> str:
        key = next(part for part in reversed(row.path) if isinstance(part, str))
        if key == "shortcut" and row.empty:
            return self.tr("Shortcut: the input as it is. Click to put layers into it.")
        if key == "shortcut":
            return self.tr("End of the shortcut. Click to add a layer.")
        if key == "branches":
            number = row.path[-2]
            assert isinstance(number, int)
            return self.tr("End of branch {number}. Click to add a layer.").format(number=number + 1)
        return self.tr("End of the block. Click to add a layer.")

    def _line(self, path: Path_ | None) -> ListLine | None:
        return next((line for line in self.lines if line.path == path), None) if path is not None else None

    def _has_focus(self) -> bool:
        return any(line.hasFocus() for line in self.lines)

    def _open_form(self) -> None:
        """Open the arguments of what is chosen alone; the same kind of layer at the same place keeps its fields."""
        chosen = self._line(self._path) if len(self._chosen) < 2 else None
        for line in self.lines:
            if isinstance(line, LayerCard) and line is not chosen and line.form is not None:
                _close_form(line)
        if not isinstance(chosen, LayerCard) or chosen.face.face is None:
            return
        layer = chosen.face.face.layer
        if chosen.form is not None and chosen.form.kind.name != layer["type"]:
            _close_form(chosen)
        if chosen.form is None:
            form = ArgumentForm(self._kinds[layer["type"]], chosen)
            form.value_changed.connect(self._tell_argument)
            form.asked.connect(self._tell_asked)
            chosen.take_form(form)
        assert chosen.form is not None
        chosen.form.show_layer(layer, chosen.face.face.row)

    @Slot(str, object)
    def _tell_argument(self, name: str, value: object) -> None:
        self.argument_changed.emit(self._path, name, value)

    @Slot(str)
    def _tell_asked(self, what: str) -> None:
        self.asked.emit(what, self._path)

    @Slot(object, object)
    def _choose(self, path: Path_, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Choose a line alone; with Shift all from the one before to it, with Ctrl it besides the others, or not."""
        before = (self._path, self._chosen)
        if held & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None:
            places = [line.path for line in self.lines]
            ends = sorted(places.index(each) for each in (self._anchor, path) if each in places)
            self._mark_chosen(places[ends[0] : ends[-1] + 1], path)
        elif held & Qt.KeyboardModifier.ControlModifier and self._path is not None:
            rest = [each for each in self._chosen if each != path]
            off = path in self._chosen and bool(rest)
            self._anchor = rest[-1] if off else path
            self._mark_chosen(rest, self._anchor)
        elif before != (path, (path,)):
            self.select(path)
        if before != (self._path, self._chosen):
            self.chosen.emit(self._path)

    @Slot(object)
    def _open(self, path: Path_) -> None:
        """A double click goes to the first argument; a click on an end adds there."""
        line = self._line(path)
        if isinstance(line, ListEnd):
            self.asked.emit("add", path)
        elif self.form is not None:
            self.form.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _press(self, event: QKeyEvent) -> None:
        """Carry out a key on a card; one that means nothing here goes on."""
        event.accept()
        places = [line.path for line in self.lines]
        if self._path is None or self._path not in places:
            return
        at = places.index(self._path)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        match (alt, control, event.key()):
            case (False, False, key) if key in _STEPS:
                self._choose(places[min(max(0, at + _STEPS[key](len(places))), len(places) - 1)], shift)
            case (False, True, Qt.Key.Key_A):
                self._anchor = places[0]
                self._choose(places[-1], Qt.KeyboardModifier.ShiftModifier)
            case (False, False, Qt.Key.Key_Escape) if len(self._chosen) > 1:
                self._choose(self._path)
            case (False, False, Qt.Key.Key_Return | Qt.Key.Key_Enter):
                self._open(places[at])
            case held if held in _ASKED:
                self.asked.emit(_ASKED[held], self._path)
            case _:
                event.ignore()

    @Slot(object, object)
    def _drag(self, path: Path_, place: QPoint) -> None:
        """Show where the layer would land: above the card whose upper half is pointed at, or the end below it."""
        self._column.activate()
        y = self._content.mapFromGlobal(place).y()
        below = [line for line in self.lines if line.y() + line.height() / 2 > y]
        line = below[0] if below else None
        self._target = line.path if line is not None else (len(self._layers),)
        last = self.lines[-1]
        top = line.y() if line is not None else last.y() + last.height() + _GAP
        indent = line.indent if line is not None else 0
        left = self._column.contentsMargins().left() + indent
        self._mark.setStyleSheet(f"background: {current_theme().tokens.accent};")
        self._mark.setGeometry(left, top - 3, self._content.width() - left - 12, 2)
        self._mark.show()
        self._mark.raise_()
        self.ensureVisible(0, y, 0, _EDGE)

    @Slot(object)
    def _drop(self, path: Path_) -> None:
        self._mark.hide()
        target, self._target = self._target, None
        if target is not None:
            self.move_asked.emit(path, target)

    @Slot()
    def _bring_into_view(self) -> None:
        line = self._line(self._path)
        if line is not None:
            self.ensureWidgetVisible(line, 0, 12)


def _close_form(card: LayerCard) -> None:
    """Delete the arguments of a card; where one of them has the keyboard, the card gets it."""
    form = card.form
    card.take_form(None)
    if form is not None:
        hand_over(form, card)
        form.hide()
        form.deleteLater()
