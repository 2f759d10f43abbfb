"""What is fastest here: each way of training with its measured speed, and a button that switches it on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.look import fonts, formats
from studio.look.messages import words
from studio.views.model.before.block import Block
from studio.widgets.button import Button
from trainer_core.protocol.before_train import MeasuredSpeed, SpeedsMeasured
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import value_of


class SpeedBlock(Block):
    """A table of the ways; ``shown`` is what was measured, None where nothing is.

    Signals, besides those of `Block`:
        use_asked(object): what a way changes in the recipe, a mapping.
    """

    use_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("beforeFastest", parent)
        self.shown: SpeedsMeasured | None = None
        self._recipe: Recipe | None = None
        self.table = QWidget(self)
        self.table.setObjectName("beforeSpeeds")
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.results.addWidget(self.table)
        self.uses: list[Button] = []
        """A button for each way that can be switched on."""
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.set_words(
            self.tr("What is fastest here?"),
            self.tr(
                "Trains the same model in several ways on this machine: another memory layout or precision, compiled, "
                "with other numbers of threads. Compiling can take a minute."
            ),
        )
        self.show_speeds(self.shown)

    def show_recipe(self, recipe: Recipe) -> None:
        """Mark what is on in ``recipe`` already."""
        self._recipe = recipe
        self.show_speeds(self.shown)

    def show_speeds(self, event: SpeedsMeasured | None) -> None:
        """Show what is measured so far."""
        self.shown = event
        self.uses = []
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.table.setVisible(event is not None)
        if event is None:
            return
        for column, text in enumerate(("", self.tr("samples/s"), self.tr("speed"))):
            self._put(0, column, text, muted=True)
        for line, row in enumerate(event.rows, 1):
            self._show_row(line, row, fastest=event.done and row is event.fastest)

    def _show_row(self, line: int, row: MeasuredSpeed, *, fastest: bool) -> None:
        name = words(row.label)
        if row.compile_seconds:
            name += " · " + self.tr("{seconds} s to compile").format(seconds=f"{row.compile_seconds:.0f}")
        self._grid.setRowMinimumHeight(line, self.button.sizeHint().height() - 4)
        if row.problem is not None:
            self._put(line, 0, name, muted=True, tip=words(row.problem))
            self._put(line, 1, self.tr("not here"), muted=True, tip=words(row.problem))
            return
        self._put(line, 0, name, strong=fastest)
        self._put(line, 1, formats.rate(row.samples_per_second), strong=fastest)
        self._put(line, 2, f"{row.ratio:.2f}×", strong=fastest)
        if not row.changes:
            return
        used = self._recipe is not None and all(value_of(self._recipe, key) == row.changes[key] for key in row.changes)
        use = Button(self.tr("In use") if used else self.tr("Use"), "check" if used else "", self.table)
        use.setObjectName("beforeUse_" + "_".join(key.rpartition(".")[2] for key in row.changes) + f"_{line}")
        use.setAccessibleName(f"{use.text()}: {name}")
        use.setToolTip(", ".join(f"{key} = {value}" for key, value in row.changes.items()))
        use.setEnabled(not used and self.button.isEnabled() and not self.running)
        fonts.use(use, "small")
        use.clicked.connect(partial(self.use_asked.emit, dict(row.changes)))
        self._grid.addWidget(use, line, 3)
        self.uses.append(use)

    def _put(
        self, line: int, column: int, text: str, *, strong: bool = False, muted: bool = False, tip: str = ""
    ) -> None:
        label = QLabel(text, self.table)
        fonts.use(label, "small", strong=strong)
        label.setToolTip(tip)
        if muted:
            label.setProperty("role", "muted")
        if column == 0:
            label.setWordWrap(True)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(
            label, line, column, side | Qt.AlignmentFlag.AlignVCenter if column else Qt.AlignmentFlag(0)
        )
