"""Yes-or-no answers at every threshold: the ROC and the precision-recall curve, with a threshold that can be moved."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStackedWidget, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.metrics import number, title
from studio.session.session import Session
from studio.session.shown_evaluation import ShownEvaluation
from studio.session.threshold import USUAL
from studio.views.answers.header import EvaluationHeader
from studio.views.answers.pick_plot import PickPlot
from studio.widgets.empty_state import EmptyState
from studio.widgets.focus import lead_to
from studio.widgets.heat_table import HeatTable
from studio.widgets.icon_button import IconButton
from studio.widgets.plot_items import Floats
from studio.widgets.scaled import Scaled
from studio.widgets.scroll_column import ScrollColumn
from studio.widgets.sentence_label import SentenceLabel
from trainer_core.tasks.metrics.classes import f1_by_class, matthews
from trainer_core.tasks.metrics.thresholds import Thresholds, thresholds

_SIDE = 14
_STEPS = 1000
_MOST = 400
"""Points of a curve that are drawn: about one a pixel."""
_RANGE = (-0.02, 1.02)
_TABLE_HEIGHT, _LINES = 132, 2


class ThresholdView(Retranslated, QWidget):
    """Both curves, the threshold as a slider and as a point on each, and the confusion that follows it.

    For tests and for those who drive the view: ``curve`` what is shown at every threshold, ``slider``, ``roc``,
    ``precision_recall`` (the plots), ``table`` the confusion. The threshold is the session's; other views follow it.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thresholdView")
        self._threshold = session.threshold
        self.shown = ShownEvaluation(session, self)
        self.curve: Thresholds | None = None
        self._of: object = None
        self.header = EvaluationHeader(self.shown, "threshold", self)
        self.value = QLabel(self)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setObjectName("thresholdSlider")
        self.slider.setRange(0, _STEPS)
        self.reset = IconButton("again", "", self)
        self.reset.setObjectName("thresholdReset")
        self.sentence = SentenceLabel(_LINES, self)
        self.sentence.setObjectName("thresholdSentence")
        self.roc, self.precision_recall = PickPlot(self), PickPlot(self)
        self.roc.setObjectName("rocPlot")
        self.precision_recall.setObjectName("precisionRecallPlot")
        self._captions = {plot: QLabel(self) for plot in (self.roc, self.precision_recall)}
        self.table = HeatTable(self)
        self.table.setObjectName("thresholdTable")
        self.empty = EmptyState("curves", "", "", self)
        self.pages = QStackedWidget(self)
        self._arrange()
        self.shown.changed.connect(self._refresh)
        self._threshold.changed.connect(self._follow)
        self.slider.valueChanged.connect(self._slide)
        self.reset.clicked.connect(self._threshold.reset)
        self.roc.picked.connect(self._pick_on_roc)
        self.precision_recall.picked.connect(self._pick_on_precision_recall)
        for plot in (self.roc, self.precision_recall):
            plot.stepped.connect(self._step)
        self.retranslate()
        self._refresh()

    def _arrange(self) -> None:
        for label in (self.sentence, *self._captions.values()):
            fonts.use(label, "small")
            label.setWordWrap(True)
            label.setProperty("role", "muted")
        fonts.use(self.value, "small", strong=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.value)
        row.addWidget(self.slider, 1)
        row.addWidget(self.reset)
        body = QWidget(self)
        body.setProperty("role", "clear")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(6)
        layout.addWidget(self.header)
        layout.addLayout(row)
        layout.addWidget(self.sentence)
        for plot, caption in self._captions.items():
            layout.addWidget(caption)
            layout.addWidget(plot, 1)
        Scaled(self.table, QWidget.setFixedHeight, _TABLE_HEIGHT)
        layout.addWidget(self.table)
        self.roc.reference.setData([0.0, 1.0], [0.0, 1.0])
        for plot in self._captions:
            plot.show_range(_RANGE, _RANGE)
        page = ScrollColumn(self)
        page.setWidget(body)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        lead_to(self, self.slider)

    @Slot()
    def _refresh(self) -> None:
        """Show the newest evaluation, once there is someone to see it."""
        if not self.isVisible():
            return
        event = self.shown.evaluated
        scores = event.evaluation.scores if event is not None else None
        if scores is None or not len(scores.scores):
            self.curve = self._of = None
        elif scores is not self._of:
            self._of, self.curve = scores, thresholds(scores.truth, scores.scores)
            self._draw(self.curve)
        self.header.refresh()
        self.pages.setCurrentIndex(0 if self.curve is None else 1)
        self._follow()

    def _draw(self, curve: Thresholds) -> None:
        false, true = (np.nan_to_num(each) for each in curve.roc)
        self.roc.show_points(*_thinned(false, true))
        precision, recall = curve.precision_recall
        self.precision_recall.show_points(*_thinned(np.nan_to_num(recall), precision))
        share = curve.positives / max(curve.positives + curve.negatives, 1)
        self.precision_recall.reference.setData([0.0, 1.0], [share, share])
        self._word_captions()

    @Slot()
    def _follow(self) -> None:
        """Show where the threshold is."""
        value = self._threshold.value
        self.slider.blockSignals(True)
        self.slider.setValue(round(value * _STEPS))
        self.slider.blockSignals(False)
        self.value.setText(self.tr("Threshold {value}").format(value=f"{value:.3f}"))
        self.reset.setEnabled(value != USUAL)
        if self.curve is None or not self.isVisible():
            return
        confusion = self.curve.confusion(value)
        (_, false), (missed, true) = confusion.tolist()
        self.roc.choose(false / max(self.curve.negatives, 1), true / max(self.curve.positives, 1))
        if true + false:
            self.precision_recall.choose(true / max(true + missed, 1), true / (true + false))
        else:
            self.precision_recall.choose_none()
        self.table.set_table(self.shown.class_names, confusion)
        precision = true / (true + false) if true + false else float("nan")
        facts = {
            "precision": formats.percent(precision),
            "recall": formats.percent(true / max(true + missed, 1)),
            "f1": formats.percent(float(np.nan_to_num(f1_by_class(confusion)[1]))),
            "mcc": number("mcc", matthews(confusion)),
        }
        facts["name"] = self.shown.class_names[1]
        text = self.tr("Of “{name}”: precision {precision}, recall {recall}, F1 {f1}. Matthews correlation {mcc}.")
        if value != USUAL:
            text += " " + self.tr("To look at only: results are those at 0.5.")
        self.sentence.setText(text.format(**facts))

    @Slot(int)
    def _slide(self, place: int) -> None:
        self._threshold.move(place / _STEPS)

    @Slot(int)
    def _step(self, by: int) -> None:
        self.slider.setValue(self.slider.value() + 10 * by)

    @Slot(float, float)
    def _pick_on_roc(self, x: float, y: float) -> None:
        if self.curve is not None:
            false, true = (np.nan_to_num(each[1:]) for each in self.curve.roc)
            self._move_to(np.hypot(false - x, true - y))

    @Slot(float, float)
    def _pick_on_precision_recall(self, x: float, y: float) -> None:
        if self.curve is not None:
            precision, recall = self.curve.precision_recall
            self._move_to(np.hypot(np.nan_to_num(recall) - x, precision - y))

    def _move_to(self, distances: Floats) -> None:
        """Move to the threshold whose point is the nearest."""
        assert self.curve is not None
        self._threshold.move(float(self.curve.at[int(np.argmin(distances))]))

    def _word_captions(self) -> None:
        if self.curve is None:
            return
        roc = self.tr("{metric} {value}: true positive rate ↑ over false positive rate →")
        precision = self.tr("{metric} {value}: precision ↑ over recall →")
        self._captions[self.roc].setText(
            roc.format(metric=title("roc_auc"), value=number("roc_auc", self.curve.roc_auc))
        )
        value = number("average_precision", self.curve.average_precision)
        self._captions[self.precision_recall].setText(precision.format(metric=title("average_precision"), value=value))

    def retranslate(self) -> None:
        """Word everything in the present language."""
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.slider.setToolTip(self.tr("The probability from which on an example counts as positive"))
        self.reset.set_name(self.tr("Back to 0.5"))
        self.roc.setAccessibleName(self.tr("ROC curve"))
        self.precision_recall.setAccessibleName(self.tr("Precision-recall curve"))
        help_ = self.tr("Press or drag on the curve to move the threshold")
        for plot in self._captions:
            plot.viewport().setToolTip(help_)
        self.table.setAccessibleName(self.tr("Confusion at this threshold"))
        self.table.set_axes(self.tr("truth ↓"), self.tr("guess →"))
        self.empty.set_words(
            self.tr("Where to draw the line"),
            self.tr(
                "How many are found and how many are wrong at every threshold appears here after the first epoch, or "
                "after Test now in the menu."
            ),
        )
        self._word_captions()
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()


def _thinned(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """At most some hundred points of a curve, the first and the last among them."""
    if len(x) <= _MOST:
        return x, y
    kept = np.unique(np.linspace(0, len(x) - 1, _MOST).round().astype(np.int64))
    return x[kept], y[kept]
