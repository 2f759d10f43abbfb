"""Find a learning rate: the loss over a rate that grows, the rate that is suggested, and a button that takes it."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.look import fonts, formats
from studio.look.messages import words
from studio.look.theme import current_theme
from studio.views.model.before.block import Block
from studio.widgets.button import Button
from studio.widgets.plot import Plot
from studio.widgets.plot_items import mixed, pen
from studio.widgets.scales import step_whole
from trainer_core.protocol.before_train import LearningRateFound
from trainer_core.recipe.recipe import Recipe

_HEIGHT = 170
_ABOVE = 0.25
"""How far above its first loss the curve is shown, as a share of how far it falls."""


class RateBlock(Block):
    """The curve of a range test; ``shown`` is what was measured, None where nothing is.

    Signals, besides those of `Block`:
        use_asked(object): the learning rate that was found, as a mapping.
    """

    use_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("beforeFindRate", parent)
        self.shown: LearningRateFound | None = None
        self._recipe: Recipe | None = None
        self.plot = Plot(self)
        self.plot.setObjectName("beforeRateCurve")
        self.plot.wheel_zooms = False
        self.plot.view.setMouseEnabled(x=False, y=False)
        self.plot.setInteractive(False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.axes["bottom"].step = lambda span, most: max(1.0, step_whole(span, most))
        self.plot.axes["bottom"].write = lambda value, step: formats.learning_rate(10.0**value)
        self._raw, self._smooth = self.plot.add_line(), self.plot.add_line(z=1, antialias=True)
        self._at = pg.InfiniteLine(angle=90)
        self.plot.plot.addItem(self._at, ignoreBounds=True)
        self.explanation = QLabel(self)
        self.explanation.setObjectName("beforeRateText")
        self.explanation.setWordWrap(True)
        fonts.use(self.explanation, "small")
        self.use = Button("", "", self)
        self.use.setObjectName("beforeUseRate")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.explanation, 1)
        row.addWidget(self.use, 0, Qt.AlignmentFlag.AlignTop)
        self.results.addWidget(self.plot)
        self.results.addLayout(row)
        self.plot.restyled.connect(self._draw)
        self.use.clicked.connect(self._use)
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.set_words(
            self.tr("Find a learning rate"),
            self.tr(
                "Trains a copy of the model while the learning rate grows, and watches the loss: where it falls "
                "fastest is a good rate to begin with."
            ),
        )
        self.plot.setAccessibleName(self.tr("Loss over the learning rate"))
        self.show_curve(self.shown)

    def show_recipe(self, recipe: Recipe) -> None:
        """Mark whether the suggested rate is that of ``recipe`` already."""
        self._recipe = recipe
        self.show_curve(self.shown)

    def show_curve(self, event: LearningRateFound | None) -> None:
        """Show what is measured so far."""
        self.shown = event
        self.plot.setVisible(event is not None)
        self.explanation.setVisible(event is not None and event.done)
        found = event is not None and math.isfinite(event.suggestion)
        self.use.setVisible(found)
        if event is None:
            return
        if event.explanation is not None:
            self.explanation.setText(words(event.explanation))
            self.plot.setAccessibleDescription(self.explanation.text())
        rate = formats.learning_rate(event.suggestion)
        used = self._recipe is not None and self._recipe.optimizer.arguments.get("lr") == event.suggestion
        self.use.setText(self.tr("In use") if used else self.tr("Use {rate}").format(rate=rate))
        self.use.set_icon_name("check" if used else "")
        self.use.setEnabled(not used and self.button.isEnabled() and not self.running)
        self._draw()

    def _draw(self, tokens: object = None) -> None:
        """Hand the curves to the plot, in the colours and the size of text that hold now."""
        colours = current_theme().tokens
        self.plot.setFixedHeight(round(_HEIGHT * fonts.scale()))
        self._raw.setPen(pen(mixed(colours.colour("training"), colours.colour("panel"), 0.35)))
        self._smooth.setPen(pen(colours.colour("training")))
        self._at.setPen(pen(colours.colour("accent"), 1.0, Qt.PenStyle.DashLine))
        event = self.shown
        if event is None or len(event.rates) < 2:
            return
        at = np.log10(np.asarray(event.rates))
        smoothed, losses = np.asarray(event.smoothed), np.asarray(event.losses)
        low, first = float(min(smoothed.min(), losses.min())), float(smoothed[0])
        fall = max(first - low, 0.05 * abs(first), 1e-9)
        top = first + _ABOVE * fall
        self._raw.setData(at, np.minimum(losses, top + fall))
        self._smooth.setData(at, smoothed)
        self._at.setVisible(math.isfinite(event.suggestion))
        if math.isfinite(event.suggestion):
            self._at.setPos(math.log10(event.suggestion))
        self.plot.show_range((float(at[0]), max(float(at[-1]), float(at[0]) + 1.0)), (low - 0.08 * fall, top))

    @Slot()
    def _use(self) -> None:
        if self.shown is not None:
            self.use_asked.emit({"optimizer.lr": self.shown.suggestion})
