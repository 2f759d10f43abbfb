"""The panel "Before Train": does the run fit, how long does it take, what is fastest here, which learning rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from studio.look import fonts
from studio.look.i18n import Retranslated
from studio.session.session import Action, Session
from studio.views.model.before.block import Block
from studio.views.model.before.memory_block import MemoryBlock
from studio.views.model.before.rate_block import RateBlock
from studio.views.model.before.speed_block import SpeedBlock
from studio.widgets.caption import Caption
from studio.widgets.focus import kept_in
from studio.widgets.folding_section import FoldingSection
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.errors import TrainerError
from trainer_core.protocol.before_train import (
    EstimateRun,
    FindLearningRate,
    LearningRateFound,
    MeasureSpeeds,
    RunEstimated,
    SpeedsMeasured,
    StopMeasuring,
)
from trainer_core.protocol.commands import Command
from trainer_core.protocol.events import Answer, Event, Progress
from trainer_core.recipe.recipe import Recipe
from trainer_core.recipe.schema import value_of

_WIDE = 900
"""Pixels from which on the three stand beside one another."""
_HIGHEST = 380


class BeforePanel(Retranslated, FoldingSection):
    """Three things to measure, one at a time, between runs; folded at first.

    Signals:
        changed(object): a mapping for `Recipe.with_values`: what was found is to be used.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent, expanded=False)
        self.setObjectName("beforePanel")
        self.header.setObjectName("beforeHeader")
        self.setProperty("role", "footer")
        self._session = session
        self._recipe = session.shown_recipe
        self._asked: tuple[int, Block] | None = None
        """The id of the command that is not answered yet, and the block that asked."""
        self._measuring: Recipe | None = None
        """What is being measured, until that is broken off."""
        self.memory, self.speeds, self.rate = MemoryBlock(self), SpeedBlock(self), RateBlock(self)
        self.locked, self.stale = Caption("lock", self), Caption("info", self)
        self.locked.setObjectName("beforeLock")
        self.stale.setObjectName("beforeStale")
        self._content = QWidget(self)
        self._content.setProperty("role", "clear")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._content)
        self._row.setContentsMargins(0, 0, 8, 0)
        self._row.setSpacing(28)
        for block in (self.memory, self.speeds, self.rate):
            self._row.addWidget(block, 1)
        self._scroll = _Scroll(self._content, self)
        for part in (self.locked, self.stale, self._scroll):
            self.body_layout.addWidget(part)
        self.memory.asked.connect(self._measure)
        self.speeds.asked.connect(self._compare)
        self.rate.asked.connect(self._find)
        for block in (self.memory, self.speeds, self.rate):
            block.stop_asked.connect(self._stop)
        for asker in (self.speeds, self.rate):
            asker.use_asked.connect(self.changed)
        session.measured.connect(self._take)
        session.progress.connect(self._take_progress)
        for answered in (session.done, session.refused, session.crashed):
            answered.connect(self._take_end)
        session.state_changed.connect(self._show_state)
        session.recipe_changed.connect(self._break_off)
        self.retranslate()
        self._show_state()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.set_title(self.tr("Before Train"))
        self.locked.set_text(self.tr("Measured between runs only. Stop the run to measure."))
        self.stale.set_text(
            self.tr(
                "The recipe has changed: what was measured before is hidden until you measure again or undo the change."
            )
        )
        self._show_summary()

    def show_recipe(self, recipe: Recipe) -> None:
        """Say what of ``recipe`` is in use already, and whether it is still what was measured."""
        self._recipe = recipe
        with kept_in(self, self.header):
            self.speeds.show_recipe(recipe)
            self.rate.show_recipe(recipe)
            self._show_summary()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= fonts.scaled(_WIDE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @Slot()
    def _measure(self) -> None:
        self._ask(EstimateRun(self._session.recipe, self.memory.larger.isChecked()), self.memory)

    @Slot()
    def _compare(self) -> None:
        self._ask(MeasureSpeeds(self._session.recipe), self.speeds)

    @Slot()
    def _find(self) -> None:
        self._ask(FindLearningRate(self._session.recipe), self.rate)

    def _ask(self, command: Command, block: Block) -> None:
        if self._asked is None and self._session.possible(Action.TRAIN):
            self._asked = (command.id, block)
            self._measuring = self._session.recipe
            block.set_running(True)
            self._show_state()
            self._session.post(command)

    @Slot()
    def _stop(self) -> None:
        self._measuring = None
        self._session.post(StopMeasuring())

    @Slot()
    def _break_off(self) -> None:
        """Stop measuring a recipe that is no more the one that would be trained."""
        if self._measuring is not None and not _same_but(self._measuring, self._session.recipe, {}):
            self._stop()

    @Slot(object)
    def _take(self, event: Event) -> None:
        match event:
            case RunEstimated():
                self.memory.show_estimate(event)
            case SpeedsMeasured():
                self.speeds.show_speeds(event)
            case LearningRateFound():
                self.rate.show_curve(event)
        self._show_summary()

    @Slot(object)
    def _take_progress(self, event: Progress) -> None:
        if self._asked is not None:
            self._asked[1].show_progress(event)

    @Slot(object)
    def _take_end(self, event: Answer) -> None:
        """A command was carried out, refused or has failed."""
        if self._asked is not None and event.answers == self._asked[0]:
            self._asked[1].set_running(False)
            self._asked, self._measuring = None, None
            self._show_state()

    @Slot()
    def _show_state(self) -> None:
        possible = self._session.possible(Action.TRAIN)
        self.locked.setVisible(self._session.in_run)
        # What was pressed may be switched off now, as while the model is prepared anew.
        with kept_in(self, self.header):
            for block in (self.memory, self.speeds, self.rate):
                block.button.setEnabled(block.running or (possible and self._asked is None))
            self.memory.larger.setEnabled(possible and self._asked is None)
            self.speeds.show_speeds(self.speeds.shown)
            self.rate.show_curve(self.rate.shown)

    def _show_summary(self) -> None:
        estimate, speeds, rate = self.memory.shown, self.speeds.shown, self.rate.shown
        old: dict[Block, bool] = {
            self.memory: estimate is not None and not _same_but(estimate.recipe, self._recipe, {}),
            self.speeds: speeds is not None
            and not any(_same_but(speeds.recipe, self._recipe, row.changes) for row in speeds.rows),
            self.rate: rate is not None and not _same_but(rate.recipe, self._recipe, {}),
        }
        for block, stale in old.items():
            block.set_stale(stale)
        self.stale.setVisible(any(old.values()))
        self.set_summary("" if old[self.memory] else self.memory.summary())


def _same_but(measured: Recipe, now: Recipe, changes: Mapping[str, Any]) -> bool:
    """Whether what was measured of a recipe holds for the one of now: with ``changes``, and whatever learning rate."""
    try:
        return measured.with_values({**changes, "optimizer.lr": value_of(now, "optimizer.lr")}) == now
    except (TrainerError, KeyError):
        return False


class _Scroll(ScrollColumn):
    """As high as what is in it, up to a height that leaves room for the model above."""

    def __init__(self, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._content = content
        self.setObjectName("beforeScroll")
        self.setWidget(content)
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        layout = self._content.layout()
        assert layout is not None
        width = max(self.width(), 1)
        high = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(width, min(high + 4, fonts.scaled(_HIGHEST), self.window().height() * 2 // 5))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, fonts.scaled(90))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
