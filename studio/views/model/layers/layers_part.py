"""The builder: a network as a list of layers that one edits by hand, and what each makes of the data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from studio.dialogs.code import CodeDialog
from studio.dialogs.file_dialogs import FileDialogs
from studio.look.i18n import Retranslated
from studio.look.messages import words
from studio.session.session import Action, Session
from studio.views.model.kinds import Kind, kind_of
from studio.views.model.layers import edits
from studio.views.model.layers.column_heads import ColumnHeads
from studio.views.model.layers.edits import Layers
from studio.views.model.layers.layer_column import LayerColumn
from studio.views.model.layers.layer_text import from_toml, to_toml
from studio.views.model.layers.palette import Palette
from studio.views.model.layers.several import edited_together, moved_together
from studio.views.model.layers.several_bar import SeveralBar
from studio.views.model.layers.start_page import StartPage
from studio.views.model.layers.tracer import Tracer, still_true
from studio.widgets.button import Button
from studio.widgets.focus import hand_over
from studio.widgets.icon_button import IconButton
from trainer_core.errors import TrainerError
from trainer_core.models import models
from trainer_core.models.layers import Layer, Path_, Repair, Trace, as_code, as_layers, layer_at, new_layer
from trainer_core.protocol.reports import DataReport
from trainer_core.recipe.recipe import Recipe

FIELD = "model.layers"


class LayersPart(Retranslated, QWidget):
    """The list of layers of the recipe with its tools; without layers, ways to begin.

    Signals:
        changed(object): a mapping for `Recipe.with_values`.
        traced(object, object): the layers that are shown, and their `Trace` or None while there is none.
        selected(object): another layer is chosen; its path, None for none.
        notice(object, str): a sentence, or what words it, for the window's banner and its kind.
        crashed(str, str): sentence and details of an exception that is a bug.
    """

    changed = Signal(object)
    traced = Signal(object, object)
    selected = Signal(object)
    notice = Signal(object, str)
    crashed = Signal(str, str)

    def __init__(self, session: Session, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layersPart")
        self._session, self._files = session, files
        self._layers: Layers = []
        self._trace: Trace | None = None
        self._is_traced = False
        self.data: tuple[tuple[int, ...], int] | None = None
        """The shape of one example and how many outputs the task needs; None while no data is read."""
        self._batch_size = 1
        self._next: tuple[Path_, ...] = ()
        self._place: Path_ = ()
        self.tracer = Tracer(self)
        self.column = LayerColumn(self)
        self.heads = ColumnHeads(self)
        self.start = StartPage(self)
        self.palette_ = Palette(self)
        self.add_button = Button("", "plus", self)
        self.add_button.setObjectName("layerAddButton")
        self.copy_button = IconButton("copy", "", self)
        self.copy_button.setObjectName("layersCopyButton")
        self.code_button = Button("", "", self)
        self.code_button.setObjectName("layersCodeButton")
        self.several = SeveralBar(self)
        self.stack = QStackedWidget(self)
        self._arrange()
        self._connect()
        self.retranslate()

    @property
    def layers(self) -> Sequence[Layer]:
        """What is shown."""
        return self._layers

    @property
    def trace(self) -> Trace | None:
        """What was traced of it; None until it was."""
        return self._trace

    @property
    def is_traced(self) -> bool:
        """Whether the trace is of the layers that are shown, and whole."""
        return self._is_traced

    def show_recipe(self, recipe: Recipe) -> None:
        """Show the layers of ``recipe``, or ways to begin if it has none."""
        ours = kind_of(recipe.model.name) is Kind.LAYERS
        layers: Layers = list(recipe.model.arguments["layers"]) if ours else []
        same = layers == self._layers and recipe.data.batch_size == self._batch_size
        self._batch_size = recipe.data.batch_size
        if not same:
            self._trace = still_true(self._trace, self._layers, layers)
        chosen = self.column.path
        paths = self._next
        if not paths and layers != self._layers:
            path = edits.followed(self._layers, layers, chosen)
            paths = (path,) if path is not None else ()
        self._next = ()
        self._layers = layers
        self.heads.set_batch_size(self._batch_size)
        self.stack.setCurrentIndex(int(bool(layers)))
        self._offer(recipe)
        self.column.show_layers(layers, self._trace, self._batch_size, paths)
        self._show_several()
        self.traced.emit(self._layers, self._trace)
        if self.column.path != chosen:
            self.selected.emit(self.column.path)
        if not same or (self._trace is None and layers):
            self._ask()

    def show_data(self, report: DataReport | None) -> None:
        """What the layers need of the data is told by `show_shape`, also where no model fits it."""

    def show_shape(self, data: tuple[tuple[int, ...], int] | None) -> None:
        """Trace for examples of this shape and a task of so many outputs; None while the data is not read."""
        if data == self.data:
            return
        self.data, self._trace, self._is_traced = data, None, False
        if data is None:
            self._session.clear_error(FIELD)
        self._offer(self._session.shown_recipe)
        self.column.show_layers(self._layers, None, self._batch_size)
        self._ask()

    def select(self, path: Path_) -> None:
        """Choose a layer, without a signal."""
        self.column.select(path)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.add_button.setText(self.tr("Add a layer"))
        self.add_button.setToolTip(self.tr("Add a layer below the chosen one (Insert)"))
        self.copy_button.set_name(self.tr("Copy all layers, to paste them into another recipe (Ctrl+V on a layer)"))
        self.code_button.setText(self.tr("Read as code"))
        self.code_button.setToolTip(self.tr("The same network as a class of PyTorch"))

    def shut_down(self) -> None:
        """End the thread that traces."""
        self.tracer.shut_down()

    def _arrange(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 0, 12, 4)
        tools.setSpacing(8)
        tools.addWidget(self.add_button)
        tools.addWidget(self.several)
        tools.addStretch(1)
        tools.addWidget(self.copy_button)
        tools.addWidget(self.code_button)
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(self.heads)
        layout.addWidget(self.column, 1)
        self.stack.addWidget(self.start)
        self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _connect(self) -> None:
        self.tracer.traced.connect(self._take_trace)
        self.tracer.crashed.connect(self.crashed)
        self.column.chosen.connect(self.selected)
        self.column.chosen.connect(self._show_several)
        self.several.asked.connect(self._carry_out_with_all)
        self.column.asked.connect(self._carry_out)
        self.column.move_asked.connect(self._move)
        self.column.argument_changed.connect(self._change)
        self.column.repair_asked.connect(self._repair)
        self.column.columns_changed.connect(self.heads.show_columns)
        self.start.edit_asked.connect(self.begin_with)
        self.start.add_asked.connect(self._add_first)
        self.palette_.chosen.connect(self._add)
        self.palette_.closed.connect(self.column.focus)
        self.add_button.clicked.connect(self._add_below)
        self.copy_button.clicked.connect(self._copy_all)
        self.code_button.clicked.connect(self._show_code)

    def _edit(self, layers: Layers, *chosen: Path_) -> None:
        self._next = chosen
        if layers != self._layers:
            self.changed.emit({"model.name": "layers", FIELD: layers})

    def _offer(self, recipe: Recipe) -> None:
        """Offer the built-in networks that can be read as layers for the present data."""
        name = recipe.model.name
        names = [entry.name for entry in models if self.built_in(entry.name, {}) is not None]
        present = name if name in names and self.built_in(name, recipe.model.arguments) is not None else ""
        self.start.offer(present, tuple(each for each in names if each != present))

    def built_in(self, name: str, arguments: dict[str, Any]) -> Layers | None:
        """The layers of a built-in architecture for the present data; None where it has none to show."""
        if self.data is None or kind_of(name) is not Kind.BUILT_IN:
            return None
        try:
            return as_layers(name, *self.data, **arguments)
        except TrainerError:
            return None

    def _ask(self) -> None:
        self._is_traced = False
        if self.data is not None and self._layers:
            self.tracer.ask(self._layers, *self.data)

    @Slot(object)
    def _take_trace(self, found: Trace) -> None:
        if not self._layers:
            return
        self._trace, self._is_traced = found, True
        self.code_button.setEnabled(found.problem is None)
        self.column.show_layers(self._layers, found, self._batch_size)
        self.traced.emit(self._layers, found)
        session = self._session
        if not session.possible(Action.EDIT_RECIPE):
            return
        if found.problem is not None:
            session.mark_error(FIELD, words(found.problem))
        else:
            session.clear_error(FIELD)

    @Slot(str)
    def begin_with(self, name: str) -> None:
        """Put the layers of a built-in architecture into the recipe."""
        recipe = self._session.recipe
        layers = self.built_in(name, recipe.model.arguments if name == recipe.model.name else {})
        if layers is not None:
            self._edit(layers, (0,))

    @Slot()
    def _add_first(self) -> None:
        self._open_palette((0,), self.start.add_button.mapToGlobal(QPoint(0, self.start.add_button.height() + 4)))

    @Slot()
    def _add_below(self) -> None:
        """Open the palette for a layer below the chosen one, or for the last."""
        self._open_palette(self._below_chosen(), self.add_button.mapToGlobal(QPoint(0, self.add_button.height() + 4)))

    def _open_palette(self, place: Path_, at: QPoint) -> None:
        self._place = place
        window = self.window()
        room = QRectF(QPointF(window.mapToGlobal(QPoint())), QSizeF(window.size()))
        shape = self._shape_at(place)
        self.palette_.open(at, room.adjusted(8, 8, -8, -8), len(shape) if shape is not None else None)

    def _shape_at(self, place: Path_) -> tuple[int, ...] | None:
        """What comes in at a place of the list, if it is known."""
        rows = {row.path: row for row in self._trace.layers} if self._trace is not None else {}
        index = place[-1]
        assert isinstance(index, int)
        if index:
            before = rows.get((*place[:-1], index - 1))
            return before.output_shape if before is not None else None
        if edits.depth_of(place):
            block = rows.get(edits.block_of(place))
            return block.input_shape if block is not None else None
        return self.data[0] if self.data is not None else None

    @Slot(str)
    def _add(self, name: str) -> None:
        self._edit(edits.inserted(self._layers, self._place, [new_layer(name)]), self._place)
        self.column.focus()

    @Slot(object, object)
    def _move(self, path: Path_, to: Path_) -> None:
        chosen = self.column.chosen_layers
        layers, lands = moved_together(self._layers, chosen if path in chosen else (path,), to)
        self._edit(layers, *lands)

    @Slot(object, str, object)
    def _change(self, path: Path_, name: str, value: object) -> None:
        self._edit(edits.changed(self._layers, path, name, value), path)

    @Slot(object, object)
    def _repair(self, path: Path_, repair: Repair) -> None:
        layers = list(repair.layers)
        place = edits.followed(self._layers, layers, path)
        self._edit(layers, *([place] if place is not None else []))
        self.column.focus()

    @Slot(str, object)
    def _carry_out(self, what: str, path: Path_) -> None:
        """Do what a key or a button asks for with the layer, or the end of a list, at ``path``, or with all chosen."""
        is_layer = edits.exists(self._layers, path)
        paths = self.column.chosen_layers if len(self.column.chosen_layers) > 1 else (path,)
        if what == "add":
            line = next(line for line in self.column.lines if line.path == path)
            place = edits.after(path) if is_layer else path
            self._open_palette(place, line.mapToGlobal(QPoint(line.indent, min(line.height(), 44) + 2)))
        elif what == "paste":
            if not self.paste():
                self.notice.emit(
                    self.tr("There are no layers on the clipboard. Copy a layer first, or a recipe that has some."),
                    "info",
                )
        elif what in ("copy", "cut") and (is_layer or len(paths) > 1):
            QApplication.clipboard().setText(to_toml([layer_at(self._layers, each) for each in paths]))
            if what == "cut":
                self._carry_out("remove", path)
        else:
            layers, chosen = edited_together(what, self._layers, paths)
            self._edit(layers, *chosen)

    @Slot(str)
    def _carry_out_with_all(self, what: str) -> None:
        """A button for several layers was pressed."""
        if self.column.path is not None:
            self._carry_out(what, self.column.path)
            self.column.focus()

    @Slot()
    def _show_several(self) -> None:
        """Offer what can be done with several layers while several are chosen."""
        count = len(self.column.chosen_layers)
        if count < 2 and not self.several.isHidden():
            hand_over(self.several, self.add_button)
        self.several.show_count(count)
        for button in (self.copy_button, self.code_button):
            button.setVisible(count < 2)

    def paste(self) -> bool:
        """Put layers from the clipboard below the chosen one, or last; False if there are none on it."""
        pasted = from_toml(QApplication.clipboard().text())
        if pasted is not None:
            place = self._below_chosen()
            index = place[-1]
            assert isinstance(index, int)
            new = [(*place[:-1], index + number) for number in range(len(pasted))]
            self._edit(edits.inserted(self._layers, place, pasted), *new)
        return pasted is not None

    def _below_chosen(self) -> Path_:
        path = self.column.path
        if path is None:
            return (len(self._layers),)
        return edits.after(path) if edits.exists(self._layers, path) else path

    @Slot()
    def _copy_all(self) -> None:
        QApplication.clipboard().setText(to_toml(self._layers))
        self.notice.emit(self.tr("All layers are on the clipboard."), "info")

    @Slot()
    def _show_code(self) -> None:
        """Show the class that is the same network."""
        if self.data is None:
            return
        try:
            code = as_code(self._layers, *self.data)
        except TrainerError as error:
            self.notice.emit(partial(words, error.message), "error")
            return
        dialog = CodeDialog(code, self._files, self)
        dialog.notice.connect(self.notice)
        dialog.exec()
        dialog.deleteLater()
