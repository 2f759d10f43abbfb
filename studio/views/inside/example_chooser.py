"""Chooses the example that is explained: one of the fixed test examples, any other by its number, or a picture file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.dialogs.file_dialogs import FileDialogs, FileKind, Purpose
from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.look.numbers import NumberRules
from studio.look.pictures import to_image
from studio.look.theme import current_theme
from studio.views.inside.row_images import row_images
from studio.widgets.button import Button
from studio.widgets.choice_field import ChoiceField
from studio.widgets.elided_label import ElidedLabel
from studio.widgets.number_field import NumberField
from studio.widgets.tile import AnyTile, Tile, ValueTile
from studio.widgets.tile_grid import TileGrid
from trainer_core.data.pictures.opening import LARGEST_FILE, SUFFIXES
from trainer_core.protocol.commands import Split
from trainer_core.protocol.explain import ExampleChoice
from trainer_core.protocol.predicting import Predicted
from trainer_core.protocol.reports import DataReport

_NUMBER = 76


class _Row(TileGrid):
    """As high as one row of tiles; further ones are reached by the wheel and the arrow keys."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        height = self.gridSize().height() + 2
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


class ExampleChooser(Retranslated, QWidget):
    """A row of tiles under the part, the number and a button for files; ``example`` is what is chosen.

    Signals:
        chosen(object): a person has chosen another `ExampleChoice`.
        unreadable(str): why a file that was chosen cannot be read.
    """

    chosen = Signal(object)
    unreadable = Signal(str)

    def __init__(self, files: FileDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example = ExampleChoice()
        self._files = files
        self._data: DataReport | None = None
        self._event: Predicted | None = None
        self.split = ChoiceField(self)
        self.split.setObjectName("explainSplit")
        self.number = NumberField(0, NumberRules(whole=True, minimum=0, maximum=0), "", self)
        self.number.setObjectName("explainNumber")
        self.number.setFixedWidth(fonts.scaled(_NUMBER))
        self.open_button = Button("", "image", self)
        self.open_button.setObjectName("explainOpenButton")
        self.name = ElidedLabel("", self)
        self.row = _Row(self)
        self.row.setObjectName("explainExamples")
        self._arrange()
        self.split.value_changed.connect(self._choose_split)
        self.number.value_changed.connect(self._choose_number)
        self.open_button.clicked.connect(self._open)
        self.row.opened.connect(self._choose_tile)
        current_theme().changed.connect(self._restyle)
        self.retranslate()

    def set_data(self, data: DataReport) -> None:
        """Offer the examples of this data; the chosen one stays if there is such."""
        shape = None if self._data is None else self._data.input_shape
        self._data = data
        self._offer()
        splits = [split for split in (Split.TEST, Split.VALIDATION, Split.TRAINING) if self._size(split)]
        if data.input_shape != shape or self.example.content:
            self.example = ExampleChoice(splits[0] if splits else Split.TEST)
            self.row.set_tiles(())
            self._event = None
        elif self.example.index >= self._size(self.example.split):
            self.example = ExampleChoice(self.example.split)
        self.open_button.setVisible(len(data.input_shape) == 3)
        self._show_choice()

    def show_examples(self, event: Predicted) -> None:
        """Show these test examples as tiles, with what the model answers."""
        self._event = event
        data = self._data
        if data is not None:
            images = event.images
            pictures = row_images(images) if images.ndim == 2 else [to_image(each) for each in images]
            self.row.set_tiles([self._tile(data, event, *each) for each in enumerate(pictures)])
        self.row.setVisible(bool(self.row.tiles))

    @Slot()
    def _restyle(self, tokens: object = None) -> None:
        """Rows are drawn in the theme's colours."""
        if self._event is not None:
            self.row.set_tiles(())
            self.show_examples(self._event)

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.split.setAccessibleName(self.tr("Part of the data"))
        self.number.setAccessibleName(self.tr("Number of the example"))
        self.number.setToolTip(self.tr("The number of the example in this part of the data, counted from 0"))
        self.open_button.setText(self.tr("Picture file…"))
        self.open_button.setToolTip(self.tr("Explain the model's answer for a picture of your own"))
        self.row.setAccessibleName(self.tr("Test examples"))
        self._offer()

    def _offer(self) -> None:
        names = {
            Split.TEST: self.tr("Test"),
            Split.VALIDATION: self.tr("Validation"),
            Split.TRAINING: self.tr("Training"),
        }
        there = {split: name for split, name in names.items() if self._size(split)}
        self.split.set_choices([split.value for split in there], list(there.values()))

    def _size(self, split: Split) -> int:
        data = self._data
        if data is None:
            return 0
        return {Split.TRAINING: data.training, Split.VALIDATION: data.validation, Split.TEST: data.test}[split]

    def _show_choice(self) -> None:
        example = self.example
        self.split.set_value("" if example.content else example.split.value)
        last = max(0, self._size(example.split) - 1)
        self.number.set_rules(NumberRules(whole=True, minimum=0, maximum=last))
        self.number.set_value(example.index)
        if not example.content:
            self.name.setText("")

    @Slot(object)
    def choose(self, example: ExampleChoice) -> None:
        """Choose this one, as a person does."""
        self.example = example
        self._show_choice()
        self.chosen.emit(example)

    @Slot(object)
    def _choose_split(self, value: str) -> None:
        split = Split(value)
        self.choose(ExampleChoice(split, min(self.example.index, self._size(split) - 1)))

    @Slot(object)
    def _choose_number(self, value: int) -> None:
        self.choose(ExampleChoice(self.example.split, int(value)))

    @Slot(int)
    def _choose_tile(self, key: int) -> None:
        self.choose(ExampleChoice(Split.TEST, key))

    @Slot()
    def _open(self) -> None:
        kind = FileKind(self.tr("Pictures"), tuple(sorted(SUFFIXES)))
        path = self._files.ask_open(Purpose.PICTURES, self.tr("Explain a picture"), kind, "explainPictureDialog")
        if path is not None:
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except OSError as error:
            self.unreadable.emit(
                self.tr("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
            )
            return
        if len(content) > LARGEST_FILE or not content:
            self.unreadable.emit(
                self.tr("{path} is empty or too large for a picture. Choose another file.").format(path=path)
            )
            return
        self.name.setText(path.name)
        self.choose(ExampleChoice(content=content))

    def _tile(self, data: DataReport, event: Predicted, place: int, picture: QImage) -> AnyTile:
        index, answer, truth = event.indices[place], event.predictions[place], event.truth[place]
        if data.class_names:
            return Tile(index, picture, data.class_names, answer, int(truth))
        return ValueTile(index, picture, data.target_names, answer, truth, event.truth.max(0) - event.truth.min(0))

    def _arrange(self) -> None:
        self.name.setProperty("role", "muted")
        fonts.use(self.name, "small")
        self.split.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        head.setSpacing(6)
        for part in (self.split, self.number):
            head.addWidget(part)
        head.addWidget(self.name, 1)
        head.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.row)
        self.row.hide()
