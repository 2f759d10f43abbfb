"""How far a model's confidence can be believed: the share that is right in each of 15 bins of confidence."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.metrics import number, title
from studio.look.theme import Tokens
from studio.session.session import Session
from studio.session.shown_evaluation import ShownEvaluation
from studio.views.answers.header import EvaluationHeader
from studio.views.answers.pick_plot import PickPlot
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus import lead_to
from studio.widgets.plot_items import Floats, mixed, pen
from studio.widgets.scaled import Scaled
from studio.widgets.scroll_column import ScrollColumn
from trainer_core.tasks.metrics.calibration import BINS, Reliability, reliability

_SIDE = 14
_RANGE = (-0.02, 1.02)
_HEADROOM = 1.08
_COUNTS_HEIGHT = 120
_NOTABLE = 0.01
"""A mean distance of confidence and accuracy from which on it is said which of them is larger."""


class BinsPlot(PickPlot):
    """A bar for each bin between 0 and 1, and a line across to hold them against."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points.setFillLevel(0.0)
        self.reference.setZValue(5)
        self.heights: Floats = np.zeros(BINS)

    def show_bins(self, heights: Floats) -> None:
        """Show these heights, (15,) and finite."""
        self.heights = heights
        self.say_shape((np.arange(BINS) + 0.5) / BINS, heights)
        edges = np.linspace(0, 1, BINS + 1)
        left, right, foot = edges[:-1], edges[1:], np.zeros(BINS)
        self.points.setData(
            np.column_stack((left, left, right, right)).ravel(), np.column_stack((foot, heights, heights, foot)).ravel()
        )

    def choose_bin(self, place: int) -> None:
        """Mark this bin."""
        self.choose((place + 0.5) / BINS, float(self.heights[place]))

    def _restyle(self, tokens: Tokens) -> None:
        super()._restyle(tokens)
        self.points.setFillBrush(mixed(tokens.colour("accent"), tokens.colour("panel"), 0.35))
        self.points.setPen(pen(tokens.colour("accent")))


class ReliabilityView(Retranslated, QWidget):
    """A reliability diagram (Guo, Pleiss, Sun and Weinberger 2017) over the number of examples in each bin.

    For tests and for those who drive the view: ``bins`` what is shown, ``chosen`` the bin that is explained,
    ``accuracy`` and ``counts`` the plots, ``sentence``.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reliabilityView")
        self.shown = ShownEvaluation(session, self)
        self.bins: Reliability | None = None
        self.chosen: int | None = None
        self._of: object = None
        self.header = EvaluationHeader(self.shown, "reliability", self)
        self.sentence, self.detail = QLabel(self), QLabel(self)
        self.sentence.setObjectName("reliabilitySentence")
        self.detail.setObjectName("reliabilityDetail")
        self.accuracy, self.counts = BinsPlot(self), BinsPlot(self)
        self.accuracy.setObjectName("reliabilityPlot")
        self.counts.setObjectName("reliabilityCounts")
        self._captions = {plot: QLabel(self) for plot in (self.accuracy, self.counts)}
        self.empty = EmptyState("curves", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self.shown.changed.connect(self._refresh)
        for plot in self._captions:
            plot.picked.connect(self._pick)
            plot.stepped.connect(self._step)
        self.retranslate()
        self._refresh()

    def _arrange(self) -> None:
        for label in (self.sentence, self.detail, *self._captions.values()):
            fonts.use(label, "small")
            label.setWordWrap(True)
        for label in (self.detail, *self._captions.values()):
            label.setProperty("role", "muted")
        body = QWidget(self)
        body.setProperty("role", "clear")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(6)
        layout.addWidget(self.header)
        layout.addWidget(self.sentence)
        layout.addWidget(self._captions[self.accuracy])
        layout.addWidget(self.accuracy, 1)
        layout.addWidget(self._captions[self.counts])
        Scaled(self.counts, QWidget.setFixedHeight, _COUNTS_HEIGHT)
        layout.addWidget(self.counts)
        layout.addWidget(self.detail)
        self.accuracy.reference.setData([0.0, 1.0], [0.0, 1.0])
        self.accuracy.show_range(_RANGE, _RANGE)
        page = ScrollColumn(self)
        page.setWidget(body)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.accuracy)

    @Slot()
    def _refresh(self) -> None:
        """Show the newest evaluation, once there is someone to see it."""
        if not self.isVisible():
            return
        event = self.shown.evaluated
        scores = event.evaluation.scores if event is not None else None
        if scores is None or not len(scores.confidence):
            self.bins = self._of = None
        elif scores is not self._of:
            self._of, self.bins = scores, reliability(scores.confidence, scores.truth == scores.predicted)
            self.accuracy.show_bins(np.nan_to_num(self.bins.accuracy))
            counts = self.bins.count.astype(np.float64)
            self.counts.show_bins(counts)
            self.counts.show_range(_RANGE, (0.0, max(1.0, counts.max()) * _HEADROOM))
        self.header.refresh()
        self.pages.setCurrentIndex(0 if self.bins is None else 1)
        self._word()

    @Slot(float, float)
    def _pick(self, x: float, y: float) -> None:
        self._choose(int(x * BINS))

    @Slot(int)
    def _step(self, by: int) -> None:
        self._choose(BINS - 1 if self.chosen is None else self.chosen + by)

    def _choose(self, place: int) -> None:
        self.chosen = min(max(place, 0), BINS - 1)
        self._word()

    def _word(self) -> None:
        """Say how far off confidence is on the whole, and in the bin that is chosen."""
        if self.bins is None:
            return
        error = number("calibration_error", self.bins.error)
        text = self.tr("{metric} {value}: the model is about as confident as it is accurate.")
        share = self.bins.count / max(int(self.bins.count.sum()), 1)
        over = float(np.nansum((self.bins.confidence - self.bins.accuracy) * share))
        if abs(over) >= _NOTABLE:
            text = self.tr("{metric} {value}: on the whole the model is underconfident.")
            if over > 0:
                text = self.tr("{metric} {value}: on the whole the model is overconfident.")
        self.sentence.setText(text.format(metric=title("calibration_error"), value=error))
        if self.chosen is None:
            self.detail.setText(self.tr("Click a bar to read its value."))
            return
        for plot in self._captions:
            plot.choose_bin(self.chosen)
        count = int(self.bins.count[self.chosen])
        low, high = (formats.percent(edge / BINS) for edge in (self.chosen, self.chosen + 1))
        self.detail.setText(
            counted(
                count,
                "Confidence {low} to {high}: 1 example, {right} right at a mean confidence of {confidence}.",
                "Confidence {low} to {high}: {n:,} examples, {right} right at a mean confidence of {confidence}.",
                low=low,
                high=high,
                right=formats.percent(self.bins.accuracy[self.chosen]),
                confidence=formats.percent(self.bins.confidence[self.chosen]),
            )
            if count
            else self.tr("Confidence {low} to {high}: no examples.").format(low=low, high=high)
        )

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self._captions[self.accuracy].setText(self.tr("accuracy ↑ over confidence →; equal on the dashed line"))
        self._captions[self.counts].setText(self.tr("examples ↑ over confidence →"))
        self.accuracy.setAccessibleName(self.tr("Reliability diagram"))
        self.counts.setAccessibleName(self.tr("Examples by confidence"))
        for plot in self._captions:
            plot.viewport().setToolTip(self.tr("Click a bar, or use the arrow keys, to read its value"))
        self.empty.set_words(
            self.tr("How far to trust it"),
            self.tr("After the first epoch you see here how often the model is right at each level of confidence."),
        )
        self._word()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()
