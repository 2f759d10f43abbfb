"""What became of the loss of one example, epoch by epoch, small enough to stand beside its picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.i18n import Retranslated
from studio.look.messages import counted
from studio.look.painting import reporting
from studio.look.theme import current_theme
from trainer_core.protocol.examples import LossesShown

_HEIGHT, _PAD, _MARKS = 64, 7, 60
"""Height of the curve without what stands below it, its edge, and the epochs up to which each has a mark: more would
lie on one another."""


class LossCurve(Retranslated, QWidget):
    """A curve with a cross where the answer was wrong and a dot where it was right, under what it says in numbers.

    ``shown`` is what is drawn, None where there is nothing. No signals.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exampleLosses")
        self.shown: LossesShown | None = None
        self._classes = False
        self.caption = QLabel(self)
        self.caption.setObjectName("exampleLossesCaption")
        self.caption.setWordWrap(True)
        self.caption.setProperty("role", "muted")
        fonts.use(self.caption, "small")
        self.curve = _Curve(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.caption)
        layout.addWidget(self.curve)
        self.hide()

    def show_losses(self, event: LossesShown | None, *, answers_classes: bool) -> None:
        """Draw the losses of one example; None draws nothing."""
        self.shown, self._classes = event, answers_classes
        self.setVisible(event is not None and bool(np.isfinite(event.losses).any()))
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything in the present language."""
        event = self.shown
        if event is None or not np.isfinite(event.losses).any():
            return
        known = event.losses[np.isfinite(event.losses)]
        now, mean = (formats.number(float(f"{value:.3g}")) for value in (float(known[-1]), float(known.mean())))
        text = self.tr("Its loss in each epoch: {now} now, {mean} on average.").format(now=now, mean=mean)
        if self._classes:
            wrong = int((~event.right & np.isfinite(event.losses)).sum())
            text += " " + counted(wrong, "Answered wrongly in 1 epoch.", "Answered wrongly in {n:,} epochs.")
        self.caption.setText(text)
        self.curve.show_losses(event.losses, event.right | (not self._classes))
        self.curve.setAccessibleName(text)


class _Curve(QWidget):
    """The line itself, over its first and last epoch and beside the ends of its scale, which are in ``ends``."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._losses: npt.NDArray[np.float32] = np.empty(0, dtype=np.float32)
        self._right: npt.NDArray[np.bool_] = np.empty(0, dtype=np.bool_)
        self.ends = ("", "", "", "")
        """What stands at the top and the bottom of the losses, and at the first and the last epoch."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_losses(self, losses: npt.NDArray[np.float32], right: npt.NDArray[np.bool_]) -> None:
        self._losses, self._right = losses, right
        top = float(f"{self._top:.3g}")
        self.ends = (formats.number(top), "0", formats.count(1), formats.count(len(losses)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, fonts.scaled(_HEIGHT) + round(QFontMetricsF(fonts.font("small")).height()))

    @property
    def _top(self) -> float:
        known = self._losses[np.isfinite(self._losses)]
        return max(float(known.max()), 1e-6) if len(known) else 1.0

    def _paint_ends(self, painter: QPainter) -> QRectF:
        """Write the ends of both axes; what is left of the room."""
        metrics = QFontMetricsF(fonts.font("small"))
        high, low, first, last = self.ends
        left, line = max(map(metrics.horizontalAdvance, (high, low))) + 6, metrics.height()
        area = QRectF(self.rect()).adjusted(left, 0.5, -0.5, -line)
        painter.setFont(fonts.font("small"))
        painter.setPen(current_theme().tokens.colour("muted"))
        right, below = Qt.AlignmentFlag.AlignRight, QRectF(area.left(), area.bottom(), area.width(), line)
        painter.drawText(QRectF(0, area.top(), left - 6, line), right, high)
        painter.drawText(QRectF(0, area.bottom() - line, left - 6, line), right, low)
        if first == last:
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, first)
        else:
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, first)
            painter.drawText(below, right, last)
        return area

    @reporting
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_theme().tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = self._paint_ends(painter)
            painter.setPen(QPen(tokens.colour("hairline"), 1))
            painter.setBrush(tokens.colour("field"))
            painter.drawRoundedRect(area, 6, 6)
            good = np.flatnonzero(np.isfinite(self._losses))
            if not len(good):
                return
            area = area.adjusted(_PAD, _PAD, -_PAD, -_PAD)
            across = good / max(1, len(self._losses) - 1) if len(self._losses) > 1 else np.full(1, 0.5)
            x = area.left() + area.width() * across
            y = area.bottom() - area.height() * self._losses[good] / self._top
            points = [QPointF(*each) for each in zip(x.tolist(), y.tolist(), strict=True)]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("training"), 1.5))
            painter.drawPolyline(QPolygonF(points))
            if len(points) > _MARKS:
                return
            for point, right in zip(points, self._right[good].tolist(), strict=True):
                painter.setPen(QPen(tokens.colour("training" if right else "wrong"), 1.5))
                painter.setBrush(tokens.colour("training" if right else "wrong"))
                if right:
                    painter.drawEllipse(point, 2, 2)
                else:
                    painter.drawLine(point + QPointF(-3, -3), point + QPointF(3, 3))
                    painter.drawLine(point + QPointF(-3, 3), point + QPointF(3, -3))
