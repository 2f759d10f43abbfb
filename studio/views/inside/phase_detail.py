"""What a phase of the step did, below its line: the gradients cleared, the answers, the losses, the gradients."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.look import fonts, formats
from studio.look.messages import counted
from studio.session.session import Session
from studio.views.inside.example_picture import example_picture
from studio.views.inside.numbers import short
from studio.widgets.bar_list import Bar, BarList
from studio.widgets.example_tiles import ExampleTile, ExampleTiles
from studio.widgets.tile import Verdict, share
from trainer_core.protocol.inside import PhaseReport
from trainer_core.protocol.reports import DataReport

_NAMED, _SIDE = 8, 14


class PhaseDetail(QWidget):
    """A sentence above what a subclass shows of a `PhaseReport`. No signals."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sentence = QLabel(self)
        self.sentence.setProperty("role", "muted")
        self.sentence.setWordWrap(True)
        fonts.use(self.sentence, "small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_SIDE + 20, 4, _SIDE, 12)
        self._column.setSpacing(6)
        self._column.addWidget(self.sentence)

    def summary(self, report: PhaseReport) -> str:
        """What the phase did, in a few words."""
        raise NotImplementedError

    def show_report(self, report: PhaseReport) -> None:
        """Show what the phase did."""
        raise NotImplementedError


class ClearedDetail(PhaseDetail):
    """The parameters whose gradient became None."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.names = QLabel(self)
        self.names.setWordWrap(True)
        self._column.addWidget(self.names)

    def summary(self, report: PhaseReport) -> str:
        return counted(len(report.cleared), "1 gradient set to None", "{n:,} gradients set to None")

    def show_report(self, report: PhaseReport) -> None:
        self.sentence.setText(
            self.tr("The gradients of these parameters are None from here on:")
            if report.cleared
            else self.tr("No parameter had a gradient.")
        )
        shown = [f"{name}.grad" for name in report.cleared[:_NAMED]]
        more = len(report.cleared) - len(shown)
        self.names.setFont(fonts.monospace())
        self.names.setText("   ".join(shown) + (f"   … +{more}" if more else ""))
        self.names.setVisible(bool(shown))


class AnswersDetail(PhaseDetail):
    """The first examples of the batch as pictures, each with the answer that the model holds most likely."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.tiles = ExampleTiles(2, self)
        self._column.addWidget(self.tiles)

    def summary(self, report: PhaseReport) -> str:
        data = self._session.preparation.data if self._session.preparation is not None else None
        if data is None or not data.class_names or report.answers is None or report.truth is None:
            return counted(report.examples, "1 answer", "{n:,} answers")
        right = int((report.answers.argmax(axis=1) == report.truth).sum())
        return self.tr("{right} of the first {count} right").format(right=right, count=len(report.answers))

    def show_report(self, report: PhaseReport) -> None:
        count = 0 if report.answers is None else len(report.answers)
        data = self._session.preparation.data if self._session.preparation is not None else None
        if data is None or not count:
            return
        text = (
            self.tr("The first of {count} examples, and the likeliest class of each:")
            if data.class_names
            else self.tr("The first of {count} examples, and what each is answered:")
        )
        self.sentence.setText(text.format(count=formats.count(report.examples)))
        self.tiles.set_tiles([_answer_tile(report, data, place) for place in range(count)])


class LossDetail(PhaseDetail):
    """The loss of each example under its picture, and the mean of all."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.tiles = ExampleTiles(2, self)
        self._column.addWidget(self.tiles)

    def summary(self, report: PhaseReport) -> str:
        return self.tr("loss {loss}").format(loss=short(report.loss))

    def show_report(self, report: PhaseReport) -> None:
        self.sentence.setText(
            self.tr("The loss of each example. The loss of the batch is the mean of all {count}: {loss}").format(
                count=formats.count(report.examples), loss=short(report.loss)
            )
        )
        losses = np.zeros(0, dtype=np.float32) if report.losses is None else report.losses
        most = float(np.nanmax(losses)) if np.isfinite(losses).any() else 1.0
        self.tiles.set_tiles(
            [
                ExampleTile(_picture(report, place), short(value), bar=min(value / most, 1.0) if most > 0 else 0.0)
                for place, value in enumerate(losses.tolist())
            ]
        )


class NormsDetail(PhaseDetail):
    """The gradient norm of each layer; the newest stands on top, as backward comes from the last layer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.bars = BarList(self)
        self._column.addWidget(self.bars)

    def summary(self, report: PhaseReport) -> str:
        return counted(len(report.norms), "1 layer has its gradient", "{n:,} layers have their gradients")

    def show_report(self, report: PhaseReport) -> None:
        self.sentence.setText(
            self.tr("The norm of each layer's gradient. They arrive from the last layer, at the bottom.")
            if report.norms
            else self.tr("There are no gradients yet. They flow from the loss back through the layers.")
        )
        self.bars.setVisible(bool(report.norms))
        most = max((norm for _, norm in report.norms if np.isfinite(norm)), default=0.0)
        self.bars.set_bars(
            [
                Bar(name or "model", norm / most if most and np.isfinite(norm) else 0.0, short(norm))
                for name, norm in reversed(report.norms)
            ]
        )


def _picture(report: PhaseReport, place: int) -> QImage | None:
    if report.images is None or place >= len(report.images):
        return None
    return example_picture(report.images[place])


def _answer_tile(report: PhaseReport, data: DataReport, place: int) -> ExampleTile:
    assert report.answers is not None
    answer = report.answers[place]
    truth = report.truth[place] if report.truth is not None else None
    if not data.class_names:
        note = "" if truth is None else "= " + ", ".join(map(short, np.atleast_1d(truth).tolist()))
        return ExampleTile(_picture(report, place), ", ".join(map(short, answer.tolist())), note)
    guess = int(answer.argmax())
    mark: Verdict = "" if truth is None else "right" if guess == int(truth) else "wrong"
    note = share(float(answer[guess]))
    if mark == "wrong" and truth is not None:
        note = QCoreApplication.translate("Tile", "is {truth}").format(truth=data.class_names[int(truth)])
    return ExampleTile(_picture(report, place), data.class_names[guess], note, float(answer[guess]), mark)
